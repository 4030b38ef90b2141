"""Plans for money and contracts, carried out on their dates: no more than is there, and nothing for work not handed in."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from habeas.domain.holds.answers import RefundClient
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.defaults import UsualReasons
from habeas.domain.holds.hold import HoldBeyondBalance, Provider, ReleasedBecause
from habeas.domain.holds.wind_down import WindDown, WindDownIncomplete
from habeas.server.audit.queries import list_opened
from habeas.server.deadlines.models import Deadline
from habeas.server.holds.at_hand import list_open, open_as_json
from habeas.server.holds.models import Claim, ContractStop, Hold, Instruction, Payment
from habeas.server.holds.plans import AS_USUAL, make_plan, standing_lines
from habeas.server.identity.roles import Role
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import list_sent
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.settling import HoldOutlivedByNotice, MoneyNotTouched
from habeas.server.usecases.record_claim import record_claim
from habeas.server.usecases.release_hold import release_hold
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import (
    DAY,
    HOUR,
    agree,
    be_proposed,
    hire,
    listen,
    own_reasons,
    sanction_in_force,
    work,
)
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said, usd
from tests.factories.plans import HARM, frozen_by_law, stops
from tests.factories.staff import Desk
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

DUE = NOW + 14 * DAY
KEPT = Provider(name="Paywell")


@pytest.fixture(autouse=True)
def _market() -> None:
    """Let Ana have earned $80 under k1, with $500 in a milestone of k2 that is due, and $40 in one that is not."""
    open_market()
    listen()
    told: dict[str, Any] = {"contract": "k1", "milestone": "m1", "amount": said(8_000)}
    send(
        started(at=NOW - 30 * DAY),
        started(at=NOW - 30 * DAY, contract="k2", client="carl"),
        event("milestone.funded", at=NOW - 9 * DAY, **told),
        event("milestone.released", at=NOW - 9 * DAY, **told),
        event("milestone.funded", at=NOW - 8 * DAY, contract="k2", milestone="m1", amount=said(50_000)),
        event("milestone.due", at=NOW - 8 * DAY, contract="k2", milestone="m1", due_at=DUE.isoformat()),
        event("milestone.funded", at=NOW - 8 * DAY, contract="k2", milestone="m2", amount=said(4_000)),
    )


def part(amount: int, answer: str, **more: object) -> dict[str, Any]:
    return {"amount": said(amount), "answer": answer, **more}


def money(*, balance: list[dict[str, Any]], second: dict[str, Any], contracts: Any = ()) -> dict[str, Any]:  # noqa: ANN401
    """Return answers, in which the milestone that is due is paid when it is due."""
    due = part(50_000, "pay_on", at=DUE.isoformat())
    amounts = [("balance:USD", balance), ("k2/m1", [due]), ("k2/m2", [second])]
    return {"amounts": [{"id": name, "parts": parts} for name, parts in amounts], "contracts": list(contracts)}


def usual_plan() -> WindDown:
    """Return what becomes of Ana's money where many are decided about at once."""
    reasons = UsualReasons(its_date="its date", no_work="no work came")
    return make_plan(AS_USUAL, decision="d", member="ana", provider=KEPT, reasons=reasons, is_test=False, now=NOW)


def asked() -> list[tuple[str, int]]:
    return list(Instruction.objects.order_by("given_at", "amount").values_list("action", "amount"))


def disputed() -> dict[str, Any]:
    """Return answers in which $30 of Ana's $80 wait for a dispute of Bob's."""
    send(event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)))
    waits = part(3_000, "hold", claim=Claim.objects.get().id, because=PAGE)
    return money(balance=[waits, part(5_000, "pay_now")], second=LATER)


def be_disputed_twice() -> None:
    """Let two disputes be about k1, which paid $80, of $50 each; Ana earned $90 elsewhere."""
    more: dict[str, Any] = {"contract": "k0", "milestone": "m1", "amount": said(9_000)}
    send(
        event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(5_000)),
        event("dispute.opened", at=NOW - DAY, dispute="d2", contract="k1", amount=said(5_000)),
        started(at=NOW - 30 * DAY, contract="k0"),
        event("milestone.funded", at=NOW - 9 * DAY, **more),
        event("milestone.released", at=NOW - 9 * DAY, **more),
    )


def both_wait(second: int) -> dict[str, Any]:
    """Return answers in which $50 of Ana's money wait for the one, and so much for the other."""
    waits = [
        part(amount, "hold", claim=Claim.objects.get(reference=reference).id, because=PAGE)
        for reference, amount in (("d1", 5_000), ("d2", second))
    ]
    return money(balance=[*waits, part(17_000 - 5_000 - second, "pay_now")], second=LATER)


def told_of(member: str = "ana") -> list[str]:
    """Return what a member reads of how a plan comes out otherwise, notice by notice."""
    return read_by(member, kind="money_changed")


def read_by(member: str, *, kind: str = "contract_") -> list[str]:
    """Return what a member reads, notice by notice: of contracts with others where no other kind is named."""
    sent = [one.statement for one in list_sent(member) if one.kind.startswith(kind)]
    return [" ".join(part["text"] for section in one["sections"] for part in section["paragraphs"]) for one in sent]


def logged_of(action: str) -> dict[str, Any]:
    """Return what the audit log says of the only act of a kind about Ana."""
    keys = read_keys(["ana"])
    [found] = [one for one in list_opened("ana", open_sealed=keys.open) if one.entry.action == action]
    return dict(found.opening.payload)


def for_days(settings: Settings, days: int) -> None:
    """Let the provider keep money for so many days at most."""
    terms = replace(settings.HABEAS.terms, longest=days * DAY)
    settings.HABEAS = replace(settings.HABEAS, terms=terms)


TERMINATION = {
    "restriction": "account",
    "capabilities": ["propose", "message", "post", "be_found", "accept_contract"],
    "reviewed_within_days": 180,
    "indefinite_because": "the account ends",
}
PAGE = "Bob says that a page is missing"
BACK = part(4_000, "refund", because="the work on it stops with the account")
LATER = part(4_000, "pay_on", at=(NOW + 20 * DAY).isoformat(), because="the work goes on as before")


