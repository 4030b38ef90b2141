import pytest

from habeas.client import AnswerUnreadable, RequestRefused, Unsendable
from habeas.client.exchanges import (
    Response,
    answer_of,
    get_decision,
    get_standing,
    list_decisions,
    list_measures,
    post_check,
    post_events,
)
from tests.factories.events import NOON


class TestRequests:
    def test_tell_events_as_they_are_written(self) -> None:
        request = post_events([b'{"id":"a"}', b'{"id":"b"}']).request

        assert (request.method, request.path) == ("POST", "/v1/events")
        assert request.content == b'{"events":[{"id":"a"},{"id":"b"}]}'

    def test_may_name_what_holds_any_character(self) -> None:
        assert get_standing("ana/../b?c").request.path == "/v1/members/ana%2F..%2Fb%3Fc/standing"

    def test_ask_for_nothing_that_was_left_out(self) -> None:
        assert list_decisions(event_id=None, member="ana", since=NOON, limit=10)("c7").request.query == (
            ("member", "ana"),
            ("since", "2026-11-16T12:00:00+00:00"),
            ("limit", "10"),
            ("cursor", "c7"),
        )

    @pytest.mark.parametrize(
        ("in_force", "query"), [(None, ()), (True, (("in_force", "true"),)), (False, (("in_force", "false"),))]
    )
    def test_write_truth_as_json_does(self, in_force: bool | None, query: tuple[tuple[str, str], ...]) -> None:
        assert list_measures(in_force=in_force, limit=None)(None).request.query == query

    def test_refuse_a_draft_that_is_no_json(self) -> None:
        with pytest.raises(Unsendable, match="draft: data: cannot be written as JSON"):
            post_check({"text": b"bytes"})


class TestAnswerOf:
    def test_raises_a_refusal_with_its_problem(self) -> None:
        with pytest.raises(RequestRefused, match="404 gone"):
            answer_of(get_decision("d1"), Response(404, {}, b'{"title":"gone"}'))

    @pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"7", b"{}", b'{"finding":"none"}', b"\xff"])
    def test_refuses_what_the_api_does_not_promise(self, content: bytes) -> None:
        with pytest.raises(AnswerUnreadable, match="GET /v1/decisions/d1: the answer is not as the API promises"):
            answer_of(get_decision("d1"), Response(200, {}, content))
