"""What a host tells about money, as facts: read from events, each about one matter (a contract, a payout, a hold)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final

from habeas.money import CurrenciesDiffer, Money, MoneyRefused, read_money, read_positive


class FactKind(StrEnum):
    """What was told. The last five the service tells itself."""

    SIDES = "sides"
    FUNDED = "funded"
    SUBMITTED = "submitted"
    DUE = "due"
    RELEASED = "released"
    REFUNDED = "refunded"
    CHARGED_BACK = "charged_back"
    CHARGEBACK_CLOSED = "chargeback_closed"
    CLAIMED = "claimed"
    CLAIM_CLOSED = "claim_closed"
    SCHEDULED = "scheduled"
    PAID = "paid"
    RETURNED = "returned"
    HELD = "held"
    LESSENED = "lessened"
    LET_GO = "let_go"
    DEDUCTED = "deducted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact by the id of its event. `part` is what it is about within the matter: a milestone, a claim.

    `member` is whose money a payout or a hold is, who opened a claim, who is paid by a release, and who gave back of
    their own what is refunded.

    `payer` and `payee` are known of `sides`, whose `outcome` is what became of the contract: offered, started, ended. A
    claim may name whom it is against as `payee`. `fee` is what the host kept of the money, by its own rates.
    """

    id: str
    kind: FactKind
    matter: str
    occurred_at: datetime
    part: str = ""
    member: str = ""
    payer: str = ""
    payee: str = ""
    money: Money | None = None
    fee: Money | None = None
    due_at: datetime | None = None
    outcome: str = ""

    @property
    def place(self) -> tuple[datetime, str]:
        """Return where it stands among others, whenever they were heard."""
        return self.occurred_at, self.id


class FactUnclear(MoneyRefused):
    """A fact that does not say what it is about."""


PAYERS: Final = frozenset({"buyer", "client", "guest", "payer", "renter"})
"""Roles that pay under a contract; who has another is paid."""

STARTED: Final = "started"
"""What became of a contract that runs."""

UPHELD: Final = PAYERS | {"lost", "partly_upheld", "refunded", "upheld"}
"""Outcomes by which a claim is upheld: in favour of who pays, or lost by who is paid. No other word upholds one."""

FELL: Final = frozenset(
    {"closed", "denied", "dismissed", "freelancer", "host", "no_action", "payee", "rejected", "released", "seller"}
    | {"withdrawn", "won"}
)
"""Outcomes by which a claim is known to have fallen: what was paid is left as it was."""

_FACTS: Final[Mapping[str, FactKind]] = {
    "milestone.funded": FactKind.FUNDED,
    "milestone.submitted": FactKind.SUBMITTED,
    "milestone.due": FactKind.DUE,
    "milestone.released": FactKind.RELEASED,
    "milestone.refunded": FactKind.REFUNDED,
    "chargeback.opened": FactKind.CHARGED_BACK,
    "chargeback.closed": FactKind.CHARGEBACK_CLOSED,
    "dispute.opened": FactKind.CLAIMED,
    "dispute.resolved": FactKind.CLAIM_CLOSED,
    "refund.requested": FactKind.CLAIMED,
    "payout.scheduled": FactKind.SCHEDULED,
    "payout.paid": FactKind.PAID,
    "payout.returned": FactKind.RETURNED,
}

_MOVES: Final = frozenset(
    {
        FactKind.FUNDED,
        FactKind.RELEASED,
        FactKind.REFUNDED,
        FactKind.CHARGED_BACK,
        FactKind.SCHEDULED,
        FactKind.PAID,
        FactKind.RETURNED,
    }
)
"""Kinds that say nothing without an amount."""

Content = Mapping[str, Any]


