"""What both clients do, each test with one and with the other, against a service behind a transport."""

import asyncio
import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from habeas.client import (
    AnswerUnreadable,
    Checkpoint,
    ClientClosed,
    EventResult,
    Patience,
    Purpose,
    RequestRefused,
    ServiceUnavailable,
    Spool,
    Status,
    Unsendable,
)
from tests.factories.callers import BRISK, AsyncCaller, Caller, SyncCaller, a_caller
from tests.factories.events import NOON, a_message, messages
from tests.fakes.service import KEY, Answer, Service, good

Kind = type[SyncCaller | AsyncCaller]
DRAFT = {"member": "ana", "to": "bob", "conversation": "c1", "text": "Write to ana@example.com"}
NEVER = Patience(attempts=1, failures=1, shortest_rest=1000.0, longest_rest=1000.0)
"""Gives up at once, and for the length of a test."""


@pytest.fixture(params=[SyncCaller, AsyncCaller])
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


@pytest.fixture
def client(kind: Kind, service: Service, spool: Spool) -> Iterator[Caller]:
    caller = a_caller(kind, transport=service.transport(), spool=spool)
    yield caller
    caller.close()


@pytest.fixture
def without_spool(kind: Kind, service: Service) -> Iterator[Caller]:
    caller = a_caller(kind, transport=service.transport(), patience=NEVER)
    yield caller
    caller.close()


@pytest.fixture
def left_alone(kind: Kind, service: Service, spool: Spool) -> Iterator[Caller]:
    """Yield a client that does not come back to a service that failed once."""
    caller = a_caller(kind, transport=service.transport(), spool=spool, patience=NEVER)
    yield caller
    caller.close()


def statuses(results: Iterable[EventResult]) -> list[str]:
    return [str(result.status) for result in results]


def arrived(service: Service) -> list[str]:
    return [event["id"] for event in service.events]


def set_aside(spool: Spool) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (spool.folder / "rejected.jsonl").read_bytes().splitlines()]


class TestSend:
    def test_tells_events_and_what_was_decided(self, client: Caller, service: Service) -> None:
        clean, found = client("send", [a_message("m1"), a_message("m2", text="ana@example.com")])

        assert (clean.status, clean.decision_id, clean.allow, clean.judged_later) == ("accepted", None, True, False)
        assert (found.decision_id, found.decision.rule) == ("d-m2", "contact-before-contract")
        assert arrived(service) == ["m1", "m2"]

    def test_counts_an_event_once(self, client: Caller) -> None:
        client("send", messages("m1"))

        assert statuses(client("send", messages("m1"))) == ["duplicate"]

    def test_of_nothing_asks_nothing(self, client: Caller, service: Service) -> None:
        assert client("send", []) == ()
        assert service.requests == []

    def test_holds_a_message_that_waits_where_that_was_decided(self, client: Caller) -> None:
        [held] = client("send", [a_message(text="ana@example.com", delivery="pending")])

        assert not held.allow

    def test_divides_what_is_more_than_one_request_may_hold(self, client: Caller, service: Service) -> None:
        results = client("send", messages(*(f"m{number}" for number in range(2300))))

        assert service.batches == [1000, 1000, 300]
        assert len(results) == 2300

    def test_divides_what_is_too_large_for_one_request(self, client: Caller, service: Service) -> None:
        client("send", [a_message(f"m{number}", text="x" * 900_000) for number in range(5)])

        assert service.batches == [2, 2, 1]

    def test_asks_again_after_a_failure(self, client: Caller, service: Service) -> None:
        service.outages = [503, 429]

        assert statuses(client("send", messages("m1"))) == ["accepted"]

    def test_refuses_after_close(self, kind: Kind, service: Service) -> None:
        caller = a_caller(kind, transport=service.transport())
        caller("close")

        with pytest.raises(ClientClosed):
            caller("send", messages("m1"))
        caller.close()

    def test_says_what_is_lost_without_a_spool(self, without_spool: Caller, service: Service) -> None:
        service.outages = [503]

        [lost] = without_spool("send", messages("m1"))

        assert (lost.status, lost.allow, lost.judged_later) == (Status.LOST, True, True)
        assert lost.problem.detail == "it answered 503"

    def test_says_what_is_lost_where_the_spool_is_full(self, kind: Kind, service: Service, tmp_path: Path) -> None:
        service.outages = [503]
        spool = Spool(tmp_path / "small", max_bytes=10)
        caller = a_caller(kind, transport=service.transport(), spool=spool, patience=NEVER)

        assert statuses(caller("send", messages("m1"))) == ["lost"]
        caller.close()


