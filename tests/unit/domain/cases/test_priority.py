"""The order of cases is a sum whose parts anybody can read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from habeas.domain.cases.priority import Part, Stakes, order_key, priority_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def stakes(**changes: object) -> Stakes:
    usual: dict[str, Any] = {"opened_at": NOW}
    usual.update(changes)
    return Stakes(**usual)


class TestPriorityOf:
    @pytest.mark.parametrize(
        ("changes", "parts"),
        [
            ({}, {}),
            ({"harms_others": True}, {Part.HARM: 400}),
            ({"alleges_illegality": True}, {Part.ILLEGALITY: 150}),
            ({"alleges_illegality": True, "by_trusted_flagger": True}, {Part.ILLEGALITY: 200}),
            ({"by_trusted_flagger": True}, {}),
            ({"due_at": NOW + 3 * DAY}, {}),
            ({"due_at": NOW + DAY}, {Part.DEADLINE: 100}),
            ({"due_at": NOW}, {Part.DEADLINE: 300}),
            ({"is_restrained": True}, {Part.HARDSHIP: 100}),
            ({"is_sole_income": True}, {Part.HARDSHIP: 60}),
            ({"held": 50_000}, {Part.MONEY: 5}),
            ({"held": 10**12}, {Part.MONEY: 80}),
            ({"opened_at": NOW - 3 * DAY}, {Part.AGE: 30}),
            ({"opened_at": NOW - 90 * DAY}, {Part.AGE: 70}),
        ],
    )
    def test_shows_each_part_that_adds_something(self, changes: dict[str, Any], parts: dict[Part, int]) -> None:
        """DSA22-1, P2B11-1."""
        priority = priority_of(stakes(**changes), now=NOW)

        assert {part.part: part.points for part in priority.parts} == parts
        assert priority.points == sum(parts.values())
        assert all(part.because for part in priority.parts)

    @pytest.mark.parametrize(
        ("changes", "because"),
        [
            ({"is_restrained": True}, "the member is restrained meanwhile"),
            ({"is_sole_income": True}, "the account is the member's living"),
            (
                {"is_restrained": True, "is_sole_income": True},
                "the member is restrained meanwhile, and the account is the member's living",
            ),
            ({"alleges_illegality": True}, "a notice of illegal content"),
            (
                {"alleges_illegality": True, "by_trusted_flagger": True},
                "a notice of illegal content, by a trusted flagger",
            ),
        ],
    )
    def test_names_all_that_its_points_are_for(self, changes: dict[str, Any], because: str) -> None:
        """DSA22-1, P2B11-1."""
        [part] = priority_of(stakes(**changes), now=NOW).parts

        assert part.because == because

    def test_puts_harm_before_a_broken_promise_before_waiting(self) -> None:
        rows = {
            "old": stakes(opened_at=NOW - 90 * DAY, held=10**9),
            "harm": stakes(harms_others=True),
            "overdue": stakes(due_at=NOW - DAY),
            "new": stakes(),
        }

        assert sorted(rows, key=lambda case: order_key(rows[case], case=case, now=NOW)) == [
            "harm",
            "overdue",
            "old",
            "new",
        ]

    def test_takes_what_is_due_first_among_equals(self) -> None:
        rows = {"a": stakes(due_at=NOW + 9 * DAY), "b": stakes(due_at=NOW + 8 * DAY), "c": stakes()}

        assert sorted(rows, key=lambda case: order_key(rows[case], case=case, now=NOW)) == ["b", "a", "c"]
