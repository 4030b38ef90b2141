"""What goes with an overturned decision: what a machine had decided about the very words that it rested on."""

from collections.abc import Collection, Mapping
from typing import Any

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.refusals import Refused


class TakenBackUnasked(Refused):
    """A machine's decision that is named as wrong while the decision that rested on its words stays."""

    rule = "invariant 6"
    says = "{items} can be taken back only with the decision; overturn it, or name none"


class NotBesideTheDecision(Refused):
    """A machine's decision about other words, or one that does not stand any more."""

    rule = "invariant 6"
    says = "{items} is no decision of a machine about these words that still stands; name only what the appeal shows"


def choose_taken_back(
    named: Collection[str] | None, *, outcome: Outcome, expect: Mapping[str, Any], standing: Collection[str]
) -> tuple[str, ...]:
    """Return which of a machine's decisions an outcome takes back, of those that stand about the same words.

    None named: all of them, where the policy should have allowed the words; else what it should have said may be just
    that. Raises TakenBackUnasked, NotBesideTheDecision.
    """
    if outcome is not Outcome.OVERTURNED:
        if named:
            raise TakenBackUnasked(items=", ".join(sorted(named)))
        return ()
    if named is None:
        return tuple(sorted(standing)) if expect.get("allowed") else ()
    unknown = sorted(set(named) - set(standing))
    if unknown:
        raise NotBesideTheDecision(items=", ".join(unknown))
    return tuple(sorted(set(named)))
