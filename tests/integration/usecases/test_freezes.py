"""Changed payout details are frozen while money waits, and the owner frees them; what the law freezes, the law frees."""

from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.payments import RememberingProvider
from habeas.server.audit.queries import get_entry, get_size, list_opened
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.details import get_details_before
from habeas.server.holds.models import Claim, DetailsFreeze, Instruction, LegalFreeze
from habeas.server.identity.scopes import Scope
from habeas.server.leases import Lease
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import list_sent
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import lock_members
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.release_hold import release_hold
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, HOUR, hire, listen, sanction_in_force, work
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    open_market()
    listen()
    hire("olga")
    hire("ben")
    lock_members(["ana"], now=NOW - DAY)
    return Caller(new_key(now=NOW - DAY))


def act(caller: Caller, path: str, content: Any = None, *, at: Any = NOW) -> Any:  # noqa: ANN401  # JSON
    with time_machine.travel(at, tick=False):
        return read(caller.post(f"/v1/{path}", content))


def told(kind: str) -> list[dict[str, Any]]:
    return [dict(one.payload) for one in Message.objects.filter(type=kind).order_by("id")]


def read_by(member: str, kind: str) -> list[str]:
    """Return what a member reads in notices of a kind."""
    sent = [one.statement for one in list_sent(member) if one.kind == kind]
    return [" ".join(part["text"] for section in one["sections"] for part in section["paragraphs"]) for one in sent]


def changed(*, at: Any = NOW + HOUR, name: str = "c1") -> IncomingEvent:  # noqa: ANN401  # a time
    return event("payout_details.changed", at=at, event_id=name, member="fred")


class TestPayoutDetails:
    def test_that_change_while_money_waits_are_frozen_till_the_owner_confirms_them(self, caller: Caller) -> None:
        """FUND-4."""
        send(*paid(), disputed())
        placed()
        send(changed(), changed(), now=NOW + HOUR)
        [frozen] = told("payout_details.frozen")
        assert (frozen["member"], frozen["ends_at"]) == ("fred", (NOW + 14 * DAY).isoformat())
        provider = RememberingProvider()
        give_instructions(provider=provider, lease=Lease("one", NOW + DAY), now=NOW + HOUR, most=9)
        [asked] = provider.done.values()
        assert asked.details_before == NOW + HOUR

        [freed] = act(caller, "members/fred/payout-details/confirm", at=NOW + 2 * HOUR)["items"]
        assert freed["recovered_at"] == (NOW + 2 * HOUR).isoformat()
        assert act(caller, "members/fred/payout-details/confirm", at=NOW + 3 * HOUR)["items"] == []
        assert told("payout_details.freed") == [freed]

    @pytest.mark.usefixtures("caller")
    def test_that_change_with_nothing_waiting_are_nobodys_business(self) -> None:
        send(*paid(), disputed(), changed())

        assert not DetailsFreeze.objects.exists()

    def test_stay_frozen_as_long_as_a_hold_that_runs_on(self, caller: Caller) -> None:
        send(*paid(), disputed())
        hold = placed()["id"]
        send(changed(), now=NOW + HOUR)
        until = NOW + 60 * DAY
        later = {
            "until": until.isoformat(),
            "because": "The bank asks for more of the papers.",
            "by": "ben@market.example",
        }
        act(caller, f"holds/{hold}/renew", later, at=NOW + DAY)

        assert DetailsFreeze.objects.get().ends_at == until
        assert [one["ends_at"] for one in told("payout_details.frozen")] == [
            (NOW + 14 * DAY).isoformat(),
            until.isoformat(),
        ]

    @pytest.mark.usefixtures("caller")
    def test_stay_frozen_till_a_hold_ends_that_was_placed_before_they_were_free(self) -> None:
        """FUND-4."""
        send(*paid(), disputed(), event("chargeback.opened", contract="k1", chargeback="c1", amount=said(300)))
        dispute, chargeback = (Claim.objects.get(kind=kind).id for kind in ("dispute", "chargeback"))
        first = placed(claim=dispute, amount=300)["id"]
        send(changed(at=NOW + DAY), now=NOW + DAY)
        placed(claim=chargeback, amount=300, now=NOW + 10 * DAY)

        assert DetailsFreeze.objects.get().ends_at == NOW + 24 * DAY
        assert told("payout_details.frozen")[-1]["ends_at"] == (NOW + 24 * DAY).isoformat()
        release_hold(hold=first, now=NOW + 14 * DAY, by="ben", because=ReleasedBecause.LIFTED)
        assert get_details_before("fred", is_test=False, now=NOW + 15 * DAY) == NOW + DAY
        assert get_details_before("fred", is_test=False, now=NOW + 24 * DAY) is None

    def test_are_free_once_the_last_hold_is_let_go_of_and_the_host_hears_of_it(self, caller: Caller) -> None:
        """FUND-4."""
        send(*paid(), disputed(), event("chargeback.opened", contract="k1", chargeback="c1", amount=said(300)))
        dispute, chargeback = (Claim.objects.get(kind=kind).id for kind in ("dispute", "chargeback"))
        first, last = (
            placed(claim=claim, amount=300, now=NOW + days * DAY)["id"]
            for claim, days in ((dispute, 0), (chargeback, 1))
        )
        send(changed(at=NOW + 2 * DAY), now=NOW + 2 * DAY)
        lift: dict[str, Any] = {"by": "ben", "because": ReleasedBecause.LIFTED}
        release_hold(hold=last, now=NOW + 3 * DAY, **lift)
        assert get_details_before("fred", is_test=False, now=NOW + 3 * DAY) == NOW + 2 * DAY
        assert [one["ends_at"] for one in told("payout_details.frozen")] == [
            (NOW + 15 * DAY).isoformat(),
            (NOW + 14 * DAY).isoformat(),
        ]
        release_hold(hold=first, now=NOW + 4 * DAY, **lift)

        assert get_details_before("fred", is_test=False, now=NOW + 4 * DAY) is None
        [freed] = told("payout_details.freed")
        assert (freed["ends_at"], freed["recovered_at"]) == ((NOW + 4 * DAY).isoformat(), None)
        assert act(caller, "members/fred/payout-details/confirm", at=NOW + 5 * DAY)["items"][0] == freed
        send(changed(at=NOW + 2 * DAY, name="c2"), now=NOW + 5 * DAY)
        assert DetailsFreeze.objects.count() == 1


