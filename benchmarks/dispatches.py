"""Dispatches of our own making, with what a reader would read of them: as many as a ledger is to be grown to.

Nothing is drawn from a text of anybody's. Places, publishers and days are spread as those of a feed are: a few towns
are named often and most seldom, days advance with the dispatches, some come again under another id and some are new
versions of an item. The same number always gives the same dispatch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple, get_args

from testigo.model.account import Account, Participant, TollLine
from testigo.model.arrival import Arrival
from testigo.model.circumstance import IncidentType, Place
from testigo.model.claim import Act, AnyClaim, Count, Outcome, People, Responsibility, Speaker, Toll
from testigo.model.dispatch import Dispatch, Span
from testigo.model.edition import Edition
from testigo.model.record import Record, head_of

READER = "benchmark"
CLAIMS = 5
"""Claims of a dispatch, on average."""
A_DAY = 660
"""Dispatches of a day: 3,300 claims."""
FIRST_DAY = date(2015, 1, 1)
COUNTRIES = ("MX", "CO", "IQ", "SO", "NG", "AF", "SY", "YE", "ML", "PH", "IN", "PK", "SD", "CD", "UA", "HT")
_CENTRES = (
    (24, -102), (4, -73), (33, 44), (4, 46), (9, 8), (34, 66), (35, 38), (15, 47),
    (17, -2), (12, 123), (22, 79), (30, 70), (15, 30), (-3, 23), (49, 31), (19, -72),
)  # fmt: skip
_TOWNS_EACH = 40
_OPENINGS = ("Ka", "Bel", "Tor", "Mi", "San", "Or", "Du", "Ve", "Lak", "Pra")
_ENDINGS = ("dara", "mont", "luz", "kheil")
_PUBLISHERS = ("Morning Wire", "Coast Press", "El Faro Diario", "Northern Agency", "Valley Post", "The Evening Sheet")
_SPEAKERS = ("police said", "the governor's office said", "a hospital doctor said", "an army spokesman said")
_ATTACKS = ("Gunmen opened fire on a market", "Armed men stormed a checkpoint", "A bomb went off beside a bus")
_REST = (
    "Shops stayed closed on the morning after, and few people were seen in the streets.",
    "Soldiers set up posts on the roads that lead out of the town.",
    "It was the second time this season that the road was cut, people who live there told reporters.",
    "The mayor asked the capital for more patrols and said that none had been promised.",
    "Families waited outside the clinic for news of those who had been taken in.",
    "No one has been charged so far, the prosecutor's office said in a short note.",
    "A curfew begins at nine in the evening and will be lifted when the streets are quiet again.",
    "Water and bread were handed out in the school, where some people spent the night.",
)
_TYPES: list[IncidentType] = [kind for kind in get_args(IncidentType) if kind != "not_violence"][:9]
_SYLLABLES = ("ra", "mo", "ti", "sel", "ka", "dun", "ve", "lo", "nor", "ji", "pa", "zu", "ben", "ha", "qui", "wes")
_AGAIN, _ANEW = 0.02, 0.02
"""Shares of dispatches that come again under another id, and of those that are a new version of an item."""
_NEAR = 300
"""How far back what comes again may lie."""


class Town(NamedTuple):
    """A place that dispatches tell of."""

    name: str
    country: str
    lat: float
    lon: float


def _towns() -> list[Town]:
    chance = random.Random(7)
    return [
        Town(
            f"{_OPENINGS[n % len(_OPENINGS)]}{_ENDINGS[n // len(_OPENINGS)]}",
            country,
            round(lat + chance.gauss(0, 2.5), 4),
            round(lon + chance.gauss(0, 2.5), 4),
        )
        for country, (lat, lon) in zip(COUNTRIES, _CENTRES, strict=True)
        for n in range(_TOWNS_EACH)
    ]


TOWNS = _towns()
_OFTEN = list(accumulate(1 / (1 + n // _TOWNS_EACH) ** 0.7 / (1 + n % _TOWNS_EACH) for n in range(len(TOWNS))))
"""How often towns are told of, added up: the first of a country most, the first countries more than the last."""


def day_of(number: int) -> str:
    """The ISO day on which the dispatch with a number is published.

    >>> day_of(0), day_of(A_DAY)
    ('2015-01-01', '2015-01-02')
    """
    return (FIRST_DAY + timedelta(days=number // A_DAY)).isoformat()


def arrivals(first: int, behind: int) -> Iterator[Arrival]:
    """The dispatches with these numbers, the last one left out, each with its record."""
    return (arrival(number) for number in range(first, behind))


def arrival(number: int) -> Arrival:
    """The dispatch with a number: mostly one of its own, sometimes an earlier one again or told anew.

    >>> arrival(5).record.claims[0].quote in arrival(5).dispatch.text
    True
    """
    chance = random.Random(number)
    kind = chance.random()
    if number < _NEAR or kind > _AGAIN + _ANEW:
        return _own(number, number, None, chance)
    source = number - chance.randrange(1, _NEAR)
    if kind > _AGAIN:
        return _own(number, source, 2 + number % 5, random.Random(source))
    return _own(source, source, None, random.Random(source), id=f"again-{number:08d}")


def _own(number: int, item: int, version: int | None, chance: random.Random, id: str | None = None) -> Arrival:  # noqa: A002 - a dispatch's own word
    return _Telling(number, item, version, chance).arrival(id or f"item-{item:08d}")


class _Telling:
    """A text in the making, with the claims that stand in it."""

    def __init__(self, number: int, item: int, version: int | None, chance: random.Random) -> None:
        self._number = number
        self._version = version
        self._chance = chance
        self._text = ""
        self._claims: list[AnyClaim] = []
        self._town = chance.choices(TOWNS, cum_weights=_OFTEN)[0]
        self._publisher = _PUBLISHERS[item % len(_PUBLISHERS)]
        self._day = day_of(number)
        self._speaker: tuple[Speaker, ...] = ()

    def arrival(self, name: str) -> Arrival:
        """The dispatch with its record."""
        killed, hurt = self._chance.randint(2, 40), self._chance.randint(1, 60)
        self._say(f"{self._town.name.upper()}, {self._day} ({self._publisher}, {self._number}) - ")
        what = self._say(self._chance.choice(_ATTACKS))
        self._say(f" in {self._town.name} on the day before, and ")
        dead = self._say(f"{killed} people")
        self._say(" were killed, ")
        words = self._chance.choice(_SPEAKERS)
        said = self._say(words)
        self._speaker = (Speaker(text=words.rsplit(" ", 1)[0], span=(said[0], said[1] - 5), kind="official"),)
        self._say(".\n\nAnother ")
        injured = self._say(f"{hurt} people")
        self._say(" were hurt. Among the dead are ")
        officers = self._say(f"{max(1, killed // 4)} officers")
        self._toll("killed", dead, killed)
        self._toll("injured", injured, hurt)
        self._toll("killed", officers, max(1, killed // 4), "police", part_of="c1")
        self._say(". ")
        if self._chance.random() < 0.5:
            held = self._say(f"{1 + hurt % 7} suspects")
            self._toll("arrested", held, 1 + hurt % 7, "armed_group")
            self._say(" were held. ")
        if self._chance.random() < 0.5:
            claimed = self._say("An armed group")
            self._claim(Responsibility, claimed, side="An armed group", basis="claimed")
            self._say(" said that it was behind it.\n\n")
        self._claim(Act, what, type=self._type, actor="armed men", target="a market")
        self._say(f"Among the wounded were {self._person()} and {self._person()}. ")
        for rest in self._chance.sample(_REST, self._chance.randint(1, 7)):
            self._say(rest + " ")
        return self._made(name, killed)

    def _person(self) -> str:
        return " ".join("".join(self._chance.choices(_SYLLABLES, k=3)).title() for _ in "ab")

    @property
    def _type(self) -> IncidentType:
        return _TYPES[self._number % len(_TYPES)]

    def _say(self, words: str) -> Span:
        start = len(self._text)
        self._text += words
        return start, len(self._text)

    def _toll(
        self, outcome: Outcome, span: Span, number: int, people: People = "unknown", part_of: str | None = None
    ) -> None:
        text = self._text[slice(*span)]
        self._claim(
            Toll, span, outcome=outcome, people=people, people_text=text.split()[-1], part_of=part_of,
            count=Count(low=number, high=number, text=text.split()[0]),
        )  # fmt: skip

    def _claim(self, kind: type[AnyClaim], span: Span, **fields: object) -> None:
        self._claims.append(
            kind(
                id=f"c{len(self._claims) + 1}", span=span, quote=self._text[slice(*span)], attribution=self._speaker,
                account="a1", reader_version=READER, rule="en.benchmark", **fields,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _made(self, name: str, killed: int) -> Arrival:
        dispatch = Dispatch(
            id=name, text=self._text.rstrip(), publisher=self._publisher, lang="en", published=self._day,
            url=f"https://news.example/{name}",
        )  # fmt: skip
        account = Account(
            id="a1", main=True, type=self._type, start=self._day, end=self._day, date_precision="day",
            place=self._place(),
            perpetrators=(Participant(text="armed men", kind="people", claims=(self._claims[-1].id,)),),
            toll=(
                TollLine(
                    outcome="killed", people="all", low=killed, best=killed, high=killed, claims=("c1",),
                    why=("first_told",),
                ),
            ),
        )  # fmt: skip
        record = Record(dispatch=head_of(dispatch), claims=tuple(self._claims), accounts=(account,))
        return Arrival(dispatch=dispatch, edition=Edition(version=self._version), record=record)

    def _place(self) -> Place:
        """The town itself, or a quarter of it."""
        town = self._town
        spread = 0.0 if self._chance.random() < 0.7 else 0.05
        return Place(
            text=town.name, name=town.name, country=town.country, precision="settlement", candidates=1,
            lat=round(town.lat + self._chance.gauss(0, spread), 4),
            lon=round(town.lon + self._chance.gauss(0, spread), 4),
        )  # fmt: skip
