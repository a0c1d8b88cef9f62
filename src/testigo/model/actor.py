"""Sides of violence as a dispatch words them, and whom of the registry a name can mean."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from testigo.model.dispatch import Span

SideKind = Literal["person", "people", "organisation", "place", "thing"]
Basis = Literal["stated", "claimed", "blamed", "insignia", "suspects", "reference", "unnamed"]


class Sense(msgspec.Struct, frozen=True):
    """Whom a name means: always, or in dispatches of some countries or of some years.

    `letters` tells how each word is written: `u` all in capitals, `c` with one, `l` small.
    """

    actor: str
    letters: str
    countries: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def holds(self, day: str | None) -> bool:
        """Whether the name has this sense on an ISO day; None is any day.

        >>> Sense("sspdf", "u", since="2012").holds("2009-05-01")
        False
        """
        year = day[:4] if day else None
        return year is None or ((self.since or year)[:4] <= year <= (self.until or year)[:4])


def meant(senses: Iterable[Sense], day: str | None, country: str | None) -> str | None:
    """The one actor that a name means on a day in a dispatch of a country; None where that is not decided.

    >>> meant([Sense("los-zetas", "c", ("MX", "GT"))], "2019-12-03", "MX")
    'los-zetas'
    """
    valid = [s for s in senses if s.holds(day) and (not s.countries or country in s.countries)]
    return valid[0].actor if len({s.actor for s in valid}) == 1 else None


class Side(msgspec.Struct, frozen=True):
    """Somebody or something that does or meets violence: a name, a description, a place, a thing.

    `people` is the class of those described; `head` the folded word that says what they are; `known` what the
    description says of how they are known (*suspected rebels*, *unidentified men*). `partisan` are fighters of a cause.
    """

    span: Span
    kind: SideKind
    people: str = "unknown"
    head: str = ""
    senses: tuple[Sense, ...] = ()
    known: Basis = "stated"
    partisan: bool = False


class Deed(msgspec.Struct, frozen=True):
    """Something violent that a sentence tells: who did it, to whom or what, and with what.

    `type` is an incident type, empty where the sentence only says whose doing something was; then `basis` tells how
    that is known. `both`: the sides fought one another. `plain`: its words show by themselves that arms were used.
    """

    type: str
    what: Span
    span: Span
    by: tuple[Side, ...] = ()
    on: tuple[Side, ...] = ()
    instruments: tuple[Span, ...] = ()
    basis: Basis = "stated"
    both: bool = False
    rule: str = ""
    plain: bool = False


class Bond(msgspec.Struct, frozen=True):
    """How a sentence says that one side came of another one, or stands to it."""

    subject: Side
    relation: str
    other: Side
    what: Span
    span: Span
    rule: str = ""
