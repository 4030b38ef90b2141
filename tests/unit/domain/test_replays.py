"""Where an answer that is given again differs from the recorded one."""

from typing import Any

import pytest

from habeas.domain.replays import FieldDifference, compare_answers


class TestCompareAnswers:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ({"action": "nudge"}, {"action": "nudge"}, []),
            ({"action": "nudge"}, {"action": "warn"}, [("action", "nudge", "warn")]),
            ({"rule": None}, {"rule": None}, []),
            ({}, {"rule": "a"}, [("rule", None, "a")]),
            ({"rule": "a"}, {}, [("rule", "a", None)]),
            ({"allowed": True}, {"allowed": 1}, [("allowed", True, 1)]),
            ({"reasons": ["a", "b"]}, {"reasons": ["a"]}, [("reasons.1", "b", None)]),
            ({"reasons": ["a"]}, {"reasons": {"0": "a"}}, [("reasons", ["a"], {"0": "a"})]),
            (
                {"findings": [{"text": "a", "start": 0}]},
                {"findings": [{"text": "a", "start": 1}]},
                [("findings.0.start", 0, 1)],
            ),
            ({"policy": {"version": "1"}}, {"policy": {"version": "2"}}, []),
            ({"engine": {"digest": "a"}}, {"engine": {"digest": "b"}}, []),
        ],
    )
    def test_names_each_place(
        self, before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, Any, Any]]
    ) -> None:
        assert list(compare_answers(before, after)) == [FieldDifference(*one) for one in expected]
