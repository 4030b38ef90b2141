"""Whatever the service does with a request, each event arrives once by its id and in order, or is set aside."""

import json
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.client import EventResult, Patience, Spool, Status, Sync
from habeas.client.attempts import Failed, Pause, Send, Step
from habeas.client.core import Core
from habeas.client.exchanges import Response
from tests.factories.events import a_message
from tests.fakes.service import KEY, Service

FATES = ("well", "well", "lost on the way", "answer lost", "503", "429", "401", "html", "half answered")
"""What becomes of a request; `answer lost`: the service did what it was asked, and the client never knows."""

PATIENCE = Patience(first_pause=0.01, shortest_rest=0.01, longest_rest=0.05)


class World:
    """A client's core, a service, and time, which passes when somebody waits."""

    def __init__(self, folder: Path, fates: list[str]) -> None:
        self.service = Service()
        self.spool = Spool(folder, segment_bytes=500, sync=Sync.LEFT_TO_SYSTEM)
        self.core = Core(patience=PATIENCE, spool=self.spool, clock=lambda: self.now)
        self.fates = fates
        self.now = 0.0

    def drive(self, conversation: Generator[Step, Any, Any]) -> Any:  # noqa: ANN401  # whatever the conversation comes to
        told: object = None
        while True:
            try:
                step = conversation.send(told)
            except StopIteration as end:
                return end.value
            self.now += step.seconds if isinstance(step, Pause) else 0.001
            told = self.sent(step) if isinstance(step, Send) else None if isinstance(step, Pause) else step.run()

    def sent(self, send: Send) -> Response | Failed:
        fate = self.fates.pop() if self.fates else "well"
        if fate == "lost on the way":
            return Failed("no connection")
        if fate in {"503", "429", "401"}:
            return Response(int(fate), {}, b"")
        if fate == "html":
            return Response(200, {}, b"<html>")
        answer = self.answer(send)
        if fate == "answer lost":
            return Failed("no answer in time")
        if fate == "half answered" and answer.is_good:
            results = json.loads(answer.content)["results"]
            return Response(200, {}, json.dumps({"results": results[: len(results) // 2]}).encode())
        return answer

    def answer(self, send: Send) -> Response:
        request = send.request
        status, headers, content = self.service.answer(
            method=request.method, target=request.path, key=f"Bearer {KEY}", body=request.content or b""
        )
        return Response(status, headers, content)

    def finish(self) -> None:
        """Let time pass until nothing waits."""
        self.fates.clear()
        while not self.spool.is_empty:
            self.drive(self.core.courier.replay())
            self.now += PATIENCE.longest_rest


class TestDelivery:
    @given(
        portions=st.lists(st.integers(1, 6), min_size=1, max_size=8),
        fates=st.lists(st.sampled_from(FATES), max_size=30),
        bad=st.sets(st.integers(0, 20), max_size=3),
        poison=st.sets(st.integers(0, 20), max_size=2),
        replays=st.integers(0, 2),
    )
    @settings(max_examples=150, deadline=None)
    def test_tells_each_event_once_and_in_order(
        self, portions: list[int], fates: list[str], bad: set[int], poison: set[int], replays: int
    ) -> None:
        with TemporaryDirectory() as folder:
            world = World(Path(folder), fates)
            world.service.rejected = {f"{number:03}": 422 for number in bad}
            world.service.poisonous = {f"{number:03}" for number in poison}
            results: list[EventResult] = []
            for size in portions:
                events = [a_message(f"{len(results) + place:03}") for place in range(size)]
                results += world.drive(world.core.courier.send(events))
                for _ in range(replays):
                    world.drive(world.core.courier.replay())
            world.finish()
            rejected = Path(folder, "rejected.jsonl")
            aside = (
                [json.loads(line)["event"]["id"] for line in rejected.read_bytes().splitlines()]
                if rejected.exists()
                else []
            )
            world.spool.close()

        arrived = [event["id"] for event in world.service.events]
        told = [result.id for result in results]
        wrong = world.service.poisonous | set(world.service.rejected)
        assert told == [f"{number:03}" for number in range(sum(portions))]
        assert all(result.allow and result.status is not Status.LOST for result in results)
        assert arrived == [name for name in told if name not in wrong]
        assert set(aside) == wrong & set(told)
