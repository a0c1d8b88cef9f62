"""From a folder of TOML files to a compiled language pack. Every fault names its file and line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
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
_OF_RULE = {"name", "pattern", "needs", "yes", "no", "note"}


class Examples(msgspec.Struct, frozen=True):
    """The sentences a rule must, and must not, read; run as tests."""

    rule: str
    place: str
    yes: tuple[Mapping[str, Any], ...]
    no: tuple[str, ...]


class Source(msgspec.Struct, frozen=True):
    """One TOML file of a pack."""

    path: Path
    table: Table
    text: str

    def place(self, needle: str) -> str:
        """`file:line` of the first line that holds the needle."""
        line = next((i for i, row in enumerate(self.text.splitlines(), 1) if needle in row), 1)
        return f"{self.path.parent.name}/{self.path.name}:{line}"


def build_all() -> list[Path]:
    """Compile every pack; returns the files written (they are never kept in git)."""
    made = []
    for code in languages():
        version = fingerprint(code)
        made.append(Path(compiled_path(code, version)))
        keep(compile_language(code, version), made[-1])
    return made


def keep(pack: Language, path: Path) -> None:
    """Write the compiled pack in one step and drop stale ones; a folder that may not be written to is no fault."""
    try:
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(pack))
        part.replace(path)
        for old in path.parent.glob(f"{pack.code}-*.msgpack"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return


def compile_language(code: str, version: str) -> Language:
    """Read, check and compile one pack. Raises PackError."""
    sources = [_parse(Path(path)) for path in files(code)]
    head = next(source for source in sources if source.path.name == "pack.toml").table
    lexicon = _lexicon(sources, head)
    fragments: dict[str, str] = {}
    for source in sources:
        fragments.update(source.table.get("fragments", {}))
    rules: dict[str, tuple[Rule, ...]] = {}
    for source in sources:
        for layer, tables in source.table.get("rules", {}).items():
            made = tuple(_rule(source, layer, table, lexicon, fragments) for table in tables)
            rules[layer] = rules.get(layer, ()) + made
    triggers = _triggers(lexicon, head["triggers"].split())
    _check_needs(rules, head, triggers, lexicon)
    signs = {
        name: frozenset(word.replace("-", "_").split("_")[0] for word in words.split())
        for source in sources
        for name, words in source.table.get("signs", {}).items()
    }
    types = {k: frozenset(v.split()) for source in sources for k, v in source.table.get("types", {}).items()}
    settings: dict[str, Any] = {}
    for source in sources:
        settings.update(source.table.get("settings", {}))
    return Language(code, version, head["level"], lexicon, rules, settings, triggers, signs, types)


def examples(code: str) -> Iterator[Examples]:
    """All rules of a pack with their sentences, for the tests."""
    for path in files(code):
        source = _parse(Path(path))
        for tables in source.table.get("rules", {}).values():
            for table in tables:
                place = source.place(f'"{table["name"]}"')
                yield Examples(table["name"], place, tuple(table.get("yes", ())), tuple(table.get("no", ())))


def _parse(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    try:
        return Source(path, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        place = f"{path.parent.name}/{path.name}"
        raise PackError("T-P002", f"not TOML: {error}", place=place, hint="mend the line named") from error


def _lexicon(sources: list[Source], head: Table) -> Lexicon:
    builder = LexiconBuilder()
    for classes in head["shapes"]:
        builder.shape(classes.split())
        builder.shape([*classes.split(), *CAPITAL])
        builder.shape([*classes.split(), *LOUD])
        builder.shape([*classes.split(), *SMALL])
    for source in sources:
        for entry in source.table.get("entry", ()):
            _add_entry(builder, source, entry)
        for verb in source.table.get("verb", ()):
            _add_verb(builder, source, verb, head["forms"])
    return builder.build()


def _add_entry(builder: LexiconBuilder, source: Source, entry: Table) -> None:
    if not _OF_ENTRY <= entry.keys():
        raise PackError("T-P007", f"an entry needs class and words: {entry}", place=source.place("[[entry]]"))
    values = {k: v for k, v in entry.items() if k not in _OF_ENTRY}
    words: list[str] = entry["words"].split()
    for word in words:
        builder.add(word, entry["class"].split(), values, source.place(word))


def _add_verb(builder: LexiconBuilder, source: Source, verb: Table, names: list[str]) -> None:
    """Each row of forms gives base, third, past, gerund and, where it differs, the participle."""
    values = {k: v for k, v in verb.items() if k not in _OF_VERB}
    for row in verb["forms"]:
        forms = row.split()
        if len(forms) not in (len(names) - 1, len(names)):
            hint = f"the forms are: {' '.join(names)}"
            raise PackError("T-P008", f"{len(forms)} forms in {row!r}", place=source.place(row), hint=hint)
        forms = forms if len(forms) == len(names) else [*forms, forms[names.index("past")]]
        for name, form in zip(names, forms, strict=True):
            if form != "-":
                builder.add(form, ["verb", verb["kind"], f"{verb['kind']}.{name}"], values, source.place(row))


def _rule(source: Source, layer: str, table: Table, lexicon: Lexicon, fragments: dict[str, str]) -> Rule:
    place = source.place(f'"{table.get("name", "")}"')
    if not {"name", "pattern"} <= table.keys():
        raise PackError("T-P009", f"a rule needs name and pattern: {sorted(table)}", place=place)
    regex = to_regex(expand(table["pattern"], fragments, place), lexicon, place)
    needs = lexicon.having(*table.get("needs", "").split())
    values = {k: v for k, v in table.items() if k not in _OF_RULE}
    name = f"{source.path.parent.name}.{layer}.{table['name']}"
    return Rule(name, layer, needs, necessary(regex), keepable(regex), values)


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


def _check_needs(rules: dict[str, tuple[Rule, ...]], head: Table, triggers: Triggers, lexicon: Lexicon) -> None:
    """What makes the gate safe: no rule that makes claims can match where none of the gate's classes stands."""
    allowed = set(lexicon.having(*head["triggers"].split()))
    for layer in head["claim_layers"]:
        for rule in rules.get(layer, ()):
            if not rule.needs or not set(rule.needs) <= allowed:
                hint = f"let it need classes out of: {head['triggers']}"
                raise PackError("T-P010", f"{rule.name} could match in a sentence that the gate drops", hint=hint)
    if not triggers.words:
        raise PackError("T-P010", "the pack has no trigger words", hint="name its classes in pack.toml")
