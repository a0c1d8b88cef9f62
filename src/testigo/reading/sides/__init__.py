"""Sides of violence in a dispatch: names of actors, who did what to whom, and who came of whom."""
