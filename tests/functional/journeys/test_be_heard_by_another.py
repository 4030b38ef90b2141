"""Nobody who took part in a decision hears the appeal against it; where there is nobody else, that is on record."""

import pytest

from habeas.server.audit.queries import get_entry, get_size, list_opened
from habeas.server.parties.keys import read_keys
from tests.factories.casework import ANSWERS, DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, appealed_by, by, decided_by_ana, entries
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

EFFECT = NOW + 72 * HOUR
RULING = {"outcome": "overturned", "reasons": "They met elsewhere.", "answers": ANSWERS}


class TestBeHeardByAnother:
    def test_refuses_the_decider_and_who_is_not_qualified(self) -> None:
        """DSA20-6, invariant 5."""
        open_market()
        listen()
        hire("ana", hears_appeals=True)
        hire("cleo", hears_appeals=True)
        hire("dan")
        be_proposed(now=NOW)
        host = Host()
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        work(now=EFFECT)
        appeal = appealed_by("ana", host, decision, at=EFFECT)
        path = f"appeals/{appeal}"

        assert host.refused(f"{path}/assign", by("ana"), at=EFFECT) == "reviewer-took-part"
        dan = host.act(f"{path}/assign", by("dan"), at=EFFECT, status=403)
        assert "this takes appeals_reviewer" in dan["detail"]
        own = {"override": {"reason": "nobody else is here", **by("ana")}}
        assert host.refused(f"{path}/assign", by("ana") | own, at=EFFECT) == "override-by-reviewer"

        chosen = by("cleo") | {"given_by": "ana@market.example"}
        assert host.refused(f"{path}/assign", chosen, at=EFFECT) == "giver-took-part"

        host.act(f"{path}/assign", by("cleo"), at=EFFECT)
        assert host.refused(f"{path}/decide", by("ana") | RULING, at=EFFECT + DAY) == "not-your-appeal"
        assert host.act(f"{path}/decide", by("cleo") | RULING, at=EFFECT + DAY)["outcome"] == "overturned"

    def test_lets_somebody_else_allow_it_with_a_reason_that_is_logged(self) -> None:
        """Invariant 5: an override needs a reason of another person, and is in the log."""
        open_market()
        listen()
        hire("ana", hears_appeals=True)
        ben = hire("ben")
        be_proposed(now=NOW)
        host = Host()
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        work(now=EFFECT)
        appeal = appealed_by("ana", host, decision, at=EFFECT)

        allowed = {"override": {"reason": "all others are ill this week", **by("ben")}}
        host.act(f"appeals/{appeal}/assign", by("ana") | allowed, at=EFFECT)

        assert entries("appeal")[-1] == "appeal.overridden"
        allowed_by, keys = get_entry(get_size() - 1), read_keys(["ana"])
        assert allowed_by.actor == ben.id
        [opened] = [one for one in list_opened("ana", open_sealed=keys.open) if one.entry == allowed_by]
        assert "all others are ill this week" in str(opened.opening.payload)
