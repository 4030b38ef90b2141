"""Asking again, told as a conversation: no clock runs and nothing is sent."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from habeas.client import Patience, ServiceUnavailable
from habeas.client.attempts import Asker, Failed, Pause, Send, Step, Work, retry_after, work
from habeas.client.circuit import Circuit
from habeas.client.exchanges import Request, Response
from tests.factories.events import NOON

REQUEST = Request(method="GET", path="/readyz")
GOOD = Response(200, {}, b"{}")
AWAY = Response(503, {}, b"")


class Clock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def talk(
    *outcomes: Response | Failed, within: float = 5.0, patience: Patience | None = None
) -> tuple[object, list[Step]]:
    """Return how a request ended, and the steps; each outcome is what a Send comes back with."""
    clock, steps, left = Clock(), [], list(outcomes)
    chosen = patience or Patience(failures=10)
    conversation = Asker(patience=chosen, circuit=Circuit(chosen), clock=clock).ask(REQUEST, within=within)
    told: object = None
    try:
        while True:
            step = conversation.send(told)
            steps.append(step)
            told = left.pop(0) if isinstance(step, Send) else None
            clock.now += step.seconds if isinstance(step, Pause) else 0.01
    except StopIteration as end:
        return end.value, steps
    except ServiceUnavailable as error:
        return error, steps


def kinds(steps: list[Step]) -> list[str]:
    return [type(step).__name__ for step in steps]


class TestAsk:
    def test_asks_once_where_there_is_an_answer(self) -> None:
        assert talk(GOOD) == (GOOD, [Send(REQUEST, 5.0)])

    @pytest.mark.parametrize("failure", [Failed("no connection"), AWAY, Response(429, {}, b""), Response(500, {}, b"")])
    def test_asks_again_after_a_failure(self, failure: Response | Failed) -> None:
        answer, steps = talk(failure, GOOD)

        assert answer == GOOD
        assert kinds(steps) == ["Send", "Pause", "Send"]

    @pytest.mark.parametrize("status", [200, 202, 302, 400, 401, 404, 422])
    def test_takes_any_other_status_for_an_answer(self, status: int) -> None:
        answer, _ = talk(Response(status, {}, b""))

        assert isinstance(answer, Response)
        assert answer.status == status

    def test_gives_up_after_some_attempts(self) -> None:
        answer, steps = talk(AWAY, AWAY, Failed("no connection"))

        assert isinstance(answer, ServiceUnavailable)
        assert answer.because == "no connection"
        assert kinds(steps).count("Send") == 3

    def test_waits_no_longer_than_it_may(self) -> None:
        _, steps = talk(AWAY, AWAY, within=0.06)

        assert kinds(steps) == ["Send", "Pause", "Send"] or kinds(steps) == ["Send"]

    def test_gives_each_attempt_what_time_is_left(self) -> None:
        _, steps = talk(AWAY, GOOD)

        sends = [step for step in steps if isinstance(step, Send)]
        assert sends[1].within < sends[0].within - 0.05

    def test_waits_as_long_as_the_service_asks(self) -> None:
        _, steps = talk(Response(429, {"retry-after": "2"}, b""), GOOD)

        assert steps[1] == Pause(2.0)

    def test_gives_up_where_the_service_asks_for_too_long(self) -> None:
        answer, steps = talk(Response(503, {"retry-after": "60"}, b""))

        assert isinstance(answer, ServiceUnavailable)
        assert answer.retry_after == 60.0
        assert kinds(steps) == ["Send"]

    def test_asks_nothing_while_the_circuit_is_open(self) -> None:
        answer, steps = talk(AWAY, AWAY, patience=Patience(failures=1))

        assert isinstance(answer, ServiceUnavailable)
        assert answer.because == "it was not asked, for it failed just now"
        assert kinds(steps) == ["Send", "Pause"]

    def test_says_in_the_log_when_it_gives_up_and_when_all_is_well(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO")

        talk(AWAY, Response(503, {"retry-after": "1"}, b""), GOOD)

        assert [record.message for record in caplog.records] == [
            "the service is left alone for a while: it answered 503",
            "the service answers again",
        ]


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            (None, None),
            ("5", 5.0),
            ("soon", None),
            ("-5", None),
            ("100000", 300.0),
            (format_datetime(NOON + timedelta(seconds=30), usegmt=True), 30.0),
            (format_datetime(NOON - timedelta(seconds=30), usegmt=True), 0.0),
            ("Mon, 16 Nov 2026 12:00:30 -0000", None),
        ],
    )
    def test_is_read_as_seconds_or_as_a_date(self, header: str | None, seconds: float | None) -> None:
        assert retry_after(header, now=NOON) == seconds


class TestWork:
    def test_gives_what_the_call_returns(self) -> None:
        conversation = work(lambda: 7)
        step = next(conversation)

        assert isinstance(step, Work)
        with pytest.raises(StopIteration) as end:
            conversation.send(step.run())
        assert end.value.value == 7

    def test_raises_the_error_of_the_disk(self) -> None:
        def full() -> None:
            raise OSError(28, "No space left on device")

        conversation = work(full)
        step = next(conversation)

        assert isinstance(step, Work)
        with pytest.raises(OSError, match="No space"):
            conversation.send(step.run())
