"""A termination skips its notice only where a closed list of reasons is shown."""

from dataclasses import replace

import pytest

from habeas.domain.sanctions.termination import (
    EarlierDecision,
    Exemption,
    ExemptionCode,
    ExemptionWithoutProof,
    FirstOffenceTerminated,
    LawQuoted,
    TooFewFinalDecisions,
    check_exemption,
    check_not_first,
)
from tests.factories.sanctions import DAY, NOW

FINAL = EarlierDecision(id="d1", notified_at=NOW - 300 * DAY, window_ends_at=NOW - 100 * DAY)
ALSO_FINAL = EarlierDecision(id="d2", notified_at=NOW - 50 * DAY, window_ends_at=NOW + 100 * DAY, appeal_decided=True)

ORDER = LawQuoted("order 12/26", "The account of Ana is to be closed at once.")


def repeated(*earlier: EarlierDecision) -> Exemption:
    return Exemption(code=ExemptionCode.REPEATED_INFRINGEMENT, earlier=earlier)


class TestCheckExemption:
    def test_takes_two_final_decisions_as_repeated(self) -> None:
        """P2B4-4: notified, not reversed, appeal ended or window passed."""
        check_exemption(repeated(FINAL, ALSO_FINAL), now=NOW)

    @pytest.mark.parametrize(
        "second",
        [
            FINAL,
            replace(ALSO_FINAL, notified_at=None),
            replace(ALSO_FINAL, notified_at=NOW + DAY),
            replace(ALSO_FINAL, is_reversed=True),
            replace(ALSO_FINAL, is_contested=True),
            replace(ALSO_FINAL, appeal_decided=False),
            replace(ALSO_FINAL, appeal_decided=False, window_ends_at=None),
        ],
    )
    def test_refuses_what_is_not_two_final_ones(self, second: EarlierDecision) -> None:
        """P2B4-4c, invariant 15."""
        with pytest.raises(TooFewFinalDecisions, match="1 of 2 are"):
            check_exemption(repeated(FINAL, second), now=NOW)

    @pytest.mark.parametrize("code", [ExemptionCode.LEGAL_DUTY, ExemptionCode.IMPERATIVE_REASON])
    @pytest.mark.parametrize("law", [None, LawQuoted(" ", ORDER.text), LawQuoted(ORDER.reference, "x.")])
    def test_refuses_a_law_that_is_not_quoted(self, code: ExemptionCode, law: LawQuoted | None) -> None:
        """P2B4-4: what the member wrote shows no duty, and neither does the name of an order."""
        with pytest.raises(ExemptionWithoutProof, match="quote the words of it"):
            check_exemption(Exemption(code=code, evidence=("f1",), law=law), now=NOW)

    def test_takes_a_duty_of_law_that_is_shown(self) -> None:
        duty = Exemption(code=ExemptionCode.LEGAL_DUTY, evidence=("f1",), law=ORDER)
        check_exemption(duty, now=NOW)

        assert duty.shown_by == ("order 12/26: “The account of Ana is to be closed at once.”", "f1")


class TestCheckNotFirst:
    def test_refuses_to_end_an_account_for_a_first_offence(self) -> None:
        """DSA23-1."""
        with pytest.raises(FirstOffenceTerminated, match="take a milder step"):
            check_not_first((), egregious_because=" ")

    def test_takes_a_strike_or_an_egregious_ground(self) -> None:
        check_not_first(("d1",), egregious_because="")
        check_not_first((), egregious_because="sold what was stolen from another member")
