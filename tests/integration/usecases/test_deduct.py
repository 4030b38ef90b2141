"""Deductions are the only way in which money is taken: itemized, by two people, for a proven claim, with an appeal."""

from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from habeas.server.holds.models import Claim, Deduction, DeductionItem, Hold, Instruction
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import list_sent
from habeas.server.outbox.models import Message
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.erase_member import erase_member
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, HOUR, a_verdict, hire, listen, work
from tests.factories.enforcement import disputed, paid, the_claim
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import said
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

ITEM = {
    "amount": said(15_000),
    "clause": "refunds v2",
    "evidence": ["file-1"],
    "words": "The second page was not delivered.",
}
BOTH = {"by": "ana@market.example", "approved_by": "ben@market.example"}


def act(caller: Caller, path: str, content: dict[str, Any], *, at: Any = NOW) -> Any:  # noqa: ANN401  # JSON
    with time_machine.travel(at, tick=False):
        return read(caller.post(f"/v1/{path}", content))


@pytest.fixture
def caller() -> Caller:
    """Let $200 of Fred's $500 wait for a dispute about $300."""
    open_market()
    listen()
    send(*paid(), disputed())
    for name in ("ana", "ben", "cleo"):
        hire(name, hears_appeals=True)
    caller = Caller(new_key(now=NOW - DAY))
    because = "Cleo says that the second page was never delivered."
    hold = {"claim": the_claim().id, "amount": said(20_000), "provider": "Paywell", "because": because}
    act(caller, "holds", hold | {"by": "ana@market.example"})
    return caller


def deduct(caller: Caller, *items: dict[str, Any], **changes: object) -> Any:  # noqa: ANN401  # JSON
    return act(
        caller, f"holds/{Hold.objects.get().id}/deduct", BOTH | {"items": items or [ITEM]} | changes, at=NOW + DAY
    )


def uphold() -> None:
    send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld"), now=NOW + HOUR)


def balances() -> tuple[int, int, int]:
    found = list_balances("fred", is_test=False)["USD"]
    return found.available.amount, found.held.amount, found.deducted.amount


