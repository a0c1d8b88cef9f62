"""The forms of verbs, written out in a pack or made from a stem by one of its conjugations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STEM_ENDS = "~"
"""Parts a stem from the name of its conjugation: *mat~ar*."""
_OR = "/"
_NONE = "-"

Conjugations = Mapping[str, Mapping[str, str]]
"""By name, the endings of each form, parted by blanks."""


def forms_of(row: str, names: Sequence[str], conjugations: Conjugations) -> dict[str, tuple[str, ...]] | None:
    """The words of each named form; None where the row has too few or too many forms, or no such conjugation.

    A row gives one word for each form, or several parted by `/`; `-` is a form that the verb does without, and a last
    form that is left out is the past's. A row of one word with a `~` is made by a conjugation, and what stands behind
    its name goes behind every form.

    >>> forms_of("kill kills killed", ["base", "third", "past", "part"], {})["part"]
    ('killed',)
    >>> forms_of("priv~ar_de_la_vida", ["base", "past"], {"ar": {"base": "ar", "past": "ó aron"}})["past"]
    ('privó_de_la_vida', 'privaron_de_la_vida')
    """
    if STEM_ENDS in row:
        return _conjugated(row, names, conjugations)
    forms = row.split()
    if len(forms) == len(names) - 1:
        forms.append(forms[names.index("past")])
    if len(forms) != len(names):
        return None
    return {name: _written(form) for name, form in zip(names, forms, strict=True)}


def _written(form: str) -> tuple[str, ...]:
    return () if form == _NONE else tuple(form.split(_OR))


def _conjugated(row: str, names: Sequence[str], conjugations: Conjugations) -> dict[str, tuple[str, ...]] | None:
    stem, _, behind = row.partition(STEM_ENDS)
    name, _, rest = behind.partition("_")
    endings = conjugations.get(name)
    if endings is None:
        return None
    tail = f"_{rest}" if rest else ""
    return {form: tuple(f"{stem}{ending}{tail}" for ending in endings.get(form, "").split()) for form in names}
