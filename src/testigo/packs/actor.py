"""The registry of actors: armed groups and forces of the state, with their names, their countries and their lineage.

Names are looked up word by word and folded, so that *Cártel del Noreste* is found under *cartel del noreste*. A name
that several actors share, or that is also something else (*Zetas*, *the army*), says in which countries it means whom.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

import msgspec

from testigo.model.actor import Sense, meant
from testigo.packs.folding import folded
from testigo.packs.kept import HERE, Drawers, fingerprint, kept

FOLDER = os.path.join(HERE, "actors")
NAME = "actors"
_WORD = re.compile(r"\w+")

ActorType = Literal["armed_group", "military", "police", "other_security"]
Nature = Literal[
    "cartel", "gang", "rebels", "jihadists", "militia", "paramilitary", "vigilantes", "extremists", "mercenaries",
    "army", "navy", "air force", "armed forces", "police", "gendarmerie", "border guards", "intelligence",
    "peacekeepers", "coalition",
]  # fmt: skip
Descent = Literal["split", "merged", "renamed", "armed_wing", "faction", "founded_by", "ally", "rival"]


class Tie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an actor came of another one or stands to it: it split from it, merged out of it, was called so before.

    `date` is a year, or as much of an ISO day as is known.
    """

    kind: Descent
    other: str
    date: str | None = None
    source: str = "unverified"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One actor. `since` and `until` are years; None where unknown, or still active."""

    id: str
    name: str
    type: ActorType
    nature: Nature
    countries: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    lineage: tuple[Tie, ...] = ()
    source: str = "unverified"


Rests = tuple[tuple[tuple[str, ...], tuple[Sense, ...]], ...]
"""Of a first word: the words that follow, longest first, and the senses of the whole."""


class Registry:
    """All actors by id, and all their names by the first word; `begins` are these words."""

    def __init__(self, actors: Mapping[str, Actor], names: Mapping[str, Rests]) -> None:
        self.actors, self.names, self.begins = actors, names, frozenset(names)

    def ancestors(self, actor: str) -> frozenset[str]:
        """Everybody an actor came of, however far back; allies and rivals are no ancestors."""
        found: set[str] = set()
        waiting = [actor]
        while waiting:
            for tie in self.actors[waiting.pop()].lineage:
                if tie.kind in CAME_OF and tie.other not in found:
                    found.add(tie.other)
                    waiting.append(tie.other)
        return frozenset(found)

    def home(self, senses: Iterable[Iterable[Sense]]) -> str | None:
        """The country that the names of a dispatch speak for by themselves: where most of those that mean one actor
        wherever they stand are at home; None where two countries tie.
        """
        plain = (tuple(s) for s in senses)
        sure = {s[0].actor for s in plain if len(s) == 1 and not s[0].countries}
        ranked = Counter(code for actor in sure for code in self.actors[actor].countries).most_common(2)
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


CAME_OF = frozenset({"split", "merged", "renamed", "armed_wing", "faction", "founded_by"})
"""Ties that lead from a younger actor to an older one."""


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, signs left out.

    >>> words_of("al-Qa'ida"), words_of("FARC-EP")
    (('al', 'qa', 'ida'), ('farc', 'ep'))
    """
    return tuple(folded(word) for word in _WORD.findall(name))


def letters_of(name: str) -> str:
    """How each word of a name is written.

    >>> letters_of("the MS-13 gang")
    'luul'
    """
    return "".join(_letter(word) for word in _WORD.findall(name))


def _letter(word: str) -> str:
    if word == word.lower() and not word.isdigit():
        return "l"
    return "u" if word == word.upper() and len(word) > 1 else "c"


def files() -> list[str]:
    """Paths of the registry's files, in the order of their names."""
    return [os.path.join(FOLDER, name) for name in sorted(os.listdir(FOLDER)) if name.endswith(".toml")]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The compiled registry: what stands in each drawer, not yet opened."""

    actors: dict[str, msgspec.Raw]
    names: dict[str, msgspec.Raw]


@cache
def registry() -> Registry:
    """The registry, from its compiled form when that is fresh. Raises PackError with file and line on a fault.

    >>> registry().actors["cartel-del-noreste"].lineage[0].other
    'los-zetas'
    """
    found = kept(NAME, fingerprint(files()), Kept, _compiled)
    return Registry(Drawers(found.actors, Actor), Drawers(found.names, Rests))


def named_in(text: str, day: str | None, country: str | None) -> list[Actor]:
    """Actors that words of a dispatch of a country and an ISO day name, in their order, the longest name first.

    >>> [actor.name for actor in named_in("the army and the National Guard", "2019-11-30", "MX")]
    ['Mexican Army', 'Mexican National Guard']
    """
    words = _WORD.findall(text)
    keys, letters = [folded(word) for word in words], [_letter(word) for word in words]
    known, found, i = registry(), [], 0
    while i < len(keys):
        rests = known.names.get(keys[i], ()) if keys[i] in known.begins else ()
        for rest, senses in rests:
            end = i + 1 + len(rest)
            fitting = [sense for sense in senses if _is_written(sense.letters, letters[i:end])]
            actor = meant(fitting, day, country) if tuple(keys[i + 1 : end]) == rest else None
            if actor:
                found.append(known.actors[actor])
                i = end - 1
                break
        i += 1
    return list(dict.fromkeys(found))


def _is_written(asked: str, letters: list[str]) -> bool:
    """Whether words have the capitals that a name has; more of them than it has do no harm."""
    return all(have == "u" or have == ask or ask == "l" for ask, have in zip(asked, letters, strict=False))


def _compiled() -> Kept:
    from testigo.packs.build_actors import compile_registry, keepable_registry

    return keepable_registry(compile_registry())
