"""Which clock of the table a sanction in effect ends by, and when somebody is warned of it."""

from datetime import datetime

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import Clock, ClockId
from habeas.domain.sanctions.sanction import DueEnd, EndedBecause
from habeas.policy.actions import Action
from habeas.server.rulings.models import Sanction


def clock_of(row: Sanction, because: EndedBecause) -> Clock | None:
    """Return the clock by which a sanction ends; None where a length of its own says so."""
    if because is EndedBecause.NOT_APPROVED:
        return CLOCKS[ClockId.IMMINENT_HARM_APPROVAL]
    if row.action != Action.SUSPEND_PENDING_REVIEW.word or because is not EndedBecause.TIME:
        return None
    return CLOCKS[ClockId.SUSPENSION_INTERIM if row.renewed_at is None else ClockId.SUSPENSION_LONGEST]


def warns_at(row: Sanction, due: DueEnd, *, now: datetime) -> datetime | None:
    """Return when somebody is warned of an end; None where nobody has to be."""
    clock = clock_of(row, due.because)
    if clock is None or clock.warns_before is None:
        return None
    return max(now, due.at - clock.warns_before)
