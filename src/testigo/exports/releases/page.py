"""`README.md` of a release: what it is in a minute, for somebody who never heard of Testigo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from testigo.exports.out import MANIFEST as SIDECAR
from testigo.exports.out import File
from testigo.exports.releases.citation import ANONYMOUS
from testigo.exports.releases.coverage import UNNAMED, Coverage, Days
from testigo.exports.releases.release import BIBTEX, CITATION, CODEBOOK, MANIFEST, POLICY, README, TABLES, Release
from testigo.exports.releases.shape import shape
from testigo.packs.schema import countries

_MOST = 12
"""How many publishers or countries are named one by one."""
_FILES = {
    f"{TABLES}/incidents.csv": "one row for each incident: begin here",
    f"{TABLES}/tolls.csv": "every figure with low, best and high, and the claims that it rests on",
    f"{TABLES}/claims.csv": "who says which figure, in which dispatch",
    f"{TABLES}/dispatches.csv": "which dispatches tell of an incident",
    f"{TABLES}/units.csv": "the rows that the policy makes of an incident, with its own numbers",
    f"{TABLES}/curve.csv": "how each toll moved, day by day",
    f"{TABLES}/flags.csv": "what a person should look at",
    f"{TABLES}/left_out.csv": "incidents that the policy does not count, each with why",
    f"{TABLES}/codebook.md": "every column of the tables",
    f"{TABLES}/datapackage.json": "the same for programs (frictionless data package)",
    POLICY: "the policy, to read and to count again with",
    "tombstones.csv": "incidents that an earlier release had and this one has not, with why",
    "names.csv": "other names of incidents, to find one by an older name",
    "rulings.csv": "what people ruled in review",
    "withdrawn.csv": "dispatches that their publishers corrected or withdrew",
    CODEBOOK: "every column of the four files above",
    MANIFEST: "all of this page for programs, with the hash of every file",
}


def readme(release: Release) -> str:
    """The page, as Markdown."""
    parts = (_what(release), _counted(release), _rests_on(release.coverage), _is_not(release), _files(release))
    return "\n".join(line for part in (*parts, _names_itself(release)) for line in part)


def _what(release: Release) -> Iterator[str]:
    yield from (f"# {release.title}", "")
    happened = _between(release.coverage.happened)
    yield (
        f"Version {release.version}{f', {release.date}' if release.date else ''}. "
        f"{_many(release.incidents, 'incident')} of violence{happened and f' that happened {happened}'}, as "
        f"{_many(release.coverage.dispatches, 'news dispatch', 'news dispatches')} tell of them, {release.known}."
    )
    yield ""
    yield _words("rows")
    if one := release.example:
        yield ""
        yield _words("example").format(
            what=one.what,
            incident=one.incident_id,
            figures=one.figures,
            dispatches=_many(one.dispatches, "dispatch", "dispatches"),
            voices=_many(one.voices, "voice"),
        )
    yield from ("", _words(release.profile), "")


def _counted(release: Release) -> Iterator[str]:
    policy = release.policy
    yield from ("## How it was counted", "")
    yield f"Under the policy **{policy.label}**: {policy.title}. {_words('policy')}"
    yield from ("", "## What was left out", "")
    if release.left_out:
        yield f"{_many(release.left_out, 'incident')} {_words('left_out')}"
    else:
        yield "No incident of the ledger."
    yield ""
    if release.previous is None:
        yield "No earlier release was named, so `tombstones.csv` is empty."
    elif release.tombstones:
        yield (
            f"Since release {release.previous.version}: `tombstones.csv` has {_many(release.tombstones, 'incident')} "
            "that an earlier release had, with what became of each."
        )
    else:
        yield f"Nothing that release {release.previous.version} had is gone."
    yield ""


def _rests_on(coverage: Coverage) -> Iterator[str]:
    yield from ("## What it rests on", "")
    if not coverage.dispatches:
        yield from ("No dispatch: nothing is counted.", "")
        return
    dispatches = _many(coverage.dispatches, "dispatch", "dispatches")
    published = _between(coverage.published)
    yield f"- {dispatches}{published and f' published {published}'}, in the words of {_many(coverage.voices, 'voice')}"
    yield f"- languages: {_listed(coverage.languages)}"
    yield f"- publishers: {_listed(coverage.publishers)}"
    named = {_country(code): number for code, number in coverage.countries.items()}
    yield f"- countries of incidents: {_listed(named)}"
    yield ""


def _is_not(release: Release) -> Iterator[str]:
    yield from ("## What the figures are, and what they are not", "")
    yield from (f"- {caution}" for caution in release.cautions)
    yield ""


def _files(release: Release) -> Iterator[str]:
    yield from ("## Files", "", "| file | rows | what it holds |", "| --- | ---: | --- |")
    rows = {file.name: file for file in release.files}
    yield from (f"| `{name}` | {_rows(rows.get(name))} | {what} |" for name, what in _FILES.items())
    for folder in _exporters(release):
        yield f"| `{folder}/` | | the same in the form {folder} |"
    yield ""


def _exporters(release: Release) -> list[str]:
    others = {file.name.partition("/")[0] for file in release.files if file.name.endswith(f"/{SIDECAR}")}
    return sorted(others - {TABLES})


def _names_itself(release: Release) -> Iterator[str]:
    yield from ("## How to cite and to check it", "")
    makers = " and ".join(release.authors) or ANONYMOUS
    yield f"`{CITATION}` and `{BIBTEX}` have the citation; its makers are {makers}. {_words('name')}"
    yield from ("", f"    {release.name}", "", _words("check"), "")
    yield f"Made by Testigo {release.program}, which reads with {release.reader}. This page is `{README}`."
    yield ""


def _words(key: str) -> str:
    return shape().words[f"page_{key}"]


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _between(days: Days) -> str:
    if not days.first:
        return ""
    return f"on {days.first}" if days.first == days.last else f"between {days.first} and {days.last}"


def _listed(counted: Mapping[str, int]) -> str:
    """What was counted, the most frequent first, the rest together."""
    named = [f"{name if name != UNNAMED else 'not stated'} {number:,}" for name, number in counted.items()]
    rest = len(named) - _MOST
    return ", ".join(named[:_MOST]) + (f", and {rest:,} more" if rest > 0 else "")


def _country(code: str) -> str:
    found = countries().get(code)
    return found.name if found else code


def _rows(file: File | None) -> str:
    return "" if file is None or file.rows is None else f"{file.rows:,}"
