"""Time candidates in turns, so that a busy neighbour slows all of them alike; medians of CPU time."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

Candidate = Callable[[], float]
"""Runs once and returns CPU seconds for each message."""


def interleave(candidates: Mapping[str, Candidate], *, rounds: int) -> dict[str, float]:
    """Return messages per CPU-second for each candidate: the median of its rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for candidate in candidates.values():
        candidate()
    for _ in range(rounds):
        for name, candidate in candidates.items():
            seconds[name].append(candidate())
    return {name: 1 / median(taken) for name, taken in seconds.items()}


def timed(work: Callable[[], object], *, messages: int) -> float:
    """Return the CPU seconds for each message that one call of `work` takes."""
    gc.collect()
    before = process_time()
    work()
    return (process_time() - before) / messages


def print_table(title: str, speeds: Mapping[str, float], *, references: Mapping[str, str]) -> None:
    """Print speeds with their ratio to each reference (its name and a heading)."""
    present = {name: heading for name, heading in references.items() if name in speeds}
    print(f"\n{title}\n")
    print(f"{'':42}{'messages / CPU-s':>18}" + "".join(f"{heading:>16}" for heading in present.values()))
    for name, speed in speeds.items():
        ratios = "".join(f"{speed / speeds[reference]:>16.2f}" for reference in present)
        print(f"{name:42}{speed:>18,.0f}{ratios}")
