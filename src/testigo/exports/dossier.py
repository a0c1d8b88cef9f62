"""A page for each incident, ready to be printed: its tolls, how they moved, who says what, sources, a footnote.

Needs Jinja2 (`testigo[dossier]`), which escapes whatever a dispatch holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, get_args

from testigo.exports import described
from testigo.exports.chart import Chart, chart
from testigo.exports.columnar import lacks
from testigo.exports.entry import Entry
from testigo.exports.out import About, Out
from testigo.exports.shown import key_of
from testigo.model.claim import Count, Outcome, Toll
from testigo.model.incident import Bounds, OutcomeToll
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling

if TYPE_CHECKING:
    from jinja2 import Environment

CONTENTS = "index.html"
_OPEN, _OWN = "open", "the wire's own voice"


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write a page for each incident and one that lists them. Raises TestigoError T-X001 without Jinja2."""
    templates, pages = _templates(), []
    page = templates.get_template("dossier.html")
    for entry in entries:
        out.seen()
        name = f"{entry.incident.incident_id}.html"
        with out.text(name) as stream:
            stream.write(page.render(told(entry, out.about)))
        pages.append({"file": name, "title": title_of(entry), "figures": described.figures(entry)})
    with out.text(CONTENTS) as stream:
        stream.write(templates.get_template("contents.html").render(pages=pages, about=out.about))


def _templates() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise lacks("Jinja2", "dossier") from None
    loader = PackageLoader("testigo.exports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def title_of(entry: Entry) -> str:
    """What an incident is called: its kind, place and day."""
    incident = entry.incident
    kind = incident.type.replace("_", " ").replace("/", " or ").capitalize()
    place = incident.place.name or described.where(incident.place)
    return ", ".join(part for part in (kind, place, _when(entry)) if part)


def told(entry: Entry, about: About) -> dict[str, object]:
    """Everything that a page shows."""
    incident = entry.incident
    marks = {key_of(telling): n for n, telling in enumerate(_once(entry), 1)}
    claims = list(_claims(entry, marks))
    return {
        "about": about,
        "incident": incident,
        "title": title_of(entry),
        "when": f"{_when(entry) or 'day not stated'} ({incident.date_precision.replace('_', ' ')})",
        "place": f"{described.where(incident.place) or 'place not stated'} ({incident.place.precision})",
        "status": "counted" if incident.included else "not counted",
        "as_of": f"on {incident.as_of}" if incident.as_of else "by now",
        "tolls": list(_tolls(entry)),
        "charts": list(_charts(entry)),
        "moves": list(_moves(entry, marks)),
        "claims": claims,
        "quoted": any(claim["quote"] for claim in claims),
        "sources": list(_sources(entry)),
        "footnote": footnote(entry, about),
    }


def footnote(entry: Entry, about: About) -> str:
    """A note that a paper can print as it stands: the figure, the policy, the day, whom it rests on."""
    incident = entry.incident
    sources = "; ".join(dict.fromkeys(_source(telling.dispatch, telling.at) for telling in _once(entry)))
    latest = max(described.days(entry), default="")
    known = f"as known on {incident.as_of}" if incident.as_of else f"as known from dispatches up to {latest}".strip()
    figures = described.figures(entry) or "no count stated"
    return (
        f"{title_of(entry)}: {figures}. Counted under {incident.policy}, {known}, by Testigo {about.version}, incident "
        f"{incident.incident_id}. Reported by: {sources}."
    )


def _when(entry: Entry) -> str:
    start, end = entry.incident.start, entry.incident.end
    return "" if not start else start if not end or end == start else f"{start} to {end}"


def _once(entry: Entry) -> list[Telling]:
    """A telling for each dispatch."""
    return list({key_of(telling): telling for telling in entry.tellings}.values())


def _tolls(entry: Entry) -> Iterator[dict[str, object]]:
    for outcome, toll in described.in_order(entry):
        yield _toll(outcome, toll, part=False)
        yield from (_toll(people, found, part=True) for people, found in toll.by_people.items())


def _toll(name: str, found: Bounds | OutcomeToll, *, part: bool) -> dict[str, object]:
    words = ", ".join(rule.replace("_", " ") for rule in found.why)
    return {"name": name.replace("_", " "), "part": part, "why": words, **_bounds(found.low, found.best, found.high)}


def _bounds(low: int, best: int, high: int | None) -> dict[str, object]:
    return {"low": low, "best": best, "high": _OPEN if high is None else high}


def _charts(entry: Entry) -> Iterator[Chart]:
    for outcome in get_args(Outcome):
        points = [point for point in entry.incident.curve if point.outcome == outcome]
        drawn = chart(outcome.replace("_", " ").capitalize(), points)
        if drawn:
            yield drawn


def _moves(entry: Entry, marks: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for point in entry.incident.curve:
        yield {
            "day": point.as_of or "no day",
            "outcome": point.outcome.replace("_", " "),
            "speaker": point.speaker or _OWN,
            "dispatch": point.dispatch_id,
            "mark": _mark(point.dispatch_id, marks),
            **_bounds(point.low, point.best, point.high),
        }


def _claims(entry: Entry, marks: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for telling, claim in entry.claims():
        if isinstance(claim, Toll):
            speakers = " ← ".join(speaker.text for speaker in claim.attribution)
            stance = "" if claim.stance == "asserted" else f" ({claim.stance})"
            yield {
                "count": _count(claim.count),
                "what": f"{claim.people} {claim.outcome}".replace("_", " ") + stance,
                "quote": claim.quote,
                "speaker": speakers or _OWN,
                "dispatch": key_of(telling),
                "mark": _mark(key_of(telling), marks),
            }


def _count(count: Count) -> str:
    about = "about " if count.approx else ""
    if count.high is None:
        return f"{about}{count.low} or more"
    return f"{about}{count.low}" if count.low == count.high else f"{count.low} to {count.high}"


def _mark(key: str, marks: Mapping[str, int]) -> str:
    return f"[{marks[key]}]" if key in marks else ""


def _sources(entry: Entry) -> Iterator[dict[str, object]]:
    """The dispatches; an address is a link only where it is one of the web, so that nothing else can be run."""
    for telling in _once(entry):
        url = telling.dispatch.url
        yield {
            "key": key_of(telling),
            "told": _source(telling.dispatch, telling.at),
            "link": described.web_address(url),
            "url": url,
            "copy": telling.original is not None,
        }


def _source(head: DispatchHead, at: str | None) -> str:
    by = head.publisher or head.agency or "publisher not stated"
    agency = f" ({head.agency})" if head.agency and head.agency != by else ""
    headline = f"“{head.headline}”, " if head.headline else ""
    return f"{headline}{by}{agency}, {(at or '')[:10] or 'day not stated'}"
