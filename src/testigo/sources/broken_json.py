"""Lines that the strict JSON decoder refuses: some can still be read, others at least named."""

from __future__ import annotations

import json
import re

from testigo.errors import SourceError
from testigo.sources.delivery import Limits
from testigo.sources.ids import id_of

_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d{1,40}(?=\s*[,}]))')


def decode_leniently(line: bytes, place: str) -> object:
    """Decode a line with what the strict decoder refuses allowed: lone surrogates, NaN.

    Raises SourceError (T-S006) for what is no JSON, with the id that can still be made out in it.

    >>> decode_leniently(b'{"id": "d1", "text": NaN}', "feed:1")
    {'id': 'd1', 'text': nan}
    """
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            "T-S006",
            f"the line is not JSON: {_reason(error)}",
            place=place,
            hint="write one JSON object per line, in UTF-8",
            dispatch_id=id_in(line),
        ) from error


def id_in(line: bytes) -> str | None:
    """The id that a broken line names, if it does.

    >>> id_in(b'{"id": "d1", "text": "Two people we'), id_in(b"Two people we")
    ('d1', None)
    """
    found = _ID.search(line.decode("utf-8", "replace"))
    if not found:
        return None
    try:
        return id_of(json.loads(found.group(1)))
    except ValueError:
        return None


def too_many_values(raw: bytes, limits: Limits) -> bool:
    """Whether JSON could hold more values than are taken, counting the signs between them, in strings too.

    >>> too_many_values(b"[[], [], []]", Limits(nodes=2)), too_many_values(b"[[], [], []]", Limits(nodes=9))
    (True, False)
    """
    return raw.count(b",") + raw.count(b"[") + raw.count(b"{") > limits.nodes


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos}"
    if isinstance(error, UnicodeDecodeError):
        return f"not valid UTF-8 at byte {error.start}"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it holds a number that is too long"
