"""Faults of the machine: workers killed, the database gone or full, receivers that fail. Nothing lost, nothing twice."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from socket import socket
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connection, connections
from django.db.models import Q
from pytest_django.fixtures import Settings
from standardwebhooks import Webhook

from habeas.domain.audit.verification import verify_log
from habeas.server.adapters.destinations import read_networks
from habeas.server.adapters.mail import RememberingMailer
from habeas.server.adapters.webhooks import HttpSender, RememberingSender, Sender
from habeas.server.audit.queries import get_entry, get_size, list_recorded
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline
from habeas.server.holds.models import Instruction
from habeas.server.leases import revive
from habeas.server.notices.models import Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.give_instructions import BY_WEBHOOK
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.worker.acts import ACTS
from habeas.server.worker.rounds import Worker, name_of_worker, now_in_utc
from tests.factories.holds import be_held, warn
from tests.factories.market import open_market
from tests.fakes.receivers import Receiver, answering

A_DAY = timedelta(days=1)
YESTERDAY = datetime.now(UTC) - A_DAY  # noqa: TID251  # workers in processes of their own read the real clock
MEMBERS = 6
MOST_ROUNDS = 500
LEASED = (Message, Deadline, Instruction)
"""What workers take turns on."""


class Host:
    """Receives webhooks, checks each, and is as unreliable as hosts are."""

    def __init__(self, seed: int) -> None:
        self.secret = ""
        self.bodies: dict[str, set[str]] = {}
        self._random = random.Random(seed)  # noqa: S311  # so that a run can be repeated
        self._lock = threading.Lock()

    def __call__(self, receiver: Receiver, peer: socket) -> None:
        request = receiver.requests[-1]
        Webhook(self.secret).verify(request.body, dict(request.headers))
        with self._lock:
            fails = self._random.random() < 0.2
            if not fails:
                self.bodies.setdefault(request.headers["webhook-id"], set()).add(request.body)
        answering(500 if fails else 204)(receiver, peer)


def fill() -> None:
    """Let members be held and warned a day ago, so that all their clocks have run out."""
    open_market()
    for number in range(MEMBERS):
        write(number)


def write(number: int) -> None:
    """Let one member be held and another be warned."""
    at = YESTERDAY + timedelta(minutes=number)
    be_held(at=at, member=f"held {number}")
    warn(at=at, member=f"warned {number}")


def listen(receiver: Receiver, host: Host, settings: Settings) -> None:
    settings.HABEAS = replace(configured.HABEAS, private_receivers=("127.0.0.0/8",))
    url = f"http://127.0.0.1:{receiver.port}/hooks"
    host.secret = register_endpoint(url=url, types=WebhookType.values, by="Kim", now=YESTERDAY).secret


def time_passes() -> None:
    """Let leases of the dead run out and what was postponed be due, without waiting for it."""
    now = now_in_utc()
    for leased in LEASED:
        leased.objects.filter(leased_until__isnull=False).update(leased_until=now)
    for rows in (Message, Deadline):
        rows.objects.filter(due_at__lte=now + A_DAY, done_at=None).update(due_at=now)
    Endpoint.objects.update(rests_until=None)


def worker(sender: Sender, *, stop: threading.Event | None = None) -> Worker:
    return Worker(
        name=name_of_worker(),
        sender=sender,
        mailer=RememberingMailer(),
        payments=BY_WEBHOOK,
        acts=ACTS,
        clock=now_in_utc,
        stop=stop or threading.Event(),
    )


def work_off(one: Worker) -> None:
    """Let a worker finish what is due within a day.

    What many a worker ended with is put back as a person would: it was parked, or the next one to take it would park it.
    """
    time_passes()
    ended_with = Q(parked_at__isnull=False) | Q(leased_until__isnull=False, done_at=None)
    for rows in LEASED:
        revive(rows, among=ended_with, now=now_in_utc())
    for _ in range(MOST_ROUNDS):
        # A case's clock of service is looked at again and again till a person decides the case.
        waiting = Deadline.objects.filter(done_at=None, due_at__lte=now_in_utc() + A_DAY).exclude(kind=Kind.TICK_CLOCK)
        # What the provider was asked waits for its word; what it was not, or was by a worker that died, is to be asked.
        unasked = Instruction.objects.filter(Q(attempts=0) | Q(leased_until__isnull=False), done_at=None, is_test=False)
        if not (Message.objects.filter(done_at=None).exists() or waiting.exists() or unasked.exists()):
            return
        time_passes()
        one.round()
    raise AssertionError(list(Message.objects.exclude(last_error="").values_list("type", "last_error")))


def assert_all_is_done_once(members: int = MEMBERS) -> None:
    """Nothing was lost, each effect exists once, and the audit log hangs together."""
    measures = set(Measure.objects.values_list("id", flat=True))
    delivered = Notice.objects.filter(delivered_at__isnull=False)
    notices = set(delivered.values_list("id", flat=True))
    by_clock = set(delivered.filter(kind="message_delivered").values_list("id", flat=True))
    stated = set(Deadline.objects.filter(kind="send_notice").values_list("subject", flat=True))
    in_reply = set(
        delivered.filter(id__in=stated, decision__member__id__startswith="held").values_list("id", flat=True)
    )
    settled = stated - in_reply
    told = Message.objects.values_list("type", "payload__id").filter(type="measure.ended")
    actions = [(entry.action, entry.subject) for entry in map(get_entry, range(get_size()))]

    # Who is held was warned before, and read both in the reply; who is only warned waits until it has settled.
    assert (len(measures), len(in_reply), len(settled)) == (members, 2 * members, members)
    assert stated <= notices
    assert len(by_clock) == members
    assert not Measure.objects.filter(Q(ended_at=None) | Q(alarmed_at=None)).exists()
    assert sorted(subject for _, subject in told) == sorted(measures)
    for action, noun, ids in [
        ("measure.ended", "measure", measures),
        ("deadline.breached", "measure", measures),
        ("notice.sent", "notice", settled),
        ("notice.printed", "notice", in_reply),
        ("notice.delivered", "notice", settled | by_clock),
    ]:
        assert sorted(s for a, s in actions if a == action) == sorted(f"{noun}:{one}" for one in ids), action
    assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()


@contextmanager
def worker_process(url: str) -> Iterator[subprocess.Popen[str]]:
    """Run `habeas worker` in a process of its own, and see that it is gone afterwards."""
    variables = os.environ | {"HABEAS_DATABASE_URL": url, "HABEAS_WEBHOOK_NETWORKS": "127.0.0.0/8"}
    variables.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "habeas", "worker"], env=variables, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_it_works(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if json.loads(line)["event"] == "worker started":
            return
    raise AssertionError("the worker ended before it worked")


@pytest.mark.usefixtures("socket_enabled")
class TestKilledWorkers:
    @pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
    def test_lose_nothing_and_do_nothing_twice(self, kills: int, shared_database: str, settings: Settings) -> None:
        seeded = random.Random(kills)  # noqa: S311  # so that a run can be repeated
        host = Host(seed=kills)
        with Receiver(host).listening() as receiver:
            listen(receiver, host, settings)
            fill()
            for kill in range(kills):
                with worker_process(shared_database) as process:
                    wait_until_it_works(process)
                    killing = threading.Timer(seeded.uniform(0, 1.5), process.kill)
                    killing.start()
                    write(MEMBERS + kill)
                    killing.join()
                time_passes()
            work_off(worker(HttpSender(allowed=read_networks(["127.0.0.0/8"]))))

        assert_all_is_done_once(MEMBERS + kills)
        assert set(host.bodies) == set(Message.objects.values_list("message_id", flat=True))
        assert {len(bodies) for bodies in host.bodies.values()} == {1}

    def test_stop_gracefully_when_asked(self, shared_database: str) -> None:
        with worker_process(shared_database) as process:
            wait_until_it_works(process)
            process.terminate()
            _, rest = process.communicate(timeout=30)

        assert process.returncode == 0
        assert json.loads(rest.splitlines()[-1])["event"] == "worker stopped"


class TestWorkersSideBySide:
    def test_do_everything_once(self, shared_database: str) -> None:  # noqa: ARG002  # threads share it
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=YESTERDAY)
        fill()
        sender = RememberingSender()

        def work() -> None:
            one = worker(sender)
            while one.round().did:
                pass
            connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        work_off(worker(sender))

        assert_all_is_done_once()
        assert len(sender.sent) == len({parcel.id for parcel in sender.sent})


class TestDatabaseGone:
    def test_is_survived_and_nothing_is_lost(self, shared_database: str) -> None:
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=YESTERDAY)
        fill()
        connection.close()
        stop = threading.Event()
        failed = threading.Event()
        sender = RememberingSender()

        def work() -> None:
            one = worker(sender, stop=stop)
            while not stop.is_set():
                if one.round().failed:
                    failed.set()
            connections.close_all()

        with gone(shared_database):
            thread = threading.Thread(target=work)
            thread.start()
            assert failed.wait(60)
        work_off(worker(sender))
        stop.set()
        thread.join()

        assert_all_is_done_once()


@contextmanager
def gone(url: str) -> Iterator[None]:
    """Let nobody into the database: PostgreSQL refuses everybody, SQLite's file is locked by somebody else."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        patience, options["timeout"] = options["timeout"], 0.1
        try:
            with locked(connection.settings_dict["NAME"]):
                yield
        finally:
            options["timeout"] = patience
        return
    name = urlsplit(url).path.removeprefix("/")
    elsewhere = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(elsewhere, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@contextmanager
def locked(file: str) -> Iterator[None]:
    with sqlite3.connect(file) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()
    other.close()


class TestDiskFull:
    def test_is_survived_and_nothing_is_lost(self, shared_database: str) -> None:  # noqa: ARG002
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=YESTERDAY)
        fill()
        sender = RememberingSender()
        one = worker(sender)

        with full_disk():
            rounds = [one.round() for _ in range(3)]
        work_off(one)

        assert any(done.failed for done in rounds) or Deadline.objects.exclude(last_error="").exists()
        assert_all_is_done_once()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let nothing be written that takes more room than there is."""
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        before = options["init_command"]
        connection.close()
        options["init_command"] = f"{before} PRAGMA max_page_count=1;"
        try:
            yield
        finally:
            options["init_command"] = before
            connection.close()
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION fill_up() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute("CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry EXECUTE FUNCTION fill_up()")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full_disk ON audit_entry")
