"""What is fetched, from a server on this machine; addresses that must not be asked for stand in tests/faults."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx2
import pytest

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.inputs import read_inputs
from testigo.sources.web.fetch import fetch
from tests import documents

OURS = Terms(allow_private_address=True)
PUBLIC = "93.184.216.34"


class Server(BaseHTTPRequestHandler):
    """Answers that a test may ask for, by their path."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        answers: dict[str, Callable[[], None]] = {
            "/feed": lambda: self.give(documents.RSS),
            "/page": lambda: self.give(documents.PAGE),
            "/packed": lambda: self.give(gzip.compress(documents.RSS), "gzip"),
            "/feed.gz": lambda: self.give(gzip.compress(documents.RSS)),
            "/bomb": lambda: self.give(gzip.compress(b" " * 3_000_000), "gzip"),
            "/odd": lambda: self.give(b"x", "br"),
            "/moved": lambda: self.lead("/feed"),
            "/circle": lambda: self.lead("/circle"),
            "/away": lambda: self.lead("ftp://news.example/feed"),
            "/endless": self.pour,
            "/slow": self.drop,
            "/drip": self.drip,
            "/silent": lambda: time.sleep(3),
        }
        answers.get(self.path, lambda: self.send_error(404))()

    def give(self, body: bytes, packing: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if packing:
            self.send_header("Content-Encoding", packing)
        self.end_headers()
        self.wfile.write(body)

    def lead(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()

    def pour(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.keep_sending(b"x" * 65_536, 0)

    def drop(self) -> None:
        self.keep_sending(b"H", 0.2)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.keep_sending(b"x", 0.2)

    def keep_sending(self, piece: bytes, pause: float) -> None:
        try:
            for _ in range(10_000):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    serving.daemon_threads = True
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


def refused(address: str, terms: Terms = OURS) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetch(address, terms)
    return caught.value


def test_a_feed_of_ones_own_network_is_read_when_that_is_allowed(server: str) -> None:
    first, second = read_inputs([f"{server}/feed"], None, OURS)
    assert isinstance(first, Delivery)
    assert isinstance(second, Delivery)
    assert (first.dispatch.id, first.place) == ("courier-17", f"{server}/feed#1")


def test_a_server_of_ones_own_network_is_not_asked_unless_that_is_allowed(server: str) -> None:
    Server.asked.clear()
    (error,) = read_inputs([f"{server}/feed"], None, Terms())
    assert isinstance(error, SourceError)
    assert (error.code, Server.asked) == ("T-S021", [])


def test_a_page_at_an_address_has_that_as_its_own(server: str) -> None:
    (page,) = read_inputs([f"{server}/page"], None, OURS)
    assert isinstance(page, Delivery)
    assert page.dispatch.url == f"{server}/page"


@pytest.mark.parametrize("path", ["packed", "feed.gz", "moved"])
def test_a_feed_is_unpacked_and_followed_to_where_it_moved(server: str, path: str) -> None:
    assert fetch(f"{server}/{path}", OURS).body == documents.RSS


def test_the_name_is_looked_up_once_and_stands_in_the_request(server: str) -> None:
    looked_up: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    Server.asked.clear()
    port = server.rpartition(":")[2]
    fetched = fetch(f"http://Courier.Example:{port}/feed#part", OURS, resolver=resolver)
    assert looked_up == ["courier.example"]
    assert Server.asked == [("/feed", f"courier.example:{port}")]
    assert fetched.address == f"http://courier.example:{port}/feed"


def test_a_number_that_takes_no_connection_is_passed_over_for_the_next(server: str) -> None:
    port = server.rpartition(":")[2]
    fetched = fetch(f"http://courier.example:{port}/feed", OURS, resolver=lambda *_: ["127.0.0.2", "::1", "127.0.0.1"])
    assert fetched.body == documents.RSS


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("gone", "T-S022", "404"),
        ("odd", "T-S022", "nobody asked for"),
        ("bomb", "T-S010", "times its size"),
        ("circle", "T-S023", "more than 5 times"),
        ("away", "T-S020", "only http and https"),
        ("endless", "T-S009", "larger than"),
    ],
)
def test_a_bad_answer_is_refused_with_its_reason(server: str, path: str, code: str, words: str) -> None:
    error = refused(f"{server}/{path}", Terms(allow_private_address=True, limits=Limits(document=4_000_000)))
    assert (error.code, words in error.message) == (code, True)


@pytest.mark.parametrize("path", ["slow", "drip", "silent"])
def test_a_server_that_never_ends_is_left_at_the_deadline(server: str, path: str) -> None:
    start = time.monotonic()
    error = refused(f"{server}/{path}", Terms(allow_private_address=True, limits=Limits(seconds=1.0)))
    assert (error.code, time.monotonic() - start < 4) == ("T-S022", True)


def test_a_port_where_nobody_listens_is_an_error_that_says_so() -> None:
    assert "no connection" in refused("http://127.0.0.1:9/feed").message


def answering(*answers: httpx2.Response) -> tuple[httpx2.MockTransport, list[httpx2.Request]]:
    """A network in which each request gets the next answer, and the requests that were made."""
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return answers[len(requests) - 1]

    return httpx2.MockTransport(answer), requests


def test_the_connection_goes_to_the_number_under_the_name() -> None:
    transport, requests = answering(httpx2.Response(200, stream=httpx2.ByteStream(documents.RSS)))
    fetch("https://courier.example/feed?a=1", Terms(), resolver=lambda *_: [PUBLIC], transport=transport)
    (request,) = requests
    assert (str(request.url), request.headers["host"]) == (f"https://{PUBLIC}/feed?a=1", "courier.example")
    assert request.extensions["sni_hostname"] == "courier.example"


def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked_for() -> None:
    places = [
        f"http://{host}/" for host in ("127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254", "0x7f000001", "inner")
    ]
    for place in places:
        transport, requests = answering(httpx2.Response(302, headers={"location": place}))
        with pytest.raises(SourceError) as caught:
            fetch(
                "http://courier.example/",
                Terms(),
                resolver=lambda host, _: ["192.168.1.1"] if host == "inner" else [PUBLIC],
                transport=transport,
            )
        assert caught.value.code in {"T-S020", "T-S021"}
        assert len(requests) == 1


def test_a_name_that_stands_for_another_number_the_second_time_is_looked_at_again() -> None:
    numbers = iter([[PUBLIC], ["127.0.0.1"]])
    transport, requests = answering(httpx2.Response(302, headers={"location": "/again"}))
    with pytest.raises(SourceError, match="T-S021"):
        fetch("http://courier.example/", Terms(), resolver=lambda *_: next(numbers), transport=transport)
    assert len(requests) == 1


def test_an_encrypted_address_does_not_lead_to_one_that_is_not() -> None:
    transport, requests = answering(httpx2.Response(301, headers={"location": "http://courier.example/feed"}))
    with pytest.raises(SourceError, match="T-S023"):
        fetch("https://courier.example/", Terms(), resolver=lambda *_: [PUBLIC], transport=transport)
    assert len(requests) == 1
