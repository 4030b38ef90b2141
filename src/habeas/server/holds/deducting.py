"""Writes deductions and gives them back, in the caller's transaction: row, postings and instruction at once."""

from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.holds.deductions import Deduction as DeductionMade
from habeas.domain.holds.reversal import Loss as Cost
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.journal.facts import FactKind
from habeas.money import Money
from habeas.server.audit.operations import Happening
from habeas.server.holds.instructions import ask_provider
from habeas.server.holds.models import Deduction, DeductionItem, Hold
from habeas.server.holds.operations import actor_of, digest_of, post
from habeas.server.holds.views import restored_as_json
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import Keyring


def write_deduction(
    made: DeductionMade, *, hold: Hold, statement: MoneyStatement, keys: Keyring, now: datetime
) -> Deduction:
    """Write a deduction with its items, post it, and ask the provider to take it."""
    row = Deduction(
        id=made.id,
        hold=hold,
        is_test=hold.is_test,
        amount=made.amount.amount,
        currency=made.amount.currency,
        by=made.by.id,
        approved_by=made.approved_by.id,
        decided_at=made.decided_at,
        digest=digest_of(statement),
    )
    # Items first: the database closes a deduction when it is written, and checks their sum then.
    DeductionItem.objects.bulk_create(
        [
            DeductionItem(
                deduction_id=made.id,
                amount=item.amount.amount,
                clause=item.clause,
                evidence=list(item.evidence),
                sealed_words=keys.seal(made.member, item.words.encode()),
            )
            for item in made.items
        ]
    )
    row.save(force_insert=True)
    post(hold, FactKind.DEDUCTED, made.amount, now=now)
    ask_provider(hold, action="deduct", amount=row.amount, now=now)
    return row


def as_made(row: Deduction) -> DeductionMade:
    """Return a deduction as the core takes it, its items left sealed; its row was read with its hold and owner."""
    return DeductionMade(
        id=row.id,
        decision=row.id,
        hold=row.hold_id,
        claim=row.hold.claim_id,
        member=row.hold.owner.party,
        amount=Money(row.amount, row.currency),
        items=(),
        by=Actor(row.by),
        approved_by=Actor(row.approved_by),
        decided_at=row.decided_at,
        restored_at=row.restored_at,
    )


def give_back(row: Deduction, *, cost: Cost, by: str, now: datetime) -> Happening:
    """Write that a locked deduction is given back and what is owed for it; ask the provider, tell the host."""
    row.restored_at, row.lost_since, row.owed = now, cost.since, cost.owed.amount
    row.save(update_fields=["restored_at", "lost_since", "owed"])
    post(row.hold, FactKind.RESTORED, Money(row.amount, row.currency), now=now)
    ask_provider(row.hold, action="give_back", amount=row.amount, now=now)
    told = restored_as_json(row)
    write_message(type=WebhookType.DEDUCTION_RESTORED, payload=told, key=row.id, is_test=row.is_test, now=now)
    return Happening(at=now, action="deduction.restored", actor=actor_of(by), subject=f"deduction:{row.id}")
