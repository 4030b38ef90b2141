"""The values that conditions compare with: all at which a condition's answer can turn. Knows no facts."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from habeas.policy.declarations import FactDeclaration, WrongFactValue
from habeas.policy.expressions import Expression
from habeas.policy.syntax import Call, Constant, Items, Literal, Node
from habeas.policy.unknown import FactType, Value

ANOTHER: Final = "other"
"""Stands for every text that no condition names."""

_MOST: Final = 12
"""Values tried of one fact: more are no advice that a person could use."""


def turning_values(declaration: FactDeclaration, expressions: Iterable[Expression]) -> tuple[Value, ...]:
    """Return values of a fact that give each answer the conditions can give, at most a dozen."""
    if declaration.reachable:
        return declaration.reachable
    if declaration.type is FactType.BOOL:
        return (True, False)
    written = [literal for expression in expressions for literal in _literals(expression)]
    if declaration.type is FactType.STRING:
        texts = sorted({literal for literal in written if isinstance(literal, str)})
        open_values = (*texts, ANOTHER)
        return (open_values if declaration.is_open or not declaration.allowed else declaration.allowed)[:_MOST]
    return tuple(_numbers(declaration, written))[:_MOST]


def _numbers(declaration: FactDeclaration, written: Iterable[Literal]) -> Iterator[Value]:
    numbers = {
        literal + step
        for literal in written
        if isinstance(literal, int | float) and not isinstance(literal, bool)
        for step in (-1, 0, 1)
    }
    return (number for number in sorted(numbers) if _is_taken(declaration, number))


def _is_taken(declaration: FactDeclaration, number: float) -> bool:
    try:
        declaration.read(number)
    except WrongFactValue:
        return False
    return True


@lru_cache(maxsize=8192)
def _literals(expression: Expression) -> tuple[Literal, ...]:
    return tuple(_walk(expression.tree))


def _walk(node: Node) -> Iterator[Literal]:
    if isinstance(node, Constant):
        yield node.value
    children = node.operands if isinstance(node, Call) else node.items if isinstance(node, Items) else ()
    for child in children:
        yield from _walk(child)
