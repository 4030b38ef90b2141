"""An entry balances for each member, in one currency, or is none."""

import pytest

from habeas.domain.journal.entries import (
    Account,
    Entry,
    EntryMixesCurrencies,
    EntryMovesNothing,
    EntryTooLarge,
    EntryUnbalanced,
    State,
    entries_between,
    sum_of,
)
from habeas.money import MOST
from tests.factories.money import NOW

AVAILABLE = Account("fred", State.AVAILABLE, "USD")
HELD = Account("fred", State.HELD, "USD")
CLEO = Account("cleo", State.PAID, "USD")
EUROS = Account("fred", State.AVAILABLE, "EUR")
EUROS_HELD = Account("fred", State.HELD, "EUR")


def entry(amounts: dict[Account, int]) -> Entry:
    return Entry(matter="hold:h1", cause="e1", occurred_at=NOW, currency="USD", amounts=amounts)


class TestEntry:
    @pytest.mark.parametrize(
        ("amounts", "error"),
        [
            ({AVAILABLE: 5, HELD: -4}, EntryUnbalanced),
            ({AVAILABLE: 5, CLEO: -5}, EntryUnbalanced),
            ({AVAILABLE: 5, EUROS: -5}, EntryMixesCurrencies),
            ({}, EntryMovesNothing),
            ({AVAILABLE: 0}, EntryMovesNothing),
            ({AVAILABLE: MOST + 1, HELD: -MOST - 1}, EntryTooLarge),
        ],
    )
    def test_is_refused_where_money_would_appear_or_vanish(
        self, amounts: dict[Account, int], error: type[Exception]
    ) -> None:
        """FUND-9."""
        with pytest.raises(error, match="the entry about hold:h1"):
            entry(amounts)

    def test_moves_between_accounts_of_one_member(self) -> None:
        assert entry({AVAILABLE: 5, HELD: -5}).amounts[AVAILABLE] == 5


class TestEntriesBetween:
    def test_are_one_for_each_currency_that_changed(self) -> None:
        posted = {AVAILABLE: -5, HELD: 5}
        wanted = {AVAILABLE: -5, HELD: 5, EUROS: -7, EUROS_HELD: 7}
        [made] = entries_between(posted, wanted, matter="hold:h1", cause="e2", occurred_at=NOW)

        assert (made.currency, made.amounts) == ("EUR", {EUROS: -7, EUROS_HELD: 7})

    def test_are_none_where_nothing_changed(self) -> None:
        assert entries_between({AVAILABLE: 1}, {AVAILABLE: 1}, matter="m", cause="e", occurred_at=NOW) == ()

    def test_take_back_what_is_wanted_no_more(self) -> None:
        [made] = entries_between({AVAILABLE: -5, HELD: 5}, {}, matter="m", cause="e", occurred_at=NOW)

        assert made.amounts == {AVAILABLE: 5, HELD: -5}
        assert sum_of([{AVAILABLE: -5, HELD: 5}, made.amounts]) == {}
