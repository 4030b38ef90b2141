"""Claims of third parties and orders of authorities: the only grounds on which money waits (FUND-4)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from habeas.domain.refusals import Refused
from habeas.money import Money


class ClaimKind(StrEnum):
    """Who claims: another member, a payer's bank, somebody who wants a payment back, an authority."""

    DISPUTE = "dispute"
    CHARGEBACK = "chargeback"
    REFUND_REQUEST = "refund_request"
    AUTHORITY_ORDER = "authority_order"


class ClaimBeyondTransaction(Refused):
    """A claim to more than the transaction that it is about."""

    rule = "FUND-4"
    says = "amount: the claim {claim} is for {amount}, its transaction was {transaction}; claim no more than that"


class ClaimByNobody(Refused):
    """A claim that names nobody who makes it."""

    rule = "FUND-4"
    says = "claimant: the claim {claim} names nobody who makes it; name the third party"


class ClaimByMember(Refused):
    """A claim that the member against whom it runs would have made."""

    rule = "FUND-4"
    says = "claimant: the claim {claim} against {member} names the same as who claims; name the third party"


class OrderWithoutReference(Refused):
    """An order of which nobody could find the paper."""

    rule = "FUND-4"
    says = "reference: the order {claim} names no document; give the authority's reference"


class ClaimClosed(Refused):
    """A claim that was decided."""

    rule = "FUND-4"
    says = "claim: {claim} was closed at {closed_at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim to an amount of a member's money.

    Raises ClaimByNobody, ClaimByMember, OrderWithoutReference, ClaimBeyondTransaction.

    `transaction` is what the member got for what the claim is about; an authority's order has none. `reference` is
    the claimant's own: the dispute's id, the order's number. `upheld` is None till it is closed. `contract` is the one
    that it is about, none for an order; `recorded_by` is who wrote it down, nobody where an event told of it.
    `lessened` is how much of it is answered, claimed no more or not upheld.
    """

    id: str
    kind: ClaimKind
    member: str
    claimant: str
    reference: str
    amount: Money
    transaction: Money | None
    opened_at: datetime
    closed_at: datetime | None = None
    upheld: bool | None = None
    contract: str = ""
    recorded_by: str = ""
    lessened: Money | None = None

    def __post_init__(self) -> None:
        """Refuse what no third party could claim."""
        if not self.claimant.strip():
            raise ClaimByNobody(claim=self.id)
        if self.claimant.strip() == self.member.strip():
            raise ClaimByMember(claim=self.id, member=self.member)
        if self.kind is ClaimKind.AUTHORITY_ORDER and not self.reference.strip():
            raise OrderWithoutReference(claim=self.id)
        if self.transaction is not None and self.transaction < self.amount:
            raise ClaimBeyondTransaction(claim=self.id, amount=self.amount, transaction=self.transaction)

    @property
    def rest(self) -> Money:
        """Return what is left of it: no hold for it is of more."""
        return self.amount if self.lessened is None else self.amount - self.lessened

    @property
    def is_open(self) -> bool:
        """Tell whether it is undecided."""
        return self.closed_at is None

    def was_read_only_by(self, person: str) -> bool:
        """Tell whether it is an order that this person wrote down: a second one has to read it (FUND-7)."""
        return self.kind is ClaimKind.AUTHORITY_ORDER and bool(person) and self.recorded_by == person


def close_claim(claim: Claim, *, upheld: bool, now: datetime) -> Claim:
    """Return the claim as decided. Raises ClaimClosed."""
    if claim.closed_at is not None:
        raise ClaimClosed(claim=claim.id, closed_at=claim.closed_at.isoformat())
    return replace(claim, closed_at=now, upheld=upheld)
