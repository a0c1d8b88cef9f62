"""Sentences as the layers leave them, for tests that look at units."""

from __future__ import annotations

from testigo.packs import language
from testigo.reading.dispatch import timed
from testigo.reading.measures import read_measures
from testigo.reading.numbers import read_quantities
from testigo.reading.people import read_people
from testigo.reading.units import Units, read_units

EN = language("en")


def bare(text: str) -> Units:
    """The units of one sentence, words and phrases only."""
    return read_units(text, 0, len(text), EN)


def measured(text: str) -> Units:
    """With numbers, times and measures in one piece each."""
    return read_measures(timed(bare(text), EN), EN)


def counted(text: str) -> Units:
    """With bounds joined to their numbers, too: everything in one piece but people."""
    return read_quantities(measured(text), EN)


def layered(text: str) -> Units:
    """With people in one piece as well."""
    return read_people(counted(text), EN)
