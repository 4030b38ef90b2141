"""The way back from a safeguard: it is no sanction, but it takes something from its member, and can be wrong.

Contesting it ends nothing: who holds the account may have written the appeal. Overturned, it is undone whole; what the
account did meanwhile counts against its owner no more than before, for nobody is worse off for having appealed.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.sanctions.measures import Measure
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.identity.staff import actor_of
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_informed_at, get_language
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.standing import APPEAL, CLOCK, end


class SafeguardRecourse:
    """Safeguards: one effect, of which no part can stay. It rests on what somebody saw, and on no words."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:
        """Return a safeguard as it stands. Its member is locked first, as by whoever places one."""
        known = Safeguard.objects.filter(id=decision, is_test=is_test).first()
        if known is None:
            return None
        lock_members([known.member_id], now=now)
        row = Safeguard.objects.select_for_update().get(id=decision)
        return Contested(
            matter=Matter.SAFEGUARD,
            id=row.id,
            member=row.member_id,
            within=row.case_id or "",
            is_test=row.is_test,
            decided_at=row.placed_at,
            informed_at=get_informed_at(row.id),
            can_be_known=True,
            zone=UTC,
            language=get_language(row.member_id),
            took_part=() if row.placed_by_id is None else (actor_of(row.placed_by_id),),
            effects=(DecisionEffect(row.id, row.id, EffectKind.SAFEGUARD),),
            since=row.placed_at,
            until=row.ended_at or row.ends_at,
            is_undone=row.reversed_at is not None,
        )

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: it is over within a day, long before any appeal is late."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: of one effect no part can stay, as the core says to whoever tries."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """End it where it protects still, and note that it was wrong from the start."""
        row = Safeguard.objects.select_for_update().get(id=decision)
        if row.reversed_at is not None:
            return []
        _end(row, by=APPEAL, now=now)
        row.reversed_at = now
        row.save(update_fields=["reversed_at"])
        return [Happening(at=now, action="safeguard.reversed", actor="worker", subject=f"safeguard:{decision}")]

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:  # noqa: ARG002
        """End what its own clock has not ended."""
        row = Safeguard.objects.select_for_update().get(id=decision)
        if not _end(row, by=CLOCK, now=now):
            return []
        return [Happening(at=now, action="safeguard.ended", actor=CLOCK, subject=f"safeguard:{decision}")]

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the member is told."""
        row = Safeguard.objects.get(id=decision)
        return send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now, number=number)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:  # noqa: ARG002
        """Return nothing: no policy decided it."""
        return ()


def _end(row: Safeguard, *, by: str, now: datetime) -> bool:
    """End a safeguard that nobody ended, and let the host let go; by its clock where its time is over already."""
    if row.ended_at is not None:
        return False
    write_messages([end(row, by=by if now < row.ends_at else CLOCK, at=now)], now=now)
    cancel_deadline(kind=Kind.END_SAFEGUARD, subject=row.id, is_test=row.is_test, now=now)
    return True
