"""Each line of the meaning of a verdict, S1 to S15, by its number."""

from datetime import date
from typing import Any

import pytest

from habeas.detection.findings import Finding, Span
from habeas.policy.actions import Action
from habeas.policy.evaluate import clean_verdict, evaluate
from habeas.policy.facts import Fact
from habeas.policy.judging import ABOVE_CEILING, UNKNOWN_EXCEPTION, UNKNOWN_FACTS
from habeas.policy.restraints import Restraints
from habeas.policy.rules import Policy
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import Signal, Verdict
from tests.factories.policies import CLAUSE, GRADED, a_finding, a_policy, a_rule, a_scan, some_facts

EMAIL = a_finding("email")
PHONE = a_finding("phone", start=10, end=20)
PAYMENT = a_finding("payment", start=30, end=40)
TALK = a_finding("intent_off_platform", start=50, end=60)

BEFORE_CONTRACT = {
    "if": "contract.state in ['none', 'offered']",
    "says": "no contract had started",
    "otherwise": "a contract had started",
    "unknown": "nobody knows whether a contract had started",
}
HARSH = [{"action": "hold_message"}]
MILD = [{"action": "nudge"}]

CLAIMED = {"pair.known_before": True}
ANNOUNCED = {**CLAUSE, "in_force_from": "2026-03-01", "announced_at": "2026-02-20", "notice_days": 15}
BROKEN = {"if": "sender.strikes / sender.nudges > 1", "says": "a broken condition"}
OPTIONS = [{"id": "closed", "type": "bool", "default": "false", "means": "whether it is closed"}]
VARIANTS = [
    {"id": "strict", "platforms": ["north"], "options": {"closed": "true"}},
    {"id": "premium", "plans": ["gold"], "options": {"closed": "true"}},
    {"id": "same", "platforms": ["south"], "options": {"closed": "false"}},
]
PLAN_FACT = [{"name": "plan.name", "type": "string", "means": "the plan", "family": "plan", "absent": "none"}]


def judged(policy: Policy, *findings: Finding, claims: dict[str, Any] | None = None, **facts: object) -> Verdict:
    read = {
        name.replace("__", "."): Fact(policy.declarations[name.replace("__", ".")].read(value))
        for name, value in facts.items()
    }
    return evaluate(policy=policy, scan=a_scan(*findings), facts=some_facts(policy, claims=claims).stating(read))


def excusing(condition: str, **parts: object) -> dict[str, Any]:
    return {"id": "excuse", "if": condition, **parts}


