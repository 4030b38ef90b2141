"""Whoever is on the other side of a contract is told whenever its dates or its money change, and nothing of the member."""

import json
from datetime import UTC
from typing import Any

import pytest
import time_machine

from habeas.domain.holds.answers import OpenAmount, Part, PayNow
from habeas.domain.holds.wind_down import PlannedContract, WindDown
from habeas.server.holds.models import ContractStop
from habeas.server.notices.counterparts import tell_counterparts
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import lock_members, read_keys
from habeas.server.recourse.money import pay_what_is_due
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction
from tests.factories.casework import DAY, HOUR, appealed, hire, listen, sanction_in_force, work
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said, usd
from tests.factories.plans import stops
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

DATE = NOW + 20 * DAY
PAUSE = stops("k3", "paused", until=NOW + 6 * DAY)


@pytest.fixture(autouse=True)
def _market() -> None:
    """Let Carl have put $500 and $40 into a contract of Ana's that runs, as one of Cleo's with her does."""
    open_market()
    listen()
    about: dict[str, Any] = {"at": NOW - 8 * DAY, "contract": "k2"}
    send(
        started(at=NOW - 30 * DAY, contract="k2", client="carl"),
        started(at=NOW - 30 * DAY, contract="k3", client="cleo"),
        event("milestone.funded", milestone="m1", amount=said(50_000), due_at=DATE.isoformat(), **about),
        event("milestone.funded", milestone="m2", amount=said(4_000), **about),
    )


def answers(*contracts: dict[str, Any]) -> dict[str, Any]:
    """Return that both are paid on one date."""
    parts = {
        name: [
            {
                "amount": said(amount),
                "answer": "pay_on",
                "at": DATE.isoformat(),
                "because": "the work goes on as before",
            }
        ]
        for name, amount in (("k2/m1", 50_000), ("k2/m2", 4_000))
    }
    return {"amounts": [{"id": name, "parts": one} for name, one in parts.items()], "contracts": list(contracts)}


def told(member: str, kind: str) -> list[str]:
    """Return what somebody reads of a kind of news about contracts, the oldest first."""
    rows = Notice.objects.filter(member=member, kind__startswith=kind).order_by("sent_at", "kind")
    opened = [json.loads(read_keys([member]).open(member, bytes(row.sealed)))["html"] for row in rows]
    for page in opened:
        private = ("suspen", "hurt", "harm", "appeal was", "fell", "looked at", "the work goes on")
        assert [one for one in private if one in page] == []
    return opened


