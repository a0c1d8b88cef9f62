"""Questions about tallies, answered of a ledger: what a count covers, what it comes to, what was the highest before."""

from __future__ import annotations

from collections.abc import Sequence

from testigo.errors import LedgerError, SourceError
from testigo.incidents.tallies.months import covered, months_from
from testigo.incidents.tallies.projection import against, projected, with_interval
from testigo.incidents.tallies.reported import reported
from testigo.incidents.tallies.series import adding_up_to, of_place
from testigo.ledger.series import Entered, enter_series
from testigo.ledger.store import Store
from testigo.ledger.view import View
from testigo.model.tally import Coverage, CoverageBy, MonthlyFigure, Previous, Projection, Reported
from testigo.sources.delivery import Limits
from testigo.sources.files import open_file, whole
from testigo.sources.monthly import monthly

_YEAR = len("2019")
_MONTHS = 12


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
    """Every reading of what a reported tally covers, the best founded first: as given, as the text states it, as another
    report of the same count does, as an imported series adds up to it, and up to the day of publication.

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
    where = other.country == one.country and one.country is not None and other.admin1 == one.admin1
    in_time = one.published is None or (other.end or "") <= one.published
    return same and where and other.stated_end and other.end is not None and in_time


def _by_series(one: Reported, figures: Sequence[MonthlyFigure]) -> str | None:
    """As the series stood when the count was published, else as it stands: earlier months are revised later."""
    if one.country is None or one.low != one.high or one.start is None:
        return None
    by_then = [figure for figure in figures if (figure.released or "") <= (one.published or "")]
    for some in (by_then, figures):
        end = adding_up_to(of_place(some, one.measure, one.country, one.admin1), one.start, one.low)
        if end is not None and end <= (one.published or end):
            return end
    return None


def previous_record(one: Reported, found: Sequence[Reported], figures: Sequence[MonthlyFigure]) -> Previous | None:
    """The highest count of a whole earlier year for the same measure and place: reported, each year's by its latest
    publication, or of an imported series.
    """
    if one.start is None or one.country is None:
        return None
    by_year = {other.start: other for other in found if _is_earlier_year(other, one)}  # published in this order
    told = [Previous(count=other.low, told_by=other.claim) for other in by_year.values()]
    counts = of_place(figures, one.measure, one.country, one.admin1)
    for year in sorted({month[:_YEAR] for month in counts if month < one.start}):
        months = months_from(f"{year}-01", _MONTHS)
        if months[-1] < one.start and all(month in counts for month in months):
            told.append(Previous(count=sum(counts[month] for month in months), told_by=f"series {year}"))
    return max(told, key=lambda previous: previous.count, default=None)


def _is_earlier_year(other: Reported, one: Reported) -> bool:
    if not (one.start and other.start and other.end) or other.low != other.high:
        return False
    whole_year = other.start.endswith("-01-01") and other.end == f"{other.start[:_YEAR]}-12-31"
    same = (other.measure, other.country, other.admin1) == (one.measure, one.country, one.admin1)
    return whole_year and same and other.start < one.start


def projections(
    one: Reported,
    ends: Sequence[Coverage],
    figures: Sequence[MonthlyFigure],
    until: str | None = None,
    previous: Previous | None = None,
) -> list[Projection]:
    """The count at the end of its period, `until` or the end of the year, under each reading of what it covers.

    Raises LedgerError (T-L040) where the period ends before what is covered does.
    """
    counts = of_place(figures, one.measure, one.country, one.admin1)
    found = []
    for coverage in ends:
        last = until or f"{coverage.start[:_YEAR]}-12-31"
        try:
            made = projected(one.low, one.high, coverage, last)
        except ValueError as error:
            raise LedgerError(
                "T-L040", str(error), hint="say --until DAY, or other days with --from and --to"
            ) from error
        made = with_interval(made, [counts.get(month) for month in covered(coverage)])
        found.append(made if previous is None else against(made, previous))
    return found


def import_series(store: Store, path: str, given: MonthlyFigure, at: str) -> tuple[Entered, list[SourceError]]:
    """Enter the figures of a table, and give the errors of the lines that are none. Raises TestigoError."""
    with open_file(path, Limits()) as stream:
        came = list(monthly(whole(stream, Limits().document, path), path, given))
    figures = [one for one in came if isinstance(one, MonthlyFigure)]
    return enter_series(store, figures, path, at), [one for one in came if isinstance(one, SourceError)]
