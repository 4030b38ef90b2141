"""The counterfactuals found are the smallest that trying every change of facts would find (S16)."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from habeas.policy.counterfactual import find_counterfactuals
from habeas.policy.evaluate import evaluate
from habeas.policy.facts import Facts
from habeas.policy.rules import Policy
from habeas.policy.verdicts import Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

NAMES = ("own.a", "own.b", "own.c", "own.d")
DECLARED = [
    {"name": name, "type": "bool", "means": name, "family": "own", "absent": False, "changeable": f"change {name}"}
    for name in NAMES
]
SCAN = a_scan(a_finding())

_literals = st.builds(lambda name, sign: f"{sign}{name}", st.sampled_from(NAMES), st.sampled_from(["", "!"]))
_conditions = st.builds(
    lambda parts, joint: f" {joint} ".join(parts),
    st.lists(_literals, min_size=1, max_size=3),
    st.sampled_from(["&&", "||"]),
)
_rules = st.fixed_dictionaries(
    {
        "when": st.lists(_conditions, min_size=1, max_size=2),
        "unless": st.lists(st.tuples(_conditions, st.sampled_from(["none", "nudge"])), max_size=2),
        "action": st.sampled_from(["nudge", "warn", "hold_message", "restrict"]),
    }
)
_values = st.fixed_dictionaries({name: st.sampled_from([True, False, "unknown"]) for name in NAMES})


def _policy(drawn: list[dict[str, Any]]) -> Policy:
    rules = [
        a_rule(
            f"rule-{place}",
            when=[{"if": condition, "says": "it holds"} for condition in rule["when"]],
            unless=[
                {"id": f"excuse-{place}-{number}", "if": condition, "says": "it excuses", "answer": answer}
                for number, (condition, answer) in enumerate(rule["unless"])
            ],
            answer=[{"action": rule["action"]}],
        )
        for place, rule in enumerate(drawn)
    ]
    return a_policy(*rules, facts=DECLARED)


def _judge(policy: Policy, facts: Facts) -> Verdict:
    return evaluate(policy=policy, scan=SCAN, facts=facts)


def _sets_that_help(
    policy: Policy, facts: Facts, verdict: Verdict, size: int, *, fully: bool
) -> Iterator[tuple[str, ...]]:
    for names in combinations(sorted(NAMES), size):
        for values in product([True, False], repeat=size):
            if any(facts.value(name) == value for name, value in zip(names, values, strict=True)):
                continue
            after = _judge(policy, facts.replacing(dict(zip(names, values, strict=True))))
            if after.allowed if fully else after.harshness < verdict.harshness:
                yield names
                break


def _smallest(policy: Policy, facts: Facts, verdict: Verdict) -> list[tuple[str, ...]]:
    for fully in (True, False) if not verdict.allowed else (False,):
        for size in (1, 2, 3):
            found = list(_sets_that_help(policy, facts, verdict, size, fully=fully))
            if found:
                return found
    return []


@given(rules=st.lists(_rules, min_size=1, max_size=3), values=_values)
@example(  # what stops the first rule makes the second fire
    rules=[
        {"when": ["own.a"], "unless": [], "action": "nudge"},
        {"when": ["!own.a && own.b"], "unless": [], "action": "nudge"},
    ],
    values={"own.a": True, "own.b": True, "own.c": True, "own.d": True},
)
def test_search_finds_what_trying_everything_finds(rules: list[dict[str, Any]], values: dict[str, object]) -> None:
    policy = _policy(rules)
    facts = some_facts(policy, values)
    verdict = _judge(policy, facts)

    found = find_counterfactuals(verdict, facts=facts, judge=lambda assumed: _judge(policy, assumed))

    assert [tuple(change.name for change in one.changes) for one in found] == _smallest(policy, facts, verdict)
    for one in found:
        after = _judge(policy, facts.replacing({change.name: change.value for change in one.changes}))
        assert (after.allowed, after.action) == (one.allowed, one.action)
        assert after.harshness < verdict.harshness
