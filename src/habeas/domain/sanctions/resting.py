"""What keeps a sanction from taking effect though its time has come: an appeal past its limit, or its own end."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.refusals import Refused


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
