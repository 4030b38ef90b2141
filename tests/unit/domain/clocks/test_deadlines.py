"""A deadline is computed once, stands still only for the member, and tells each thing once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.domain.clocks.calendars import BusinessCalendar, Period, add_working_time, working_time_between
from habeas.domain.clocks.deadlines import (
    MOST_PAUSED,
    CalendarNeeded,
    ClockNeverPauses,
    ClockNotPaused,
    ClockNotRunning,
    ClockState,
    Deadline,
    PauseSpent,
    PromiseInThePast,
    extended,
    meet,
    next_moment,
    pause,
    promise,
    resume,
    start,
    tick,
)
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId, Consequence

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALWAYS_OPEN = BusinessCalendar(zone=UTC, periods=dict.fromkeys(range(7), (Period(time(8), time(16)),)))


def started(clock: ClockId, at: datetime = NOW) -> Deadline:
    return start(CLOCKS[clock], subject="appeal:1", started_at=at, zone=UTC, calendar=ALWAYS_OPEN)


class TestStart:
    def test_computes_the_end_with_the_rule_that_made_it(self) -> None:
        """DSA20-1, DSA20-2: from delivery, six calendar months."""
        window = started(ClockId.APPEAL_WINDOW)

        assert window.due_at == datetime(2026, 9, 3, tzinfo=UTC)
        assert window.rules == ("DSA20-1", "DSA20-2")

    def test_counts_working_time_for_service(self) -> None:
        assert started(ClockId.FIRST_RESPONSE).due_at == NOW + DAY

    def test_refuses_working_time_without_a_calendar(self) -> None:
        with pytest.raises(CalendarNeeded, match="give the calendar"):
            start(CLOCKS[ClockId.FIRST_RESPONSE], subject="ticket:1", started_at=NOW, zone=UTC)

    def test_warns_while_people_work(self) -> None:
        """Invariant 12: a warning at night is read by nobody, and the time that it gives is gone in the morning."""
        monday = datetime(2026, 3, 2, 10, tzinfo=UTC)
        mornings = (Period(time(9), time(12)), Period(time(14), time(17)))
        office = BusinessCalendar(
            zone=UTC, periods=dict.fromkeys(range(5), mornings), holidays=frozenset({date(2026, 3, 3)})
        )

        case = start(CLOCKS[ClockId.CASE_REVIEWED], subject="case:1", started_at=monday, zone=UTC, calendar=office)
        quiet = replace(CLOCKS[ClockId.CASE_REVIEWED], warns_before=None)

        assert case.due_at == datetime(2026, 3, 5, 16, tzinfo=UTC)
        assert case.warns_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
        assert start(quiet, subject="case:1", started_at=monday, zone=UTC, calendar=office).warns_at is None

    def test_warns_at_once_where_little_time_is_left(self) -> None:
        short = promise(by="Eva", words="I write back", subject="ticket:1", until=NOW + timedelta(hours=1), now=NOW)

        assert short.warns_at == NOW


class TestExtended:
    def test_adds_what_the_rule_allows_once(self) -> None:
        """DSA21-1: 90 days, and 90 more where a case is very complex."""
        longer = extended(started(ClockId.ODS_DECISION), zone=UTC)

        assert longer.due_at == datetime(2026, 8, 30, tzinfo=UTC)

    def test_refuses_where_the_rule_knows_none(self) -> None:
        with pytest.raises(KeyError, match="no extension"):
            extended(started(ClockId.APPEAL_LIMIT), zone=UTC)


class TestPromise:
    def test_of_an_agent_is_a_clock(self) -> None:
        """Invariant 12: every promise has a clock."""
        deadline = promise(by="Eva", words="I look into it", subject="ticket:1", until=NOW + DAY, now=NOW)

        assert deadline.promised == "I look into it"
        assert deadline.rules == ("invariant 12", "promised by Eva")
        assert tick(deadline, now=NOW + DAY).consequences == (Consequence.ESCALATE, Consequence.TELL_MEMBER)

    def test_refuses_a_time_that_is_over(self) -> None:
        with pytest.raises(PromiseInThePast, match="a time to come"):
            promise(by="Eva", words="I did", subject="ticket:1", until=NOW, now=NOW)


class TestPause:
    def test_moves_the_end_by_the_time_it_stood_still(self) -> None:
        deadline = started(ClockId.APPEAL_TIMELY)
        waiting = pause(deadline, now=NOW + DAY)

        assert waiting.state(NOW + 2 * DAY) is ClockState.PAUSED
        again = resume(waiting, now=NOW + 3 * DAY)
        assert again.due_at == deadline.due_at + 2 * DAY
        assert again.state(NOW + 3 * DAY) is ClockState.RUNNING

    def test_ends_by_itself_at_the_cap(self) -> None:
        deadline = started(ClockId.APPEAL_TIMELY)
        waiting = pause(deadline, now=NOW + DAY)
        late = NOW + DAY + MOST_PAUSED

        assert waiting.state(late) is ClockState.RUNNING
        assert waiting.due_by(late + 10 * DAY) == deadline.due_at + MOST_PAUSED
        with pytest.raises(PauseSpent, match="7 days"):
            pause(waiting, now=late)
        with pytest.raises(PauseSpent, match="7 days"):
            pause(resume(waiting, now=late), now=late)

    def test_sums_up_over_several_pauses(self) -> None:
        once = resume(pause(started(ClockId.APPEAL_TIMELY), now=NOW), now=NOW + 5 * DAY)
        twice = resume(pause(once, now=NOW + 5 * DAY), now=NOW + 10 * DAY)

        assert twice.paused_for == MOST_PAUSED

    def test_is_not_for_legal_clocks(self) -> None:
        """PWD11-2: two weeks run whatever is asked."""
        with pytest.raises(ClockNeverPauses, match="does not stand still"):
            pause(started(ClockId.WORKER_REVIEW_REPLY), now=NOW)

    def test_is_not_for_what_is_met_or_stands_still(self) -> None:
        deadline = started(ClockId.APPEAL_TIMELY)

        with pytest.raises(ClockNotRunning, match="is met"):
            pause(meet(deadline, now=NOW), now=NOW)
        with pytest.raises(ClockNotRunning, match="is paused"):
            pause(pause(deadline, now=NOW), now=NOW)

    def test_can_only_end_where_it_began(self) -> None:
        with pytest.raises(ClockNotPaused, match="cannot go on"):
            resume(started(ClockId.APPEAL_TIMELY), now=NOW)

    def test_moves_no_warning_where_there_is_none(self) -> None:
        quiet = Deadline(
            clock=ClockId.APPEAL_ACKNOWLEDGED, subject="a", rules=(), started_at=NOW, due_at=NOW + DAY, pauses=True
        )

        assert resume(pause(quiet, now=NOW), now=NOW + DAY).warns_at is None


MORNINGS_AND_AFTERNOONS = (Period(time(9), time(12)), Period(time(14), time(17)))
OFFICE = BusinessCalendar(
    zone=ZoneInfo("Europe/Madrid"),
    periods=dict.fromkeys(range(5), MORNINGS_AND_AFTERNOONS),
    holidays=frozenset({date(2026, 3, 24)}),
)
MINUTES_A_WEEK = 7 * 24 * 60


def a_case(at: datetime) -> Deadline:
    return start(CLOCKS[ClockId.CASE_REVIEWED], subject="case:1", started_at=at, zone=UTC, calendar=OFFICE)


def at_work(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=OFFICE.zone)


class TestPauseOfWorkingTime:
    def test_gives_nothing_for_a_weekend(self) -> None:
        """Invariant 12: from Friday's close to Monday's opening nobody would have worked on it."""
        clock = a_case(at_work(5, 14))
        waiting = pause(clock, now=at_work(6, 17))

        assert waiting.due_by(at_work(8, 12)) == clock.due_at
        assert resume(waiting, now=at_work(9, 9)).due_at == clock.due_at

    def test_leaves_after_a_night_what_was_left_before_it(self) -> None:
        waiting = pause(a_case(at_work(2, 9)), now=at_work(3, 16))
        again = resume(waiting, now=at_work(4, 10))

        assert (waiting.due_at, waiting.warns_at) == (at_work(4, 15).astimezone(UTC), at_work(3, 17).astimezone(UTC))
        assert (again.due_at, again.warns_at) == (at_work(4, 17).astimezone(UTC), at_work(4, 11).astimezone(UTC))

    def test_goes_on_by_itself_after_days_of_the_wall(self) -> None:
        """The cap is a week whatever people work in it: the member's patience has no office hours."""
        waiting = pause(a_case(at_work(2, 9)), now=at_work(3, 9))

        assert not waiting.is_paused(at_work(10, 9))
        assert waiting.due_by(at_work(20, 9)) == at_work(11, 15).astimezone(UTC)
        assert resume(waiting, now=at_work(20, 9)).paused_for == MOST_PAUSED

    @given(
        started_after=st.integers(0, 4 * MINUTES_A_WEEK),
        paused_after=st.integers(0, MINUTES_A_WEEK),
        lasting=st.integers(0, MINUTES_A_WEEK),
    )
    def test_moves_the_end_by_the_working_time_in_it(self, started_after: int, paused_after: int, lasting: int) -> None:
        clock = a_case(NOW + timedelta(minutes=started_after))
        began = clock.started_at + min(timedelta(minutes=paused_after), clock.due_at - clock.started_at) / 2
        ended = began + timedelta(minutes=lasting)
        waiting = pause(clock, now=began)
        again = resume(waiting, now=ended)
        worked = working_time_between(began, ended, calendar=OFFICE)

        if not worked:
            assert (again.due_at, again.warns_at) == (clock.due_at, clock.warns_at)
        else:
            assert again.due_at == add_working_time(clock.due_at, duration=worked, calendar=OFFICE)
        assert working_time_between(ended, again.due_at, calendar=OFFICE) == working_time_between(
            began, clock.due_at, calendar=OFFICE
        )
        assert waiting.state(ended) is not ClockState.BREACHED


