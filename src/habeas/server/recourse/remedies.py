"""Notes what is owed to a member once a decision is undone, with its clock, whoever undid it (PWD11-3, FUND-8)."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from habeas.domain.appeals.remedies import EARNINGS_WINDOW, Loss, OwedRemedy, lost_period, remedy_owed
from habeas.policy.unknown import UNKNOWN
from habeas.server.appeals.models import Appeal, Remedy
from habeas.server.appeals.remedies import remedy_as_json
from habeas.server.deadlines.clocks import keep_clock
from habeas.server.events.queries import get_joined_at
from habeas.server.holds.queries import list_losses
from habeas.server.journal.earnings import sum_earned
from habeas.server.journal.fees import list_fees
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.recourse.recourse import Contested


def owe_remedy(contested: Contested, *, appeal: Appeal | None = None, now: datetime) -> Mapping[str, Any] | None:
    """Note what is owed for a decision that is undone now, let its clock run, and tell the host; return it.

    Nothing is owed for what never took anything. What is owed: all as it was before, the fees kept on the days lost,
    and an estimate of what was not earned on them.
    """
    loss = _loss_of(contested, now=now)
    if loss is None:
        return None
    remedy = remedy_owed(loss, subject=f"rem_{secrets.token_hex(13)}", zone=contested.zone)
    row = Remedy.objects.create(
        id=remedy.deadline.subject,
        appeal=appeal,
        decision=contested.id,
        member=contested.member,
        is_test=contested.is_test,
        owed=[_owed(each) for each in remedy.owed],
        unknown=list(remedy.unknown),
        money=list_losses(contested.id),
        days_lost=remedy.days_lost,
        owed_at=now,
        due_at=remedy.deadline.due_at,
    )
    keep_clock(remedy.deadline, member=contested.member, is_test=contested.is_test, now=now)
    owed = remedy_as_json(row)
    write_message(type=WebhookType.REMEDY_OWED, payload=owed, key=row.id, is_test=row.is_test, now=now)
    return owed


def _loss_of(contested: Contested, *, now: datetime) -> Loss | None:
    since, until = contested.since, min(contested.until or now, now)
    if since is None:
        return None
    named = {"is_test": contested.is_test}
    before = sum_earned(contested.member, since=since - EARNINGS_WINDOW, until=since, **named)
    begins, ends = lost_period(effective_at=since, lasted_until=until, zone=contested.zone)
    fees = list_fees(contested.member, since=begins, until=ends, **named)
    as_before = f"as before {since.isoformat()}"  # the marketplace knows what it was
    return Loss(
        effective_at=since,
        undone_at=now,
        ended_at=contested.until,
        badges=(as_before,),
        rankings=(as_before,),
        fees=UNKNOWN if fees is None else fees,
        earned_before=UNKNOWN if before is None else before,
        joined_at=get_joined_at(contested.member, **named),
    )


def _owed(each: OwedRemedy) -> dict[str, Any]:
    estimate = each.estimate
    return {
        "kind": each.kind.value,
        "subject": each.subject or None,
        "amount": each.amount or None,
        "currency": each.currency or None,
        "is_estimate": estimate is not None,
        "estimated_from": None
        if estimate is None
        else {"earned": estimate.earned, "in_days": estimate.in_days, "days_lost": estimate.days_lost},
    }
