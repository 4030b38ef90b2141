from datetime import timedelta

import pytest

from habeas.server.decisions.models import Decision
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.judge_later import judge_later
from tests.factories.market import CLEAN, NOW, message, open_market, send, started, told

pytestmark = pytest.mark.django_db


class TestIngestEvents:
    def test_leaves_a_decision_for_a_message_with_a_finding(self) -> None:
        open_market()

        [answer] = send(message())

        assert answer.status == "accepted"
        assert told(answer)["finding"] == "contact_details"
        assert told(answer)["action"] == "nudge"
        assert Decision.objects.get().id == answer.decision_id

    def test_leaves_none_for_a_clean_message(self) -> None:
        open_market()

        [answer] = send(message(CLEAN))

        assert answer.decision_id is None
        assert told(answer)["finding"] == "none"

    def test_allows_contact_after_the_start_of_a_contract(self) -> None:
        open_market()

        _, answer = send(started(), message())

        assert told(answer)["allowed"] is True
        assert told(answer)["action"] == "none"

    def test_reverses_a_decision_that_a_late_fact_makes_milder(self) -> None:
        open_market()
        [first] = send(message())

        send(started(at=NOW - timedelta(hours=1)), now=NOW + timedelta(hours=1))

        old, new = Decision.objects.order_by("number")
        assert old.id == first.decision_id
        assert old.reversed_at == NOW + timedelta(hours=1)
        assert (new.allowed, new.action, new.replaces_id) == (True, "none", old.id)

    def test_judges_a_message_later_that_its_caller_no_longer_waits_for(self) -> None:
        open_market()
        waiting = message(delivery="pending", deadline_ms=50, event_id="m1")

        [answer] = ingest_events(events=[waiting], is_test=False, now=NOW, elapsed=lambda: timedelta(milliseconds=60))
        assert told(answer)["judged"] == "later"
        judge_later(event_id="m1", is_test=False, now=NOW)
        judge_later(event_id="m1", is_test=False, now=NOW)

        assert Decision.objects.get().action == "nudge"
