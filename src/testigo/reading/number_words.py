"""The grammar of whole numbers: figures, number words, and both together (*3 hundred and 21*, *2.5 million*)."""

from __future__ import annotations

import re

from testigo.packs.language import Language
from testigo.reading.units import Units

_LONGEST = 15
"""Digits of the longest figure that is read as a number; nothing that counts people is longer."""
_GROUP = 3
"""Digits of a group of thousands."""
Read = tuple[int, int | None]
"""Where a number ends, and its value: None for a fraction or an endless figure."""


class NumberWords:
    """What the words of a pack make of a run of units that begins with a number."""

    def __init__(self, pack: Language) -> None:
        having = pack.lexicon.having
        self.unit, self.tens, self.hundred = having("num.unit"), having("num.tens"), having("num.hundred")
        self.scale, self.dozen, self.digits = having("num.scale"), having("num.dozen"), having("digits")
        self.half, self.indef, self.many_dozens = having("num.half"), having("indef"), having("num.dozens")
        self.hundreds, self.inner = having("num.hundreds"), having("num.inner")
        self.behind_hundreds, self.behind_tens = having("num.behind_hundreds"), having("num.behind_tens")
        self.joint, self.figure_with_scale = having("and"), having("code")
        self.lesser = self.hundred + self.dozen
        self.scaling = self.scale + self.lesser
        words = self.unit + self.tens + self.hundreds + self.scaling + self.half
        self.beginnings = words + self.digits + self.figure_with_scale
        self.starter = re.compile(f"[{self.beginnings}]")
        self.thousands = f"[{re.escape(pack.settings['thousands'])}]"
        decimal = f"[{re.escape(pack.settings['decimal'])}]"
        self.goes_on_behind_scale = pack.settings.get("figures_behind_scales", False)
        self.whole = re.compile(rf"\d{{1,3}}(?:{self.thousands}\d\d\d)+|\d+")
        self.broken = rf"(\d+){decimal}(\d+)"
        self.suffixes: dict[str, int] = pack.settings["number_suffixes"]
        self.suffixed = rf"(\d+(?:{decimal}\d+)?)({'|'.join(self.suffixes)})"

    def parse(self, units: Units, i: int) -> Read:
        """The end of the number that begins at i, and its value."""
        symbol = units.symbols[i]
        if symbol in self.half:
            return self._half(units, i)
        if symbol in self.figure_with_scale:
            return i + 1, self._with_suffix(units.norm[i])
        if symbol not in self.digits:
            return self._words(units, i, 0)
        last, value = self._figures(units, i)
        if value is None or last == i + 1 or units.symbols[last - 1] in self.digits:
            return last, value
        return self._words(units, last, value)

    def rounded(self, units: Units, first: int, last: int) -> bool:
        """Whether a number is as good as round: one of dozens, or *half a hundred*."""
        halved = units.symbols[first] in self.half
        round_words = self.dozen + self.hundred if halved else self.dozen
        return any(units.symbols[k] in round_words for k in range(first, last))

    def _figures(self, units: Units, i: int) -> Read:
        """A figure with what scales it right behind: *3 hundred*, *2.5 million*, *3 dozens*."""
        text = units.norm[i]
        if len(text) > _LONGEST:
            return i + 1, None
        groups = self._groups(units, i)
        if groups > i + 1:
            return groups, int("".join(units.norm[i:groups]))
        scale = self._scale(units, i + 1)
        last = i + 1 + (scale > 1)
        if self.whole.fullmatch(text):
            return last, int(re.sub(self.thousands, "", text)) * scale
        return last, self._scaled(text, scale) if scale > 1 else None

    def _groups(self, units: Units, i: int) -> int:
        """The end of a figure whose thousands stand apart: *2 314 567*; one group alone is sure only in *40 000*."""
        last = i + 1
        while last < len(units) and self._is_group(units, last):
            last += 1
        sure = last - i > 2 or (last - i == 2 and set(units.norm[i + 1]) == {"0"})
        return last if sure and len(units.norm[i]) <= _GROUP and units.norm[i].isdigit() else i + 1

    def _is_group(self, units: Units, i: int) -> bool:
        near = units.start[i] == units.end[i - 1] + 1
        return near and units.symbols[i] in self.digits and len(units.norm[i]) == _GROUP and units.norm[i].isdigit()

    def _scaled(self, number: str, scale: int) -> int | None:
        broken = re.fullmatch(self.broken, number)
        if broken is None:
            return int(number) * scale if number.isdigit() else None
        tenths: int = 10 ** len(broken[2])
        return int(broken[1]) * scale + int(broken[2]) * scale // tenths

    def _with_suffix(self, text: str) -> int | None:
        """*10k*, *2.5mn*."""
        found = re.fullmatch(self.suffixed, text)
        return self._scaled(found[1], self.suffixes[found[2]]) if found else None

    def _scale(self, units: Units, i: int) -> int:
        if i >= len(units):
            return 1
        if units.symbols[i] in self.scaling + self.many_dozens:
            return int(units.values[i]["value"])
        return self.suffixes.get(units.norm[i], 1)

    def _half(self, units: Units, i: int) -> Read:
        """*Half a million*, *half a dozen*; half of anything else is no number."""
        at = i + 2 if i + 1 < len(units) and units.symbols[i + 1] in self.indef else i + 1
        inside = at < len(units) and units.symbols[at] in self.scaling
        return (at + 1, self._scale(units, at) // 2) if inside else (i + 1, None)

    def _words(self, units: Units, i: int, before: int) -> Read:
        """Number words from i on, which go on with what a figure before them says."""
        total, part = (0, before) if before % 1000 else (before, 0)
        last, fresh = i, True
        while i < len(units):
            symbol = units.symbols[i]
            if symbol in self.unit and fresh:
                part, fresh = part + units.values[i]["value"], False
            elif symbol in self.inner and fresh and (part or total):
                part, fresh = part + 1, False
            elif symbol in self.hundreds and fresh and not part:
                part = int(units.values[i]["value"])
            elif symbol in self.many_dozens and part:
                part, fresh = part * units.values[i]["value"], True
            elif symbol in self.tens and fresh and part % 100 == 0:
                part, fresh = part + units.values[i]["value"], True
            elif symbol in self.digits and (figure := self._figure_within(units, i, part, total)):
                part, fresh = part + figure, True
            elif symbol in self.lesser:
                part, fresh = max(part, 1) * units.values[i]["value"], True
            elif symbol in self.scale:
                total, part, fresh = _raised(total, part, int(units.values[i]["value"])), 0, True
            elif halved := self._and_a_half(units, i, total, part):
                return halved
            elif (last or before) and self._joins(units, i, part or total):
                i += 1
                continue
            else:
                break
            i += 1
            last = i
        return last, total + part

    def _figure_within(self, units: Units, i: int, part: int, total: int) -> int:
        """A figure inside a number of words: before *hundred* behind a scale, or after *and* behind a hundred."""
        text = units.norm[i]
        if not text.isdigit() or len(text) > _GROUP or (len(text) == _GROUP and not self.goes_on_behind_scale):
            return 0
        behind_scale = not part and total > 0
        counted = behind_scale and i + 1 < len(units) and units.symbols[i + 1] in self.hundred
        added = part % 100 == 0 and part > 0 and units.symbols[i - 1] in self.joint
        goes_on = behind_scale and self.goes_on_behind_scale and units.symbols[i - 1] in self.scale
        return int(text) if counted or added or goes_on else 0

    def _and_a_half(self, units: Units, i: int, total: int, part: int) -> Read | None:
        """*Three million and a half*, *three and a half million*, *tres millones y medio*."""
        at = i + 2 if i + 1 < len(units) and units.symbols[i + 1] in self.indef else i + 1
        if units.symbols[i] not in self.joint or at >= len(units) or units.symbols[at] not in self.half:
            return None
        scale = self._scale(units, at + 1)
        if scale > 1:
            return at + 2, total + part * scale + scale // 2
        behind = self._scale(units, i - 1)
        return (at + 1, total + part + behind // 2) if behind > 1 else None

    def _joins(self, units: Units, i: int, part: int) -> bool:
        """What may go on behind a joint inside a number: *a hundred and five*, *twenty-two*, *treinta y un*."""
        symbol = units.symbols[i]
        behind_hundreds, behind_tens = symbol in self.behind_hundreds, symbol in self.behind_tens
        following = units.symbols[i + 1] if i + 1 < len(units) else ""
        if not following or not (behind_hundreds or behind_tens):
            return False
        if symbol in self.joint and following in self.digits:
            return self._figure_within(units, i + 1, part, 0) > 0
        if following in self.scale:
            return behind_hundreds and part % 1_000_000 == 0 and units.values[i + 1]["value"] < part
        if following not in self.unit + self.tens + self.hundreds + self.inner:
            return False
        below = 1 if following in self.inner else units.values[i + 1]["value"]
        if behind_hundreds and part >= 100 and part % 100 == 0 and below < (100 if part % 1000 else 1000):
            return True
        return behind_tens and part % 10 == 0 and part % 100 >= 20 and below < 10


def _raised(total: int, part: int, scale: int) -> int:
    """What is counted with a scale: all before it that is smaller.

    *Three thousand two hundred million*, *tres billones dos mil millones*.

    >>> _raised(3_000, 200, 1_000_000), _raised(3 * 10**12 + 2_000, 0, 10**6), _raised(0, 0, 1_000)
    (3200000000, 3002000000000, 1000)
    """
    counted = total % scale + part
    return total - total % scale + max(counted, 1) * scale