class TestWhatCounts:
    @pytest.mark.parametrize(
        ("finding", "expected"),
        [
            (a_finding("phone"), "contact_details"),
            (a_finding("email"), "contact_details"),
            (a_finding("link"), "contact_details"),
            (a_finding("handle"), "contact_details"),
            (a_finding("postal_address"), "contact_details"),
            (a_finding("email", contact=False, asks=True), "contact_details"),
            (a_finding("payment"), "payment_off_platform"),
            (a_finding("intent_pay_outside"), "payment_off_platform"),
            (a_finding("intent_off_platform"), "intent_off_platform"),
            (a_finding("handle", contact=False), "none"),
            (a_finding("link", contact=False), "none"),
            (a_finding("payment", contact=False), "none"),
            (a_finding("email", confidence=0.49), "none"),
            (a_finding("intent_off_platform", confidence=0.49), "none"),
            (a_finding("email", confidence=0.5), "contact_details"),
        ],
    )
    def test_is_contact_asking_or_intent_that_is_sure_enough(self, finding: Finding, expected: str) -> None:
        """S1."""
        assert judged(a_policy(a_rule()), finding).finding == expected

    def test_is_judged_by_the_rules_of_its_class_alone(self) -> None:
        """S1."""
        policy = a_policy(a_rule("contact-rule"), a_rule("payment-rule", **{"class": "payment_off_platform"}))

        assert [outcome.rule.id for outcome in judged(policy, PAYMENT).outcomes] == ["payment-rule"]

    def test_may_be_a_signal_that_opens_a_case_and_never_acts(self) -> None:
        """S1."""
        policy = a_policy(
            a_rule("fraud-rule", **{"class": "fraud", "when": [{"if": "finding.kind == 'fraud'", "says": "raised"}]}),
            signal_classes=["fraud"],
        )
        signal = Signal(kind="fraud", detector="outside", confidence=0.9)

        verdict = evaluate(policy=policy, scan=a_scan(), facts=some_facts(policy), signals=(signal,))

        assert (verdict.finding, verdict.action, verdict.needs_human) == ("fraud", Action.NONE, True)
        assert verdict.proposed is Action.NUDGE

    @pytest.mark.parametrize(("confidence", "counts"), [(0.49, False), (0.5, True)])
    def test_is_no_signal_that_is_unsure(self, confidence: float, *, counts: bool) -> None:
        """S1."""
        policy = a_policy(a_rule("fraud-rule", **{"class": "fraud"}), signal_classes=["fraud"])
        signal = Signal(kind="fraud", detector="outside", confidence=confidence)

        verdict = evaluate(policy=policy, scan=a_scan(), facts=some_facts(policy), signals=(signal,))

        assert (verdict is not clean_verdict(policy)) is counts

    def test_shows_conditions_a_signal_that_is_no_contact(self) -> None:
        """S1, S3."""
        never = "finding.contact || finding.asks || finding.obfuscated || finding.continued"
        seen = "finding.purpose == 'none' && finding.text == 'same device' && finding.normalized == finding.text"
        when = [{"if": f"!({never}) && {seen}", "says": "raised"}]
        policy = a_policy(a_rule("fraud-rule", **{"class": "fraud", "when": when}), signal_classes=["fraud"])
        signal = Signal(kind="fraud", detector="outside", confidence=0.9, text="same device")

        verdict = evaluate(policy=policy, scan=a_scan(), facts=some_facts(policy), signals=(signal,))

        assert not verdict.allowed

    def test_shows_conditions_all_of_a_finding(self) -> None:
        """S3."""
        said = (
            "finding.kind == 'link' && finding.contact && !finding.asks && finding.obfuscated && finding.continued"
            " && finding.purpose == 'calendar' && finding.text == 'x' && finding.normalized == 'y'"
            " && finding.confidence == 0.75"
        )
        finding = a_finding(
            "link",
            obfuscated=True,
            continued=(Span(1, 0, 2),),
            purpose="calendar",
            text="x",
            normalized="y",
            confidence=0.75,
        )

        assert not judged(a_policy(a_rule(when=[{"if": said, "says": "all of it"}])), finding).allowed


class TestFindingOfAVerdict:
    @pytest.mark.parametrize(
        ("findings", "expected"),
        [
            ([TALK, EMAIL, PAYMENT], "payment_off_platform"),
            ([TALK, EMAIL], "contact_details"),
            ([TALK], "intent_off_platform"),
            ([], "none"),
        ],
    )
    def test_is_the_gravest_class_present(self, findings: list[Finding], expected: str) -> None:
        """S2."""
        assert judged(a_policy(a_rule()), *findings).finding == expected

    def test_is_named_although_no_rule_fires(self) -> None:
        """S2."""
        policy = a_policy(a_rule(when=[{"if": "false", "says": "never"}]))

        verdict = judged(policy, EMAIL)

        assert (verdict.finding, verdict.allowed, verdict.action) == ("contact_details", True, Action.NONE)


