"""Where packs are made: a new one's folder, the sentences of its rules, what is wrong with it and what it lacks."""
