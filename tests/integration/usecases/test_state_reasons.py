"""The statement of reasons of what a person decided, compared with what was decided, in each form that a member gets."""

import json
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.reports import ReportKind
from habeas.domain.sanctions.measures import NoSuchPlace
from habeas.server.api.rulings import RulingContent
from habeas.server.audit.queries import list_opened
from habeas.server.cases.authors import list_reports
from habeas.server.cases.models import Case
from habeas.server.cases.reports import Told
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.exhibits import list_exhibits
from habeas.server.decisions.standing import get_standing
from habeas.server.identity.scopes import Scope
from habeas.server.notices.forms import content_as
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import get_statement, list_kinds_sent
from habeas.server.parties.keys import read_keys
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions import leaving_out, ruling
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.preview_decision import preview_decision
from tests.factories.api import Caller, new_key
from tests.factories.casework import (
    ANSWERS,
    DAY,
    SUSPENSION,
    a_ruling,
    a_verdict,
    agree,
    answer_a_report,
    appealed,
    be_proposed,
    hire,
    listen,
    sanction_in_force,
    work,
)
from tests.factories.holds import PAYMENT
from tests.factories.market import NOW, message, open_market, send
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

WHY = "I read the whole conversation and what is left out, and agree."
RESTRICTED: dict[str, Any] = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose"], "days": 30, "territory": ["ES", "PT"]}],
}
LAW: dict[str, Any] = {
    "clause": None,
    "law": {
        "reference": "Payment Services Act, section 4",
        "text": "Nobody takes payments for others without a licence.",
        "url": "https://law.example/psa/4",
    },
    "element": "takes payments for others without a licence",
}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def looked_at(*, reported: bool = False) -> tuple[str, Actor, list[str]]:
    """Return a case that Ana of the staff opened, who she is, and the ids of what it rests on, the latest last."""
    ana = hire("ana")
    if reported:
        complain("carol", "She asked me to pay her somewhere else.", at=NOW - DAY)
        complain("bob", "She asked my brother for money outside.", at=NOW)
    else:
        be_proposed(now=NOW)
    case = Case.objects.filter(member="ana", closed_at=None).latest("opened_at")
    claim_case(case=case.id, by=ana, is_test=False, now=NOW)
    open_evidence(case=case.id, by=ana, is_test=False, now=NOW)
    return case.id, ana, [one.id for one in list_exhibits(case.id, keys=read_keys(["ana"]))]


def complain(by: str, says: str, *, at: datetime) -> None:
    """Let somebody report Ana."""
    kind = ReportKind.TERMS_REPORT
    told = Told(reporter=by, accused="ana", kind=kind, content=says, language="en", at=at)
    file_report(told=told, is_test=False, now=at)


def decided(case: str, by: Actor, **changes: object) -> str:
    """Return what the console and the API bring about; what is previewed first is what is decided."""
    said = RulingContent.model_validate(a_ruling(**changes)).ruling
    preview_decision(case=case, ruling=said, by=by, is_test=False, now=NOW)
    return decide_case(case=case, ruling=said, by=by, is_test=False, now=NOW)


def as_sent(sanction: str, form: str) -> str:
    """Return a form of the statement as it was sent; of the PDF the text."""
    handed = get_statement(sanction, is_test=False)
    assert handed is not None
    content = content_as(handed, form)
    assert content is not None
    return content.decode() if form != "pdf" else repr(content[:5])


class TestTerritory:
    def test_is_told_to_the_member_in_every_form_and_to_the_host(self) -> None:
        """DSA17-3a."""
        case, ana, _ = looked_at()
        said = RulingContent.model_validate(a_ruling(**RESTRICTED)).ruling
        shown = preview_decision(case=case, ruling=said, by=ana, is_test=False, now=NOW)

        sanction = decide_case(case=case, ruling=said, by=ana, is_test=False, now=NOW)
        work(now=NOW)
        work(now=NOW + 3 * DAY)

        assert "This concerns ES, PT only." in shown["reads"]["html"]
        assert [one["territory"] for one in shown["effects"] if one["what"] == "measure"] == [["ES", "PT"]]
        assert "This concerns ES, PT only." in as_sent(sanction, "html")
        assert as_sent(sanction, "pdf") == repr(b"%PDF-")
        [measure] = json.loads(as_sent(sanction, "json"))["statement"]["measures"]
        assert measure["territory"] == ["ES", "PT"]
        assert Measure.objects.get(sanction=sanction).territory == ["ES", "PT"]

    def test_is_refused_where_nobody_can_tell_where_that_is(self) -> None:
        with pytest.raises(NoSuchPlace, match="two capital letters"):
            _ = RulingContent.model_validate(a_ruling(measures=[SUSPENSION | {"territory": ["Spain"]}])).ruling


