"""The way back from a hold of money and from a deduction, each a decision of its own (FUND-3, FUND-5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from habeas.domain.actors import Actor
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.sanctions.measures import Measure
from habeas.server.audit.operations import Happening
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.holds.models import Deduction, Hold
from habeas.server.holds.operations import CLOCK, WORKER, free_hold
from habeas.server.holds.reversing import reverse_holds
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import came_back, get_informed_at
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested
from habeas.server.rulings.models import Sanction


class MoneyRecourse:
    """What holds and deductions have in common: one effect, of which no part can stay."""

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: it is no measure on the account."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: of one effect no part can stay, as the core says to whoever tries."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """Free the money, or give it back, and write down what the wait cost."""
        return _reverse(decision, now)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:  # noqa: ARG002
        """Return nothing: it rests on a claim, and on no words that a policy reads."""
        return ()


def _reverse(decision: str, now: datetime) -> list[Happening]:
    about = Hold.objects.filter(Q(id=decision) | Q(deduction=decision))
    is_test = about.values_list("is_test", flat=True).get()
    rate = settings.HABEAS.terms.yearly_rate
    return list(reverse_holds(decision, yearly_rate=rate, by=WORKER, is_test=is_test, now=now).happenings)


def _case_of(row: Hold) -> str:
    """Return the case in which a person decided that the money waits; nothing where it was no part of a sanction."""
    return Sanction.objects.filter(id=row.decision).values_list("case", flat=True).first() or ""


class HoldRecourse(MoneyRecourse):
    """Holds: money that waits stays where it is, or it is free."""

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
            within=_case_of(row),
            is_test=row.is_test,
            decided_at=row.placed_at,
            informed_at=get_informed_at(row.id),
            zone=ZoneInfo(row.zone),
            language=row.language,
            took_part=tuple(Actor(one) for one in (row.by, row.renewed_by) if one),
            effects=(DecisionEffect(row.id, row.id, EffectKind.MONEY_HOLD),),
            since=row.placed_at,
            until=row.released_at,
            held=row.amount,
            is_undone=row.released_because == ReleasedBecause.REVERSED,
            can_be_known=came_back(row.id),
        )

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


class DeductionRecourse(MoneyRecourse):
    """Deductions: what was taken stays taken, or comes back."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:
        """Return a deduction as it stands. Its member is locked first."""
        known = Deduction.objects.filter(id=decision, is_test=is_test).select_related("hold", "hold__owner").first()
        if known is None:
            return None
        member = known.hold.owner.party
        lock_members([member], now=now)
        row = Deduction.objects.select_for_update(of=("self",)).get(id=decision)
        return Contested(
            matter=Matter.DEDUCTION,
            id=row.id,
            member=member,
            within=known.hold_id,
            is_test=row.is_test,
            decided_at=row.decided_at,
            informed_at=get_informed_at(row.id),
            zone=ZoneInfo(known.hold.zone),
            language=known.hold.language,
            took_part=(Actor(row.by), Actor(row.approved_by)),
            effects=(DecisionEffect(row.id, row.id, EffectKind.MONEY_HOLD),),
            since=row.decided_at,
            until=row.restored_at,
            held=row.amount,
            is_undone=row.restored_at is not None,
            can_be_known=came_back(row.id),
        )

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:  # noqa: ARG002
        """Give it back, because nobody decided the appeal in time."""
        return _reverse(decision, now)

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the member is told."""
        row = Deduction.objects.select_related("hold", "hold__owner").get(id=decision)
        member = row.hold.owner.party
        return send_about(decision, words, member=member, is_test=row.is_test, keys=keys, now=now, number=number)
