"""The picture of a card in the README: the card of an example as the command prints it, each line as text.

`make golden` writes it anew, beside the golden readings.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from testigo import cli
from testigo.cli.ledger.incident_card import incident_card
from testigo.engines.ingest import now
from testigo.engines.story import story
from testigo.ledger.store import open_store
from testigo.ledger.view import View
from testigo.packs.policy import policy

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "incident-card.svg"
EXAMPLE = ROOT / "examples" / "villa-union.jsonl"
INCIDENT = "i9117cce89878"
COLUMNS = 96
WIDE, HIGH, EDGE, SIZE = 8, 18, 16, 13
PAINT = re.compile(r"\x1b\[([\d;]*)m")
LOOKS = {
    "": "",
    "1": ' class="b"',
    "1;36": ' class="b c"',
    "2": ' class="q"',
    "32": ' class="g"',
    "1;31": ' class="b r"',
    "33": ' class="w"',
}
"""The class of each colour that a card is painted in."""
STYLE = """\
text { font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre }
.b { font-weight: bold } .c { fill: #88c0d0 } .q { fill: #9aa3b2 }
.g { fill: #a3be8c } .r { fill: #f0808a } .w { fill: #ebcb8b }"""


def main() -> None:
    """Write the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")


def picture() -> str:
    """The example's card as SVG, below the command that prints it."""
    return drawn([f"\x1b[2m$ testigo incident {INCIDENT}\x1b[0m", *_card().splitlines()])


def _card() -> str:
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "testigo.db")
        with contextlib.redirect_stdout(io.StringIO()):
            cli.main(["ingest", "--ledger", ledger, str(EXAMPLE)])
        found = story(View(open_store(ledger), None, now()), INCIDENT, policy("literal"))
        return incident_card(found, COLUMNS, colour=True, everything=False)


def drawn(lines: list[str]) -> str:
    r"""Lines as a terminal paints them, as SVG.

    >>> print(drawn(["\x1b[1mKILLED\x1b[0m", "  22"]).splitlines()[-3])
    <text x="16" y="30" textLength="48" class="b">KILLED</text>
    """
    wide, high = COLUMNS * WIDE + 2 * EDGE, len(lines) * HIGH + 2 * EDGE
    size = f'width="{wide}" height="{high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {wide} {high}" role="img">'
    frame = f'<rect {size} rx="8" fill="#22272e"/>'
    title = f"<title>What testigo incident prints: {escape(INCIDENT)}</title>"
    return "\n".join([head, title, f"<style>{STYLE}</style>", frame, *_texts(lines), "</svg>", ""])


def _texts(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        code = PAINT.match(line)
        text = PAINT.sub("", line)
        said = text.strip()
        if said:
            x = EDGE + (len(text) - len(text.lstrip())) * WIDE
            y = EDGE + number * HIGH + SIZE + 1
            look = LOOKS[code[1] if code else ""]
            # the length holds the columns whatever font is there
            yield f'<text x="{x}" y="{y}" textLength="{len(said) * WIDE}"{look}>{escape(said, quote=False)}</text>'


if __name__ == "__main__":
    main()
