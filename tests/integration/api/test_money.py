"""Money over HTTP: where it is, what is claimed, what waits and until when."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from habeas.server.identity.scopes import Scope
from tests.factories.api import Caller, new_key, read
from tests.factories.enforcement import contract, disputed, milestone, paid, the_claim
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said

pytestmark = pytest.mark.django_db

HOLD = {
    "amount": said(20_000),
    "decision": "dec_1",
    "provider": "Paywell",
    "because": "Cleo says that the second page was never delivered.",
    "by": "Ana Prado",
}


@pytest.fixture
def caller() -> Caller:
    open_market()
    send(*paid(), disputed())
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
            "by": "Ana Prado",
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
            ({"transaction": said(400_000)}, 409, "/transaction"),
            ({"transaction": None}, 409, "/transaction"),
            ({"transaction": said(100)}, 409, "/amount"),
            ({"claimant": "fred"}, 409, "/claimant"),
            ({"transaction": said(100, "EUR")}, 422, "/amount"),
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
            "transaction": said(500),
            "by": "Ana Prado",
        }
        response = caller.post("/v1/claims", claim | changes)

        assert (response.status_code, read(response)["errors"][0]["field"]) == (status, field)
        assert len(read(caller.get("/v1/claims"))["items"]) == 1

    def test_that_are_decided_against_free_what_waits(self, caller: Caller) -> None:
        hold = read(place(caller))
        path = f"/v1/claims/{the_claim().id}/decide"
        decided = caller.post(path, {"upheld": False, "by": "Ana Prado"})

        assert read(decided)["upheld"] is False
        assert read(caller.get(f"/v1/holds/{hold['id']}"))["released_because"] == "claim_rejected"
        assert caller.post(path, {"upheld": True, "by": "Ana Prado"}).status_code == 409
        assert caller.post("/v1/claims/clm_none/decide", {"upheld": True, "by": "Ana"}).status_code == 404


class TestHolds:
    def test_are_placed_renewed_and_released(self, caller: Caller) -> None:
        hold = read(place(caller, provider_days=365))
        until = datetime.fromisoformat(hold["release_at"]) + 20 * DAY
        renewal = {"until": until.isoformat(), "because": "The bank asks.", "by": "Ben Sousa"}
        renewed = read(caller.post(f"/v1/holds/{hold['id']}/renew", renewal))
        released = read(caller.post(f"/v1/holds/{hold['id']}/release", {"by": "Ben Sousa"}))

        assert renewed["release_at"] == until.isoformat()
        assert released["released_because"] == "lifted"
        assert read(caller.post(f"/v1/holds/{hold['id']}/release", {"by": "Ben Sousa"})) == released
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

        assert (response.status_code, read(response)["errors"][0].get("code")) == (status, code)

    def test_are_decided_by_keys_for_money_alone(self, caller: Caller) -> None:
        assert read(caller.get("/v1/holds"))["items"] == []
        response = place(Caller(new_key(Scope.ACT, Scope.READ)))

        assert response.status_code == 403

    def test_are_not_there_where_none_is(self, caller: Caller) -> None:
        assert caller.get("/v1/holds/hld_none").status_code == 404
        assert caller.post("/v1/holds/hld_none/release", {"by": "Ana"}).status_code == 404
        later = (NOW + timedelta(days=1)).isoformat()
        renewal = {"until": later, "because": "x", "by": "Ana"}
        assert caller.post("/v1/holds/hld_none/renew", renewal).status_code == 404


class TestInstructions:
    def test_are_acknowledged_once(self, caller: Caller) -> None:
        key = f"ins_{read(place(caller))['id'].removeprefix('hld_')}_keep"
        first, second = (caller.post(f"/v1/instructions/{key}/acknowledge") for _ in range(2))

        assert read(first) == read(second)
        assert caller.post("/v1/instructions/ins_none/acknowledge").status_code == 404
