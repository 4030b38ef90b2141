"""What keeps a rule from acting: a snooze by name, or a spent error budget."""

from datetime import UTC, datetime, timedelta

import pytest

from habeas.policy.restraints import Snooze, TrackRecord, is_over_budget, snoozed_rules, upper_bound
from habeas.policy.rules import ErrorBudget

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUDGET = ErrorBudget(overturned=0.05, false_positives=0.02)


def a_snooze(**changes: object) -> Snooze:
    given = {"rule": "noisy", "until": NOW + timedelta(days=1), "by": "maria", "reason": "too many finds", **changes}
    return Snooze(**given)  # type: ignore[arg-type]


class TestSnooze:
    @pytest.mark.parametrize(
        ("snooze", "is_snoozed"),
        [
            (a_snooze(), True),
            (a_snooze(until=NOW), False),
            (a_snooze(until=NOW - timedelta(hours=1)), False),
            (a_snooze(member="anna"), True),
            (a_snooze(member="ben"), False),
            (a_snooze(pair=frozenset({"ben", "anna"})), True),
            (a_snooze(pair=frozenset({"anna", "carla"})), False),
        ],
    )
    def test_covers_one_member_or_pair_or_all_until_its_time(self, snooze: Snooze, *, is_snoozed: bool) -> None:
        rules = snoozed_rules([snooze], sender="anna", recipient="ben", at=NOW)

        assert rules == ({"noisy"} if is_snoozed else set())

    def test_of_a_pair_covers_no_message_to_nobody(self) -> None:
        snooze = a_snooze(pair=frozenset({"anna", "ben"}))

        assert snoozed_rules([snooze], sender="anna", recipient=None, at=NOW) == frozenset()


class TestUpperBound:
    @pytest.mark.parametrize(
        ("wrong", "known", "expected"),
        [(0, 0, 1.0), (0, 10, 0.2129), (0, 100, 0.0263), (5, 100, 0.0992), (50, 100, 0.5812), (100, 100, 1.0)],
    )
    def test_is_wilsons(self, wrong: int, known: int, expected: float) -> None:
        assert upper_bound(wrong=wrong, known=known) == pytest.approx(expected, abs=1e-4)


class TestErrorBudget:
    @pytest.mark.parametrize(
        ("record", "is_over"),
        [
            (TrackRecord(), False),
            (TrackRecord(appeals=10, overturned=10), False),
            (TrackRecord(appeals=51, overturned=51), False),
            (TrackRecord(appeals=52, overturned=0), False),
            (TrackRecord(appeals=52, overturned=1), True),
            (TrackRecord(appeals=400, overturned=10), False),
            (TrackRecord(appeals=400, overturned=20), True),
            (TrackRecord(sampled=132, wrong=2), False),
            (TrackRecord(sampled=133, wrong=0), False),
            (TrackRecord(sampled=133, wrong=1), True),
        ],
    )
    def test_is_spent_when_the_upper_bound_of_a_rate_crosses_it(self, record: TrackRecord, *, is_over: bool) -> None:
        assert is_over_budget(BUDGET, record) is is_over
