"""Write the golden files anew: `make golden`. Read the difference against the text of the example before you keep it.

What a known miss calls wrong stays out of the tables; a miss that has been mended is dropped.
"""

from __future__ import annotations

import json

from tests.golden.table import EXAMPLES, SECTIONS, dumped, golden_of, is_missed, known_wrong, record_of, table, without


def main() -> None:
    for example in EXAMPLES:
        path = golden_of(example)
        misses = json.loads(path.read_text(encoding="utf-8"))["known_misses"] if path.exists() else []
        made = table(record_of(example))
        for miss in misses:
            if "right" in miss and not is_missed(miss, made):
                miss.pop("wrong", None)  # the wrong row is gone; the right one may still be missing
        kept = [miss for miss in misses if is_missed(miss, made)]
        tables = {section: without(made[section], known_wrong(kept, section)) for section in SECTIONS}
        path.write_text(dumped({**tables, "known_misses": kept}), encoding="utf-8")


if __name__ == "__main__":
    main()
