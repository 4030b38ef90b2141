"""The facts that a message was judged on, as JSON and back, so that it is judged again on equal ones."""

from collections.abc import Mapping
from typing import Any

from habeas.policy.declarations import Declarations, Source
from habeas.policy.facts import Facts
from habeas.policy.unknown import UNKNOWN, Unknown, Value

Json = Mapping[str, Any]


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """Return the facts, who said them, what one member claims, and what differs by clause."""
    return {
        "values": {name: _as_json(value) for name, value in facts.values.items()},
        "said": {name: source.value for name, source in facts.said.items()},
        "claims": dict(facts.claims),
        "by_clause": {clause: dict(values) for clause, values in facts.by_clause.items()},
    }


def facts_from_json(content: Json, *, declarations: Declarations) -> Facts:
    """Return the facts that `facts_as_json` wrote, under the declarations of the same policy.

    Raises UndeclaredFact for a fact that the declarations do not know.
    """
    return Facts(
        declarations,
        {name: declarations[name].read(value) for name, value in content["values"].items()},
        {name: Source(source) for name, source in content["said"].items()},
        dict(content["claims"]),
        {clause: dict(values) for clause, values in content["by_clause"].items()},
    )


def _as_json(value: Value | Unknown) -> Value | str:
    return "unknown" if value is UNKNOWN else value  # type: ignore[return-value]
