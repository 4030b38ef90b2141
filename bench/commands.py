"""Measure whole commands in processes of their own: CPU time, the largest memory, the start."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.messages import events, hard_messages, mixed_messages

HABEAS = (sys.executable, "-m", "habeas")
STARTS = 5

FIRST_SCAN = """
import time
before = time.process_time()
import habeas
habeas.scan(["Call me on +44 7700 900123", "Your order 4155552671 is ready"])
print(time.process_time() - before)
"""

FIRST_POLICY = """
import time
from habeas.cli.policies import build_policy, load_texts
before = time.process_time()
build_policy(load_texts(None))
print(time.process_time() - before)
"""

SCAN_MANY = """
import sys
from itertools import islice
from bench.messages import mixed_messages
import habeas
messages, seed = map(int, sys.argv[1:])
feed = islice(mixed_messages(seed, clean_share=0.9), messages)
while batch := list(islice(feed, 512)):
    habeas.scan(batch)
"""


class Cost(NamedTuple):
    """What one run of a command took."""

    cpu_seconds: float
    peak_mib: float


def print_commands(*, lines: int, seed: int) -> None:
    """Print the speed of the commands on lines of JSON, how their memory grows, and how soon they start."""
    scan, policy = (
        median(float(output([sys.executable, "-c", first])) for _ in range(STARTS))
        for first in (FIRST_SCAN, FIRST_POLICY)
    )
    print(f"\nSTART, medians of {STARTS}\n\nimport habeas and a first scan: {scan:.2f} CPU-s")
    print(f"load the shipped policy, the first of a process: {policy:.2f} CPU-s")
    print(f"\nCOMMANDS, JSON both ways\n\n{'':42}{'lines / CPU-s':>18}{'peak MiB':>16}")
    mixes = {"90 % clean mix": mixed_messages(seed, clean_share=0.9), "hard mix": hard_messages(seed)}
    with tempfile.TemporaryDirectory() as folder:
        for name, messages in mixes.items():
            feed = Path(folder) / "feed.jsonl"
            for count in (lines // 10, lines):
                write_feed(feed, islice(messages, count), seed)
                for command in ("scan", "decide"):
                    cost = run([*HABEAS, command, str(feed)])
                    title = f"habeas {command}, {count:,} lines, {name}"
                    print(f"{title:48}{count / cost.cpu_seconds:>12,.0f}{cost.peak_mib:>16.0f}")


def print_memory(*, messages: int, seed: int) -> None:
    """Print the largest memory of processes that scan messages: a tenth of them twice, then all.

    The first finds no compiled patterns and makes them, which takes more memory than scanning ever does; the others
    load what it kept.
    """
    print(f"\nMEMORY of a process that makes and scans messages, 90 % clean mix\n\n{'':42}{'peak MiB':>18}")
    tenth = messages // 10
    with tempfile.TemporaryDirectory() as cache:
        for count, title in (
            (tenth, f"{tenth:,} messages, patterns compiled"),
            (tenth, f"{tenth:,} messages"),
            (messages, f"{messages:,} messages"),
        ):
            cost = run([sys.executable, "-c", SCAN_MANY, str(count), str(seed)], XDG_CACHE_HOME=cache)
            print(f"{title:42}{cost.peak_mib:>18.0f}", flush=True)


def write_feed(path: Path, texts: Iterator[str], seed: int) -> None:
    """Write one event a line, with facts that vary."""
    with path.open("w", encoding="utf-8") as file:
        for event in events(texts, seed):
            file.write(json.dumps(event, ensure_ascii=False) + "\n")


def run(command: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end and return what it took."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def output(command: Sequence[str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