class TestRule:
    def test_is_judged_once_for_each_finding_of_its_class(self) -> None:
        """S3."""
        policy = a_policy(a_rule(when=[{"if": "finding.kind == 'phone'", "says": "a phone"}]))

        outcomes = judged(policy, EMAIL, PHONE, TALK).outcomes

        assert [(outcome.finding, outcome.fired) for outcome in outcomes] == [(EMAIL, False), (PHONE, True)]

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("none", ("it always holds", "no contract had started")),
            ("active", ("it always holds", "a contract had started")),
            ("unknown", ("it always holds", "nobody knows whether a contract had started")),
        ],
    )
    def test_gives_the_words_of_every_condition(self, state: str, words: tuple[str, ...]) -> None:
        """S4, S5."""
        policy = a_policy(a_rule(when=[{"if": "true", "says": "it always holds"}, BEFORE_CONTRACT]))

        assert judged(policy, EMAIL, contract__state=state).reasons() == words

    @pytest.mark.parametrize(
        ("conditions", "fired"),
        [
            (["true", "true"], True),
            (["true", "false"], False),
            (["false", "pair.asked_first == 'sender'"], False),
            (["pair.asked_first == 'sender'", "true"], UNKNOWN),
            (["pair.asked_first == 'sender'", "false"], False),
        ],
    )
    def test_has_the_kleene_and_of_its_conditions(self, conditions: list[str], fired: object) -> None:
        """S4."""
        policy = a_policy(a_rule(when=[{"if": condition, "says": "it holds"} for condition in conditions]))

        outcome = judged(policy, EMAIL).outcomes[0]

        assert outcome.fired is fired
        assert len(outcome.conditions) == len(conditions)

    def test_that_is_unknown_does_not_fire_and_names_its_facts(self) -> None:
        """S5."""
        verdict = judged(a_policy(a_rule(when=[BEFORE_CONTRACT])), EMAIL)

        assert (verdict.allowed, verdict.action, verdict.needs_human) == (True, Action.NONE, False)
        assert verdict.unknown_facts == ("contract.state",)

    def test_that_is_false_leaves_no_fact_open(self) -> None:
        """S5."""
        policy = a_policy(a_rule(when=[BEFORE_CONTRACT, {"if": "false", "says": "never"}]))

        assert judged(policy, EMAIL).unknown_facts == ()

    @pytest.mark.parametrize(("state", "asks"), [("unknown", True), ("none", False), ("active", False)])
    def test_asks_a_human_when_unknown_only_if_it_says_so(self, state: str, *, asks: bool) -> None:
        """S5."""
        policy = a_policy(a_rule(when=[BEFORE_CONTRACT], on_unknown="case", answer=MILD))

        verdict = judged(policy, EMAIL, contract__state=state)

        assert verdict.needs_human is asks
        assert verdict.human_because == ((UNKNOWN_FACTS,) if asks else ())


class TestException:
    def test_excuses_its_own_rule_only(self) -> None:
        """S6."""
        policy = a_policy(a_rule("excused", unless=[excusing("true")]), a_rule("strict", answer=HARSH))

        verdict = judged(policy, EMAIL)

        assert (verdict.allowed, verdict.rule and verdict.rule.id) == (False, "strict")

    def test_excuses_its_own_finding_only(self) -> None:
        """S6."""
        policy = a_policy(a_rule(unless=[excusing("finding.kind == 'email'")]))

        outcomes = judged(policy, EMAIL, PHONE).outcomes

        assert [outcome.allowed for outcome in outcomes] == [True, False]

    def test_on_a_clause_is_copied_to_each_of_its_rules(self) -> None:
        """S6."""
        clause = {**CLAUSE, "unless": [excusing("true")]}

        verdict = judged(a_policy(a_rule("one"), a_rule("two"), clauses=[clause]), EMAIL)

        assert [excused.exception.on_clause for outcome in verdict.outcomes for excused in outcome.exceptions] == [
            True,
            True,
        ]
        assert verdict.allowed

    @pytest.mark.parametrize(
        ("uses", "used", "allowed"),
        [
            ({"per_pair": 3}, {"uses.excuse.per_pair": 2}, True),
            ({"per_pair": 3}, {"uses.excuse.per_pair": 3}, False),
            ({"per_30_days": 1}, {"uses.excuse.per_30_days": 0}, True),
            ({"per_30_days": 1}, {"uses.excuse.per_30_days": 4}, False),
            ({"per_pair": 3, "per_30_days": 1}, {"uses.excuse.per_pair": 0, "uses.excuse.per_30_days": 1}, False),
            ({"per_pair": 1}, {}, True),
        ],
    )
    def test_may_be_limited_to_so_many_uses(self, uses: dict[str, int], used: dict[str, int], *, allowed: bool) -> None:
        """S6."""
        policy = a_policy(a_rule(unless=[excusing("true", uses=uses)]))

        verdict = evaluate(policy=policy, scan=a_scan(EMAIL), facts=some_facts(policy, used))

        assert verdict.allowed is allowed
        assert verdict.exceptions[0].used_up is not allowed

    @pytest.mark.parametrize(
        ("condition", "answer", "rule_answer", "expected"),
        [
            ("true", "none", HARSH, Action.NONE),
            ("true", "nudge", HARSH, Action.NUDGE),
            ("pair.known_before", "nudge", HARSH, Action.NUDGE),
            ("true", "nudge", MILD, Action.NUDGE),
            ("true", "none", MILD, Action.NONE),
        ],
    )
    def test_gives_the_mildest_of_its_answer_and_the_rules_own(
        self, condition: str, answer: str, rule_answer: list[dict[str, str]], expected: Action
    ) -> None:
        """S7."""
        policy = a_policy(a_rule(unless=[excusing(condition, answer=answer)], answer=rule_answer))

        verdict = judged(policy, EMAIL, pair__known_before="unknown")

        assert (verdict.allowed, verdict.action) == (True, expected)

    def test_beside_a_milder_one_gives_the_milder_answer(self) -> None:
        """S7."""
        policy = a_policy(
            a_rule(unless=[excusing("true", answer="nudge"), {"id": "other", "if": "pair.known_before"}], answer=HARSH)
        )

        assert judged(policy, EMAIL, pair__known_before="unknown").action is Action.NONE

    @pytest.mark.parametrize(
        ("answer", "known", "asks"),
        [
            (HARSH, "unknown", True),
            ([{"action": "warn"}], "unknown", True),
            (MILD, "unknown", False),
            (HARSH, True, False),
        ],
    )
    def test_that_is_only_possible_asks_a_human_where_it_matters(
        self, answer: list[dict[str, str]], known: object, *, asks: bool
    ) -> None:
        """S8."""
        policy = a_policy(a_rule(unless=[excusing("pair.known_before")], answer=answer))

        verdict = judged(policy, EMAIL, pair__known_before=known)

        assert (verdict.allowed, verdict.needs_human) == (True, asks)
        assert verdict.human_because == ((UNKNOWN_EXCEPTION,) if asks else ())

    def test_that_is_unknown_beside_a_true_one_asks_nobody(self) -> None:
        """S8."""
        policy = a_policy(a_rule(unless=[excusing("pair.known_before"), {"id": "other", "if": "true"}], answer=HARSH))

        assert not judged(policy, EMAIL, pair__known_before="unknown").needs_human

    def test_names_the_facts_that_leave_it_open(self) -> None:
        policy = a_policy(a_rule(unless=[excusing("pair.known_before")], answer=HARSH))

        assert judged(policy, EMAIL, pair__known_before="unknown").unknown_facts == ("pair.known_before",)


