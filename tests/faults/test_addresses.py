"""Addresses that would make this machine talk to itself or to its own network: none of them is ever connected to."""

from __future__ import annotations

import socket

import pytest

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.inputs import read_inputs
from testigo.sources.web.addresses import vetted
from testigo.sources.web.fetch import fetch

ODD_SPELLINGS = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0X7F.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://00000000000000000000000127.0.0.1/",
    "http://127.0.0.01/",
    "http://127.000.000.001/",
    "http://0x/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://10.1/",
    "http://3232235777/",
    "http://0xc0.0xa8.0x01.0x01/",
    "http://%31%32%37.0.0.1/",
    "http://127%2e0%2e0%2e1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７．０．０．１/",
    "http://user@127.0.0.1/",
    "http://courier.example@127.0.0.1/",
    "http://courier.example:80@127.0.0.1/",
    "http://me:secret@courier.example/",
    "http://127.0.0.1\\@courier.example/",
    "http://courier.example\\.127.0.0.1/",
    "http:\\\\127.0.0.1/",
    "http://127.0.0.1 /",
    "http://127.0.0.1\t/",
    "http://127.0.0.1\r\nHost: x/",
    "http://courier.example/\r\nX: y",
    "http:///etc/passwd",
    "http://",
    "http://:80/",
    "http://localhost:/",
    "http://localhost:0/",
    "http://localhost:99999/",
    "http://localhost:eighty/",
    "http://[::1/",
    "http://::1/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[v1.x]/",
    "http://[127.0.0.1]/",
    "http://.localhost/",
    "http://a..b/",
    "http://-/",
    "http://courier.example/é",
    "http://" + "a" * 3_000 + "/",
    "ftp://courier.example/",
    "file:///etc/passwd",
    "FILE://localhost/etc/passwd",
    "gopher://127.0.0.1:70/x",
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "data://text/plain,x",
    "unix://var/run/docker.sock",
    "javascript://%0aalert(1)",
    "ws://127.0.0.1/",
]
PRIVATE_NUMBERS = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "::ffff:127.0.0.1"),
    *("::ffff:7f00:1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::"),
    *("2001:0:7f00:1::", "2001:db8::1", "3fff::1", "2001:470:1f0b::200:5efe:7f00:1", "0:0:0:0:0:ffff:10.0.0.1"),
]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that anything tries to make; none comes about."""
    made: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: connect(socket.socket(), address))
    return made


def written(number: str) -> str:
    return f"http://[{number}]/" if ":" in number else f"http://{number}/"


def test_there_are_many_ways_to_write_a_private_address() -> None:
    assert len(ODD_SPELLINGS) + 2 * len(PRIVATE_NUMBERS) > 140


@pytest.mark.parametrize("address", [*ODD_SPELLINGS, *map(written, PRIVATE_NUMBERS)])
def test_an_address_that_is_odd_or_private_is_refused_without_a_connection(
    address: str, connections: list[object]
) -> None:
    with pytest.raises(SourceError) as caught:
        fetch(address, Terms(), resolver=lambda *_: ["127.0.0.1"])
    assert caught.value.code in {"T-S020", "T-S021"}
    assert connections == []


@pytest.mark.parametrize("number", [*PRIVATE_NUMBERS, "fe80::1%eth0", "nonsense", ""])
def test_a_name_that_stands_for_a_private_number_among_others_is_refused(
    number: str, connections: list[object]
) -> None:
    with pytest.raises(SourceError, match="T-S021"):
        fetch("https://courier.example/", Terms(), resolver=lambda *_: ["93.184.216.34", number])
    assert connections == []


def test_the_names_of_this_machine_are_private_too(connections: list[object]) -> None:
    for name in ("localhost", "LOCALHOST", "localhost."):
        (error,) = read_inputs([f"http://{name}/"], None, Terms())
        assert isinstance(error, SourceError)
        assert error.code == "T-S021"
    assert connections == []


def test_a_refused_address_leaves_the_other_inputs_unharmed(connections: list[object], tmp_path: object) -> None:
    errors = list(read_inputs(["http://10.0.0.1/", "ftp://x/", "gone.txt"], None, Terms()))
    assert [error.code for error in errors if isinstance(error, SourceError)] == ["T-S021", "T-S020", "T-S003"]
    assert not any(isinstance(error, Delivery) for error in errors)
    assert connections == []


def test_a_password_in_an_address_is_not_printed() -> None:
    with pytest.raises(SourceError) as caught:
        vetted("https://me:secret@courier.example/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "192.31.196.1", "11.0.0.1"])
def test_a_public_address_is_asked_for(number: str) -> None:
    address = vetted("https://courier.example:8443/feed?x=1", lambda *_: [number])
    assert (address.numbers, address.written) == ((number,), "https://courier.example:8443/feed?x=1")


def test_a_name_of_other_letters_is_looked_up_as_the_net_writes_it() -> None:
    assert vetted("https://mañana.example/", lambda host, _: ["8.8.8.8"]).host == "xn--maana-pta.example"
