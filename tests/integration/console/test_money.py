"""Money officers at their pages: what waits and until when, placing, renewing as the second person, letting go."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils.html import escape

from habeas.domain.actors import Actor
from habeas.domain.holds.freezes import LegalBasis
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.console.money import due_words
from habeas.server.console.words import read_words
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.overview import MOST
from habeas.server.identity.roles import Role
from habeas.server.journal.queries import list_balances
from habeas.server.notices.queries import list_sent
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law
from habeas.server.usecases.reverse_holds import reverse_holds
from tests.factories.enforcement import disputed, paid
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db

BECAUSE = "Cleo says that the second page was never delivered."

READER = {"language": "en", "zone": "Europe/Lisbon"}
CONFIRM = {"step": "confirm"}
CHANGE = {"step": "change"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    open_market()
    send(*paid(), disputed())
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def ana() -> Desk:
    return Desk("ana", Role.MONEY_OFFICER)


@pytest.fixture
def ben() -> Desk:
    return Desk("ben", Role.MONEY_OFFICER)


def placed(desk: Desk, amount: str = "200.00") -> Hold:
    desk.send(f"money/claims/{Claim.objects.get().id}", {"amount": amount, "because": BECAUSE, **READER, **CONFIRM})
    return Hold.objects.get()


def held() -> int:
    return list_balances("fred", is_test=False)["USD"].held.amount


def _fields(row: Claim) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class TestOverview:
    def test_of_nothing_says_that_all_is_well(self, ana: Desk) -> None:
        Claim.objects.all().delete()
        page = ana.read("money")

        for said_so in ("No money waits.", "Every claim is decided.", "agrees with the journal", "was asked is done"):
            assert said_so in page

    def test_lists_what_the_law_froze_with_its_review(self, ana: Desk) -> None:
        """FUND-11."""
        order = Order(
            member="fred",
            basis=LegalBasis.COURT_ORDER,
            reference="1234/26.0T8LSB",
            review_at=NOW + 20 * DAY,
            is_silent=True,
        )
        freeze_by_law(order=order, officer=Actor("staff:7"), is_test=False, now=NOW)
        page = ana.read("money")
        for words in ("Order of a court 1234/26.0T8LSB", "The member may not know", "22 March 2026", "staff:7"):
            assert words in page, words

    def test_lists_what_waits_in_words_and_what_does_not_add_up(self, ana: Desk, clock: time_machine.Traveller) -> None:
        placed(ana)
        send(event("balance.reported", member="fred", available=said(49_000)))
        page = ana.read("money")
        assert "in 14 days" in page
        assert "190.00 USD" in page

        clock.move_to(NOW + 16 * DAY)
        page = Desk("ana", Role.MONEY_OFFICER).read("money")
        assert "2 days past due" in page
        assert "Not acknowledged" in page

    def test_says_where_there_are_more_than_a_page_holds_and_leads_to_them(self, ana: Desk) -> None:
        """Nothing that has to be looked after is out of sight."""
        first = Claim.objects.get()
        assert "fit on one page" not in ana.read("money")
        Claim.objects.bulk_create(
            Claim(**{**_fields(first), "id": f"clm_zz{n:03}", "name": f"n{n}", "reference": f"d-{n:03}"})
            for n in range(MOST)
        )
        page = ana.read("money")
        assert "1 to 100. All of them do not fit on one page." in page
        assert 'href="?claims=2#claims"' in page

        last = ana.read("money?claims=2")
        assert "101 to 101. All of them do not fit on one page." in last
        assert 'href="?claims=1#claims"' in last
        assert ("d-099" in page, "d-099" in last) == (False, True)
        assert "There are no more on this page." in ana.read("money?claims=9")
        assert "1 to 100." in ana.read("money?claims=x")

    @pytest.mark.parametrize(
        ("away", "words"),
        [
            (3 * DAY + HOUR, "in 3 days"),
            (DAY, "in 1 day"),
            (2 * HOUR, "in 2 hours"),
            (timedelta(minutes=90), "in 1 hour"),
            (timedelta(minutes=59), "in less than an hour"),
            (-timedelta(minutes=1), "less than an hour past due"),
            (-2 * DAY, "2 days past due"),
            (-DAY, "1 day past due"),
            (-5 * HOUR, "5 hours past due"),
            (-HOUR, "1 hour past due"),
        ],
    )
    def test_says_how_far_a_date_is_away(self, away: timedelta, words: str) -> None:
        assert due_words(NOW + away, NOW, read_words()) == words


class TestPlace:
    def test_lets_money_wait_and_shows_what_the_member_reads(self, ana: Desk) -> None:
        hold = placed(ana)

        assert (held(), hold.by, hold.provider) == (20_000, ana.actor.id, "the payment provider")
        page = ana.read(f"money/holds/{hold.id}")
        assert BECAUSE in page
        assert "free by itself in 14 days" in page
        assert (hold.decision, hold.zone) == (hold.id, "Europe/Lisbon")

    @pytest.mark.parametrize(
        ("amount", "because", "says"),
        [
            ("", BECAUSE, "How much?"),
            ("200,00", BECAUSE, "Write an amount above nothing, such as 200.00, in USD"),
            ("200.001", BECAUSE, "Write an amount above nothing, such as 200.00, in USD"),
            ("-5", BECAUSE, "Write an amount above nothing, such as 200.00, in USD"),
            ("0", BECAUSE, "Write an amount above nothing, such as"),
            ("300.01", BECAUSE, "more than the 300.00 USD"),
            ("200", " ", "Why does it have to wait?"),
            ("200", "It is disputed.", ">the reasons have 15 letters, at least 20 are needed: say what happened"),
        ],
    )
    def test_says_what_is_wrong_and_loses_nothing_typed(self, ana: Desk, amount: str, because: str, says: str) -> None:
        answer = ana.send(
            f"money/claims/{Claim.objects.get().id}", {"amount": amount, "because": because, **READER}, status=200
        ).content.decode()

        assert "There is a problem" in answer
        assert says in answer
        assert because.strip() in answer
        assert held() == 0

    def test_is_refused_for_a_member_who_was_erased(self, ana: Desk) -> None:
        erase_member(member="fred", by="operator", now=NOW)
        answer = ana.send(
            f"money/claims/{Claim.objects.get().id}", {"amount": "5", "because": BECAUSE, **READER}, status=200
        )

        assert "this account was erased" in answer.content.decode()

    def test_is_read_first_with_every_amount_and_date(self, ana: Desk) -> None:
        """FUND-3: nothing is written, told or asked of the provider before it is confirmed; nothing typed is lost."""
        path, typed = f"money/claims/{Claim.objects.get().id}", {"amount": "200.00", "because": BECAUSE, **READER}
        size = get_size()
        check = ana.send(path, typed, status=200).content.decode()
        for words in (
            "Check the hold",
            "200.00 USD of fred’s money waits from now on. We ask the payment provider to keep it.",
            "300.00 USD stays available to fred.",
            "It is free by itself on 16 March 2026, 12:00\u00a0UTC, if nobody does anything.",
            "A second person may let it wait longer, once, to 31 May 2026, 12:00\u00a0UTC at most.",
            "fred is told at once, and can appeal until 2 September 2026.",
        ):
            assert words in check, words
        back = ana.send(path, typed | CHANGE, status=200).content.decode()
        assert 'value="200.00"' in back
        assert BECAUSE in back
        assert "There is a problem" not in back
        assert (held(), Hold.objects.count(), get_size()) == (0, 0, size)

        hold = placed(ana)
        [told] = [one.statement for one in list_sent("fred")]
        paragraphs = [one["text"] for section in told["sections"] for one in section["paragraphs"]]
        assert len(paragraphs) > 5
        for one in paragraphs:
            assert escape(one.replace(hold.id, "***")) in check, one

    def test_is_not_offered_twice(self, ana: Desk) -> None:
        placed(ana)

        path = f"money/claims/{Claim.objects.get().id}"
        assert "Let money wait for it" not in ana.read(path)
        for amount in ("5.00", ""):  # As from another window, whole or not.
            late = ana.send(path, {"amount": amount, "because": BECAUSE, **READER, **CONFIRM}, status=409)
            assert BECAUSE in late.content.decode()


ORDER = {
    "kind": "authority_order",
    "member": "fred",
    "claimant": "District Court of Lisbon",
    "reference": "1234/26.0T8LSB",
    "currency": "USD",
    "amount": "400.00",
    "contract": "",
}


class TestNewClaim:
    def test_is_an_order_of_an_authority_for_which_a_second_person_lets_money_wait(self, ana: Desk, ben: Desk) -> None:
        """FUND-4, FUND-7."""
        assert "Note a claim or an order" in ana.read("money")
        answer = ana.send("money/claims/new", ORDER)
        order = Claim.objects.get(kind="authority_order")

        assert answer.headers["Location"] == f"/console/money/claims/{order.id}"
        page = ana.read(f"money/claims/{order.id}")
        assert "District Court of Lisbon claims 400.00 USD of the money of fred." in page
        assert "It is noted. Nothing waits yet." in page
        asked = {"amount": "400", "because": "The court orders it.", **READER}
        assert "a second person reads it" in ana.send(f"money/claims/{order.id}", asked, status=200).content.decode()
        assert held() == 0
        ben.send(f"money/claims/{order.id}", asked | CONFIRM)
        assert held() == 40_000
        assert [get_entry(n).action for n in range(get_size())].count("claim.recorded") == 1

    def test_is_there_once_by_its_kind_and_its_number(self, ana: Desk) -> None:
        ana.send("money/claims/new", ORDER)
        with time_machine.travel(NOW + HOUR, tick=False):
            ana.send("money/claims/new", ORDER)
            assert "It was noted before." in ana.read(f"money/claims/{Claim.objects.get(kind='authority_order').id}")
            other = ana.send("money/claims/new", ORDER | {"amount": "300.00"}, status=200).content.decode()
            assert "was recorded before, for 400.00 USD of fred; give another reference" in other

        assert Claim.objects.get(kind="authority_order").amount == 40_000

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"kind": ""}, "kind", "Say what it is"),
            ({"kind": "revenge"}, "kind", "Select a valid choice"),
            ({"member": ""}, "member", "Name the member"),
            ({"member": "frde"}, "member", "Nothing was ever told of a member “frde”"),
            ({"claimant": ""}, "claimant", "Name who claims it"),
            ({"claimant": "fred"}, "claimant", "name the third party"),
            ({"reference": " "}, "reference", "Give the number of the document"),
            ({"reference": "r" * 201}, "reference", "at most 200 characters"),
            ({"currency": ""}, "currency", "Choose the currency"),
            ({"currency": "ZZZ"}, "currency", "Select a valid choice"),
            ({"amount": ""}, "amount", "Write how much is claimed"),
            ({"amount": "19.999"}, "amount", "Write an amount above nothing, such as 200.00, in USD"),
            ({"amount": "-5"}, "amount", "Write an amount above nothing"),
            ({"amount": "0"}, "amount", "Write an amount above nothing"),
            ({"amount": "90071992547409.92"}, "amount", "Write an amount above nothing"),
            ({"kind": "chargeback"}, "contract", "is no contract that paid fred anything in USD"),
            ({"kind": "chargeback", "contract": "k9"}, "contract", "is no contract that paid fred anything in USD"),
            ({"kind": "dispute", "contract": "k1", "amount": "500.01"}, "amount", "its transaction was 500.00 USD"),
            ({"kind": "refund_request", "currency": "EUR", "contract": "k1"}, "contract", "paid fred anything in EUR"),
        ],
    )
    def test_says_at_its_field_what_is_wrong_and_loses_nothing_typed(
        self, ana: Desk, changes: dict[str, str], field: str, says: str
    ) -> None:
        before = Claim.objects.count()
        page = ana.send("money/claims/new", ORDER | changes, status=200).content.decode()

        assert "There is a problem" in page
        error = page[page.index(f'id="id_{field}_error"') :]
        assert says in error[: error.index("</div>")]
        for name, typed in (ORDER | changes).items():
            if name not in {"kind", "currency"} and typed.strip():
                assert f'value="{typed}"' in page
        assert Claim.objects.count() == before

    def test_is_refused_for_a_member_who_was_erased(self, ana: Desk) -> None:
        erase_member(member="fred", by="operator", now=NOW)

        assert "Nothing was ever told of a member" in ana.send("money/claims/new", ORDER, status=200).content.decode()


class TestRenew:
    def test_is_for_a_second_person(self, ana: Desk, ben: Desk) -> None:
        """FUND-4, FUND-7."""
        hold = placed(ana)
        assert "A second person may renew it" in ana.read(f"money/holds/{hold.id}")
        refused = ana.send(
            f"money/holds/{hold.id}/renew", {"days": "20", "because": "The dispute is still undecided."}, status=409
        )
        assert "a second person renews it" in refused.content.decode()
        assert "The dispute is still undecided." in refused.content.decode()

        longer = {"days": "20", "because": "The bank asks for more of the papers."}
        check = ben.send(f"money/holds/{hold.id}/renew", longer, status=200).content.decode()
        for words in (
            "200.00 USD of fred’s money waits longer. It is free by itself on 5 April 2026, 12:00\u00a0UTC.",
            "Nobody can let it wait longer than that.",
            "fred is told at once, and can appeal until 2 September 2026.",
            "The bank asks for more of the papers.",
        ):
            assert words in check, words
        back = ben.send(f"money/holds/{hold.id}/renew", longer | CHANGE, status=200).content.decode()
        assert 'value="20"' in back
        hold.refresh_from_db()
        assert (hold.renewed_at, hold.release_at) == (None, NOW + 14 * DAY)
        ben.send(f"money/holds/{hold.id}/renew", longer | CONFIRM)
        hold.refresh_from_db()
        assert (hold.release_at, hold.renewed_by) == (NOW + 34 * DAY, ben.actor.id)
        page = ben.read(f"money/holds/{hold.id}")
        assert "The bank asks for more of the papers." in page
        assert "It cannot be renewed any more." in page
        late = ben.send(f"money/holds/{hold.id}/renew", {"days": "", "because": "And once more."}, status=409)
        assert "And once more." in late.content.decode()

    @pytest.mark.parametrize("days", ["", "77", "0", "x"])
    def test_says_what_is_wrong(self, ana: Desk, ben: Desk, days: str) -> None:
        hold = placed(ana)
        answer = ben.send(
            f"money/holds/{hold.id}/renew",
            {"days": days, "because": "The bank asks for more of the papers."},
            status=200,
        )

        assert "There is a problem" in answer.content.decode()
        assert "The bank asks for more of the papers." in answer.content.decode()


class TestRelease:
    def test_frees_the_money_once_and_says_so(self, ana: Desk, ben: Desk) -> None:
        hold = placed(ana)
        send(event("payout_details.changed", member="fred", at=NOW))
        path = f"money/holds/{hold.id}/release"
        assert "There is a problem" in ben.send(path, {}, status=200).content.decode()
        check = ben.send(path, {"because": "lifted"}, status=200).content.decode()
        for words in (
            "A person looked at it again and ended the wait of 200.00 USD for a claim.",
            "200.00 USD is free at once. We ask the payment provider to let it go.",
            "Payouts go to the payout details that fred changed.",
            "Money cannot wait for the same claim a second time.",
            "fred is told at once, and sees it on the money page.",
        ):
            assert words in check, words
        assert " checked" in ben.send(path, {"because": "lifted"} | CHANGE, status=200).content.decode()
        assert held() == 20_000
        ben.send(path, {"because": "lifted"} | CONFIRM)
        ben.send(path, {"because": "claim_withdrawn"})

        assert held() == 0
        assert [get_entry(n).action for n in range(get_size())].count("hold.released") == 1
        page = ben.read(f"money/holds/{hold.id}")
        assert "a person let it go" in page
        assert "Let it go now" not in page

    def test_is_told_apart_from_what_a_law_and_another_hold_still_keep(self, ana: Desk) -> None:
        """FUND-11: nothing is said to be paid that is not."""
        hold = placed(ana)
        send(event("payout_details.changed", member="fred", at=NOW))
        send(event("chargeback.opened", contract="k1", chargeback="c1", amount=said(300)))
        other, typed = Claim.objects.get(kind="chargeback").id, {"amount": "3", "because": BECAUSE, **READER}
        ana.send(f"money/claims/{other}", typed | CONFIRM)
        Hold.objects.filter(claim=other).update(release_at=NOW + 9 * DAY)
        order = Order(
            member="fred", basis=LegalBasis.SANCTIONS, reference="list 7", review_at=NOW + 20 * DAY, is_silent=False
        )
        freeze_by_law(order=order, officer=Actor("staff:7"), is_test=False, now=NOW)
        check = ana.send(f"money/holds/{hold.id}/release", {"because": "lifted"}, status=200).content.decode()

        assert "A freeze by law still keeps it from being paid out." in check
        assert "Payout details that fred changed stay frozen until 11 March 2026, 12:00\u00a0UTC." in check

    def test_of_a_claim_that_fell_is_at_once(self, ana: Desk) -> None:
        placed(ana)
        path = f"money/claims/{Claim.objects.get().id}/decide"
        assert "There is a problem" in ana.send(path, {}, status=200).content.decode()
        upheld = ana.send(path, {"outcome": "upheld"}, status=200).content.decode()
        assert "The claim is closed as upheld.</li><li>It frees nothing and takes nothing." in upheld
        assert "fred is told nothing of the outcome here." in upheld
        check = ana.send(path, {"outcome": "rejected"}, status=200).content.decode()
        assert "The claim is closed as rejected.</li><li>200.00 USD is free at once." in check
        assert held() == 20_000
        assert " checked" in ana.send(path, {"outcome": "rejected"} | CHANGE, status=200).content.decode()
        ana.send(path, {"outcome": "rejected"} | CONFIRM)

        assert held() == 0
        assert "was closed at" in ana.send(path, {"outcome": "upheld"}, status=200).content.decode()


class TestReport:
    def test_shows_tables_beside_plots_that_say_the_same(self, ana: Desk, clock: time_machine.Traveller) -> None:
        hold = placed(ana)
        clock.move_to(NOW + 3 * DAY)
        ana = Desk("ana", Role.MONEY_OFFICER)
        assert "Dispute, up to 7 days: 200.00 USD" in ana.read("money/report")
        reverse_holds(decision=hold.decision, yearly_rate=800, by="ben", is_test=False, now=NOW + 3 * DAY)
        page = ana.read("money/report?months=3")

        assert 'class="plot"' in page
        assert "2026-03: 600.00 USD, wrongly 600.00 USD" in page
        assert "2026-03, USD, late: none" in page
        assert '<td data-label="Of that wrongly">600.00 USD × days</td>' in page
        assert "2026-01: none" in page
        assert "2025-12" not in page

    def test_of_nothing_says_so(self, ana: Desk) -> None:
        assert "No money waited." in ana.read("money/report?months=x")
