"""What must hold of every verdict, over random policies, findings and facts."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from habeas.policy.evaluate import evaluate
from habeas.policy.facts import Fact, Facts
from habeas.policy.load import load_policy
from habeas.policy.rules import Policy
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import Verdict
from tests.factories.policies import CLAUSE, a_finding, a_rule, a_scan, policy_text, some_facts

CONDITIONS = [
    "true",
    "finding.kind == 'email'",
    "finding.confidence >= 0.8 || finding.asks",
    "contract.state in ['none', 'offered']",
    "contract.state != 'active'",
    "pair.known_before",
    "!pair.conversion_fee_paid",
    "sender.tenure_days < 30 && sender.strikes == 0",
    "sender.strikes / sender.nudges >= 1",
    "option.closed",
    "!option.closed || plan.contact_before_contract",
    "surface == 'message' ? pair.known_before : declared.purpose == 'legal'",
]
CLASSES = ["contact_details", "payment_off_platform", "intent_off_platform"]
ACTIONS = ["nudge", "warn", "hold_message", "restrict", "suspend_pending_review", "terminate"]
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "contract.state": st.sampled_from(["none", "offered", "active", "paused", "ended"]),
    "pair.known_before": st.booleans(),
    "pair.conversion_fee_paid": st.booleans(),
    "plan.contact_before_contract": st.booleans(),
    "declared.purpose": st.sampled_from(["none", "legal", "talk"]),
    "sender.strikes": st.integers(0, 5),
    "sender.nudges": st.integers(0, 4),
    "sender.messages_365d": st.integers(0, 400),
    "sender.tenure_days": st.integers(0, 60),
    "surface": st.sampled_from(["message", "proposal"]),
    "platform": st.sampled_from(["north", "south"]),
    "uses.excuse_0.per_pair": st.integers(0, 3),
}
OPTIONS: dict[str, Any] = {
    "options": [{"id": "closed", "type": "bool", "default": "false", "means": "closed"}],
    "variants": [{"id": "strict", "platforms": ["north"], "options": {"closed": "true"}}],
}


@st.composite
def answers(draw: DrawFn) -> list[dict[str, Any]]:
    actions = sorted(draw(st.sets(st.sampled_from(ACTIONS), min_size=1, max_size=4)), key=ACTIONS.index)
    rows: list[dict[str, Any]] = [{"action": action} for action in actions]
    for row in rows[:-1]:
        row["strikes"] = draw(st.integers(0, 3))
        if draw(st.booleans()):
            row["nudges"] = draw(st.integers(0, 3))
        if draw(st.booleans()):
            row["or_share_below"] = draw(st.sampled_from([0.01, 0.1]))
    return rows


@st.composite
def policies(draw: DrawFn) -> dict[str, Any]:
    """Draw the parts of a policy."""
    exceptions = [
        {
            "id": f"excuse-{number}",
            "if": draw(st.sampled_from(CONDITIONS)),
            "answer": draw(st.sampled_from(["none", "nudge"])),
            "accepts": draw(st.sampled_from(["proof", "member_word"])),
            "uses": {"per_pair": 2},
        }
        for number in range(2)
    ]
    rules = [
        a_rule(
            f"rule-{number}",
            **{
                "class": draw(st.sampled_from(CLASSES)),
                "when": [
                    {"if": draw(st.sampled_from(CONDITIONS)), "says": "it holds"}
                    for _ in range(draw(st.integers(1, 3)))
                ],
                "unless": draw(st.lists(st.sampled_from(["excuse-0", "excuse-1"]), unique=True)),
                "answer": draw(answers()),
                "on_unknown": draw(st.sampled_from(["nothing", "case"])),
                "mode": draw(st.sampled_from(["acts", "acts", "shadow"])),
            },
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    ceilings = [
        {"id": f"ceiling-{action}", "if": draw(st.sampled_from(CONDITIONS)), "says": "so", "action": action}
        for action in draw(st.sets(st.sampled_from(["nudge", "warn"])))
    ]
    return {"rules": rules, "exceptions": exceptions, "ceilings": ceilings, **OPTIONS}


FINDINGS = st.lists(
    st.builds(
        a_finding,
        st.sampled_from(["email", "phone", "payment", "intent_off_platform"]),
        confidence=st.sampled_from([0.4, 0.6, 0.9]),
        asks=st.booleans(),
        start=st.integers(0, 50),
    ),
    min_size=1,
    max_size=3,
)
GIVEN = st.fixed_dictionaries({}, optional={name: values | st.just(UNKNOWN) for name, values in FACTS.items()})
CLAIMS = st.fixed_dictionaries(
    {}, optional={"pair.known_before": st.booleans(), "pair.conversion_fee_paid": st.booleans()}
)


def loaded(parts: dict[str, Any]) -> Policy:
    return load_policy({"policy.yaml": policy_text(**parts)})


def facts_for(policy: Policy, given: dict[str, Any], claims: dict[str, Any]) -> Facts:
    declared = {name: value for name, value in given.items() if name in policy.declarations}
    facts = some_facts(policy, claims=claims)
    read = {
        name: Fact(value if value is UNKNOWN else policy.declarations[name].read(value))
        for name, value in declared.items()
    }
    return facts.stating(read)


def shown(verdict: Verdict) -> tuple[Any, ...]:
    return (
        verdict.harshness,
        verdict.finding,
        verdict.needs_human,
        verdict.rule and verdict.rule.id,
        verdict.reasons(),
        verdict.unknown_facts,
        verdict.defaults_used,
    )


class TestVerdict:
    @given(parts=policies(), findings=FINDINGS, given_facts=GIVEN, claims=CLAIMS)
    @settings(max_examples=60, deadline=None)
    def test_is_never_harsher_when_a_known_fact_becomes_unknown(
        self, parts: dict[str, Any], findings: list[Any], given_facts: dict[str, Any], claims: dict[str, Any]
    ) -> None:
        """S15, invariant 1."""
        policy = loaded(parts)
        facts = facts_for(policy, given_facts, claims)
        scan = a_scan(*findings)
        before = evaluate(policy=policy, scan=scan, facts=facts).harshness

        for name in FACTS:
            if name in policy.declarations:
                unknown = facts.stating({name: Fact(UNKNOWN)})
                assert evaluate(policy=policy, scan=scan, facts=unknown).harshness <= before, name

    @given(parts=policies(), findings=FINDINGS, given_facts=GIVEN, data=st.data())
    @settings(max_examples=40, deadline=None)
    def test_is_the_same_whatever_the_order_of_rules_findings_and_files(
        self, parts: dict[str, Any], findings: list[Any], given_facts: dict[str, Any], data: st.DataObject
    ) -> None:
        """S12, invariant 4."""
        policy = loaded(parts)
        turned = {name: data.draw(st.permutations(part)) for name, part in parts.items()}
        several = load_policy(
            {
                "z.yaml": policy_text(rules=None, clauses=None),
                "b.yaml": policy_text(**_only("rules", "exceptions", of=turned)),
                "a.yaml": policy_text(**{**_only("ceilings", "options", "variants", of=turned), "clauses": [CLAUSE]}),
            }
        )

        first = evaluate(policy=policy, scan=a_scan(*findings), facts=facts_for(policy, given_facts, {}))
        second = evaluate(
            policy=several,
            scan=a_scan(*data.draw(st.permutations(findings))),
            facts=facts_for(several, given_facts, {}),
        )

        assert several.identity == policy.identity
        assert shown(second) == shown(first)

    @given(parts=policies(), findings=FINDINGS, given_facts=GIVEN)
    @settings(max_examples=30, deadline=None)
    def test_never_acts_above_what_a_machine_may_do(
        self, parts: dict[str, Any], findings: list[Any], given_facts: dict[str, Any]
    ) -> None:
        """S13."""
        policy = loaded(parts)

        verdict = evaluate(policy=policy, scan=a_scan(*findings), facts=facts_for(policy, given_facts, {}))

        assert verdict.action <= policy.ceiling
        assert verdict.proposed is None or (verdict.proposed > verdict.action and verdict.needs_human)


def _only(*names: str, of: dict[str, Any]) -> dict[str, Any]:
    empty = dict.fromkeys(["policy", "version", "released", "title", "languages", "clauses", "rules"])
    return {**empty, **{name: of[name] for name in names}}
