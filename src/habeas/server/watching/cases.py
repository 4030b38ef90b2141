"""Clocks of cases: of service, and what was promised to a member."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from habeas.domain.actors import MACHINE
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.clocks.lengths import last_day
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind
from habeas.server.cases.models import Case
from habeas.server.cases.operations import lock_case, move, note
from habeas.server.deadlines.models import Clock
from habeas.server.identity.staff import actor_of
from habeas.server.notices.operations import send_about
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import lock_members
from habeas.server.watching.notices import words_of
from habeas.server.watching.watched import Json, Quiet

ESCALATED_FROM = (CaseState.QUEUED, CaseState.CLAIMED)


@dataclass(frozen=True, slots=True)
class WatchedCase(Quiet):
    """A case, with the clock that is looked at."""

    clock: Clock
    case: Case

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"case:{self.case.id}"

    @property
    def about(self) -> Json:
        """Return whose case it is, where it waits, and who has it."""
        case = self.case
        return {
            "case": {
                "id": case.id,
                "member": case.member_id,
                "queue": case.queue,
                "holder": None if case.holder_id is None else actor_of(case.holder_id).id,
            }
        }

    def escalate(self, *, now: datetime) -> None:
        """Let it wait for whoever leads; one that waits for somebody else goes on waiting."""
        if self.case.state in ESCALATED_FROM:
            because = f"its clock {self.clock.clock} has run out"
            move(self.case, CaseMove.ESCALATE, by=MACHINE, now=now, because=because)

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say that what was promised was not done in time."""
        case = self.case
        keys = lock_members([case.member_id], now=now)
        if not keys.has(case.member_id):
            return []
        on = last_day(self.clock.due_at, zone=ZoneInfo("UTC"))
        late = ClockNotice(kind=ClockNoticeKind.PROMISE_LATE, about=case.id, on=on)
        words = words_of(late, language=case.language)
        return [
            send_about(
                case.id,
                words,
                member=case.member_id,
                is_test=case.is_test,
                keys=keys,
                now=now,
                number=self.clock.pk,
            )
        ]


class CaseWatch:
    """Finds the case of a clock, and keeps in its history that the clock spoke."""

    def find(self, row: Clock, *, now: datetime) -> WatchedCase:
        """Return the case."""
        case = lock_case(row.subject, is_test=row.is_test)
        note(case, "warn" if row.breached_at is None else "breach", by=None, now=now, item=row.clock)
        return WatchedCase(row, case)
