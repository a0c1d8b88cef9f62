"""What became of incidents that an earlier release had and this one has not: its tombstones.

A tombstone never goes: where its incident is back, it says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Literal, get_args

import msgspec

from testigo.exports.releases.released import MANY, Released, parted
from testigo.exports.releases.shape import shape
from testigo.ledger.shelf import Known
from testigo.model.moment import DAY, instant
from testigo.model.schema import Row

FateCode = Literal[
    "merged", "renamed", "split", "thrown_out", "withdrawn", "not_known", "not_counted", "read_anew", "unknown", "back"
]
FATES: tuple[str, ...] = get_args(FateCode)


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it, and under which names it is told now; `reasons` are codes of why it is not counted."""

    code: FateCode
    into: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """It in words."""
        return shape().words[self.code].format(reasons=", ".join(self.reasons))


def moved(into: Iterable[str], earlier: Container[str]) -> Fate:
    """What became of an incident whose reports are told under other names; `earlier` are those that there were."""
    names = tuple(sorted(into))
    if len(names) > 1:
        return Fate(code="split", into=names)
    return Fate(code="merged" if names[0] in earlier else "renamed", into=names)


def fate(known: Known, as_of: str | None, reasons: Iterable[str] = ()) -> Fate:
    """What became of an incident that has its name still, as the ledger knows it on a day.

    `reasons` are the codes of why a policy does not count it.
    """
    if known.rejected is not None:
        return Fate(code="thrown_out")
    if not known.tellings:
        days = [instant(telling.at)[:DAY] for telling in known.everything if telling.at]
        told = as_of is None or any(day <= as_of for day in days)
        return Fate(code="withdrawn" if told else "not_known")
    return Fate(code="not_counted", reasons=tuple(reasons))


def other_names(previous: Released, name: str) -> set[str]:
    """Names of an earlier release by which the reports of one of its incidents, or of its tombstones, are found."""
    buried = previous.tombstones.get(name, {})
    return {other for other, home in previous.names.items() if home == name} | {*parted(buried.get("into", ""))}


def to_account_for(previous: Released, present: Iterable[str]) -> list[str]:
    """Incidents of an earlier release, and of its tombstones, that are no row of this one."""
    return sorted({*previous.incidents, *previous.tombstones} - set(present))


def tombstones(previous: Released, fates: dict[str, Fate], version: str) -> Iterator[Row]:
    """The tombstones of a release that follows another: one for each fate, and those whose incidents are back."""
    returned = previous.tombstones.keys() - fates.keys()
    for name, found in sorted({**fates, **{name: Fate(code="back") for name in returned}}.items()):
        yield {
            "incident_id": name,
            "code": found.code,
            "into": MANY.join(found.into) or None,
            "sentence": found.sentence,
            "last": _last(previous, name, found),
            "since": _since(previous, name, found, version),
        }


def _last(previous: Released, name: str, found: Fate) -> str:
    """The last release that had it before it went."""
    gone_now = name in previous.incidents and found.code != "back"
    return previous.release.version if gone_now else previous.tombstones[name]["last"]


def _since(previous: Released, name: str, found: Fate, version: str) -> str:
    """The version that first had it not, or had it again: the earlier one's word where nothing changed since."""
    stone = previous.tombstones.get(name)
    same = stone is not None and (stone["code"] == "back") == (found.code == "back")
    return stone["since"] if stone is not None and same else version
