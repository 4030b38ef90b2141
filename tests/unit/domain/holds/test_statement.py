"""The statement of a hold or a deduction is complete, or it is refused with all that it lacks."""

from datetime import UTC, date
from typing import Any

import pytest

from habeas.domain.actors import Actor
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.statement import MoneyStatement, MoneyStatementIncomplete, render_money
from habeas.domain.statements.automation import Decided, automation_of
from habeas.domain.statements.content import Contact, Redress
from habeas.files.catalogues import read_catalogues
from tests.factories.claims import an_item
from tests.factories.money import DAY, NOW, usd


def a_statement(**changes: object) -> MoneyStatement:
    """Return what Fred is told of a hold of $2."""
    usual: dict[str, Any] = {
        "decision": "hld_1",
        "member": "fred",
        "language": "en",
        "zone": UTC,
        "issued_at": NOW,
        "amount": usd(200),
        "provider": "Paywell",
        "claim": ClaimKind.DISPUTE,
        "reference": "d-17",
        "claimed": usd(300),
        "opened_at": NOW - DAY,
        "automation": automation_of([Decided(Actor("ana"))]),
        "decided_by": ("R-1",),
        "contact": Contact("the appeals desk", "https://market.example/help"),
        "redress": Redress(
            appeal_url="https://market.example/appeal",
            court="the court of Lisbon",
            ods_bodies_url="https://bodies.example",
        ),
        "because": "The second page was never delivered.",
        "until": NOW + 14 * DAY,
        "latest": NOW + 90 * DAY,
    }
    return MoneyStatement(**usual | changes)


def words(statement: MoneyStatement, language: str = "en") -> str:
    document = render_money(statement, catalogue=read_catalogues()[language])
    return " ".join(part.text for section in document.sections for part in section.paragraphs)


class TestMoneyStatement:
    def test_says_how_much_waits_until_when_why_and_where_to_appeal(self) -> None:
        """FUND-3."""
        said = words(a_statement())

        assert "2.00 USD of your money waits for a claim. Until 16 March 2026 Paywell keeps it." in said
        assert "never past 31 May 2026" in said
        assert "The claim came on 1 March 2026 and is about 3.00 USD. No more than that may wait" in said
        assert "It is no strike." in said
        assert "The decision was taken by a person without a program." in said
        assert "Why it has to wait: The second page was never delivered." in said
        assert "You can appeal until the end of 2 September 2026" in said
        assert a_statement().appeal_until == date(2026, 9, 2)
        assert a_statement().as_json()["amount"] == {"amount": 200, "currency": "USD"}

    def test_says_each_item_of_a_deduction_and_that_two_people_decided(self) -> None:
        """FUND-5."""
        taken = a_statement(items=(an_item(),), decided_by=("R-1", "R-2"), because="", until=None, latest=None)

        said = words(taken)
        assert "1.00 USD: The second page was not delivered. (clause: refunds v2; shown by file-1)" in said
        assert "R-1" in said
        assert "R-2" in said

    @pytest.mark.parametrize("language", ["es", "de", "pt", "hi"])
    def test_is_said_in_every_language(self, language: str) -> None:
        redress = Redress(appeal_url="https://market.example/appeal", court="x")

        assert "2.00 USD" in words(a_statement(language=language, redress=redress), language)

    @pytest.mark.parametrize(
        ("changes", "lacks"),
        [
            ({"because": " "}, "reasons, an end"),
            ({"until": None}, "reasons, an end"),
            ({"latest": None}, "reasons, an end"),
            ({"items": (an_item(),)}, "a second person"),
            ({"provider": ""}, "who keeps the money"),
            ({"decided_by": ()}, "who keeps the money and who decided"),
            ({"contact": Contact("desk", "")}, "where to appeal, which court, and whom to ask"),
            ({"redress": Redress(appeal_url="", court="x")}, "where to appeal"),
        ],
    )
    def test_refuses_to_be_incomplete(self, changes: dict[str, object], lacks: str) -> None:
        with pytest.raises(MoneyStatementIncomplete, match=lacks):
            a_statement(**changes)
