"""What goes with an overturned decision."""

from collections.abc import Mapping

import pytest

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.beside import NotBesideTheDecision, TakenBackUnasked, choose_taken_back

ALLOWED = {"allowed": True, "action": "none"}
STANDING = {"dec_b": "warn", "dec_a": "nudge"}


class TestChooseTakenBack:
    """Invariant 6."""

    @pytest.mark.parametrize(
        ("named", "expect", "chosen"),
        [
            (None, ALLOWED, ("dec_a", "dec_b")),
            (None, {"allowed": False, "action": "warn"}, ()),
            (None, {"action": "nudge"}, ("dec_b",)),
            (None, {"allowed": True}, ("dec_a", "dec_b")),
            (None, {}, ()),
            ((), ALLOWED, ()),
            (("dec_b",), ALLOWED, ("dec_b",)),
            (("dec_b", "dec_b"), {"action": "nudge"}, ("dec_b",)),
        ],
    )
    def test_takes_what_is_named_and_else_all_that_is_harsher_than_it_should_have_been(
        self, named: tuple[str, ...] | None, expect: Mapping[str, object], chosen: tuple[str, ...]
    ) -> None:
        assert choose_taken_back(named, outcome=Outcome.OVERTURNED, expect=expect, standing=STANDING) == chosen

    @pytest.mark.parametrize("outcome", [Outcome.UPHELD, Outcome.VARIED])
    def test_takes_nothing_where_the_decision_stays(self, outcome: Outcome) -> None:
        for named in (None, ()):
            assert choose_taken_back(named, outcome=outcome, expect=ALLOWED, standing=STANDING) == ()
        with pytest.raises(TakenBackUnasked, match="dec_a can be taken back only with the decision"):
            choose_taken_back(("dec_a",), outcome=outcome, expect=ALLOWED, standing=STANDING)

    def test_refuses_what_is_not_beside_the_decision(self) -> None:
        with pytest.raises(NotBesideTheDecision, match="dec_c is no decision of a machine about these words"):
            choose_taken_back(("dec_c", "dec_a"), outcome=Outcome.OVERTURNED, expect=ALLOWED, standing=STANDING)
