"""Conditions: CEL source in, a checked three-valued function of facts out.

CEL itself (`cel-expr-python`) parses and type-checks at load. What it has checked is then run by
`operators.py`, some ten times faster; a property test shows equal answers. Nothing outside this
module knows CEL.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from cel_expr_python import cel

from habeas.policy import operators
from habeas.policy.operators import Fault, Run
from habeas.policy.syntax import Call, Constant, Items, Name, Node, read_tree
from habeas.policy.unknown import UNKNOWN, FactType, Unknown

LONGEST: Final = 4_000
"""Characters of one condition: far more than a person can judge, too few to nest without end."""

_TYPES: Final = {
    FactType.STRING: cel.Type.STRING,
    FactType.BOOL: cel.Type.BOOL,
    FactType.INT: cel.Type.INT,
    FactType.DOUBLE: cel.Type.DOUBLE,
}
_TEXTS: Final = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_HAS: Final = re.compile(r"\bhas\s*\(")
_PLACE: Final = re.compile(r"<input>:(\d+):(\d+): (.*)")
_UNDECLARED: Final = re.compile(r"undeclared reference to '([^']*)'")
_NESTED: Final = re.compile("recursion (?:limit|depth)")


class BadCondition(ValueError):
    """A condition that CEL or the condition language refuses, with the place inside its source."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A checked condition: its source, the names it reads, its tree and the function that runs it."""

    source: str
    names: tuple[str, ...]
    tree: Node
    run: Run
    reads_finding: bool

    def judge(self, values: Mapping[str, Any]) -> bool | Unknown | Fault:
        """Return whether the condition holds for these values; names that are absent are unknown."""
        outcome: bool | Unknown | Fault = self.run(values)
        return outcome


@dataclass(frozen=True, slots=True)
class Language:
    """The names that conditions may use, with their types."""

    types: Mapping[str, FactType]
    environment: cel.Env

    def compile(self, source: str) -> Expression:
        """Return the condition, checked. Raises BadCondition."""
        if len(source) > LONGEST:
            raise BadCondition(f"a condition may have {LONGEST:,} characters, this one has {len(source):,}")
        _refuse_has(source)
        tree = self._checked(source)
        names: set[str] = set()
        run = _build(tree, names, source)
        reads_finding = any(name.startswith("finding.") for name in names)
        return Expression(source, tuple(sorted(names)), tree, run, reads_finding)

    def _checked(self, source: str) -> Node:
        try:
            compiled = self.environment.compile(source)
        except RuntimeError as error:
            raise self._explain(str(error)) from None
        if compiled.return_type() != cel.Type.BOOL:
            kind = compiled.return_type().name().lower()
            raise BadCondition(f"a condition must be true or false, this one is of type {kind}")
        return read_tree(compiled.serialize())

    def _explain(self, error: str) -> BadCondition:
        place = _PLACE.search(error)
        if place is None:
            return BadCondition(
                "the condition nests too deeply: CEL follows 32 levels" if _NESTED.search(error) else error
            )
        line, column, message = int(place[1]), int(place[2]), place[3].removesuffix(" [INVALID_ARGUMENT]")
        unknown = _UNDECLARED.search(message)
        if unknown is None:
            return BadCondition(_plain(message), line=line, column=column)
        # CEL points behind the first part of a dotted name; the author looks for its start.
        column = max(1, column - unknown[1].find(".")) if "." in unknown[1] else column
        return BadCondition(self._unknown_name(unknown[1]), line=line, column=column)

    def _unknown_name(self, name: str) -> str:
        return f"nothing is called '{name}'{did_you_mean(name, self.types)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known word, or nothing."""
    nearest = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean '{nearest[0]}'?" if nearest else ""


def language(types: Mapping[str, FactType]) -> Language:
    """Return the condition language over these names."""
    return Language(dict(types), cel.NewEnv(variables={name: _TYPES[kind] for name, kind in types.items()}))


_OPERATORS: Final = re.compile(r"'(_?[^'\s]+_?)' applied to '\(([^']*)\)'")
_SIGNS: Final = {"@in": "in", "_?_:_": "? :"}


def _plain(message: str) -> str:
    overload = _OPERATORS.search(message)
    if overload is None:
        return message
    sign = _SIGNS.get(overload[1], overload[1].strip("_"))
    return f"'{sign}' does not take ({overload[2]})"


def _refuse_has(source: str) -> None:
    bare = _TEXTS.sub(lambda text: " " * len(text[0]), source)
    found = _HAS.search(bare)
    if found:
        line, column = _line_and_column(source, found.start())
        raise BadCondition("has() is not allowed: a missing fact is unknown by itself", line=line, column=column)


def _line_and_column(source: str, offset: int) -> tuple[int, int]:
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _refusal(message: str, node: Node, source: str) -> BadCondition:
    line, column = _line_and_column(source, node.position)
    return BadCondition(message, line=line, column=column)


def _build(node: Node, names: set[str], source: str) -> Run:
    match node:
        case Constant(value=value):
            return lambda _values: value
        case Name(name=name):
            names.add(name)
            return _lookup(name)
        case Items():
            return _build_list(node, names, source)
        case Call():
            return _build_call(node, names, source)
    raise _refusal(f"{node.what} is no part of the condition language", node, source)


def _lookup(name: str) -> Run:
    return lambda values: values.get(name, UNKNOWN)


def _build_list(node: Items, names: set[str], source: str) -> Run:
    if node.items and not node.is_uniform:
        raise _refusal("the items of a list must have one type", node, source)
    if all(isinstance(item, Constant) for item in node.items):
        constants = tuple(item.value for item in node.items if isinstance(item, Constant))
        return lambda _values: constants
    return operators.strict_list(tuple(_build(item, names, source) for item in node.items))


def _build_call(node: Call, names: set[str], source: str) -> Run:
    fast = _build_comparison(node, names)
    if fast is not None:
        return fast
    kleene = _KLEENE.get(node.function)
    if kleene is not None:
        parts = _flatten(node.function, node)
        return kleene(tuple(_build(part, names, source) for part in parts))
    operands = tuple(_build(operand, names, source) for operand in node.operands)
    if node.function == "!_":
        return operators.negate_truth(*operands)
    if node.function == "_?_:_":
        return operators.choose(*operands)
    function = operators.STRICT.get(node.function)
    if function is None:
        raise _refusal(f"'{node.function}' is no part of the condition language", node, source)
    return operators.strict(function, operands)


_KLEENE: Final[dict[str, Callable[[tuple[Run, ...]], Run]]] = {"_&&_": operators.both, "_||_": operators.either}


def _flatten(function: str, node: Node) -> list[Node]:
    if isinstance(node, Call) and node.function == function:
        return [part for operand in node.operands for part in _flatten(function, operand)]
    return [node]


_COMPARISONS: Final = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in"})


def _build_comparison(node: Call, names: set[str]) -> Run | None:
    """Return a short run for the commonest shape, a name against a constant; None for others."""
    if node.function not in _COMPARISONS or not isinstance(node.operands[0], Name):
        return None
    name, constant = node.operands[0].name, _constant(node.operands[1])
    if constant is None:
        return None
    names.add(name)
    compare = operators.STRICT[node.function]

    def run(values: Mapping[str, Any]) -> Any:
        value = values.get(name, UNKNOWN)
        return UNKNOWN if value is UNKNOWN else compare(value, constant)

    return run


def _constant(node: Node) -> Any:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Items) and node.is_uniform and all(isinstance(item, Constant) for item in node.items):
        return tuple(item.value for item in node.items if isinstance(item, Constant))
    return None
