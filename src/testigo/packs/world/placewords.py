"""What a language pack knows of places: countries and regions by names and people, words that lead up to a place."""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

import msgspec

from testigo.model.toponym import PlaceKind, Role
from testigo.packs.kept import kept
from testigo.packs.language import Language, language, languages
from testigo.packs.world.names import key

_LED_UP_TO: tuple[Role, ...] = ("at", "near", "of", "motion")
_OF_REGION = "-"
"""What stands in an ISO code of a region, and in none of a country."""
_SHORT = 3
"""Letters up to which a region's name is an abbreviation, which only stands behind a place: *Dallas, TX*."""


class Code(msgspec.Struct, frozen=True):
    """A country or region that a word means, by its ISO code; `people` where the word is of its people."""

    code: str
    people: bool = False
    short: bool = False

    @property
    def is_country(self) -> bool:
        """Whether it is a country's code and not a region's."""
        return _OF_REGION not in self.code


class PressWords(msgspec.Struct, frozen=True):
    """The words that only the press of some countries writes, and phrases by their longest word; with the countries."""

    words: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]


class PlaceWords(msgspec.Struct, frozen=True, eq=False):
    """The words, folded: what each means or is for; `heads` are all that say that a named thing is an exact place.

    `joining` are words between a word such as *calle*, where it may stand in small letters, and the name:
    *cementerio de Korum*; `called` those that tell that the name follows. `in_order` are the names of `codes` in
    the order of the alphabet; `leading` are the words that lead up to a place or end what does, and those that
    describe one. `abroad` are parts of a web address that hold news from abroad. `of_quarters` begin the names of
    quarters and go on over *of*; `within` are things that stand in a place, `watch_before` those who look into what
    happened in it, where their word goes before its name; `against` lead up to what is struck. `ways` are streets and
    roads whose name is a detail of the town that a report names; `bound` articles that a hyphen binds to a name
    (*al-Korum*); `of_kind` words between a name and its kind (*Korum Local Government Area*);
    `taken` words for those who were carried off and `out_of` before the place that they were taken out of; `aside`
    words before a preposition that tell where somebody lives, is kept or spoke; `common` what a town has many of;
    `crossing` stand between two streets that cross, `between` before two places, `along` before one street and before
    no house; `taken_to` lead to where somebody is healed; `given` are first names that are words as well; `offices` are
    held over a field, called like no place (*minister of*); `healed` tell that somebody lies in a hospital, or died
    there; `landforms` go before a name that they are a part of (*sierra Korum*, *valle de Korum*); what stands between
    one of `beside` and one of `holding` with a known place is a place in it (*at korum in vandoria*); `coming` begin
    phrases for somebody's coming there; behind the phrases of `of_unknown`, by their last word, a name that no
    gazetteer has is a place (*residents of Korum*); `saints` begin the name of a place, though they are plain words
    (*San Korum*); `happening` says right behind its name what was in a place (*the Korum massacre*); `of_nations` are
    houses that are called after a nation (*the Vandorian embassy*); from `capital` a country or region is ruled, but
    not where one of `no_capital` follows (*capital murder*), or one of `before_no_capital` stands before it (*the
    second capital*, *el capital*).
    """

    codes: Mapping[str, tuple[Code, ...]]
    in_order: tuple[str, ...]
    leading: frozenset[str]
    roles: Mapping[str, Role]
    long_roles: Mapping[str, tuple[tuple[tuple[str, ...], Role], ...]]
    kinds: Mapping[str, tuple[PlaceKind, ...]]
    skip: frozenset[str]
    compass: frozenset[str]
    describing: frozenset[str]
    street: frozenset[str]
    street_before: frozenset[str]
    building: frozenset[str]
    heads: frozenset[str]
    body: frozenset[str]
    watch: frozenset[str]
    of_persons: frozenset[str]
    no_name: frozenset[str]
    wider: frozenset[str]
    owning: tuple[str, ...]
    block: frozenset[str]
    care: frozenset[str]
    healing: frozenset[str]
    press: PressWords
    not_of_unknown: frozenset[str]
    of_unknown: Mapping[str, tuple[tuple[str, ...], ...]]
    saints: frozenset[str]
    happening: frozenset[str]
    of_nations: frozenset[str]
    joining: frozenset[str]
    called: frozenset[str]
    abroad: frozenset[str]
    of_quarters: frozenset[str]
    ways: frozenset[str]
    within: frozenset[str]
    watch_before: frozenset[str]
    against: frozenset[str]
    bound: frozenset[str]
    of_kind: frozenset[str]
    taken: frozenset[str]
    out_of: frozenset[str]
    aside: frozenset[str]
    common: frozenset[str]
    crossing: frozenset[str]
    between: frozenset[str]
    along: frozenset[str]
    taken_to: frozenset[str]
    here: frozenset[str]
    given: frozenset[str]
    offices: frozenset[str]
    healed: frozenset[str]
    landforms: frozenset[str]
    beside: frozenset[str]
    holding: frozenset[str]
    coming: frozenset[str]
    capital: frozenset[str]
    no_capital: frozenset[str]
    before_no_capital: frozenset[str]


