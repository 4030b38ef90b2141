"""A case is looked at by one person at a time, and nothing is lost when a claim runs out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.cases.case import (
    LEASE,
    Case,
    CaseMove,
    CaseMoveNotAllowed,
    CaseState,
    ClaimedByOther,
    DecidedBefore,
    EscalatedAbove,
    HandOverToNobody,
    LeaseExpired,
    MoveWithoutReason,
    ReviewerIsMachine,
    Subject,
    Topic,
    move_case,
    topic_of,
)
from habeas.domain.cases.joining import join
from habeas.domain.cases.looking import NotTheHolder, check_may_look

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA, BEN = Actor("ana"), Actor("ben")
SUBJECT = Subject(member="mia")
OPENED = Case(id="c1", subject=SUBJECT, opened_at=NOW)
QUEUED = move_case(OPENED, move=CaseMove.QUEUE, by=MACHINE, now=NOW)
CLAIMED = move_case(QUEUED, move=CaseMove.CLAIM, by=ANA, now=NOW)
MINUTE = timedelta(minutes=1)


def moved(case: Case, *steps: CaseMove, by: Actor = ANA, now: datetime = NOW) -> Case:
    for step in steps:
        case = move_case(case, move=step, by=by, now=now, because="it takes another look")
    return case


class TestMoveCase:
    @pytest.mark.parametrize(
        ("steps", "state"),
        [
            ([CaseMove.DECIDE], CaseState.DECIDED),
            ([CaseMove.DECIDE, CaseMove.CLOSE], CaseState.CLOSED),
            ([CaseMove.DECIDE, CaseMove.REOPEN], CaseState.QUEUED),
            ([CaseMove.ASK_APPROVAL], CaseState.AWAITING_APPROVAL),
            ([CaseMove.ASK_APPROVAL, CaseMove.DECIDE], CaseState.DECIDED),
            ([CaseMove.ASK_APPROVAL, CaseMove.DECLINE], CaseState.QUEUED),
            ([CaseMove.ASK_MEMBER], CaseState.WAITING_ON_MEMBER),
            ([CaseMove.ASK_MEMBER, CaseMove.QUEUE], CaseState.QUEUED),
            ([CaseMove.ASK_MEMBER, CaseMove.HEAR_MEMBER, CaseMove.CLAIM], CaseState.CLAIMED),
            ([CaseMove.ESCALATE, CaseMove.CLAIM], CaseState.CLAIMED),
            ([CaseMove.RELEASE], CaseState.QUEUED),
            ([CaseMove.PROLONG], CaseState.CLAIMED),
            ([CaseMove.TAKE_NO_ACTION], CaseState.CLOSED),
            ([CaseMove.TAKE_NO_ACTION, CaseMove.REOPEN], CaseState.QUEUED),
        ],
    )
    def test_leads_from_a_claim_to_where_the_move_goes(self, steps: list[CaseMove], state: CaseState) -> None:
        assert moved(CLAIMED, *steps).state is state

    def test_refuses_what_is_not_possible_and_says_what_is(self) -> None:
        with pytest.raises(CaseMoveNotAllowed, match="c1 is open: it cannot decide; it can queue, close"):
            moved(OPENED, CaseMove.DECIDE)

    def test_counts_how_often_it_was_opened_again(self) -> None:
        assert moved(CLAIMED, CaseMove.DECIDE, CaseMove.REOPEN).reopened == 1

    def test_keeps_out_of_what_was_opened_again_who_decided_it(self) -> None:
        """DSA20-6."""
        again = replace(QUEUED, first_deciders=frozenset({ANA}))
        with pytest.raises(DecidedBefore, match="let somebody else look at it"):
            moved(again, CaseMove.CLAIM)
        by_ben = moved(again, CaseMove.CLAIM, by=BEN)
        with pytest.raises(DecidedBefore):
            move_case(by_ben, move=CaseMove.HAND_OVER, by=BEN, to=ANA, now=NOW, because="she knows it")

    def test_leaves_to_a_senior_what_a_person_escalated(self) -> None:
        above = replace(moved(CLAIMED, CaseMove.ESCALATE), escalated_by=ANA)
        with pytest.raises(EscalatedAbove, match="a senior reviewer takes it"):
            moved(above, CaseMove.CLAIM, by=BEN)

        held = move_case(above, move=CaseMove.CLAIM, by=BEN, now=NOW, is_senior=True)

        assert moved(held, CaseMove.RELEASE, by=BEN).state is CaseState.ESCALATED
        assert moved(held, CaseMove.ASK_MEMBER, CaseMove.HEAR_MEMBER, by=BEN).state is CaseState.ESCALATED
        assert moved(held, CaseMove.DECIDE, CaseMove.REOPEN, by=BEN).state is CaseState.QUEUED

    @pytest.mark.parametrize("move", [CaseMove.ESCALATE, CaseMove.HAND_OVER, CaseMove.TAKE_NO_ACTION])
    def test_wants_a_reason_where_others_have_to_understand(self, move: CaseMove) -> None:
        with pytest.raises(MoveWithoutReason, match="say why"):
            move_case(CLAIMED, move=move, by=ANA, now=NOW, to=BEN)


class TestClaim:
    def test_keeps_others_out_while_it_lasts(self) -> None:
        assert CLAIMED.held_until == NOW + LEASE
        with pytest.raises(ClaimedByOther, match="ana holds the case c1"):
            moved(CLAIMED, CaseMove.CLAIM, by=BEN)
        with pytest.raises(ClaimedByOther):
            moved(CLAIMED, CaseMove.DECIDE, by=BEN)

        assert moved(CLAIMED, CaseMove.CLAIM, by=BEN, now=NOW + LEASE).holder == BEN
        assert moved(CLAIMED, CaseMove.ESCALATE, by=MACHINE).state is CaseState.ESCALATED

    def test_that_ran_out_decides_nothing_until_it_is_taken_again(self) -> None:
        with pytest.raises(LeaseExpired, match="nothing you wrote is lost"):
            moved(CLAIMED, CaseMove.DECIDE, now=NOW + LEASE)
        with pytest.raises(LeaseExpired):
            moved(CLAIMED, CaseMove.RELEASE, now=NOW + LEASE)

        again = moved(CLAIMED, CaseMove.CLAIM, now=NOW + LEASE)
        assert moved(again, CaseMove.DECIDE, now=NOW + LEASE + MINUTE).state is CaseState.DECIDED

    @pytest.mark.parametrize("move", [CaseMove.CLAIM, CaseMove.DECIDE])
    def test_is_for_people(self, move: CaseMove) -> None:
        """PWD10-5, GDPR22-a."""
        with pytest.raises(ReviewerIsMachine, match="machine is no person"):
            moved(CLAIMED, move, by=MACHINE)

    def test_is_handed_over_to_somebody_else(self) -> None:
        taken = move_case(CLAIMED, move=CaseMove.HAND_OVER, by=ANA, now=NOW, because="my shift ends", to=BEN)
        assert (taken.holder, taken.because) == (BEN, "my shift ends")

        for to in (None, ANA):
            with pytest.raises(HandOverToNobody, match="name who takes over"):
                move_case(CLAIMED, move=CaseMove.HAND_OVER, by=ANA, now=NOW, because="my shift ends", to=to)
        with pytest.raises(ReviewerIsMachine):
            move_case(CLAIMED, move=CaseMove.HAND_OVER, by=ANA, now=NOW, because="it can do it", to=MACHINE)

    def test_is_held_by_nobody_in_other_states(self) -> None:
        assert not QUEUED.is_held(NOW)
        assert not Case(id="c", subject=SUBJECT, opened_at=NOW, state=CaseState.CLAIMED).is_held(NOW)
        orphan = Case(id="c", subject=SUBJECT, opened_at=NOW, state=CaseState.CLAIMED)
        with pytest.raises(HandOverToNobody, match="nobody has it"):
            move_case(orphan, move=CaseMove.HAND_OVER, by=ANA, now=NOW, because="it is stuck", to=BEN)


class TestJoin:
    def test_gathers_more_of_the_same_in_the_oldest_open_case(self) -> None:
        later = Case(id="c2", subject=SUBJECT, opened_at=NOW + MINUTE)
        other = Case(id="c3", subject=Subject(member="leo"), opened_at=NOW)

        assert join(SUBJECT, open_cases=[later, OPENED, other]) == OPENED

    @pytest.mark.parametrize(
        ("reason", "topic"),
        [
            ("report", Topic.MEMBER),
            ("signal", Topic.MEMBER),
            ("proposal", Topic.MEMBER),
            ("sample", Topic.SAMPLE),
            ("campaign", Topic.CAMPAIGN),
        ],
    )
    def test_gathers_all_about_a_member_but_what_others_draw(self, reason: str, topic: Topic) -> None:
        assert topic_of(reason) is topic
        sampled = Case(id="c2", subject=Subject(member="mia", topic=Topic.SAMPLE), opened_at=NOW)

        assert join(Subject(member="mia", topic=topic_of(reason)), open_cases=[sampled, OPENED]) == {
            Topic.MEMBER: OPENED,
            Topic.SAMPLE: sampled,
            Topic.CAMPAIGN: None,
        }.get(topic)

    def test_leaves_apart_what_is_looked_at_anew(self) -> None:
        """Invariant 5: others than its first deciders look at it."""
        again = moved(CLAIMED, CaseMove.DECIDE, CaseMove.REOPEN)

        assert again.subject.topic is Topic.APART
        assert join(SUBJECT, open_cases=[again]) is None
        assert join(again.subject, open_cases=[again, OPENED]) is None

    def test_opens_a_case_of_its_own_where_the_other_is_decided(self) -> None:
        assert join(SUBJECT, open_cases=[moved(CLAIMED, CaseMove.DECIDE)]) is None


class TestCheckMayLook:
    def test_lets_who_holds_a_case_look_and_anybody_at_what_is_decided(self) -> None:
        check_may_look(CLAIMED, by=ANA, now=NOW)
        check_may_look(moved(CLAIMED, CaseMove.DECIDE), by=BEN, now=NOW)

    @pytest.mark.parametrize(
        ("case", "by", "now"),
        [(CLAIMED, BEN, NOW), (CLAIMED, ANA, NOW + LEASE), (moved(CLAIMED, CaseMove.DECIDE), MACHINE, NOW)],
    )
    def test_refuses_whoever_does_not_hold_it_now(self, case: Case, by: Actor, now: datetime) -> None:
        with pytest.raises(NotTheHolder):
            check_may_look(case, by=by, now=now)
