"""A receiver of webhooks on this machine, as well-behaved or as ill-behaved as a test wants it."""

import contextlib
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from socket import socket

Behaviour = Callable[["Receiver", socket], None]


@dataclass(frozen=True)
class Request:
    """What was received."""

    line: str
    headers: Mapping[str, str]
    body: str


class Receiver:
    """Listens on a port of its own, keeps what it reads, and then behaves as it is told."""

    def __init__(self, behave: Behaviour, *, tls: ssl.SSLContext | None = None) -> None:
        self.behave = behave
        self.requests: list[Request] = []
        self.bytes_sent = 0
        self.is_over = threading.Event()
        outer = self

        class Connection(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                # Whatever the sender breaks off is no matter of the receiver.
                with contextlib.suppress(OSError, ssl.SSLError):
                    peer = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                    with peer:
                        outer.requests.append(read_request(peer))
                        outer.behave(outer, peer)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Keep quiet."""

        self._server = Server(("127.0.0.1", 0), Connection)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def ids(self) -> list[str]:
        """The ids of the webhooks received, in order."""
        return [request.headers["webhook-id"] for request in self.requests]

    @contextlib.contextmanager
    def listening(self) -> Iterator["Receiver"]:
        """Listen until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            self.is_over.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


def read_request(peer: socket) -> Request:
    """Return one request, of which nothing is left to read."""
    read = b""
    while b"\r\n\r\n" not in read:
        part = peer.recv(65536)
        if not part:
            raise ConnectionError
        read += part
    head, _, body = read.partition(b"\r\n\r\n")
    line, *fields = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in fields)}
    while len(body) < int(headers.get("content-length", "0")):
        body += peer.recv(65536)
    return Request(line, headers, body.decode(errors="replace"))


def answering(status: int, *headers: str) -> Behaviour:
    """Answer with a status, and be done."""

    def behave(_: Receiver, peer: socket) -> None:
        lines = [f"HTTP/1.1 {status} So", "content-length: 0", *headers]
        peer.sendall("\r\n".join([*lines, "", ""]).encode())

    return behave


def hanging(receiver: Receiver, _: socket) -> None:
    """Say nothing at all."""
    receiver.is_over.wait()


def dripping_its_head(receiver: Receiver, peer: socket) -> None:
    """Send an answer's head byte by byte, and never end."""
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    while not receiver.is_over.wait(0.02):
        peer.sendall(b"x")


def dripping_its_body(receiver: Receiver, peer: socket) -> None:
    """Accept, and then send a body byte by byte, without end."""
    peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
    while not receiver.is_over.wait(0.02):
        peer.sendall(b"x")


def sending_a_gigabyte(receiver: Receiver, peer: socket) -> None:
    """Accept, and then send a gigabyte."""
    peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n")
    while receiver.bytes_sent < 1 << 30:
        receiver.bytes_sent += peer.send(bytes(1 << 16))


def sending_endless_headers(receiver: Receiver, peer: socket) -> None:
    """Send headers without end."""
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    while receiver.bytes_sent < 1 << 30:
        receiver.bytes_sent += peer.send(b"x-more: and more\r\n" * 4096)


def sending_nonsense(_: Receiver, peer: socket) -> None:
    """Answer with what is not HTTP."""
    peer.sendall(b"\x00\xff\x13\x37 no such protocol\r\n\r\n")


def hanging_up(_: Receiver, peer: socket) -> None:
    """Close the connection instead of answering."""
    peer.close()
