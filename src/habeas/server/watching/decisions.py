"""Clocks of what people owe a decision: a reply to what its member answered, the word of a second person on it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from habeas.domain.clocks.lengths import last_day
from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions.sanction import State
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind
from habeas.server.cases.operations import lock_case, note
from habeas.server.deadlines.models import Clock
from habeas.server.notices.operations import send_to_member
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import lock_members
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.watching.notices import words_of
from habeas.server.watching.watched import Json, Quiet


@dataclass(frozen=True, slots=True)
class WatchedDecision(Quiet):
    """A decision that waits for a person, with the clock that is looked at. It takes no effect meanwhile."""

    clock: Clock
    row: Sanction

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"sanction:{self.row.id}"

    @property
    def about(self) -> Json:
        """Return the decision as interfaces show it."""
        return {"sanction": sanctions.as_json(self.row)}

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say that we are late with our reply, and that nothing takes effect before it."""
        keys = lock_members([self.row.member_id], now=now)
        if not keys.has(self.row.member_id):
            return []
        on = last_day(self.clock.due_at, zone=UTC)
        late = ClockNotice(kind=ClockNoticeKind.REPLY_LATE, about=self.row.id, on=on)
        words = words_of(late, language=self.row.language)
        before = Clock.objects.filter(clock=self.clock.clock, subject=self.clock.subject, pk__lt=self.clock.pk)
        number = before.exclude(breached_at=None).count()
        return [send_to_member(self.row, words, keys=keys, now=now, number=number + 1 if number else None)]


class DecisionWatch:
    """Finds the decision that waits under a clock, and keeps in its case's history that the clock spoke."""

    def find(self, row: Clock, *, now: datetime) -> WatchedDecision | None:
        """Return it; None where it waits no longer."""
        found = Sanction.objects.select_for_update().filter(id=row.subject, is_test=row.is_test).first()
        if found is None or not _waits(found, ClockId(row.clock)):
            return None
        case = lock_case(found.case_id, is_test=row.is_test)
        note(case, "warn" if row.breached_at is None else "breach", by=None, now=now, item=row.clock)
        return WatchedDecision(row, found)


def _waits(row: Sanction, clock: ClockId) -> bool:
    if clock is ClockId.SECOND_APPROVAL:
        return row.state == State.AWAITING_APPROVAL
    return row.state in {State.ANNOUNCED, State.NOTIFIED}
