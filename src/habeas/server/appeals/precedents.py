"""Precedents: what overturned decisions teach, as cases of a policy's tests, and which a policy does not meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.policy_cases import load_cases, run_case
from habeas.policy.problems import PolicyError
from habeas.policy.rules import Policy
from habeas.server.appeals.models import Appeal
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content


@dataclass(frozen=True, slots=True)
class Unmet:
    """A precedent that a policy does not meet, and what comes out otherwise."""

    appeal: str
    differences: tuple[str, ...]


def list_precedents() -> Mapping[str, str]:
    """Return the precedents by their appeals, in order of their decision, each as a file of a policy's tests.

    Those of erased members are gone with their words.
    """
    rows = list(Appeal.objects.filter(outcome=Outcome.OVERTURNED, is_test=False).order_by("ended_at", "id"))
    keys = read_keys(row.member_id for row in rows)
    contents = {row.id: open_content(row.member_id, row.sealed, keys=keys) for row in rows if keys.has(row.member_id)}
    return {appeal: content["precedent"] for appeal, content in contents.items() if content.get("precedent")}


def list_unmet(policy: Policy) -> Sequence[Unmet]:
    """Return the precedents that a policy decides otherwise than the people who heard the appeals."""
    unmet = [Unmet(appeal, _differences(text, policy)) for appeal, text in list_precedents().items()]
    return [one for one in unmet if one.differences]


def _differences(text: str, policy: Policy) -> tuple[str, ...]:
    try:
        cases = load_cases({"precedent.yaml": text}, policy=policy)
    except PolicyError as error:
        return (str(error),)
    return tuple(difference for case in cases for difference in run_case(case, policy=policy).differences)
