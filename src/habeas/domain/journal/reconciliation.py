"""Compare what a host reports with the journal: a difference is shown and never booked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.domain.journal.entries import Balances, State
from habeas.money import CurrenciesDiffer, Money, read_money


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a host says that a member has, as of an instant; a state that it does not name is not compared."""

    id: str
    member: str
    at: datetime
    available: Money
    held: Money | None = None
    in_transit: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One state of which the host says something else than the journal.

    `is_reported` is false where no report says so, but the journal itself: there cannot be less than nothing.
    """

    member: str
    state: State
    at: datetime
    reported: Money
    booked: Money
    is_reported: bool = True

    @property
    def missing(self) -> Money:
        """Return how much more the host reports than is booked; less than nothing where it is the other way."""
        return self.reported - self.booked


def read_report(*, event: str, occurred_at: datetime, content: Mapping[str, Any]) -> Report:
    """Return what `balance.reported` says. Raises MoneyRefused, naming the field."""
    available = read_money(content.get("available"), field="/data/available")
    said = {name: _read(content, name, available.currency) for name in ("held", "in_transit")}
    return Report(id=event, member=content["member"], at=occurred_at, available=available, **said)


def _read(content: Mapping[str, Any], name: str, currency: str) -> Money | None:
    if content.get(name) is None:
        return None
    money = read_money(content[name], field=f"/data/{name}")
    if money.currency != currency:
        raise CurrenciesDiffer(currency, got=money.currency, field=f"/data/{name}/currency")
    return money


def compare(report: Report, booked: Balances) -> tuple[Difference, ...]:
    """Return each state in which report and journal differ."""
    return tuple(_compare(report, booked))


def _compare(report: Report, booked: Balances) -> Iterator[Difference]:
    pairs = (
        (State.AVAILABLE, report.available, booked.available),
        (State.HELD, report.held, booked.held),
        (State.IN_TRANSIT, report.in_transit, booked.in_transit),
    )
    for state, reported, kept in pairs:
        if reported is not None and reported != kept:
            yield Difference(member=report.member, state=state, at=report.at, reported=reported, booked=kept)
