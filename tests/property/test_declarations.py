"""What a member declares is never held against them by itself, whatever a policy makes of it (invariant 13)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.detection.findings import Finding, Scan
from habeas.domain.decisions import PURPOSE, Decision, decide
from habeas.files.policies import read_texts, shipped_folder
from habeas.policy.facts import Fact, gather
from habeas.policy.load import load_policy
from habeas.policy.rules import Policy
from tests.factories.policies import a_rule, a_scan
from tests.property.test_verdicts import CONDITIONS, FINDINGS, GIVEN, OPTIONS, answers, facts_for, loaded

PURPOSES = ("not_contact", "tool_access", "legal", "delivery", "talk", "pay", "other")
SHIPPED = {name: load_policy(read_texts(shipped_folder(name))) for name in ("freelance", "rental", "resale")}
TEXT = "x" * 60
HELD_AGAINST = ("declared.purpose == 'talk'", "declared.purpose in ['pay', 'legal']", "declared.purpose != 'none'")
"""What an unfair policy would say."""

STATED: dict[str, st.SearchStrategy[Any]] = {
    "contract.state": st.sampled_from(["none", "offered", "active", "paused", "ended"]),
    "pair.known_before": st.booleans(),
    "sender.strikes": st.integers(0, 4),
    "sender.nudges": st.integers(0, 4),
    "sender.tenure_days": st.integers(0, 900),
    "platform": st.sampled_from(["upwork", "market"]),
}


@st.composite
def unfair_policies(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a policy in which a rule minds what was declared, and an exception is lost by declaring."""
    excuse = {"id": "excuse-0", "if": draw(st.sampled_from(["declared.purpose == 'none'", "pair.known_before"]))}
    minds = [{"if": draw(st.sampled_from(HELD_AGAINST)), "says": "so you declared"}]
    beside = [{"if": draw(st.sampled_from(CONDITIONS)), "says": "it holds"} for _ in range(draw(st.integers(0, 1)))]
    unfair = a_rule("unfair", when=[*minds, *beside], answer=draw(answers()))
    fair = a_rule("fair", when=[{"if": "true", "says": "it holds"}], unless=["excuse-0"], answer=[{"action": "nudge"}])
    return {"rules": [unfair, fair], "exceptions": [{**excuse, "answer": "none"}], **OPTIONS}


def harshness(policy: Policy, findings: list[Finding], given: dict[str, Any], purpose: str) -> tuple[bool, Any, Any]:
    facts = facts_for(policy, {**given, PURPOSE: purpose}, {})
    return decision(policy, a_scan(*findings), facts).verdict.harshness


def decision(policy: Policy, scan: Scan, facts: Any) -> Decision:  # noqa: ANN401  # of any kind
    return decide(policy=policy, scan=scan, facts=facts, texts=(TEXT,))


class TestDeclaration:
    @given(parts=unfair_policies(), findings=FINDINGS, given_facts=GIVEN)
    @settings(max_examples=30, deadline=None)
    def test_makes_no_answer_harsher_than_silence_would(
        self, parts: dict[str, Any], findings: list[Finding], given_facts: dict[str, Any]
    ) -> None:
        """Invariant 13, of any policy: also of one whose conditions name what was declared."""
        policy = loaded(parts)
        silent = harshness(policy, findings, given_facts, "none")

        for purpose in PURPOSES:
            assert harshness(policy, findings, given_facts, purpose) <= silent, purpose

    @pytest.mark.parametrize("name", sorted(SHIPPED))
    @given(findings=FINDINGS, stated=st.fixed_dictionaries({}, optional=STATED))
    @settings(max_examples=20, deadline=None)
    def test_is_never_held_against_a_member_by_a_shipped_policy(
        self, name: str, findings: list[Finding], stated: dict[str, Any]
    ) -> None:
        """Invariant 13."""
        policy = SHIPPED[name]
        said = {fact: Fact(value) for fact, value in stated.items() if fact in policy.declarations}
        facts = gather(said, declarations=policy.declarations)
        silent = decision(policy, a_scan(*findings), facts).verdict.harshness

        for purpose in PURPOSES:
            declared = facts.stating({PURPOSE: Fact(purpose)})
            assert decision(policy, a_scan(*findings), declared).verdict.harshness <= silent, purpose
