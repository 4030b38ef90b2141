"""Due process in the database over any history: people right and wrong, clocks that jump, power cut at any statement.

What the host tells comes late, twice and in any order; appeals are upheld, varied and overturned.

The same invariants as on the pure core (`property/test_due_process.py`), held here of what is really stored and told.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.audit.verification import verify_log
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import NEVER_TAKEN
from habeas.policy.timeline.strikes import Standing
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal, Remedy
from habeas.server.audit.queries import get_size, list_recorded
from habeas.server.cases.models import Case
from habeas.server.deadlines.models import Deadline
from habeas.server.decisions.models import Decision
from habeas.server.decisions.standing import get_standing
from habeas.server.events.incoming import IncomingEvent, Status
from habeas.server.events.models import Event
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.answer_sanction import answer_sanction, reply_to_answer
from habeas.server.usecases.approve_sanction import approve_sanction, decline_sanction
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.renew_sanction import renew_sanction, review_sanction
from habeas.server.usecases.withdraw_appeal import withdraw_appeal
from tests.factories.casework import (
    ANSWERS,
    DAY,
    HOUR,
    a_ruling,
    a_verdict,
    be_proposed,
    hire,
    listen,
    own_reasons,
    work,
)
from tests.factories.holds import PAYMENT
from tests.factories.market import NOW, PHONE, event, message, open_market, send
from tests.integration.holds.test_crashes import PowerCut, cut_at

MINUTE = timedelta(minutes=1)
WHY = "I read all of it again and nothing has changed."
JUMPS = (HOUR, 12 * HOUR, DAY, 3 * DAY, 8 * DAY, 15 * DAY, 31 * DAY, 200 * DAY)
MEMBERS = ("ana", "eve")
FACTS = ("contract.started", "relation.declared", "conversion_fee.paid")
BACK = (MINUTE, HOUR, 10 * DAY)
ACTIONS = ("none", "nudge", "warn", "hold_message")
STEPS: dict[str, dict[str, Any]] = {
    "warn": {"measures": []},
    "restrict": {"measures": [{"restriction": "service", "capabilities": ["propose"], "days": 30}]},
    "suspend_pending_review": {},
    "terminate": {
        "egregious_because": "a whole workshop was recruited away in one day",
        "measures": [
            {
                "restriction": "account",
                "capabilities": ["message", "propose"],
                "reviewed_within_days": 90,
                "indefinite_because": "the same was decided three times",
            }
        ],
    },
}
MOVES: dict[str, Callable[..., None]] = {
    "renew": renew_sanction,
    "review": review_sanction,
    "lift": lift_sanction,
    "withdraw": withdraw_sanction,
    "approve": approve_sanction,
    "decline": decline_sanction,
}
CAME: dict[Any, str] = {Case: "opened_at", Sanction: "decided_at", Appeal: "filed_at"}
AMONG: dict[Any, dict[str, Any]] = {Case: {"closed_at": None}}
GONE = (PowerCut, TransactionManagementError)
"""The power was cut: in the middle of a transaction, or while it was undone."""

picks = st.integers(0, 10**6)
steps = st.sampled_from(sorted(STEPS))
sources = st.sampled_from(["platform", "both", "member"])
urgencies = st.sampled_from(["ordinary", "urgent", "imminent_harm"])
outcomes = st.sampled_from([*Outcome, Outcome.OVERTURNED])
people = st.sampled_from(["ana", "ben", "caro", "dora"])
cuts = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 60))


class Casework(RuleBasedStateMachine):
    """Two members who offer to be paid outside, and four people who decide, agree, hear and err."""

    @initialize(step=steps, urgency=urgencies)
    def open(self, step: str, urgency: str) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        open_market()
        listen()
        self.now: datetime = NOW
        self.heard: list[IncomingEvent] = []
        self.on_the_way: list[IncomingEvent] = []
        self.staff = {
            name: hire(name, hears_appeals=name in {"caro", "dora"}) for name in ("ana", "ben", "caro", "dora")
        }
        self.go_all_the_way_to_effect(0, step, urgency)

    def teardown(self) -> None:
        """With nobody doing anything more, everything ends, and the log hangs together.

        A worker that comes late announces first, lets take effect when it comes next, and ends what then ran its time.
        """
        if not hasattr(self, "undone"):
            return
        try:
            for days in (40, 400, 400):
                self.now += days * DAY
                work(now=self.now, rounds=6)
            assert not Measure.objects.filter(ended_at=None).exists()
            assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def attempt(self, act: Callable[[], object], cut: int | None = None) -> None:
        """Do something that may be refused, or during which the power may be cut: then nothing has changed."""
        before = self.rows()
        try:
            with transaction.atomic():
                if cut is None:
                    act()
                else:
                    with connection.execute_wrapper(cut_at(cut)):
                        act()
        except (*GONE, Refused, LookupError):
            assert self.rows() == before

    def rows(self) -> tuple[object, ...]:
        states = list(Sanction.objects.order_by("id").values_list("id", "state", "renewed_at", "approved_at", "sealed"))
        return states, Measure.objects.filter(ended_at=None).count(), Notice.objects.count(), Appeal.objects.count()

    def all_rows(self) -> tuple[object, ...]:
        """Return how much there is of whatever an event can lead to."""
        models = (Decision, Notice, Case, Measure, Message, Event, Sanction)
        return self.rows(), [model.objects.count() for model in models], get_size()

    def picked(self, model: Any, pick: int) -> Any:  # noqa: ANN401  # one of its rows
        """Return one of the rows in the order in which they came, None where there is none."""
        self.now += timedelta(seconds=1)
        rows = list(model.objects.filter(**AMONG.get(model, {})).order_by(CAME[model]))
        return rows[pick % len(rows)] if rows else None

    @rule(pick=picks)
    def offend(self, pick: int) -> None:
        self.now += 10 * MINUTE
        be_proposed(now=self.now, member=MEMBERS[pick % len(MEMBERS)])

    @rule(pick=picks, text=st.sampled_from([PHONE, PAYMENT]))
    def write(self, pick: int, text: str) -> None:
        self.now += MINUTE
        self.take_in(message(text, at=self.now, member=MEMBERS[pick % len(MEMBERS)]))

    @rule(pick=picks, told=st.sampled_from(FACTS), source=sources, back=st.sampled_from(BACK), is_late=st.booleans())
    def tell(self, pick: int, told: str, source: str, back: timedelta, is_late: bool) -> None:
        """Let the host tell of what was so before: the network brings it now, or later, after what came after it."""
        member = MEMBERS[pick % len(MEMBERS)]
        if told == "contract.started":
            content: dict[str, Any] = {"contract": f"c-{member}", "client": "bob", "freelancer": member}
        else:
            by = {"both": [member, "bob"], "member": [member], "platform": []}[source]
            content = {"parties": [member, "bob"], "declared_by": by, "source": source}
        one = event(told, at=self.now - back, **content)
        if is_late:
            self.on_the_way.append(one)
        else:
            self.take_in(one)

    @rule(pick=picks)
    def arrive(self, pick: int) -> None:
        if self.on_the_way:
            self.take_in(self.on_the_way.pop(pick % len(self.on_the_way)))

    @rule(pick=picks)
    def arrive_again(self, pick: int) -> None:
        """Invariant 10: what was heard before changes nothing, however late it comes again."""
        if self.heard:
            before = self.all_rows()
            [answer] = send(self.heard[pick % len(self.heard)], now=self.now)
            assert answer.status == Status.DUPLICATE
            assert self.all_rows() == before

    def take_in(self, one: IncomingEvent) -> None:
        """Invariant 9: what is heard late makes no machine's decision harsher, and touches none of a person's."""
        self.heard.append(one)
        before, decided = standing(), of_people()
        send(one, now=self.now)
        after = standing()
        assert all(after[name] <= harshness for name, harshness in before.items())
        if one.data.get("source") == "member":
            assert after == before
        assert of_people() == decided

    @rule(pick=picks, by=people, step=steps, urgency=urgencies, looks=st.booleans(), cut=cuts)
    def decide(self, pick: int, by: str, step: str, urgency: str, looks: bool, cut: int | None) -> None:
        case, who = self.picked(Case, pick), self.staff[by]
        if case is None:
            return
        self.attempt(lambda: claim_case(case=case.id, by=who, is_test=False, now=self.now))
        if looks:
            self.attempt(lambda: open_evidence(case=case.id, by=who, is_test=False, now=self.now))
        because = "" if urgency == "ordinary" else "others are asked for their bank details right now"
        said = {"by": f"{by}@market.example", "action": step, "urgency": urgency, "urgent_because": because}
        ruling = RulingContent.model_validate(a_ruling(**said | STEPS[step], reasons=own_reasons(pick))).ruling
        self.attempt(lambda: decide_case(case=case.id, ruling=ruling, by=who, is_test=False, now=self.now), cut)

    @rule(pick=picks, step=steps, urgency=urgencies)
    def go_all_the_way_to_effect(self, pick: int, step: str, urgency: str) -> None:
        self.offend(pick)
        self.decide(pick, "ana", step, urgency, looks=True, cut=None)
        for row in Sanction.objects.filter(state="awaiting_approval"):
            self.look(row, "ben")
            said: dict[str, Any] = {"sanction": row.id, "reasons": WHY, "is_test": False, "now": self.now}
            self.attempt(partial(approve_sanction, **said, by=self.staff["ben"]))
        for jump in (HOUR, 73 * HOUR, *([31 * DAY] if step == "terminate" else [])):
            self.let_time_pass(jump, cut=None)

    @rule(pick=picks, cut=cuts)
    def appeal_before_it_begins_and_wait(self, pick: int, cut: int | None) -> None:
        """Contest an account's end while its notice runs; nobody answers, and its time comes (invariant 12)."""
        before = set(Sanction.objects.values_list("id", flat=True))
        self.offend(pick)
        self.decide(pick, "ana", "terminate", "ordinary", looks=True, cut=None)
        row = Sanction.objects.exclude(id__in=before).first()
        if row is None:
            return
        self.look(row, "ben")
        said: dict[str, Any] = {"sanction": row.id, "reasons": WHY, "is_test": False, "now": self.now}
        self.attempt(partial(approve_sanction, **said, by=self.staff["ben"]))
        self.let_time_pass(HOUR, cut=None)
        self.contest(row)
        for jump in (16 * DAY, 15 * DAY):
            self.let_time_pass(jump, cut)

    @rule(pick=picks, outcome=outcomes, cut=cuts)
    def go_all_the_way_to_a_ruling(self, pick: int, outcome: Outcome, cut: int | None) -> None:
        self.appeal(pick)
        for by in ("caro", "dora"):
            self.hear(pick, by, outcome, cut)
        self.let_time_pass(HOUR, cut)

    @rule(pick=picks, by=people, what=st.sampled_from(sorted(MOVES)), cut=cuts)
    def move(self, pick: int, by: str, what: str, cut: int | None) -> None:
        row, who = self.picked(Sanction, pick), self.staff[by]
        if row is None:
            return
        self.look(row, by)
        self.attempt(lambda: MOVES[what](sanction=row.id, by=who, reasons=WHY, is_test=False, now=self.now), cut)

    def look(self, row: Sanction, by: str) -> None:
        self.attempt(lambda: open_evidence(case=row.case_id, by=self.staff[by], is_test=False, now=self.now))

    @rule(pick=picks, by=people, is_member=st.booleans())
    def talk(self, pick: int, by: str, is_member: bool) -> None:
        row = self.picked(Sanction, pick)
        if row is None:
            return
        said: dict[str, Any] = {"sanction": row.id, "words": "We met elsewhere.", "is_test": False, "now": self.now}
        self.attempt(lambda: answer_sanction(**said) if is_member else reply_to_answer(**said, by=self.staff[by]))

    @rule(pick=picks)
    def appeal(self, pick: int) -> None:
        row = self.picked(Sanction, pick)
        if row is not None:
            self.contest(row)

    def contest(self, row: Sanction) -> None:
        paper = Paper(arguments=["We met elsewhere.", "I lost two days of work."])
        self.attempt(
            lambda: file_appeal(decision=row.id, member=row.member_id, paper=paper, is_test=False, now=self.now)
        )

    @rule(pick=picks, by=people, outcome=outcomes, cut=cuts)
    def hear(self, pick: int, by: str, outcome: Outcome, cut: int | None) -> None:
        row, who = self.picked(Appeal, pick), self.staff[by]
        if row is None:
            return
        self.attempt(lambda: assign_appeal(appeal=row.id, reviewer=who, is_test=False, now=self.now))
        verdict = a_verdict(outcome, reasons=own_reasons(pick), answers=ANSWERS | {"a1": own_reasons(pick + 1)})
        self.attempt(lambda: decide_appeal(appeal=row.id, verdict=verdict, by=who, is_test=False, now=self.now), cut)

    @rule(pick=picks)
    def give_an_appeal_up(self, pick: int) -> None:
        row = self.picked(Appeal, pick)
        if row is not None:
            self.attempt(lambda: withdraw_appeal(appeal=row.id, by=row.member_id, is_test=False, now=self.now))

    @rule(jump=st.sampled_from(JUMPS), cut=cuts)
    def let_time_pass(self, jump: timedelta, cut: int | None) -> None:
        """Let the clock jump; a worker is cut off once, then another does what is due."""
        self.now += jump
        if cut is not None:
            with suppress(*GONE), transaction.atomic(), connection.execute_wrapper(cut_at(cut)):
                work(now=self.now, rounds=1)
        work(now=self.now, rounds=3)
        self.check_that_clocks_were_met()
        self.check_that_what_was_overturned_is_undone()

    def check_that_what_was_overturned_is_undone(self) -> None:
        """Invariant 6: every step was done, all was undone, and what is owed is owed once."""
        overturned = Appeal.objects.filter(state="decided", outcome=Outcome.OVERTURNED)
        for appeal in overturned:
            steps = Counter(appeal.steps.values_list("kind", flat=True))
            assert steps["undo"]
            assert (steps["tell"], steps["offer_precedent"]) == (1, 1)
            assert not appeal.steps.filter(done_at=None).exists()
            row = Sanction.objects.get(id=appeal.decision)
            assert row.state == "reversed"
            assert row.reversed_at is not None
            assert not Measure.objects.filter(sanction=row, ended_at=None).exists()
            assert Remedy.objects.filter(appeal__decision=row.id).count() <= 1
            assert Notice.objects.filter(sanction=row, kind__startswith="appeal_decided").exists()

    def check_that_clocks_were_met(self) -> None:
        """Invariant 12, DSA17-3a, DSA20-4, P2B4-3."""
        failed = Deadline.objects.exclude(last_error="").exclude(last_error__contains="PowerCut")
        assert list(failed.values_list("kind", "last_error")) == []
        assert not Measure.objects.filter(ended_at=None, ends_at__lte=self.now).exists()
        for row in Sanction.objects.filter(state="effective", urgency="imminent_harm", approved_at=None):
            assert row.effective_at is not None
            assert self.now < row.effective_at + DAY
        for row in Sanction.objects.filter(state="reversed"):
            assert not Measure.objects.filter(sanction=row, ended_at=None).exists()
        for appeal in Appeal.objects.filter(ended_at=None).exclude(state="out_of_time"):
            if self.now >= appeal.filed_at + 15 * DAY:
                assert not Measure.objects.filter(sanction=appeal.decision, ended_at=None).exists()

    @invariant()
    def nothing_takes_effect_before_its_statement_its_notice_and_its_second_person(self) -> None:
        """Invariant 2, invariant 3, invariant 5, DSA17-2, P2B4-1, P2B4-2, DSA14-4, PWD10-5."""
        for row in Sanction.objects.exclude(effective_at=None):
            told = Notice.objects.get(sanction=row, kind="statement")
            assert row.effective_at is not None
            assert row.notified_at is not None
            assert told.delivered_at is not None
            assert told.delivered_at <= row.notified_at <= row.effective_at
            assert told.pdf is not None
            if row.action == "terminate":
                assert row.approved_by_id not in {None, row.decided_by_id}
                assert row.effective_at - row.notified_at >= 30 * DAY
            if row.action == "suspend_pending_review" and row.urgency == "ordinary":
                assert row.announced_at is not None
                assert row.effective_at - row.announced_at >= 72 * HOUR

    @invariant()
    def what_runs_is_decided_by_people_ends_and_takes_nothing_that_stays(self) -> None:
        """Invariant 2, invariant 11, invariant 12."""
        for measure in Measure.objects.filter(ended_at=None).select_related("sanction"):
            assert not NEVER_TAKEN & set(measure.capabilities)
            longest = 4 * HOUR if measure.sanction is None else 14 * DAY
            if measure.kind in {"hold_message", "suspend_pending_review"}:
                assert measure.ends_at - measure.starts_at <= longest
        assert set(Decision.objects.values_list("action", flat=True)) <= {"none", "nudge", "warn", "hold_message"}

    @invariant()
    def nobody_hears_an_appeal_against_what_they_took_part_in(self) -> None:
        """Invariant 5, DSA20-6."""
        for appeal in Appeal.objects.exclude(reviewer=None):
            row = Sanction.objects.get(id=appeal.decision)
            assert appeal.reviewer_id not in {row.decided_by_id, row.approved_by_id, row.renewed_by_id}

    @invariant()
    def every_end_is_told_once(self) -> None:
        """Invariant 6, invariant 10."""
        ended = Counter(Message.objects.filter(type="measure.ended").values_list("payload__id", flat=True))
        assert all(count == 1 for count in ended.values())
        assert set(ended) == set(Measure.objects.exclude(ended_at=None).values_list("id", flat=True))

    @invariant()
    def only_what_was_told_stands_and_is_uncontested_counts(self) -> None:
        """Invariant 15."""
        for member in MEMBERS:
            for strike in get_standing(member, is_test=False, now=self.now).strikes:
                row = Sanction.objects.filter(id=strike.decision).first()
                if row is None or strike.standing is not Standing.COUNTS:
                    continue
                assert row.effective_at is not None
                assert row.reversed_at is None
                assert not Appeal.objects.filter(decision=row.id, ended_at=None).exclude(state="out_of_time").exists()


def standing() -> dict[int, tuple[bool, int]]:
    """Return how harsh what a machine decided is on each message, as it stands."""
    rows = Decision.objects.filter(reversed_at=None).values_list("event_id", "allowed", "action")
    return {name: (not allowed, ACTIONS.index(action)) for name, allowed, action in rows}


def of_people() -> tuple[object, ...]:
    """Return what people decided, as it stands."""
    states = list(Sanction.objects.order_by("id").values_list("id", "state", "ended_at"))
    return states, list(Measure.objects.filter(sanction__isnull=False).order_by("id").values_list("id", "ended_at"))


class TestAnyCase:
    @pytest.mark.django_db
    @pytest.mark.parametrize(("histories", "steps"), [(8, 11), pytest.param(150, 40, marks=pytest.mark.long)])
    def test_keeps_reasons_a_second_person_and_a_way_back(self, histories: int, steps: int) -> None:
        """Invariant 3, invariant 5, invariant 6, invariant 9, invariant 10, invariant 12, invariant 15; DSA17-2, DSA20-4."""
        run_state_machine_as_test(
            Casework,
            settings=settings(
                max_examples=histories,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
