"""Whoever holds an account ends nothing that protects it by an appeal: its owner is recognized first."""

import pytest

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.ownership import OwnerNotRecognized, check_owner
from habeas.domain.appeals.standing import Matter

KNOWN = "she called from the number that we knew before"


class TestCheckOwner:
    @pytest.mark.parametrize("outcome", [Outcome.OVERTURNED, Outcome.VARIED])
    @pytest.mark.parametrize("said", ["", " ", "ok", "it is"])
    def test_refuses_to_undo_a_safeguard_for_nobody_knows_whom(self, outcome: Outcome, said: str) -> None:
        """Design 5."""
        with pytest.raises(OwnerNotRecognized, match="not in the account"):
            check_owner(Matter.SAFEGUARD, outcome, decision="saf_1", recognized_by=said)

    def test_lets_a_person_undo_it_for_its_owner(self) -> None:
        check_owner(Matter.SAFEGUARD, Outcome.OVERTURNED, decision="saf_1", recognized_by=KNOWN)

    def test_asks_nothing_where_it_stays(self) -> None:
        check_owner(Matter.SAFEGUARD, Outcome.UPHELD, decision="saf_1", recognized_by="")

    @pytest.mark.parametrize("matter", [one for one in Matter if one is not Matter.SAFEGUARD])
    def test_asks_nothing_of_other_decisions(self, matter: Matter) -> None:
        check_owner(matter, Outcome.OVERTURNED, decision="d1", recognized_by="")
