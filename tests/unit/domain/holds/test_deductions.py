"""Nothing is taken but items with clause and evidence, for a proven claim, by two people."""

from dataclasses import replace

import pytest

from habeas.domain.actors import MACHINE
from habeas.domain.holds.claims import close_claim
from habeas.domain.holds.deductions import (
    Deducted,
    DeductionBeyondHold,
    DeductionByOne,
    DeductionNotItemized,
    DeductionUnproven,
    deduct,
    restore,
)
from habeas.domain.holds.hold import HoldReleasedBefore
from habeas.money import CurrenciesDiffer, Money
from tests.factories.claims import ANA, BEN, a_claim, a_hold, an_item
from tests.factories.money import DAY, NOW, usd

UPHELD = close_claim(a_claim(), upheld=True, now=NOW + DAY)
REJECTED = close_claim(a_claim(), upheld=False, now=NOW + DAY)


def deducted(**changes: object) -> Deducted:
    usual: dict[str, object] = {
        "deduction": "x1",
        "decision": "dec2",
        "claim": UPHELD,
        "items": [an_item(), an_item(50)],
        "by": ANA,
        "approved_by": BEN,
        "now": NOW + 2 * DAY,
    }
    return deduct(a_hold(), **(usual | changes))  # type: ignore[arg-type]  # one of a table


class TestDeduct:
    def test_takes_the_sum_of_the_items_and_leaves_the_rest(self) -> None:
        """FUND-5."""
        made = deducted()

        assert made.deduction.amount == usd(150)
        assert (made.hold.deducted, made.hold.left) == (usd(150), usd(50))

    @pytest.mark.parametrize(
        ("changes", "error", "words"),
        [
            ({"items": []}, DeductionNotItemized, "the deduction lacks items"),
            ({"items": [an_item(clause=" ")]}, DeductionNotItemized, "item 0 lacks a clause"),
            (
                {"items": [an_item(), an_item(evidence=(), words="")]},
                DeductionNotItemized,
                "item 1 lacks evidence and words",
            ),
            ({"items": [an_item(evidence=("file-1", " "))]}, DeductionNotItemized, "item 0 lacks evidence"),
            ({"items": [an_item(0)]}, DeductionNotItemized, "item 0 lacks an amount above nothing"),
            ({"items": [an_item(201)]}, DeductionBeyondHold, "sum to 2.01 USD, 2.00 USD waits"),
            (
                {"items": [an_item(), replace(an_item(), amount=Money(5, "EUR"))]},
                CurrenciesDiffer,
                "/items/1/amount/currency wants USD, got EUR",
            ),
            ({"claim": REJECTED}, DeductionUnproven, "c1 was not upheld"),
            ({"claim": a_claim()}, DeductionUnproven, "c1 was not upheld"),
            ({"claim": close_claim(a_claim(id="c2"), upheld=True, now=NOW)}, DeductionUnproven, "c2"),
            ({"approved_by": ANA}, DeductionByOne, "a second person has to agree"),
            ({"approved_by": MACHINE}, DeductionByOne, "a second person has to agree"),
            ({"now": NOW + 14 * DAY}, HoldReleasedBefore, "h1 was released"),
        ],
    )
    def test_refuses_anything_else(self, changes: dict[str, object], error: type[Exception], words: str) -> None:
        """FUND-5, FUND-7: two people for any movement."""
        with pytest.raises(error, match=words):
            deducted(**changes)


class TestRestore:
    def test_undoes_it_once(self) -> None:
        undone = restore(deducted().deduction, now=NOW + 3 * DAY)

        assert undone is not None
        assert undone.restored_at == NOW + 3 * DAY
        assert restore(undone, now=NOW + 4 * DAY) is None
