"""An override of independence: somebody who took part hears an appeal all the same, for another person says why.

It is the exception to DSA20-6, so it is read by the member: for this appeal, in words that say something.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Override
from habeas.domain.appeals.assigning import GiverTookPart
from habeas.domain.cases.reasoning import repeats
from habeas.domain.refusals import Refused

SHORTEST: Final = 20
"""Letters that a reason has at least: who else was asked, and why nobody of them can, does not fit in fewer."""


class OverrideByReviewer(Refused):
    """An override that a reviewer would give themselves, or that no person gives."""

    rule = "invariant 5"
    says = "an override for {reviewer} needs another person who allows it"


class OverrideNotNeeded(Refused):
    """An override for somebody who took no part: the member would read that they did."""

    rule = "DSA20-6"
    says = "{reviewer} took no part in the decision {decision} and may hear the appeal as it is; leave the override out"


class OverrideSaysNothing(Refused):
    """An override whose reason cannot say why nobody else hears the appeal."""

    rule = "invariant 5"
    says = "the reason has {length} letters, at least {shortest} are needed: say why nobody else can hear this appeal"


class OverrideIsBoilerplate(Refused):
    """An override for the reason of another one."""

    rule = "P2B11-2"
    says = "the reason is the one given for the appeal {appeal}; say why nobody else can hear this one"


def check_override(
    override: Override, *, reviewer: Actor, decision: str, took_part: Iterable[Actor], earlier: Mapping[str, str]
) -> None:
    """Refuse an override that does not say to this member why. `earlier`: reasons for other members, by appeal.

    Raises OverrideByReviewer, GiverTookPart, OverrideNotNeeded, OverrideSaysNothing, OverrideIsBoilerplate.
    """
    if override.by.id == reviewer.id or not override.by.is_human:
        raise OverrideByReviewer(reviewer=reviewer.id)
    parts = frozenset(took_part)
    if override.by in parts:
        raise GiverTookPart(by=override.by.id, decision=decision)
    if reviewer not in parts:
        raise OverrideNotNeeded(reviewer=reviewer.id, decision=decision)
    length = len(" ".join(override.reason.split()))
    if length < SHORTEST:
        raise OverrideSaysNothing(length=length, shortest=SHORTEST)
    for appeal, said in earlier.items():
        if repeats(override.reason, said):
            raise OverrideIsBoilerplate(appeal=appeal)
