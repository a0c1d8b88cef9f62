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
    """Where such words stand, in which sentence, and how the word before one leads up to it."""
    known = placewords(pack)
    for number, (start, end) in enumerate(spans):
        before = ""
        for word in _WORD.finditer(text, max(start, body), end):
            low = word[0].lower()
            if low in known.here:
                yield word.span(), number, known.roles.get(before, "at")
            before = low


def _located(home: Located, text: str, span: Span, sentence: int, role: Role) -> Located:
    name = home.toponym.name
    toponym = Toponym(
        span=span, sentence=sentence, name=name, words=name, role=role, candidates=home.meant, pointer=True
    )
    return Located(toponym=toponym, meant=home.meant)
