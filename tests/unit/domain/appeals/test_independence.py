"""Who took part in a decision, by what they did in its case or with its sanction."""

import pytest

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.appeals.independence import Part, part_in_case, part_in_sanction
from habeas.domain.cases.case import CaseMove
from habeas.domain.sanctions.moves import Answer, Lift, Move, Renew, Reply, Review, RunOut, Withdraw
from tests.factories.sanctions import NOW

ANA = Actor("ana")


class TestPartInCase:
    @pytest.mark.parametrize(
        ("move", "part"),
        [
            (CaseMove.CLAIM, Part.HELD_CASE),
            (CaseMove.ASK_MEMBER, Part.ASKED),
            (CaseMove.ASK_APPROVAL, Part.DRAFTED),
            (CaseMove.DECIDE, Part.DECIDED),
            (CaseMove.DECLINE, Part.DECLINED),
            (CaseMove.QUEUE, None),
            (CaseMove.REOPEN, None),
        ],
    )
    def test_names_what_a_person_did(self, move: CaseMove, part: Part | None) -> None:
        """DSA20-6, invariant 5."""
        assert part_in_case(move, by=ANA) is part

    def test_is_none_for_a_machine(self) -> None:
        assert part_in_case(CaseMove.DECIDE, by=MACHINE) is None


class TestPartInSanction:
    @pytest.mark.parametrize(
        ("move", "part"),
        [
            (Reply(by=ANA, at=NOW), Part.REPLIED),
            (Renew(by=ANA, at=NOW, reasons="still open"), Part.RENEWED),
            (Review(by=ANA, at=NOW, reasons="still so"), Part.REVIEWED),
            (Lift(by=ANA, at=NOW), Part.LIFTED),
            (Withdraw(by=ANA, at=NOW), Part.WITHDREW),
        ],
    )
    def test_names_who_did_what_before_it_and_since(self, move: Move, part: Part) -> None:
        """DSA20-6, invariant 5."""
        assert part_in_sanction(move) == (ANA, part)

    @pytest.mark.parametrize("move", [Answer(at=NOW), RunOut(at=NOW)])
    def test_is_none_for_members_and_clocks(self, move: Move) -> None:
        assert part_in_sanction(move) is None
