"""Somebody else signs in as Ana and writes: her account is protected for hours, she takes it back, nothing stays hers."""

from datetime import timedelta

import pytest

from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from tests.factories.casework import DAY, HOUR, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

LOCK = {
    "member": "ana",
    "kind": "session_lock",
    "because": "somebody signed in from a country where you never were",
    "taken_over_since": (NOW - HOUR).isoformat(),
}


class TestBeTakenOver:
    def test_is_protected_at_once_and_gives_the_account_back_in_one_step(self) -> None:
        """PWD10-5, invariant 15: what somebody else did through an account is never its owner's."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        host.pass_on(PAYMENT, at=NOW - timedelta(minutes=30))
        work(now=NOW)
        assert "One strike counts against you." in ana.reads(at=NOW)

        lock = host.act("safeguards", LOCK, at=NOW, status=201)

        [asked] = Message.objects.filter(type="safeguard.placed")
        assert (asked.payload["safeguard"], asked.payload["kind"]) == (lock["safeguard"], "session_lock")
        page = ana.reads(at=NOW)
        assert LOCK["because"] in page
        assert "What somebody else did with your account does not count against you." in page
        assert "You have no strikes." in page

        ana.sends(f"safeguards/{lock['safeguard']}/recover", at=NOW + HOUR)

        assert LOCK["because"] not in ana.reads(at=NOW + HOUR)
        assert host.get("safeguards?member=ana&in_force=true", at=NOW + HOUR)["items"] == []
        assert Message.objects.filter(type="safeguard.ended").count() == 1
        standing = host.get("members/ana/standing", at=NOW + DAY)["strikes"]["items"]
        assert [one for one in standing if one["standing"] == "counts"] == []
        assert not Sanction.objects.exists()
        work(now=NOW + 2 * DAY)

    def test_ends_by_itself_within_a_day_and_comes_again_by_a_person_alone(self) -> None:
        """PWD10-5: at most a day, and once in 30 days without a person."""
        open_market()
        listen()
        host = Host()
        host.tell("member.joined", at=NOW - DAY, member="ana")
        host.act("safeguards", LOCK, at=NOW, status=201)

        work(now=NOW + DAY)

        assert host.get("safeguards?member=ana&in_force=true", at=NOW + DAY)["items"] == []
        again = LOCK | {"taken_over_since": (NOW + DAY).isoformat()}
        assert host.refused("safeguards", again, at=NOW + 2 * DAY) == "safeguard-too-soon"
