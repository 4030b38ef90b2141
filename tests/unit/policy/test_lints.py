"""Hints on style and safety for the author of a policy."""

from typing import Any

import pytest

from habeas.policy.lints import lint_policy, lint_texts, untested
from tests.factories.policies import CLAUSE, GRADED, a_policy, a_rule, policy_text

SPOKEN = {"if": "finding.confidence >= 0.8", "says": "it is sure", "otherwise": "it is not"}
BUDGET = {"overturned": 0.05, "false_positives": 0.02}
HOLD = {"action": "hold_message", "lasts": "4 hours", "lasts_in_contract": "1 hour", "on_overdue": "delivers"}
SUSPEND = {
    "action": "suspend_pending_review",
    "lasts": "7 days",
    "renewals": 1,
    "longest": "14 days",
    "notice": "72 hours",
}
END = {"action": "terminate", "notice": "30 days", "second_person": True}
STEPS = [{"action": "warn"}, HOLD]
ANNOUNCED = {**CLAUSE, "safer_way": "Write here.", "announced_at": "2025-12-01", "notice_days": 15}
PERFECT: dict[str, Any] = {"when": [SPOKEN], "nudge": "A hint.", "notice": "A notice.", "error_budget": BUDGET}
PARTS: dict[str, Any] = {"clauses": [ANNOUNCED], "ladder": STEPS}
STATE = "contract.state == 'none'"
OPTION = {"id": "closed", "type": "bool", "default": "false", "means": "closed"}


def a_good_rule(name: str = "the-rule", **changes: object) -> dict[str, Any]:
    return a_rule(name, **{**PERFECT, **changes})


def hints(*rules: dict[str, Any], **parts: object) -> list[tuple[str, str]]:
    policy = a_policy(*(rules or (a_good_rule(),)), **{**PARTS, **parts})
    return [(hint.kind, hint.about) for hint in lint_policy(policy)]


def excusing(**changes: object) -> list[dict[str, Any]]:
    return [{"id": "known-before", "if": "pair.known_before", "says": "you knew each other", **changes}]


class TestLintRule:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"mode": "shadow", "error_budget": None},
            {"answer": [{"action": "nudge"}], "notice": None},
            {"answer": [{"action": "warn"}], "nudge": None},
            {"answer": [{"action": "nudge"}], "notice": None, "when": [{**SPOKEN, "if": "finding.asks"}]},
            {"when": [{**SPOKEN, "if": STATE, "unknown": "nobody knows"}, SPOKEN]},
            {"when": [{**SPOKEN, "if": "finding.confidence >= 0.8 && pair.known_before"}]},
            {"unless": excusing()},
        ],
    )
    def test_says_nothing_of_a_rule_that_has_all(self, changes: dict[str, Any]) -> None:
        given = {name: value for name, value in {**PERFECT, **changes}.items() if value is not None}

        assert hints(a_rule(**given)) == []

    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"error_budget": None}, "no-error-budget"),
            ({"nudge": None}, "no-nudge-text"),
            ({"notice": None}, "no-notice-text"),
            ({"answer": [{"action": "hold_message"}], "nudge": None}, "begins-harsh"),
            ({"when": [{**SPOKEN, "if": "finding.asks"}]}, "ignores-confidence"),
            ({"answer": [*GRADED[:-1], {"action": "restrict"}]}, "no-step"),
        ],
    )
    def test_names_what_is_missing(self, changes: dict[str, Any], kind: str) -> None:
        given = {name: value for name, value in {**PERFECT, **changes}.items() if value is not None}

        assert hints(a_rule(**given)) == [(kind, "the-rule")]

    def test_takes_a_ceiling_for_unsure_finds(self) -> None:
        ceiling = {"id": "unsure", "if": "finding.confidence < 0.8", "says": "unsure", "action": "nudge"}

        assert hints(a_good_rule(when=[{**SPOKEN, "if": "finding.asks"}]), ceilings=[ceiling]) == []

    def test_asks_nothing_of_a_rule_for_signals(self) -> None:
        when = [{"if": "finding.confidence > 0.5", "says": "raised", "otherwise": "weak"}]
        rule = a_rule(**{"class": "fraud", "when": when, "answer": [{"action": "restrict"}]})
        clause = {name: part for name, part in ANNOUNCED.items() if name != "safer_way"}

        assert hints(rule, signal_classes=["fraud"], clauses=[clause]) == []


