"""What a dispatch is called: the name it came with, else the fingerprint of its text."""

from __future__ import annotations

from testigo.model.digests import sha256


def id_of(given: object) -> str | None:
    """The id that an input gave, as a string; None for what names nothing.

    >>> id_of("d1"), id_of(7), id_of(""), id_of(True), id_of(None)
    ('d1', '7', None, None, None)
    """
    if isinstance(given, str):
        return given or None
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else None


def text_id(text: str) -> str:
    """The id of a text that came without one: the same words are the same dispatch.

    >>> text_id("Two people were killed.")[:12]
    '0d34e973f88a'
    """
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
