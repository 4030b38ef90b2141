"""What becomes of a sanction whose appeal is past its limit (invariant 12): it rests, or narrows to what protects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.domain.appeals.appeal import Appeal
from habeas.domain.clocks.deadlines import ClockState, Deadline
from habeas.domain.sanctions.measures import Measure


class Rest(StrEnum):
    """What happens to the sanction meanwhile."""

    NOTHING = "nothing"
    STAYED = "stayed"
    NARROWED = "narrowed"


@dataclass(frozen=True, slots=True)
class OverdueAppeal:
    """What becomes of the measures, and whether what is due is paid out."""

    rest: Rest
    in_force: tuple[Measure, ...]
    pays_what_is_due: bool


def measures_meanwhile(
    appeal: Appeal, *, limit: Deadline, measures: Iterable[Measure], protects_others: frozenset[str], now: datetime
) -> OverdueAppeal:
    """Return the measures that bind while an appeal is open. `limit` is its clock `appeal_limit`.

    `protects_others` are the measures that the decision records as the least that protects identified others: past the
    limit they alone stay. No measure that was recorded so: the sanction rests.
    """
    held = tuple(measures)
    if not appeal.is_open or limit.state(now) is not ClockState.BREACHED:
        return OverdueAppeal(Rest.NOTHING, held, pays_what_is_due=False)
    stay = tuple(measure for measure in held if measure.id in protects_others)
    return OverdueAppeal(Rest.NARROWED if stay else Rest.STAYED, stay, pays_what_is_due=True)
