"""The story's money: eight contracts, $500 in a milestone, $500 due on the 16th, through a suspension and its end."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from habeas.server.cases.models import Case
from habeas.server.holds.models import Hold, Instruction, Loss
from habeas.server.journal.queries import list_unbalanced
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import ANSWERS, DAY, HOUR, a_ruling, be_proposed, hire, listen, work
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import said
from tests.factories.plans import stops
from tests.factories.visitors import Visitor
from tests.integration.portal.test_pages import words_of

pytestmark = pytest.mark.django_db

SIXTEENTH = datetime(2026, 3, 16, tzinfo=UTC)
EFFECT = NOW + 72 * HOUR
CONTRACTS = [f"k{number}" for number in range(1, 9)]


class Host:
    """The host's side of the story: every act by a key, at a time."""

    def __init__(self) -> None:
        self.caller = Caller(new_key(now=NOW - DAY))

    def act(self, path: str, content: dict[str, Any], *, at: datetime, status: int = 200) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            answer = self.caller.post(f"/v1/{path}", content)
        assert answer.status_code == status, answer.content
        return dict(read(answer))

    def get(self, path: str, *, at: datetime) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            return dict(read(self.caller.get(f"/v1/{path}")))

    def money(self, *, at: datetime) -> tuple[int, int, list[tuple[str, int, str | None]]]:
        """Return what Ana has available and held, and what her milestones hold until when."""
        found = self.get("members/ana/money", at=at)
        [balance] = found["balances"]
        milestones = [
            (contract["contract"], one["held"]["amount"], one["due_at"])
            for contract in found["contracts"]
            for one in contract["milestones"]
            if one["held"]["amount"]
        ]
        return balance["available"], balance["held"], milestones


def feed() -> None:
    """Tell of eight contracts that run, $500 in one milestone, $500 due on the 16th in another, $80 earned."""
    for number, contract in enumerate(CONTRACTS, start=1):
        send(event("contract.started", at=NOW - 30 * DAY, contract=contract, client=f"c{number}", freelancer="ana"))
    milestones = [("k1", 50_000, None), ("k2", 50_000, SIXTEENTH.isoformat()), ("k3", 8_000, None)]
    for contract, amount, due_at in milestones:
        told: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(amount)}
        dated = {} if due_at is None else {"due_at": due_at}
        send(event("milestone.funded", at=NOW - 20 * DAY, **told, **dated))
    send(
        event("milestone.submitted", at=NOW - 2 * DAY, contract="k2", milestone="m1"),
        event("milestone.released", at=NOW - 9 * DAY, contract="k3", milestone="m1", amount=said(8_000)),
        event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k3", amount=said(3_000)),
    )


ON_WORK = "the work goes on as before"


def answers(claim: str) -> dict[str, Any]:
    """Return what becomes of each amount: $30 wait for a dispute, $50 are paid, the milestones on their dates."""

    def part(amount: int, answer: str, **more: object) -> dict[str, Any]:
        return {"amount": said(amount), "answer": answer, **more}

    waits = part(3_000, "hold", claim=claim, because="your client says that a page is missing")
    return {
        "amounts": [
            {"id": "balance:USD", "parts": [waits, part(5_000, "pay_now")]},
            {"id": "k1/m1", "parts": [part(50_000, "pay_on", at="2026-04-02T00:00:00Z", because=ON_WORK)]},
            {"id": "k2/m1", "parts": [part(50_000, "pay_on", at=SIXTEENTH.isoformat())]},
        ],
        "contracts": [stops("k4", "paused", until=NOW + 9 * DAY)],
    }


def decide(host: Host, case: str, money: dict[str, Any] | None, *, status: int = 201) -> dict[str, Any]:
    ruling = a_ruling() if money is None else a_ruling(money=money)
    return host.act(f"cases/{case}/decide", ruling, at=NOW, status=status)


def notice_to(member: str, kind: str) -> str:
    """Return the words of a notice as its reader sees them."""
    row = Notice.objects.get(member=member, kind=kind)
    return read_keys([member]).open(member, bytes(row.sealed)).decode()


def instructed() -> list[tuple[str, int]]:
    """Return what the provider was asked to do, in order, with how much."""
    return list(Instruction.objects.order_by("given_at", "action").values_list("action", "amount"))


def page_of(member: str, *, at: datetime) -> str:
    """Return what a member reads on the page about their money."""
    with time_machine.travel(at, tick=False):
        return words_of(Visitor(member).read("/portal/money")).replace("\u00a0", " ")


