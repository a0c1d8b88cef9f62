"""Tallies as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from testigo.cli.wording import bounds, code_words, period_words, plain, quoted
from testigo.model.claim import Period
from testigo.model.tally import (
    INCIDENTS,
    BeforeAfter,
    Change,
    ChangeFault,
    Computed,
    CountryBy,
    CoverageBy,
    MonthlyFigure,
    Projection,
    Reported,
    Total,
    Window,
)

if TYPE_CHECKING:
    from testigo.ledger.series import Entered

_BY: dict[CoverageBy, str] = {
    "stated": "as its text states",
    "published": "up to the day of publication, as an open end implies",
    "given": "as given",
    "reported": "as another report of the same count states",
    "series": "as the months of an imported series add up to it",
}
_BY_WHICH: dict[CountryBy, str] = {"place": "place", "news": "news", "dateline": "dateline"}
_FAULTS: dict[ChangeFault, str] = {
    "wrong_direction": "the counts go the other way",
    "wrong_size": "the change has another size",
    "no_base": "of nothing there is no percentage",
}


def reported_lines(one: Reported) -> Iterator[str]:
    """A reported tally, its words, and what other publications give.

    >>> list(reported_lines(Reported(claim="c1", measure="killed", unit="victims", low=31, high=31, dispatch_id="d1",
    ...                              quote="31 deaths", place="Korum", published="2019-12-03")))
    ['c1  31 killed (victims)  Korum  period not stated', '    “31 deaths” – not attributed; d1, published 2019-12-03']
    """
    period = period_words(Period(start=one.start, end=one.end, stated_end=one.stated_end))
    yield f"{one.claim}  {bounds(one.low, one.high)} {code_words(one.measure)} ({one.unit})  {_where(one)}  {period}"
    speaker = plain(one.speaker) if one.speaker else "not attributed"
    comparison = f"; said of it: {quoted(one.comparison)}" if one.comparison else ""
    stance = f" [{one.stance}]" if one.stance != "asserted" else ""
    published = one.published or "on no known day"
    yield f"    {quoted(one.quote)} – {speaker}{stance}; {plain(one.dispatch_id)}, published {published}{comparison}"
    for other in one.vintages:
        when = other.published or "no known day"
        figure, where = bounds(other.low, other.high), plain(other.dispatch_id)
        yield f"    ! {figure} for the same, published {when}: {where} ({other.claim})"


def _where(one: Reported) -> str:
    if one.place is None:
        return (
            f"place not stated ({_BY_WHICH[one.country_by]} of {one.country})" if one.country_by else "place not stated"
        )
    around = [part for part in (one.admin1, one.country) if part and part != one.place]
    return plain(", ".join((one.place, *dict.fromkeys(around))))


def computed_lines(one: Computed) -> Iterator[str]:
    """A computed tally in one line, with what was reported for the same below.

    >>> list(computed_lines(Computed(measure="killed", policy="literal/1", month="2019-11", country="MX",
    ...                              total=Total(low=3, best=5, high=9, counted=2, left_out={"no_figure": 1}))))
    ['2019-11  MX  5 killed (3–9)  2 incidents; left out 1: no figure 1']
    """
    when = one.month or (f"{one.start} to {one.end}" if one.start else "no month known")
    where = ", ".join(part for part in (one.admin1, one.country) if part) or "no country known"
    yield f"{when}  {plain(where)}  {total_words(one.total, one.measure)}"
    for beside in one.reported:
        figure = f"{bounds(beside.low, beside.high)} {code_words(beside.measure)}"
        end = "" if beside.stated_end else ", its end not stated"
        yield f"    reported: {figure} ({beside.claim}, published {beside.published or 'on no known day'}{end})"


def total_words(total: Total, measure: str) -> str:
    """A sum with how many incidents are in it and how many are not.

    >>> total_words(Total(low=1, best=1, high=None, counted=1, open_ended=1), "killed")
    '1 killed (1+)  1 incident, 1 without an upper figure'
    """
    ended = f", {total.open_ended:,} without an upper figure" if total.open_ended else ""
    incidents = f"{total.counted:,} incident{'s' if total.counted != 1 else ''}{ended}{_left_out(total)}"
    if measure == INCIDENTS:
        return incidents
    spread = bounds(total.low, total.high)
    around = "" if total.low == total.best == total.high else f" ({spread})"
    figure = f"{total.best:,} {code_words(measure)}{around}" if total.counted else f"no figure of {code_words(measure)}"
    return f"{figure}  {incidents}"


def _left_out(total: Total) -> str:
    if not total.left_out:
        return ""
    reasons = ", ".join(f"{code_words(code)} {number:,}" for code, number in total.left_out.items())
    return f"; left out {sum(total.left_out.values()):,}: {reasons}"


def project_lines(one: Reported, found: Sequence[Projection]) -> Iterator[str]:
    """A count and what it comes to under each reading of what it covers, and whether they agree on a record."""
    yield f"{bounds(one.low, one.high)} {code_words(one.measure)}, from {one.start}"
    for projection in found:
        yield from projection_lines(projection)
    if len({projection.record for projection in found}) > 1:
        yield "! whether it is a record depends on what the count covers"
    if all(projection.previous is None for projection in found):
        yield "no earlier record is known; say --against N"


def projection_lines(one: Projection) -> Iterator[str]:
    """One reading: what is covered, what it comes to, the verdict, and what that takes for granted."""
    coverage = one.coverage
    yield f"  {coverage.start} to {coverage.end}, {_BY[coverage.by]}: {one.covered} of {one.whole} {one.unit}"
    interval = one.interval
    spread = f" ({interval.level:.0%}: {bounds(interval.low, interval.high)})" if interval else ""
    yield f"    → {bounds(one.low, one.high)} by {one.until}{spread}"
    if one.previous is not None:
        yield f"    {_verdict(one)} {one.previous:,} ({one.previous_from})"
    yield from (
        f"    taken for granted: {note}" if number == 0 else f"      {note}"
        for number, note in enumerate(one.assumptions)
    )


def _verdict(one: Projection) -> str:
    if one.record is None:
        return "? a record or none, against"
    return "✓ a record, above" if one.record else "✗ no record, not above"


def change_lines(one: Change) -> Iterator[str]:
    """Whether a stated change holds, and what would have to be otherwise.

    >>> list(change_lines(Change(old=100, new=90, said="2.4", percent=-10.0, holds=False, faults=("wrong_direction",),
    ...                          new_if_said=102, old_if_said=88)))[0]
    '✗ 100 → 90 is -10.00 %, not +2.4 %: the counts go the other way'
    """
    said = one.said if one.said.startswith("-") else f"+{one.said}"
    if one.percent is None:
        yield f"✗ {one.old:,} → {one.new:,}: {_FAULTS['no_base']}"
        return
    if one.holds:
        yield f"✓ {one.old:,} → {one.new:,} is {one.percent:+.2f} %, as said: {said} %"
        return
    why = ", ".join(_FAULTS[fault] for fault in one.faults)
    yield f"✗ {one.old:,} → {one.new:,} is {one.percent:+.2f} %, not {said} %: {why}"
    start = "" if one.old_if_said is None else f", or start from {one.old_if_said:,}"
    yield f"    {said} % would lead from {one.old:,} to {one.new_if_said:,}{start}"


def compare_lines(one: BeforeAfter) -> Iterator[str]:
    """Both windows, the ratio of their rates with its interval, and what that takes for granted."""
    yield f"before  {_window(one.before)}"
    yield f"after   {_window(one.after)}"
    if one.ratio is None:
        yield f"ratio   none: nothing was counted before; at least {one.low:.3f} ({one.level:.0%})"
    else:
        above = "…" if one.high is None else f"{one.high:.3f}"
        yield f"ratio   {one.ratio:.3f} ({one.level:.0%}: {one.low:.3f}–{above})"
    yield f"        {_meaning(one)}"
    if one.split:
        yield f"        {one.split} is left out: the day lies within it"
    yield from (
        f"taken for granted: {note}" if number == 0 else f"  {note}" for number, note in enumerate(one.assumptions)
    )


def _window(window: Window) -> str:
    return f"{window.start} to {window.end}: {window.count:,} in {window.days:,} days"


def _meaning(one: BeforeAfter) -> str:
    if one.low > 1:
        return "a rise beyond chance"
    if one.high is not None and one.high < 1:
        return "a fall beyond chance"
    return "no change that chance could not make"


def entered_lines(one: Entered, faults: int) -> Iterator[str]:
    """What became of a table.

    >>> from testigo.ledger.series import Entered
    >>> list(entered_lines(Entered(new=9, known=2, revised=1), 1))
    ['9 new + 2 known + 1 failed = 12 lines; 1 month with another figure than before, which stays']
    """
    lines = one.new + one.known + faults
    plural = "s" if one.revised != 1 else ""
    revised = f"; {one.revised:,} month{plural} with another figure than before, which stays" if one.revised else ""
    yield f"{one.new:,} new + {one.known:,} known + {faults:,} failed = {lines:,} lines{revised}"


def figure_lines(one: MonthlyFigure) -> Iterable[str]:
    """A monthly figure in one line.

    >>> figure_lines(MonthlyFigure(month="2019-10", count=2866, country="VD", source="a.csv"))
    ['2019-10  VD  2,866 killed  release day not known  a.csv']
    """
    where = ", ".join(part for part in (one.admin1, one.country) if part) or "no country"
    released = f"released {one.released}" if one.released else "release day not known"
    figure = f"{one.count:,} {code_words(one.measure)}"
    return ["  ".join((one.month, plain(where), plain(figure), released, plain(one.source)))]
