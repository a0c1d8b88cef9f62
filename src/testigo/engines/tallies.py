"""Questions about tallies, answered of a ledger: what a count covers, what it comes to, what was the highest before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from testigo.errors import LedgerError, SourceError
from testigo.incidents.tallies.computed import Asked, by_month
from testigo.incidents.tallies.months import covered, last_day, months_between, months_from
from testigo.incidents.tallies.projection import against, noted, projected, with_interval
from testigo.incidents.tallies.reported import area_of, reported
from testigo.incidents.tallies.series import adding_up_to, before, of_place
from testigo.incidents.tallies.windows import before_and_after, windows
from testigo.ledger.series import Entered, enter_series
from testigo.ledger.store import Store
from testigo.ledger.view import View
from testigo.model.incident import Incident
from testigo.model.tally import GIVEN, BeforeAfter, Coverage, CoverageBy, MonthlyFigure, Previous, Projection, Reported
from testigo.sources.delivery import Limits
from testigo.sources.files import open_file, whole
from testigo.sources.monthly import monthly

_YEAR = len("2019")
_MONTHS = 12
_LOOK_BACK = 48
"""Months before a count by which its forecast is tried: four years, and what is older tells of other times."""


def tallies_of(view: View) -> list[Reported]:
    """The reported tallies that stand on the view's day."""
    return reported(view.running_counts())


