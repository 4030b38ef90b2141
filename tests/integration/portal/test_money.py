"""The member's money page: each amount with its state, why it is there and until when; the same to keep."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from syrupy.assertion import SnapshotAssertion

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import Harm, HarmKind, Paused
from habeas.domain.holds.defaults import UsualReasons
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.wind_down import Before
from habeas.files.catalogues import read_folder
from habeas.server.holds.models import Claim
from habeas.server.holds.plans import Said, make_plan
from habeas.server.holds.settling import pay_what_is_theirs, settle
from habeas.server.holds.standing import get_money
from habeas.server.holds.stating import Reader
from habeas.server.parties.keys import lock_members
from habeas.server.portal.words import TEXTS
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from habeas.server.usecases.reverse_holds import reverse_holds
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import contract, disputed, milestone, paid, placed
from tests.factories.market import NOW, event, message, open_market, send
from tests.factories.money import DAY, said
from tests.factories.visitors import Visitor
from tests.integration.portal.test_pages import words_of

pytestmark = pytest.mark.django_db

OFFICER = Actor("staff:7")


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    send(*paid(), disputed())
    with time_machine.travel(NOW, tick=False):
        yield


def much() -> None:
    """Let Fred have money in each state, as who is paid and as who pays."""
    placed()
    send(
        milestone("funded", 50_000, milestone="m2", due_at="2026-03-16T00:00:00Z"),
        milestone("funded", 30_000, milestone="m3"),
        milestone("released", 30_000, milestone="m3", fee=said(3_000)),
        milestone("submitted", 5, milestone="m2"),
        event("payout.scheduled", payout="po-7", member="fred", amount=said(10_000), due_at="2026-03-05T00:00:00Z"),
        event("payout.paid", payout="po-6", member="fred", amount=said(5_000), fee=said(100)),
        event("contract.started", contract="k2", client="fred", freelancer="gina"),
        event("milestone.funded", contract="k2", milestone="m1", amount=said(50_000, "EUR")),
        event("milestone.released", contract="k2", milestone="m1", amount=said(20_000, "EUR")),
        event("chargeback.opened", contract="k2", chargeback="cb-1", amount=said(1_000, "EUR")),
        event("milestone.released", contract="k2", milestone="m8", amount=said(5)),
        event("balance.reported", member="fred", available=said(49_000)),
    )


def frozen(*, is_silent: bool = False) -> Mapping[str, Any]:
    """Freeze Fred's money by law."""
    order = Order(
        member="fred",
        basis=LegalBasis.COURT_ORDER,
        reference="1234/26.0T8LSB",
        review_at=NOW + 20 * DAY,
        is_silent=is_silent,
    )
    return freeze_by_law(order=order, officer=OFFICER, is_test=False, now=NOW)


def everything() -> None:
    """Let Fred have all that the page can show: beside all of that a deduction, a wrong wait, a plan, and two freezes."""
    much()
    send(contract(), *(milestone("funded", 500, milestone=f"n{number}") for number in range(30)))
    for dispute in ("d2", "d3"):
        send(event("dispute.opened", at=NOW, dispute=dispute, contract="k1", amount=said(2_000)))
    wrong = placed(claim=claim_of("d3"), amount=1_500)
    reverse_holds(decision=wrong["decision"], yearly_rate=800, by="ben", is_test=False, now=NOW + DAY)
    proven = placed(claim=claim_of("d2"), amount=2_000)
    send(event("dispute.resolved", dispute="d2", contract="k1", outcome="upheld"))
    deduct_from_hold(
        hold=proven["id"], items=[an_item(1_200)], by=ANA, approved_by=BEN, is_test=False, now=NOW + timedelta(hours=1)
    )
    send(event("payout_details.changed", member="fred"))
    settle_plan()
    frozen()


def claim_of(dispute: str) -> str:
    """Return the claim of a dispute."""
    return Claim.objects.get(reference=dispute).id


def settle_plan() -> None:
    """Carry out a plan for Fred that pays each amount on its date and lets a contract rest."""
    harm = Harm(kind=HarmKind.SAFETY, shown_by=("f1",))
    fates = {"k1": Paused("its room is looked at", NOW + 9 * DAY, harm)}
    said_so = Said(fates=fates, is_usual=True)
    with transaction.atomic():
        keys = lock_members(["fred"], now=NOW)
        plan = make_plan(
            said_so,
            decision="san_1",
            member="fred",
            provider=Provider(name="Paywell"),
            reasons=UsualReasons(its_date="it is due then", no_work="no work was handed in"),
            before=Before(facts=["f1"]),
            is_test=False,
            now=NOW,
        )
        pay_what_is_theirs(plan, is_test=False, now=NOW)
        settle(plan, by=ANA, reader=Reader("en", UTC), keys=keys, is_test=False, now=NOW)


