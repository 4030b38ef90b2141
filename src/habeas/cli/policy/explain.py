"""`habeas policy explain`: how a decision came about, for the member, the reviewer or a machine."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import STDIN, AsJson, PolicyFolder, Source
from habeas.cli.decide import Court, Request
from habeas.cli.policies import load_policy, load_policy_cases
from habeas.cli.policy.told import Line, Told, is_event, read_line, scan_lines
from habeas.cli.records import Record
from habeas.cli.streams import answer_lines, as_line

if TYPE_CHECKING:
    from habeas.domain.decisions import Decision
    from habeas.policy.explanation import EvaluationTree
    from habeas.policy.rules import Policy


class Reader(StrEnum):
    """Who reads an explanation."""

    MEMBER = "member"
    REVIEWER = "reviewer"
    MACHINE = "machine"
    ALL = "all"


Tell = Callable[[object, "EvaluationTree"], str]
"""Writes the explanation of the decision on the line with this id."""


def explain(
    source: Source = STDIN,
    policy: PolicyFolder = None,
    case: Annotated[
        str | None, typer.Option(metavar="ID", help="Explain this case of the policy's `tests` instead of lines.")
    ] = None,
    reader: Annotated[
        Reader, typer.Option("--for", help="Plain words, everything, JSON, or one after the other.")
    ] = Reader.REVIEWER,
    language: Annotated[str, typer.Option(help="The language to explain in.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Explain the decision on each line, written as for `habeas decide` or an event, or on a case beside the policy.

    Tells what held, what did not, what excused it, what is unknown, how the answer was weighed, and what would
    have made it right or milder.
    """
    loaded = load_policy(policy)
    tell = _teller(Reader.MACHINE if as_json else reader, language)
    if case is not None:
        typer.echo(tell(case, _tree(_decide_case(loaded, policy, case), loaded)), nl=False)
        return
    witness = _Witness(loaded, tell)
    answer_lines(source, read=witness.read, answer=witness.answer, conclude=witness.conclude)


class _Witness:
    """Explains lines as they come, and the messages that events tell of when all were heard."""

    def __init__(self, policy: "Policy", tell: Tell) -> None:
        self._court = Court(policy)
        self._told = Told(policy)
        self._tell = tell

    def read(self, record: Record) -> Request | Line:
        policy = self._court.policy
        return read_line(record, policy=policy) if is_event(record) else self._court.read(record)

    def answer(self, lines: Sequence[Request | Line]) -> Iterator[str]:
        told = [line for line in lines if isinstance(line, Line)]
        self._told.hear(told, scan_lines(told))
        requests = [line for line in lines if isinstance(line, Request)]
        for request, decision in zip(requests, self._court.judge(requests), strict=True):
            yield self._explain(request.identity, decision)

    def conclude(self) -> str:
        return "".join(self._explain(name, decision) for name, decision in self._told.decisions())

    def _explain(self, identity: object, decision: "Decision") -> str:
        return self._tell(identity, _tree(decision, self._court.policy))


def _decide_case(policy: "Policy", folder: Path | None, name: str) -> "Decision":
    from habeas.domain.policy_cases import run_case
    from habeas.policy.expressions import did_you_mean

    cases = {case.id: case for case in load_policy_cases(policy, folder)}
    if name not in cases:
        cause = f"no case is called '{name}'{did_you_mean(name, cases)}"
        raise typer.BadParameter(cause)
    return run_case(cases[name], policy=policy).decision


def _tree(decision: "Decision", policy: "Policy") -> "EvaluationTree":
    from habeas.policy.explanation import explain as explain_verdict

    return explain_verdict(
        decision.verdict, policy=policy, facts=decision.facts, counterfactuals=decision.counterfactuals
    )


def _teller(reader: Reader, language: str) -> Tell:
    if reader is Reader.MACHINE:
        return _tell_machine
    if reader is Reader.ALL:
        return _tell_all(language)
    lines = _lines_for(reader, language)
    return lambda identity, tree: f"{identity}:\n{_indent(lines(tree))}"


def _tell_machine(identity: object, tree: "EvaluationTree") -> str:
    from habeas.policy.renderings import for_machine

    return as_line({"id": identity, **for_machine(tree)})


def _lines_for(reader: Reader, language: str) -> "Callable[[EvaluationTree], Sequence[str]]":
    from habeas.policy.renderings import for_member, for_reviewer

    render = for_member if reader is Reader.MEMBER else for_reviewer
    return lambda tree: render(tree, language=language)


def _tell_all(language: str) -> Tell:
    readers = {f"for the {reader}": _lines_for(reader, language) for reader in (Reader.MEMBER, Reader.REVIEWER)}

    def tell(identity: object, tree: "EvaluationTree") -> str:
        spoken = "".join(f"  {heading}:\n{_indent(lines(tree))}" for heading, lines in readers.items())
        return f"{identity}:\n{spoken}  for a machine:\n{_indent([_tell_machine(identity, tree).rstrip()])}"

    return tell


def _indent(lines: Sequence[str]) -> str:
    return "".join(f"    {line}\n" for line in lines)
