"""The evaluation tree of one verdict: every rule tried, every condition with its parts, facts and words.

A value to store with the decision; `renderings.py` shows it to members, reviewers and machines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from habeas.detection.findings import Finding
from habeas.policy.actions import Action
from habeas.policy.counterfactual import Counterfactual
from habeas.policy.declarations import Source
from habeas.policy.facts import Facts
from habeas.policy.proportionality import Proportionality, weigh
from habeas.policy.rules import AnswerRow, Policy, PolicyId, RuleException
from habeas.policy.texts import write_answer
from habeas.policy.traces import Part, trace
from habeas.policy.unknown import Unknown, Value
from habeas.policy.verdicts import Excused, Judged, RuleOutcome, Truth, Verdict
from habeas.policy.words import Words

Texts = Mapping[str, str]
"""One text in each language of the policy, its places filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTrace:
    """A condition or an exception: what it came to, in words and part by part.

    `says` are the words that fit its value, empty where the policy has none. `value` is None where it
    was skipped: nobody looks at the exceptions of a rule that does not fire.
    """

    id: str
    source: str
    value: Truth | None
    says: Texts
    unknown: tuple[str, ...]
    tree: Part | None
    used_up: bool = False
    answer: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrace:
    """One rule tried on one finding. `told` is what the policy writes to the member with what is done."""

    rule: str
    title: Texts
    clause: str
    clause_title: Texts
    url: str
    finding_class: str
    matched: str
    part: int
    start: int
    because: tuple[str, ...]
    fired: Truth
    conditions: tuple[ConditionTrace, ...]
    exceptions: tuple[ConditionTrace, ...]
    answer: AnswerRow | None
    allowed: bool
    proposed: Action
    action: Action
    ceiling: str | None
    human_because: tuple[str, ...]
    told: Texts


@dataclass(frozen=True, slots=True)
class FactTrace:
    """A fact that a rule read: what it means, its value, who said it or that absence stands in.

    `means_in` and `changeable_in` hold what the policy says of it in further languages.
    """

    name: str
    means: str
    value: Value | Unknown
    source: Source | None
    is_default: bool
    changeable: str | None
    means_in: Texts
    changeable_in: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTree:
    """All that led to one verdict."""

    policy: PolicyId
    languages: tuple[str, ...]
    finding: str
    allowed: bool
    action: Action
    proposed: Action | None
    needs_human: bool
    human_because: tuple[str, ...]
    reported: RuleTrace | None
    rules: tuple[RuleTrace, ...]
    shadow: tuple[RuleTrace, ...]
    facts: tuple[FactTrace, ...]
    claims: Mapping[str, Value]
    unknown_facts: tuple[str, ...]
    counterfactuals: tuple[Counterfactual, ...]
    proportionality: Proportionality | None


def explain(
    verdict: Verdict, *, policy: Policy, facts: Facts, counterfactuals: tuple[Counterfactual, ...]
) -> EvaluationTree:
    """Return the evaluation tree of a verdict that this policy gave on these facts."""
    accepting = facts.accepting_claims()
    tracer = _Tracer(policy, {name: accepting.values[name] for name in facts.claims})
    rules = tuple(tracer.rule(outcome) for outcome in verdict.outcomes)
    return EvaluationTree(
        policy=verdict.policy,
        languages=policy.languages,
        finding=verdict.finding,
        allowed=verdict.allowed,
        action=verdict.action,
        proposed=verdict.proposed,
        needs_human=verdict.needs_human,
        human_because=verdict.human_because,
        reported=None if verdict.reported is None else tracer.rule(verdict.reported),
        rules=rules,
        shadow=tuple(tracer.rule(outcome) for outcome in verdict.shadow),
        facts=tuple(_trace_fact(used.name, facts) for used in verdict.facts_used),
        claims=facts.claims,
        unknown_facts=verdict.unknown_facts,
        counterfactuals=counterfactuals,
        proportionality=weigh(verdict, facts=facts, policy=policy),
    )


def _trace_fact(name: str, facts: Facts) -> FactTrace:
    declaration, value = facts.declarations[name], facts.value(name)
    return FactTrace(
        name=name,
        means=declaration.means,
        value=value,
        source=facts.source(name),
        is_default=name in facts.defaults_used,
        changeable=declaration.changeable,
        means_in=dict(declaration.means_in),
        changeable_in=dict(declaration.changeable_in),
    )


@dataclass(frozen=True, slots=True)
class _Tracer:
    """Traces rules in the languages of one policy."""

    policy: Policy
    accepted: Mapping[str, Value | Unknown]

    def rule(self, outcome: RuleOutcome) -> RuleTrace:
        rule, finding = outcome.rule, outcome.finding
        looked_at = {excused.exception.id: excused for excused in outcome.exceptions}
        return RuleTrace(
            rule=rule.id,
            title=self._texts(rule.title, outcome.values),
            clause=rule.clause.id,
            clause_title=self._texts(rule.clause.title, outcome.values),
            url=rule.clause.url,
            finding_class=rule.finding_class,
            matched=finding.text,
            part=finding.part,
            start=finding.start,
            because=finding.because if isinstance(finding, Finding) else (),
            fired=outcome.fired,
            conditions=tuple(self._condition(judged, outcome) for judged in outcome.conditions),
            exceptions=tuple(
                self._exception(exception, outcome, looked_at.get(exception.id)) for exception in rule.exceptions
            ),
            answer=outcome.answer,
            allowed=outcome.allowed,
            proposed=outcome.proposed,
            action=outcome.action,
            ceiling=None if outcome.ceiling is None else outcome.ceiling.id,
            human_because=outcome.human_because,
            told={
                language: text
                for language in self.policy.languages
                if (text := write_answer(outcome, language=language))
            },
        )

    def _condition(self, judged: Judged, outcome: RuleOutcome) -> ConditionTrace:
        condition, values = judged.condition, outcome.values
        return ConditionTrace(
            id=condition.id,
            source=condition.expression.source,
            value=judged.value,
            says=self._texts(_words(judged), values),
            unknown=judged.unknown,
            tree=trace(condition.expression.tree, values),
        )

    def _exception(self, exception: RuleException, outcome: RuleOutcome, excused: Excused | None) -> ConditionTrace:
        seen = {**outcome.values, **self.accepted} if exception.accepts_claims else outcome.values
        return ConditionTrace(
            id=exception.id,
            source=exception.expression.source,
            value=None if excused is None else excused.value,
            says=self._texts(exception.says, outcome.values),
            unknown=() if excused is None else excused.unknown,
            tree=None if excused is None else trace(exception.expression.tree, seen),
            used_up=excused is not None and excused.used_up,
            answer=exception.answer,
        )

    def _texts(self, words: Words | None, values: Mapping[str, Any]) -> Texts:
        if words is None:
            return {}
        return {
            language: words.fill(values, language=language, vocabulary=self.policy.vocabulary)
            for language in self.policy.languages
        }


def _words(judged: Judged) -> Words | None:
    condition = judged.condition
    if isinstance(judged.value, Unknown):
        return condition.unknown
    return condition.says if judged.value else condition.otherwise
