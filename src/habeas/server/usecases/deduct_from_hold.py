"""Deducts from a hold what an upheld claim is proven to: itemized, by two people, with its own appeal (FUND-5)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.holds.deductions import Item, deduct
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.reasons import check_money_reasons
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.holds.deducting import write_deduction
from habeas.server.holds.earlier import list_item_reasons
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import PERSON, claim_as_told, free_hold, hold_as_placed
from habeas.server.holds.stating import Reader, state_deduction
from habeas.server.holds.views import deduction_as_json
from habeas.server.independence.operations import note_parts
from habeas.server.notices.money import tell_of_money
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members


class NoHoldToDeductFrom(LookupError):
    """A hold that is not known."""


@transaction.atomic
def deduct_from_hold(
    *, hold: str, items: Sequence[Item], by: Actor, approved_by: Actor, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Deduct and return it as interfaces show it. What else waited for the claim is free at once.

    Raises NoHoldToDeductFrom, KeyDestroyed, and what the core refuses: items without clause, evidence or words of their
    own, more than waits, a claim that was not upheld, one person alone.
    """
    known = Hold.objects.filter(id=hold, is_test=is_test).select_related("owner").first()
    if known is None:
        raise NoHoldToDeductFrom(hold)
    keys = lock_members([known.owner.party], now=now)
    row = Hold.objects.select_for_update(of=("self",)).select_related("owner").get(id=hold)
    claim = claim_as_told(Claim.objects.select_related("owner", "claimant").get(id=row.claim_id))
    name = f"ded_{secrets.token_hex(12)}"
    made = deduct(
        hold_as_placed(row),
        deduction=name,
        decision=name,
        claim=claim,
        items=items,
        by=by,
        approved_by=approved_by,
        now=now,
    ).deduction
    _check_words(items, by=by, member=made.member, is_test=is_test)
    reader = Reader(row.language, ZoneInfo(row.zone))
    statement = state_deduction(made, claim=claim, provider=row.provider, reader=reader, now=now)
    written = write_deduction(made, hold=row, statement=statement, keys=keys, now=now)
    note_parts([(name, Part.DECIDED, by), (name, Part.APPROVED, approved_by)], now=now)
    freed = free_hold(row, because=ReleasedBecause.DEDUCTED, by=by.id, now=now)
    cancel_deadline(kind=Kind.RELEASE_HOLD, subject=row.id, is_test=is_test, now=now)
    write_messages([tell_of_money(statement, is_test=is_test, keys=keys, now=now)], now=now)
    shown = deduction_as_json(written)
    decided = Happening(
        at=now, action="deduction.made", actor=PERSON, subject=f"deduction:{name}", payload=shown, member=made.member
    )
    append([decided, freed], seal=keys.seal)
    return shown


def _check_words(items: Sequence[Item], *, by: Actor, member: str, is_test: bool) -> None:
    """Refuse an item whose words say nothing, or what others were told word for word."""
    to_others = list_item_reasons(by, but_to=member, is_test=is_test)
    for place, item in enumerate(items):
        check_money_reasons(item.words, field=f"items/{place}/words", to_others=to_others)
