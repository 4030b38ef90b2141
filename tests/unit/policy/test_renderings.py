import json
from functools import partial

import pytest
from syrupy.assertion import SnapshotAssertion

from habeas.detection.findings import Finding
from habeas.policy.counterfactual import find_counterfactuals
from habeas.policy.evaluate import evaluate
from habeas.policy.explanation import EvaluationTree, explain
from habeas.policy.facts import Facts, Source
from habeas.policy.renderings import for_machine, for_member, for_reviewer
from habeas.policy.rules import Policy
from habeas.policy.verdicts import Signal, Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

POLICY = a_policy(
    a_rule(
        "before",
        title={"en": "Contact before a contract", "es": "Contacto antes de un contrato"},
        when=[
            {
                "id": "holds-contact",
                "if": "finding.contact && finding.confidence >= 0.6",
                "says": {"en": "your message holds {finding.kind}", "es": "su mensaje contiene {finding.kind}"},
            },
            {
                "id": "no-contract",
                "if": "contract.state in ['none', 'offered']",
                "says": {"en": "no contract had started", "es": "no había empezado un contrato"},
                "otherwise": {"en": "a contract had started", "es": "ya había empezado un contrato"},
            },
        ],
        unless=[
            {
                "id": "paid",
                "if": "pair.conversion_fee_paid",
                "says": {"en": "the fee was paid", "es": "se pagó la tarifa"},
            },
            {
                "id": "access",
                "if": "declared.purpose == 'tool_access'",
                "answer": "nudge",
                "uses": {"per_pair": 1},
                "says": {"en": "it opens a tool", "es": "abre una herramienta"},
            },
            {
                "id": "known",
                "if": "pair.known_before && declared.purpose != 'pay'",
                "accepts": "member_word",
                "says": {"en": "you knew each other", "es": "ustedes se conocían"},
            },
        ],
        answer=[{"strikes": 0, "action": "warn"}, {"action": "suspend_pending_review"}],
    ),
    a_rule(
        "watched",
        mode="shadow",
        title={"en": "Watched", "es": "Observada"},
        when=[{"if": "1 / sender.strikes > 0", "says": {"en": "x", "es": "x"}}],
    ),
    a_rule(
        "fraud",
        title={"en": "Fraud", "es": "Fraude"},
        when=[{"if": "true", "says": {"en": "a signal came", "es": "llegó una señal"}}],
        **{"class": "fraud"},
    ),
    languages=["en", "es"],
    title={"en": "Small", "es": "Pequeña"},
    clauses=[
        {
            "id": "contact",
            "title": {"en": "Contact", "es": "Contacto"},
            "text": {"en": "No contact.", "es": "Sin contacto."},
            "url": "https://market.example/terms",
            "in_force_from": "2026-01-01",
        }
    ],
    vocabulary={"email": {"en": "an email address", "es": "una dirección"}},
    signal_classes=["fraud"],
    ceilings=[
        {
            "id": "unsure",
            "if": "finding.confidence < 0.7",
            "action": "nudge",
            "says": {"en": "unsure", "es": "inseguro"},
        }
    ],
)
BEFORE = {"contract.state": "none", "sender.strikes": 0, "sender.tenure_days": 2560, "sender.completed_contracts": 170}
FOUND = a_finding(because=("it has the form of an address",))


def _judge(facts: Facts, policy: Policy = POLICY, found: tuple[Finding, ...] = (FOUND,)) -> Verdict:
    return evaluate(policy=policy, scan=a_scan(*found), facts=facts)


def _explain(
    given: dict[str, object], claims: dict[str, object] | None = None, found: tuple[Finding, ...] = (FOUND,)
) -> EvaluationTree:
    facts = some_facts(POLICY, given, claims=claims)
    judge = partial(_judge, found=found)
    verdict = judge(facts)
    counterfactuals = find_counterfactuals(verdict, facts=facts, judge=judge)
    return explain(verdict, policy=POLICY, facts=facts, counterfactuals=counterfactuals)


CASES = {
    "forbidden": _explain(BEFORE),
    "forbidden-and-for-a-person": _explain({**BEFORE, "sender.strikes": 3, "sender.messages_365d": 4000}),
    "unsure": _explain(BEFORE, found=(a_finding(confidence=0.65),)),
    "excused": _explain({**BEFORE, "declared.purpose": "tool_access"}),
    "used-up": _explain({**BEFORE, "declared.purpose": "tool_access", "uses.access.per_pair": 1}),
    "claimed": _explain(BEFORE, {"pair.known_before": True}),
    "started": _explain({**BEFORE, "contract.state": "active"}),
    "unknown-contract": _explain({"sender.strikes": 0}),
    "unknown-exception": _explain({**BEFORE, "pair.conversion_fee_paid": "unknown"}),
    "nothing": _explain(BEFORE, found=()),
}


