"""Of which country's press a report is, by words that no other one writes: *the sheriff's deputies*, *five lakh*."""

from __future__ import annotations

import re

from testigo.packs.language import Language
from testigo.packs.world.placewords import placewords

_WORD = re.compile(r"[\w'’]+")
_LEAST = 2
"""Different words that tell enough."""
_LEAD = 2
"""How often as many as for any other country."""


def country_of_press(text: str, pack: Language) -> str | None:
    """The country whose words a text has, at least two different ones and twice as many as of any other; else None.

    >>> from testigo.packs import language
    >>> country_of_press("Sheriff's deputies called it a felony.", language("en"))
    'US'
    """
    words = {word.replace("’", "'") for word in _WORD.findall(text.lower())}
    counted = sorted(((len(words & own), country) for country, own in placewords(pack).press.items()), reverse=True)
    if not counted or counted[0][0] < _LEAST:
        return None
    clear = len(counted) == 1 or counted[0][0] >= _LEAD * counted[1][0]
    return counted[0][1] if clear else None
