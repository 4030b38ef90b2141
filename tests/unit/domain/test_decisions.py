"""One decision: what was found, what the policy says of it, and what would have been allowed."""

import pytest

from habeas.detection.findings import Finding
from habeas.domain.decisions import Decision, decide, decision_as_json, truth_as_json
from habeas.policy.evaluate import clean_verdict
from habeas.policy.restraints import Restraints
from habeas.policy.rules import Policy
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import Truth
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

BEFORE_CONTRACT = {
    "id": "before",
    "if": "contract.state == 'none'",
    "says": "no contract had started",
    "otherwise": "a contract had started",
}
ACCESS = {
    "id": "access",
    "if": "declared.purpose == 'tool_access'",
    "accepts": "member_word",
    "answer": "nudge",
    "says": "it opens a tool",
}
POLICY = a_policy(a_rule(when=[BEFORE_CONTRACT], unless=[ACCESS]))
EMAIL = a_finding("email", start=0, end=5)
TEXTS = ("a@b.c is for the tool",)


def decided(*findings: Finding, policy: Policy = POLICY, texts: tuple[str, ...] = TEXTS, **facts: object) -> Decision:
    given = {name.replace("__", "."): value for name, value in facts.items()}
    return decide(policy=policy, scan=a_scan(*findings), facts=some_facts(policy, given), texts=texts)


class TestDecide:
    def test_gives_the_shared_verdict_where_nothing_was_found(self) -> None:
        decision = decided(contract__state="none")

        assert decision.verdict is clean_verdict(POLICY)
        assert decision.counterfactuals == ()

    def test_joins_findings_and_verdict(self) -> None:
        decision = decided(EMAIL, contract__state="none")

        assert decision.scan.findings == (EMAIL,)
        assert not decision.verdict.allowed

    def test_says_what_would_have_been_allowed(self) -> None:
        """S16."""
        decision = decided(EMAIL, contract__state="none")

        changed = {change.name for one in decision.counterfactuals for change in one.changes}
        assert {"contract.state", "declared.purpose"} <= changed
        assert all(one.allowed for one in decision.counterfactuals)

    @pytest.mark.parametrize(
        ("text", "allowed"),
        [
            ("a@b.c is for the tool", True),
            ("a@b.c is my user there, invite that", True),
            ("a@b.c", True),
        ],
    )
    def test_lets_a_declared_purpose_apply(self, text: str, *, allowed: bool) -> None:
        decision = decided(EMAIL, texts=(text,), contract__state="none", declared__purpose="tool_access")

        assert decision.verdict.allowed is allowed

    @pytest.mark.parametrize(
        "findings",
        [(EMAIL, a_finding("intent_off_platform", start=9)), (a_finding("email", start=15, end=20),)],
    )
    def test_drops_a_declared_purpose_that_the_text_contradicts(self, findings: tuple[Finding, ...]) -> None:
        """F4."""
        decision = decided(
            *findings, texts=("WhatsApp me at a@b.c",), contract__state="none", declared__purpose="tool_access"
        )

        assert not decision.verdict.allowed
        assert decision.facts.value("declared.purpose") == "tool_access"
        assert not any(
            change.name == "declared.purpose" and change.value == "tool_access"
            for one in decision.counterfactuals
            for change in one.changes
        )

    def test_leaves_an_unknown_purpose_unknown(self) -> None:
        decision = decided(EMAIL, contract__state="none", declared__purpose="unknown")

        assert decision.verdict.allowed
        assert decision.verdict.unknown_facts == ("declared.purpose", "sender.nudges", "sender.strikes")

    def test_respects_what_restrains_a_rule(self) -> None:
        facts = some_facts(POLICY, {"contract.state": "none"})

        decision = decide(
            policy=POLICY,
            scan=a_scan(EMAIL),
            facts=facts,
            texts=TEXTS,
            restraints=Restraints(snoozed=frozenset({"the-rule"})),
        )

        assert decision_as_json(decision)["shadow"] == [{"rule": "the-rule", "allowed": False, "action": "nudge"}]


