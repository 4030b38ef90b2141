"""What goes with an overturned decision: what a machine had decided about the very words that it rested on."""

from collections.abc import Collection, Mapping
from typing import Any

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.refusals import Refused
from habeas.policy.actions import ACTIONS, Action


class TakenBackUnasked(Refused):
    """A machine's decision that is named as wrong while the decision that rested on its words stays."""

    rule = "invariant 6"
    says = "{items} can be taken back only with the decision; overturn it, or name none"


class NotBesideTheDecision(Refused):
    """A machine's decision about other words, or one that does not stand any more."""

    rule = "invariant 6"
    says = "{items} is no decision of a machine about these words that still stands; name only what the appeal shows"


def is_harsher(action: str, *, expect: Mapping[str, Any]) -> bool:
    """Tell whether what a machine did is harsher than what the policy should have said, where that is known."""
    said = expect.get("action", Action.NONE.word if expect.get("allowed") else None)
    return said is not None and ACTIONS[action] > ACTIONS[said]


def choose_taken_back(
    named: Collection[str] | None, *, outcome: Outcome, expect: Mapping[str, Any], standing: Mapping[str, str]
) -> tuple[str, ...]:
    """Return which of a machine's decisions an outcome takes back, of those that stand about the same words.

    `standing` are their actions by id. None named: whatever is harsher than what the policy should have said, which is
    all of them where it should have allowed the words. Raises TakenBackUnasked, NotBesideTheDecision.
    """
    if outcome is not Outcome.OVERTURNED:
        if named:
            raise TakenBackUnasked(items=", ".join(sorted(named)))
        return ()
    if named is None:
        return tuple(sorted(one for one, action in standing.items() if is_harsher(action, expect=expect)))
    unknown = sorted(set(named) - set(standing))
    if unknown:
        raise NotBesideTheDecision(items=", ".join(unknown))
    return tuple(sorted(set(named)))
