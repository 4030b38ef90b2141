"""Ana is warned by a machine: she has it in writing before it counts, can contest it, and it does not last for ever."""

import pytest

from tests.factories.casework import DAY, HOUR, hire, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


def counting(host: Host, *, at: object) -> dict[str, str]:
    """Return how each of Ana's strikes stands."""
    listed = host.get("members/ana/standing", at=at)["strikes"]["items"]  # type: ignore[arg-type]
    return {one["decision"]: one["standing"] for one in listed}


class TestBeWarned:
    def test_counts_once_it_was_told_and_expires(self) -> None:
        """DSA17-2, DSA23-1, invariant 15."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")

        told = host.pass_on(PAYMENT, at=NOW)

        decision = told["decision_id"]
        assert told["decision"]["action"] == "warn"
        work(now=NOW + HOUR)
        assert counting(host, at=NOW + HOUR) == {decision: "counts"}
        assert "One strike counts against you." in ana.reads(at=NOW + HOUR)
        page = ana.reads(f"decisions/{decision}", at=NOW + HOUR)
        assert "We warn you. Nothing is taken away from you." in page
        assert host.get("measures?member=ana", at=NOW + HOUR)["items"] == []
        later = NOW + 366 * DAY
        assert counting(host, at=later) == {decision: "expired"}
        assert "Does not count any more: its time is over" in ana.reads(at=later)

    def test_does_not_count_while_it_is_contested_nor_after_it_was_overturned(self) -> None:
        """DSA20-1, GDPR16/18, GDPR22-a."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        decision = host.pass_on(PAYMENT, at=NOW)["decision_id"]
        work(now=NOW + HOUR)
        hire("cleo", hears_appeals=True)
        cleo, at = {"by": "cleo@market.example"}, NOW + DAY

        said = {"decision": decision, "member": "ana", "arguments": ["That is how a tool is called that we build."]}
        appeal = host.act("appeals", said, at=at, status=201)["id"]

        assert counting(host, at=at) == {decision: "appealed"}
        host.act(f"appeals/{appeal}/assign", cleo, at=at)
        verdict = {
            "outcome": "overturned",
            "reasons": "It is the name of a tool.",
            "answers": {"a1": "You are right: the job itself asks for that tool."},
        }
        host.act(f"appeals/{appeal}/decide", cleo | verdict, at=at)
        work(now=at)
        assert counting(host, at=at) == {decision: "reversed"}
        assert "It counts for nothing." in ana.reads(f"decisions/{decision}", at=at)
