"""Whatever people, programs, clocks and crashes do, no decision escapes its reasons, its second person and its way back.

A machine of random histories: decisions about one member by right and wrong people, statements that bounce, answers,
appeals that are upheld, varied or overturned, reversals that crash between any two steps, a clock that jumps, and a
network that brings what the host tells late, twice and in any order. The invariants hold after every step. What late
facts do to messages alone, more of them and among more members, is in `test_late_facts.py`.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.appeals.appeal import Appeal, AppealState, Argument, Outcome, Ruling
from habeas.domain.appeals.filing import Filing, file_appeal
from habeas.domain.appeals.hearing import Reviewer, acknowledge, assign, withdraw
from habeas.domain.appeals.hearing import rule as decide_appeal
from habeas.domain.appeals.overdue import Rest, measures_meanwhile
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind, ReversalPlan, StepKind, plan_reversal
from habeas.domain.appeals.standing import Contestable, Standing, standing_of
from habeas.domain.clocks.deadlines import Deadline, start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.hindsight import Hindsight, ToldMessage
from habeas.domain.refusals import Refused
from habeas.domain.sanctions import moves, resting
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.measures import NEVER_TAKEN, is_allowed
from habeas.domain.sanctions.moves import Move
from habeas.domain.sanctions.sanction import Sanction, State, Urgency
from habeas.domain.sanctions.strikes import past_decision
from habeas.policy.actions import AUTOMATION_CEILING, Action
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.late import Response
from habeas.policy.timeline.spans import Span
from habeas.policy.timeline.strikes import Standing as StrikeStanding
from tests.factories.hindsights import POLICY, harshness, proven, told_at, told_message
from tests.factories.sanctions import DAY, HOUR, MEASURES, a_draft, a_measure, told

BEGIN: Final = datetime(2026, 2, 20, 9, tzinfo=UTC)
MADRID: Final = ZoneInfo("Europe/Madrid")
YEAR: Final = timedelta(days=365)
MIA: Final = Actor("mia")
STAFF: Final = tuple(Actor(name) for name in ("ana", "ben", "caro"))
ACTORS: Final = (*STAFF, MACHINE, Actor("key", ActorKind.API_KEY))
BESIDE: Final = a_measure(id="m2")
"""What each decision takes beside, and an appeal that is varied gives back."""
PROTECTS: Final = frozenset({BESIDE.id})
"""What stays while an appeal is late, for it protects others."""

ARGUMENT: Final = Argument("a1", "It was the number of a certificate.")
ANSWER: Final = "The registry shows that it is the certificate's own number."
REASONS: Final = "I looked at the messages and at the registry"

MOST: Final = 7
"""Decisions about one member in one history."""

TAKE_EFFECT: Final = 7
"""The place of that move among those that are tried."""

actors = st.sampled_from(ACTORS)
staff = st.sampled_from(STAFF)
drafted = st.sampled_from([Action.WARN, Action.RESTRICT, Action.SUSPEND_PENDING_REVIEW, Action.TERMINATE])
picks = st.integers(0, 10**6)


class DueProcess(RuleBasedStateMachine):
    """One member, some decisions about her, and everything that happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.sanctions: dict[str, Sanction] = {}
        self.appeals: dict[str, Appeal] = {}
        self.limits: dict[str, Deadline] = {}
        self.contests: dict[str, list[Span]] = {}
        self.plans: dict[str, ReversalPlan] = {}
        self.effects: dict[str, list[DecisionEffect]] = {}
        self.overturned: set[str] = set()
        self.varied: set[str] = set()
        self.noted: set[str] = set()
        self.performed: set[str] = set()
        self.undone: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.hindsight = Hindsight(POLICY)
        self.number = 0
        self.on_the_way: list[Event] = []
        self.messages: dict[str, ToldMessage] = {}
        self.done: dict[str, Move] = {}
        self.by_facts: set[str] = set()
        self.asked: set[str] = set()
        self.weighed = self.ordered = 0

    def pick(self, place: int) -> Sanction:
        return list(self.sanctions.values())[place % len(self.sanctions)]

    def move(self, sanction: Sanction, move: Move) -> None:
        try:
            self.sanctions[sanction.id] = advance(sanction, move=move)
            assert not isinstance(move, moves.Notify) or not move.bounced
        except Refused:
            assert self.sanctions[sanction.id] == sanction
        else:
            self.done[sanction.id] = move
            if isinstance(move, moves.Decide) and move.by.is_human:
                decided: dict[str, Any] = {"decision": sanction.decision, "member": "mia"}
                message = self.messages[sanction.decision].event.id
                self.hindsight.hear(
                    self.told_of(
                        "decision.made", **decided, action=sanction.action.word, message=message, by_human=True
                    )
                )

    def told_of(self, kind: str, *, back: timedelta = timedelta(0), **content: Any) -> Event:  # noqa: ANN401  # an event's own
        self.number += 1
        return told_at(self.now - back, kind, self.number, content)

    @rule(
        action=drafted,
        urgency=st.sampled_from(Urgency),
    )
    def draft(self, action: Action, urgency: Urgency) -> None:
        number = len(self.sanctions)
        if number < MOST:
            urgency = Urgency.ORDINARY if action is Action.TERMINATE else urgency
            measures = (*MEASURES[action], BESIDE) if action in MEASURES else ()
            changes = {"sanction": f"s{number}", "decision": f"d{number}", "measures": measures}
            made = a_draft(action, urgency=urgency, urgent_because="harm", zone=MADRID, **changes)
            self.sanctions[made.id] = made
            self.effects[made.decision] = effects(made)
            self.write(made.decision)

    def write(self, decision: str) -> None:
        """Let Mia write what the decision is about; it is judged with what was heard by then."""
        event = self.told_of("message.sent", sender="mia", recipients=["bob"])
        self.messages[decision] = told_message(event)
        self.hindsight.hear(event, message=self.messages[decision])

    @rule(steps=st.integers(1, 4))
    def let_a_machine_warn(self, steps: int) -> None:
        """Let a decision be a machine's alone: facts may take it back without anybody."""
        self.draft(Action.WARN, Urgency.ORDINARY)
        for _ in range(steps):
            self.do_what_comes_next_to(list(self.sanctions)[-1], by=MACHINE, other=STAFF[1])

    @rule(
        kind=st.sampled_from(["contract.started", "contract.ended", "relation.declared", "conversion_fee.paid"]),
        source=st.sampled_from(["platform", "both", "member"]),
        back=st.sampled_from([timedelta(0), HOUR, DAY, 40 * DAY]),
    )
    def let_a_fact_be_late(self, kind: str, source: str, back: timedelta) -> None:
        """Let something happen, or have happened, that nobody here has heard of yet."""
        parties = ["mia", "bob"]
        own: dict[str, Any] = {"contract": "c1"}
        if not kind.startswith("contract."):
            own = {"source": source, "declared_by": {"both": parties, "member": ["mia"], "platform": []}[source]}
        self.on_the_way.append(self.told_of(kind, back=back, parties=parties, **own))

    @precondition(lambda self: self.on_the_way)
    @rule(place=picks, again=st.booleans())
    def hear_a_fact(self, place: int, again: bool) -> None:
        """Let one of what is on its way be heard, perhaps not for the last time, and do what a machine may (F4)."""
        event = self.on_the_way[place % len(self.on_the_way)]
        if not again:
            self.on_the_way.remove(event)
        before = dict(self.sanctions)
        self.hindsight.hear(event)
        self.act_on_late_facts()
        assert before == self.sanctions

    @rule(crash=st.booleans())
    def hear_too_late_that_a_machine_warned_for_what_was_allowed(self, crash: bool) -> None:
        """Let a contract have run by then: the warning is taken back, whatever crashes meanwhile."""
        if len(self.sanctions) < MOST:
            self.let_a_machine_warn(4)
            contract = {"contract": f"k{self.number}", "parties": ["mia", "bob"]}
            self.hindsight.hear(self.told_of("contract.started", back=HOUR, **contract))
            self.act_on_late_facts()
            decision = self.sanctions[list(self.sanctions)[-1]].decision
            for crashes in (crash, False) if decision in self.by_facts else ():
                self.work_on(self.plans[decision], steps=30, crash=crashes)

    @precondition(lambda self: self.hindsight.heard)
    @rule(place=picks)
    def hear_something_again(self, place: int) -> None:
        """Let anything be brought twice: a message, a fact, a decision."""
        event = self.hindsight.heard[place % len(self.hindsight.heard)]
        before, changed = self.hindsight.judged, [one.change for one in self.hindsight.late_messages()]
        message = next((one for one in self.messages.values() if one.event is event), None)
        self.hindsight.hear(event, message=message)
        assert self.hindsight.judged == before
        assert [one.change.after for one in self.hindsight.late_messages()] == [one.after for one in changed]

    @precondition(lambda self: self.done)
    @rule(place=picks)
    def make_a_move_again(self, place: int) -> None:
        """Let what was done last be brought twice: it was done once, or it is refused.

        Only the last: who decides anew what a second person declined does nothing twice.
        """
        name, move = list(self.done.items())[place % len(self.done)]
        before = self.sanctions[name]
        try:
            after = advance(before, move=move)
        except Refused:
            return
        assert after == before

    def act_on_late_facts(self) -> None:
        """Take back what a machine may, as an overturned appeal would; ask a person about all else."""
        for late in self.hindsight.late_messages():
            decision = next(name for name, one in self.messages.items() if one.event.id == late.change.decision)
            sanction = self.sanctions[sanction_of(decision)]
            is_decided = sanction.decided_by is not None and sanction.state not in {State.ENDED, State.REVERSED}
            is_heard = any(one.is_open for one in self.appeals.values() if one.decision == decision)
            if late.change.response is not Response.REVERSE:
                self.asked.add(decision)
            elif is_decided and not is_heard and decision not in self.plans:
                self.by_facts.add(decision)
                self.plan(decision, Outcome.OVERTURNED, frozenset())

    @precondition(lambda self: self.sanctions)
    @rule(place=picks, by=actors, other=staff)
    def do_what_comes_next(self, place: int, by: Actor, other: Actor) -> None:
        self.do_what_comes_next_to(self.pick(place).id, by=by, other=other)

    def do_what_comes_next_to(self, name: str, *, by: Actor, other: Actor) -> None:
        sanction, now = self.sanctions[name], self.now
        following: dict[State, Move] = {
            State.DRAFT: moves.Decide(by=by, at=now),
            State.AWAITING_APPROVAL: moves.Approve(by=other, at=now, reasons=REASONS),
            State.DECIDED: moves.Announce(at=now) if sanction.announcement else told(now),
            State.ANNOUNCED: moves.Reply(by=other, at=now) if sanction.owes_reply else told(now),
            State.NOTIFIED: moves.TakeEffect(at=now),
        }
        if sanction.state in following:
            self.move(sanction, following[sanction.state])

    @precondition(lambda self: self.sanctions)
    @rule(place=picks)
    def go_all_the_way_to_effect(self, place: int) -> None:
        sanction = self.pick(place)
        ana, ben, _ = STAFF
        for _ in range(5):
            self.do_what_comes_next_to(sanction.id, by=ana, other=ben)
        earliest = self.sanctions[sanction.id].may_take_effect_at
        if self.sanctions[sanction.id].state is State.NOTIFIED and earliest is not None:
            self.let_time_pass(max(self.now, earliest) - self.now)
            self.do_what_comes_next_to(sanction.id, by=ana, other=ben)

    @rule(
        action=drafted,
        urgency=st.sampled_from(Urgency),
        steps=st.integers(0, 5),
        by=actors,
        which=st.sampled_from([0, 1, 6, 6, 7, 8, 8, 9, 12]),
        bounced=st.booleans(),
    )
    def go_some_way_and_err(  # Hypothesis draws them all
        self, action: Action, urgency: Urgency, steps: int, by: Actor, which: int, bounced: bool
    ) -> None:
        """Bring a sanction some way as it should go, and then do what may be wrong there."""
        self.draft(action, urgency)
        name = list(self.sanctions)[-1]
        for _ in range(steps):
            self.do_what_comes_next_to(name, by=STAFF[0], other=STAFF[1])
            earliest = self.sanctions[name].may_take_effect_at
            if self.sanctions[name].state is State.NOTIFIED and earliest is not None and which != TAKE_EFFECT:
                self.let_time_pass(max(self.now, earliest) - self.now)
        self.try_anything_with(self.sanctions[name], by=by, which=which, bounced=bounced, back=timedelta(0))

    @precondition(lambda self: self.sanctions)
    @rule(
        place=picks,
        by=actors,
        which=st.integers(0, 12),
        bounced=st.booleans(),
        back=st.sampled_from([timedelta(0), HOUR, 40 * DAY]),
    )
    def try_anything(self, place: int, by: Actor, which: int, bounced: bool, back: timedelta) -> None:
        self.try_anything_with(self.pick(place), by=by, which=which, bounced=bounced, back=back)

    def try_anything_with(self, sanction: Sanction, *, by: Actor, which: int, bounced: bool, back: timedelta) -> None:
        at = self.now - back
        every: list[Callable[[], Move]] = [
            lambda: moves.Decide(by=by, at=at),
            lambda: moves.Approve(by=by, at=at, reasons=REASONS),
            lambda: moves.Decline(by=by, at=at, reasons=REASONS),
            lambda: moves.Announce(at=at),
            lambda: moves.Answer(at=at),
            lambda: moves.Reply(by=by, at=at),
            lambda: moves.Notify(at=at, readable_at=at, accepted_at=at, bounced=bounced),
            lambda: moves.TakeEffect(at=at),
            lambda: moves.Renew(by=by, at=at, reasons=REASONS),
            lambda: moves.Review(by=by, at=at, reasons=REASONS),
            lambda: moves.RunOut(at=at),
            lambda: moves.Lift(by=by, at=at),
            lambda: moves.Withdraw(by=by, at=at),
        ]
        self.move(sanction, every[which]())

    @rule(jump=st.sampled_from([HOUR, 12 * HOUR, DAY, 3 * DAY, 15 * DAY, 31 * DAY, 200 * DAY]))
    def let_time_pass(self, jump: timedelta) -> None:
        self.now += jump
        self.look_at_clocks()

    def look_at_clocks(self) -> None:
        """Let rest what an appeal past its limit is about (invariant 12)."""
        for name, limit in self.limits.items():
            appeal, sanction = self.appeals[name], self.sanctions[sanction_of(self.appeals[name].decision)]
            held = sanction.outstanding(self.now)
            meanwhile = measures_meanwhile(appeal, limit=limit, measures=held, protects_others=PROTECTS, now=self.now)
            if meanwhile.rest is not Rest.NOTHING:
                keeps = frozenset(measure.id for measure in meanwhile.in_force)
                self.move(sanction, resting.Rest(at=max(self.now, moved(sanction)), keeps=keeps))

    @precondition(lambda self: self.sanctions)
    @rule(place=picks, jump=st.sampled_from([15 * DAY, 31 * DAY]))
    def appeal_before_effect_and_wait(self, place: int, jump: timedelta) -> None:
        """Contest what was told and has not begun; nobody answers, and its time comes."""
        sanction = self.pick(place)
        for _ in range(5):
            if self.sanctions[sanction.id].state is not State.NOTIFIED:
                self.do_what_comes_next_to(sanction.id, by=STAFF[0], other=STAFF[1])
        if self.sanctions[sanction.id].state is State.NOTIFIED:
            self.file(self.sanctions[sanction.id], MIA)
            self.let_time_pass(jump)
            self.do_what_comes_next_to(sanction.id, by=STAFF[0], other=STAFF[1])

    @precondition(lambda self: self.sanctions)
    @rule(place=picks, by=st.sampled_from([MIA, *ACTORS]))
    def appeal(self, place: int, by: Actor) -> None:
        sanction = self.pick(place)
        if sanction.notified_at is not None and sanction.decision not in self.by_facts:
            self.file(sanction, by)

    @precondition(lambda self: self.sanctions)
    @rule(place=picks, outcome=st.sampled_from([*Outcome, Outcome.OVERTURNED, Outcome.VARIED]))
    def go_all_the_way_to_a_ruling(self, place: int, outcome: Outcome) -> None:
        sanction = self.pick(place)
        if sanction.notified_at is not None and sanction.decision not in self.by_facts:
            self.file(sanction, MIA)
            for name, by in product(list(self.appeals), (*STAFF, *STAFF)):
                if self.appeals[name].decision == sanction.decision:
                    self.hear(name, by=by, outcome=outcome)

    def file(self, sanction: Sanction, by: Actor) -> None:
        earlier = [one for one in self.appeals.values() if one.decision == sanction.decision]
        try:
            sent = Filing(appeal=f"p{len(self.appeals)}", by=by, arguments=(ARGUMENT,))
            filed = file_appeal(sent, decision=contestable(sanction), now=self.now, earlier=earlier)
        except Refused:
            return
        self.appeals[filed.id] = filed
        if filed.is_open:
            clock = CLOCKS[ClockId.APPEAL_LIMIT]
            self.limits[filed.id] = start(clock, subject=filed.id, started_at=self.now, zone=MADRID)
            self.contests.setdefault(sanction.decision, []).append((self.now, None))

    @precondition(lambda self: self.appeals)
    @rule(place=picks, by=actors, outcome=st.sampled_from(Outcome))
    def hear_an_appeal(self, place: int, by: Actor, outcome: Outcome) -> None:
        self.hear(list(self.appeals)[place % len(self.appeals)], by=by, outcome=outcome)

    def hear(self, name: str, *, by: Actor, outcome: Outcome) -> None:
        appeal = self.appeals[name]
        sanction = self.sanctions[sanction_of(appeal.decision)]
        kept = frozenset({"m1"}) if outcome is Outcome.VARIED else frozenset[str]()
        by = appeal.reviewer if appeal.reviewer is not None else by
        ruling = Ruling(outcome=outcome, by=by, at=self.now, reasons=REASONS, answers={"a1": ANSWER}, measures=kept)
        try:
            match appeal.state:
                case AppealState.RECEIVED:
                    appeal = acknowledge(appeal, now=self.now)
                case AppealState.ACKNOWLEDGED:
                    reviewer = Reviewer(actor=by, qualification="appeals")
                    appeal = assign(appeal, reviewer=reviewer, took_part=took_part(sanction), now=self.now)
                case _:
                    part = took_part(sanction)
                    contested = frozenset(measure.id for measure in sanction.measures)
                    appeal = decide_appeal(appeal, ruling=ruling, measures=contested, took_part=part)
                    assert by not in part
        except Refused:
            return
        self.appeals[appeal.id] = appeal
        self.close(appeal)

    @precondition(lambda self: self.appeals)
    @rule(place=picks)
    def withdraw_an_appeal(self, place: int) -> None:
        appeal = list(self.appeals.values())[place % len(self.appeals)]
        if appeal.is_open:
            self.appeals[appeal.id] = withdraw(appeal, by=MIA, member="mia", now=self.now)
            self.close(self.appeals[appeal.id])

    def close(self, appeal: Appeal) -> None:
        if appeal.is_open:
            return
        if appeal.id in self.limits:
            sanction = self.sanctions[sanction_of(appeal.decision)]
            self.move(sanction, resting.Resume(at=max(self.now, moved(sanction))))
        spans = self.contests[appeal.decision]
        spans[-1] = (spans[-1][0], self.now)
        ruling, decision = appeal.ruling, appeal.decision
        if ruling is None or ruling.outcome is Outcome.UPHELD:
            return
        if ruling.outcome is Outcome.VARIED:
            self.varied.add(decision)
            sanction = self.sanctions[sanction_of(decision)]
            narrow = moves.Narrow(at=max(self.now, moved(sanction)), keeps=ruling.measures)
            if sanction.state is not State.ENDED:
                self.sanctions[sanction.id] = advance(sanction, move=narrow)
        else:
            self.overturned.add(decision)
        self.plan(decision, ruling.outcome, ruling.measures)

    def plan(self, decision: str, outcome: Outcome, kept: frozenset[str]) -> None:
        self.plans[decision] = plan_reversal(
            decision=decision,
            outcome=outcome,
            effects=[effect for own in self.effects.values() for effect in own],
            told=["mia", "host"],
            measures_kept=kept,
        )

    @precondition(lambda self: self.plans)
    @rule(place=picks, steps=st.sampled_from([1, 3, 9, 30]), crash=st.booleans())
    def work_on_a_reversal(self, place: int, steps: int, crash: bool) -> None:
        self.work_on(list(self.plans.values())[place % len(self.plans)], steps=steps, crash=crash)

    def work_on(self, plan: ReversalPlan, *, steps: int, crash: bool) -> None:
        for step in plan.remaining(done=self.noted)[:steps]:
            self.perform(plan, step.key, step.kind, step.subject, step.effect)
            if crash:
                return  # It was done, and nobody noted it.
            self.noted.add(step.key)

    def perform(self, plan: ReversalPlan, key: str, kind: StepKind, subject: str, effect: EffectKind | None) -> None:
        """Do a step as a host does: a key that it has seen changes nothing."""
        if key in self.performed:
            return
        self.performed.add(key)
        if kind is StepKind.UNDO:
            self.undone[subject] += 1
        if kind is StepKind.TELL:
            self.told[f"{plan.decision}:{subject}"] += 1
        sanction = self.sanctions[sanction_of(plan.decision)]
        whole = effect is EffectKind.SANCTION and plan.decision in self.overturned | self.by_facts
        if whole and sanction.state is not State.REVERSED:
            self.sanctions[sanction.id] = advance(sanction, move=moves.Reverse(at=max(self.now, moved(sanction))))

    @invariant()
    def a_person_decides_what_is_above_the_ceiling(self) -> None:
        """Invariant 2, PWD10-5, GDPR22-a."""
        for sanction in self.sanctions.values():
            by = sanction.decided_by
            assert by is None or by.is_human or sanction.action <= AUTOMATION_CEILING
            assert by is not None or sanction.state in {State.DRAFT, State.ENDED}
            assert sanction.in_force(self.now) == () or (by is not None and by.is_human)

    @invariant()
    def nothing_takes_effect_before_its_statement_and_its_notice(self) -> None:
        """Invariant 3, DSA17-2, P2B4-1, P2B4-2, DSA14-4."""
        for sanction in self.sanctions.values():
            if sanction.effective_at is None:
                continue
            assert sanction.notified_at is not None
            assert sanction.notified_at <= sanction.effective_at
            if sanction.announcement is not None:
                assert sanction.announced_at is not None
                assert sanction.effective_at - sanction.announced_at >= 72 * HOUR
            if sanction.action is Action.TERMINATE:
                assert sanction.effective_at - sanction.notified_at >= 30 * DAY
                assert sanction.approval is not None

    @invariant()
    def the_second_person_is_not_the_first_nor_the_reviewer_either(self) -> None:
        """Invariant 5, DSA20-6."""
        for sanction in self.sanctions.values():
            seconds = [one.by for one in (sanction.approval, sanction.renewal) if one is not None]
            assert sanction.decided_by not in seconds
            assert all(second.is_human for second in seconds)
        for appeal in self.appeals.values():
            if appeal.ruling is not None:
                assert appeal.ruling.by == appeal.reviewer
                assert appeal.ruling.by.is_human

    @invariant()
    def an_overturned_decision_is_undone_once_and_no_other(self) -> None:
        """Invariant 6, DSA20-4, FUND-8."""
        assert all(count == 1 for count in (self.undone + self.told).values())
        own = {effect.id for name in self.overturned | self.by_facts for effect in self.effects[name]}
        parts = {effect.id for name in self.varied for effect in self.effects[name] if effect.measure == BESIDE.id}
        assert set(self.undone) <= own | parts
        for name in self.overturned | self.by_facts:
            sanction, plan = self.sanctions[sanction_of(name)], self.plans[name]
            if plan.is_complete(done=self.noted):
                assert {effect.id for effect in self.effects[name]} <= set(self.undone)
                assert sanction.in_force(self.now) == ()
                assert {self.told[f"{name}:mia"], self.told[f"{name}:host"]} == {1}

    @invariant()
    def late_facts_take_back_what_a_machine_decided_and_nothing_that_a_person_did(self) -> None:
        """Invariant 9, F4: in the member's favour alone, and on proof; a person is asked about all else."""
        for name in self.by_facts:
            by = self.sanctions[sanction_of(name)].decided_by
            assert by is not None
            assert not by.is_human
        if self.weighed == len(self.hindsight.heard):
            return
        self.weighed = len(self.hindsight.heard)
        for late in self.hindsight.late_messages():
            change = late.change
            decision = next(name for name, one in self.messages.items() if one.event.id == change.decision)
            by = self.sanctions[sanction_of(decision)].decided_by
            if change.after.harshness > change.before.harshness:
                assert change.response is Response.OPEN_CASE
            elif by is not None and by.is_human:
                assert change.response is Response.STAY_AND_ASK
            elif change.response is Response.REVERSE:
                alone = proven(self.hindsight.heard)
                assert harshness(self.messages[decision], alone) < change.before.harshness

    @invariant()
    def the_end_is_the_same_in_any_order_and_however_often_each_was_heard(self) -> None:
        """Invariant 10, F1."""
        if self.ordered == len(self.hindsight.heard):
            return
        self.ordered = len(self.hindsight.heard)
        heard = [*self.hindsight.heard, *self.hindsight.heard[::2]]
        Random(self.number).shuffle(heard)  # noqa: S311  # so that it repeats
        for message in self.messages.values():
            assert harshness(message, heard) == harshness(message, self.hindsight.heard)

    @invariant()
    def a_varied_decision_keeps_what_stays_and_gives_back_the_rest_once(self) -> None:
        """Invariant 6, DSA20-4: never harsher than it was."""
        for name in self.varied:
            sanction, plan = self.sanctions[sanction_of(name)], self.plans[name]
            in_force = {measure.id for measure in sanction.in_force(self.now)}
            assert sanction.state is State.ENDED or BESIDE not in sanction.measures
            assert BESIDE.id not in in_force
            if plan.is_complete(done=self.noted):
                gone = {effect.id for effect in self.effects[name] if effect.id in self.undone}
                assert gone == {effect.id for effect in self.effects[name] if effect.measure == BESIDE.id}

    @invariant()
    def the_member_keeps_what_nobody_may_take_and_can_appeal(self) -> None:
        """Invariant 11, DSA20-1."""
        in_force = [measure for one in self.sanctions.values() for measure in one.in_force(self.now)]
        assert all(is_allowed(capability, role="freelancer", in_force=in_force) for capability in NEVER_TAKEN)
        for sanction in self.sanctions.values():
            assert standing_of(contestable(sanction), by=MIA, mandates=(), now=self.now) is Standing.MEMBER

    @invariant()
    def every_measure_ends_though_nobody_notes_it(self) -> None:
        """Invariant 12, DSA17-3a."""
        for sanction in self.sanctions.values():
            since = sanction.effective_at
            if sanction.in_force(self.now) and since is not None:
                assert sanction.due_end is not None
                assert self.now < sanction.due_end.at
                if sanction.action is Action.SUSPEND_PENDING_REVIEW:
                    assert self.now < since + (14 if sanction.renewal else 7) * DAY
                if sanction.urgency is Urgency.IMMINENT_HARM and sanction.approval is None:
                    assert self.now < since + DAY

    @invariant()
    def an_overdue_appeal_lets_the_sanction_rest(self) -> None:
        """Invariant 12, DSA20-4: nothing binds but what protects others, whether it had begun or not."""
        for appeal in self.appeals.values():
            limit = self.limits.get(appeal.id)
            if limit is not None and appeal.is_open and self.now >= limit.due_at:
                held = self.sanctions[sanction_of(appeal.decision)].in_force(self.now)
                assert {measure.id for measure in held} <= PROTECTS

    @invariant()
    def only_what_was_told_stands_and_is_uncontested_counts(self) -> None:
        """Invariant 15, S14."""
        for sanction in self.sanctions.values():
            spans = self.contests.get(sanction.decision, [])
            counted = past_decision(sanction, clause="c", finding=None, contests=spans)
            if counted is None or counted.standing(self.now, expires_after=YEAR) is not StrikeStanding.COUNTS:
                continue
            assert sanction.notified_at is not None
            assert sanction.effective_at is not None
            assert self.now < sanction.effective_at + YEAR
            assert sanction.reversed_at is None
            assert not any(until is None for _, until in spans)


