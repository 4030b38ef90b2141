"""Deducts from a hold what an upheld claim is proven to: itemized, by two people, with its own appeal (FUND-5).

A host names both at once; in the console one person proposes, and another agrees to just that.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.deductions import Deduction, Item, deduct
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.reasons import check_money_reasons
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.refusals import Refused
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.deducting import write_deduction
from habeas.server.holds.earlier import list_item_reasons
from habeas.server.holds.models import Claim, DeductionProposal, Hold
from habeas.server.holds.operations import PERSON, free_hold, hold_as_placed
from habeas.server.holds.proposing import item_as_json, open_items, seal_items
from habeas.server.holds.stating import Reader, state_deduction
from habeas.server.holds.views import deduction_as_json
from habeas.server.independence.operations import note_parts
from habeas.server.notices.money import read_of_money, tell_of_money
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members

_SECOND: Final = Actor("staff:***")
"""Stands for the second person as long as nobody agreed."""

_UNMADE: Final = "***"
"""Stands in a preview for the id that a deduction will have."""


class NoHoldToDeductFrom(LookupError):
    """A hold that is not known."""


class DeductionProposedBefore(Refused):
    """A second proposal for one hold."""

    rule = "FUND-7"
    says = "the deduction that was proposed before still waits for a second person; agree to that, or drop it first"


class ProposalGone(Refused):
    """A proposal that was dropped, agreed to, or made anew since it was looked at."""

    rule = "FUND-7"
    says = "what you looked at is proposed no more: it was dropped, changed or agreed to; look at the hold again"


@transaction.atomic
def deduct_from_hold(
    *, hold: str, items: Sequence[Item], by: Actor, approved_by: Actor, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Deduct and return it as interfaces show it. What else waited for the claim is free at once.

    Raises NoHoldToDeductFrom, KeyDestroyed, and what the core refuses: items without clause, evidence or words of their
    own, more than waits, a claim that was not upheld, one person alone.
    """
    row, keys = _lock(hold, is_test=is_test, now=now)
    return _deduct(row, items, by=by, approved_by=approved_by, keys=keys, now=now)


