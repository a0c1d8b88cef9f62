"""From a folder of TOML files to the registry of actors. Every fault names its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import msgspec

from testigo.errors import PackError
from testigo.model.actor import Sense
from testigo.packs.actor import (
    CAME_OF,
    Actor,
    ActorType,
    Kept,
    Nature,
    Registry,
    Rests,
    Tie,
    files,
    letters_of,
    words_of,
)
from testigo.packs.source import Source, parse

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_Kind = TypeVar("_Kind")


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A further name and when and where it means this actor."""

    text: str
    where: tuple[str, ...] = ()
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = msgspec.field(name="to", default=None)


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[actor]]` as it stands in a file."""

    id: str
    name: str
    type: ActorType
    nature: Nature
    countries: tuple[str, ...]
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = msgspec.field(name="to", default=None)
    names: tuple[str, ...] = ()
    names_es: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    roles: tuple[str, ...] = ()
    lineage: tuple[Tie, ...] = ()
    source: str


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What forces of one kind are called in their own country."""

    names: tuple[str, ...]
    names_es: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """An actor with the place where it stands, for messages."""

    row: Row
    source: Source
    line: int

    def place(self, needle: str = "") -> str:
        """`file:line` of a word within the entry."""
        return self.source.place(needle or self.row.id, self.line)


def compile_registry(paths: Iterable[str] | None = None) -> Registry:
    """Read, check and compile the registry. Raises PackError."""
    sources = [parse(Path(path)) for path in paths or files()]
    roles = {name: _typed(table, Role, source, name) for source in sources for name, table in _section(source, "role")}
    known = {name for source in sources for name, _ in _section(source, "source")}
    entries = [Entry(_row(table, source, line), source, line) for source in sources for table, line in _tables(source)]
    by_id: dict[str, Entry] = {}
    for entry in entries:
        _check_values(entry, known, roles, by_id.get(entry.row.id))
        by_id[entry.row.id] = entry
    for entry in entries:
        _check_lineage(entry, by_id, known)
    _check_circles(entries, by_id)
    return Registry({entry.row.id: _actor(entry.row) for entry in entries}, _names(entries, roles))


def _section(source: Source, name: str) -> Iterator[tuple[str, object]]:
    yield from source.table.get(name, {}).items()


def _tables(source: Source) -> Iterator[tuple[object, int]]:
    yield from source.tables("actor")


def _row(table: object, source: Source, line: int) -> Row:
    return _typed(table, Row, source, "[[actor]]", line)


def _typed(table: object, kind: type[_Kind], source: Source, needle: str, line: int = 1) -> _Kind:
    """The table as a record; a wrong or missing field is named."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        place = source.line_of(line) if line > 1 else source.place(needle)
        raise PackError("T-A001", f"{needle}: {error}", place=place, hint="see the other entries") from error


def _check_values(entry: Entry, known: set[str], roles: Mapping[str, Role], twin: Entry | None) -> None:
    row = entry.row
    if twin is not None:
        message = f"the id {row.id!r} stands at {twin.place()} too"
        raise PackError("T-A001", message, place=entry.place(), hint="give one of them another")
    wrong = [
        code for code in (*row.countries, *(c for a in row.aliases for c in a.where)) if not _COUNTRY.fullmatch(code)
    ]
    if wrong or not row.countries:
        message = f"{', '.join(wrong) or 'an empty list'} where a country should stand"
        raise PackError("T-A001", message, place=entry.place("countries"), hint="write ISO 3166-1 codes: MX")
    for role in row.roles:
        if role not in roles:
            hint = f"there are: {', '.join(sorted(roles))}"
            raise PackError("T-A001", f"no role {role!r}", place=entry.place("roles"), hint=hint)
    if row.source not in known:
        raise PackError(
            "T-A001", f"no source {row.source!r}", place=entry.place("source"), hint="name it in sources.toml"
        )
    _check_order(entry, row.since, row.until, "from")
    for alias in row.aliases:
        _check_order(entry, alias.since, alias.until, "aliases")


def _check_order(entry: Entry, since: str | None, until: str | None, needle: str) -> None:
    for date in (since, until):
        if date is not None and not _DATE.fullmatch(date):
            raise PackError(
                "T-A004", f"{date!r} is no date", place=entry.place(needle), hint="write 2014 or 2014-05-01"
            )
    if since and until and until[:4] < since[:4]:
        message = f"{entry.row.id} ends in {until} and begins in {since}"
        raise PackError("T-A004", message, place=entry.place(needle), hint="put the earlier date first")


def _check_lineage(entry: Entry, by_id: Mapping[str, Entry], known: set[str]) -> None:
    row = entry.row
    for tie in row.lineage:
        place = entry.place(tie.other)
        if tie.other not in by_id or tie.other == row.id:
            raise PackError(
                "T-A003", f"{row.id}: no other actor {tie.other!r}", place=place, hint="add it, or mend the id"
            )
        if tie.source not in known:
            raise PackError("T-A001", f"no source {tie.source!r}", place=place, hint="name it in sources.toml")
        _check_order(entry, tie.date, None, tie.other)
        older = by_id[tie.other].row
        if tie.date and tie.kind in CAME_OF and older.since and tie.date[:4] < older.since[:4]:
            message = f"{row.id} came of {tie.other} in {tie.date}, which begins in {older.since} only"
            raise PackError("T-A004", message, place=place, hint="mend one of the dates")
        if tie.date and row.until and tie.date[:4] > row.until[:4]:
            message = f"{row.id} ends in {row.until} and has a tie of {tie.date}"
            raise PackError("T-A004", message, place=place, hint="mend one of the dates")


def _check_circles(entries: Iterable[Entry], by_id: Mapping[str, Entry]) -> None:
    """Nobody is their own ancestor."""
    for entry in entries:
        way, waiting = {entry.row.id}, [entry.row.id]
        while waiting:
            for tie in by_id[waiting.pop()].row.lineage:
                if tie.kind in CAME_OF and tie.other == entry.row.id:
                    message = f"{entry.row.id} comes of itself"
                    raise PackError("T-A005", message, place=entry.place(), hint="take one tie out of the circle")
                if tie.kind in CAME_OF and tie.other not in way:
                    way.add(tie.other)
                    waiting.append(tie.other)


def _actor(row: Row) -> Actor:
    return Actor(
        id=row.id,
        name=row.name,
        type=row.type,
        nature=row.nature,
        countries=row.countries,
        since=row.since,
        until=row.until,
        lineage=row.lineage,
        source=row.source,
    )


def _names(entries: Iterable[Entry], roles: Mapping[str, Role]) -> dict[str, Rests]:
    """Every name under its first word; two actors that one name could mean at once are a fault."""
    senses: dict[tuple[str, ...], list[tuple[Sense, Entry]]] = {}
    for entry in entries:
        for alias in dict.fromkeys(_aliases(entry.row, roles)):
            sense = Sense(entry.row.id, letters_of(alias.text), alias.where, alias.since, alias.until)
            same = senses.setdefault(words_of(alias.text), [])
            if all((s.actor, s.countries, s.since) != (sense.actor, sense.countries, sense.since) for s, _ in same):
                same.append((sense, entry))
    names: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]] = {}
    for words, found in sorted(senses.items()):
        _check_clash(words, found)
        names.setdefault(words[0], []).append((words[1:], tuple(sense for sense, _ in found)))
    return {first: tuple(sorted(rest, key=lambda item: (-len(item[0]), item[0]))) for first, rest in names.items()}


def _aliases(row: Row, roles: Mapping[str, Role]) -> Iterator[Alias]:
    for text in (row.name, *row.names, *row.names_es):
        yield Alias(text)
    yield from row.aliases
    for role in row.roles:
        for text in (*roles[role].names, *roles[role].names_es):
            yield Alias(text, row.countries, row.since, row.until)


def _check_clash(words: tuple[str, ...], found: Iterable[tuple[Sense, Entry]]) -> None:
    for (one, first), (other, second) in combinations(found, 2):
        if one.actor != other.actor and _meet(one, other):
            message = f"{' '.join(words)!r} means {one.actor} and {other.actor} ({first.place()}) at the same time"
            hint = "let both say in which countries or years"
            raise PackError("T-A002", message, place=second.place(), hint=hint)


def _meet(one: Sense, other: Sense) -> bool:
    """Whether a dispatch of some country and year could mean either."""
    apart = one.countries and other.countries and not set(one.countries) & set(other.countries)
    before = (one.until or "9999")[:4] < (other.since or "0000")[:4]
    after = (other.until or "9999")[:4] < (one.since or "0000")[:4]
    return not (apart or before or after)


def keepable_registry(made: Registry) -> Kept:
    """The registry with every entry in a drawer of its own, to be opened when it is asked for."""
    packed = msgspec.msgpack.encode
    return Kept(
        {key: msgspec.Raw(packed(actor)) for key, actor in made.actors.items()},
        {first: msgspec.Raw(packed(rests)) for first, rests in made.names.items()},
    )
