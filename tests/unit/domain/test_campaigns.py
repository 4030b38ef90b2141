"""A campaign is looked at before it is decided, and one wrong decision in it makes people look at all."""

from datetime import UTC, datetime

import pytest

from habeas.domain import campaigns
from habeas.domain.actors import MACHINE, Actor
from habeas.domain.campaigns import (
    Campaign,
    CampaignState,
    Target,
    TargetState,
    approve_campaign,
    decide_campaign,
    leave_out,
    overturn_one,
    preview,
    review_flagged,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA, BEN = Actor("ana"), Actor("ben")


def previewed(members: int) -> Campaign:
    targets = [Target(f"m{number}", (f"f{number}",)) for number in range(members)]
    return preview(campaign="k1", criterion="the same link in ten messages", targets=targets, seed="s", now=NOW)


def decided(members: int) -> Campaign:
    campaign = previewed(members)
    return decide_campaign(campaign, by=ANA, opened=campaign.sample, now=NOW)


class TestPreview:
    def test_draws_at_least_twenty_or_all(self) -> None:
        assert len(previewed(300).sample) == 20
        assert len(previewed(7).sample) == 7
        assert previewed(300).sample == previewed(300).sample

    def test_draws_others_with_another_seed(self) -> None:
        targets = [Target(f"m{number}", ("f",)) for number in range(300)]
        other = preview(campaign="k1", criterion="c", targets=targets, seed="t", now=NOW)

        assert other.sample != previewed(300).sample

    def test_refuses_to_select_in_silence(self) -> None:
        """DSA14-4, DSA17-3b: a stated criterion, and facts about each."""
        with pytest.raises(campaigns.CriterionMissing, match="how its members were selected"):
            preview(campaign="k1", criterion=" ", targets=[Target("m", ("f",))], seed="s", now=NOW)
        with pytest.raises(campaigns.NobodySelected):
            preview(campaign="k1", criterion="c", targets=[], seed="s", now=NOW)
        with pytest.raises(campaigns.FactsMissing, match="for m2"):
            preview(campaign="k1", criterion="c", targets=[Target("m", ("f",)), Target("m2", ())], seed="s", now=NOW)


class TestDecideCampaign:
    def test_waits_until_the_sample_was_opened_by_a_person(self) -> None:
        """GDPR22-b, PWD10-5."""
        campaign = previewed(20)

        with pytest.raises(campaigns.SampleNotOpened, match="ana has opened 19 of the 20"):
            decide_campaign(campaign, by=ANA, opened=campaign.sample[1:], now=NOW)
        with pytest.raises(campaigns.CampaignNeedsPerson):
            decide_campaign(campaign, by=MACHINE, opened=campaign.sample, now=NOW)

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
        with pytest.raises(campaigns.NotInCampaign, match="m1 is left_out"):
            leave_out(campaign, member="m1")


class TestApproveCampaign:
    def test_is_by_a_second_person(self) -> None:
        """Invariant 5."""
        waiting = decided(26)

        with pytest.raises(campaigns.CampaignApproverIsDecider, match="above 25 members"):
            approve_campaign(waiting, by=ANA, now=NOW)
        with pytest.raises(campaigns.CampaignNeedsPerson):
            approve_campaign(waiting, by=MACHINE, now=NOW)
        approved = approve_campaign(waiting, by=BEN, now=NOW)
        assert (approved.state, approved.approved_by) == (CampaignState.DECIDED, BEN)
        with pytest.raises(campaigns.CampaignMoveNotAllowed, match="cannot be approved"):
            approve_campaign(approved, by=BEN, now=NOW)


class TestOverturnOne:
    def test_flags_the_rest_for_review_and_undoes_none_of_them(self) -> None:
        """DSA20-4."""
        flagged = overturn_one(leave_out_then_decide(), member="m1")

        assert flagged.standing_at(TargetState.OVERTURNED) == ("m1",)
        assert flagged.standing_at(TargetState.FLAGGED) == ("m2", "m3")
        assert flagged.standing_at(TargetState.LEFT_OUT) == ("m0",)

    def test_lets_each_of_them_be_reviewed_or_overturned_in_turn(self) -> None:
        reviewed = review_flagged(overturn_one(decided(3), member="m1"), member="m2")

        assert reviewed.standing_at(TargetState.REVIEWED) == ("m2",)
        assert overturn_one(reviewed, member="m2").standing_at(TargetState.OVERTURNED) == ("m1", "m2")

    @pytest.mark.parametrize("member", ["m1", "nobody"])
    def test_refuses_who_is_not_decided_about(self, member: str) -> None:
        once = overturn_one(decided(3), member="m1")

        with pytest.raises(campaigns.NotInCampaign, match="cannot be overturned"):
            overturn_one(once, member=member)


def leave_out_then_decide() -> Campaign:
    campaign = leave_out(previewed(4), member="m0")
    return decide_campaign(campaign, by=ANA, opened=campaign.sample, now=NOW)
