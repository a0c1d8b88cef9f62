"""How far apart two points on the Earth are."""

from __future__ import annotations

import math

import msgspec

_EARTH_KM = 6371.0088


class Point(msgspec.Struct, frozen=True, gc=False):
    """A point on the Earth, of which many distances are asked: its latitude in radians with the cosine of that, and its
    longitude in degrees.
    """

    north: float
    cosine: float
    lon: float


def point(lat: float, lon: float) -> Point:
    """A point given in degrees."""
    north = math.radians(lat)
    return Point(north, math.cos(north), lon)


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The great-circle distance of two points given in degrees.

    >>> round(kilometres(28.23, -100.73, 28.70, -100.52))
    56
    """
    return between(point(lat, lon), point(to_lat, to_lon))


def between(one: Point, other: Point) -> float:
    """The great-circle distance of two points in kilometres, on the Earth as a sphere (haversine formula)."""
    half = math.sin((other.north - one.north) / 2) ** 2
    half += one.cosine * other.cosine * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
