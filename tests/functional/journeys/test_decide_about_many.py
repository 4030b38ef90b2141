"""Thirty members send the same offer: they are looked at, decided about at once, and one of them is right to appeal."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from habeas.server.cases.models import Case
from habeas.server.outbox.models import Message
from tests.factories.casework import ANSWERS, DAY, HOUR, a_ruling, hire, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, entries
from tests.factories.market import NOW, message, open_market, send

pytestmark = pytest.mark.django_db

CRITERION = {
    "criterion": "in the last hour they offered to be paid by another service, in the same words",
    "condition": "finding.kind == 'payment' && sender.completed_contracts == 0",
    "since": (NOW - HOUR).isoformat(),
    "until": NOW.isoformat(),
}
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


class TestDecideAboutMany:
    def test_gives_each_a_decision_of_their_own_and_looks_at_all_again_when_one_was_wrong(self) -> None:
        """DSA14-4, DSA17-3b, DSA20-4, GDPR22-b, PWD10-5, invariant 3, invariant 5."""
        members = [f"m{number:02}" for number in range(30)]
        open_market()
        listen()
        for name in ("ana", "ben", "cleo"):
            hire(name, hears_appeals=True)
        for member in members:
            # What was held, or could not be held any more, in a case or in none: the criterion asks the words.
            offer(member, delivery="pending" if member < "m10" else "delivered")
        host = Host()

        campaign = host.act("campaigns", ANA | CRITERION, at=NOW, status=201)
        self.decide(host, campaign)
        sanctions = self.check_told(host, campaign, members)
        self.overturn_one(host, campaign, sanctions)
        self.look_again(host, campaign, sanctions)

        said = set(Message.objects.values_list("type", flat=True))
        assert {"campaign.decided", "campaign.questioned"} <= said
        assert [one for one in entries("campaign") if one != "campaign.member_opened"] == [
            "campaign.previewed",
            "campaign.member_left_out",
            "campaign.decided",
            "campaign.approved",
            "campaign.questioned",
            "campaign.member_reviewed",
            "campaign.member_reviewed",
        ]

    def decide(self, host: Host, campaign: dict[str, Any]) -> None:
        """Ana opens twenty, leaves one out and decides; Ben opens them, too, and agrees."""
        path = f"campaigns/{campaign['id']}"
        assert (campaign["state"], campaign["size"], len(campaign["sample"])) == ("previewed", 30, 20)
        assert Case.objects.exclude(state="queued").count() == 0
        ruling = a_ruling(**RESTRICTION)
        assert host.refused(f"{path}/decide", ruling, at=NOW) == "sample-not-opened"
        look_at(host, campaign, ANA, at=NOW)
        reads = host.act(f"{path}/members/m07/preview", ruling, at=NOW)["reads"]
        assert "decided of 30 members at once. They were selected by this: in the last hour" in str(reads["sections"])
        host.act(f"{path}/members/m03/leave-out", ANA | {"because": "the client asked for it"}, at=NOW)
        assert host.act(f"{path}/decide", ruling, at=NOW)["state"] == "awaiting_approval"
        agrees = {"agrees": True, "reasons": "The offers are the same, word by word."}
        assert host.refused(f"{path}/approve", ANA | agrees, at=NOW) == "campaign-approver-is-decider"
        assert host.refused(f"{path}/approve", BEN | agrees, at=NOW) == "sample-not-opened"
        look_at(host, campaign, BEN, at=NOW)
        decided = host.act(f"{path}/approve", BEN | agrees, at=NOW)
        assert (decided["state"], decided["members"]) == ("decided", {"decided": 29, "left_out": 1})

    def check_told(self, host: Host, campaign: dict[str, Any], members: list[str]) -> dict[str, str]:
        """Everybody but one reads about their own words before anything takes effect; return who has which decision."""
        work(now=NOW, rounds=8)
        listed = host.get(f"campaigns/{campaign['id']}/members?limit=200", at=NOW)["items"]
        assert [one["member"] for one in listed] == members
        sanctions = {one["member"]: one["sanction"] for one in listed}
        assert sanctions.pop("m03") is None
        after = NOW + 4 * DAY
        for hours in (0, 24, 72, 96):
            work(now=NOW + hours * HOUR, rounds=6)
        for member, sanction in sanctions.items():
            standing = host.get(f"sanctions/{sanction}", at=after)
            assert (standing["member"], standing["state"]) == (member, "effective")
            assert standing["notified_at"] <= standing["effective_at"]
        statement = host.get(f"statements/{sanctions['m11']}", at=after)["statement"]
        [fact] = statement["facts"]
        assert fact["text"] == PAYMENT
        assert statement["source"]["together"] == {"members": 29, "criterion": CRITERION["criterion"]}
        return sanctions

    def overturn_one(self, host: Host, campaign: dict[str, Any], sanctions: dict[str, str]) -> None:
        """One of them appeals; nobody who took part hears it; it was wrong, and the others wait for a second look."""
        at = NOW + 5 * DAY
        said = {"decision": sanctions["m11"], "member": "m11", "arguments": ["We met elsewhere.", "I lost two days."]}
        appeal = host.act("appeals", said, at=at, status=201)["id"]
        for person in (ANA, BEN):
            assert host.refused(f"appeals/{appeal}/assign", person, at=at) == "reviewer-took-part"
        host.act(f"appeals/{appeal}/assign", CLEO, at=at)
        verdict = {"outcome": "overturned", "reasons": "They met elsewhere.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", CLEO | verdict, at=at)
        work(now=at)
        standing = host.get(f"campaigns/{campaign['id']}", at=at)["members"]
        assert standing == {"flagged": 28, "left_out": 1, "overturned": 1}
        assert host.get(f"sanctions/{sanctions['m11']}", at=at)["state"] == "reversed"
        assert host.get(f"sanctions/{sanctions['m12']}", at=at)["state"] == "effective"
        assert len(host.get("cases?limit=100", at=at)["items"]) == 28 + 1  # and who was left out waits as before

    def look_again(self, host: Host, campaign: dict[str, Any], sanctions: dict[str, str]) -> None:
        """Somebody who took no part keeps one decision and takes another one back whole."""
        at, path = NOW + 6 * DAY, f"campaigns/{campaign['id']}/members"
        keeps = {"keeps": True, "reasons": "This client was found here."}
        assert host.refused(f"{path}/m12/review", ANA | keeps, at=at) == "reviewer-decided"
        assert host.refused(f"{path}/m12/review", CLEO | keeps, at=at) == "sample-not-opened"
        for member in ("m12", "m13"):
            host.act(f"{path}/{member}/evidence", CLEO, at=at)
        kept = host.act(f"{path}/m12/review", CLEO | keeps, at=at)
        back = host.act(f"{path}/m13/review", CLEO | {"keeps": False, "reasons": "They met elsewhere."}, at=at)
        work(now=at)
        assert (kept["state"], back["state"]) == ("reviewed", "overturned")
        assert host.get(f"sanctions/{sanctions['m12']}", at=at)["state"] == "effective"
        assert host.get(f"sanctions/{sanctions['m13']}", at=at)["state"] == "reversed"
        assert host.get("measures?in_force=true&member=m13", at=at)["items"] == []
        told = host.get(f"statements/{sanctions['m13']}", at=at)
        assert (told["kind"], told["remedy"]["days_lost"]) == ("taken_back", 4)
        assert len(host.get("cases?limit=100", at=at)["items"]) == 26 + 1
