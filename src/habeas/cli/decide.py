"""`habeas decide`: what a policy says of each message, and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from habeas.cli.arguments import STDIN, PolicyFolder, Source
from habeas.cli.policies import load_policy
from habeas.cli.streams import answer_lines, as_line

if TYPE_CHECKING:
    from habeas.cli.findings import Json
    from habeas.cli.records import Record
    from habeas.detection.documents import Message
    from habeas.domain.decisions import Decision
    from habeas.policy.facts import Facts
    from habeas.policy.rules import Policy


class Request(NamedTuple):
    """One line: its id, the message, and the facts as they were."""

    identity: object
    message: "Message"
    facts: "Facts"


def decide(source: Source = STDIN, policy: PolicyFolder = None) -> None:
    """Judge messages under a policy.

    Reads JSON Lines, {"id", "text", "contract_state"?, "surface"?, "actor_role"?, "declared_purpose"?,
    "history"?, "platform"?, "facts"?, ...}, where any fact may be missing, and writes one line for each, in the
    same order: what was found, whether it is allowed, what is done, why, and what would have been allowed.
    A bad line is named on stderr; the others are answered, and the exit status is 1.
    """
    court = Court(load_policy(policy))
    answer_lines(source, read=court.read, answer=lambda requests: map(as_line, court.answer(requests)))


class Court:
    """A policy, ready to judge lines; says of each unlisted value once that no condition names it."""

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy
        self._warned: set[tuple[str, str]] = set()

    def read(self, record: "Record") -> Request:
        """Return what a record asks; raise BadLine when a field or fact of it is wrong."""
        from habeas.cli.messages import read_message
        from habeas.cli.records import BadLine
        from habeas.policy.facts import UndeclaredFact, WrongFactValue
        from habeas.policy.records import facts_from_record, list_unlisted

        message = read_message(record)
        try:
            facts = facts_from_record(record, declarations=self._policy.declarations)
        except (UndeclaredFact, WrongFactValue) as error:
            raise BadLine(str(error)) from error
        for unlisted in list_unlisted(facts):
            self._warn(unlisted)
        return Request(record["id"], message, facts)

    def _warn(self, unlisted: tuple[str, str]) -> None:
        if unlisted not in self._warned:
            self._warned.add(unlisted)
            name, value = unlisted
            typer.echo(f"warning: {name} {value!r} is not a listed value; it is taken as it is", err=True)

    def judge(self, requests: Sequence[Request]) -> Iterator["Decision"]:
        """Yield the decision on each request."""
        from habeas.domain.decisions import decide as decide_message
        from habeas.files.engines import scan

        scans = scan([request.message for request in requests])
        for request, found in zip(requests, scans, strict=True):
            yield decide_message(policy=self._policy, scan=found, facts=request.facts, texts=request.message.parts)

    def answer(self, requests: Sequence[Request]) -> Iterator["Json"]:
        """Yield the decision on each request as JSON."""
        from habeas.cli.findings import dismissal_as_json, finding_as_json
        from habeas.domain.decisions import decision_as_json
        from habeas.files.engine_identity import identify_engine

        engine = identify_engine()
        for request, decision in zip(requests, self.judge(requests), strict=True):
            yield {
                "id": request.identity,
                **decision_as_json(decision, language=request.message.language),
                "engine": {"version": engine.version, "digest": engine.digest},
                "findings": [finding_as_json(finding) for finding in decision.scan.findings],
                "dismissals": [dismissal_as_json(dismissal) for dismissal in decision.scan.dismissals],
            }
