"""Asks whoever keeps members' money to keep an amount, let it go, pay or refund it. The service itself has none of it.

An instruction has a key and is done once by it, however often it is given; one that a later one supersedes is not done
after it. So a line that loses, repeats and reorders leads to the same end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from habeas.money import Money, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One instruction as it is given. `about` is the hold or payment, `supersedes` the key that counts no more.

    `details_before`: pay to the details as they were before that instant; None to those that are there. `contract` and
    `milestone` name the milestone whose money is paid or refunded, empty where the member has it.
    """

    key: str
    action: str
    member: str
    amount: Money
    provider: str
    about: str
    supersedes: str = ""
    contract: str = ""
    milestone: str = ""
    details_before: datetime | None = None
    attempt: int = 1

    @property
    def keeps(self) -> bool:
        """Tell whether it is about money that waits, or waited; else about money that moves."""
        return self.action not in {"pay", "refund"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an instruction was taken. `done`: of how much it was carried out, None where that is told later, or not.

    `problem` says what to do where nobody took it.
    """

    done: Money | None = None
    problem: str = ""


TAKEN: Final = Receipt()
"""It has arrived; that it was done is acknowledged later."""


class PaymentProvider(Protocol):
    """Takes instructions and says of each how it went. Never raises for what the other side does."""

    def instruct(self, asked: Sequence[Asked], *, now: datetime) -> Sequence[Receipt]:
        """Return the receipts, in the order of the instructions."""
        ...


@dataclass(slots=True)
class RememberingProvider:
    """Keeps in memory what it was told to keep, by hold. What it did once, or a later one supersedes, it leaves."""

    kept: dict[str, Money] = field(default_factory=dict)
    done: dict[str, Asked] = field(default_factory=dict)

    def instruct(self, asked: Sequence[Asked], *, now: datetime) -> Sequence[Receipt]:  # noqa: ARG002  # the protocol's
        """Do what is asked, and say so."""
        return [self._obey(one) for one in asked]

    def _obey(self, asked: Asked) -> Receipt:
        superseded = {one.supersedes for one in self.done.values()}
        if asked.key not in self.done and asked.key not in superseded:
            self.done[asked.key] = asked
            if asked.action == "keep":
                self.kept[asked.about] = asked.amount - self._lessened(asked)
            elif asked.action == "lessen" and asked.about in self.kept:
                self.kept[asked.about] -= asked.amount
            elif asked.action == "let_go":
                self.kept.pop(asked.about, None)
            elif asked.action == "deduct" and asked.about in self.kept:
                left = self.kept.pop(asked.about) - asked.amount
                if left.amount:
                    self.kept[asked.about] = left
        return Receipt(done=asked.amount)

    def _lessened(self, asked: Asked) -> Money:
        """Return how much less is to be kept than is asked, for that was told before."""
        earlier = (one for one in self.done.values() if (one.about, one.action) == (asked.about, "lessen"))
        return total((one.amount for one in earlier), currency=asked.amount.currency)


Tell = Callable[[str, dict[str, Any], datetime], None]
"""Write a webhook under a key that makes it once, with what it tells, at an instant."""


class WebhookProvider:
    """Asks the host by webhook, `payout.instructed`. The host asks its provider and acknowledges over the API."""

    def __init__(self, *, tell: Tell) -> None:
        self._tell: Final = tell

    def instruct(self, asked: Sequence[Asked], *, now: datetime) -> Sequence[Receipt]:
        """Write each instruction for delivery. An attempt is a message of its own, under the same idempotency key."""
        for one in asked:
            name = one.key if one.attempt == 1 else f"{one.key}:{one.attempt}"
            self._tell(name, as_told(one), now)
        return [TAKEN for _ in asked]


def as_told(asked: Asked) -> dict[str, Any]:
    """Return an instruction as the webhook has it."""
    return {
        "instruction": asked.key,
        "idempotency_key": asked.key,
        "action": asked.action,
        "provider": asked.provider,
        "member": asked.member,
        "amount": {"amount": asked.amount.amount, "currency": asked.amount.currency},
        "hold": asked.about if asked.keeps else None,
        "payment": None if asked.keeps else asked.about,
        "contract": asked.contract or None,
        "milestone": asked.milestone or None,
        "details_before": None if asked.details_before is None else asked.details_before.isoformat(),
        "supersedes": asked.supersedes or None,
    }
