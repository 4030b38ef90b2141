"""A sanction through its life in the service: every way to its end, and what the database refuses on each."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.reasoning import ElementNotOfClause, ReasonsAreBoilerplate, ReasonsNameNoFact
from habeas.domain.reports import ReportKind
from habeas.domain.sanctions.measures import ContractsGoOn, NeverTaken
from habeas.domain.sanctions.moves import AlreadyOver, NotRenewable, OwnReasonsMissing, RenewerIsDecider
from habeas.domain.sanctions.termination import ExemptionWithoutProof, TooFewFinalDecisions
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case, Report
from habeas.server.cases.reports import Told
from habeas.server.deadlines.models import Clock, Deadline
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import get_statement
from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.renew_sanction import renew_sanction, review_sanction
from habeas.server.usecases.retry_deadlines import NothingChosen, retry_deadlines
from tests.factories.casework import DAY, HOUR, a_ruling, agree, be_proposed, hire, listen, sanction_in_force, work
from tests.factories.holds import PAYMENT
from tests.factories.market import NOW, message, open_market, send

pytestmark = pytest.mark.django_db

WHY = "I read the whole conversation again and nothing in it has changed."
ORDER = {"reference": "order 12/26 of the authority", "text": "The account is to be closed at once."}
TERMINATION: dict[str, Any] = {
    "action": "terminate",
    "egregious_because": "a whole workshop was recruited away in one day",
    "measures": [
        {
            "restriction": "account",
            "capabilities": ["propose", "message"],
            "reviewed_within_days": 365,
            "indefinite_because": "three final decisions for the same",
        }
    ],
}
RESTRICTION = {"restriction": "service", "capabilities": ["propose"], "days": 30}
RESTRICTED: dict[str, Any] = {"action": "restrict", "measures": [RESTRICTION]}
UNALIKE = {
    0: "You wrote in [f1] that your own service takes no share, and asked for the money to be sent there.",
    40: "Forty days later the message [f1] names another way to pay, which the room was not made for.",
}
IMMINENT = {"urgency": "imminent_harm", "urgent_because": "members are asked for their bank details right now"}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def decided(*, is_test: bool = False, now: datetime = NOW, **changes: object) -> str:
    """Return a sanction that Ana of the staff decided, who looked at everything before."""
    ana = hire("ana")
    be_proposed(now=now, is_test=is_test)
    case = Case.objects.get(member="ana", closed_at=None, is_test=is_test)
    claim_case(case=case.id, by=ana, is_test=is_test, now=now)
    open_evidence(case=case.id, by=ana, is_test=is_test, now=now)
    said = RulingContent.model_validate(a_ruling(**changes))
    return decide_case(case=case.id, ruling=said.ruling, by=ana, is_test=is_test, now=now)


def terminated() -> str:
    """Return the end of an account that a law asks for, so that it waits for nothing but a second person."""
    duty = {"exemption": "legal_duty", "exemption_law": ORDER}
    sanction = decided(**TERMINATION | duty)
    agree(sanction, by=hire("ben"), reasons=WHY, now=NOW)
    work(now=NOW)
    return sanction


def by(name: str) -> Actor:
    return actor_of(Staff.objects.get(name=name).pk)


def running() -> list[Measure]:
    return list(Measure.objects.filter(sanction__isnull=False, ended_at=None))


def kinds_told() -> list[str]:
    return list(Notice.objects.filter(sanction__isnull=False).order_by("sent_at", "id").values_list("kind", flat=True))


class TestRenewSanction:
    def test_prolongs_a_suspension_once_by_another_person_to_fourteen_days(self) -> None:
        """PWD10-5, DSA14-4, invariant 3."""
        sanction = sanction_in_force(now=NOW)
        with pytest.raises(RenewerIsDecider):
            renew_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + 5 * DAY)
        with pytest.raises(OwnReasonsMissing):
            renew_sanction(sanction=sanction, by=hire("ben"), reasons=" ", is_test=False, now=NOW + 5 * DAY)

        renew_sanction(sanction=sanction, by=by("ben"), reasons=WHY, is_test=False, now=NOW + 5 * DAY)
        [before] = running()
        assert before.ends_at == NOW + 7 * DAY
        work(now=NOW + 5 * DAY)

        [measure] = running()
        assert measure.ends_at == NOW + 14 * DAY
        assert Message.objects.get(type="measure.prolonged").payload["ends_at"] == measure.ends_at.isoformat()
        with pytest.raises(NotRenewable):
            renew_sanction(sanction=sanction, by=hire("cleo"), reasons=WHY, is_test=False, now=NOW + 6 * DAY)
        work(now=NOW + 8 * DAY)
        assert running()
        work(now=NOW + 14 * DAY)
        row = Sanction.objects.get()
        assert (row.state, row.ended_because, running()) == ("ended", "time", [])
        assert kinds_told() == ["statement", "renewed", "over"]
        renewed = get_statement(sanction, is_test=False, kind="renewed")
        assert renewed is not None

    def test_changes_nothing_for_a_member_who_was_not_told_in_time(self) -> None:
        """Invariant 3."""
        sanction = sanction_in_force(now=NOW)
        renew_sanction(sanction=sanction, by=hire("ben"), reasons=WHY, is_test=False, now=NOW + 6 * DAY)
        Message.objects.filter(type="notice.delivered", done_at=None).update(due_at=NOW + 8 * DAY)

        work(now=NOW + 7 * DAY)
        assert running() == []
        work(now=NOW + 8 * DAY)

        assert running() == []

    def test_refuses_what_is_over_or_no_suspension(self) -> None:
        sanction = sanction_in_force(now=NOW)
        with pytest.raises(AlreadyOver):
            renew_sanction(sanction=sanction, by=hire("ben"), reasons=WHY, is_test=False, now=NOW + 7 * DAY)

    def test_is_refused_by_the_database_by_who_decided_it(self) -> None:
        """Invariant 5."""
        sanction_in_force(now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.update(renewed_by=Staff.objects.get(), renewed_at=NOW)


class TestReviewSanction:
    def test_keeps_a_measure_without_end_till_the_next_look(self) -> None:
        """DSA17-3a."""
        sanction = terminated()
        [before] = running()
        assert before.ends_at == NOW + 365 * DAY

        review_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + 300 * DAY)
        review_sanction(sanction=sanction, by=by("ben"), reasons=WHY, is_test=False, now=NOW + 500 * DAY)
        work(now=NOW + 800 * DAY)
        assert [one.ends_at for one in running()] == [NOW + 865 * DAY]
        work(now=NOW + 865 * DAY)

        row = Sanction.objects.get()
        assert (row.state, row.ended_because, running()) == ("ended", "not_reviewed", [])
        assert kinds_told() == ["statement", "reviewed_1", "reviewed_2", "not_reviewed"]


class TestLiftSanction:
    def test_ends_what_is_in_effect_early_and_tells_the_member_why(self) -> None:
        sanction = sanction_in_force(now=NOW)

        lift_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + DAY)
        work(now=NOW + DAY)

        row = Sanction.objects.get()
        assert (row.state, row.ended_because, running()) == ("ended", "lifted", [])
        handed = get_statement(sanction, is_test=False, kind="lifted")
        assert handed is not None
        assert handed.statement is not None
        assert handed.statement["kind"] == "lifted"
        assert WHY in handed.statement["html"]

    def test_takes_back_what_was_announced_before_it_takes_effect(self) -> None:
        sanction = decided()
        work(now=NOW)

        withdraw_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + HOUR)
        work(now=NOW + 4 * DAY)

        assert Sanction.objects.get().state == "ended"
        assert kinds_told() == ["announcement", "withdrawn"]

    def test_answers_anew_who_reported_the_member_and_read_that_it_was_acted_on(self) -> None:
        """Invariant 6: all who were told are told."""
        be_proposed(now=NOW)
        words = "She asked me for money that was never agreed on."
        told = Told(reporter="bob", accused="ana", kind=ReportKind.TERMS_REPORT, content=words, language="en", at=NOW)
        report = file_report(told=told, is_test=False, now=NOW)
        sanction = decided()
        assert Report.objects.get().outcome == "acted"

        withdraw_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + HOUR)
        work(now=NOW + HOUR)

        assert Report.objects.get().outcome == "taken_back"
        answered = Message.objects.filter(type="report.answered").order_by("id")
        assert [one.payload["outcome"] for one in answered] == ["acted", "taken_back"]
        assert Clock.objects.filter(clock="appeal_window", subject=report, member="bob", met_at=None).exists()

    def test_tells_nobody_of_what_nobody_was_told(self) -> None:
        sanction = decided(**TERMINATION)

        withdraw_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW)

        assert (kinds_told(), Case.objects.get().state) == ([], "queued")


class TestImminentHarm:
    def test_lets_one_person_suspend_at_once_and_ends_in_a_day_when_nobody_confirms(self) -> None:
        """DSA14-4, invariant 5."""
        sanction_in_force(now=NOW, **IMMINENT)
        [measure] = running()
        assert measure.ends_at == NOW + DAY

        work(now=NOW + DAY)

        row = Sanction.objects.get()
        assert (row.state, row.ended_because, running()) == ("ended", "not_approved", [])
        assert kinds_told()[-1] == "not_approved"

    def test_lasts_as_its_statement_says_when_a_second_person_confirms(self) -> None:
        """Invariant 5."""
        sanction = sanction_in_force(now=NOW, **IMMINENT)

        agree(sanction, by=hire("ben"), reasons=WHY, now=NOW + 20 * HOUR)
        work(now=NOW + 2 * DAY)

        assert [one.ends_at for one in running()] == [NOW + 7 * DAY]
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.update(approved_at=NOW + 25 * HOUR)
        work(now=NOW + 7 * DAY)
        assert (Sanction.objects.get().state, running()) == ("ended", [])


class TestTermination:
    def test_takes_a_second_person_and_thirty_days_in_the_database_too(self) -> None:
        """P2B4-2, invariant 5."""
        sanction = decided(**TERMINATION)
        agree(sanction, by=hire("ben"), reasons=WHY, now=NOW)
        work(now=NOW)

        refused: list[dict[str, Any]] = [
            {"needs_approval": False},
            {"urgency": "imminent_harm"},
            {"notice_days": 29},
            {"state": "effective", "effective_at": NOW + 29 * DAY + 23 * HOUR},
        ]
        for broken in refused:
            with pytest.raises(IntegrityError), transaction.atomic():
                Sanction.objects.update(**broken)
        Sanction.objects.update(state="effective", effective_at=NOW + 30 * DAY)

    def test_needs_no_notice_where_an_exception_is_shown(self) -> None:
        """P2B4-4."""
        terminated()

        row = Sanction.objects.get()
        assert (row.state, row.exemption, row.notice_days) == ("effective", "legal_duty", None)

    def test_is_no_repetition_before_two_decisions_are_final(self) -> None:
        """P2B4-4c."""
        for days in (0, 40):
            work(now=NOW + days * DAY)
            sanction_in_force(now=NOW + days * DAY, reviewer=f"ana{days}", reasons=UNALIKE[days], **RESTRICTED)
        repeated = TERMINATION | {"exemption": "repeated_infringement"}

        with pytest.raises(TooFewFinalDecisions) as refused:
            decided(now=NOW + 200 * DAY, **repeated)
        assert "1 of 2 are" in str(refused.value)
        work(now=NOW + 230 * DAY)
        decided(now=NOW + 230 * DAY, **repeated)

        assert Sanction.objects.get(action="terminate").exemption == "repeated_infringement"

    @pytest.mark.parametrize(
        ("said", "refusal"),
        [
            ({"exemption": "imperative_reason"}, ExemptionWithoutProof),
            ({"exemption": "repeated_infringement"}, TooFewFinalDecisions),
        ],
        ids=["nothing shown", "nothing repeated"],
    )
    def test_is_refused_without_what_it_takes(self, said: dict[str, Any], refusal: type[Exception]) -> None:
        """P2B4-4."""
        with pytest.raises(refusal):
            decided(**TERMINATION | said)


class TestWhatNobodyTakes:
    @pytest.mark.parametrize("kept", ["withdraw", "appeal", "see_money", "read_notices"])
    def test_is_refused_in_a_decision_and_by_the_database(self, kept: str) -> None:
        """Invariant 11."""
        with pytest.raises(NeverTaken):
            decided(measures=[{"restriction": "account", "capabilities": [kept], "days": 7}])
        sanction_in_force(now=NOW)
        for rows, column in ((Measure.objects.filter(sanction__isnull=False), "capabilities"),):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**{column: ["propose", kept]})
        taken = [{"id": "m1", "restriction": "account", "capabilities": [kept]}]
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.update(measures=taken)

    def test_are_running_contracts_but_for_harm_in_them(self) -> None:
        """Invariant 11."""
        room = {"restriction": "service", "capabilities": ["contract_room"], "days": 3}
        with pytest.raises(ContractsGoOn):
            decided(measures=[room])

        sanction = sanction_in_force(now=NOW, measures=[room | {"harm_in_contracts": "threats in the room itself"}])

        assert [one.capabilities for one in running()] == [["contract_room"]]
        assert "threats" not in str(Sanction.objects.values("measures").get(id=sanction))


class TestCeiling:
    def test_of_a_machine_is_a_held_message_for_hours_whoever_writes_the_row(self) -> None:
        """Invariant 2."""
        send(message(PAYMENT, delivery="pending"))
        send(message(PAYMENT, at=NOW + HOUR, delivery="pending"), now=NOW + HOUR)
        held = Measure.objects.filter(decision__isnull=False)
        assert held.exists()

        refused: list[dict[str, Any]] = [{"kind": "restrict"}, {"ends_at": NOW + 9 * HOUR}]
        for broken in refused:
            with pytest.raises(IntegrityError), transaction.atomic():
                held.update(**broken)

    def test_of_a_suspension_is_fourteen_days_whoever_writes_the_row(self) -> None:
        """DSA14-4."""
        sanction_in_force(now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(sanction__isnull=False).update(ends_at=NOW + 15 * DAY)

    def test_is_not_passed_by_sql_that_knows_nothing_of_us(self) -> None:
        """Invariant 3."""
        sanction_in_force(now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE rulings_sanction SET notified_at = NULL")


class TestOfATestKey:
    def test_goes_all_the_way_and_sends_nothing(self) -> None:
        """A test key shows the whole life of a sanction; nothing of it leaves the service."""
        decided(is_test=True)

        work(now=NOW)
        assert Sanction.objects.get().state == "announced"
        work(now=NOW + 73 * HOUR)

        row = Sanction.objects.get()
        assert (row.state, row.is_test) == ("effective", True)
        assert not Message.objects.exists()
        assert all(Deadline.objects.filter(subject=row.id).values_list("is_test", flat=True))
        work(now=NOW + 11 * DAY)
        assert Sanction.objects.get().state == "ended"


class TestReasons:
    def test_name_a_fact_and_words_of_the_clause_and_are_no_boilerplate(self) -> None:
        """DSA17-3e, P2B11-2."""
        sanction_in_force(now=NOW, action="restrict", measures=[RESTRICTION])
        later = NOW + DAY
        named = {"reasons": "Everybody can see what you did there and that it is not allowed here at all."}

        with pytest.raises(ReasonsAreBoilerplate) as refused:
            decided(now=later)
        assert "say what happened in this case" in str(refused.value)
        with pytest.raises(ReasonsNameNoFact):
            decided_again(now=later, **named)
        with pytest.raises(ElementNotOfClause):
            decided_again(now=later, element="Never send a postcard")


def decided_again(**changes: object) -> str:
    """Decide the case that is claimed already."""
    now = changes.pop("now")
    case = Case.objects.get(member="ana", closed_at=None)
    said = RulingContent.model_validate(a_ruling(**changes))
    return decide_case(case=case.id, ruling=said.ruling, by=by("ana"), is_test=False, now=now)  # type: ignore[arg-type]


class TestWarnOfEnd:
    def test_says_two_days_before_that_a_suspension_ends_by_itself_and_again_when_it_was_prolonged(self) -> None:
        """Invariant 12, DSA14-4."""
        sanction = sanction_in_force(now=NOW)
        work(now=NOW + 4 * DAY)
        assert warned() == []

        work(now=NOW + 5 * DAY)
        work(now=NOW + 6 * DAY)
        assert warned() == ["suspension_interim"]
        renew_sanction(sanction=sanction, by=hire("ben"), reasons=WHY, is_test=False, now=NOW + 6 * DAY)
        work(now=NOW + 6 * DAY)
        work(now=NOW + 13 * DAY)

        assert warned() == ["suspension_interim", "suspension_longest"]

    def test_says_before_a_day_is_over_that_nobody_has_confirmed(self) -> None:
        """Invariant 5."""
        sanction_in_force(now=NOW, **IMMINENT)

        work(now=NOW + 18 * HOUR)

        assert warned() == ["imminent_harm_approval"]

    def test_says_nothing_of_what_was_lifted(self) -> None:
        sanction = sanction_in_force(now=NOW)
        lift_sanction(sanction=sanction, by=by("ana"), reasons=WHY, is_test=False, now=NOW + DAY)

        work(now=NOW + 6 * DAY)

        assert warned() == []


def warned() -> list[str]:
    """Return the clocks of sanctions that somebody was warned of."""
    told = Message.objects.filter(type="deadline.warned").order_by("created_at", "pk").values_list("payload", flat=True)
    return [one["deadline"] for one in told if one["sanction"] is not None]


class TestClocks:
    @pytest.mark.parametrize(
        ("told_at", "zone", "last_day"),
        [
            ("2026-08-31T12:00:00Z", "Europe/Madrid", "2027-02-28"),
            ("2027-08-31T12:00:00Z", "Europe/Madrid", "2028-02-29"),
            ("2026-03-02T23:30:00Z", "Europe/Madrid", "2026-09-03"),
            ("2026-03-02T23:30:00Z", "America/New_York", "2026-09-02"),
            ("2026-03-02T12:00:00Z", "Asia/Kolkata", "2026-09-02"),
        ],
        ids=["month end", "leap year", "already tomorrow there", "still today there", "half hours"],
    )
    def test_count_calendar_months_where_the_member_lives(self, told_at: str, zone: str, last_day: str) -> None:
        """DSA20-1, DSA17-3f: what the statement says is what appeals are held to, to the last second of that day."""
        now = datetime.fromisoformat(told_at)
        sanction = sanction_in_force(now=now, zone=zone)
        handed = get_statement(sanction, is_test=False)
        assert handed is not None
        assert handed.statement is not None
        assert handed.statement["statement"]["appeal_until"] == last_day
        last = datetime.combine(date.fromisoformat(last_day), time(23, 59, 59), tzinfo=ZoneInfo(zone))

        for at, state in ((last, "acknowledged"), (last + timedelta(seconds=1), "out_of_time")):
            with transaction.atomic():
                paper = Paper(arguments=["We met elsewhere."])
                file_appeal(decision=sanction, member="ana", paper=paper, is_test=False, now=at)
                assert Appeal.objects.get().state == state
                transaction.set_rollback(True)

    def test_give_three_days_of_a_night_that_loses_an_hour(self) -> None:
        """DSA14-4: no shorter by elapsed time where clocks go forward meanwhile."""
        spring = datetime(2026, 3, 27, 12, tzinfo=UTC)
        sanction = decided(now=spring, zone="Europe/Madrid")

        work(now=spring)
        work(now=spring + 72 * HOUR - timedelta(seconds=1))
        assert Sanction.objects.get(id=sanction).state == "announced"
        work(now=spring + 73 * HOUR)

        row = Sanction.objects.get(id=sanction)
        assert row.effective_at is not None
        assert row.effective_at - spring >= 72 * HOUR


class TestRetryDeadlines:
    def test_tries_again_what_was_given_up_and_nothing_else(self) -> None:
        sanction_in_force(now=NOW)
        Deadline.objects.filter(done_at=None).update(parked_at=NOW, attempts=18)
        done_before = Deadline.objects.exclude(done_at=None).count()
        with pytest.raises(NothingChosen):
            retry_deadlines(now=NOW)
        work(now=NOW + 8 * DAY)
        assert running()

        parked = list(Deadline.objects.exclude(parked_at=None).values_list("pk", flat=True))
        assert retry_deadlines(ids=parked[:1], now=NOW + 8 * DAY) == 1
        assert retry_deadlines(every=True, now=NOW + 8 * DAY) == len(parked) - 1
        assert Deadline.objects.exclude(done_at=None).count() == done_before
        work(now=NOW + 8 * DAY)

        assert not running()
