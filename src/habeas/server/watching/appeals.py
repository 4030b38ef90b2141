"""Clocks of appeals: late it is said, past the limit the decision rests (DSA20-4, invariant 12)."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.appeals.overdue import measures_meanwhile
from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, number_of, standing_of
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.clocks import standing_of as clock_standing
from habeas.server.deadlines.models import Clock
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, lock_contested
from habeas.server.watching.watched import Json, Quiet


@dataclass(slots=True)
class WatchedAppeal(Quiet):
    """An open appeal, with the clock that is looked at. `stays` are the measures that go on past its limit."""

    clock: Clock
    row: Appeal
    contested: Contested
    keys: Keyring
    stays: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"appeal:{self.row.id}"

    @property
    def about(self) -> Json:
        """Return the appeal, its reviewer by it."""
        return {"appeal": as_message(self.row)}

    def rest(self, *, now: datetime) -> list[Happening]:
        """End what the decision took, and let none of it begin, but the least that it records as protecting others."""
        row, contested = self.row, self.contested
        recourse = RECOURSES[contested.matter]
        meanwhile = measures_meanwhile(
            standing_of(row, open_content(row.member_id, row.sealed, keys=self.keys)),
            limit=clock_standing(self.clock),
            measures=recourse.list_outstanding(contested.id, keys=self.keys, now=now),
            protects_others=contested.protects,
            now=now,
        )
        self.stays = tuple(sorted(measure.id for measure in meanwhile.in_force))
        row.stayed_at = now
        row.save(update_fields=["stayed_at"])
        return recourse.rest(contested.id, keeps=frozenset(self.stays), now=now)

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say that we are late, or that it rests until they have their answer."""
        row, contested = self.row, self.contested
        words = {
            "kind": "overdue" if self.clock.clock == ClockId.APPEAL_LIMIT else "late",
            "language": contested.language,
            "appeal": row.id,
            "due_at": None if row.due_at is None else row.due_at.isoformat(),
            "stays": list(self.stays),
        }
        recourse = RECOURSES[contested.matter]
        return [recourse.tell(contested.id, words, number=number_of(row), keys=self.keys, now=now)]


class AppealWatch:
    """Finds the appeal of a clock. Once its decision rests, only that was still to be said."""

    def find(self, row: Clock, *, now: datetime) -> WatchedAppeal | None:
        """Return the appeal; None where it is over, its decision rests already, or its member was erased."""
        open_ones = Appeal.objects.select_for_update().filter(id=row.subject, is_test=row.is_test, ended_at=None)
        found = open_ones.filter(stayed_at=None).first()
        # What an erased member appealed against may be gone with them.
        if found is None or not read_keys([found.member_id]).has(found.member_id):
            return None
        contested = lock_contested(found.decision, is_test=row.is_test, now=now)
        keys = lock_members([found.member_id], now=now)
        return WatchedAppeal(row, found, contested, keys) if keys.has(found.member_id) else None
