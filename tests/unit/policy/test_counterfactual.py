from functools import partial

import pytest

from habeas.policy.actions import Action
from habeas.policy.counterfactual import Change, Counterfactual, find_counterfactuals
from habeas.policy.evaluate import evaluate
from habeas.policy.facts import UNKNOWN, Facts
from habeas.policy.rules import Policy
from habeas.policy.verdicts import Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

BEFORE = {"if": "contract.state in ['none', 'offered']", "says": "before a contract"}
PAID = {"id": "paid", "if": "pair.conversion_fee_paid", "says": "fee paid"}
ACCESS = {"id": "access", "if": "declared.purpose == 'tool_access'", "answer": "nudge", "says": "to open a tool"}
NOTHING = {"contract.state": "none", "sender.strikes": 0, "sender.nudges": 0}

Named = list[tuple[dict[str, object], bool, Action]]


def _judge(policy: Policy, facts: Facts, kinds: tuple[str, ...] = ("email",)) -> Verdict:
    return evaluate(policy=policy, scan=a_scan(*(a_finding(kind) for kind in kinds)), facts=facts)


def _find(policy: Policy, facts: Facts, *kinds: str) -> Named:
    judge = partial(_judge, policy, kinds=kinds or ("email",))
    found = find_counterfactuals(judge(facts), facts=facts, judge=judge)
    return [({change.name: change.value for change in one.changes}, one.allowed, one.action) for one in found]


