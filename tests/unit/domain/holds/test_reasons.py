"""Reasons about money are a person's own, and say why this claim makes it wait."""

import pytest

from habeas.domain.holds.reasons import MoneyReasonsAreBoilerplate, MoneyReasonsTooShort, check_money_reasons

OWN = "Cleo says that the second page was never delivered."


class TestCheckMoneyReasons:
    def test_takes_what_says_why(self) -> None:
        check_money_reasons(OWN, field="because", to_others=["The bank took the whole payment back."] * 9)

    @pytest.mark.parametrize("reasons", ["It is disputed.", "x", "a  \n\n\n                          dispute"])
    def test_refuses_what_is_too_short_to_say_anything(self, reasons: str) -> None:
        """DSA17-3e."""
        with pytest.raises(MoneyReasonsTooShort, match="at least 20 are needed: say what happened and why"):
            check_money_reasons(reasons, field="because", to_others=())

    @pytest.mark.parametrize("said", [OWN, OWN.upper(), f"  {OWN}\n"])
    def test_refuses_what_many_others_were_told(self, said: str) -> None:
        """P2B11-2."""
        with pytest.raises(MoneyReasonsAreBoilerplate, match=r"items/0/words: you gave the same reasons to 3 other"):
            check_money_reasons(OWN, field="items/0/words", to_others=[said] * 3)

    def test_takes_what_one_or_two_others_were_told(self) -> None:
        check_money_reasons(OWN, field="because", to_others=[OWN, OWN])
