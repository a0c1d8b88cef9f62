"""Coding policies: those that Testigo brings, and a user's own file.

A policy is one TOML file (docs/reference/policies.md). It is read when it is asked for and not kept compiled: it is
small, and a count asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from testigo.errors import PackError
from testigo.model.policy import Policy, ReasonCode
from testigo.packs.source import Source, parse

FOLDER = Path(__file__).parent / "policies"
_SUFFIX = ".toml"
_AT = re.compile(r"\$((?:\.\w+|\[\d+\])+)")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


@cache
def policies() -> tuple[str, ...]:
    """Names of the policies that Testigo brings.

    >>> policies()
    ('acled-like', 'gtd-like', 'ibc-like', 'literal', 'ucdp-like')
    """
    return tuple(sorted(path.stem for path in FOLDER.glob(f"*{_SUFFIX}")))


def policy(name: str) -> Policy:
    """A policy by its name, or by the path of a file of one's own.

    Raises PackError: T-Y001 where there is no such policy, T-P002 where the file is no TOML, T-Y002 where a rule is
    missing, unknown or has a value that it cannot have, T-Y003 where a rule has no source, T-Y004 where a unit asks
    for a count that there is none of, T-Y005 where a reason that the rules can give has no sentence.

    >>> policy("acled-like").days.split
    'evenly'
    """
    if name in policies():
        return _brought(name)
    if name.endswith(_SUFFIX) and Path(name).is_file():
        return _checked(parse(Path(name)))
    hint = f"there are: {', '.join(policies())}; or give the path of a file that ends in {_SUFFIX}"
    raise PackError("T-Y001", f"no policy {name!r}", hint=hint)


def text_of(name: str) -> str:
    """The file of a policy as it is written. Raises PackError as `policy` does."""
    policy(name)
    path = FOLDER / f"{name}{_SUFFIX}" if name in policies() else Path(name)
    return path.read_text(encoding="utf-8")


@cache
def _brought(name: str) -> Policy:
    return _checked(parse(FOLDER / f"{name}{_SUFFIX}"))


def _checked(source: Source) -> Policy:
    try:
        made = msgspec.convert(source.table, Policy)
    except msgspec.ValidationError as error:
        message = str(error)
        raise PackError(
            "T-Y002", message, place=_place(source, message), hint="see docs/reference/policies.md"
        ) from None
    for fault in _faults(made, source):
        raise fault
    return made


def _place(source: Source, message: str) -> str:
    """`file:line` of the table that msgspec's message names (`$.units[2].kind`), else of the file's beginning."""
    at = _AT.search(message)
    steps = _STEP.findall(at[1]) if at else []
    if not steps:
        return source.line_of(1)
    table = steps[0][0]
    if len(steps) > 1 and steps[1][1]:
        starts = [line for _, line in source.tables(table)]
        start = starts[int(steps[1][1])] if int(steps[1][1]) < len(starts) else 1
    else:
        start = next((i for i, row in enumerate(source.lines, 1) if row.strip() == f"[{table}]"), 1)
    key = next((name for name, _ in reversed(steps) if name), table)
    return source.place(key, start)


def _faults(made: Policy, source: Source) -> Iterator[PackError]:
    yield from _without_source(made, source)
    names = {count.name for count in made.counts}
    for unit, (_, line) in zip(made.units, source.tables("units"), strict=False):
        if missing := [name for name in unit.counts if name not in names]:
            hint = f"the counts are: {', '.join(sorted(names))}"
            message = f"{unit.name} asks for {', '.join(missing)}, which no [[counts]] defines"
            yield PackError("T-Y004", message, place=source.line_of(line), hint=hint)
    if missing := [code for code in _reasons(made) if not made.reasons.get(code)]:
        message = f"no sentence for {', '.join(missing)}"
        yield PackError("T-Y005", message, place=source.place("[reasons]"), hint="write one under [reasons]")


def _without_source(made: Policy, source: Source) -> Iterator[PackError]:
    """Rules that do not say where they come from."""
    for name, value in msgspec.structs.asdict(made).items():
        listed = value if isinstance(value, tuple) else (value,)
        for number, rule in enumerate(listed):
            if getattr(rule, "source", "-").strip():
                continue
            at = f"$.{name}[{number}].source" if isinstance(value, tuple) else f"$.{name}.source"
            hint = "name the codebook and its table, or say unverified and why"
            yield PackError("T-Y003", f"{name} has a rule without a source", place=_place(source, at), hint=hint)


def _reasons(made: Policy) -> Iterator[ReasonCode]:
    """Codes of the reasons that the rules of a policy can give."""
    asked = made.inclusion
    if asked.types:
        yield "type_not_coded"
    if asked.deaths:
        yield "too_few_deaths"
    if asked.voices > 1:
        yield "provisional"
    if any(unit.incompatibility for unit in made.units):
        yield "no_stated_incompatibility"
    if asked.yearly and any(unit.yearly for unit in made.units):
        yield "too_few_in_the_year"
    if any(unit.kind == "event_day" for unit in made.units):
        yield "no_day"
