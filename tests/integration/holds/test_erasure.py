"""Erasing a member changes no entry: the journal goes on without the name, once what is owed was paid."""

from datetime import timedelta

import pytest

from habeas.server.journal.models import Owner
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from tests.factories.enforcement import paid
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said, usd

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def names() -> set[str]:
    return set(Owner.objects.values_list("party", flat=True))


class TestExport:
    def test_hands_out_each_movement_of_their_money(self) -> None:
        """GDPR15-h."""
        open_market()
        send(*paid(500))
        exported = export_member(member="fred", by="operator", now=LATER)

        assert [(one["state"], one["amount"], one["about"]) for one in exported["money"]] == [
            ("available", 500, "contract:k1"),
            ("outside", -500, "contract:k1"),
        ]


class TestErasure:
    def test_puts_another_name_in_the_journal(self) -> None:
        open_market()
        send(*paid(500))
        erase_member(member="cleo", by="operator", now=LATER)

        [payer] = names() - {"fred"}
        assert payer.startswith("erased-")
        assert list_balances(payer, is_test=False)["USD"].paid == usd(500)
        assert list_unbalanced() == []

    def test_waits_with_the_name_till_what_is_owed_was_paid(self) -> None:
        open_market()
        send(*paid(500))
        erase_member(member="fred", by="operator", now=LATER)
        assert "fred" in names()

        payout = {"payout": "p1", "member": "fred", "amount": said(500)}
        send(event("payout.scheduled", at=NOW + DAY, **payout), now=NOW + DAY)  # type: ignore[arg-type]
        assert list_balances("fred", is_test=False)["USD"].in_transit == usd(500)
        send(event("payout.paid", at=NOW + 2 * DAY, **payout), now=NOW + 2 * DAY)  # type: ignore[arg-type]

        [payee] = names() - {"cleo"}
        assert payee.startswith("erased-")
        assert list_balances(payee, is_test=False)["USD"].paid == usd(500)

    def test_keeps_no_id_of_whom_nothing_is_owed(self) -> None:
        open_market()
        send(event("member.joined", member="fred"))
        erase_member(member="fred", by="operator", now=LATER)
        send(*paid(500), now=LATER)

        assert "fred" not in names()
