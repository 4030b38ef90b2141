"""What a reviewer may answer for an amount and for a contract when an account is suspended or ended (FUND-10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAmount:
    """An amount that somebody has to answer for: what the member has available, or what a milestone holds.

    `milestone` and `contract` are empty for a balance. `due_at` is when it would be paid if nothing had happened.
    `is_paid_in`: the member paid it in, and somebody else is paid. `handed_in_at` is when its work was, None where it
    was not. `is_contested`: a claim of a third party about its contract is undecided, or was upheld. `is_over`: its
    contract is.
    """

    id: str
    money: Money
    due_at: datetime | None = None
    milestone: str = ""
    contract: str = ""
    is_paid_in: bool = False
    handed_in_at: datetime | None = None
    is_contested: bool = False
    is_over: bool = False

    @property
    def is_refundable(self) -> bool:
        """Tell whether it may go back to the client: what a milestone holds for work that nobody did yet (FUND-5).

        For work that was handed in, the words of a reviewer are not enough: somebody has to claim it.
        """
        return bool(self.milestone) and (self.handed_in_at is None or self.is_contested)

    @property
    def has_date(self) -> bool:
        """Tell whether it may be paid on a date: on its own, or while a milestone waits for its work or a claim on it.

        What is somebody's by now and has no date is due now: only a hold lets it wait (invariant 7). What waits for
        work that cannot come any more would wait for ever.
        """
        return self.due_at is not None or (self.is_refundable and not self.is_without_work)

    def is_owed(self, at: datetime) -> bool:
        """Tell whether it may be paid at an instant: a balance, work that was handed in, or what is due by then anyway.

        For work that is still to come it would be lost to who paid it in.
        """
        is_due = self.due_at is not None and self.due_at <= at
        return not self.milestone or self.handed_in_at is not None or is_due

    @property
    def is_without_work(self) -> bool:
        """Tell whether its contract is over and nobody handed in its work."""
        return bool(self.milestone) and self.is_over and self.handed_in_at is None


@dataclass(frozen=True, slots=True)
class PayNow:
    """It is paid at once."""


@dataclass(frozen=True, slots=True)
class PayOn:
    """It is paid on its date at the latest. On another date than its own, work to come has to be handed in by then.

    Where it is handed in later, it is paid as soon as it is.
    """

    at: datetime


@dataclass(frozen=True, slots=True)
class HoldAgainst:
    """It waits for a named claim, by a decision of its own."""

    claim: str
    decision: str
    until: datetime


@dataclass(frozen=True, slots=True)
class RefundClient:
    """What the client put into a milestone goes back to them."""


Answer = PayNow | PayOn | HoldAgainst | RefundClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An answer for an amount or for a part of it. `because` is the reviewer's, in the member's language.

    `is_usual`: it holds where nobody says otherwise, and its reason is everybody's.
    """

    money: Money
    answer: Answer
    because: str = ""
    is_usual: bool = False


class HarmKind(StrEnum):
    """What happened, or would, in a contract to somebody who is in it."""

    SAFETY = "safety"
    ABUSE = "abuse"
    DECEPTION = "deception"
    PRIVACY = "privacy"
    UNLAWFUL = "unlawful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """Harm in one contract, the only ground on which it rests or ends (invariant 11).

    `shown_by` are the facts that show it, by their ids, of those that the decision relies on.
    """

    kind: HarmKind
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The contract goes on: what happens where nobody says anything else."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The contract rests until a date. `harm` is its ground, None only in plans from before it was asked for."""

    because: str
    until: datetime
    harm: Harm | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Somebody else goes on with the contract, as both sides agreed."""

    because: str
    to: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The contract ends. `harm` is its ground, None only in plans from before it was asked for."""

    because: str
    harm: Harm | None = None


ContractAnswer = GoesOn | Paused | HandedOver | Ended
