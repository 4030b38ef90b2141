"""What people work on: decisions of people as lists, and the words of one, for colleagues who may read them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q

from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions.sanction import State, Urgency
from habeas.server.deadlines.models import Clock
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import as_json

ON_HARM: Final = frozenset({State.DECIDED, State.NOTIFIED, State.EFFECTIVE})
"""The states in which what could not wait is looked at by a second person."""

_ANSWERED: Final = frozenset({State.ANNOUNCED, State.NOTIFIED})
"""The states in which what the member wrote is replied to."""


STATEMENT: Final = "statement"
"""The kind of notice that gives the reasons of a sanction: the time to appeal it begins with that."""

ANNOUNCEMENT: Final = "announcement"
"""The kind of notice by which a sanction is announced."""

TELLING: Final = (ANNOUNCEMENT, STATEMENT)
"""The kinds of notices without which nothing of a decision may bind."""


class Awaited(StrEnum):
    """What a decision waits for from people who work here."""

    SECOND_PERSON = "second_person"
    REPLY = "reply"
    REACHING = "reaching"


_WAITS: Final = {
    Awaited.SECOND_PERSON: Q(state=State.AWAITING_APPROVAL)
    | Q(urgency=Urgency.IMMINENT_HARM, approved_by=None, state__in=ON_HARM),
    Awaited.REPLY: Q(state__in=_ANSWERED, answered_at__isnull=False)
    & (Q(replied_at=None) | Q(replied_at__lt=F("answered_at"))),
    Awaited.REACHING: Q(
        Exists(Clock.objects.filter(clock=ClockId.MEMBER_REACHED, subject=OuterRef("id"), met_at=None))
    ),
}


def list_sanctions(
    *, is_test: bool, states: Collection[State], most: int, members: Collection[str] | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return decisions of people in these states, the latest first."""
    rows = Sanction.objects.filter(is_test=is_test, state__in=states).order_by("-decided_at", "id")
    chosen = rows if members is None else rows.filter(member__in=members)
    return [as_json(row) for row in chosen[:most]]


def list_oldest(
    *,
    is_test: bool,
    most: int,
    waits_for: Awaited | None = None,
    state: State | None = None,
    member: str | None = None,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Mapping[str, Any]]:
    """Return decisions of people, the oldest first, from behind a place in that order.

    What waits for a second person does so before it goes on, or within 24 hours where it could not wait.
    """
    chosen = Q() if waits_for is None else _WAITS[waits_for]
    chosen &= Q() if state is None else Q(state=state)
    chosen &= Q() if member is None else Q(member=member)
    chosen &= Q() if after is None else Q(decided_at__gt=after[0]) | Q(decided_at=after[0], id__gt=after[1])
    rows = Sanction.objects.filter(chosen, is_test=is_test).order_by("decided_at", "id")
    return [as_json(row) for row in rows[:most]]


def waits_for_second(sanction: Mapping[str, Any]) -> bool:
    """Tell whether a decision, as interfaces show it, waits for a second person."""
    on_harm = sanction["urgency"] == Urgency.IMMINENT_HARM and sanction["approved_by"] is None
    return sanction["state"] == State.AWAITING_APPROVAL or (on_harm and sanction["state"] in ON_HARM)


def read_ruling(sanction_id: str) -> Mapping[str, Any]:
    """Return what was written and gathered for a decision of a person; nothing where its member was erased."""
    row = Sanction.objects.get(id=sanction_id)
    keys = read_keys([row.member_id])
    return open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}


def list_announced(member: str, *, is_test: bool) -> Sequence[Mapping[str, Any]]:
    """Return what a member was told is intended and is not in effect, the next first: until when, and their answers."""
    open_now = Sanction.objects.filter(member=member, is_test=is_test, state=State.ANNOUNCED)
    keys = read_keys([member])
    return [_announced(row, keys) for row in open_now.order_by("announced_at", "id") if keys.has(member)]


def _announced(row: Sanction, keys: Keyring) -> Mapping[str, Any]:
    content = open_content(row.member_id, row.sealed, keys=keys)
    since, hours = row.announced_at or row.decided_at, row.announcement_hours or 0
    return {
        "id": row.id,
        "action": row.action,
        "answer_until": (since + timedelta(hours=hours)).isoformat(),
        "answers": content.get("answers", []),
        "awaits_reply": row.answered_at is not None and (row.replied_at is None or row.replied_at < row.answered_at),
    }
