"""A toll over time, drawn with letters: readable at 80 columns, without colour, and in a mail."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from testigo.model.incident import Point

ROWS = 8


def chart(points: Sequence[Point], width: int) -> list[str]:
    r"""The changes of one outcome, each a column, the first on the left; none for fewer than two.

    Below each column stands its best figure, where there is room. Where there are more changes than columns, a column
    is the last of several with the bounds of all, and the legend says of how many.

    >>> days = [("2020-01-01", 2, 2), ("2020-01-04", 3, 7)]
    >>> made = [Point(as_of=day, outcome="killed", low=2, best=n, high=m, dispatch_id="d") for day, n, m in days]
    >>> print("\n".join(chart(made, 40)))
     7 |    :
       |    :
       |    :
       |    :
       |    *
       | *  :
       | |  |
     0 | |  |
       +-------
         2  3
         2020-01-01 to 2020-01-04
         * best   : from low to high
    """
    if len(points) < 2:
        return []
    top = max(max(point.best, point.high or 0) for point in points)
    margin = max(len(f"{top:,}"), 2)
    space = width - margin - 4
    each = -(-len(points) // space)
    shown = [_together(points[at : at + each]) for at in range(0, len(points), each)]
    figures = [f"{point.best:,}" for point in shown]
    wide = max(map(len, figures)) + 2
    told = wide * len(shown) <= space
    step = wide if told else 1
    lines = []
    for row in range(ROWS - 1, -1, -1):
        label = {ROWS - 1: f"{top:,}", 0: "0"}.get(row, "")
        cells = "".join(_sign(point, row, top).ljust(step) for point in shown)
        lines.append(f"{label:>{margin}} | {cells}".rstrip())
    indent = " " * (margin + 3)
    lines.append(f"{' ' * margin} +{'-' * (1 + step * len(shown))}")
    lines += [(indent + "".join(figure.ljust(step) for figure in figures)).rstrip()] if told else []
    lines.append(f"{indent}{points[0].as_of or 'no day'} to {points[-1].as_of or 'no day'}")
    lines.append(indent + _legend(shown, each))
    return lines


def _together(points: Sequence[Point]) -> Point:
    """The last of some changes, as wide as all of them."""
    highs = [point.high for point in points]
    high = None if None in highs else max(high for high in highs if high is not None)
    return msgspec.structs.replace(points[-1], low=min(point.low for point in points), high=high)


def _sign(point: Point, row: int, top: int) -> str:
    """What a column shows in a row."""
    best = _row(point.best, top)
    if row == best:
        return "*"
    if row < _row(point.low, top):
        return "|"
    high = best if point.high is None else _row(point.high, top)
    if row <= high:
        return ":"
    return "^" if point.high is None and row == best + 1 else ""


def _row(value: int, top: int) -> int:
    """The row of a value, 0 at the bottom.

    >>> [_row(value, 20) for value in (0, 10, 20)]
    [0, 4, 7]
    """
    return round(value / top * (ROWS - 1)) if top else 0


def _legend(shown: Sequence[Point], each: int) -> str:
    signs = ["* best"]
    if any(point.low != point.best or point.high not in (point.best, None) for point in shown):
        signs.append(": from low to high")
    if any(point.high is None for point in shown):
        signs.append("^ open above")
    if each > 1:
        signs.append(f"a column is {each} changes")
    return "   ".join(signs)
