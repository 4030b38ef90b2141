"""Ana's account is to end: two people, thirty days, and her decisions, data and appeal stay within reach after it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.casework import DAY, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

END: dict[str, Any] = {
    "action": "terminate",
    "egregious_because": "the same offer was made to hundreds of people by a machine",
    "measures": [
        {
            "restriction": "account",
            "capabilities": ["propose", "message", "post", "be_found", "accept_contract"],
            "reviewed_within_days": 365,
            "indefinite_because": "a machine writes from this account",
        }
    ],
    "lesser": [{"action": "suspend_pending_review", "why_not": "the account is a machine's, and stays one"}],
}
AGREES = {"agrees": True, "reasons": "I read all of it: no person wrote these messages."}


class TestLoseAnAccount:
    def test_takes_two_people_and_thirty_days_and_leaves_the_way_back_open(self) -> None:
        """P2B4-1, P2B4-2, PWD10-5, DSA20-1, invariant 5, invariant 11."""
        open_market()
        listen()
        for name in ("ana", "ben"):
            hire(name)
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")

        decision = decided_by_ana(host, at=NOW, **END)

        assert host.get(f"sanctions/{decision}", at=NOW)["state"] == "awaiting_approval"
        work(now=NOW + DAY)
        assert "Nothing is restricted" in ana.reads(at=NOW + DAY)
        assert host.refused(f"sanctions/{decision}/approve", by("ana") | AGREES, at=NOW) == "approver-is-decider"
        case = host.get(f"sanctions/{decision}", at=NOW)["case"]
        host.act(f"cases/{case}/evidence", by("ben"), at=NOW + DAY)
        host.act(f"sanctions/{decision}/approve", by("ben") | AGREES, at=NOW + DAY)
        told = NOW + DAY
        work(now=told)
        assert "We end your account." in ana.reads(f"decisions/{decision}", at=told)

        almost = told + 30 * DAY - timedelta(seconds=1)
        work(now=almost)
        assert host.get(f"sanctions/{decision}", at=almost)["state"] == "notified"
        assert host.get("measures?in_force=true&member=ana&", at=almost)["items"] == []
        over = told + 30 * DAY
        work(now=over)
        assert host.get(f"sanctions/{decision}", at=over)["state"] == "effective"
        assert "Your account is closed." in ana.reads(at=over)

        later = over + 100 * DAY
        assert ana.keeps(decision, "statement", at=later)["statement"]["decision"] == decision
        assert "You can download everything that is held about you." in ana.reads("data", at=later)
        appeal = host.get(f"appeals/{appealed_by('ana', host, decision, at=later)}", at=later)
        assert (appeal["state"], appeal["due_at"][:10]) == ("acknowledged", "2026-07-26")
