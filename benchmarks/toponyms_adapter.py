"""Prints the `toponyms` lists that a geoparsing scorer reads: each given stretch with the place it is decided to mean.

    python score.py places --data geoparsing/lgl.jsonl.gz --run "python benchmarks/toponyms_adapter.py"

Reads JSON lines with `id`, `text` and `toponyms` (pairs of a begin and an end) on standard input. With `--ceiling` it
reads documents with their gold and prints how often any entry of the gazetteer under the name lies within 161 km of the
place: no choice among its entries can do better.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from testigo.model.dispatch import Span
from testigo.packs.language import Language, language
from testigo.packs.world.gazetteer import gazetteer
from testigo.reading.places.evidence import distance
from testigo.reading.places.read import given_places
from testigo.reading.sentences import paragraphs, sentences

NEAR_KM = 161.0
REACH = 80
"""Code points by which a gold offset may be off."""


def toponyms(text: str, names: Sequence[Span], pack: Language) -> Iterator[dict[str, Any]]:
    """Each name with the place that is meant, the likelier one of two between which nothing decides."""
    for located in given_places(text, _spans(text, pack), names, pack, gazetteer()):
        start, end = located.toponym.span
        row: dict[str, Any] = {"start": start, "end": end}
        if located.meant:
            place = located.meant[0]
            row |= {"id": f"geonames:{place.id}", "lat": place.lat, "lon": place.lon}
        yield row


def ceiling(lines: Iterable[str], pack: Language) -> tuple[int, int]:
    """How many names have an entry near their place, and how many names there are."""
    near = total = 0
    for line in lines:
        row = json.loads(line)
        spots = dict(_spots(row))
        total += len(spots)
        for located in given_places(row["text"], _spans(row["text"], pack), sorted(spots), pack, gazetteer()):
            spot = next((s for span, s in spots.items() if span[0] == located.toponym.span[0]), None)
            near += spot is not None and any(
                distance(c.lat, c.lon, *spot) <= NEAR_KM for c in located.toponym.candidates
            )
    return near, total


def _spots(row: dict[str, Any]) -> Iterator[tuple[Span, tuple[float, float]]]:
    """The names of a document with their points; offsets that are off by a little are put right by the name itself."""
    for t in row["gold"]["toponyms"]:
        lat, lon = t.get("lat") or t.get("latitude"), t.get("lon") or t.get("longitude")
        if lat and lon and t.get("start") and float(t["end"]) > 0:
            start, end = int(t["start"]), int(t["end"])
            name = t.get("phrase") or t.get("extractedName") or t.get("name") or row["text"][start:end]
            if row["text"][start:end] != name:
                near = [m.start() for m in re.finditer(re.escape(name), row["text"]) if abs(m.start() - start) <= REACH]
                start = min(near, key=lambda at: abs(at - start), default=start)
                end = start + len(name) if near else end
            yield (start, end), (float(lat), float(lon))


def _spans(text: str, pack: Language) -> list[Span]:
    return [span for part in paragraphs(text) for span in sentences(text, *part, pack)]


def main() -> None:
    """One line out for each line in, or the ceiling over all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ceiling", action="store_true", help="print the share that the gazetteer could reach")
    pack = language("en")
    if parser.parse_args().ceiling:
        near, total = ceiling(sys.stdin, pack)
        print(f"{near} of {total}: {near / total if total else 0:.4f}")
        return
    for line in sys.stdin:
        row = json.loads(line)
        names = [(int(start), int(end)) for start, end in row.get("toponyms") or ()]
        print(json.dumps({"id": row["id"], "toponyms": list(toponyms(row["text"], sorted(names), pack))}))


if __name__ == "__main__":
    main()