class TestClaim:
    """F4: what only one member says."""

    def test_excuses_where_the_exception_accepts_it(self) -> None:
        """F4."""
        policy = a_policy(a_rule(unless=[excusing("pair.known_before", accepts="member_word")]))

        assert judged(policy, EMAIL, claims=CLAIMED).allowed

    def test_excuses_nothing_else(self) -> None:
        """F4."""
        policy = a_policy(a_rule(unless=[excusing("pair.known_before")]))

        assert not judged(policy, EMAIL, claims=CLAIMED).allowed

    def test_takes_no_proof_back(self) -> None:
        """F4."""
        policy = a_policy(a_rule(unless=[excusing("pair.known_before", accepts="member_word")]))

        proven = judged(policy, EMAIL, claims={"pair.known_before": False}, pair__known_before=True)
        unproven = judged(policy, EMAIL, claims={"pair.known_before": False}, pair__known_before="unknown")

        assert (proven.allowed, unproven.allowed) == (True, True)

    def test_excuses_as_an_unknown_where_it_leaves_the_exception_open(self) -> None:
        """F4."""
        rule = a_rule(
            unless=[excusing("pair.known_before && pair.days_known > 3", accepts="member_word")], answer=HARSH
        )

        verdict = judged(a_policy(rule), EMAIL, claims=CLAIMED, pair__days_known="unknown")

        assert (verdict.allowed, verdict.needs_human) == (True, True)

    def test_is_not_seen_by_conditions(self) -> None:
        """F4."""
        policy = a_policy(a_rule(when=[{"if": "!pair.known_before", "says": "strangers"}]))

        assert not judged(policy, EMAIL, claims=CLAIMED).allowed


