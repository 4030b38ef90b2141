"""A service that keeps the contract of the HTTP API in memory: behind a transport of httpx, or on a port of loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Lock, Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx

KEY = "hbt_key_of_a_test"

DECISION = {
    "finding": "contact_details",
    "allowed": False,
    "action": "warn",
    "proposed": None,
    "needs_human": False,
    "rule": "contact-before-contract",
    "clause": "contact-information",
    "policy": {"id": "freelance", "version": "1.0.0", "digest": "d1"},
    "reasons": ["your message holds email: ana@example.com"],
    "counterfactual": [],
    "unknown_facts": ["pair.known_before"],
    "findings": [{"kind": "email"}],
    "dismissals": [],
    "shadow": [],
    "engine": {"version": "1", "digest": "e1"},
    "added_later": True,
}

MEASURE = {
    "id": "m1",
    "decision": "d1",
    "event": "e1",
    "member": "ana",
    "kind": "hold_message",
    "starts_at": "2026-11-16T12:00:00+00:00",
    "ends_at": "2026-11-16T16:00:00+00:00",
    "acknowledged_at": None,
    "ended_at": None,
}
CHECKPOINT = {"origin": "habeas/log", "size": 5, "root": "ab", "key": "habeas/log+1", "checkpoint": "habeas/log\n5\n"}

Answer = tuple[int, dict[str, str], bytes]


class Service:
    """What the service would answer. `outages` are answers given instead, one a request, None for its own."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.batches: list[int] = []
        self.outages: list[int | Answer | None] = []
        self.poisonous: set[str] = set()
        """Ids that a whole request is refused for."""
        self.rejected: dict[str, int] = {}
        """Ids that are rejected one by one, with the status of the problem."""
        self.left_out: set[str] = set()
        self._seen: set[str] = set()
        self._lock = Lock()

    def answer(self, *, method: str, target: str, key: str, body: bytes) -> Answer:
        with self._lock:
            self.requests.append((method, target))
            outage = self.outages.pop(0) if self.outages else None
            if outage is not None:
                return problem(outage, "away") if isinstance(outage, int) else outage
            if key != f"Bearer {KEY}":
                return problem(401, "no such key")
            return self._routed(method, urlsplit(target).path, parse_qs(urlsplit(target).query), body)

    def _routed(self, method: str, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        told = {
            "/v1/events": lambda: self._events(json.loads(body)["events"]),
            "/v1/check": lambda: self._check(json.loads(body)),
        }
        if method == "POST":
            return told[path]()
        name = path.split("/")[3] if path.count("/") > 2 else ""
        return good(
            {
                "/healthz": {"status": "ok"},
                "/readyz": {"status": "ok"},
                "/v1/decisions": paged([{**DECISION, "id": f"d{number}"} for number in range(5)], query),
                "/v1/measures": paged([MEASURE | {"in_force": query.get("in_force")}], query),
                "/v1/audit/checkpoint": CHECKPOINT,
                f"/v1/decisions/{name}": {**DECISION, "id": name},
                f"/v1/statements/{name}": {"decision_id": name, "html": "<p>Why</p>"},
                f"/v1/members/{name}/standing": {"member": name, "strikes": 0},
            }[path]
        )

    def _events(self, events: list[dict[str, Any]]) -> Answer:
        self.batches.append(len(events))
        if self.poisonous.intersection(event["id"] for event in events):
            return problem(422, "not an event", [{"field": "events.0.data", "message": "is wrong"}])
        return good({"results": [self._result(event) for event in events if event["id"] not in self.left_out]})

    def _result(self, event: dict[str, Any]) -> dict[str, Any]:
        name = event["id"]
        if name in self.rejected:
            status = self.rejected[name]
            refused = {"title": "refused", "status": status, "errors": [{"field": "data.to", "message": "is missing"}]}
            return {"id": name, "status": "rejected", "problem": refused}
        if name in self._seen:
            return {"id": name, "status": "duplicate"}
        self._seen.add(name)
        self.events.append(event)
        if "@" not in event["data"].get("text", ""):
            return {"id": name, "status": "accepted", "decision": clean()}
        held = {**DECISION, "action": "hold_message" if event["data"].get("delivery") == "pending" else "warn"}
        return {"id": name, "status": "accepted", "decision_id": f"d-{name}", "decision": held}

    def _check(self, draft: dict[str, Any]) -> Answer:
        if "text" not in draft:
            return problem(422, "not a draft", [{"field": "text", "message": "is missing"}])
        found = DECISION if "@" in draft["text"] else clean()
        return good(
            {
                **found,
                "nudge": "There is a safer way.",
                "purposes": [{"code": "tool_access", "says": "access to a tool"}],
            }
        )

    def transport(self) -> httpx.MockTransport:
        """Return a transport of httpx that ends here, for both clients."""

        def handle(request: httpx.Request) -> httpx.Response:
            target = request.url.raw_path.decode()
            key = request.headers.get("Authorization", "")
            status, headers, body = self.answer(method=request.method, target=target, key=key, body=request.content)
            return httpx.Response(status, headers=headers, content=body)

        return httpx.MockTransport(handle)


def good(content: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(content).encode()


def problem(status: int, title: str, errors: list[dict[str, str]] | None = None) -> Answer:
    content = {"type": "about:blank", "title": title, "status": status, "detail": "so it is", "errors": errors or []}
    return status, {"Content-Type": "application/problem+json"}, json.dumps(content).encode()


def clean() -> dict[str, Any]:
    return {**DECISION, "finding": "none", "allowed": True, "action": "none", "rule": None, "clause": None}


def paged(items: list[dict[str, Any]], query: dict[str, list[str]]) -> dict[str, Any]:
    start, size = int(query.get("cursor", ["0"])[0]), int(query.get("limit", ["2"])[0])
    after = start + size
    return {"items": items[start:after], "next": str(after) if after < len(items) else None}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: ClassVar[Service]

    def do_GET(self) -> None:
        self._reply(b"")

    def do_POST(self) -> None:
        self._reply(self.rfile.read(int(self.headers["Content-Length"])))

    def _reply(self, body: bytes) -> None:
        key = self.headers.get("Authorization", "")
        status, headers, content = self.service.answer(method=self.command, target=self.path, key=key, body=body)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, handler: type[_Handler]) -> None:
        self._open: set[Any] = set()
        super().__init__(("127.0.0.1", port), handler)

    def process_request(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def handle_error(self, *_: object) -> None:
        """Say nothing of a connection that was cut off: cutting them off is what the tests do."""

    def cut_off(self) -> None:
        """Close every connection, as the end of a process would."""
        for request in list(self._open):
            self.shutdown_request(request)


@contextmanager
def listening(service: Service, *, port: int = 0) -> Iterator[int]:
    """Serve on a port of loopback; leaving it cuts off every connection, as the end of a process does."""
    server = _Server(port, type("Handler", (_Handler,), {"service": service}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.cut_off()
        server.server_close()
        thread.join()
