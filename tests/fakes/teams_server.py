"""A web server on loopback in threads of its own: key fetches block the desk's event loop, or must be seen not to."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request, with its path decoded."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        """The body."""
        return json.loads(self.text)

    def form(self) -> dict[str, str]:
        """The body of a form."""
        return dict(parse_qsl(self.text))


@dataclass(frozen=True)
class Answer:
    """A response. It is given after `after` seconds; infinity hangs until the server ends."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


class LoopbackServer(ABC):
    """Answers in one thread for each connection; `base` is its address while it is started."""

    def __init__(self) -> None:
        self.base = ""
        self._ending = threading.Event()

    @abstractmethod
    def answer(self, asked: Asked) -> Answer:
        """What to say. It is called in the server's threads."""

    def start(self) -> None:
        """Listen on a free port."""
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End whatever hangs, and listen no more."""
        self._ending.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Let time pass. Returns whether the server is ending."""
        return self._ending.wait(None if seconds == float("inf") else seconds)


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection: clients keep theirs open for longer than a test."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget it."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End all connections."""
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A desk that stops waiting closes the connection: that is no fault of the fake."""


def _handler(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is written beside the tests' own output."""

        def _give(self) -> None:
            answer = server.answer(self._asked())
            if answer.after and server.wait(answer.after):
                self.close_connection = True
                return
            body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            raw = body.encode()
            self.send_response(answer.status)
            for name, value in {"content-type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def _asked(self) -> Asked:
            parts = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            return Asked(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), headers, text)

        do_GET = do_POST = do_PUT = do_DELETE = _give  # noqa: N815

    return Handler
