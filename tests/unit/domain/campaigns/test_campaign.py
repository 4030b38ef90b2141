"""A campaign is looked at before it is decided, and one wrong decision in it makes people look at all."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.campaigns import campaign as campaigns
from habeas.domain.campaigns.campaign import (
    Campaign,
    CampaignState,
    Target,
    TargetState,
    approve_campaign,
    decide_campaign,
    decline_campaign,
    draw_sample,
    drop_campaign,
    leave_out,
    preview,
)
from habeas.domain.campaigns.second_looks import (
    ReviewerDecided,
    check_review,
    overturn_one,
    review_flagged,
    take_back_flagged,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA, BEN, CLEO = Actor("ana"), Actor("ben"), Actor("cleo")
AGREED = "The sample is what the criterion says."


def previewed(members: int) -> Campaign:
    targets = [Target(f"m{number}", (f"f{number}",)) for number in range(members)]
    return preview(campaign="k1", criterion="the same link in ten messages", targets=targets, seed="s", now=NOW)


def decided(members: int) -> Campaign:
    campaign = previewed(members)
    return decide_campaign(campaign, by=ANA, opened=campaign.sample, now=NOW)


def agree(waiting: Campaign, *, by: Actor, reasons: str, now: datetime) -> Campaign:
    return approve_campaign(waiting, by=by, opened=waiting.sample, reasons=reasons, now=now)


class TestPreview:
    def test_draws_at_least_twenty_or_all(self) -> None:
        assert len(previewed(150).sample) == 20
        assert len(previewed(7).sample) == 7
        assert previewed(150).sample == previewed(150).sample

    def test_draws_others_with_another_seed(self) -> None:
        targets = [Target(f"m{number}", ("f",)) for number in range(150)]
        other = preview(campaign="k1", criterion="the same link again", targets=targets, seed="t", now=NOW)

        assert other.sample != previewed(150).sample

    def test_draws_the_next_one_where_a_member_is_gone(self) -> None:
        members = set(previewed(150).targets)
        first, *rest = draw_sample(members, seed="s")

        again = draw_sample(members - {first}, seed="s")

        assert again[:19] == tuple(rest)
        assert len(again) == 20

    def test_refuses_to_select_in_silence(self) -> None:
        """DSA14-4, DSA17-3b: a stated criterion, and facts about each."""
        for says_nothing in (" ", "\u2060", "-", "see note"):
            with pytest.raises(campaigns.CriterionMissing, match="how its members were selected"):
                preview(campaign="k1", criterion=says_nothing, targets=[Target("m", ("f",))], seed="s", now=NOW)
        with pytest.raises(campaigns.NobodySelected):
            preview(campaign="k1", criterion="the same link again", targets=[], seed="s", now=NOW)
        with pytest.raises(campaigns.FactsMissing, match="for m2"):
            preview(
                campaign="k1",
                criterion="the same link again",
                targets=[Target("m", ("f",)), Target("m2", ())],
                seed="s",
                now=NOW,
            )

    def test_takes_no_more_than_people_can_answer_for(self) -> None:
        assert len(previewed(200).targets) == 200
        with pytest.raises(campaigns.TooManySelected, match="selects 201 members, at most 200"):
            previewed(201)


class TestDecideCampaign:
    def test_waits_until_the_sample_was_opened_by_a_person(self) -> None:
        """GDPR22-b, PWD10-5."""
        campaign = previewed(20)

        with pytest.raises(campaigns.SampleNotOpened, match="ana has opened 19 of the 20"):
            decide_campaign(campaign, by=ANA, opened=campaign.sample[1:], now=NOW)
        with pytest.raises(campaigns.CampaignNeedsPerson):
            decide_campaign(campaign, by=MACHINE, opened=campaign.sample, now=NOW)

    def test_counts_what_the_same_person_decided_beside_it(self) -> None:
        """Invariant 5: two campaigns of 13 are one of 26."""
        assert not replace(previewed(13), beside=12).needs_approval
        assert replace(previewed(13), beside=13).needs_approval

    def test_is_one_persons_up_to_25_members(self) -> None:
        assert decided(25).state is CampaignState.DECIDED
        assert decided(25).standing_at(TargetState.DECIDED) == tuple(f"m{number}" for number in range(25))
        assert decided(26).state is CampaignState.AWAITING_APPROVAL

    def test_happens_once(self) -> None:
        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be decided"):
            decide_campaign(decided(25), by=ANA, opened=(), now=NOW)

    def test_leaves_out_whom_a_look_showed_not_to_belong(self) -> None:
        campaign = leave_out(previewed(3), member="m1")
        over = decide_campaign(campaign, by=ANA, opened=campaign.sample, now=NOW)

        assert over.standing_at(TargetState.LEFT_OUT) == ("m1",)
        assert over.standing_at(TargetState.DECIDED) == ("m0", "m2")
        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be changed"):
            leave_out(over, member="m0")
        nobody = leave_out(previewed(1), member="m0")
        with pytest.raises(campaigns.NobodySelected):
            decide_campaign(nobody, by=ANA, opened=nobody.sample, now=NOW)
        with pytest.raises(campaigns.NotInCampaign, match="m1 is left_out"):
            leave_out(campaign, member="m1")

    def test_foresees_nothing_of_whom_nothing_will_be_decided_about(self) -> None:
        """What a member would read is shown of those alone who would read it."""
        campaign = leave_out(previewed(3), member="m1")
        campaigns.check_undecided(campaign, member="m0")

        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be decided"):
            campaigns.check_undecided(decided(3), member="m0")
        for nobody in ("m1", "m9"):
            with pytest.raises(campaigns.NotInCampaign, match=nobody):
                campaigns.check_undecided(campaign, member=nobody)


class TestApproveCampaign:
    def test_is_by_a_second_person(self) -> None:
        """Invariant 5."""
        waiting = decided(26)

        with pytest.raises(campaigns.CampaignApproverIsDecider, match="above 25 members"):
            agree(waiting, by=ANA, reasons=AGREED, now=NOW)
        with pytest.raises(campaigns.CampaignNeedsPerson):
            agree(waiting, by=MACHINE, reasons=AGREED, now=NOW)
        approved = agree(waiting, by=BEN, reasons=AGREED, now=NOW)
        assert (approved.state, approved.approved_by) == (CampaignState.DECIDED, BEN)
        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be approved"):
            agree(approved, by=BEN, reasons=AGREED, now=NOW)

    def test_is_after_a_look_of_their_own(self) -> None:
        """GDPR22-b."""
        waiting = decided(26)

        with pytest.raises(campaigns.SampleNotOpened, match="ben has opened 1 of the 20"):
            approve_campaign(waiting, by=BEN, opened=waiting.sample[:1], reasons=AGREED, now=NOW)

    def test_is_in_words_of_their_own(self) -> None:
        """GDPR22-b."""
        with pytest.raises(campaigns.CampaignReasonsMissing, match="ben gives no reasons"):
            agree(decided(26), by=BEN, reasons=" ", now=NOW)


class TestDeclineCampaign:
    def test_decides_nothing_about_anybody(self) -> None:
        declined = decline_campaign(decided(26), by=BEN, reasons="The third one is a mistake.")

        assert declined.state is CampaignState.DROPPED
        assert len(declined.standing_at(TargetState.SELECTED)) == 26
        with pytest.raises(campaigns.CampaignApproverIsDecider):
            decline_campaign(decided(26), by=ANA, reasons=AGREED)


class TestDropCampaign:
    def test_gives_it_up_before_it_is_decided(self) -> None:
        assert drop_campaign(previewed(3), by=ANA).state is CampaignState.DROPPED
        assert drop_campaign(decided(26), by=ANA).state is CampaignState.DROPPED
        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be dropped"):
            drop_campaign(decided(3), by=ANA)
        with pytest.raises(campaigns.CampaignNeedsPerson):
            drop_campaign(previewed(3), by=MACHINE)


class TestOverturnOne:
    def test_flags_the_rest_for_review_and_undoes_none_of_them(self) -> None:
        """DSA20-4."""
        flagged = overturn_one(leave_out_then_decide(), member="m1")

        assert flagged.standing_at(TargetState.OVERTURNED) == ("m1",)
        assert flagged.standing_at(TargetState.FLAGGED) == ("m2", "m3")
        assert flagged.standing_at(TargetState.LEFT_OUT) == ("m0",)

    def test_lets_each_of_them_be_reviewed_or_overturned_in_turn(self) -> None:
        flagged = overturn_one(decided(3), member="m1")
        reviewed = review_flagged(flagged, member="m2", by=CLEO, opened=["m2"], reasons="The link is the same.")

        assert reviewed.standing_at(TargetState.REVIEWED) == ("m2",)
        assert overturn_one(reviewed, member="m2").standing_at(TargetState.OVERTURNED) == ("m1", "m2")
        assert overturn_one(reviewed, member="m0").standing_at(TargetState.FLAGGED) == ("m2",)
        assert take_back_flagged(reviewed, member="m0").standing_at(TargetState.REVIEWED) == ("m2",)

    @pytest.mark.parametrize("member", ["m1", "nobody"])
    def test_refuses_who_is_not_decided_about(self, member: str) -> None:
        once = overturn_one(decided(3), member="m1")

        with pytest.raises(campaigns.NotInCampaign, match="cannot be overturned"):
            overturn_one(once, member=member)


class TestCheckReview:
    def test_refuses_who_took_part_did_not_look_or_gives_no_reasons(self) -> None:
        """Invariant 5, GDPR22-b."""
        flagged = overturn_one(agree(decided(26), by=BEN, reasons=AGREED, now=NOW), member="m1")
        look: dict[str, Any] = {"member": "m2", "by": CLEO, "opened": ["m2"], "reasons": "The link is the same."}

        check_review(flagged, **look)
        for took_part in (ANA, BEN):
            with pytest.raises(ReviewerDecided, match="somebody else looks"):
                check_review(flagged, **look | {"by": took_part})
        with pytest.raises(campaigns.SampleNotOpened, match="open m2 first"):
            check_review(flagged, **look | {"opened": ["m3"]})
        with pytest.raises(campaigns.CampaignReasonsMissing):
            check_review(flagged, **look | {"reasons": ""})
        with pytest.raises(campaigns.CampaignNeedsPerson):
            check_review(flagged, **look | {"by": MACHINE})
        with pytest.raises(campaigns.NotInCampaign):
            check_review(flagged, **look | {"member": "m1"})


def leave_out_then_decide() -> Campaign:
    campaign = leave_out(previewed(4), member="m0")
    return decide_campaign(campaign, by=ANA, opened=campaign.sample, now=NOW)
