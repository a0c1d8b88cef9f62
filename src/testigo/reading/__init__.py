"""Dispatch → Reading: tokens, numbers, people, outcomes, speech. Pure functions of text and pack."""
