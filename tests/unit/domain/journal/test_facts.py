"""What events tell about money: who pays whom, what moved, and errors that name the field."""

from typing import Any

import pytest

from habeas.domain.journal.facts import STARTED, FactKind, read_fact
from habeas.money import MoneyRefused
from tests.factories.money import NOW, fact, said

MILESTONE = {"milestone": "m1", "contract": "k1"}


def read(kind: str, content: dict[str, Any]) -> object:
    return read_fact(event="e1", kind=kind, occurred_at=NOW, content=content)


class TestReadFact:
    @pytest.mark.parametrize(
        "content",
        [
            {"client": "cleo", "freelancer": "fred"},
            {"client": {"member": "cleo"}, "freelancer": {"member": "fred", "role": "x"}},
            {"parties": [{"member": "cleo", "role": "buyer"}, {"member": "fred", "role": "seller"}]},
            {"parties": [{"member": "ann", "org": "cleo", "role": "client"}, {"member": "fred", "role": "freelancer"}]},
        ],
    )
    def test_says_who_pays_whom_under_a_contract(self, content: dict[str, Any]) -> None:
        found = fact("contract.started", contract="k1", **content)

        assert (found.kind, found.matter) == (FactKind.SIDES, "contract:k1")
        assert (found.payer, found.payee) == ("cleo", "fred")
        assert found.outcome == STARTED
        assert fact("contract.ended", contract="k1", **content).outcome == "ended"

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("contract.started", {"client": "cleo", "freelancer": "fred"}),
            ("contract.ended", {"contract": "k1"}),
            ("contract.started", {"contract": "k1", "client": "cleo", "freelancer": "cleo"}),
            ("contract.started", {"contract": "k1", "parties": ["cleo", "fred"]}),
            (
                "contract.started",
                {"contract": "k1", "parties": [{"member": "a", "role": "client"}, {"member": "b", "role": "client"}]},
            ),
            ("member.joined", {"member": "fred"}),
            ("payout.imagined", {"payout": "p1"}),
            ("dispute.opened", {"dispute": "d1", "decision": "dec1"}),
            ("chargeback.opened", {"chargeback": "c1", "member": "fred", "amount": said(5)}),
        ],
    )
    def test_finds_none_where_none_is_told(self, kind: str, content: dict[str, Any]) -> None:
        assert read(kind, content) is None

    @pytest.mark.parametrize(
        ("kind", "content", "field"),
        [
            ("milestone.funded", MILESTONE | {"amount": said(0)}, "/data/amount/amount"),
            ("milestone.funded", MILESTONE | {"amount": said(-5)}, "/data/amount/amount"),
            ("milestone.funded", MILESTONE, "/data/amount"),
            ("milestone.funded", {"milestone": "m1", "amount": said(5)}, "/data/contract"),
            ("payout.paid", {"payout": "", "member": "f", "amount": said(5)}, "/data/payout"),
            ("payout.paid", {"payout": "p", "amount": said(5)}, "/data/member"),
            ("payout.paid", {"payout": "p", "member": "f", "amount": said(5, "XXX")}, "/data/amount/currency"),
            ("milestone.released", MILESTONE | {"amount": said(5), "fee": said(1, "EUR")}, "/data/fee/currency"),
            ("milestone.released", MILESTONE | {"amount": said(5), "fee": said(6)}, "/data/fee/amount"),
            ("milestone.released", MILESTONE | {"amount": said(5), "fee": said(-1)}, "/data/fee/amount"),
            ("milestone.due", MILESTONE | {"amount": said(-1)}, "/data/amount/amount"),
            ("chargeback.opened", {"chargeback": "c1", "contract": "k1"}, "/data/amount"),
        ],
    )
    def test_refuses_what_is_no_money_and_names_the_field(self, kind: str, content: dict[str, Any], field: str) -> None:
        with pytest.raises(MoneyRefused) as caught:
            read(kind, content)

        assert caught.value.field == field