SINCE = "It has been running since 31 January 2026."
MILESTONES = {
    "k1": "500.00 USD is put in for this. It becomes yours when c1 releases it.",
    "k2": "500.00 USD is put in for this. It becomes yours when c2 releases it.",
}
"""What the page says in all of the story about the two amounts of $500 that wait for their work and their date."""


def parts_of(page: str) -> dict[str, str]:
    """Return what a page says below each state of money, below what is owed, and below each contract."""
    heads = "Available|Held|What you are owed for waiting|Contract k[0-9]|Contracts and milestones|Keep a copy"
    found = re.split(rf"^({heads})$", page, flags=re.MULTILINE)
    return dict(zip(found[1::2], (" ".join(text.split()) for text in found[2::2]), strict=True))


class TestKeepTheMoneyWhole:
    def test_to_the_cent_through_a_suspension_and_its_overturn(self) -> None:
        """FUND-3, FUND-4, FUND-8, FUND-10, invariant 7."""
        open_market()
        listen()
        hire("ana")
        hire("cleo", hears_appeals=True)
        feed()
        be_proposed(now=NOW)
        host, case = Host(), Case.objects.get().id
        for step in ("claim", "evidence"):
            host.act(f"cases/{case}/{step}", {"by": "ana@market.example"}, at=NOW)

        self.check_page_before()
        sanction = self.check_that_no_amount_is_left_out(host, case)
        self.check_statement(host, sanction)
        self.check_during(host, sanction)
        self.check_after_the_overturn(host, sanction)

    def check_page_before(self) -> None:
        page = parts_of(page_of("ana", at=NOW))
        assert page["Available"].startswith("80.00 USD Nothing stops this amount.")
        assert page["Held"] == "0.00 USD Nothing is held."
        assert page["Contract k1"] == f"c1 pays you. {SINCE} Milestone m1 {MILESTONES['k1']} No date was named."
        due = "Due on 16 March 2026 Handed in on 28 February 2026"
        assert page["Contract k2"] == f"c2 pays you. {SINCE} Milestone m1 {MILESTONES['k2']} {due}"

    def check_that_no_amount_is_left_out(self, host: Host, case: str) -> str:
        there = host.get(f"cases/{case}/money", at=NOW)
        assert [(one["id"], one["amount"]["amount"]) for one in there["amounts"]] == [
            ("balance:USD", 8_000),
            ("k1/m1", 50_000),
            ("k2/m1", 50_000),
        ]
        assert [one["has_date"] for one in there["amounts"]] == [False, True, True]
        assert [one["contract"] for one in there["contracts"]] == CONTRACTS
        [claim] = there["claims"]
        assert claim["may_wait"] == said(3_000)
        refused = decide(host, case, None, status=409)
        assert {one["field"]: one["message"] for one in refused["errors"]} == {
            "/money/amounts/balance:USD": "say what becomes of 80.00 USD",
            "/money/amounts/k1~1m1": "say what becomes of 500.00 USD",
            "/money/amounts/k2~1m1": "say what becomes of 500.00 USD",
        }
        taken = answers(claim["id"])
        later = {"answer": "pay_on", "at": "2026-03-09T12:00:00Z", "because": "we look at it first"}
        for wrong, rule in (({"answer": "refund", "because": "a punishment"}, "FUND-5"), (later, "invariant 7")):
            taken["amounts"][0]["parts"] = [{"amount": said(8_000), **wrong}]
            [problem] = decide(host, case, taken, status=409)["errors"]
            assert (problem["field"], problem["rule"]) == ("/money/amounts/balance:USD", rule)
        self.check_what_may_not_become_of_milestones_and_contracts(host, case, answers(claim["id"]))
        return str(decide(host, case, answers(claim["id"]))["id"])

    def check_what_may_not_become_of_milestones_and_contracts(
        self, host: Host, case: str, taken: dict[str, Any]
    ) -> None:
        """Nobody is paid for work to come, nothing goes back of what goes on, and nothing stops but for harm in it."""
        wrong = (
            ({"answer": "pay_now"}, "let it be paid once its work is handed in, on a date by which you look for that"),
            ({"answer": "refund", "because": ON_WORK}, "end k1, let it rest or hand it over, or give the date"),
            ({"answer": "pay_on", "at": "2026-04-02T00:00:00Z", "because": "so"}, "the reasons have 2 letters"),
        )
        for answer, says in wrong:
            parts = [{"id": "k1/m1", "parts": [{"amount": said(50_000), **answer}]}]
            money = {**taken, "amounts": [taken["amounts"][0], *parts, taken["amounts"][2]]}
            [problem] = decide(host, case, money, status=409)["errors"]
            assert (problem["field"], says in problem["message"]) == ("/money/amounts/k1~1m1", True)
        [rests] = taken["contracts"]
        of_another = {**rests, "harm": {"kind": "safety", "shown_by": ["f9"]}}
        for fate, says in (({**rests, "harm": None}, "unless harm in them"), (of_another, "f9 is none of them")):
            [problem] = decide(host, case, {**taken, "contracts": [fate]}, status=409)["errors"]
            assert (problem["field"], says in problem["message"]) == ("/money/contracts/k4", True)
        for harm in ({"kind": "bad luck", "shown_by": ["f1"]}, {"kind": "safety", "shown_by": []}, "somebody was hurt"):
            decide(host, case, {**taken, "contracts": [{**rests, "harm": harm}]}, status=422)

    def check_statement(self, host: Host, sanction: str) -> None:
        """Every amount stands in it, and they sum to what the journal says."""
        before = host.money(at=NOW)
        work(now=NOW)
        work(now=EFFECT)
        statement = host.get(f"statements/{sanction}", at=EFFECT)
        lines = statement["statement"]["money"]
        assert [(one["amount"], one["becomes"] or one["state"], one["until"]) for one in lines] == [
            (5_000, "paid_now", "2026-03-05"),
            (3_000, "held", "2026-03-16"),
            (50_000, "paid_on_work", "2026-04-02"),
            (50_000, "paid_on", "2026-03-16"),
        ]
        of_balance = sum(one["amount"] for one in lines if not one["milestone"])
        assert (of_balance, 0) == before[:2]
        assert sum(one["amount"] for one in lines if one["milestone"]) == sum(amount for _, amount, _ in before[2])
        assert "30.00 USD is held by the payment provider until 16 March 2026" in statement["html"]
        assert "Your contract “k4” rests until 11 March 2026." in statement["html"]
        assert "The ground is harm in it, which (1) shows: somebody in it was hurt" in statement["html"]
        assert "Milestone “m1” of the contract “k2”: 500.00 USD is paid to you on 16 March 2026" in statement["html"]
        goes_on = {one["id"]: one["goes_on"] for one in statement["statement"]["contracts"]}
        assert goes_on == dict.fromkeys(CONTRACTS, True) | {"k4": False}

    def check_during(self, host: Host, sanction: str) -> None:
        hold = Hold.objects.get()
        assert (hold.decision, hold.release_at) == (sanction, NOW + 14 * DAY)
        milestones = [("k1", 50_000, None), ("k2", 50_000, SIXTEENTH.isoformat())]
        assert host.money(at=EFFECT) == (5_000, 3_000, milestones)
        assert instructed() == [("keep", 3_000), ("pay", 5_000)]
        self.check_page_during()
        [paused] = Message.objects.filter(type="contract.instructed")
        assert (paused.payload["contract"], paused.payload["fate"]) == ("k4", "paused")
        told = notice_to("c4", "contract_settled")
        assert "rests until 11 March 2026" in told
        assert "goes on as agreed" in notice_to("c1", "contract_settled")
        for private in ("payment-inside", "fee", "suspen", "dispute", "ana", "harm", "hurt", "looked at"):
            assert private not in told.replace("contract_settled", "")
        assert Notice.objects.filter(kind="contract_settled").count() == len(CONTRACTS)

    def check_page_during(self) -> None:
        """Each amount stands on the member's own page with its state, its reason and its date."""
        page = parts_of(page_of("ana", at=EFFECT))
        assert page["Available"] == (
            "50.00 USD Nothing stops this amount. It can be paid out to you now. 50.00 USD"
            " Now: 5 March 2026, 12:00 UTC The payment provider was asked on 5 March 2026 to pay you 50.00 USD of it."
        )
        assert page["Held"] == (
            "30.00 USD It waits because a dispute about it is open (d1). Until it is free it stays with the payment"
            " provider. 30.00 USD Until 16 March 2026, 12:00 UTC at the latest. Then it is free by itself: you need do"
            " nothing. The person who decided wrote: your client says that a page is missing"
            " Read the decision and how to contest it"
        )
        assert "What you are owed for waiting" not in page
        on_work = "on 2 April 2026, or as soon as the work is handed in where that is later."
        assert page["Contract k1"].startswith(
            f"c1 pays you. {SINCE} Milestone m1 {MILESTONES['k1']} 500.00 USD of it is paid to you {on_work}"
        )
        assert page["Contract k2"] == (
            f"c2 pays you. {SINCE} Milestone m1 {MILESTONES['k2']} 500.00 USD of it is paid to you on 16 March 2026."
            " Due on 16 March 2026 Handed in on 28 February 2026"
        )
        assert (
            page["Contract k4"]
            == f"c4 pays you. {SINCE} This contract rests until 11 March 2026. Then it goes on by itself."
        )
        assert page_of("c4", at=EFFECT).count("This contract rests until 11 March 2026") == 1
        assert "500.00 USD is paid to ana on 16 March 2026." in page_of("c2", at=EFFECT)

    def check_page_after(self, at: datetime) -> None:
        """Read that all is available, that nothing is held, what is owed for two days, and the dates as before."""
        page = parts_of(page_of("ana", at=at))
        assert page["Available"].startswith("80.00 USD Nothing stops this amount.")
        assert page["Held"] == "0.00 USD Nothing is held."
        assert page["What you are owed for waiting"] == (
            "These amounts waited, were taken, or went back to who paid them in, by decisions that fell."
            " What waited or was taken is yours again, and is counted above."
            " 30.00 USD was missing from 5 March 2026 to 7 March 2026. 0.02 USD"
            " The marketplace owes you this for the time. Read the decision that fell"
        )
        assert page["Contract k1"] == f"c1 pays you. {SINCE} Milestone m1 {MILESTONES['k1']} No date was named."
        assert page["Contract k2"] == (
            f"c2 pays you. {SINCE} Milestone m1 {MILESTONES['k2']} 500.00 USD of it is paid to you on 16 March 2026."
            " Due on 16 March 2026 Handed in on 28 February 2026"
        )
        assert page["Contract k4"] == f"c4 pays you. {SINCE}"

    def check_the_sixteenth(self, host: Host) -> None:
        """Let the milestone that was due on the 16th be paid on the 16th, with nobody doing anything."""
        work(now=SIXTEENTH)
        assert instructed()[3:] == [("pay", 50_000)]
        assert Instruction.objects.filter(action="pay").count() == 2
        asked = "The payment provider was asked on 16 March 2026 to pay you 500.00 USD of it."
        assert asked in parts_of(page_of("ana", at=SIXTEENTH))["Contract k2"]

        later = SIXTEENTH + HOUR
        for one in Instruction.objects.filter(action="pay"):
            host.act(f"instructions/{one.key}/acknowledge", {"amount": said(one.amount)}, at=later)
        told: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(50_000)}
        send(event("milestone.released", at=SIXTEENTH, **told), now=later)
        for payout, amount in (("po-1", 5_000), ("po-2", 50_000)):
            send(event("payout.paid", at=SIXTEENTH, payout=payout, member="ana", amount=said(amount)), now=later)
        page = page_of("ana", at=later)
        assert "580.00 USD came in. All of it is accounted for here." in page
        assert parts_of(page)["Available"].startswith("30.00 USD Nothing stops this amount.")
        assert "Paid 550.00 USD Payout po-" in " ".join(page.split())
        assert host.money(at=later) == (3_000, 0, [("k1", 50_000, None)])
        assert list_unbalanced() == []

    def check_after_the_overturn(self, host: Host, sanction: str) -> None:
        filed_at, after = EFFECT + HOUR, EFFECT + 2 * DAY
        said_so = {"decision": sanction, "member": "ana", "arguments": ["We met elsewhere.", "I lost two days."]}
        appeal = host.act("appeals", said_so, at=filed_at, status=201)["id"]
        host.act(f"appeals/{appeal}/assign", {"by": "cleo@market.example"}, at=filed_at)
        ruling = {"by": "cleo@market.example", "outcome": "overturned", "reasons": "They met elsewhere."}
        host.act(f"appeals/{appeal}/decide", {**ruling, "answers": ANSWERS}, at=filed_at + DAY)
        work(now=after)

        milestones = [("k1", 50_000, None), ("k2", 50_000, SIXTEENTH.isoformat())]
        assert host.money(at=after) == (8_000, 0, milestones)
        self.check_page_after(after)
        loss = Loss.objects.get()
        assert (loss.amount, loss.since, loss.until) == (3_000, EFFECT, after)
        assert instructed()[2:] == [("let_go", 3_000)]
        [owed] = host.get(f"appeals/{appeal}", at=after)["remedy"]["money"]
        assert (owed["amount"], owed["money_days"], owed["owed"]) == (said(3_000), 6_000, said(2))
        assert host.get("members/ana/money", at=after)["losses"] == [owed]
        assert [one.payload["fate"] for one in Message.objects.filter(type="contract.instructed").order_by("id")] == [
            "paused",
            "goes_on",
        ]
        assert "goes on: what we told you before" in notice_to("c4", "contract_resumed")
        changed = notice_to("ana", "money_changed_1")
        assert "500.00 USD is paid to you on 2 April 2026. This plan does not pay it any more." in changed
        assert "the decision that planned this does not stand any more" in changed
        self.check_the_sixteenth(host)
