"""Reading the ledger: what is known on a day, as tellings; who counts them under a policy is another room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select
from sqlalchemy import text as sql

from testigo.errors import LedgerError
from testigo.ledger import chain, likely, rows, tables
from testigo.ledger.identity import DISPATCH, stem_of
from testigo.ledger.names import ambiguous, dispatches_called, known_named, numbers_of, unknown
from testigo.ledger.running import Running, running_counts
from testigo.ledger.series import monthly_figures
from testigo.ledger.shelf import Horizon, Known, incidents_of
from testigo.ledger.store import Store
from testigo.ledger.versions import NEVER_SAID, earliest, in_line
from testigo.model.edition import Edition
from testigo.model.moment import instant
from testigo.model.record import DispatchHead
from testigo.model.tally import MonthlyFigure


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are asked for; None leaves a field open. Days are ISO days, the area is south, north, west, east.

    `after` is the cursor of the page before: the first day of its last incident, and its name.
    """

    country: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    area: tuple[float, float, float, float] | None = None
    after: tuple[str, str] | None = None
    limit: int = 50


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some incidents, by their first day, then by name, and where the next page begins: None after the last."""

    incidents: tuple[Known, ...]
    after: tuple[str, str] | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch as it is kept: what it was read from, its text unless that was purged, and every id it came under."""

    key: str
    head: DispatchHead
    text: str | None
    ids: tuple[str, ...]
    embargo: str | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an item as it was delivered: its day, its number, whether it was usable, and the desk's note."""

    dispatch_id: str
    day: str | None
    edition: Edition


