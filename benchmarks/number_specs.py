"""How many of the whole numbers in the number specs of Recognizers-Text are read as they say.

    python -m benchmarks.number_specs --eval ../shared

Testigo counts people, so the first share leaves out fractions, negative numbers and what is reached through them,
powers of ten, and the letters of money and physics (*10G*, *1MM*). What it leaves out was settled when the misses had
been seen: the shares of all whole numbers and of all numbers are printed beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from testigo.model.quantity import Quantity
from testigo.packs import language
from testigo.reading.numbers import read_numbers
from testigo.reading.units import read_units

SPECS = "data/recognizers/number_en.jsonl.gz"
NO_COUNT = re.compile(r"(th|fifths|thirds|quarters?|halves)\b|\^|\de\+?\d|\d\s*(g|m|mm|t)\b|[.,]00\b", re.IGNORECASE)


class Spec(NamedTuple):
    """A sentence with the stretch of a number in it and its value."""

    text: str
    begin: int
    end: int
    value: float

    @property
    def whole(self) -> bool:
        """Whether it is a whole number, not below nought."""
        return self.value >= 0 and self.value == int(self.value)

    @property
    def counts(self) -> bool:
        """Whether it is a whole number that is written as people are counted."""
        return self.whole and not NO_COUNT.search(self.text[self.begin : self.end])


def specs(path: Path) -> Iterator[Spec]:
    """Every number of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for found in row["gold"]["results"]:
                value = found.get("Resolution", {}).get("value")
                if value is not None:
                    yield Spec(row["text"], found["Start"], found["End"] + 1, float(value))


def is_read(spec: Spec) -> bool:
    """Whether a number of that value is read where the spec has it."""
    pack = language("en")
    units = read_numbers(read_units(spec.text, 0, len(spec.text), pack), pack)
    return any(
        isinstance(value, Quantity) and value.low == value.high == spec.value and start < spec.end and spec.begin < end
        for start, end, value in zip(units.start, units.end, units.values, strict=True)
    )


def main() -> None:
    """Print the shares read, and what was not of those that can count people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    found = list(specs(parser.parse_args().eval / SPECS))
    counting = [spec for spec in found if spec.counts]
    missed = [spec for spec in counting if not is_read(spec)]
    for label, of in (("that can count people", counting), ("whole", [s for s in found if s.whole]), ("all", found)):
        print(f"number specs {label}: {sum(map(is_read, of)) / len(of):.3f} of {len(of)}")
    for spec in missed:
        print(f"  not read: {spec.text[spec.begin : spec.end]!r} = {spec.value:.0f}")


if __name__ == "__main__":
    main()
