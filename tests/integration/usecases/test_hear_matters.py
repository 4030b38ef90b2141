"""What others than members say: outside detectors, the host about what it did elsewhere, and the random sample."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from habeas.domain.cases.evidence import ProposalBeforeEvidence
from habeas.domain.retention import SAMPLED
from habeas.server.api.rulings import RulingContent
from habeas.server.cases.models import Case, Evidence
from habeas.server.decisions.models import Decision
from habeas.server.notices.queries import get_statement
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.claim_case import claim_case, hand_over_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal
from habeas.server.usecases.purge_expired import purge_expired
from tests.factories.casework import DAY, a_ruling, hire, listen, work
from tests.factories.market import CLEAN, NOW, PHONE, event, message, open_market, send

pytestmark = pytest.mark.django_db

LINKED: dict[str, Any] = {
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


def looked_at() -> tuple[str, Any, dict[str, Any]]:
    case, ana = Case.objects.get(), hire("ana")
    claim_case(case=case.id, by=ana, is_test=False, now=NOW)
    return case.id, ana, dict(open_evidence(case=case.id, by=ana, is_test=False, now=NOW))


class TestSignal:
    def test_opens_a_case_with_what_the_policy_proposes_and_never_acts(self) -> None:
        """PWD10-5, GDPR22-a, GDPR22-b, invariant 2."""
        raised = event("signal.raised", **LINKED)

        [answer] = send(raised)
        send(raised)

        assert answer.problem is None
        assert (Case.objects.get().reason, Case.objects.get().clause) == ("signal", "member-safety")
        assert not Measure.objects.exists()
        assert not Decision.objects.exists()
        case, ana = Case.objects.get().id, hire("ana")
        claim_case(case=case, by=ana, is_test=False, now=NOW)
        with pytest.raises(ProposalBeforeEvidence):
            open_machine_proposal(case=case, by=ana, is_test=False, now=NOW)
        shown = open_evidence(case=case, by=ana, is_test=False, now=NOW)
        assert [one["text"] for one in shown["evidence"]] == [LINKED["reason"]]
        [proposal] = open_machine_proposal(case=case, by=ana, is_test=False, now=NOW)["proposals"]
        assert (proposal["action"], proposal["proposed"], proposal["confidence"]) == ("none", "restrict", [0.9])

    def test_that_was_wrong_leaves_nothing_behind_when_a_person_closes_its_case(self) -> None:
        """DSA14-4: a wrong linked-account signal."""
        send(event("signal.raised", **LINKED))
        case, ana, _ = looked_at()

        close_case(case=case, by=ana, because="a family shares the device", is_test=False, now=NOW)
        work(now=NOW + DAY)

        assert not Sanction.objects.exists()
        assert not Measure.objects.exists()

    def test_is_told_to_the_member_as_automatic_detection_where_a_person_decides_on_it(self) -> None:
        """DSA17-3c."""
        send(event("signal.raised", **LINKED))
        case, ana, _ = looked_at()
        ruling = RulingContent.model_validate(
            a_ruling(
                clause="member-safety",
                reasons="The account of [f1] was opened on the device of one that was closed for deceiving members.",
                element="Members do not deceive each other or the marketplace",
            )
        ).ruling
        decide_case(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)
        work(now=NOW)
        work(now=NOW + 3 * DAY)

        sent = get_statement(Sanction.objects.get().id, is_test=False)
        assert sent is not None
        assert sent.statement is not None
        automation = sent.statement["statement"]["automation"]
        assert (automation["detection"], automation["decision"]) == (True, "partially")
        assert automation["systems"][0]["detector"] == "device-graph"
        assert Sanction.objects.get().finding == "linked_accounts"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"kind": "bad_mood"}, "names no class 'bad_mood'; it names fraud, linked_accounts, fake_reviews"),
            ({"confidence": 0.2}, "no rule of the policy in force asks a person"),
        ],
    )
    def test_on_no_ground_of_the_policy_is_kept_and_opens_nothing(self, changes: dict[str, Any], says: str) -> None:
        [answer] = send(event("signal.raised", **LINKED | changes))

        assert answer.status == "accepted"
        assert answer.problem is not None
        assert says in answer.problem["detail"]
        assert not Case.objects.exists()

    def test_of_imported_history_opens_nothing(self) -> None:
        ingest_events(events=[event("signal.raised", **LINKED)], is_test=False, now=NOW, facts_only=True)

        assert not Case.objects.exists()


class TestHandedOver:
    def test_case_is_opened_anew_by_who_takes_it_over_evidence_first(self) -> None:
        """GDPR22-b."""
        send(event("signal.raised", **LINKED))
        case, ana, _ = looked_at()
        ben = hire("ben")
        hand_over_case(case=case, by=ana, to=ben, because="my shift ends", is_test=False, now=NOW)

        with pytest.raises(ProposalBeforeEvidence):
            open_machine_proposal(case=case, by=ben, is_test=False, now=NOW)
        open_evidence(case=case, by=ben, is_test=False, now=NOW)

        assert open_machine_proposal(case=case, by=ben, is_test=False, now=NOW)["proposals"]


class TestExternalMeasure:
    def test_opens_a_case_that_owes_a_statement(self) -> None:
        """DSA17-2."""
        done: dict[str, Any] = {
            "member": "ana",
            "kind": "suspension",
            "reason": "closed by the support desk",
            "decided_by": "desk",
        }

        send(event("measure.external", **done, starts_at="2026-03-01T00:00:00Z"))

        assert Case.objects.get().reason == "external_measure"
        _, _, shown = looked_at()
        [evidence] = shown["evidence"]
        assert evidence["text"] == "suspension, closed by the support desk, starts 2026-03-01T00:00:00Z"


class TestSample:
    @pytest.fixture(autouse=True)
    def sampled(self, settings: Settings) -> None:
        settings.HABEAS = replace(settings.HABEAS, casework=replace(settings.HABEAS.casework, sampled=1.0))

    def test_keeps_a_message_without_findings_sealed_for_a_person_and_for_a_time(self) -> None:
        """Invariant 14, GDPR5."""
        send(message(CLEAN, language="en"))

        row = Evidence.objects.get()
        assert (row.kind, row.expires_at, Case.objects.get().reason) == ("sample", NOW + SAMPLED, "sample")
        assert CLEAN.encode() not in bytes(row.sealed)
        _, _, shown = looked_at()
        assert [one["text"] for one in shown["evidence"]] == [CLEAN]
        assert export_member(member="ana", by="operator", now=NOW)["records"]["sample"][0]["says"]["text"] == CLEAN
        purge_expired(now=NOW + SAMPLED - timedelta(hours=1))
        assert Evidence.objects.exists()

        purge_expired(now=NOW + SAMPLED)

        assert not Evidence.objects.exists()

    def test_holds_decisions_too_that_nobody_would_be_asked_about(self) -> None:
        send(message(PHONE))

        assert Decision.objects.get().case == Case.objects.get(reason="sample")

    def test_is_nobody_where_no_share_is_declared(self, settings: Settings) -> None:
        settings.HABEAS = replace(settings.HABEAS, casework=replace(settings.HABEAS.casework, sampled=0.0))

        send(message(CLEAN), message(PHONE))

        assert not Case.objects.exists()


class TestInFavour:
    def test_is_computed_for_a_case_that_rests_on_no_message(self) -> None:
        """DSA14-4, invariant 13."""
        joined = event("member.record", at=NOW - DAY, member="ana", tenure_days=400, completed_contracts=12)
        send(joined, event("signal.raised", **LINKED))

        _, _, shown = looked_at()

        speaks = {one["favour"]: one["values"] for one in shown["in_favour"]["speaks"]}
        assert speaks["contracts_kept"] == {"contracts": 12}
        assert speaks["tenure"]["days"] >= 400
        assert "clean_record" in speaks
