"""Nobody answers Ana's appeal: people are warned, it is late, and past its limit the suspension rests by itself."""

import pytest

from habeas.server.outbox.models import Message
from tests.factories.casework import ANSWERS, DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

RESTRICTION = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose", "message"], "days": 30}],
}


def late() -> list[tuple[str, str]]:
    """Return what the host was told of clocks about appeals."""
    told = Message.objects.filter(type__startswith="deadline.").order_by("id")
    return [(one.type, one.payload["deadline"]) for one in told if one.payload["appeal"] is not None]


class TestWaitForAnAnswer:
    def test_warns_before_it_is_late_and_lets_the_decision_rest_after_two(self) -> None:
        """DSA20-4, P2B11-1, invariant 12."""
        open_market()
        listen()
        hire("ana")
        hire("cleo", hears_appeals=True)
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW, **RESTRICTION)
        for days in range(5):
            work(now=NOW + days * DAY)
        filed = NOW + 5 * DAY
        assert "What you can do is restricted" in ana.reads(at=filed)

        appeal = appealed_by("ana", host, decision, at=filed)
        assert "We answer by 21 March 2026 at the latest." in ana.reads(f"appeals/{appeal}", at=filed)
        work(now=filed + 7 * DAY)
        assert late() == [("deadline.warned", "appeal_timely")]  # The seventh day is hers to its end.
        work(now=filed + 8 * DAY)
        assert late()[1:] == [("deadline.breached", "appeal_timely")]
        assert host.get("measures?in_force=true&member=ana", at=filed + 14 * DAY)["items"] != []
        work(now=filed + 14 * DAY)
        assert late()[2:] == [("deadline.warned", "appeal_limit")]
        over = filed + 15 * DAY
        work(now=over)

        assert late()[-1] == ("deadline.breached", "appeal_limit")
        assert "You can do everything. Nothing is restricted." in ana.reads(at=over)
        assert "We are late. What the decision took from you rests" in ana.reads(f"appeals/{appeal}", at=over)
        assert "We have not answered your appeal in time." in ana.reads(f"decisions/{decision}", at=over)
        assert host.get(f"appeals/{appeal}", at=over)["ended_at"] is None
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=over + HOUR)
        ruling = {"outcome": "upheld", "reasons": "The client was found here.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", by("cleo") | ruling, at=over + HOUR)
        work(now=over + DAY)
        assert host.get("measures?in_force=true&member=ana", at=over + DAY)["items"] == []
