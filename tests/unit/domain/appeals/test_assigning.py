"""Who may give an appeal to whom: nobody who decided chooses, and nobody takes what another hears by the way."""

from dataclasses import replace

import pytest

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal, Override
from habeas.domain.appeals.assigning import (
    GiverTookPart,
    Giving,
    HandedOverWithoutReason,
    HeardByOther,
    NotYoursToHandOver,
)
from habeas.domain.appeals.hearing import Reviewer, acknowledge, assign
from tests.factories.appeals import ANA, CARO, DAY, NOW, filed, heard

DAN = replace(CARO, actor=Actor("dan"))
LEAD = Actor("lead")
WHY = "Caro is ill from tomorrow on"


def give(appeal: Appeal, giving: Giving | None, *, to: Reviewer = DAN, hours_over: bool = False) -> Appeal:
    until = NOW if hours_over else NOW + DAY
    return assign(appeal, reviewer=to, took_part=[ANA], now=NOW, giving=giving, heard_until=until)


class TestCheckGiving:
    def test_lets_nobody_take_what_another_hears(self) -> None:
        """Of two at once the second reads who hears it."""
        assert give(heard(), None, to=CARO).reviewer == CARO.actor
        for giving in (None, Giving(by=LEAD, instead_of=Actor("eli"), because=WHY, is_above=True)):
            with pytest.raises(HeardByOther, match="caro hears the appeal p1 already; take another one"):
                give(heard(), giving)

    @pytest.mark.parametrize(
        ("giving", "hours_over"),
        [
            (Giving(by=CARO.actor, instead_of=CARO.actor, because=WHY), False),
            (Giving(by=LEAD, instead_of=CARO.actor, because=WHY, is_above=True), False),
            (Giving(by=DAN.actor, instead_of=CARO.actor, because=WHY), True),
        ],
    )
    def test_hands_over_by_who_hears_it_by_who_is_above_or_once_its_time_is_over(
        self, giving: Giving, hours_over: bool
    ) -> None:
        given = give(heard(), giving, hours_over=hours_over)

        assert (given.reviewer, given.given_by) == (DAN.actor, giving.by)

    def test_hands_over_nothing_without_a_reason_or_by_anybody_else(self) -> None:
        theirs = Giving(by=DAN.actor, instead_of=CARO.actor, because=WHY)

        with pytest.raises(NotYoursToHandOver, match="caro hears the appeal p1 until 2026-09-02T"):
            give(heard(), theirs)
        with pytest.raises(NotYoursToHandOver, match="caro hears the appeal p1; ask them"):
            assign(heard(), reviewer=DAN, took_part=[ANA], now=NOW, giving=theirs)
        with pytest.raises(HandedOverWithoutReason, match="say why dan hears the appeal p1 instead of caro"):
            give(heard(), replace(theirs, by=CARO.actor, because="ok"))

    def test_lets_nobody_who_took_part_choose_or_allow(self) -> None:
        """DSA20-6, invariant 5: who picks the reviewer takes part in the answer."""
        waiting = acknowledge(filed(), now=NOW)
        ben = Reviewer(actor=Actor("ben"), qualification="appeals, level 2")

        with pytest.raises(GiverTookPart, match="ana took part in the decision d1; let somebody who took none choose"):
            give(waiting, Giving(by=ANA))
        assert give(waiting, Giving(by=LEAD)).given_by == LEAD
        allowed = Override("the only one who reads Hindi", ANA)
        with pytest.raises(GiverTookPart):
            assign(waiting, reviewer=ben, took_part=[ANA, ben.actor], now=NOW, override=allowed)
