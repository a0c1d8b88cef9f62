"""Markup to plain text, always in the same way: a blank line between paragraphs, one line per row, item or break.

Blanks between words are what the markup's layout made of them and become one; a no-break space is part of the text.
"""

from __future__ import annotations

import html
import re

from testigo.errors import SourceError
from testigo.sources.delivery import Limits
from testigo.sources.markup.safe_xml import etree

PARAGRAPHS = frozenset(
    (
        *("p", "div", "section", "article", "blockquote", "bq", "pre", "table", "ul", "ol", "dl", "header", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hedline", "block", "figure", "figcaption", "hr", "main"),
        *("aside", "nav"),
    )
)
LINES = frozenset(["br", "li", "tr", "dt", "dd", "caption", "fn", "datasource"])
CELLS = frozenset(["td", "th"])
SILENT = frozenset(
    ["script", "style", "noscript", "template", "iframe", "svg", "select", "button", "media", "head", "object"]
)
"""Elements whose words are no part of what is told."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Lines:
    """Plain text as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._breaks = 0
        self._blank = False

    def add(self, words: str | None) -> None:
        if not words:
            return
        plain = _BLANKS.sub(" ", words)
        if plain.startswith(" "):
            self._blank = True
        if stripped := plain.strip(" "):
            self._separate()
            self._parts.append(stripped)
            self._blank = plain.endswith(" ")

    def part(self, breaks: int) -> None:
        self._breaks = max(self._breaks, breaks)

    def blank(self) -> None:
        self._blank = True

    def _separate(self) -> None:
        if self._parts:
            self._parts.append("\n" * self._breaks or " " * self._blank)
        self._breaks = 0

    def __str__(self) -> str:
        return "".join(self._parts)


def plain_text(element: etree._Element) -> str:
    r"""The words of an element as plain text.

    >>> plain_text(etree.fromstring("<body><p>Two\n  men <b>died</b>.</p><p>One<br/>fled.</p></body>"))
    'Two men died.\n\nOne\nfled.'
    """
    lines = _Lines()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = _name(node)
        _part(lines, name)
        if event == "start" and name in SILENT:
            walk.skip_subtree()
        elif event == "start":
            lines.add(node.text)
        elif node is not element:
            lines.add(node.tail)
    return str(lines)


def _name(node: etree._Element) -> str:
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _part(lines: _Lines, name: str) -> None:
    if name in PARAGRAPHS:
        lines.part(2)
    elif name in LINES:
        lines.part(1)
    elif name in CELLS:
        lines.blank()


def without_markup(written: str, place: str, limits: Limits) -> str:
    r"""A text that may be HTML as plain text; one without any tag keeps its lines.

    Raises SourceError (T-S017) for markup that is nested too deeply or has too many parts.

    >>> without_markup("<p>Two men &amp; a boy</p>died", "feed#1", Limits()), without_markup("One\n\ntwo", "", Limits())
    ('Two men & a boy\n\ndied', 'One\n\ntwo')
    """
    if "<" not in written:
        return html.unescape(written).replace("\r\n", "\n").strip()
    return plain_text(parse_html(written, place, limits))


def parse_html(written: str, place: str, limits: Limits) -> etree._Element:
    """The tree of an HTML text, however broken it is. Raises SourceError (T-S017) as `without_markup` does.

    >>> parse_html("<p>Two <b>men", "a.html", Limits()).tag
    'html'
    """
    if written.count("<") + written.count("=") > 2 * limits.nodes:
        raise _monstrous(f"it has more than {limits.nodes:,} parts", place)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(written.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _monstrous("it is nested too deeply", place)
    return etree.Element("html") if root is None else root


def _monstrous(why: str, place: str) -> SourceError:
    return SourceError("T-S017", why, place=place, hint="look whether it is what you think")
