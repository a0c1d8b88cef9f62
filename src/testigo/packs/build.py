"""From a folder of TOML files to a compiled language pack. Every fault names its file and line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import msgspec

from testigo.errors import PackError
from testigo.model.circumstance import ANY_ATTACK, ONE_CHOSEN, IncidentType
from testigo.packs import actor, agency
from testigo.packs.asks import Entries, asks
from testigo.packs.automaton import keepable
from testigo.packs.build_actors import compile_registry, keepable_registry
from testigo.packs.build_agencies import compile_agencies
from testigo.packs.evidence import Evidence, Term, Together
from testigo.packs.expected import expected
from testigo.packs.faults import FIRST_STOPS, Faults
from testigo.packs.folding import folded
from testigo.packs.kept import fingerprint, keep
from testigo.packs.language import Language, Rule, Triggers, bits_of, files, languages
from testigo.packs.lexicon import CAPITAL, FIRST_SYMBOL, LOUD, NO_NAME, SMALL, Lexicon, LexiconBuilder
from testigo.packs.necessity import necessary
from testigo.packs.patterns import classes_named, expand, to_regex
from testigo.packs.source import Source, Table, parse
from testigo.packs.verbs import STEM_ENDS, forms_of
from testigo.packs.world.placewords import arranged, kept_as

_WORD = re.compile(r"\w+")
_OF_PAIRS = {"violent", "calm", "scene", "said_before", "taken_back"}
"""Lists of signs that are looked up two by two as well."""
HEAD_FILE = "pack.toml"
LEVELS = ("draft", "usable", "measured")
"""What a pack may say of itself, from the least; docs/how-to/add-a-language.md tells what each asks for."""
_NEEDED_OF_HEAD = {"level": str, "forms": list, "shapes": list, "triggers": str, "claim_layers": list}
_OF_ENTRY = {"class": str, "words": str}
_OF_VERB = {"kind": str, "forms": list}
_NEEDED_OF_RULE = {"name": str, "pattern": str}
_OF_RULE = {"name", "pattern", "needs", "yes", "no", "note"}


class Examples(msgspec.Struct, frozen=True):
    """The sentences a rule must, and must not, read; run as tests."""

    layer: str
    rule: str
    place: str
    yes: tuple[Mapping[str, Any], ...]
    no: tuple[str, ...]


def build_all() -> list[str]:
    """Compile every pack; returns the files written (they are never kept in git)."""
    of_languages = {code: fingerprint(files(code)) for code in languages()}
    made = []
    for code, version in of_languages.items():
        pack = compile_language(code, version)
        made += [keep(pack, code, version), keep(arranged(pack), kept_as(pack), version)]
    made.append(keep(compile_agencies(agency.FILE), agency.NAME, fingerprint([agency.FILE])))
    return [*made, keep(keepable_registry(compile_registry()), actor.NAME, fingerprint(actor.files()))]


def compile_language(code: str, version: str, faults: Faults = FIRST_STOPS) -> Language:
    """Read, check and compile one pack. Raises PackError, unless the faults are to be collected."""
    sources = list(faults.each(parse, map(Path, files(code))))
    head = _head(sources, code)
    fragments: dict[str, str] = {}
    for source in sources:
        fragments.update(source.table.get("fragments", {}))
    # faults of words and patterns are told when all is read once more, in the order of use
    order = _by_use(sources, _lexicon(sources, head, Faults([])), fragments)
    lexicon = _lexicon(sources, head, faults, order)
    sets: dict[str, int] = {}
    asked: dict[Entries, int] = {}
    rules = _rules(sources, head, lexicon, fragments, sets, asked, faults)
    triggers = _triggers(lexicon, head["triggers"].split())
    _check_needs(sources, head, triggers, lexicon, faults)
    lists = [(name, words, source) for source in sources for name, words in source.table.get("signs", {}).items()]
    signs = dict(faults.each(partial(_signs, head), lists))
    settings: dict[str, Any] = {}
    for source in sources:
        settings.update(source.table.get("settings", {}))
    width = len(sets) // 8 + 1
    symbols = map(chr, range(FIRST_SYMBOL, ord(max(lexicon.symbols)) + 1))
    bits = (bits_of(number for some, number in sets.items() if symbol in some) for symbol in symbols)
    held = b"".join(number.to_bytes(width, "little") for number in bits)
    groups = tuple(sorted({word.values["group"] for word in lexicon.entries if "group" in word.values}))
    return Language(
        code=code,
        version=version,
        level=head["level"],
        lexicon=lexicon,
        rules=rules,
        held=held,
        width=width,
        answers=_answers(asked),
        groups=groups,
        settings=settings,
        triggers=triggers,
        signs=signs,
        evidence=_evidence(sources, faults),
    )


def _head(sources: Iterable[Source], code: str) -> Table:
    """What `pack.toml` says of the whole pack."""
    found = next((source for source in sources if source.path.name == HEAD_FILE), None)
    if found is None:
        hint = f"begin it with {HEAD_FILE}, or mend that file"
        raise PackError("T-P007", f"a pack without a {HEAD_FILE} that can be read", place=code, hint=hint)
    _demand(_NEEDED_OF_HEAD, found.table, "a pack", found.line_of(1))
    if found.table["level"] not in LEVELS:
        message = f"no level {found.table['level']!r}"
        raise PackError("T-P015", message, place=found.place("level"), hint=f"there are: {', '.join(LEVELS)}")
    return found.table


def _rules(
    sources: Iterable[Source],
    head: Table,
    lexicon: Lexicon,
    fragments: Mapping[str, str],
    sets: dict[str, int],
    asked: dict[Entries, int],
    faults: Faults,
) -> dict[str, tuple[Rule, ...]]:
    """The rules of each layer; sets of symbols that are met for the first time are numbered in `sets`, asks in
    `asked`.
    """
    rules: dict[str, tuple[Rule, ...]] = {}
    for source in sources:
        for layer in faults.each(partial(_known_layer, source), source.layers()):
            asking = layer in head["claim_layers"]

            def made(table: tuple[Table, int], layer: str = layer, asking: bool = asking) -> Rule:
                return _rule(source, layer, *table, lexicon, fragments, sets, asked if asking else None)  # noqa: B023

            rules[layer] = (*rules.get(layer, ()), *faults.each(made, source.tables("rules", layer)))
    return rules


def _known_layer(source: Source, layer: str) -> str:
    known = expected().layers
    if layer not in known:
        hint = f"there are: {', '.join(sorted(known))}"
        raise PackError("T-P014", f"no layer {layer!r}", place=source.place(f"[[rules.{layer}]]"), hint=hint)
    return layer


def _signs(head: Table, listed: tuple[str, str, Source]) -> tuple[str, frozenset[str]]:
    """The words of a list; a stem with its conjugation (*mat~ar*) stands for all forms of its verb."""
    name, rows, source = listed
    words = (form for row in rows.split() for form in _written_out(row, head, source))
    return name, _looked_up(words, 2 if name in _OF_PAIRS else 1, source)


def _written_out(row: str, head: Table, source: Source) -> Iterable[str]:
    if STEM_ENDS not in row:
        return (row,)
    forms = forms_of(row, head["forms"], head.get("conjugations", {}))
    if forms is None:
        known = " ".join(head.get("conjugations", {})) or "none"
        raise PackError("T-P008", f"{row!r} is no row of forms", place=source.place(row), hint=f"conjugations: {known}")
    return chain.from_iterable(forms.values())


def _evidence(sources: list[Source], faults: Faults) -> Evidence:
    """Terms by their first word, the longest first. Raises PackError for a type that the codebook does not know."""
    terms: dict[str, list[Term]] = {}
    for table in _of_types(sources, "evidence", faults):
        for phrase in folded(table["words"]).split():
            words = tuple(phrase.split("_"))
            terms.setdefault(words[0], []).append(Term(words, table["type"], table["weight"]))
    pairs = _of_types(sources, "together", faults)
    return Evidence(
        {first: tuple(sorted(some, key=lambda term: -len(term.words))) for first, some in terms.items()},
        tuple(Together(tuple(frozenset(folded(w).split()) for w in t["words"]), t["type"], t["weight"]) for t in pairs),
    )


def _of_types(sources: Iterable[Source], name: str, faults: Faults) -> Iterator[Table]:
    for source in sources:
        yield from faults.each(partial(_of_known_type, source), source.table.get(name, ()))


def _of_known_type(source: Source, table: Table) -> Table:
    if table["type"] not in {"", ANY_ATTACK, ONE_CHOSEN, *get_args(IncidentType)}:
        place = source.place(f'"{table["type"]}"')
        hint = "name one of the codebook's incident types"
        raise PackError("T-P011", f"there is no incident type {table['type']!r}", place=place, hint=hint)
    return table


def _looked_up(words: Iterable[str], most: int, source: Source) -> frozenset[str]:
    """Signs are looked up word by word, some two by two (*opened_fire*), so a longer phrase would never be met."""
    listed = tuple(words)
    for word in listed:
        if not _WORD.fullmatch(word) or len(word.split("_")) > most:
            what = "no single word" if most == 1 else "more than two words"
            hint = "name the word of the phrase that says it alone"
            raise PackError("T-P010", f"the sign {word!r} is {what}", place=source.place(word), hint=hint)
    return frozenset(map(folded, listed))


def examples(code: str) -> Iterator[Examples]:
    """All rules of a pack with their sentences."""
    for source, layer, table, start in rule_tables(parse(Path(path)) for path in files(code)):
        yes, no = tuple(table.get("yes", ())), tuple(table.get("no", ()))
        yield Examples(layer, table["name"], source.place(table["name"], start), yes, no)


def _by_use(sources: Iterable[Source], lexicon: Lexicon, fragments: Mapping[str, str]) -> list[frozenset[str]]:
    """The sets of classes that symbols stand for, such that those stand together which patterns name together.

    A pattern's sets of symbols then are few ranges, and a pack takes half the room.
    """
    patterns = (str(table.get("pattern", "")) for _, _, table, _ in rule_tables(sources))
    expanded = Faults([]).each(lambda pattern: expand(pattern, fragments, ""), patterns)
    named = Counter(classes for pattern in expanded for classes in classes_named(pattern))
    most_used = [classes for classes, _ in named.most_common()]
    sets = map(frozenset, lexicon.symbols.values())
    return sorted(sets, key=lambda own: [n for n, classes in enumerate(most_used) if not classes.isdisjoint(own)])


def rule_tables(sources: Iterable[Source]) -> Iterator[tuple[Source, str, Table, int]]:
    """Every rule as it is written: its file, its layer, its table and the line that begins it."""
    for source in sources:
        for layer in source.layers():
            yield from ((source, layer, table, start) for table, start in source.tables("rules", layer))


def _lexicon(sources: Iterable[Source], head: Table, faults: Faults, order: Iterable[frozenset[str]] = ()) -> Lexicon:
    builder = LexiconBuilder(order, frozenset(head.get("told_apart", "").split()))
    for classes in head["shapes"]:
        builder.shape(classes.split())
        builder.shape([*classes.split(), *CAPITAL])
        builder.shape([*classes.split(), *LOUD])
        builder.shape([*classes.split(), *NO_NAME])
        builder.shape([*classes.split(), *SMALL])
    for source in sources:
        add_entry, add_verb = partial(_add_entry, builder, source), partial(_add_verb, builder, source, head)
        for _ in faults.each(add_entry, source.tables("entry")):
            pass
        for _ in faults.each(add_verb, source.tables("verb")):
            pass
    return builder.build()


def _add_entry(builder: LexiconBuilder, source: Source, written: tuple[Table, int]) -> None:
    entry, start = written
    _demand(_OF_ENTRY, entry, "an entry", source.place("[[entry]]", start))
    values = {k: v for k, v in entry.items() if k not in _OF_ENTRY}
    words: list[str] = entry["words"].split()
    for word in words:
        builder.add(word, entry["class"].split(), values, source.place(word, start))


def _add_verb(builder: LexiconBuilder, source: Source, head: Table, written: tuple[Table, int]) -> None:
    """Each row of forms is a verb: its forms written out, or its stem and a conjugation. Forms that only their accents
    tell apart (*matará*, *matara*) are kept as they are spelled as well.
    """
    verb, start = written
    _demand(_OF_VERB, verb, "a verb", source.place("[[verb]]", start))
    values = {k: v for k, v in verb.items() if k not in _OF_VERB}
    conjugations = head.get("conjugations", {})
    for row in verb["forms"]:
        place = source.place(f'"{row}"', start)
        forms = forms_of(row, head["forms"], conjugations)
        if forms is None:
            hint = f"the forms are: {' '.join(head['forms'])}; the conjugations: {' '.join(conjugations) or 'none'}"
            raise PackError("T-P008", f"{row!r} is no row of forms", place=place, hint=hint)
        alike = Counter(folded(word) for words in forms.values() for word in set(words))
        for name, words in forms.items():
            for word in words:
                classes = ["verb", verb["kind"], f"{verb['kind']}.{name}"]
                builder.add(word, classes, values, place, told_apart=alike[folded(word)] > 1)


def _rule(
    source: Source,
    layer: str,
    table: Table,
    start: int,
    lexicon: Lexicon,
    fragments: Mapping[str, str],
    sets: dict[str, int],
    asked: dict[Entries, int] | None,
) -> Rule:
    """The rule of a table; sets of symbols that are met for the first time are numbered in `sets`, asks in `asked`."""
    place = source.place(table.get("name", ""), start)
    _demand(_NEEDED_OF_RULE, table, "a rule", place)
    _refuse_unread(layer, table, place)
    regex = to_regex(expand(table["pattern"], fragments, place), lexicon, place)
    needs = _needs(table, lexicon, place)
    values = {k: v for k, v in table.items() if k not in _OF_RULE}
    name = f"{source.path.parent.name}.{layer}.{table['name']}"
    wants = {*necessary(regex), *filter(None, (needs,))}
    wanted = bits_of(sets.setdefault(symbols, len(sets)) for symbols in sorted(wants))
    asked_for = () if asked is None else tuple(asked.setdefault(some, len(asked)) for some in asks(values, lexicon))
    pattern = msgspec.Raw(msgspec.msgpack.encode(keepable(regex)))
    bits = wanted.to_bytes(wanted.bit_length() // 8 + 1, "little")
    return Rule(name, layer, needs, bits, asked_for, pattern, values)


def _answers(asked: Mapping[Entries, int]) -> dict[int, tuple[int, ...]]:
    """For each entry the asks that it answers."""
    answers: dict[int, tuple[int, ...]] = {}
    for entries, number in asked.items():
        for entry in sorted(entries):
            answers[entry] = (*answers.get(entry, ()), number)
    return answers


def _refuse_unread(layer: str, table: Table, place: str) -> None:
    """A key that nothing reads is a slip, and would be passed over in silence."""
    allowed = expected().layers[layer].allowed
    if unread := sorted(table.keys() - allowed):
        hint = f"keys of the layer {layer}: {', '.join(sorted(allowed))}"
        raise PackError(
            "T-P013", f"{table['name']} has {', '.join(unread)}, which nothing reads", place=place, hint=hint
        )


def _demand(keys: Mapping[str, type], table: Table, what: str, place: str) -> None:
    if not keys.keys() <= table.keys():
        missing = ", ".join(sorted(keys.keys() - table.keys()))
        raise PackError("T-P007", f"{what} without {missing}", place=place, hint=f"it has: {', '.join(table)}")
    if wrong := [key for key, kind in keys.items() if not isinstance(table[key], kind)]:
        hint = "words and patterns are one text, parted by blanks; forms and shapes are lists"
        raise PackError("T-P007", f"{what} with {', '.join(wrong)} of the wrong kind", place=place, hint=hint)


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
    for first in lexicon.begun:
        for rest, word in lexicon.phrases(first):
            parts = _WORD.findall(" ".join((first, *rest)))
            if word.symbol in symbols and words.isdisjoint(parts):
                longest = max(parts, key=len)
                phrases[longest] = (*phrases.get(longest, ()), frozenset(parts))
    return Triggers(words, phrases)


def _check_needs(sources: Iterable[Source], head: Table, triggers: Triggers, lexicon: Lexicon, faults: Faults) -> None:
    """What makes the gate safe: no rule that makes claims can match where none of the gate's classes stands."""
    allowed = set(lexicon.having(*head["triggers"].split()))

    def check(written: tuple[Source, str, Table, int]) -> None:
        source, _, table, start = written
        place = source.place(table["name"], start)
        needs = set(_needs(table, lexicon, place))
        if not needs or not needs <= allowed:
            hint = f"let it need classes out of: {head['triggers']}"
            message = f"{table['name']} could match in a sentence that the gate drops"
            raise PackError("T-P009", message, place=place, hint=hint)

    claiming = (rule for rule in rule_tables(sources) if rule[1] in head["claim_layers"] and "name" in rule[2])
    for _ in faults.each(check, claiming):
        pass
    # nothing can be read through such a gate, which a pack may not yet want
    if not triggers.words and head["level"] != LEVELS[0]:
        raise PackError("T-P009", "the pack has no trigger words", hint="name its classes in pack.toml")