@transaction.atomic
def propose_deduction(
    *, hold: str, items: Sequence[Item], by: Actor, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Propose what to deduct, for a second person to agree to, and return whose id it has.

    Raises DeductionProposedBefore, and whatever the deduction would be refused for.
    """
    row, keys = _lock(hold, is_test=is_test, now=now)
    if DeductionProposal.objects.filter(hold=row).exists():
        raise DeductionProposedBefore
    made, _ = _make(row, items, name=_UNMADE, by=by, approved_by=_SECOND, now=now)
    proposal = DeductionProposal.objects.create(
        id=f"dpr_{secrets.token_hex(12)}",
        hold=row,
        is_test=is_test,
        by=by.id,
        proposed_at=now,
        sealed_items=seal_items(items, member=made.member, keys=keys),
    )
    shown = {"hold": hold, "items": [item_as_json(one) for one in items], "by": by.id}
    append([_happening(proposal, "deduction.proposed", shown, now=now)], seal=keys.seal)
    return {"id": proposal.id, "hold": hold}


@transaction.atomic
def agree_to_deduction(*, proposal: str, by: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Deduct what somebody else proposed, and return it. Raises ProposalGone, and what deducting raises."""
    found, row, keys = _lock_proposal(proposal, is_test=is_test, now=now)
    return _deduct(row, open_items(found, keys=keys), by=Actor(found.by), approved_by=by, keys=keys, now=now)


@transaction.atomic
def drop_deduction(*, proposal: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Take a proposal away: nothing is deducted, and the hold runs on. Raises ProposalGone."""
    found, row, keys = _lock_proposal(proposal, is_test=is_test, now=now)
    dropped = _happening(found, "deduction.dropped", {"hold": row.id, "by": by.id}, now=now)
    found.delete()
    append([dropped], seal=keys.seal)


@transaction.atomic
def preview_deduction(
    *, hold: str, items: Sequence[Item], by: Actor, approved_by: Actor | None = None, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Return what the member would read, how much is taken and how much of the hold is free; nothing is written.

    Refused as the deduction would be. Where nobody agreed yet, nobody stands for the second person.
    """
    row, _ = _lock(hold, is_test=is_test, now=now)
    made, statement = _make(row, items, name=_UNMADE, by=by, approved_by=approved_by or _SECOND, now=now)
    left = hold_as_placed(row).left - made.amount
    return {"reads": read_of_money(statement), "amount": made.amount, "left": left}


def _lock(hold: str, *, is_test: bool, now: datetime) -> tuple[Hold, Keyring]:
    """Return a hold and its member's key, both locked, the member first."""
    known = Hold.objects.filter(id=hold, is_test=is_test).select_related("owner").first()
    if known is None:
        raise NoHoldToDeductFrom(hold)
    keys = lock_members([known.owner.party], now=now)
    return Hold.objects.select_for_update(of=("self",)).select_related("owner").get(id=hold), keys


def _lock_proposal(proposal: str, *, is_test: bool, now: datetime) -> tuple[DeductionProposal, Hold, Keyring]:
    """Return a proposal with its hold and its member's key; who locks the hold has the proposal."""
    found = DeductionProposal.objects.filter(id=proposal, is_test=is_test).select_related("hold__owner")
    known = found.first()
    if known is None:
        raise ProposalGone
    row, keys = _lock(known.hold_id, is_test=is_test, now=now)
    still = found.first()
    if still is None:
        raise ProposalGone
    return still, row, keys


def _make(
    row: Hold, items: Sequence[Item], *, name: str, by: Actor, approved_by: Actor, now: datetime
) -> tuple[Deduction, MoneyStatement]:
    """Return a deduction and its statement, not yet written."""
    claim = _claim_of(row)
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
    _check_words(items, by=by, member=made.member, is_test=row.is_test)
    reader = Reader(row.language, ZoneInfo(row.zone))
    return made, state_deduction(made, claim=claim, provider=row.provider, reader=reader, now=now)


def _deduct(
    row: Hold, items: Sequence[Item], *, by: Actor, approved_by: Actor, keys: Keyring, now: datetime
) -> Mapping[str, Any]:
    name = f"ded_{secrets.token_hex(12)}"
    made, statement = _make(row, items, name=name, by=by, approved_by=approved_by, now=now)
    written = write_deduction(made, hold=row, statement=statement, keys=keys, now=now)
    note_parts([(name, Part.DECIDED, by), (name, Part.APPROVED, approved_by)], now=now)
    freed = free_hold(row, because=ReleasedBecause.DEDUCTED, by=by.id, now=now)
    cancel_deadline(kind=Kind.RELEASE_HOLD, subject=row.id, is_test=row.is_test, now=now)
    write_messages([tell_of_money(statement, is_test=row.is_test, keys=keys, now=now)], now=now)
    shown = deduction_as_json(written)
    decided = Happening(
        at=now, action="deduction.made", actor=PERSON, subject=f"deduction:{name}", payload=shown, member=made.member
    )
    append([decided, freed], seal=keys.seal)
    return shown


def _claim_of(row: Hold) -> ClaimTold:
    return claim_as_told(Claim.objects.select_related("owner", "claimant").get(id=row.claim_id))


def _happening(row: DeductionProposal, action: str, shown: Mapping[str, Any], *, now: datetime) -> Happening:
    subject, member = f"proposal:{row.id}", row.hold.owner.party
    return Happening(at=now, action=action, actor=PERSON, subject=subject, payload=shown, member=member)


def _check_words(items: Sequence[Item], *, by: Actor, member: str, is_test: bool) -> None:
    """Refuse an item whose words say nothing, or what others were told word for word."""
    to_others = list_item_reasons(by, but_to=member, is_test=is_test)
    for place, item in enumerate(items):
        check_money_reasons(item.words, field=f"items/{place}/words", to_others=to_others)