def named(found: Sequence[Reported], name: str) -> Reported:
    """The reported tally of a claim, by the beginning of its name. Raises LedgerError (T-L020, T-L021)."""
    fitting = [one for one in found if one.claim.startswith(name)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(one.claim for one in fitting)
    raise LedgerError(
        "T-L021" if fitting else "T-L020",
        f"several tallies begin with {name!r}: {names}" if fitting else f"no tally is called {name!r}",
        hint="`testigo tallies list` shows their names",
    )


def coverages(
    one: Reported, others: Sequence[Reported], figures: Sequence[MonthlyFigure], given: str | None = None
) -> list[Coverage]:
    """Every reading of what a reported tally covers, the best founded first: as given, as the text states it, as
    another report of the same count does, as an imported series adds up to it, and up to the day of publication.

    None where its text does not tell where it begins, or where nothing tells how far it reaches.
    """
    if one.start is None:
        return []
    stated = one.end if one.stated_end else None
    ends: list[tuple[str | None, CoverageBy]] = [(given, "given"), (stated, "stated")]
    if stated is None:
        ends += [(other.end, "reported") for other in others if _tells_the_end_of(other, one)]
        ends.append((_by_series(one, figures), "series"))
        ends.append((one.published, "published"))
    found: dict[str, Coverage] = {}
    for end, by in ends:
        if end is not None and end >= one.start:
            found.setdefault(end, Coverage(start=one.start, end=end, by=by))
    return list(found.values())


def _tells_the_end_of(other: Reported, one: Reported) -> bool:
    same = (other.measure, other.low, other.high, other.start) == (one.measure, one.low, one.high, one.start)
    where = one.country is not None and area_of(other) == area_of(one)
    in_time = one.published is None or (other.end or "") <= one.published
    return same and where and other.stated_end and other.end is not None and in_time


def _by_series(one: Reported, figures: Sequence[MonthlyFigure]) -> str | None:
    """As the series stood when the count was published, else as it stands: earlier months are revised later."""
    if one.country is None or one.low != one.high or one.start is None:
        return None
    by_then = [figure for figure in figures if (figure.released or "") <= (one.published or "")]
    for some in (by_then, figures):
        end = adding_up_to(_months_of(one, some), one.start, one.low)
        if end is not None and end <= (one.published or end):
            return end
    return None


def _months_of(one: Reported, figures: Iterable[MonthlyFigure]) -> dict[str, int]:
    """The months of an imported series of the same measure and place; a place within a region has none."""
    return {} if one.extent == "other" else of_place(figures, one.measure, one.country, one.admin1)


def previous_record(one: Reported, found: Sequence[Reported], figures: Sequence[MonthlyFigure]) -> Previous | None:
    """The highest count of a whole earlier year for the same measure and place: reported, each year's by its latest
    publication, or of an imported series.
    """
    if one.start is None or one.country is None:
        return None
    by_year = {other.start: other for other in found if _is_earlier_year(other, one)}  # published in this order
    told = [Previous(count=other.low, told_by=other.claim) for other in by_year.values()]
    counts = _months_of(one, figures)
    for year in sorted({month[:_YEAR] for month in counts if month < one.start}):
        months = months_from(f"{year}-01", _MONTHS)
        if months[-1] < one.start and all(month in counts for month in months):
            told.append(Previous(count=sum(counts[month] for month in months), told_by=f"series {year}"))
    return max(told, key=lambda previous: previous.count, default=None)


def _is_earlier_year(other: Reported, one: Reported) -> bool:
    if not (one.start and other.start and other.end) or other.low != other.high:
        return False
    same = (other.measure, *area_of(other)) == (one.measure, *area_of(one))
    return same and _is_year(other.start, other.end) and other.start < one.start


def _is_year(start: str, end: str) -> bool:
    return (start, end) == (f"{start[:_YEAR]}-01-01", f"{start[:_YEAR]}-12-31")


def projections(
    one: Reported,
    ends: Sequence[Coverage],
    figures: Sequence[MonthlyFigure],
    until: str | None = None,
    previous: Previous | None = None,
) -> list[Projection]:
    """The count at the end of its period, `until` or the end of the year, under each reading of what it covers.

    A record that the ledger knows is one of whole years, and nothing else is held against it. Raises LedgerError
    (T-L040) where the period ends before what is covered does.
    """
    counts = _months_of(one, figures)
    found = []
    for coverage in ends:
        last = until or f"{coverage.end[:_YEAR]}-12-31"
        try:
            made = projected(one.low, one.high, coverage, last)
        except ValueError as error:
            raise LedgerError(
                "T-L040", str(error), hint="say --until DAY, or other days with --from and --to"
            ) from error
        months = [counts.get(month) for month in covered(coverage)]
        made = with_interval(made, months, before(counts, coverage.start, _LOOK_BACK))
        made = noted(made, *_of_place_taken(one))
        is_fit = previous is not None and (previous.told_by == GIVEN or _is_year(coverage.start, last))
        found.append(against(made, previous) if previous is not None and is_fit else made)
    return found


def _of_place_taken(one: Reported) -> list[str]:
    if one.country_by in (None, "place"):
        return []
    return [
        f"the place is not told; it is taken for all of {one.country}, the country of the dispatch's {one.country_by}"
    ]


def monthly_counts(incidents: Iterable[Incident], asked: Asked, admin1: str | None = None) -> dict[str, int]:
    """The best figure of each month from the first to the last that has an incident, 0 where none began."""
    cells = [one for one in by_month(incidents, asked) if one.month is not None]
    if not cells:
        return {}
    months = sorted({one.month for one in cells if one.month})
    counts = dict.fromkeys(months_between(f"{months[0]}-01", last_day(months[-1])), 0)
    for one in cells:
        if one.month and one.admin1 == admin1:
            counts[one.month] += one.total.best
    return counts


def compared(counts: Mapping[str, int], day: str, months: int) -> BeforeAfter:
    """The months before and after a day. Raises LedgerError (T-L041) naming the months that are not known."""
    missing = [month for window in windows(day, months) for month in window if month not in counts]
    if missing:
        raise LedgerError(
            "T-L041",
            f"nothing is known of {', '.join(missing)}",
            hint="take fewer months with --months, or import these with `testigo tallies import`",
        )
    return before_and_after(counts, day, months)


def import_series(store: Store, path: str, given: MonthlyFigure, at: str) -> tuple[Entered, list[SourceError]]:
    """Enter the figures of a table, and give the errors of the lines that are none. Raises TestigoError."""
    with open_file(path, Limits()) as stream:
        came = list(monthly(whole(stream, Limits().document, path), path, given))
    figures = [one for one in came if isinstance(one, MonthlyFigure)]
    return enter_series(store, figures, path, at), [one for one in came if isinstance(one, SourceError)]
