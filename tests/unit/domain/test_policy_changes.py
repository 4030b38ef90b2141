"""What a changed policy does to decisions."""

from typing import Any

import pytest

from habeas.domain.policy_changes import (
    Answer,
    Direction,
    Judgement,
    compare_decisions,
    direction_of,
    workload_of,
)
from habeas.policy.actions import Action
from habeas.policy.evaluate import clean_verdict, evaluate
from habeas.policy.rules import Policy
from habeas.policy.verdicts import Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts


def answering(*actions: str, **changes: object) -> Policy:
    rows: list[dict[str, Any]] = [{"strikes": place, "action": action} for place, action in enumerate(actions[:-1])]
    return a_policy(a_rule(answer=[*rows, {"action": actions[-1]}], **changes))


NUDGING, WARNING, HOLDING = answering("nudge"), answering("warn"), answering("hold_message")
PROPOSING = answering("restrict", ceiling="warn")
NEVER = a_policy(a_rule(when=[{"if": "false", "says": "never"}]))
SHOUTING = a_policy(a_rule("another", answer=[{"action": "nudge"}]))
ASKING = a_policy(a_rule(when=[{"if": "contract.state == 'none'", "says": "so"}], on_unknown="case"))


def verdict(policy: Policy) -> Verdict:
    return evaluate(policy=policy, scan=a_scan(a_finding()), facts=some_facts(policy))


class TestDirectionOf:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (NUDGING, WARNING, Direction.HARSHER),
            (WARNING, NUDGING, Direction.MILDER),
            (WARNING, PROPOSING, Direction.HARSHER),
            (NEVER, NUDGING, Direction.HARSHER),
            (NUDGING, NEVER, Direction.MILDER),
            (NUDGING, SHOUTING, Direction.OTHERWISE),
            (NEVER, ASKING, Direction.OTHERWISE),
            (ASKING, NEVER, Direction.OTHERWISE),
            (NUDGING, NUDGING, None),
            (NEVER, NEVER, None),
        ],
    )
    def test_says_how_a_decision_changes(self, before: Policy, after: Policy, expected: Direction | None) -> None:
        assert direction_of(verdict(before), verdict(after)) is expected

    def test_minds_no_rule_that_was_only_considered(self) -> None:
        other = a_policy(a_rule("another", when=[{"if": "false", "says": "never"}]))

        assert direction_of(verdict(NEVER), verdict(other)) is None


def judged(*pairs: tuple[Policy, Policy]) -> list[Judgement]:
    return [Judgement(place, verdict(before), verdict(after)) for place, (before, after) in enumerate(pairs)]


class TestCompareDecisions:
    def test_counts_by_direction_and_by_rule(self) -> None:
        comparison = compare_decisions(
            judged((NUDGING, WARNING), (WARNING, NUDGING), (NUDGING, NUDGING), (NUDGING, SHOUTING))
        )

        assert comparison.judged == 4
        assert comparison.unchanged == 1
        assert comparison.counts == {Direction.HARSHER: 1, Direction.MILDER: 1, Direction.OTHERWISE: 1}
        assert [(rule.rule, rule.counts[Direction.OTHERWISE]) for rule in comparison.rules] == [
            ("another", 1),
            ("the-rule", 0),
        ]

    def test_puts_what_is_milder_down_to_the_rule_that_was_harsher(self) -> None:
        comparison = compare_decisions(judged((WARNING, SHOUTING), (SHOUTING, NEVER)))

        assert [(rule.rule, rule.counts[Direction.MILDER]) for rule in comparison.rules] == [
            ("another", 1),
            ("the-rule", 1),
        ]

    def test_keeps_the_first_examples_of_each_direction(self) -> None:
        comparison = compare_decisions(
            judged((WARNING, NUDGING), *[(NUDGING, WARNING)] * 3, (NUDGING, HOLDING)), examples=2
        )

        [rule] = comparison.rules
        assert [(example.identity, example.direction) for example in rule.examples] == [
            (1, Direction.HARSHER),
            (2, Direction.HARSHER),
            (0, Direction.MILDER),
        ]
        assert rule.examples[0].matched == "a@b.c"
        assert rule.examples[0].before == Answer(
            allowed=False, action=Action.NUDGE, proposed=None, needs_human=False, rule="the-rule"
        )

    def test_keeps_no_example_where_none_is_wanted(self) -> None:
        [rule] = compare_decisions(judged((NUDGING, WARNING)), examples=0).rules

        assert (rule.counts[Direction.HARSHER], rule.examples) == (1, ())

    def test_counts_the_cases_of_both(self) -> None:
        comparison = compare_decisions(judged((NEVER, ASKING), (PROPOSING, ASKING), (PROPOSING, NEVER)))

        assert (comparison.cases_before, comparison.cases_after) == (2, 2)

    def test_finds_nothing_in_clean_messages(self) -> None:
        clean = Judgement("a", clean_verdict(NUDGING), clean_verdict(WARNING))

        comparison = compare_decisions([clean])

        assert (comparison.judged, comparison.unchanged, comparison.rules) == (1, 1, ())


class TestWorkloadOf:
    @pytest.mark.parametrize(
        ("cases", "days", "minutes", "per_day", "hours"),
        [(60, 2, 10, 30, 35), (0, 1, 5, 0, 0), (1, 7, 60, 1 / 7, 1), (10, 0.5, 3, 20, 7)],
    )
    def test_spreads_cases_over_days(
        self, cases: int, days: float, minutes: float, per_day: float, hours: float
    ) -> None:
        workload = workload_of(cases, days=days, minutes_per_case=minutes)

        assert workload.cases_per_day == pytest.approx(per_day)
        assert workload.hours_per_week == pytest.approx(hours)
