"""Addresses of the web: how one is taken apart, and which of them anybody on the Internet may be asked for.

Whoever writes an address into a list of feeds, or answers with a redirect, must not make a machine talk to itself, to
its own network, or to the service that hands out a cloud machine's keys. A name is therefore looked up once, every
address it stands for has to be public, and the connection goes to one of those that were looked at.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

import msgspec

from testigo.errors import SourceError

Resolver = Callable[[str, int], Sequence[str]]
PORTS = {"http": 80, "https": 443}
LONGEST = 2048
_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_SPECIAL_4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
            *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
        ),
    )
)
"""Networks of special use (IANA), and the public address at which one cloud answers its machines."""
_GLOBAL_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(map(IPv6Network, ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]))
"""Within what is global: tunnels that carry an address of version 4, and networks of special use."""
_ISATAP = (0x00005EFE, 0x02005EFE)


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A web address that may be asked for; `numbers` are those that it stands for."""

    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]

    @property
    def written(self) -> str:
        """The address as one would write it.

        >>> Address(scheme="https", host="a.example", port=443, path="/feed", numbers=()).written
        'https://a.example/feed'
        """
        return f"{self.scheme}://{self.host_and_port}{self.path}"

    @property
    def host_and_port(self) -> str:
        """The host as a request names it.

        >>> Address(scheme="http", host="::1", port=8000, path="/", numbers=()).host_and_port
        '[::1]:8000'
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses that a name stands for, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def vetted(address: str, resolver: Resolver = look_up, *, allow_private: bool = False) -> Address:
    """An address that may be asked for, with its name looked up.

    Raises SourceError for an address that is none of the web or spelt oddly (T-S020), whose name nobody knows (T-S022)
    or which is not public, unless `allow_private` (T-S021).

    >>> vetted("http://news.example/feed", lambda host, port: ["192.168.0.7"])
    Traceback (most recent call last):
    testigo.errors.SourceError: T-S021 http://news.example/feed: 192.168.0.7 is no public address \
(--allow-private-address lets addresses of your own network be fetched)
    """
    place = shown(address)
    scheme, host, port, path = _parts(address, place)
    numbers = tuple(dict.fromkeys(_numbers(host, port, resolver, place)))
    refused = [number for number in numbers if not allow_private and not is_public(number)]
    if refused:
        raise SourceError(
            "T-S021",
            f"{refused[0]} is no public address",
            place=place,
            hint="--allow-private-address lets addresses of your own network be fetched",
        )
    return Address(scheme=scheme, host=host, port=port, path=path, numbers=numbers)


def shown(address: str) -> str:
    """An address for people, without the password that may stand in it.

    >>> shown("https://me:secret@a.example/feed")
    'https://…@a.example/feed'
    """
    return re.sub(r"//[^/?#]*@", "//…@", address[:LONGEST])


def _parts(address: str, place: str) -> tuple[str, str, int, str]:
    if len(address) > LONGEST or _NOT_IN_AN_ADDRESS.search(address):
        raise _odd("it is too long, or has a blank or a backslash", place)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _odd(str(error), place) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise _odd("only http and https are fetched", place)
    if "@" in parts.netloc:
        raise _odd("it holds a name or a password", place)
    if port == 0 or parts.netloc.endswith(":"):
        raise _odd("its port is none", place)
    query = f"?{parts.query}" if parts.query else ""
    path = (parts.path or "/") + query
    if not path.isascii():
        raise _odd("its path has letters that are to be written as %XX", place)
    return scheme, _host(parts.netloc, parts.hostname or "", place), port or PORTS[scheme], path


def _host(netloc: str, host: str, place: str) -> str:
    """The host in the one spelling that is taken: a name, four decimal numbers, or version 6 in brackets."""
    if netloc.startswith("["):
        try:
            return str(IPv6Address(host)) if "%" not in host else _refuse_zone(place)
        except ValueError as error:
            raise _odd("its host is no address of version 6", place) from error
    try:
        name = (host if host.isascii() else host.encode("idna").decode("ascii")).lower().removesuffix(".")
    except ValueError as error:
        raise _odd("its host is no name", place) from error
    labels = name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or len(name) > 253:
        raise _odd("its host is no name", place)
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted(name, place)
    return name


def _refuse_zone(place: str) -> str:
    raise _odd("it names a zone of this machine", place)


def _dotted(name: str, place: str) -> str:
    """Four decimal numbers; every other way to write one address leads two readers to two of them."""
    try:
        return str(IPv4Address(name))
    except ValueError as error:
        raise _odd("its host is an address written in an unusual way", place) from error


def _numbers(host: str, port: int, resolver: Resolver, place: str) -> Sequence[str]:
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        return [host]
    try:
        found = resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            "T-S022", f"its name is not known: {error}", place=place, hint="check the spelling and the connection"
        ) from error
    if not found:
        raise SourceError("T-S022", "its name stands for nothing", place=place, hint="check the spelling")
    return found


def is_public(number: str) -> bool:
    """Whether an address is one of the public Internet; what cannot be read is not.

    >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "::ffff:93.184.216.34", "2606:2800::1")]
    [True, False, False, True]
    """
    try:
        if ":" not in number:
            return not any(IPv4Address(number) in network for network in _SPECIAL_4)
        six = IPv6Address(number)
    except ValueError:
        return False
    tunnel = (int(six) >> 32) & 0xFFFFFFFF in _ISATAP
    return not tunnel and six.scope_id is None and six in _GLOBAL_6 and not any(six in one for one in _SPECIAL_6)


def _odd(why: str, place: str) -> SourceError:
    return SourceError("T-S020", why, place=place, hint="give an address such as https://news.example/feed.xml")
