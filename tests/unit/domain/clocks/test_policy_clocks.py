"""A policy sets the clocks that it names, and only to what is tighter."""

from datetime import timedelta

import pytest

from habeas.domain.clocks.policy_clocks import ClockNotWhole, UnknownClock, clocks_under
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId, ClockLoosened, days, hours
from habeas.files.policies import list_shipped, read_shipped_policy

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class TestClocksUnder:
    @pytest.mark.parametrize("policy", list_shipped())
    def test_takes_every_clock_of_the_shipped_policies(self, policy: str) -> None:
        """Invariant 12: no clock of a policy is left without effect."""
        assert clocks_under(read_shipped_policy(policy).clocks).keys() == CLOCKS.keys()

    def test_tightens_what_the_policy_names(self) -> None:
        clocks = clocks_under({"appeal_decided": 10 * DAY, "held_message": 2 * HOUR, "case_reviewed": DAY + 4 * HOUR})

        assert clocks[ClockId.APPEAL_LIMIT].length == days(10)
        assert clocks[ClockId.MESSAGE_HOLD].length == hours(2)
        assert clocks[ClockId.CASE_REVIEWED].length == hours(12)

    def test_refuses_to_loosen_to_invent_or_to_split_units(self) -> None:
        with pytest.raises(ClockLoosened, match="appeal_limit is 14 days"):
            clocks_under({"appeal_decided": 15 * DAY})
        with pytest.raises(UnknownClock, match="which nothing runs by"):
            clocks_under({"coffee_break": HOUR})
        with pytest.raises(ClockNotWhole, match="counts whole days"):
            clocks_under({"appeal_decided": 36 * HOUR})
