"""Words that point to where a dispatch was filed: *a bomb went off here on Monday*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from testigo.model.dispatch import Span
from testigo.model.toponym import Located, Role, Toponym
from testigo.packs.language import Language
from testigo.packs.world.placewords import placewords

_WORD = re.compile(r"[^\W\d_]+")


def pointed_at(text: str, spans: Sequence[Span], body: int, pack: Language, places: Sequence[Located]) -> list[Located]:
    """The dateline's smallest place for each word behind `body` that points to it; none without one."""
    filed = [p for p in places if p.toponym.role == "dateline" and p.place]
    if not filed:
        return []
    home = next((p for p in filed if p.place and p.place.kind == "settlement"), filed[0])
    found = sorted(_pointers(text, spans, body, pack))
    return [_located(home, text, span, number, role) for span, number, role in found]


def _pointers(text: str, spans: Sequence[Span], body: int, pack: Language) -> Iterator[tuple[Span, int, Role]]:
    """Where such words stand, one or two in a row, in which sentence, and how the word before leads up to them."""
    known = placewords(pack)
    for number, (start, end) in enumerate(spans):
        words = [(word[0].lower(), word.span()) for word in _WORD.finditer(text, max(start, body), end)]
        pairs = [(f"{one} {two}", (begin, behind)) for (one, (begin, _)), (two, (_, behind)) in pairwise(words)]
        for i, (low, span) in (*enumerate(words), *enumerate(pairs)):
            if low in known.here:
                before = words[i - 1][0] if i else ""
                yield span, number, known.roles.get(before, "at")


def _located(home: Located, text: str, span: Span, sentence: int, role: Role) -> Located:
    name = home.toponym.name
    toponym = Toponym(
        span=span, sentence=sentence, name=name, words=name, role=role, candidates=home.meant, pointer=True
    )
    return Located(toponym=toponym, meant=home.meant)
