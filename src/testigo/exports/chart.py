"""The curve of one outcome as lines of a drawing: what was known from when on. Coordinates are those of an SVG."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from testigo.model.incident import Point

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 700, 28, 184
_GRID = 4
_LABELS = 8
"""Days that are labelled, at most."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A word at a place of the drawing."""

    x: float
    y: float
    label: str
    anchor: str = "middle"


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing: a band from low to high, a line of the best figure, the changes as dots. `told` says it in words."""

    title: str
    told: str
    band: str
    line: str
    dots: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    days: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def chart(title: str, points: Sequence[Point]) -> Chart | None:
    """The drawing of one outcome's points, in their order; None for fewer than two, which have no course.

    An open high is drawn at the highest figure of all.

    >>> chart("killed", []) is None
    True
    """
    if len(points) <= 1:
        return None
    top = max(max(point.best, point.high or 0) for point in points) or 1
    step = (RIGHT - LEFT) / len(points)
    x = [LEFT + step * n for n in range(len(points) + 1)]
    best = [_y(point.best, top) for point in points]
    low = [_y(point.low, top) for point in points]
    high = [_y(top if point.high is None else point.high, top) for point in points]
    every = -(-len(points) // _LABELS)
    return Chart(
        title=title,
        told=f"{title}: " + ", ".join(f"{point.best} from {_day(point)}" for point in points),
        band=_outline(x, high, low),
        line=_steps(x, best),
        dots=tuple(Mark(x=_round(at), y=y, label=str(p.best)) for at, y, p in zip(x[:-1], best, points, strict=True)),
        grid=tuple(_line(n * top / _GRID, top) for n in range(_GRID + 1) if n * top % _GRID == 0),
        days=tuple(
            Mark(x=_round(x[n]), y=HEIGHT, label=_day(point), anchor="middle")
            for n, point in enumerate(points)
            if n % every == 0
        ),
    )


def _day(point: Point) -> str:
    return (point.as_of or "")[:10] or "no day"


def _y(count: float, top: int) -> float:
    return _round(BOTTOM - (BOTTOM - TOP) * count / top)


def _round(at: float) -> float:
    return round(at, 1)


def _line(count: float, top: int) -> Mark:
    return Mark(x=LEFT, y=_y(count, top), label=f"{count:.0f}")


def _steps(x: Sequence[float], y: Sequence[float]) -> str:
    """A line that stands until the next change."""
    parts = [f"M{_round(x[0])} {y[0]}"]
    for n, height in enumerate(y):
        parts.append(f"V{height}H{_round(x[n + 1])}")
    return "".join(parts)


def _outline(x: Sequence[float], above: Sequence[float], below: Sequence[float]) -> str:
    back = "".join(f"V{below[n]}H{_round(x[n])}" for n in range(len(below) - 1, -1, -1))
    return f"{_steps(x, above)}{back}Z"
