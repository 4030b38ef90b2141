"""Nobody decides on what they did not open, and the machine speaks last."""

from datetime import UTC, datetime

import pytest

from habeas.domain.actors import Actor
from habeas.domain.cases.evidence import (
    EvidenceNotOpened,
    FavourNotOpened,
    FindNotOpened,
    Opened,
    ProposalBeforeEvidence,
    Shown,
    check_found,
    check_opened,
    open_proposal,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA, BEN = Actor("ana"), Actor("ben")


def opened(item: str, by: Actor = ANA) -> Opened:
    return Opened(by=by, at=NOW, what=Shown.EVIDENCE, item=item)


FAVOUR = Opened(by=ANA, at=NOW, what=Shown.IN_FAVOUR)


class TestCheckOpened:
    def test_takes_a_decision_after_all_of_it_was_opened(self) -> None:
        check_opened(relied_on=["e1", "e2"], by=ANA, opened=[opened("e1"), opened("e2"), FAVOUR])

    def test_refuses_a_decision_before_that_and_names_what_is_missing(self) -> None:
        """GDPR22-b: decision before opening every relied-on item is refused."""
        with pytest.raises(EvidenceNotOpened, match="ana has not opened e2, e3"):
            check_opened(relied_on=["e3", "e1", "e2"], by=ANA, opened=[opened("e1"), opened("e2", by=BEN), FAVOUR])

    def test_refuses_a_decision_without_a_look_at_what_speaks_for_the_member(self) -> None:
        """GDPR22-b, DSA14-4."""
        with pytest.raises(FavourNotOpened, match="speaks for the member"):
            check_opened(relied_on=["e1"], by=ANA, opened=[opened("e1")])


class TestOpenProposal:
    def test_comes_after_the_evidence_and_is_recorded(self) -> None:
        """GDPR22-b: the evidence before the score."""
        with pytest.raises(ProposalBeforeEvidence, match="shown after the evidence"):
            open_proposal(evidence=["e1"], by=ANA, opened=[], now=NOW)

        assert open_proposal(evidence=["e1"], by=ANA, opened=[opened("e1")], now=NOW).what is Shown.PROPOSAL


class TestCheckFound:
    def test_lets_nobody_call_right_what_they_did_not_see(self) -> None:
        """Design 5: what a machine's rate of error is estimated from."""
        seen = Opened(by=ANA, at=NOW, what=Shown.PROPOSAL)
        with pytest.raises(FindNotOpened, match="what a machine made of d1, d2"):
            check_found(found=["d2", "d1"], by=BEN, opened=[seen])

        check_found(found=["d1"], by=ANA, opened=[seen])
        check_found(found=[], by=BEN, opened=[])
