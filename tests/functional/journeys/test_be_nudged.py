"""Ana gives her address before a contract: she is told how it goes here, and nothing else happens to her."""

from datetime import timedelta

import pytest

from tests.factories.casework import DAY, listen, work
from tests.factories.hosts import Host, Person
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

ADDRESS = "Write to me at ana@example.com before we start"


class TestBeNudged:
    def test_is_told_a_better_way_and_loses_nothing(self) -> None:
        """DSA14-4, invariant 15."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")

        told = host.pass_on(ADDRESS, at=NOW)

        decision = told["decision"]
        assert (decision["action"], decision["needs_human"]) == ("nudge", False)
        assert "wait until a contract between you has started" in str(decision["counterfactual"])
        work(now=NOW)
        assert host.get("measures?member=ana", at=NOW)["items"] == []
        standing = host.get("members/ana/standing", at=NOW)
        assert standing["strikes"]["items"] == []
        account = ana.reads(at=NOW)
        assert "You can do everything. Nothing is restricted." in account
        assert "You have no strikes." in account
        page = ana.reads(f"decisions/{told['decision_id']}", at=NOW)
        assert "We ask you to do this another way. Nothing else follows." in page
        assert "It is no strike." in page

    def test_is_remembered_for_a_while_and_then_forgotten(self) -> None:
        """Invariant 15: hints are no strikes, and the same again after 90 days is the first time."""
        open_market()
        host, ana = Host(), Person("ana")
        host.pass_on(ADDRESS, at=NOW)
        assert "Remembered until 31 May 2026" in ana.reads(at=NOW)

        again = host.pass_on(ADDRESS, at=NOW + 91 * DAY, conversation="another room")

        assert again["decision"]["action"] == "nudge"
        assert host.get("members/ana/standing", at=NOW + 91 * DAY)["strikes"]["items"] == []

    def test_does_not_happen_once_a_contract_runs(self) -> None:
        open_market()
        host = Host()
        host.tell("contract.started", at=NOW - DAY, contract="k1", client="bob", freelancer="ana")

        told = host.pass_on(ADDRESS, at=NOW + timedelta(minutes=1))

        assert (told["decision"]["allowed"], told["decision"]["action"]) == (True, "none")
