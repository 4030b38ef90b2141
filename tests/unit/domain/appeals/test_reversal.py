"""A reversal undoes every effect of its decision and nothing else, and can be done again without harm."""

import pytest

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.reversal import (
    DecisionEffect,
    EffectKind,
    ReversalPlan,
    StepKind,
    effects_of,
    effects_of_screening,
    plan_reversal,
)
from habeas.policy.actions import Action
from habeas.policy.rules import Step
from tests.factories.sanctions import LADDER, a_draft

EFFECTS = [
    DecisionEffect("b1", "d1", EffectKind.BADGE),
    DecisionEffect("k1", "d1", EffectKind.STRIKE),
    DecisionEffect("s1", "d1", EffectKind.SANCTION, "m1"),
    DecisionEffect("s2", "d1", EffectKind.SANCTION, "m2"),
    DecisionEffect("h1", "d1", EffectKind.MONEY_HOLD, "m2"),
    DecisionEffect("s9", "d2", EffectKind.SANCTION, "m1"),
]


def plan(outcome: Outcome, *kept: str) -> ReversalPlan:
    return plan_reversal(
        decision="d1", outcome=outcome, effects=EFFECTS, told=["mia", "leo", "mia"], measures_kept=frozenset(kept)
    )


class TestEffectsOf:
    @pytest.mark.parametrize(
        ("action", "kinds"),
        [
            (Action.NUDGE, []),
            (Action.WARN, [EffectKind.STRIKE]),
            (Action.HOLD_MESSAGE, [EffectKind.MESSAGE_HOLD, EffectKind.STRIKE]),
            (Action.RESTRICT, [EffectKind.SANCTION, EffectKind.STRIKE]),
        ],
    )
    def test_are_each_measure_and_the_strike(self, action: Action, kinds: list[EffectKind]) -> None:
        """Invariant 6, invariant 15: nudges never count as strikes."""
        ladder = (*LADDER, Step(action=Action.NUDGE))
        found = effects_of(a_draft(action, ladder=ladder))

        assert [effect.kind for effect in found] == kinds
        assert {effect.measure for effect in found if effect.kind is not EffectKind.STRIKE} <= {"m1"}


class TestEffectsOfScreening:
    @pytest.mark.parametrize(
        ("action", "measures", "kinds"),
        [
            (Action.NONE, [], []),
            (Action.NUDGE, [], [EffectKind.HINT]),
            (Action.WARN, [], [EffectKind.STRIKE]),
            (Action.HOLD_MESSAGE, ["mea_1"], [EffectKind.MESSAGE_HOLD, EffectKind.STRIKE]),
        ],
    )
    def test_are_what_a_machine_did(self, action: Action, measures: list[str], kinds: list[EffectKind]) -> None:
        """Invariant 6, invariant 15: a hint is no strike, and is remembered."""
        found = effects_of_screening(decision="d1", action=action, measures=measures)

        assert [effect.kind for effect in found] == kinds


class TestPlanReversal:
    def test_of_an_overturned_decision_undoes_all_of_it_and_tells_all_who_were_told(self) -> None:
        """DSA20-4, invariant 6: incl. money and strike counters; the case becomes a precedent."""
        steps = plan(Outcome.OVERTURNED).steps

        assert [step.key for step in steps] == [
            "undo:d1:s1",
            "undo:d1:s2",
            "undo:d1:h1",
            "undo:d1:k1",
            "undo:d1:b1",
            "remedy:d1",
            "tell:d1:leo",
            "tell:d1:mia",
            "precedent:d1",
        ]

    def test_of_a_varied_one_undoes_what_does_not_stay(self) -> None:
        steps = plan(Outcome.VARIED, "m1").steps

        assert [step.key for step in steps if step.kind is StepKind.UNDO] == ["undo:d1:s2", "undo:d1:h1"]
        assert StepKind.OWE_REMEDY in {step.kind for step in steps}

    def test_of_one_upheld_only_tells(self) -> None:
        assert {step.kind for step in plan(Outcome.UPHELD).steps} == {StepKind.TELL}

    def test_goes_on_where_a_crash_left_it(self) -> None:
        """FUND-8, DSA20-4: idempotently, exactly once."""
        overturned = plan(Outcome.OVERTURNED)
        keys = [step.key for step in overturned.steps]

        assert [step.key for step in overturned.remaining(done=keys[:4])] == keys[4:]
        assert not overturned.is_complete(done=keys[:-1])
        assert overturned.is_complete(done=[*keys, *keys])
        assert plan(Outcome.OVERTURNED) == overturned
