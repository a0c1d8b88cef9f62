"""Where a reported tally counts: the country, and how much of it."""

from __future__ import annotations

import msgspec

from testigo.model.circumstance import Place
from testigo.model.tally import CountryBy, Extent
from testigo.packs.world.gazetteer import gazetteer


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place as tallies are compared by it; `extent` is None where no place is told."""

    extent: Extent | None = None
    country: str | None = None
    country_by: CountryBy | None = None
    admin1: str | None = None


def where(name: str | None, news: Place = Place(), dateline: str | None = None) -> Where:  # noqa: B008 - frozen
    """What a name means: countries and regions before settlements, and nothing where several countries have it.

    Without a place of its own the country is that of the dispatch's news, else of its dateline: likely, and said so.

    >>> where("México").extent, where("Coahuila").admin1, where("Georgia").country
    ('country', 'Coahuila', None)
    >>> where(None, Place(country="MX"))
    Where(extent=None, country='MX', country_by='news', admin1=None)
    """
    if name is None and news.country:
        return Where(country=news.country, country_by="news")
    if name is None:
        filed = where(dateline).country if dateline else None
        return Where(country=filed, country_by="dateline" if filed else None)
    found = gazetteer().named(name)
    large = [one for one in found if one.kind in ("country", "admin1")]
    named = large or list(found)
    countries = {one.country for one in named}
    if len(countries) != 1:
        return Where(extent="other")
    (country,) = countries
    if any(one.kind == "country" for one in large):
        return Where(extent="country", country=country, country_by="place")
    regions = {one.name for one in large if one.main} or {one.name for one in large}
    if len(regions) == 1:
        return Where(extent="admin1", country=country, country_by="place", admin1=regions.pop())
    return Where(extent="other", country=country, country_by="place")
