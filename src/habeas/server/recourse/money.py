"""The way back from what a sanction did to money and contracts: holds freed, payments made, contracts going on."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.holds.changes import ChangedBecause
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.notices import Resumption
from habeas.domain.holds.telling import Fate
from habeas.domain.holds.wind_down import PlannedContract
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.decisions.histories import list_over, list_running
from habeas.server.holds.carried_out import Counted, call_back_refunds, map_carried_out, write_losses
from habeas.server.holds.models import ContractStop, Hold, Payment
from habeas.server.holds.operations import CLOCK, WORKER, free_hold
from habeas.server.holds.payments import gather
from habeas.server.holds.reversing import let_contracts_go_on, reverse_holds, reverse_payments
from habeas.server.notices.counterparts import tell_of_missed, tell_resumed
from habeas.server.notices.money import tell_of_changes
from habeas.server.notices.sides import map_other_sides
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.settling import plan_of

MONEY: Final = (EffectKind.MONEY_HOLD, EffectKind.CONTRACT_PAUSE)
"""The effects of a sanction that are not on the account."""


def money_effects(decision: str) -> list[DecisionEffect]:
    """Return what a sanction did to money and contracts."""
    has_money = any(rows.filter(decision=decision).exists() for rows in (Hold.objects, Payment.objects))
    has_contracts = ContractStop.objects.filter(decision=decision).exists()
    found = [(has_money, "money", EffectKind.MONEY_HOLD), (has_contracts, "contracts", EffectKind.CONTRACT_PAUSE)]
    return [DecisionEffect(f"{decision}:{name}", decision, kind) for is_there, name, kind in found if is_there]


def undo_money(decision: str, kind: EffectKind, *, keys: Keyring, now: datetime) -> list[Happening]:
    """Undo what a sanction did to money, or to contracts, and return what the log says of it. Twice does no more."""
    row = Sanction.objects.get(id=decision)
    if kind is EffectKind.CONTRACT_PAUSE:
        return _resume(row, keys=keys, now=now)
    rate = settings.HABEAS.terms.yearly_rate
    undone = reverse_holds(decision, yearly_rate=rate, by=WORKER, is_test=row.is_test, now=now)
    return [*undone.happenings, *_reverse_payments(row, ChangedBecause.DECISION_FELL, now=now)]


def pay_what_is_due(decision: str, *, now: datetime) -> list[Happening]:
    """Free what a sanction still holds and let its contracts go on, because its appeal is overdue (invariant 12).

    The sanction is not undone by that: nothing is written down as lost.
    """
    row = Sanction.objects.get(id=decision)
    held = Hold.objects.select_for_update(of=("self",)).select_related("owner").filter(decision=decision)
    freed = []
    for hold in held.filter(released_at=None).order_by("id"):
        freed.append(free_hold(hold, because=ReleasedBecause.LIFTED, by=CLOCK, now=now))
        cancel_deadline(kind=Kind.RELEASE_HOLD, subject=hold.id, is_test=hold.is_test, now=now)
    keys = read_keys([row.member_id])
    paid = _reverse_payments(row, ChangedBecause.APPEAL_LATE, now=now)
    return [*freed, *paid, *_resume(row, keys=keys, now=now)]


def end_pauses(row: Sanction, *, by: str, keys: Keyring, now: datetime) -> list[Happening]:
    """Let contracts go on that a sanction paused, for it is over; what was ended or handed over stays so."""
    return _resume(row, by=by, fates=frozenset({Fate.PAUSED}), keys=keys, now=now)


def _reverse_payments(row: Sanction, because: ChangedBecause, *, now: datetime) -> list[Happening]:
    """Undo what a plan postponed, and tell its member and the other side of each contract that it was for, each once.

    Whose contract was stopped is told of it as it goes on, with what of its money was moved before. Where the decision
    fell, what is not called back any more is told, and what all of it cost is written down; whom the member pays
    is told what they missed by it.
    """
    undone, counted = reverse_payments(row.id, because=because, now=now), Counted()
    if because is ChangedBecause.DECISION_FELL:
        undone = gather([undone, call_back_refunds(row.id, now=now)])
        counted = write_losses(row.id, yearly_rate=settings.HABEAS.terms.yearly_rate, now=now)
    stopped = set(ContractStop.objects.filter(decision=row.id, over_at=None).values_list("contract", flat=True))
    write_messages(tell_of_changes([*undone.changes, *counted.stands], but=stopped, now=now), now=now)
    write_messages(tell_of_missed(row, counted.of_others, now=now), now=now)
    return list(undone.happenings)


def _resume(
    row: Sanction,
    *,
    by: str = WORKER,
    fates: frozenset[Fate] = frozenset(Fate),
    keys: Keyring,
    now: datetime,
) -> list[Happening]:
    """Let contracts go on and tell the other side of each; and the member of those that are over all the same."""
    resumed, zone = let_contracts_go_on(row.id, fates=fates, now=now), ZoneInfo(row.zone)
    contracts = _list_contracts(row, resumed, keys=keys, now=now)
    if not contracts:
        return []
    done = map_carried_out(row.id, zone=zone)
    told = [
        (
            one.counterpart,
            Resumption(
                contract=one.id,
                title=one.title,
                still=None if (still := resumed[one.id]) is None else Fate(still.fate),
                until=None if still is None else still.until,
                is_over=one.is_over,
                is_undone=Fate.ENDED in fates,
                stands=done.get(one.id, ()) if Fate.ENDED in fates else (),
            ),
        )
        for one in contracts
    ]
    others = lock_members({party for party, _ in told if party}, now=now)
    mine = [(row.member_id, one) for _, one in told if one.is_over]
    for notices, names in ((told, others), (mine, keys)):
        write_messages(tell_resumed(notices, zone=zone, is_test=row.is_test, keys=names, now=now), now=now)
    subject = f"sanction:{row.id}"
    return [Happening(at=now, action="contracts.resumed", actor=by, subject=subject)]


def _list_contracts(
    row: Sanction, resumed: Collection[str], *, keys: Keyring, now: datetime
) -> Sequence[PlannedContract]:
    """Return contracts that a sanction stops no more, with their other sides and whether they are over all the same.

    Of a member who was erased the plan is gone: the journal knows who is on the other side.
    """
    if not resumed:
        return []
    if not keys.has(row.member_id):
        over = list_over(resumed, is_test=row.is_test, now=now)
        others = map_other_sides(row.member_id, resumed, is_test=row.is_test)
        return [
            PlannedContract(id=one, title=one, counterpart=other, is_over=one in over)
            for one, other in sorted(others.items())
        ]
    plan = plan_of(open_content(row.member_id, row.sealed, keys=keys))
    running = {one.id for one in list_running(row.member_id, is_test=row.is_test, now=now)}
    planned = () if plan is None else plan.contracts
    return [replace(one, is_over=one.id not in running) for one in planned if one.id in resumed]