class TestSpooledEvent:
    def test_is_allowed_and_judged_later(self, left_alone: Caller, service: Service) -> None:
        service.outages = [503]

        [result] = left_alone("send", messages("m1"))

        assert (result.status, result.allow, result.judged_later) == (Status.SPOOLED, True, True)
        assert result.problem.detail == "it answered 503"

    def test_is_followed_by_all_later_ones(self, left_alone: Caller, service: Service, spool: Spool) -> None:
        service.outages = [503]
        left_alone("send", messages("m1"))

        assert statuses(left_alone("send", messages("m2", "m3"))) == ["spooled", "spooled"]
        assert spool.pending == 3
        assert len(service.requests) == 1

    def test_arrives_by_itself_in_order(self, client: Caller, service: Service, spool: Spool) -> None:
        service.outages = [503] * 6
        client("send", messages("m1", "m2"))
        client("send", messages("m3"))

        client.wait_until(lambda: spool.is_empty)

        assert arrived(service) == ["m1", "m2", "m3"]

    def test_arrives_when_the_next_client_starts(
        self, kind: Kind, left_alone: Caller, service: Service, spool: Spool
    ) -> None:
        service.outages = [503]
        left_alone("send", messages("m1"))
        left_alone.close()
        heir = Spool(spool.folder)

        later = a_caller(kind, transport=service.transport(), spool=heir)
        later.enter()
        later.wait_until(lambda: heir.is_empty)
        later.close()

        assert arrived(service) == ["m1"]

    def test_of_a_message_that_waited_says_that_it_was_delivered(
        self, client: Caller, service: Service, spool: Spool
    ) -> None:
        service.outages = [503] * 3

        [result] = client("send", [a_message(text="ana@example.com", delivery="pending")])
        client.wait_until(lambda: spool.is_empty)

        assert result.allow
        assert result.judged_later
        assert [event["data"]["delivery"] for event in service.events] == ["delivered"]

    @pytest.mark.parametrize("status", [302, 401, 403, 404])
    def test_is_what_the_service_takes_no_events_at_all_for(
        self, left_alone: Caller, service: Service, spool: Spool, status: int
    ) -> None:
        service.outages = [status] * 9

        assert statuses(left_alone("send", messages("m1"))) == ["spooled"]
        assert spool.pending == 1

    @pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"results":[{"id":"m1","status":"parked"}]}'])
    def test_is_what_the_service_answers_unreadably_for(
        self, left_alone: Caller, service: Service, body: bytes
    ) -> None:
        service.outages = [(200, {}, body)] * 9

        assert statuses(left_alone("send", messages("m1"))) == ["spooled"]

    def test_is_what_the_service_leaves_out_of_its_answer(self, left_alone: Caller, service: Service) -> None:
        service.left_out = {"m2"}

        results = left_alone("send", messages("m1", "m2", "m3"))

        assert statuses(results) == ["accepted", "spooled", "accepted"]
        assert results[1].problem.title == "not answered"

    def test_is_what_the_service_could_not_look_at(self, left_alone: Caller, service: Service) -> None:
        service.rejected = {"m1": 503}

        assert statuses(left_alone("send", messages("m1", "m2"))) == ["spooled", "accepted"]


