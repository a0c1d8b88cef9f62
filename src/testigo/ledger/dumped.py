"""The lines of a dump read back: what each holds, and whether it can be what it says it is.

Names are hashes of content, so they are made anew and compared: of a delivery of all that it holds, of a claim of what
it says and where, of an account of its claims. By that a line is refused that was changed by hand, and by the seal of
the last line a dump that lacks a piece.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import msgspec

from testigo.errors import LedgerError
from testigo.ledger.dump import FORM, Seal
from testigo.ledger.identity import KEY_LENGTH, canonical, delivery_id, dispatch_key, encoded
from testigo.ledger.lines import columns_of
from testigo.ledger.rows import Content
from testigo.ledger.sound import unsound
from testigo.ledger.versions import Delivered, day_of, earliest
from testigo.model.account import Account
from testigo.model.claim import AnyClaim
from testigo.model.decision import Decision
from testigo.model.digests import sha256
from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue, Record
from testigo.model.tally import MonthlyFigure

T = TypeVar("T")
_HALF = "surrogatepass"
_KEY = f"^[0-9a-f]{{{KEY_LENGTH}}}$"


class DumpedDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery under its name, and its text where the dump has it."""

    id: str
    content: Content
    text: str | None = None


class DumpedReading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of the delivery of that name."""

    delivery: str
    record: Record


class DumpedDispatch(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch with its deliveries, and its readings in the order in which they were made; the last one holds."""

    key: str
    deliveries: tuple[DumpedDelivery, ...]
    readings: tuple[DumpedReading, ...]


class Derived(msgspec.Struct, frozen=True):
    """An incident: it follows from the rest, and is made anew."""


Line = DumpedDispatch | Decision | MonthlyFigure | Derived


def dumped(lines: Iterable[bytes], name: str) -> Iterator[Line]:
    """What the lines of a dump hold, checked line by line, without the last one, which has to seal them.

    `name` is what the dump is called. Raises LedgerError, with the number of the line: this is no dump (T-L050), a
    piece of it is missing or was changed (T-L051), a line cannot be (T-L052), a name is not that of its content
    (T-L053), or a newer Testigo made it (T-L054). Nobody should keep anything of it before the last line is reached.
    """
    seal, ended, place, checks = Seal(), False, f"{name}:1", _Order()
    for number, raw in enumerate(lines, 1):
        place, line = f"{name}:{number}", raw.rstrip(b"\n")
        if ended:
            raise LedgerError("T-L051", "something stands behind the end", place=place, hint=_AGAIN)
        kind, held = _opened(line, place)
        if kind == "end":
            _look_at_end(held, seal, place)
            ended = True
            continue
        seal.add(line)
        yield checks.checked(_line(kind, held, place), place)
    if not ended:
        raise LedgerError("T-L051", "the end is missing: it was cut off", place=place, hint=_AGAIN)


_AGAIN = "dump the ledger once more"
_KINDS = ("dispatch", "decision", "incident", "series", "end")


def _opened(line: bytes, place: str) -> tuple[str, dict[str, Any]]:
    try:
        held = _decoded(line)
    except (ValueError, RecursionError):
        held = None
    kind = next((one for one in _KINDS if one in held), None) if isinstance(held, dict) else None
    if kind is None or not isinstance(held, dict) or (kind == "dispatch" and "deliveries" not in held):
        raise LedgerError(
            "T-L050", "no line of a dump", place=place,
            hint="give what `testigo dump` printed; dispatches are taken in by `testigo ingest`",
        )  # fmt: skip
    return kind, held


def _decoded(line: bytes) -> Any:  # noqa: ANN401 - whatever JSON stands there
    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError:
        return json.loads(line)  # half a character, which is kept as its code, is nothing to the strict decoder


class _End(msgspec.Struct, frozen=True):
    form: int
    lines: int
    digest: str


def _look_at_end(held: dict[str, Any], seal: Seal, place: str) -> None:
    told = _fitting(held["end"], _End, place)
    if told.form > FORM:
        raise _newer(f"it has form {told.form}, and this version knows {FORM}", place)
    if msgspec.to_builtins(told) != seal.told():
        raise LedgerError(
            "T-L051", f"a piece of it is missing or was changed: it was sealed with {told.lines:,} lines", place=place,
            hint=_AGAIN,
        )  # fmt: skip


