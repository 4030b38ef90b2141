"""A sanction moves from draft to its end in one order, and every other way is refused by name."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.refusals import Refused
from habeas.domain.sanctions import moves
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.moves import (
    Announce,
    Answer,
    Approve,
    Decide,
    Decline,
    Lift,
    Move,
    Narrow,
    Notify,
    Renew,
    Reply,
    Reverse,
    Review,
    RunOut,
    TakeEffect,
    Withdraw,
)
from habeas.domain.sanctions.sanction import DueEnd, EndedBecause, State, Urgency
from habeas.domain.sanctions.termination import Exemption, ExemptionCode, ExemptionWithoutProof, LawQuoted
from habeas.policy.actions import Action
from tests.factories.sanctions import ANA, BEN, DAY, HOUR, NOW, TERMINATION, a_draft, a_measure, as_far_as, moved, told

URGENT = {"urgency": Urgency.URGENT, "urgent_because": "messages with a stolen link go out now"}
HARM = {"urgency": Urgency.IMMINENT_HARM, "urgent_because": "a threat against a named member"}
REASONS = "I read the messages and agree"
EVERY_MOVE: list[Move] = [
    Decide(by=ANA, at=NOW),
    Approve(by=BEN, at=NOW, reasons=REASONS),
    Decline(by=BEN, at=NOW, reasons=REASONS),
    Announce(at=NOW),
    Answer(at=NOW),
    Reply(by=ANA, at=NOW),
    told(NOW),
    TakeEffect(at=NOW),
    Renew(by=BEN, at=NOW, reasons=REASONS),
    Review(by=BEN, at=NOW, reasons=REASONS),
    RunOut(at=NOW),
    Lift(by=ANA, at=NOW),
    Withdraw(by=ANA, at=NOW),
    Narrow(at=NOW, keeps=frozenset()),
    Reverse(at=NOW),
]


class TestAdvance:
    def test_leads_an_ordinary_suspension_to_its_end(self) -> None:
        """DSA17-2, DSA14-4: told, 72 hours to answer, in effect, over by itself."""
        decided = advance(a_draft(), move=Decide(by=ANA, at=NOW))
        assert decided.state is State.DECIDED

        in_effect = moved(decided, Announce(at=NOW), told(NOW + DAY), TakeEffect(at=NOW + 3 * DAY))
        assert in_effect.effective_at == NOW + 3 * DAY
        assert in_effect.due_end == DueEnd(NOW + 10 * DAY, EndedBecause.TIME)

        over = advance(in_effect, move=RunOut(at=NOW + 11 * DAY))
        assert (over.state, over.ended_at, over.ended_because) == (State.ENDED, NOW + 10 * DAY, EndedBecause.TIME)

    @pytest.mark.parametrize("move", EVERY_MOVE, ids=lambda move: type(move).__name__)
    @pytest.mark.parametrize("state", [State.ENDED, State.REVERSED])
    def test_refuses_every_move_but_reversal_once_it_is_over(self, state: State, move: Move) -> None:
        over = moved(as_far_as(State.EFFECTIVE), Lift(by=ANA, at=NOW + 4 * DAY))
        over = over if state is State.ENDED else advance(over, move=Reverse(at=NOW + 5 * DAY))
        if state is State.ENDED and isinstance(move, Reverse):
            assert advance(over, move=Reverse(at=NOW + 5 * DAY)).state is State.REVERSED
            return

        with pytest.raises(Refused):
            advance(over, move=move)

    def test_refuses_a_move_that_is_not_there_with_both_names(self) -> None:
        with pytest.raises(moves.MoveNotAllowed, match="s1 is draft: it cannot lift"):
            advance(a_draft(), move=Lift(by=ANA, at=NOW))

    def test_refuses_to_go_back_in_time(self) -> None:
        with pytest.raises(moves.MoveBackInTime, match="is before that"):
            moved(a_draft(), Decide(by=ANA, at=NOW), Announce(at=NOW - HOUR))


class TestDecide:
    @pytest.mark.parametrize("actor", [MACHINE, Actor("key", ActorKind.API_KEY)])
    @pytest.mark.parametrize("action", [Action.RESTRICT, Action.SUSPEND_PENDING_REVIEW, Action.TERMINATE])
    def test_refuses_what_is_no_person_above_the_ceiling(self, action: Action, actor: Actor) -> None:
        """PWD10-5, GDPR22-a, invariant 2: an API key or a rule engine as decider is refused."""
        with pytest.raises(moves.MachineDecided, match="may at most hold_message"):
            advance(a_draft(action), move=Decide(by=actor, at=NOW))

    def test_lets_a_machine_hold_one_message_and_warn(self) -> None:
        assert as_far_as(State.DRAFT, a_draft(Action.HOLD_MESSAGE)).state is State.DRAFT
        for action in (Action.WARN, Action.HOLD_MESSAGE):
            assert advance(a_draft(action), move=Decide(by=MACHINE, at=NOW)).state is State.DECIDED

    def test_lets_a_machine_only_nudge_platform_workers(self) -> None:
        """PWD10-5: with the profile of workers its ceiling is a nudge."""
        with pytest.raises(moves.MachineDecided, match="may at most nudge, not warn"):
            advance(a_draft(Action.WARN), move=Decide(by=MACHINE, at=NOW, ceiling=Action.NUDGE))

    def test_lets_no_profile_raise_what_a_machine_may_do(self) -> None:
        """Invariant 2."""
        with pytest.raises(moves.MachineDecided, match="may at most hold_message"):
            advance(a_draft(Action.RESTRICT), move=Decide(by=MACHINE, at=NOW, ceiling=Action.TERMINATE))

    def test_refuses_an_exception_that_is_not_shown(self) -> None:
        """P2B4-4."""
        bare = Exemption(code=ExemptionCode.LEGAL_DUTY)
        with pytest.raises(ExemptionWithoutProof):
            advance(a_draft(Action.TERMINATE, exemption=bare), move=Decide(by=ANA, at=NOW))


class TestApprove:
    def test_is_by_somebody_else(self) -> None:
        """Invariant 5."""
        waiting = as_far_as(State.AWAITING_APPROVAL, a_draft(Action.TERMINATE))

        with pytest.raises(moves.ApproverIsDecider, match="somebody else has to agree"):
            advance(waiting, move=Approve(by=ANA, at=NOW, reasons=REASONS))
        with pytest.raises(moves.PersonNeeded, match="has to approve"):
            advance(waiting, move=Approve(by=MACHINE, at=NOW, reasons=REASONS))
        with pytest.raises(moves.OwnReasonsMissing, match="ben gives no reasons"):
            advance(waiting, move=Approve(by=BEN, at=NOW, reasons=" "))
        assert advance(waiting, move=Approve(by=BEN, at=NOW, reasons=REASONS)).state is State.DECIDED

    def test_is_needed_before_anything_takes_effect(self) -> None:
        waiting = as_far_as(State.AWAITING_APPROVAL, a_draft(Action.TERMINATE))

        with pytest.raises(moves.ApprovalMissing, match="awaits a second person"):
            advance(waiting, move=TakeEffect(at=NOW))

    def test_is_not_for_what_needs_nobody(self) -> None:
        with pytest.raises(moves.MoveNotAllowed, match="it needs nobody"):
            advance(as_far_as(State.DECIDED), move=Approve(by=BEN, at=NOW, reasons=REASONS))

    def test_declined_makes_a_draft_again_which_others_may_decide(self) -> None:
        waiting = as_far_as(State.AWAITING_APPROVAL, a_draft(Action.TERMINATE))
        draft = advance(waiting, move=Decline(by=BEN, at=NOW, reasons="the messages do not say that"))

        assert (draft.state, draft.decided_by) == (State.DRAFT, None)
        assert advance(draft, move=Decide(by=BEN, at=NOW)).decided_by == BEN


class TestImminentHarm:
    def test_stands_24_hours_on_one_word(self) -> None:
        """DSA14-4, invariant 5: a second person within 24 hours, or it ends."""
        alone = as_far_as(State.EFFECTIVE, **HARM)
        assert alone.effective_at == NOW
        assert alone.due_end == DueEnd(NOW + DAY, EndedBecause.NOT_APPROVED)
        assert alone.in_force(NOW + DAY - HOUR) != ()
        assert alone.in_force(NOW + DAY) == ()
        assert {alone.runs_until(one) for one in alone.measures} == {NOW + DAY}

        with pytest.raises(moves.AlreadyOver, match="ended at"):
            advance(alone, move=Approve(by=BEN, at=NOW + DAY, reasons=REASONS))
        assert advance(alone, move=RunOut(at=NOW + DAY)).ended_because is EndedBecause.NOT_APPROVED

    def test_lasts_its_time_with_a_second_word(self) -> None:
        agreed = advance(as_far_as(State.EFFECTIVE, **HARM), move=Approve(by=BEN, at=NOW + HOUR, reasons=REASONS))

        assert agreed.state is State.EFFECTIVE
        assert agreed.due_end == DueEnd(NOW + 7 * DAY, EndedBecause.TIME)
        assert {agreed.runs_until(one) for one in agreed.measures} == {NOW + 7 * DAY}

    def test_ends_sooner_where_its_measure_does(self) -> None:
        short = as_far_as(State.EFFECTIVE, measures=(a_measure(lasts=HOUR),), **HARM)

        assert short.due_end == DueEnd(NOW + HOUR, EndedBecause.TIME)


class TestNotify:
    @pytest.mark.parametrize(
        "notify",
        [
            Notify(at=NOW),
            Notify(at=NOW, readable_at=NOW),
            Notify(at=NOW, accepted_at=NOW),
            Notify(at=NOW, readable_at=NOW, accepted_at=NOW, bounced=True),
        ],
    )
    def test_refuses_a_statement_that_did_not_arrive(self, notify: Notify) -> None:
        """DSA17-2, DSA20-2: bounced mail tells nobody anything."""
        with pytest.raises(moves.StatementNotDelivered, match="is not handed over"):
            advance(as_far_as(State.DECIDED, **URGENT), move=notify)

    def test_takes_the_reply_to_the_sender_as_handing_over(self) -> None:
        held = moved(a_draft(Action.HOLD_MESSAGE), Decide(by=MACHINE, at=NOW), Notify(at=NOW, in_reply=True))

        assert advance(held, move=TakeEffect(at=NOW)).state is State.EFFECTIVE

    def test_waits_for_the_announcement_of_what_is_not_urgent(self) -> None:
        """DSA14-4."""
        with pytest.raises(moves.NotAnnounced, match="announce it"):
            advance(as_far_as(State.DECIDED), move=told(NOW))
        with pytest.raises(moves.AnnouncementNotNeeded, match="hand over its statement"):
            advance(as_far_as(State.DECIDED, **URGENT), move=Announce(at=NOW))

    def test_waits_for_a_reply_to_what_the_member_answered(self) -> None:
        """P2B4-3: the answer is replied to."""
        answered = advance(as_far_as(State.ANNOUNCED), move=Answer(at=NOW + HOUR))

        with pytest.raises(moves.AnswerWithoutReply, match="reply to it first"):
            advance(answered, move=told(NOW + HOUR))
        with pytest.raises(moves.PersonNeeded, match="has to reply"):
            advance(answered, move=Reply(by=MACHINE, at=NOW + HOUR))
        replied = advance(answered, move=Reply(by=ANA, at=NOW + 2 * HOUR))
        assert advance(replied, move=told(NOW + 2 * HOUR)).state is State.NOTIFIED

    def test_takes_no_answer_to_what_was_not_announced_and_no_reply_to_nothing(self) -> None:
        with pytest.raises(moves.MoveNotAllowed, match="it can be appealed"):
            advance(as_far_as(State.NOTIFIED, **URGENT), move=Answer(at=NOW))
        with pytest.raises(moves.MoveNotAllowed, match="nobody has written"):
            advance(as_far_as(State.ANNOUNCED), move=Reply(by=ANA, at=NOW))


class TestTakeEffect:
    @pytest.mark.parametrize("state", [State.DRAFT, State.DECIDED, State.ANNOUNCED])
    def test_never_comes_before_the_statement(self, state: State) -> None:
        """DSA17-2, P2B4-1, PWD11-1b, invariant 3."""
        with pytest.raises(moves.SanctionBeforeStatement, match="at no time"):
            advance(as_far_as(state), move=TakeEffect(at=NOW + 99 * DAY))

    def test_refuses_an_effect_dated_before_delivery(self) -> None:
        """DSA17-2: clocks of two machines may differ."""
        with pytest.raises(moves.SanctionBeforeStatement, match="handed over at 2026"):
            advance(as_far_as(State.NOTIFIED, **URGENT), move=TakeEffect(at=NOW - HOUR / 3600))

    def test_waits_until_the_time_to_answer_is_over(self) -> None:
        """DSA14-4."""
        announced = as_far_as(State.NOTIFIED)

        with pytest.raises(moves.NoticeTooShort, match="from 2026-03-05T12:00:00"):
            advance(announced, move=TakeEffect(at=NOW + 3 * DAY - HOUR / 60))
        assert advance(announced, move=TakeEffect(at=NOW + 3 * DAY)).state is State.EFFECTIVE

    def test_waits_for_the_reply_to_a_late_answer(self) -> None:
        answered = advance(as_far_as(State.NOTIFIED), move=Answer(at=NOW + DAY))

        with pytest.raises(moves.AnswerWithoutReply):
            advance(answered, move=TakeEffect(at=NOW + 4 * DAY))

    @pytest.mark.parametrize(
        ("zone", "at", "earliest"),
        [
            (UTC, NOW, NOW + 30 * DAY),
            # Clocks go forward on 29 March 2026: 30 days by the wall clock are an hour short of 30 days.
            (ZoneInfo("Europe/Madrid"), NOW, NOW + 30 * DAY),
            # They go back on 25 October: 30 days by the wall clock are an hour more.
            (ZoneInfo("Europe/Madrid"), datetime(2026, 10, 10, tzinfo=UTC), datetime(2026, 11, 9, 1, tzinfo=UTC)),
        ],
    )
    def test_of_a_termination_waits_30_days(self, zone: ZoneInfo, at: datetime, earliest: datetime) -> None:
        """P2B4-2: 29 days 23 hours are refused, 30 days accepted; time zones and changes of clocks."""
        notified = moved(
            a_draft(Action.TERMINATE, zone=zone),
            Decide(by=ANA, at=at),
            Approve(by=BEN, at=at, reasons=REASONS),
            told(at),
        )

        with pytest.raises(moves.NoticeTooShort, match="may take effect from"):
            advance(notified, move=TakeEffect(at=earliest - HOUR))
        assert advance(notified, move=TakeEffect(at=earliest)).state is State.EFFECTIVE

    def test_of_a_termination_waits_for_nothing_where_an_exception_is_shown(self) -> None:
        """P2B4-4: then the statement goes out without delay and it takes effect."""
        order = Exemption(code=ExemptionCode.LEGAL_DUTY, law=LawQuoted("order 7", "Close it at once."))

        assert as_far_as(State.EFFECTIVE, a_draft(Action.TERMINATE, exemption=order)).effective_at == NOW


class TestRenew:
    def test_prolongs_a_suspension_once_to_14_days_by_somebody_else(self) -> None:
        """DSA14-4, PWD10-5: seven days, one renewal by a second person to 14, then it ends."""
        suspended = as_far_as(State.EFFECTIVE, **URGENT)
        with pytest.raises(moves.RenewerIsDecider, match="has to prolong it"):
            advance(suspended, move=Renew(by=ANA, at=NOW + DAY, reasons=REASONS))

        renewed = advance(suspended, move=Renew(by=BEN, at=NOW + DAY, reasons=REASONS))
        assert renewed.due_end == DueEnd(NOW + 14 * DAY, EndedBecause.TIME)
        with pytest.raises(moves.NotRenewable, match="can be, once"):
            advance(renewed, move=Renew(by=BEN, at=NOW + DAY, reasons=REASONS))

    def test_refuses_imminent_harm_that_no_second_person_confirmed(self) -> None:
        """Invariant 5: who prolongs has read what the day was for only if somebody agreed within it."""
        alone = as_far_as(State.EFFECTIVE, **HARM)

        with pytest.raises(moves.ApprovalMissing, match="have it approved first"):
            advance(alone, move=Renew(by=BEN, at=NOW + HOUR, reasons=REASONS))

    def test_refuses_what_is_over_and_what_is_no_suspension(self) -> None:
        with pytest.raises(moves.AlreadyOver):
            advance(as_far_as(State.EFFECTIVE, **URGENT), move=Renew(by=BEN, at=NOW + 7 * DAY, reasons=REASONS))
        with pytest.raises(moves.NotRenewable):
            advance(
                as_far_as(State.EFFECTIVE, a_draft(Action.RESTRICT)),
                move=Renew(by=BEN, at=NOW + 4 * DAY, reasons=REASONS),
            )


class TestReview:
    def test_left_undone_ends_what_has_no_end(self) -> None:
        """DSA17-3a: a date of review that passes unreviewed ends the measure."""
        ended = as_far_as(State.EFFECTIVE, a_draft(Action.TERMINATE))
        since = ended.effective_at
        assert since is not None
        assert ended.due_end == DueEnd(since + 365 * DAY, EndedBecause.NOT_REVIEWED)

        kept = advance(ended, move=Review(by=BEN, at=since + 300 * DAY, reasons=REASONS))
        assert kept.due_end == DueEnd(since + 665 * DAY, EndedBecause.NOT_REVIEWED)

    @pytest.mark.parametrize("action", [Action.WARN, Action.SUSPEND_PENDING_REVIEW])
    def test_is_refused_where_nothing_is_without_an_end(self, action: Action) -> None:
        standing = as_far_as(State.EFFECTIVE, a_draft(action))

        with pytest.raises(moves.NothingToReview, match="nothing to keep by a review"):
            advance(standing, move=Review(by=BEN, at=NOW + 4 * DAY, reasons=REASONS))

    def test_ends_a_measure_before_its_time_where_nobody_looks(self) -> None:
        both = a_measure(lasts=20 * DAY, reviewed_within=DAY)
        restricted = as_far_as(State.EFFECTIVE, a_draft(Action.RESTRICT, measures=(both,)))

        assert restricted.due_end == DueEnd(NOW + 4 * DAY, EndedBecause.NOT_REVIEWED)


class TestRunOut:
    def test_waits_for_the_last_measure(self) -> None:
        long, short = a_measure(id="m2", lasts=9 * DAY), a_measure(lasts=2 * DAY)
        restricted = as_far_as(State.EFFECTIVE, a_draft(Action.RESTRICT, measures=(long, short)))
        since = NOW + 3 * DAY

        assert restricted.in_force(since + DAY) == (long, short)
        assert restricted.in_force(since + 3 * DAY) == (long,)
        with pytest.raises(moves.NotYetOver, match="it ends at 2026-03-14"):
            advance(restricted, move=RunOut(at=since + 3 * DAY))

    def test_never_comes_for_a_warning(self) -> None:
        warned = as_far_as(State.EFFECTIVE, a_draft(Action.WARN))

        assert warned.due_end is None
        assert warned.in_force(NOW) == ()
        with pytest.raises(moves.NotYetOver, match="at no time by itself"):
            advance(warned, move=RunOut(at=NOW + 999 * DAY))


class TestWithdraw:
    def test_takes_back_before_effect_by_a_person(self) -> None:
        announced = as_far_as(State.ANNOUNCED)

        with pytest.raises(moves.PersonNeeded, match="has to withdraw"):
            advance(announced, move=Withdraw(by=MACHINE, at=NOW))
        assert advance(announced, move=Withdraw(by=ANA, at=NOW)).ended_because is EndedBecause.WITHDRAWN


class TestNarrow:
    def test_keeps_some_measures_and_the_rest_of_its_life(self) -> None:
        """DSA20-4: what an appeal varied."""
        long, short = a_measure(id="m2", lasts=9 * DAY), a_measure(lasts=2 * DAY)
        restricted = as_far_as(State.EFFECTIVE, a_draft(Action.RESTRICT, measures=(long, short)))
        since = NOW + 3 * DAY
        narrowed = advance(restricted, move=Narrow(at=since + HOUR, keeps=frozenset({"m1"})))

        assert narrowed.state is State.EFFECTIVE
        assert narrowed.due_end == DueEnd(since + 2 * DAY, EndedBecause.TIME)

    @pytest.mark.parametrize("keeps", [frozenset(), frozenset({"m1"}), frozenset({"m9"})])
    def test_refuses_to_keep_all_nothing_or_others(self, keeps: frozenset[str]) -> None:
        with pytest.raises(moves.NarrowsNothing, match="keeps some of m1"):
            advance(as_far_as(State.EFFECTIVE), move=Narrow(at=NOW + 4 * DAY, keeps=keeps))


class TestSanction:
    def test_knows_no_end_before_its_effect(self) -> None:
        draft = a_draft(Action.TERMINATE)

        assert draft.due_end is None
        assert draft.may_take_effect_at is None
        assert draft.in_force(NOW) == ()
        with pytest.raises(ValueError, match="not in effect"):
            draft.end_of(TERMINATION)

    def test_may_take_effect_at_once_after_a_warning_is_told(self) -> None:
        assert as_far_as(State.NOTIFIED, a_draft(Action.WARN)).may_take_effect_at == NOW

    def test_owes_a_reply_again_after_a_second_answer(self) -> None:
        twice = moved(
            as_far_as(State.ANNOUNCED),
            Answer(at=NOW),
            Reply(by=ANA, at=NOW + HOUR),
            Answer(at=NOW + timedelta(hours=2)),
        )

        assert twice.owes_reply
