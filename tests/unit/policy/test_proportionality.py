from collections.abc import Mapping

import pytest

from habeas.policy.actions import Action
from habeas.policy.evaluate import evaluate
from habeas.policy.facts import UNKNOWN
from habeas.policy.proportionality import Favour, Gravity, Harm, MilderStep, Proportionality, Sign, WhyNot, weigh
from habeas.policy.verdicts import Signal
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

LADDER = [{"action": "nudge"}, {"action": "warn"}] + [
    {"action": action, "lasts": "4 hours"} for action in ("hold_message", "restrict", "suspend_pending_review")
]
ROWS = [
    {"strikes": 0, "nudges": 2, "action": "nudge"},
    {"strikes": 1, "action": "warn"},
    {"strikes": 4, "or_share_below": 0.001, "action": "hold_message"},
    {"action": "suspend_pending_review"},
]
POLICY = a_policy(
    a_rule(answer=ROWS, unless=[{"id": "paid", "if": "pair.conversion_fee_paid", "answer": "nudge", "says": "paid"}]),
    a_rule("payment", **{"class": "payment_off_platform"}),
    a_rule("intent", **{"class": "intent_off_platform"}),
    a_rule("fraud", **{"class": "fraud"}),
    ladder=LADDER,
    signal_classes=["fraud"],
)
CLEAN = {
    "sender.strikes": 0,
    "sender.nudges": 0,
    "sender.messages_365d": 4000,
    "sender.tenure_days": 2560,
    "sender.completed_contracts": 170,
}


def _weigh(given: Mapping[str, object], kind: str = "email", **finding: object) -> Proportionality:
    facts = some_facts(POLICY, given)
    verdict = evaluate(policy=POLICY, scan=a_scan(a_finding(kind, **finding)), facts=facts)
    weighed = weigh(verdict, facts=facts, policy=POLICY)
    assert weighed is not None
    return weighed


class TestWeigh:
    """DSA14-4 and DSA23-3: gravity, number, share, intent, harm, record, lesser measures."""

    @pytest.mark.parametrize(
        ("kind", "gravity", "harm"),
        [
            ("payment", Gravity.GRAVE, Harm.UNPROTECTED_PAYMENT),
            ("email", Gravity.MIDDLE, Harm.UNPROTECTED_CONTACT),
            ("intent_off_platform", Gravity.LIGHT, Harm.UNPROTECTED_CONTACT),
        ],
    )
    def test_says_how_grave_and_harmful_the_kind_of_act_is(self, kind: str, gravity: Gravity, harm: Harm) -> None:
        weighed = _weigh(CLEAN, kind)

        assert (weighed.gravity, weighed.harm) == (gravity, harm)

    def test_leaves_the_gravity_of_a_signal_to_a_person(self) -> None:
        facts = some_facts(POLICY, CLEAN)
        verdict = evaluate(policy=POLICY, scan=a_scan(), signals=(Signal("fraud", "outside", 0.9),), facts=facts)

        weighed = weigh(verdict, facts=facts, policy=POLICY)

        assert weighed is not None
        assert (weighed.gravity, weighed.harm, weighed.intent) == (Gravity.SIGNALLED, Harm.NONE_SHOWN, ())

    def test_shows_number_and_share_for_three_of_four_thousand_is_not_three_of_four(self) -> None:
        few = _weigh({**CLEAN, "sender.strikes": 3})
        many = _weigh({**CLEAN, "sender.strikes": 3, "sender.messages_365d": 4})

        assert (few.strikes, few.messages, few.share) == (3, 4000, 0.00075)
        assert (many.strikes, many.messages, many.share) == (3, 4, 0.75)
        assert Favour.RARE in few.in_favour
        assert Favour.RARE not in many.in_favour

    @pytest.mark.parametrize(
        "given", [{"sender.messages_365d": 0}, {"sender.messages_365d": "unknown"}, {"sender.strikes": "unknown"}]
    )
    def test_leaves_a_share_unknown_that_nobody_can_tell(self, given: dict[str, object]) -> None:
        assert _weigh({**CLEAN, **given}).share is UNKNOWN

    @pytest.mark.parametrize(
        ("kind", "finding", "given", "signs"),
        [
            ("email", {}, {}, ()),
            ("email", {"obfuscated": True}, {}, (Sign.HIDDEN,)),
            ("email", {"asks": True}, {}, (Sign.ASKED,)),
            ("intent_off_platform", {}, {}, (Sign.SAID_SO,)),
            ("email", {}, {"sender.nudges": 1}, (Sign.AGAIN,)),
            ("email", {"obfuscated": True}, {"sender.strikes": 1}, (Sign.HIDDEN, Sign.AGAIN)),
            ("email", {}, {"sender.strikes": "unknown", "sender.nudges": "unknown"}, ()),
        ],
    )
    def test_names_signs_of_intent_where_it_shows(
        self, kind: str, finding: dict[str, object], given: dict[str, object], signs: tuple[Sign, ...]
    ) -> None:
        assert _weigh({**CLEAN, **given}, kind, **finding).intent == signs

    @pytest.mark.parametrize(
        ("given", "signs"),
        [
            ({}, ()),
            ({"declared.purpose": "tool_access"}, (Sign.DECLARED_OTHERWISE,)),
            ({"declared.purpose": "talk"}, ()),
            ({"pair.asked_first": "recipient"}, (Sign.ASKED_BY_OTHER,)),
            ({"pair.asked_first": "sender"}, ()),
        ],
    )
    def test_names_what_speaks_against_intent(self, given: dict[str, object], signs: tuple[Sign, ...]) -> None:
        assert _weigh({**CLEAN, **given}).against_intent == signs

    @pytest.mark.parametrize(
        ("given", "confidence", "favours"),
        [
            ({}, 0.95, {Favour.NO_STRIKES, Favour.LONG_TENURE, Favour.CONTRACTS_KEPT}),
            ({"sender.tenure_days": 364, "sender.completed_contracts": 0}, 0.95, {Favour.NO_STRIKES}),
            ({"sender.tenure_days": "unknown", "sender.strikes": "unknown"}, 0.95, {Favour.CONTRACTS_KEPT}),
            (
                {
                    "sender.strikes": 1,
                    "sender.tenure_days": 3,
                    "sender.completed_contracts": 0,
                    "declared.purpose": "legal",
                },
                0.6,
                {Favour.DECLARED, Favour.UNSURE_FINDING, Favour.RARE},
            ),
        ],
    )
    def test_names_what_speaks_for_the_member(
        self, given: dict[str, object], confidence: float, favours: set[Favour]
    ) -> None:
        assert set(_weigh({**CLEAN, **given}, confidence=confidence).in_favour) == favours

    def test_has_nothing_to_weigh_where_no_rule_fired(self) -> None:
        facts = some_facts(POLICY, CLEAN)
        nothing = evaluate(policy=POLICY, scan=a_scan(), facts=facts)
        quiet = a_policy(a_rule(when=[{"if": "false", "says": "never"}]))
        considered = evaluate(policy=quiet, scan=a_scan(a_finding()), facts=some_facts(quiet))

        assert weigh(nothing, facts=facts, policy=POLICY) is None
        assert weigh(considered, facts=facts, policy=quiet) is None