class TestCounterparts:
    def test_are_told_of_a_date_that_falls_for_an_appeal_that_nobody_decided_in_time(self) -> None:
        """FUND-10, invariant 12."""
        ended = stops("k3", "ended")
        appealed(sanction_in_force(now=NOW, money=answers(ended)), now=NOW)
        work(now=NOW + 6 * DAY)
        assert told("carl", "contract_changed") == []
        work(now=NOW + 15 * DAY)

        [changed] = told("carl", "contract_changed")
        assert "40.00 USD of the milestone “m2” is released on 22 March 2026. That no longer applies." in changed
        assert "500.00 USD" not in changed
        assert len(told("cleo", "contract_resumed")) == 1
        assert told("cleo", "contract_changed") == []

    def test_are_told_nothing_of_a_decision_that_is_taken_back_before_they_heard_of_it(self) -> None:
        """FUND-10."""
        sanction = sanction_in_force(now=NOW, money=answers(PAUSE), urgency="ordinary", urgent_because="")
        by = hire("ana")
        withdraw_sanction(sanction=sanction, by=by, reasons="it was a quotation", is_test=False, now=NOW + HOUR)
        early: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(50_000)}
        send(event("milestone.released", at=NOW + DAY, **early), now=NOW + DAY)
        work(now=DATE)

        assert not Notice.objects.filter(kind__startswith="contract_").exists()

    def test_are_told_that_a_contract_goes_on_whose_pause_a_person_lifts(self) -> None:
        """FUND-10: from then on the decision binds nobody."""
        ended = stops("k2", "ended")
        plan = answers(PAUSE, ended)
        plan["amounts"][1]["parts"] = [
            {"amount": said(4_000), "answer": "refund", "because": "nobody works on it any more"}
        ]
        sanction = sanction_in_force(now=NOW, money=plan)
        lift_sanction(sanction=sanction, by=hire("ben"), reasons="it is clear by now", is_test=False, now=NOW + DAY)
        work(now=NOW + DAY)

        [resumed] = told("cleo", "contract_resumed")
        assert "Your contract “k3” goes on" in resumed
        assert ContractStop.objects.get(contract="k3").over_at == NOW + DAY
        assert ContractStop.objects.get(contract="k2").over_at is None
        assert told("carl", "contract_resumed") == []
        instructed = Message.objects.filter(type="contract.instructed", payload__contract="k3").order_by("id")
        assert [one.payload["fate"] for one in instructed] == ["paused", "goes_on"]

    def test_are_told_of_each_amount_of_which_less_is_there_though_all_is_due_at_once(self) -> None:
        """FUND-10."""
        sanction_in_force(now=NOW, money=answers())
        about: dict[str, Any] = {"at": NOW + DAY, "contract": "k2"}
        send(
            event("milestone.submitted", milestone="m2", **about),
            event("milestone.released", milestone="m1", amount=said(20_000), **about),
            event("milestone.released", milestone="m2", amount=said(4_000), **about),
            now=NOW + DAY,
        )
        work(now=DATE)

        pages = told("carl", "contract_changed")
        words = " ".join(pages)
        assert len(pages) == 2
        assert "500.00 USD of the milestone “m1” is released on 22 March 2026. 300.00 USD of it is." in words
        assert "40.00 USD of the milestone “m2” is released on 22 March 2026. That no longer applies." in words
        assert "less of it is there than then, for it was released or given back since" in words
        with time_machine.travel(DATE, tick=False):
            page = Visitor("carl").read("/portal/decisions/k2")
        assert "300.00 USD of it is" in page
        assert "That no longer applies." in page

    def test_are_told_of_what_changes_after_the_member_was_erased_and_of_nobody(self) -> None:
        """FUND-10, GDPR17: the contract and the money are theirs, too."""
        appealed(sanction_in_force(now=NOW, money=answers(PAUSE)), now=NOW)
        early: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(20_000)}
        send(event("milestone.released", at=NOW + HOUR, **early), now=NOW + HOUR)
        erase_member(member="ana", by="operator", now=NOW + DAY)
        work(now=NOW + 5 * DAY)
        send(event("milestone.submitted", at=NOW + DAY, contract="k2", milestone="m2"), now=NOW + 5 * DAY)
        pay_what_is_due(ContractStop.objects.get().decision, now=NOW + 5 * DAY)
        work(now=DATE)

        [resumed] = told("cleo", "contract_resumed")
        assert "Your contract “k3” goes on" in resumed
        changed = " ".join(told("carl", "contract_changed"))
        assert "“m1”" in changed
        assert all("ana" not in page.lower().replace("organization", "") for page in (resumed, changed))
        assert not Notice.objects.filter(member="ana", sent_at__gt=NOW + DAY).exists()

    def test_of_one_contract_are_told_by_two_decisions_of_one_instant(self) -> None:
        """FUND-10: each of the two has a plan for it."""
        keys = lock_members(["carl"], now=NOW)
        amount = OpenAmount(id="k2/m1", money=usd(500), handed_in_at=NOW, milestone="m1", contract="k2")
        for decision in ("san_1", "san_2"):
            plan = WindDown(
                decision=decision,
                member="ana",
                provider="Paywell",
                made_at=NOW,
                amounts=(amount,),
                answers={amount.id: [Part(money=amount.money, answer=PayNow())]},
                contracts=(PlannedContract(id="k2", title="k2", counterpart="carl"),),
                fates={},
            )
            assert len(tell_counterparts(plan, zone=UTC, is_test=False, keys=keys, now=NOW)) == 1

        kinds = Notice.objects.filter(member="carl").order_by("kind").values_list("kind", flat=True)
        assert list(kinds) == ["contract_settled", "contract_settled_2"]
