"""Clocks at whose end something is over by itself: who should look at it is warned in time (invariant 12)."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.sanctions.sanction import State
from habeas.server.deadlines.models import Clock
from habeas.server.holds.models import Hold
from habeas.server.holds.views import hold_as_json
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.watching.watched import Json, Quiet


@dataclass(frozen=True, slots=True)
class WatchedEnd(Quiet):
    """What ends by itself, and what is told of it; the act at its end tells the member."""

    subject: str
    about: Json


class SanctionWatch:
    """Finds the sanction that a clock ends."""

    def find(self, row: Clock, *, now: datetime) -> WatchedEnd | None:  # noqa: ARG002  # as all
        """Return it; None where it is not in effect any more."""
        found = Sanction.objects.select_for_update().filter(id=row.subject, is_test=row.is_test).first()
        if found is None or found.state != State.EFFECTIVE:
            return None
        return WatchedEnd(f"sanction:{found.id}", {"sanction": sanctions.as_json(found)})


class HoldWatch:
    """Finds the money that a clock frees."""

    def find(self, row: Clock, *, now: datetime) -> WatchedEnd | None:  # noqa: ARG002  # as all
        """Return it; None where it is free already."""
        waiting = Hold.objects.select_for_update(of=("self",)).select_related("owner")
        found = waiting.filter(id=row.subject, released_at=None).first()
        return None if found is None else WatchedEnd(f"hold:{found.id}", {"hold": hold_as_json(found)})
