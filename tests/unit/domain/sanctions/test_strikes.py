"""A sanction counts as a strike only once it was told and took effect, and never once it is gone."""

from datetime import timedelta

import pytest

from habeas.domain.sanctions.moves import Lift, Reverse, RunOut, Withdraw
from habeas.domain.sanctions.sanction import Sanction, State, Urgency
from habeas.domain.sanctions.strikes import past_decision
from habeas.policy.actions import Action
from habeas.policy.timeline.spans import Span
from habeas.policy.timeline.strikes import Standing
from tests.factories.sanctions import ANA, DAY, NOW, a_draft, as_far_as, moved

YEAR = timedelta(days=365)
LATER = NOW + 20 * DAY


def standing(sanction: Sanction, *contests: Span, varied_to: Action | None = None) -> Standing:
    counted = past_decision(
        sanction, clause="contact", finding="contact_details", contests=contests, varied_to=varied_to
    )
    assert counted is not None
    return counted.standing(LATER, expires_after=YEAR)


class TestPastDecision:
    @pytest.mark.parametrize("state", [State.DECIDED, State.ANNOUNCED, State.NOTIFIED])
    def test_does_not_count_before_it_takes_effect(self, state: State) -> None:
        """S14, invariant 15."""
        assert standing(as_far_as(state)) is Standing.NOT_DELIVERED

    def test_counts_once_in_effect_and_after_its_end(self) -> None:
        """S14, invariant 15."""
        in_effect = as_far_as(State.EFFECTIVE)

        assert standing(in_effect) is Standing.COUNTS
        assert standing(moved(in_effect, Lift(by=ANA, at=NOW + 4 * DAY))) is Standing.COUNTS

    def test_does_not_count_while_contested_nor_reversed_nor_made_milder(self) -> None:
        """S14, GDPR16/18: a contested strike is not counted."""
        in_effect = as_far_as(State.EFFECTIVE)

        assert standing(in_effect, (NOW + 5 * DAY, None)) is Standing.APPEALED
        assert standing(moved(in_effect, Reverse(at=NOW + 5 * DAY))) is Standing.REVERSED
        assert standing(in_effect, varied_to=Action.NUDGE) is Standing.NO_STRIKE

    def test_is_none_where_nobody_decided_or_it_was_taken_back(self) -> None:
        harm = as_far_as(State.EFFECTIVE, urgency=Urgency.IMMINENT_HARM, urgent_because="a threat")
        gone = [
            a_draft(),
            moved(as_far_as(State.ANNOUNCED), Withdraw(by=ANA, at=NOW)),
            moved(harm, RunOut(at=NOW + DAY)),
        ]

        assert [past_decision(one, clause=None, finding=None, contests=()) for one in gone] == [None, None, None]
