"""What differs between two policies as they are written: parts added, removed, changed.

What that means for decisions on messages is for `habeas.domain.policy_changes`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from habeas.policy.actions import Action
from habeas.policy.declarations import FactDeclaration
from habeas.policy.expressions import Expression
from habeas.policy.rules import Clause, Condition, Policy, RuleException
from habeas.policy.templates import Template
from habeas.policy.unknown import Unknown
from habeas.policy.words import Words


class Edit(StrEnum):
    """What was done to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not in both policies, or one field of a part that differs, as texts."""

    edit: Edit
    kind: str
    id: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


Parts = Mapping[str, Mapping[str, Any]]
"""The parts of a policy, by kind and id."""


def compare_policies(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Return what differs, by kind and id. Parts are told apart by their ids, wherever they stand."""
    old, new = _parts_of(before), _parts_of(after)
    found: list[Difference] = []
    for kind in old:
        for name in sorted({*old[kind], *new[kind]}):
            found += _compare(kind, name, old[kind].get(name), new[kind].get(name))
    return tuple(found)


def _parts_of(policy: Policy) -> Parts:
    conditions = {one.id: one for rule in policy.rules for one in rule.conditions}
    exceptions = {one.id: one for rule in policy.rules for one in rule.exceptions}
    return {
        "policy": {policy.identity.id: _Frame.of(policy)},
        "clause": policy.clauses,
        "rule": {rule.id: rule for rule in policy.rules},
        "condition": conditions,
        "exception": exceptions,
        "ceiling": {ceiling.id: ceiling for ceiling in policy.ceilings},
        "step": {action.word: step for action, step in policy.ladder.items()},
        "option": {option.id: option for option in policy.options},
        "variant": {variant.id: variant for variant in policy.variants},
        "counter": {counter.name: counter for counter in policy.counters},
        "snooze": {snooze.id: snooze for snooze in policy.snoozes},
        "coverage": {f"{entry.platform} {entry.family}": entry for entry in policy.coverage},
        "fact": {name: fact for name, fact in policy.declarations.items() if not _is_derived(fact)},
    }


def _is_derived(fact: FactDeclaration) -> bool:
    """Return whether the fact comes from a counter or from a limited exception, which are compared themselves."""
    return fact.family == "counters" or fact.name.startswith("uses.")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The fields of a policy that belong to none of its parts."""

    title: Words
    released: date
    languages: tuple[str, ...]
    ceiling: Action
    signal_classes: tuple[str, ...]
    clocks: Mapping[str, Any]
    strikes_expire_after: Any
    nudges_expire_after: Any
    vocabulary: Mapping[str, Words]

    @classmethod
    def of(cls, policy: Policy) -> "_Frame":
        own = {one.name: getattr(policy, one.name) for one in fields(cls) if one.name != "vocabulary"}
        return cls(**own, vocabulary=policy.vocabulary.words)


def _compare(kind: str, name: str, before: Any, after: Any) -> Iterator[Difference]:
    if before is None or after is None:
        yield Difference(Edit.ADDED if before is None else Edit.REMOVED, kind, name)
        return
    for one in fields(before):
        old, new = _shown(getattr(before, one.name)), _shown(getattr(after, one.name))
        if one.init and one.name != "place" and old != new:
            yield Difference(Edit.CHANGED, kind, name, _WRITTEN.get(one.name, one.name), old, new)


_WRITTEN: Final = {"conditions": "when", "exceptions": "unless", "expression": "if", "finding_class": "class"}
"""Fields that are called otherwise where they are written."""


def _shown(value: Any) -> str:
    """Return a field as a text that says all of it; parts with an id of their own are shown by it."""
    for kinds, show in _SHOWN:
        if isinstance(value, kinds):
            return show(value)
    return _shown_record(value) if is_dataclass(value) else str(value)


def _listed(value: Iterable[Any]) -> str:
    return ", ".join(map(_shown, value))


def _tabled(value: Mapping[Any, Any]) -> str:
    return ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items())


def _shown_record(value: Any) -> str:
    given = {one.name: getattr(value, one.name) for one in fields(value)}
    return " ".join(f"{name} {_shown(inner)}" for name, inner in given.items() if inner is not None)


_SHOWN: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (type(None), lambda _: ""),
    (Unknown, lambda _: "unknown"),
    (bool, lambda truth: str(truth).lower()),
    (Action, lambda action: action.word),
    (Expression, lambda expression: expression.source),
    (Clause | Condition | RuleException, lambda part: part.id),
    (Words, lambda words: _tabled(words.texts)),
    (Template, lambda template: _tabled(template.sources)),
    (Mapping, _tabled),
    (tuple, _listed),
    (frozenset, lambda members: _listed(sorted(members))),
)
"""How each kind of field is shown."""
