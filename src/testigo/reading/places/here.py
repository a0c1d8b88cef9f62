"""Words that point to where a dispatch was filed: *a bomb went off here on Monday*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    return [_located(home, text, span, number, role) for span, number, role in _pointers(text, spans, body, pack)]


def _pointers(text: str, spans: Sequence[Span], body: int, pack: Language) -> Iterator[tuple[Span, int, Role]]:
    """Where such words stand, one or two in a row, in which sentence, and how the word before leads up to them."""
    known = placewords(pack)
    for number, (start, end) in enumerate(spans):
        words = list(_WORD.finditer(text, max(start, body), end))
        row = ["", "", *(word[0].lower() for word in words)]
        for i, word in enumerate(words, 2):
            if row[i] in known.here:
                yield word.span(), number, known.roles.get(row[i - 1], "at")
            elif f"{row[i - 1]} {row[i]}" in known.here and i > 2:
                yield (words[i - 3].start(), word.end()), number, known.roles.get(row[i - 2], "at")


def _located(home: Located, text: str, span: Span, sentence: int, role: Role) -> Located:
    name = home.toponym.name
    toponym = Toponym(
        span=span, sentence=sentence, name=name, words=name, role=role, candidates=home.meant, pointer=True
    )
    return Located(toponym=toponym, meant=home.meant)
