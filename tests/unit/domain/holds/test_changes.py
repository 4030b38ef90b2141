"""What a member reads where a plan comes out otherwise: what they were told, what is, why, and since when."""

from datetime import UTC
from typing import Any

import pytest

from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange, changes_document
from habeas.files.catalogues import read_catalogues
from tests.factories.money import DAY, NOW, usd


def a_change(**changes: object) -> PlanChange:
    usual: dict[str, Any] = {
        "decision": "san_1",
        "member": "fred",
        "change": Change.PAYMENT_OF_LESS,
        "because": ChangedBecause.LESS_THERE,
        "told": usd(500),
        "left": usd(200),
        "told_at": NOW + 9 * DAY,
    }
    usual.update(changes)
    return PlanChange(**usual)


def words(*changes: PlanChange, language: str = "en") -> list[str]:
    document = changes_document(changes, now=NOW, zone=UTC, catalogue=read_catalogues()[language])
    return [part.text for part in document.sections[0].paragraphs]


class TestChangesDocument:
    def test_says_what_was_told_what_is_why_and_since_when(self) -> None:
        assert words(a_change(milestone="m1", contract="k1")) == [
            "We told you that 5.00 USD is paid to you on 11 March 2026. 2.00 USD of it is paid.",
            "This is about the milestone “m1” of the contract “k1”.",
            (
                "Why: there is less of it than before. What is missing was paid, released or given back already,"
                " or waits for a claim."
            ),
            "It is so since 2 March 2026.",
        ]

    def test_says_to_who_paid_it_in_that_another_was_to_be_paid(self) -> None:
        """FUND-9."""
        for change, begins in (
            (
                Change.PAYMENT_DROPPED,
                "We told you that 5.00 USD that you paid in goes to the other side of the contract",
            ),
            (
                Change.PAYMENT_OF_LESS,
                "We told you that 5.00 USD that you paid in goes to the other side of the contract",
            ),
            (Change.REFUND_DROPPED, "We told you that 5.00 USD goes back to who put it in"),
        ):
            assert words(a_change(change=change, passes=True))[0].startswith(begins)

    def test_says_what_is_paid_in_the_place_of_a_hold_where_something_is(self) -> None:
        unheld = {"change": Change.HOLD_NOT_PLACED, "because": ChangedBecause.CLAIM_CLOSED, "told_at": None}
        told = words(a_change(**unheld, reference="d1"), a_change(**unheld, reference="d2", left=usd(0)))

        assert [one for one in told if "instead" in one] == ["2.00 USD of it is paid to you instead."]
        assert ["(d1)" in told[0], "(d2)" in told[3]] == [True, True]

    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_has_words_for_every_change_and_every_reason(self, language: str) -> None:
        for change in Change:
            assert "5.00 USD" in words(a_change(change=change), language=language)[0]
            assert "5.00 USD" in words(a_change(change=change, passes=True), language=language)[0]
        for because in ChangedBecause:
            assert words(a_change(because=because), language=language)[1]

    @pytest.mark.parametrize(
        ("owed", "said"), [(2, ["We owe you 0.02 USD for the time in which it was missing."]), (0, [])]
    )
    def test_says_that_a_refund_stands_and_what_is_owed_for_it_where_something_is(
        self, owed: int, said: list[str]
    ) -> None:
        """Invariant 6: nothing is called undone that is not."""
        stands = {"change": Change.REFUND_STANDS, "because": ChangedBecause.DONE_BEFORE, "told_at": NOW}
        first, why, *more, _ = words(a_change(**stands, owed=usd(owed)))

        assert first.startswith("5.00 USD went back to who put it in on 2 March 2026. That stays so,")
        assert why == "Why: the payment provider was asked for it before. We cannot call it back."
        assert more == said