def sanction_of(decision: str) -> str:
    """Return the id of a decision's sanction."""
    return decision.replace("d", "s")


def contestable(sanction: Sanction) -> Contestable:
    """Return the decision as appeals see it: informed when its statement was handed over."""
    return Contestable(
        id=sanction.decision,
        member=sanction.member,
        informed_at=sanction.notified_at,
        zone=MADRID,
        measures=frozenset(measure.id for measure in sanction.measures),
    )


def took_part(sanction: Sanction) -> list[Actor]:
    """Return everybody who had a hand in a decision."""
    seconds = [one.by for one in (sanction.approval, sanction.renewal) if one is not None]
    return seconds if sanction.decided_by is None else [sanction.decided_by, *seconds]


def effects(sanction: Sanction) -> list[DecisionEffect]:
    """Return what a decision did in the world of this test."""
    kinds = (EffectKind.MONEY_HOLD, EffectKind.STRIKE, EffectKind.RANKING)
    whole = [DecisionEffect(f"{sanction.decision}-{kind}", sanction.decision, kind) for kind in kinds]
    taken = [
        DecisionEffect(f"{sanction.decision}-{one.id}", sanction.decision, EffectKind.SANCTION, one.id)
        for one in sanction.measures
    ]
    return whole + taken


def moved(sanction: Sanction) -> datetime:
    """Return when a sanction last moved."""
    return BEGIN if sanction.moved_at is None else sanction.moved_at


TestDueProcess = DueProcess.TestCase
TestDueProcess.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
