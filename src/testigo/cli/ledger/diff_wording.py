"""A difference between two releases in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from testigo.exports.releases.change import Bounds, Cause, Change, Diff, Kind

_HEADS: dict[Kind, str] = {
    "went": "Went: the older release has them, the newer has not",
    "came": "Came: the newer release has them, the older had not",
    "changed": "Changed",
}
_SHOWN = 3
"""How many names a reason is printed with."""


def diff_lines(found: Diff) -> Iterator[str]:
    """Everything that differs, what went first."""
    old, new = found.old, found.new
    counted = Counter(change.kind for change in found.changes)
    same = new.incidents - counted["came"] - counted["changed"]
    if not found.changes:
        yield f"No incident differs between release {old.version} and release {new.version}: {same:,} are the same."
    else:
        yield (
            f"From release {old.version} to release {new.version}: {counted['came']:,} came, {counted['went']:,} went, "
            f"{counted['changed']:,} changed, {same:,} are the same."
        )
    if found.circumstances:
        yield "Between the two as wholes:"
        yield from (f"  {cause.sentence}" for cause in found.circumstances)
    if found.changes:
        yield "Figures are lowest / best / highest."
    for kind, head in _HEADS.items():
        some = [change for change in found.changes if change.kind == kind]
        if some:
            yield from ("", head)
            yield from (line for change in some for line in _change(change, found.circumstances))


def _change(change: Change, told: Sequence[Cause]) -> Iterator[str]:
    """An incident; a reason that holds for the whole and was told is told again only where there is no other."""
    yield f"  {change.incident_id}  {', '.join(change.what)}"
    for figure in change.figures:
        yield f"    {figure.outcome} ({figure.people}): {_bounds(figure.old)} -> {_bounds(figure.new)}"
    for field in change.fields:
        yield f"    {field.field}: {field.old or 'not stated'} -> {field.new or 'not stated'}"
    own = [cause for cause in change.causes if cause not in told]
    yield from (f"    because: {_cause(cause)}" for cause in own or change.causes)


def _bounds(found: Bounds | None) -> str:
    """A figure in a few characters.

    >>> _bounds(Bounds(low=4, best=5, high=None)), _bounds(None)
    ('4 / 5 / open', 'not stated')
    """
    if found is None:
        return "not stated"
    return f"{found.low:,} / {found.best:,} / {'open' if found.high is None else format(found.high, ',')}"


def _cause(cause: Cause) -> str:
    """A reason with what it is about.

    >>> _cause(Cause(code="joined", sentence="reports moved", about=("i1", "i2", "i3", "i4")))
    'reports moved: i1, i2, i3 and 1 more'
    """
    rest = len(cause.about) - _SHOWN
    about = ", ".join(cause.about[:_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")
    return f"{cause.sentence}: {about}" if about else cause.sentence
