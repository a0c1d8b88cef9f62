"""HTML pages: the article without what stands around it.

The extraction drops the clock from a time of publication and guesses where there is none, so what a page itself states
is read here: `datePublished` and its like, the language of the page, its canonical address. A day that had to be
guessed is said to be.
"""

from __future__ import annotations

import re

from testigo.errors import SourceError
from testigo.model.edition import Edition
from testigo.model.record import Issue
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.extras import let_all_in, not_installed
from testigo.sources.fields import iso_day, iso_time
from testigo.sources.items import Item, delivered
from testigo.sources.markup.plain import parse_html
from testigo.sources.markup.safe_xml import etree
from testigo.sources.text import decode

let_all_in()
try:
    import trafilatura
    from trafilatura.settings import Document
except ImportError as missing:
    raise not_installed("trafilatura", "web") from missing

HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @property='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='dc.date' or @name='DC.date.issued']/@content",
)
_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def read_page(raw: bytes, place: str, terms: Terms, address: str | None = None) -> Delivery:
    r"""The article of a page, named by the hash of its text; `address` is where the page was fetched.

    Raises SourceError for what is no text (T-S001, T-S002), too large (T-S009), too deep or of too many tags (T-S017),
    and for a page without an article (T-S019).

    >>> page = b"<html lang='es'><title>Dos muertos</title><article><p>Dos hombres murieron el lunes en Korum.</p>" \
    ...     b"<p>La policia busca a otros dos.</p></article></html>"
    >>> read_page(page, "a.html", Terms()).dispatch.text
    'Dos hombres murieron el lunes en Korum.\nLa policia busca a otros dos.'
    """
    written = _decoded(raw, place)
    if written.count("<") > terms.limits.tags:
        raise SourceError(
            "T-S017",
            f"the page has more than {terms.limits.tags:,} tags",
            place=place,
            hint="give its text as a text file",
        )
    tree = parse_html(written, place, terms.limits)
    article = _article(written, place)
    published, issues = _published(tree, article)
    item = Item(
        text=_body(article),
        publisher=article.sitename,
        url=address or next(iter(_stated(tree, _CANONICAL)), None),
        headline=article.title,
        lang=next(iter(_stated(tree, ("/html/@lang", "/html/@xml:lang"))), None),
        published=published,
        edition=Edition(at=iso_time(published)),
        issues=issues,
    )
    if not item.text:
        raise _no_article(place)
    return delivered(item, place, terms)


def _decoded(raw: bytes, place: str) -> str:
    """The page's characters: as it says itself, else UTF-8, and never guessed."""
    said = _CHARSET.search(raw[:HEAD])
    name = said.group(1).decode("ascii").lower() if said else "utf-8"
    if name.replace("_", "-") in ("utf-8", "utf8"):
        return decode(raw, place)
    try:
        return raw.decode(_AS_BROWSERS_DO.get(name, name))
    except (LookupError, ValueError) as error:
        raise SourceError(
            "T-S001", f"not valid {name}, as it says it is", place=place, hint="convert the page to UTF-8"
        ) from error


def _article(written: str, place: str) -> Document:
    try:
        found = trafilatura.bare_extraction(
            written,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:
        raise SourceError(
            "T-S019",
            f"no article can be taken out of it: {type(error).__name__}",
            place=place,
            hint="give its text as a text file",
        ) from error
    if not isinstance(found, Document):
        raise _no_article(place)
    return found


def _body(article: Document) -> str:
    """The article's text without the headline, where that stands above it once more."""
    text = (article.text or "").strip()
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and article.title and first.split() == article.title.split() else text


def _no_article(place: str) -> SourceError:
    return SourceError(
        "T-S019",
        "the page has no article",
        place=place,
        hint="look whether it is one; else give its text as a text file",
    )


def _published(tree: etree._Element, article: Document) -> tuple[str | None, tuple[Issue, ...]]:
    """When the page says it was published, with its time if it has one."""
    told = [*_stated(tree, _PUBLISHED)]
    for script in tree.iter("script"):
        told += _IN_JSON.findall(script.text or "")
    days = [when for when in told if iso_day(when)]
    timed = next((when for when in days if iso_time(when)), None)
    best = timed or next(iter(days), None)
    if best is None and article.date:
        message = f"The page does not say when it was published; {article.date} was taken from its address or layout."
        return article.date, (Issue(code="guessed_date", message=message),)
    if best is None and told:
        return None, (Issue(code="bad_date", message="The page's day of publication is no ISO day; it was left out."),)
    return best, ()


def _stated(tree: etree._Element, paths: tuple[str, ...]) -> list[str]:
    found = [str(value).strip() for path in paths for value in _texts(tree, path)]
    return [value for value in found if value]


def _texts(tree: etree._Element, path: str) -> list[object]:
    result = tree.xpath(path)
    return list(result) if isinstance(result, list) else []
