"""Time postings, balances, members' money pages and the list of what differs on three journals, on one processor.

The journals stand beside each other, each with a process of its own, and are measured in turns: whatever else the
machine does meanwhile, it does to each. What counts is the median of the rounds, and of the ratios within a round.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.ingest import database

SIZES = (10_000, 100_000, 1_000_000)
"""Entries of the journals."""

ROUNDS = 9
"""How often each is measured, after a round that warms up."""

COSTS = {"posting_ms": "posting", "balance_ms": "balances", "page_ms": "page", "list_ms": "list of differences"}

FLAT = ("posting_ms", "balance_ms")
FLAT_WITHIN = 1.5
"""What costs as much on the largest journal as on the first: at most so many times as much, or it is not flat."""

MOST_QUESTIONS = 15
"""How many questions a member's money page may ask."""

Measured = Mapping[str, float]


class Journal:
    """A journal of some size in a database of its own, and the process that measures it."""

    def __init__(self, size: int, url: str, folder: Path) -> None:
        """Start to fill it."""
        environment = os.environ | {
            "HABEAS_DATABASE_URL": url,
            "HABEAS_DATA_DIR": str(folder),
            "HABEAS_SECRET_KEY": "only for the bench, only for the bench, only for the bench",
            "HABEAS_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
        }
        command = [sys.executable, "-m", "bench.journal_of_size", str(size)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def measure(self) -> Measured:
        """Return CPU milliseconds of each piece of work in one round, and how many questions a page asks."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("the process has no pipes")
        asked.write("\n")
        asked.flush()
        measured: Measured = json.loads(answered.readline())
        return measured

    def close(self) -> None:
        """End its process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=60)


@contextmanager
def journals(vendor: str) -> Iterator[Sequence[Journal]]:
    """Yield a journal of each size."""
    with ExitStack() as stack:
        anywhere = os.sched_getaffinity(0)
        stack.callback(os.sched_setaffinity, 0, anywhere)
        os.sched_setaffinity(0, {max(anywhere)})  # of whoever is started from here, too
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="habeas-bench-")))
        (folder / "pg").mkdir()
        places = [folder / str(size) for size in SIZES]
        for place in places:
            place.mkdir()
        if vendor == "sqlite":
            urls = [f"sqlite:///{place / 'habeas.sqlite3'}" for place in places]
        else:
            server = stack.enter_context(database(vendor, folder))
            urls = [another_database(server, f"of_{size}") for size in SIZES]
        made = []
        for size, url, place in zip(SIZES, urls, places, strict=True):
            made.append(Journal(size, url, place))
            stack.callback(made[-1].close)
            made[-1].measure()  # one is filled after the other, and warmed up by that
        yield made


def another_database(url: str, name: str) -> str:
    """Return the address of a new database on a server."""
    import psycopg  # noqa: PLC0415  # only where it is measured

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, _, after = url.partition("?")
    options = f"?{after}" if after else ""
    return f"{before.rpartition('/')[0]}/{name}{options}"


def print_journal() -> None:
    """Print what a posting, balances and a full page cost on journals of each size, on each database.

    Exits with what passes its bound, once all is printed.
    """
    print("\nJOURNAL, CPU of service and database for a posting, a member's balances, the page of one who has it all,")
    print("and the money officers' list of what differs or is overdrawn, of whom the largest journals have the most")
    print(f"posting and balances are to cost at most {FLAT_WITHIN} x the first, a page {MOST_QUESTIONS} questions")
    past: list[str] = []
    for vendor in ("sqlite", "postgresql"):
        with journals(vendor) as made:
            rounds = [[one.measure() for one in made] for _ in range(ROUNDS)]
        for place, size in enumerate(SIZES):
            of_size, of_first = [one[place] for one in rounds], [one[0] for one in rounds]
            costs = ", ".join(_cost(name, key, of_size, of_first) for key, name in COSTS.items())
            print(f"{vendor:10} {size:>9,} entries: {costs}, {of_size[0]['page_questions']} questions")
            past += [f"{vendor}, {size:,} entries: {one}" for one in passed(of_size, of_first)]
    if past:
        sys.exit("\n".join(["past their bounds:", *past]))


def passed(of_size: Sequence[Measured], of_first: Sequence[Measured]) -> Iterator[str]:
    """Yield what passes its bound on a journal, by its rounds and those of the smallest journal."""
    for key in FLAT:
        ratio = _ratio(key, of_size, of_first)
        if ratio > FLAT_WITHIN:
            yield f"{COSTS[key]} costs {ratio:.2f} x the first, not {FLAT_WITHIN} x at most"
    questions = max(one["page_questions"] for one in of_size)
    if questions > MOST_QUESTIONS:
        yield f"the page asks {questions:.0f} questions, not {MOST_QUESTIONS} at most"


def _cost(name: str, key: str, of_size: Sequence[Measured], of_first: Sequence[Measured]) -> str:
    cost, ratio = median(one[key] for one in of_size), _ratio(key, of_size, of_first)
    return f"{name} {cost:.2f} ms ({ratio:.2f} x the first)"


def _ratio(key: str, of_size: Sequence[Measured], of_first: Sequence[Measured]) -> float:
    return median(one[key] / first[key] for one, first in zip(of_size, of_first, strict=True))


if __name__ == "__main__":
    print_journal()
