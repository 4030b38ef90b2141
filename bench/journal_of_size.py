"""A journal of some size in a database of its own, and what work on it costs. A process that `bench.journal` starts.

What makes the journal large is written at once, with its triggers off; what is timed goes through the service's own
code. The page is that of members who have all that it can show. It measures once for each line that it reads, and
prints JSON.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from random import Random
from typing import Any

from bench.ingest import spent

OF_EACH = 10
"""Entries of one member."""

FULL = 10
"""Members of whose money pages the cost is measured."""

OVERDRAWN_OF = 1_000
"""One of so many members has less than nothing available."""

TIMED, SHOWN, LISTED, ROWS = 150, 20, 3, 20_000
"""How often work is done in one round, a page and a list less; rows written at once."""

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
READ = 200
SETTLED = {"sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"), "postgresql": ("VACUUM ANALYZE", "CHECKPOINT")}
"""What a database does by and by after so much was written, done before anything is timed."""


def main() -> None:
    """Fill a journal, and measure as often as asked."""
    size = int(sys.argv[1])
    command = [sys.executable, "-m", "habeas", "init", "--defaults", "--by", "bench"]
    subprocess.run(command, check=True, capture_output=True)
    import django  # noqa: PLC0415  # only in this process
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    grow(size)
    measure = prepare(size)
    for _ in sys.stdin:
        print(json.dumps(measure()), flush=True)


def grow(size: int) -> None:
    """Write the journal."""
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django

    closing = [import_module(f"habeas.server.journal.migrations.{name}") for name in ("0002_balanced", "0004_names")]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (statement for one in reversed(closing) for statement in one.drop(connection.vendor)):
            cursor.execute(statement)
        for start in range(0, size, ROWS):
            fill(range(start, min(start + ROWS, size)))
        if connection.vendor == "postgresql":
            restart_numbers()
    with connection.cursor() as cursor:
        closed = (statement for one in closing for statement in one.create(connection.vendor))
        for statement in (*closed, *SETTLED[connection.vendor]):
            cursor.execute(statement)


def restart_numbers() -> None:
    """Let PostgreSQL number new rows behind those that were written with numbers of their own."""
    from django.db import connection  # noqa: PLC0415  # needs Django

    with connection.cursor() as cursor:
        for table in ("owner", "matter"):
            numbers = f"pg_get_serial_sequence('journal_{table}', 'id')"
            cursor.execute(f"SELECT setval({numbers}, (SELECT max(id) FROM journal_{table}))")  # noqa: S608


def fill(numbers: range) -> None:
    """Write entries of payouts that were scheduled, with their facts, for members of whom each has a few.

    What came in first covers them, but for a few members.
    """
    owners = sorted({number // OF_EACH + 1 for number in numbers})
    at = NOW.isoformat()
    keys = [number + 1 for number in numbers]
    insert("journal_owner", "id, party, is_test", [(one, f"member-{one}", False) for one in owners])
    insert("journal_matter", "id, key, is_test", [(key, f"payout:p{key}", False) for key in keys])
    insert(
        "journal_fact",
        "event, matter_id, kind, part, occurred_at, heard_at, member_id, amount, currency, outcome",
        [(f"f{key}", key, "scheduled", "", at, at, (key - 1) // OF_EACH + 1, 100, "USD", "") for key in keys],
    )
    insert(
        "journal_posting",
        "entry_id, owner_id, state, currency, amount",
        [(f"e{key}", (key - 1) // OF_EACH + 1, state, "USD", amount) for key in keys for state, amount in moves(key)],
    )
    insert(
        "journal_entry",
        "id, matter_id, cause, currency, occurred_at, posted_at",
        [(f"e{key}", key, f"f{key}", "USD", at, at) for key in keys],
    )
    below = [(one, "USD") for one in owners if not one % OVERDRAWN_OF]
    insert("journal_overdrawn", "owner_id, currency", below)
    fill_plans(owners, at)


def moves(key: int) -> Sequence[tuple[str, int]]:
    """Return what an entry moves: the first of each member brings in what the others pay out."""
    owner, place = divmod(key - 1, OF_EACH)
    if place or not (owner + 1) % OVERDRAWN_OF:
        return ("available", -100), ("in_transit", 100)
    return ("available", 1_000), ("outside", -1_000)


def fill_plans(owners: Sequence[int], at: str) -> None:
    """Write a payment that a plan made, and a contract that rests, for each of some members."""
    insert(
        "holds_payment",
        "id, decision, owner_id, is_test, action, amount, currency, provider, contract, milestone, is_agreed,"
        " due_at, planned_at, dropped_because",
        [
            (f"pay_{one}", f"san_{one}", one, False, "pay", 5, "USD", "P", f"k{one}", "m1", False, at, at, "")
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


def prepare(size: int) -> Callable[[], dict[str, float]]:
    """Return what measures once: a fact posted alone, balances, a full page with its questions, what differs."""
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # needs Django

    from bench.full_member import full_visitor  # noqa: PLC0415  # needs Django
    from habeas.domain.journal.facts import read_fact  # noqa: PLC0415
    from habeas.server.journal.operations import post_facts  # noqa: PLC0415  # needs Django
    from habeas.server.journal.queries import list_balances  # noqa: PLC0415  # needs Django

    drawn, numbers = Random(size), count()
    visitors = [full_visitor(f"full-{number}") for number in range(FULL)]

    def any_member() -> str:
        return f"member-{drawn.randrange(size // OF_EACH) + 1}"

    def post() -> None:
        name = f"x{next(numbers)}"
        content = {"payout": name, "member": any_member(), "amount": {"amount": 5, "currency": "USD"}}
        fact = read_fact(event=name, kind="payout.scheduled", occurred_at=NOW, content=content)
        with transaction.atomic():
            post_facts([fact] if fact else [], is_test=False, now=NOW)

    def read() -> None:
        list_balances(any_member(), is_test=False)

    def show() -> None:
        if visitors[next(numbers) % FULL].get("/portal/money", HTTP_HOST="localhost").status_code != READ:
            raise RuntimeError("the page was not read")

    with CaptureQueriesContext(connection) as asked:
        show()
    questions = len(asked)

    def measure() -> dict[str, float]:
        costs = {"posting_ms": timed(post, TIMED), "balance_ms": timed(read, TIMED), "page_ms": timed(show, SHOWN)}
        return {**costs, "list_ms": timed(look, LISTED), "page_questions": questions}

    return measure


def look() -> None:
    """Read a page of what differs, as money officers do."""
    from habeas.server.holds.overview import MOST  # noqa: PLC0415  # needs Django
    from habeas.server.journal.queries import list_differences  # noqa: PLC0415  # needs Django

    if not list_differences(is_test=False, most=MOST):
        raise RuntimeError("nothing differs")


def timed(work: Callable[[], None], times: int) -> float:
    """Return the CPU milliseconds of a piece of work."""
    before = spent()
    for _ in range(times):
        work()
    return 1000 * (spent() - before) / times


if __name__ == "__main__":
    main()
