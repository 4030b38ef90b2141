"""Notes who takes part in a decision, in the transaction of the act itself."""

from collections.abc import Iterable
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.server.identity.staff import is_staff, staff_id
from habeas.server.independence.models import Participation


def note_part(subject: str, part: Part | None, *, by: Actor, now: datetime) -> None:
    """Keep that a person took part in what is decided in a case, or in a decision. A machine takes no part."""
    note_parts([(subject, part, by)], now=now)


def note_parts(parts: Iterable[tuple[str, Part | None, Actor]], *, now: datetime) -> None:
    """Keep that people took part, each in what, the first time of each part."""
    Participation.objects.bulk_create(
        [
            Participation(subject=subject, staff_id=staff_id(by), part=part, at=now)
            for subject, part, by in parts
            if part is not None and is_staff(by)
        ],
        ignore_conflicts=True,
    )
