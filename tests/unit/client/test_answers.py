from typing import Any

import pytest

from habeas.client import Check, EventResult, PolicyVersion, Status
from habeas.client.answers import check_from, decision_from, results_from
from tests.factories.events import NOON
from tests.fakes.service import DECISION


class TestDecisionFrom:
    def test_reads_what_is_documented_and_keeps_the_rest(self) -> None:
        decision = decision_from({**DECISION, "id": "d1", "event_id": "m1", "decided_at": "2026-11-16T12:00:00Z"})

        assert (decision.id, decision.event_id, decision.action) == ("d1", "m1", "warn")
        assert decision.decided_at == NOON
        assert decision.policy == PolicyVersion("freelance", "1.0.0", "d1")
        assert decision.unknown_facts == ("pair.known_before",)
        assert decision.raw["added_later"] is True

    def test_makes_do_with_what_every_decision_has(self) -> None:
        decision = decision_from({"finding": "none", "allowed": True, "action": "none"})

        assert decision.policy is None
        assert decision.decided_at is None
        assert decision.reasons == ()

    def test_shows_nothing_of_the_message(self) -> None:
        assert "ana@example.com" not in repr(decision_from(DECISION))


class TestResultsFrom:
    def test_refuses_a_status_that_it_does_not_know(self) -> None:
        with pytest.raises(ValueError, match="parked"):
            results_from({"results": [{"id": "m1", "status": "parked"}]})

    def test_reads_the_others_where_one_decision_is_unreadable(self) -> None:
        torn = {"id": "m1", "status": "accepted", "decision": {"finding": "none"}}
        clean = {"id": "m2", "status": "accepted", "decision": DECISION}

        results = results_from({"results": [torn, clean]})

        assert (results["m1"].status, results["m1"].decision) == (Status.ACCEPTED, None)
        assert str(results["m1"].problem) == "decision unreadable; KeyError: 'allowed'"
        assert results["m2"].decision is not None


class TestAllow:
    @pytest.mark.parametrize(
        ("action", "allow"), [("none", True), ("warn", True), ("hold_message", False), ("added_later", True)]
    )
    def test_is_false_for_a_held_message_alone(self, action: str, allow: bool) -> None:
        raw: dict[str, Any] = {**DECISION, "action": action}

        assert check_from(raw).allow is allow
        assert EventResult(id="m1", status=Status.ACCEPTED, decision=decision_from(raw)).allow is allow

    def test_is_true_where_nothing_was_decided(self) -> None:
        assert Check(judged_later=True).allow
        assert EventResult(id="m1", status=Status.SPOOLED).allow


class TestJudgedLater:
    def test_is_what_the_service_has_not_seen(self) -> None:
        later = {status for status in Status if EventResult(id="m1", status=status).judged_later}

        assert later == {Status.SPOOLED, Status.LOST}

    def test_is_what_the_service_had_no_time_for(self) -> None:
        decision = decision_from({**DECISION, "judged": "later"})

        assert EventResult(id="m1", status=Status.ACCEPTED, decision=decision).judged_later
