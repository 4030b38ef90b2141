"""What a changed policy does to decisions: which become harsher or milder, by rule, and the work it makes.

Pure: it is handed the verdicts of both policies on each message, and reads nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from habeas.policy.actions import Action
from habeas.policy.verdicts import Verdict


class Direction(StrEnum):
    """How a decision changes for the member; `otherwise`: as harsh, by another rule or with a person asked or not."""

    HARSHER = "harsher"
    MILDER = "milder"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What both policies say of one message."""

    identity: object
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of a verdict that a member feels."""

    allowed: bool
    action: Action
    proposed: Action | None
    needs_human: bool
    rule: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One decision that changes, with the words that it is about."""

    identity: object
    direction: Direction
    matched: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How often decisions change by one rule, with the first examples of each direction."""

    rule: str
    counts: dict[Direction, int]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What all judgements come to; cases are decisions for which a person is asked."""

    judged: int
    counts: dict[Direction, int]
    rules: tuple[RuleChange, ...]
    cases_before: int
    cases_after: int

    @property
    def unchanged(self) -> int:
        """Return how many decisions stay as they are."""
        return self.judged - sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What a number of cases costs: per day and, in hours of reviewers, per week."""

    cases_per_day: float
    hours_per_week: float


DAYS_A_WEEK: Final = 7
MINUTES_AN_HOUR: Final = 60


def direction_of(before: Verdict, after: Verdict) -> Direction | None:
    """Return how the decision changes, None where it stays as it is (S15)."""
    if after.harshness != before.harshness:
        return Direction.HARSHER if after.harshness > before.harshness else Direction.MILDER
    return None if _answer(before) == _answer(after) else Direction.OTHERWISE


def compare_decisions(judgements: Iterable[Judgement], *, examples: int = 3) -> Comparison:
    """Return what changes, with so many examples of each direction by rule; reads each judgement once."""
    tally = Tally(examples)
    for judgement in judgements:
        tally.add(judgement)
    return tally.comparison()


def workload_of(cases: int, *, days: float, minutes_per_case: float) -> Workload:
    """Return what so many cases in so many days cost."""
    per_day = cases / days
    return Workload(cases_per_day=per_day, hours_per_week=per_day * DAYS_A_WEEK * minutes_per_case / MINUTES_AN_HOUR)


@dataclass(slots=True)
class Tally:
    """Counts what changes, judgement by judgement, in memory that does not grow with their number."""

    examples: int
    judged: int = 0
    cases_before: int = 0
    cases_after: int = 0
    kept: dict[str, list[Example]] = field(default_factory=dict)
    counts: dict[str, dict[Direction, int]] = field(default_factory=dict)

    def add(self, judgement: Judgement) -> None:
        """Count one message."""
        before, after = judgement.before, judgement.after
        self.judged += 1
        self.cases_before += before.needs_human
        self.cases_after += after.needs_human
        direction = direction_of(before, after)
        if direction is not None:
            self._keep(judgement, direction)

    def _keep(self, judgement: Judgement, direction: Direction) -> None:
        before, after = judgement.before, judgement.after
        # What became milder is put down to the rule that was harsher, anything else to the rule that speaks now.
        speakers = (before, after) if direction is Direction.MILDER else (after, before)
        outcome = next(verdict.reported for verdict in speakers if verdict.reported is not None)
        counts = self.counts.setdefault(outcome.rule.id, dict.fromkeys(Direction, 0))
        if counts[direction] < self.examples:
            example = Example(judgement.identity, direction, outcome.finding.text, _answer(before), _answer(after))
            self.kept.setdefault(outcome.rule.id, []).append(example)
        counts[direction] += 1

    def comparison(self) -> Comparison:
        """Return what has been counted so far."""
        order = list(Direction)
        rules = tuple(
            RuleChange(rule, counts, tuple(sorted(self.kept.get(rule, ()), key=lambda one: order.index(one.direction))))
            for rule, counts in sorted(self.counts.items())
        )
        totals = {direction: sum(one.counts[direction] for one in rules) for direction in Direction}
        return Comparison(self.judged, totals, rules, self.cases_before, self.cases_after)


def _answer(verdict: Verdict) -> Answer:
    # A rule that was only considered decided nothing.
    decided = verdict.reported is not None and verdict.reported.fired is True
    rule = verdict.rule.id if decided and verdict.rule else None
    return Answer(verdict.allowed, verdict.action, verdict.proposed, verdict.needs_human, rule)
