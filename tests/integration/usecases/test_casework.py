"""What people decide, hear and undo in the service, and what the database refuses whoever asks."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.appeals.appeal import Outcome, Override
from habeas.domain.appeals.filing import AppealAlreadyOpen
from habeas.domain.appeals.hearing import ReviewerTookPart
from habeas.domain.cases.case import ClaimedByOther, LeaseExpired, MoveWithoutReason
from habeas.domain.cases.evidence import EvidenceNotOpened, ProposalBeforeEvidence
from habeas.domain.sanctions.moves import ApproverIsDecider
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal, ReversalStep
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.queries import get_statement
from habeas.server.outbox.models import Message
from habeas.server.parties.erasure import read_retained_keys
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.usecases import carry_out_appeal as carrying
from habeas.server.usecases.answer_sanction import answer_sanction, reply_to_answer
from habeas.server.usecases.approve_sanction import approve_sanction, decline_sanction
from habeas.server.usecases.assign_appeal import HandOver, assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal
from habeas.server.usecases.preview_decision import preview_decision
from tests.factories.casework import (
    DAY,
    HOUR,
    a_ruling,
    a_verdict,
    appealed,
    be_proposed,
    hire,
    listen,
    sanction_in_force,
    work,
)
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

TERMINATION = {
    "action": "terminate",
    "measures": [
        {
            "restriction": "account",
            "capabilities": ["propose", "message"],
            "reviewed_within_days": 365,
            "indefinite_because": "three final decisions for the same",
        }
    ],
}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def claimed() -> tuple[str, Any]:
    """Return a case that Ana of the staff has claimed, and her."""
    be_proposed(now=NOW)
    case, ana = Case.objects.get(), hire("ana")
    claim_case(case=case.id, by=ana, is_test=False, now=NOW)
    return case.id, ana


def decided(**changes: object) -> str:
    case, ana = claimed()
    open_evidence(case=case, by=ana, is_test=False, now=NOW)
    said = RulingContent.model_validate(a_ruling(**changes))
    return decide_case(case=case, ruling=said.ruling, by=ana, is_test=False, now=NOW)


class TestDecideCase:
    def test_refuses_before_the_evidence_was_opened(self) -> None:
        """GDPR22-b."""
        case, ana = claimed()
        ruling = RulingContent.model_validate(a_ruling()).ruling

        with pytest.raises(EvidenceNotOpened):
            decide_case(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)
        with pytest.raises(ProposalBeforeEvidence):
            open_machine_proposal(case=case, by=ana, is_test=False, now=NOW)
        assert not Sanction.objects.exists()

    def test_refuses_after_the_claim_ran_out_and_another_cannot_take_what_is_held(self) -> None:
        case, ana = claimed()
        open_evidence(case=case, by=ana, is_test=False, now=NOW)
        ruling = RulingContent.model_validate(a_ruling()).ruling

        with pytest.raises(ClaimedByOther):
            claim_case(case=case, by=hire("ben"), is_test=False, now=NOW)
        with pytest.raises(LeaseExpired):
            decide_case(case=case, ruling=ruling, by=ana, is_test=False, now=NOW + HOUR)


class TestSecondPerson:
    def test_has_to_agree_to_a_termination_which_then_waits_thirty_days(self) -> None:
        """P2B4-2, GDPR22-b, invariant 5."""
        sanction = decided(**TERMINATION)
        ana = actor_of(Staff.objects.get(name="ana").pk)
        work(now=NOW)
        assert Sanction.objects.get().state == "awaiting_approval"

        with pytest.raises(ApproverIsDecider):
            approve_sanction(sanction=sanction, by=ana, reasons="I agree", is_test=False, now=NOW)
        ben = hire("ben")
        with pytest.raises(EvidenceNotOpened):
            approve_sanction(sanction=sanction, by=ben, reasons="I read all of it", is_test=False, now=NOW)
        open_evidence(case=Case.objects.get().id, by=ben, is_test=False, now=NOW)
        approve_sanction(sanction=sanction, by=ben, reasons="I read all of it", is_test=False, now=NOW)

        work(now=NOW)
        work(now=NOW + 29 * DAY)
        assert Sanction.objects.get().state == "notified"
        work(now=NOW + 30 * DAY + HOUR)
        assert Sanction.objects.get().state == "effective"

    def test_disagrees_and_the_case_waits_again(self) -> None:
        sanction = decided(**TERMINATION)

        decline_sanction(sanction=sanction, by=hire("ben"), reasons="a warning is enough", is_test=False, now=NOW)

        assert (Sanction.objects.get().state, Case.objects.get().state) == ("ended", "queued")


class TestAnswer:
    def test_stops_the_sanction_till_it_is_replied_to(self) -> None:
        """DSA14-4."""
        sanction = decided()
        work(now=NOW)
        answer_sanction(sanction=sanction, words="We met elsewhere.", is_test=False, now=NOW + HOUR)

        work(now=NOW + 4 * DAY)
        assert Sanction.objects.get().state == "announced"
        ana = actor_of(Staff.objects.get().pk)
        reply_to_answer(sanction=sanction, by=ana, words="The room says not.", is_test=False, now=NOW + 4 * DAY)
        work(now=NOW + 4 * DAY)

        assert Sanction.objects.get().state == "effective"


class TestSanctionInForce:
    def test_ends_by_itself(self) -> None:
        sanction_in_force(now=NOW)

        work(now=NOW + 7 * DAY)

        row = Sanction.objects.get()
        assert (row.state, row.ended_because) == ("ended", "time")
        assert not Measure.objects.filter(sanction=row, ended_at=None).exists()

    @pytest.mark.parametrize(
        "broken",
        [
            {"effective_at": NOW - 9 * DAY},
            {"notified_at": None},
            {"action": "hold_message"},
        ],
        ids=["before its statement", "without its statement", "of a machine"],
    )
    def test_is_refused_by_the_database(self, broken: dict[str, Any]) -> None:
        """Invariant 2, invariant 3."""
        sanction_in_force(now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.update(**broken)

    def test_is_never_approved_by_who_decided_it(self) -> None:
        """Invariant 5."""
        sanction_in_force(now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.update(approved_by=Staff.objects.get(), approved_at=NOW)


class TestAppeal:
    def test_is_one_at_a_time(self) -> None:
        sanction = sanction_in_force(now=NOW)
        appealed(sanction, now=NOW + HOUR)

        with pytest.raises(AppealAlreadyOpen):
            file_appeal(
                decision=sanction, member="ana", paper=Paper(arguments=["Again."]), is_test=False, now=NOW + DAY
            )

    def test_is_kept_when_it_comes_too_late(self) -> None:
        """DSA20-1."""
        sanction = sanction_in_force(now=NOW)

        late = NOW + timedelta(days=185)
        file_appeal(decision=sanction, member="ana", paper=Paper(arguments=["Late."]), is_test=False, now=late)

        assert Appeal.objects.get().state == "out_of_time"

    def test_is_heard_by_nobody_who_took_part_but_by_a_logged_override(self) -> None:
        """DSA20-6, invariant 5."""
        appeal = appealed(sanction_in_force(now=NOW), now=NOW)
        decider = Staff.objects.get(name="ana")
        decider.groups.set(Staff.objects.get(name="cleo").groups.all())

        with pytest.raises(ReviewerTookPart):
            assign_appeal(appeal=appeal, reviewer=actor_of(decider.pk), is_test=False, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(reviewer=decider)
        allowed = Override("nobody else speaks the language", hire("dora"))
        given = HandOver(by=allowed.by, instead_of=hire("cleo"), because=allowed.reason)
        assign_appeal(
            appeal=appeal, reviewer=actor_of(decider.pk), is_test=False, now=NOW, given=given, override=allowed
        )
        assert Appeal.objects.get().reviewer == decider

    def test_past_its_limit_lets_the_sanction_rest(self) -> None:
        """Invariant 12."""
        appealed(sanction_in_force(now=NOW, action="restrict", measures=[RESTRICTION]), now=NOW)

        work(now=NOW + 6 * DAY)
        work(now=NOW + 8 * DAY)
        assert Measure.objects.filter(sanction__isnull=False, ended_at=None).count() == 1
        work(now=NOW + 15 * DAY)

        assert Measure.objects.get(sanction__isnull=False).ended_because == "appeal_overdue"
        assert {"deadline.warned", "deadline.breached"} <= set(Message.objects.values_list("type", flat=True))

    def test_that_is_upheld_changes_nothing(self) -> None:
        self.decide(Outcome.UPHELD)

        assert Sanction.objects.get().state == "effective"
        assert Measure.objects.filter(sanction__isnull=False, ended_at=None).count() == 2

    def test_that_varies_ends_what_does_not_stay(self) -> None:
        self.decide(Outcome.VARIED, kept=frozenset({"m1"}))

        assert Sanction.objects.get().state == "effective"
        assert [one.id[-2:] for one in Measure.objects.filter(sanction__isnull=False, ended_at=None)] == ["m1"]

    def decide(self, outcome: Outcome, **changes: object) -> None:
        sanction = sanction_in_force(now=NOW, action="restrict", measures=[RESTRICTION, RESTRICTION])
        appeal = appealed(sanction, now=NOW)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        decide_appeal(appeal=appeal, verdict=a_verdict(outcome, **changes), by=cleo, is_test=False, now=NOW + DAY)
        work(now=NOW + DAY)


class TestCarryOutAppeal:
    @pytest.mark.parametrize("crashes_at", range(5))
    def test_undoes_each_effect_once_wherever_it_crashes(self, crashes_at: int) -> None:
        """Invariant 6."""
        appeal = appealed(sanction_in_force(now=NOW), now=NOW)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        decide_appeal(appeal=appeal, verdict=a_verdict(), by=cleo, is_test=False, now=NOW + DAY)
        keys = list(ReversalStep.objects.order_by("place").values_list("key", flat=True))
        for key in keys[:crashes_at]:
            carrying.do_step(key=key, now=NOW + DAY)

        done = carrying.carry_out_appeal(appeal=appeal, is_test=False, now=NOW + DAY)
        again = carrying.carry_out_appeal(appeal=appeal, is_test=False, now=NOW + 2 * DAY)

        assert (done, again) == (len(keys) - crashes_at, 0)
        assert Sanction.objects.get().state == "reversed"
        assert Message.objects.filter(type="measure.ended", payload__kind="suspend_pending_review").count() == 1


RESTRICTION = {"restriction": "service", "capabilities": ["propose"], "days": 30}


class TestErasure:
    def test_keeps_what_a_claim_may_need_under_another_key(self) -> None:
        """GDPR17."""
        appealed(sanction_in_force(now=NOW), now=NOW)
        export = export_member(member="ana", by="host", now=NOW)
        assert (len(export["records"]["sanction"]), len(export["records"]["appeal"])) == (1, 1)

        erase_member(member="ana", by="host", now=NOW + DAY)
        row = Sanction.objects.get()
        assert not read_keys(["ana"]).has("ana")
        assert open_content("ana", row.sealed, keys=read_retained_keys("ana"))["element"]


class TestPreviewDecision:
    def test_shows_what_the_member_will_read_and_every_effect_and_stores_nothing(self) -> None:
        """DSA17-4, P2B4-1."""
        case, ana = claimed()
        open_evidence(case=case, by=ana, is_test=False, now=NOW)
        ruling = RulingContent.model_validate(a_ruling()).ruling

        shown = preview_decision(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)

        assert not Sanction.objects.exists()
        assert [one["what"] for one in shown["effects"]] == ["announced", "statement_sent", "takes_effect", "measure"]
        effect = NOW + 72 * HOUR
        decide_case(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)
        work(now=NOW)
        work(now=effect)
        sent = get_statement(Sanction.objects.get().id, is_test=False)
        assert sent is not None
        assert sent.statement is not None
        # Word for word; the reference alone is given when it is decided.
        foreseen, read = (
            json.loads(re.sub(r"san_[0-9a-f]+", "san_", json.dumps(one["sections"])))
            for one in (shown["reads"], sent.statement)
        )
        assert foreseen == read
        [measure] = Measure.objects.filter(sanction__isnull=False)
        assert [shown["effects"][-1][name] for name in ("at", "ends_at")] == [
            measure.starts_at.isoformat(),
            measure.ends_at.isoformat(),
        ]
        assert shown["appeal_until"] == sent.statement["statement"]["appeal_until"]

    def test_is_refused_as_the_decision_would_be(self) -> None:
        case, ana = claimed()
        ruling = RulingContent.model_validate(a_ruling()).ruling

        with pytest.raises(EvidenceNotOpened):
            preview_decision(case=case, ruling=ruling, by=ana, is_test=False, now=NOW)
        open_evidence(case=case, by=ana, is_test=False, now=NOW)
        with pytest.raises(LeaseExpired):
            preview_decision(case=case, ruling=ruling, by=ana, is_test=False, now=NOW + HOUR)


class TestCloseCase:
    def test_ends_it_without_a_sanction_once_all_was_looked_at_and_why_is_said(self) -> None:
        """GDPR22-b."""
        case, ana = claimed()
        with pytest.raises(EvidenceNotOpened):
            close_case(case=case, by=ana, because="it was agreed before", is_test=False, now=NOW)
        open_evidence(case=case, by=ana, is_test=False, now=NOW)
        with pytest.raises(MoveWithoutReason, match="say why"):
            close_case(case=case, by=ana, because=" ", is_test=False, now=NOW)

        close_case(case=case, by=ana, because="it was agreed before", is_test=False, now=NOW)

        row = Case.objects.get()
        assert (row.state, row.closed_at, row.holder) == ("closed", NOW, None)
        assert not Sanction.objects.exists()