class TestFindCounterfactuals:
    """S16."""

    def test_names_each_fact_that_alone_would_have_made_it_right_by_name(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[PAID, ACCESS]))

        assert _find(policy, some_facts(policy, NOTHING)) == [
            ({"contract.state": "active"}, True, Action.NONE),
            ({"declared.purpose": "tool_access"}, True, Action.NUDGE),
            ({"pair.conversion_fee_paid": True}, True, Action.NONE),
        ]

    def test_says_what_the_fact_was(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[]))
        facts = some_facts(policy, {"contract.state": "offered"})
        verdict = _judge(policy, facts)

        found = find_counterfactuals(verdict, facts=facts, judge=partial(_judge, policy))

        assert found == (
            Counterfactual((Change("contract.state", "offered", "active"),), allowed=True, action=Action.NONE),
        )

    def test_leaves_out_what_nobody_could_have_changed(self) -> None:
        policy = a_policy(a_rule(unless=[{"id": "known", "if": "pair.known_before", "says": "known before"}]))

        assert _find(policy, some_facts(policy, NOTHING)) == []

    @pytest.mark.parametrize("state", ["active", "paused", "ended"])
    def test_has_nothing_to_say_where_nothing_was_answered(self, state: str) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[]))

        assert _find(policy, some_facts(policy, {"contract.state": state})) == []

    def test_seeks_a_smaller_answer_where_it_was_allowed_with_a_nudge(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[PAID, ACCESS]))
        facts = some_facts(policy, {**NOTHING, "declared.purpose": "tool_access"})

        assert _find(policy, facts) == [
            ({"contract.state": "active"}, True, Action.NONE),
            ({"pair.conversion_fee_paid": True}, True, Action.NONE),
        ]

    def test_seeks_a_milder_answer_where_nothing_makes_it_right(self) -> None:
        policy = a_policy(
            a_rule("always", answer=[{"action": "nudge"}]),
            a_rule("before", when=[BEFORE], answer=[{"action": "hold_message"}]),
        )

        assert _find(policy, some_facts(policy, NOTHING)) == [({"contract.state": "active"}, False, Action.NUDGE)]

    def test_changes_as_many_facts_as_it_must(self) -> None:
        policy = a_policy(
            a_rule("first", when=[BEFORE]),
            a_rule("second", when=[{"if": "!pair.conversion_fee_paid", "says": "no fee was paid"}]),
            a_rule("third", when=[{"if": "declared.purpose == 'none'", "says": "nothing was declared"}]),
        )

        assert _find(policy, some_facts(policy, NOTHING)) == [
            (
                {"contract.state": "active", "declared.purpose": "tool_access", "pair.conversion_fee_paid": True},
                True,
                Action.NONE,
            )
        ]

    def test_changes_no_more_than_three_facts(self) -> None:
        names = ["first", "second", "third", "fourth"]
        declared = [
            {
                "name": f"own.{name}",
                "type": "bool",
                "means": name,
                "family": "own",
                "absent": False,
                "changeable": f"do the {name}",
            }
            for name in names
        ]
        rules = [a_rule(name, when=[{"if": f"!own.{name}", "says": f"no {name}"}]) for name in names]

        three = a_policy(*rules[:3], facts=declared)
        four = a_policy(*rules, facts=declared)

        assert _find(three, some_facts(three)) == [
            ({f"own.{name}": True for name in sorted(names[:3])}, True, Action.NONE)
        ]
        assert _find(four, some_facts(four)) == []

    def test_looks_at_rules_that_would_fire_instead(self) -> None:
        policy = a_policy(
            a_rule("before", when=[BEFORE]),
            a_rule("during", when=[{"if": "contract.state == 'active'", "says": "during"}]),
        )

        assert _find(policy, some_facts(policy, NOTHING)) == [({"contract.state": "ended"}, True, Action.NONE)]

    def test_excuses_all_findings_or_none(self) -> None:
        only_email = {
            "id": "email",
            "if": "declared.purpose == 'legal' && finding.kind == 'email'",
            "says": "an address",
        }
        policy = a_policy(a_rule(unless=[only_email]))
        facts = some_facts(policy, NOTHING)

        assert _find(policy, facts, "email") == [({"declared.purpose": "legal"}, True, Action.NONE)]
        assert _find(policy, facts, "email", "phone") == []

    def test_counts_an_unknown_fact_among_those_that_could_be_otherwise(self) -> None:
        policy = a_policy(a_rule(when=[{"if": "contract.state != 'active'", "says": "no contract"}]), facts=[])
        facts = some_facts(policy, {"contract.state": "paused", "pair.conversion_fee_paid": "unknown"})

        assert _find(policy, facts) == [({"contract.state": "active"}, True, Action.NONE)]

    def test_spares_an_exception_whose_uses_are_spent(self) -> None:
        limited = {**ACCESS, "uses": {"per_pair": 1}}
        policy = a_policy(a_rule(unless=[limited]))
        used = {**NOTHING, "declared.purpose": "tool_access", "uses.access.per_pair": 1}

        assert _find(policy, some_facts(policy, used)) == []
        assert _find(policy, some_facts(policy, {**NOTHING, "uses.access.per_pair": 0})) == [
            ({"declared.purpose": "tool_access"}, True, Action.NUDGE)
        ]

    def test_judges_again_what_a_claim_may_excuse(self) -> None:
        claimed = {
            "id": "known",
            "if": "pair.known_before && declared.purpose == 'legal'",
            "says": "known before",
            "accepts": "member_word",
        }
        policy = a_policy(a_rule(unless=[claimed]))

        assert _find(policy, some_facts(policy, NOTHING)) == []
        assert _find(policy, some_facts(policy, NOTHING, claims={"pair.known_before": True})) == [
            ({"declared.purpose": "legal"}, True, Action.NONE)
        ]

    def test_judges_again_where_options_hang_on_the_fact(self) -> None:
        policy = a_policy(
            a_rule(when=[{"if": "!option.may_talk", "says": "talking is not in the plan"}]),
            facts=[
                {"name": "plan.name", "changeable": "take another plan", "values": ["basic", "plus"], "open": False}
            ],
            options=[{"id": "may_talk", "type": "bool", "default": False, "means": "whether one may talk"}],
            variants=[{"id": "talkers", "plans": ["plus"], "options": {"may_talk": True}}],
        )
        facts = some_facts(policy, {**NOTHING, "plan.name": "basic"})

        assert _find(policy, facts) == [({"plan.name": "plus"}, True, Action.NONE)]


class TestProof:
    def test_comes_from_judging_again(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[PAID]))
        facts = some_facts(policy, NOTHING)
        stubborn = _judge(policy, facts)

        assert find_counterfactuals(stubborn, facts=facts, judge=lambda _facts: stubborn) == ()

    def test_is_about_the_facts_and_nothing_else(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE], unless=[]))
        facts = some_facts(policy, {"contract.state": "none", "sender.strikes": UNKNOWN})

        assert _find(policy, facts) == [({"contract.state": "active"}, True, Action.NONE)]
