"""What an event tells about money: a fact, a reported balance, or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.journal.facts import Fact, read_fact
from habeas.domain.journal.reconciliation import Report, read_report

BALANCE: Final = "balance.reported"


def read_money_event(
    *, event: str, kind: str, occurred_at: datetime, content: Mapping[str, Any]
) -> Fact | Report | None:
    """Return what an event tells about money, None where it tells nothing. Raises MoneyRefused, naming the field."""
    if kind == BALANCE:
        return read_report(event=event, occurred_at=occurred_at, content=content)
    return read_fact(event=event, kind=kind, occurred_at=occurred_at, content=content)
