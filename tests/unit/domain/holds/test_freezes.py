"""Changed payout details freeze while money waits; a freeze by law is out of reach of the platform's own cases."""

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.holds.freezes import (
    DetailsNotTheirs,
    FreezeFromCase,
    FreezeReviewTooLate,
    FreezeWithoutOrder,
    LegalBasis,
    LegalFreeze,
    freeze_by_law,
    freeze_details,
    recover_details,
    review_freeze,
)
from tests.factories.claims import ANA, FRED, a_hold
from tests.factories.money import DAY, NOW


class TestFreezeDetails:
    def test_lasts_while_money_waits_and_the_owner_ends_it(self) -> None:
        freeze = freeze_details(member="fred", changed_at=NOW + DAY, holds=[a_hold(), a_hold(hold="h2")])

        assert freeze is not None
        assert freeze.ends_at == NOW + 14 * DAY
        assert freeze.in_force(NOW + 2 * DAY)
        recovered = recover_details(freeze, by=FRED, now=NOW + 2 * DAY)
        assert not recovered.in_force(NOW + 2 * DAY)
        assert recover_details(recovered, by=FRED, now=NOW + 3 * DAY) == recovered

    def test_is_none_where_no_money_waits(self) -> None:
        assert freeze_details(member="fred", changed_at=NOW, holds=[]) is None
        assert freeze_details(member="gil", changed_at=NOW, holds=[a_hold()]) is None
        assert freeze_details(member="fred", changed_at=NOW + 15 * DAY, holds=[a_hold()]) is None

    @pytest.mark.parametrize("by", [ANA, Actor("fred", ActorKind.API_KEY)])
    def test_refuses_anybody_else(self, by: Actor) -> None:
        freeze = freeze_details(member="fred", changed_at=NOW, holds=[a_hold()])

        assert freeze is not None
        with pytest.raises(DetailsNotTheirs, match="its owner confirms"):
            recover_details(freeze, by=by, now=NOW)


def frozen(**changes: object) -> LegalFreeze:
    usual: dict[str, object] = {
        "freeze": "z1",
        "member": "fred",
        "basis": LegalBasis.COURT_ORDER,
        "reference": "12 O 345/26",
        "officer": ANA,
        "review_at": NOW + 30 * DAY,
        "now": NOW,
    }
    return freeze_by_law(**(usual | changes))  # type: ignore[arg-type]  # one of a table


class TestFreezeByLaw:
    @pytest.mark.parametrize(
        ("changes", "error", "words"),
        [
            ({"case": "case-1"}, FreezeFromCase, "only an order or a law freezes, never a case"),
            ({"reference": " "}, FreezeWithoutOrder, "reference: a freeze by law names the document"),
            ({"officer": MACHINE}, FreezeWithoutOrder, "officer: a freeze by law names a person"),
            ({"review_at": NOW + 31 * DAY}, FreezeReviewTooLate, "review_at"),
            ({"review_at": NOW}, FreezeReviewTooLate, "review_at"),
        ],
    )
    def test_refuses_one_without_the_law_behind_it(
        self, changes: dict[str, object], error: type[Exception], words: str
    ) -> None:
        """FUND-11."""
        with pytest.raises(error, match=words):
            frozen(**changes)

    def test_stays_till_the_law_ends_it_and_says_when_nobody_looked(self) -> None:
        freeze = frozen(is_silent=True)

        assert not freeze.is_overdue(NOW + 29 * DAY)
        assert freeze.is_overdue(NOW + 30 * DAY)
        again = review_freeze(freeze, still_binds=True, review_at=NOW + 60 * DAY, now=NOW + 30 * DAY)
        assert not again.is_overdue(NOW + 59 * DAY)
        lifted = review_freeze(again, still_binds=False, review_at=NOW, now=NOW + 60 * DAY)
        assert lifted.lifted_at == NOW + 60 * DAY
        assert not lifted.is_overdue(NOW + 90 * DAY)
