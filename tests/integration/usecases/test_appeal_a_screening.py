"""What a machine decided is contested like what a person decided: heard by a person, and undone whole."""

from datetime import UTC, datetime

import pytest

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.filing import AlreadyUndone
from habeas.domain.appeals.hearing import ReviewerTookPart
from habeas.domain.policy_cases import load_cases
from habeas.policy.timeline.strikes import Standing
from habeas.server.appeals.models import Appeal, ReversalStep
from habeas.server.appeals.queries import get_appeal
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.decisions.models import Decision
from habeas.server.decisions.standing import get_standing
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.recourse.registry import NoSuchDecision
from habeas.server.sanctions.models import Measure
from habeas.server.usecases import carry_out_appeal as carrying
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.file_appeal import NotToldYet, Paper, file_appeal
from tests.factories.casework import DAY, HOUR, a_verdict, hire, listen, sanction_in_force, work
from tests.factories.holds import be_held, hold, warn
from tests.factories.hosts import Person
from tests.factories.market import CLEAN, NOW, PHONE, message, open_market, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def strikes(*, at: object = NOW + HOUR) -> dict[str, Standing]:
    """Return how each decision about Ana stands that is or was a strike."""
    return {one.decision: one.standing for one in get_standing("ana", is_test=False, now=at).strikes}  # type: ignore[arg-type]


def appeal_against(decision: str, *, member: str = "ana") -> str:
    paper = Paper(arguments=["That is the number of my certificate."])
    return file_appeal(decision=decision, member=member, paper=paper, is_test=False, now=NOW + HOUR)


def decided(appeal: str, outcome: Outcome) -> None:
    cleo = hire("cleo", hears_appeals=True)
    assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW + HOUR)
    answers = {"a1": "It is: the register has it under the name of your account."}
    verdict = a_verdict(outcome, answers=answers)
    decide_appeal(appeal=appeal, verdict=verdict, by=cleo, is_test=False, now=NOW + 2 * HOUR)


class TestAppealLate:
    @pytest.mark.parametrize(
        ("at", "state"),
        [
            (datetime(2026, 9, 3, 3, tzinfo=UTC), "acknowledged"),  # Five in the afternoon of 2 September, in Honolulu.
            (datetime(2026, 9, 3, 12, tzinfo=UTC), "out_of_time"),
        ],
    )
    def test_is_heard_to_the_end_of_the_last_day_wherever_the_member_may_live(self, at: datetime, state: str) -> None:
        """DSA20-1."""
        be_held(at=NOW, member="ana")
        held = Decision.objects.get(action="hold_message")
        assert "You can appeal until 2 September 2026" in Person("ana").reads(f"decisions/{held.id}", at=NOW + HOUR)

        paper = Paper(arguments=["That is the number of my certificate."])
        appeal = file_appeal(decision=held.id, member="ana", paper=paper, is_test=False, now=at)

        assert Appeal.objects.get(id=appeal).state == state