class TestMeet:
    def test_counts_the_first_time(self) -> None:
        met = meet(meet(started(ClockId.APPEAL_LIMIT), now=NOW + DAY), now=NOW + 3 * DAY)

        assert met.met_at == NOW + DAY
        assert met.state(NOW + 100 * DAY) is ClockState.MET

    def test_too_late_stays_breached(self) -> None:
        deadline = started(ClockId.WORKER_REVIEW_REPLY)
        last_minute = datetime(2026, 3, 16, 23, 59, tzinfo=UTC)

        assert meet(deadline, now=last_minute).state(NOW + 100 * DAY) is ClockState.MET
        assert meet(deadline, now=last_minute + timedelta(minutes=1)).state(NOW) is ClockState.BREACHED


class TestTick:
    def test_warns_once_and_tells_the_breach_once(self) -> None:
        """Invariant 12: a clock that runs out escalates and tells the member."""
        deadline = started(ClockId.APPEAL_LIMIT)
        assert tick(deadline, now=NOW).consequences == ()

        warned = tick(deadline, now=NOW + 13 * DAY)
        assert warned.deadline.state(NOW + 13 * DAY) is ClockState.WARNED
        assert warned.consequences == (Consequence.WARN_ASSIGNEE, Consequence.WARN_LEAD)
        assert tick(warned.deadline, now=NOW + 13 * DAY).consequences == ()

        breached = tick(warned.deadline, now=NOW + 20 * DAY)
        assert breached.deadline.breached_at == deadline.due_at
        assert Consequence.STAY_SANCTION in breached.consequences
        assert Consequence.TELL_MEMBER in breached.consequences
        assert tick(breached.deadline, now=NOW + 30 * DAY).consequences == ()
        assert breached.deadline.state(NOW) is ClockState.BREACHED

    def test_only_counts_what_was_met_before_the_breach_was_noted(self) -> None:
        """PWD11-2: a breach is a public number, and an answered appeal stays no sanction."""
        late = meet(started(ClockId.APPEAL_LIMIT), now=NOW + 20 * DAY)

        assert tick(late, now=NOW + 21 * DAY).consequences == (Consequence.COUNT_PUBLICLY,)

    def test_says_nothing_of_what_was_met_in_time(self) -> None:
        met = meet(started(ClockId.APPEAL_LIMIT), now=NOW + DAY)

        assert tick(met, now=NOW + 50 * DAY).consequences == ()


