"""What waits, or waited, for other claims about one contract: its money waits once, no longer in all (FUND-4)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from habeas.domain.actors import Actor
from habeas.domain.clocks.lengths import end_of
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.claims import Claim
from habeas.domain.refusals import Refused
from habeas.money import Money


class HoldBeyondContract(Refused):
    """Holds for several claims about one contract, of more in all than it paid."""

    rule = "FUND-4"
    says = "amount: {amount} is more than the {left} that other holds leave of what the contract paid; hold no more"


class ContractHeldTooLong(Refused):
    """A hold of money that waited its longest time already, for other claims."""

    rule = "FUND-4"
    says = "claim: money of its contract waited first on {since}; no claim about it lets any wait after {latest}"


class ContractHeldBySame(Refused):
    """A hold by whoever let money of the same contract wait before, till its time was over."""

    rule = "FUND-7"
    says = "by: {by} let money of this contract wait before, till its time was over; let a second person do so now"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHolds:
    """What is known of the holds for other claims about the same contract.

    `taken` waits for them or was deducted for them, in minor units; `since` is when the first was placed; `ended_by`
    are those who placed one that its time ended.
    """

    taken: int = 0
    since: datetime | None = None
    ended_by: frozenset[str] = frozenset()

    @property
    def latest(self) -> datetime | None:
        """Return until when money of the contract may wait at most, None where none ever waited."""
        if self.since is None:
            return None
        row = CLOCKS[ClockId.HOLD_LONGEST]
        return end_of(self.since, length=row.length, counting=row.counting, zone=UTC)


def check_contract(claim: Claim, amount: Money, others: OtherHolds, *, by: Actor, now: datetime) -> None:
    """Refuse that the same money waits twice, or again for longer by the same person.

    Raises HoldBeyondContract, ContractHeldTooLong, ContractHeldBySame. An order of an authority is about no contract.
    """
    if claim.transaction is None:
        return
    left = max(0, claim.transaction.amount - others.taken)
    if amount.amount > left:
        raise HoldBeyondContract(amount=amount, left=Money(left, amount.currency))
    if others.since is not None and others.latest is not None and others.latest <= now:
        raise ContractHeldTooLong(since=others.since.isoformat(), latest=others.latest.isoformat())
    if by.id in others.ended_by:
        raise ContractHeldBySame(by=by.id)
