"""Money on an invented marketplace: Cleo pays, Fred is paid, in US dollars."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from habeas.domain.journal.facts import Fact, read_fact
from habeas.money import Money

NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
_NUMBERS: Final = count(1)


def usd(amount: int) -> Money:
    """Return so many cents."""
    return Money(amount, "USD")


def said(amount: int, currency: str = "USD") -> dict[str, object]:
    """Return money as an event writes it."""
    return {"amount": amount, "currency": currency}


def fact(kind: str, *, at: datetime = NOW, event: str | None = None, **content: object) -> Fact:
    """Return the fact of an event that tells one."""
    found = read_fact(event=event or f"f{next(_NUMBERS)}", kind=kind, occurred_at=at, content=content)
    assert found is not None
    return found


def sides(*, contract: str = "k1", at: datetime = NOW) -> Fact:
    """Return who pays whom."""
    return fact("contract.started", at=at, contract=contract, client="cleo", freelancer="fred")


def milestone(
    move: str, amount: int | None = None, *, currency: str = "USD", at: datetime = NOW, **content: object
) -> Fact:
    """Return a move of the milestone m1 of the contract k1."""
    money = {} if amount is None else {"amount": said(amount, currency)}
    usual: dict[str, Any] = {"milestone": "m1", "contract": "k1", **money}
    usual.update(content)
    return fact(f"milestone.{move}", at=at, **usual)


def payout(move: str, amount: int = 500, *, at: datetime = NOW, **content: object) -> Fact:
    """Return a move of the payout p1 to Fred."""
    usual: dict[str, Any] = {"payout": "p1", "member": "fred", "amount": said(amount)}
    usual.update(content)
    return fact(f"payout.{move}", at=at, **usual)