class TestAnswer:
    @pytest.mark.parametrize(
        ("strikes", "nudges", "expected"),
        [
            (0, 0, Action.NUDGE),
            (0, 2, Action.NUDGE),
            (0, 3, Action.WARN),
            (1, 0, Action.WARN),
            (1, 9, Action.WARN),
            (2, 0, Action.HOLD_MESSAGE),
            ("unknown", 0, Action.NUDGE),
            (0, "unknown", Action.NUDGE),
            ("unknown", 3, Action.WARN),
            (1, "unknown", Action.WARN),
        ],
    )
    def test_is_the_first_row_whose_bounds_all_hold(self, strikes: object, nudges: object, expected: Action) -> None:
        """S9, S10."""
        verdict = judged(a_policy(a_rule()), EMAIL, sender__strikes=strikes, sender__nudges=nudges)

        assert (verdict.allowed, verdict.action) == (False, expected)

    @pytest.mark.parametrize(
        ("strikes", "messages", "expected"),
        [
            (1, 10, Action.NUDGE),
            (3, 1000, Action.NUDGE),
            (3, 300, Action.WARN),
            (3, 301, Action.NUDGE),
            (3, "unknown", Action.NUDGE),
            ("unknown", 10, Action.NUDGE),
            (3, 0, Action.WARN),
        ],
    )
    def test_holds_also_while_strikes_are_a_small_share_of_messages(
        self, strikes: object, messages: object, expected: Action
    ) -> None:
        """S9, S10."""
        rows = [{"strikes": 1, "or_share_below": 0.01, "action": "nudge"}, {"action": "warn"}]

        verdict = judged(a_policy(a_rule(answer=rows)), EMAIL, sender__strikes=strikes, sender__messages_365d=messages)

        assert verdict.action is expected

    def test_names_unknown_counts(self) -> None:
        """S9."""
        verdict = judged(a_policy(a_rule()), EMAIL, sender__strikes=0)

        assert verdict.unknown_facts == ("sender.nudges",)

    def test_looks_at_the_nudges_on_its_own_clause(self) -> None:
        """S14."""
        policy = a_policy(a_rule())
        facts = some_facts(policy, {"sender.strikes": 0, "sender.nudges": 9})
        own = type(facts)(facts.declarations, facts.values, facts.said, {}, {"contact": {"sender.nudges": 0}})

        assert evaluate(policy=policy, scan=a_scan(EMAIL), facts=own).action is Action.NUDGE
        assert evaluate(policy=policy, scan=a_scan(EMAIL), facts=facts).action is Action.WARN


