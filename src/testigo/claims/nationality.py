"""Of which country people are said to be: *three Filipino sailors*."""

from __future__ import annotations

from functools import cache

from testigo.model.reading import Group
from testigo.packs.folding import folded
from testigo.packs.language import Language


def nationality(group: Group, pack: Language) -> str | None:
    """The ISO 3166-1 code of the only country whose people the words of a group name; None where they name none, or
    several.

    >>> from testigo.packs.language import language
    >>> from testigo.model.quantity import Quantity
    >>> sailors = Group("counted", Quantity(3, 3), "civilians", "sailors", (0, 22), words=("filipino", "sailors"))
    >>> nationality(sailors, language("en"))
    'PH'
    """
    known = _nations(pack)
    found = {known[word] for word in group.words if word in known}
    return found.pop() if len(found) == 1 else None


@cache
def _nations(pack: Language) -> dict[str, str]:
    """The countries by what their people are called; a name that two countries share is left out."""
    named: dict[str, set[str]] = {}
    for code, country in pack.settings["countries"].items():
        short = (word for word in country["words"].split() if word.isupper())  # *U.S. soldiers*
        for word in (*country.get("forms", "").split(), *short):
            named.setdefault(folded(word), set()).add(code)
    return {name: codes.pop() for name, codes in named.items() if len(codes) == 1}
