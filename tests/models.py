"""A server of the OpenAI form for tests: it answers what its script says, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]
Script = Callable[[Asked], "str | Sent"]


class Sent:
    """An answer below the form: a status and bytes, sent piece by piece with a pause, forever if `endless`."""

    def __init__(self, body: bytes, status: int = 200, pause: float = 0.0, endless: bool = False) -> None:
        self.body, self.status, self.pause, self.endless = body, status, pause, endless


class Server:
    """A running server: its address, and every request with its headers."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[Asked] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()


def completion(content: str) -> bytes:
    """An answer in the form of a chat completion."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def text_of(asked: Asked) -> str:
    """The dispatch that a request is about, out of its frame."""
    lines: str = asked["messages"][1]["content"]
    return lines.split("\n", 1)[1].rsplit("\n", 1)[0]


@contextmanager
def model_server(script: Script) -> Iterator[Server]:
    """Serve on a free port of this machine, one thread for each request."""
    server: Server

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            server.headers.append(dict(self.headers))
            told = script(asked)
            self._give(told if isinstance(told, Sent) else Sent(completion(told)))

        def _give(self, sent: Sent) -> None:
            try:
                self.send_response(sent.status)
                self.end_headers()
                self.wfile.write(sent.body)
                while sent.endless and not server.closing.is_set():
                    self.wfile.write(sent.body)
                    self.wfile.flush()
                    time.sleep(sent.pause)
            except OSError:
                self.close_connection = True  # who asked has left

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}/v1")
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()
