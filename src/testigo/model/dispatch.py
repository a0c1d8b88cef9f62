"""A dispatch: one published item, exactly as it was received."""

from __future__ import annotations

import msgspec

from testigo.model.digests import sha256

Span = tuple[int, int]
"""Half-open interval of code points into a dispatch's untouched text."""

UNDETERMINED = "und"
"""The code for a language that nobody has named."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when the agency says the item was filed, in its own words."""

    place: str | None = None
    date: str | None = None


class Dispatch(msgspec.Struct, frozen=True, kw_only=True):
    """One item as received. `text` is never changed; every span counts its code points.

    `published` is an ISO day against which times resolve, or None when unknown;
    `headline` is one given apart from the text, so no span ever points into it.

    >>> Dispatch(id="d1", text="Two people were killed.").sha256[:12]
    '0d34e973f88a'
    """

    id: str
    text: str
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    lang: str = UNDETERMINED
    published: str | None = None
    dateline: Dateline = Dateline()
    headline: str | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the untouched text (UTF-8)."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
