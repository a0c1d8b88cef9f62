"""One incident as people read it: what it was, its tolls, how they moved, who tells of it, what people ruled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from testigo.cli.ledger.chart import chart
from testigo.cli.ledger.curve_wording import FIRST, LAST, MARGIN, curve_lines, outcome_of, steps, withdrawn
from testigo.cli.ledger.decide import decision_line
from testigo.cli.ledger.shortened import shortened
from testigo.cli.ledger.wording import NOTHING_STANDS, head, in_order
from testigo.cli.lines import BLANK, Line, Look, painted, paragraph
from testigo.cli.wording import code_words, dispatch_name, id_words, plain
from testigo.engines.story import Story, Teller
from testigo.model.claim import Outcome
from testigo.model.decision import Decision, standing
from testigo.model.incident import Bounds, Flag, Incident, OutcomeToll
from testigo.model.moment import DAY, instant

NAME_WIDTH, NUMBER_WIDTH = 24, 8
STATUS = {"counted": "", "later": "later than this day", "withdrawn": "withdrawn", "rejected": "thrown out"}


def incident_card(story: Story, width: int, *, colour: bool, everything: bool = False) -> str:
    """The card. `everything` leaves nothing out of long lists."""
    lines = [*head(story, width), *_names(story, width, everything=everything)]
    if story.incident is None:
        lines += [BLANK, Line(MARGIN + NOTHING_STANDS)]
    else:
        lines += [BLANK, *_tolls(story.incident)]
        lines += _curves(story, story.incident, width, everything=everything)
    lines += [BLANK, *_tellers(story.tellers, width, everything=everything)]
    if story.decisions:
        lines += [BLANK, Line(f"{MARGIN}DECIDED", "title"), *_decisions(story, width, everything=everything)]
    return painted(lines, colour)


def _names(story: Story, width: int, *, everything: bool) -> Iterator[Line]:
    """The people who are named, and the names that the incident had before."""
    people = story.incident.names if story.incident else ()
    for title, names in (("  named  ", people), ("  also   ", story.aliases)):
        if names:
            some = shortened(names, 0 if everything else FIRST, 1)
            words = (f"… {one:,} more, --all shows them …" if isinstance(one, int) else plain(one) for one in some)
            yield from paragraph(", ".join(words), width, first=title)


def _tolls(incident: Incident) -> Iterator[Line]:
    if not incident.toll:
        yield Line(f"{MARGIN}no count is stated")
        return
    numbers = "".join(f"{name:>{NUMBER_WIDTH}}" for name in ("low", "best", "high"))
    yield Line(f"{MARGIN}{'TOLL':<{NAME_WIDTH}}{numbers}", "title")
    for outcome, toll in in_order(incident.toll):
        yield Line(_row(code_words(outcome), toll), "title")
        yield from (Line(_row(MARGIN + code_words(people), count)) for people, count in toll.by_people.items())


def _row(name: str, count: Bounds | OutcomeToll) -> str:
    high = "open" if count.high is None else f"{count.high:,}"
    numbers = "".join(f"{number:>{NUMBER_WIDTH}}" for number in (f"{count.low:,}", f"{count.best:,}", high))
    return f"{MARGIN}{name:<{NAME_WIDTH}}{numbers}"


def _curves(story: Story, incident: Incident, width: int, *, everything: bool) -> Iterator[Line]:
    flags: dict[str, list[Flag]] = {}
    for flag in incident.flags:
        flags.setdefault(outcome_of(flag, story.tellers) or "", []).append(flag)
    moved = {point.outcome for point in incident.curve}
    for outcome in (name for name in get_args(Outcome) if name in moved):
        points = [point for point in incident.curve if point.outcome == outcome]
        yield BLANK
        yield Line(f"{MARGIN}{code_words(outcome).upper()}, AS IT BECAME KNOWN", "title")
        found = steps(points, flags.pop(outcome, ()), story.tellers)
        yield from curve_lines(found, story, width, everything=everything)
        if outcome not in incident.toll:
            yield from withdrawn(outcome, story.tellers, width)
        yield from (Line(f"{MARGIN}{line}") for line in chart(points, width - len(MARGIN)))
    for flag in (flag for some in flags.values() for flag in some):  # what no curve has a place for
        words = f"{code_words(flag.code)}, {id_words(flag.dispatch_id)}: {plain(flag.message)}"
        yield from paragraph(words, width, first=f"{MARGIN}! ", look="warning")


def _tellers(tellers: Sequence[Teller], width: int, *, everything: bool) -> Iterator[Line]:
    main = sum(teller.main for teller in tellers)
    told = f"{main:,} as {'its' if main == 1 else 'their'} news, {len(tellers) - main:,} as background"
    yield Line(f"{MARGIN}WHO TELLS OF IT: {told}", "title")
    for teller in shortened(tellers, 0 if everything else FIRST, LAST):
        if isinstance(teller, int):
            yield Line(f"{MARGIN}… {teller:,} dispatches in between are left out; --all shows them", "quiet")
            continue
        by = teller.dispatch.publisher or teller.dispatch.agency
        parts = (plain(by) if by else "", dispatch_name(teller.dispatch), "main" if teller.main else "background")
        retold = f"the text of {dispatch_name(teller.original)}" if teller.original else ""
        status = STATUS[teller.status]
        words = " · ".join(part for part in (*parts, retold, status) if part)
        look: Look = "quiet" if status else "plain"
        yield from paragraph(
            words, width, first=f"{MARGIN}{instant(teller.at)[:DAY] or 'no day':<{DAY}}{MARGIN}", look=look
        )


def _decisions(story: Story, width: int, *, everything: bool) -> Iterator[Line]:
    stand = {decision.n for decision in standing(list(story.decisions))}
    for decision in shortened(story.decisions, 0 if everything else 1, LAST):
        if isinstance(decision, int):
            yield Line(f"{MARGIN}… {decision:,} decisions in between are left out; --all shows them", "quiet")
            continue
        undone = " [undone]" if decision.undoes is None and decision.n not in stand else ""
        line = decision_line(decision if everything else _with_few_names(decision))
        yield from paragraph(plain(line) + undone, width, first=MARGIN)


def _with_few_names(decision: Decision) -> Decision:
    some = shortened(decision.about, 3, 1)
    about = tuple(f"… {one:,} more, --all shows them …" if isinstance(one, int) else one for one in some)
    return msgspec.structs.replace(decision, about=about)
