"""Testigo in Python: read a text, open a ledger, ask it under a policy as of a day, and take the answer as a table.

>>> import testigo
>>> record = testigo.read("Gunmen killed four people in Saltillo on Monday, police said.", date="2019-12-03")
>>> [(claim.quote, claim.attribution[0].text) for claim in record.claims if isinstance(claim, testigo.Toll)]
[('four people', 'police')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from testigo.engines.export import AT_ONCE, Wish, entries, export, policy_for
from testigo.engines.ingest import Terms, ingest, now
from testigo.engines.pool import Alone
from testigo.engines.why import Why, why
from testigo.errors import TestigoError
from testigo.exports.columnar import arrow, batches, fields
from testigo.exports.out import File
from testigo.exports.shown import PROFILES, Profile
from testigo.exports.tables import ROWS, tables
from testigo.ledger.store import open_store
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Tally
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.model.incident import Incident
from testigo.model.policy import Policy
from testigo.model.record import Record
from testigo.model.schema import Row, Table
from testigo.packs.policy import policy
from testigo.pipeline import read_dispatch, reader
from testigo.sources.delivery import Terms as SourceTerms
from testigo.sources.fields import iso_day
from testigo.sources.inputs import read_inputs

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_TEXT = "text"


def read(
    text: str,
    *,
    date: str | None = None,
    lang: str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
) -> Record:
    """Everything that can be read from one text.

    `date` is the ISO day of publication, against which *Monday* is resolved; `lang` the code of its language, told by
    its small words where nobody says it. Spans of claims count code points of `text`. Raises TestigoError T-X008 for a
    date that is none.

    >>> read("Gunmen killed three police officers in Saltillo.", lang="en").claims[0].quote
    'three police officers'
    """
    dispatch = Dispatch(
        id=_TEXT,
        text=text,
        publisher=publisher,
        headline=headline,
        published=_day(date, "date"),
        lang=lang or UNDETERMINED,
    )
    return read_dispatch(msgspec.structs.replace(dispatch, id=dispatch.sha256))


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """The ledger in a file or at a `postgresql://` address; made where there is none, unless `create` is False.

    Raises LedgerError T-L001 and following where it cannot be opened.
    """
    return Ledger(str(where), create=create)


class Ledger:
    """A ledger that is open. It is closed by `close`, or at the end of a `with`."""

    def __init__(self, where: str, *, create: bool) -> None:
        self._where = where
        self._store = open_store(where, create=create)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ledger {self._where}>"

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()

    def ingest(self, *inputs: str | Path) -> Tally:
        """Read files, folders or addresses and enter what they say; what was entered before is not entered twice.

        Gives the accounting of the run: each input is new, a duplicate, a version, quarantined or failed.
        """
        names = tuple(str(one) for one in inputs)
        faults: list[TestigoError] = []
        terms = Terms(inputs=names, reader=reader(), complain=faults.append)
        return ingest(self._store, read_inputs(names, None, SourceTerms()), Alone(read_dispatch), terms)

    def add(self, dispatches: Iterable[Dispatch]) -> Tally:
        """The same for dispatches that are at hand."""
        from testigo.sources.delivery import Delivery

        terms = Terms(inputs=(_TEXT,), reader=reader(), complain=lambda error: None)
        came = (Delivery(place=dispatch.id, dispatch=dispatch) for dispatch in dispatches)
        return ingest(self._store, came, Alone(read_dispatch), terms)

    def incidents(
        self,
        policy: str = "literal",
        as_of: str | None = None,
        *,
        profile: Profile = "partner",
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        type: str | None = None,  # noqa: A002 - the ledger's own word
    ) -> Incidents:
        """Incidents counted under a policy, as known at the end of the ISO day `as_of`; None is as known by now.

        `profile` says for whom: `public` has no words of dispatches, `partner` no names that were read, `full` all.
        `country` is an ISO 3166-1 code, `since` and `until` are first days, `type` an incident type. Nothing is counted
        before the answer is asked for. Raises TestigoError for a day or a policy that is none.
        """
        if profile not in PROFILES:
            raise TestigoError("T-X006", f"no profile {profile!r}", hint=f"there are: {', '.join(PROFILES)}")
        view = View(self._store, _day(as_of, "as_of"), now())
        since, until = _day(since, "since"), _day(until, "until")
        wanted = Wanted(country=country, since=since, until=until, type=type, limit=AT_ONCE)
        return Incidents(view, wanted, _policy(policy), profile)

    def why(self, name: str, policy: str = "literal", as_of: str | None = None) -> Why:
        """From a number back to its witnesses: of an incident, an account or a claim, by its name or its beginning.

        Raises LedgerError T-L020 to T-L023 for a name that means nothing, or several things.
        """
        return why(View(self._store, _day(as_of, "as_of"), now()), name, _policy(policy))


class Incidents:
    """Incidents that are asked for: walked through as records, or taken as tables."""

    def __init__(self, view: View, wanted: Wanted, policy: Policy, profile: Profile) -> None:
        self._view, self._wanted, self._policy, self._profile = view, wanted, policy, profile

    def __iter__(self) -> Iterator[Incident]:
        return (entry.incident for entry in entries(self._view, self._wanted, self._policy, self._profile))

    def __repr__(self) -> str:
        known = f"as known on {self._view.as_of}" if self._view.as_of else "as known by now"
        return f"<Incidents under {self._policy.label}, {known}, {self._profile}>"

    def rows(self, table: str = "incidents") -> Iterator[Row]:
        """The rows of a table, each as a dictionary; None is not stated, and never 0.

        Tables: incidents, tolls, claims, dispatches, units, curve, flags. Raises TestigoError T-X007 for another.
        """
        known = _table(table)
        names = [column.name for column in known.columns]
        for entry in entries(self._view, self._wanted, self._policy, self._profile):
            for row in ROWS[known.name](entry):
                yield {name: row.get(name) for name in names}

    def to_arrow(self, table: str = "incidents") -> pa.Table:
        """A table of Arrow. Needs pyarrow (T-X001)."""
        known = _table(table)
        shape = fields(known)
        return arrow().Table.from_batches(batches(known, self.rows(table), shape), schema=shape)

    def to_pandas(self, table: str = "incidents") -> pd.DataFrame:
        """A data frame of pandas: whole numbers that may be absent (Int64), never nought for what is not stated.

        Needs pandas and pyarrow (T-X001).
        """
        pandas, pa = _library("pandas"), arrow()
        kinds = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype(), pa.string(): pandas.StringDtype()}
        frame: pd.DataFrame = self.to_arrow(table).to_pandas(types_mapper=kinds.get, date_as_object=False)
        return frame

    def to_polars(self, table: str = "incidents") -> pl.DataFrame:
        """A data frame of polars. Needs polars and pyarrow (T-X001)."""
        frame: pl.DataFrame = _library("polars").from_arrow(self.to_arrow(table))
        return frame

    def export(self, exporter: str, folder: str | Path, policy: str | None = None) -> list[File]:
        """Write the incidents as an exporter has them, see `testigo export --list`; gives the files.

        Without `policy` the exporter's own is taken where these incidents are counted as they are printed. Raises
        TestigoError T-X002, T-X004, T-X005 as the command does.
        """
        asked = policy or (None if self._policy.name == "literal" else self._policy.name)
        chosen = policy_for(exporter, asked)
        wish = Wish(exporter=exporter, policy=chosen, profile=self._profile, wanted=self._wanted)
        return export(self._view, Path(folder), wish)


def _table(name: str) -> Table:
    found = {table.name: table for table in tables()}
    if name not in found:
        raise TestigoError("T-X007", f"no table {name!r}", hint=f"there are: {', '.join(found)}")
    return found[name]


def _policy(name: str) -> Policy:
    return policy(name)


def _library(name: str) -> Any:  # noqa: ANN401 - a module
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise TestigoError(
            "T-X001", f"this needs {name}, which is not installed", hint=f"install it with: pip install {name}"
        ) from None


def _day(written: str | None, what: str) -> str | None:
    found = iso_day(written) if written is not None else None
    if written is not None and found is None:
        raise TestigoError("T-X008", f"{what} is no day: {written!r}", hint="write it as YYYY-MM-DD")
    return found
