"""What keeps a rule from acting: a spent error budget. Snoozes have tests of their own."""

import pytest

from habeas.policy.restraints import TrackRecord, is_over_budget, upper_bound
from habeas.policy.rules import ErrorBudget

BUDGET = ErrorBudget(overturned=0.05, false_positives=0.02)


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
