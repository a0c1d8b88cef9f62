"""From a folder of TOML files to a compiled language pack. Every fault names its file and line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain, product, repeat
from pathlib import Path
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.automaton import keepable
from testigo.packs.language import Language, Rule, Triggers, compiled_path, files, fingerprint, languages
from testigo.packs.lexicon import CAPITAL, LOUD, SMALL, Lexicon, LexiconBuilder
from testigo.packs.necessity import necessary
from testigo.packs.patterns import expand, to_regex

Table = dict[str, Any]
_WORD = re.compile(r"\w+")
_OF_ENTRY = {"class", "words"}
_OF_VERB = {"kind", "forms"}
_NEEDED_OF_RULE = {"name", "pattern"}
_OF_RULE = {"name", "pattern", "needs", "yes", "no", "note"}
_LINE = re.compile(r"at line (\d+)")


class Examples(msgspec.Struct, frozen=True):
    """The sentences a rule must, and must not, read; run as tests."""

    layer: str
    rule: str
    place: str
    yes: tuple[Mapping[str, Any], ...]
    no: tuple[str, ...]


class Source(msgspec.Struct, frozen=True):
    """One TOML file of a pack, with its lines, so that a fault can be pointed at."""

    path: Path
    table: Table
    lines: tuple[str, ...]

    def place(self, needle: str, start: int = 1) -> str:
        """`file:line` of the first line from `start` on that holds the needle as a word of its own."""
        word = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
        line = next((i for i, row in enumerate(self.lines[start - 1 :], start) if word.search(row)), start)
        return self.line_of(line)

    def line_of(self, line: int) -> str:
        """`file:line` of a line."""
        return f"{self.path.parent.name}/{self.path.name}:{line}"

    def tables(self, *path: str) -> Iterator[tuple[Table, int]]:
        """Each table of an array (`[[entry]]`, `[[rules.toll]]`), with the line it begins on."""
        found: Any = self.table
        for key in path:
            found = found.get(key, {})
        header = f"[[{'.'.join(path)}]]"
        starts = (i for i, row in enumerate(self.lines, 1) if row.strip() == header)
        return zip(found, chain(starts, repeat(1)), strict=False)

    def layers(self) -> Iterator[str]:
        """Layers that the file has rules of."""
        return iter(self.table.get("rules", {}))


def build_all() -> list[Path]:
    """Compile every pack; returns the files written (they are never kept in git)."""
    from testigo.packs import actor
    from testigo.packs.build_actors import compile_registry

    made = []
    for code in languages():
        version = fingerprint(code)
        made.append(Path(compiled_path(code, version)))
        keep(compile_language(code, version), made[-1])
    version = actor.fingerprint()
    made.append(Path(actor.compiled_path(version)))
    registry = compile_registry()
    keep((registry.actors, registry.names), made[-1])
    return made


def keep(pack: object, path: Path) -> None:
    """Write the compiled pack in one step and drop stale ones; a folder that may not be written to is no fault."""
    try:
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(pack))
        part.replace(path)
        for old in path.parent.glob(f"{path.name.partition('-')[0]}-*.msgpack"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return


def compile_language(code: str, version: str) -> Language:
    """Read, check and compile one pack. Raises PackError."""
    sources = [parse(Path(path)) for path in files(code)]
    head = next(source for source in sources if source.path.name == "pack.toml").table
    lexicon = _lexicon(sources, head)
    fragments: dict[str, str] = {}
    for source in sources:
        fragments.update(source.table.get("fragments", {}))
    rules: dict[str, tuple[Rule, ...]] = {}
    for source in sources:
        for layer in source.layers():
            made = tuple(_rule(source, layer, *table, lexicon, fragments) for table in source.tables("rules", layer))
            rules[layer] = rules.get(layer, ()) + made
    triggers = _triggers(lexicon, head["triggers"].split())
    _check_needs(sources, head, triggers, lexicon)
    signs = {
        name: _single_words(words, source)
        for source in sources
        for name, words in source.table.get("signs", {}).items()
    }
    types = {k: frozenset(v.split()) for source in sources for k, v in source.table.get("types", {}).items()}
    settings: dict[str, Any] = {}
    for source in sources:
        settings.update(source.table.get("settings", {}))
    return Language(code, version, head["level"], lexicon, rules, settings, triggers, signs, types)


def _single_words(words: str, source: Source) -> frozenset[str]:
    """Signs are looked up word by word, so a phrase would never be met as one."""
    for word in words.split():
        if not _WORD.fullmatch(word) or "_" in word:
            hint = "name the word of the phrase that says it alone"
            raise PackError("T-P010", f"the sign {word!r} is no single word", place=source.place(word), hint=hint)
    return frozenset(words.split())


def examples(code: str) -> Iterator[Examples]:
    """All rules of a pack with their sentences, for the tests."""
    for path in files(code):
        source = parse(Path(path))
        for layer in source.layers():
            for table, start in source.tables("rules", layer):
                yes, no = tuple(table.get("yes", ())), tuple(table.get("no", ()))
                yield Examples(layer, table["name"], source.place(table["name"], start), yes, no)


def parse(path: Path) -> Source:
    """A file of a pack with its lines. Raises PackError where it is no TOML."""
    text = path.read_text(encoding="utf-8")
    try:
        return Source(path, tomllib.loads(text), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = f"{path.parent.name}/{path.name}:{line[1] if line else 1}"
        raise PackError("T-P002", f"not TOML: {error}", place=place, hint="mend the line named") from error


def _lexicon(sources: list[Source], head: Table) -> Lexicon:
    builder = LexiconBuilder()
    for classes in head["shapes"]:
        builder.shape(classes.split())
        builder.shape([*classes.split(), *CAPITAL])
        builder.shape([*classes.split(), *LOUD])
        builder.shape([*classes.split(), *SMALL])
    for source in sources:
        for entry, start in source.tables("entry"):
            _add_entry(builder, source, entry, start)
        for verb, start in source.tables("verb"):
            _add_verb(builder, source, verb, start, head["forms"])
    return builder.build()


def _add_entry(builder: LexiconBuilder, source: Source, entry: Table, start: int) -> None:
    _demand(_OF_ENTRY, entry, "an entry", source.place("[[entry]]", start))
    values = {k: v for k, v in entry.items() if k not in _OF_ENTRY}
    words: list[str] = entry["words"].split()
    for word in words:
        builder.add(word, entry["class"].split(), values, source.place(word, start))


def _add_verb(builder: LexiconBuilder, source: Source, verb: Table, start: int, names: list[str]) -> None:
    """Each row of forms gives base, third, past, gerund and, where it differs, the participle."""
    _demand(_OF_VERB, verb, "a verb", source.place("[[verb]]", start))
    values = {k: v for k, v in verb.items() if k not in _OF_VERB}
    for row in verb["forms"]:
        forms, place = row.split(), source.place(f'"{row}"', start)
        if len(forms) not in (len(names) - 1, len(names)):
            hint = f"the forms are: {' '.join(names)}"
            raise PackError("T-P008", f"{len(forms)} forms in {row!r}", place=place, hint=hint)
        forms = forms if len(forms) == len(names) else [*forms, forms[names.index("past")]]
        for name, form in zip(names, forms, strict=True):
            if form != "-":
                builder.add(form, ["verb", verb["kind"], f"{verb['kind']}.{name}"], values, place)


def _rule(source: Source, layer: str, table: Table, start: int, lexicon: Lexicon, fragments: Mapping[str, str]) -> Rule:
    place = source.place(table.get("name", ""), start)
    _demand(_NEEDED_OF_RULE, table, "a rule", place)
    regex = to_regex(expand(table["pattern"], fragments, place), lexicon, place)
    needs = _needs(table, lexicon, place)
    values = {k: v for k, v in table.items() if k not in _OF_RULE}
    name = f"{source.path.parent.name}.{layer}.{table['name']}"
    return Rule(name, layer, needs, necessary(regex), keepable(regex), values)


def _demand(keys: set[str], table: Table, what: str, place: str) -> None:
    if not keys <= table.keys():
        missing = ", ".join(sorted(keys - table.keys()))
        raise PackError("T-P007", f"{what} without {missing}", place=place, hint=f"it has: {', '.join(table)}")


def _needs(table: Table, lexicon: Lexicon, place: str) -> str:
    """The symbols of which a rule needs at least one; a class without words would make a need that is never met."""
    names = table.get("needs", "").split()
    missing = [name for name in names if not lexicon.having(name)]
    if missing:
        raise PackError("T-P005", f"no word has the class {', '.join(missing)}", place=place, hint="see its needs")
    return lexicon.having(*names)


def _triggers(lexicon: Lexicon, classes: list[str]) -> Triggers:
    """Everything that has one of the classes."""
    symbols = set(lexicon.having(*classes))
    words = frozenset(norm for norm, word in lexicon.words.items() if word.symbol in symbols)
    phrases: dict[str, tuple[frozenset[str], ...]] = {}
    for first, options in lexicon.phrases.items():
        for rest, word in options:
            parts = _WORD.findall(" ".join((first, *rest)))
            if word.symbol in symbols and words.isdisjoint(parts):
                longest = max(parts, key=len)
                phrases[longest] = (*phrases.get(longest, ()), frozenset(parts))
    return Triggers(words, phrases)


def _check_needs(sources: list[Source], head: Table, triggers: Triggers, lexicon: Lexicon) -> None:
    """What makes the gate safe: no rule that makes claims can match where none of the gate's classes stands."""
    allowed = set(lexicon.having(*head["triggers"].split()))
    for source, layer in product(sources, head["claim_layers"]):
        for table, start in source.tables("rules", layer):
            place = source.place(table["name"], start)
            needs = set(_needs(table, lexicon, place))
            if not needs or not needs <= allowed:
                hint = f"let it need classes out of: {head['triggers']}"
                message = f"{table['name']} could match in a sentence that the gate drops"
                raise PackError("T-P009", message, place=place, hint=hint)
    if not triggers.words:
        raise PackError("T-P009", "the pack has no trigger words", hint="name its classes in pack.toml")