class TestLaw:
    def test_is_the_ground_where_no_clause_of_the_terms_is(self) -> None:
        """DSA17-3d."""
        case, ana, _ = looked_at()

        sanction = decided(case, ana, **RESTRICTED, **LAW)
        work(now=NOW)

        told = as_sent(sanction, "html")
        assert "The law: Payment Services Act, section 4" in told
        assert "<blockquote>Nobody takes payments for others without a licence.</blockquote>" in told
        ground = json.loads(as_sent(sanction, "json"))["statement"]["ground"]
        assert ground == LAW["law"]
        work(now=NOW + 3 * DAY)
        row = Sanction.objects.get(id=sanction)
        assert (row.clause, row.state) == ("", "effective")
        assert sanction in {one.decision for one in get_standing("ana", is_test=False, now=NOW + 4 * DAY).strikes}
        with time_machine.travel(NOW + 4 * DAY, tick=False):
            assert "Payment Services Act, section 4" in Visitor("ana").read("/portal/")

    @pytest.mark.parametrize("changes", [{**LAW, "clause": "payment-inside"}, {"clause": None}])
    def test_and_a_clause_are_one_ground_and_never_none_or_both(self, changes: dict[str, Any]) -> None:
        case, ana, _ = looked_at()

        with pytest.raises(ruling.OneGround, match="or else the law, and not both"):
            decided(case, ana, **changes)


class TestLeftOut:
    def test_is_recorded_agreed_to_and_looked_at_again(self) -> None:
        """DSA17-5, invariant 12: no silent omission."""
        case, ana, evidence = looked_at(reported=True)
        hidden = {
            "evidence": evidence[-1:],
            "what": "a report by another member",
            "basis": "an order of the court",
            "recheck_on": (NOW + 60 * DAY).date(),
        }

        sanction = decided(case, ana, **RESTRICTED, withheld=[hidden])
        assert Sanction.objects.get(id=sanction).state == "awaiting_approval"
        agree(sanction, by=hire("ben"), reasons=WHY, now=NOW)
        work(now=NOW)
        work(now=NOW + 3 * DAY)

        told, kept = as_sent(sanction, "html"), json.loads(as_sent(sanction, "json"))["statement"]
        assert "asked my brother" not in told + json.dumps(kept)
        assert "We leave out what this says: a report by another member" in told
        approver = f"R-{Sanction.objects.get(id=sanction).approved_by_id}"
        assert f"The basis: an order of the court. {approver} agreed to that. We look at this again by 1 May" in told
        assert kept["withheld"] == [
            {
                "what": "a report by another member",
                "basis": "an order of the court",
                "approver": approver,
                "recheck_on": "2026-05-01",
            }
        ]
        promise = Clock.objects.get(clock="promise", subject=case)
        assert promise.due_at.date() == date(2026, 5, 1)

    def test_is_refused_where_it_would_be_silent_or_hurried(self) -> None:
        """DSA17-3b, DSA17-5."""
        case, ana, evidence = looked_at(reported=True)
        one = {"evidence": evidence[-1:], "what": "a report", "basis": "a law", "recheck_on": (NOW + DAY).date()}
        hurry = {"urgency": "imminent_harm", "urgent_because": "members lose money right now"}
        for changes, refusal in (
            ({"withheld": [one], "relied_on": evidence[:1]}, leaving_out.LeftOutIsNotReliedOn),
            ({"withheld": [one | {"evidence": evidence}]}, leaving_out.AllIsLeftOut),
            ({"withheld": [one | {"recheck_on": NOW.date()}]}, leaving_out.RecheckTooLate),
            ({"withheld": [one | {"recheck_on": NOW.date() + timedelta(days=366)}]}, leaving_out.RecheckTooLate),
            ({"withheld": [one], **hurry}, leaving_out.SecondPersonFirst),
        ):
            with pytest.raises(refusal):
                decided(case, ana, **changes)
        assert not Sanction.objects.exists()