class TestRejectedEvent:
    def test_is_set_aside_with_its_problem(self, client: Caller, service: Service, spool: Spool) -> None:
        service.rejected = {"m2": 422}

        results = client("send", messages("m1", "m2", "m3"))

        assert statuses(results) == ["accepted", "rejected", "accepted"]
        assert results[1].problem.errors[0].field == "data.to"
        [line] = set_aside(spool)
        assert (line["event"]["id"], line["problem"]["title"]) == ("m2", "refused")

    def test_is_found_among_those_that_were_refused_for_it(
        self, client: Caller, service: Service, spool: Spool
    ) -> None:
        service.poisonous = {"m3"}

        results = client("send", messages("m1", "m2", "m3", "m4", "m5"))

        assert statuses(results) == ["accepted", "accepted", "rejected", "accepted", "accepted"]
        assert [line["event"]["id"] for line in set_aside(spool)] == ["m3"]

    def test_does_not_stay_in_the_spool(self, client: Caller, service: Service, spool: Spool) -> None:
        service.outages = [503] * 3
        service.rejected, service.poisonous = {"m2": 422}, {"m3"}
        client("send", messages("m1", "m2", "m3", "m4"))

        client.wait_until(lambda: spool.is_empty)

        assert arrived(service) == ["m1", "m4"]
        assert [line["event"]["id"] for line in set_aside(spool)] == ["m2", "m3"]

    def test_is_named_in_the_log_without_what_was_written(
        self, client: Caller, service: Service, caplog: pytest.LogCaptureFixture
    ) -> None:
        service.rejected = {"m1": 422}

        client("send", [a_message("m1", text="my secret words")])

        assert "event m1 was rejected: refused ['data.to']" in caplog.text
        assert "secret" not in caplog.text

    def test_is_told_without_a_spool(self, without_spool: Caller, service: Service) -> None:
        service.rejected = {"m1": 422}

        assert statuses(without_spool("send", messages("m1"))) == ["rejected"]

    def test_ends_the_search_where_the_service_goes_away(self, left_alone: Caller, service: Service) -> None:
        service.poisonous = {"m1", "m4"}
        service.outages = [None, None, 503]

        results = left_alone("send", messages("m1", "m2", "m3", "m4"))

        assert statuses(results) == ["spooled", "spooled", "spooled", "spooled"]


class TestReplay:
    def test_says_what_it_did(self, left_alone: Caller, service: Service) -> None:
        service.outages = [503]
        left_alone("send", messages("m1", "m2"))

        report = left_alone("replay")

        assert (report.settled, report.waiting) == (0, 2)
        assert "it was not asked" in report.because

    def test_sends_less_at_once_while_the_service_fails(self, client: Caller, service: Service, spool: Spool) -> None:
        service.outages = [503] * 3
        client("send", messages(*(f"m{number}" for number in range(700))))
        service.left_out = {"m100"}
        client.wait_until(lambda: spool.pending == 600)
        client.wait_until(lambda: 1 in service.batches)

        service.left_out = set()
        client.wait_until(lambda: spool.is_empty)

        assert arrived(service)[:100] == [f"m{number}" for number in range(100)]
        assert sorted(arrived(service)) == sorted(f"m{number}" for number in range(700))

    def test_goes_on_behind_a_line_that_a_crash_tore(self, kind: Kind, service: Service, tmp_path: Path) -> None:
        folder = tmp_path / "torn"
        folder.mkdir()
        (folder / "000000000001.spool").write_bytes(b"half a li")
        caller = a_caller(kind, transport=service.transport(), spool=Spool(folder))

        assert caller("replay").waiting == 0
        assert caller("send", messages("m1"))[0].status is Status.ACCEPTED
        caller.close()

    def test_of_nothing_does_nothing(self, client: Caller, without_spool: Caller) -> None:
        assert client("replay").settled == 0
        assert without_spool("replay").settled == 0

    def test_says_when_the_spool_cannot_be_read(
        self, left_alone: Caller, service: Service, spool: Spool, caplog: pytest.LogCaptureFixture
    ) -> None:
        service.outages = [503]
        left_alone("send", messages("m1"))
        spool.close()

        assert "was closed" in left_alone("replay").because
        assert "the spool cannot be read or written" in caplog.text


