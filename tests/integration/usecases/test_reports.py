"""What members say of members: received, looked at, answered, appealed; the accused reads what, and never by whom."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.reports import ReportKind, ReportOnOneself, ReportSaysNothing
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal
from habeas.server.cases.answering import take_answer_back
from habeas.server.cases.authors import list_reports
from habeas.server.cases.models import Case, Evidence, Report
from habeas.server.cases.reports import Told
from habeas.server.deadlines.models import Clock
from habeas.server.events.models import Event
from habeas.server.leases import Lease
from habeas.server.notices.queries import get_statement
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.recourse.ways import get_way_back
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_appeal import Verdict, decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_appeal import NotToldYet, Paper, file_appeal
from habeas.server.usecases.file_report import UnknownAccused, file_report
from habeas.server.usecases.keep_address import keep_address
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.note_answer_read import note_answer_read
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.worker.acts import ACTS
from tests.factories.casework import DAY, HOUR, a_ruling, deliver, hire, listen, work
from tests.factories.market import NOW, event, open_market, send, started

pytestmark = pytest.mark.django_db

SAID = "Ana asked me, Bob Marley, to pay her by bank outside of here, twice this week."


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def reported(*, now: datetime = NOW, must_be_known: bool = False, **changes: Any) -> str:  # noqa: ANN401
    said: dict[str, Any] = {
        "reporter": "bob",
        "accused": "ana",
        "kind": ReportKind.TERMS_REPORT,
        "content": SAID,
        "language": "en",
        "names": ("Bob Marley",),
        "at": now,
    }
    return file_report(told=Told(**said | changes), is_test=False, now=now, must_be_known=must_be_known)


def looked_at(*, by: str = "ana") -> tuple[str, Any, dict[str, Any]]:
    """Return the open case about Ana, who of the staff holds it, and what they were shown."""
    case, person = Case.objects.get(closed_at=None, member="ana"), hire(by)
    claim_case(case=case.id, by=person, is_test=False, now=NOW)
    shown = open_evidence(case=case.id, by=person, is_test=False, now=NOW)
    return case.id, person, dict(shown)


def told() -> dict[str, Any]:
    [report] = list_reports(is_test=False, reporter="bob")
    return dict(report)


class TestFileReport:
    def test_gives_a_receipt_and_opens_a_case_with_what_is_said_and_not_by_whom(self) -> None:
        """DSA16-1, P2B4-5, GDPR15-4."""
        report = reported()

        assert told() | {"report": report, "content": SAID, "outcome": None} == told()
        [receipt] = Message.objects.filter(type="report.received").values_list("payload", flat=True)
        assert (receipt["report"], receipt["reporter"]) == (report, "bob")
        assert "Marley" not in json.dumps(receipt)
        _, _, shown = looked_at()
        [evidence] = shown["evidence"]
        assert evidence["text"] == "Ana asked me, […], to pay her by bank outside of here, twice this week."
        assert evidence["kind"] == "report"
        assert "bob" not in json.dumps(shown)

    def test_refuses_what_nobody_could_look_into(self) -> None:
        """DSA16-1."""
        with pytest.raises(ReportSaysNothing):
            reported(content="she is bad")
        with pytest.raises(ReportOnOneself):
            reported(accused="bob")
        with pytest.raises(UnknownAccused):
            reported(accused="who", must_be_known=True)
        send(event("member.joined", member="gone"))
        erase_member(member="gone", by="operator", now=NOW)
        with pytest.raises(KeyDestroyed):
            reported(accused="gone")
        assert not Report.objects.exists()
        reported()
        row = Report.objects.get()
        for wrong in ({"accused": "bob"}, {"outcome": "acted"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Report.objects.filter(pk=row.pk).update(**wrong)

    def test_puts_a_notice_of_illegality_first_and_never_mixes_it_with_a_breach_of_terms(self) -> None:
        """DSA16-1, DSA22-1."""
        reported(kind=ReportKind.ART16_NOTICE, by_trusted_flagger=True)
        case = Case.objects.get()
        assert (case.queue, case.alleges_illegality, case.by_trusted_flagger) == ("illegality", True, True)

        reported(reporter="eva", now=NOW + HOUR)

        assert Case.objects.count() == 1
        assert sorted(Report.objects.values_list("kind", flat=True)) == ["art16_notice", "terms_report"]


class TestReportedEvent:
    def test_opens_a_case_and_keeps_its_words_sealed_alone(self) -> None:
        """Invariant 14, DSA16-1."""
        said = event("member.reported", member="ana", by="bob", reason=SAID, names=["Bob Marley"])

        [answer] = send(said)
        [again] = send(said)

        assert (answer.problem, again.status, Report.objects.count()) == (None, "duplicate", 1)
        assert "bank" not in json.dumps(Event.objects.get(id=said.id).body)
        assert Evidence.objects.get().event == said.id

    def test_without_words_is_kept_as_a_fact_and_says_that_it_opens_nothing(self) -> None:
        [answer] = send(event("member.reported", member="ana", by="bob", reason="rude"))

        assert answer.status == "accepted"
        assert answer.problem is not None
        assert answer.problem["type"].endswith("no-case-opened")
        assert "at least 20 letters" in answer.problem["detail"]
        assert not Case.objects.exists()


class TestAnswer:
    def test_tells_the_author_what_came_of_it_with_the_way_to_appeal(self) -> None:
        """DSA16-1, DSA20-1."""
        reported()
        case, ana, _ = looked_at()

        close_case(
            case=case,
            by=ana,
            because="the two had agreed on it",
            to_reporters="What you describe was agreed before.",
            is_test=False,
            now=NOW + timedelta(minutes=5),
        )

        deliver(now=NOW + timedelta(minutes=5))
        found = told()
        assert (found["outcome"], found["answer"]) == ("not_acted", "What you describe was agreed before.")
        assert found["appeal_until"] == "2026-09-02"
        [answered] = Message.objects.filter(type="report.answered").values_list("payload", flat=True)
        assert (answered["outcome"], answered["used_automation"]) == ("not_acted", False)

    def test_can_be_contested_for_six_months_from_when_its_author_was_informed_and_without_end_before(self) -> None:
        """DSA20-2."""
        report, later = reported(), NOW + 300 * DAY
        case, ana, _ = looked_at()
        close_case(case=case, by=ana, because="nothing to see", is_test=False, now=NOW)
        meet_deadlines(acts=ACTS, lease=Lease("one", NOW + HOUR), now=NOW, most=50)

        assert told()["appeal_until"] is None
        way = get_way_back(report, member="bob", is_test=False, now=later)
        assert way is not None
        assert (way.until, way.is_over) == (None, False)
        assert not Clock.objects.filter(clock="appeal_window").exists()

        work(now=later)

        assert told()["appeal_until"] == "2027-06-27"
        assert [one.started_at for one in Clock.objects.filter(clock="appeal_window", subject=report)] == [later]
        late = later + 184 * DAY
        way = get_way_back(report, member="bob", is_test=False, now=late)
        assert way is not None
        assert way.is_over

    def test_can_be_contested_before_anything_says_that_its_author_was_informed(self) -> None:
        """DSA20-2: a host may read it from the API, and its author has no less of a way back for that."""
        report = reported()
        paper = Paper(arguments=["I have the messages."])
        with pytest.raises(NotToldYet, match="was not handed over yet"):
            file_appeal(decision=report, member="bob", paper=paper, is_test=False, now=NOW)
        case, ana, _ = looked_at()
        close_case(case=case, by=ana, because="nothing to see", is_test=False, now=NOW)

        at = NOW + 300 * DAY
        appeal = file_appeal(decision=report, member="bob", paper=paper, is_test=False, now=at)

        assert Appeal.objects.get(id=appeal).state == "acknowledged"

    def test_informs_of_nothing_once_it_does_not_stand_any_more(self) -> None:
        """DSA20-2."""
        report = reported()
        case, ana, _ = looked_at()
        close_case(case=case, by=ana, because="nothing to see", is_test=False, now=NOW)
        take_answer_back(Report.objects.get())

        deliver(now=NOW)
        note_answer_read(report=report, reporter="bob", now=NOW)

        assert Report.objects.get().informed_at is None

    def test_shows_the_accused_in_their_statement_what_was_said_and_masks_who_said_it(self) -> None:
        """P2B4-5, DSA17-3b, DSA16-1."""
        reported()
        case, ana, _ = looked_at()
        ruling = RulingContent.model_validate(
            a_ruling(
                reasons="As a member says in [f1], you asked to be paid by bank outside of here, which is not allowed.",
                lesser=[{"action": "warn", "why_not": "it happened twice in a week"}],
            )
        ).ruling

        decide_case(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)
        work(now=NOW)
        work(now=NOW + 3 * DAY)

        assert told()["outcome"] == "acted"
        sent = get_statement(Sanction.objects.get().id, is_test=False)
        assert sent is not None
        words = json.dumps(sent.statement, ensure_ascii=False)
        assert "Ana asked me, […], to pay her by bank" in words
        assert "Marley" not in words
        assert "bob" not in words
        assert sent.statement is not None
        assert sent.statement["statement"]["source"]["type"] == "member_report"

    def test_is_appealed_by_its_author_and_looked_at_anew_where_that_is_overturned(self) -> None:
        """DSA20-1, DSA20-6: also against a decision not to act."""
        report = reported()
        case, ana, _ = looked_at()
        close_case(case=case, by=ana, because="nothing to see", is_test=False, now=NOW)

        appeal = file_appeal(
            decision=report, member="bob", paper=Paper(arguments=["I have the messages."]), is_test=False, now=NOW + DAY
        )
        cleo = hire("cleo", hears_appeals=True)
        assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW + DAY)
        verdict = Verdict(
            outcome=Outcome.OVERTURNED,
            reasons="The messages were not looked at.",
            answers={"a1": "You are right: they say it."},
            expect={"allowed": True},
        )
        decide_appeal(appeal=appeal, verdict=verdict, by=cleo, is_test=False, now=NOW + 2 * DAY)
        work(now=NOW + 2 * DAY)

        row = Case.objects.get(id=case)
        assert (row.state, row.closed_at) == ("queued", None)
        assert told()["outcome"] is None
        ben = hire("ben")
        claim_case(case=case, by=ben, is_test=False, now=NOW + 3 * DAY)
        open_evidence(case=case, by=ben, is_test=False, now=NOW + 3 * DAY)
        close_case(case=case, by=ben, because="read them all", is_test=False, now=NOW + 3 * DAY)
        assert told()["outcome"] == "not_acted"


class TestRetaliation:
    def test_is_shown_to_the_reviewer_as_a_pattern_that_decides_nothing(self) -> None:
        send(started(contract="k1"), event("refund.requested", at=NOW - DAY, contract="k1", member="ana", refund="r1"))
        reported(reporter="ana", accused="bob", now=NOW - 2 * DAY)
        reported(reporter="eva", now=NOW - HOUR)

        reported()

        _, _, shown = looked_at()
        by_eva, by_bob = shown["reports"]
        assert not by_eva["retaliation"]["is_visible"]
        assert [one["kind"] for one in by_bob["retaliation"]["causes"]] == ["reported_by_accused", "refund_asked"]
        assert by_bob["retaliation"]["earlier_reports"] == 0
        assert Case.objects.filter(member="ana").count() == 1

    def test_shows_what_the_accused_did_to_the_author_by_contracts_told_of_or_not(self) -> None:
        send(started(contract="k1", at=NOW - 3 * DAY))
        said = {"dispute": "d1", "contract": "k9", "member": "ana", "against": "bob"}
        send(
            event("dispute.opened", at=NOW - 2 * DAY, **said),
            event("contract.ended", at=NOW - DAY, contract="k1", by="ana"),
        )

        reported()

        [shown] = looked_at()[2]["reports"]
        assert [one["kind"] for one in shown["retaliation"]["causes"]] == ["dispute", "contract_ended"]

    def test_counts_how_earlier_reports_of_the_same_author_ended(self) -> None:
        reported()
        case, ana, _ = looked_at()
        close_case(case=case, by=ana, because="nothing to see", is_test=False, now=NOW)

        reported(now=NOW + DAY)

        row = Case.objects.get(closed_at=None)
        claim_case(case=row.id, by=ana, is_test=False, now=NOW + DAY)
        [shown] = open_evidence(case=row.id, by=ana, is_test=False, now=NOW + DAY)["reports"]
        assert (shown["retaliation"]["earlier_reports"], shown["retaliation"]["earlier_acted"]) == (1, 0)


class TestRecords:
    def test_never_tell_the_accused_who_reported_them(self) -> None:
        """GDPR15-4, P2B4-5."""
        send(started(contract="k1"))
        keep_address(member="bob", email="marley@mail.example", by="host", now=NOW)
        said = f"{SAID} Write to marley@mail.example."
        send(event("member.reported", member="ana", by="bob", reason=said, names=["Bob Marley"]))

        exported = json.dumps(export_member(member="ana", by="operator", now=NOW), ensure_ascii=False)

        assert "to pay her by bank" in exported
        assert "marley" not in exported.casefold()
        [fact] = [
            one
            for one in export_member(member="ana", by="operator", now=NOW)["records"]["event"]
            if one["type"] == "member.reported"
        ]
        assert "by" not in fact["body"]
        mine = export_member(member="bob", by="operator", now=NOW)["records"]["report"]
        assert mine[0]["words"]["content"] == said

    def test_of_an_erased_author_go_and_leave_the_accused_what_was_said(self) -> None:
        """GDPR17."""
        reported()

        erase_member(member="bob", by="operator", now=NOW)

        assert not Report.objects.exists()
        _, _, shown = looked_at()
        assert "to pay her by bank" in shown["evidence"][0]["text"]

    def test_of_an_erased_accused_go_and_leave_the_author_their_report(self) -> None:
        """GDPR17."""
        reported()

        erase_member(member="ana", by="operator", now=NOW)

        assert not Evidence.objects.exists()
        assert told()["content"] == SAID
        assert told()["about"].startswith("erased-")
