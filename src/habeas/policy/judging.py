"""Judges one rule after the other for one finding (S3-S9, S13). Knows nothing of combining outcomes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from habeas.policy.actions import Action
from habeas.policy.answers import choose_answer, is_used_up
from habeas.policy.dockets import Docket
from habeas.policy.expressions import Expression
from habeas.policy.operators import Fault
from habeas.policy.rules import Ceiling, Condition, Policy, Rule, RuleException
from habeas.policy.subjects import Subject, properties
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import Excused, Judged, PolicyFault, RuleOutcome, Signal, Truth

UNKNOWN_FACTS: Final = "unknown_facts"
UNKNOWN_EXCEPTION: Final = "unknown_exception"
ABOVE_CEILING: Final = "above_ceiling"
"""Why a person has to look; codes that interfaces put into words."""

Memory = dict[Any, Any]
"""Conditions and exceptions judged already: rules share them."""


@dataclass(slots=True)
class Hearing:
    """The hearing of one message: the facts as proven, and as one member claims them (F4).

    `claimed` is `proven` itself where nobody claims anything. `cases_only` holds the rules that may
    not act now; `by_clause` counts that differ from clause to clause (S14). What does not depend on
    the finding is judged once.
    """

    policy: Policy
    proven: dict[str, Any]
    claimed: dict[str, Any]
    cases_only: frozenset[str]
    by_clause: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: list[PolicyFault] = field(default_factory=list)
    memory: Memory = field(default_factory=dict)

    def judge(self, docket: Docket, subject: Subject) -> list[RuleOutcome]:
        """Return the outcome of each rule for this one finding."""
        seen = properties(subject)
        proven = {**self.proven, **seen}
        claimed = proven if self.claimed is self.proven else {**self.claimed, **seen}
        return _Bench(self, subject, proven, claimed).judge(docket)

    def note(self, fault: object, condition: str) -> None:
        """Keep a condition's run-time error for the operator."""
        if isinstance(fault, Fault):
            self.faults.append(PolicyFault(condition, fault.message))


@dataclass(slots=True)
class _Bench:
    """Judges rules for one finding."""

    hearing: Hearing
    subject: Subject
    proven: dict[str, Any]
    claimed: dict[str, Any]
    memory: Memory = field(default_factory=dict)

    def judge(self, docket: Docket) -> list[RuleOutcome]:
        """Judge each condition once, then each rule by its conditions (S3, S4)."""
        judged = [self._judge(condition) for condition in docket.conditions]
        values = [one.value for one in judged]
        outcomes = []
        for rule, picks in docket.rules:
            found = picks(values)
            # A value equals itself alone, so `in` asks for identity here.
            fired: Truth = False if False in found else UNKNOWN if UNKNOWN in found else True
            conditions = picks(judged)
            outcomes.append(self._answer(rule, conditions) if fired is True else self._pass_by(rule, fired, conditions))
        return outcomes

    def _pass_by(self, rule: Rule, fired: Truth, conditions: tuple[Judged, ...]) -> RuleOutcome:
        asks = fired is UNKNOWN and rule.opens_case_on_unknown
        return RuleOutcome(
            rule=rule,
            finding=self.subject,
            fired=fired,
            conditions=conditions,
            needs_human=asks,
            human_because=(UNKNOWN_FACTS,) if asks else (),
            values=self.proven,
        )

    def _judge(self, condition: Condition) -> Judged:
        if condition.expression.reads_finding:
            return self._judge_afresh(condition)
        judged: Judged | None = self.hearing.memory.get(condition)
        if judged is None:
            judged = self.hearing.memory[condition] = self._judge_afresh(condition)
        return judged

    def _memory(self, expression: Expression) -> Memory:
        return self.memory if expression.reads_finding else self.hearing.memory

    def _judge_afresh(self, condition: Condition) -> Judged:
        value = condition.expression.judge(self.proven)
        if value is True or value is False:
            return Judged(condition, value)
        self.hearing.note(value, condition.id)
        return Judged(condition, UNKNOWN, unknown_among(condition.expression.names, self.proven))

    def _excuse(self, exception: RuleException) -> Excused:
        memory = self._memory(exception.expression)
        excused: Excused | None = memory.get(exception)
        if excused is None:
            excused = memory[exception] = self._excuse_afresh(exception)
        return excused

    def _excuse_afresh(self, exception: RuleException) -> Excused:
        value = exception.expression.judge(self.proven)
        if exception.accepts_claims and self.claimed is not self.proven and value is not True:
            # The milder of what is proven and what is claimed: a claim can excuse, never take back.
            word = exception.expression.judge(self.claimed)
            value = word if word is True or value is False else value
        if value is False:
            return Excused(exception, value=False)
        if is_used_up(exception, self.proven):
            return Excused(exception, value=False, used_up=True)
        if value is True:
            return Excused(exception, value=True)
        self.hearing.note(value, exception.id)
        return Excused(exception, UNKNOWN, unknown_among(exception.expression.names, self.proven))

    def _answer(self, rule: Rule, conditions: tuple[Judged, ...]) -> RuleOutcome:
        exceptions = tuple([self._excuse(exception) for exception in rule.exceptions])
        own = self.hearing.by_clause.get(rule.clause.id)
        values = {**self.proven, **own} if own else self.proven
        row = choose_answer(rule.answer, values)
        answers = [excused.exception.answer for excused in exceptions if excused.value is not False]
        proposed = min(*answers, row.action) if answers else row.action
        ceiling, limit = self._limit(rule, proposed)
        because = _why_human(row.action, exceptions) if answers else ()
        if limit < proposed:
            because = (*because, ABOVE_CEILING)
        return RuleOutcome(
            rule=rule,
            finding=self.subject,
            fired=True,
            conditions=conditions,
            exceptions=exceptions,
            answer=row,
            allowed=bool(answers),
            proposed=proposed,
            action=min(proposed, limit),
            ceiling=ceiling,
            needs_human=bool(because),
            human_because=because,
            values=values,
        )

    def _limit(self, rule: Rule, proposed: Action) -> tuple[Ceiling | None, Action]:
        """Return the lowest ceiling; one whose condition is unknown limits too, for that is milder (S15)."""
        limit = self._fixed_limit(rule)
        chosen = None
        for ceiling in self.hearing.policy.ceilings:
            if ceiling.action < min(limit, proposed) and self._applies(ceiling):
                chosen, limit = ceiling, ceiling.action
        return chosen, limit

    def _fixed_limit(self, rule: Rule) -> Action:
        if isinstance(self.subject, Signal) or rule.id in self.hearing.cases_only:
            return Action.NONE
        limit = self.hearing.policy.ceiling
        return limit if rule.ceiling is None else min(rule.ceiling, limit)

    def _applies(self, ceiling: Ceiling) -> bool:
        memory = self._memory(ceiling.expression)
        applies: bool | None = memory.get(ceiling)
        if applies is None:
            value = ceiling.expression.judge(self.proven)
            self.hearing.note(value, ceiling.id)
            applies = memory[ceiling] = value is not False
        return applies


def _why_human(answer: Action, exceptions: tuple[Excused, ...]) -> tuple[str, ...]:
    """Ask a person where an excuse is only possible and the rule's own answer is warn or more (S8)."""
    is_proven = any(excused.value is True for excused in exceptions)
    return () if is_proven or answer < Action.WARN else (UNKNOWN_EXCEPTION,)


def unknown_among(names: Iterable[str], values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of the names that have no known value."""
    return tuple([name for name in names if values.get(name, UNKNOWN) is UNKNOWN])
