"""A sentence as the search for places sees it: its words with their letters, and what the pack knows of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate

import msgspec

from testigo.model.dispatch import Span
from testigo.model.toponym import Candidate, PlaceKind, Role
from testigo.packs.language import Language
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key
from testigo.packs.world.placewords import Code, PlaceWords, placewords

_TOKEN = re.compile(
    r"([A-Za-z]{2}[^\W\d_]*(?:['’-][^\W\d_]+)*\.?"  # nearly every token; all other kinds begin in another way
    r"|['’][^\W\d_]{1,2}(?![^\W_])|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d+(?:[.,]\d+)*(?:[^\W\d_]{2})?|[^\w\s])"
)
_NAMES = {"place", "particle", "nation"}
_TIMES = {"weekday", "month", "weekday_short", "month_short"}
_CLITICS = {"clitic", "apostrophe"}
_NUMBERS = {"num"}
_ARTICLES = {"det", "def", "indef"}
_DESCRIBED = frozenset({"person", "army"})
_SHORT = 3
"""Letters of a country in short."""
_PERSONS = {"title", "leader"}
_SPEAKERS = {"source", "person"}
_VIOLENT = {"harm", "harm_event", "strike", "strike_noun", "meet_noun", "weapon", "armed_ones", "dead", "fate", "body"}
OPENERS = (",", "(")
"""Signs behind which a place around the one before may stand."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """What is known of a token wherever it stands: as printed and in small letters, what it names (without a sign of
    possession) and what that is looked up by, whether it has a capital, whether it is a plain word of the language,
    which no name is, whether it begins with a letter.

    `leads` tells whether it may lead up to a place, or describe one that something before it leads up to; `opens`
    whether a name of a country or region that the pack knows begins with it; `grounds` whether it may say that what
    is named beside it is a street or building.
    """

    raw: str
    low: str
    name: str
    key: str
    capital: bool
    plain: bool
    is_word: bool
    leads: bool
    opens: bool
    grounds: bool

    @property
    def owns(self) -> bool:
        """Whether it has the sign of possession."""
        return self.name != self.raw


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A name on its way to a toponym: words [first, last) of a line, what it may mean, how it stands.

    `lone` is its word in small letters where it has but one: it may be a family name. `doubtful`: nothing but a comma
    beside it speaks for it, or a region that is named elsewhere. `unmarked`: no capital tells it from other words.
    `way`: a street or road, a detail of its town. `address`: a block, or the number of a house. `printed`: the name
    with an article before it, where there is one.
    """

    first: int
    last: int
    name: str
    printed: str = ""
    meant: tuple[Candidate, ...] = ()
    role: Role
    kind: PlaceKind | None = None
    lone: str | None = None
    doubtful: bool = False
    unmarked: bool = False
    way: bool = False
    address: bool = False