class View:
    """What the ledger knew on a day: `as_of` is an ISO day by publication, None is all that is known.

    With `now`, the present ISO time, nothing is shown before its embargo has ended.
    """

    def __init__(self, store: Store, as_of: str | None = None, now: str | None = None) -> None:
        self._store = store
        self.as_of, self.now = as_of, now
        self._horizon = Horizon(as_of=as_of, now=instant(now) or None)

    @contextmanager
    def still(self) -> Iterator[View]:
        """The same view of one state of the ledger, whatever is entered meanwhile."""
        with self._store.still() as store:
            yield View(store, self.as_of, self.now)

    @property
    def opened_at(self) -> str:
        """What the ledger was opened with, so that another process can open it; a password may be in it."""
        return self._store.opened_at

    def page(self, wanted: Wanted) -> Page:
        """Incidents by first day, those without one last; one of which nothing stands on the day is left out, so a page
        may have fewer than its limit and still not be the last.
        """
        with self._store.reading() as connection:
            numbers, after = self._found(connection, wanted)
            incidents = incidents_of(connection, numbers, self._horizon)
        return Page(incidents=tuple(incidents), after=after)

    def pages(self, wanted: Wanted) -> Iterator[tuple[int, ...]]:
        """The numbers of the incidents of page after page: what `of_numbers` gives of each. An incident has its number
        in one state of the ledger.
        """
        after = wanted.after
        while True:
            with self._store.reading() as connection:
                numbers, after = self._found(connection, msgspec.structs.replace(wanted, after=after))
            yield numbers
            if after is None:
                return

    def of_numbers(self, numbers: Sequence[int]) -> list[Known]:
        """The incidents with these numbers, but for those of which nothing stands on the day."""
        with self._store.reading() as connection:
            return incidents_of(connection, numbers, self._horizon)

    def _found(self, connection: Connection, wanted: Wanted) -> tuple[tuple[int, ...], tuple[str, str] | None]:
        """The numbers of a page, and where the next one begins."""
        found = self._asked(connection, wanted)
        if len(found) < wanted.limit and _goes_on(wanted):
            rest = msgspec.structs.replace(wanted, after=(NEVER_SAID, ""), limit=wanted.limit - len(found))
            found = [*found, *self._asked(connection, rest)]
        last = found[-1] if len(found) == wanted.limit else None
        return tuple([row[0] for row in found]), (last.start or NEVER_SAID, last.lead) if last else None

    def _asked(self, connection: Connection, wanted: Wanted) -> Sequence[Row[Any]]:
        asked = _asked(wanted)
        return connection.execute(_query(frozenset(asked), self._store.dialect.in_area()), asked).all()

    def incident(self, name: str) -> Known:
        """The incident of a name: its own, one that it had before, or that of an account or a claim of it.

        The beginning of a name is enough where no other begins so. Raises LedgerError for a name that means nothing
        (T-L020) or several things (T-L021).
        """
        with self._store.reading() as connection:
            return known_named(connection, name, self._horizon)[0]

    def chains(self, accounts: Iterable[str]) -> dict[str, int]:
        """Which accounts links hold together, to each other or through others: those of one number."""
        with self._store.reading() as connection:
            numbers = numbers_of(connection, accounts)
            chain_of = likely.chains(connection, numbers.values())
        return {name: chain_of[n] for name, n in numbers.items()}

    def source(self, key: str) -> Source:
        """The dispatch with a key, or one of which a key begins so. Raises LedgerError (T-L020, T-L021)."""
        with self._store.reading() as connection:
            found = rows.dispatches_named(connection, [key])
            if len(found) != 1:
                raise unknown(DISPATCH + key) if not found else ambiguous(key, [DISPATCH + row.key for row in found])
            return source_of(connection, found[0])

    def delivered(self, head: DispatchHead) -> Source:
        """The dispatch of which a text was delivered under a head: of its id, its publisher, and that very text.

        Raises LedgerError where there is none (T-L020).
        """
        with self._store.reading() as connection:
            called = dispatches_called(connection, head.id)
            found = rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, called)
            heads = ((row.dispatch, rows.content_of(row).dispatch) for row in found)
            meant = {n for n, own in heads if (own.publisher, own.sha256) == (head.publisher, head.sha256)}
            if not meant:
                raise LedgerError(
                    "T-L020", "no dispatch in the ledger has this id and this text", place=head.id,
                    hint="enter it first, with `testigo ingest`",
                )  # fmt: skip
            known = rows.where_in(connection, select(tables.dispatch), tables.dispatch.c.n, sorted(meant))
            return source_of(connection, known[0])

    def versions(self, known: Known) -> list[Version]:
        """The versions of items that tell of an incident, in order, where an item has several or was held back; so
        that somebody sees what was corrected, and why a telling stands no more.
        """
        stems = {stem_of(telling.account.id) for telling in known.everything}
        with self._store.reading() as connection:
            numbers = [row.n for row in rows.dispatches_named(connection, stems)]
            own = rows.where_in(connection, select(tables.delivery.c.item), tables.delivery.c.dispatch, numbers)
            items = sorted({row.item for row in own})
            found = rows.where_in(connection, select(tables.delivery), tables.delivery.c.item, items)
        by_item = rows.by(sorted(found, key=lambda row: in_line(rows.delivered(row))), "item")
        return [
            Version(dispatch_id=content.dispatch.id, day=row.day, edition=content.edition)
            for some in by_item.values()
            for row, content in ((row, rows.content_of(row)) for row in some)
            if len(some) > 1 or content.edition.status != "usable" or content.edition.embargo
        ]

    def search(self, words: str, limit: int = 20) -> list[Source]:
        """Dispatches that hold all the words, and all that stands in quotation marks as it stands, the newest first."""
        phrases = phrases_of(words)
        if not phrases:
            return []
        with self._store.reading() as connection:
            texts = self._store.dialect.find_words(connection, phrases, limit * 2)
            query = (
                select(tables.dispatch, tables.delivery.c.text)
                .join(tables.delivery, tables.delivery.c.dispatch == tables.dispatch.c.n)
                .order_by(tables.delivery.c.n)
            )
            found = rows.where_in(connection, query, tables.delivery.c.text, texts)
            newest = sorted(found, key=lambda row: texts.index(row.text))
            once = {row.n: row for row in reversed(newest)}
            sources = (source_of(connection, row) for row in list(once.values())[::-1])
            now = self._horizon.now
            shown = (source for source in sources if not now or instant(source.embargo) <= now)
            return list(islice(shown, limit))

    def running_counts(self) -> list[Running]:
        """Every running count that stands on the day, in order of publication."""
        return running_counts(self._store, self._horizon)

    def monthly_figures(self) -> list[MonthlyFigure]:
        """Imported figures that were released by the day; of a view of a day, only those that name when."""
        found = monthly_figures(self._store)
        day = self.as_of
        return [one for one in found if day is None or (one.released is not None and one.released <= day)]

    def state(self) -> int:
        """The number of the last entry of the chain."""
        with self._store.reading() as connection:
            last = chain.head(connection)
        return last.seq if last else 0


