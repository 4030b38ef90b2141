"""Cases under random moves of people, clocks and the passing of time: nobody decides unseen, nothing waits for ever."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.cases.case import Case, CaseMove, CaseState, Subject, move_case
from habeas.domain.clocks.calendars import BusinessCalendar, Period
from habeas.domain.clocks.deadlines import MOST_PAUSED, Deadline, meet, next_moment, pause, resume, start, tick
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId, Consequence
from habeas.domain.refusals import Refused

BEGINNING = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = (Actor("ana"), Actor("ben"))
ALWAYS = BusinessCalendar(zone=UTC, periods=dict.fromkeys(range(7), (Period(datetime.min.time()),)))
SPANS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=4))


class CaseMachine(RuleBasedStateMachine):
    """One case and its clock of service, as the shell moves both."""

    @initialize()
    def open(self) -> None:
        self.now = BEGINNING
        self.case = Case(id="c", subject=Subject(member="mia"), opened_at=self.now)
        self.case = move_case(self.case, move=CaseMove.QUEUE, by=MACHINE, now=self.now)
        self.clock: Deadline = start(
            CLOCKS[ClockId.CASE_REVIEWED], subject="c", started_at=self.now, zone=UTC, calendar=ALWAYS
        )
        self.first_due = self.clock.due_at
        self.told: list[Consequence] = []

    @rule(move=st.sampled_from(CaseMove), by=st.sampled_from((*PEOPLE, MACHINE)), to=st.sampled_from(PEOPLE))
    def try_to_move(self, move: CaseMove, by: Actor, to: Actor) -> None:
        """Whatever is refused leaves the case as it was; what a person alone may do is done by nobody else."""
        before = self.case
        try:
            moved = move_case(before, move=move, by=by, now=self.now, because="it is so", to=to)
            clock = self._clock_after(move)
        except Refused:
            return
        self.case, self.clock = moved, clock
        if move in {CaseMove.DECIDE, CaseMove.TAKE_NO_ACTION, CaseMove.ASK_MEMBER}:
            assert by.is_human
        if move in {CaseMove.DECIDE, CaseMove.TAKE_NO_ACTION} and before.state is CaseState.CLAIMED:
            assert before.holder == by
            assert before.is_held(self.now)

    def _clock_after(self, move: CaseMove) -> Deadline:
        if move is CaseMove.ASK_MEMBER:
            return pause(self.clock, now=self.now)
        if move is CaseMove.HEAR_MEMBER:
            return resume(self.clock, now=self.now)
        return meet(self.clock, now=self.now) if move in {CaseMove.DECIDE, CaseMove.TAKE_NO_ACTION} else self.clock

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        """Let time pass, and whoever looks at clocks do so when it is due."""
        end = self.now + span
        while (at := next_moment(self.clock, now=self.now)) is not None and at <= end:
            self.now = max(self.now, at)
            ticked = tick(self.clock, now=self.now)
            self.told += ticked.consequences
            if ticked.deadline == self.clock and next_moment(self.clock, now=self.now) == at:
                break
            self.clock = ticked.deadline
        self.now = end
        self._end_wait()

    def _end_wait(self) -> None:
        """Let a case go on whose member has been waited for as long as it may."""
        waits = self.case.state is CaseState.WAITING_ON_MEMBER
        if waits and self.clock.paused_at is not None and not self.clock.is_paused(self.now):
            self.case = move_case(self.case, move=CaseMove.HEAR_MEMBER, by=MACHINE, now=self.now)
            self.clock = resume(self.clock, now=self.now)

    @precondition(lambda self: self.clock.breached_at is None)
    @rule()
    def look_twice(self) -> None:
        """Say nothing twice of a clock that is looked at twice."""
        once = tick(self.clock, now=self.now).deadline
        assert tick(once, now=self.now).consequences == ()

    @invariant()
    def stands_still_no_longer_than_the_cap(self) -> None:
        """Invariant 12."""
        assert self.clock.paused_for <= MOST_PAUSED
        assert self.first_due <= self.clock.due_by(self.now) <= self.first_due + MOST_PAUSED

    @invariant()
    def tells_each_thing_once(self) -> None:
        assert self.told.count(Consequence.ESCALATE) <= 1
        assert self.told.count(Consequence.WARN_LEAD) <= 1

    @invariant()
    def is_held_by_a_person_or_by_nobody(self) -> None:
        """PWD10-5."""
        assert (self.case.holder is not None) == (self.case.state is CaseState.CLAIMED)
        assert self.case.holder is None or self.case.holder.is_human


TestCases = CaseMachine.TestCase
