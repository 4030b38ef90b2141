"""The mail with Ana's statement was taken, and came back: nothing takes effect before she has it in another way."""

from datetime import datetime
from typing import Final

import pytest
import time_machine

from habeas.server.deadlines.models import Clock
from habeas.server.identity.roles import Role
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.sanctions.models import Measure
from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, decided_by_ana
from tests.factories.market import NOW, open_market
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db

EFFECT: Final = NOW + 3 * DAY


class TestGetMailThatBounces:
    def decided(self, **changes: object) -> tuple[Host, str]:
        open_market()
        listen()
        hire("ana")
        be_proposed(now=NOW)
        host = Host()
        decision = decided_by_ana(host, at=NOW, **changes)
        work(now=NOW)
        return host, decision

    def windows(self, decision: str) -> list[str]:
        running = Clock.objects.filter(clock="appeal_window", subject=decision, met_at=None)
        return [one.started_at.date().isoformat() for one in running]

    def test_keeps_a_suspension_from_its_effect_till_its_announcement_is_read(self) -> None:
        """DSA20-2, DSA17-2, DSA14-4, invariant 3."""
        host, decision = self.decided()
        told = Notice.objects.get(sanction=decision, kind="announcement")
        host.tell("notice.bounced", at=NOW + HOUR, notice=told.id, reason="mailbox unknown")
        assert Message.objects.filter(type="notice.failed", payload__notice=told.id).exists()

        work(now=NOW + 4 * DAY)
        assert host.get(f"sanctions/{decision}", at=NOW + 4 * DAY)["state"] == "announced"
        Person("ana").reads(f"decisions/{decision}", at=NOW + 4 * DAY)
        work(now=NOW + 6 * DAY)
        assert host.get(f"sanctions/{decision}", at=NOW + 6 * DAY)["state"] == "announced"

        work(now=NOW + 7 * DAY)
        assert host.get(f"sanctions/{decision}", at=NOW + 7 * DAY)["state"] == "effective"

    def test_begins_notice_and_time_to_appeal_anew_once_the_statement_is_read(self) -> None:
        """DSA20-2, P2B4-2, invariant 3."""
        host, decision = self.decided(action="warn", measures=[])
        told = Notice.objects.get(sanction=decision, kind="statement")
        assert self.windows(decision) == ["2026-03-02"]

        host.tell("notice.bounced", at=NOW + DAY, notice=told.id)
        work(now=NOW + DAY)
        assert self.windows(decision) == []
        late = NOW + 9 * DAY
        ana = Person("ana")
        ana.reads(f"decisions/{decision}", at=late)
        work(now=late)

        assert self.windows(decision) == ["2026-03-11"]
        assert "You can appeal until 11 September 2026" in ana.reads(f"decisions/{decision}", at=late)
        host.tell("notice.bounced", at=late + DAY, notice=told.id)
        work(now=late + DAY)
        assert self.windows(decision) == ["2026-03-11"]  # She has read it: nothing takes that back.

    def in_force(self, host: Host, *, at: datetime) -> int:
        return len(host.get("measures?in_force=true&member=ana", at=at)["items"])

    def reaching(self, host: Host, *, at: datetime) -> list[str]:
        return [one["id"] for one in host.get("sanctions?waits_for=reaching", at=at)["items"]]

    def test_lets_what_took_effect_rest_where_nobody_reaches_its_member_in_time(self) -> None:
        """DSA17-2, DSA20-2, invariant 3, invariant 12: people are asked to reach them, by a clock."""
        host, decision = self.decided()
        work(now=EFFECT)
        assert self.in_force(host, at=EFFECT) == 1
        told = Notice.objects.get(sanction=decision, kind="statement")
        came_back = EFFECT + DAY

        host.tell("notice.bounced", at=came_back, notice=told.id)
        work(now=came_back)

        assert self.windows(decision) == []
        assert self.reaching(host, at=came_back) == [decision]
        [asked] = Message.objects.filter(type="deadline.warned", payload__deadline="member_reached")
        assert (asked.payload["sanction"]["id"], asked.payload["tell"]) == (decision, ["assignee", "lead"])
        with time_machine.travel(came_back, tick=False):
            desk = Desk("lea", Role.SENIOR_REVIEWER)
            assert "Correct their address" in desk.read(f"decisions/{decision}")
            assert decision in desk.read("clocks")
        assert self.in_force(host, at=came_back + 71 * HOUR) == 1

        late = came_back + 72 * HOUR
        work(now=late)

        assert self.in_force(host, at=late) == 0
        assert Measure.objects.get(sanction=decision).ended_because == "not_reached"
        read = Person("ana").reads(f"decisions/{decision}", at=late)
        assert "takes nothing from you that can wait" in read
        assert self.reaching(host, at=late) == []

    def test_lets_what_could_not_wait_go_on_and_asks_till_somebody_reached_its_member(self) -> None:
        """DSA20-2, invariant 3: what protects now is not ended by a full mailbox, but its time to appeal waits."""
        host, decision = self.decided(urgency="urgent", urgent_because="more members are asked every hour")
        assert self.in_force(host, at=NOW) == 1
        told = Notice.objects.get(sanction=decision, kind="statement")
        host.tell("notice.bounced", at=NOW + HOUR, notice=told.id)

        late = NOW + 4 * DAY
        work(now=late)

        assert self.in_force(host, at=late) == 1
        assert self.windows(decision) == []
        assert self.reaching(host, at=late) == [decision]
        assert not Notice.objects.filter(sanction=decision, kind="not_reached").exists()
        Person("ana").reads(f"decisions/{decision}", at=late)
        work(now=late)
        assert self.windows(decision) == ["2026-03-06"]
        assert self.reaching(host, at=late) == []
        assert Clock.objects.get(clock="member_reached").met_at == late

    def test_hears_her_all_the_same_where_she_knows_of_it_and_asks_nobody_to_reach_her_any_more(self) -> None:
        """DSA20-1, DSA20-2: whoever appeals knows of the decision."""
        host, decision = self.decided(action="warn", measures=[])
        told = Notice.objects.get(sanction=decision, kind="statement")
        host.tell("notice.bounced", at=NOW + HOUR, notice=told.id)
        assert self.reaching(host, at=NOW + HOUR) == [decision]

        assert appealed_by("ana", host, decision, at=NOW + 2 * HOUR)

        assert self.reaching(host, at=NOW + 2 * HOUR) == []
        host.tell("notice.bounced", at=NOW + 3 * HOUR, notice=told.id)
        assert self.reaching(host, at=NOW + 3 * HOUR) == []
