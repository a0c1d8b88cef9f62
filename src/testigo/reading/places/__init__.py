"""Places in a dispatch: where they are named, how each stands in its sentence, and which of the world is meant."""
