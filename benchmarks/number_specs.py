"""How many of the whole numbers and of the ranges in the specs of Recognizers-Text are read as they say.

    python -m benchmarks.number_specs --eval ../shared

Testigo counts people, so the first share leaves out fractions, negative numbers and what is reached through them,
powers of ten, the letters of money and physics (*10G*, *1MM*), and the article that may count one. What it leaves out
was settled when the misses had been seen: the shares of all whole numbers and of all numbers are printed beside it. A
range is read where one quantity has both its bounds; those that are put together from two bounds, and those of
fractions, are left out. Ordinals count nobody: they are days, and tested with the times.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from testigo.model.quantity import Quantity
from testigo.packs import language
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.units import Units, read_units

SPECS = "data/recognizers/{kind}_{code}.jsonl.gz"
_SIGNS = r"\^|\de\+?\d|\d\s*(g|m|mm|t)\b|[.,]00\b"
NO_COUNT = {
    "en": re.compile(rf"(th|fifths|thirds|quarters?|halves)\b|{_SIGNS}", re.IGNORECASE),
    "es": re.compile(rf"(avos?|ésim[oa]s?|esim[oa]s?|quint[oa]s?|medios|tercios)\b|\bun[oa]?$|{_SIGNS}", re.IGNORECASE),
}
RANGE = re.compile(r"([\[(])(\d*),(\d*)([\])])")
TWO_BOUNDS = {
    "en": re.compile(r"\d and |[a-z] and (?!.*between)\w+ (than|or)|most .* least", re.IGNORECASE),
    "es": re.compile(r"(mayor|menor|alt[oa]|baj[oa]|máximo|más|mínimo)\b.*\b(menor|mayor|baj[oa]|mínimo|menos)", re.I),
}


class Spec(NamedTuple):
    """A sentence with the stretch of a number in it and its value."""

    text: str
    begin: int
    end: int
    value: float
    code: str

    @property
    def whole(self) -> bool:
        """Whether it is a whole number, not below nought."""
        return self.value >= 0 and self.value == int(self.value)

    @property
    def counts(self) -> bool:
        """Whether it is a whole number that is written as people are counted."""
        return self.whole and not NO_COUNT[self.code].search(self.text[self.begin : self.end])


class Range(NamedTuple):
    """A sentence with the stretch of a range in it and its bounds; None is open."""

    text: str
    begin: int
    end: int
    low: int
    high: int | None
    code: str


def found_in(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every result of a file with its sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for found in row["gold"]["results"]:
                if found.get("Resolution", {}).get("value") is not None:
                    yield row["text"], found


def specs(path: Path, code: str) -> Iterator[Spec]:
    """Every number of the file; the Spanish ones are given with a comma before their fraction."""
    for text, found in found_in(path):
        value = found["Resolution"]["value"]
        number = float(value.replace(",", ".") if code == "es" else value)
        yield Spec(text, found["Start"], found["End"] + 1, number, code)


def ranges(path: Path, code: str) -> Iterator[Range]:
    """Every range of whole numbers that is said with one word of bound."""
    for text, found in found_in(path):
        bounds = RANGE.fullmatch(found["Resolution"]["value"])
        begin, end = found["Start"], found["End"] + 1
        if bounds is None or TWO_BOUNDS[code].search(text[begin:end]):
            continue
        low = int(bounds[2]) + (bounds[1] == "(") if bounds[2] else 0
        # the specs leave the upper end of *between 20 and 30* out, which people who count people do not
        high = int(bounds[3]) - (bounds[4] == ")" and not bounds[2]) if bounds[3] else None
        yield Range(text, begin, end, low, high, code)


def is_read(spec: Spec) -> bool:
    """Whether a number of that value is read where the spec has it."""
    return any(value.low == value.high == spec.value for value in _quantities(spec, read_numbers))


def range_is_read(spec: Range) -> bool:
    """Whether a quantity of those bounds is read where the spec has it; *up to 30* may be 1 to 30."""
    found = _quantities(spec, lambda units, pack: read_quantities(read_numbers(units, pack), pack))
    return any(value.high == spec.high and (value.low == spec.low or not spec.low) for value in found)


def _quantities(spec: Spec | Range, layers: Callable[[Units, Any], Units]) -> Iterator[Quantity]:
    pack = language(spec.code)
    units = layers(read_units(spec.text, 0, len(spec.text), pack), pack)
    for start, end, value in zip(units.start, units.end, units.values, strict=True):
        if isinstance(value, Quantity) and start < spec.end and spec.begin < end:
            yield value


def main() -> None:
    """Print the shares read, and what was not of those that can count people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    folder = parser.parse_args().eval
    for code in NO_COUNT:
        found = list(specs(folder / SPECS.format(kind="number", code=code), code))
        counting = [spec for spec in found if spec.counts]
        groups = (("that can count people", counting), ("whole", [s for s in found if s.whole]), ("all", found))
        for label, of in groups:
            print(f"{code} number specs {label}: {sum(map(is_read, of)) / len(of):.3f} of {len(of)}")
        for spec in counting:
            if not is_read(spec):
                print(f"  not read: {spec.text[spec.begin : spec.end]!r} = {spec.value:.0f}")
        bounded = list(ranges(folder / SPECS.format(kind="range", code=code), code))
        print(f"{code} range specs: {sum(map(range_is_read, bounded)) / len(bounded):.3f} of {len(bounded)}")
        for of_range in bounded:
            if not range_is_read(of_range):
                print(f"  not read: {of_range.text[of_range.begin : of_range.end]!r}: {of_range.low}-{of_range.high}")


if __name__ == "__main__":
    main()
