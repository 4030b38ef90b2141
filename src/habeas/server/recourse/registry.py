"""Which way back each kind of decision has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from habeas.domain.appeals.standing import Matter
from habeas.server.independence.queries import list_who_took_part
from habeas.server.recourse.holds import DeductionRecourse, HoldRecourse
from habeas.server.recourse.limits import AppealLimitRecourse
from habeas.server.recourse.recourse import Contested, Recourse
from habeas.server.recourse.reports import ReportRecourse
from habeas.server.recourse.safeguards import SafeguardRecourse
from habeas.server.recourse.sanctions import SanctionRecourse
from habeas.server.recourse.screenings import ScreeningRecourse


class NoSuchDecision(LookupError):
    """A decision that is not there, or that nothing can follow from."""


RECOURSES: Final[Mapping[Matter, Recourse]] = {
    Matter.SANCTION: SanctionRecourse(),
    Matter.SCREENING: ScreeningRecourse(),
    Matter.MONEY_HOLD: HoldRecourse(),
    Matter.DEDUCTION: DeductionRecourse(),
    Matter.REPORT: ReportRecourse(),
    Matter.APPEAL_LIMIT: AppealLimitRecourse(),
    Matter.SAFEGUARD: SafeguardRecourse(),
}
"""The ids of decisions differ by kind, so that no two of these find the same."""


def lock_contested(decision: str, *, is_test: bool, now: datetime) -> Contested:
    """Return a decision of any kind, locked till the transaction ends. Raises NoSuchDecision."""
    for recourse in RECOURSES.values():
        found = recourse.lock(decision, is_test=is_test, now=now)
        if found is not None:
            others = list_who_took_part([found.id, found.within])
            return replace(found, took_part=tuple(dict.fromkeys([*found.took_part, *others])))
    raise NoSuchDecision(decision)
