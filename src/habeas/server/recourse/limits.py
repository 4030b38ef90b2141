"""The way back from a limit on somebody's appeals: it is a decision of its own, and does not limit its own appeal."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from habeas.domain.appeals.misuse import Throttle
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.sanctions.measures import Measure
from habeas.server.appeals.models import AppealLimit
from habeas.server.audit.operations import Happening
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.identity.staff import actor_of
from habeas.server.notices.handing import LIMIT
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_told_about
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring
from habeas.server.recourse.recourse import Contested


def get_throttle(member: str, *, is_test: bool) -> Throttle | None:
    """Return the limit on a member's appeals that ends last, None where there is none or it was taken back.

    Like all that is decided about them it binds from when they were told of it (invariant 3).
    """
    limits = AppealLimit.objects.filter(member=member, is_test=is_test, until__isnull=False, reversed_at=None)
    for row in limits.order_by("-until"):
        if row.until is not None and row.limited_by_id is not None and get_told_about(row.id, kind=LIMIT) is not None:
            return Throttle(member, row.id, actor_of(row.limited_by_id), row.until)
    return None


class AppealLimitRecourse:
    """Limits on appeals: they have no measures that could be varied, and rest on no words."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:  # noqa: ARG002  # as all
        """Return a limit as it stands; a warning alone limits nothing."""
        limited = AppealLimit.objects.filter(id=decision, is_test=is_test, limited_at__isnull=False)
        row = limited.select_for_update().first()
        if row is None or row.limited_at is None:
            return None
        people = dict.fromkeys(one for one in (row.limited_by_id, row.warned_by_id) if one is not None)
        return Contested(
            matter=Matter.APPEAL_LIMIT,
            id=row.id,
            member=row.member_id,
            is_test=row.is_test,
            decided_at=row.limited_at,
            informed_at=get_told_about(row.id, kind=LIMIT),
            zone=UTC,
            language=row.language,
            took_part=tuple(actor_of(one) for one in people),
            effects=(DecisionEffect(row.id, row.id, EffectKind.APPEAL_LIMIT),),
            is_undone=row.reversed_at is not None,
        )

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: a limit is no measure on an account."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: without measures none can stay, as the core says to whoever tries."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """Take the limit back."""
        AppealLimit.objects.filter(id=decision, reversed_at=None).update(reversed_at=now)
        return [Happening(at=now, action="limit.reversed", actor="worker", subject=f"limit:{decision}")]

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:  # noqa: ARG002
        """Let the limit end now."""
        running = AppealLimit.objects.filter(id=decision, until__gt=now, limited_at__lt=now)
        return [
            Happening(at=now, action="limit.ended", actor="clock", subject=f"limit:{decision}")
            for _ in range(running.update(until=now))
        ]

    def tell(
        self,
        decision: str,
        words: Mapping[str, Any],
        *,
        number: int | None,  # noqa: ARG002  # each notice about a limit stands by itself
        keys: Keyring,
        now: datetime,
    ) -> NewMessage:
        """Keep what the member is told."""
        row = AppealLimit.objects.get(id=decision)
        return send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:  # noqa: ARG002
        """Return nothing: no policy decided it."""
        return ()
