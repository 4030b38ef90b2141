"""Clocks of what is owed after a decision was undone (DSA20-4, P2B4-3, PWD11-3)."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.clocks.lengths import last_day
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind
from habeas.server.appeals.models import Remedy
from habeas.server.appeals.operations import as_message
from habeas.server.appeals.remedies import remedy_as_json
from habeas.server.deadlines.models import Clock
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, lock_contested
from habeas.server.watching.notices import words_of
from habeas.server.watching.watched import Json, Quiet


@dataclass(frozen=True, slots=True)
class WatchedRemedy(Quiet):
    """What is owed, and for which decision."""

    row: Remedy
    contested: Contested
    keys: Keyring

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"remedy:{self.row.id}"

    @property
    def about(self) -> Json:
        """Return what is owed, and the appeal that it is owed after, where there was one."""
        appeal = self.row.appeal
        return {"remedy": remedy_as_json(self.row), "appeal": None if appeal is None else as_message(appeal)}

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say that we are late with what we owe."""
        one = self.contested
        on = last_day(self.row.due_at, zone=one.zone)
        late = ClockNotice(kind=ClockNoticeKind.REMEDY_LATE, about=one.id, on=on)
        words = words_of(late, language=one.language)
        number = Remedy.objects.filter(decision=one.id, owed_at__lt=self.row.owed_at).count() or None
        return [RECOURSES[one.matter].tell(one.id, words, number=number, keys=self.keys, now=now)]


class RemedyWatch:
    """Finds what is owed under a clock."""

    def find(self, row: Clock, *, now: datetime) -> WatchedRemedy | None:
        """Return it; None where it was let go, or its member was erased."""
        owed = Remedy.objects.select_related("appeal").filter(id=row.subject, given_at=None).first()
        if owed is None:
            return None
        contested = lock_contested(owed.decision, is_test=row.is_test, now=now)
        keys = lock_members([contested.member], now=now)
        return WatchedRemedy(owed, contested, keys) if keys.has(contested.member) else None
