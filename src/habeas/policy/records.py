"""Turn one record of `habeas decide` into facts (F1, F3, F5). Knows nothing of files, lines or rules."""

from collections.abc import Mapping
from typing import Final

from habeas.policy.declarations import Declarations, Source, WrongFactValue
from habeas.policy.facts import Fact, Facts, gather
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
    given = {
        name: Fact(declarations[name].read(record[field])) for field, name in PLATFORM_FIELDS.items() if field in record
    }
    if "declared_purpose" in record:
        given[PURPOSE] = Fact(_purpose(record["declared_purpose"], declarations), Source.MEMBER)
    if "history" in record:
        given.update(_history(record["history"], declarations))
    if record.get("facts") is not None:
        given.update(_stated(record["facts"], declarations))
    return gather(given, declarations=declarations, absent=absent)


def _purpose(said: object, declarations: Declarations) -> Value | Unknown:
    if said is not None and not isinstance(said, str):
        raise WrongFactValue(name=PURPOSE, wanted="a text, null or 'unknown'", got=said, nearest=None)
    return UNKNOWN if said == "unknown" else declarations[PURPOSE].read(declared_purpose(said))


def _history(history: object, declarations: Declarations) -> dict[str, Fact]:
    if history is None or history == "unknown":
        return {name: Fact(declarations[name].read(history)) for name in HISTORY_FIELDS.values()}
    if not isinstance(history, Mapping):
        wanted = f"an object with {', '.join(HISTORY_FIELDS)}, null or 'unknown'"
        raise WrongFactValue(name="history", wanted=wanted, got=history, nearest=None)
    return {
        name: Fact(declarations[name].read(history[field]))
        for field, name in HISTORY_FIELDS.items()
        if field in history
    }


def _stated(stated: object, declarations: Declarations) -> dict[str, Fact]:
    if not isinstance(stated, Mapping):
        raise WrongFactValue(name="facts", wanted="an object of facts by name", got=stated, nearest=None)
    return {name: read_fact(name, value, declarations=declarations) for name, value in stated.items()}


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
