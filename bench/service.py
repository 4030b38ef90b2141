"""Measure the service: taking in events on one processor, the start, and how soon drafts are answered."""

import http.client
import json
import math
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

from bench.messages import mixed_messages

SEED, EVENTS = 20261127, 10_000
CALLERS = 4
SATURATED_FOR, HALF_FOR = 4.0, 8.0
"""Seconds."""
STARTS = 3


def print_service() -> None:
    """Print the tables of the service."""
    print(f"\nEVENTS to durable decisions, batches of 500, 90 % clean mix, one processor, {EVENTS:,} events\n")
    print(f"{'':24}{'events / CPU-s':>18}{'of bare inserts':>18}")
    for vendor in ("postgresql", "sqlite"):
        command = [sys.executable, "-m", "bench.ingest", vendor, str(EVENTS)]
        took = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print(f"{vendor:24}{took['events'] / took['cpu']:>18,.0f}{took['bare_cpu'] / took['cpu']:>18.2f}")
    with tempfile.TemporaryDirectory(prefix="habeas-bench-") as folder:
        variables = set_up(Path(folder))
        starts = [start_once(variables) for _ in range(STARTS)]
        print(f"\nSTART of the embedded service until it is ready: {median(starts):.1f} s (median of {STARTS})")
        with serving(variables) as port:
            print_latency(port, variables["HABEAS_BENCH_KEY"])


def set_up(folder: Path) -> dict[str, str]:
    """Return the environment of a service whose channels act, with a key."""
    variables = os.environ | {
        "HABEAS_DATABASE_URL": f"sqlite:///{folder / 'habeas.sqlite3'}",
        "HABEAS_DATA_DIR": str(folder),
        "HABEAS_SECRET_KEY": secrets.token_urlsafe(48),
        "HABEAS_LOG_LEVEL": "ERROR",
    }
    run(variables, "init", "--defaults", "--by", "bench")
    run(variables, "channels", "activate", "message", "--by", "bench")
    key = run(variables, "keys", "create", "--name", "bench", "--scope", "check")
    return variables | {"HABEAS_BENCH_KEY": key.strip()}


def run(variables: dict[str, str], *command: str) -> str:
    """Return what a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "habeas", *command], env=variables, check=True, capture_output=True, text=True
    )
    return done.stdout


def start_once(variables: dict[str, str]) -> float:
    """Return the seconds from the command to readiness."""
    began = time.monotonic()
    with serving(variables):
        return time.monotonic() - began


@contextmanager
def serving(variables: dict[str, str]) -> Iterator[int]:
    """Yield the port of a service that is ready; one process answers, the worker beside it."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    command = [sys.executable, "-m", "habeas", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL)
    try:
        while not is_ready(port):
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait()


def is_ready(port: int) -> bool:
    """Return whether the service says that it is ready."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


def print_latency(port: int, key: str) -> None:
    """Print how many drafts a second are answered at most, and how soon at half of that."""
    bodies = [
        json.dumps({"member": f"m{number}", "to": f"n{number}", "conversation": f"c{number}", "text": text}).encode()
        for number, text in enumerate(islice(mixed_messages(SEED, clean_share=0.9), 2_000))
    ]
    call(port, key, bodies, rate=math.inf, seconds=2.0)
    at_most = len(call(port, key, bodies, rate=math.inf, seconds=SATURATED_FOR)) / SATURATED_FOR
    waits = sorted(call(port, key, bodies, rate=at_most / 2, seconds=HALF_FOR))
    print("\nCHECK of drafts over HTTP, one process, SQLite\n")
    print(f"at saturation {at_most:,.0f} a second")
    quantiles = {name: waits[int(len(waits) * share)] * 1000 for name, share in (("p50", 0.5), ("p99", 0.99))}
    print("at half of it " + ", ".join(f"{name} {value:.1f} ms" for name, value in quantiles.items()))


def call(port: int, key: str, bodies: Sequence[bytes], *, rate: float, seconds: float) -> list[float]:
    """Return how long each call took, made by several callers at a rate in all."""
    waits: list[float] = []
    until = time.monotonic() + seconds
    callers = [
        threading.Thread(target=keep_calling, args=(port, key, bodies[place::CALLERS], rate / CALLERS, until, waits))
        for place in range(CALLERS)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return waits


def keep_calling(port: int, key: str, bodies: Sequence[bytes], rate: float, until: float, waits: list[float]) -> None:
    """Call at random times at a rate; a call that is due while another runs counts from when it was due."""
    random = Random(SEED + len(bodies[0]))
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    due = time.monotonic() + (random.expovariate(rate) if math.isfinite(rate) else 0)
    number = 0
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        connection.request("POST", "/v1/check", bodies[number % len(bodies)], headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == http.HTTPStatus.OK, answer.status  # noqa: S101  # a bench that measures failures lies
        waits.append(time.monotonic() - due)
        number += 1
        due = due + random.expovariate(rate) if math.isfinite(rate) else time.monotonic()


if __name__ == "__main__":
    print_service()
