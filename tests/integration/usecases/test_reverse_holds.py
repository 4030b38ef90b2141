"""Overturning a decision frees its money once, whatever crashes, and says what the wait cost."""

import pytest
from django.db import connection, transaction

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.deadlines.models import Deadline
from habeas.server.holds.models import Hold, Loss
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.reverse_holds import reverse_holds
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, open_market, send
from tests.factories.money import DAY
from tests.integration.holds.test_crashes import MOST_STATEMENTS, PowerCut, cut_at

pytestmark = pytest.mark.django_db


def reverse(decision: str | None = None, *, days: int = 3) -> list[tuple[str, int, int]]:
    """Return of each loss which hold it is of (the only one where no decision is named), the money-days and what is owed."""
    about = decision or Hold.objects.get().id
    costs = reverse_holds(decision=about, yearly_rate=800, by="ben", is_test=False, now=NOW + days * DAY)
    return [(one.about, int(one.money_days), one.owed.amount) for one in costs]


@pytest.fixture
def hold() -> str:
    open_market()
    send(*paid(), disputed())
    name: str = placed()["id"]
    return name


class TestReverseHolds:
    def test_frees_what_the_decision_held_and_says_what_it_cost(self, hold: str) -> None:
        assert reverse() == [(hold, 60_000, 14)]

        row, loss = Hold.objects.get(), Loss.objects.get()
        assert (row.released_because, row.released_at) == ("reversed", NOW + 3 * DAY)
        assert (loss.since, loss.until, loss.owed) == (NOW, NOW + 3 * DAY, 14)
        assert list_balances("fred", is_test=False)["USD"].available.amount == 50_000
        assert not Deadline.objects.filter(kind="release_hold", done_at=None).exists()
        assert get_entry(get_size() - 1).action == "hold.released"

    def test_does_it_once(self, hold: str) -> None:
        reverse()

        assert reverse(days=9) == []
        assert Loss.objects.get().hold_id == hold
        assert list_unbalanced() == []

    def test_leaves_what_other_decisions_hold(self, hold: str) -> None:
        assert reverse("dec_2") == []
        assert Hold.objects.get(id=hold).released_at is None

    def test_counts_what_was_free_before(self, hold: str) -> None:
        release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)

        assert reverse(days=30) == [(hold, 20_000, 5)]
        assert Hold.objects.get().released_because == "lifted"

    def test_is_whole_or_not_at_all_whenever_the_power_goes(self, hold: str) -> None:
        """FUND-8."""
        crashes = 0
        for statement in range(MOST_STATEMENTS):
            try:
                with transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
                    reverse()
                break
            except PowerCut:
                crashes += 1
                assert Hold.objects.get(id=hold).released_at is None
                assert not Loss.objects.exists()

        assert 5 < crashes < MOST_STATEMENTS - 1
        assert reverse() == []
        assert (Loss.objects.count(), list_balances("fred", is_test=False)["USD"].held.amount) == (1, 0)