@pytest.mark.parametrize("case", CASES)
class TestRenderings:
    """Issue 3, 5: one tree, three readers. The stored texts are what people read."""

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_say_it_to_a_member_in_plain_words(self, case: str, language: str, snapshot: SnapshotAssertion) -> None:
        assert "\n".join(for_member(CASES[case], language=language)) == snapshot

    def test_show_a_reviewer_everything(self, case: str, snapshot: SnapshotAssertion) -> None:
        lines = for_reviewer(CASES[case])

        assert "\n".join(lines).replace(POLICY.identity.digest[:12], "<digest>") == snapshot

    def test_give_a_machine_json_that_holds_the_whole_tree(self, case: str) -> None:
        tree = CASES[case]

        shown = json.loads(json.dumps(for_machine(tree)))

        assert (shown["allowed"], shown["action"], shown["finding"]) == (tree.allowed, tree.action.word, tree.finding)
        assert [rule["rule"] for rule in shown["rules"]] == [rule.rule for rule in tree.rules]
        assert {fact["name"]: fact["value"] for fact in shown["facts"]}.keys() == {fact.name for fact in tree.facts}


class TestForMember:
    def test_speaks_english_where_the_policy_lacks_the_language(self) -> None:
        assert for_member(CASES["forbidden"], language="de") == for_member(CASES["forbidden"], language="en")

    def test_uses_a_facts_own_words_in_each_language(self) -> None:
        both = {"en": "a rule", "es": "una regla"}
        policy = a_policy(
            a_rule(title=both, when=[{"if": "!own.badge", "says": {"en": "no badge", "es": "sin insignia"}}]),
            languages=["en", "es"],
            facts=[
                {
                    "name": "own.badge",
                    "type": "bool",
                    "means": {"en": "a badge", "es": "una insignia"},
                    "family": "own",
                    "changeable": {"en": "take the badge test", "es": "haz la prueba"},
                }
            ],
        )

        def tell(language: str, **given: object) -> tuple[str, ...]:
            facts = some_facts(policy, {name.replace("__", "."): value for name, value in given.items()})
            judge = partial(_judge, policy=policy)
            found = find_counterfactuals(judge(facts), facts=facts, judge=judge)
            return for_member(
                explain(judge(facts), policy=policy, facts=facts, counterfactuals=found), language=language
            )

        assert "What would have made it right: take the badge test." in tell("en", own__badge=False)
        assert "Lo que lo habría hecho correcto: haz la prueba." in tell("es", own__badge=False)
        assert "No sabemos esto: una insignia. No cuenta en su contra." in tell("es")


class TestForMachine:
    def test_says_unknown_and_who_said_what(self) -> None:
        (contract,) = for_machine(CASES["unknown-contract"])["facts"]
        facts = {fact["name"]: fact for fact in for_machine(CASES["forbidden"])["facts"]}

        assert (contract["name"], contract["value"], contract["source"]) == ("contract.state", "unknown", None)
        assert facts["sender.strikes"]["source"] == Source.PLATFORM
        assert facts["pair.known_before"]["is_default"] is True

    def test_tells_skipped_exceptions_from_those_looked_at(self) -> None:
        started, forbidden = (for_machine(CASES[case])["reported"]["exceptions"] for case in ("started", "forbidden"))

        assert [exception["value"] for exception in started] == [None, None, None]
        assert [exception["value"] for exception in forbidden] == [False, False, False]

    def test_holds_signals_of_outside_detectors(self) -> None:
        facts = some_facts(POLICY, BEFORE)
        verdict = evaluate(
            policy=POLICY, scan=a_scan(), facts=facts, signals=(Signal("fraud", "outside", 0.9, "score 9"),)
        )

        shown = for_machine(explain(verdict, policy=POLICY, facts=facts, counterfactuals=()))

        assert (shown["reported"]["matched"], shown["reported"]["because"], shown["action"]) == ("score 9", [], "none")

    def test_shows_what_a_shadow_rule_would_have_said(self) -> None:
        (shadow,) = for_machine(CASES["forbidden"])["shadow"]

        assert (shadow["rule"], shadow["fired"]) == ("watched", "unknown")


class TestTold:
    """What the policy writes to the member, as its editor wants to see it."""

    WRITTEN = a_policy(
        a_rule(
            nudge={"en": "Please keep {{ finding.text }} here.", "es": "Deja {{ finding.text }} aquí, por favor."},
            notice="You wrote {{ finding.text }}.",
        ),
        languages=["en", "es"],
    )

    @pytest.mark.parametrize(
        ("strikes", "told"),
        [
            (0, {"en": "Please keep a@b.c here.", "es": "Deja a@b.c aquí, por favor."}),
            (1, {"en": "You wrote a@b.c.", "es": "You wrote a@b.c."}),
        ],
    )
    def test_is_the_text_of_what_is_done(self, strikes: int, told: dict[str, str]) -> None:
        tree = self.tree({"sender.strikes": strikes, "sender.nudges": 0})

        assert tree.reported is not None
        assert tree.reported.told == told
        assert f"    told: {told['en']}" in for_reviewer(tree)
        assert f"Le escribimos: {told['es']}" in for_member(tree, language="es")

    def test_is_nothing_where_the_policy_has_no_text(self) -> None:
        assert CASES["forbidden"].reported is not None
        assert CASES["forbidden"].reported.told == {}

    def tree(self, given: dict[str, object]) -> EvaluationTree:
        facts = some_facts(self.WRITTEN, given)
        verdict = _judge(facts, policy=self.WRITTEN)
        return explain(verdict, policy=self.WRITTEN, facts=facts, counterfactuals=())
