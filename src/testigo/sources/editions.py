"""Which edition of an item something is: what publishers write of versions and status, as the model has it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from testigo.model.edition import Edition, Status
from testigo.model.record import Issue
from testigo.sources.fields import iso_day, iso_time

USABLE: Status = "usable"
STATUSES: dict[str, Status] = {
    "usable": "usable",
    "withheld": "withheld",
    "embargoed": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
LONGEST_VERSION = 18
"""Digits of a version's number: beyond them it fits into no store."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a publisher says of an edition, each as written; None where it says nothing."""

    item: object = None
    version: object = None
    at: object = None
    status: object = None
    embargo: object = None
    note: object = None


def edition(told: Told) -> tuple[Edition, tuple[Issue, ...]]:
    """The edition that is told of, and what is odd about it.

    A status that is not known, or an embargo whose end cannot be read, makes it withheld, and an issue says so: what
    may not be shown is never taken for usable.

    >>> made, issues = edition(Told(item="urn:x:1", version="2", status="stat:canceled"))
    >>> made.version, made.status, [issue.code for issue in issues]
    (2, 'canceled', ['not_usable'])
    """
    made = Edition(
        item=_words(told.item),
        version=_number(told.version),
        at=iso_time(told.at),
        status="withheld" if _has_open_end(told) and _status(told.status) == USABLE else _status(told.status),
        embargo=iso_time(told.embargo),
        note=_words(told.note),
    )
    return made, tuple(_oddities(told, made))


def edition_of_line(given: object, at: str | None) -> tuple[Edition, tuple[Issue, ...]]:
    """The edition that the object `edition` of a JSON line tells of; `at` stands in for its time.

    >>> edition_of_line({"item": "x", "version": 3}, "2019-12-01T14:30:00Z")[0].at
    '2019-12-01T14:30:00Z'
    """
    if not isinstance(given, dict):
        issue = Issue(code="bad_field", message="edition is no object; it was left out.")
        return Edition(at=at), (issue,)
    made, issues = edition(Told(**{name: given.get(name) for name in Told.__struct_fields__}))
    return msgspec.structs.replace(made, at=made.at or at), issues


def _status(written: object) -> Status:
    return USABLE if written is None else STATUSES.get(_code(written), "withheld")


def _code(written: object) -> str:
    """The code behind a scheme (`stat:canceled`) or at the end of an address."""
    return written.strip().replace("/", ":").rpartition(":")[2].lower() if isinstance(written, str) else ""


def _number(written: object) -> int | None:
    digits = str(written).strip() if isinstance(written, str | int) and not isinstance(written, bool) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_VERSION else None


def _words(written: object) -> str | None:
    return (written.strip() or None) if isinstance(written, str) else None


def _has_open_end(told: Told) -> bool:
    """Whether there is an embargo, and nobody can say until when."""
    return told.embargo not in (None, "") and iso_time(told.embargo) is None


def _oddities(told: Told, made: Edition) -> Iterator[Issue]:
    for name, was, became in (
        ("item", told.item, made.item),
        ("version", told.version, made.version),
        ("at", told.at, made.at or iso_day(told.at)),
        ("note", told.note, made.note),
    ):
        if became is None and was not in (None, ""):
            yield Issue(code="bad_field", message=f"{name} of the edition cannot be read; it was left out.")
    if _has_open_end(told):
        yield Issue(code="unknown_embargo", message="The item has an embargo whose end cannot be read; it is withheld.")
    if told.status is not None and _code(told.status) not in STATUSES:
        yield Issue(code="unknown_status", message=f"The status {_shown(told.status)} is not known; it is withheld.")
    elif _status(told.status) != USABLE:
        yield Issue(code="not_usable", message=f"The publisher says that this version is {made.status}.")


def _shown(written: object) -> str:
    return repr(written)[:60]
