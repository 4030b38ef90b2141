"""All about a member is in one case: opened by whatever came first, joined by the rest, decided by who saw it."""

from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseState
from habeas.domain.cases.evidence import EvidenceNotOpened
from habeas.domain.reports import ReportKind
from habeas.server.api.rulings import RulingContent
from habeas.server.cases.models import Case, Evidence, Report
from habeas.server.cases.queries import get_case, list_queue
from habeas.server.cases.reports import Told
from habeas.server.usecases.answer_inquiry import answer_as_member
from habeas.server.usecases.approve_sanction import approve_sanction
from habeas.server.usecases.ask_member import ask_member
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.preview_decision import preview_decision
from tests.factories.casework import DAY, HOUR, a_ruling, be_proposed, hire, listen
from tests.factories.market import CLEAN, NOW, event, message, open_market, send

pytestmark = pytest.mark.django_db

SIGNAL: dict[str, Any] = {
    "member": "ana",
    "detector": "device-graph",
    "kind": "linked_accounts",
    "confidence": 0.9,
    "reason": "same device as an account that was closed",
}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def reported(*, reporter: str = "bob", kind: ReportKind = ReportKind.TERMS_REPORT) -> str:
    """Let a member report Ana; return the report's id."""
    said = "Ana asked me to pay her by bank outside of here, twice this week."
    told = Told(reporter=reporter, accused="ana", kind=kind, content=said, language="en", at=NOW)
    return file_report(told=told, is_test=False, now=NOW)


def held() -> tuple[str, Actor]:
    """Let Ana of the staff claim the case about the member Ana and open all of it."""
    case, ana = Case.objects.get(member="ana", closed_at=None), hire("ana")
    claim_case(case=case.id, by=ana, is_test=False, now=NOW)
    open_evidence(case=case.id, by=ana, is_test=False, now=NOW)
    return case.id, ana


def decide(case: str, by: Actor, **changes: object) -> str:
    urgent = {"urgency": "urgent", "urgent_because": "more members are asked every hour"}
    said = RulingContent.model_validate(a_ruling(**urgent) | changes)
    return decide_case(case=case, ruling=said.ruling, by=by, is_test=False, now=NOW)


def kinds_in(case: str) -> set[str]:
    return set(Evidence.objects.filter(case=case).values_list("kind", flat=True))


class TestGrouping:
    def test_brings_a_proposal_a_report_and_a_signal_to_one_case_that_says_each(self) -> None:
        be_proposed(now=NOW)
        reported()
        send(event("signal.raised", **SIGNAL))

        [case] = Case.objects.filter(member="ana")
        [listed] = list_queue(is_test=False, now=NOW, restrained=(), states=[CaseState.QUEUED])

        assert case.reasons[:1] == [case.reason]
        assert {"report", "signal"} < set(listed["reasons"])
        shown = get_case(case.id, is_test=False, now=NOW)
        assert shown is not None
        assert [one["reason"] for one in shown["entries"] if one["what"] == "join"][-2:] == ["report", "signal"]
        held()
        assert kinds_in(case.id) == {"report", "signal"}

    def test_waits_where_the_most_urgent_of_it_would(self) -> None:
        """DSA22-1."""
        send(event("signal.raised", **SIGNAL))
        before = Case.objects.get().queue

        reported(kind=ReportKind.ART16_NOTICE)

        case = Case.objects.get()
        assert (before, case.queue, case.alleges_illegality) == ("general", "illegality", True)

    def test_leaves_a_sample_alone_and_says_who_looks_at_it(self, settings: Settings) -> None:
        """A sample measures a rule: it is looked at as if nothing else were known of its member."""
        settings.HABEAS = replace(settings.HABEAS, casework=replace(settings.HABEAS.casework, sampled=1.0))
        send(message(CLEAN))
        sample = Case.objects.get(reason="sample")
        claim_case(case=sample.id, by=hire("ben"), is_test=False, now=NOW)

        reported()

        case = Case.objects.get(reason="report")
        shown = get_case(case.id, is_test=False, now=NOW)
        assert shown is not None
        [beside] = shown["related"]
        assert (beside["id"], beside["reasons"], beside["holder"]) == (sample.id, ["sample"], hire("ben").id)
        [listed] = list_queue(is_test=False, now=NOW, restrained=(), states=[CaseState.QUEUED])
        assert listed["related"] == [beside]

    def test_waits_for_no_answer_of_the_member_once_something_else_came(self) -> None:
        send(event("signal.raised", **SIGNAL))
        case, ana = held()
        asked = ask_member(case=case, by=ana, question="Whose device?", language="en", is_test=False, now=NOW)
        assert Case.objects.get().state == "waiting_on_member"

        reported()

        assert Case.objects.get().state == "queued"
        answer_as_member(inquiry=asked, member="ana", words="My sister's.", is_test=False, now=NOW + HOUR)
        claim_case(case=case, by=ana, is_test=False, now=NOW + HOUR)


