"""The way back from a hold of money, which is a decision of its own (FUND-3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.sanctions.measures import Measure
from habeas.server.audit.operations import Happening
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.holds.models import Hold
from habeas.server.holds.operations import CLOCK, WORKER, free_hold
from habeas.server.holds.reversing import reverse_holds
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_informed_at
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested


class HoldRecourse:
    """Holds: one effect, money that waits. None is varied: it stays, or it is free."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:
        """Return a hold as it stands. Its member is locked first, as by whoever places one."""
        known = Hold.objects.filter(id=decision, is_test=is_test).select_related("owner").first()
        if known is None:
            return None
        lock_members([known.owner.party], now=now)
        row = Hold.objects.select_for_update(of=("self",)).select_related("owner").get(id=decision)
        return Contested(
            matter=Matter.MONEY_HOLD,
            id=row.id,
            member=row.owner.party,
            is_test=row.is_test,
            decided_at=row.placed_at,
            informed_at=get_informed_at(row.id),
            zone=ZoneInfo(row.zone),
            language=row.language,
            took_part=tuple(Actor(one) for one in (row.by, row.renewed_by) if one),
            effects=(DecisionEffect(row.id, row.id, EffectKind.MONEY_HOLD),),
            since=row.placed_at,
            until=row.released_at,
            is_undone=row.released_because == ReleasedBecause.REVERSED,
        )

    def list_in_force(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: it is no measure on the account."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: of one effect no part can stay, as the core says to whoever tries."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """Free the money and write down what the wait cost."""
        row = Hold.objects.get(id=decision)
        rate = settings.HABEAS.terms.yearly_rate
        return list(reverse_holds(decision, yearly_rate=rate, by=WORKER, is_test=row.is_test, now=now).happenings)

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:  # noqa: ARG002
        """Free the money, because nobody decided the appeal in time."""
        row = Hold.objects.select_related("owner").get(id=decision)
        return [] if row.released_at else [free_hold(row, because=ReleasedBecause.LIFTED, by=CLOCK, now=now)]

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the member is told."""
        row = Hold.objects.select_related("owner").get(id=decision)
        member, is_test = row.owner.party, row.is_test
        return send_about(decision, words, member=member, is_test=is_test, keys=keys, now=now, number=number)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:  # noqa: ARG002
        """Return nothing: a hold rests on a claim, and on no words that a policy reads."""
        return ()
