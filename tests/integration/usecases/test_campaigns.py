"""Whom a campaign selects, what is refused to who decides it, and what the database refuses whoever asks."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns.campaign import (
    CampaignMoveNotAllowed,
    NobodySelected,
    SampleNotOpened,
    TargetState,
)
from habeas.domain.campaigns.criteria import CriterionUnreadable
from habeas.domain.campaigns.second_looks import ReviewerDecided
from habeas.domain.cases.case import DecidedBefore
from habeas.domain.reports import ReportKind
from habeas.domain.retention import RecordClass
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.campaigns import selecting
from habeas.server.campaigns.deciding import NOT_THEIRS_ANY_MORE, NotTheirsAnyMore, RulingDoesNotFit
from habeas.server.campaigns.models import Campaign, Look, Target
from habeas.server.campaigns.queries import get_campaign, list_targets
from habeas.server.campaigns.selecting import TooMuchToLookThrough
from habeas.server.campaigns.standing import NoSuchCampaign, count_beside, new_id, ruling_of
from habeas.server.cases.models import Case, Report
from habeas.server.cases.reports import Told
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.approve_campaign import approve_campaign, decline_campaign
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_campaign import decide_campaign
from habeas.server.usecases.drop_campaign import drop_campaign
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.foresee_campaign import foresee_campaign
from habeas.server.usecases.leave_out_of_campaign import leave_out_of_campaign
from habeas.server.usecases.preview_campaign import TimeRunsBackwards, preview_campaign
from habeas.server.usecases.purge_expired import purge_expired
from habeas.server.usecases.review_campaign import SecondLook, review_campaign
from tests.factories.campaigns import (
    a_selection,
    decided,
    look_at,
    looked_through,
    offer,
    overturn_one_of,
    previewed,
    ruling_on_all,
    sanction_of,
)
from tests.factories.casework import DAY, HOUR, agree, hire, listen, work
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

FEW = ("eve", "fay", "gus")
MANY = tuple(f"m{number:02}" for number in range(26))
BY_LAW = {
    "clause": None,
    "law": {
        "reference": "Trade Act, section 4",
        "text": "Offering, asking for and agreeing to payment elsewhere count alike.",
    },
}
TERMINATION = {
    "action": "terminate",
    "egregious_because": "the offer was made to hundreds of people by a machine",
    "measures": [
        {
            "restriction": "account",
            "capabilities": ["propose", "message"],
            "reviewed_within_days": 365,
            "indefinite_because": "a machine wrote these messages",
        }
    ],
}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


@pytest.fixture
def ana() -> Actor:
    return hire("ana")


def select(by: Actor, **changes: Any) -> str:  # noqa: ANN401  # of any field
    return preview_campaign(selection=a_selection(now=NOW, **changes), by=by, is_test=False, now=NOW)


def decide(campaign: str, by: Actor, **changes: object) -> None:
    decide_campaign(campaign=campaign, ruling=ruling_on_all(**changes), by=by, is_test=False, now=NOW)


def acted_on(member: str, *, now: datetime) -> str:
    """Return a report of Bob's that the case of a member answered."""
    said = "They asked me for money that was never agreed on."
    told = Told(reporter="bob", accused=member, kind=ReportKind.TERMS_REPORT, content=said, language="en", at=now)
    made = file_report(told=told, is_test=False, now=now)
    case = Case.objects.get(member=member, sanctions__isnull=False)
    Report.objects.filter(id=made).update(case=case, outcome="acted", answered_at=now)
    return made


def as_row(campaign: Campaign) -> dict[str, object]:
    """Return what a campaign's row says, for another one."""
    return {field.attname: getattr(campaign, field.attname) for field in Campaign._meta.fields if not field.primary_key}


def states(campaign: str) -> dict[str, str]:
    return {str(one["member"]): str(one["state"]) for one in list_targets(campaign, most=99)}


