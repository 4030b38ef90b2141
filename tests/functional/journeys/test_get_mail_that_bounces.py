"""The mail with Ana's statement was taken, and came back: nothing takes effect before she has it in another way."""

import pytest

from habeas.server.deadlines.models import Clock
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


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
