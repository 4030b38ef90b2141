"""Criteria of campaigns: in words, and as a condition of the policy's language over what stands in each decision.

A condition that is unknown selects nobody (invariant 1).
"""

from dataclasses import dataclass

from habeas.detection.findings import Scan
from habeas.domain.refusals import Refused
from habeas.policy.expressions import BadCondition, Expression, language
from habeas.policy.facts import Facts
from habeas.policy.rules import FINDING_TYPES, Policy
from habeas.policy.subjects import list_subjects, properties


class CriterionUnreadable(Refused):
    """A condition that the policy's language refuses."""

    rule = "DSA14-4"
    says = "the condition '{condition}' cannot be read, at line {line}, column {column}: {problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """How members are selected: `words` say it to people, `condition` is what is looked at."""

    words: str
    condition: Expression


def read_criterion(*, words: str, condition: str, policy: Policy) -> Criterion:
    """Return a criterion over the facts that a policy declares and one finding. Raises CriterionUnreadable."""
    known = {name: declaration.type for name, declaration in policy.declarations.items()}
    try:
        read = language(known | FINDING_TYPES).compile(condition)
    except BadCondition as bad:
        raise CriterionUnreadable(condition=condition, line=bad.line, column=bad.column, problem=bad.message) from bad
    return Criterion(words=words, condition=read)


def is_met(criterion: Criterion, *, facts: Facts, scan: Scan) -> bool:
    """Tell whether it is known to hold of the facts with one of the findings that count."""
    return any(
        criterion.condition.judge({**facts.values, **properties(subject)}) is True
        for _, subject in list_subjects(scan, ())
    )
