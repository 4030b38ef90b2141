"""What each operator of the condition language does with values, unknowns and faults.

The condition languages' three values: true, false and stuck, where stuck is UNKNOWN or a Fault. Only
`&&`, `||` and the choice look past a stuck operand; every other operator passes it on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.policy.unknown import UNKNOWN, Unknown, Value


@dataclass(frozen=True, slots=True)
class Fault:
    """A run-time error of a condition, such as a division by zero: unknown, and seen by an operator."""

    message: str


Scalar = Value | tuple[Value, ...]
Outcome = Scalar | Unknown | Fault
Run = Callable[[Mapping[str, Any]], Any]
"""One compiled node: facts by name in, Outcome out. `Any`, because CEL has checked the types."""

LARGEST: Final = 2**63 - 1
SMALLEST: Final = -(2**63)
_STUCK: Final = frozenset({Unknown, Fault})


def both(operands: tuple[Run, ...]) -> Run:
    """Return the Kleene AND of the operands."""
    return _kleene(operands, settles=False)


def either(operands: tuple[Run, ...]) -> Run:
    """Return the Kleene OR of the operands."""
    return _kleene(operands, settles=True)


def _kleene(operands: tuple[Run, ...], *, settles: bool) -> Run:
    otherwise = not settles

    def run(values: Mapping[str, Any]) -> Any:
        stuck = None
        for operand in operands:
            value = operand(values)
            if value is settles:
                return settles
            if value is not otherwise and (stuck is None or value is not UNKNOWN):
                stuck = value
        return otherwise if stuck is None else stuck

    return run


def choose(condition: Run, first: Run, second: Run) -> Run:
    """Return the first value where the condition is true, the second where false."""

    def run(values: Mapping[str, Any]) -> Any:
        chosen = condition(values)
        if chosen is True:
            return first(values)
        return second(values) if chosen is False else chosen

    return run


def negate_truth(operand: Run) -> Run:
    """Return the opposite truth."""

    def run(values: Mapping[str, Any]) -> Any:
        value = operand(values)
        return not value if value is True or value is False else value

    return run


def strict(function: Callable[..., Any], operands: tuple[Run, ...]) -> Run:
    """Return the function of operands that all have values; the first stuck one passes through."""
    if len(operands) == 1:
        return _strict_one(function, operands[0])
    left, right = operands

    def run(values: Mapping[str, Any]) -> Any:
        first = left(values)
        if type(first) in _STUCK:
            return first
        second = right(values)
        if type(second) in _STUCK:
            return second
        return function(first, second)

    return run


def _strict_one(function: Callable[[Any], Any], operand: Run) -> Run:
    def run(values: Mapping[str, Any]) -> Any:
        value = operand(values)
        return value if type(value) in _STUCK else function(value)

    return run


def strict_list(operands: tuple[Run, ...]) -> Run:
    """Return the list of the operands' values, or the first stuck one."""

    def run(values: Mapping[str, Any]) -> Any:
        items = tuple(operand(values) for operand in operands)
        return next((item for item in items if type(item) in _STUCK), items)

    return run


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and not SMALLEST <= value <= LARGEST:
        return Fault("a whole number grew too large")
    return value


def add(first: Any, second: Any) -> Any:
    """Return the sum, or the two texts joined."""
    return _bounded(first + second)


def subtract(first: Any, second: Any) -> Any:
    """Return the difference."""
    return _bounded(first - second)


def multiply(first: Any, second: Any) -> Any:
    """Return the product."""
    return _bounded(first * second)


def negate(value: Any) -> Any:
    """Return the number with the other sign."""
    return _bounded(-value)


def divide(first: Any, second: Any) -> Any:
    """Return the quotient, rounded towards zero for whole numbers as CEL does."""
    if isinstance(first, float):
        return _divide_floats(first, second)
    if second == 0:
        return Fault("a division by zero")
    quotient = abs(first) // abs(second)
    return _bounded(quotient if (first < 0) == (second < 0) else -quotient)


def _divide_floats(first: float, second: float) -> float:
    if second != 0:
        return first / second
    # IEEE 754, as CEL: no error, but no number or one without end.
    return first * float("inf") if str(second)[0] != "-" else first * float("-inf")


def remainder(first: int, second: int) -> Any:
    """Return what a division towards zero leaves, with the sign of the first number."""
    if second == 0:
        return Fault("a division by zero")
    rest = abs(first) % abs(second)
    return -rest if first < 0 else rest


STRICT: Final[dict[str, Callable[..., Any]]] = {
    "_==_": lambda first, second: first == second,
    "_!=_": lambda first, second: first != second,
    "_<_": lambda first, second: first < second,
    "_<=_": lambda first, second: first <= second,
    "_>_": lambda first, second: first > second,
    "_>=_": lambda first, second: first >= second,
    "@in": lambda item, items: item in items,
    "_+_": add,
    "_-_": subtract,
    "_*_": multiply,
    "_/_": divide,
    "_%_": remainder,
    "-_": negate,
    "startsWith": lambda text, start: text.startswith(start),
    "endsWith": lambda text, end: text.endswith(end),
    "contains": lambda text, part: part in text,
    "size": len,
    "double": float,
}
"""Operators that want every operand to have a value, by CEL's name."""
