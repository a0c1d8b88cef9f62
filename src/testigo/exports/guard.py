"""Text that a spreadsheet would take for a formula, defused so that it can be told apart and put back.

Only text is touched: a number is written as a number, so that -100.72 stays one.
Source: OWASP, *CSV injection* (characters that begin a formula) and ASVS 1.2.10 (tab, carriage return, NUL);
source: unverified, told from the project's research.
"""

from __future__ import annotations

import re

_MARK = "'"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")


def guarded(text: str) -> str:
    """Text behind an apostrophe where it would begin a formula, or would be taken for text that was guarded.

    >>> guarded("=HYPERLINK(1)"), guarded("Villa Unión"), guarded("'=1")
    ("'=HYPERLINK(1)", 'Villa Unión', "''=1")
    """
    return _MARK + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Text as it was before `guarded`.

    >>> [unguarded(guarded(text)) for text in ("=1", "'=1", "'quoted'")]
    ['=1', "'=1", "'quoted'"]
    """
    return text[1:] if text.startswith(_MARK) and _FORMULA.match(text) else text
