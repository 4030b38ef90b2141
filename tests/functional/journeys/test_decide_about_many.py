"""Many members send the same offer: they are looked at, decided about at once, and one of them is right to appeal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from tests.factories.casework import ANSWERS, DAY, HOUR, a_ruling, hire, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person, entries
from tests.factories.market import NOW, message, open_market, send

pytestmark = pytest.mark.django_db

CRITERION = {
    "criterion": "in the last hour they offered to be paid by another service, in the same words",
    "condition": "finding.kind == 'payment' && sender.completed_contracts == 0",
    "since": (NOW - HOUR).isoformat(),
    "until": NOW.isoformat(),
}
FEW = ("eve", "fay", "gus", "ida")
AFTER = NOW + 5 * DAY
ANA, BEN, CLEO = ({"by": f"{name}@market.example"} for name in ("ana", "ben", "cleo"))
RESTRICTION: dict[str, Any] = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose", "message"], "days": 7}],
    "lesser": [{"action": "warn", "why_not": "the same offer was sent to many at once"}],
}


def offer(member: str, *, delivery: str) -> None:
    """Let a member send the offer to somebody of their own."""
    at, room = NOW - timedelta(minutes=30), f"room of {member}"
    sent = message(PAYMENT, at=at, delivery=delivery, member=member, to=f"client of {member}", conversation=room)
    send(sent, now=at)


def look_at(host: Host, campaign: dict[str, Any], person: dict[str, str], *, at: datetime) -> None:
    """Let a person open all of the sample."""
    for member in campaign["sample"]:
        shown = host.act(f"campaigns/{campaign['id']}/members/{member}/evidence", person, at=at)
        assert PAYMENT in shown["evidence"][0]["text"]


def open_for(members: Sequence[str]) -> Host:
    """Open a market on which these members made the offer, with three people who decide and hear appeals."""
    open_market()
    listen()
    for name in ("ana", "ben", "cleo"):
        hire(name, hears_appeals=True)
    for number, member in enumerate(members):
        # What was held, or could not be held any more, in a case or in none: the criterion asks the words.
        offer(member, delivery="pending" if number % 3 else "delivered")
    return Host()


class TestDecideAboutMany:
    def test_takes_a_criterion_a_sample_and_above_25_members_two_people(self) -> None:
        """DSA14-4, GDPR22-b, PWD10-5, invariant 5."""
        host = open_for([f"m{number:02}" for number in range(26)])

        campaign = host.act("campaigns", ANA | CRITERION, at=NOW, status=201)

        path, ruling = f"campaigns/{campaign['id']}", a_ruling(**RESTRICTION)
        assert (campaign["state"], campaign["size"], len(campaign["sample"])) == ("previewed", 26, 20)
        assert campaign["condition"] == CRITERION["condition"]
        assert host.refused(f"{path}/decide", ruling, at=NOW) == "sample-not-opened"
        look_at(host, campaign, ANA, at=NOW)
        host.act(f"{path}/members/m03/leave-out", ANA | {"because": "the client asked for it"}, at=NOW)
        assert host.act(f"{path}/decide", ruling, at=NOW)["state"] == "awaiting_approval"
        assert not Sanction.objects.exists()
        agrees = {"agrees": True, "reasons": "The offers are the same, word by word."}
        assert host.refused(f"{path}/approve", ANA | agrees, at=NOW) == "campaign-approver-is-decider"
        assert host.refused(f"{path}/approve", BEN | agrees, at=NOW) == "sample-not-opened"
        look_at(host, campaign, BEN, at=NOW)
        decided = host.act(f"{path}/approve", BEN | agrees, at=NOW)
        assert (decided["state"], decided["members"]) == ("decided", {"decided": 25, "left_out": 1})
        assert Sanction.objects.filter(approved_by__name="ben", state="decided").count() == 25
        assert list(Message.objects.filter(type="campaign.decided").values_list("payload__size", flat=True)) == [26]

    def test_gives_each_a_decision_of_their_own_and_looks_at_all_again_when_one_was_wrong(self) -> None:
        """DSA17-3b, DSA20-4, invariant 3, invariant 5."""
        host = open_for(FEW)
        campaign = host.act("campaigns", ANA | CRITERION, at=NOW, status=201)
        look_at(host, campaign, ANA, at=NOW)
        path, ruling = f"campaigns/{campaign['id']}", a_ruling(**RESTRICTION)
        reads = host.act(f"{path}/members/eve/preview", ruling, at=NOW)["reads"]
        assert "decided of 4 members at once. They were selected by this: in the last hour" in str(reads["sections"])

        host.act(f"{path}/decide", ruling, at=NOW)

        sanctions = self.check_told(host, campaign)
        self.overturn_one(host, campaign, sanctions)
        self.look_again(host, campaign, sanctions)
        assert [one for one in entries("campaign") if one != "campaign.member_opened"] == [
            "campaign.previewed",
            "campaign.decided",
            "campaign.questioned",
            "campaign.member_reviewed",
            "campaign.member_reviewed",
        ]

    def check_told(self, host: Host, campaign: dict[str, Any]) -> dict[str, str]:
        """Tell everybody of their own words before anything takes effect; return who has which decision."""
        for days in range(5):
            work(now=NOW + days * DAY)
        listed = host.get(f"campaigns/{campaign['id']}/members", at=NOW)["items"]
        sanctions = {one["member"]: one["sanction"] for one in listed}
        assert sorted(sanctions) == sorted(FEW)
        for member, sanction in sanctions.items():
            standing = host.get(f"sanctions/{sanction}", at=AFTER)
            assert (standing["member"], standing["state"]) == (member, "effective")
            assert standing["notified_at"] <= standing["effective_at"]
        statement = host.get(f"statements/{sanctions['eve']}", at=AFTER)["statement"]
        [fact] = statement["facts"]
        assert fact["text"] == PAYMENT
        assert statement["source"]["together"] == {"members": 4, "criterion": CRITERION["criterion"]}
        assert "decided of 4 members at once" in Person("eve").reads(f"decisions/{sanctions['eve']}", at=AFTER)
        return sanctions

    def overturn_one(self, host: Host, campaign: dict[str, Any], sanctions: dict[str, str]) -> None:
        """Let one of them appeal, and another person find it wrong: the others wait for a second look."""
        said = {"decision": sanctions["eve"], "member": "eve", "arguments": ["We met elsewhere.", "I lost two days."]}
        appeal = host.act("appeals", said, at=AFTER, status=201)["id"]
        assert host.refused(f"appeals/{appeal}/assign", ANA, at=AFTER) == "reviewer-took-part"
        host.act(f"appeals/{appeal}/assign", CLEO, at=AFTER)
        verdict = {"outcome": "overturned", "reasons": "They met elsewhere.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", CLEO | verdict, at=AFTER)
        work(now=AFTER)
        standing = host.get(f"campaigns/{campaign['id']}", at=AFTER)["members"]
        assert standing == {"flagged": 3, "overturned": 1}
        assert host.get(f"sanctions/{sanctions['eve']}", at=AFTER)["state"] == "reversed"
        assert host.get(f"sanctions/{sanctions['fay']}", at=AFTER)["state"] == "effective"
        assert len(host.get("cases", at=AFTER)["items"]) == 3

    def look_again(self, host: Host, campaign: dict[str, Any], sanctions: dict[str, str]) -> None:
        """Let somebody who took no part keep one decision, and take another one back whole."""
        at, path = AFTER + DAY, f"campaigns/{campaign['id']}/members"
        keeps = {"keeps": True, "reasons": "This client was found here."}
        assert host.refused(f"{path}/fay/review", ANA | keeps, at=at) == "reviewer-decided"
        assert host.refused(f"{path}/fay/review", CLEO | keeps, at=at) == "sample-not-opened"
        for member in ("fay", "gus"):
            host.act(f"{path}/{member}/evidence", CLEO, at=at)
        kept = host.act(f"{path}/fay/review", CLEO | keeps, at=at)
        back = host.act(f"{path}/gus/review", CLEO | {"keeps": False, "reasons": "They met elsewhere."}, at=at)
        work(now=at)
        assert (kept["state"], back["state"]) == ("reviewed", "overturned")
        assert host.get(f"sanctions/{sanctions['fay']}", at=at)["state"] == "effective"
        assert host.get(f"sanctions/{sanctions['gus']}", at=at)["state"] == "reversed"
        assert host.get("measures?in_force=true&member=gus", at=at)["items"] == []
        told = host.get(f"statements/{sanctions['gus']}?kind=taken_back", at=at)
        assert told["remedy"]["days_lost"] == 4
        assert "takes it back" in Person("gus").reads(f"decisions/{sanctions['gus']}", at=at)
        assert len(host.get("cases", at=at)["items"]) == 1