ORDER = {
    "member": "ana",
    "basis": "court_order",
    "reference": "1234/26.0T8LSB",
    "review_at": (NOW + 20 * DAY).isoformat(),
    "by": "olga@market.example",
}


class TestLegalFreeze:
    def test_keeps_what_a_plan_would_pay_till_the_law_lets_go(self, caller: Caller) -> None:
        """FUND-11."""
        earned: dict[str, Any] = {"contract": "k1", "milestone": "m1", "amount": said(8_000)}
        earlier = NOW - 9 * DAY
        send(
            started(at=NOW - 30 * DAY),
            event("milestone.funded", at=earlier, **earned),
            event("milestone.released", at=earlier, **earned),
        )
        made = act(caller, "freezes", ORDER)
        [ordered] = told("freeze.ordered")
        assert (made, ordered["officer"][:6]) == (ordered, "staff:")
        read_by_ana = read(caller.get(f"/v1/statements/{made['id']}"))
        assert "A court ordered us to freeze your money (1234/26.0T8LSB)." in read_by_ana["html"]
        assert (
            "What falls due meanwhile, also what we told you of before, waits till the law lets go."
            in read_by_ana["html"]
        )
        assert "withdraw" not in read_by_ana["html"]
        paid_now = {"amount": said(8_000), "answer": "pay_now"}
        sanction_in_force(now=NOW, money={"amounts": [{"id": "balance:USD", "parts": [paid_now]}]})
        assert not Instruction.objects.exists()
        [decided] = read_by("ana", "statement")
        assert "Once the law lets go of your money, and no sooner: 80.00 USD is paid to you at once." in decided

        review = {"by": "ben@market.example", "still_binds": True, "review_at": (NOW + 40 * DAY).isoformat()}
        act(caller, f"freezes/{made['id']}/review", review, at=NOW + 19 * DAY)
        work(now=NOW + 40 * DAY)
        [late] = [one for one in told("deadline.breached") if one["deadline"] == "freeze_review"]
        assert late["freeze"]["id"] == made["id"]
        assert not Instruction.objects.exists()
        lifted = act(caller, f"freezes/{made['id']}/review", review | {"still_binds": False}, at=NOW + 41 * DAY)

        assert (
            "This freeze is over. What waited for it alone is yours"
            in read(caller.get(f"/v1/statements/{made['id']}"))["html"]
        )
        assert lifted["lifted_at"] == (NOW + 41 * DAY).isoformat()
        assert [(one.action, one.amount) for one in Instruction.objects.all()] == [("pay", 8_000)]
        assert act(caller, f"freezes/{made['id']}/review", review, at=NOW + 42 * DAY) == lifted

    @pytest.mark.parametrize(
        ("is_silent", "said_of_it"),
        [
            (True, "You can withdraw it unless a law forbids that."),
            (False, "A law freezes your money, as we told you. You can withdraw it once the law lets go."),
        ],
    )
    def test_lets_nobody_be_told_to_withdraw_what_it_keeps_and_shows_itself_to_nobody_where_it_is_silent(
        self, caller: Caller, is_silent: bool, said_of_it: str
    ) -> None:
        """FUND-11: nothing untrue is promised, and nothing of a silent freeze is disclosed."""
        earned: dict[str, Any] = {"contract": "k1", "milestone": "m1", "amount": said(8_000)}
        send(
            started(at=NOW - 30 * DAY),
            event("milestone.funded", at=NOW - 9 * DAY, **earned),
            event("milestone.released", at=NOW - 9 * DAY, **earned),
            event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)),
        )
        placed(amount=3_000)
        act(caller, "freezes", ORDER | {"is_silent": is_silent})
        send(event("dispute.resolved", at=NOW + DAY, dispute="d1", contract="k1", outcome="rejected"), now=NOW + DAY)

        [free] = read_by("ana", "money_free")
        assert "The claim for which 30.00 USD waited did not hold, or was taken back. Since 3 March 2026" in free
        assert said_of_it in free
        paid_now = {"amount": said(8_000), "answer": "pay_now"}
        sanction_in_force(now=NOW + DAY, money={"amounts": [{"id": "balance:USD", "parts": [paid_now]}]})
        [decided] = [one for one in read_by("ana", "statement") if "80.00 USD is paid to you at once." in one]
        assert ("Once the law lets go" in decided) is not is_silent
        assert "see your money and withdraw it unless a law forbids that" in decided
        assert "unless a law forbids the payment then" in decided

    def test_of_somebody_never_heard_of_is_refused(self, caller: Caller) -> None:
        """FUND-11: a slip in the id freezes nobody, and is not taken for a freeze."""
        [error] = act(caller, "freezes", ORDER | {"member": "frde"})["errors"]

        assert (error["field"], error["code"]) == ("/member", "freeze-of-nobody")
        assert "look up the id" in error["message"]
        assert not LegalFreeze.objects.exists()

    def test_runs_once_on_each_document(self, caller: Caller) -> None:
        """FUND-11."""
        made = act(caller, "freezes", ORDER)
        with time_machine.travel(NOW, tick=False):
            response = caller.post("/v1/freezes", ORDER)

        [error] = read(response)["errors"]
        assert (response.status_code, error["field"], error["code"]) == (409, "/reference", "freeze-runs-before")
        assert made["id"] in error["message"]

    def test_is_seen_with_the_members_money_unless_the_law_keeps_it_silent(self, caller: Caller) -> None:
        """FUND-11."""
        made = act(caller, "freezes", ORDER)
        act(caller, "freezes", ORDER | {"reference": "9/26", "is_silent": True})
        key = Caller(new_key(Scope.READ))
        [shown] = read(key.get("/v1/members/ana/money"))["freezes"]

        assert shown == {name: made[name] for name in ("id", "basis", "reference", "placed_at", "review_at")}
        assert "9/26" not in key.get("/v1/money/overview").content.decode()

    @pytest.mark.parametrize(
        ("changes", "status", "field"),
        [
            ({"case": "case_1"}, 422, "/case"),
            ({"basis": "terms"}, 422, "/basis"),
            ({"reference": " "}, 409, "/reference"),
            ({"review_at": (NOW + 31 * DAY).isoformat()}, 409, "/review_at"),
            ({"by": "olga"}, 422, "/by"),
        ],
    )
    def test_is_out_of_reach_of_a_case_and_names_its_paper(
        self, caller: Caller, changes: dict[str, Any], status: int, field: str
    ) -> None:
        """FUND-11."""
        refused = act(caller, "freezes", ORDER | changes)

        assert (refused["status"], refused["errors"][0]["field"]) == (status, field)
        assert not LegalFreeze.objects.exists()

    def test_is_seen_by_keys_for_money_alone_and_leaves_no_trace_for_an_export(self, caller: Caller) -> None:
        made = act(caller, "freezes", ORDER | {"is_silent": True})
        assert read(caller.get("/v1/freezes", {"in_force": "true"}))["items"] == [made]
        assert Caller(new_key(Scope.READ)).get("/v1/freezes").status_code == 403
        assert "freeze.ordered" in [get_entry(index).action for index in range(get_size())]
        assert not Notice.objects.exists()
        keys = lock_members(["ana"], now=NOW)
        assert list(list_opened("ana", open_sealed=keys.open)) == []

    @pytest.mark.parametrize(
        "change",
        ["reference = ''", "officer = 'machine'", "basis = 'terms'", "review_at = placed_at", "lifted_at = placed_at"],
    )
    def test_is_held_by_the_database(self, caller: Caller, change: str) -> None:
        act(caller, "freezes", ORDER)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE holds_legalfreeze SET {change}")  # noqa: S608  # a table of this test
