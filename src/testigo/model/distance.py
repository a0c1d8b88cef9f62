"""How far apart two points on the Earth are."""

from __future__ import annotations

import math

_EARTH_KM = 6371.0088


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The great-circle distance of two points given in degrees, on the Earth as a sphere (haversine formula).

    >>> round(kilometres(28.23, -100.73, 28.70, -100.52))
    56
    """
    north, south = math.radians(lat), math.radians(to_lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
