"""What the story needs to be followed by hand: what had happened, people of the staff, a host that listens."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.request import Request, urlopen

from habeas.cli.story import SCENES, Happening

MEMBER: Final = "anna"

PEOPLE: Final = (
    ("ada", ("reviewer",)),
    ("ben", ("senior_reviewer",)),
    ("cleo", ("appeals_reviewer",)),
)
"""Who works at the marketplace, and as what: who decides, a second person, who hears the appeal."""

_DAY: Final = timedelta(days=1)
_WHOLE: Final = {"amount": 50_000, "currency": "USD"}


@dataclass(frozen=True, slots=True)
class ByHand:
    """Where the story goes on in a browser: the console with who signs in there, and the member's own pages."""

    console: str
    people: Mapping[str, str]
    member: str

    @property
    def as_json(self) -> dict[str, Any]:
        """Return it as one line of JSON says it."""
        return {"console": self.console, "people": dict(self.people), "member": self.member}


def happened_before(now: datetime) -> Sequence[Happening]:
    """Return what had happened: eight contracts run, $500 are in a milestone, $500 are due, and somebody complains."""
    contracts = [
        Happening(
            "contract.started", 30 * _DAY, {"contract": f"k{number}", "client": f"c{number}", "freelancer": MEMBER}
        )
        for number in range(1, 9)
    ]
    due_at = (now + 14 * _DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        *contracts,
        Happening("milestone.funded", 20 * _DAY, {"contract": "k1", "milestone": "m1", "amount": _WHOLE}),
        Happening(
            "milestone.funded",
            20 * _DAY,
            {"contract": "k2", "milestone": "m1", "amount": _WHOLE, "due_at": due_at.isoformat()},
        ),
        Happening(
            "member.reported",
            timedelta(minutes=10),
            {
                "by": "dora",
                "member": MEMBER,
                "message": SCENES[-1].id,
                "language": "en",
                "reason": "Before any contract she asked me for my email address. That is against the rules.",
            },
        ),
    )


@contextmanager
def a_host() -> Iterator[str]:
    """Yield the address of a marketplace that takes every webhook: what a member is told counts as handed over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Taking)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/webhooks"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Taking(BaseHTTPRequestHandler):
    """Takes what is sent and says so."""

    def do_POST(self) -> None:  # named by the library
        """Read a webhook and accept it."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the story is told elsewhere."""


def employ(run: Callable[..., str]) -> Mapping[str, str]:
    """Return the people who sign in, each with their first password. `run` runs a command of `habeas`."""
    employed = {}
    for name, roles in PEOPLE:
        named = [word for role in roles for word in ("--role", role)]
        email = f"{name}@market.example"
        employed[email] = run("staff", "create", email, "--name", name.title(), *named).strip()
    return employed


def link_to_member(url: str, key: str) -> str:
    """Return the address of the member's own pages."""
    asked = Request(  # noqa: S310  # an address of this machine
        f"{url}/v1/members/{MEMBER}/link",
        data=b'{"address_confirmed": true}',  # the story has one reader, who is here
        method="POST",
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urlopen(asked) as answer:  # noqa: S310  # as above
        return str(json.load(answer)["url"])
