"""Notice and nudge texts: Jinja, sandboxed, limited to the values that a policy may show.

A template is read as a tree at load and refused when it holds anything but texts, values, a few
filters and `if`: it can neither loop nor call nor reach outside its values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import jinja2
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from habeas.policy.expressions import did_you_mean

FILTERS: Final = frozenset({"lower", "upper", "capitalize", "title", "trim", "default"})
"""What a text may do with a value. None of them makes a long text of a short one."""

LONGEST: Final = 10_000
"""Characters of one template: ten pages are no nudge any more."""

DEEPEST: Final = 50
"""Levels of a template; few enough for whatever compiles it."""

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.List,
    nodes.Tuple,
)
_ENVIRONMENT: Final = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)


class BadTemplate(ValueError):
    """A template that is refused, with the line inside its source."""

    def __init__(self, message: str, *, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Template:
    """One checked template per language."""

    sources: Mapping[str, str]

    def render(self, values: Mapping[str, object], *, language: str | None = None) -> str:
        """Return the text for these dotted values; the first language stands in for a missing one."""
        source = self.sources.get(language or "") or next(iter(self.sources.values()))
        return _compile(source).render(_nest(values))


@lru_cache(maxsize=256)
def _compile(source: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(source)


def check_template(source: str, *, names: frozenset[str]) -> None:
    """Refuse a template that shows or does anything but the names allow. Raises BadTemplate."""
    if len(source) > LONGEST:
        raise BadTemplate(f"a text may have {LONGEST:,} characters, this one has {len(source):,}")
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise BadTemplate(str(error.message), line=error.lineno) from None
    except RecursionError:
        raise BadTemplate(_TOO_DEEP) from None
    _check(tree, names, depth=0)


_TOO_DEEP: Final = f"the text nests too deeply: {DEEPEST} levels are followed"


def _check(node: nodes.Node, names: frozenset[str], *, depth: int) -> None:
    # The parser gives some nodes no line.
    line = node.lineno or 1
    if depth > DEEPEST:
        raise BadTemplate(_TOO_DEEP, line=line)
    if isinstance(node, nodes.Name | nodes.Getattr):
        _check_name(node, names)
        return
    if not isinstance(node, _ALLOWED):
        raise BadTemplate(f"a text may not hold {_what(node)}", line=line)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise BadTemplate(f"no filter '{node.name}'{did_you_mean(node.name, FILTERS)}", line=line)
    for child in node.iter_child_nodes():
        _check(child, names, depth=depth + 1)


def _check_name(node: nodes.Name | nodes.Getattr, names: frozenset[str]) -> None:
    name = _dotted(node)
    if name not in names:
        raise BadTemplate(f"a text cannot show '{name}'{did_you_mean(name, names)}", line=node.lineno)


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else _what(node)


def _what(node: nodes.Node) -> str:
    return f"a {type(node).__name__.lower()}"


def _nest(values: Mapping[str, object]) -> dict[str, object]:
    nested: dict[str, object] = {}
    for name, value in values.items():
        *parents, last = name.split(".")
        place = nested
        for parent in parents:
            inner = place.setdefault(parent, {})
            place = inner if isinstance(inner, dict) else {}
        place[last] = value
    return nested
