"""The statement of a hold or a deduction, with the ways to contest that the operator declares."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from habeas.domain.holds.claims import Claim
from habeas.domain.holds.deductions import Deduction
from habeas.domain.holds.hold import Hold
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.statements.automation import Decided, automation_of
from habeas.server.cases.redress import contact_of, pseudonym, redress_of


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language a member reads, and where they live."""

    language: str
    zone: tzinfo


def state_hold(hold: Hold, *, claim: Claim, reader: Reader, now: datetime) -> MoneyStatement:
    """Return the statement of a hold. Raises MoneyStatementIncomplete."""
    return MoneyStatement(
        decision=hold.id,
        member=hold.member,
        language=reader.language,
        zone=reader.zone,
        issued_at=now,
        amount=hold.amount,
        provider=hold.provider,
        claim=claim.kind,
        reference=claim.reference,
        claimed=claim.rest,
        opened_at=claim.opened_at,
        automation=automation_of([Decided(hold.by)]),
        because=hold.because,
        until=hold.release_at,
        latest=hold.latest,
        decided_by=(pseudonym(hold.by.id),),
        contact=contact_of(),
        redress=redress_of(hold.id),
    )


def state_deduction(made: Deduction, *, claim: Claim, provider: str, reader: Reader, now: datetime) -> MoneyStatement:
    """Return the statement of a deduction. Raises MoneyStatementIncomplete."""
    return MoneyStatement(
        decision=made.id,
        member=made.member,
        language=reader.language,
        zone=reader.zone,
        issued_at=now,
        amount=made.amount,
        provider=provider,
        claim=claim.kind,
        reference=claim.reference,
        claimed=claim.rest,
        opened_at=claim.opened_at,
        automation=automation_of([Decided(made.by)]),
        items=made.items,
        decided_by=(pseudonym(made.by.id), pseudonym(made.approved_by.id)),
        contact=contact_of(),
        redress=redress_of(made.id),
    )
