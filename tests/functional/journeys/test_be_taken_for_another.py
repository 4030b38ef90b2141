"""A detector says that Ana is somebody whose account was closed: it opens a case and does nothing, and it was wrong."""

import pytest

from habeas.server.cases.models import Case
from habeas.server.notices.models import Notice
from habeas.server.sanctions.models import Measure
from tests.factories.casework import DAY, HOUR, hire, listen, work
from tests.factories.hosts import Host, Person, by
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

LINKED = {
    "member": "ana",
    "detector": "device-graph",
    "kind": "linked_accounts",
    "confidence": 0.97,
    "reason": "same device as an account that was closed",
}


class TestBeTakenForAnother:
    def test_is_looked_at_by_a_person_and_loses_nothing_by_a_machines_word(self) -> None:
        """PWD10-5, GDPR22-a, GDPR22-b, DSA14-4, invariant 2."""
        open_market()
        listen()
        hire("lea")
        host, ana = Host(), Person("ana")

        host.tell("signal.raised", at=NOW, **LINKED)

        work(now=NOW + HOUR)
        assert "You can do everything. Nothing is restricted." in ana.reads(at=NOW + HOUR)
        [case] = host.get("cases", at=NOW + HOUR)["items"]
        assert case["reason"] == "signal"
        path = f"cases/{case['id']}"
        host.act(f"{path}/claim", by("lea"), at=NOW + HOUR)
        assert host.refused(f"{path}/proposal", by("lea"), at=NOW + HOUR) == "proposal-before-evidence"
        shown = host.act(f"{path}/evidence", by("lea"), at=NOW + HOUR)
        assert [one["text"] for one in shown["evidence"]] == [LINKED["reason"]]
        host.act(f"{path}/proposal", by("lea"), at=NOW + HOUR)
        why = {"because": "a family shares the device, and pays here under three names"}
        host.act(f"{path}/close", by("lea") | why, at=NOW + HOUR)

        for days in (1, 7, 30):
            work(now=NOW + days * DAY)
        assert Case.objects.get().state == "closed"
        assert not Measure.objects.exists()
        assert not Notice.objects.filter(member="ana").exists()
        standing = host.get("members/ana/standing", at=NOW + 30 * DAY)
        assert standing["strikes"]["items"] == []
