"""The service is killed again and again while events flow: each is processed once, and nothing is half done."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from habeas.client import Client, Event, Patience, Spool
from habeas.domain.audit.verification import verify_log
from habeas.server.audit.queries import get_entry, get_size, list_recorded
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event as Kept
from habeas.server.identity.scopes import Scope
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.usecases.create_key import create_key
from habeas.server.usecases.register_endpoint import register_endpoint
from tests.factories.market import CLEAN, PHONE, open_market
from tests.factories.ports import free_port

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

EVENTS, BATCH, MEMBERS = 5_000, 100, 40
WITH_A_PHONE = 10
"""One message of so many holds something."""
LONGEST = 240.0
"""Seconds after which the service is taken for broken."""


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # the service is a process of its own and reads the real clock


def events() -> list[Event]:
    began = now() - timedelta(hours=2)
    return [
        Event(
            id=f"event-{number}",
            type="message.sent",
            occurred_at=began + timedelta(milliseconds=100 * number),
            data={
                "member": f"member {number % MEMBERS}",
                "to": f"client {number}",
                "conversation": f"room {number}",
                "text": CLEAN if number % WITH_A_PHONE else PHONE,
            },
        )
        for number in range(EVENTS)
    ]


class Victim:
    """`habeas serve` in a process group of its own, killed and started again on the same port."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self._variables = os.environ | {
            "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
            "HABEAS_DATABASE_URL": url,
            "HABEAS_DATA_DIR": str(folder),
            "HABEAS_SECRET_KEY": settings.SECRET_KEY,
            "HABEAS_LOG_LEVEL": "ERROR",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        until = time.monotonic() + LONGEST
        self._process = self._begin()
        while not self._listens():
            assert time.monotonic() < until
            if self._process.poll() is not None:  # its port was not free yet
                self._process = self._begin()
            time.sleep(0.05)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "habeas", "serve", "--port", str(self.port), "--no-worker"]
        return subprocess.Popen(command, env=self._variables, start_new_session=True, stderr=subprocess.DEVNULL)

    def _listens(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """End every process of it at once, whatever it is at."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def killing(victim: Victim, *, times: int, seed: int) -> Iterator[threading.Event]:
    """Kill the service so often, at moments that follow from the seed; say when it was the last time."""
    chance, is_over = random.Random(seed), threading.Event()  # noqa: S311  # so that a run can be repeated

    def kill() -> None:
        for _ in range(times):
            time.sleep(chance.uniform(0.02, 0.6))
            victim.kill()
            victim.start()
        is_over.set()

    killer = threading.Thread(target=kill)
    victim.start()
    killer.start()
    try:
        yield is_over
    finally:
        killer.join()
        victim.kill()


def feed(victim: Victim, key: str, folder: Path, is_over: threading.Event) -> None:
    """Send all events, wait out the kills, and replay what could not be delivered."""
    patience = Patience(total=20, attempts=1, shortest_rest=0.05, longest_rest=0.2)
    with Client(f"http://127.0.0.1:{victim.port}", key=key, spool=Spool(folder), patience=patience) as client:
        every = events()
        for start in range(0, EVENTS, BATCH):
            results = client.send(every[start : start + BATCH])
            assert all(result.allow for result in results)
        assert is_over.wait(LONGEST)
        until = time.monotonic() + LONGEST
        while client.replay().waiting:
            assert time.monotonic() < until
            time.sleep(0.1)


def assert_all_is_processed_once() -> None:
    holding = EVENTS // WITH_A_PHONE
    decided = Counter(Decision.objects.values_list("event__id", flat=True))
    told = Message.objects.filter(type="decision.made")
    actions = Counter(get_entry(index).action for index in range(get_size()))

    assert Kept.objects.count() == EVENTS
    assert set(decided.values()) == {1}
    assert len(decided) == holding
    assert Notice.objects.count() == Decision.objects.exclude(action="none").count()
    assert told.count() == told.values("message_id").distinct().count() == holding
    assert actions["decision.made"] == holding
    assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()


@pytest.mark.parametrize(
    ("kills", "seed"), [(5, 1), *(pytest.param(20, seed, marks=pytest.mark.long) for seed in (2, 3, 4))]
)
def test_service_killed_while_events_flow_processes_each_once(
    shared_database: str, tmp_path: Path, kills: int, seed: int
) -> None:
    open_market()
    register_endpoint(url="https://market.example/hooks", types=["decision.made"], by="Kim", now=now())
    key = create_key(name="market", scopes=[Scope.INGEST], now=now()).text
    victim = Victim(shared_database, tmp_path / "data")

    with killing(victim, times=kills, seed=seed) as is_over:
        feed(victim, key, tmp_path / "spool", is_over)

    assert_all_is_processed_once()
