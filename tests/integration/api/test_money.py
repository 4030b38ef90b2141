"""Money over HTTP: where it is, what is claimed, what waits and until when."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from habeas.money import MOST
from habeas.server.holds.models import Claim, Hold
from habeas.server.identity.scopes import Scope
from habeas.server.journal.models import Entry, Posting
from habeas.server.notices.queries import list_sent
from habeas.server.parties.keys import is_known
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import hire, listen, sanction_in_force
from tests.factories.enforcement import contract, disputed, milestone, paid, the_claim
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said

pytestmark = pytest.mark.django_db

HOLD = {
    "amount": said(20_000),
    "provider": "Paywell",
    "because": "Cleo says that the second page was never delivered.",
    "by": "ana@market.example",
}


Told = tuple[str, str, dict[str, Any]]
"""An event by its id, type and content."""


@pytest.fixture
def caller() -> Caller:
    open_market()
    send(*paid(), disputed())
    hire("ana")
    hire("ben")
    return Caller(new_key())


def place(caller: Caller, **changes: Any) -> Any:  # noqa: ANN401  # JSON
    return caller.post("/v1/holds", HOLD | {"claim": the_claim().id} | changes)


class TestMemberMoney:
    def test_shows_each_amount_with_its_state_reason_and_date(self, caller: Caller) -> None:
        send(
            milestone("funded", 50_000, milestone="m2"),
            milestone("funded", 50_000, milestone="m3", due_at="2026-03-16T00:00:00Z"),
            event("balance.reported", member="fred", available=said(50_000)),
        )
        hold = read(place(caller))
        found = read(caller.get("/v1/members/fred/money"))

        [balance] = found["balances"]
        assert (balance["credited"], balance["available"], balance["held"]) == (50_000, 30_000, 20_000)
        assert found["holds"] == [hold]
        [shown] = found["contracts"]
        due = {one["milestone"]: (one["held"]["amount"], one["due_at"]) for one in shown["milestones"]}
        assert due["m2"] == (50_000, None)
        assert due["m3"] == (50_000, "2026-03-16T00:00:00+00:00")
        assert found["differences"] == []

    def test_of_somebody_without_money_is_empty(self, caller: Caller) -> None:
        assert read(caller.get("/v1/members/nobody/money"))["balances"] == []

    def test_is_read_in_at_most_15_questions(
        self,
        caller: Caller,
        django_assert_max_num_queries: Any,  # noqa: ANN401  # pytest-django's
    ) -> None:
        more = [contract(), *(milestone("funded", 500, milestone=f"m{number}") for number in range(30))]
        send(*more, event("balance.reported", member="fred", available=said(1)))
        place(caller)

        with django_assert_max_num_queries(15):
            assert caller.get("/v1/members/fred/money").status_code == 200

    def test_lists_what_hosts_report_otherwise(self, caller: Caller) -> None:
        send(event("balance.reported", member="fred", available=said(49_000)))

        [found] = read(caller.get("/v1/money/differences"))["items"]
        assert (found["state"], found["missing"]) == ("available", said(-1_000))


class TestClaims:
    def test_of_an_authority_are_recorded_once(self, caller: Caller) -> None:
        order = {
            "kind": "authority_order",
            "member": "fred",
            "claimant": "court",
            "reference": "1234/26",
            "amount": said(40_000),
            "by": "ana@market.example",
        }
        first, second = caller.post("/v1/claims", order), caller.post("/v1/claims", order)

        assert (first.status_code, read(first)) == (201, read(second))
        assert read(caller.get(f"/v1/claims/{read(first)['id']}"))["reference"] == "1234/26"
        assert len(read(caller.get("/v1/claims", {"is_open": "true", "member": "fred"}))["items"]) == 2

    @pytest.mark.parametrize(
        ("changes", "status", "field"),
        [
            ({"amount": said(-1)}, 422, "/amount/amount"),
            ({"amount": {"amount": 1.5, "currency": "USD"}}, 422, "/amount/amount"),
            ({"amount": said(1, "XYZ")}, 422, "/amount/currency"),
            ({"contract": "k9"}, 409, "/contract"),
            ({"contract": None}, 409, "/contract"),
            ({"amount": said(500, "EUR")}, 409, "/contract"),
            ({"amount": said(50_001)}, 409, "/amount"),
            ({"claimant": "fred"}, 409, "/claimant"),
            ({"claimant": " "}, 409, "/claimant"),
        ],
    )
    def test_are_refused_with_the_field(
        self, caller: Caller, changes: dict[str, object], status: int, field: str
    ) -> None:
        claim = {
            "kind": "chargeback",
            "member": "fred",
            "claimant": "bank",
            "reference": "c1",
            "amount": said(300),
            "contract": "k1",
            "by": "ana@market.example",
        }
        response = caller.post("/v1/claims", claim | changes)

        assert (response.status_code, read(response)["errors"][0]["field"]) == (status, field)
        assert len(read(caller.get("/v1/claims"))["items"]) == 1

    def test_against_somebody_never_heard_of_are_refused_and_make_nobody_known(self, caller: Caller) -> None:
        order = {"kind": "authority_order", "member": "frde", "claimant": "court", "reference": "1/26"}
        response = caller.post("/v1/claims", order | {"amount": said(400), "by": "ana@market.example"})

        [error] = read(response)["errors"]
        assert (response.status_code, error["field"], error["code"]) == (409, "/member", "claim-against-nobody")
        assert "look up the id" in error["message"]
        assert not is_known("frde")

    def test_are_not_recorded_again_with_another_amount(self, caller: Caller) -> None:
        order = {
            "kind": "authority_order",
            "member": "fred",
            "claimant": "court",
            "reference": "1/26",
            "by": "ana@market.example",
        }
        caller.post("/v1/claims", order | {"amount": said(400)})
        response = caller.post("/v1/claims", order | {"amount": said(500)})

        [error] = read(response)["errors"]
        assert (response.status_code, error["field"], error["code"]) == (409, "/reference", "claim-recorded-otherwise")
        assert Claim.objects.get(reference="1/26").amount == 400

    @time_machine.travel(NOW + DAY, tick=False)
    def test_that_are_decided_against_free_what_waits_and_are_foreseen_before(self, caller: Caller) -> None:
        """FUND-3: what the member would read is what they read then, and a preview changes nothing."""
        path, rejected = f"/v1/claims/{the_claim().id}/decide", {"upheld": False, "by": "ana@market.example"}
        upheld = rejected | {"upheld": True}
        assert effects_of(caller.post(f"{path}/preview", rejected)) == ["rejected", "nothing_waits"]
        hold = read(place(caller))
        later = read(caller.post(f"{path}/preview", upheld))
        assert later["reads"] is None
        assert [one["effect"] for one in later["effects"]] == ["upheld", "not_deducted", "ends", "last"]
        assert (later["effects"][2]["amount"], later["effects"][2]["at"]) == (said(20_000), hold["release_at"])
        free = caller.post(f"{path}/preview", rejected)
        assert effects_of(free) == ["rejected", "free", "no_second"]
        assert (the_claim().closed_at, read(caller.get(f"/v1/holds/{hold['id']}"))) == (None, hold)

        assert read(caller.post(path, rejected))["upheld"] is False
        assert read(caller.get(f"/v1/holds/{hold['id']}"))["released_because"] == "claim_rejected"
        [told] = [one.statement for one in list_sent("fred") if one.kind != "statement"]
        assert read(free)["reads"]["sections"] == json.loads(json.dumps(told["sections"]))
        for asked in (path, f"{path}/preview"):
            assert caller.post(asked, upheld).status_code == 409
            assert caller.post(asked.replace(the_claim().id, "clm_none"), upheld).status_code == 404
        [nobody] = read(caller.post(f"{path}/preview", upheld | {"by": "who@market.example"}))["errors"]
        assert nobody["field"] == "/by"


def effects_of(response: HttpResponse) -> list[str]:
    """Return what a preview says would follow."""
    return [one["effect"] for one in read(response)["effects"]]


class TestHolds:
    @time_machine.travel(NOW + DAY, tick=False)
    def test_are_read_before_they_are_placed_renewed_and_released(self, caller: Caller) -> None:
        """FUND-3: what the member would read is what they read then, and a preview changes nothing."""
        wanted, path = HOLD | {"claim": the_claim().id}, "/v1/holds/preview"
        shown = read(caller.post(path, wanted))
        assert not Hold.objects.exists()
        assert [(one["effect"], one["amount"]) for one in shown["effects"]] == [
            ("waits", said(20_000)),
            ("left", said(30_000)),
            ("ends", None),
            ("renewable", None),
        ]
        [refused] = read(caller.post(path, wanted | {"amount": said(30_001)}))["errors"]
        assert (refused["field"], refused["code"]) == ("/amount", "hold-beyond-claim")
        hold = read(place(caller))
        [told] = [one.statement for one in list_sent("fred")]
        assert shown["reads"]["sections"] == json.loads(json.dumps(told["sections"]).replace(hold["id"], "***"))
        assert (shown["effects"][2]["at"], shown["appeal_until"]) == (hold["release_at"], told["appeal_until"])

        until = (datetime.fromisoformat(hold["release_at"]) + 20 * DAY).isoformat()
        renewal = {"until": until, "because": "The bank asks for more papers.", "by": "ben@market.example"}
        later = read(caller.post(f"/v1/holds/{hold['id']}/renew/preview", renewal))
        assert later["effects"][0] == {"effect": "longer", "amount": said(20_000), "at": until}
        free = read(caller.post(f"/v1/holds/{hold['id']}/release/preview", {"by": "ben@market.example"}))
        assert [one["effect"] for one in free["effects"]] == ["free", "no_second"]
        assert read(caller.get(f"/v1/holds/{hold['id']}")) == hold
        caller.post(f"/v1/holds/{hold['id']}/release", {"by": "ben@market.example"})
        again = read(caller.post(f"/v1/holds/{hold['id']}/release/preview", {"by": "ben@market.example"}))
        assert again == {"reads": None, "effects": [], "appeal_until": None}

    def test_are_placed_renewed_and_released(self, caller: Caller) -> None:
        hold = read(place(caller, provider_days=365))
        until = datetime.fromisoformat(hold["release_at"]) + 20 * DAY
        renewal = {"until": until.isoformat(), "because": "The bank asks for more papers.", "by": "ben@market.example"}
        renewed = read(caller.post(f"/v1/holds/{hold['id']}/renew", renewal))
        released = read(caller.post(f"/v1/holds/{hold['id']}/release", {"by": "ben@market.example"}))

        assert renewed["release_at"] == until.isoformat()
        assert released["released_because"] == "lifted"
        second = caller.post(f"/v1/holds/{hold['id']}/release", {"by": "ana@market.example"})
        [refused] = read(second)["errors"]
        assert (second.status_code, refused["field"], refused["code"]) == (409, "/hold", "hold-released-before")
        assert f"was released at {released['released_at']} (lifted)" in refused["message"]
        assert read(caller.get("/v1/holds", {"in_force": "false", "member": "fred"}))["items"] == [released]

    @pytest.mark.parametrize(
        ("changes", "status", "code"),
        [
            ({"amount": said(30_001)}, 409, "hold-beyond-claim"),
            ({"provider_days": 1}, 409, "hold-too-long"),
            ({"amount": said(5, "EUR")}, 422, None),
        ],
    )
    def test_are_refused_with_the_rule(
        self, caller: Caller, changes: dict[str, object], status: int, code: str | None
    ) -> None:
        response = place(caller, **changes)

        [error] = read(response)["errors"]
        assert (response.status_code, error.get("code")) == (status, code)
        assert code is not None or "wants USD, got EUR" in error["message"]

    def test_go_with_a_decision_about_the_same_member_or_with_none(self) -> None:
        """FUND-3, FUND-8: what no appeal could ever reach holds nothing."""
        open_market()
        listen()
        about_fred = sanction_in_force(now=NOW, member="fred")
        about_gina = sanction_in_force(now=NOW, member="gina", reviewer="ben")
        send(*paid(), disputed())
        caller = Caller(new_key())
        for unknown in ("dec_1", about_gina):
            [error] = read(place(caller, decision=unknown))["errors"]
            assert (error["field"], error["code"]) == ("/decision", "hold-for-unknown-decision")
            assert "leave it out" in error["message"]
        assert not Hold.objects.exists()

        assert read(place(caller, decision=about_fred))["decision"] == about_fred

    @pytest.mark.parametrize("said_days", [{}, {"provider_days": 365}])
    def test_end_when_the_configured_provider_may_keep_the_money_no_longer(
        self,
        caller: Caller,
        settings: Settings,
        said_days: dict[str, int],
    ) -> None:
        """FUND-6."""
        settings.HABEAS = replace(settings.HABEAS, terms=replace(settings.HABEAS.terms, longest=25 * DAY))
        response = place(caller, **said_days)

        assert (response.status_code, read(response)["errors"][0]["code"]) == (409, "hold-too-long")
        assert not Hold.objects.exists()

    def test_are_decided_by_keys_for_money_alone(self, caller: Caller) -> None:
        assert read(caller.get("/v1/holds"))["items"] == []
        response = place(Caller(new_key(Scope.ACT, Scope.READ)))

        assert response.status_code == 403

    def test_are_not_there_where_none_is(self, caller: Caller) -> None:
        assert caller.get("/v1/holds/hld_none").status_code == 404
        assert caller.post("/v1/holds/hld_none/release", {"by": "ana@market.example"}).status_code == 404
        later = (NOW + timedelta(days=1)).isoformat()
        renewal = {"until": later, "because": "x", "by": "ana@market.example"}
        assert caller.post("/v1/holds/hld_none/renew", renewal).status_code == 404


class TestBadMoney:
    """What is no money is refused with its field, what does not fit is set aside with its reason; nothing is booked."""

    ENOUGH = 2**53

    @pytest.mark.parametrize(
        ("kind", "changes", "field"),
        [
            ("milestone.funded", {"amount": {"amount": 19.99, "currency": "USD"}}, "/data/amount/amount"),
            ("milestone.funded", {"amount": {"amount": "500", "currency": "USD"}}, "/data/amount/amount"),
            ("milestone.funded", {"amount": {"amount": True, "currency": "USD"}}, "/data/amount/amount"),
            ("milestone.funded", {"amount": said(-500)}, "/data/amount/amount"),
            ("milestone.funded", {"amount": said(0)}, "/data/amount/amount"),
            ("milestone.funded", {"amount": said(ENOUGH)}, "/data/amount/amount"),
            ("milestone.funded", {"amount": said(500, "ZZZ")}, "/data/amount/currency"),
            ("milestone.funded", {"amount": None}, "/data/amount"),
            ("milestone.released", {"amount": said(500), "fee": said(5, "EUR")}, "/data/fee/currency"),
            ("milestone.released", {"amount": said(500), "fee": said(501)}, "/data/fee/amount"),
            (
                "balance.reported",
                {"member": "fred", "available": said(5), "held": said(5, "EUR")},
                "/data/held/currency",
            ),
            ("payout.scheduled", {"payout": "p", "member": "fred", "amount": said(-5)}, "/data/amount/amount"),
        ],
    )
    def test_is_refused_with_its_field(self, caller: Caller, kind: str, changes: dict[str, object], field: str) -> None:
        before = booked()
        usual = {} if kind.startswith(("balance", "payout")) else {"contract": "k1", "milestone": "m5"}
        [answer] = told(caller, ("bad", kind, usual | changes))

        assert answer["status"] == "rejected"
        assert field in {one["field"] for one in answer["problem"]["errors"]}
        assert booked() == before

    @pytest.mark.parametrize(
        ("kind", "content", "field", "because"),
        [
            ("milestone.released", {"milestone": "m1", "amount": said(1)}, "/data/amount", "still holds"),
            ("milestone.released", {"milestone": "m7", "amount": said(1)}, "/data/milestone", "not funded yet"),
            ("milestone.refunded", {"milestone": "m1", "amount": said(50_001)}, "/data/amount", "is left of"),
            ("milestone.funded", {"milestone": "m1", "amount": said(1, "EUR")}, "/data/amount/currency", "in USD"),
            ("chargeback.opened", {"chargeback": "c", "amount": said(50_001)}, "/data/amount", "no more than that"),
            ("refund.requested", {"member": "cleo", "amount": said(50_001)}, "/data/amount", "no more than that"),
            ("dispute.opened", {"dispute": "d9", "amount": said(5, "EUR")}, "/data/amount/currency", "paid in EUR"),
        ],
    )
    def test_that_does_not_fit_is_kept_with_its_reason(
        self, caller: Caller, kind: str, content: dict[str, object], field: str, because: str
    ) -> None:
        before = booked()
        [answer] = told(caller, ("odd", kind, {"contract": "k1"} | content))

        assert answer["status"] == "accepted"
        [error] = answer["problem"]["errors"]
        assert error["field"] == field
        assert because in answer["problem"]["detail"]
        assert booked() == before

    def test_in_a_batch_costs_the_others_nothing(self, caller: Caller) -> None:
        good = {"contract": "k1", "milestone": "m5", "amount": said(700)}
        answers = told(
            caller, ("one", "milestone.funded", good), ("two", "milestone.released", good | {"amount": said(701)})
        )

        assert ["problem" in one for one in answers] == [False, True]
        assert read(caller.get("/v1/members/cleo/money"))["balances"][0]["held"] == 700

    @pytest.mark.parametrize("sides_come_first", [True, False])
    def test_that_no_reader_would_keep_exactly_is_set_aside_whole(self, caller: Caller, sides_come_first: bool) -> None:
        sides: Told = "s1", "contract.started", {"contract": "k7", "client": "gil", "freelancer": "fay"}
        fundings: list[Told] = [
            (f"g{number}", "milestone.funded", {"contract": "k7", "milestone": f"m{number}", "amount": said(MOST)})
            for number in (1, 2)
        ]
        for one in [sides, *fundings] if sides_come_first else [*fundings, sides]:
            [answer] = told(caller, one)
            assert answer["status"] == "accepted"
        found = read(caller.get("/v1/members/gil/money"))

        assert [one["held"] for one in found["balances"]] == [MOST]
        [[aside]] = [one["set_aside"] for one in found["contracts"]]
        assert (aside["event"], aside["field"]) == ("g2", "/data/amount")
        assert "the most that is kept exactly" in aside["because"]

    @pytest.mark.parametrize("is_one_batch", [True, False])
    def test_that_fills_an_account_over_several_contracts_is_set_aside_whole(
        self, caller: Caller, is_one_batch: bool
    ) -> None:
        sent: list[Told] = []
        for contract_id in ("k7", "k8"):
            about = {"contract": contract_id}
            sent.append((f"g{contract_id}", "milestone.funded", about | {"milestone": "m1", "amount": said(MOST)}))
            sent.append((f"s{contract_id}", "contract.started", about | {"client": "gil", "freelancer": "fay"}))
        answers = told(caller, *sent) if is_one_batch else [one for each in sent for one in told(caller, each)]
        found = read(caller.get("/v1/members/gil/money"))

        assert {one["status"] for one in answers} == {"accepted"}
        [error] = answers[-1]["problem"]["errors"]
        assert error["field"] == "/data/amount"
        assert "held of gil's money would come to more than" in answers[-1]["problem"]["detail"]
        assert [(one["held"], one["credited"]) for one in found["balances"]] == [(MOST, MOST)]
        assert [one["contract"] for one in found["contracts"]] == ["k7"]
        assert found["amounts"][0]["amount"] == MOST

    @pytest.mark.parametrize(
        "amount", [said(-1), said(0), {"amount": 1.5, "currency": "USD"}, said(ENOUGH), said(5, "ZZZ")]
    )
    def test_is_not_held(self, caller: Caller, amount: dict[str, object]) -> None:
        before = booked()
        response = place(caller, amount=amount)

        assert response.status_code == 422
        assert read(response)["errors"][0]["field"].startswith("/amount")
        assert booked() == before

    @pytest.mark.parametrize(
        ("amount", "field"),
        [
            (said(-1), "amount"),
            (said(0), "amount"),
            ({"amount": 1.5, "currency": "USD"}, "amount"),
            (said(ENOUGH), "amount"),
            (said(5, "ZZZ"), "currency"),
        ],
    )
    def test_in_an_answer_or_an_item_is_refused_with_its_field_and_nothing_that_is_not_so(
        self, caller: Caller, amount: dict[str, object], field: str
    ) -> None:
        """A list of which one entry cannot be read is no list that is too short."""
        before = booked()
        part = {"amount": amount, "answer": "pay_now"}
        plan = {"money": {"amounts": [{"id": "balance:USD", "parts": [part]}]}}
        item = {"amount": amount, "clause": "fees", "evidence": ["e1"], "words": "What the bank took."}
        asked: dict[str, tuple[dict[str, Any], str]] = {
            "cases/cas_none/decide": (plan, f"/money/amounts/0/parts/0/amount/{field}"),
            "holds/hld_none/deduct": ({"items": [item]}, f"/items/0/amount/{field}"),
        }

        for path, (body, place_of) in asked.items():
            response = caller.post(f"/v1/{path}", body)
            named = [one["field"] for one in read(response)["errors"]]
            assert response.status_code == 422
            assert [one for one in named if one.startswith(("/money", "/items"))] == [place_of]
        assert booked() == before


def booked() -> tuple[int, int, int, int]:
    """Return how much there is of everything that moves money."""
    return Entry.objects.count(), Posting.objects.count(), Claim.objects.count(), Hold.objects.count()


def told(caller: Caller, *events: Told) -> list[dict[str, Any]]:
    """Return what is answered to events, by id, type and content."""
    at = NOW.isoformat()
    sent = [{"id": name, "type": kind, "occurred_at": at, "data": content} for name, kind, content in events]
    return list(read(caller.post("/v1/events", {"events": sent}))["results"])


class TestOverview:
    def test_shows_what_waits_by_its_end_what_is_undecided_and_what_does_not_add_up(self, caller: Caller) -> None:
        hold = read(place(caller))
        send(
            event("chargeback.opened", contract="k1", chargeback="c9", amount=said(700)),
            event("balance.reported", member="fred", available=said(49_000)),
        )
        found = read(caller.get("/v1/money/overview"))

        [waiting] = found["holds"]
        assert (waiting["id"], waiting["claim_kind"], waiting["is_past_due"]) == (hold["id"], "dispute", False)
        assert waiting["is_renewable"]
        assert [(one["reference"], one["hold"]) for one in found["claims"]] == [("d1", hold["id"]), ("c9", None)]
        assert [one["missing"] for one in found["differences"]] == [said(-1_000)]
        assert found["instructions"] == []

    def test_names_what_is_past_due_and_what_nobody_did(self, caller: Caller) -> None:
        hold = read(place(caller))
        with time_machine.travel(datetime.fromisoformat(hold["release_at"])):
            found = read(caller.get("/v1/money/overview"))
            [late] = read(caller.get("/v1/instructions"))["items"]

        assert [(one["is_past_due"], one["is_renewable"]) for one in found["holds"]] == [(True, False)]
        assert found["instructions"] == [late]
        assert (late["action"], late["hold"], late["done"]) == ("keep", hold["id"], None)
        assert late["late_since"] > hold["placed_at"]

    def test_is_read_in_as_many_questions_whatever_it_shows(
        self,
        caller: Caller,
        django_assert_max_num_queries: Any,  # noqa: ANN401  # pytest-django's
    ) -> None:
        for number in range(20):
            send(event("balance.reported", member=f"m{number}", available=said(number + 1)))

        with django_assert_max_num_queries(11):
            assert len(read(caller.get("/v1/money/overview"))["differences"]) == 20


class TestInstructions:
    def test_are_acknowledged_with_how_much_was_done(self, caller: Caller) -> None:
        path = f"/v1/instructions/ins_{read(place(caller))['id'].removeprefix('hld_')}_keep/acknowledge"

        for amount, field in ((said(-1), "/amount/amount"), (said(5, "EUR"), "/amount/currency")):
            response = caller.post(path, {"amount": amount})
            assert (response.status_code, read(response)["errors"][0]["field"]) == (422, field)
        caller.post(path, {"amount": said(19_999)})
        [found] = read(caller.get("/v1/instructions"))["items"]
        assert (found["amount"], found["done"], found["late_since"]) == (said(20_000), said(19_999), None)

    def test_are_acknowledged_once(self, caller: Caller) -> None:
        key = f"ins_{read(place(caller))['id'].removeprefix('hld_')}_keep"
        first, second = (caller.post(f"/v1/instructions/{key}/acknowledge") for _ in range(2))

        assert read(first) == read(second)
        assert caller.post("/v1/instructions/ins_none/acknowledge").status_code == 404
