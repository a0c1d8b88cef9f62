"""Prints the `attributions` lists that an attribution scorer reads: the span of each speaker and of what is said.

    python score.py attribution --data polnear/dev.jsonl.gz --run "python benchmarks/attributions_adapter.py"

Reads JSON lines with `id`, `text` and `lang` on standard input.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from testigo.packs import language, languages
from testigo.reading.dispatch import hear


def attributions(text: str, lang: str) -> list[dict[str, Any]]:
    """Every voice of a text, its first speaker's words in place with what they cover."""
    voices = hear(text, language(lang if lang in languages() else "en"))
    return [{"source": list(voice.places[0]), "content": list(voice.scope)} for voice in voices]


def main() -> None:
    """One line out for each line in."""
    for line in sys.stdin:
        row = json.loads(line)
        print(json.dumps({"id": row["id"], "attributions": attributions(row["text"], row.get("lang") or "en")}))


if __name__ == "__main__":
    main()
