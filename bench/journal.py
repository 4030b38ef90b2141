"""Time postings to the journal, reads of balances and members' money pages while it grows, pinned to one processor.

Run as a process of its own: `python -m bench.journal sqlite|postgresql`. Prints JSON. What makes the journal large is
written at once, with its triggers off; what is timed goes through the service's own code. The page is that of members
who have all that it can show.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.ingest import database, spent

SIZES = (10_000, 100_000, 1_000_000)
"""Entries of the journal."""

OF_EACH = 10
"""Entries of one member."""

FULL = 10
"""Members of whose money pages the cost is measured, made anew at each size."""

REPEATED, TIMED, SHOWN, ROWS = 7, 300, 40, 20_000
"""How often work is measured, of which the median counts; how often it is done each time, a page less; rows a filling.
"""
ROOM = 10_000_000
"""Numbers between the rows of one filling and of the next, for what is timed between them."""
PAGE_READ = 200
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


SETTLED = {"sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"), "postgresql": ("VACUUM ANALYZE", "CHECKPOINT")}
"""What a database does by and by after so much was written, done before anything is timed."""


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
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
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
            for statement in (*triggers.create(connection.vendor), *SETTLED[connection.vendor]):
                cursor.execute(statement)
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
    owners = sorted({above + number // OF_EACH + 1 for number in numbers})
    at = NOW.isoformat()
    keys = [above + number + 1 for number in numbers]
    insert("journal_owner", "id, party, is_test", [(one, f"member-{one - above}", False) for one in owners])
    insert("journal_matter", "id, key, is_test", [(key, f"payout:p{key}", False) for key in keys])
    insert(
        "journal_fact",
        "event, matter_id, kind, part, occurred_at, heard_at, member_id, amount, currency, outcome",
        [
            (f"f{key}", key, "scheduled", "", at, at, above + (key - above - 1) // OF_EACH + 1, 100, "USD", "")
            for key in keys
        ],
    )
    insert(
        "journal_posting",
        "entry_id, owner_id, state, currency, amount",
        [
            (f"e{key}", above + (key - above - 1) // OF_EACH + 1, state, "USD", amount)
            for key in keys
            for state, amount in (("available", -100), ("in_transit", 100))
        ],
    )
    insert(
        "journal_entry",
        "id, matter_id, cause, currency, occurred_at, posted_at",
        [(f"e{key}", key, f"f{key}", "USD", at, at) for key in keys],
    )
    fill_plans(owners, at)


def fill_plans(owners: Sequence[int], at: str) -> None:
    """Write a payment that a plan made, and a contract that rests, for each of some members."""
    insert(
        "holds_payment",
        "id, decision, owner_id, is_test, action, amount, currency, provider, contract, milestone, is_agreed,"
        " due_at, planned_at",
        [
            (f"pay_{one}", f"san_{one}", one, False, "pay", 5, "USD", "P", f"k{one}", "m1", False, at, at)
            for one in owners
        ],
    )
    insert(
        "holds_contractstop",
        "id, decision, contract, is_test, fate, since",
        [(f"stp_{one}", f"san_{one}", f"k{one}", False, "ended", at) for one in owners],
    )


def insert(table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as fast as a client of each database can."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    if connection.vendor == "postgresql":
        with connection.connection.cursor() as raw, raw.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def measure(size: int) -> dict[str, float]:
    """Return CPU milliseconds for a fact posted alone, for a member's balances, and for all that a full page shows.

    And how many questions that page asks the database.
    """
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # needs Django

    from bench.full_member import full_visitor  # noqa: PLC0415  # needs Django
    from habeas.domain.journal.facts import read_fact  # noqa: PLC0415
    from habeas.server.journal.operations import post_facts  # noqa: PLC0415  # needs Django
    from habeas.server.journal.queries import list_balances  # noqa: PLC0415  # needs Django

    drawn, numbers = Random(size), count()
    visitors = [full_visitor(f"full-{size}-{number}") for number in range(FULL)]

    def any_member() -> str:
        return f"member-{drawn.randrange(size // OF_EACH) + 1}"

    def post() -> None:
        name = f"x{size}-{next(numbers)}"
        content = {"payout": name, "member": any_member(), "amount": {"amount": 5, "currency": "USD"}}
        fact = read_fact(event=name, kind="payout.scheduled", occurred_at=NOW, content=content)
        with transaction.atomic():
            post_facts([fact] if fact else [], is_test=False, now=NOW)

    def read() -> None:
        list_balances(any_member(), is_test=False)

    def show() -> None:
        visitor = visitors[next(numbers) % FULL]
        if visitor.get("/portal/money", HTTP_HOST="localhost").status_code != PAGE_READ:
            raise RuntimeError("the page was not read")

    with CaptureQueriesContext(connection) as asked:
        show()
    questions = len(asked)
    costs = {"posting_ms": timed(post, TIMED), "balance_ms": timed(read, TIMED), "page_ms": timed(show, SHOWN)}
    return {**costs, "page_questions": questions}


def timed(work: Callable[[], None], times: int) -> float:
    """Return the CPU milliseconds of a piece of work, the median of several rounds after one that warms up."""
    return median([_round(work, times) for _ in range(REPEATED + 1)][1:])


def _round(work: Callable[[], None], times: int) -> float:
    before = spent()
    for _ in range(times):
        work()
    return 1000 * (spent() - before) / times


def print_journal() -> None:
    """Print what a posting and a balance cost as the journal grows, on each database."""
    print(
        "\nJOURNAL, CPU of service and database for a posting, a member's balances, and the page of one who has it all"
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