@lru_cache(maxsize=8)
def placewords(pack: Language) -> PlaceWords:
    """The words of a pack, put in order once and kept.

    >>> from testigo.packs.language import language
    >>> placewords(language("en")).codes["nigerien"]
    (Code(code='NE', people=True, short=False),)
    """
    return kept(kept_as(pack), pack.version, PlaceWords, partial(arranged, pack))


@lru_cache(maxsize=1)
def words_of_spots() -> frozenset[str]:
    """What names of streets and houses are made of beside their own names, in any language: *block*, *of*, *north*.

    >>> {"avenue", "block", "calle", "of"} <= words_of_spots()
    True
    """
    known = [placewords(language(code)) for code in languages()]
    kinds = ((p.heads, p.block, p.compass, p.skip, p.crossing, p.joining, p.roles, p.kinds) for p in known)
    return frozenset(word for sets in kinds for words in sets for word in words)


def kept_as(pack: Language) -> str:
    """Under which name they are kept."""
    return f"places-{pack.code}"


def arranged(pack: Language) -> PlaceWords:
    """The words of a pack by what each means or is for."""
    places: dict[str, Any] = pack.settings["places"]
    lists: dict[str, str] = places["lists"]
    roles = {word: role for role in _LED_UP_TO for word in _words(places[role])}
    kinds: dict[str, tuple[PlaceKind, ...]] = {}
    for kind, words in places["kinds"].items():
        for word in _words(words):
            kinds[word] = (*kinds.get(word, ()), kind)
    skip, compass = frozenset(_words(places["skip"])), frozenset(_words(places["compass"]))
    before = frozenset(_words(lists["street_before"]))
    street, building = frozenset(_words(lists["street"])), frozenset(_words(lists["building"]))
    codes = _codes(pack.settings["countries"], pack.settings["regions"])
    of_roles, long_roles = {w: role for w, role in roles.items() if " " not in w}, _by_last_word(roles)
    describing = skip | compass | street | building | kinds.keys()
    return PlaceWords(
        codes=codes,
        in_order=tuple(sorted(codes)),
        leading=describing | of_roles.keys() | long_roles.keys(),
        roles=of_roles,
        long_roles=long_roles,
        kinds=kinds,
        skip=skip,
        compass=compass,
        describing=describing,
        street=street,
        street_before=before,
        heads=street | building | before,
        building=building,
        body=frozenset(_words(lists["body"])),
        watch=frozenset(_words(lists["watch"])),
        of_persons=frozenset(_words(lists["of_persons"])),
        owning=tuple(_words(lists["owning"])),
        no_name=frozenset(_words(lists["no_name"])),
        wider=frozenset(map(key, _words(lists.get("wider", "")))),
        block=frozenset(_words(lists["block"])),
        press=_press(places["press"]),
        healing=frozenset(_words(lists["healing"])),
        care=frozenset(_words(lists["care"])),
        not_of_unknown=frozenset(_words(lists["not_of_unknown"])),
        of_unknown=_ends(_words(lists["of_unknown"])),
        saints=frozenset(_words(lists["saints"])),
        happening=frozenset(_words(lists["happening"])),
        of_nations=frozenset(_words(lists.get("of_nations", ""))),
        joining=frozenset(_words(lists.get("joining", ""))),
        called=frozenset(_words(lists.get("called", ""))),
        abroad=frozenset(lists.get("abroad", "").split()),
        of_quarters=frozenset(_words(lists.get("of_quarters", ""))),
        ways=frozenset(_words(lists.get("ways", ""))),
        within=frozenset(_words(lists.get("within", ""))),
        against=frozenset(_words(lists.get("against", ""))),
        watch_before=frozenset(_words(lists.get("watch_before", ""))),
        bound=frozenset(_words(lists.get("bound", ""))),
        of_kind=frozenset(_words(lists.get("of_kind", ""))),
        taken=frozenset(_words(lists.get("taken", ""))),
        out_of=frozenset(_words(lists.get("out_of", ""))),
        aside=frozenset(_words(lists.get("aside", ""))),
        common=frozenset(_words(lists.get("common", ""))),
        crossing=frozenset(_words(lists.get("crossing", ""))),
        between=frozenset(_words(lists.get("between", ""))),
        along=frozenset(_words(lists.get("along", ""))),
        taken_to=frozenset(_words(lists.get("taken_to", ""))),
        here=frozenset(_words(lists.get("here", ""))),
        given=frozenset(_words(lists.get("given", ""))),
        offices=frozenset(_words(lists.get("offices", ""))),
        healed=frozenset(_words(lists.get("healed", ""))),
        landforms=frozenset(_words(lists.get("landforms", ""))),
        beside=frozenset(_words(lists.get("beside", ""))),
        holding=frozenset(_words(lists.get("holding", ""))),
        coming=frozenset(_words(lists.get("coming", ""))),
        capital=frozenset(_words(lists["capital"])),
        no_capital=frozenset(_words(lists["no_capital"])),
        before_no_capital=frozenset(_words(lists.get("before_no_capital", ""))),
    )


