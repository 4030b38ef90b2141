"""What an outcome undoes: every effect of its decision and nothing else, in order, each step safe to repeat.

A plan is made once and stored; a step is done when its key is noted, so that a crash in between loses or doubles
nothing. Telling comes after undoing, and everybody who was told is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.sanctions.sanction import Sanction
from habeas.policy.actions import Action


class EffectKind(StrEnum):
    """What a decision did to a member; in the order in which it is undone: what hurts most first."""

    SANCTION = "sanction"
    MONEY_HOLD = "money_hold"
    MESSAGE_HOLD = "message_hold"
    CONTRACT_PAUSE = "contract_pause"
    APPEAL_LIMIT = "appeal_limit"
    SAFEGUARD = "safeguard"
    STRIKE = "strike"
    HINT = "hint"
    LISTING = "listing"
    RANKING = "ranking"
    BADGE = "badge"
    DATA_ACCESS = "data_access"
    REPORT_ANSWER = "report_answer"


_ORDER: Final = {kind: place for place, kind in enumerate(EffectKind)}


@dataclass(frozen=True, slots=True)
class DecisionEffect:
    """One effect of one decision: `id` is the record's; `measure` is set where it belongs to one measure."""

    id: str
    decision: str
    kind: EffectKind
    measure: str | None = None


def effects_of(sanction: Sanction) -> tuple[DecisionEffect, ...]:
    """Return what a sanction does to its member: shown before it is decided, noted when it takes effect, and undone.

    The shell adds what it did beside: holds of money, pauses of contracts, listings, ranking, badges.
    """
    kind = EffectKind.MESSAGE_HOLD if sanction.action is Action.HOLD_MESSAGE else EffectKind.SANCTION
    taken = tuple(
        DecisionEffect(f"{sanction.id}:{measure.id}", sanction.decision, kind, measure.id)
        for measure in sanction.measures
    )
    if sanction.action < Action.WARN:
        return taken
    return (*taken, DecisionEffect(f"{sanction.id}:strike", sanction.decision, EffectKind.STRIKE))


def effects_of_screening(*, decision: str, action: Action, measures: Iterable[str]) -> tuple[DecisionEffect, ...]:
    """Return what a machine's decision about a message does to its writer.

    `measures` are those that the host was asked for. A hint is no strike, but it is remembered: what comes next may be
    harsher for it. A decision that did nothing has no effect.
    """
    held = tuple(DecisionEffect(one, decision, EffectKind.MESSAGE_HOLD, one) for one in measures)
    if action is Action.NONE:
        return held
    kind = EffectKind.HINT if action is Action.NUDGE else EffectKind.STRIKE
    return (*held, DecisionEffect(f"{decision}:{kind}", decision, kind))


class StepKind(StrEnum):
    """What a step does."""

    UNDO = "undo"
    OWE_REMEDY = "owe_remedy"
    TELL = "tell"
    OFFER_PRECEDENT = "offer_precedent"


@dataclass(frozen=True, slots=True)
class ReversalStep:
    """One step. `key` says the same of the same step for ever: whoever finds it noted, does nothing."""

    key: str
    kind: StepKind
    subject: str
    effect: EffectKind | None = None


@dataclass(frozen=True, slots=True)
class ReversalPlan:
    """The steps of a reversal in order."""

    decision: str
    steps: tuple[ReversalStep, ...]

    def remaining(self, *, done: Iterable[str]) -> tuple[ReversalStep, ...]:
        """Return the steps that are not noted as done, in order."""
        noted = frozenset(done)
        return tuple(step for step in self.steps if step.key not in noted)

    def is_complete(self, *, done: Iterable[str]) -> bool:
        """Tell whether nothing is left to do."""
        return not self.remaining(done=done)


def plan_reversal(
    *,
    decision: str,
    outcome: Outcome,
    effects: Iterable[DecisionEffect],
    told: Iterable[str],
    measures_kept: frozenset[str] = frozenset(),
) -> ReversalPlan:
    """Return the plan of an outcome: overturned undoes all, varied what belongs to measures that do not stay.

    `told` are those who heard of the decision: the member, reporters, the other side of contracts, receivers of
    webhooks. Effects of other decisions are left alone, whatever they are. A strike stays where a measure does.
    """
    own = sorted({effect for effect in effects if effect.decision == decision}, key=_place)
    undone = [effect for effect in own if _is_undone(effect, outcome, measures_kept)]
    steps = [ReversalStep(f"undo:{decision}:{one.id}", StepKind.UNDO, one.id, one.kind) for one in undone]
    if undone:
        steps.append(ReversalStep(f"remedy:{decision}", StepKind.OWE_REMEDY, decision))
    steps += [ReversalStep(f"tell:{decision}:{who}", StepKind.TELL, who) for who in sorted(set(told))]
    if outcome is Outcome.OVERTURNED:
        steps.append(ReversalStep(f"precedent:{decision}", StepKind.OFFER_PRECEDENT, decision))
    return ReversalPlan(decision, tuple(steps))


def _place(effect: DecisionEffect) -> tuple[int, str]:
    return (_ORDER[effect.kind], effect.id)


def _is_undone(effect: DecisionEffect, outcome: Outcome, kept: frozenset[str]) -> bool:
    if outcome is Outcome.OVERTURNED:
        return True
    return outcome is Outcome.VARIED and effect.measure is not None and effect.measure not in kept
