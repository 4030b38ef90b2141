"""The clock of a decision of which its member could not be told: they are reached, or it rests (decision 0020)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from habeas.domain.sanctions.resting import goes_on_unreached
from habeas.domain.sanctions.sanction import State
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.models import Clock
from habeas.server.notices.operations import send_to_member
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.sanctions import NOT_REACHED, let_rest
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.watching.notices import words_of
from habeas.server.watching.watched import Json, Quiet


@dataclass(slots=True)
class WatchedMember(Quiet):
    """A decision whose member does not have it. `rested`: something of it has ended for that now."""

    row: Sanction
    keys: Keyring
    rested: bool = field(default=False, init=False)

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"sanction:{self.row.id}"

    @property
    def about(self) -> Json:
        """Return the decision as interfaces show it."""
        return {"sanction": sanctions.as_json(self.row)}

    def rest(self, *, now: datetime) -> list[Happening]:
        """End what it takes and can wait; what has not begun does not before they have it anyway."""
        standing = sanctions.standing_of(self.row, open_content(self.row.member_id, self.row.sealed, keys=self.keys))
        keeps = goes_on_unreached(standing)
        if all(one.id in keeps for one in standing.in_force(now)):
            return []
        self.rested = True
        return let_rest(self.row.id, keeps=keeps, because=NOT_REACHED, now=now)

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say that it rests, where it does: they find it at the portal, and in the mail to another address."""
        if not self.rested:
            return []
        rests = ClockNotice(kind=ClockNoticeKind.NOT_REACHED, about=self.row.id, on=now.astimezone(UTC).date())
        words = words_of(rests, language=self.row.language)
        return [send_to_member(self.row, words, keys=self.keys, now=now)]


class ReachingWatch:
    """Finds the decision whose member is to be reached."""

    def find(self, row: Clock, *, now: datetime) -> WatchedMember | None:
        """Return it; None where it is over, or its member was erased."""
        found = Sanction.objects.select_for_update().filter(id=row.subject, is_test=row.is_test).first()
        if found is None or found.state in {State.ENDED, State.REVERSED}:
            return None
        keys = lock_members([found.member_id], now=now)
        return WatchedMember(found, keys) if keys.has(found.member_id) else None
