"""Ana is suspended, appeals, and another person keeps the decision: she gets an answer to each point, and it ends."""

from datetime import datetime

import pytest

from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

EFFECT = NOW + 72 * HOUR
ANSWERS = {
    "a1": "The room shows that the client wrote to you here first, and asked for a price.",
    "a2": "The days are counted; they would be made good if the decision were wrong.",
}


def in_force(host: Host, decision: str, *, at: datetime) -> bool:
    listed = host.get("measures?in_force=true&member=ana", at=at)["items"]
    return any(one["decision"] == decision for one in listed)


class TestLoseAnAppeal:
    def test_is_answered_by_another_person_and_ends_by_its_clock(self) -> None:
        """DSA20-4, DSA20-5, DSA20-6, P2B11-2, invariant 5."""
        open_market()
        listen()
        hire("ana")
        hire("cleo", hears_appeals=True)
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        work(now=EFFECT)
        assert "Your account is suspended until 12 March 2026" in ana.reads(at=EFFECT)

        appeal = appealed_by("ana", host, decision, at=EFFECT + HOUR)
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=EFFECT + HOUR)
        ruling = {"outcome": "upheld", "reasons": "The client was found here, as the room shows.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", by("cleo") | ruling, at=EFFECT + DAY)
        work(now=EFFECT + DAY)

        told = host.get(f"statements/{decision}?kind=appeal_decided", at=EFFECT + DAY)
        assert (told["kind"], told["outcome"]) == ("appeal_decided", "upheld")
        assert [one["answer"] for one in told["answers"]] == list(ANSWERS.values())
        page = ana.reads(f"appeals/{appeal}", at=EFFECT + DAY)
        for told_so in ("The decision stays", "as the room shows.", *ANSWERS.values(), "Answered on 6 March 2026"):
            assert told_so in page
        assert in_force(host, decision, at=EFFECT + DAY)
        assert host.get(f"sanctions/{decision}", at=EFFECT + DAY)["state"] == "effective"

        over = EFFECT + 7 * DAY
        work(now=over)
        assert not in_force(host, decision, at=over)
        assert host.get(f"sanctions/{decision}", at=over)["state"] == "ended"
        assert "You can do everything. Nothing is restricted." in ana.reads(at=over)
