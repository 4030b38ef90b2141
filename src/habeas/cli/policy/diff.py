"""`habeas policy diff`: what changes between two policies, as written and for messages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.decide import Court, Request, scan_requests
from habeas.cli.policies import build_policy, load_texts
from habeas.cli.policy.diff_report import Cost, as_json_report, as_text
from habeas.cli.records import Record
from habeas.cli.streams import answer_lines

if TYPE_CHECKING:
    from habeas.policy.rules import Policy

MINUTES_PER_CASE = 5.0
"""What a reviewer needs for a case where nothing else is said: an assumption, which the report states."""

EXAMPLES = 3
"""Shown of each direction, by rule."""

Named = Annotated[Path, typer.Argument(help="A policy's folder, or the name of a shipped one.", show_default=False)]


def diff(
    old: Named,
    new: Named,
    on: Annotated[
        Path | None,
        typer.Option("--on", metavar="FILE|-", help="Messages to judge by both, written as for `habeas decide`."),
    ] = None,
    days: Annotated[
        float | None,
        typer.Option(min=0.01, help="Days that the messages cover; else as their `occurred_at` say, else 1."),
    ] = None,
    minutes_per_case: Annotated[
        float, typer.Option(min=0, help="What a reviewer needs for one case.")
    ] = MINUTES_PER_CASE,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two policies and, on messages, which decisions become harsher or milder.

    Lists the parts that were added, removed or changed. With --on, judges each message by both and says by rule
    what changes, with examples, and what the cases for people would cost: per day, and in hours of reviewers per
    week. Ends with 0 whatever differs; with 1 when a policy does not load or a line is bad.
    """
    before, after = (build_policy(load_texts(named), as_json=as_json) for named in (old, new))
    report = as_json_report if as_json else as_text
    if on is None:
        typer.echo(report(before, after, comparison=None, cost=None), nl=False)
        return
    both = _Both(before, after)

    def conclude() -> str:
        cost = Cost(days or both.days or 1, minutes_per_case, is_assumed=not (days or both.days))
        return report(before, after, comparison=both.tally.comparison(), cost=cost)

    answer_lines(on, read=both.read, answer=both.judge, conclude=conclude)


class _Pair(NamedTuple):
    """One line as each policy reads it."""

    old: Request
    new: Request


class _Both:
    """Both policies, judging the same messages."""

    def __init__(self, before: "Policy", after: "Policy") -> None:
        from habeas.domain.policy_changes import Tally

        self._old, self._new = Court(before), Court(after)
        self.tally = Tally(EXAMPLES)
        self._seen: tuple[date, date] | None = None

    def read(self, record: Record) -> _Pair:
        """Return the line as each policy reads it: a fact that only the other one declares is left out."""
        old, new = self._old.policy.declarations, self._new.policy.declarations
        pair = _Pair(
            self._old.read(_without(record, new.keys() - old.keys())),
            self._new.read(_without(record, old.keys() - new.keys())),
        )
        if pair.new.day is not None:
            first, last = self._seen or (pair.new.day, pair.new.day)
            self._seen = min(first, pair.new.day), max(last, pair.new.day)
        return pair

    @property
    def days(self) -> int | None:
        """Return how many days the messages cover, None where none says when it was sent."""
        return None if self._seen is None else (self._seen[1] - self._seen[0]).days + 1

    def judge(self, pairs: Sequence[_Pair]) -> Iterator[str]:
        """Judge each line by both policies; nothing is written before the end."""
        from habeas.domain.policy_changes import Judgement

        scans = scan_requests([pair.new for pair in pairs])
        old = self._old.judge_scanned([pair.old for pair in pairs], scans)
        new = self._new.judge_scanned([pair.new for pair in pairs], scans)
        for pair, before, after in zip(pairs, old, new, strict=True):
            self.tally.add(Judgement(pair.new.identity, before.verdict, after.verdict))
        yield from ()


def _without(record: Record, names: set[str]) -> Record:
    facts = record.get("facts")
    if not names or not isinstance(facts, Mapping) or names.isdisjoint(facts):
        return record
    return {**record, "facts": {name: value for name, value in facts.items() if name not in names}}
