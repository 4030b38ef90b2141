"""What would have made it right: the smallest changes of facts that a person could have made (S16).

Each is found by looking at the conditions alone, then proven by judging the message again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any, Final

from habeas.policy.actions import Action
from habeas.policy.declarations import Declarations
from habeas.policy.expressions import Expression
from habeas.policy.facts import Facts
from habeas.policy.literals import turning_values
from habeas.policy.rules import Rule, RuleException
from habeas.policy.unknown import Unknown, Value
from habeas.policy.verdicts import RuleOutcome, Verdict

LARGEST: Final = 3
"""Facts changed together at most: a longer list helps nobody (S16)."""

Judge = Callable[[Facts], Verdict]
"""Judges the same message on other facts."""

_Promises = Callable[[tuple[str, ...], Mapping[str, Value]], bool]
"""Whether changes may help, as far as the conditions alone tell."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact and the value it would have had to have."""

    name: str
    was: Value | Unknown
    value: Value


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A smallest set of changes, in the order of names, and what they would have come to."""

    changes: tuple[Change, ...]
    allowed: bool
    action: Action


def find_counterfactuals(verdict: Verdict, *, facts: Facts, judge: Judge) -> tuple[Counterfactual, ...]:
    """Return the smallest sets of changes under which it is allowed, else those with a milder answer (S16).

    All sets of the smallest size that helps, by the names of their facts; of each set the first values
    that help. Empty where nothing was answered, or nothing that a person could change helps.
    """
    if verdict.harshness == _MILDEST:
        return ()
    search = _Search(verdict, facts, judge)
    found = () if verdict.allowed else search.smallest(search.may_allow, lambda after: after.allowed)
    return found or search.smallest(search.may_soften, lambda after: after.harshness < verdict.harshness)


_MILDEST: Final = (False, Action.NONE, Action.NONE)


class _Search:
    """The search for one verdict: which facts and values may help, and which do."""

    def __init__(self, verdict: Verdict, facts: Facts, judge: Judge) -> None:
        self._facts: Final = facts
        self._judge: Final = judge
        fired = [outcome for outcome in verdict.outcomes if outcome.fired is True]
        heaviest = max(map(_weight, fired))
        self._forbidding: Final = [outcome for outcome in fired if not outcome.allowed]
        self._heaviest: Final = [outcome for outcome in fired if _weight(outcome) == heaviest]
        rules = tuple(dict.fromkeys(outcome.rule for outcome in verdict.outcomes))
        levers = _levers(_within_reach(rules, frozenset(outcome.rule for outcome in fired)), facts.declarations)
        self._values: Final = {
            name: [value for value in values if value != facts.values[name]] for name, values in levers
        }

    def smallest(self, may_help: _Promises, helps: Callable[[Verdict], bool]) -> tuple[Counterfactual, ...]:
        """Return the sets of the smallest size that help."""
        for size in range(1, LARGEST + 1):
            sets = (self._first(names, may_help, helps) for names in combinations(self._values, size))
            found = tuple([one for one in sets if one is not None])
            if found:
                return found
        return ()

    def may_allow(self, names: tuple[str, ...], changes: Mapping[str, Value]) -> bool:
        """Tell whether each rule that forbids may not fire, or may be excused, with these values."""
        is_claimed = bool(self._facts.claims)
        return all(_may_stop(outcome, names, changes, is_claimed=is_claimed) for outcome in self._forbidding)

    def may_soften(self, names: tuple[str, ...], _changes: Mapping[str, Value]) -> bool:
        """Tell whether a rule with the harshest answer looks at what changes."""
        return any(not _looked_at(outcome.rule).isdisjoint(names) for outcome in self._heaviest)

    def _first(
        self, names: tuple[str, ...], may_help: _Promises, helps: Callable[[Verdict], bool]
    ) -> Counterfactual | None:
        for values in product(*(self._values[name] for name in names)):
            changes = dict(zip(names, values, strict=True))
            if may_help(names, changes):
                after = self._judge(self._facts.replacing(changes))
                if helps(after):
                    return self._counterfactual(changes, after)
        return None

    def _counterfactual(self, changes: Mapping[str, Value], after: Verdict) -> Counterfactual:
        made = tuple(Change(name, self._facts.value(name), value) for name, value in changes.items())
        return Counterfactual(made, after.allowed, after.action)


def _weight(outcome: RuleOutcome) -> tuple[bool, Action, Action]:
    return (not outcome.allowed, outcome.action, outcome.proposed)


_CHOOSES_OPTIONS: Final = frozenset({"platform", "plan.name"})
"""Facts that choose the values of options: conditions alone do not tell what they change."""


def _expressions(rule: Rule) -> list[Expression]:
    conditions = [condition.expression for condition in rule.conditions]
    return conditions + [exception.expression for exception in rule.exceptions]


@lru_cache(maxsize=4096)
def _looked_at(rule: Rule) -> frozenset[str]:
    """Return the facts that the rule's firing, excuse or answer may depend on."""
    named = frozenset(name for expression in _expressions(rule) for name in expression.names)
    return named | frozenset(rule.counts) | _CHOOSES_OPTIONS


@lru_cache(maxsize=4096)
def _levers(rules: tuple[Rule, ...], declarations: Declarations) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """Return the facts that a person could change and rules look at, by name, with values worth trying."""
    expressions = [expression for rule in rules for expression in _expressions(rule)]
    named = frozenset().union(*map(_looked_at, rules))
    changeable = sorted(name for name in named if name in declarations and declarations[name].changeable)
    return tuple(
        (name, turning_values(declarations[name], [one for one in expressions if name in one.names]))
        for name in changeable
    )


@lru_cache(maxsize=4096)
def _within_reach(rules: tuple[Rule, ...], fired: frozenset[Rule]) -> tuple[Rule, ...]:
    """Return the rules that fired and those that a change made for them could make fire."""
    reached = [rule for rule in rules if rule in fired]
    waiting = [rule for rule in rules if rule not in fired]
    for rule in reached:
        looked_at = _looked_at(rule) - _CHOOSES_OPTIONS
        touched = [other for other in waiting if not looked_at.isdisjoint(_looked_at(other) - _CHOOSES_OPTIONS)]
        waiting = [other for other in waiting if other not in touched]
        reached += touched
    return tuple(reached)


@lru_cache(maxsize=16384)
def _touched(rule: Rule, names: tuple[str, ...]) -> tuple[tuple[Expression, ...], tuple[RuleException, ...]]:
    """Return the rule's conditions and exceptions that look at one of the names."""
    return (
        tuple(one.expression for one in rule.conditions if not set(names).isdisjoint(one.expression.names)),
        tuple(one for one in rule.exceptions if not set(names).isdisjoint(one.expression.names)),
    )


def _may_stop(outcome: RuleOutcome, names: tuple[str, ...], changes: Mapping[str, Value], *, is_claimed: bool) -> bool:
    """Tell whether a rule that forbids may not fire, or may be excused, with these values.

    Where a member claims something (`is_claimed`), only judging again tells what a claim excuses.
    """
    if not _CHOOSES_OPTIONS.isdisjoint(names):
        return True
    conditions, exceptions = _touched(outcome.rule, names)
    values: dict[str, Any] = {**outcome.values, **changes}
    if any(condition.judge(values) is not True for condition in conditions):
        return True
    spent = {excused.exception.id for excused in outcome.exceptions if excused.used_up}
    return any(
        (is_claimed and exception.accepts_claims) or exception.expression.judge(values) is not False
        for exception in exceptions
        if exception.id not in spent
    )
