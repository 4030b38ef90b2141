"""The host's side of a story: every act by a key over HTTP, at a time of its own."""

from datetime import datetime
from typing import Any

import time_machine

from habeas.server.audit.queries import get_entry, get_size
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY
from tests.factories.market import NOW


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

    def get(self, path: str, *, at: datetime) -> dict[str, Any]:
        """Return what is read there."""
        with time_machine.travel(at, tick=False):
            return dict(read(self.caller.get(f"/v1/{path}")))


def entries(*kinds: str) -> list[str]:
    """Return what the audit log says of some kinds of records, in its order."""
    written = [get_entry(index) for index in range(get_size())]
    return [entry.action for entry in written if entry.subject.partition(":")[0] in kinds]