def read_fact(*, event: str, kind: str, occurred_at: datetime, content: Content) -> Fact | None:
    """Return what an event tells about money, None where it tells nothing. Raises MoneyRefused, naming the field."""
    if kind.startswith("contract."):
        return _sides(event, kind.partition(".")[2], occurred_at, content)
    what = _FACTS.get(kind)
    if what is None:
        return None
    is_move = what in _MOVES
    money = read_positive(content.get("amount"), field="/data/amount") if is_move or content.get("amount") else None
    bare = Fact(id=event, kind=what, matter="", occurred_at=occurred_at, money=money)
    return _READERS[kind.partition(".")[0]](bare, content)


def _milestone(fact: Fact, content: Content) -> Fact:
    contract, milestone = _id(content, "contract"), _id(content, "milestone")
    return _within(fact, matter=f"contract:{contract}", part=f"milestone:{milestone}", content=content)


def _claim(kind: str, fact: Fact, content: Content) -> Fact | None:
    """Return nothing of a claim without contract: whose money it is about is not known."""
    name = content.get(kind) or fact.id
    if not content.get("contract"):
        return None
    told = _within(fact, matter=f"contract:{content['contract']}", part=f"{kind}:{name}", content=content)
    return replace(told, payee=content.get("against") or "")


def _payout(fact: Fact, content: Content) -> Fact:
    _id(content, "member")
    return _within(fact, matter=f"payout:{_id(content, 'payout')}", part="", content=content)


def _id(content: Content, field: str) -> str:
    """Return the id of what a fact is about. Raises FactUnclear."""
    said = content.get(field)
    if not isinstance(said, str) or not said:
        raise FactUnclear("an id", got="nothing" if said is None else repr(said)[:40], field=f"/data/{field}")
    return said


def _within(fact: Fact, *, matter: str, part: str, content: Content) -> Fact:
    due_at = content.get("due_at")
    return Fact(
        id=fact.id,
        kind=fact.kind,
        matter=matter,
        occurred_at=fact.occurred_at,
        part=part,
        member=content.get("member") or "",
        money=fact.money,
        fee=_fee(fact.money, content),
        due_at=datetime.fromisoformat(due_at) if isinstance(due_at, str) else None,
        outcome=(content.get("outcome") or "").lower(),
    )


_READERS: Final[Mapping[str, Callable[[Fact, Content], Fact | None]]] = {
    "milestone": _milestone,
    "chargeback": partial(_claim, "chargeback"),
    "dispute": partial(_claim, "dispute"),
    "refund": partial(_claim, "refund"),
    "payout": _payout,
}


def _fee(money: Money | None, content: Content) -> Money | None:
    if money is None or content.get("fee") is None:
        return None
    fee = read_money(content["fee"], field="/data/fee")
    if fee.currency != money.currency:
        raise CurrenciesDiffer(money.currency, got=fee.currency, field="/data/fee/currency")
    if not 0 <= fee.amount <= money.amount:
        wanted = f"a fee from nothing to the {money.amount} that moved"
        raise MoneyRefused(wanted, got=str(fee.amount), field="/data/fee/amount")
    return fee


def _sides(event: str, outcome: str, occurred_at: datetime, content: Content) -> Fact | None:
    """Return who pays whom under a contract, None where the event does not say it."""
    if not content.get("contract"):
        return None
    named = [(_name(content.get(role)), role) for role in ("client", "freelancer")]
    listed = content.get("parties")
    if isinstance(listed, list):
        named = [(_name(one), str(one.get("role") or "") if isinstance(one, Mapping) else "") for one in listed]
    payers = _distinct(name for name, role in named if role in PAYERS)
    payees = _distinct(name for name, role in named if role and role not in PAYERS)
    if len(payers) != 1 or len(payees) != 1 or payers == payees:
        return None
    return Fact(
        id=event,
        kind=FactKind.SIDES,
        matter=f"contract:{content['contract']}",
        occurred_at=occurred_at,
        payer=payers[0],
        payee=payees[0],
        outcome=outcome,
    )


def _distinct(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name})


def _name(said: object) -> str:
    """Return under which id a side's money is: the organization's where somebody acts for one."""
    if isinstance(said, Mapping):
        return str(said.get("org") or said.get("member") or "")
    return said if isinstance(said, str) else ""
