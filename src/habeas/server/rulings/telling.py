"""Tells the host that a person decided about a member, and whatever becomes of that: ids and times, no words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.sanctions import moves
from habeas.domain.sanctions.moves import Move
from habeas.domain.sanctions.resting import Rest, Resume
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.rulings.models import Sanction

MOVES: Final[Mapping[type[Move], str]] = {
    moves.Decide: "decided",
    moves.Approve: "approved",
    moves.Decline: "declined",
    moves.Announce: "announced",
    moves.Answer: "answered",
    moves.Reply: "replied",
    moves.Notify: "notified",
    moves.TakeEffect: "took_effect",
    moves.Renew: "prolonged",
    moves.Review: "reviewed",
    moves.RunOut: "ran_out",
    moves.Lift: "lifted",
    moves.Withdraw: "withdrawn",
    moves.Narrow: "narrowed",
    Rest: "rested",
    Resume: "resumed",
    moves.Reverse: "reversed",
}
"""What each move is called where programs read it."""


def tell_decided(row: Sanction, *, now: datetime) -> None:
    """Tell that a person decided; its member is told, and it takes effect, when its clocks allow."""
    _tell(WebhookType.SANCTION_DECIDED, row, MOVES[moves.Decide], at=now)


def tell_moved(row: Sanction, what: Move) -> None:
    """Tell that a sanction stands otherwise than before."""
    _tell(WebhookType.SANCTION_MOVED, row, MOVES[type(what)], at=what.at)


def _tell(kind: WebhookType, row: Sanction, move: str, *, at: datetime) -> None:
    payload: dict[str, Any] = {
        "sanction": row.id,
        "case": row.case_id,
        "member": row.member_id,
        "action": row.action,
        "clause": row.clause,
        "state": row.state,
        "move": move,
        "at": at.isoformat(),
        "needs_approval": row.needs_approval,
        "decided_at": row.decided_at.isoformat(),
        "effective_at": _written(row.effective_at),
        "ended_at": _written(row.ended_at),
        "ended_because": row.ended_because or None,
        "reversed_at": _written(row.reversed_at),
    }
    key = f"{row.id}:{move}:{at.isoformat()}"
    write_message(type=kind, payload=payload, key=key, is_test=row.is_test, now=at)


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
