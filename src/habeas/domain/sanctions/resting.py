"""What keeps a sanction from binding though its time has come: an appeal past its limit, its own end, no word of it."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.refusals import Refused
from habeas.domain.sanctions.sanction import Sanction, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """An appeal is past its limit: till it is answered, only the measures bind that protect others (invariant 12)."""

    at: datetime
    keeps: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The appeal is answered or withdrawn: what had not begun can. What rested once it had begun does not again."""

    at: datetime


class AppealOverdue(Refused):
    """A sanction that would take effect while an appeal against it is past its limit."""

    rule = "invariant 12"
    says = "the sanction {sanction} rests: the appeal against it is past its limit; answer that first"


class NothingLeft(Refused):
    """A sanction that would take effect when all that its statement told of is over."""

    rule = "DSA17-3a"
    says = "the sanction {sanction} cannot take effect at {at}: it ends at {ends_at}, as its statement says"


def goes_on_unreached(sanction: Sanction) -> frozenset[str]:
    """Return the measures that go on though its member could not be reached in time (clock `member_reached`).

    What could not wait for an answer does not wait for this either; of all else only what protects identified others.
    """
    return frozenset(
        one.id for one in sanction.measures if sanction.urgency is not Urgency.ORDINARY or one.protects_others
    )