class TestCheck:
    def test_says_what_would_be_decided(self, client: Caller) -> None:
        check = client("check", DRAFT)

        assert (check.decision.rule, check.allow, check.judged_later) == ("contact-before-contract", True, False)
        assert (check.nudge, check.purposes) == ("There is a safer way.", (Purpose("tool_access", "access to a tool"),))

    def test_is_judged_later_where_the_service_fails(self, client: Caller, service: Service) -> None:
        service.outages = [500] * 3

        check = client("check", DRAFT)

        assert (check.allow, check.judged_later, check.decision) == (True, True, None)

    @pytest.mark.parametrize("answer", [401, 404, (200, {}, b"<html>")])
    def test_is_judged_later_where_the_service_is_none(
        self, client: Caller, service: Service, answer: int | Answer
    ) -> None:
        service.outages = [answer]

        assert client("check", DRAFT).judged_later

    def test_costs_nothing_while_the_service_is_dead(self, without_spool: Caller, service: Service) -> None:
        service.outages = [503]

        checks = [without_spool("check", DRAFT) for _ in range(50)]

        assert all(check.allow and check.judged_later for check in checks)
        assert len(service.requests) == 1

    def test_leaves_events_alone_when_it_is_too_slow(self, without_spool: Caller, service: Service) -> None:
        service.outages = [503]
        without_spool("check", DRAFT)

        assert statuses(without_spool("send", messages("m1"))) == ["accepted"]

    def test_raises_what_is_wrong_with_the_draft(self, client: Caller) -> None:
        with pytest.raises(RequestRefused, match="422 not a draft; so it is; text: is missing"):
            client("check", {})
        with pytest.raises(Unsendable):
            client("check", {"text": b"bytes"})


class TestReads:
    def test_give_one_decision(self, client: Caller) -> None:
        assert client("get_decision", "d7").id == "d7"

    def test_give_a_statement(self, client: Caller) -> None:
        assert client("get_statement", "d7").raw["html"] == "<p>Why</p>"

    def test_give_a_standing(self, client: Caller) -> None:
        assert client("get_standing", "ana").member == "ana"

    def test_give_a_checkpoint(self, client: Caller) -> None:
        assert client("get_checkpoint") == Checkpoint(
            origin="habeas/log", size=5, root="ab", key="habeas/log+1", note="habeas/log\n5\n"
        )

    def test_give_every_page_of_decisions(self, client: Caller, service: Service) -> None:
        assert [decision.id for decision in client("list_decisions", member="ana", limit=2)] == [
            "d0", "d1", "d2", "d3", "d4",
        ]  # fmt: skip
        assert [target for _, target in service.requests] == [
            "/v1/decisions?member=ana&limit=2",
            "/v1/decisions?member=ana&limit=2&cursor=2",
            "/v1/decisions?member=ana&limit=2&cursor=4",
        ]

    def test_give_measures(self, client: Caller) -> None:
        [measure] = client("list_measures", in_force=True)

        assert (measure.id, measure.kind, measure.raw["in_force"]) == ("m1", "hold_message", ["true"])
        assert (measure.starts_at, measure.ended_at) == (NOON, None)

    def test_say_whether_the_service_is_there(self, client: Caller, service: Service) -> None:
        assert client("is_alive")
        assert client("is_ready")
        service.outages = [503] * 3
        assert not client("is_ready")
        service.outages = [404]
        assert not client("is_alive")

    def test_raise_where_the_service_is_away(self, client: Caller, service: Service) -> None:
        service.outages = [503] * 3

        with pytest.raises(ServiceUnavailable, match="it answered 503"):
            client("get_decision", "d1")

    def test_raise_what_the_service_refuses(self, client: Caller, service: Service) -> None:
        service.outages = [404]

        with pytest.raises(RequestRefused) as refused:
            client("get_decision", "d1")
        assert refused.value.problem.status == 404

    def test_raise_where_the_answer_is_another(self, client: Caller, service: Service) -> None:
        service.outages = [good([])]

        with pytest.raises(AnswerUnreadable):
            client("get_decision", "d1")