class TestLintWords:
    @pytest.mark.parametrize(
        ("condition", "kind"),
        [
            ({"otherwise": None}, "missing-words"),
            ({"if": f"finding.confidence > 0.5 && {STATE}"}, "missing-words"),
            ({"says": "contract.state was none"}, "jargon"),
            ({"otherwise": "because sender.strikes is low"}, "jargon"),
            ({"says": "long " * 60}, "long-words"),
        ],
    )
    def test_are_found_wanting_in_conditions(self, condition: dict[str, Any], kind: str) -> None:
        written = {name: part for name, part in {**SPOKEN, **condition}.items() if part is not None}

        assert hints(a_good_rule(when=[written])) == [(kind, "the-rule.1")]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"says": "known before"}, [("missing-words", "known-before")]),
            ({"says": "pair.known_before"}, [("jargon", "known-before")]),
            ({"says": "it is {contract.state}, so you knew"}, []),
            ({"says": "contract. state the facts"}, []),
        ],
    )
    def test_are_found_wanting_in_exceptions(self, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
        assert hints(a_good_rule(unless=excusing(**changes))) == expected


class TestLintClauses:
    @pytest.mark.parametrize(
        ("missing", "kind"),
        [("safer_way", "no-safer-way"), ("announced_at", "no-notice-period"), ("notice_days", "no-notice-period")],
    )
    def test_names_what_members_would_ask(self, missing: str, kind: str) -> None:
        clause = {name: part for name, part in ANNOUNCED.items() if name != missing}

        assert hints(clauses=[clause]) == [(kind, "contact")]


class TestLintLadder:
    @pytest.mark.parametrize(
        "step", [HOLD, SUSPEND, {**SUSPEND, "renewals": 0, "longest": "7 days"}, END, {**END, "notice": "60 days"}]
    )
    def test_says_nothing_of_steps_within_the_limits(self, step: dict[str, Any]) -> None:
        assert hints(a_good_rule(answer=[*GRADED[:1], {"action": "warn"}]), ladder=[{"action": "warn"}, step]) == []

    @pytest.mark.parametrize(
        "step",
        [
            {**HOLD, "lasts": "5 hours"},
            {**HOLD, "lasts_in_contract": "2 hours"},
            {name: part for name, part in HOLD.items() if name != "lasts_in_contract"},
            {**HOLD, "on_overdue": "ends"},
            {**SUSPEND, "lasts": "8 days"},
            {**SUSPEND, "longest": "15 days"},
            {**SUSPEND, "renewals": 2},
            {**SUSPEND, "notice": "71 hours"},
            {name: part for name, part in SUSPEND.items() if name != "notice"},
            {**END, "second_person": False},
            {**END, "notice": "29 days"},
            {"action": "terminate", "second_person": True},
        ],
    )
    def test_names_what_is_beyond_them(self, step: dict[str, Any]) -> None:
        rule = a_good_rule(answer=[*GRADED[:1], {"action": "warn"}])

        assert hints(rule, ladder=[{"action": "warn"}, step]) == [("unsafe-step", step["action"])]


class TestUnusedNames:
    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            ({"options": [OPTION]}, ("unused-option", "closed")),
            (
                {"facts": [{"name": "seen.before", "type": "bool", "means": "seen", "family": "seen"}]},
                ("unused-fact", "seen.before"),
            ),
            (
                {
                    "counters": [
                        {
                            "name": "sent.day",
                            "event": "message.sent",
                            "by": "sender",
                            "window": "1 day",
                            "means": "sent",
                        }
                    ]
                },
                ("unused-counter", "sent.day"),
            ),
            ({"signal_classes": ["fraud"]}, ("unused-signal-class", "fraud")),
        ],
    )
    def test_are_found(self, parts: dict[str, Any], expected: tuple[str, str]) -> None:
        assert hints(**parts) == [expected]

    def test_are_not_those_that_a_ceiling_or_an_exception_reads(self) -> None:
        ceiling = {"id": "closed", "if": "option.closed", "says": "closed", "action": "nudge"}
        used = excusing(uses={"per_pair": 2})

        assert hints(a_good_rule(unless=used), options=[OPTION], ceilings=[ceiling]) == []


class TestLintTexts:
    def test_finds_shared_parts_that_nothing_names(self) -> None:
        text = policy_text(
            a_rule(when=["used"], unless=["excuses"]),
            conditions=[{**SPOKEN, "id": "used"}, {**SPOKEN, "id": "idle"}],
            exceptions=[
                {"id": "excuses", "if": "true", "says": "so"},
                {"id": "on-clause", "if": "true", "says": "so"},
                {"id": "forgotten", "if": "true", "says": "so"},
            ],
            clauses=[{**CLAUSE, "unless": ["on-clause", *excusing()]}],
        )

        found = lint_texts({"policy.yaml": text, "empty.yaml": ""})

        assert [(hint.kind, hint.about) for hint in found] == [
            ("unused-condition", "idle"),
            ("unused-exception", "forgotten"),
        ]
        assert all(hint.place is not None for hint in found)


class TestUntested:
    def test_gives_each_its_place(self) -> None:
        policy = a_policy(a_rule(unless=excusing()))

        found = untested(["the-rule"], ["known-before"], policy=policy)

        assert [(hint.kind, hint.about) for hint in found] == [("untested", "known-before"), ("untested", "the-rule")]
        assert all(hint.place is not None for hint in found)
