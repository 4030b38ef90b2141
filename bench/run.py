"""Measure speed and memory: ratios inside one run are what counts, since the machine is shared.

With `--peers PYTHON`, the Python of an environment where `bench/peers.txt` is installed,
Presidio's five recognizers are timed in the same turns.
"""

import argparse
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench import peers
from bench.commands import print_commands, print_memory
from bench.journal import print_journal
from bench.judging import print_judging
from bench.messages import clean_messages, hard_messages, mixed_messages
from bench.service import print_service
from bench.timing import Candidate, interleave, print_table, timed
from habeas.detection.normalize import fold
from habeas.detection.prefilter import PlainPrefilter
from habeas.detection.scan import DETECTORS, Scanner, trigger_table
from habeas.detection.tokens import WORDS_ALONE
from habeas.files.engines import open_native
from habeas.files.native import NativeScanner

if TYPE_CHECKING:
    from habeas.detection.prefilter.fast import FastPrefilter

TABLES = ("scan", "judging", "commands", "memory", "service", "journal")
SEED = 20261122
BATCH = 512
SCANNED = 16_384
"""Messages of a turn: so many that what the other turns pushed out of the processor's caches is soon a small part."""
SCANNED_BY_PEERS = 64
PRESIDIO = "Presidio, five recognizers"
HYPERSCAN = "raw Hyperscan, joined"

Measure = Callable[[Sequence[str]], float]


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="Python of an environment that holds Presidio")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lines", type=int, default=100_000, help="lines for the whole commands")
    parser.add_argument("--messages", type=int, default=1_000_000, help="messages for the largest memory")
    parser.add_argument("--only", choices=TABLES, nargs="+", default=TABLES, help="the tables to print, of all")
    options = parser.parse_args()
    tables: dict[str, Callable[[], None]] = {
        "scan": partial(print_scans, options.peers, rounds=options.rounds),
        "judging": partial(print_judging, rounds=options.rounds, seed=SEED),
        "commands": partial(print_commands, lines=options.lines, seed=SEED),
        "memory": partial(print_memory, messages=options.messages, seed=SEED),
        "service": print_service,
        "journal": print_journal,
    }
    for name in options.only:
        tables[name]()


def print_scans(python: Path | None, *, rounds: int) -> None:
    """Print how fast messages of each mix are scanned; `python` is that of an environment that holds Presidio."""
    mixes = {
        "hard mix (half of the messages with tricky numbers, 3 % with contacts)": hard_messages(SEED),
        "90 % clean mix": mixed_messages(SEED, clean_share=0.9),
        "clean": clean_messages(SEED),
    }
    with ExitStack() as stack:
        peer = stack.enter_context(peers.client(python)) if python and python.exists() else None
        if peer is None:
            print("Presidio is not installed beside this: its rows are left out (`make bench-peers` adds them).")
        for name, messages in mixes.items():
            texts = list(islice(messages, SCANNED))
            candidates = scanners(texts, peer)
            speeds = interleave(candidates, rounds=rounds)
            print_table(f"SCAN, {name}", speeds, references={PRESIDIO: "x Presidio", HYPERSCAN: "x Hyperscan"})
            print_woken(texts)


def scanners(texts: Sequence[str], peer: Measure | None) -> dict[str, Candidate]:
    """Return what is timed on these texts, each in its turn."""
    candidates: dict[str, Candidate] = {f"habeas, plain, batches of {BATCH}": scanning(Scanner(), texts, BATCH)}
    candidates |= hyperscan_scanners(texts)
    candidates |= native_scanners(texts)
    if peer is not None:
        candidates[PRESIDIO] = partial(peer, texts[:SCANNED_BY_PEERS])
    return candidates


@cache
def hyperscan_engine() -> "FastPrefilter | None":
    """Return the prefilter of the extra `fast`, or say why there is none."""
    try:
        import hyperscan  # noqa: PLC0415  # belongs to the extra `fast`

        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # needs hyperscan
    except ImportError:
        print("Hyperscan is not installed: its rows are left out (extra `fast`).")
        return None
    try:
        return FastPrefilter(trigger_table())
    except hyperscan.error as error:
        print(f"Hyperscan refuses the triggers ({error}): its rows are left out.")
        return None


def hyperscan_scanners(texts: Sequence[str]) -> dict[str, Candidate]:
    """Return what the extra `fast` adds: the scanner with Hyperscan before it, and Hyperscan alone."""
    engine = hyperscan_engine()
    if engine is None:
        return {}
    from habeas.detection.prefilter.databases import load_databases  # noqa: PLC0415  # needs hyperscan

    databases = load_databases(engine.compiled)
    joined = "\n".join(texts).lower().encode()
    without_signs = joined.translate(WORDS_ALONE)

    def work() -> None:
        databases.words.search(without_signs, ignore_match)
        for patterns in (databases.in_ascii, databases.enough, databases.figures):
            patterns.search(joined, ignore_match)

    return {
        f"habeas, Hyperscan, batches of {BATCH}": scanning(Scanner(prefilter=engine), texts, BATCH),
        HYPERSCAN: partial(timed, work, messages=len(texts)),
    }


@cache
def native_scanner() -> NativeScanner | None:
    """Return the native engine, or say that there is none."""
    scanner = open_native()
    if scanner is None:
        print("The native engine is not built: its rows are left out (`make native`).")
    return scanner


def native_scanners(texts: Sequence[str]) -> dict[str, Candidate]:
    """Return the native engine in batches of several sizes."""
    scanner = native_scanner()
    if scanner is None:
        return {}
    return {f"habeas, native, batches of {size}": scanning(scanner, texts, size) for size in (BATCH, 64, 1)}


def print_woken(texts: Sequence[str]) -> None:
    """Print what decides the speed: the share of messages in which each detector has to look."""
    answers = PlainPrefilter(trigger_table()).ask([fold(text)[0] for text in texts])
    shares = [
        f"{detector.name} {sum(bits >> place & 1 for bits in answers) / len(texts):.1%}"
        for place, detector in enumerate(DETECTORS)
    ]
    print(f"woken: any {sum(map(bool, answers)) / len(texts):.1%}; {', '.join(shares)}")


def scanning(scanner: Scanner | NativeScanner, texts: Sequence[str], size: int) -> Candidate:
    """Return the scanning of texts in batches of one size."""

    def work() -> None:
        for start in range(0, len(texts), size):
            scanner.scan(texts[start : start + size])

    return partial(timed, work, messages=len(texts))


def ignore_match(*_: object) -> None:
    """Take a report of the engine and do nothing with it."""


if __name__ == "__main__":
    main()
