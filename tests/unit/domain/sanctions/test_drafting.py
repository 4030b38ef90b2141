"""A draft stays within the published ladder and brings along every clock that its kind needs."""

from datetime import timedelta
from typing import Any

import pytest

from habeas.domain.clocks.table import days, hours
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.drafting import (
    HoldTakesMore,
    LongerThanPublished,
    MeasuresMissing,
    MoneyIsItsOwnDecision,
    NotOnTheLadder,
    SuspendedForTheSame,
    TerminationIsNeverUrgent,
    UrgencyWithoutReason,
    WarningRestricts,
)
from habeas.domain.sanctions.measures import Restriction
from habeas.domain.sanctions.sanction import State, Urgency
from habeas.domain.sanctions.termination import Exemption, ExemptionCode, FirstOffenceTerminated, LawQuoted
from habeas.policy.actions import Action
from habeas.policy.rules import Step
from tests.factories.sanctions import DAY, TERMINATION, a_draft, a_measure

BARE = [Step(action=action) for action in Action]
EXEMPT = Exemption(code=ExemptionCode.LEGAL_DUTY, law=LawQuoted("order 7", "Close it at once."))


class TestDraftSanction:
    def test_gives_a_suspension_that_can_wait_72_hours_to_answer(self) -> None:
        """DSA14-4, P2B4-3."""
        assert a_draft().state is State.DRAFT
        assert a_draft().announcement == hours(72)
        assert a_draft(ladder=BARE).announcement == hours(72)
        assert a_draft(urgency=Urgency.URGENT, urgent_because="messages go out now").announcement is None

    def test_gives_other_restrictions_what_the_ladder_says(self) -> None:
        assert a_draft(Action.RESTRICT).announcement == hours(72)
        assert a_draft(Action.RESTRICT, ladder=BARE).announcement is None
        assert not a_draft(Action.RESTRICT).needs_approval

    def test_gives_a_termination_30_days_and_a_second_person(self) -> None:
        """P2B4-2, DSA23-1."""
        longer = [Step(action=Action.TERMINATE, notice=timedelta(days=44, hours=1))]

        assert a_draft(Action.TERMINATE).notice == days(30)
        assert a_draft(Action.TERMINATE, ladder=BARE).notice == days(30)
        assert a_draft(Action.TERMINATE, ladder=longer).notice == days(45)
        assert a_draft(Action.TERMINATE, exemption=EXEMPT).notice is None
        assert a_draft(Action.TERMINATE, ladder=BARE).needs_approval

    @pytest.mark.parametrize(
        ("action", "changes", "refusal"),
        [
            (Action.NUDGE, {}, NotOnTheLadder),
            (Action.WARN, {"measures": (a_measure(),)}, WarningRestricts),
            (Action.RESTRICT, {"measures": ()}, MeasuresMissing),
            (Action.HOLD_MESSAGE, {"measures": ()}, MeasuresMissing),
            (Action.HOLD_MESSAGE, {"measures": (a_measure(lasts=DAY / 24),)}, HoldTakesMore),
            (Action.RESTRICT, {"measures": (a_measure(restriction=Restriction.PAYMENTS),)}, MoneyIsItsOwnDecision),
            (Action.RESTRICT, {"measures": (a_measure(lasts=31 * DAY),)}, LongerThanPublished),
            (Action.RESTRICT, {"measures": (TERMINATION,)}, LongerThanPublished),
            (
                Action.SUSPEND_PENDING_REVIEW,
                {"measures": (a_measure(lasts=8 * DAY),), "ladder": BARE},
                LongerThanPublished,
            ),
            (Action.SUSPEND_PENDING_REVIEW, {"urgency": Urgency.URGENT}, UrgencyWithoutReason),
            (Action.TERMINATE, {"urgency": Urgency.IMMINENT_HARM, "urgent_because": "harm"}, TerminationIsNeverUrgent),
            (Action.TERMINATE, {"strikes": ()}, FirstOffenceTerminated),
        ],
    )
    def test_refuses_by_the_name_of_the_rule(
        self, action: Action, changes: dict[str, Any], refusal: type[Refused]
    ) -> None:
        """P2B3-1c, PWD10-5, FUND-3, DSA17-3a, DSA23-4, DSA23-1, P2B4-2."""
        with pytest.raises(refusal):
            a_draft(action, **changes)

    def test_suspends_nobody_again_for_the_same(self) -> None:
        """DSA14-4: seven days and seven more are the end of it, unless something came since."""
        same = frozenset({"f1"})

        with pytest.raises(SuspendedForTheSame, match="on f1 before"):
            a_draft(facts=same, suspended_on=same)
        assert a_draft(facts=same | {"f2"}, suspended_on=same).state is State.DRAFT
        assert a_draft(Action.RESTRICT, facts=same, suspended_on=same).state is State.DRAFT

    def test_lets_a_first_offence_end_an_account_only_where_it_is_egregious(self) -> None:
        """DSA23-1."""
        assert a_draft(Action.TERMINATE, strikes=(), egregious_because="a forged identity").needs_approval
