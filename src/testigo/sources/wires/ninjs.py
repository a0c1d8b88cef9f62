"""ninjs, the news of JSON: one item or an array of them, with the names of version 1 or of 2 and 3.

An item's body is taken where it is plain text, else where it is markup; an item without a body gives its description,
as a feed gives its summary. A name is compared without its capitals and underscores, in which the versions differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from testigo.errors import SourceError
from testigo.sources.broken_json import too_many_values
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.editions import Told, edition
from testigo.sources.ids import id_of
from testigo.sources.items import Item, delivered

Fields = Mapping[str, object]
PLAIN = "text/plain"
PUBLISHERS = ("provider", "publisher", "copyrightholder")
NEEDED = frozenset(
    (
        *("uri", "version", "versioncreated", "firstcreated", "contentcreated", "pubstatus", "embargoed"),
        *("embargoeduntil", "ednote", "bodies", "language", "headline", "headlines", "title", "located", "url"),
        *PUBLISHERS,
    )
)
BODY, DESCRIPTION, NOTE_OF_MARKUP = "body", "description", "text"
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_ninjs(raw: bytes, place: str, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Every item of a document; one that cannot be read leaves the others unharmed.

    The day of publication is that of `versioncreated`, in the zone it is written in: what a version says of *Monday*
    was written then. Raises SourceError for what is no JSON (T-S006), holds no item (T-S007, T-S019) or too many values
    (T-S017).

    >>> raw = b'[{"uri": "urn:x:1", "version": "2", "pubstatus": "canceled"}]'
    >>> [(d.dispatch.id, d.edition.status, d.edition.version) for d in read_ninjs(raw, "a.json", Terms())]
    [('urn:x:1', 'canceled', 2)]
    """
    whole, items = _split(raw, place, terms.limits)
    if not items:
        raise SourceError("T-S019", "it holds no item", place=place, hint="look whether all of it was delivered")
    for number, item in enumerate(items, 1):
        where = place if whole else f"{place}#{number}"
        try:
            yield _read_item(item, where, terms)
        except SourceError as error:
            yield error.keeping(bytes(item), "ninjs")


def keys_of_first(raw: bytes, place: str) -> frozenset[str]:
    """The keys of a document's first item, none where there is no such thing.

    >>> sorted(keys_of_first(b'[{"uri": "urn:x:1", "version": 1}]', "a.json"))
    ['uri', 'version']
    """
    try:
        _, items = _split(raw, place, Limits())
        return frozenset(msgspec.json.decode(items[0], type=dict[str, msgspec.Raw])) if items else frozenset()
    except (SourceError, *_UNREADABLE):
        return frozenset()


def _split(raw: bytes, place: str, limits: Limits) -> tuple[bool, list[msgspec.Raw]]:
    """Whether the document is one item, and the items, none of them decoded yet."""
    if too_many_values(raw, limits):
        raise SourceError(
            "T-S017",
            f"it holds more than {limits.nodes:,} values",
            place=place,
            hint="look whether it is what you think",
        )
    body = raw.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        if body.startswith(b"["):
            return False, msgspec.json.decode(body, type=list[msgspec.Raw])
        return True, [msgspec.json.decode(body, type=msgspec.Raw)]
    except _UNREADABLE as error:
        raise _no_json(error, place) from error


def _no_json(error: Exception, place: str) -> SourceError:
    why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return SourceError("T-S006", f"it is not JSON: {why}", place=place, hint="get the document once more")


def _read_item(raw: msgspec.Raw, place: str, terms: Terms) -> Delivery:
    fields = _fields(raw, place)
    told, issues = edition(
        Told(
            item=fields.get("uri"),
            version=fields.get("version"),
            at=_created(fields),
            status=fields.get("pubstatus"),
            embargo=fields.get("embargoed") or fields.get("embargoeduntil"),
            note=fields.get("ednote"),
        )
    )
    name = id_of(fields.get("uri"))
    try:
        text = _text(fields, place, terms.limits)
    except SourceError as error:
        error.dispatch_id = name
        raise
    if text is None and told.status == "usable":
        raise no_text(place, name)
    item = Item(
        text=text or "",
        name=name,
        publisher=next((found for found in map(_name, map(fields.get, PUBLISHERS)) if found), None),
        url=_string(fields.get("url")),
        headline=_string(fields.get("headline")) or _first(fields.get("headlines")) or _string(fields.get("title")),
        lang=_string(fields.get("language")),
        published=_created(fields),
        located=_name(fields.get("located")),
        edition=told,
        issues=issues,
    )
    return delivered(item, place, terms)


def no_text(place: str, name: str | None) -> SourceError:
    """The error for a usable item that has no body.

    >>> no_text("a.json", "urn:x:1").dispatch_id
    'urn:x:1'
    """
    return SourceError(
        "T-S008", "the item has no text", place=place, hint="only items with a body can be read", dispatch_id=name
    )


def _fields(raw: msgspec.Raw, place: str) -> Fields:
    """What is needed of an item, under names without capitals and underscores; all else is not decoded."""
    try:
        given = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except msgspec.ValidationError as error:
        raise SourceError("T-S007", "the item is no object", place=place, hint="each item is an object") from error
    except _UNREADABLE as error:
        raise _no_json(error, place) from error
    fields: dict[str, object] = {}
    for key, value in given.items():
        plain = key.lower().replace("_", "")
        if plain in NEEDED or plain.startswith((BODY, DESCRIPTION)):
            fields.setdefault(plain, _decoded(value, place))
    return fields


def _decoded(value: msgspec.Raw, place: str) -> object:
    try:
        return msgspec.json.decode(value)
    except _UNREADABLE as error:
        raise _no_json(error, place) from error


def _created(fields: Fields) -> str | None:
    given = (_string(fields.get(name)) for name in ("versioncreated", "contentcreated", "firstcreated"))
    return next((when for when in given if when), None)


def _text(fields: Fields, place: str, limits: Limits) -> str | None:
    for kind in (BODY, DESCRIPTION):
        parts = [*_parts(fields, kind)]
        plain = next((written for written, markup in parts if not markup), None)
        if plain is not None:
            return plain
        if parts:
            from testigo.sources.markup.plain import without_markup  # only markup needs a parser of it

            return without_markup(parts[0][0], place, limits)
    return None


def _parts(fields: Fields, kind: str) -> Iterator[tuple[str, bool]]:
    """Each text of a kind that is not empty, and whether it is markup."""
    for name, value in fields.items():
        if name.startswith(kind) and isinstance(value, str) and value.strip():
            yield value, name not in (kind, kind + NOTE_OF_MARKUP, kind + "summary")
    plural = fields.get({BODY: "bodies", DESCRIPTION: "descriptions"}[kind])
    for one in plural if isinstance(plural, list) else ():
        if isinstance(one, dict) and (written := _string(one.get("value"))):
            yield written, (_string(one.get("contenttype") or one.get("contentType")) or PLAIN) != PLAIN


def _first(given: object) -> str | None:
    """The value of the first of several headlines, the main one if one is called so."""
    if not isinstance(given, list):
        return None
    every = [one for one in given if isinstance(one, dict)]
    ranked = sorted(every, key=lambda one: one.get("role") != "main")
    return next((found for found in (_string(one.get("value")) for one in ranked) if found), None)


def _name(given: object) -> str | None:
    """A name, be it written as such, in an object, or in the first of several."""
    if isinstance(given, list):
        return next((found for found in map(_name, given) if found), None)
    return _string(given.get("name") or given.get("literal") if isinstance(given, dict) else given)


def _string(given: object) -> str | None:
    return given if isinstance(given, str) and given.strip() else None
