"""An event tells a fact, a balance, or nothing about money."""

from habeas.domain.journal.facts import Fact
from habeas.domain.journal.reading import read_money_event
from habeas.domain.journal.reconciliation import Report
from tests.factories.money import NOW, said


class TestReadMoneyEvent:
    def test_tells_them_apart(self) -> None:
        payout = {"payout": "p1", "member": "fred", "amount": said(5)}
        balance = {"member": "fred", "available": said(5)}

        assert isinstance(read_money_event(event="e", kind="payout.paid", occurred_at=NOW, content=payout), Fact)
        assert isinstance(
            read_money_event(event="e", kind="balance.reported", occurred_at=NOW, content=balance), Report
        )
        assert read_money_event(event="e", kind="member.joined", occurred_at=NOW, content={}) is None