class TestHurried:
    def test_says_by_when_a_second_person_must_agree_or_it_ends(self) -> None:
        """DSA17-3a: how long it binds is not what it would be if somebody agreed."""
        case, ana, _ = looked_at()
        hurry = {"urgency": "imminent_harm", "urgent_because": "members lose money right now"}

        sanction = decided(case, ana, action="suspend_pending_review", measures=[SUSPENSION], **hurry)
        work(now=NOW)

        by = NOW + timedelta(hours=24)
        says = f"A second person must agree by {by.day} {by:%B %Y}, {by:%H:%M} (UTC); otherwise it ends then by itself."
        assert says in as_sent(sanction, "html")


class TestDepartures:
    """DSA14-4, DSA23-1, P2B4-4: what else protects a member is set aside only for a reason that they read."""

    def test_name_the_harm_that_could_not_wait(self) -> None:
        case, ana, _ = looked_at()
        hurry = {"urgency": "urgent", "urgent_because": "members lose money right now"}

        sanction = decided(case, ana, **RESTRICTED, **hurry)
        work(now=NOW)

        assert "The harm that waiting would let happen: members lose money right now" in as_sent(sanction, "html")
        assert json.loads(as_sent(sanction, "json"))["statement"]["departures"] == {
            "is_urgent": True,
            "urgent_because": "members lose money right now",
            "egregious_because": "",
            "exemption": None,
        }

    def test_name_what_makes_a_first_offence_so_grave_and_what_shows_that_no_notice_is_due(self) -> None:
        case, ana, _ = looked_at()
        ends = {
            "action": "terminate",
            "measures": [
                {
                    "restriction": "account",
                    "capabilities": ["propose"],
                    "reviewed_within_days": 365,
                    "indefinite_because": "an authority ordered it",
                }
            ],
            "egregious_because": "a whole workshop was recruited away in one day",
            "exemption": "legal_duty",
            "exemption_law": {"reference": "order 12/26", "text": "The account is to be closed at once."},
            "exemption_evidence": ["f1"],
        }

        sanction = decided(case, ana, **ends)
        agree(sanction, by=hire("ben"), reasons=WHY, now=NOW)
        work(now=NOW)

        told = as_sent(sanction, "html")
        assert (
            "because a law or an authority requires it. This shows it: order 12/26: “The account is to be closed at once.”, f1."
            in told
        )
        assert "no earlier decision is needed: a whole workshop was recruited away in one day" in told
        assert json.loads(as_sent(sanction, "json"))["statement"]["departures"] == {
            "is_urgent": False,
            "urgent_because": "",
            "egregious_because": ends["egregious_because"],
            "exemption": {
                "code": "legal_duty",
                "shown_by": ["order 12/26: “The account is to be closed at once.”", "f1"],
            },
        }


class TestNamed:
    def test_is_who_reported_only_with_a_reason_and_a_second_person(self) -> None:
        """DSA17-3b."""
        case, ana, evidence = looked_at(reported=True)
        named = {"name": "Bob of Bobs", "because": "it is about a contract with him"}

        sanction = decided(case, ana, **RESTRICTED, named=named, relied_on=evidence[:1])
        agree(sanction, by=hire("ben"), reasons=WHY, now=NOW)
        work(now=NOW)

        told = as_sent(sanction, "html")
        assert "A report by Bob of Bobs said" in told
        assert "We name who reported, because it is about a contract with him. R-" in told

    def test_is_nobody_without_one_report(self) -> None:
        case, ana, _ = looked_at()

        with pytest.raises(leaving_out.NoReportToName, match="0 reports are relied on"):
            decided(case, ana, **RESTRICTED, named={"name": "Bob", "because": "it matters"})


