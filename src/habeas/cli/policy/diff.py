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
from habeas.cli.policy.told import Line, Told, is_event, read_line, scan_lines
from habeas.cli.records import Record
from habeas.cli.streams import answer_lines

if TYPE_CHECKING:
    from habeas.domain.decisions import Decision
    from habeas.domain.policy_changes import Comparison
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
        typer.Option("--on", metavar="FILE|-", help="Messages to judge by both: as for `habeas decide`, or events."),
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
        return report(before, after, comparison=both.comparison(), cost=cost)

    answer_lines(on, read=both.read, answer=both.judge, conclude=conclude)


class _Pair(NamedTuple):
    """One line as each policy reads it."""

    old: Request
    new: Request


class _ToldPair(NamedTuple):
    """One event as each policy reads it."""

    old: Line
    new: Line


class _Both:
    """Both policies, judging the same messages."""

    def __init__(self, before: "Policy", after: "Policy") -> None:
        from habeas.domain.policy_changes import Tally

        self._old, self._new = Court(before), Court(after)
        self._old_told, self._new_told = Told(before), Told(after)
        self._tally = Tally(EXAMPLES)
        self._seen: tuple[date, date] | None = None

    def read(self, record: Record) -> "_Pair | _ToldPair":
        """Return the line as each policy reads it: a fact that only the other one declares is left out."""
        old, new = self._old.policy.declarations, self._new.policy.declarations
        for_old, for_new = new.keys() - old.keys(), old.keys() - new.keys()
        if is_event(record):
            told = _ToldPair(
                read_line(_event_without(record, for_old), policy=self._old.policy),
                read_line(_event_without(record, for_new), policy=self._new.policy),
            )
            self._see(told.new.event.occurred_at.date() if told.new.message else None)
            return told
        pair = _Pair(self._old.read(_without(record, for_old)), self._new.read(_without(record, for_new)))
        self._see(pair.new.day)
        return pair

    def _see(self, day: date | None) -> None:
        if day is not None:
            first, last = self._seen or (day, day)
            self._seen = min(first, day), max(last, day)

    @property
    def days(self) -> int | None:
        """Return how many days the messages cover, None where none says when it was sent."""
        return None if self._seen is None else (self._seen[1] - self._seen[0]).days + 1

    def judge(self, lines: "Sequence[_Pair | _ToldPair]") -> Iterator[str]:
        """Judge each message by both policies, and keep the events; nothing is written before the end."""
        told = [line for line in lines if isinstance(line, _ToldPair)]
        scans = scan_lines([line.new for line in told])
        self._old_told.hear([line.old for line in told], scans)
        self._new_told.hear([line.new for line in told], scans)
        self._judge([line for line in lines if isinstance(line, _Pair)])
        yield from ()

    def _judge(self, pairs: Sequence[_Pair]) -> None:
        scans = scan_requests([pair.new for pair in pairs])
        old = self._old.judge_scanned([pair.old for pair in pairs], scans)
        new = self._new.judge_scanned([pair.new for pair in pairs], scans)
        for pair, before, after in zip(pairs, old, new, strict=True):
            self._add(pair.new.identity, before, after)

    def _add(self, identity: object, before: "Decision", after: "Decision") -> None:
        from habeas.domain.policy_changes import Judgement

        self._tally.add(Judgement(identity, before.verdict, after.verdict))

    def comparison(self) -> "Comparison":
        """Return what changes, the messages that events tell of judged with all that was heard."""
        for (name, before), (_, after) in zip(self._old_told.decisions(), self._new_told.decisions(), strict=True):
            self._add(name, before, after)
        return self._tally.comparison()


def _without(record: Record, names: set[str]) -> Record:
    facts = record.get("facts")
    if not names or not isinstance(facts, Mapping) or names.isdisjoint(facts):
        return record
    return {**record, "facts": {name: value for name, value in facts.items() if name not in names}}


def _event_without(record: Record, names: set[str]) -> Record:
    """Leave out the facts that an event states, of a member or as the context of a message."""
    content = record.get("data")
    if not isinstance(content, Mapping):
        return record
    kept = dict(_without(content, names))
    context = kept.get("context")
    if isinstance(context, Mapping):
        kept["context"] = _without(context, names)
    return {**record, "data": kept}
