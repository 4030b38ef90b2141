"""Small policies, findings and facts for tests."""

import json
from collections.abc import Mapping
from typing import Any

from habeas.detection.findings import Finding, FindingKind, LinkPurpose, Scan
from habeas.policy.facts import Fact, Facts, Source, gather
from habeas.policy.load import load_policy
from habeas.policy.rules import Policy
from habeas.policy.unknown import UNKNOWN, Unknown, Value

Json = dict[str, Any]

CLAUSE: Json = {
    "id": "contact",
    "title": "Contact",
    "text": "No contact before a contract.",
    "url": "https://market.example/terms",
    "in_force_from": "2026-01-01",
}
ALWAYS: Json = {"if": "true", "says": "it always holds"}
GRADED: list[Json] = [
    {"strikes": 0, "nudges": 2, "action": "nudge"},
    {"strikes": 1, "action": "warn"},
    {"action": "hold_message"},
]


def a_rule(name: str = "the-rule", /, **changes: object) -> Json:
    rule = {
        "id": name,
        "title": "A rule",
        "clause": "contact",
        "class": "contact_details",
        "when": [ALWAYS],
        "answer": GRADED,
    }
    return {**rule, **changes}


def policy_text(*rules: Json, **parts: object) -> str:
    # JSON is YAML, which keeps the factories free of indentation.
    whole = {
        "policy": "small",
        "version": "1",
        "released": "2026-06-01",
        "title": "Small",
        "languages": ["en"],
        "clauses": [CLAUSE],
        "rules": list(rules),
        **parts,
    }
    return json.dumps({name: part for name, part in whole.items() if part is not None})


def a_policy(*rules: Json, **parts: object) -> Policy:
    return load_policy({"policy.yaml": policy_text(*rules, **parts)})


def a_finding(kind: str = "email", **changes: object) -> Finding:
    properties: Json = {
        "part": 0,
        "start": 0,
        "end": 5,
        "text": "a@b.c",
        "normalized": "a@b.c",
        "confidence": 0.95,
        "contact": not kind.startswith("intent"),
    }
    purpose = changes.pop("purpose", None)
    return Finding(
        kind=FindingKind(kind),
        purpose=None if purpose is None else LinkPurpose(str(purpose)),
        **{**properties, **changes},
    )


def a_scan(*findings: Finding) -> Scan:
    return Scan(findings)


def some_facts(
    policy: Policy, given: Mapping[str, Any] | None = None, /, *, claims: Mapping[str, Any] | None = None
) -> Facts:
    facts = {name: Fact(_read(policy, name, value), Source.MEMBER) for name, value in (claims or {}).items()}
    facts |= {name: Fact(_read(policy, name, value)) for name, value in (given or {}).items()}
    return gather(facts, declarations=policy.declarations)


def _read(policy: Policy, name: str, value: object) -> Value | Unknown:
    return UNKNOWN if value is UNKNOWN else policy.declarations[name].read(value)
