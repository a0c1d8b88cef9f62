"""Incidents of a ledger, and where their numbers come from, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from testigo.cli.ledger.decide import decision_line
from testigo.cli.lines import BLANK, Line, painted, paragraph
from testigo.cli.wording import (
    bounds,
    code_words,
    count_words,
    head_words,
    id_words,
    people_words,
    place_words,
    plain,
    quoted,
    side_words,
    speaker_words,
    time_words,
)
from testigo.engines.story import Story
from testigo.engines.why import Why, Witness
from testigo.ledger.view import Version
from testigo.model.claim import Force, Outcome, Tally, Toll
from testigo.model.incident import Bounds, Incident, OutcomeToll, Unit

MARGIN = "  "
COUNT_WIDTH = 8
NOTHING_STANDS = "Nothing of it stands on this day."


def incident_lines(incident: Incident) -> Iterator[str]:
    """An incident in one line, with its reasons below where it is out.

    >>> list(incident_lines(Incident(incident_id="i1", policy="literal/1", type="bombing", start="2019-12-01")))
    ['i1  2019-12-01 to …  bombing  not stated  no count  0 dispatches']
    """
    tolls = ", ".join(f"{code_words(name)} {figures(toll)}" for name, toll in in_order(incident.toll))
    when = time_words(incident.start, incident.end)
    count = len(incident.dispatch_ids)
    dispatches = f"{count:,} dispatch{'es' if count != 1 else ''}"
    where = place_words(incident.place)
    parts = (incident.incident_id, when, code_words(incident.type), where, tolls or "no count", dispatches)
    yield "  ".join(parts)
    for flag in incident.flags:
        yield f"    ! {code_words(flag.code)}, {id_words(flag.dispatch_id)}: {plain(flag.message)}"
    if not incident.included:
        yield from (f"    out: {plain(reason.sentence)}" for reason in incident.reasons)


def in_order(tolls: Mapping[str, OutcomeToll]) -> list[tuple[str, OutcomeToll]]:
    """Tolls by outcome, the killed first, as the contract lists outcomes.

    >>> [outcome for outcome, _ in in_order({n: OutcomeToll(low=1, best=1, high=1) for n in ("arrested", "killed")})]
    ['killed', 'arrested']
    """
    return [(outcome, tolls[outcome]) for outcome in get_args(Outcome) if outcome in tolls]


def figures(count: Bounds | OutcomeToll | None) -> str:
    """The best figure, and its bounds where they say more.

    >>> figures(Bounds(low=20, best=22, high=25)), figures(Bounds(low=22, best=22, high=22)), figures(None)
    ('22 (20–25)', '22', 'not stated')
    """
    if count is None:
        return "not stated"
    spread = bounds(count.low, count.high)
    return spread if count.low == count.best and count.high in (count.best, None) else f"{count.best:,} ({spread})"


def why_card(why: Why, width: int, colour: bool) -> str:
    """A number's way back to its witnesses: tolls, rules, units, flags, claims in their sentences, rulings."""
    lines = [*head(why, width)]
    incident = why.incident
    if incident is None:
        lines += [BLANK, Line(MARGIN + NOTHING_STANDS)]
    else:
        for outcome, toll in in_order(incident.toll):
            lines += [BLANK, *_toll(outcome, toll, why.witnesses, width)]
        lines += [line for unit in incident.units if len(incident.units) > 1 for line in _unit(unit, width)]
        lines += _notes(incident, width)
    lines += _witnesses(why, width)
    if why.versions:
        lines += [BLANK, Line(f"{MARGIN}versions", "title")]
        lines += [line for one in why.versions for line in paragraph(version_line(one), width, first=MARGIN)]
    if why.decisions:
        lines += [BLANK, Line(f"{MARGIN}decided", "title")]
        lines += [line for one in why.decisions for line in paragraph(plain(decision_line(one)), width, first=MARGIN)]
    return painted(lines, colour)


def version_line(version: Version) -> str:
    """A version of an item in one line.

    >>> from testigo.model.edition import Edition
    >>> killed = Edition(version=3, status="canceled", note="never happened")
    >>> version_line(Version(dispatch_id="d1", day="2020-05-03", edition=killed))
    'd1, version 3 of 2020-05-03: canceled – never happened'
    """
    edition = version.edition
    number = "" if edition.version is None else f", version {edition.version}"
    held = f", not before {edition.embargo}" if edition.embargo else ""
    note = f" – {edition.note}" if edition.note else ""
    return plain(f"{version.dispatch_id}{number} of {version.day or 'no day'}: {edition.status}{held}{note}")


