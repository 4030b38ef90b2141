"""The table of clocks says what due process says, and can only be tightened."""

import pytest

from habeas.domain.clocks.lengths import Counting, Length, Unit
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId, ClockLoosened, Consequence, UnitDiffers, days, hours, months, tightened

MUST_BE = {
    ClockId.SOR_DELIVER: hours(0),
    ClockId.TERMINATION_NOTICE: days(30),
    ClockId.US_SEATTLE_NOTICE: days(14),
    ClockId.APPEAL_WINDOW: months(6),
    ClockId.WORKER_REVIEW_REPLY: days(14),
    ClockId.WORKER_RECTIFY: days(14),
    ClockId.APPEAL_TIMELY: days(7),
    ClockId.APPEAL_LIMIT: days(14),
    ClockId.MEMBER_REACHED: hours(72),
    ClockId.REINSTATE: hours(24),
    ClockId.ODS_DECISION: days(90),
    ClockId.TERMS_CHANGE: days(15),
    ClockId.DSAR_REPLY: months(1),
    ClockId.TDB_SUBMIT: hours(24),
    ClockId.TRANSPARENCY_REPORT: months(2),
    ClockId.COMPLAINT_STATS: months(12),
    ClockId.MESSAGE_HOLD: hours(4),
    ClockId.MESSAGE_HOLD_IN_CONTRACT: hours(1),
    ClockId.SAFEGUARD_MAX: hours(24),
    ClockId.SUSPENSION_INTERIM: days(7),
    ClockId.SUSPENSION_LONGEST: days(14),
    ClockId.NOTICE_OF_INTENT: hours(72),
    ClockId.HOLD_MAX: days(14),
    ClockId.HOLD_LONGEST: days(90),
}


class TestClocks:
    @pytest.mark.parametrize("clock", ClockId)
    def test_each_names_its_rule_its_start_and_what_follows(self, clock: ClockId) -> None:
        row = CLOCKS[clock]

        assert row.rules
        assert row.starts
        assert row.on_breach

    @pytest.mark.parametrize(("clock", "length"), MUST_BE.items())
    def test_are_as_long_as_due_process_says(self, clock: ClockId, length: Length) -> None:
        """DSA20-1, P2B4-2, P2B3-2, PWD11-2, PWD11-3, SEA-1, FUND-4, P2B11-4, DSA21-1."""
        assert CLOCKS[clock].length == length

    def test_of_law_never_stand_still_and_count_calendar_time(self) -> None:
        stands_still = {clock for clock, row in CLOCKS.items() if row.pauses}
        in_working_time = {clock for clock, row in CLOCKS.items() if row.in_working_time}

        assert stands_still == {ClockId.APPEAL_TIMELY, ClockId.CASE_REVIEWED, ClockId.FIRST_RESPONSE}
        assert in_working_time == {ClockId.CASE_REVIEWED, ClockId.FIRST_RESPONSE}

    def test_of_measures_end_them(self) -> None:
        """Invariant 12: a suspension and a safeguard end by themselves."""
        ends = {clock for clock, row in CLOCKS.items() if Consequence.END_MEASURE in row.on_breach}

        assert ends == {
            ClockId.SAFEGUARD_MAX,
            ClockId.SUSPENSION_INTERIM,
            ClockId.SUSPENSION_LONGEST,
            ClockId.IMMINENT_HARM_APPROVAL,
        }
        assert all(CLOCKS[clock].counting is Counting.AT_MOST for clock in ends)


class TestTightened:
    def test_takes_a_shorter_deadline_and_a_longer_notice(self) -> None:
        clocks = tightened(CLOCKS, lengths={ClockId.APPEAL_TIMELY: days(5), ClockId.TERMINATION_NOTICE: days(45)})

        assert clocks[ClockId.APPEAL_TIMELY].length == days(5)
        assert clocks[ClockId.TERMINATION_NOTICE].length == days(45)

    @pytest.mark.parametrize(
        ("clock", "length"),
        [
            (ClockId.APPEAL_TIMELY, days(8)),
            (ClockId.TERMINATION_NOTICE, days(29)),
            (ClockId.APPEAL_WINDOW, months(5)),
        ],
    )
    def test_refuses_what_would_loosen(self, clock: ClockId, length: Length) -> None:
        with pytest.raises(ClockLoosened, match="may only be tightened"):
            tightened(CLOCKS, lengths={clock: length})

    def test_refuses_other_units(self) -> None:
        with pytest.raises(UnitDiffers, match="counted in months"):
            tightened(CLOCKS, lengths={ClockId.APPEAL_WINDOW: Length(184, Unit.DAYS)})