class Line(msgspec.Struct, frozen=True):
    """The words of one sentence and where they begin, with the text around them, the pack and the gazetteer."""

    words: tuple[Word, ...]
    starts: tuple[int, ...]
    text: str
    pack: Language
    gazetteer: Gazetteer
    known: PlaceWords
    """What the pack knows of places."""

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, i: int) -> Word:
        return self.words[i]

    def start(self, i: int) -> int:
        """Where a word begins in the text."""
        return self.starts[i]

    def end(self, i: int) -> int:
        """Where a word ends in the text."""
        return self.starts[i] + len(self.words[i].raw)

    def low(self, i: int) -> str:
        """A word in small letters; nothing before the first and behind the last."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def bare(self, i: int) -> str:
        """A word in small letters, without the sign of possession."""
        return self.words[i].name.lower()

    def raw(self, i: int) -> str:
        """A word as printed; nothing before the first and behind the last."""
        return self.words[i].raw if 0 <= i < len(self.words) else ""

    def printed(self, first: int, last: int) -> str:
        """The text from one word to another, which is left out, without the sign of possession."""
        return self.text[self.starts[first] : self.starts[last - 1] + len(self.words[last - 1].name)]

    def codes(self, first: int, last: int) -> tuple[Code, ...]:
        """The countries and regions that the pack knows under this name."""
        return self.known.codes.get(key(self.printed(first, last)), ()) if self.words[first].opens else ()

    def is_people(self, first: int, last: int) -> bool:
        """Whether a name is one of a people, or of what is theirs."""
        codes = self.codes(first, last)
        return bool(codes) and (any(code.people for code in codes) or self._is_before_its_people(first, last))

    def _is_before_its_people(self, first: int, last: int) -> bool:
        """Whether a country in short stands for its people's name: *U.S. soldiers*, *the UK embassy*."""
        name = self.printed(first, last)
        short = name.isupper() and len(key(name)) <= _SHORT
        behind = self.low(last)
        return short and (behind in self.known.building or bool(_DESCRIBED & classes(behind, self.pack)))

    def is_of_a_people(self, i: int) -> bool:
        """Whether a word tells of a people or a faith, by which nothing is called: *Buddhist*."""
        return "nation" in classes(self.low(i), self.pack)

    def is_article(self, i: int) -> bool:
        """Whether a word is *a*, *the* or one like them: what follows is a thing."""
        return bool(_ARTICLES & classes(self.low(i), self.pack))

    def is_indefinite(self, i: int) -> bool:
        """Whether a word is *a* or one like it: what follows is one thing of many."""
        return "indef" in classes(self.low(i), self.pack)

    def is_clitic(self, i: int) -> bool:
        """Whether a word is a sign of possession that stands by itself."""
        return bool(_CLITICS & classes(self.low(i), self.pack))

    def owns(self, i: int) -> bool:
        """Whether a word has a sign of possession, or one stands by itself behind it."""
        return self.words[i].owns or (i + 1 < len(self.words) and self.is_clitic(i + 1))

    def tells_time(self, i: int) -> bool:
        """Whether a word is a day or a month, or what is theirs (*Monday's*)."""
        return 0 <= i < len(self.words) and bool(_TIMES & classes(self.words[i].name.lower(), self.pack))

    def is_number(self, i: int) -> bool:
        """Whether a word is a number."""
        return bool(_NUMBERS & classes(self.low(i), self.pack))

    def tells_of_violence(self) -> bool:
        """Whether a word of the line tells of violence, or of whom it met or who bears arms."""
        return any(_VIOLENT & classes(word.low, self.pack) for word in self.words)

    def joins(self, i: int) -> bool:
        """Whether a word may stand within a name without a capital (*San Juan de los Lagos*)."""
        return "particle" in classes(self.low(i), self.pack)

    def leads_person(self, i: int) -> bool:
        """Whether a name behind a word is somebody's: *Mr. Jordan*, *spokesman Jordan*."""
        low = self.low(i)
        if low.rstrip(".") in self.known.of_persons:
            return True
        found = classes(low, self.pack) or classes(low.rstrip("."), self.pack)
        return bool(_PERSONS & found) or found >= _SPEAKERS


def line_of(text: str, span: Span, pack: Language, gazetteer: Gazetteer) -> Line:
    """The line of a sentence."""
    pieces = _TOKEN.split(text[slice(*span)])  # what lies between the tokens, and at odd places the tokens
    edges = tuple(accumulate(map(len, pieces), initial=span[0]))
    words = tuple([_word(raw, pack) for raw in pieces[1::2]])
    return Line(words, edges[1:-1:2], text, pack, gazetteer, placewords(pack))


def without_owner(name: str, known: PlaceWords) -> str:
    """A name without the sign of possession that the pack knows.

    >>> from testigo.packs import language
    >>> without_owner("Korum's", placewords(language("en")))
    'Korum'
    """
    sign = next((s for s in known.owning if name.endswith(s) and len(name) > len(s)), "")
    return name[: len(name) - len(sign)]


@lru_cache(maxsize=20_000)
def classes(low: str, pack: Language) -> frozenset[str]:
    """The classes of a word that the pack knows; none of any other."""
    word = pack.lexicon.word(low)
    return frozenset() if word is None else pack.lexicon.classes_of(word.symbol)


@lru_cache(maxsize=20_000)
def _word(raw: str, pack: Language) -> Word:
    """What is known of a token; only an abbreviation keeps its full stop."""
    stops = len(raw) > 1 and raw[-1] == "." and raw.count(".") == 1
    stem = raw[:-1] if stops and raw[:-1].lower() not in pack.settings["abbreviations"] else raw
    known = placewords(pack)
    name, low = without_owner(stem, known), stem.lower().replace("’", "'")
    last, letters = stem.rpartition("-")[2], key(name)
    bound = stem.partition("-")[0] in known.bound  # *al-Korum*
    capital = (stem[0].isupper() or bound) and not last[:1].islower()  # *Korum-based* is no name
    return Word(
        raw=stem,
        low=low,
        name=name,
        key=letters,
        capital=capital,
        plain=is_plain(name, pack),
        is_word=stem[0].isalpha(),
        leads=capital or "-" in low or low in known.leading or letters in known.codes,
        opens=_opens(letters, known),
        grounds=low in known.kinds or low in known.block or not known.heads.isdisjoint((low, low.rstrip("."))),
    )


def _opens(letters: str, known: PlaceWords) -> bool:
    at = bisect_left(known.in_order, letters)
    return at < len(known.in_order) and known.in_order[at].startswith(letters)


def is_plain(name: str, pack: Language) -> bool:
    """Whether a word is one of the language, which no name is."""
    low, known = name.lower().rstrip("."), placewords(pack)
    if low in known.no_name or low in known.kinds or low in known.compass:
        return True
    found = classes(low, pack)
    return bool(found) and not found & _NAMES