def rows_of(member: str) -> list[dict[str, str]]:
    """Return the rows of the table that a member downloads."""
    text = Visitor(member).get("/portal/money.csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


class TestMoney:
    def test_shows_each_amount_with_its_state_reason_and_date(self, snapshot: SnapshotAssertion) -> None:
        """FUND-9."""
        much()

        assert words_of(Visitor("fred").read("/portal/money")) == snapshot

    def test_says_so_in_every_language_that_is_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.server.portal.words.list_offered", lambda: read_folder(TEXTS))
        much()

        page = words_of(Visitor("fred", accept_language="es").read("/portal/money"))

        assert "Espera porque hay una disputa abierta sobre él (d1)" in page
        assert "Como muy tarde hasta el 16 marzo 2026" in page.replace(" de ", " ")

    def test_of_a_member_without_money_says_so(self) -> None:
        send(message())

        assert "We have been told of no money of yours" in Visitor("ana").read("/portal/money")

    def test_never_says_that_what_is_missing_can_be_paid_out(self) -> None:
        """FUND-9."""
        send(event("payout.paid", payout="po-1", member="fred", amount=said(90_000)))

        page = words_of(Visitor("fred").read("/portal/money"))

        assert "More was paid out, or waits, than we were told came in." in page
        assert "-400.00 USD" in page
        assert "Nothing stops this amount" not in page

    def test_names_no_missing_date_where_a_decision_named_one(self) -> None:
        send(milestone("funded", 50_000, milestone="m2"))
        assert "No date was named." in Visitor("fred").read("/portal/money")
        settle_plan()

        page = Visitor("fred").read("/portal/money")
        assert "of it is paid to you on" in page
        assert "No date was named." not in page

        of_payer = words_of(Visitor("cleo").read("/portal/money"))
        assert "Due on 31 May 2026" in of_payer.partition("Contracts and milestones")[0]
        assert "No date was named." not in of_payer

    def test_shows_nobody_elses(self) -> None:
        much()

        page = Visitor("gina").read("/portal/money")

        assert "Paywell" not in page
        assert "po-7" not in page

    def test_is_read_in_at_most_15_questions(
        self,
        django_assert_max_num_queries: Any,  # noqa: ANN401  # pytest-django's
    ) -> None:
        everything()
        visitor = Visitor("fred")

        with django_assert_max_num_queries(15):
            page = words_of(visitor.read("/portal/money"))
        for said_so in (
            "It waits because a dispute about it is open (d1).",
            "The second page was not delivered.",
            "payouts go to the details from before until",
            "A court ordered us to freeze your money",
            "This contract rests until 11 March 2026.",
            "is paid to you on 16 March 2026, or as soon as the law lets go",
            "Payout po-7 is on its way to you.",
            "15.00 USD was missing from 2 March 2026 to 3 March 2026.",
        ):
            assert said_so in page, said_so

    @pytest.mark.only_on("sqlite")
    def test_is_read_by_indexes_alone_whatever_others_have(self) -> None:
        everything()
        with CaptureQueriesContext(connection) as asked:
            get_money("fred", is_test=False, now=NOW)
        with connection.cursor() as cursor:
            plans = {one["sql"]: cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall() for one in asked}

        steps = [str(step[-1]) for plan in plans.values() for step in plan]
        assert [step for step in steps if step.startswith("SCAN") and "subquery" not in step.lower()] == []

    def test_sums_what_is_too_much_to_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.server.journal.queries.MOST_MATTERS", 1)
        much()

        page = words_of(Visitor("fred").read("/portal/money"))

        assert "Earlier amounts, which are not listed one by one here" in page


class TestFreezes:
    def test_by_law_are_shown_with_what_binds_and_when_it_is_looked_at_again(self) -> None:
        """FUND-11."""
        frozen()
        page = words_of(Visitor("fred").read("/portal/money"))

        assert "A court ordered us to freeze your money (1234/26.0T8LSB)." in page
        assert "A person looks by 22 March 2026 whether it still binds." in page
        assert "The law freezes this amount. It can be paid out to you once the law lets go." in page
        assert "Nothing stops this amount" not in page
        [kept] = json.loads(Visitor("fred").get("/portal/money.json").content)["freezes"]
        assert (kept["basis"], kept["reference"]) == ("court_order", "1234/26.0T8LSB")

    def test_that_the_law_keeps_silent_are_shown_nowhere(self) -> None:
        frozen(is_silent=True)

        page = Visitor("fred").read("/portal/money")
        assert "1234/26.0T8LSB" not in page
        assert "Nothing stops this amount" in page
        assert json.loads(Visitor("fred").get("/portal/money.json").content)["freezes"] == []

    def test_that_were_lifted_are_gone(self) -> None:
        freeze = str(frozen()["id"])
        review_freeze(freeze=freeze, still_binds=False, review_at=NOW + 20 * DAY, by=OFFICER, is_test=False, now=NOW)

        assert "1234/26.0T8LSB" not in Visitor("fred").read("/portal/money")


class TestPayoutDetails:
    def test_that_changed_while_money_waits_are_confirmed_by_their_owner_in_one_step(self) -> None:
        placed()
        send(event("payout_details.changed", member="fred"))
        fred = Visitor("fred")

        assert "payouts go to the details from before until 16 March 2026" in fred.read("/portal/money")
        assert fred.post("/portal/money/details").status_code == 302
        assert "details from before" not in fred.read("/portal/money")
        assert fred.get("/portal/money/details").status_code == 405


class TestDownload:
    def test_for_programs_is_what_the_page_shows_and_sums_to_the_balances(self) -> None:
        much()

        response = Visitor("fred").get("/portal/money.json")
        found = json.loads(response.content)

        assert response["Content-Disposition"] == 'attachment; filename="my-money-2026-03-02.json"'
        for balance in found["balances"]:
            for state in ("available", "held", "in_transit", "paid", "deducted"):
                mine = [
                    one["amount"]
                    for one in found["amounts"]
                    if (one["currency"], one["state"]) == (balance["currency"], state)
                ]
                assert sum(mine) == balance[state]
        assert all(one["since"] for one in found["amounts"])

    def test_for_spreadsheets_has_a_row_for_each_amount_and_runs_nothing(self) -> None:
        much()
        evil: dict[str, Any] = {"contract": "=cmd()", "milestone": "@x", "amount": said(7)}
        send(event("contract.started", contract="=cmd()", client="fred", freelancer="gina"))
        send(event("milestone.funded", **evil))

        text = Visitor("fred").get("/portal/money.csv").content.decode()
        rows = list(csv.DictReader(io.StringIO(text)))

        assert [row["because"] for row in rows if row["hold"]] == [
            "Cleo says that the second page was never delivered."
        ]
        assert ("-10.00", "chargeback") in {(row["amount"], "chargeback") for row in rows if row["chargeback"]}
        assert {"'=cmd()"} == {row["contract"] for row in rows if "cmd" in row["contract"]}
        found = json.loads(Visitor("fred").get("/portal/money.json").content)
        theirs = {one["contract"]: one["started_at"] for one in found["contracts"]}
        assert {row["contract"].lstrip("'"): row["since"] for row in rows if row["state"] == "contract"} == theirs
        assert all(theirs.values())
        put_in = [row for row in rows if row["state"] == "held_for_you"]
        assert [(row["contract"], row["milestone"], row["amount"], row["until"][:10]) for row in put_in] == [
            ("k1", "m2", "500.00", "2026-03-16"),
        ]
        assert len(rows) == len(found["amounts"]) + len(theirs) + len(put_in)

    def test_for_spreadsheets_says_why_and_until_when_as_the_page_does(self) -> None:
        send(milestone("funded", 900, milestone="m4"))
        settle_plan()
        [free] = [row for row in rows_of("fred") if row["state"] == "available"]
        assert (free["why"], free["until"][:10]) == ("dated", "2026-03-02")
        [waits] = [row for row in rows_of("fred") if row["state"] == "held_for_you"]
        assert (waits["milestone"], waits["until"][:10]) == ("m4", "2026-05-31")

        frozen()
        [free] = [row for row in rows_of("fred") if row["state"] == "available"]
        assert (free["why"], free["until"][:10]) == ("frozen", "2026-03-22")

    def test_for_spreadsheets_says_for_what_an_amount_was_deducted_and_not_why_it_waited(self) -> None:
        everything()

        [taken] = [row for row in rows_of("fred") if row["why"] == "deduction"]

        assert taken["amount"] == "12.00"
        assert taken["because"] == "12.00 USD: The second page was not delivered. (refunds v2)"

    def test_dates_a_contract_of_which_no_start_was_told_by_when_it_was_heard_of(self) -> None:
        send(event("contract.offered", contract="k5", client="fred", freelancer="gina"))

        text = Visitor("fred").get("/portal/money.csv").content.decode()
        [row] = [one for one in csv.DictReader(io.StringIO(text)) if one["contract"] == "k5"]
        assert row["since"][:10] == f"{NOW:%Y-%m-%d}"
        assert "We first heard of it on 2 March 2026." in words_of(Visitor("fred").read("/portal/money"))

    def test_is_for_the_member_alone(self) -> None:
        assert Visitor().get("/portal/money.csv").status_code == 403