class TestPreviewCampaign:
    def test_keeps_the_criterion_with_whom_it_selects_now(self, ana: Actor) -> None:
        """DSA14-4."""
        campaign = previewed(FEW, by=ana, now=NOW)
        written = get_entry(get_size() - 1).action
        offer("ida", at=NOW - timedelta(minutes=5))

        found = get_campaign(campaign, is_test=False) or {}

        assert (found["criterion"], found["condition"]) == (
            "they offered to be paid by another service, in the same words",
            "finding.kind == 'payment'",
        )
        assert (found["size"], found["sample"]) == (3, list(FEW))
        assert len(found["seed"]) == 64
        assert (written, Case.objects.exclude(state="queued").count()) == ("campaign.previewed", 0)

    def test_asks_the_facts_of_each_decision(self, ana: Actor) -> None:
        previewed(FEW, by=ana, now=NOW)

        with pytest.raises(NobodySelected):
            select(ana, condition="finding.kind == 'payment' && sender.completed_contracts > 0")
        with pytest.raises(CriterionUnreadable, match="nothing is called"):
            select(ana, condition="sender.contracts > 0")

    def test_leaves_alone_what_is_allowed_reversed_at_another_time_or_in_a_persons_hands(self, ana: Actor) -> None:
        """Invariant 1, invariant 9."""
        previewed(("eve", "fay", "gus", "ida", "jon"), by=ana, now=NOW)
        mine = {member: Decision.objects.get(member=member) for member in ("eve", "fay", "gus", "ida", "jon")}
        Decision.objects.filter(member="eve").update(allowed=True)
        Decision.objects.filter(member="fay").update(reversed_at=NOW)
        Decision.objects.filter(member="gus").update(occurred_at=NOW - DAY)
        case, _ = Case.objects.get_or_create(
            member_id="ida", closed_at=None, defaults={"id": "case_1", "reason": "report", "opened_at": NOW}
        )
        Decision.objects.filter(member="ida").update(case=case)
        claim_case(case=case.id, by=ana, is_test=False, now=NOW)

        campaign = select(ana)

        assert states(campaign) == {"jon": TargetState.SELECTED}
        assert Target.objects.get(campaign=campaign).evidence == [mine["jon"].id]

    def test_refuses_more_than_can_be_looked_through(self, ana: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(selecting, "LOOKED_THROUGH", 2)

        with pytest.raises(TooMuchToLookThrough, match="take a shorter one"):
            previewed(FEW, by=ana, now=NOW)
        with pytest.raises(TimeRunsBackwards):
            select(ana, until=NOW - DAY)


class TestDecideCampaign:
    def test_makes_one_decision_for_each_with_facts_of_their_own(self, ana: Actor) -> None:
        """DSA17-3b, GDPR22-b."""
        offer("eve", at=NOW - timedelta(minutes=40), delivery="delivered")
        campaign = previewed(FEW, by=ana, now=NOW)
        with pytest.raises(SampleNotOpened):
            decide(campaign, ana)
        looked_through(campaign, by=ana, now=NOW)

        decide(campaign, ana)

        rows = Sanction.objects.order_by("member")
        assert [(row.member_id, row.action, row.needs_approval) for row in rows] == [
            (member, "restrict", False) for member in FEW
        ]
        assert set(Case.objects.filter(sanctions__in=rows).values_list("state", flat=True)) == {"decided"}
        assert states(campaign) == dict.fromkeys(FEW, "decided")
        with pytest.raises(CampaignMoveNotAllowed):
            decide(campaign, ana)

    def test_names_the_member_for_whom_the_words_do_not_hold(self, ana: Actor) -> None:
        """DSA17-3e: facts that one of them does not have decide about nobody."""
        offer("eve", at=NOW - timedelta(minutes=40))
        campaign = previewed(FEW, by=ana, now=NOW)
        looked_through(campaign, by=ana, now=NOW)
        twice = "In your messages [f1] and [f2] you asked to be paid by another service, to save the fee."

        with pytest.raises(RulingDoesNotFit, match="does not hold for fay: the reasons name f2"):
            decide(campaign, ana, reasons=twice)

        assert Sanction.objects.count() == 0

    def test_leaves_out_whose_case_somebody_took_meanwhile(self, ana: Actor) -> None:
        campaign = previewed(FEW, by=ana, now=NOW)
        looked_through(campaign, by=ana, now=NOW)
        case, _ = Case.objects.get_or_create(
            member_id="fay", closed_at=None, defaults={"id": "case_1", "reason": "report", "opened_at": NOW}
        )
        Decision.objects.filter(member="fay").update(case=case)
        claim_case(case=case.id, by=hire("ben"), is_test=False, now=NOW)

        decide(campaign, ana)

        assert states(campaign) == {"eve": "decided", "fay": "left_out", "gus": "decided"}
        assert Target.objects.get(campaign=campaign, member="fay").because == NOT_THEIRS_ANY_MORE

    def test_shows_what_one_of_them_would_read_and_writes_nothing(self, ana: Actor) -> None:
        campaign = previewed(FEW, by=ana, now=NOW)
        asked: dict[str, Any] = {"campaign": campaign, "ruling": ruling_on_all(), "by": ana}

        seen = foresee_campaign(member="eve", is_test=False, now=NOW, **asked)

        assert seen["reads"]["statement"]["source"]["together"]["members"] == 3
        assert Sanction.objects.count() == 0
        with pytest.raises(NoSuchCampaign):
            foresee_campaign(member="nobody", is_test=False, now=NOW, **asked)
        Decision.objects.filter(member="eve").update(reversed_at=NOW)
        with pytest.raises(NotTheirsAnyMore, match="look at another member"):
            foresee_campaign(member="eve", is_test=False, now=NOW, **asked)

    def test_waits_for_a_second_person_where_one_of_many_was_cut_in_parts(self, ana: Actor) -> None:
        """Invariant 5: what the same person decided alone lately by the same criterion or clause counts with it."""
        first = decided(FEW, by=ana, now=NOW)
        Campaign.objects.filter(id=first).update(size=24, sample_size=20, sample_opened=20)
        other = "In [f1] you wanted the money for your drawings sent to a bank, and not over this place."
        campaign = previewed(("hal", "ida"), by=ana, now=NOW)
        looked_through(campaign, by=ana, now=NOW)

        decide(campaign, ana, reasons=other)

        assert Campaign.objects.get(id=campaign).state == "awaiting_approval"
        assert not Sanction.objects.filter(member__in=("hal", "ida")).exists()
        later = NOW + 30 * DAY
        assert count_beside(Campaign.objects.get(id=campaign), ruling_on_all(), by=ana, now=later) == 0
        assert count_beside(Campaign.objects.get(id=campaign), ruling_on_all(), by=hire("ben"), now=NOW) == 0

    def test_waits_for_a_second_person_about_each_where_the_ladder_asks_for_one(self, ana: Actor) -> None:
        """Invariant 5."""
        campaign = decided(FEW, by=ana, now=NOW, **TERMINATION)
        ben = hire("ben")

        waiting = Sanction.objects.filter(state="awaiting_approval")
        agree(waiting.get(member="eve").id, by=ben, now=NOW)

        assert states(campaign) == dict.fromkeys(FEW, "decided")
        assert waiting.count() == 2
        assert set(Case.objects.filter(sanctions__in=waiting).values_list("state", flat=True)) == {"awaiting_approval"}


class TestApproveCampaign:
    def test_makes_both_people_part_of_each_decision(self, ana: Actor) -> None:
        campaign, ben = decided(MANY, by=ana, now=NOW), hire("ben")
        offer("m03", at=NOW - timedelta(minutes=1))
        assert Sanction.objects.count() == 0

        looked_through(campaign, by=ben, now=NOW)
        approve_campaign(campaign=campaign, by=ben, reasons="The same words.", is_test=False, now=NOW)

        made = Sanction.objects.values_list("decided_by", "approved_by").distinct()
        assert list(made) == [(staff_id(ana), staff_id(ben))]
        assert Sanction.objects.count() == 26
        assert ruling_of(Campaign.objects.get())[0] == ana

    def test_or_decline_decides_nothing(self, ana: Actor) -> None:
        campaign, ben = decided(MANY, by=ana, now=NOW), hire("ben")

        decline_campaign(campaign=campaign, by=ben, reasons="m03 is a mistake.", is_test=False, now=NOW)

        row = Campaign.objects.get()
        assert (row.state, row.dropped_because) == ("dropped", "m03 is a mistake.")
        assert Sanction.objects.count() == 0
        with pytest.raises(CampaignMoveNotAllowed):
            approve_campaign(campaign=campaign, by=ben, reasons="After all.", is_test=False, now=NOW)

    def test_is_of_nothing_where_nobody_decided(self, ana: Actor) -> None:
        previewed(FEW, by=ana, now=NOW)

        with pytest.raises(NoSuchCampaign):
            ruling_of(Campaign.objects.get())


class TestDropCampaign:
    def test_keeps_why_and_does_nothing_to_anybody(self, ana: Actor) -> None:
        campaign = previewed(FEW, by=ana, now=NOW)

        drop_campaign(campaign=campaign, because="The words are a song.", by=ana, is_test=False, now=NOW)

        assert Campaign.objects.get().dropped_because == "The words are a song."
        with pytest.raises(CampaignMoveNotAllowed):
            leave_out_of_campaign(campaign=campaign, member="eve", because="a song", by=ana, is_test=False, now=NOW)

    def test_knows_no_other_campaign_or_member(self, ana: Actor) -> None:
        campaign = previewed(FEW, by=ana, now=NOW)

        with pytest.raises(NoSuchCampaign):
            drop_campaign(campaign="cam_none", because="it is gone", by=ana, is_test=False, now=NOW)
        with pytest.raises(NoSuchCampaign):
            look_at(campaign, "nobody", by=ana, now=NOW)
        with pytest.raises(NoSuchCampaign):
            leave_out_of_campaign(campaign=campaign, member="nobody", because="a song", by=ana, is_test=False, now=NOW)


class TestReviewCampaign:
    def look(self, campaign: str, member: str, *, keeps: bool, by: Actor) -> None:
        look_at(campaign, member, by=by, now=NOW + 6 * DAY)
        found = SecondLook(keeps=keeps, reasons="I read all of it again, and what the client says.")
        review_campaign(campaign=campaign, member=member, look=found, by=by, is_test=False, now=NOW + 6 * DAY)

    def test_keeps_one_and_takes_another_back_whole(self, ana: Actor) -> None:
        """DSA20-4, invariant 6."""
        campaign = decided((*FEW, "ida"), by=ana, now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        assert states(campaign) == {"eve": "overturned", "fay": "flagged", "gus": "flagged", "ida": "flagged"}

        self.look(campaign, "fay", keeps=True, by=cleo)
        self.look(campaign, "gus", keeps=False, by=cleo)

        assert states(campaign) == {"eve": "overturned", "fay": "reviewed", "gus": "overturned", "ida": "flagged"}
        sanctions = {row.member_id: row.state for row in Sanction.objects.all()}
        assert sanctions == {"eve": "reversed", "fay": "effective", "gus": "reversed", "ida": "effective"}
        assert Notice.objects.filter(sanction=sanction_of(campaign, "gus"), kind="taken_back").exists()
        assert dict(Case.objects.values_list("member", "state")) == {
            "eve": "decided",
            "fay": "closed",
            "gus": "closed",
            "ida": "queued",
        }
        with pytest.raises(ReviewerDecided):
            self.look(campaign, "ida", keeps=True, by=ana)
        found = SecondLook(keeps=True, reasons="I read it again.")
        with pytest.raises(NoSuchCampaign):
            review_campaign(campaign=campaign, member="nobody", look=found, by=cleo, is_test=False, now=NOW)

    def test_begins_again_for_who_was_kept_when_another_is_overturned(self, ana: Actor) -> None:
        """GDPR22-b: what the criterion got wrong twice was not known to whoever looked after the first time."""
        campaign = decided(FEW, by=ana, now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        self.look(campaign, "gus", keeps=True, by=cleo)
        assert Case.objects.get(member="gus").state == "closed"

        overturn_one_of(campaign, "fay", now=NOW + 7 * DAY)

        assert states(campaign) == {"eve": "overturned", "fay": "overturned", "gus": "flagged"}
        assert Case.objects.get(member="gus").state == "queued"
        with pytest.raises(DecidedBefore):
            self.look(campaign, "gus", keeps=False, by=cleo)
        self.look(campaign, "gus", keeps=False, by=hire("dora"))
        assert Sanction.objects.get(member="gus").state == "reversed"

    def test_answers_anew_who_reported_a_member_of_whom_it_takes_one_back(self, ana: Actor) -> None:
        """Invariant 6: all who were told are told."""
        campaign = decided(FEW, by=ana, now=NOW)
        reports = {member: acted_on(member, now=NOW) for member in ("fay", "gus")}
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)

        self.look(campaign, "fay", keeps=True, by=cleo)
        self.look(campaign, "gus", keeps=False, by=cleo)

        outcomes = {one.id: one.outcome for one in Report.objects.all()}
        assert outcomes == {reports["fay"]: "acted", reports["gus"]: "taken_back"}
        [told] = Message.objects.filter(type="report.answered")
        assert told.payload["report"] == reports["gus"]

    def test_withdraws_what_nobody_was_told_yet(self, ana: Actor) -> None:
        campaign = decided(FEW, by=ana, now=NOW, **TERMINATION)
        ben = hire("ben")
        agree(sanction_of(campaign, "eve"), by=ben, now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)

        self.look(campaign, "fay", keeps=False, by=actor_of(Staff.objects.get(name="cleo").pk))

        fay = Sanction.objects.get(member="fay")
        assert (fay.state, fay.ended_because, fay.notices.count()) == ("ended", "withdrawn", 0)
        assert Case.objects.get(member="fay").state == "closed"

    def test_is_asked_for_once_whatever_is_overturned_after(self, ana: Actor) -> None:
        campaign = decided(FEW, by=ana, now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        overturn_one_of(campaign, "fay", now=NOW + 6 * DAY)

        assert states(campaign) == {"eve": "overturned", "fay": "overturned", "gus": "flagged"}
        assert [get_entry(index).action for index in range(get_size())].count("case.reopened") == 2

    def test_lets_a_case_wait_apart_from_what_came_since(self, ana: Actor) -> None:
        """Invariant 5: others look at it anew than those who look at what is new."""
        campaign = decided(FEW, by=ana, now=NOW)
        case = Case.objects.get(member="gus")
        Case.objects.create(id="case_2", member_id="gus", reason="report", opened_at=NOW)

        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)

        again = Case.objects.get(id=case.id)
        assert (again.state, again.topic) == ("queued", "apart")
        assert states(campaign)["gus"] == "flagged"


class TestErasure:
    def test_takes_a_member_out_of_what_was_only_previewed(self, ana: Actor) -> None:
        """GDPR17: the sample is drawn again among who is left."""
        campaign = previewed(MANY, by=ana, now=NOW)
        gone = str((get_campaign(campaign, is_test=False) or {})["sample"][0])
        erase_member(member=gone, by="operator", now=NOW)

        looked_through(campaign, by=ana, now=NOW)
        with pytest.raises(SampleNotOpened, match="19 of the 20"):
            decide(campaign, ana)
        leave_out_of_campaign(
            campaign=campaign,
            member="m05" if gone != "m05" else "m06",
            because="a song",
            by=ana,
            is_test=False,
            now=NOW,
        )
        looked_through(campaign, by=ana, now=NOW)
        decide(campaign, ana)

        assert gone not in states(campaign)
        assert (Campaign.objects.get().size, Campaign.objects.get().state) == (25, "decided")

    def test_keeps_what_a_claim_may_be_about_and_lets_it_go_in_time(self, ana: Actor) -> None:
        """GDPR5, GDPR17."""
        campaign = decided(FEW, by=ana, now=NOW)
        work(now=NOW)
        mine = export_member(member="eve", by="operator", now=NOW)["records"]["campaign"]
        assert (mine[0]["criterion"], mine[0]["state"]) == (
            "they offered to be paid by another service, in the same words",
            "decided",
        )

        erase_member(member="eve", by="operator", now=NOW + DAY)

        assert states(campaign)["eve"] == "decided"
        assert RecordClass.CAMPAIGN not in purge_expired(now=NOW + 100 * DAY)
        for days in (1400, 1401):
            purge_expired(now=NOW + days * DAY)
        assert (Campaign.objects.count(), Target.objects.count(), Look.objects.count()) == (0, 0, 0)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "change",
        [
            {"criterion": ""},
            {"condition": ""},
            {"until": NOW - 2 * DAY},
            {"sample_size": 2},
            {"state": "decided"},
            {"state": "awaiting_approval"},
        ],
        ids=str,
    )
    def test_refuses_a_campaign_that_was_not_looked_at(self, ana: Actor, change: dict[str, object]) -> None:
        """DSA14-4, GDPR22-b."""
        previewed(FEW, by=ana, now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Campaign.objects.update(**change)

    def test_refuses_one_person_where_two_are_needed(self, ana: Actor) -> None:
        """Invariant 5."""
        decided(MANY, by=ana, now=NOW)

        for change in ({"state": "decided", "decided_at": NOW}, {"approved_by": staff_id(ana)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Campaign.objects.update(**change)

    def test_refuses_a_member_without_a_decision_of_their_own(self, ana: Actor) -> None:
        previewed(FEW, by=ana, now=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.update(state="decided")
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.create(
                campaign=Campaign.objects.get(), member_id="eve", evidence=[], is_sampled=False, state="selected"
            )

    @pytest.mark.parametrize("ground", [{}, BY_LAW], ids=["clause", "law"])
    def test_counts_together_what_one_person_decides_in_parts(self, ana: Actor, ground: dict[str, object]) -> None:
        """Invariant 5: by the same criterion, condition, clause or law, within thirty days, however many parts."""
        first = Campaign.objects.get(id=decided(FEW, by=ana, now=NOW, **ground))
        Campaign.objects.update(size=24, sample_size=20, sample_opened=20)
        part = Campaign.objects.get(id=previewed(("hal", "ida"), by=ana, now=NOW))
        looked_through(part.id, by=ana, now=NOW)
        alone = {"state": "decided", "decided_by": first.decided_by, "ruling": first.ruling, "sample_opened": 2}
        other = {
            "criterion": "they shared a number",
            "condition": "finding.kind == 'phone'",
            "ruling": {"clause": "", "law": None},
        }

        def refuses(at: datetime, **changes: object) -> bool:
            try:
                with transaction.atomic():
                    Campaign.objects.filter(id=part.id).update(**alone | {"decided_at": at} | changes)
                    transaction.set_rollback(True)
            except IntegrityError:
                return True
            return False

        assert refuses(NOW)
        for changed in other:
            assert refuses(NOW, **{**other, changed: getattr(first, changed)})
        assert not refuses(NOW, **other)
        assert refuses(NOW + 30 * DAY - HOUR)
        assert not refuses(NOW + 30 * DAY)
        ben = staff_id(hire("ben"))
        assert refuses(NOW, approved_by=ben)
        looked_through(part.id, by=hire("ben"), now=NOW)
        assert not refuses(NOW, approved_by=ben)

    def test_keeps_what_was_decided_of_whom_it_was_selected(self, ana: Actor) -> None:
        """DSA14-4, GDPR22-b: nobody joins, leaves the count or is decided about out of turn; its looks were taken."""
        campaign = Campaign.objects.get(id=decided(FEW, by=ana, now=NOW))
        waiting = Campaign.objects.get(id=previewed(("hal", "ida"), by=ana, now=NOW))
        sanction = sanction_of(campaign.id, "eve")
        opened = {"state": "decided", "decided_by": campaign.decided_by, "decided_at": NOW, "ruling": campaign.ruling}
        member = {"member_id": "hal", "evidence": [], "is_sampled": False, "state": "selected"}
        refused = (
            lambda: Campaign.objects.filter(id=campaign.id).update(decided_at=NOW - DAY),
            lambda: Campaign.objects.filter(id=campaign.id).update(criterion="another", condition="true"),
            lambda: Campaign.objects.filter(id=campaign.id).update(state="previewed"),
            lambda: Campaign.objects.filter(id=campaign.id).update(size=1, sample_size=1),
            lambda: Campaign.objects.filter(id=waiting.id).update(**opened, sample_opened=2),
            lambda: Campaign.objects.create(id="cam_x", **as_row(campaign)),
            lambda: Target.objects.create(campaign=campaign, **member),
            lambda: Target.objects.filter(campaign=waiting, member="hal").update(sanction=sanction, state="decided"),
        )

        for write in refused:
            with pytest.raises(IntegrityError), transaction.atomic():
                write()

    def test_keeps_a_look_once(self, ana: Actor) -> None:
        campaign = previewed(FEW, by=ana, now=NOW)
        for _ in range(2):
            look_at(campaign, "eve", by=ana, now=NOW + HOUR)

        assert str(Look.objects.get()) == f"{staff_id(ana)}: {Target.objects.get(member='eve').pk}"
        assert str(Target.objects.get(member="eve")) == f"{campaign}: eve"
        assert str(Campaign.objects.get()) == f"{campaign}: previewed"
        assert new_id() != new_id()
