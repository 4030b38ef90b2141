"""What differs between two policies, as a text for their editor or as JSON for a program."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from habeas.cli.records import Json

if TYPE_CHECKING:
    from habeas.domain.policy_changes import Answer, Comparison, Direction, Example, RuleChange, Workload
    from habeas.policy.differences import Difference
    from habeas.policy.rules import Policy

_LONGEST = 60
"""Characters of a changed field that are shown to a person."""


class Cost(NamedTuple):
    """What cases are assumed to cost, and in how many days they arose."""

    days: float
    minutes_per_case: float
    is_assumed: bool

    def of(self, cases: int) -> "Workload":
        """Return what so many cases cost."""
        from habeas.domain.policy_changes import workload_of

        return workload_of(cases, days=self.days, minutes_per_case=self.minutes_per_case)


def as_text(before: "Policy", after: "Policy", *, comparison: "Comparison | None", cost: Cost | None) -> str:
    """Return the report for a person."""
    return "".join(f"{line}\n" for line in _lines(before, after, comparison, cost))


def _lines(before: "Policy", after: "Policy", comparison: "Comparison | None", cost: Cost | None) -> Iterator[str]:
    from habeas.policy.differences import compare_policies

    yield f"{_named(before)} -> {_named(after)}"
    differences = compare_policies(before, after)
    yield from (f"    {_difference(one)}" for one in differences)
    if not differences:
        yield "    no part differs"
    if comparison is not None and cost is not None:
        yield ""
        yield from _decisions(comparison)
        yield from _cases(comparison, cost)


def _named(policy: "Policy") -> str:
    return f"{policy.identity.id} {policy.identity.version} ({policy.identity.digest[:12]})"


def _difference(one: "Difference") -> str:
    if one.field is None:
        return f"{one.edit} {one.kind} {one.id}"
    return f"{one.edit} {one.kind} {one.id}, {one.field}: {_short(one.before)} -> {_short(one.after)}"


def _short(text: str | None) -> str:
    shown = " ".join((text or "-").split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def _decisions(comparison: "Comparison") -> Iterator[str]:
    counts = ", ".join(f"{count} {direction}" for direction, count in comparison.counts.items())
    yield f"{comparison.judged} decisions: {comparison.unchanged} as before, {counts}"
    for rule in comparison.rules:
        given = ", ".join(f"{count} {direction}" for direction, count in rule.counts.items() if count)
        yield f"    {rule.rule}: {given}"
        yield from (f"        {_example(one)}" for one in rule.examples)


def _example(one: "Example") -> str:
    return f"{one.direction} {one.identity}: {_answer(one.before)} -> {_answer(one.after)} on “{_short(one.matched)}”"


def _answer(answer: "Answer") -> str:
    proposed = "" if answer.proposed is None else f" ({answer.proposed.word} proposed)"
    human = ", asks a person" if answer.needs_human else ""
    return f"{'allowed' if answer.allowed else 'not allowed'}, {answer.action.word}{proposed}{human}"


def _cases(comparison: "Comparison", cost: Cost) -> Iterator[str]:
    before, after = cost.of(comparison.cases_before), cost.of(comparison.cases_after)
    yield (
        f"cases for people: {before.cases_per_day:.1f} -> {after.cases_per_day:.1f} a day, "
        f"{before.hours_per_week:.1f} -> {after.hours_per_week:.1f} reviewer hours a week"
    )
    days = f"{cost.days:g} {'day' if cost.days == 1 else 'days'}"
    source = " (assumed: no line says when it was sent; set it with --days)" if cost.is_assumed else ""
    yield f"    at {cost.minutes_per_case:g} minutes a case (--minutes-per-case), over {days}{source}"


def as_json_report(before: "Policy", after: "Policy", *, comparison: "Comparison | None", cost: Cost | None) -> str:
    """Return the report for a program."""
    from habeas.policy.differences import compare_policies

    report: Json = {
        "old": _identity(before),
        "new": _identity(after),
        "differences": [
            {
                "edit": one.edit,
                "kind": one.kind,
                "id": one.id,
                "field": one.field,
                "before": one.before,
                "after": one.after,
            }
            for one in compare_policies(before, after)
        ],
    }
    if comparison is not None and cost is not None:
        report |= {"decisions": _decisions_as_json(comparison), "cases": _cases_as_json(comparison, cost)}
    return json.dumps(report, ensure_ascii=False) + "\n"


def _identity(policy: "Policy") -> Json:
    identity = policy.identity
    return {"id": identity.id, "version": identity.version, "digest": identity.digest}


def _decisions_as_json(comparison: "Comparison") -> Json:
    return {
        "judged": comparison.judged,
        "unchanged": comparison.unchanged,
        **_counts(comparison.counts),
        "rules": [_rule_as_json(rule) for rule in comparison.rules],
    }


def _counts(counts: "Mapping[Direction, int]") -> dict[str, int]:
    return {str(direction): count for direction, count in counts.items()}


def _rule_as_json(rule: "RuleChange") -> Json:
    examples = [
        {
            "id": one.identity,
            "direction": one.direction,
            "matched": one.matched,
            "before": _answer_as_json(one.before),
            "after": _answer_as_json(one.after),
        }
        for one in rule.examples
    ]
    return {"rule": rule.rule, **_counts(rule.counts), "examples": examples}


def _answer_as_json(answer: "Answer") -> Json:
    return {
        "allowed": answer.allowed,
        "action": answer.action.word,
        "proposed": None if answer.proposed is None else answer.proposed.word,
        "needs_human": answer.needs_human,
        "rule": answer.rule,
    }


def _cases_as_json(comparison: "Comparison", cost: Cost) -> Json:
    counted = {"before": comparison.cases_before, "after": comparison.cases_after}
    work = {name: cost.of(cases) for name, cases in counted.items()}
    return {
        "days": cost.days,
        "days_assumed": cost.is_assumed,
        "minutes_per_case": cost.minutes_per_case,
        "count": counted,
        "per_day": {name: one.cases_per_day for name, one in work.items()},
        "reviewer_hours_per_week": {name: one.hours_per_week for name, one in work.items()},
    }
