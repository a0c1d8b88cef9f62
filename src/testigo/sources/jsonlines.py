"""JSON lines: one dispatch per line, and an answer for every line that names itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from testigo.errors import SourceError
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.model.edition import Edition
from testigo.model.record import Issue
from testigo.sources.delivery import Delivery, Limits, Terms, check_size, too_large, too_late
from testigo.sources.fields import iso_day, iso_time, language_code
from testigo.sources.ids import id_of, text_id
from testigo.sources.text import BYTE_ORDER_MARK

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_lines(lines: Iterable[bytes], place: str, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Turn each line that is not blank into a dispatch, or into an error that leaves the others unharmed.

    >>> [d.dispatch.id for d in read_lines([b'{"id": "d1", "text": "Two dead."}'], "feed", Terms())]
    ['d1']
    """
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if not content.strip():
            continue
        try:
            yield read_line(content, f"{place}:{number}", terms)
        except SourceError as error:
            yield error.keeping(content, "jsonl")


def read_line(line: bytes, place: str, terms: Terms) -> Delivery:
    """One line as a dispatch. Only `text` is required; a field of the wrong kind is left out with an issue.

    A time in `published`, and an object `edition`, tell which edition of an item it is. Raises SourceError for a line
    that is no JSON (T-S006), no object (T-S007), has no text (T-S008), is too large (T-S009) or holds too many values
    (T-S017); the error carries the line's id wherever one can be made out.

    >>> delivery = read_line(b'{"text": "Two dead.", "published": "Tuesday"}', "feed:1", Terms())
    >>> delivery.dispatch.published, [issue.code for issue in delivery.issues]
    (None, ['bad_date'])
    """
    fields = _parse(line, place, terms.limits)
    text = fields.get("text")
    if not isinstance(text, str):
        raise SourceError(
            "T-S008",
            "the line has no text" if text is None else f"text is {_kind(text)}, not a string",
            place=place,
            hint='each line is an object with at least {"text": "…"}',
            dispatch_id=id_of(fields.get("id")),
        )
    dispatch = _dispatch(fields, text, terms)
    check_size(dispatch, place, terms.limits)
    edition, of_edition = _edition(fields)
    issues = (*_oddities(fields, text), *of_edition, *too_late(dispatch.published, terms))
    return Delivery(place=place, dispatch=dispatch, edition=edition, issues=issues)


def _edition(fields: dict[str, object]) -> tuple[Edition, tuple[Issue, ...]]:
    given = fields.get("edition")
    at = iso_time(fields.get("published"))
    if given is None:
        return Edition(at=at), ()
    from testigo.sources.editions import edition_of_line  # few lines have one

    return edition_of_line(given, at)


def _dispatch(fields: dict[str, object], text: str, terms: Terms) -> Dispatch:
    return Dispatch(
        id=id_of(fields.get("id")) or text_id(text),
        text=text,
        publisher=_string(fields.get("publisher")),
        url=_string(fields.get("url")),
        headline=_string(fields.get("headline")),
        lang=terms.lang or language_code(fields.get("lang")) or UNDETERMINED,
        published=iso_day(fields.get("published")) or terms.published,
    )


def _oddities(fields: dict[str, object], text: str) -> Iterator[Issue]:
    if fields.get("id") is not None and id_of(fields["id"]) is None:
        yield Issue(
            code="bad_field", message="id is neither a word nor a whole number; the hash of the text stands for it."
        )
    if fields.get("lang") and language_code(fields["lang"]) is None:
        yield Issue(code="bad_field", message="lang is no language code, such as en or es-MX; it was left out.")
    for name in ("publisher", "url", "headline"):
        if fields.get(name) is not None and _string(fields[name]) is None:
            yield Issue(code="bad_field", message=f"{name} is {_kind(fields[name])}, not a string; it was left out.")
    if fields.get("published") is not None and iso_day(fields["published"]) is None:
        yield Issue(code="bad_date", message="published does not begin with an ISO day (YYYY-MM-DD); it was left out.")
    if odd := _LONE_SURROGATE.search(text):
        yield Issue(
            code="lone_surrogate", span=odd.span(), message="Half a character stands here; it was kept as it is."
        )
    if (nul := text.find("\0")) >= 0:
        yield Issue(
            code="nul_character", span=(nul, nul + 1), message="A NUL stands in the text; it was kept as it is."
        )


def _parse(line: bytes, place: str, limits: Limits) -> dict[str, object]:
    if len(line) > limits.nodes:
        _refuse_monster(line, place, limits)
    value = _decode(line, place)
    if isinstance(value, dict):
        return value
    raise SourceError(
        "T-S007",
        f"the line is {_kind(value)}, not an object",
        place=place,
        hint='write each dispatch as one object: {"id": "…", "text": "…"}',
    )


def _refuse_monster(line: bytes, place: str, limits: Limits) -> None:
    """A line that is far too long, or would become far too many objects, is not decoded at all."""
    from testigo.sources.broken_json import id_in, too_many_values

    head = line[: SourceError.RAW_KEPT]
    if len(line) > limits.line:
        raise too_large("the line", limits.line, place, id_in(head))
    if too_many_values(line, limits):
        raise SourceError(
            "T-S017",
            f"it holds more than {limits.nodes:,} values",
            place=place,
            hint="look whether it is what you think",
            dispatch_id=id_in(head),
        )


def _decode(line: bytes, place: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # imported only for such lines: the standard library's JSON costs a good part of a cold start
        from testigo.sources.broken_json import decode_leniently

        return decode_leniently(line, place)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a truth value"
    return {str: "a string", int: "a JSON number", float: "a JSON number", list: "a list", dict: "an object"}[
        type(value)
    ]
