"""An overturned decision as a test of the policy, in the form that a policy's cases have: the next version meets it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from habeas.policy.facts import Facts
from habeas.policy.unknown import UNKNOWN


def precedent_of(
    *,
    appeal: str,
    texts: Sequence[str],
    facts: Facts,
    read: frozenset[str],
    on: date,
    expect: Mapping[str, Any],
    country: str | None = None,
) -> dict[str, Any]:
    """Return the case: the texts, the facts that were read as they stood, and what should have come out.

    It holds personal words; whoever adds it to a policy replaces them by ones that mean the same. Facts nobody knew
    stay unknown in it.
    """
    claims = {name: value for name, value in sorted(facts.claims.items()) if name in read}
    known = {name: _plain(facts.values[name]) for name in sorted(read - claims.keys()) if name in facts.values}
    case: dict[str, Any] = {"id": f"precedent-{appeal}", "text": list(texts), "at": on.isoformat(), "facts": known}
    if claims:
        case["claims"] = claims
    if country is not None:
        case["country"] = country
    return {**case, "expect": dict(expect)}


def _plain(value: Any) -> Any:
    return "unknown" if value is UNKNOWN else value