class TestNextMoment:
    def test_is_the_warning_then_the_end_then_never(self) -> None:
        clock = started(ClockId.FIRST_RESPONSE)
        warns_at = clock.due_at - timedelta(hours=2)

        assert next_moment(clock, now=NOW) == warns_at
        warned = tick(clock, now=warns_at).deadline
        assert next_moment(warned, now=warns_at) == clock.due_at
        breached = tick(warned, now=clock.due_at).deadline
        assert next_moment(breached, now=clock.due_at) is None
        assert next_moment(meet(clock, now=NOW), now=NOW) is None

    def test_waits_for_the_longest_pause_and_moves_with_it(self) -> None:
        clock = started(ClockId.FIRST_RESPONSE)
        paused = pause(clock, now=NOW)

        # Open each day of the week, a day of the pause is a day of work.
        assert next_moment(paused, now=NOW + DAY) == NOW + MOST_PAUSED
        assert next_moment(paused, now=NOW + MOST_PAUSED) == clock.due_at - timedelta(hours=2) + MOST_PAUSED
        assert next_moment(resume(paused, now=NOW + DAY), now=NOW + DAY) == clock.due_at - timedelta(hours=2) + DAY

    def test_is_the_end_where_nothing_warns(self) -> None:
        clock = started(ClockId.MESSAGE_HOLD)

        assert next_moment(clock, now=NOW) == clock.due_at
