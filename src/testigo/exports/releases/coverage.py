"""What the incidents of a release rest on: how many dispatches of which languages and publishers, over which days."""

from __future__ import annotations

from collections import Counter

import msgspec

from testigo.exports import described
from testigo.exports.entry import Entry
from testigo.exports.shown import key_of
from testigo.exports.tables import voice_of, voices
from testigo.model.moment import DAY

UNNAMED = ""
"""Stands for a publisher, a language or a country that nobody names."""


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """The first and the last of some ISO days; None where there is none."""

    first: str | None = None
    last: str | None = None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Distinct dispatches, voices and publishers, and incidents by country; an empty key is *not named*.

    `voices` are publishers or agencies whose own words are among them. `published` are days of dispatches, `happened`
    days of incidents.
    """

    dispatches: int = 0
    voices: int = 0
    languages: dict[str, int] = {}
    publishers: dict[str, int] = {}
    countries: dict[str, int] = {}
    published: Days = Days()
    happened: Days = Days()


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One incident, to show what a row says."""

    incident_id: str
    what: str
    figures: str
    dispatches: int
    voices: int


class Census:
    """Counts coverage while incidents go by; `example` is the one of most dispatches, of those that have a toll."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, str]] = {}
        self._voices: set[str] = set()
        self._countries: Counter[str] = Counter()
        self._published: set[str] = set()
        self._happened: set[str] = set()
        self._most: tuple[int, str] = (0, "")
        self.example: Example | None = None

    def add(self, entry: Entry) -> None:
        """Count an incident."""
        incident = entry.incident
        self._countries[incident.place.country or UNNAMED] += 1
        self._happened |= {day for day in (incident.start, incident.end) if day}
        for telling in entry.tellings:
            head = telling.dispatch
            self._seen[key_of(telling)] = (head.lang, head.publisher or head.agency or UNNAMED)
            self._voices.add(voice_of(telling))
            self._published |= {telling.at[:DAY]} if telling.at else set()
        rank = (-len({key_of(telling) for telling in entry.tellings}), incident.incident_id)
        if incident.toll and rank < self._most:
            self._most, self.example = rank, _example(entry)

    def coverage(self) -> Coverage:
        """All that was counted, the most frequent first."""
        return Coverage(
            dispatches=len(self._seen),
            voices=len(self._voices),
            languages=_ranked(Counter(lang for lang, _ in self._seen.values())),
            publishers=_ranked(Counter(publisher for _, publisher in self._seen.values())),
            countries=_ranked(self._countries),
            published=_days(self._published),
            happened=_days(self._happened),
        )


def _example(entry: Entry) -> Example:
    incident = entry.incident
    kind = incident.type.replace("_", " ").replace("/", " or ")
    return Example(
        incident_id=incident.incident_id,
        what=", ".join(part for part in (kind, described.where(incident.place), incident.start) if part),
        figures=described.figures(entry),
        dispatches=len({key_of(telling) for telling in entry.tellings}),
        voices=voices(entry),
    )


def _ranked(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _days(found: set[str]) -> Days:
    return Days(first=min(found), last=max(found)) if found else Days()
