import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, transaction
from django.test import Client
from structlog.contextvars import bound_contextvars

from habeas.server.observability.logs import MOST_FRAMES, configure_logs, describe
from habeas.server.parties.models import Member
from tests.factories.market import NOW, message, open_market, send

PLANTED = ("Zebedee", "Quillfeather", "zq@example.com", "+44 20 7946 0999")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Send the logs of a test into memory."""
    lines = io.StringIO()
    configure_logs(level="DEBUG", stream=lines)
    yield lines
    configure_logs(level="INFO")


def read(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


class TestLogs:
    def test_are_one_json_object_a_line_with_what_is_bound_to_the_request(self, logged: io.StringIO) -> None:
        with bound_contextvars(request="r1"):
            structlog.get_logger("habeas.test").info("batch taken", events=3)
            logging.getLogger("django.request").warning("%s: %s", "Not Found", "/x", extra={"status_code": 404})

        ours, theirs = read(logged)
        assert ours == {**ours, "event": "batch taken", "events": 3, "level": "info", "request": "r1"}
        assert theirs == {**theirs, "event": "%s: %s", "logger": "django.request", "request": "r1", "status": 404}
        assert ours["at"].endswith("Z")
        assert theirs["at"].endswith("Z")

    def test_leave_out_what_is_below_the_level(self, logged: io.StringIO) -> None:
        configure_logs(level="WARNING", stream=logged)

        structlog.get_logger().info("quiet")
        logging.getLogger("django").info("quiet")
        logging.getLogger("httpx").warning("loud")

        assert [line["event"] for line in read(logged)] == ["loud"]

    def test_say_where_an_exception_was_raised_but_not_its_words(self, logged: io.StringIO) -> None:
        try:
            try:
                int("Zebedee")
            except ValueError as error:
                raise LookupError("Quillfeather") from error
        except LookupError as error:
            structlog.get_logger().exception("failed")
            structlog.get_logger().warning("failed", exc_info=error)
            logging.getLogger("django").exception("failed: %s", "Zebedee")

        for line in read(logged):
            assert line["failure"]["type"] == "builtins.LookupError"
            assert line["failure"]["cause"] == "builtins.ValueError"
            assert "test_logs.py:" in line["failure"]["frames"][-1]
        assert_names_nobody(logged)

    def test_keep_the_innermost_frames_of_a_deep_exception(self) -> None:
        def dive(depth: int) -> None:
            if depth == 0:
                raise RecursionError
            dive(depth - 1)

        with pytest.raises(RecursionError) as caught:
            dive(50)

        assert len(describe(caught.value)["frames"]) == MOST_FRAMES

    def test_go_to_standard_error_wherever_that_leads(self, capsys: pytest.CaptureFixture[str]) -> None:
        configure_logs(level="INFO")

        structlog.get_logger().info("ours")
        logging.getLogger("django").warning("theirs")

        assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["ours", "theirs"]

    @pytest.mark.django_db
    def test_hold_nothing_of_what_members_write_or_who_they_are(self, logged: io.StringIO) -> None:
        open_market()
        words = f"{PLANTED[0]} {PLANTED[1]} here, write to {PLANTED[2]} or call {PLANTED[3]}"

        send(message(words, member=PLANTED[0], conversation=PLANTED[1], delivery="pending"))
        send(message(words, member=PLANTED[0]), now=NOW)
        Client(raise_request_exception=False).get(f"/v1/members/{PLANTED[0]}", {"q": PLANTED[2]})
        Client(raise_request_exception=False).post(
            "/v1/events", data=words, content_type="application/json", headers={"Authorization": f"Bearer {PLANTED[0]}"}
        )
        try:
            with transaction.atomic():
                Member.objects.create(id=PLANTED[0], first_heard_at=NOW)
        except IntegrityError:
            structlog.get_logger().exception("batch failed")

        assert len(read(logged)) >= 3
        assert_names_nobody(logged)


def assert_names_nobody(lines: io.StringIO) -> None:
    assert [name for name in PLANTED if name in lines.getvalue()] == []
