"""A reported balance that differs is shown."""

import pytest

from habeas.domain.journal.entries import Account, State, balances_of
from habeas.domain.journal.reconciliation import Report, compare, read_report
from habeas.money import CurrenciesDiffer
from tests.factories.money import NOW, said, usd

BOOKED = balances_of(
    {
        Account("fred", State.AVAILABLE, "USD"): 500,
        Account("fred", State.HELD, "USD"): 100,
        Account("fred", State.OUTSIDE, "USD"): -600,
    },
    member="fred",
    currency="USD",
)


def report(**content: object) -> Report:
    return read_report(event="e1", occurred_at=NOW, content={"member": "fred", **content})


class TestCompare:
    def test_finds_nothing_where_both_say_the_same(self) -> None:
        assert compare(report(available=said(500), held=said(100), in_transit=said(0)), BOOKED) == ()

    def test_compares_no_state_of_which_nothing_was_said(self) -> None:
        assert compare(report(available=said(500)), BOOKED) == ()

    def test_shows_each_state_that_differs_and_how_much_is_missing(self) -> None:
        found = compare(report(available=said(400), held=said(150)), BOOKED)

        assert [(one.state, one.missing) for one in found] == [
            (State.AVAILABLE, usd(-100)),
            (State.HELD, usd(50)),
        ]

    def test_refuses_two_currencies(self) -> None:
        with pytest.raises(CurrenciesDiffer, match="/data/held/currency wants USD, got EUR"):
            report(available=said(5), held=said(5, "EUR"))