class TestConnection:
    @pytest.mark.parametrize(
        "error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.DecodingError]
    )
    def test_that_fails_is_no_answer(self, kind: Kind, error: type[httpx.RequestError]) -> None:
        def fail(_: httpx.Request) -> httpx.Response:
            raise error("my words")

        caller = a_caller(kind, transport=httpx.MockTransport(fail))

        with pytest.raises(ServiceUnavailable, match=f"{error.__name__}: my words"):
            caller("get_decision", "d1")
        caller.close()

    def test_that_hangs_is_left_behind(self) -> None:
        is_over = threading.Event()

        def hang(_: httpx.Request) -> httpx.Response:
            is_over.wait()
            return httpx.Response(200)

        caller = a_caller(SyncCaller, transport=httpx.MockTransport(hang))

        check = caller("check", DRAFT)
        is_over.set()
        caller.close()

        assert check.because == "no answer within 0.3 seconds"

    def test_that_hangs_is_given_up(self) -> None:
        async def hang(_: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            return httpx.Response(200)

        caller = a_caller(AsyncCaller, transport=httpx.MockTransport(hang))

        assert caller("check", DRAFT).because == "no answer within 0.3 seconds"
        caller.close()

    def test_that_is_needed_after_close_is_no_answer(self) -> None:
        closing: list[threading.Thread] = []

        def close(_: httpx.Request) -> httpx.Response:
            closing.append(threading.Thread(target=caller.close))
            closing[0].start()
            return httpx.Response(503)

        caller = a_caller(SyncCaller, transport=httpx.MockTransport(close), patience=Patience(first_pause=4.0))

        results = caller("send", messages(*(f"m{number}" for number in range(1001))))
        closing[0].join()

        assert {result.status for result in results} == {Status.LOST}
        assert results[-1].problem.detail == "the client was closed meanwhile"
        assert len(closing) == 1

    def test_carries_the_key_and_says_who_asks(self, kind: Kind) -> None:
        seen: list[httpx.Headers] = []

        def look(request: httpx.Request) -> httpx.Response:
            seen.append(request.headers)
            return httpx.Response(200)

        caller = a_caller(kind, transport=httpx.MockTransport(look))
        caller("is_ready")
        caller.close()

        assert seen[0]["Authorization"] == f"Bearer {KEY}"
        assert seen[0]["User-Agent"].startswith("habeas-client/")

    def test_keeps_the_key_to_itself(
        self, kind: Kind, service: Service, spool: Spool, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        service.outages = [401, 503, 302, 503, 503, 503]
        caller = a_caller(kind, transport=service.transport(), spool=spool)

        found = [caller("send", messages("m1")), caller("replay"), caller("check", DRAFT)]
        caller.close()

        assert KEY not in caplog.text + repr(found)
        assert KEY.encode() not in b"".join(path.read_bytes() for path in spool.folder.iterdir())


class TestMade:
    @pytest.mark.parametrize("url", ["", "habeas.example.com", "ftp://habeas.example.com", "https://"])
    def test_refuses_what_is_no_address(self, kind: Kind, url: str) -> None:
        with pytest.raises(ValueError, match="base_url: must be an address such as"):
            a_caller(kind, url)

    @pytest.mark.parametrize("key", ["", "two words", "line\n", "clé"])
    def test_refuses_what_is_no_key_without_showing_it(self, kind: Kind, key: str) -> None:
        with pytest.raises(ValueError, match="key: must be an API key") as refused:
            a_caller(kind, key=key)

        assert not key or key not in str(refused.value)

    def test_is_patient_by_default(self) -> None:
        patience = Patience()

        assert (patience.connect, patience.total, patience.check) == (1.0, 5.0, 0.3)
        assert BRISK.total == patience.total