def phrases_of(words: str) -> list[list[str]]:
    """What is searched for: each word by itself, and words between quotation marks together.

    >>> phrases_of('police "town hall"')
    [['police'], ['town', 'hall']]
    """
    found = []
    for number, part in enumerate(unicodedata.normalize("NFC", words).split('"')):
        pieces = "".join(c if c.isalnum() else " " for c in part).split()
        found += [pieces] if number % 2 else [[piece] for piece in pieces]
    return [phrase for phrase in found if phrase]


@lru_cache(maxsize=64)
def _query(asked: frozenset[str], in_area: str) -> Select[Any]:
    """The incidents of a page: first those with a day, in its order, then those without; each an index can walk.

    Those of one day stand in the order of their names, and so in the same order in every ledger of the same. It is made
    once for each choice of what is `asked`: making it takes as long as asking it.
    """
    incident = tables.incident.c
    later, behind = incident.start > bindparam("first"), incident.lead > bindparam("name")
    conditions = {
        "": incident.start.is_(None) if "undated" in asked else incident.start.is_not(None),
        "first": and_(incident.start >= bindparam("first"), or_(later, behind)),
        "undated": behind,
        "country": incident.country == bindparam("country"),
        "since": incident.start >= bindparam("since"),
        "until": incident.start <= bindparam("until"),
        "type": incident.type == bindparam("type"),
        "south": incident.n.in_(sql(in_area)),
    }
    columns = select(incident.n, incident.start, incident.lead).limit(bindparam("limit"))
    ordered = columns.order_by(*([] if "undated" in asked else [incident.start]), incident.lead)
    return ordered.where(*(condition for field, condition in conditions.items() if field in asked or not field))


def _asked(wanted: Wanted) -> dict[str, object]:
    """What a page is asked with, by the names that its query has for it; what is open is left out."""
    fields = {name: getattr(wanted, name) for name in ("country", "since", "until", "type")}
    asked = {"limit": wanted.limit} | {name: value for name, value in fields.items() if value}
    if wanted.area:
        asked.update(zip(("south", "north", "west", "east"), wanted.area, strict=True))
    if wanted.after:
        start, name = wanted.after
        asked |= {"undated": True, "name": name} if start == NEVER_SAID else {"first": start, "name": name}
    return asked


def _goes_on(wanted: Wanted) -> bool:
    """Whether incidents without a day come behind those that have one."""
    return not (wanted.since or wanted.until or (wanted.after and wanted.after[0] == NEVER_SAID))


def source_of(connection: Connection, dispatch: Row[Any]) -> Source:
    """What is kept of a dispatch, by its row: of several deliveries the one that it is read from."""
    found = connection.execute(select(tables.delivery).where(tables.delivery.c.dispatch == dispatch.n)).all()
    first = earliest([rows.delivered(row) for row in found])
    chosen = next(row for row in found if row.n == first.n)
    body = connection.execute(select(tables.text.c.body).where(tables.text.c.n == chosen.text)).scalar()
    content = rows.content_of(chosen)
    return Source(
        key=dispatch.key,
        head=content.head,
        text=None if body is None else body.decode("utf-8", "surrogatepass"),
        ids=tuple(sorted({rows.content_of(row).dispatch.id for row in found})),
        embargo=min((rows.content_of(row).edition.embargo or "" for row in found), key=instant) or None,
    )