class TestDeduct:
    def test_takes_what_is_proven_frees_the_rest_and_gives_it_back_when_an_appeal_wins(self, caller: Caller) -> None:
        """FUND-5, FUND-7, FUND-8, FUND-9."""
        uphold()
        made = deduct(caller)
        assert (made["amount"], made["items"][0]["clause"]) == (said(15_000), "refunds v2")
        assert read(caller.get(f"/v1/deductions/{made['id']}")) == made
        assert balances() == (35_000, 0, 15_000)
        with time_machine.travel(NOW + DAY, tick=False):
            page = Visitor("fred").read("/portal/money")
        assert '150.00 USD: <span lang="" dir="auto">The second page was not delivered.</span>' in page
        assert "By the clause refunds v2" in page
        assert f"/portal/decisions/{made['id']}" in page
        asked = Instruction.objects.order_by("given_at", "action").values_list("action", "amount")
        assert list(asked) == [("keep", 20_000), ("deduct", 15_000), ("let_go", 5_000)]
        told = read(caller.get(f"/v1/statements/{made['id']}"))
        assert "150.00 USD: The second page was not delivered. (clause: refunds v2; shown by file-1)" in told["html"]
        work(now=NOW + DAY)

        filing = {"decision": made["id"], "member": "fred", "arguments": ["It was.", "I pay rent."]}
        appeal = act(caller, "appeals", filing, at=NOW + 2 * DAY)["id"]
        second = act(caller, f"appeals/{appeal}/assign", {"by": "ben@market.example"}, at=NOW + 2 * DAY)
        assert second["errors"][0]["rule"] == "DSA20-6"
        act(caller, f"appeals/{appeal}/assign", {"by": "cleo@market.example"}, at=NOW + 2 * DAY)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        decide_appeal(appeal=appeal, verdict=a_verdict(), by=cleo, is_test=False, now=NOW + 4 * DAY)
        work(now=NOW + 4 * DAY)

        assert balances() == (50_000, 0, 0)
        assert Instruction.objects.get(action="give_back").amount == 15_000
        [owed] = read(caller.get(f"/v1/appeals/{appeal}"))["remedy"]["money"]
        assert (owed["about"], owed["amount"], owed["money_days"]) == (made["id"], said(15_000), 45_000)
        assert list_unbalanced() == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"items": [ITEM | {"amount": said(20_001)}]}, "deduction-beyond-hold"),
            ({"items": [ITEM, ITEM]}, "deduction-beyond-hold"),
            ({"approved_by": "ana@market.example"}, "deduction-by-one"),
            ({"items": [ITEM | {"clause": " "}]}, "deduction-not-itemized"),
            ({"items": [ITEM | {"words": "Not delivered."}]}, "money-reasons-too-short"),
        ],
    )
    def test_refuses_what_is_not_itemized_and_agreed(self, caller: Caller, changes: dict[str, Any], code: str) -> None:
        """FUND-5."""
        uphold()

        assert deduct(caller, **changes)["errors"][0]["code"] == code
        assert balances() == (30_000, 20_000, 0)

    @pytest.mark.parametrize("changes", [{"items": []}, {"items": [ITEM | {"evidence": []}]}, {"approved_by": "x@y.z"}])
    def test_refuses_a_body_that_says_less(self, caller: Caller, changes: dict[str, Any]) -> None:
        uphold()

        assert deduct(caller, **changes)["status"] == 422
        assert not Deduction.objects.exists()

    def test_refuses_what_nobody_decided_and_a_hold_that_is_over_or_not_there(self, caller: Caller) -> None:
        assert deduct(caller)["errors"][0]["code"] == "deduction-unproven"
        uphold()
        deduct(caller)
        assert deduct(caller)["errors"][0]["code"] == "hold-released-before"
        assert act(caller, "holds/hld_none/deduct", BOTH | {"items": [ITEM]})["status"] == 404

    def test_falls_with_its_hold(self, caller: Caller) -> None:
        """FUND-8."""
        work(now=NOW)
        uphold()
        deduct(caller)
        hold = Hold.objects.get().id
        filing = {"decision": hold, "member": "fred", "arguments": ["It was.", "I pay rent."]}
        appeal = act(caller, "appeals", filing, at=NOW + 2 * DAY)["id"]
        act(caller, f"appeals/{appeal}/assign", {"by": "cleo@market.example"}, at=NOW + 2 * DAY)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        decide_appeal(appeal=appeal, verdict=a_verdict(), by=cleo, is_test=False, now=NOW + 4 * DAY)
        work(now=NOW + 4 * DAY)

        assert balances() == (50_000, 0, 0)
        assert Deduction.objects.get().lost_since == NOW


