"""Nobody hears an appeal against what they took part in, in any way, before it or since: core and database refuse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Override
from habeas.domain.appeals.assigning import GiverTookPart, HeardByOther
from habeas.domain.appeals.hearing import ReviewerTookPart
from habeas.domain.appeals.overrides import OverrideIsBoilerplate
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.queries import get_appeal
from habeas.server.audit.models import Entry
from habeas.server.cases.models import Case
from habeas.server.identity.staff import staff_id
from habeas.server.independence.models import Participation
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.ask_colleague import ask_colleague
from habeas.server.usecases.assign_appeal import HandOver, assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.lift_sanction import lift_sanction
from habeas.server.usecases.renew_sanction import renew_sanction
from tests.factories.casework import (
    DAY,
    HOUR,
    a_verdict,
    appealed,
    be_proposed,
    hire,
    listen,
    sanction_in_force,
)
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

WORDS: Final = "I looked at all of it again, and it is as it was."


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def renew(sanction: str, by: Actor) -> None:
    renew_sanction(sanction=sanction, by=by, reasons=WORDS, is_test=False, now=NOW + DAY)


def from_cleo(allowed: Override) -> HandOver:
    """Return that Cleo's appeal is given to another by who allows it."""
    return HandOver(by=allowed.by, instead_of=hire("cleo"), because=allowed.reason)


def lift(sanction: str, by: Actor) -> None:
    lift_sanction(sanction=sanction, by=by, reasons=WORDS, is_test=False, now=NOW + DAY)


