"""The pack of news agencies: their names, the months of their datelines, and the shapes of a dateline."""

import os
import re
from collections.abc import Mapping
from functools import cache, cached_property

import msgspec

from testigo.packs.automaton import Automaton, revived
from testigo.packs.kept import HERE, fingerprint, kept

NAME = "agencies"
FILE = os.path.join(HERE, "agencies", "agencies.toml")


class Shape(msgspec.Struct, frozen=True, dict=True):
    """One way to write a dateline: its name, signs of which it holds one, a regular expression with named parts.

    `sure`: it names an agency, so that it is a dateline wherever it stands at the start of a line.
    """

    name: str
    signs: frozenset[str]
    automaton: Automaton
    sure: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made ready on first use: most texts hold the signs of few shapes."""
        return revived(self.automaton)


class Agencies(msgspec.Struct, frozen=True):
    """Printed name → agency, printed month → number (both in lower case), and the shapes in the order to try: of a
    dispatch's dateline, and of an item's within a round-up. `domains` are the ends of web addresses that are no
    country's code: the country of each, none where they are sold to anybody. `offices` are the towns of each country
    from which agencies file what happened anywhere in it.
    """

    names: Mapping[str, str]
    months: Mapping[str, int]
    shapes: tuple[Shape, ...]
    items: tuple[Shape, ...] = ()
    domains: Mapping[str, str] = {}
    offices: Mapping[str, frozenset[str]] = {}


@cache
def agencies() -> Agencies:
    """The pack, read once. Raises PackError when the file is not TOML or a shape is no pattern.

    >>> agencies().names["agence france-presse"]
    'AFP'
    """

    def compiled() -> Agencies:
        from testigo.packs.build_agencies import compile_agencies  # a start that finds what was kept does not need it

        return compile_agencies(FILE)

    return kept(NAME, fingerprint([FILE]), Agencies, compiled)
