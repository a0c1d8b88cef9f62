"""What inputs are: told by the form that is named, else by the suffix, else by how the document begins."""

from __future__ import annotations

from typing import Literal

from testigo.errors import SourceError

Form = Literal["text", "jsonl", "html", "feed", "ninjs", "newsml", "nitf"]
FORMS: tuple[Form, ...] = ("text", "jsonl", "html", "feed", "ninjs", "newsml", "nitf")
SUFFIXES: dict[str, tuple[Form, ...]] = {
    ".txt": ("text",),
    ".jsonl": ("jsonl",),
    ".html": ("html",),
    ".htm": ("html",),
    ".rss": ("feed",),
    ".atom": ("feed",),
    ".json": ("ninjs",),
    ".newsml": ("newsml",),
    ".nitf": ("nitf",),
    ".xml": ("feed", "newsml", "nitf"),
}
"""The forms that a file may have by its suffix, with or without `.gz` behind it."""
SNIFFED = {".json", ".xml"}
"""Suffixes that many other things have too: such a document is looked into."""
ROOTS: dict[str, Form] = {
    **dict.fromkeys(("rss", "RDF", "feed"), "feed"),
    **dict.fromkeys(("newsItem", "newsMessage"), "newsml"),
    "nitf": "nitf",
    "html": "html",
}
HEAD = 1024
NINJS_KEYS = frozenset(
    {"versioncreated", "versionCreated", "pubstatus", "pubStatus", "headlines", "bodies", "body_text", "body_xhtml"}
)


def form_by_suffix(suffix: str) -> Form | None:
    """The form that a suffix alone tells: text for one that is not known, None where one has to look.

    >>> form_by_suffix(".htm"), form_by_suffix(".md"), form_by_suffix(".xml")
    ('html', 'text', None)
    """
    return None if suffix in SNIFFED else SUFFIXES.get(suffix, ("text",))[0]


def suffixes_of(form: Form | None) -> list[str]:
    """The suffixes that files of a form may have, or all of them.

    >>> suffixes_of("nitf")
    ['.nitf', '.xml']
    """
    return [suffix for suffix, forms in SUFFIXES.items() if form is None or form in forms]


def recognised(raw: bytes, place: str) -> Form:
    """The form of a document, by its first element or by its keys.

    Raises SourceError for one that cannot be told (T-S014), is broken or harmful.

    >>> recognised(b'<rss version="2.0"/>', "a.xml"), recognised(b'{"uri": "u", "bodies": []}', "a.json")
    ('feed', 'ninjs')
    """
    head = raw[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"{", b"[")):
        return _by_keys(raw, place)
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    from testigo.sources.markup.safe_xml import first_element  # the XML parser is not needed for text

    _, name = first_element(raw, place)
    if name in ROOTS:
        return ROOTS[name]
    raise _unknown(place, f"its first element is {name[:100]!r}")


def _by_keys(raw: bytes, place: str) -> Form:
    from testigo.sources.wires.ninjs import keys_of_first

    keys = keys_of_first(raw, place)
    if keys & NINJS_KEYS and "uri" in keys:
        return "ninjs"
    raise _unknown(place, "its keys are those of no wire")


def _unknown(place: str, why: str) -> SourceError:
    return SourceError("T-S014", f"it is not known what this is: {why}", place=place, hint="say what it is with --from")
