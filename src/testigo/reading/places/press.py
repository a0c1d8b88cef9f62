"""Of which country's press a report is: by words that no other one writes (*the sheriff's deputies*, *five lakh*), else
by the address under which it was published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from testigo.model.toponym import Candidate
from testigo.packs.agency import agencies
from testigo.packs.language import Language
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.placewords import placewords
from testigo.reading.places.line import is_plain

_WORD = re.compile(r"[\w'’]+")
_LEAST = 2
"""What tells enough: two different words, or a phrase."""
_NUMBER, _ANY_NUMBER = re.compile(r"\d+"), "0"
"""What stands for any number in a phrase (*the 1200 block of*)."""
_WORD_TELLS, _PHRASE_TELLS = 1, 2
_HOST = re.compile(r"https?://([^/:?#]+)", re.IGNORECASE)
_SHORTEST = 4
"""Letters of a town's name within that of its paper."""
_OF_A_PAPER = 50_000
"""People of a town that has a paper of its own."""
_LEAD = 2
"""How often as many as for any other country."""
_ADDRESS = re.compile(r"https?://(?:[^/?#]*\.)?([a-z]{2})(?::\d+)?(?:/([^?#]*)|[?#]|\Z)", re.IGNORECASE)
"""A web address whose host ends as those of a country may; with its path."""


def country_of_press(text: str, pack: Language, url: str | None = None) -> str | None:
    """The country whose words a text has, at least two different ones or a phrase, and twice as many as of any other;
    else that of its address; else None.

    >>> from testigo.packs import language
    >>> country_of_press("Sheriff's deputies called it a felony.", language("en"))
    'US'
    >>> country_of_press("Two men were shot.", language("en"), "https://news.example.ug/crime/17")
    'UG'
    >>> country_of_press("Two men were shot.", language("en"), "https://news.example.ug/world/17")
    """
    counted = sorted(((count, country) for country, count in _told(text, pack).items()), reverse=True)
    told = [counted[0]] if counted and counted[0][0] >= _LEAST else []
    clear = len(counted) == 1 or any(most >= _LEAD * counted[1][0] for most, _ in told)
    return told[0][1] if told and clear else _country_of_address(url or "", pack)


def town_of_press(url: str | None, country: str | None, pack: Language, gazetteer: Gazetteer) -> str | None:
    """The town or region that a local paper has in its name, as its address spells it; None where it has none.

    >>> from testigo.packs import language
    >>> from testigo.packs.world.gazetteer import gazetteer
    >>> town_of_press("https://www.elfarodezacatecas.com.mx/local/17", "MX", language("es"), gazetteer())
    'zacatecas'
    >>> town_of_press("https://www.elfarodemexico.com.mx/local/17", "MX", language("es"), gazetteer())
    """
    names = (name for label in _labels(url or "") for name in _behind_joints(label, placewords(pack).joining))
    known = (name for name in names if not is_plain(name, pack))
    return next((name for name in known if _is_of_a_paper(gazetteer.folded(name), country)), None)


def _labels(url: str) -> list[str]:
    host = _HOST.match(url)
    return host[1].lower().split(".") if host else []


def _behind_joints(label: str, joints: frozenset[str]) -> Iterator[str]:
    """What stands behind each small word in a name that is written as one word, the longest first."""
    ends = sorted({m.end() for joint in joints for m in re.finditer(re.escape(joint), label)})
    return (label[end:] for end in ends if len(label) - end >= _SHORTEST)


def _is_of_a_paper(meant: Sequence[Candidate], country: str | None) -> bool:
    """Whether a name is that of a region or town of a country, and not the country's own."""
    inland = [c for c in meant if c.country == country]
    known = any(c.kind == "admin1" or c.population >= _OF_A_PAPER for c in inland)
    return known and all(c.kind != "country" for c in inland)


def _told(text: str, pack: Language) -> Counter[str]:
    """What the words and phrases of each country that stand in a text tell."""
    known, told = placewords(pack).press, Counter[str]()
    running = _WORD.findall(text.lower().replace("’", "'"))
    printed = f" {_NUMBER.sub(_ANY_NUMBER, ' '.join(running))} "
    for word in known.words.keys() & running:
        told.update(dict.fromkeys(known.words[word], _WORD_TELLS))
    for word in known.phrases.keys() & printed.split():
        for phrase, country in known.phrases[word]:
            told[country] += _PHRASE_TELLS if phrase in printed else 0
    return told


def _country_of_address(url: str, pack: Language) -> str | None:
    """The country whose domain an address is in; None for its pages of news from abroad."""
    address = _ADDRESS.match(url)
    if address is None:
        return None
    end, path = address[1].lower(), (address[2] or "").lower()
    if not placewords(pack).abroad.isdisjoint(path.split("/")):
        return None
    code = agencies().domains.get(end, end.upper())
    return code if code in pack.settings["countries"] else None
