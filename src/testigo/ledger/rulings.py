"""What people ruled, as it bears on what is read now: also when the ruling was on what an older reader had read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from testigo.errors import LedgerError
from testigo.ledger import rows, tables
from testigo.ledger.adopted import adopted, adoptions, said_of
from testigo.ledger.identity import ACCOUNT, CLAIM, stem_of
from testigo.ledger.succession import followed, follower, says_the_same
from testigo.ledger.these import one_of
from testigo.model.account import Account
from testigo.model.claim import AnyClaim, Toll
from testigo.model.decision import Decision, standing

T = TypeVar("T", bound=Account | AnyClaim)
PERSON = "person"
"""The reader of a claim that a person corrected."""
_FIXED = frozenset(
    {"id", "kind", "span", "quote", "account", "reader", "reader_version", "rule", "adopted_by", "claims", "checks"}
)


class Rulings(msgspec.Struct, frozen=True, kw_only=True):
    """The rulings that stand on some accounts and their claims, by the names these have now.

    `rejected` says why; `changes` are the fields that corrections set; `kept` are claims that a person vouched for and
    no present reader reads, by account: those that were adopted, and those that a newer reader lost. `all` has every
    decision by the names it is about.
    """

    rejected: dict[str, str] = {}
    accepted: frozenset[str] = frozenset()
    changes: dict[str, dict[str, Any]] = {}
    kept: dict[str, tuple[AnyClaim, ...]] = {}
    all: dict[str, tuple[Decision, ...]] = {}

    def mended(self, name: str, told: T) -> T:
        """A claim or an account with the corrections that stand on it."""
        return mended(told, self.changes[name]) if name in self.changes else told

    def kept_for(self, account: str) -> tuple[AnyClaim, ...]:
        """Claims that a person adopted or vouched for, and the present reading has not."""
        return self.kept.get(account, ())

    def on(self, names: Iterable[str]) -> tuple[Decision, ...]:
        """Every decision on the names, also those undone and undoing, in their order."""
        if not self.all:
            return ()
        found = {decision.n: decision for name in names for decision in self.all.get(name, ())}
        return tuple(found[n] for n in sorted(found))

    def entry(self, name: str) -> int:
        """The last entry in which somebody ruled on a name."""
        return max((decision.entry for decision in self.all.get(name, ())), default=0)


def rulings_on(connection: Connection, accounts: Sequence[Row[Any]]) -> Rulings:
    """The rulings on present accounts and on the claims of their readings."""
    if not accounts or not rows.any_decision(connection):
        return Rulings()
    claims = rows.among(connection, rows.CLAIMS, {row.reading for row in accounts})
    names = {row.id for row in accounts} | {row.id for row in claims}
    older = _older(connection, accounts)
    heirs = older.heirs(accounts, claims)
    decisions = rows.decisions_on(connection, names | heirs.keys() | {row.id for row in older.claims})
    if not decisions:
        return Rulings()
    return _made(decisions, heirs, accounts, claims, older)


def mended(told: T, changes: Mapping[str, Any]) -> T:
    """A claim or an account with some fields set anew. Raises LedgerError (T-L031) where they do not fit.

    >>> from testigo.model.claim import Count
    >>> from testigo.model.claim import Force
    >>> force = Force(id="c1", span=(0, 2), quote="60", side="police", count=Count(low=60, high=None, text="60"))
    >>> mended(force, {"count": {"high": 70}}).count.high
    70
    """
    unknown = sorted(changes.keys() - (set(told.__struct_fields__) - _FIXED))
    if unknown:
        raise LedgerError(
            "T-L031",
            f"{', '.join(unknown)} cannot be corrected",
            hint=f"fields: {', '.join(sorted(set(told.__struct_fields__) - _FIXED))}",
        )
    values = _merged(msgspec.to_builtins(told), changes)
    if "reader" in told.__struct_fields__:
        values["reader"] = PERSON
    try:
        return _given_way(msgspec.convert(values, type(told)), changes)
    except msgspec.ValidationError as error:
        raise LedgerError("T-L031", f"the correction does not fit: {error}", hint="see `testigo schema`") from error


def fitting(told: T, changes: Mapping[str, Any]) -> T:
    """As `mended`, for a correction that is new: what contradicts what it leaves as it is, is refused (T-L031).

    >>> from testigo.model.claim import Count, Force
    >>> force = Force(id="c1", span=(0, 2), quote="60", side="police", count=Count(low=60, high=60, text="60"))
    >>> fitting(force, {"count": {"low": 70}})
    Traceback (most recent call last):
    testigo.errors.LedgerError: T-L031 the correction does not fit: 70 lies above 60 (set both)
    """
    made = mended(told, changes)
    values = _merged(msgspec.to_builtins(told), changes)
    bounds = values.get("count") or {}
    for name in {"start", "end"} & changes.keys():
        if changes[name] is not None and not _is_day(changes[name]):
            raise _misfit(f"{name} is no day", "write it as YYYY-MM-DD")
    for low, high in ((bounds.get("low"), bounds.get("high")), (values.get("start"), values.get("end"))):
        if low is not None and high is not None and low > high:
            raise _misfit(f"{low} lies above {high}", "set both")
    if bounds.get("low", 0) < 0:
        raise _misfit("nobody counts less than 0 people", "set 0 or more")
    return made


def _misfit(what: str, hint: str) -> LedgerError:
    return LedgerError("T-L031", f"the correction does not fit: {what}", hint=hint)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _given_way(told: T, changes: Mapping[str, Any]) -> T:
    """What a person set stands: a bound that is the reader's, perhaps again after an undo, gives way to it."""
    count = getattr(told, "count", None)
    if count is not None and count.high is not None and count.low > count.high:
        bound = count.low if "low" in changes.get("count", {}) else count.high
        told = replace(told, count=replace(count, low=bound, high=bound))
    if isinstance(told, Account) and told.start and told.end and told.start > told.end:
        day = told.start if "start" in changes else told.end
        told = replace(told, start=day, end=day)
    return told