class TestDecisionAsJson:
    def test_has_every_field(self) -> None:
        answer = decision_as_json(decided(EMAIL, contract__state="none", sender__strikes=9))

        assert {name: answer[name] for name in ("finding", "allowed", "action", "proposed", "needs_human")} == {
            "finding": "contact_details",
            "allowed": False,
            "action": "hold_message",
            "proposed": None,
            "needs_human": False,
        }
        assert (answer["rule"], answer["clause"]) == ("the-rule", "contact")
        assert answer["policy"] == {"id": "small", "version": "1", "digest": POLICY.identity.digest}
        assert answer["reasons"] == ["no contract had started"]
        assert answer["conditions"] == [{"id": "before", "value": True, "unknown": []}]
        assert answer["exceptions"] == [{"id": "access", "value": False, "unknown": [], "used_up": False}]
        assert answer["defaults_used"] == ["declared.purpose"]
        assert answer["counterfactual"][0]["changes"][0]["fact"] == "contract.state"
        assert answer["counterfactual"][0]["changes"][0]["was"] == "none"

    def test_is_empty_where_nothing_was_found(self) -> None:
        answer = decision_as_json(decided())

        assert (answer["finding"], answer["allowed"], answer["action"]) == ("none", True, "none")
        assert (answer["rule"], answer["clause"], answer["proposed"], answer["reasons"]) == (None, None, None, [])

    @pytest.mark.parametrize(
        ("languages", "asked", "says"),
        [
            (["en", "es"], "es", "esperar a que haya empezado un contrato entre ustedes"),
            (["en", "es"], "en", "wait until a contract between you has started"),
            (["en", "es"], None, "wait until a contract between you has started"),
            (["en"], "es", "wait until a contract between you has started"),
        ],
    )
    def test_says_what_would_help_in_the_language_of_its_reasons(
        self, languages: list[str], asked: str | None, says: str
    ) -> None:
        title = dict.fromkeys(languages, "A rule")
        policy = a_policy(a_rule(title=title, when=[BEFORE_CONTRACT]), languages=languages)

        [first, *_] = decision_as_json(decided(EMAIL, policy=policy, contract__state="none"), language=asked)[
            "counterfactual"
        ]

        assert first["changes"][0]["says"] == says

    def test_says_what_would_help_in_a_facts_own_words(self) -> None:
        both = {"en": "take the test", "es": "haz la prueba"}
        fact = {"name": "own.badge", "type": "bool", "family": "own", "means": both, "changeable": both}
        rule = a_rule(title=both, when=[{"if": "!own.badge", "says": both}])
        policy = a_policy(rule, languages=["en", "es"], facts=[fact])
        decision = decided(EMAIL, policy=policy, own__badge=False)

        [spanish], [english] = (
            decision_as_json(decision, language=language)["counterfactual"] for language in ("es", "en")
        )

        assert (spanish["changes"][0]["says"], english["changes"][0]["says"]) == ("haz la prueba", "take the test")

    def test_names_the_unknown(self) -> None:
        answer = decision_as_json(decided(EMAIL))

        assert answer["conditions"] == [{"id": "before", "value": "unknown", "unknown": ["contract.state"]}]
        assert answer["unknown_facts"] == ["contract.state"]

    def test_names_the_harsher_step_and_why_a_person_is_asked(self) -> None:
        policy = a_policy(a_rule(answer=[{"action": "restrict"}]))

        answer = decision_as_json(decided(EMAIL, policy=policy))

        assert (answer["action"], answer["proposed"], answer["human_because"]) == (
            "hold_message",
            "restrict",
            ["above_ceiling"],
        )

    def test_shows_faults_to_the_operator(self) -> None:
        policy = a_policy(a_rule(when=[{"id": "broken", "if": "sender.strikes / 0 == 1", "says": "x"}]))

        answer = decision_as_json(decided(EMAIL, policy=policy, sender__strikes=1))

        assert answer["faults"] == [{"condition": "broken", "message": "a division by zero"}]

    def test_tells_an_unknown_fact_that_could_have_been_otherwise(self) -> None:
        rule = a_rule(when=[{"if": "true", "says": "x"}], unless=[{"id": "paid", "if": "pair.conversion_fee_paid"}])
        rule["answer"] = [{"action": "nudge"}]
        policy = a_policy(rule, facts=[{"name": "pair.conversion_fee_paid", "absent": "false"}])

        answer = decision_as_json(decided(EMAIL, policy=policy, pair__conversion_fee_paid=False))

        assert answer["counterfactual"] == [
            {
                "changes": [
                    {
                        "fact": "pair.conversion_fee_paid",
                        "was": False,
                        "value": True,
                        "says": policy.declarations["pair.conversion_fee_paid"].changeable,
                    }
                ],
                "allowed": True,
                "action": "none",
            }
        ]


@pytest.mark.parametrize(("value", "expected"), [(True, True), (False, False), (UNKNOWN, "unknown")])
def test_truth_is_written_as_json(value: Truth, expected: object) -> None:
    assert truth_as_json(value) == expected


class TestProportionality:
    def test_is_stored_with_a_decision_by_a_rule(self) -> None:
        answer = decision_as_json(decided(EMAIL, contract__state="none", sender__strikes=0))

        weighed = answer["proportionality"]
        assert (weighed["chosen"], weighed["gravity"], weighed["strikes"]) == ("nudge", "middle", 0)
        assert weighed["share"] == "unknown"
        assert weighed["milder"] == [{"action": "none", "why_not": "not_allowed", "count": None, "bound": None}]

    def test_is_none_where_no_rule_fired(self) -> None:
        assert decision_as_json(decided(EMAIL, contract__state="active"))["proportionality"] is None
        assert decision_as_json(decided())["proportionality"] is None