class TestPlan:
    def test_pays_on_its_date_with_nobody_doing_anything_and_nothing_for_work_not_handed_in(self) -> None:
        """FUND-10."""
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        assert asked() == [("pay", 8_000)]
        work(now=DUE - timedelta(seconds=1))
        assert len(asked()) == 1
        work(now=DUE)
        assert asked() == [("pay", 8_000), ("pay", 50_000)]
        work(now=NOW + 20 * DAY)

        assert len(asked()) == 2
        waiting = Payment.objects.get(milestone="m2")
        assert (waiting.asked_at, waiting.dropped_at) == (None, None)

    def test_pays_for_work_that_is_handed_in_after_the_date_as_soon_as_it_is(self) -> None:
        """FUND-10."""
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        work(now=NOW + 20 * DAY)
        late = NOW + 21 * DAY
        send(event("milestone.submitted", at=late, contract="k2", milestone="m2"), now=late)

        assert asked() == [("pay", 8_000), ("pay", 50_000), ("pay", 4_000)]
        assert Payment.objects.get(milestone="m2").asked_at == late

    def test_waits_for_no_work_whose_money_went_back_to_who_put_it_in(self) -> None:
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        work(now=NOW + 20 * DAY)
        late = NOW + 21 * DAY
        back: dict[str, Any] = {"contract": "k2", "milestone": "m2", "amount": said(4_000)}
        send(event("milestone.refunded", at=late, **back), now=late)

        assert len(asked()) == 2
        assert Payment.objects.get(milestone="m2").dropped_at == late
        [told] = told_of()
        assert "40.00 USD is paid to you on 22 March 2026. This plan does not pay it any more." in told
        assert "It is so since 23 March 2026." in told

    def test_asks_for_the_same_money_once(self) -> None:
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        half = part(25_000, "pay_on", at=(NOW + 9 * DAY).isoformat(), because="it was agreed so on Monday")
        answers["amounts"][1]["parts"] = [half, half]
        about: dict[str, Any] = {"contract": "k2", "milestone": "m1"}
        send(event("milestone.submitted", at=NOW - DAY, **about))
        sanction_in_force(now=NOW, money=answers)
        send(event("milestone.released", at=NOW + DAY, amount=said(45_000), **about), now=NOW + DAY)
        work(now=NOW + 9 * DAY)

        assert asked() == [("pay", 8_000), ("pay", 5_000)]
        halves = Payment.objects.filter(milestone="m1")
        assert sorted(halves.values_list("asked", flat=True), key=str) == [5_000, None]
        told = " ".join(sorted(told_of()))
        assert "250.00 USD is paid to you on 11 March 2026. 50.00 USD of it is paid." in told
        assert "250.00 USD is paid to you on 11 March 2026. This plan does not pay it any more." in told

    def test_asks_once_though_the_host_tells_of_a_release_that_does_not_fit(self) -> None:
        """Invariant 7: what is set aside moved nothing, so that what is asked for is still to come."""
        send(event("milestone.submitted", at=NOW - DAY, contract="k2", milestone="m1"))
        now_paid = part(50_000, "pay_now")
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        answers["amounts"][1]["parts"] = [now_paid]
        sanction_in_force(now=NOW, money=answers)
        about: dict[str, Any] = {"contract": "k2", "milestone": "m1", "at": NOW + DAY}
        send(event("milestone.released", amount=said(60_000), **about), now=NOW + DAY)
        send(event("milestone.released", amount=said(50_000, "JPY"), **about), now=NOW + DAY)

        assert [one.id for one in list_open("ana", is_test=False, now=NOW + DAY).amounts] == ["k2/m2"]

    def test_leaves_nothing_to_hold_of_what_is_asked_for_till_more_comes_in(self) -> None:
        send(event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)))
        sanction = sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        assert asked() == [("pay", 8_000)]
        with pytest.raises(HoldBeyondBalance):
            placed(amount=3_000, now=NOW + HOUR)
        open_now = list_open("ana", is_test=False, now=NOW + HOUR).amounts
        assert [one.id for one in open_now] == ["k2/m1", "k2/m2"]

        send(
            event("payout.scheduled", at=NOW + DAY, payout="p1", member="ana", amount=said(8_000)),
            event("milestone.released", at=NOW + DAY, contract="k2", milestone="m2", amount=said(4_000)),
            now=NOW + DAY,
        )
        assert placed(amount=3_000, now=NOW + DAY)["decision"] != sanction
        left = list_open("ana", is_test=False, now=NOW + DAY).amounts
        assert [(one.id, one.money.amount) for one in left] == [("balance:USD", 1_000), ("k2/m1", 50_000)]

    def test_says_of_a_later_decision_what_is_asked_for_already(self) -> None:
        """FUND-9."""
        send(event("milestone.submitted", at=NOW - DAY, contract="k2", milestone="m1"))
        first = part(50_000, "pay_now")
        said_first = money(balance=[part(8_000, "pay_now")], second=LATER)
        said_first["amounts"][1]["parts"] = [first]
        sanction_in_force(now=NOW, money=said_first)
        assert sorted(asked()) == [("pay", 8_000), ("pay", 50_000)]
        keys = read_keys(["ana"])
        lines = standing_lines("ana", keys=keys, zone=UTC, is_test=False, now=NOW + DAY)

        assert [(one.becomes, one.amount, one.milestone) for one in lines] == [
            ("paid_now", 8_000, ""),
            ("paid_now", 50_000, "m1"),
        ]
        assert [one.id for one in list_open("ana", is_test=False, now=NOW + DAY).amounts] == ["k2/m2"]

    def test_says_of_a_later_decision_what_is_on_its_way_back_and_to_whom_what_they_paid_in_goes(self) -> None:
        """FUND-9."""
        answers = money(balance=[part(8_000, "pay_now")], second=BACK, contracts=[stops("k2", "ended")])
        send(event("milestone.submitted", at=NOW - DAY, contract="k2", milestone="m1"))
        answers["amounts"][1]["parts"] = [part(50_000, "pay_now")]
        sanction_in_force(now=NOW, money=answers)
        told = {
            member: [
                (one.becomes, one.amount, one.milestone)
                for one in standing_lines(member, keys=read_keys([member]), zone=UTC, is_test=False, now=NOW)
            ]
            for member in ("ana", "carl")
        }

        back = ("refunded_before", 4_000, "m2")
        assert told["ana"] == [("paid_now", 8_000, ""), ("paid_now", 50_000, "m1"), back]
        assert told["carl"] == [("passed_now", 50_000, "m1"), back]

    def test_asks_for_no_more_than_is_there_then(self) -> None:
        ends = [stops("k2", "ended")]
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=BACK, contracts=ends))
        assert asked() == [("refund", 4_000), ("pay", 8_000)]
        early: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(43_000)}
        send(event("milestone.released", at=NOW + DAY, **early), now=NOW + DAY)
        work(now=DUE)

        assert asked()[2:] == [("pay", 7_000)]
        assert Payment.objects.get(amount=50_000).asked == 7_000

    def test_lets_a_balance_wait_for_no_date(self) -> None:
        """Invariant 7: a payout is stopped only by a hold."""
        later = part(8_000, "pay_on", at=(NOW + 2 * DAY).isoformat(), because="its batch runs then")
        with pytest.raises(WindDownIncomplete, match=r"answers\.balance:USD \(pay it now: it has no date of its own"):
            sanction_in_force(now=NOW, money=money(balance=[later], second=LATER))
        assert not Payment.objects.exists()

    def test_lets_work_that_was_handed_in_wait_for_no_other_date_than_its_own(self) -> None:
        """Invariant 7, FUND-5."""
        send(event("milestone.submitted", at=NOW - DAY, contract="k2", milestone="m2"))
        with pytest.raises(WindDownIncomplete, match=r"answers\.k2/m2 \(pay it now: it has no date of its own"):
            sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))

        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=part(4_000, "pay_now")))
        assert sorted(asked()) == [("pay", 4_000), ("pay", 8_000)]

    def test_gives_back_what_was_handed_in_only_where_its_contract_is_disputed(self) -> None:
        """FUND-5: nobody's earned money is a hostage."""
        send(event("milestone.submitted", at=NOW - DAY, contract="k2", milestone="m2"))
        answers = money(balance=[part(8_000, "pay_now")], second=BACK)
        with pytest.raises(WindDownIncomplete, match=r"answers\.k2/m2 .*handed in on .* the refund request about k2"):
            sanction_in_force(now=NOW, money=answers)
        assert not Payment.objects.exists()

        send(event("dispute.opened", at=NOW - HOUR, dispute="d2", contract="k2", amount=said(4_000)))
        sanction_in_force(now=NOW, money=answers)
        assert ("refund", 4_000) in asked()

    def test_gives_nothing_back_whose_work_was_handed_in_before_it_took_effect(self) -> None:
        """FUND-5: nobody's earned money is a hostage. The other side is told once, how it is."""
        answers = money(balance=[part(8_000, "pay_now")], second=BACK, contracts=[stops("k2", "ended")])
        sanction_in_force(now=NOW, money=answers, urgency="ordinary", urgent_because="")
        send(event("milestone.submitted", at=NOW + HOUR, contract="k2", milestone="m2"), now=NOW + HOUR)
        for days in range(1, 12):
            work(now=NOW + days * DAY)

        assert Sanction.objects.get().effective_at is not None
        assert ("refund", 4_000) not in asked()
        assert "We told you that 40.00 USD goes back to who put it in" in told_of()[-1]
        assert "the work was handed in" in told_of()[-1]
        [told] = read_by("carl")
        assert "m1" in told
        assert "m2" not in told

    def test_gives_nothing_back_whose_work_was_handed_in_before_the_provider_was_asked(self) -> None:
        """FUND-5."""
        answers = money(balance=[part(8_000, "pay_now")], second=BACK, contracts=[stops("k2", "ended")])
        with frozen_by_law("ana", now=NOW):
            sanction_in_force(now=NOW, money=answers)
            send(event("milestone.submitted", at=NOW + HOUR, contract="k2", milestone="m2"), now=NOW + HOUR)
        work(now=NOW + DAY)

        assert ("refund", 4_000) not in asked()
        told = read_by("carl")
        assert [one for one in told if "“m2” goes back to who paid it in" in one and "We told you" not in one]
        assert [one for one in told if "“m2” goes back to who paid it in" in one and "That no longer applies" in one]

    def test_of_work_that_cannot_come_any_more_is_withdrawn_and_both_sides_read_so(self) -> None:
        """FUND-10: the contract ended after the plan, and before the date as after it: no payment waits for ever."""
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        answers["amounts"][2]["parts"] = [
            part(3_000, "pay_on", at=(NOW + 2 * DAY).isoformat(), because="the first half comes by then"),
            part(1_000, "pay_on", at=(NOW + 20 * DAY).isoformat(), because="the work goes on as before"),
        ]
        sanction_in_force(now=NOW, money=answers)
        work(now=NOW + 2 * DAY)
        assert asked() == [("pay", 8_000)]
        send(event("contract.ended", at=NOW + 3 * DAY, contract="k2"), now=NOW + 3 * DAY)

        assert sorted(Payment.objects.exclude(dropped_at=None).values_list("amount", flat=True)) == [1_000, 3_000]
        assert set(Payment.objects.exclude(dropped_at=None).values_list("dropped_at", flat=True)) == {NOW + 3 * DAY}
        [told] = told_of()
        for amount, day in (("30.00", "4 March"), ("10.00", "22 March")):
            assert f"We told you that {amount} USD is paid to you on {day} 2026. This plan does not pay it" in told
        assert "Why: the contract ended before the work was handed in." in told
        [theirs] = read_by("carl", kind="contract_changed")
        assert "30.00 USD of the milestone “m2” is released on 4 March 2026. That no longer applies." in theirs
        assert "the contract ended before the work was handed in" in theirs
        [left] = self.unanswered(at=NOW + 3 * DAY)
        assert (left["contract"], left["milestone"], left["amount"]) == ("k2", "m2", said(4_000))
        assert (left["member"], left["paid_in_by"], left["handed_in_at"]) == ("ana", "carl", None)
        with time_machine.travel(NOW + 3 * DAY, tick=False):
            page = Desk("olga", Role.MONEY_OFFICER).read("money")
        assert all(one in page for one in ("What nobody answers for any more", "m2 of k2", "40.00", "carl"))
        back: dict[str, Any] = {"contract": "k2", "milestone": "m2", "amount": said(4_000)}
        send(event("milestone.refunded", at=NOW + 4 * DAY, **back), now=NOW + 4 * DAY)
        work(now=NOW + 20 * DAY)
        assert asked() == [("pay", 8_000), ("pay", 50_000)]
        assert len(told_of()) == 1
        assert self.unanswered(at=NOW + 20 * DAY) == []

    def test_of_work_that_another_took_over_is_withdrawn_at_once_and_both_sides_read_why(self) -> None:
        """FUND-10: nothing waits for work that somebody else does, and is paid for."""
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        late = NOW + 3 * DAY
        send(event("contract.started", at=late, contract="k2", client="carl", freelancer="gil"), now=late)

        assert set(Payment.objects.filter(dropped_at=late).values_list("milestone", "dropped_because")) == {
            ("m1", "handed_over"),
            ("m2", "handed_over"),
        }
        [told] = told_of()
        assert "40.00 USD is paid to you on 22 March 2026. This plan does not pay it any more." in told
        assert "Why: somebody else took the contract over before the work was handed in" in told
        [theirs] = read_by("carl", kind="contract_changed")
        assert "somebody else took the contract over before the work was handed in" in theirs
        assert "40.00 USD of the milestone “m2” is released on 22 March 2026. That no longer applies." in theirs
        assert self.unanswered(at=late) == []
        work(now=NOW + 20 * DAY)
        assert asked() == [("pay", 8_000)]

    def test_of_work_that_cannot_come_is_told_to_who_paid_it_in_as_what_another_does_not_get(self) -> None:
        """FUND-10: where the plan is the client's."""
        due = {"id": "k2/m1", "parts": [part(50_000, "pay_on", at=DUE.isoformat())]}
        sanction_in_force(now=NOW, member="carl", money={"amounts": [due, {"id": "k2/m2", "parts": [LATER]}]})
        send(event("contract.ended", at=NOW + DAY, contract="k2"), now=NOW + DAY)

        [told] = told_of("carl")
        assert "We told you that 40.00 USD that you paid in goes to the other side of the contract on 22 March" in told
        assert "is paid to you" not in told
        [theirs] = read_by("ana", kind="contract_changed")
        assert "40.00 USD of the milestone “m2” is released on 22 March 2026. That no longer applies." in theirs

    @staticmethod
    def unanswered(*, at: datetime) -> list[dict[str, Any]]:
        with time_machine.travel(at, tick=False):
            found = read(Caller(new_key()).get("/v1/money/overview"))["unanswered"]
        return list(found)

    def test_of_work_that_came_before_the_end_of_its_contract_is_taken_up_whenever_that_is_heard(self) -> None:
        """Invariant 10, FUND-5: in whatever order it is told, what is earned is paid."""
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        answers["amounts"][2]["parts"] = [
            part(3_000, "pay_on", at=(NOW + 2 * DAY).isoformat(), because="the first half comes by then"),
            part(1_000, "pay_on", at=(NOW + 20 * DAY).isoformat(), because="the work goes on as before"),
        ]
        sanction_in_force(now=NOW, money=answers)
        send(event("contract.ended", at=NOW + 2 * DAY, contract="k2"), now=NOW + 2 * DAY)
        late, about = NOW + 4 * DAY, {"contract": "k2", "milestone": "m2"}
        send(event("milestone.submitted", at=NOW + DAY, **about), now=late)

        assert self.unanswered(at=late) == []
        assert asked() == [("pay", 8_000), ("pay", 3_000)]
        told = " ".join(told_of())
        assert "We told you that this plan does not pay 30.00 USD any more. It is paid to you after all, on 6" in told
        assert "Why: the work was handed in before the contract ended. We heard of it only now." in told
        theirs = " ".join(read_by("carl", kind="contract_changed"))
        assert "10.00 USD of the milestone “m2” is released on 22 March 2026 after all." in theirs
        work(now=NOW + 20 * DAY)
        assert sorted(asked()) == [("pay", 1_000), ("pay", 3_000), ("pay", 8_000), ("pay", 50_000)]

    def test_of_ended_work_that_a_later_decision_answers_for_is_left_to_nobody(self) -> None:
        """FUND-10: and what came too late for its plan stands there with its time."""
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        late = NOW + 9 * DAY
        send(
            event("contract.ended", at=NOW + DAY, contract="k2"),
            event("milestone.refunded", at=NOW + DAY, contract="k2", milestone="m2", amount=said(1_000)),
            now=NOW + DAY,
        )
        came = NOW + DAY + HOUR
        send(event("milestone.submitted", at=came, contract="k2", milestone="m2"), now=late)
        [left] = self.unanswered(at=late)
        assert (left["amount"], left["handed_in_at"]) == (said(3_000), came.isoformat())

        with transaction.atomic():
            send(started(at=NOW + 2 * DAY, contract="k2", client="carl"), now=late)
            assert self.unanswered(at=late) == []
            transaction.set_rollback(True)
        due = {"id": "k2/m1", "parts": [part(50_000, "pay_on", at=DUE.isoformat())]}
        theirs = {"id": "k2/m2", "parts": [part(3_000, "pay_now")]}
        sanction_in_force(now=late, member="carl", reviewer="rob", money={"amounts": [due, theirs]})
        assert self.unanswered(at=late) == []

    def test_of_work_in_a_contract_that_ended_before_it_took_effect_is_told_to_nobody_but_its_member(self) -> None:
        """FUND-10: the other side heard nothing of it, and reads of the contract once."""
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        sanction_in_force(now=NOW, money=answers, urgency="ordinary", urgent_because="")
        send(event("contract.ended", at=NOW + HOUR, contract="k2"), now=NOW + HOUR)
        work(now=NOW + 4 * DAY)

        assert Sanction.objects.get().effective_at is not None
        assert Payment.objects.get(milestone="m2").dropped_because == "contract_ended"
        assert "Why: the contract ended before the work was handed in." in told_of()[-1]
        assert not any("“m2”" in one for one in read_by("carl"))

    def test_pays_for_work_that_was_handed_in_before_its_contract_ended(self) -> None:
        """FUND-5: what is earned is paid, whatever becomes of the contract, and on its own date what is due then."""
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
        send(
            event("contract.ended", at=NOW + 2 * DAY, contract="k2"),
            event("milestone.submitted", at=NOW + DAY, contract="k2", milestone="m2"),
            now=NOW + 2 * DAY,
        )
        work(now=NOW + 20 * DAY)

        assert sorted(asked()) == [("pay", 4_000), ("pay", 8_000), ("pay", 50_000)]
        assert told_of() == []

    def test_pays_for_no_work_because_its_date_passed_before_it_took_effect(self) -> None:
        """FUND-10: a notice of a month is longer than many dates."""
        ends: dict[str, Any] = {
            "action": "terminate",
            "egregious_because": "a whole workshop was recruited away in one day",
            "urgency": "ordinary",
            "urgent_because": "",
            "measures": [TERMINATION],
        }
        answers = money(balance=[part(8_000, "pay_now")], second=LATER)
        agree(sanction_in_force(now=NOW, money=answers, **ends), by=hire("ben"), now=NOW)
        for days in range(0, 34, 3):
            work(now=NOW + days * DAY)
        assert asked() == [("pay", 8_000), ("pay", 50_000)]
        [told] = read_by("carl")
        assert "40.00 USD of the milestone “m2” is released on" in told
        assert "or as soon as the work is handed in where that is later" in told

        late = NOW + 40 * DAY
        send(event("milestone.submitted", at=late, contract="k2", milestone="m2"), now=late)
        assert asked()[2:] == [("pay", 4_000)]

    def test_pays_now_what_is_due_already(self) -> None:
        """FUND-10: its own date came, so that it waits for nothing."""
        due = event("milestone.due", at=NOW - 2 * DAY, contract="k2", milestone="m2", due_at=(NOW - DAY).isoformat())
        send(due)
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=part(4_000, "pay_now")))

        assert sorted(asked()) == [("pay", 4_000), ("pay", 8_000)]
        assert Payment.objects.get(milestone="m2").is_agreed

    def test_pays_for_no_work_to_come_and_gives_nothing_back_of_a_contract_that_goes_on(self) -> None:
        """FUND-10: nothing is booked of it."""
        ways = (
            (part(4_000, "pay_now"), r"let it be paid once its work is handed in"),
            (BACK, r"end k2, let it rest or hand it over, .* its other side counts on this milestone"),
            (part(4_000, "pay_on", at=DUE.isoformat(), because="so"), "because: the reasons have 2 letters"),
        )
        for second, says in ways:
            with pytest.raises(WindDownIncomplete, match=rf"answers\.k2/m2 \({says}"):
                sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=second))
        assert not Payment.objects.exists()

    def test_stops_a_contract_for_harm_in_it_alone_that_a_fact_shows(self) -> None:
        """Invariant 11: the member reads which harm, and the other side does not."""
        second = part(4_000, "pay_on", at=(NOW + 20 * DAY).isoformat(), because="the work goes on as before")
        rests = stops("k2", "paused", until=NOW + 6 * DAY)
        wrong = (
            ({"harm": None}, "unless harm in them is the ground"),
            ({"harm": HARM | {"shown_by": ["f8"]}}, "f8 is"),
        )
        for change, says in wrong:
            answers = money(balance=[part(8_000, "pay_now")], second=second, contracts=[rests | change])
            with pytest.raises(WindDownIncomplete, match=says) as caught:
                sanction_in_force(now=NOW, money=answers)
            assert [one.field for one in caught.value.lacking] == ["fates.k2"]

        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=second, contracts=[rests]))
        [mine] = read_by("ana", kind="statement")
        assert (
            "Your contract “k2” rests until 8 March 2026. Then it goes on by itself. The ground is harm in it, which"
            " (1) shows: somebody in it was hurt or is in danger. The reason: its room is looked at"
        ) in mine
        [theirs] = read_by("carl")
        assert "rests until 8 March 2026" in theirs
        assert not any(word in theirs for word in ("harm", "hurt", "danger", "looked at"))

    def test_tells_the_other_side_of_a_contract_that_is_over_of_money_still_in_it(self) -> None:
        """FUND-10."""
        sides = [{"member": "carl", "role": "client"}, {"member": "ana", "role": "freelancer"}]
        send(event("contract.ended", at=NOW - DAY, contract="k2", parties=sides))
        there = list_open("ana", is_test=False, now=NOW)
        assert [(one.id, one.is_over) for one in there.contracts if one.id == "k2"] == [("k2", True)]
        answers = money(balance=[part(8_000, "pay_now")], second=BACK)
        sanction_in_force(now=NOW, money=answers)

        [told] = read_by("carl")
        assert "Your contract “k2” is over." in told
        assert "40.00 USD of the milestone “m2” goes back to who paid it in" in told

    def test_answers_for_the_money_of_however_many_contracts(self) -> None:
        """FUND-10: none is left out, whatever is shown on a page."""
        first, *rest = (started(at=NOW - 20 * DAY, contract=f"z{one:03}", client=f"q{one}") for one in range(301))
        for place in range(0, 300, 100):
            send(first, *rest[place : place + 100])

        assert "k2/m2" in [one.id for one in list_open("ana", is_test=False, now=NOW).amounts]

    def test_from_before_tells_its_member_of_the_date_that_it_names_and_not_that_nothing_stops_the_money(self) -> None:
        """Invariant 7: no plan dates a balance any more, and one that did is told as it is."""
        with frozen_by_law("ana", now=NOW):
            sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))
            Payment.objects.filter(milestone="").update(due_at=NOW + 10 * DAY)
        with time_machine.travel(NOW + DAY, tick=False):
            page = Visitor("ana").read("/portal/money")

        assert "A decision has set the date on which it, or a part of it, is paid out to you." in page
        assert "On 12 March 2026, 12:00\u00a0UTC at the latest" in page
        assert "Nothing stops this amount" not in page

    def test_names_its_decision_to_nobody_but_its_member(self) -> None:
        """FUND-10."""
        rests = stops("k2", "paused", until=NOW + 6 * DAY)
        sanction = sanction_in_force(
            now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER, contracts=[rests])
        )
        caller = Caller(new_key())
        mine, theirs = (read(caller.get(f"/v1/members/{name}/money")) for name in ("ana", "carl"))

        for found, decision in ((mine, sanction), (theirs, None)):
            [stopped] = [one["stopped"] for one in found["contracts"] if one["contract"] == "k2"]
            assert (stopped["fate"], stopped["decision"]) == ("paused", decision)
            assert {one["decision"] for one in found["payments"]} == {decision}
        with time_machine.travel(NOW, tick=False):
            kept = Visitor("carl").get("/portal/money.json").content.decode()
        assert '"milestone": "m2"' in kept
        assert sanction not in kept

    def test_ends_a_pause_by_itself(self) -> None:
        until = NOW + 5 * DAY
        rests = stops("k2", "paused", until=until)
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER, contracts=[rests]))
        assert Notice.objects.filter(kind="contract_settled", member="carl").exists()
        work(now=until)

        told = Message.objects.filter(type="contract.instructed").order_by("id")
        assert [one.payload["fate"] for one in told] == ["paused", "goes_on"]
        assert ContractStop.objects.get().over_at == until

    def test_pauses_no_contract_for_longer_than_its_decision_lasts(self) -> None:
        """Invariant 11: contracts go on, and what stops one ends with the decision that stopped it."""
        rests = stops("k2", "paused", until=NOW + 8 * DAY)
        answers = money(balance=[part(8_000, "pay_now")], second=LATER, contracts=[rests])
        with pytest.raises(WindDownIncomplete, match=r"fates\.k2 \(let the pause end by 2026-03-09T12:00:00"):
            sanction_in_force(now=NOW, money=answers)

    def test_lets_a_contract_go_on_when_its_decision_runs_out_and_says_what_waits_on(self) -> None:
        """Invariant 11, FUND-3."""
        rests = stops("k2", "paused", until=NOW + 7 * DAY)
        sanction_in_force(now=NOW, money=disputed() | {"contracts": [rests]})
        ContractStop.objects.update(until=NOW + 60 * DAY)  # as a plan from before could say
        Deadline.objects.filter(kind="end_pause").update(due_at=NOW + 60 * DAY)
        work(now=NOW + 7 * DAY)

        assert ContractStop.objects.get().over_at == NOW + 7 * DAY
        [told] = [one.statement for one in list_sent("ana") if one.kind == "over"]
        said_of_it = [part["text"] for section in told["sections"] for part in section["paragraphs"]]
        assert said_of_it[0] == "The time of this measure is over. Since 9 March 2026 it does not bind you any more."
        assert said_of_it[1].startswith("Money that waits for a claim waits on: that is a decision of its own")
        [resumed] = [one.statement for one in list_sent("carl") if one.kind == "contract_resumed"]
        assert resumed["sections"][0]["paragraphs"][0]["text"] == (
            "Your contract “k2” goes on again from now on. What we told you about its money stays as it is."
        )

    def test_pays_what_would_have_waited_for_a_claim_that_fell_before_it_took_effect(self) -> None:
        sanction_in_force(now=NOW, money=disputed(), urgency="ordinary", urgent_because="")
        send(event("dispute.resolved", at=NOW + DAY, dispute="d1", contract="k1", outcome="rejected"), now=NOW + DAY)
        work(now=NOW + 3 * DAY)

        assert not Hold.objects.exists()
        assert asked() == [("pay", 3_000), ("pay", 5_000)]
        logged = logged_of("hold.not_placed")
        assert (logged["claim"], logged["paid"]) == (Claim.objects.get().id, said(3_000))
        assert "was closed at" in logged["because"]
        [told] = told_of()
        assert told == (
            "We told you that 30.00 USD of your money waits for a claim (d1). It does not wait."
            " Why: the claim was decided before any money had to wait for it. 30.00 USD of it is paid to you instead."
            " It is so since 5 March 2026."
        )
        with time_machine.travel(NOW + 3 * DAY, tick=False):
            page = Visitor("ana").read(f"/portal/decisions/{Sanction.objects.get().id}")
        assert "What changed about your money" in page

    def test_pays_what_waits_for_its_claim_in_no_other_hold(self) -> None:
        sanction_in_force(now=NOW, money=disputed(), urgency="ordinary", urgent_because="")
        placed(amount=1_000, now=NOW + DAY)
        work(now=NOW + 3 * DAY)

        assert [one.amount for one in Hold.objects.all()] == [1_000]
        assert sorted(asked()) == [("keep", 1_000), ("pay", 2_000), ("pay", 5_000)]
        [told] = told_of()
        assert "another decision lets your money wait for this claim already, or did. 20.00 USD of it is paid" in told

    def test_is_refused_where_the_provider_may_not_keep_the_money_so_long(self, settings: Settings) -> None:
        """FUND-6."""
        for_days(settings, 20)
        with pytest.raises(WindDownIncomplete, match=r"holding 30\.00 USD until .* is longer \(FUND-6\)"):
            sanction_in_force(now=NOW, money=disputed())
        assert not Payment.objects.exists()

    def test_is_refused_where_two_parts_wait_for_one_claim(self) -> None:
        """FUND-4."""
        answered = disputed()
        [whole, paid] = answered["amounts"][0]["parts"]
        halves = [whole | {"amount": said(1_500)}, whole | {"amount": said(1_500)}, paid]
        answered["amounts"][0]["parts"] = halves
        with pytest.raises(WindDownIncomplete, match=r"answers\.balance:USD .*a claim bears one hold"):
            sanction_in_force(now=NOW, money=answered)

    def test_is_refused_where_more_waits_for_the_claims_about_one_contract_than_it_paid(self) -> None:
        """FUND-4: the same money waits once."""
        be_disputed_twice()
        with pytest.raises(WindDownIncomplete, match=r"answers\.balance:USD \(hold no more than .* k1 paid 80\.00 USD"):
            sanction_in_force(now=NOW, money=both_wait(5_000))
        assert not Payment.objects.exists()

        sanction_in_force(now=NOW, money=both_wait(3_000))
        assert sorted(Hold.objects.values_list("amount", flat=True)) == [3_000, 5_000]

    def test_holds_less_and_says_so_where_another_claim_about_its_contract_came_first(self) -> None:
        """FUND-4."""
        be_disputed_twice()
        sanction_in_force(now=NOW, money=both_wait(3_000), urgency="ordinary", urgent_because="")
        send(event("refund.requested", at=NOW + DAY, refund="r1", contract="k1", amount=said(2_000)), now=NOW + DAY)
        placed(claim=Claim.objects.get(reference="r1").id, amount=2_000, now=NOW + DAY)
        work(now=NOW + 3 * DAY)

        assert sum(Hold.objects.values_list("amount", flat=True)) == 8_000
        [told] = told_of()
        assert re.search(
            r"that (30|50)\.00 USD of your money waits for a claim \(d.\)\. Only (10|30)\.00 USD waits", told
        )

    def test_is_refused_with_reasons_that_three_others_were_given(self) -> None:
        """P2B11-2: reasons are of this claim and this contract, whoever writes them."""
        rests = stops("k2", "paused", until=NOW + 6 * DAY)
        told = disputed() | {"contracts": [rests]}
        for number in range(3):
            member, contract = f"mia{number}", f"o{number}"
            about: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(3_000)}
            send(
                started(at=NOW - 30 * DAY, contract=contract, freelancer=member),
                event("milestone.funded", at=NOW - 9 * DAY, **about),
                event("milestone.released", at=NOW - 9 * DAY, **about),
                event("dispute.opened", at=NOW - DAY, dispute="d1", contract=contract, amount=said(3_000)),
            )
            waits = part(3_000, "hold", claim=Claim.objects.get(name__startswith=contract).id, because=PAGE)
            answered = {
                "amounts": [{"id": "balance:USD", "parts": [waits]}],
                "contracts": [rests | {"contract": contract}],
            }
            sanction_in_force(
                now=NOW,
                member=member,
                money=answered,
                reasons=own_reasons(number),
                urgency="ordinary",
                urgent_because="",
            )

        with pytest.raises(WindDownIncomplete, match="you gave the same reasons to 3 other members") as caught:
            sanction_in_force(now=NOW, money=told)
        assert [one.field for one in caught.value.lacking] == ["answers.balance:USD", "fates.k2"]

    def test_counts_from_the_oldest_money_that_payouts_left(self, settings: Settings) -> None:
        """FUND-6."""
        for_days(settings, 90)
        told: dict[str, Any] = {"contract": "k1", "milestone": "m0", "amount": said(6_000)}
        send(
            event("milestone.funded", at=NOW - 200 * DAY, **told),
            event("milestone.released", at=NOW - 200 * DAY, **told),
            event("payout.paid", at=NOW - 190 * DAY, payout="p0", member="ana", amount=said(6_000)),
        )
        sanction_in_force(now=NOW, money=disputed())

        [hold] = Hold.objects.all()
        assert (hold.amount, hold.latest) == (3_000, NOW - 9 * DAY + 90 * DAY)

    def test_pays_what_the_provider_may_no_longer_keep_once_it_takes_effect(self, settings: Settings) -> None:
        for_days(settings, 90)
        sanction_in_force(now=NOW, money=disputed(), urgency="ordinary", urgent_because="")
        for_days(settings, 20)
        work(now=NOW + 3 * DAY)

        assert not Hold.objects.exists()
        assert asked() == [("pay", 3_000), ("pay", 5_000)]
        assert "the last that" in logged_of("hold.not_placed")["because"]
        assert "the payment provider may not keep it that long" in told_of()[0]

    def test_lets_nothing_wait_for_an_order_that_only_who_decides_has_read(self) -> None:
        """FUND-7: refused when it is decided; a plan from before, which comes out otherwise, says truly why."""
        ana, ben = hire("ana"), hire("ben")
        what: dict[str, Any] = {"kind": ClaimKind.AUTHORITY_ORDER, "member": "ana", "claimant": "court"}
        noted: dict[str, Any] = {
            "reference": "1/26",
            "amount": usd(3_000),
            "contract": None,
            "is_test": False,
            "now": NOW,
        }
        order = record_claim(**what, **noted, by=ana.id)["id"]
        waits = part(3_000, "hold", claim=order, because="The court orders it in its letter of Monday")
        answers = money(balance=[waits, part(5_000, "pay_now")], second=LATER)
        with transaction.atomic(), pytest.raises(WindDownIncomplete) as caught:
            sanction_in_force(now=NOW, money=answers)
        assert [(one.field, one.rule) for one in caught.value.lacking] == [("answers.balance:USD", "FUND-7")]
        assert "let a second person read it and decide" in caught.value.lacking[0].what_to_do

        Claim.objects.update(recorded_by=ben.id)
        sanction_in_force(now=NOW, money=answers, urgency="ordinary", urgent_because="")
        Claim.objects.update(recorded_by=ana.id)
        work(now=NOW + 3 * DAY)

        assert not Hold.objects.exists()
        assert "a second person reads it" in logged_of("hold.not_placed")["because"]
        [told] = told_of()
        assert "Why: an order lets money wait only once a second person has read it. Here one person had." in told
        assert "less of it than before" not in told

    def test_shows_what_waits_already_and_what_is_on_its_way(self) -> None:
        """FUND-9."""
        send(
            event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)),
            event("payout.scheduled", at=NOW - DAY, payout="p1", member="ana", amount=said(1_000)),
        )
        hold = placed(amount=3_000)["id"]
        sanction = sanction_in_force(now=NOW, money=money(balance=[part(4_000, "pay_now")], second=LATER))
        lines = read(Caller(new_key()).get(f"/v1/statements/{sanction}"))["statement"]["money"]

        told = {(one["state"], one["amount"], one["decision"]) for one in lines if not one["milestone"]}
        assert told == {("available", 4_000, sanction), ("held", 3_000, hold), ("in_transit", 1_000, "")}

    def test_is_refused_where_an_amount_has_no_answer(self) -> None:
        with pytest.raises(WindDownIncomplete, match=r"say what becomes of 80\.00 USD"):
            sanction_in_force(now=NOW)

    def test_is_refused_where_no_money_is_touched(self) -> None:
        with pytest.raises(MoneyNotTouched, match="'warn' touches no money"):
            sanction_in_force(
                now=NOW,
                action="warn",
                measures=[],
                urgency="ordinary",
                urgent_because="",
                money=money(balance=[part(8_000, "pay_now")], second=LATER),
            )

    def test_pays_each_amount_on_its_date_where_many_are_decided_at_once(self) -> None:
        be_proposed(now=NOW)
        plan = usual_plan()

        dates = {name: getattr(parts[0].answer, "at", None) for name, parts in plan.answers.items()}
        assert dates == {"balance:USD": None, "k2/m1": DUE, "k2/m2": NOW + 90 * DAY}
        assert plan.fates == {}

    def test_lets_no_money_wait_for_work_that_cannot_come_any_more(self) -> None:
        """FUND-10: in a contract that the plan ends, or that is over, only its client can have it back."""
        ends = stops("k2", "ended")
        with pytest.raises(WindDownIncomplete, match=r"answers\.k2/m2 \(refund it to its client: k2 is over or ends"):
            sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER, contracts=[ends]))
        assert not Payment.objects.exists()
        sides = [{"member": "carl", "role": "client"}, {"member": "ana", "role": "freelancer"}]
        send(event("contract.ended", at=NOW - HOUR, contract="k2", parties=sides))
        with pytest.raises(WindDownIncomplete, match=r"answers\.k2/m2 \(refund it to its client: k2 is over"):
            sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER))

        there = open_as_json(list_open("ana", is_test=False, now=NOW))
        offered = {one["id"]: (one["usual"], one["has_date"]) for one in there["amounts"]}
        assert offered == {"balance:USD": ("pay_now", False), "k2/m1": ("pay_on", True), "k2/m2": ("refund", False)}
        [back] = usual_plan().answers["k2/m2"]
        assert (back.answer, back.because) == (RefundClient(), "no work came")

    def test_pays_what_is_due_before_a_notice_of_a_month_is_over_and_holds_nothing_for_it(self) -> None:
        """FUND-10, P2B4-2."""
        ends: dict[str, Any] = {
            "action": "terminate",
            "egregious_because": "a whole workshop was recruited away in one day",
            "urgency": "ordinary",
            "urgent_because": "",
            "measures": [TERMINATION],
        }
        answered = money(balance=[part(8_000, "pay_now")], second=BACK, contracts=[stops("k2", "ended")])
        agree(sanction_in_force(now=NOW, money=answered, **ends), by=hire("ben"), now=NOW)
        work(now=NOW)
        assert asked() == [("pay", 8_000)]
        work(now=DUE)
        assert asked() == [("pay", 8_000), ("pay", 50_000)]
        work(now=NOW + 31 * DAY)
        assert asked()[2:] == [("refund", 4_000)]

    def test_is_refused_where_a_notice_outlives_every_hold(self) -> None:
        send(event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)))
        waits = part(3_000, "hold", claim=Claim.objects.get().id, because=PAGE)
        answered = money(balance=[waits, part(5_000, "pay_now")], second=LATER)
        with pytest.raises(HoldOutlivedByNotice, match="place it by itself"):
            sanction_in_force(
                now=NOW,
                action="terminate",
                egregious_because="a whole workshop was recruited away in one day",
                urgency="ordinary",
                urgent_because="",
                measures=[TERMINATION],
                money=answered,
            )


