import json
from datetime import datetime
from typing import Any

import pytest

from habeas.client import Event, EventType, Unsendable
from tests.factories.events import NOON, a_message

GOOD: dict[str, Any] = {"id": "m1", "type": "message.sent", "occurred_at": NOON, "data": {"text": "Good day"}}


class TestEvent:
    def test_is_written_as_one_line(self) -> None:
        event = Event(**GOOD, platform="market")

        assert json.loads(event.line) == {
            "id": "m1",
            "type": "message.sent",
            "occurred_at": "2026-11-16T12:00:00+00:00",
            "platform": "market",
            "data": {"text": "Good day"},
        }

    def test_names_no_platform_where_there_is_none(self) -> None:
        assert "platform" not in json.loads(Event(**GOOD).line)

    def test_is_written_when_it_is_made(self) -> None:
        content = {"text": "Good day"}
        event = Event(**{**GOOD, "data": content})

        content["text"] = "Good night"

        assert b"Good day" in event.line

    def test_stays_on_one_line_whatever_was_written(self) -> None:
        assert b"\n" not in a_message(text="a\nb\u2028\ud800").line

    def test_takes_a_type_that_a_newer_service_may_know(self) -> None:
        assert Event(**{**GOOD, "type": "payout.reversed"}).type == "payout.reversed"

    def test_shows_nothing_of_what_was_written(self) -> None:
        assert "Good day" not in repr(Event(**GOOD))

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("id", "", "event: id: must be a text that is not empty"),
            ("id", 7, "event: id: must be a text that is not empty, not 7"),
            ("type", "message", "event m1: type: must be a name such as 'message.sent', not 'message'"),
            ("type", None, "event m1: type: must be a name"),
            ("occurred_at", datetime(2026, 11, 16), "event m1: occurred_at: must be a datetime with a time zone"),  # noqa: DTZ001  # that is the mistake
            ("occurred_at", "2026-11-16", "event m1: occurred_at: must be a datetime"),
            ("data", ["text"], "event m1: data: must be a mapping, not list"),
            ("data", {"at": NOON}, "event m1: data: cannot be written as JSON: Object of type datetime"),
            ("data", {"share": float("nan")}, "event m1: data: cannot be written as JSON"),
        ],
    )
    def test_refuses_what_cannot_be_right(self, field: str, value: object, words: str) -> None:
        with pytest.raises(Unsendable) as refused:
            Event(**{**GOOD, field: value})

        assert words in str(refused.value)


class TestWaitsFor:
    @pytest.mark.parametrize(
        ("content", "seconds"),
        [
            ({}, None),
            ({"delivery": "delivered", "deadline_ms": 100}, None),
            ({"delivery": "pending"}, 0.3),
            ({"delivery": "pending", "deadline_ms": 150}, 0.15),
            ({"delivery": "pending", "deadline_ms": 0}, 0.3),
            ({"delivery": "pending", "deadline_ms": "soon"}, 0.3),
        ],
    )
    def test_is_the_deadline_of_a_message_that_waits(self, content: dict[str, Any], seconds: float | None) -> None:
        assert a_message(**content).waits_for == seconds


class TestDelivered:
    def test_says_that_the_message_waits_no_more(self) -> None:
        told = json.loads(a_message(delivery="pending").delivered().line)

        assert told["data"]["delivery"] == "delivered"

    def test_changes_no_other_event(self) -> None:
        event = a_message()

        assert event.delivered() is event


class TestEventType:
    def test_is_a_text(self) -> None:
        assert str(EventType.MESSAGE_SENT) == "message.sent"
