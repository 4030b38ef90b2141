"""The facts of one case as of one moment: values, who said them, and what only one member claims.

Immutable; knows nothing of events, records or rules: those make facts, or ask for them by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from habeas.policy.declarations import (
    Declarations,
    FactDeclaration,
    Source,
    UndeclaredFact,
    WrongFactValue,
)
from habeas.policy.unknown import UNKNOWN, FactType, TruthOfUnknown, Unknown, Value

__all__ = [
    "UNKNOWN",
    "Declarations",
    "Fact",
    "FactDeclaration",
    "FactType",
    "Facts",
    "Source",
    "TruthOfUnknown",
    "UndeclaredFact",
    "Unknown",
    "Value",
    "WrongFactValue",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and who says it."""

    value: Value | Unknown
    source: Source = Source.PLATFORM


@dataclass(frozen=True, slots=True)
class Facts:
    """All declared facts with their values; what was not said has the value of its absence.

    `claims` holds what one member says of facts that a member cannot prove (F4): conditions never
    see it; an exception that accepts a member's word is judged on `accepting_claims()`. `by_clause`
    holds values that differ from clause to clause, such as nudges (S14).
    """

    declarations: Declarations
    values: Mapping[str, Value | Unknown]
    said: Mapping[str, Source]
    claims: Mapping[str, Value]
    by_clause: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def value(self, name: str) -> Value | Unknown:
        """Return the fact's value, or UNKNOWN. Raises UndeclaredFact for a name nobody declared."""
        value = self.values.get(name)
        if value is None:
            raise self.declarations.undeclared(name)
        return value

    def source(self, name: str) -> Source | None:
        """Return who said the fact; None when its value comes from absence."""
        return self.said.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all declared facts."""
        return tuple(self.values)

    @property
    def defaults_used(self) -> tuple[str, ...]:
        """Return the facts nobody stated whose value comes from the meaning of absence (F3)."""
        return tuple(name for name, value in self.values.items() if name not in self.said and value is not UNKNOWN)

    def replacing(self, changes: Mapping[str, object]) -> "Facts":
        """Return the facts as they would be with these values; raises WrongFactValue, UndeclaredFact."""
        read = {name: self.declarations[name].read(value) for name, value in changes.items()}
        return self.stating({name: Fact(value, self.said.get(name, Source.PLATFORM)) for name, value in read.items()})

    def stating(self, facts: Mapping[str, Fact]) -> "Facts":
        """Return the facts with these values, which are as their declarations read them, and sources."""
        values, said = dict(self.values), dict(self.said)
        for name, fact in facts.items():
            values[name], said[name] = fact.value, fact.source
        by_clause = {
            clause: {name: value for name, value in own.items() if name not in facts}
            for clause, own in self.by_clause.items()
        }
        return Facts(self.declarations, values, said, self.claims, by_clause)

    def accepting_claims(self) -> "Facts":
        """Return the facts with a member's word taken where nobody who can prove it says otherwise."""
        accepted = {
            name: value for name, value in self.claims.items() if name not in self.said or self.values[name] is UNKNOWN
        }
        if not accepted:
            return self
        said = {**self.said, **dict.fromkeys(accepted, Source.MEMBER)}
        return Facts(self.declarations, {**self.values, **accepted}, said, {}, self.by_clause)


def gather(
    given: Mapping[str, Fact],
    *,
    declarations: Declarations,
    absent: Mapping[str, Value | Unknown] | None = None,
    by_clause: Mapping[str, Mapping[str, Value]] | None = None,
) -> Facts:
    """Return the facts of one case from values as their declarations read them.

    `absent` replaces the declared meaning of absence where a platform's coverage says more (F2).
    A member's word about a fact that a member cannot prove becomes a claim.
    """
    values = dict(declarations.absent if absent is None else absent)
    said: dict[str, Source] = {}
    claimed: dict[str, Value] = {}
    for name, fact in given.items():
        if fact.source in declarations[name].proven_by:
            values[name] = fact.value
            said[name] = fact.source
        elif not isinstance(fact.value, Unknown):
            claimed[name] = fact.value
    return Facts(declarations, values, said, claimed, by_clause or {})
