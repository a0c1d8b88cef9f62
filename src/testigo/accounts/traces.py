"""The trace of each account: what is rare in its words, as hashes, and a sample of the wording of the whole text.

The sample is the smallest hashes of all turns of phrase: of two texts the share of equal ones among the smallest of
both estimates how much of their wording is the same (Broder 1997, *On the resemblance and containment of documents*;
source: unverified). Numbers take no part in it, so that a copy with numerals for words is a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from testigo.model.account import Account
from testigo.model.claim import Toll
from testigo.model.dispatch import Span
from testigo.model.trace import Trace, marking, smallest
from testigo.packs.folding import folded
from testigo.packs.language import Language
from testigo.packs.world.placewords import words_of_spots

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_WORDS, _PAIRS, _TOWNS, _SAMPLE = 48, 40, 6, 32
"""How many hashes of each kind are kept: of more than these the smallest."""
_TURN = 5
"""Words of a turn of phrase."""


class _Named(msgspec.Struct, frozen=True):
    """A name or a number in the text; `pair` where it stands beside the name before it."""

    start: int
    word: str
    pair: str | None = None


class Worded(msgspec.Struct, frozen=True):
    """A text with its sentences, and the stretches that name what many reports share: countries, regions, known actors.

    What these have in common is compared by itself, and no name of them is rare. `towns` are the stretches that name
    one.
    """

    text: str
    sentences: Sequence[Span]
    shared: Iterable[Span] = ()
    towns: Iterable[Span] = ()


def traced(
    accounts: Sequence[Account], tolls: Iterable[Toll], told: Worded, homes: Sequence[str], pack: Language
) -> tuple[Account, ...]:
    """Accounts with their traces.

    `homes` names for each sentence the account it speaks of; what stands in none is told of the first account.
    """
    if not accounts:
        return ()
    by_account: dict[str, list[_Named]] = {account.id: [] for account in accounts}
    for named, home in _at_home(_named(told, pack), told.sentences, homes, accounts[0].id):
        by_account[home].append(named)
    by_towns: dict[str, set[str]] = {account.id: set() for account in accounts}
    for town, home in _at_home(_towns(told), told.sentences, homes, accounts[0].id):
        by_towns[home].add(town.word)
    counted = tuple(tolls)
    traces = (
        _trace(account, by_account[account.id], counted, *_wording(told.text, pack, number))
        for number, account in enumerate(accounts)
    )
    return tuple(
        replace(account, trace=replace(trace, towns=smallest(by_towns[account.id], _TOWNS)))
        for account, trace in zip(accounts, traces, strict=True)
    )


def _towns(told: Worded) -> Iterator[_Named]:
    """The towns that a text names, in its order, each by the word that marks it; *the market of Korum* by its town."""
    for start, end in sorted(told.towns):
        words = (word for word in _WORD.findall(folded(told.text[start:end])) if word not in words_of_spots())
        if word := marking(" ".join(words)):
            yield _Named(start, word)


def names_in(text: str, pack: Language, traces: frozenset[str]) -> frozenset[str]:
    """The names and numbers of a text that stand in some traces, folded, with the pairs of names side by side."""
    found = tuple(_named(Worded(text, ()), pack))
    names = {one.word for one in found} | {one.pair for one in found if one.pair}
    return frozenset(name for name in names if name and smallest({name}, 1) in traces)


def _trace(account: Account, named: Sequence[_Named], tolls: Sequence[Toll], sketch: str, length: int) -> Trace:
    return Trace(
        words=smallest({one.word for one in named}, _WORDS),
        pairs=smallest({one.pair for one in named if one.pair}, _PAIRS),
        names=tuple(sorted(_full_names(account, tolls))),
        quotes=tuple(sorted(_media(account, tolls))),
        sketch=sketch,
        length=length,
    )


def _full_names(account: Account, tolls: Iterable[Toll]) -> set[str]:
    counted = {name.text for toll in tolls if toll.account == account.id for name in toll.names}
    persons = {side.text for side in (*account.perpetrators, *account.targets) if side.kind == "person"}
    return {" ".join(name.split()) for name in counted | persons if len(name.split()) > 1}


def _media(account: Account, tolls: Iterable[Toll]) -> set[str]:
    speakers = (speaker for toll in tolls if toll.account == account.id for speaker in toll.attribution)
    return {speaker.text for speaker in speakers if speaker.kind == "media"}


def _at_home(
    named: Iterable[_Named], sentences: Sequence[Span], homes: Sequence[str], first: str
) -> Iterator[tuple[_Named, str]]:
    """Each name with the account of the sentence it stands in."""
    number = 0
    for one in named:
        while number < len(sentences) and sentences[number][1] <= one.start:
            number += 1
        inside = number < len(sentences) and sentences[number][0] <= one.start
        yield one, homes[number] if inside else first


def _named(told: Worded, pack: Language) -> Iterator[_Named]:
    """Numbers, and words with a capital that the text nowhere writes without one, in their order.

    Words that any report may have, as the names of offices, days, regions, are passed over; two of them make no pair.
    """
    text, shared = told.text, {at for start, end in told.shared for at in range(start, end)}
    small = set(filter(str.islower, _WORD.findall(text)))
    plain = _plain(pack)
    before, was_plain, ended = None, False, 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word in small:
            continue
        start, end = match.span()
        if word[0].isdigit():
            yield _Named(start, word)
        is_name = word[0].isupper() and len(word) > 1 and word.lower() not in small
        if not is_name:
            continue
        key = folded(word)
        is_plain = start in shared or key in plain
        beside = before is not None and text[ended:start] == " " and not (was_plain and is_plain)
        if beside or not is_plain:
            yield _Named(start, "" if is_plain else key, f"{before} {key}" if beside else None)
        before, was_plain, ended = key, is_plain, end


@lru_cache(maxsize=8)
def _plain(pack: Language) -> frozenset[str]:
    return frozenset(folded(" ".join(pack.settings["plain_names"])).split())


def _wording(text: str, pack: Language, number: int) -> tuple[str, int]:
    """The sample of the wording and the number of its turns of phrase, for the first account."""
    if number:
        return "", 0
    found = _WORD.findall(folded(text))
    numerals = {word for word in set(found) if _counts(word, pack)}
    words = [word for word in found if word not in numerals]
    turns = set(map(" ".join, zip(*(words[i:] for i in range(_TURN)), strict=False)))
    if words and not turns:
        turns = {" ".join(words)}
    return smallest(turns, _SAMPLE), len(turns)


@lru_cache(maxsize=20_000)
def _counts(word: str, pack: Language) -> bool:
    if word[0].isdigit():
        return True
    known = pack.lexicon.word(word)
    return known is not None and known.symbol in _numerals(pack)


@lru_cache(maxsize=8)
def _numerals(pack: Language) -> str:
    return pack.lexicon.having("num")