class TestVerdict:
    def test_is_allowed_only_where_every_rule_allows(self) -> None:
        """S11."""
        policy = a_policy(a_rule("mild", answer=MILD), a_rule("excused", unless=[excusing("true")], answer=HARSH))

        assert not judged(policy, EMAIL).allowed

    def test_has_the_harshest_action_of_all_rules(self) -> None:
        """S11."""
        policy = a_policy(a_rule("mild", answer=MILD), a_rule("harsh", answer=HARSH))

        assert judged(policy, EMAIL).action is Action.HOLD_MESSAGE

    def test_is_clean_where_nothing_is_found(self) -> None:
        """S11."""
        policy = a_policy(a_rule())

        verdict = judged(policy)

        assert verdict is clean_verdict(policy)
        assert (verdict.allowed, verdict.action, verdict.rule, verdict.clause) == (True, Action.NONE, None, None)
        assert (verdict.conditions, verdict.exceptions, verdict.reasons(), verdict.facts_used) == ((), (), (), ())

    @pytest.mark.parametrize(
        ("rules", "findings", "expected"),
        [
            # disallowed before allowed, although the allowed one is reported to be harsher
            ([a_rule("a", unless=[excusing("true", answer="nudge")]), a_rule("b", answer=MILD)], [EMAIL], ("b", EMAIL)),
            # the harshest action
            ([a_rule("a", answer=MILD), a_rule("b", answer=HARSH)], [EMAIL], ("b", EMAIL)),
            # the gravest class
            (
                [a_rule("a", answer=MILD), a_rule("b", answer=MILD, **{"class": "payment_off_platform"})],
                [EMAIL, PAYMENT],
                ("b", PAYMENT),
            ),
            # the rule's id
            ([a_rule("b", answer=MILD), a_rule("a", answer=MILD)], [EMAIL], ("a", EMAIL)),
            # the place
            ([a_rule("a", answer=MILD)], [PHONE, EMAIL], ("a", EMAIL)),
        ],
    )
    def test_reports_the_rule_that_weighs_most(
        self, rules: list[dict[str, Any]], findings: list[Finding], expected: tuple[str, Finding]
    ) -> None:
        """S12."""
        reported = judged(a_policy(*rules), *findings).reported

        assert reported is not None
        assert (reported.rule.id, reported.finding) == expected

    def test_reports_the_rule_that_came_nearest_where_none_fired(self) -> None:
        """S12."""
        false = {"if": "false", "says": "never", "otherwise": "not so"}
        policy = a_policy(
            a_rule("a-far", when=[false, false]), a_rule("b-near", when=[false, {"if": "true", "says": "so"}])
        )

        verdict = judged(policy, EMAIL)

        assert verdict.rule is not None
        assert (verdict.rule.id, verdict.reasons()) == ("b-near", ("not so", "so"))

    def test_names_rule_clause_conditions_and_exceptions(self) -> None:
        verdict = judged(
            a_policy(a_rule(when=[BEFORE_CONTRACT], unless=[excusing("false")])), EMAIL, contract__state="none"
        )

        assert verdict.clause is not None
        assert verdict.clause.id == "contact"
        assert [judged.condition.id for judged in verdict.conditions] == ["the-rule.1"]
        assert [excused.exception.id for excused in verdict.exceptions] == ["excuse"]

    def test_gives_the_words_of_a_true_exception(self) -> None:
        policy = a_policy(
            a_rule(unless=[excusing("true", says="it is excused by {finding.kind}")]), vocabulary={"email": "mail"}
        )

        assert judged(policy, EMAIL).reasons() == ("it always holds", "it is excused by mail")

    def test_lists_the_facts_read_and_the_defaults_among_them(self) -> None:
        """F3."""
        policy = a_policy(a_rule(when=[BEFORE_CONTRACT], unless=[excusing("pair.known_before")], answer=MILD))

        verdict = judged(policy, EMAIL, contract__state="none")

        assert [fact.name for fact in verdict.facts_used] == ["contract.state", "pair.known_before"]
        assert verdict.defaults_used == ("pair.known_before",)

    def test_lists_no_exceptions_facts_where_the_rule_did_not_fire(self) -> None:
        policy = a_policy(a_rule(when=[BEFORE_CONTRACT], unless=[excusing("pair.known_before")]))

        assert [fact.name for fact in judged(policy, EMAIL, contract__state="active").facts_used] == ["contract.state"]


class TestCeiling:
    def test_leaves_what_is_above_it_to_a_human(self) -> None:
        """S13."""
        verdict = judged(a_policy(a_rule(answer=[{"action": "suspend_pending_review"}])), EMAIL)

        assert (verdict.action, verdict.proposed) == (Action.HOLD_MESSAGE, Action.SUSPEND_PENDING_REVIEW)
        assert (verdict.needs_human, verdict.human_because) == (True, (ABOVE_CEILING,))

    @pytest.mark.parametrize(
        ("parts", "facts", "expected"),
        [
            ({"ceiling": "nudge"}, {}, Action.NUDGE),
            ({"ceilings": [{"id": "c", "if": "true", "says": "so", "action": "warn"}]}, {}, Action.WARN),
            ({"ceilings": [{"id": "c", "if": "false", "says": "so", "action": "warn"}]}, {}, Action.HOLD_MESSAGE),
            (
                {"ceilings": [{"id": "c", "if": "sender.tenure_days < 9", "says": "so", "action": "warn"}]},
                {"sender__tenure_days": "unknown"},
                Action.WARN,
            ),
            (
                {
                    "ceilings": [
                        {"id": "c", "if": "true", "says": "so", "action": "warn"},
                        {"id": "d", "if": "true", "says": "so", "action": "nudge"},
                    ]
                },
                {},
                Action.NUDGE,
            ),
        ],
    )
    def test_may_be_lower_by_policy_or_circumstance(
        self, parts: dict[str, Any], facts: dict[str, Any], expected: Action
    ) -> None:
        """S13, S15."""
        verdict = judged(a_policy(a_rule(answer=HARSH), **parts), EMAIL, **facts)

        assert verdict.action is expected
        assert verdict.proposed is (None if expected is Action.HOLD_MESSAGE else Action.HOLD_MESSAGE)

    def test_of_a_rule_limits_that_rule(self) -> None:
        """S13."""
        policy = a_policy(a_rule("limited", answer=HARSH, ceiling="nudge"), a_rule("free", answer=[{"action": "warn"}]))

        verdict = judged(policy, EMAIL)

        assert (verdict.action, verdict.proposed, verdict.needs_human) == (Action.WARN, Action.HOLD_MESSAGE, True)

    def test_that_is_not_reached_asks_nobody(self) -> None:
        """S13."""
        ceilings = [{"id": "c", "if": "true", "says": "so", "action": "warn"}]

        at_the_top = judged(a_policy(a_rule(answer=HARSH)), EMAIL)
        at_the_ceiling = judged(a_policy(a_rule(answer=[{"action": "warn"}]), ceilings=ceilings), EMAIL)

        assert (at_the_top.needs_human, at_the_ceiling.needs_human) == (False, False)
        assert at_the_ceiling.reported is not None
        assert at_the_ceiling.reported.ceiling is None

    def test_never_lifts_a_lower_one(self) -> None:
        """S13."""
        ceilings = [{"id": "c", "if": "true", "says": "so", "action": "warn"}]

        assert judged(a_policy(a_rule(answer=HARSH, ceiling="nudge"), ceilings=ceilings), EMAIL).action is Action.NUDGE

    def test_that_binds_is_named_in_the_outcome(self) -> None:
        ceilings = [{"id": "newcomer", "if": "finding.kind == 'email'", "says": "so", "action": "warn"}]

        first, second = judged(a_policy(a_rule(answer=HARSH), ceilings=ceilings), EMAIL, PHONE).outcomes

        assert first.ceiling is not None
        assert (first.ceiling.id, second.ceiling) == ("newcomer", None)

    def test_is_asked_once_for_each_finding(self) -> None:
        ceilings = [{"id": "mails", "if": "finding.kind == 'email'", "says": "so", "action": "warn"}]
        policy = a_policy(a_rule("a", answer=HARSH), a_rule("b", answer=HARSH), ceilings=ceilings)

        assert [outcome.action for outcome in judged(policy, EMAIL).outcomes] == [Action.WARN, Action.WARN]


