"""What keeps a sanction from taking effect though its time has come: a late appeal, or what its statement said."""

import pytest

from habeas.domain.sanctions import moves, resting
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.moves import Announce, Approve, Decide, Notify, RunOut, TakeEffect
from habeas.domain.sanctions.resting import Rest, Resume
from habeas.domain.sanctions.sanction import DueEnd, EndedBecause, Sanction, State, Urgency
from habeas.policy.actions import Action
from tests.factories.sanctions import ANA, BEN, DAY, HOUR, NOW, SUSPENSION, a_draft, a_measure, as_far_as, moved

LEAST = a_measure(id="least", lasts=20 * DAY)
PART = a_measure(lasts=9 * DAY)
HARM = {"urgency": Urgency.IMMINENT_HARM, "urgent_because": "a threat against a named member"}


def restricted(state: State = State.NOTIFIED) -> Sanction:
    """Return a restriction of two measures that is told of, or in effect three days later."""
    return as_far_as(state, a_draft(Action.RESTRICT, measures=(PART, LEAST)))


def handed_over_late(*, days: int, **changes: object) -> Sanction:
    """Return a suspension whose statement was sent at `NOW`, and reached the member so many days later."""
    draft = a_draft(**changes)
    told = Notify(at=NOW + days * DAY, readable_at=NOW, accepted_at=NOW + days * DAY)
    before = (Decide(by=ANA, at=NOW), *((Announce(at=NOW),) if draft.announcement is not None else ()))
    return moved(draft, *before, told)


class TestRest:
    def test_lets_nothing_begin_while_an_appeal_is_late(self) -> None:
        """Invariant 12, DSA20-4: the appeal was sent before the decision took effect."""
        rests = advance(restricted(), move=Rest(at=NOW + DAY, keeps=frozenset()))

        assert rests.rests
        with pytest.raises(resting.AppealOverdue, match="answer that first"):
            advance(rests, move=TakeEffect(at=NOW + 3 * DAY))

    def test_lets_only_begin_what_protects_others(self) -> None:
        rests = advance(restricted(), move=Rest(at=NOW + DAY, keeps=frozenset({"least"})))
        begun = advance(rests, move=TakeEffect(at=NOW + 3 * DAY))

        assert not rests.rests
        assert begun.in_force(NOW + 3 * DAY) == (LEAST,)

    def test_ends_what_has_begun_but_what_protects_others_for_good(self) -> None:
        rests = advance(restricted(State.EFFECTIVE), move=Rest(at=NOW + 4 * DAY, keeps=frozenset({"least"})))

        assert rests.in_force(NOW + 4 * DAY) == (LEAST,)
        with pytest.raises(moves.MoveNotAllowed, match="cannot resume"):
            advance(rests, move=Resume(at=NOW + 5 * DAY))

    def test_is_over_once_the_appeal_is_answered(self) -> None:
        rests = moved(restricted(), Rest(at=NOW + DAY, keeps=frozenset()), Resume(at=NOW + 4 * DAY))

        assert advance(rests, move=TakeEffect(at=NOW + 4 * DAY)).in_force(NOW + 4 * DAY) == (PART, LEAST)


class TestCountsFrom:
    def test_keeps_the_end_that_the_statement_named_however_late_it_came(self) -> None:
        """DSA17-3a: never longer than the member was told."""
        late = handed_over_late(days=5)
        begun = advance(late, move=TakeEffect(at=NOW + 5 * DAY))

        assert begun.counts_from == NOW + 3 * DAY
        assert begun.due_end == DueEnd(NOW + 10 * DAY, EndedBecause.TIME)
        assert begun.in_force(NOW + 10 * DAY - HOUR) == (SUSPENSION,)
        assert begun.in_force(NOW + 10 * DAY) == ()

    def test_begins_nothing_that_is_over_by_then(self) -> None:
        late = handed_over_late(days=10)

        with pytest.raises(resting.NothingLeft, match="as its statement says"):
            advance(late, move=TakeEffect(at=NOW + 10 * DAY))
        over = advance(late, move=RunOut(at=NOW + 10 * DAY))
        assert (over.state, over.ended_at, over.ended_because) == (State.ENDED, NOW + 10 * DAY, EndedBecause.TIME)

    def test_asks_for_a_second_person_within_a_day_of_what_was_told(self) -> None:
        late = handed_over_late(days=1, **HARM)
        agreed = handed_over_late(days=0, **HARM)

        assert late.due_end == DueEnd(NOW + DAY, EndedBecause.NOT_APPROVED)
        agreed = advance(agreed, move=Approve(by=BEN, at=NOW + HOUR, reasons="I read the messages and agree"))
        assert agreed.due_end == DueEnd(NOW + 7 * DAY, EndedBecause.TIME)


class TestOutstanding:
    @pytest.mark.parametrize(
        ("state", "expected"), [(State.DRAFT, ()), (State.NOTIFIED, (PART, LEAST)), (State.EFFECTIVE, (LEAST,))]
    )
    def test_names_what_binds_or_will(self, state: State, expected: tuple[object, ...]) -> None:
        assert restricted(state).outstanding(NOW + 15 * DAY) == expected


class TestGoesOnUnreached:
    def test_is_what_protects_others_of_what_can_wait(self) -> None:
        """Decision 0020, invariant 3: the rest has an end where its member cannot be told of it."""
        shields = a_measure(id="shield", lasts=9 * DAY, protects_others=True)
        ordinary = a_draft(Action.RESTRICT, measures=(PART, shields))

        assert resting.goes_on_unreached(ordinary) == {"shield"}

    def test_is_all_of_what_could_not_wait_for_an_answer(self) -> None:
        urgent = a_draft(Action.RESTRICT, measures=(PART, LEAST), **HARM)

        assert resting.goes_on_unreached(urgent) == {PART.id, "least"}