def _merged(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(values)
    for name, value in changes.items():
        held = made.get(name)
        made[name] = _merged(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return made


class _Older(msgspec.Struct, frozen=True):
    """Accounts and claims of readings that a newer one has taken the place of."""

    accounts: list[Row[Any]]
    claims: list[Row[Any]]

    def heirs(self, accounts: Sequence[Row[Any]], claims: Sequence[Row[Any]]) -> dict[str, str]:
        """Names of older accounts and the present ones that tell the same now."""
        if not self.accounts:
            return {}
        by_reading = rows.by(claims, "reading")
        present: dict[int, list[Any]] = {}
        for row in accounts:
            present.setdefault(row.dispatch, []).append(rows.known(row, by_reading.get(row.reading, [])))
        own = rows.by(self.claims, "reading")
        pairs = (
            (row.id, followed(rows.known(row, own.get(row.reading, [])), present.get(row.dispatch, [])))
            for row in self.accounts
        )
        return {old: heir for old, heir in pairs if heir is not None}


_READINGS = (
    select(tables.reading.c.n)
    .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    .where(one_of(tables.delivery.c.dispatch))
)


def _older(connection: Connection, accounts: Sequence[Row[Any]]) -> _Older:
    readings = {row.reading for row in accounts}
    found = rows.among(connection, _READINGS, sorted({row.dispatch for row in accounts}))
    former = sorted({row.n for row in found} - readings)
    if not former:
        return _Older([], [])
    of_dispatch = (
        select(tables.account, tables.delivery.c.dispatch)
        .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    )
    return _Older(
        rows.where_in(connection, of_dispatch, tables.account.c.reading, former),
        rows.where_in(connection, select(tables.claim), tables.claim.c.reading, former),
    )


def _made(
    decisions: Sequence[Decision],
    heirs: Mapping[str, str],
    accounts: Sequence[Row[Any]],
    claims: Sequence[Row[Any]],
    older: _Older,
) -> Rulings:
    stand = standing(list(decisions))
    names = _Names(heirs, {row.id: row for row in claims}, {row.id: row for row in older.claims}, stand)
    rejected: dict[str, str] = {}
    accepted: set[str] = set()
    changes: dict[str, dict[str, Any]] = {}
    vouched: set[str] = set()
    for decision in (one for one in stand if one.kind != "adopt"):
        for name in targets(decision):
            heir = names.heir(name)
            if decision.kind == "reject":
                if names.has_same_bounds(name, heir or name):
                    rejected[heir or name] = decision.reason
                continue
            if decision.kind == "accept":
                accepted.add(heir or name)
            elif decision.kind == "correct":
                changes[heir or name] = _merged(changes.get(heir or name, {}), decision.changes)
            if heir is None and name in names.former and decision.kind in ("accept", "correct"):
                vouched.add(name)
    told: dict[str, list[Decision]] = {}
    for decision in decisions:
        for name in {*decision.about, *(one for group in decision.accounts for one in group)}:
            told.setdefault(names.heir(name) or name, []).append(decision)
    home = {(row.reading, row.local): row.id for row in (*older.accounts, *accounts)}
    lost = {name: mended(_lost(names.former[name], home), changes.get(name, {})) for name in vouched}
    known = [rows.said(names.former[name]) for name in vouched]
    own = {name: one for name, one in names.adopted.items() if not any(says_the_same(k, said_of(one)) for k in known)}
    taken = {name: mended(one, changes[name]) if name in changes else one for name, one in own.items()}
    return Rulings(
        rejected=rejected,
        accepted=frozenset(accepted),
        changes=changes,
        kept=_kept({**lost, **taken}, heirs, rejected),
        all={name: tuple(some) for name, some in told.items()},
    )


class _Names:
    """What names mean now: those of accounts, of claims that are read or were, and of claims that were adopted.

    `adopted` are the claims that stand as people adopted them; whichever a reading has by now is that reading's.
    """

    def __init__(
        self,
        heirs: Mapping[str, str],
        present: Mapping[str, Row[Any]],
        former: Mapping[str, Row[Any]],
        stand: Iterable[Decision],
    ) -> None:
        self._heirs, self._present, self.former = heirs, present, former
        self.adopted: dict[str, Toll] = {}
        self._told_by: dict[str, str] = {}
        for claim in map(adopted, adoptions(stand)):
            self._told_by[claim.id] = self._teller(claim) or claim.id
            if self._told_by[claim.id] == claim.id and claim.id not in present:
                self.adopted.setdefault(claim.id, claim)

    def _teller(self, claim: Toll) -> str | None:
        """The claim that is read, or was adopted before, and says the same."""
        told = said_of(claim)
        read = (rows.said(row) for row in self._present.values() if _is_near(row, claim))
        before = (said_of(other) for other in self.adopted.values() if stem_of(other.id) == stem_of(claim.id))
        return next((one.id for one in (*read, *before) if says_the_same(one, told)), None)

    def heir(self, name: str) -> str | None:
        """What is meant by a name now, None where nothing is."""
        if name.startswith(ACCOUNT):
            return self._heirs.get(name, name)
        if name in self._present:
            return name
        if name in self._told_by:
            return self._told_by[name]
        if name not in self.former:
            return None
        near = {one: rows.said(row) for one, row in self._present.items() if stem_of(one) == stem_of(name)}
        return follower(rows.said(self.former[name]), near)

    def has_same_bounds(self, name: str, heir: str) -> bool:
        """A figure that was thrown out stays out; one that a newer reader reads otherwise is another figure."""
        if name not in self.former or heir not in self._present:
            return True
        old, new = self.former[name], self._present[heir]
        return bool((old.low, old.high) == (new.low, new.high))


def _is_near(row: Row[Any], claim: Toll) -> bool:
    """Whether a row is worth a closer look: of the same dispatch, outcome and bounds."""
    figure = (row.outcome, row.low, row.high)
    return figure == (claim.outcome, claim.count.low, claim.count.high) and stem_of(row.id) == stem_of(claim.id)


def _lost(row: Row[Any], home: Mapping[tuple[int, str | None], str]) -> AnyClaim:
    """A claim of an older reading under the names it has for good."""
    return replace(rows.claim_of(row), id=row.id, account=home.get((row.reading, row.account)))


def _kept(
    claims: Mapping[str, AnyClaim], heirs: Mapping[str, str], rejected: Mapping[str, str]
) -> dict[str, tuple[AnyClaim, ...]]:
    """Claims that no present reading has, by the account that tells the same now; those thrown out are left out."""
    found: dict[str, tuple[AnyClaim, ...]] = {}
    for name, claim in sorted(claims.items()):
        account = heirs.get(claim.account or "", claim.account)
        if account and name not in rejected:
            found[account] = (*found.get(account, ()), replace(claim, account=account))
    return found


def targets(decision: Decision) -> Iterable[str]:
    """What an acceptance, a correction or a rejection is on: claims where it names one, else accounts."""
    named = [name for name in decision.about if name.startswith(CLAIM)]
    return named or [name for group in decision.accounts for name in group]
