"""When the uses of a limited exception are spent (S6)."""

import pytest

from habeas.policy.answers import is_used_up
from habeas.policy.unknown import UNKNOWN, Unknown
from tests.factories.policies import a_policy, a_rule


class TestIsUsedUp:
    @pytest.mark.parametrize("window", ["per_pair", "per_30_days"])
    @pytest.mark.parametrize(
        ("limit", "used", "expected"),
        [
            (1, 0, False),
            (1, 1, True),
            (2, 1, False),
            (2, 2, True),
            (4, 3, False),
            (4, 4, True),
            (4, 5, True),
            (1, UNKNOWN, False),
        ],
    )
    def test_is_told_by_the_count_of_its_window(
        self, window: str, limit: int, used: int | Unknown, *, expected: bool
    ) -> None:
        limited = {"id": "known", "if": "true", "says": "known", "uses": {window: limit}}
        [exception] = a_policy(a_rule(unless=[limited])).rules[0].exceptions

        assert is_used_up(exception, {f"uses.known.{window}": used}) is expected