def _by_last_word(roles: Mapping[str, Role]) -> dict[str, tuple[tuple[tuple[str, ...], Role], ...]]:
    """Phrases that lead up to a place, under their last word, the longest first."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], Role], ...]] = {}
    for phrase in sorted((w for w in roles if " " in w), key=lambda w: (-w.count(" "), w)):
        words = tuple(phrase.split())
        phrases[words[-1]] = (*phrases.get(words[-1], ()), (words, roles[phrase]))
    return phrases


def _ends(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their last word."""
    ends: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(phrase.split()) for phrase in phrases):
        ends[words[-1]] = (*ends.get(words[-1], ()), words)
    return ends


def _codes(*tables: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[Code, ...]]:
    codes: dict[str, tuple[Code, ...]] = {}
    for table in tables:
        for code, names in table.items():
            for word in names["words"].split():
                short = _OF_REGION in code and (word.endswith(".") or len(word) <= _SHORT)
                codes[key(word)] = (*codes.get(key(word), ()), Code(code, short=short))
            for word in names.get("forms", "").split():
                codes[key(word)] = (*codes.get(key(word), ()), Code(code, people=True))
    return codes


def _press(of_countries: Mapping[str, str]) -> PressWords:
    words: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, written in of_countries.items():
        for spoken in sorted(set(_spoken(written))):
            if " " in spoken:
                longest = max(spoken.split(), key=len)
                phrases[longest] = (*phrases.get(longest, ()), (f" {spoken} ", country))
            else:
                words[spoken] = (*words.get(spoken, ()), country)
    return PressWords(words, phrases)


def _spoken(words: str) -> Iterable[str]:
    """Words as a running text has them for whoever takes what a hyphen joins as two."""
    return (word.replace("-", " ") for word in _words(words))


def _words(words: str) -> Iterable[str]:
    return (word.lower().replace("_", " ") for word in words.split())
