"""Findings and facts in, a verdict out, exactly as `verdict-semantics.md` S1-S15 says.

No rule stops another and their order never matters: every rule of a finding's class is judged for
every finding, then the outcomes are combined.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from habeas.detection.findings import Finding, FindingKind, Scan
from habeas.policy.actions import Action
from habeas.policy.facts import Facts
from habeas.policy.operators import Fault
from habeas.policy.rules import (
    CONTACT,
    INTENT,
    NO_FINDING,
    PAYMENT,
    AnswerRow,
    Ceiling,
    Mode,
    Policy,
    Rule,
    RuleException,
)
from habeas.policy.unknown import UNKNOWN, Unknown
from habeas.policy.verdicts import (
    Excused,
    FactUsed,
    Judged,
    PolicyFault,
    RuleOutcome,
    Signal,
    Truth,
    Verdict,
)

COUNTED_FROM: Final = 0.5
"""A finding below this is more often wrong than right and counts for nothing (S1)."""

_CLASS_OF: Final = {
    FindingKind.PHONE: CONTACT,
    FindingKind.EMAIL: CONTACT,
    FindingKind.LINK: CONTACT,
    FindingKind.HANDLE: CONTACT,
    FindingKind.POSTAL_ADDRESS: CONTACT,
    FindingKind.PAYMENT: PAYMENT,
    FindingKind.INTENT_PAY_OUTSIDE: PAYMENT,
    FindingKind.INTENT_OFF_PLATFORM: INTENT,
}
_INTENTS: Final = frozenset({FindingKind.INTENT_PAY_OUTSIDE, FindingKind.INTENT_OFF_PLATFORM})
_STRIKES: Final = "sender.strikes"
_NUDGES: Final = "sender.nudges"
_MESSAGES: Final = "sender.messages_365d"


@dataclass(frozen=True, slots=True)
class Restraints:
    """Rules that do not act now: snoozed ones only report, those over their error budget open cases."""

    snoozed: frozenset[str] = frozenset()
    cases_only: frozenset[str] = frozenset()


UNRESTRAINED: Final = Restraints()


def evaluate(
    *,
    policy: Policy,
    scan: Scan,
    facts: Facts,
    signals: tuple[Signal, ...] = (),
    at: date | None = None,
    restraints: Restraints = UNRESTRAINED,
) -> Verdict:
    """Return the verdict on one message.

    `at` is the day the message was sent, for the clauses in force; None: the policy's release.
    """
    if not scan.findings and not signals:
        return clean_verdict(policy)
    subjects = _subjects(scan, signals)
    if not subjects:
        return clean_verdict(policy)
    hearing = _hear(policy, facts, at, restraints)
    for class_name, subject in subjects:
        hearing.judge(class_name, subject)
    return hearing.verdict(_gravest(policy, subjects))


@lru_cache(maxsize=64)
def clean_verdict(policy: Policy) -> Verdict:
    """Return the one verdict on all messages that hold nothing."""
    return Verdict(policy=policy.identity, vocabulary=policy.vocabulary)


def class_of(finding: Finding) -> str | None:
    """Return the class of a finding that counts, None for one that does not (S1)."""
    if finding.confidence < COUNTED_FROM:
        return None
    if finding.contact or finding.asks or finding.kind in _INTENTS:
        return _CLASS_OF[finding.kind]
    return None


def _subjects(scan: Scan, signals: tuple[Signal, ...]) -> list[tuple[str, Finding | Signal]]:
    subjects: list[tuple[str, Finding | Signal]] = []
    for finding in scan.findings:
        class_name = class_of(finding)
        if class_name is not None:
            subjects.append((class_name, finding))
    subjects.extend((signal.kind, signal) for signal in signals if signal.confidence >= COUNTED_FROM)
    return subjects


def _gravest(policy: Policy, subjects: Iterable[tuple[str, Finding | Signal]]) -> str:
    present = {class_name for class_name, _ in subjects}
    return next((class_name for class_name in policy.classes if class_name in present), NO_FINDING)


@lru_cache(maxsize=1024)
def _options(policy: Policy, platform: str | Unknown, plan: str | Unknown) -> dict[str, Any]:
    return policy.options_for(platform=platform, plan=plan)


def _hear(policy: Policy, facts: Facts, at: date | None, restraints: Restraints) -> "_Hearing":
    given: Mapping[str, Any] = facts.values
    values = dict(given)
    values.update(_options(policy, given.get("platform", UNKNOWN), given.get("plan.name", "none")))
    claimed = values
    if facts.claims:
        claimed = {**values, **facts.accepting_claims().values}
    return _Hearing(policy, facts, values, claimed, policy.released if at is None else at, restraints, [], [])


@dataclass(slots=True)
class _Hearing:
    """The judging of one message: facts as each side of F4 sees them, and outcomes so far."""

    policy: Policy
    facts: Facts
    values: dict[str, Any]
    claimed: dict[str, Any]
    day: date
    restraints: Restraints
    outcomes: list[RuleOutcome]
    faults: list[PolicyFault]

    def judge(self, class_name: str, subject: Finding | Signal) -> None:
        """Judge each rule of the class for this one finding (S3)."""
        seen = _properties(subject)
        values = {**self.values, **seen}
        claimed = values if self.claimed is self.values else {**self.claimed, **seen}
        for rule in self.policy.by_class.get(class_name, ()):
            if rule.clause.citable_from <= self.day:
                self.outcomes.append(self._judge_rule(rule, subject, values, claimed))

    def _judge_rule(
        self, rule: Rule, subject: Finding | Signal, values: Mapping[str, Any], claimed: Mapping[str, Any]
    ) -> RuleOutcome:
        conditions = []
        fired: Truth = True
        for condition in rule.conditions:
            value = condition.expression.judge(values)
            if value is True or value is False:
                conditions.append(Judged(condition, value))
                if value is False:
                    fired = False
                continue
            self._note(value, rule, condition.id)
            conditions.append(Judged(condition, UNKNOWN, _unknown_of(condition.expression.names, values)))
            if fired is True:
                fired = UNKNOWN
        if fired is not True:
            asks = fired is UNKNOWN and rule.opens_case_on_unknown
            return RuleOutcome(
                rule=rule,
                finding=subject,
                fired=fired,
                conditions=tuple(conditions),
                needs_human=asks,
                human_because=(UNKNOWN_FACTS,) if asks else (),
                values=values,
            )
        exceptions = tuple(self._excuse(rule, exception, values, claimed) for exception in rule.exceptions)
        return self._answer(rule, subject, tuple(conditions), exceptions, values)

    def _note(self, value: object, rule: Rule, condition: str) -> None:
        if isinstance(value, Fault):
            self.faults.append(PolicyFault(rule.id, condition, value.message))

    def _excuse(
        self, rule: Rule, exception: RuleException, values: Mapping[str, Any], claimed: Mapping[str, Any]
    ) -> Excused:
        value = exception.expression.judge(values)
        if exception.accepts_claims and claimed is not values and value is not True:
            # The milder of what is proven and what is claimed: a claim can excuse, never take back.
            word = exception.expression.judge(claimed)
            value = word if word is True or value is False else value
        if value is False:
            return Excused(exception, value=False)
        if _is_used_up(exception, values):
            return Excused(exception, value=False, used_up=True)
        if value is True:
            return Excused(exception, value=True)
        self._note(value, rule, exception.id)
        return Excused(exception, UNKNOWN, _unknown_of(exception.expression.names, values))

    def _answer(
        self,
        rule: Rule,
        subject: Finding | Signal,
        conditions: tuple[Judged, ...],
        exceptions: tuple[Excused, ...],
        values: Mapping[str, Any],
    ) -> RuleOutcome:
        row = next(row for row in rule.answer if _holds(row, values))
        answers = [excused.exception.answer for excused in exceptions if excused.value is not False]
        allowed = bool(answers)
        proposed = min(*answers, row.action) if allowed else row.action
        ceiling, limit = self._limit(rule, subject, values)
        action = min(proposed, limit)
        because = []
        if allowed and row.action >= Action.WARN and not any(excused.value is True for excused in exceptions):
            because.append(UNKNOWN_EXCEPTION)
        if action < proposed:
            because.append(ABOVE_CEILING)
        return RuleOutcome(
            rule=rule,
            finding=subject,
            fired=True,
            conditions=conditions,
            exceptions=exceptions,
            answer=row,
            allowed=allowed,
            proposed=proposed,
            action=action,
            ceiling=ceiling,
            needs_human=bool(because),
            human_because=tuple(because),
            values=values,
        )

    def _limit(self, rule: Rule, subject: Finding | Signal, values: Mapping[str, Any]) -> tuple[Ceiling | None, Action]:
        """Return the lowest ceiling; one whose condition is unknown applies, for that is milder (S15)."""
        limit = self.policy.ceiling if rule.ceiling is None else min(rule.ceiling, self.policy.ceiling)
        if isinstance(subject, Signal) or rule.id in self.restraints.cases_only:
            limit = Action.NONE
        chosen = None
        for ceiling in self.policy.ceilings:
            if ceiling.action < limit:
                value = ceiling.expression.judge(values)
                self._note(value, rule, ceiling.id)
                if value is not False:
                    chosen, limit = ceiling, ceiling.action
        return chosen, limit

    def verdict(self, finding: str) -> Verdict:
        """Combine the outcomes (S11-S13)."""
        acting, shadow = [], []
        for outcome in self.outcomes:
            quiet = outcome.rule.mode is Mode.SHADOW or outcome.rule.id in self.restraints.snoozed
            (shadow if quiet else acting).append(outcome)
        action = max((outcome.action for outcome in acting), default=Action.NONE)
        proposed = max((outcome.proposed for outcome in acting), default=Action.NONE)
        because = tuple(dict.fromkeys(reason for outcome in acting for reason in outcome.human_because))
        return Verdict(
            policy=self.policy.identity,
            finding=finding,
            allowed=all(outcome.allowed for outcome in acting),
            action=action,
            proposed=proposed if proposed > action else None,
            needs_human=bool(because),
            reported=self._reported(acting),
            outcomes=tuple(acting),
            shadow=tuple(shadow),
            unknown_facts=tuple(sorted({name for outcome in acting for name in _open_facts(outcome)})),
            facts_used=self._facts_used(acting),
            faults=tuple(dict.fromkeys(self.faults)),
            human_because=because,
            vocabulary=self.policy.vocabulary,
        )

    def _reported(self, acting: list[RuleOutcome]) -> RuleOutcome | None:
        fired = [outcome for outcome in acting if outcome.fired is True]
        gravity = {name: place for place, name in enumerate(self.policy.classes)}
        if fired:
            return min(fired, key=lambda outcome: (outcome.allowed, -outcome.proposed, *_place(outcome, gravity)))
        return min(acting, key=lambda outcome: (outcome.false_entries, *_place(outcome, gravity)), default=None)

    def _facts_used(self, acting: list[RuleOutcome]) -> tuple[FactUsed, ...]:
        names = {name for outcome in acting for name in _read_by(outcome)}
        values, said = self.facts.values, self.facts.said
        return tuple(FactUsed(name, values[name], said.get(name)) for name in sorted(names) if name in values)


UNKNOWN_FACTS: Final = "unknown_facts"
UNKNOWN_EXCEPTION: Final = "unknown_exception"
ABOVE_CEILING: Final = "above_ceiling"
"""Why a person has to look; codes that interfaces put into words."""


def _place(outcome: RuleOutcome, gravity: Mapping[str, int]) -> tuple[int, str, int, int]:
    finding = outcome.finding
    return (gravity[outcome.rule.finding_class], outcome.rule.id, finding.part, finding.start)


def _open_facts(outcome: RuleOutcome) -> tuple[str, ...]:
    if outcome.fired is False:
        return ()
    counts = () if outcome.answer is None else _unknown_of(_counts_of(outcome.rule), outcome.values)
    return (*outcome.unknown, *counts)


@lru_cache(maxsize=4096)
def _counts_of(rule: Rule) -> tuple[str, ...]:
    rows = rule.answer
    named = {
        _STRIKES: any(row.strikes is not None for row in rows),
        _NUDGES: any(row.nudges is not None for row in rows),
        _MESSAGES: any(row.or_share_below is not None for row in rows),
    }
    return tuple(name for name, is_read in named.items() if is_read)


def _read_by(outcome: RuleOutcome) -> tuple[str, ...]:
    names = _names_in_conditions(outcome.rule)
    if outcome.fired is not True:
        return names
    return (*names, *_names_in_exceptions(outcome.rule), *_counts_of(outcome.rule))


@lru_cache(maxsize=4096)
def _names_in_conditions(rule: Rule) -> tuple[str, ...]:
    return tuple(name for condition in rule.conditions for name in condition.expression.names)


@lru_cache(maxsize=4096)
def _names_in_exceptions(rule: Rule) -> tuple[str, ...]:
    return tuple(name for exception in rule.exceptions for name in exception.expression.names)


def _unknown_of(names: Iterable[str], values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in names if values.get(name, UNKNOWN) is UNKNOWN)


def _is_used_up(exception: RuleException, values: Mapping[str, Any]) -> bool:
    """An unknown count of uses satisfies the limit, as an unknown count of strikes does (S9)."""
    for window, limit in (("per_pair", exception.per_pair), ("per_30_days", exception.per_30_days)):
        if limit is not None:
            used = values.get(exception.uses_fact(window), UNKNOWN)
            if used is not UNKNOWN and used >= limit:
                return True
    return False


def _holds(row: AnswerRow, values: Mapping[str, Any]) -> bool:
    """Return whether a row's bounds all hold; an unknown count or share satisfies every bound (S9)."""
    if row.nudges is not None and _exceeds(values.get(_NUDGES, UNKNOWN), row.nudges):
        return False
    if row.strikes is None or not _exceeds(values.get(_STRIKES, UNKNOWN), row.strikes):
        return True
    return row.or_share_below is not None and _share_is_below(row.or_share_below, values)


def _exceeds(count: Any, bound: int) -> bool:
    return count is not UNKNOWN and count > bound


def _share_is_below(bound: float, values: Mapping[str, Any]) -> bool:
    strikes, messages = values.get(_STRIKES, UNKNOWN), values.get(_MESSAGES, UNKNOWN)
    return messages is UNKNOWN or strikes < bound * messages


def _properties(subject: Finding | Signal) -> dict[str, Any]:
    if isinstance(subject, Signal):
        return {
            "finding.kind": subject.kind,
            "finding.contact": False,
            "finding.asks": False,
            "finding.confidence": subject.confidence,
            "finding.obfuscated": False,
            "finding.continued": False,
            "finding.purpose": "none",
            "finding.text": subject.text,
            "finding.normalized": subject.text,
        }
    return {
        "finding.kind": subject.kind.value,
        "finding.contact": subject.contact,
        "finding.asks": subject.asks,
        "finding.confidence": subject.confidence,
        "finding.obfuscated": subject.obfuscated,
        "finding.continued": bool(subject.continued),
        "finding.purpose": "none" if subject.purpose is None else subject.purpose.value,
        "finding.text": subject.text,
        "finding.normalized": subject.normalized,
    }
