"""What is wrong with a pack, what it lacks, and what stands in it for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from testigo.errors import PackError
from testigo.packs.build import HEAD_FILE, LEVELS, Examples, compile_language, examples, rule_tables
from testigo.packs.expected import expected
from testigo.packs.faults import Faults
from testigo.packs.function_words import OF_A_PACK
from testigo.packs.language import Language, files, language
from testigo.packs.lexicon import NAMEABLE
from testigo.packs.patterns import FRAGMENT, classes_named
from testigo.packs.source import Source, parse
from testigo.workshop.examples import misses

Kind = Literal["wrong", "missing", "idle"]
_MEASURED = "measured"
_TABLES = {"entry", "verb", "fragments", "rules", "signs", "settings", "evidence", "together", "function"}
_OF_HEAD = {"level", "forms", "shapes", "triggers", "claim_layers", "conjugations", "told_apart", _MEASURED}


class Problem(msgspec.Struct, frozen=True):
    """Something to look at, and where it stands.

    What is *wrong* has to be mended; what is *missing* makes the reader read less; what is *idle* can go.
    """

    kind: Kind
    place: str
    message: str


class Report(msgspec.Struct, frozen=True):
    """A pack in figures, and its problems in the order of their kinds."""

    code: str
    level: str
    words: int
    rules: int
    sentences: int
    problems: tuple[Problem, ...] = ()

    def of(self, kind: Kind) -> tuple[Problem, ...]:
        """The problems of one kind."""
        return tuple(problem for problem in self.problems if problem.kind == kind)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.of("wrong")


def outline(code: str) -> Report:
    """A pack in figures, unchecked. Raises PackError where it cannot be compiled."""
    return _figures(language(code), list(examples(code)))


def check(code: str) -> Report:
    """Everything that can be told of a pack without a dispatch.

    Sentences of rules are run only when the pack compiles: what a faulty one reads says nothing.
    """
    found: list[PackError] = []
    try:
        pack = compile_language(code, "check", Faults(found))
    except PackError as fault:
        return Report(code, "?", 0, 0, 0, tuple(map(_fault, [*found, fault])))
    sources = list(Faults([]).each(parse, map(Path, files(code))))
    rules = list(examples(code))
    problems = [*map(_fault, found), *_unknown_tables(sources), *_unset(pack, sources), *_unshown(rules)]
    if not problems or all(problem.kind != "wrong" for problem in problems):
        problems += _misread(rules, language(code))
    lacking = [*_wordless(pack), *_silent(pack, rules), *_unheard(sources)]
    problems += [*_above_its_level(pack, sources, problems, lacking), *lacking, *_idle(pack, sources)]
    order: list[Kind] = ["wrong", "missing", "idle"]
    return msgspec.structs.replace(
        _figures(pack, rules), problems=tuple(sorted(problems, key=lambda problem: order.index(problem.kind)))
    )


def _figures(pack: Language, rules: Iterable[Examples]) -> Report:
    rules = list(rules)
    words = len(pack.lexicon.single) + sum(len(pack.lexicon.phrases(first)) for first in pack.lexicon.begun)
    sentences = sum(len(rule.yes) + len(rule.no) for rule in rules)
    return Report(pack.code, pack.level, words, len(rules), sentences)


def _fault(fault: PackError) -> Problem:
    hint = f" ({fault.hint})" if fault.hint else ""
    return Problem("wrong", fault.place, f"{fault.code} {fault.message}{hint}")


# ── what is wrong ──


def _unknown_tables(sources: Iterable[Source]) -> Iterator[Problem]:
    """Tables that nothing reads are slips: `[[entries]]`."""
    for source in sources:
        known = (_TABLES | _OF_HEAD) if source.path.name == HEAD_FILE else _TABLES
        for name in sorted(source.table.keys() - known):
            yield Problem("wrong", source.place(name), f"nothing reads the table {name}; there are: {_row(known)}")


def _unset(pack: Language, sources: Iterable[Source]) -> Iterator[Problem]:
    """Settings, signs and shapes that the reader asks for by name."""
    place = next(source.line_of(1) for source in sources if source.path.name == HEAD_FILE)
    known = expected()
    for name, setting in known.settings.items():
        if name not in pack.settings:
            yield Problem("wrong", place, f"no setting {name}: {setting.what}")
        elif isinstance(setting.value, Mapping):
            for key in sorted(setting.value.keys() - pack.settings[name].keys()) if name in _WHOLE else ():
                yield Problem("wrong", place, f"the setting {name} has no {key}: {setting.what}")
    for name, sign in known.signs.items():
        if name not in pack.signs:
            yield Problem("wrong", place, f"no signs {name}: {sign.what}")
    for shape in known.shapes:
        if "+".join(sorted(shape.split())) not in pack.lexicon.shapes:
            yield Problem("wrong", place, f"no shape {shape!r} in shapes")


_WHOLE = {"speech_roles", "deeds", "places", "sides"}
"""Settings whose keys are all asked for."""


def _unshown(rules: Iterable[Examples]) -> Iterator[Problem]:
    for rule in rules:
        lacking = [name for name, some in (("yes", rule.yes), ("no", rule.no)) if not some]
        if lacking:
            yield Problem("wrong", rule.place, f"{rule.layer}.{rule.rule} has no sentence under {_row(lacking)}")


def _misread(rules: Iterable[Examples], pack: Language) -> Iterator[Problem]:
    for rule in rules:
        for miss in misses(rule, pack):
            yield Problem("wrong", miss.place, f"{miss.rule}: {miss.text!r}: {miss.why}")


def _above_its_level(
    pack: Language, sources: Iterable[Source], problems: Iterable[Problem], lacking: Iterable[Problem]
) -> Iterator[Problem]:
    """A level is a promise: what a pack says of itself must hold."""
    head = next(source for source in sources if source.path.name == HEAD_FILE)
    place = head.place("level")
    if pack.level == LEVELS[0]:
        return
    if any(problem.kind == "wrong" for problem in problems) or list(lacking):
        yield Problem("wrong", place, f"a pack that is {pack.level} has nothing wrong and nothing missing")
    if pack.level == LEVELS[-1] and not head.table.get(_MEASURED):
        yield Problem("wrong", place, f'no {_MEASURED} = "…" that says on what, and where its figures are')


# ── what is missing ──


def _wordless(pack: Language) -> Iterator[Problem]:
    for name, kind in expected().classes.items():
        if not kind.optional and not _words_of(pack, name):
            yield Problem("missing", f"{pack.code}/{kind.file}", f"no word has the class {name}: {kind.what}")
    for name, sign in expected().signs.items():
        if name in pack.signs and not pack.signs[name]:
            yield Problem("missing", f"{pack.code}/{sign.file}", f"no words under the signs {name}: {sign.what}")
    for name, setting in expected().settings.items():
        if not setting.optional:
            empty = [name] if pack.settings.get(name, True) in ("", [], {}) else list(_empty(name, pack))
            for key in empty:
                yield Problem("missing", f"{pack.code}/{setting.file}", f"the setting {key} is empty: {setting.what}")
    if not pack.triggers.words:
        yield Problem("missing", f"{pack.code}/{HEAD_FILE}", "no trigger words: no sentence is read in depth")


def _empty(name: str, pack: Language) -> Iterator[str]:
    """Keys of a setting without words; what is in tables of its own may be empty."""
    values = pack.settings.get(name)
    if name in _WHOLE and isinstance(values, Mapping):
        yield from (f"{name}.{key}" for key, value in values.items() if value == "")


def _words_of(pack: Language, name: str) -> bool:
    """Whether a word or phrase has the class; shapes of unknown words do not count."""
    having = set(pack.lexicon.having(name))
    return any(not having.isdisjoint(word.symbols) for word in pack.lexicon.entries)


def _silent(pack: Language, rules: Iterable[Examples]) -> Iterator[Problem]:
    present = {rule.layer for rule in rules}
    for name, layer in expected().layers.items():
        if name not in present:
            yield Problem("missing", f"{pack.code}/{layer.file}", f"no rules of the layer {name}: {layer.what}")


def _unheard(sources: Iterable[Source]) -> Iterator[Problem]:
    """Without words of its own a language is only read when it is named."""
    head, *_ = sources
    listed = [source.table.get("function", {}).get("words", "") for source in sources if source.path.name == OF_A_PACK]
    if not any(listed):
        place = f"{head.path.parent.name}/{OF_A_PACK}"
        yield Problem("missing", place, "no function words: the language of a text is known by them")


# ── what is idle ──


def _idle(pack: Language, sources: Iterable[Source]) -> Iterator[Problem]:
    patterns = [str(table.get("pattern", "")) for _, _, table, _ in rule_tables(sources)]
    fragments = {name: text for source in sources for name, text in source.table.get("fragments", {}).items()}
    used = {match["name"] for text in (*patterns, *fragments.values()) for match in FRAGMENT.finditer(text)}
    for source in sources:
        for name in source.table.get("fragments", {}):
            if name not in used:
                yield Problem("idle", source.place(name), f"no rule uses the fragment {name}")
    named = _named(pack, sources, (*patterns, *fragments.values()))
    for source in sources:
        for entry, start in source.tables("entry"):
            classes = str(entry.get("class", "")).split()
            values = entry.keys() - {"class", "words"}
            if classes and not values and named.isdisjoint(classes):
                yield Problem("idle", source.line_of(start), f"nothing names the class {_row(classes)}")


def _named(pack: Language, sources: Iterable[Source], texts: Iterable[str]) -> set[str]:
    """Classes that patterns, needs, triggers, settings or code name."""
    named = {name for text in texts for classes in classes_named(text) for name in classes}
    for _, _, table, _ in rule_tables(sources):
        named |= {*str(table.get("needs", "")).split(), *str(table.get("class", "")).split()}
    for source in sources:
        named |= {*str(source.table.get("triggers", "")).split(), *_texts(source.table.get("settings", {}))}
        named |= {name for shape in source.table.get("shapes", ()) for name in shape.split()}
    return named | expected().classes.keys() | {NAMEABLE}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _row(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
