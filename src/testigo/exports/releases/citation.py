"""How a release is cited: `CITATION.cff` and an entry for BibTeX.

Source: Citation File Format 1.2.0 (citation-file-format.github.io); what is written here was held against its schema
with cffconvert.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from testigo.exports.releases.release import Release
from testigo.exports.releases.shape import shape

ANONYMOUS = "anonymous"
_IN_TEX = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"\\": "", "~": " ", "^": " "})


def cff(release: Release) -> str:
    """The release as a `CITATION.cff` of type dataset. Values are JSON strings, which YAML reads as they are."""
    return "\n".join(_cff(release)) + "\n"


def _cff(release: Release) -> Iterator[str]:
    yield 'cff-version: "1.2.0"'
    yield "type: dataset"
    yield f"message: {_quoted(shape().words['message'])}"
    yield f"title: {_quoted(release.title)}"
    yield "authors:"
    yield from (f"  - name: {_quoted(author)}" for author in release.authors or (ANONYMOUS,))
    yield f"version: {_quoted(release.version)}"
    if release.date:
        yield f'date-released: "{release.date}"'
    yield f"abstract: {_quoted(abstract(release))}"
    yield "identifiers:"
    yield "  - type: other"
    yield f'    value: "sha256:{release.name}"'
    yield '    description: "The name of the release, a hash of all that it holds"'


def abstract(release: Release) -> str:
    """The release in one sentence."""
    return (
        f"{release.incidents:,} incidents from {release.coverage.dispatches:,} dispatches, counted under the policy "
        f"{release.policy.label}, {release.known}, by Testigo {release.program}."
    )


def bibtex(release: Release) -> str:
    """The release as an entry for BibTeX."""
    fields = {
        "title": f"{{{_tex(release.title)}}}",
        "author": " and ".join(f"{{{_tex(author)}}}" for author in release.authors or (ANONYMOUS,)),
        "year": (release.date or "")[:4],
        "version": release.version,
        "note": _tex(f"Data set. {abstract(release)} SHA-256 {release.name}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{testigo-{release.version}-{release.short},", *lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def _tex(text: str) -> str:
    r"""Text that TeX prints as it stands.

    >>> print(_tex("50 % of R&D"))
    50 \% of R\&D
    """
    return text.translate(_IN_TEX)
