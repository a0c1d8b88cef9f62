"""Asking a model at an endpoint of the OpenAI form: bounded in time and size, one question and one repair.

The endpoint is named by the person at the keyboard, so it may be of their own machine. No redirect is followed and no
proxy of the environment used: what is asked, and the key, go to the endpoint that was named and nowhere else.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import msgspec

from testigo.errors import ModelError
from testigo.proposals.answers import Heard, NoAnswer, heard
from testigo.proposals.wording import Message, answer_schema, messages_about, messages_of_repair
from testigo.sources.delivery import MEBIBYTE
from testigo.sources.extras import let_all_in, not_installed
from testigo.sources.web.watch import Watch

let_all_in()
try:
    import httpx2
except ImportError as missing:
    raise not_installed("httpx2", "llm") from missing

_PATH = "/chat/completions"
_REFUSALS = frozenset([400, 404, 415, 422, 500, 501])
"""Answers of servers that do not know how to hold a model to a form."""
_REASON = 200
"""Characters of a server's own words that an error shows."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What one dispatch may cost: seconds until an answer, bytes of it, characters of the text that is sent."""

    seconds: float = 120.0
    answer: int = MEBIBYTE
    text: int = 60_000
    tokens: int = 4096


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask: the address before `/chat/completions`, the model's name there, and the key, if it wants one."""

    address: str
    model: str
    key: str | None = None

    def __repr__(self) -> str:
        """Everything but the key.

        >>> Endpoint(address="http://localhost:11434/v1", model="m", key="s3cret")
        Endpoint(address='http://localhost:11434/v1', model='m')
        """
        return f"Endpoint(address={self.address!r}, model={self.model!r})"


def endpoint(address: str, model: str, key: str | None = None) -> Endpoint:
    """An endpoint that may be asked. Raises ModelError (T-M001) for an address that is none or unsafe.

    >>> endpoint("http://news.example/v1", "m", key="s3cret")
    Traceback (most recent call last):
    testigo.errors.ModelError: T-M001 http://news.example/v1: the key would travel unencrypted (give an address with \
https, or leave the key unset)
    """
    try:
        parts = urlsplit(address)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        raise _no_address("<endpoint>", "it is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_one or not address.isprintable():
        raise _no_address("<endpoint>", "it is no address of http or https")
    if parts.username is not None or parts.query or parts.fragment:
        raise _no_address("<endpoint>", "an endpoint has no user, query or fragment")
    if key and parts.scheme != "https" and not _of_this_machine(parts.hostname):
        raise ModelError(
            "T-M001", "the key would travel unencrypted", place=address,
            hint="give an address with https, or leave the key unset",
        )  # fmt: skip
    return Endpoint(address=address.rstrip("/").removesuffix(_PATH), model=model, key=key or None)


class Model:
    """A model at an endpoint. It keeps in mind which form of answer its server takes, and nothing of what was asked."""

    def __init__(self, at: Endpoint, terms: Terms | None = None) -> None:
        self.endpoint = at
        self._terms = terms or Terms()
        # made once: reading the certificates of this machine takes longer than all else before a request
        self._trusted = ssl.create_default_context()
        self._forms: list[dict[str, Any] | None] = [
            {"type": "json_schema", "json_schema": {"name": "tolls", "strict": True, "schema": answer_schema()}},
            {"type": "json_object"},
            None,
        ]

    def hear(self, text: str, place: str) -> Heard:
        """What the model says of a text; asked once more where its answer has not the form that was asked for.

        Raises ModelError: no answer (T-M002), the server refuses (T-M003), the answer or the text is too large
        (T-M004), the answer is not what was asked for (T-M005).
        """
        if len(text) > self._terms.text:
            size = f"the text has more than {self._terms.text:,} characters"
            raise ModelError("T-M004", size, place=place, hint="give it in parts")
        deadline = time.monotonic() + self._terms.seconds
        asked = messages_about(text)
        content = self._content(asked, place, deadline)
        try:
            return heard(content)
        except NoAnswer as fault:
            again = messages_of_repair(asked, content, str(fault)[:_REASON])
        try:
            return heard(self._content(again, place, deadline))
        except NoAnswer as fault:
            raise _garbage(f"the answer is not what was asked for: {fault}", place) from fault

    def _content(self, messages: Sequence[Message], place: str, deadline: float) -> str:
        """The words of an answer, in the first of the forms that the server does not refuse."""
        while True:
            status, body = self._exchange(self._body(messages), place, deadline)
            if status == httpx2.codes.OK:
                return _words(body, place)
            if status not in _REFUSALS or len(self._forms) == 1:
                raise self._refusal(status, body, place)
            del self._forms[0]

    def _body(self, messages: Sequence[Message]) -> bytes:
        form = self._forms[0]
        asked: dict[str, Any] = {
            "model": self.endpoint.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": self._terms.tokens,
            "stream": False,
        }
        # escapes, because a dispatch may hold half a surrogate pair, which UTF-8 cannot
        return json.dumps(asked if form is None else asked | {"response_format": form}).encode("ascii")

    def _exchange(self, body: bytes, place: str, deadline: float) -> tuple[int, bytes]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _silent("it took too long", place)
        watch = Watch(deadline)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        try:
            with (
                watch.kept(),
                httpx2.Client(verify=self._trusted, trust_env=False, follow_redirects=False, timeout=left) as client,
                client.stream(
                    "POST",
                    self.endpoint.address + _PATH,
                    content=body,
                    headers=headers,
                    extensions={"trace": watch.trace},
                ) as response,
            ):
                return response.status_code, self._received(response, place, deadline)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
            late = time.monotonic() >= deadline
            raise _silent("it took too long" if late else type(error).__name__, place) from error

    def _received(self, response: httpx2.Response, place: str, deadline: float) -> bytes:
        """The bytes of the answer, counted as they come and never unpacked."""
        chunks: list[bytes] = []
        count = 0
        for chunk in response.iter_raw():
            count += len(chunk)
            if count > self._terms.answer:
                raise ModelError(
                    "T-M004", f"the answer is larger than {self._terms.answer:,} bytes", place=place,
                    hint="look what the endpoint is",
                )  # fmt: skip
            chunks.append(chunk)
        if time.monotonic() >= deadline:  # an answer that was cut off then looks like one that has ended
            raise _silent("it took too long", place)
        return b"".join(chunks)

    def _refusal(self, status: int, body: bytes, place: str) -> ModelError:
        words = body[: _REASON * 4].decode("utf-8", "replace")
        if self.endpoint.key:
            words = words.replace(self.endpoint.key, "…")
        message = f"the server refuses: {status} {words[:_REASON]}".rstrip()
        return ModelError("T-M003", message, place=place, hint="look at the endpoint, the model's name and the key")


class _Said(msgspec.Struct, frozen=True):
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: _Said


class _Answer(msgspec.Struct, frozen=True):
    choices: tuple[_Choice, ...]


def _words(body: bytes, place: str) -> str:
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _garbage(f"the server's answer is no chat completion: {error}", place) from error
    if not answer.choices:
        raise _garbage("the server's answer holds no choice", place)
    return answer.choices[0].message.content


def _of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _no_address(place: str, why: str) -> ModelError:
    return ModelError("T-M001", why, place=place, hint="give an address such as http://localhost:11434/v1")


def _silent(why: str, place: str) -> ModelError:
    return ModelError("T-M002", f"no answer: {why}", place=place, hint="look whether the server runs, and try again")


def _garbage(what: str, place: str) -> ModelError:
    return ModelError("T-M005", what, place=place, hint="try again, or another model")
