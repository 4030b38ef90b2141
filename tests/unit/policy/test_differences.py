"""What differs between two policies as they are written."""

from typing import Any

import pytest

from habeas.policy.differences import Difference, Edit, compare_policies
from habeas.policy.rules import Policy
from tests.factories.policies import ALWAYS, CLAUSE, a_policy, a_rule

SEEN = {"name": "seen.before", "type": "bool", "means": "seen", "family": "seen"}
NUDGING = [{"action": "nudge"}]


def differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[Difference, ...]:
    return compare_policies(policy_of(before), policy_of(after))


def policy_of(parts: dict[str, Any]) -> Policy:
    rules = parts.get("rules", [a_rule()])
    return a_policy(*rules, **{name: part for name, part in parts.items() if name != "rules"})


class TestComparePolicies:
    def test_finds_nothing_between_a_policy_and_itself(self) -> None:
        assert differences({}, {"version": "2"}) == ()

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ({"rules": []}, {}, (Edit.ADDED, "rule", "the-rule")),
            ({}, {"rules": []}, (Edit.REMOVED, "rule", "the-rule")),
            (
                {},
                {"ladder": [{"action": "nudge"}]},
                (Edit.ADDED, "step", "nudge"),
            ),
            (
                {"variants": [{"id": "one", "platforms": ["north"]}]},
                {},
                (Edit.REMOVED, "variant", "one"),
            ),
            (
                {},
                {"coverage": [{"platform": "north", "family": "contract", "since": "2026-01-01"}]},
                (Edit.ADDED, "coverage", "north contract"),
            ),
            (
                {},
                {"facts": [SEEN]},
                (Edit.ADDED, "fact", "seen.before"),
            ),
        ],
    )
    def test_finds_parts_that_stand_in_one_alone(
        self, before: dict[str, Any], after: dict[str, Any], expected: tuple[Edit, str, str]
    ) -> None:
        found = [(one.edit, one.kind, one.id) for one in differences(before, after)]

        assert expected in found

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (
                {"rules": [a_rule(when=[{"id": "known", "if": "true", "says": "so"}])]},
                {"rules": [a_rule(when=[{"id": "known", "if": "false", "says": "so"}])]},
                Difference(Edit.CHANGED, "condition", "known", "if", "true", "false"),
            ),
            (
                {"rules": [a_rule(when=[{"id": "known", "if": "true", "says": "so"}])]},
                {"rules": [a_rule(when=[{"id": "known", "if": "true", "says": {"en": "thus"}}])]},
                Difference(Edit.CHANGED, "condition", "known", "says", "en: so", "en: thus"),
            ),
            (
                {"rules": [a_rule(answer=NUDGING)]},
                {"rules": [a_rule(answer=[{"strikes": 1, "action": "nudge"}, {"action": "warn"}])]},
                Difference(
                    Edit.CHANGED,
                    "rule",
                    "the-rule",
                    "answer",
                    "action nudge",
                    "action nudge strikes 1, action warn",
                ),
            ),
            (
                {},
                {"rules": [a_rule(ceiling="warn")]},
                Difference(Edit.CHANGED, "rule", "the-rule", "ceiling", "", "warn"),
            ),
            (
                {},
                {"rules": [a_rule(when=[{**ALWAYS, "id": "always"}])]},
                Difference(Edit.CHANGED, "rule", "the-rule", "when", "the-rule.1", "always"),
            ),
            (
                {"rules": [a_rule(nudge="One.")]},
                {"rules": [a_rule(nudge="Two.")]},
                Difference(Edit.CHANGED, "rule", "the-rule", "nudge", "en: One.", "en: Two."),
            ),
            (
                {"facts": [{"name": "surface", "absent": "message"}]},
                {},
                Difference(Edit.CHANGED, "fact", "surface", "absent", "message", "unknown"),
            ),
            (
                {"facts": [{**SEEN, "absent": "true"}]},
                {"facts": [{**SEEN, "absent": "false"}]},
                Difference(Edit.CHANGED, "fact", "seen.before", "absent", "true", "false"),
            ),
            (
                {},
                {"clauses": [{**CLAUSE, "notice_days": 3}]},
                Difference(Edit.CHANGED, "clause", "contact", "notice_days", "0", "3"),
            ),
            (
                {"clauses": [CLAUSE, {**CLAUSE, "id": "other"}]},
                {"clauses": [CLAUSE, {**CLAUSE, "id": "other"}], "rules": [a_rule(clause="other")]},
                Difference(Edit.CHANGED, "rule", "the-rule", "clause", "contact", "other"),
            ),
            (
                {"ceiling": "warn"},
                {"ceiling": "nudge"},
                Difference(Edit.CHANGED, "policy", "small", "ceiling", "warn", "nudge"),
            ),
            (
                {"variants": [{"id": "one", "platforms": ["south", "north"]}]},
                {"variants": [{"id": "one", "platforms": ["west", "north"]}]},
                Difference(Edit.CHANGED, "variant", "one", "platforms", "north, south", "north, west"),
            ),
            (
                {"vocabulary": {"phone": "a number"}},
                {"vocabulary": {"phone": "a phone"}},
                Difference(Edit.CHANGED, "policy", "small", "vocabulary", "phone: en: a number", "phone: en: a phone"),
            ),
        ],
    )
    def test_shows_a_changed_field_before_and_after(
        self, before: dict[str, Any], after: dict[str, Any], expected: Difference
    ) -> None:
        assert expected in differences(before, after)

    def test_minds_neither_the_place_nor_the_order_of_parts(self) -> None:
        first, second = a_rule("first"), a_rule("second")

        assert differences({"rules": [first, second]}, {"rules": [second, first]}) == ()

    def test_leaves_out_what_follows_from_other_parts(self) -> None:
        limited = {"id": "known", "if": "pair.known_before", "says": "known", "uses": {"per_pair": 2}}
        counter = {"name": "sent.day", "event": "message.sent", "by": "sender", "window": "1 day", "means": "sent"}

        found = differences({}, {"rules": [a_rule(unless=[limited])], "counters": [counter]})

        assert {one.kind for one in found} == {"rule", "exception", "counter"}
