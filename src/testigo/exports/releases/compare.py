"""Two releases held against each other, incident by incident, figure by figure. It needs no ledger."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from testigo.exports.releases.change import (
    Bounds,
    Cause,
    CauseCode,
    Change,
    Diff,
    FieldChange,
    FigureChange,
    Kind,
    Side,
    cause,
)
from testigo.exports.releases.evidence import evidence
from testigo.exports.releases.fates import Fate, FateCode, moved
from testigo.exports.releases.released import Bounds as Found
from testigo.exports.releases.released import Line, Released, parted
from testigo.exports.tables import OUTCOMES

WHAT = ("type", "place", "date_start")
_NOT_COMPARED = ("incident_id", "policy", "as_of", "included")
_COUNTS = tuple(f"{outcome}_" for outcome in OUTCOMES)
_OF_DAYS = frozenset({"new_dispatches", "dispatches_not_known", "dispatches_withdrawn", "not_known"})
_OF_READING = frozenset({"claims_read_anew", "read_anew", "renamed", "joined", "parted"})


def compare(old: Released, new: Released) -> Diff:
    """Everything that differs, incidents in the order of their names; the same for the same two releases."""
    whole = tuple(_circumstances(old, new))
    names = sorted({*old.incidents, *new.incidents})
    found = (_change(old, new, name, whole) for name in names)
    return Diff(
        old=_side(old), new=_side(new), circumstances=whole, changes=tuple(change for change in found if change)
    )


def _side(release: Released) -> Side:
    told = release.release
    return Side(version=told.version, name=told.name, incidents=told.incidents)


def _circumstances(old: Released, new: Released) -> Iterator[Cause]:
    """What differs between the two as wholes."""
    a, b = old.release, new.release
    told: dict[CauseCode, tuple[str, str]] = {
        "policy": (_policy(old), _policy(new)),
        "as_of": (a.as_of or "all that is known", b.as_of or "all that is known"),
        "profile": (a.profile, b.profile),
        "reader": (", ".join(a.readers) or "none", ", ".join(b.readers) or "none"),
        "program": (a.program, b.program),
    }
    for code, (before, now) in told.items():
        if before != now:
            yield cause(code, old=before, new=now)


def _policy(release: Released) -> str:
    """A policy by its label, and by the beginning of its text's hash, for a copy that was edited keeps its label."""
    policy = release.release.policy
    return f"{policy.label} ({policy.sha256[:8]})"


def _change(old: Released, new: Released, name: str, whole: tuple[Cause, ...]) -> Change | None:
    before, now = old.incidents.get(name), new.incidents.get(name)
    figures = tuple(_figures(old.figures.get(name, {}), new.figures.get(name, {})))
    fields = tuple(_fields(before, now)) if before and now else ()
    if before and now and not figures and not fields:
        return None
    kind: Kind = "came" if before is None else "went" if now is None else "changed"
    own = [*_why_came(old, new, name), *_why_went(old, new, name), *evidence(old, new, name)]
    return Change(
        incident_id=name,
        kind=kind,
        what=_what(now or before or {}),
        causes=_with_circumstances(own, whole),
        figures=figures,
        fields=fields,
    )


def _what(line: Line) -> tuple[str, ...]:
    return tuple(line[name] for name in WHAT if line[name])


def _figures(old: dict[tuple[str, str], Found], new: dict[tuple[str, str], Found]) -> Iterator[FigureChange]:
    for outcome, people in sorted(old.keys() | new.keys()):
        before, now = old.get((outcome, people)), new.get((outcome, people))
        if before != now:
            yield FigureChange(outcome=outcome, people=people, old=_bounds(before), new=_bounds(now))


def _bounds(found: Found | None) -> Bounds | None:
    return Bounds(low=found[0], best=found[1], high=found[2]) if found else None


def _fields(old: Line, new: Line) -> Iterator[FieldChange]:
    """Fields that differ; counts are told as figures."""
    for field in sorted(old.keys() | new.keys()):
        before, now = old.get(field, ""), new.get(field, "")
        if before != now and field not in _NOT_COMPARED and not field.startswith(_COUNTS):
            yield FieldChange(field=field, old=before, new=now)


def _why_came(old: Released, new: Released, name: str) -> Iterator[Cause]:
    if name in old.incidents:
        return
    if new.tombstones.get(name, {}).get("code") == "back":
        yield cause("back")
    if name in old.left_out:
        yield cause("was_left_out", reasons=", ".join(old.left_out[name]))
    if name in new.renamed:
        yield of_fate(moved({new.renamed[name]}, ()))
    elif before := _same_reports(new, old, name):
        yield of_fate(moved(before, ())) if len(before) == 1 else cause("joined", tuple(sorted(before)))


def _why_went(old: Released, new: Released, name: str) -> Iterator[Cause]:
    """The newer release's tombstone, if it has one; else what its tables tell."""
    if name in new.incidents:
        return
    buried = new.tombstones.get(name)
    meant = new.meant(name)
    if buried and buried["code"] != "unknown":
        code = msgspec.convert(buried["code"], FateCode)
        yield Cause(code=code, sentence=buried["sentence"], about=tuple(parted(buried["into"])))
    elif meant is not None and meant != name:
        yield of_fate(moved({meant}, old.incidents))
    elif "rejected" in new.left_out.get(name, []):
        yield of_fate(Fate(code="thrown_out"))
    elif meant is not None:
        yield of_fate(Fate(code="not_counted", reasons=tuple(new.left_out[name])))
    elif now := _same_reports(old, new, name):
        yield of_fate(moved(now, ())) if len(now) == 1 else cause("parted", tuple(sorted(now)))


def _same_reports(here: Released, there: Released, name: str) -> set[str]:
    """Incidents that are only in the other release and of which the dispatches of this one tell there.

    Where claims are the same in both, they tell, and `evidence` says it.
    """
    if any(claim in there.home_of_claim for claim in here.claims.get(name, {})):
        homes = {there.home_of_claim.get(claim, name) for claim in here.claims[name]}
        return homes - here.incidents.keys() if len(homes) == 1 else set()
    return {
        home for key in here.dispatches.get(name, {}) for home in there.homes_of_dispatch.get(key, ())
    } - here.incidents.keys()


def of_fate(fate: Fate) -> Cause:
    """What became of an incident, as the reason why it went."""
    return Cause(code=fate.code, sentence=fate.sentence, about=fate.into)


def _with_circumstances(own: list[Cause], whole: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """The reasons of a change: its own, and of those that hold for the whole each that may have made it.

    Another policy may change any figure. Another day is named where dispatches came or went, another reader where
    claims are read otherwise; and all of them where nothing else is found.
    """
    codes = {one.code for one in own}
    for one in whole:
        fits = (
            one.code == "policy"
            or not codes
            or (one.code == "as_of" and codes & _OF_DAYS)
            or (one.code in {"reader", "program"} and codes & _OF_READING)
        )
        own = [*own, one] if fits else own
    return tuple(own) or (cause("unexplained"),)
