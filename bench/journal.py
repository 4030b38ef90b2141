"""Time postings to the journal, reads of balances and members' money pages while it grows, pinned to one processor.

Run as a process of its own: `python -m bench.journal sqlite|postgresql`. Prints JSON. What makes the journal large is
written at once, with its triggers off; what is timed goes through the service's own code.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from bench.ingest import database, spent

SIZES = (10_000, 100_000, 1_000_000)
"""Entries of the journal."""

OF_EACH = 10
"""Entries of one member."""

TIMED, ROWS = 400, 20_000
ROOM = 10_000_000
"""Numbers between the rows of one filling and of the next, for what is timed between them."""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def main() -> None:
    """Print what postings and reads cost at each size."""
    vendor = sys.argv[1]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="habeas-bench-") as folder, database(vendor, Path(folder)) as url:
        os.environ |= {
            "HABEAS_DATABASE_URL": url,
            "HABEAS_DATA_DIR": folder,
            "HABEAS_SECRET_KEY": "only for the bench, only for the bench, only for the bench",
            "HABEAS_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
        }
        subprocess.run(
            [sys.executable, "-m", "habeas", "init", "--defaults", "--by", "bench"], check=True, capture_output=True
        )
        import django  # noqa: PLC0415  # the environment has to be there first

        django.setup()
        print(json.dumps([{"entries": size, **measure(size)} for size in grow()]))


def grow() -> Iterator[int]:
    """Make the journal larger, size after size."""
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django

    triggers = import_module("habeas.server.journal.migrations.0002_balanced")
    there = 0
    for size in SIZES:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in triggers.drop(connection.vendor):
                cursor.execute(statement)
            for start in range(there, size, ROWS):
                fill(range(start, min(start + ROWS, size)), above=ROOM * SIZES.index(size))
            if connection.vendor == "postgresql":
                restart_numbers()
        with connection.cursor() as cursor:
            for statement in triggers.create(connection.vendor):
                cursor.execute(statement)
            cursor.execute("ANALYZE")
        there = size
        yield size


def restart_numbers() -> None:
    """Let PostgreSQL number new rows behind those that were written with numbers of their own."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    with connection.cursor() as cursor:
        for table in ("owner", "matter"):
            numbers = f"pg_get_serial_sequence('journal_{table}', 'id')"
            cursor.execute(f"SELECT setval({numbers}, (SELECT max(id) FROM journal_{table}))")  # noqa: S608


def fill(numbers: range, *, above: int) -> None:
    """Write entries of payouts that were scheduled, with their facts, for members of whom each has a few."""
    owners = sorted({number // OF_EACH + 1 for number in numbers})
    at = NOW.isoformat()
    keys = [above + number + 1 for number in numbers]
    insert("owner", "id, party, is_test", [(one, f"member-{one}", False) for one in owners])
    insert("matter", "id, key, is_test", [(key, f"payout:p{key}", False) for key in keys])
    insert(
        "fact",
        "event, matter_id, kind, part, occurred_at, heard_at, member_id, amount, currency, outcome",
        [(f"f{key}", key, "scheduled", "", at, at, (key - above - 1) // OF_EACH + 1, 100, "USD", "") for key in keys],
    )
    insert(
        "posting",
        "entry_id, owner_id, state, currency, amount",
        [
            (f"e{key}", (key - above - 1) // OF_EACH + 1, state, "USD", amount)
            for key in keys
            for state, amount in (("available", -100), ("in_transit", 100))
        ],
    )
    insert(
        "entry",
        "id, matter_id, cause, currency, occurred_at, posted_at",
        [(f"e{key}", key, f"f{key}", "USD", at, at) for key in keys],
    )


def insert(table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as fast as a client of each database can."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    if connection.vendor == "postgresql":
        with connection.connection.cursor() as raw, raw.copy(f"COPY journal_{table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO journal_{table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def measure(size: int) -> dict[str, float]:
    """Return CPU milliseconds for a fact posted alone, for a member's balances, and for all that their page shows.

    And how many questions that page asks the database.
    """
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # needs Django

    from habeas.domain.journal.facts import read_fact  # noqa: PLC0415
    from habeas.server.holds.standing import get_money  # noqa: PLC0415  # needs Django
    from habeas.server.journal.operations import post_facts  # noqa: PLC0415  # needs Django
    from habeas.server.journal.queries import list_balances  # noqa: PLC0415  # needs Django

    drawn = Random(size)
    members = [f"member-{drawn.randrange(size // OF_EACH) + 1}" for _ in range(TIMED)]

    def post() -> None:
        for number, member in enumerate(members):
            content = {"payout": f"x{size}-{number}", "member": member, "amount": {"amount": 5, "currency": "USD"}}
            fact = read_fact(event=f"x{size}-{number}", kind="payout.scheduled", occurred_at=NOW, content=content)
            with transaction.atomic():
                post_facts([fact] if fact else [], is_test=False, now=NOW)

    def read() -> None:
        for member in members:
            list_balances(member, is_test=False)

    def show() -> None:
        for member in members:
            get_money(member, is_test=False, now=NOW)

    with CaptureQueriesContext(connection) as asked:
        get_money(members[0], is_test=False, now=NOW)
    costs = {"posting_ms": timed(post), "balance_ms": timed(read), "page_ms": timed(show)}
    return {**costs, "page_questions": len(asked)}


def timed(work: Callable[[], None]) -> float:
    """Return the CPU milliseconds of one of the repetitions in a piece of work."""
    before = spent()
    work()
    return 1000 * (spent() - before) / TIMED


def print_journal() -> None:
    """Print what a posting and a balance cost as the journal grows, on each database."""
    print(
        "\nJOURNAL, CPU of service and database for one posting, one member's balances, and all that their page shows"
    )
    for vendor in ("sqlite", "postgresql"):
        done = subprocess.run(
            [sys.executable, "-m", "bench.journal", vendor], check=True, capture_output=True, text=True
        )
        measured = json.loads(done.stdout.splitlines()[-1])
        for one in measured:
            costs = ", ".join(
                f"{name} {one[key]:.2f} ms ({one[key] / measured[0][key]:.2f} x the first)"
                for name, key in (("posting", "posting_ms"), ("balances", "balance_ms"), ("page", "page_ms"))
            )
            print(f"{vendor:10} {one['entries']:>9,} entries: {costs}, {one['page_questions']} questions")


if __name__ == "__main__":
    main()