class TestPriorDecisions:
    def test_that_count_are_named_with_the_day_on_which_they_were_told(self) -> None:
        """DSA23-3: what was weighed is shown."""
        [warned] = send(message(PAYMENT, at=NOW - 9 * DAY), now=NOW - 9 * DAY)
        work(now=NOW - 8 * DAY)
        case, ana, _ = looked_at()

        sanction = decided(case, ana, **RESTRICTED)
        work(now=NOW)

        weighed = json.loads(as_sent(sanction, "json"))["statement"]["weighing"]["prior_decisions"]
        assert weighed == [{"decision": warned.decision_id, "told_on": "2026-02-22"}]
        assert "count against you and were weighed:" in as_sent(sanction, "html")


class TestAnswerToAnAppeal:
    def test_is_whole_in_every_form_with_the_ways_that_are_left(self) -> None:
        """DSA20-5, P2B11-2: individual, reasoned, with out-of-court and other redress."""
        sanction = sanction_in_force(now=NOW)
        appeal = appealed(sanction, now=NOW + DAY)
        verdict = a_verdict(Outcome.UPHELD)
        decide_appeal(appeal=appeal, verdict=verdict, by=hire("cleo"), is_test=False, now=NOW + 2 * DAY)
        work(now=NOW + 2 * DAY)

        kind = list_kinds_sent(sanction, is_test=False)[-1]
        handed = get_statement(sanction, is_test=False, kind=kind)
        assert kind.startswith("appeal_decided")
        assert handed is not None
        page = (content_as(handed, "html") or b"").decode()
        assert "The decision stays as it is." in page
        assert ANSWERS["a1"] in page
        assert "You can turn to a certified out-of-court body of your choice" in page
        assert "You can go to court at any time" in page
        assert "ask for a second look" in page
        assert (content_as(handed, "pdf") or b"")[:5] == b"%PDF-"
        said = json.loads(content_as(handed, "json") or b"")
        assert (said["outcome"], said["redress"]["court"]) == ("upheld", "the courts of the country where you live")


class TestAnswerToAReport:
    def test_names_where_its_author_can_contest_it_and_whom_to_ask(self) -> None:
        """DSA16-1, DSA20-1: the notifier gets redress, too."""
        made = answer_a_report(now=NOW)

        [told] = list_reports(is_test=False, report=made)

        assert told["redress"]["appeal_url"].endswith(made)
        assert told["redress"]["ods_bodies_url"]
        assert told["contact"]["name_or_role"] == "the appeals desk"
        page = Visitor("bob").read(f"/portal/reports/{made}")
        assert "A certified body for disputes out of court." in page
        assert "the courts of the country where you live" in page


class TestMissingPart:
    def test_is_named_at_the_field_that_it_comes_from_with_what_to_do(self) -> None:
        """DSA17-3, DSA14-4: through the interface; the caller keeps what it sent and mends that field."""
        case, _, _ = looked_at()
        caller = Caller(new_key(Scope.ACT))

        with time_machine.travel(NOW, tick=False):
            answer = caller.post(f"/v1/cases/{case}/decide", a_ruling(lesser=[], allowed_would_be=[]))

        assert answer.status_code == HTTPStatus.CONFLICT
        errors = {one["field"]: (one["rule"], one["message"]) for one in json.loads(answer.content)["errors"]}
        assert errors == {
            "/lesser": ("DSA14-4", "say which milder steps were considered and why not chosen"),
            "/allowed_would_be": ("DSA17-4", "say what would have been allowed"),
        }
        assert not Sanction.objects.exists()


class TestLog:
    def test_commits_to_the_words_that_were_sent(self) -> None:
        """P2B4-1, invariant 8."""
        sanction = sanction_in_force(now=NOW)

        sent = Notice.objects.get(sanction=sanction, kind="statement")
        known = list_opened("ana", open_sealed=read_keys(["ana"]).open)
        logged = [one for one in known if one.entry.action == "statement.sent"]
        assert [one.opening.payload for one in logged] == [{"notice": sent.id, "digest": sent.digest}]