class TestMilderSteps:
    """DSA14-4: lesser measures considered, and why not chosen."""

    NOT_ALLOWED = MilderStep(Action.NONE, WhyNot.NOT_ALLOWED)

    @pytest.mark.parametrize(
        ("given", "chosen", "proposed", "milder"),
        [
            ({}, Action.NUDGE, None, (NOT_ALLOWED,)),
            (
                {"sender.nudges": 3},
                Action.WARN,
                None,
                (NOT_ALLOWED, MilderStep(Action.NUDGE, WhyNot.TOO_MANY_NUDGES, 3, 2)),
            ),
            (
                {"sender.strikes": 1},
                Action.WARN,
                None,
                (NOT_ALLOWED, MilderStep(Action.NUDGE, WhyNot.TOO_MANY_STRIKES, 1, 0)),
            ),
            (
                {"sender.strikes": 2},
                Action.HOLD_MESSAGE,
                None,
                (
                    NOT_ALLOWED,
                    MilderStep(Action.NUDGE, WhyNot.TOO_MANY_STRIKES, 2, 0),
                    MilderStep(Action.WARN, WhyNot.TOO_MANY_STRIKES, 2, 1),
                ),
            ),
            (
                {"sender.strikes": 9},
                Action.HOLD_MESSAGE,
                Action.SUSPEND_PENDING_REVIEW,
                (
                    NOT_ALLOWED,
                    MilderStep(Action.NUDGE, WhyNot.TOO_MANY_STRIKES, 9, 0),
                    MilderStep(Action.WARN, WhyNot.TOO_MANY_STRIKES, 9, 1),
                    MilderStep(Action.RESTRICT, WhyNot.NO_ROW),
                ),
            ),
            ({"pair.conversion_fee_paid": True}, Action.NUDGE, None, ()),
        ],
    )
    def test_are_passed_over_for_a_reason(
        self, given: dict[str, object], chosen: Action, proposed: Action | None, milder: tuple[MilderStep, ...]
    ) -> None:
        weighed = _weigh({**CLEAN, **given})

        assert (weighed.chosen, weighed.proposed, weighed.milder) == (chosen, proposed, milder)
