"""Fetching a document from the web: one address at a time, looked at before each connection, bounded in all.

A name is looked up once and the connection goes to a number that was vetted, under the name for the certificate and the
request; a redirect is followed by hand, so that each of its steps is vetted in the same way. No proxy, no cookies, no
passwords of this machine are used.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urljoin

import msgspec

from testigo.errors import SourceError
from testigo.sources.delivery import Limits, Terms, too_large
from testigo.sources.extras import let_all_in, not_installed
from testigo.sources.packed import MAGIC, unpack
from testigo.sources.web.addresses import Address, Resolver, look_up, shown, vetted
from testigo.sources.web.watch import Watch

let_all_in()
try:
    import httpx2
except ImportError as missing:
    raise not_installed("httpx2", "fetch") from missing

REDIRECTS = frozenset([301, 302, 303, 307, 308])
PATIENCE = 10.0
"""Seconds until a connection stands, and between two pieces of an answer."""
HEADERS = {
    "User-Agent": "testigo (reads news feeds)",
    "Accept": "application/atom+xml, application/rss+xml, application/xml, text/xml, application/json, text/html, */*",
    "Accept-Encoding": "gzip",
}
_PACKED = ("gzip", "x-gzip")


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it came: its bytes, the address that gave them, and what the input is called."""

    place: str
    address: str
    body: bytes


class _Redirect(Exception):  # noqa: N818 - it leads on, and is no error
    """The answer is at another address."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def fetch(
    address: str, terms: Terms, *, resolver: Resolver = look_up, transport: httpx2.BaseTransport | None = None
) -> Fetched:
    """The document at an address.

    Raises SourceError for an address that may not be asked for (T-S020, T-S021), that gives no answer or a bad one
    (T-S022), or that leads in circles or to an unsafe address (T-S023), and for an answer that is too large (T-S009,
    T-S010).

    >>> fetch("ftp://news.example/feed", Terms())
    Traceback (most recent call last):
    testigo.errors.SourceError: T-S020 ftp://news.example/feed: only http and https are fetched \
(give an address such as https://news.example/feed.xml)
    """
    place = shown(address)
    deadline = time.monotonic() + terms.limits.seconds
    for _ in range(terms.limits.redirects + 1):
        target = vetted(address, resolver, allow_private=terms.allow_private_address)
        try:
            body = _asked(target, place, terms.limits, deadline, transport)
        except _Redirect as redirect:
            address = _next(target, redirect.location, place)
        else:
            return Fetched(place=place, address=target.written, body=_plain(body, place, terms.limits))
    raise SourceError(
        "T-S023", f"it redirects more than {terms.limits.redirects} times", place=place, hint="give the last address"
    )


def _next(target: Address, location: str, place: str) -> str:
    try:
        address = urljoin(target.written, location)
    except ValueError:
        address = ""
    if target.scheme == "https" and not address.lower().startswith("https://"):
        raise SourceError(
            "T-S023", f"it redirects from https to {shown(address)!r}", place=place, hint="give an address with https"
        )
    return address


def _plain(body: bytes, place: str, limits: Limits) -> bytes:
    """A packed document is unpacked, whatever the answer says of it."""
    return unpack(body, place, limits, limits.document) if body.startswith(MAGIC) else body


def _asked(
    target: Address, place: str, limits: Limits, deadline: float, transport: httpx2.BaseTransport | None
) -> bytes:
    """The body of the answer, from the first of the vetted numbers that takes a connection."""
    refused: Exception | None = None
    for number in target.numbers:
        try:
            return _answer(target, number, place, limits, deadline, transport)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            refused = error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
            late = time.monotonic() >= deadline
            raise _failed("it took too long" if late else _reason(error), place) from error
    raise _failed(f"no connection: {_reason(refused)}", place) from refused


def _reason(error: Exception | None) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _answer(
    target: Address,
    number: str,
    place: str,
    limits: Limits,
    deadline: float,
    transport: httpx2.BaseTransport | None,
) -> bytes:
    host = f"[{number}]" if ":" in number else number
    watch = Watch(deadline)
    extensions: dict[str, Any] = {"trace": watch.trace}
    if target.host != number:
        extensions["sni_hostname"] = target.host
    patience = httpx2.Timeout(min(PATIENCE, max(0.1, deadline - time.monotonic())))
    with (
        watch.kept(),
        httpx2.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=patience) as client,
        client.stream(
            "GET",
            f"{target.scheme}://{host}:{target.port}{target.path}",
            headers={**HEADERS, "Host": target.host_and_port},
            extensions=extensions,
        ) as response,
    ):
        _check(response, place)
        return _body(response, place, limits, deadline)


def _check(response: httpx2.Response, place: str) -> None:
    """Raise unless the answer holds a document."""
    if response.status_code in REDIRECTS and "location" in response.headers:
        raise _Redirect(response.headers["location"])
    if response.status_code != httpx2.codes.OK:
        raise _failed(f"the answer is {response.status_code} {response.reason_phrase}".rstrip(), place)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", *_PACKED):
        raise _failed(f"the answer is packed in a way nobody asked for: {packing[:40]!r}", place)


def _body(response: httpx2.Response, place: str, limits: Limits, deadline: float) -> bytes:
    """The bytes of the answer, counted as they come, unpacked if the answer says that they are packed."""
    chunks: list[bytes] = []
    count = 0
    for chunk in response.iter_raw():
        count += len(chunk)
        if count > limits.document:
            raise too_large("the answer", limits.document, place)
        if time.monotonic() >= deadline:
            break
        chunks.append(chunk)
    if time.monotonic() >= deadline:  # an answer that was cut off then looks like one that has ended
        raise _failed("it took too long", place)
    body = b"".join(chunks)
    packed = response.headers.get("content-encoding", "").strip().lower() in _PACKED
    return unpack(body, place, limits, limits.document) if packed and body else body


def _failed(why: str, place: str) -> SourceError:
    return SourceError("T-S022", why, place=place, hint="try again later, or look at the address with a browser")
