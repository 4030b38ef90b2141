"""A condition, part by part: what it says, what each part came to, and which part was not looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.policy import operators
from habeas.policy.operators import Fault
from habeas.policy.syntax import Call, Constant, Items, Name, Node, Refused
from habeas.policy.unknown import UNKNOWN

_INFIX: Final = {
    "_&&_": "&&",
    "_||_": "||",
    "_==_": "==",
    "_!=_": "!=",
    "_<_": "<",
    "_<=_": "<=",
    "_>_": ">",
    "_>=_": ">=",
    "@in": "in",
    "_+_": "+",
    "_-_": "-",
    "_*_": "*",
    "_/_": "/",
    "_%_": "%",
}
_PREFIX: Final = {"!_": "!", "-_": "-"}
_SETTLES: Final = {"_&&_": False, "_||_": True}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a condition. `value` is None where it was `skipped`: the rest had settled the matter."""

    text: str
    value: Any
    parts: tuple["Part", ...] = ()
    skipped: bool = False


def trace(node: Node, values: Mapping[str, Any]) -> Part:
    """Return the condition with the value of each part."""
    if isinstance(node, Call):
        return _trace_call(node, values)
    if isinstance(node, Items):
        parts = tuple(trace(item, values) for item in node.items)
        stuck = next((part.value for part in parts if _is_stuck(part.value)), None)
        return Part(text_of(node), tuple(part.value for part in parts) if stuck is None else stuck)
    return Part(text_of(node), values.get(node.name, UNKNOWN) if isinstance(node, Name) else _constant(node))


def _constant(node: Constant | Refused) -> Any:
    return node.value if isinstance(node, Constant) else UNKNOWN


def _trace_call(node: Call, values: Mapping[str, Any]) -> Part:
    if node.function in _SETTLES:
        return _trace_kleene(node, values, settles=_SETTLES[node.function])
    if node.function == "_?_:_":
        return _trace_choice(node, values)
    traced = [(operand, trace(operand, values)) for operand in node.operands]
    # A constant says itself in the text of the whole.
    parts = tuple(part for operand, part in traced if not _is_constant(operand))
    stuck = next((part.value for part in parts if _is_stuck(part.value)), None)
    if stuck is not None:
        return Part(text_of(node), stuck, parts)
    return Part(text_of(node), _apply(node.function, [part.value for _, part in traced]), parts)


def _is_constant(node: Node) -> bool:
    return isinstance(node, Constant) or (isinstance(node, Items) and all(map(_is_constant, node.items)))


def _apply(function: str, operands: list[Any]) -> Any:
    return not operands[0] if function == "!_" else operators.STRICT[function](*operands)


def _trace_kleene(node: Call, values: Mapping[str, Any], *, settles: bool) -> Part:
    parts: list[Part] = []
    value: Any = not settles
    for operand in _flat(node.function, node):
        part = _skip(operand) if value is settles else trace(operand, values)
        parts.append(part)
        if not part.skipped:
            value = _join(value, part.value, settles=settles)
    return Part(text_of(node), value, tuple(parts))


def _join(value: Any, other: Any, *, settles: bool) -> Any:
    if other is settles:
        return settles
    # A fault outweighs an unknown: an operator has to see it.
    return other if _is_stuck(other) and (other is not UNKNOWN or not _is_stuck(value)) else value


def _trace_choice(node: Call, values: Mapping[str, Any]) -> Part:
    condition = trace(node.operands[0], values)
    chosen = {True: 1, False: 2}.get(condition.value) if isinstance(condition.value, bool) else None
    branches = [
        trace(operand, values) if place == chosen else _skip(operand)
        for place, operand in enumerate(node.operands[1:], start=1)
    ]
    value = condition.value if chosen is None else branches[chosen - 1].value
    return Part(text_of(node), value, (condition, *branches))


def _flat(function: str, node: Node) -> list[Node]:
    if isinstance(node, Call) and node.function == function:
        return [part for operand in node.operands for part in _flat(function, operand)]
    return [node]


def _skip(node: Node) -> Part:
    return Part(text_of(node), None, skipped=True)


def _is_stuck(value: object) -> bool:
    return value is UNKNOWN or isinstance(value, Fault)


def text_of(node: Node) -> str:
    """Return a part of a condition as an author would write it."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Constant):
        return str(node.value).lower() if isinstance(node.value, bool) else repr(node.value)
    if isinstance(node, Items):
        return f"[{', '.join(map(text_of, node.items))}]"
    return _text_of_call(node) if isinstance(node, Call) else node.what


def _text_of_call(node: Call) -> str:
    operands = [_bracketed(operand) for operand in _operands(node)]
    if node.function in _INFIX:
        return f" {_INFIX[node.function]} ".join(operands)
    if node.function in _PREFIX:
        return f"{_PREFIX[node.function]}{operands[0]}"
    if node.function == "_?_:_":
        return f"{operands[0]} ? {operands[1]} : {operands[2]}"
    target, *rest = [text_of(operand) for operand in node.operands]
    return f"{target}.{node.function}({', '.join(rest)})" if rest else f"{node.function}({target})"


def _operands(node: Call) -> list[Node]:
    return _flat(node.function, node) if node.function in _SETTLES else list(node.operands)


def _bracketed(node: Node) -> str:
    """Return an operand, in brackets where it would otherwise read otherwise."""
    text = text_of(node)
    is_joined = isinstance(node, Call) and (node.function in _INFIX or node.function == "_?_:_")
    return f"({text})" if is_joined else text
