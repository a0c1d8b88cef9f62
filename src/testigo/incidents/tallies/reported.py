"""Reported tallies, and what later publications make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from testigo.incidents.tallies.places import where
from testigo.ledger.running import Running
from testigo.model.claim import Tally
from testigo.model.tally import Reported, Vintage
from testigo.packs.world.names import key

PEOPLE = frozenset({
    "killed", "injured", "missing", "abducted", "released", "arrested", "surrendered", "displaced", "sexual_violence",
})  # fmt: skip
"""Measures that count people; any other counts incidents."""


def reported(counts: Iterable[Running]) -> list[Reported]:
    """Running counts of the ledger as reported tallies, each with the vintages of its figure, in their order."""
    made = [_reported(one) for one in counts]
    by_scope: dict[tuple[str | None, ...], list[Reported]] = {}
    for one in made:
        by_scope.setdefault(_scope(one), []).append(one)
    return [replace(one, vintages=_vintages(one, by_scope[_scope(one)])) for one in made]


def _reported(running: Running) -> Reported:
    claim: Tally = running.claim
    place = where(claim.place, running.news, running.dispatch.dateline.place)
    return Reported(
        claim=claim.id,
        measure=claim.measure,
        unit="victims" if claim.measure in PEOPLE else "incidents",
        low=claim.count.low,
        high=claim.count.high,
        approx=claim.count.approx,
        place=claim.place,
        extent=place.extent,
        country=place.country,
        country_by=place.country_by,
        admin1=place.admin1,
        start=claim.period.start,
        end=claim.period.end,
        stated_end=claim.period.stated_end,
        comparison=claim.comparison,
        stance=claim.stance,
        published=running.published,
        speaker=claim.attribution[0].text if claim.attribution else None,
        dispatch_id=running.dispatch.id,
        quote=claim.quote,
    )


def _scope(one: Reported) -> tuple[str | None, ...]:
    """Measure, place and period; what tells no place, or no end, is of one scope with nothing but itself."""
    if one.extent is None or not (one.start and one.end and one.stated_end):
        return (one.claim,)
    return (one.measure, *area_of(one), one.start, one.end)


def area_of(one: Reported) -> tuple[str | None, str | None, str | None]:
    """By what the places of tallies are compared: country, region, and its own name where it is neither."""
    return (one.country, one.admin1, key(one.place or "") if one.extent == "other" else None)


def _vintages(one: Reported, others: Sequence[Reported]) -> tuple[Vintage, ...]:
    """Every other figure that a publication gives for the same, in order of publication."""
    different = [other for other in others if (other.low, other.high) != (one.low, one.high)]
    return tuple(
        Vintage(
            claim=other.claim,
            published=other.published,
            low=other.low,
            high=other.high,
            speaker=other.speaker,
            dispatch_id=other.dispatch_id,
        )
        for other in different
    )


def chosen(
    found: Iterable[Reported], *, country: str | None = None, measure: str | None = None, year: str | None = None
) -> list[Reported]:
    """Those of a country, of a measure, and of a year: one that their period, or else their publication, lies in."""
    return [
        one
        for one in found
        if (country is None or one.country == country)
        and (measure is None or one.measure == measure)
        and (year is None or _is_of(one, year))
    ]


def _is_of(one: Reported, year: str) -> bool:
    first = (one.start or one.end or one.published or "")[: len(year)]
    last = (one.end or one.published or one.start or "")[: len(year)]
    return first <= year <= last if one.start or one.end else first == year
