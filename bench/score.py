"""Measure detection and decisions on labelled messages that stand beside the project.

The messages and their scorers are no part of the project (their sources allow measuring, not
publishing). Where they are absent, this says so and ends well.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.engines import print_differences
from habeas.detection.documents import Message

ROOT = Path(__file__).parents[1]
HABEAS = f"{sys.executable} -m habeas"
DECISIONS = ("cases.jsonl", "cases2.jsonl")
SKIPPED_KINDS = {"mention", "brand"}
LABEL_OF = {"link": {"url", "link"}, "payment": {"iban", "crypto", "card", "account", "payment"}}


def main() -> None:
    """Print a table for each file of messages, the decisions, and the reliability of confidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder of labelled messages")
    parser.add_argument("--wrong", type=int, default=0, help="show this many wrong lines of each file")
    options = parser.parse_args()
    messages, tools = options.shared / "data", options.shared / "tools"
    if not (messages.is_dir() and tools.is_dir()):
        print(f"No labelled messages in {options.shared}: nothing to score.")
        return
    files = [path for path in sorted(messages.glob("*.jsonl")) if path.name not in DECISIONS]
    print("DETECTION\n", flush=True)
    wrong = ["--wrong", str(options.wrong)]
    run([sys.executable, str(tools / "score_scan.py"), "--command", f"{HABEAS} scan", *wrong, *map(str, files)])
    for name in DECISIONS:
        print(f"\nDECISIONS: {name}\n", flush=True)
        decide = [sys.executable, str(tools / "score_decide.py"), "--command", f"{HABEAS} decide", *wrong]
        run([*decide, str(messages / name)])
    scorer = load_module(tools / "score_scan.py")
    print_reliability(scorer, files)
    print_differences([message_of(scorer, row) for path in files for row in scorer.load(path)])


def run(command: list[str]) -> None:
    """Run a scorer; its failure is this one's."""
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def load_module(path: Path) -> ModuleType:
    """Return a scorer as a module, for its reading of labels."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_reliability(scorer: ModuleType, files: list[Path]) -> None:
    """Print, in ten bins of confidence, how many findings there are and how many of them are right."""
    bins: list[list[float]] = [[0, 0, 0.0] for _ in range(10)]
    for path in files:
        for confidence, right in judged_findings(scorer, path):
            cell = bins[min(int(confidence * 10), 9)]
            cell[0] += 1
            cell[1] += right
            cell[2] += confidence
    print("\nRELIABILITY of confidence, on lines whose spans are known\n")
    print("confidence     findings    right    share right    mean confidence")
    for index, (count, confident, total) in enumerate(bins):
        share, mean = (f"{confident / count:.3f}", f"{total / count:.3f}") if count else ("-", "-")
        print(f"{index / 10:.1f} to {(index + 1) / 10:.1f} {count:12} {confident:8} {share:>14} {mean:>18}")
    counted = sum(count for count, *_ in bins)
    gap = sum(abs(confident - total) for _, confident, total in bins) / counted if counted else 0.0
    print(f"\nmean gap between confidence and share right: {gap:.3f} over {counted} findings")


def judged_findings(scorer: ModuleType, path: Path) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each finding that the labels can judge, and whether a labelled span lies there."""
    rows = [row for row in scorer.load(path) if is_located(row)]
    feed = "".join(json.dumps(request_of(scorer, row)) + "\n" for row in rows)
    done = subprocess.run([*HABEAS.split(), "scan"], input=feed, capture_output=True, text=True, check=True)
    for row, answer in zip(rows, map(json.loads, done.stdout.splitlines()), strict=True):
        looked_for = row.get("meta", {}).get("kinds_labelled")
        spans = [(start, end) for start, end, kind, *_ in row["spans"] if kind not in SKIPPED_KINDS]
        for finding in answer["findings"]:
            kind = finding["kind"]
            if kind in scorer.KINDS and (looked_for is None or LABEL_OF.get(kind, {kind}) & set(looked_for)):
                place = (finding["start"], finding["end"])
                yield finding["confidence"], any(scorer.overlap(place, span) for span in spans)


def is_located(row: dict[str, object]) -> bool:
    """Whether the labels of a line say where every contact stands."""
    return row["spans"] is not None and row["has_contact"] is not None and isinstance(row["text"], str)


def message_of(scorer: ModuleType, row: dict[str, Any]) -> Message:
    """Return a labelled line as a message."""
    parts = (row["text"],) if isinstance(row["text"], str) else tuple(row["text"])
    return Message(parts, scorer.country(row), row.get("language"))


def request_of(scorer: ModuleType, row: dict[str, object]) -> dict[str, object]:
    """Return what `habeas scan` is asked about a labelled line."""
    return {"id": row["id"], "text": row["text"], "country": scorer.country(row), "language": row.get("language")}


if __name__ == "__main__":
    main()
