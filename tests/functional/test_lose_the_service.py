"""A marketplace goes on while the service is stopped under load; afterwards the service knows all of it."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier
from time import monotonic, sleep

import pytest

from habeas.client import AsyncClient, Client, EventResult, Spool
from tests.factories.callers import BRISK
from tests.factories.events import a_message
from tests.fakes.service import KEY, Service, listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

MEMBERS = 4
MESSAGES = 60
"""Of each member."""
STOPPED_AT, STARTED_AT = 20, 40
"""The message before which the service is stopped, and started again."""
LONGEST = 30.0
"""Seconds until events that should arrive by themselves are taken for lost."""


class Town:
    """A service that is stopped and started again on one port, and keeps what it has taken."""

    def __init__(self) -> None:
        self.service = Service()
        self._running = ExitStack()
        self.port = self._running.enter_context(listening(self.service))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._running.close()

    def start(self) -> None:
        self._running.enter_context(listening(self.service, port=self.port))

    def turn(self, number: int) -> None:
        """Do what happens to the service before a message."""
        if number == STOPPED_AT:
            self.stop()
        if number == STARTED_AT:
            self.start()


@pytest.fixture
def town() -> Iterator[Town]:
    town = Town()
    yield town
    town.stop()


def named(member: int, number: int) -> str:
    return f"{member}-{number:03}"


def assert_all_went_through(results: list[EventResult], town: Town) -> None:
    assert len(results) == MEMBERS * MESSAGES
    assert all(result.allow for result in results)
    assert {"accepted", "spooled"} <= {str(result.status) for result in results} <= {"accepted", "duplicate", "spooled"}
    arrived = [event["id"] for event in town.service.events]
    assert len(arrived) == len(set(arrived)) == MEMBERS * MESSAGES
    for member in range(MEMBERS):
        mine = [name for name in arrived if name.startswith(f"{member}-")]
        assert mine == [named(member, number) for number in range(MESSAGES)]


class TestStoppedUnderLoad:
    def test_threads_go_on_and_every_event_arrives_once_and_in_order(self, town: Town, tmp_path: Path) -> None:
        spool = Spool(tmp_path / "spool")
        client = Client(town.url, key=KEY, spool=spool, patience=BRISK)
        at_once = Barrier(MEMBERS, timeout=LONGEST)

        def write(member: int) -> list[EventResult]:
            results: list[EventResult] = []
            for number in range(MESSAGES):
                if number in {STOPPED_AT, STARTED_AT}:
                    at_once.wait()
                if member == 0:
                    town.turn(number)
                waits = {"delivery": "pending", "deadline_ms": 2000} if number % 3 == 0 else {}
                results += client.send([a_message(named(member, number), **waits)])
            return results

        with client, ThreadPoolExecutor(MEMBERS) as members:
            results = [result for found in members.map(write, range(MEMBERS)) for result in found]
            ends_at = monotonic() + LONGEST
            while not spool.is_empty and monotonic() < ends_at:
                sleep(0.01)

        assert_all_went_through(results, town)

    def test_coroutines_go_on_and_every_event_arrives_once_and_in_order(self, town: Town, tmp_path: Path) -> None:
        async def market() -> list[EventResult]:
            spool = Spool(tmp_path / "spool")
            async with AsyncClient(town.url, key=KEY, spool=spool, patience=BRISK) as client:
                at_once = asyncio.Barrier(MEMBERS)

                async def write(member: int) -> list[EventResult]:
                    results: list[EventResult] = []
                    for number in range(MESSAGES):
                        if number in {STOPPED_AT, STARTED_AT}:
                            await at_once.wait()
                        if member == 0:
                            await asyncio.to_thread(town.turn, number)
                        results += await client.send([a_message(named(member, number))])
                    return results

                found = await asyncio.gather(*map(write, range(MEMBERS)))
                ends_at = monotonic() + LONGEST
                while not spool.is_empty and monotonic() < ends_at:  # noqa: ASYNC110  # nobody tells when it is
                    await asyncio.sleep(0.01)
                return [result for results in found for result in results]

        assert_all_went_through(asyncio.run(market()), town)


class TestStoppedForGood:
    def test_a_composer_goes_on_without_hints(self, town: Town) -> None:
        with Client(town.url, key=KEY, patience=BRISK) as client:
            assert not client.check({"text": "Good day"}).judged_later
            town.stop()

            checks = [client.check({"text": "Good day"}) for _ in range(20)]

        assert all(check.allow and check.judged_later for check in checks)

    def test_events_wait_for_the_next_process(self, town: Town, tmp_path: Path) -> None:
        town.stop()
        with Client(town.url, key=KEY, spool=Spool(tmp_path), patience=BRISK) as client:
            client.send([a_message("m1")])
            client.send([a_message("m2")])
        town.start()

        with Client(town.url, key=KEY, spool=Spool(tmp_path), patience=BRISK) as client:
            client.replay()

        assert [event["id"] for event in town.service.events] == ["m1", "m2"]


MARKET = """
import sys
from pathlib import Path
from habeas.client import Client, Spool
from tests.factories.callers import BRISK
from tests.factories.events import a_message
from tests.fakes.service import KEY

with Client(sys.argv[1], key=KEY, spool=Spool(Path(sys.argv[2])), patience=BRISK) as client:
    for number in range(int(sys.argv[3]), 100_000):
        [result] = client.send([a_message(f"{number:06}")])
        sys.stdout.write(f"{result.id} {result.status}\\n")
        sys.stdout.flush()
"""


class TestKilledUnderLoad:
    def test_a_market_that_is_killed_while_the_service_is_away_loses_nothing_it_was_told_of(
        self, town: Town, tmp_path: Path
    ) -> None:
        answered: list[str] = []
        for turn in range(3):
            start = str(int(answered[-1]) + 2) if answered else "0"
            market = subprocess.Popen(
                [sys.executable, "-c", MARKET, town.url, str(tmp_path), start],
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[2],
            )
            assert market.stdout is not None
            with market:
                answered += [market.stdout.readline().split()[0] for _ in range(20)]
                if turn % 2 == 0:
                    town.stop()
                else:
                    town.start()
                answered += [market.stdout.readline().split()[0] for _ in range(20)]
                market.kill()
                answered += [line.split()[0] for line in market.stdout if line.endswith("\n")]
        town.start()

        spool = Spool(tmp_path)
        with Client(town.url, key=KEY, spool=spool, patience=BRISK) as client:
            client.replay()
            ends_at = monotonic() + LONGEST
            while not spool.is_empty and monotonic() < ends_at:
                sleep(0.01)

        arrived = [event["id"] for event in town.service.events]
        assert len(arrived) == len(set(arrived))
        assert arrived == sorted(arrived)
        assert set(answered) <= set(arrived)
