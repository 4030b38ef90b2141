"""Ana offers again to be paid outside: her message waits, she reads why, and without a person's word it goes on."""

from datetime import timedelta

import pytest

from habeas.server.outbox.models import Message
from tests.factories.casework import HOUR, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person, entries
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

AGAIN = NOW + timedelta(minutes=5)


class TestHaveAMessageHeld:
    def test_is_told_at_once_and_released_by_its_clock(self) -> None:
        """DSA17-2, PWD10-5, invariant 2, invariant 3."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        host.pass_on(PAYMENT, at=NOW)

        told = host.pass_on(PAYMENT, at=AGAIN)

        assert told["decision"]["action"] == "hold_message"
        statement = told["decision"]["statement"]
        assert (statement["held_until"][:16], statement["automated"]["decision"]) == ("2026-03-02T16:05", True)
        work(now=AGAIN)
        [held] = host.get("measures?in_force=true&member=ana", at=AGAIN)["items"]
        assert (held["kind"], held["capabilities"]) == ("hold_message", ["this_message"])
        assert "One of your messages is held back until 2 March 2026, 16:05" in ana.reads(at=AGAIN)
        assert "Then it is released by itself." in ana.reads(f"decisions/{told['decision_id']}", at=AGAIN)

        work(now=AGAIN + 4 * HOUR - timedelta(seconds=1))
        assert host.get("measures?in_force=true&member=ana", at=AGAIN + 3 * HOUR)["items"] != []
        over = AGAIN + 4 * HOUR
        work(now=over)

        assert host.get("measures?in_force=true&member=ana", at=over)["items"] == []
        assert "You can do everything. Nothing is restricted." in ana.reads(at=over)
        [released] = Message.objects.filter(type="measure.ended")
        assert (released.payload["id"], released.payload["ended_because"]) == (held["id"], "time_over")
        assert entries("measure")[-1] == "measure.ended"

    def test_waits_an_hour_at_most_where_a_contract_runs(self) -> None:
        """DSA17-1: work under way is not stopped by a machine for longer."""
        open_market()
        listen()
        host = Host()
        host.tell("contract.started", at=NOW - timedelta(days=1), contract="k1", client="bob", freelancer="ana")
        host.pass_on(PAYMENT, at=NOW, contract="k1")

        host.pass_on(PAYMENT, at=AGAIN, contract="k1")
        work(now=AGAIN + HOUR)

        ended = Message.objects.filter(type="measure.ended")
        assert [one.payload["ended_because"] for one in ended] == ["time_over"]
