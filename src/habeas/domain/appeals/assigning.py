"""Who may give an appeal to whom: nobody of those who decided chooses who looks at it, and nobody takes another's.

DSA20-6: a decider who picks the reviewer takes part in the answer. Who hears an appeal hears it to its end, unless they
or a senior reviewer hand it over, or their time has run out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal
from habeas.domain.refusals import Refused
from habeas.domain.wording import says_why


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """Who gives an appeal to whoever hears it; where somebody hears it already, instead of whom, and why.

    `is_above` tells whether the giver has more to say than who hears it now.
    """

    by: Actor
    instead_of: Actor | None = None
    because: str = ""
    is_above: bool = False


class HeardByOther(Refused):
    """Somebody would hear an appeal, and another person was quicker, or hears it already."""

    rule = "design 6"
    says = "{other} hears the appeal {appeal} already; take another one, or have it handed over"


class GiverTookPart(Refused):
    """Somebody who took part in the decision would choose who hears the appeal, or allow it to somebody."""

    rule = "DSA20-6"
    says = "{by} took part in the decision {decision}; let somebody who took none choose who hears the appeal"


class NotYoursToHandOver(Refused):
    """Somebody would take an appeal from who hears it, whose time has not run out."""

    rule = "design 6"
    says = "{other} hears the appeal {appeal}{until}; ask them, or a senior reviewer, to hand it over"


class HandedOverWithoutReason(Refused):
    """An appeal would change hands, and nobody would know why."""

    rule = "design 6"
    says = "say why {reviewer} hears the appeal {appeal} instead of {other}"


def check_giving(
    appeal: Appeal,
    giving: Giving,
    *,
    reviewer: Actor,
    took_part: Collection[Actor],
    heard_until: datetime | None,
    now: datetime,
) -> None:
    """Refuse who may not give an appeal to a reviewer. `heard_until`: from then on anybody may take it over.

    Whoever takes it over says from whom: of two at once, the second is told who hears it now. Raises GiverTookPart,
    HeardByOther, NotYoursToHandOver, HandedOverWithoutReason.
    """
    if giving.by in took_part and giving.by != reviewer:
        raise GiverTookPart(by=giving.by.id, decision=appeal.decision)
    other = appeal.reviewer
    if other is None or other == reviewer:
        return
    if giving.instead_of != other:
        raise HeardByOther(other=other.id, appeal=appeal.id)
    is_over = heard_until is not None and now >= heard_until
    if giving.by != other and not giving.is_above and not is_over:
        until = "" if heard_until is None else f" until {heard_until.isoformat()}"
        raise NotYoursToHandOver(other=other.id, appeal=appeal.id, until=until)
    if not says_why(giving.because):
        raise HandedOverWithoutReason(reviewer=reviewer.id, appeal=appeal.id, other=other.id)