class TestWhatNobodySaw:
    def test_is_not_decided_and_waits_in_a_case_of_its_own(self) -> None:
        """GDPR22-b."""
        be_proposed(now=NOW)
        case, ana = held()
        judged = list(Case.objects.get(id=case).decisions.values_list("id", flat=True))
        report = reported()
        with pytest.raises(EvidenceNotOpened, match="rely on less"):
            decide(case, ana)

        decide(case, ana, relied_on=judged)

        waiting = Case.objects.get(closed_at=None)
        assert (waiting.id != case, waiting.state, waiting.reasons) == (True, "queued", ["report"])
        row = Report.objects.get(id=report)
        assert (row.case_id, row.outcome) == (waiting.id, "")
        assert (kinds_in(case), kinds_in(waiting.id)) == (set(), {"report"})
        shown = get_case(case, is_test=False, now=NOW)
        assert shown is not None
        assert [one["item"] for one in shown["entries"] if one["what"] == "set_apart"] == [waiting.id]

    def test_is_not_agreed_to_either_while_a_second_person_is_waited_for(self) -> None:
        """GDPR22-b, invariant 5."""
        be_proposed(now=NOW)
        case, ana = held()
        ended = [
            {
                "restriction": "account",
                "capabilities": ["propose"],
                "reviewed_within_days": 365,
                "indefinite_because": "three final decisions for the same",
            }
        ]
        egregious = {"egregious_because": "a whole workshop was recruited away in one day"}
        made = decide(case, ana, action="terminate", urgency="ordinary", measures=ended, **egregious)
        report = reported(kind=ReportKind.ART16_NOTICE)
        ben = hire("ben")
        open_evidence(case=case, by=ben, is_test=False, now=NOW)

        approve_sanction(sanction=made, by=ben, reasons="I read it all", is_test=False, now=NOW)

        waiting = Case.objects.get(closed_at=None)
        assert (waiting.queue, waiting.alleges_illegality) == ("illegality", True)
        assert Report.objects.get(id=report).case_id == waiting.id


class TestShare:
    def test_counts_messages_of_messages_whatever_else_is_relied_on(self) -> None:
        """DSA23-3: number, share, gravity and intent, as the member reads them."""
        send(*(message(CLEAN, at=NOW - DAY) for _ in range(30)))
        be_proposed(now=NOW)
        reported()
        case, ana = held()
        urgent = {"urgency": "urgent", "urgent_because": "more members are asked every hour"}
        said = RulingContent.model_validate(a_ruling(**urgent))

        reads = preview_decision(case=case, ruling=said.ruling, by=ana, is_test=False, now=NOW)["reads"]

        written = Case.objects.get(id=case).decisions.count()
        weighed = reads["statement"]["weighing"]
        assert (weighed["number"], len(reads["statement"]["facts"])) == (written, written + 1)
        assert weighed["messages"] == written + 30
        read = str(reads)
        assert f"How often: {written}, of {written + 30} messages in all." in read
        assert a_ruling()["gravity"] in read
        assert a_ruling()["intent"] in read


class TestReports:
    def test_are_answered_by_whether_what_they_say_was_relied_on(self) -> None:
        """DSA16-1: who reported something else than what was decided on is not told that it was acted on."""
        be_proposed(now=NOW)
        report = reported()
        case, ana = held()
        judged = list(Case.objects.get(id=case).decisions.values_list("id", flat=True))

        decide(case, ana, relied_on=judged)

        assert Report.objects.get(id=report).outcome == "not_acted"

    def test_say_that_it_was_acted_on_what_was_relied_on(self) -> None:
        """DSA16-1."""
        be_proposed(now=NOW)
        report, other = reported(), reported(reporter="eva")
        case, ana = held()
        judged = list(Case.objects.get(id=case).decisions.values_list("id", flat=True))
        evidence = Report.objects.get(id=report).evidence_id

        decide(case, ana, relied_on=[*judged, evidence])

        assert Report.objects.get(id=report).outcome == "acted"
        assert Report.objects.get(id=other).outcome == "not_acted"