class TestDatabase:
    @pytest.mark.parametrize(
        "change",
        [
            "holds_payment SET amount = 0",
            "holds_payment SET action = 'refund', milestone = ''",
            "holds_payment SET asked = amount + 1",
            "holds_payment SET asked_at = NULL WHERE asked IS NOT NULL",
            "holds_contractstop SET until = NULL",
            "holds_contractstop SET until = since",
            "holds_instruction SET payment_id = NULL WHERE payment_id IS NOT NULL",
        ],
    )
    def test_refuses_what_no_plan_may_say(self, change: str) -> None:
        rests = stops("k2", "paused", until=NOW + 6 * DAY)
        sanction_in_force(now=NOW, money=money(balance=[part(8_000, "pay_now")], second=LATER, contracts=[rests]))

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {change}")


class TestMoneyThatWaits:
    def test_tells_its_member_when_a_person_lets_go_of_it(self) -> None:
        """Invariant 7: whoever ends the wait, its member reads it."""
        send(event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)))
        hold = placed(amount=3_000)["id"]
        release_hold(hold=hold, because=ReleasedBecause.LIFTED, by=hire("olga").id, now=NOW + DAY)

        [told] = [one.statement for one in list_sent("ana") if one.kind == "money_free"]
        first, yours = told["sections"][0]["paragraphs"]
        assert first["text"].startswith("A person looked at it again and ended the wait of 30.00 USD for a claim.")
        assert yours["text"] == "You can withdraw it unless a law forbids that."
