"""The places of the world: a gazetteer, what it is made of, and the words of a language for places."""
