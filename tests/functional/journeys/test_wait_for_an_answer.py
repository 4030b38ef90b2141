"""Nobody answers Ana's appeal: people are warned, it is late, and past its limit the suspension rests by itself."""

from typing import Any, Final

import pytest

from habeas.server.cases.models import Case
from habeas.server.outbox.models import Message
from tests.factories.casework import ANSWERS, DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

RESTRICTION = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose", "message"], "days": 30}],
}

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
}
AGREES = {"agrees": True, "reasons": "I read all of it: no person wrote these messages."}
AFTER = {"upheld": "effective", "overturned": "reversed"}


def late() -> list[tuple[str, str]]:
    """Return what the host was told of clocks about appeals."""
    told = Message.objects.filter(type__startswith="deadline.").order_by("id")
    return [(one.type, one.payload["deadline"]) for one in told if one.payload["appeal"] is not None]


OVERDUE: Final = (
    "We have not answered your appeal in time. What the decision took from you rests until we do and nothing of it "
    "begins before, save what protects others from harm."
)
"""What the notice says that an appeal past its limit is told by (`overdue`)."""


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
        assert OVERDUE in ana.reads(f"decisions/{decision}", at=over)
        assert host.get(f"appeals/{appeal}", at=over)["ended_at"] is None
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=over + HOUR)
        ruling = {"outcome": "upheld", "reasons": "The client was found here.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", by("cleo") | ruling, at=over + HOUR)
        work(now=over + DAY)
        assert host.get("measures?in_force=true&member=ana", at=over + DAY)["items"] == []

    @pytest.mark.parametrize("answer", ["upheld", "overturned"])
    def test_lets_nothing_begin_before_the_answer_to_an_appeal_that_is_late(self, answer: str) -> None:
        """DSA20-4, P2B4-2, invariant 12: an account that ends in thirty days, appealed on the first of them."""
        open_market()
        listen()
        for name in ("ana", "ben"):
            hire(name)
        hire("cleo", hears_appeals=True)
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW, **END)
        host.act(f"cases/{Case.objects.get().id}/evidence", by("ben"), at=NOW)
        host.act(f"sanctions/{decision}/approve", by("ben") | AGREES, at=NOW)
        work(now=NOW)
        appeal = appealed_by("ana", host, decision, at=NOW + DAY)
        work(now=NOW + 16 * DAY)
        page = ana.reads(f"appeals/{appeal}", at=NOW + 16 * DAY)
        assert "What was decided does not begin until we answer" in page
        assert "took from you rests" not in page
        # Of a decision of which nothing has begun, that is true word for word, too.
        assert OVERDUE in ana.reads(f"decisions/{decision}", at=NOW + 16 * DAY)

        work(now=NOW + 31 * DAY)
        assert host.get(f"sanctions/{decision}", at=NOW + 31 * DAY)["state"] == "notified"
        assert "Your account is closed" not in ana.reads(at=NOW + 31 * DAY)

        at = NOW + 40 * DAY
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=at)
        ruling = {"outcome": answer, "reasons": "I read all of the messages once more.", "answers": ANSWERS}
        host.act(f"appeals/{appeal}/decide", by("cleo") | ruling, at=at)
        work(now=at)
        assert host.get(f"sanctions/{decision}", at=at)["state"] == AFTER[answer]
        assert ("Your account is closed" in ana.reads(at=at)) is (answer == "upheld")
