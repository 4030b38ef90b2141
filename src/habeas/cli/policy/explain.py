"""`habeas policy explain`: how a decision came about, for the member, the reviewer or a machine."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import STDIN, AsJson, PolicyFolder, Source
from habeas.cli.decide import Court, Request
from habeas.cli.policies import load_policy
from habeas.cli.streams import answer_lines, as_line

if TYPE_CHECKING:
    from habeas.domain.decisions import Decision
    from habeas.policy.explanation import EvaluationTree
    from habeas.policy.rules import Policy


class Reader(StrEnum):
    """Who reads an explanation."""

    MEMBER = "member"
    REVIEWER = "reviewer"


def explain(
    source: Source = STDIN,
    policy: PolicyFolder = None,
    reader: Annotated[Reader, typer.Option("--for", help="Plain words, or everything.")] = Reader.REVIEWER,
    language: Annotated[str, typer.Option(help="The language to explain in.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Explain the decision on each line, which is written as for `habeas decide`."""
    loaded = load_policy(policy)
    court = Court(loaded)
    tell = _tell_machine if as_json else _tell(reader, language)

    def answer(requests: Sequence[Request]) -> Iterator[str]:
        for request, decision in zip(requests, court.judge(requests), strict=True):
            yield tell(request, _tree(decision, loaded))

    answer_lines(source, read=court.read, answer=answer)


def _tree(decision: "Decision", policy: "Policy") -> "EvaluationTree":
    from habeas.policy.explanation import explain as explain_verdict

    return explain_verdict(
        decision.verdict, policy=policy, facts=decision.facts, counterfactuals=decision.counterfactuals
    )


def _tell_machine(request: Request, tree: "EvaluationTree") -> str:
    from habeas.policy.renderings import for_machine

    return as_line({"id": request.identity, **for_machine(tree)})


def _tell(reader: Reader, language: str) -> "Callable[[Request, EvaluationTree], str]":
    from habeas.policy.renderings import for_member, for_reviewer

    render = for_member if reader is Reader.MEMBER else for_reviewer

    def tell(request: Request, tree: "EvaluationTree") -> str:
        lines = "".join(f"    {line}\n" for line in render(tree, language=language))
        return f"{request.identity}:\n{lines}"

    return tell
