"""Plain text: strict UTF-8, one dispatch per file."""

from __future__ import annotations

from testigo.errors import SourceError
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.sources.delivery import Delivery, Terms, too_late
from testigo.sources.ids import text_id

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(raw: bytes, place: str) -> str:
    r"""The text of UTF-8 bytes, exactly: line ends stay as they are, only a byte order mark is left off.

    Raises SourceError, naming the first offending byte, for bytes that are not text at all (T-S002)
    or not UTF-8 (T-S001). Nothing is guessed: a wrong guess would move every span.

    >>> decode(b"\xef\xbb\xbfVilla Uni\xc3\xb3n", "a.txt")
    'Villa Unión'
    """
    body = raw.removeprefix(BYTE_ORDER_MARK)
    skipped = len(raw) - len(body)
    if (nul := body.find(b"\0")) >= 0:
        raise SourceError(
            "T-S002",
            f"not a text: byte {nul + skipped} is NUL",
            place=place,
            hint="give plain text in UTF-8; a file in UTF-16 has to be converted first",
        )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            "T-S001",
            f"not valid UTF-8 at byte {error.start + skipped}",
            place=place,
            hint="convert the file to UTF-8, for instance with iconv",
        ) from error


def text_delivery(raw: bytes, place: str, terms: Terms) -> Delivery:
    """One dispatch of a whole file; its id is the hash of its text, since a text names itself nothing.

    >>> text_delivery(b"Two people were killed.", "a.txt", Terms()).dispatch.id[:12]
    '0d34e973f88a'
    """
    text = decode(raw, place)
    return Delivery(
        place=place,
        dispatch=Dispatch(id=text_id(text), text=text, lang=terms.lang or UNDETERMINED, published=terms.published),
        issues=too_late(terms.published, terms),
    )
