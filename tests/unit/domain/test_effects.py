"""What follows from a verdict: never more than it says, less where less is possible, always with an end."""

from datetime import UTC, datetime, timedelta

import pytest

from habeas.domain.cases.reasons import Reason
from habeas.domain.decisions import decide
from habeas.domain.effects import (
    Circumstances,
    Delivery,
    HoldMessage,
    OpenCase,
    Outcome,
    SendNotice,
    outcome_of,
)
from habeas.policy.actions import Action
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SETTLING = timedelta(seconds=60)
HOLDING_LADDER = [
    {"action": "nudge"},
    {"action": "hold_message", "lasts": "2 hours", "lasts_in_contract": "30 minutes", "on_overdue": "delivers"},
]


def outcome(
    action: str,
    *,
    delivery: Delivery = Delivery.DELIVERED,
    held_in_a_day: int = 0,
    state: str = "none",
    ladder: list[dict[str, str]] | None = None,
) -> Outcome:
    policy = a_policy(a_rule(answer=[{"action": action}]), ladder=ladder)
    facts = some_facts(policy, {"contract.state": state})
    judged = decide(policy=policy, scan=a_scan(a_finding("email")), facts=facts, texts=("a@b.c",))
    circumstances = Circumstances(now=NOW, delivery=delivery, held_in_a_day=held_in_a_day, settling=SETTLING)
    return outcome_of(judged.verdict, policy=policy, circumstances=circumstances)


class TestOutcomeOf:
    def test_tells_the_member_at_once_in_the_reply_to_a_message_that_waits(self) -> None:
        assert outcome("nudge", delivery=Delivery.PENDING).effects == (SendNotice("nudge", NOW),)

    def test_lets_racing_events_settle_before_it_tells_of_a_delivered_message(self) -> None:
        assert outcome("warn").effects == (SendNotice("warn", NOW + SETTLING),)

    def test_warns_where_a_message_was_delivered_and_cannot_be_held(self) -> None:
        done = outcome("hold_message")

        assert done.action is Action.WARN
        assert done.held_until is None

    @pytest.mark.parametrize(
        ("state", "ladder", "hours"),
        [
            ("none", None, 4),
            ("active", None, 1),
            ("none", HOLDING_LADDER, 2),
            ("active", HOLDING_LADDER, 0.5),
            ("none", [{"action": "hold_message", "lasts": "3 hours"}], 3),
            ("active", [{"action": "hold_message", "lasts": "3 hours"}], 1),
        ],
    )
    def test_holds_no_longer_than_the_policy_and_the_clock_allow(
        self, state: str, ladder: list[dict[str, str]] | None, hours: float
    ) -> None:
        """Clock `message_hold`: at most 4 hours, 1 hour in a running contract."""
        done = outcome("hold_message", delivery=Delivery.PENDING, state=state, ladder=ladder)

        assert done.action is Action.HOLD_MESSAGE
        assert done.held_until == NOW + timedelta(hours=hours)
        assert HoldMessage(NOW + timedelta(hours=hours)) in done.effects

    def test_leaves_a_member_held_too_often_to_a_person(self) -> None:
        done = outcome("hold_message", delivery=Delivery.PENDING, held_in_a_day=3)

        assert done == Outcome(action=Action.NONE, effects=(OpenCase(Reason.HELD_OFTEN),))

    def test_asks_a_person_about_what_only_a_person_may_do(self) -> None:
        """Invariant 2."""
        done = outcome("suspend_pending_review", delivery=Delivery.PENDING)

        assert done.action is Action.HOLD_MESSAGE
        assert OpenCase(Reason.PROPOSAL) in done.effects

    def test_does_nothing_where_nothing_fired(self) -> None:
        policy = a_policy(a_rule(when=[{"if": "contract.state == 'none'", "says": "no contract"}]))
        facts = some_facts(policy, {"contract.state": "active"})
        judged = decide(policy=policy, scan=a_scan(a_finding("email")), facts=facts, texts=("a@b.c",))
        circumstances = Circumstances(now=NOW, delivery=Delivery.DELIVERED)

        assert outcome_of(judged.verdict, policy=policy, circumstances=circumstances) == Outcome(action=Action.NONE)

    def test_asks_a_person_where_an_unknown_fact_would_decide(self) -> None:
        """S8."""
        known = {"id": "known", "if": "contract.state == 'ended'", "says": "they had worked together"}
        policy = a_policy(a_rule(unless=[known], answer=[{"action": "warn"}]))
        facts = some_facts(policy, {"contract.state": "unknown"})
        judged = decide(policy=policy, scan=a_scan(a_finding("email")), facts=facts, texts=("a@b.c",))
        circumstances = Circumstances(now=NOW, delivery=Delivery.DELIVERED)

        done = outcome_of(judged.verdict, policy=policy, circumstances=circumstances)

        assert done.effects == (OpenCase(Reason.UNKNOWN),)
