"""A sanction rests once the appeal against it is past its limit."""

from datetime import UTC

import pytest

from habeas.domain.appeals.overdue import OverdueAppeal, Rest, measures_meanwhile
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from tests.factories.appeals import DAY, NOW, answered, filed
from tests.factories.sanctions import SUSPENSION, a_measure

LIMIT = start(CLOCKS[ClockId.APPEAL_LIMIT], subject="p1", started_at=NOW, zone=UTC)
LEAST = a_measure(id="least")


class TestMeasuresMeanwhile:
    @pytest.mark.parametrize(
        ("days", "protects", "expected"),
        [
            (14, set(), OverdueAppeal(Rest.NOTHING, (SUSPENSION, LEAST), pays_what_is_due=False)),
            (15, set(), OverdueAppeal(Rest.STAYED, (), pays_what_is_due=True)),
            (15, {"least"}, OverdueAppeal(Rest.NARROWED, (LEAST,), pays_what_is_due=True)),
            (15, {"other"}, OverdueAppeal(Rest.STAYED, (), pays_what_is_due=True)),
        ],
    )
    def test_rest_past_the_limit_but_for_the_least_that_protects(
        self, days: int, protects: set[str], expected: OverdueAppeal
    ) -> None:
        """Invariant 12, DSA20-4: past its limit it stays the sanction or narrows it, and what is due is paid."""
        meanwhile = measures_meanwhile(
            filed(),
            limit=LIMIT,
            measures=[SUSPENSION, LEAST],
            protects_others=frozenset(protects),
            now=NOW + days * DAY,
        )

        assert meanwhile == expected

    def test_stay_as_they_are_once_the_appeal_is_answered(self) -> None:
        meanwhile = measures_meanwhile(
            answered(), limit=LIMIT, measures=[SUSPENSION], protects_others=frozenset(), now=NOW + 99 * DAY
        )

        assert meanwhile.rest is Rest.NOTHING