class TestRejectedAfterAll:
    @pytest.mark.parametrize(
        ("opening", "closing", "named", "outcomes"),
        [
            ("dispute.opened", "dispute.resolved", "dispute", ("upheld", "rejected")),
            ("chargeback.opened", "chargeback.closed", "chargeback", ("lost", "won")),
        ],
    )
    def test_comes_back_once_and_says_what_is_owed(
        self, caller: Caller, opening: str, closing: str, named: str, outcomes: tuple[str, str]
    ) -> None:
        """FUND-5, FUND-9: no deduction stands for a claim that fell."""
        about = {"contract": "k1", named: "x1"}
        send(event(opening, at=NOW - DAY, amount=said(15_000), **about))
        claim = Claim.objects.get(reference="x1").id
        because = {"because": "The second page is missing.", "by": "ana@market.example", "provider": "Paywell"}
        hold = act(caller, "holds", {"claim": claim, "amount": said(15_000), **because})["id"]
        send(event(closing, at=NOW + HOUR, outcome=outcomes[0], **about), now=NOW + HOUR)
        made = act(caller, f"holds/{hold}/deduct", BOTH | {"items": [ITEM]}, at=NOW + DAY)["id"]
        fell = event(closing, at=NOW + 31 * DAY, outcome=outcomes[1], **about)
        send(fell, fell, now=NOW + 31 * DAY)
        send(event(closing, at=NOW + 32 * DAY, outcome=outcomes[1], **about), now=NOW + 32 * DAY)

        row = Deduction.objects.get()
        assert (row.restored_at, row.lost_since, row.owed) == (NOW + 31 * DAY, NOW + DAY, 99)
        assert balances() == (30_000, 20_000, 0)
        [asked] = Instruction.objects.filter(action="give_back")
        assert asked.amount == 15_000
        [told] = Message.objects.filter(type="deduction.restored")
        assert (told.payload["id"], told.payload["member"], told.payload["owed"]) == (made, "fred", said(99))
        [read_by_fred] = [one for one in list_sent("fred") if one.kind == "deduction_restored"]
        assert "We owe you 0.99 USD" in read_by_fred.statement["html"]
        assert list_unbalanced() == []

    def test_is_all_that_a_member_bears_however_the_client_got_it_back(self, caller: Caller) -> None:
        """FUND-5: what is deducted is no more than what was proven, and a refund takes nothing without a decision."""
        uphold()
        deduct(caller)
        before = balances()
        back = event("milestone.refunded", at=NOW + DAY, contract="k1", milestone="m1", amount=said(15_000))
        send(back, now=NOW + DAY)

        assert balances() == before
        cleo = list_balances("cleo", is_test=False)["USD"]
        assert cleo.paid.amount == cleo.credited.amount == 50_000 - 15_000
        fell = event("dispute.resolved", at=NOW + 2 * DAY, dispute="d1", contract="k1", outcome="rejected")
        send(fell, now=NOW + 2 * DAY)
        assert Deduction.objects.get().restored_at == NOW + 2 * DAY

    def test_tells_nobody_who_was_erased_and_gives_it_back_all_the_same(self, caller: Caller) -> None:
        uphold()
        deduct(caller)
        erase_member(member="fred", by="operator", now=NOW + 2 * DAY)
        fell = event("dispute.resolved", at=NOW + 3 * DAY, dispute="d1", contract="k1", outcome="rejected")
        send(fell, now=NOW + 3 * DAY)

        assert Deduction.objects.get().restored_at == NOW + 3 * DAY
        assert not Notice.objects.filter(kind="deduction_restored").exists()


@pytest.mark.usefixtures("caller")
class TestDatabase:
    def run(self, sql: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def insert(self, *, amount: int, hold: str) -> str:
        values = f"'ded_x', '{hold}', {amount}, 'USD', 'staff:1', 'staff:2', '2026-03-03 12:00:00+00:00', 'd', FALSE"
        columns = 'id, hold_id, amount, currency, "by", approved_by, decided_at, digest, is_test'
        return f"INSERT INTO holds_deduction ({columns}) VALUES ({values})"  # noqa: S608  # values of this test

    def test_refuses_a_deduction_without_items_or_before_its_claim_is_upheld(self) -> None:
        """FUND-5."""
        hold = Hold.objects.get().id
        self.run(self.insert(amount=100, hold=hold))
        uphold()
        self.run(self.insert(amount=100, hold=hold))

    @pytest.mark.parametrize(
        "change",
        [
            "holds_deduction SET amount = 1",
            "holds_deduction SET approved_by = 'staff:9'",
            "holds_deduction SET restored_at = decided_at",
            "holds_deductionitem SET amount = 1",
            "holds_deductionitem SET clause = 'another'",
        ],
    )
    def test_refuses_a_change_of_what_was_deducted(self, caller: Caller, change: str) -> None:
        uphold()
        deduct(caller)

        self.run(f"UPDATE {change}")

    def test_refuses_another_item(self, caller: Caller) -> None:
        uphold()
        made = deduct(caller)["id"]

        with pytest.raises(IntegrityError), transaction.atomic():
            DeductionItem.objects.create(deduction_id=made, amount=1, clause="c", evidence=["e"], sealed_words=b"")