class TestQuietRules:
    def test_in_shadow_are_reported_and_take_no_part(self) -> None:
        """S13."""
        verdict = judged(a_policy(a_rule("quiet", mode="shadow", answer=HARSH), a_rule("loud", answer=MILD)), EMAIL)

        assert (verdict.action, [outcome.rule.id for outcome in verdict.shadow]) == (Action.NUDGE, ["quiet"])
        assert verdict.shadow[0].is_shadow

    def test_that_are_snoozed_are_reported_and_take_no_part(self) -> None:
        """S13."""
        policy = a_policy(a_rule("noisy", answer=HARSH))

        verdict = evaluate(
            policy=policy,
            scan=a_scan(EMAIL),
            facts=some_facts(policy),
            restraints=Restraints(snoozed=frozenset({"noisy"})),
        )

        assert (verdict.allowed, verdict.action, verdict.reported) == (True, Action.NONE, None)
        assert [outcome.proposed for outcome in verdict.shadow] == [Action.HOLD_MESSAGE]

    def test_over_their_error_budget_only_open_cases(self) -> None:
        policy = a_policy(a_rule("often-wrong", answer=HARSH))

        verdict = evaluate(
            policy=policy,
            scan=a_scan(EMAIL),
            facts=some_facts(policy),
            restraints=Restraints(cases_only=frozenset({"often-wrong"})),
        )

        assert (verdict.action, verdict.proposed, verdict.needs_human) == (Action.NONE, Action.HOLD_MESSAGE, True)


class TestClauseInForce:
    @pytest.mark.parametrize(
        ("at", "acts"),
        [
            (date(2026, 2, 28), False),
            (date(2026, 3, 1), False),
            (date(2026, 3, 6), False),
            (date(2026, 3, 7), True),
            (None, True),
        ],
    )
    def test_is_cited_only_once_its_notice_is_over(self, at: date | None, *, acts: bool) -> None:
        """P2B3-2, DSA14-2."""
        policy = a_policy(a_rule(), clauses=[ANNOUNCED])

        verdict = evaluate(policy=policy, scan=a_scan(EMAIL), facts=some_facts(policy), at=at)

        assert verdict.allowed is not acts
        assert verdict.finding == "contact_details"

    def test_needs_no_announcement_where_none_is_named(self) -> None:
        policy = a_policy(a_rule())

        verdict = evaluate(policy=policy, scan=a_scan(EMAIL), facts=some_facts(policy), at=date(2026, 1, 1))

        assert not verdict.allowed