def head(why: Why | Story, width: int) -> Iterator[Line]:
    """What it was, when, where, whose doing, under which policy and as known on which day."""
    yield from paragraph(f"{why.incident_id}{' ✓ accepted' if why.accepted else ''}", width, look="title")
    incident = why.incident
    if incident is not None:
        yield Line(code_words(incident.type).upper(), "heading")
        yield from paragraph(
            time_words(incident.start, incident.end, incident.date_precision), width, first="  when   "
        )
        yield from paragraph(place_words(incident.place), width, first="  where  ")
        if incident.perpetrators:
            sides = ", ".join(dict.fromkeys(side_words(side) for side in incident.perpetrators))
            yield from paragraph(sides, width, first="  by     ")
        known = f"as known on {incident.as_of}" if incident.as_of else "as known by now"
        yield from paragraph(f"{incident.policy}, {known}; state {why.state}", width, first="  under  ")
        if not incident.included:
            for reason in incident.reasons:
                yield from paragraph(f"out: {plain(reason.sentence)}", width, first="  ✗ ", look="bad")


def _toll(outcome: str, toll: OutcomeToll, witnesses: Iterable[Witness], width: int) -> Iterator[Line]:
    yield Line(f"{MARGIN}{code_words(outcome).upper()} {figures(toll)}", "title")
    classes = " · ".join(f"{code_words(people)} {figures(count)}" for people, count in toll.by_people.items())
    if classes:
        yield from paragraph(classes, width, first=MARGIN)
    if toll.why:
        yield from paragraph(f"why: {', '.join(map(code_words, toll.why))}", width, first=MARGIN, look="quiet")
    rests_on = _claims(toll)
    for witness in witnesses:
        if witness.claim.id in rests_on:
            yield from _witness(witness, width)


def _claims(toll: OutcomeToll) -> set[str]:
    return {*toll.claims, *(claim for count in toll.by_people.values() for claim in count.claims)}


def _unit(unit: Unit, width: int) -> Iterator[Line]:
    sign = "✓" if unit.included else "✗"
    days = f" {time_words(unit.start, unit.end)}" if unit.start else ""
    counts = ", ".join(f"{name} {figures(count)}" for name, count in unit.counts.items())
    sides = f" ({plain(' – '.join(unit.sides))})" if unit.sides else ""
    yield from paragraph(f"{sign} {unit.name}{days}{sides}: {counts}", width, first=MARGIN, rest=MARGIN * 3)
    for reason in unit.reasons:
        yield from paragraph(plain(reason.sentence), width, first=MARGIN * 3, look="quiet")


def _notes(incident: Incident, width: int) -> Iterator[Line]:
    if incident.flags:
        yield BLANK
    for flag in incident.flags:
        words = f"{code_words(flag.code)}, {id_words(flag.dispatch_id)}: {plain(flag.message)}"
        yield from paragraph(words, width, first=f"{MARGIN}! ", look="warning")


def _witnesses(why: Why, width: int) -> Iterator[Line]:
    """Claims that no count rests on: superseded, of other outcomes, or asked for by themselves."""
    used = {claim for toll in why.incident.toll.values() for claim in _claims(toll)} if why.incident else set()
    rest = [witness for witness in why.witnesses if witness.claim.id not in used]
    if rest:
        yield BLANK
        yield Line(f"{MARGIN}also claimed, and no count rests on it", "title")
    for witness in rest:
        yield from _witness(witness, width)


def _witness(witness: Witness, width: int) -> Iterator[Line]:
    claim = witness.claim
    figure = count_words(claim.count) if isinstance(claim, Toll | Force | Tally) else ""
    first = f"{figure:>{COUNT_WIDTH}}{MARGIN}"
    about = f"{code_words(claim.outcome)}, {people_words(claim)}" if isinstance(claim, Toll) else _kind(claim)
    yield from paragraph(f"{quoted(claim.quote)} ({about}) – {speaker_words(claim)}", width, first=first)
    indent = " " * len(first)
    if witness.sentence and plain(witness.sentence) != plain(claim.quote):
        yield from paragraph(plain(witness.sentence), width, first=indent, look="quiet")
    taken = isinstance(claim, Toll) and claim.adopted_by
    if taken:
        words = f"proposed by {plain(claim.reader_version)}, adopted by {plain(str(taken))}"
        yield from paragraph(words, width, first=indent, look="quiet")
    gone = "" if witness.stands else " · does not stand on this day"
    purged = " · text purged" if witness.sentence is None else ""
    yield from paragraph(
        f"{head_words(witness.dispatch)} · {claim.id}{gone}{purged}", width, first=indent, look="quiet"
    )


def _kind(claim: object) -> str:
    return code_words(str(claim.__struct_config__.tag))  # type: ignore[attr-defined]
