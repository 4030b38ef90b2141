"""What events about money say: the form of their `data`, one class for those that say the same."""

from typing import Annotated, Final

from pydantic import Field

from habeas.domain.journal.facts import FELL, UPHELD
from habeas.server.events.schemas.values import Form, Id, Money, MovedMoney, Name, Sentence, Time

_OUTCOMES: Final = (
    f"How it was decided. Upheld by: {', '.join(sorted(UPHELD))}. Fallen by: {', '.join(sorted(FELL))}. "
    "Any other word, and none, closes the claim and upholds nothing; the answer says so."
)

ClaimOutcome = Annotated[Name, Field(description=_OUTCOMES)]
"""What became of a claim about money."""


_DUE: Final = (
    "When it is owed to who is paid, by what they agreed with who pays: a plan pays it then, whether or not it "
    "was told that its work is handed in"
)


class Milestone(Form):
    """A milestone of a contract. Money moves when it is funded, released or refunded."""

    milestone: Id
    contract: Id
    amount: MovedMoney | None = None
    due_at: Annotated[Time | None, Field(description=_DUE)] = None


class MilestoneMoney(Milestone):
    """A milestone whose money moved. `fee` is the part of it that the platform kept, by its own rates."""

    amount: MovedMoney
    fee: Money | None = None


class MilestoneRelease(MilestoneMoney):
    """Money of a milestone that went to who is paid: `member`, else who handed the work in, else who is party then."""

    member: Id | None = None


class MilestoneRefund(MilestoneMoney):
    """Money of a milestone that went back to who paid it in: first what was held, then what was released.

    What was released stays who was paid's, unless `member` names them: then they gave it back themselves. Without, only
    a deduction takes it from them.
    """

    member: Id | None = None


class Payout(Form):
    """Money on its way to a member, there, or come back.

    `amount` is what left their balance, `fee` the part of it that the platform kept for the transfer, by its own rates.
    It comes back with the rest.
    """

    payout: Id
    member: Id
    amount: MovedMoney
    fee: Money | None = None
    due_at: Time | None = None


class PayoutDetails(Form):
    """A member's payout details changed. What they are is never told."""

    member: Id


class Balance(Form):
    """What a member has on the platform, as of the event's time."""

    member: Id
    available: Money
    held: Money | None = None
    in_transit: Money | None = None


class Dispute(Form):
    """A dispute about a contract, or about a decision. `amount` is what is disputed of what was paid.

    `member` is who opened it: who is paid under the contract claims nothing of themselves by it. `against` is who was
    paid what is disputed; without, it is who was paid last when it was opened. Told again, or upheld, with a smaller
    `amount`, it is for no more than that.
    """

    dispute: Id
    contract: Id | None = None
    decision: Id | None = None
    member: Id | None = None
    against: Id | None = None
    amount: MovedMoney | None = None
    outcome: ClaimOutcome | None = None


class Chargeback(Form):
    """What became of a payment that its payer's bank took back. `against` is who was paid it, as of a dispute."""

    chargeback: Id
    contract: Id | None = None
    member: Id | None = None
    against: Id | None = None
    amount: MovedMoney | None = None
    outcome: ClaimOutcome | None = None


class ChargebackOpened(Chargeback):
    """A payment that its payer's bank took back: `amount` of it."""

    amount: MovedMoney


class Refund(Form):
    """A refund that a member asks for. It is a claim only where `member` is not who is paid under the contract.

    `against` is who was paid it, as of a dispute. Told again with a smaller `amount`, it is for no more than that.
    """

    contract: Id
    member: Id
    refund: Id | None = None
    against: Id | None = None
    amount: MovedMoney | None = None
    reason: Sentence | None = None
