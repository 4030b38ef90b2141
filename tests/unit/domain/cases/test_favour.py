"""What speaks for a member is computed for every case, and what nobody knows is said."""

from typing import Any

import pytest

from habeas.domain.cases.favour import Favour, MemberRecord, Speaks, in_favour
from habeas.policy.unknown import UNKNOWN

NOTHING: dict[str, Any] = {
    "paid_inside": 0,
    "currency": "USD",
    "completed_contracts": 0,
    "tenure_days": 0,
    "strikes": 2,
    "messages": 40,
}


def record(**changes: object) -> MemberRecord:
    usual: dict[str, Any] = dict(NOTHING)
    usual.update(changes)
    return MemberRecord(**usual)


class TestInFavour:
    @pytest.mark.parametrize(
        ("changes", "speaks"),
        [
            ({"paid_inside": 4_000_000}, Speaks(Favour.PAYMENTS_KEPT, (("amount", 4_000_000), ("currency", "USD")))),
            ({"completed_contracts": 170}, Speaks(Favour.CONTRACTS_KEPT, (("contracts", 170),))),
            ({"tenure_days": 2555}, Speaks(Favour.TENURE, (("days", 2555),))),
            ({"strikes": 0}, Speaks(Favour.CLEAN_RECORD, (("messages", 40),))),
            ({"strikes": 0, "messages": UNKNOWN}, Speaks(Favour.CLEAN_RECORD, (("messages", 0),))),
            ({"overturned": 1}, Speaks(Favour.OVERTURNED_BEFORE, (("decisions", 1),))),
            ({"declaration": "not to reach me"}, Speaks(Favour.DECLARATION, (("words", "not to reach me"),))),
            ({"asked_by_other": True}, Speaks(Favour.ASKED_BY_OTHER)),
            ({"known_before": True}, Speaks(Favour.KNOWN_BEFORE)),
            ({"dismissals": ("a certificate id",)}, Speaks(Favour.DISMISSED, (("explanation", "a certificate id"),))),
        ],
    )
    def test_names_what_the_facts_show(self, changes: dict[str, Any], speaks: Speaks) -> None:
        """Invariant 13, DSA14-4."""
        assert in_favour(record(**changes)).speaks == (speaks,)

    def test_is_empty_where_nothing_does_and_that_is_no_reproach(self) -> None:
        assert in_favour(record()).speaks == ()
        assert in_favour(record()).unknown == ()

    def test_says_what_nobody_knows(self) -> None:
        unknown = dict.fromkeys((*NOTHING, "asked_by_other", "known_before"), UNKNOWN) | {"currency": "USD"}

        assert in_favour(record(**unknown)).unknown == (
            "paid_inside",
            "completed_contracts",
            "tenure_days",
            "strikes",
            "messages",
            "asked_by_other",
            "known_before",
        )
        assert in_favour(record(**unknown)).speaks == ()
