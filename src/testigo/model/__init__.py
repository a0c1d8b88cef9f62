"""The frozen nouns everything else is about; this room imports nothing of the project."""
