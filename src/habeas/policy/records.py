"""Turn one record of `habeas decide` into facts (F1, F3, F5). Knows nothing of files, lines or rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.policy.declarations import Declarations, Source, WrongFactValue
from habeas.policy.facts import Fact, Facts
from habeas.policy.purposes import declared_purpose
from habeas.policy.unknown import UNKNOWN, Unknown, Value

PLATFORM_FIELDS: Final = {
    "surface": "surface",
    "actor_role": "actor.role",
    "contract_state": "contract.state",
    "platform": "platform",
}
"""Fields of a record that the platform states, and the facts they give."""

HISTORY_FIELDS: Final = {
    "tenure_days": "sender.tenure_days",
    "prior_violations": "sender.strikes",
    "completed_contracts": "sender.completed_contracts",
    "nudges": "sender.nudges",
    "messages_365d": "sender.messages_365d",
}
"""Fields of `history`, and the facts they give. Earlier violations are strikes (S14)."""

PURPOSE: Final = "declared.purpose"


def facts_from_record(
    record: Mapping[str, object],
    *,
    declarations: Declarations,
    absent: Mapping[str, Value | Unknown] | None = None,
) -> Facts:
    """Return the facts that a record states; what it leaves out is absent, `null` is none (F3).

    `facts` sets any declared fact and wins over the short fields. `absent` is what absence means on
    this platform (F2). Raises WrongFactValue and UndeclaredFact, which name the fact.
    """
    stated = _Stated(dict(declarations.absent if absent is None else absent))
    stated.add(record, _fields(declarations).short)
    if "declared_purpose" in record:
        stated.put(PURPOSE, Fact(_purpose(record["declared_purpose"], declarations), Source.MEMBER), declarations)
    if "history" in record:
        stated.add(_history(record["history"]), _fields(declarations).history)
    if record.get("facts") is not None:
        for name, fact in _facts_of(record["facts"], declarations):
            stated.put(name, fact, declarations)
    return Facts(declarations, stated.values, stated.said, stated.claims)


_Read = Callable[[object], Value | Unknown]


class _Fields(NamedTuple):
    """Fields of a record and of its `history`: each with the fact, what reads it, whether a platform proves it."""

    short: tuple[tuple[str, str, _Read, bool], ...]
    history: tuple[tuple[str, str, _Read, bool], ...]


@lru_cache(maxsize=64)
def _fields(declarations: Declarations) -> _Fields:
    return _Fields(*(tuple(_field(*one, declarations) for one in named.items()) for named in _NAMED))


_NAMED: Final = (PLATFORM_FIELDS, HISTORY_FIELDS)


def _field(key: str, name: str, declarations: Declarations) -> tuple[str, str, _Read, bool]:
    declaration = declarations[name]
    return key, name, declaration.read, Source.PLATFORM in declaration.proven_by


@dataclass(slots=True)
class _Stated:
    """What a record has stated so far."""

    values: dict[str, Value | Unknown]
    said: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Value] = field(default_factory=dict)

    def add(self, record: Mapping[str, object], fields: tuple[tuple[str, str, _Read, bool], ...]) -> None:
        """Add what the platform states in fields of a record."""
        values, said = self.values, self.said
        for key, name, read, is_proven in fields:
            if key in record:
                value = read(record[key])
                if is_proven:
                    values[name], said[name] = value, Source.PLATFORM
                else:
                    self._claim(name, value)

    def put(self, name: str, fact: Fact, declarations: Declarations) -> None:
        """Add a fact with its source. One member's claim never hides what the platform says of the same."""
        if fact.source in declarations[name].proven_by:
            self.values[name], self.said[name] = fact.value, fact.source
        else:
            self._claim(name, fact.value)

    def _claim(self, name: str, value: Value | Unknown) -> None:
        if not isinstance(value, Unknown):
            self.claims[name] = value


def _purpose(said: object, declarations: Declarations) -> Value | Unknown:
    if said is not None and not isinstance(said, str):
        raise WrongFactValue(name=PURPOSE, wanted="a text, null or 'unknown'", got=said, nearest=None)
    return UNKNOWN if said == "unknown" else declarations[PURPOSE].read(declared_purpose(said))


def _history(history: object) -> Mapping[str, object]:
    if history is None or history == "unknown":
        return dict.fromkeys(HISTORY_FIELDS, history)
    if not isinstance(history, Mapping):
        wanted = f"an object with {', '.join(HISTORY_FIELDS)}, null or 'unknown'"
        raise WrongFactValue(name="history", wanted=wanted, got=history, nearest=None)
    return history


def _facts_of(stated: object, declarations: Declarations) -> Iterator[tuple[str, Fact]]:
    if not isinstance(stated, Mapping):
        raise WrongFactValue(name="facts", wanted="an object of facts by name", got=stated, nearest=None)
    return ((name, read_fact(name, value, declarations=declarations)) for name, value in stated.items())


def read_fact(name: str, stated: object, *, declarations: Declarations) -> Fact:
    """Return a stated fact: a bare value of the platform, or `{"value": ..., "source": ...}`."""
    declaration = declarations[name]
    if not isinstance(stated, Mapping):
        return Fact(declaration.read(stated))
    if "value" not in stated:
        raise WrongFactValue(name=name, wanted=f"{declaration.wanted}, under `value`", got=stated, nearest=None)
    return Fact(declaration.read(stated["value"]), read_source(name, stated.get("source", Source.PLATFORM)))


def read_source(name: str, said: object) -> Source:
    """Return who says the fact; raises WrongFactValue for another word."""
    try:
        return Source(said)  # type: ignore[arg-type]
    except ValueError:
        raise WrongFactValue(name=name, wanted=f"a source among {', '.join(Source)}", got=said, nearest=None) from None


def list_unlisted(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return facts with an open list of values whose value is not on it: no condition names them."""
    return tuple(
        (declaration.name, str(value))
        for declaration in facts.declarations.open_lists
        if (value := facts.values[declaration.name]) is not UNKNOWN
        and value != "none"
        and value not in declaration.allowed
    )
