"""Waiting for a member stops the clock of service, up to a cap, and nothing else."""

from datetime import UTC

import pytest

from habeas.domain.appeals.hearing import AppealMoveNotAllowed, ask_more, go_on
from habeas.domain.appeals.waiting import Wait, answer_by, timely_clock
from habeas.domain.clocks.deadlines import MOST_PAUSED, Deadline, PauseSpent
from tests.factories.appeals import CARO, DAY, TOLD, heard


def clock(*waits: Wait) -> Deadline:
    return timely_clock(appeal="a", filed_at=TOLD, zone=UTC, waits=waits)


class TestTimelyClock:
    def test_is_moved_by_what_it_waited(self) -> None:
        """DSA20-4."""
        moved = clock(Wait(TOLD + DAY, TOLD + 3 * DAY))

        assert moved.due_at == clock().due_at + 2 * DAY

    def test_stands_still_while_a_question_is_open(self) -> None:
        assert clock(Wait(TOLD + DAY)).is_paused(TOLD + 2 * DAY)


class TestAnswerBy:
    def test_leaves_what_is_left_of_the_cap(self) -> None:
        """Invariant 12."""
        assert answer_by(clock(), now=TOLD) == TOLD + MOST_PAUSED
        used = clock(Wait(TOLD, TOLD + 2 * DAY))
        assert answer_by(used, now=TOLD + 3 * DAY) == TOLD + 3 * DAY + MOST_PAUSED - 2 * DAY

    def test_refuses_once_the_cap_is_spent(self) -> None:
        with pytest.raises(PauseSpent):
            answer_by(clock(Wait(TOLD, TOLD + MOST_PAUSED)), now=TOLD + MOST_PAUSED)


class TestGoOn:
    def test_ends_the_waiting_and_only_that(self) -> None:
        with pytest.raises(AppealMoveNotAllowed):
            go_on(heard())

        assert go_on(ask_more(heard(), by=CARO.actor)).state == "assigned"
