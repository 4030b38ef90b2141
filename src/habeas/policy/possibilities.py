"""Whether conditions can hold together: a bounded search over the values at which answers turn.

Knows nothing of what rules are for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from habeas.policy.expressions import Expression
from habeas.policy.operators import Fault
from habeas.policy.syntax import Constant, walk
from habeas.policy.unknown import UNKNOWN, FactType, Unknown, Value

MOST_STEPS: Final = 5_000
"""Values tried for one question; beyond it the answer is "it may be": a check must not cry wolf."""

Goal = Callable[[Mapping[str, Any]], bool | Unknown]
"""Whether what is asked for holds, does not, or is open while some names have no value yet."""

OTHER: Final = "(other)"
"""Stands for every text that no condition names."""


@dataclass(slots=True)
class _Search:
    goal: Goal
    names: Sequence[str]
    domains: Mapping[str, Sequence[Value | Unknown]]
    steps: int = 0

    def holds(self, values: dict[str, Any], depth: int) -> bool:
        self.steps += 1
        answer = self.goal(values)
        if answer is not UNKNOWN:
            return bool(answer)
        if self.steps > MOST_STEPS:
            return True
        if depth == len(self.names):
            return False
        name = self.names[depth]
        return any(self.holds({**values, name: value}, depth + 1) for value in self.domains[name])


def can_hold(goal: Goal, *, domains: Mapping[str, Sequence[Value | Unknown]]) -> bool:
    """Return whether some values of the domains reach the goal."""
    # Few values first: they settle more with less.
    names = sorted(domains, key=lambda name: (len(domains[name]), name))
    return _Search(goal, names, domains).holds({}, 0)


def all_of(expressions: Iterable[Expression]) -> Goal:
    """Return the goal that all conditions hold."""
    judged = tuple(expressions)

    def goal(values: Mapping[str, Any]) -> bool | Unknown:
        outcome: bool | Unknown = True
        for expression in judged:
            value = expression.judge(values)
            if value is False:
                return False
            if isinstance(value, Unknown | Fault):
                outcome = UNKNOWN
        return outcome

    return goal


def both(first: Goal, second: Goal) -> Goal:
    """Return the goal that both goals hold."""

    def goal(values: Mapping[str, Any]) -> bool | Unknown:
        outcomes = (first(values), second(values))
        if any(outcome is False for outcome in outcomes):
            return False
        return UNKNOWN if any(outcome is UNKNOWN for outcome in outcomes) else True

    return goal


def not_so(first: Goal) -> Goal:
    """Return the goal that another does not hold."""

    def goal(values: Mapping[str, Any]) -> bool | Unknown:
        outcome = first(values)
        return UNKNOWN if outcome is UNKNOWN else not outcome

    return goal


def domain_of(
    name: str, kind: FactType, expressions: Iterable[Expression], *, beside: Iterable[Value] = ()
) -> tuple[Value, ...]:
    """Return values of a name that give each answer the conditions can give.

    `beside` are values of other names, which a condition may compare it with.
    """
    if kind is FactType.BOOL:
        return (True, False)
    written = [*beside, *_written(name, expressions)]
    if kind is FactType.STRING:
        return (*sorted({literal for literal in written if isinstance(literal, str)}), OTHER)
    numbers = {literal for literal in written if isinstance(literal, int | float) and not isinstance(literal, bool)}
    if kind is FactType.INT:
        return tuple(sorted({int(number) + step for number in numbers | {0} for step in (-1, 0, 1)}))
    points = sorted(float(number) for number in numbers | {0})
    between = [(low + high) / 2 for low, high in pairwise(points)]
    return tuple(sorted({points[0] - 1, *points, *between, points[-1] + 1}))


def _written(name: str, expressions: Iterable[Expression]) -> Iterator[Value]:
    for expression in expressions:
        if name in expression.names:
            yield from (node.value for node in walk(expression.tree) if isinstance(node, Constant))