class TestAppealAWarning:
    def test_takes_the_strike_away_and_tells_all_who_were_told(self) -> None:
        """DSA20-1, DSA20-4, DSA20-6, PWD10-5, invariant 6, invariant 15."""
        be_held(at=NOW, member="ana")
        warning = Decision.objects.get(action="warn")
        assert strikes()[warning.id] is Standing.COUNTS

        appeal = appeal_against(warning.id)
        assert strikes()[warning.id] is Standing.APPEALED
        decided(appeal, Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        assert strikes(at=NOW + 2 * HOUR)[warning.id] is Standing.REVERSED
        told = Notice.objects.get(decision=warning, kind="appeal_decided")
        assert told.delivered_at == NOW + 2 * HOUR
        [reversed_] = Message.objects.filter(type="decision.reversed")
        assert reversed_.payload["decision"] == warning.id

    def test_becomes_a_case_of_the_policys_tests(self) -> None:
        """DSA20-4."""
        be_held(at=NOW, member="ana")
        decided(appeal_against(Decision.objects.get(action="warn").id), Outcome.OVERTURNED)

        work(now=NOW + 2 * HOUR)

        kept = get_appeal(Appeal.objects.get().id, is_test=False)
        assert kept is not None
        [precedent] = load_cases({"precedent.yaml": kept["precedent"]}, policy=read_rulebook().policy)
        assert precedent.expected["allowed"] is True

    def test_that_is_upheld_lets_it_count_again(self) -> None:
        """DSA20-5, invariant 15."""
        be_held(at=NOW, member="ana")
        warning = Decision.objects.get(action="warn")

        decided(appeal_against(warning.id), Outcome.UPHELD)
        work(now=NOW + 2 * HOUR)

        assert strikes(at=NOW + 2 * HOUR)[warning.id] is Standing.COUNTS
        assert Notice.objects.filter(decision=warning, kind="appeal_decided").exists()
        assert not Message.objects.filter(type="decision.reversed").exists()

    @pytest.mark.parametrize("crashes_at", range(4))
    def test_is_undone_once_wherever_it_crashes(self, crashes_at: int) -> None:
        """Invariant 6."""
        be_held(at=NOW, member="ana")
        decided(appeal_against(Decision.objects.get(action="warn").id), Outcome.OVERTURNED)
        keys = list(ReversalStep.objects.order_by("place").values_list("key", flat=True))
        for key in keys[:crashes_at]:
            carrying.do_step(key=key, now=NOW + DAY)

        appeal = Appeal.objects.get().id
        done = carrying.carry_out_appeal(appeal=appeal, is_test=False, now=NOW + DAY)
        again = carrying.carry_out_appeal(appeal=appeal, is_test=False, now=NOW + DAY)

        assert (done, again) == (len(keys) - crashes_at, 0)
        assert Message.objects.filter(type="decision.reversed").count() == 1

    def test_is_refused_once_it_was_taken_back(self) -> None:
        be_held(at=NOW, member="ana")
        warning = Decision.objects.get(action="warn").id
        decided(appeal_against(warning), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        with pytest.raises(AlreadyUndone):
            appeal_against(warning)

    def test_is_not_heard_by_who_decided_on_its_ground(self) -> None:
        """Invariant 5."""
        sanction_in_force(now=NOW)
        ana = Staff.objects.get(name="ana")
        proposed = Decision.objects.get(case__isnull=False, action="warn")
        appeal = appeal_against(proposed.id)

        with pytest.raises(ReviewerTookPart):
            assign_appeal(appeal=appeal, reviewer=qualified(ana), is_test=False, now=NOW + HOUR)

    def test_begins_when_it_was_told(self) -> None:
        """DSA20-2."""
        notice = warn()

        with pytest.raises(NotToldYet):
            appeal_against(notice.decision_id or "")


def qualified(staff: Staff) -> Actor:
    hire("cleo", hears_appeals=True)
    staff.groups.set(Staff.objects.get(name="cleo").groups.all())
    return actor_of(staff.pk)


class TestWhatFollowed:
    def test_is_judged_again_and_milder_at_once(self) -> None:
        """Invariant 6, invariant 9: the second message was held because of the strike."""
        be_held(at=NOW, member="ana")
        held = Decision.objects.get(action="hold_message")

        decided(appeal_against(Decision.objects.get(action="warn").id), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        held.refresh_from_db()
        assert held.reversed_at == NOW + 2 * HOUR
        assert Decision.objects.get(replaces=held).action == "warn"
        assert Measure.objects.get().ended_because == "reversed"


class TestAppealAHeldMessage:
    def test_lets_the_message_go_at_once(self) -> None:
        """DSA20-4, invariant 6."""
        measure = hold()

        decided(appeal_against(measure.decision_id or ""), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        measure.refresh_from_db()
        assert (measure.ended_at, measure.ended_because) == (NOW + 2 * HOUR, "reversed")
        assert strikes(at=NOW + 3 * HOUR)[measure.decision_id or ""] is Standing.REVERSED
        assert Message.objects.filter(type="measure.ended").count() == 1

    def test_counts_a_part_of_a_day_as_one_that_was_lost(self) -> None:
        """PWD11-3."""
        measure = hold()

        decided(appeal_against(measure.decision_id or ""), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        found = get_appeal(Appeal.objects.get().id, is_test=False)
        assert found is not None
        assert found["remedy"]["days_lost"] == 1


class TestAppealAHint:
    def test_is_forgotten_when_it_was_wrong(self) -> None:
        """DSA20-1, invariant 15."""
        send(message(PHONE, delivery="pending"), now=NOW)
        hint = Decision.objects.get(action="nudge")
        assert [one.decision for one in get_standing("ana", is_test=False, now=NOW).nudges] == [hint.id]

        decided(appeal_against(hint.id), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        assert get_standing("ana", is_test=False, now=NOW + 2 * HOUR).nudges == ()

    def test_is_not_there_where_nothing_was_done(self) -> None:
        send(message(CLEAN, delivery="pending"), now=NOW)

        with pytest.raises((NotToldYet, NoSuchDecision)):
            appeal_against(Decision.objects.get().id if Decision.objects.exists() else "dec_none")


class TestStrike:
    def test_never_counts_where_its_statement_offers_no_appeal(self) -> None:
        """Invariant 15."""
        be_held(at=NOW, member="ana")
        assert set(strikes().values()) == {Standing.COUNTS}

        Notice.objects.update(appeal_until=None)

        assert set(strikes().values()) == {Standing.NOT_DELIVERED}

    def test_is_named_with_its_last_day_to_appeal(self) -> None:
        """DSA17-3f."""
        be_held(at=NOW, member="ana")

        assert {str(day) for day in Notice.objects.values_list("appeal_until", flat=True)} == {"2026-09-02"}
        assert Measure.objects.count() == 1


class TestAuditLog:
    def test_says_who_did_what(self) -> None:
        be_held(at=NOW, member="ana")
        decided(appeal_against(Decision.objects.get(action="warn").id), Outcome.OVERTURNED)
        work(now=NOW + 2 * HOUR)

        written = [get_entry(index) for index in range(get_size())]
        about = [one.action for one in written if one.subject.startswith("appeal:") or "reversed" in one.action]
        assert about == [
            "appeal.received",
            "appeal.assigned",
            "appeal.decided",
            "decision.reversed",
            "decision.reversed",  # of the message that was held because of the strike
            "appeal.answered",
            "precedent.offered",
        ]