class TestFault:
    def test_counts_as_unknown_and_is_seen(self) -> None:
        verdict = judged(a_policy(a_rule(when=[BROKEN])), EMAIL, sender__strikes=1, sender__nudges=0)

        assert (verdict.allowed, verdict.action) == (True, Action.NONE)
        assert [(fault.condition, fault.message) for fault in verdict.faults] == [("the-rule.1", "a division by zero")]

    def test_in_an_exception_excuses_like_an_unknown(self) -> None:
        policy = a_policy(a_rule(unless=[excusing(BROKEN["if"])]))

        verdict = judged(policy, EMAIL, sender__strikes=1, sender__nudges=0)

        assert verdict.allowed
        assert [fault.condition for fault in verdict.faults] == ["excuse"]

    def test_in_a_ceiling_limits_like_an_unknown(self) -> None:
        ceilings = [{"id": "c", "if": BROKEN["if"], "says": "so", "action": "nudge"}]
        policy = a_policy(a_rule(answer=HARSH), ceilings=ceilings)

        verdict = judged(policy, EMAIL, sender__strikes=1, sender__nudges=0)

        assert (verdict.action, [fault.condition for fault in verdict.faults]) == (Action.NUDGE, ["c"])


class TestVariants:
    @pytest.mark.parametrize(
        ("platform", "plan", "allowed"),
        [
            ("north", "none", False),
            ("south", "none", True),
            ("elsewhere", "none", True),
            ("elsewhere", "gold", False),
            ("unknown", "none", True),
            ("unknown", "gold", False),
        ],
    )
    def test_give_their_platforms_and_plans_other_options(self, platform: str, plan: str, *, allowed: bool) -> None:
        policy = a_policy(
            a_rule(when=[{"if": "option.closed", "says": "closed"}]),
            options=OPTIONS,
            variants=[VARIANTS[0], VARIANTS[2]] if plan == "none" else [VARIANTS[1]],
            facts=PLAN_FACT,
        )

        verdict = evaluate(
            policy=policy, scan=a_scan(EMAIL), facts=some_facts(policy, {"platform": platform, "plan.name": plan})
        )

        assert verdict.allowed is allowed

    @pytest.mark.parametrize(
        ("platform", "plan", "allowed"),
        [
            ("north", "gold", False),
            ("north", "none", True),
            ("unknown", "gold", True),
            ("north", "unknown", True),
            ("unknown", "unknown", True),
        ],
    )
    def test_for_a_plan_on_a_platform_need_both(self, platform: str, plan: str, *, allowed: bool) -> None:
        """S15."""
        policy = a_policy(
            a_rule(when=[{"if": "option.closed", "says": "closed"}]),
            options=OPTIONS,
            variants=[{"id": "both", "platforms": ["north"], "plans": ["gold"], "options": {"closed": "true"}}],
            facts=PLAN_FACT,
        )

        verdict = evaluate(
            policy=policy, scan=a_scan(EMAIL), facts=some_facts(policy, {"platform": platform, "plan.name": plan})
        )

        assert verdict.allowed is allowed


class TestHarshness:
    def test_puts_forbidding_before_acting_and_acting_before_proposing(self) -> None:
        """S15."""
        nudged = judged(a_policy(a_rule(answer=MILD)), EMAIL)
        excused = judged(a_policy(a_rule(unless=[excusing("true", answer="nudge")])), EMAIL)
        proposed = judged(a_policy(a_rule(answer=[{"action": "restrict"}], ceiling="nudge")), EMAIL)

        assert excused.harshness < nudged.harshness < proposed.harshness

    def test_is_not_raised_by_asking_a_human(self) -> None:
        """S15."""
        policy = a_policy(a_rule(when=[BEFORE_CONTRACT], on_unknown="case"))

        asked = judged(policy, EMAIL, contract__state="unknown")

        assert asked.needs_human
        assert asked.harshness == judged(policy, EMAIL, contract__state="active").harshness


def test_the_graded_answers_of_the_factory_are_the_ones_meant() -> None:
    assert [row["action"] for row in GRADED] == ["nudge", "warn", "hold_message"]
