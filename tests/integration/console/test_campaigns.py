"""Many at once on the pages: a criterion, a sample to open, two people, and a second look when one was wrong."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from habeas.server.campaigns.models import Campaign, Target
from habeas.server.identity.roles import Role
from habeas.server.rulings.models import Sanction
from tests.factories.campaigns import decided, offer, overturn_one_of, previewed
from tests.factories.casework import DAY, HOUR, hire, listen
from tests.factories.decisions import a_decision
from tests.factories.market import NOW, open_market
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db

FEW = ("eve", "fay", "gus")
MANY = tuple(f"m{number:02}" for number in range(26))


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW, tick=False):
        yield


def written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def a_criterion(**changes: str) -> dict[str, str]:
    return {
        "criterion": "they made the same offer",
        "condition": "finding.kind == 'payment'",
        "since": written(NOW - HOUR),
        "until": written(NOW),
        **changes,
    }


def a_restriction(*, step: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401  # of any field
    usual = a_decision([], step=step) | {
        "action": "restrict",
        "m1-restriction": "service",
        "m1-capabilities": ["propose", "message"],
        "why_not_restrict": "",
    }
    del usual["relied_on"]
    return usual | changes


def opened(desk: Desk, campaign: str) -> None:
    for target in Target.objects.filter(campaign=campaign, is_sampled=True):
        desk.send(f"campaigns/{campaign}/members/{target.member_id}/open")


class TestBegin:
    def test_shows_whom_a_criterion_selects_and_does_nothing(self) -> None:
        for member in FEW:
            offer(member, at=NOW - HOUR / 2)
        desk = Desk("ada", Role.REVIEWER)
        assert "Nothing was decided about many members at once yet." in desk.read("campaigns")
        assert "What is unknown selects nobody." in desk.read("campaigns/new")

        answer = desk.send("campaigns/new", a_criterion())

        campaign = Campaign.objects.get()
        assert answer["Location"] == f"/console/campaigns/{campaign.id}"
        page = desk.read(f"campaigns/{campaign.id}")
        assert "3 members are selected. 3 of them were drawn by chance" in page
        assert "You have 3 of them to open." in page
        assert "They made the same offer" in desk.read("campaigns")
        assert not Sanction.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"condition": "sender.strike > 1"}, "did you mean"),
            ({"condition": "finding.kind == 'email'"}, "selects nobody"),
            ({"criterion": ""}, "Say in plain words how members are selected"),
            ({"until": written(NOW - DAY)}, "before it begins"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, changes: dict[str, str], says: str) -> None:
        page = Desk("ada", Role.REVIEWER).send("campaigns/new", a_criterion(**changes), status=200).content.decode()

        assert says in page
        assert 'role="alert"' in page
        assert written(NOW - HOUR) in page


class TestDecide:
    def test_opens_the_sample_shows_what_one_reads_and_decides_about_all(self) -> None:
        """GDPR22-b, DSA17-4."""
        desk = Desk("ada", Role.REVIEWER)
        campaign = previewed(FEW, by=desk.actor, now=NOW)
        path = f"campaigns/{campaign}"
        assert "You have not opened what is held of this member." in desk.read(f"{path}/members/eve")
        refused = desk.send(f"{path}/decide", a_restriction(step="confirm"), status=200).content.decode()
        assert "has opened 0 of the 3 members to be opened" in refused
        opened(desk, campaign)
        member = desk.read(f"{path}/members/eve")
        assert "Pay me by PayPal" in member
        assert "What speaks for the member" in member
        desk.send(f"{path}/members/eve/leave-out", {"because": "the client asked for it"})

        shown = desk.send(f"{path}/decide", a_restriction(step="check"), status=200).content.decode()
        assert "The same was decided of 2 members at once." in shown
        assert not Sanction.objects.exists()
        desk.send(f"{path}/decide", a_restriction(step="confirm"))

        assert dict(Target.objects.values_list("member", "state")) == {
            "eve": "left_out",
            "fay": "decided",
            "gus": "decided",
        }
        assert "the decision" in desk.read(path)
        late = desk.send(f"{path}/decide", a_restriction(step="check"), status=200).content.decode()
        assert "it cannot be decided" in late
        assert a_restriction(step="check")["reasons"] in late
        assert "What you write goes to" in desk.read(f"{path}/decide")

    def test_says_that_a_second_person_is_needed_where_many_were_cut_in_parts(self) -> None:
        """Invariant 5: the page and what one sees before deciding say what deciding does."""
        desk = Desk("ada", Role.REVIEWER)
        first = decided(FEW, by=desk.actor, now=NOW)
        Campaign.objects.filter(id=first).update(size=24, sample_size=20, sample_opened=20)
        campaign = previewed(("hal", "ida"), by=desk.actor, now=NOW)
        opened(desk, campaign)
        path = f"campaigns/{campaign}"

        page = desk.read(path)

        assert "you decided about 24 more alone by the same criterion" in page
        assert "a second person has to agree" not in Desk("ben", Role.REVIEWER).read(path)
        other = "In [f1] you wanted the money for your drawings sent to a bank, and not over this place."
        said = a_restriction(step="check", reasons=other)
        shown = desk.send(f"{path}/decide", said, status=200).content.decode()
        assert "A second person agrees, or nothing of this happens." in shown
        desk.send(f"{path}/decide", said | {"step": "confirm"})
        assert Campaign.objects.get(id=campaign).state == "awaiting_approval"

    def test_gives_back_what_was_typed_where_it_does_not_hold_for_all(self) -> None:
        desk = Desk("ada", Role.REVIEWER)
        campaign = previewed(FEW, by=desk.actor, now=NOW)
        opened(desk, campaign)

        changed = a_restriction(step="check", reasons="Your message was against the rules of our marketplace, again.")
        page = desk.send(f"campaigns/{campaign}/decide", changed, status=200).content.decode()

        assert "does not hold for" in page
        assert "against the rules of our marketplace, again." in page

    def test_asks_why_a_member_is_left_out_and_says_when_it_is_too_late(self) -> None:
        desk = Desk("ada", Role.REVIEWER)
        campaign = previewed(FEW, by=desk.actor, now=NOW)
        path = f"campaigns/{campaign}/members/eve/leave-out"
        opened(desk, campaign)

        assert "Say why, so that others understand it" in desk.send(path, {"because": ""}, status=200).content.decode()
        desk.send(path, {"because": "a song"})
        late = desk.send(path, {"because": "a song of hers"}, status=200).content.decode()
        assert "this cannot be left out" in late
        assert "a song of hers" in late


class TestApprove:
    def waiting(self) -> str:
        return decided(MANY, by=Desk("ada", Role.REVIEWER).actor, now=NOW)

    def test_is_another_persons_who_opened_the_sample_too(self) -> None:
        """Invariant 5, GDPR22-b."""
        campaign = self.waiting()
        path, agrees = f"campaigns/{campaign}", {"agrees": "yes", "reasons": "The same words."}
        assert "Somebody else has to open the sample, and to agree." in Desk("ada", Role.REVIEWER).read(path)
        ben = Desk("ben", Role.SENIOR_REVIEWER)
        assert "Open the sample first." in ben.read(path)
        early = ben.send(f"{path}/approve", agrees, status=200).content.decode()
        assert "has opened 0 of the 20" in early
        assert "The same words." in early
        opened(ben, campaign)

        ben.send(f"{path}/approve", agrees)

        assert Sanction.objects.filter(approved_by=ben.staff).count() == 26
        assert "Decided. Each member is told." in ben.read(path)

    def test_or_disagrees_or_gives_it_up_and_nothing_is_decided(self) -> None:
        campaign = self.waiting()
        ben, path = Desk("ben", Role.SENIOR_REVIEWER), f"campaigns/{campaign}"

        assert 'role="alert"' in ben.send(f"{path}/approve", {"agrees": "no"}, status=200).content.decode()
        ben.send(f"{path}/approve", {"agrees": "no", "reasons": "m03 is a song."})

        assert "Given up on 2 March 2026, 12:00" in ben.read(path)
        late = ben.send(f"{path}/drop", {"because": "it is a song"}, status=200).content.decode()
        assert "cannot be dropped" in late
        assert "it is a song" in late
        second = {"agrees": "yes", "reasons": "I read the words of all of them."}
        late = ben.send(f"{path}/approve", second, status=200).content.decode()
        assert "cannot be approved" in late
        assert second["reasons"] in late
        assert not Sanction.objects.exists()

    def test_may_be_needless_because_it_was_given_up(self) -> None:
        ada = Desk("ada", Role.REVIEWER)
        campaign = previewed(FEW, by=ada.actor, now=NOW)

        ada.send(f"campaigns/{campaign}/drop", {}, status=200)
        ada.send(f"campaigns/{campaign}/drop", {"because": "the criterion was too wide"})

        assert "the criterion was too wide" in ada.read(f"campaigns/{campaign}")


class TestReview:
    def test_keeps_one_and_takes_another_back(self) -> None:
        """DSA20-4, invariant 5."""
        campaign = decided(FEW, by=hire("ada"), now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        at = NOW + 6 * DAY
        with time_machine.travel(at, tick=False):
            ben, path = Desk("ben", Role.REVIEWER), f"campaigns/{campaign}"
            assert "Look at these again." in ben.read(path)
            for member in ("fay", "gus"):
                ben.send(f"{path}/members/{member}/open")
            assert "Is this one right?" in ben.read(f"{path}/members/fay")

            unsaid = ben.send(f"{path}/members/fay/review", {"keeps": "yes"}, status=200).content.decode()
            assert "Say why, in your own words" in unsaid
            ben.send(f"{path}/members/fay/review", {"keeps": "yes", "reasons": "The client was found here."})
            ben.send(f"{path}/members/gus/review", {"keeps": "no", "reasons": "They met elsewhere."})
            again = ben.send(f"{path}/members/gus/review", {"keeps": "no", "reasons": "So it was then."}, status=200)
            ada = Desk("ada", Role.REVIEWER)
            ada.send(f"{path}/members/fay/open")

        assert "this cannot be reviewed" in again.content.decode()
        assert dict(Sanction.objects.values_list("member", "state")) == {
            "eve": "reversed",
            "fay": "effective",
            "gus": "reversed",
        }

    def test_is_not_offered_to_who_took_part(self) -> None:
        ada = Desk("ada", Role.REVIEWER)
        campaign = decided(FEW, by=ada.actor, now=NOW)
        overturn_one_of(campaign, "eve", now=NOW + 5 * DAY)
        with time_machine.travel(NOW + 6 * DAY, tick=False):
            page = Desk("ada", Role.REVIEWER).read(f"campaigns/{campaign}/members/fay")

        assert "Somebody else looks at it again." in page

    def test_is_of_nobody_whom_the_campaign_did_not_select(self) -> None:
        desk = Desk("ada", Role.REVIEWER)
        campaign = previewed(FEW, by=desk.actor, now=NOW)

        desk.read(f"campaigns/{campaign}/members/nobody", status=404)
        desk.read("campaigns/none", status=404)
