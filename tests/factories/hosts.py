"""Who takes part in a story: the host by a key over HTTP, a member at the portal; every act at a time of its own."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any, Final

import time_machine

from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, a_ruling
from tests.factories.market import NOW
from tests.factories.visitors import Visitor

_MARKS: Final = re.compile(r"<[^>]+>")
_NUMBERS: Final = count(1)


class Host:
    """What a marketplace does, and what it is answered."""

    def __init__(self) -> None:
        self.caller = Caller(new_key(now=NOW - DAY))

    def act(self, path: str, content: dict[str, Any], *, at: datetime, status: int = 200) -> dict[str, Any]:
        """Send an act and return the answer, which has to be of this status."""
        with time_machine.travel(at, tick=False):
            answer = self.caller.post(f"/v1/{path}", content)
        assert answer.status_code == status, answer.content
        return dict(read(answer))

    def refused(self, path: str, content: dict[str, Any], *, at: datetime) -> str:
        """Send an act that breaks a rule and return which one it is said to break."""
        return str(self.act(path, content, at=at, status=409)["errors"][0]["code"])

    def pass_on(self, text: str, *, at: datetime, **said: object) -> dict[str, Any]:
        """Pass on a message of Ana's to Bob, not yet delivered, and return what is decided about it.

        It waits as long as anybody may: on a busy machine, the usual wait is over before it is judged.
        """
        waits = {"delivery": "pending", "deadline_ms": 30_000}
        content = {"member": "ana", "to": "bob", "conversation": "room", "text": text, **waits, **said}
        told = {"id": f"told-{next(_NUMBERS)}", "type": "message.sent", "occurred_at": at.isoformat(), "data": content}
        [result] = self.act("events", told, at=at)["results"]
        assert result["status"] == "accepted", result
        return dict(result)

    def tell(self, kind: str, /, *, at: datetime, **content: object) -> None:
        """Tell of something that happened."""
        told = {"id": f"told-{next(_NUMBERS)}", "type": kind, "occurred_at": at.isoformat(), "data": content}
        [result] = self.act("events", told, at=at)["results"]
        assert result["status"] == "accepted", result

    def get(self, path: str, *, at: datetime) -> dict[str, Any]:
        """Return what is read there."""
        with time_machine.travel(at, tick=False):
            return dict(read(self.caller.get(f"/v1/{path}")))


def entries(*kinds: str) -> list[str]:
    """Return what the audit log says of some kinds of records, in its order."""
    written = [get_entry(index) for index in range(get_size())]
    return [entry.action for entry in written if entry.subject.partition(":")[0] in kinds]


class Person:
    """A member at their browser, who comes by a link of their own whenever they look."""

    def __init__(self, name: str) -> None:
        self.name = name

    def reads(self, page: str = "", *, at: datetime, status: int = 200) -> str:
        """Return the words of a page of the portal, without its marks."""
        with time_machine.travel(at, tick=False):
            shown = Visitor(self.name).read(f"/portal/{page}", status=status)
        return " ".join(_MARKS.sub(" ", shown[shown.find("<main") :]).split())

    def sends(self, page: str, content: Mapping[str, Any] | None = None, *, at: datetime, status: int = 302) -> str:
        """Send a form of the portal and return the words of the answer; a file goes as a name and bytes."""
        with time_machine.travel(at, tick=False):
            answer = Visitor(self.name).post(f"/portal/{page}", content)
        shown = answer.content.decode()
        assert answer.status_code == status, shown
        return " ".join(_MARKS.sub(" ", shown[shown.find("<main") :]).split())

    def keeps(self, decision: str, kind: str, *, at: datetime) -> dict[str, Any]:
        """Return a statement as the member downloads it."""
        with time_machine.travel(at, tick=False):
            got = Visitor(self.name).get(f"/portal/decisions/{decision}/{kind}.json")
        assert got.status_code == 200
        return dict(json.loads(got.content))


def by(name: str) -> dict[str, str]:
    """Return who of the staff acts, as the host says it."""
    return {"by": f"{name}@market.example"}


def decided_by_ana(host: Host, *, at: datetime, **changes: object) -> str:
    """Let Ana of the staff take the only case, look at all of it, and decide; return the decision's id."""
    case = Case.objects.get(closed_at=None).id
    for step in ("claim", "evidence"):
        host.act(f"cases/{case}/{step}", by("ana"), at=at)
    return str(host.act(f"cases/{case}/decide", a_ruling(**changes), at=at, status=201)["id"])


def appealed_by(member: str, host: Host, decision: str, *, at: datetime) -> str:
    """Let a member appeal with two arguments; return the appeal's id."""
    said = {"decision": decision, "member": member, "arguments": ["We met elsewhere.", "I lost two days of work."]}
    return str(host.act("appeals", said, at=at, status=201)["id"])
