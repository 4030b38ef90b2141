from habeas.client import FieldError, Problem, RequestRefused
from habeas.client.problems import problem_from, problem_in


class TestProblemFrom:
    def test_reads_all_that_is_said(self) -> None:
        raw = {
            "type": "https://habeas.example.com/problems/event",
            "title": "not an event",
            "status": 422,
            "detail": "one field is wrong",
            "instance": "/v1/events",
            "errors": [{"field": "data.to", "message": "is missing"}, "odd"],
        }

        problem = problem_from(raw)

        assert problem.errors == (FieldError("data.to", "is missing"),)
        assert (problem.status, problem.detail, problem.instance) == (422, "one field is wrong", "/v1/events")
        assert str(problem) == "422 not an event; one field is wrong; data.to: is missing"

    def test_makes_do_with_less(self) -> None:
        assert str(problem_from({"errors": "odd", "status": "odd"})) == "refused"
        assert problem_from([]).title == "refused"


class TestProblemIn:
    def test_reads_a_body(self) -> None:
        assert problem_in(b'{"title":"no such key"}', status=401).title == "no such key"

    def test_makes_do_with_a_page_of_a_proxy(self) -> None:
        assert str(problem_in(b"<html>", status=502)) == "502 refused"


class TestIsFinal:
    def test_is_false_where_the_service_could_not_look(self) -> None:
        finals = {status: Problem(title="x", status=status).is_final for status in (None, 400, 422, 429, 500, 503)}

        assert finals == {None: True, 400: True, 422: True, 429: False, 500: False, 503: False}


class TestRequestRefused:
    def test_says_why(self) -> None:
        refused = RequestRefused(Problem(title="no such key", status=401))

        assert str(refused) == "401 no such key"
        assert refused.problem.status == 401
