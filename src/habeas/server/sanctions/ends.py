"""Which clock of the table a sanction in effect ends by: it warns before (invariant 12)."""

from datetime import datetime

from habeas.domain.clocks.deadlines import ends_at
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import Clock, ClockId
from habeas.domain.sanctions.sanction import DueEnd, EndedBecause
from habeas.policy.actions import Action
from habeas.server.deadlines.clocks import keep_clock, meet_clocks
from habeas.server.deadlines.queries import has_running
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import ENDS_BY_ITSELF


def follow_end(row: Sanction, due: DueEnd, *, now: datetime) -> None:
    """Let the clock run by which it ends now, and no other."""
    clock = _clock_of(row, due.because)
    others = ENDS_BY_ITSELF if clock is None else ENDS_BY_ITSELF - {clock.id}
    meet_clocks(row.id, is_test=row.is_test, now=now, only=others)
    if clock is None or due.at <= now or has_running(clock.id, subject=row.id, is_test=row.is_test):
        return
    runs = ends_at(clock, subject=row.id, started_at=row.effective_at or now, due_at=due.at)
    keep_clock(runs, member=row.member_id, is_test=row.is_test, now=now)


def _clock_of(row: Sanction, because: EndedBecause) -> Clock | None:
    """Return the clock by which a sanction ends; None where a length of its own says so."""
    if because is EndedBecause.NOT_APPROVED:
        return CLOCKS[ClockId.IMMINENT_HARM_APPROVAL]
    if row.action != Action.SUSPEND_PENDING_REVIEW.word or because is not EndedBecause.TIME:
        return None
    return CLOCKS[ClockId.SUSPENSION_INTERIM if row.renewed_at is None else ClockId.SUSPENSION_LONGEST]
