"""What each kind of deadline brings about."""

from collections.abc import Mapping
from typing import Final

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.deadlines.kinds import Kind
from habeas.server.usecases.advance_sanction import advance_sanction
from habeas.server.usecases.answer_inquiry import end_wait
from habeas.server.usecases.ask_payment import ask_payment, end_pause
from habeas.server.usecases.carry_out_appeal import carry_out_appeal
from habeas.server.usecases.check_acknowledged import check_acknowledged
from habeas.server.usecases.check_appeal import check_appeal
from habeas.server.usecases.end_measure import end_measure
from habeas.server.usecases.end_safeguard import run_out
from habeas.server.usecases.freeze_by_law import escalate_freeze
from habeas.server.usecases.judge_later import judge_later
from habeas.server.usecases.meet_deadlines import Act, Due
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.send_notice import send_notice
from habeas.server.usecases.start_window import start_window
from habeas.server.usecases.tick_clock import tick_clock


def _end_measure(due: Due) -> None:
    end_measure(measure=due.subject, now=due.now)


def _release_hold(due: Due) -> None:
    release_hold(hold=due.subject, because=ReleasedBecause.TIME, by="clock", now=due.now)


def _check_acknowledged(due: Due) -> None:
    check_acknowledged(measure=due.subject, now=due.now)


def _send_notice(due: Due) -> None:
    send_notice(notice=due.subject, now=due.now)


def _judge_later(due: Due) -> None:
    judge_later(event_id=due.subject, is_test=due.is_test, now=due.now)


def _advance_sanction(due: Due) -> None:
    advance_sanction(sanction=due.subject, is_test=due.is_test, now=due.now)


def _ask_payment(due: Due) -> None:
    ask_payment(payment=due.subject, now=due.now)


def _review_freeze(due: Due) -> None:
    escalate_freeze(freeze=due.subject, now=due.now)


def _end_pause(due: Due) -> None:
    end_pause(stop=due.subject, now=due.now)


def _start_window(due: Due) -> None:
    start_window(decision=due.subject, is_test=due.is_test, now=due.now)


def _check_appeal(due: Due) -> None:
    check_appeal(appeal=due.subject, is_test=due.is_test, now=due.now)


def _tick_clock(due: Due) -> None:
    tick_clock(clock=int(due.subject), is_test=due.is_test, now=due.now)


def _end_wait(due: Due) -> None:
    end_wait(inquiry=due.subject, is_test=due.is_test, now=due.now)


def _end_safeguard(due: Due) -> None:
    run_out(safeguard=due.subject, is_test=due.is_test, now=due.now)


def _carry_out_appeal(due: Due) -> None:
    carry_out_appeal(appeal=due.subject, is_test=due.is_test, now=due.now)


ACTS: Final[Mapping[Kind, Act]] = {
    Kind.END_MEASURE: _end_measure,
    Kind.RELEASE_HOLD: _release_hold,
    Kind.CHECK_ACKNOWLEDGED: _check_acknowledged,
    Kind.SEND_NOTICE: _send_notice,
    Kind.JUDGE_LATER: _judge_later,
    Kind.ADVANCE_SANCTION: _advance_sanction,
    Kind.ASK_PAYMENT: _ask_payment,
    Kind.REVIEW_FREEZE: _review_freeze,
    Kind.END_PAUSE: _end_pause,
    Kind.START_WINDOW: _start_window,
    Kind.CHECK_APPEAL: _check_appeal,
    Kind.TICK_CLOCK: _tick_clock,
    Kind.END_WAIT: _end_wait,
    Kind.END_SAFEGUARD: _end_safeguard,
    Kind.CARRY_OUT_APPEAL: _carry_out_appeal,
}
