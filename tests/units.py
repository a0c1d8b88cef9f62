"""Sentences as the layers leave them, for tests that look at units."""

from __future__ import annotations

from testigo.packs import language
from testigo.reading.units import Units
from testigo.workshop import examples

EN = language("en")


def bare(text: str) -> Units:
    """The units of one sentence, words and phrases only."""
    return examples.bare(text, EN)


def measured(text: str) -> Units:
    """With numbers, times and measures in one piece each."""
    return examples.measured(text, EN)


def counted(text: str) -> Units:
    """With bounds joined to their numbers, too: everything in one piece but people."""
    return examples.counted(text, EN)


def layered(text: str) -> Units:
    """With people in one piece as well."""
    return examples.layered(text, EN)