def _line(kind: str, held: dict[str, Any], place: str) -> Line:
    if kind == "incident":
        return Derived()
    if kind == "dispatch":
        return _dispatch(held, place)
    line: Decision | MonthlyFigure = _fitting(held[kind], Decision if kind == "decision" else MonthlyFigure, place)
    return _sound(line, place)


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a dispatch as it is written."""

    dispatch: Annotated[str, msgspec.Meta(pattern=_KEY)]
    deliveries: list[dict[str, Any]]
    stands: list[list[str | None]]
    claims: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    issues: list[dict[str, Any]]
    former: list[dict[str, Any]] = []
    texts: dict[str, str] = {}


def _dispatch(written: dict[str, Any], place: str) -> DumpedDispatch:
    _look_at_fields(written, _Held.__struct_fields__, place)
    held = _converted(written, _Held, place)
    deliveries = tuple(_delivery(one, held, place) for one in held.deliveries)
    if not deliveries or len({one.id for one in deliveries}) != len(deliveries):
        raise _impossible("a dispatch has deliveries, each of them once", place)
    by_name = {one.id: one for one in deliveries}
    present = {"delivery": _first(deliveries), "claims": held.claims, "accounts": held.accounts, "issues": held.issues}
    for one in held.former:
        _look_at_fields(one, present, place)
    readings = tuple(_reading(one, held.dispatch, by_name, place) for one in (*held.former, present))
    return DumpedDispatch(key=held.dispatch, deliveries=deliveries, readings=readings)


def _delivery(written: dict[str, Any], held: _Held, place: str) -> DumpedDelivery:
    given = dict(written)
    name = given.pop("delivery", None)
    content = _sound(_fitting(given, Content, place), place)
    head = content.dispatch
    if name != delivery_id(encoded(content.delivered), head.sha256):
        raise _forged(f"delivery {name}", place)
    text = held.texts.get(head.sha256)
    if text is not None:
        if sha256(text.encode("utf-8", _HALF)).hexdigest() != head.sha256:
            raise _forged(f"the text of {head.id}", place)
        if dispatch_key(Dispatch(id=head.id, text=text, publisher=head.publisher)) != held.dispatch:
            raise _forged(f"dispatch {held.dispatch}", place)
    return DumpedDelivery(id=str(name), content=content, text=text)


def _reading(written: dict[str, Any], key: str, deliveries: Mapping[str, DumpedDelivery], place: str) -> DumpedReading:
    read = deliveries.get(str(written.get("delivery")))
    if read is None:
        raise _impossible("something is read of a delivery that is not there", place)
    claims, accounts, issues = (_list(written, name, place) for name in ("claims", "accounts", "issues"))
    record = Record(
        dispatch=read.content.dispatch,
        claims=tuple(_fitting(_unnamed(one), AnyClaim, place) for one in claims),
        accounts=tuple(_fitting(_unnamed(one), Account, place) for one in accounts),
        issues=tuple(_fitting(one, Issue, place) for one in issues),
    )
    _sound(record, place)
    columns = columns_of(record, key, read.content.dispatch.sha256)
    made = [row[0] for some in columns for row in some]
    for one, name in zip((*claims, *accounts), made, strict=True):
        if one.get("name") != name:
            raise _forged(f"{one.get('name')}, which would be {name}", place)
    _look_at_quotes(record, read.text, place)
    return DumpedReading(delivery=read.id, record=record)


def _list(written: dict[str, Any], name: str, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _converted(written.get(name), list[dict[str, Any]], place)
    return found


def _unnamed(written: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in written.items() if name != "name"}


def _look_at_quotes(record: Record, text: str | None, place: str) -> None:
    for claim in record.claims if text is not None else ():
        if (text or "")[slice(*claim.span)] != claim.quote:
            raise _forged(f"the quote of {claim.id}, which is not what the text says there,", place)


class _Order:
    """What is known of the lines before: dispatches come in the order of their names, decisions in that of theirs."""

    def __init__(self) -> None:
        self._key = ""
        self._decisions = 0

    def checked(self, line: Line, place: str) -> Line:
        """The line, if it may stand here."""
        if isinstance(line, DumpedDispatch):
            if line.key <= self._key:
                raise _impossible("dispatches do not stand in order, or one stands twice", place)
            self._key = line.key
        elif isinstance(line, Decision):
            self._decisions += 1
            earlier = line.undoes is None or 1 <= line.undoes < line.n
            if line.n != self._decisions or not earlier or (line.kind == "undo") != (line.undoes is not None):
                raise _impossible("decisions are not numbered one after the other, or one undoes no earlier one", place)
        return line


def delivered(one: DumpedDelivery) -> Delivered:
    """What of a delivery decides about its order among others of its dispatch."""
    head, edition = one.content.dispatch, one.content.edition
    return Delivered(n=0, dispatch=0, id=one.id, item="", day=day_of(head.published, edition), at=edition.at)


def _first(deliveries: Sequence[DumpedDelivery]) -> str:
    return earliest(map(delivered, deliveries)).id


def _fitting(written: object, kind: Any, place: str) -> Any:  # noqa: ANN401 - whatever kind is asked for
    """What is written as a noun that holds all of it: a field that is not known here would be lost in silence."""
    made = _converted(written, kind, place)
    lost = None if canonical(made) == canonical(written) else _lost(written, msgspec.to_builtins(made))
    if lost:
        raise _newer(f"nothing is known here of {lost!r}", place)
    return made


def _look_at_fields(written: Iterable[str], known: Iterable[str], place: str) -> None:
    unknown = sorted(set(written) - set(known))
    if unknown:
        raise _newer(f"nothing is known here of {unknown[0]!r}", place)


def _converted(written: object, kind: Any, place: str) -> Any:  # noqa: ANN401 - whatever kind is asked for
    try:
        return msgspec.convert(written, kind)
    except (msgspec.ValidationError, UnicodeEncodeError, RecursionError) as error:
        raise _impossible(str(error), place) from error


def _lost(written: object, held: object) -> str | None:
    """The first field that is written and not held."""
    if isinstance(written, dict) and isinstance(held, dict):
        inner = (name if name not in held else _lost(value, held[name]) for name, value in written.items())
        return next((one for one in inner if one is not None), None)
    if isinstance(written, list) and isinstance(held, list | tuple):
        return next((one for one in map(_lost, written, held) if one is not None), None)
    return None


def _sound(held: T, place: str) -> T:
    fault = unsound(held)
    if fault:
        raise _impossible(fault, place)
    return held


def _impossible(what: str, place: str) -> LedgerError:
    return LedgerError("T-L052", f"the line cannot be: {what}", place=place, hint=f"it was changed; {_AGAIN}")


def _forged(what: str, place: str) -> LedgerError:
    return LedgerError(
        "T-L053", f"{what} is not what its name says: names are hashes of what they name", place=place,
        hint=f"it was changed; {_AGAIN}",
    )  # fmt: skip


def _newer(what: str, place: str) -> LedgerError:
    return LedgerError(
        "T-L054", f"another Testigo made it: {what}", place=place, hint="install that version or a later"
    )
