"""The journal in the database: what events tell is booked once, balances, and nothing in it can be changed."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from habeas.domain.journal.entries import State
from habeas.server.events.incoming import Status
from habeas.server.events.names import make_up_name
from habeas.server.holds.standing import get_money
from habeas.server.journal.models import Entry, Fact, Matter, Owner, Posting
from habeas.server.journal.queries import (
    get_amounts,
    get_available,
    list_balances,
    list_contract_money,
    list_differences,
    list_unbalanced,
)
from tests.factories.enforcement import contract, milestone, paid
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market() -> None:
    open_market()


class TestIngestMoney:
    def test_tells_the_money_of_the_story_to_the_cent(self) -> None:
        """FUND-9: $500 in a funded milestone, $500 due on the 16th, the rest there already."""
        send(
            *paid(40_000),
            milestone("funded", 50_000, milestone="m2"),
            milestone("funded", 50_000, milestone="m3", due_at="2026-03-16T00:00:00Z"),
            event("payout.scheduled", payout="p1", member="fred", amount=said(15_000)),
            event("payout.paid", at=NOW + HOUR, payout="p1", member="fred", amount=said(15_000)),
        )

        fred, cleo = list_balances("fred", is_test=False)["USD"], list_balances("cleo", is_test=False)["USD"]
        assert (fred.credited, fred.available, fred.paid) == (usd(40_000), usd(25_000), usd(15_000))
        assert (cleo.held, cleo.paid, cleo.credited) == (usd(100_000), usd(40_000), usd(140_000))
        [money] = list_contract_money("fred", is_test=False)
        held = {one.id: (one.held, one.due_at) for one in money.milestones}
        assert (money.contract, money.counterpart, money.pays) == ("k1", "cleo", False)
        assert held["m2"] == (50_000, None)
        assert held["m3"][1] is not None
        assert list_unbalanced() == []

    def test_books_nothing_as_the_platforms_not_even_its_fee(self) -> None:
        """FUND-1: each account is one member's, and what the host keeps of it stays in that member's books."""
        send(contract(), milestone("funded", 500), milestone("released", 500, fee=said(50)))

        assert set(Owner.objects.values_list("party", flat=True)) == {"cleo", "fred"}
        assert not Posting.objects.values("owner", "currency").annotate(left=Sum("amount")).exclude(left=0).exists()
        fred = list_balances("fred", is_test=False)["USD"]
        assert (fred.credited, fred.available, fred.deducted) == (usd(500), usd(450), usd(50))

    @pytest.mark.parametrize("seed", range(4))
    def test_comes_to_the_same_however_late_and_often_it_is_heard(self, seed: int) -> None:
        """Invariant 10."""
        events = [
            *paid(40_000),
            milestone("funded", 500, milestone="m2"),
            milestone("refunded", 200, milestone="m2", at=NOW + HOUR),
            event("payout.scheduled", payout="p1", member="fred", amount=said(15_000)),
            event("payout.returned", at=NOW + HOUR, payout="p1", member="fred", amount=said(15_000)),
        ]
        shuffled = [*events, *events[:3]]
        random.Random(seed).shuffle(shuffled)  # noqa: S311  # so that a run can be repeated
        for one in shuffled:
            send(one)

        assert list_balances("fred", is_test=False)["USD"].available == usd(40_000)
        assert list_balances("cleo", is_test=False)["USD"].held == usd(300)
        assert list_unbalanced() == []

    def test_sets_aside_a_second_release_and_says_so(self) -> None:
        send(*paid(500))
        [answer] = send(milestone("released", 500, at=NOW + HOUR))

        assert answer.status is Status.ACCEPTED
        assert answer.problem is not None
        assert answer.problem["type"] == "urn:habeas:problem:money-set-aside"
        assert answer.problem["errors"][0]["field"] == "/data/amount"
        assert get_available("fred", currency="USD", is_test=False) == usd(500)

    @pytest.mark.parametrize(
        ("amount", "field"),
        [
            (said(-5), "/data/amount/amount"),
            (said(0), "/data/amount/amount"),
            ({"amount": 1.5, "currency": "USD"}, "/data/amount/amount"),
            (said(2**53), "/data/amount/amount"),
            (said(5, "XYZ"), "/data/amount/currency"),
        ],
    )
    def test_refuses_what_is_no_money_and_keeps_the_rest(self, amount: object, field: str) -> None:
        bad = event("milestone.funded", contract="k1", milestone="m9", amount=amount)
        first, second = send(bad, contract())

        assert first.status is Status.REJECTED
        assert first.problem is not None
        assert first.problem["errors"][0]["field"] == field
        assert second.status is Status.ACCEPTED
        assert not Posting.objects.exists()

    def test_keeps_money_of_tests_apart(self) -> None:
        send(*paid(500), is_test=True)

        assert get_amounts("fred", is_test=False) == {}
        assert get_available("fred", currency="USD", is_test=True) == usd(500)

    def test_asks_nothing_where_no_money_is_told(self) -> None:
        send(event("member.joined", member="fred"))

        assert not Fact.objects.exists()


class TestReconciliation:
    def test_shows_a_difference_and_books_none(self) -> None:
        send(*paid(500))
        send(event("balance.reported", member="fred", available=said(450), held=said(0)))

        [difference] = list_differences(is_test=False)
        assert (difference.state, difference.missing) == (State.AVAILABLE, usd(-50))
        assert get_available("fred", currency="USD", is_test=False) == usd(500)

    def test_shows_what_was_paid_out_beyond_what_there_is_and_never_as_free(self) -> None:
        send(*paid(500), event("payout.scheduled", payout="p1", member="fred", amount=said(90_000)))

        [difference] = list_differences(is_test=False)
        assert (difference.is_reported, difference.member, difference.missing) == (False, "fred", usd(89_500))
        assert list_differences(is_test=False, member="cleo") == []
        told = get_money("fred", is_test=False, now=NOW)
        assert [one["why"] for one in told["amounts"] if one["state"] == "available"] == ["overdrawn"]
        assert told["differences"][0]["kind"] == "overdrawn"
        send(*paid(500), event("payout.scheduled", payout="p1", member="fred", amount=said(90_000)), is_test=True)
        assert list_differences(is_test=False) == [difference]

        send(event("payout.returned", payout="p1", member="fred", amount=said(90_000), at=NOW + HOUR), now=NOW + HOUR)
        assert list_differences(is_test=False) == []
        assert len(list_differences(is_test=True)) == 1

    def test_finds_it_gone_once_the_missing_event_is_heard(self) -> None:
        send(*paid(500), event("balance.reported", at=NOW, member="fred", available=said(450), in_transit=said(50)))
        assert len(list_differences(is_test=False, member="fred")) == 2

        send(event("payout.scheduled", at=NOW - HOUR, payout="p1", member="fred", amount=said(50)))
        assert list_differences(is_test=False) == []

    def test_of_a_provider_that_loses_repeats_and_reorders_ends_with_what_was_lost(self) -> None:
        told = [
            event(f"payout.{move}", at=NOW + number * HOUR, payout=f"p{number}", member="fred", amount=said(100))
            for number in range(20)
            for move in ("scheduled", "paid")
        ]
        drawn = random.Random(7)  # noqa: S311  # so that a run can be repeated
        lost = drawn.sample(told, 5)
        heard = [one for one in told if one not in lost]
        arriving = heard + drawn.sample(heard, 10) + paid(90_000)
        drawn.shuffle(arriving)
        was_overdrawn = set()
        for one in arriving:
            send(one, now=NOW + DAY)
            left = get_available("fred", currency="USD", is_test=False)
            was_overdrawn.add(left.amount < 0)
            assert [found.booked for found in list_differences(is_test=False)] == [left] * (left.amount < 0)
        assert was_overdrawn == {True, False}
        true = event("balance.reported", at=NOW + DAY, member="fred", available=said(88_000), in_transit=said(0))
        send(true, now=NOW + DAY)
        assert list_differences(is_test=False)

        send(*lost, now=NOW + 2 * DAY)
        assert list_differences(is_test=False) == []


def _unbalanced(owner: Owner, matter: Matter) -> None:
    entry = Entry(id="e" * 32, matter=matter, cause="c", currency="USD", occurred_at=NOW, posted_at=NOW)
    Posting.objects.create(entry=entry, owner=owner, state="held", currency="USD", amount=5)
    entry.save(force_insert=True)


def _mixed(owner: Owner, matter: Matter) -> None:
    entry = Entry(id="e" * 32, matter=matter, cause="c", currency="USD", occurred_at=NOW, posted_at=NOW)
    Posting.objects.create(entry=entry, owner=owner, state="held", currency="EUR", amount=5)
    Posting.objects.create(entry=entry, owner=owner, state="outside", currency="EUR", amount=-5)
    entry.save(force_insert=True)


def _between_owners(owner: Owner, matter: Matter) -> None:
    other = Owner.objects.exclude(pk=owner.pk).earliest("pk")
    entry = Entry(id="e" * 32, matter=matter, cause="c", currency="USD", occurred_at=NOW, posted_at=NOW)
    Posting.objects.create(entry=entry, owner=owner, state="held", currency="USD", amount=5)
    Posting.objects.create(entry=entry, owner=other, state="held", currency="USD", amount=-5)
    entry.save(force_insert=True)


def _empty(_: Owner, matter: Matter) -> None:
    Entry.objects.create(id="e" * 32, matter=matter, cause="c", currency="USD", occurred_at=NOW, posted_at=NOW)


def _joining(owner: Owner, matter: Matter) -> None:
    entry = Entry.objects.filter(matter=matter).earliest("posted_at", "id")
    Posting.objects.create(entry=entry, owner=owner, state="deducted", currency="USD", amount=5)


class TestDatabase:
    @pytest.mark.parametrize("write", [_unbalanced, _mixed, _between_owners, _empty, _joining])
    def test_refuses_an_entry_that_does_not_balance(self, write: Callable[[Owner, Matter], None]) -> None:
        """FUND-9, and FUND-1: nothing goes from one owner's money to another's."""
        send(*paid(500))
        before = Posting.objects.aggregate(Sum("amount"), Sum("id"))
        owner, matter = Owner.objects.get(party="fred"), Matter.objects.get(key="contract:k1")

        with pytest.raises(IntegrityError), transaction.atomic():
            write(owner, matter)

        assert Posting.objects.aggregate(Sum("amount"), Sum("id")) == before

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE journal_posting SET amount = amount + 1",
            "DELETE FROM journal_posting",
            "UPDATE journal_entry SET currency = 'EUR'",
            "DELETE FROM journal_entry",
            "UPDATE journal_fact SET amount = 1",
            "DELETE FROM journal_fact",
            "UPDATE journal_owner SET party = 'mallory' WHERE party = 'fred'",
            "UPDATE journal_owner SET party = 'erased-1' WHERE party = 'fred'",
            "UPDATE journal_owner SET party = 'erased-0123456789abcdef', is_test = true WHERE party = 'fred'",
            "DELETE FROM journal_owner",
            "UPDATE journal_matter SET key = 'contract:k2' WHERE key = 'contract:k1'",
            "DELETE FROM journal_matter",
            "UPDATE journal_balancereport SET available = 1",
            "DELETE FROM journal_balancereport",
        ],
    )
    def test_refuses_every_change(self, statement: str) -> None:
        send(*paid(500), event("balance.reported", member="fred", available=said(500)))

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    @pytest.mark.only_on("sqlite")
    @pytest.mark.parametrize("table", ["journal_owner", "journal_matter", "journal_balancereport"])
    def test_replaces_nothing_that_is_there(self, table: str) -> None:
        """SQLite deletes what it replaces without asking any trigger."""
        send(*paid(500), event("balance.reported", member="fred", available=said(500)))
        changed = {"journal_owner": "party", "journal_matter": "key", "journal_balancereport": "available"}[table]

        def rows() -> list[Any]:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  # one of three names
                return list(cursor.fetchall())

        before = rows()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE other AS SELECT * FROM {table}")  # noqa: S608
            cursor.execute(f"UPDATE other SET {changed} = '7'")  # noqa: S608
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM other LIMIT 1")  # noqa: S608
            cursor.execute("DROP TABLE other")
        assert rows() == before

    def test_lets_a_member_get_another_name_without_a_change_of_entries(self) -> None:
        send(*paid(500))
        name = make_up_name()
        Owner.objects.filter(party="fred").update(party=name)

        assert get_available(name, currency="USD", is_test=False) == usd(500)
        with pytest.raises(IntegrityError), transaction.atomic():
            Owner.objects.filter(party=name).update(party=make_up_name())