class TestIndependence:
    @pytest.mark.parametrize("act", [renew, lift])
    def test_is_lost_by_who_took_part_since(self, act: Callable[[str, Actor], None]) -> None:
        """DSA20-6, invariant 5: whoever decided or agreed is not all who took part."""
        sanction = sanction_in_force(now=NOW)
        appeal = appealed(sanction, now=NOW + HOUR)
        dora = hire("dora", hears_appeals=True)
        act(sanction, dora)

        with pytest.raises(ReviewerTookPart):
            assign_appeal(appeal=appeal, reviewer=dora, is_test=False, now=NOW + 2 * DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(reviewer=staff_id(dora))

    def test_is_lost_before_the_ruling_and_no_hearing_is_taken_away_for_it(self) -> None:
        """Invariant 5."""
        sanction = sanction_in_force(now=NOW)
        appeal = appealed(sanction, now=NOW + HOUR)
        cleo = hire("cleo", hears_appeals=True)
        lift(sanction, cleo)

        with pytest.raises(ReviewerTookPart):
            decide_appeal(appeal=appeal, verdict=a_verdict(), by=cleo, is_test=False, now=NOW + 2 * DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(state="decided", outcome="upheld", ended_at=NOW + 2 * DAY)
        Appeal.objects.update(state="withdrawn", ended_at=NOW + 2 * DAY)

    def test_is_lost_by_a_colleague_who_was_asked_and_by_who_had_the_case(self) -> None:
        """DSA20-6."""
        be_proposed(now=NOW, member="eve")
        case = Case.objects.get(member="eve").id
        asking, asked = hire("ana"), hire("dora", hears_appeals=True)
        claim_case(case=case, by=asking, is_test=False, now=NOW)
        ask_colleague(case=case, by=asking, to=asked, question="Do you read it so?", is_test=False, now=NOW)

        parts = Participation.objects.filter(subject=case).values_list("staff", "part")

        assert {(staff_id(asked), "was_asked"), (staff_id(asking), "asked")} < set(parts)
        assert (staff_id(asking), "held_case") in set(parts)

    def test_can_be_waived_by_another_person_who_says_why_and_it_is_logged(self) -> None:
        """Invariant 5."""
        sanction = sanction_in_force(now=NOW)
        appeal = appealed(sanction, now=NOW + HOUR)
        dora = hire("dora", hears_appeals=True)
        renew(sanction, dora)
        allowed = Override("nobody else speaks the language", hire("eve"))

        given = from_cleo(allowed)
        assign_appeal(appeal=appeal, reviewer=dora, is_test=False, now=NOW + 2 * DAY, given=given, override=allowed)

        assert Appeal.objects.get().reviewer_id == staff_id(dora)
        assert "appeal.overridden" in set(Entry.objects.values_list("action", flat=True))
        assert Sanction.objects.get().renewed_by_id == staff_id(dora)

    def test_is_not_waived_twice_for_one_reason_and_is_back_with_who_took_no_part(self) -> None:
        """Invariant 5, P2B11-2."""
        dora, eve = hire("dora", hears_appeals=True), hire("eve")
        reason = "nobody else speaks the language"
        appeals = {}
        for member in ("ana", "mia"):
            made = sanction_in_force(now=NOW, member=member, reviewer="bea" if member == "mia" else "ana")
            appeals[member] = appealed(made, now=NOW + HOUR, member=member)
            renew(made, dora)
        given: dict[str, Any] = {"reviewer": dora, "is_test": False, "now": NOW + 2 * DAY}
        first, again = Override(reason, eve), Override(reason.upper(), eve)
        assign_appeal(appeal=appeals["ana"], given=from_cleo(first), override=first, **given)

        with pytest.raises(OverrideIsBoilerplate, match=appeals["ana"]):
            assign_appeal(appeal=appeals["mia"], given=from_cleo(again), override=again, **given)

        back = HandOver(by=eve, instead_of=dora, because="Cleo is back from her leave")
        assign_appeal(appeal=appeals["ana"], given=back, **given | {"reviewer": hire("cleo", hears_appeals=True)})
        found = get_appeal(appeals["ana"], is_test=False)
        assert found is not None
        assert (found["override"], found["override_by"]) == (None, None)
        assign_appeal(appeal=appeals["mia"], given=from_cleo(again), override=again, **given)

    def test_is_asked_of_who_chooses_too_and_what_another_hears_is_handed_over_with_a_reason(self) -> None:
        """DSA20-6, invariant 5: of two who take an appeal at once, the second reads who hears it."""
        sanction = sanction_in_force(now=NOW)
        appeal = file_appeal(decision=sanction, member="ana", paper=Paper(arguments=["No."]), is_test=False, now=NOW)
        cleo, dan, decider = hire("cleo", hears_appeals=True), hire("dan", hears_appeals=True), hire("ana")
        given: dict[str, Any] = {"appeal": appeal, "is_test": False, "now": NOW + HOUR}

        with pytest.raises(GiverTookPart):
            assign_appeal(reviewer=cleo, given=HandOver(by=decider), **given)
        with pytest.raises(IntegrityError, match="does not choose"), transaction.atomic():
            Appeal.objects.update(reviewer=staff_id(cleo), given_by=staff_id(decider))
        assign_appeal(reviewer=cleo, **given)
        assign_appeal(reviewer=cleo, **given)
        with pytest.raises(HeardByOther):
            assign_appeal(reviewer=dan, **given)
        over = HandOver(by=cleo, instead_of=cleo, because="Ill from tomorrow on.")
        with pytest.raises(GiverTookPart):
            assign_appeal(reviewer=dan, given=replace(over, by=decider), **given)
        assign_appeal(reviewer=dan, given=over, **given)
        with pytest.raises(HeardByOther):
            assign_appeal(reviewer=hire("eli", hears_appeals=True), given=over, **given)

        found = get_appeal(appeal, is_test=False)
        assert found is not None
        assert (found["reviewer"], found["given_by"]) == (dan.id, cleo.id)
        why = {"by": cleo.id, "to": dan.id, "because": "Ill from tomorrow on.", "at": (NOW + HOUR).isoformat()}
        assert found["handed_over"] == [why]
        logged = list(
            Entry.objects.filter(action__startswith="appeal.").order_by("index").values_list("action", flat=True)
        )
        assert logged[-3:] == ["appeal.assigned", "appeal.assigned", "appeal.handed_over"]
