"""`habeas decide`: what a policy says of each message, and why."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from habeas.cli.arguments import STDIN, PolicyFolder, Source
from habeas.cli.policies import build_policy, load_texts
from habeas.cli.recording import open_recording
from habeas.cli.streams import answer_lines, as_line

if TYPE_CHECKING:
    from habeas.cli.records import Json, Record
    from habeas.detection.documents import Message
    from habeas.detection.findings import Scan
    from habeas.domain.decisions import Decision
    from habeas.policy.facts import Facts
    from habeas.policy.rules import Policy


class Request(NamedTuple):
    """One line: its id, the message, the facts as they were; the day and the two sides where the line says them."""

    record: "Record"
    message: "Message"
    facts: "Facts"
    day: date | None
    sender: str | None = None
    recipient: str | None = None

    @property
    def identity(self) -> object:
        """Return the id of the line."""
        return self.record["id"]


def decide(
    source: Source = STDIN,
    policy: PolicyFolder = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE|DIR", help="Keep what `habeas replay` needs: the policy, each line and its answer."),
    ] = None,
) -> None:
    """Judge messages under a policy.

    Reads JSON Lines, {"id", "text", "contract_state"?, "surface"?, "actor_role"?, "declared_purpose"?, "history"?,
    "platform"?, "facts"?, "occurred_at"?, "sender"?, "recipient"?, ...}, where any fact may be missing, and writes one
    line for each, in the same order: what was found, whether it is allowed, what is done, why, and what would have
    been allowed.
    A bad line is named on stderr; the others are answered, and the exit status is 1.
    """
    texts = load_texts(policy)
    court = Court(build_policy(texts))
    if record is None:
        answer_lines(source, read=court.read, answer=lambda requests: map(as_line, court.answer(requests)))
        return
    with open_recording(record, texts=texts, policy=court.policy) as keep:
        answer_lines(source, read=court.read, answer=lambda requests: keep(requests, court.answer(requests)))


class Court:
    """A policy, ready to judge lines; says of each unlisted value once that no condition names it."""

    def __init__(self, policy: "Policy") -> None:
        self.policy: Final = policy
        self._warned: set[tuple[str, str]] = set()

    def read(self, record: "Record") -> Request:
        """Return what a record asks; raise BadLine when a field or fact of it is wrong."""
        from habeas.cli.messages import read_day, read_member, read_message
        from habeas.cli.records import BadLine
        from habeas.policy.facts import UndeclaredFact, WrongFactValue
        from habeas.policy.records import facts_from_record, list_unlisted

        message = read_message(record)
        try:
            facts = facts_from_record(record, declarations=self.policy.declarations)
        except (UndeclaredFact, WrongFactValue) as error:
            cause = f"{error} (event {record['id']!r})"
            raise BadLine(cause) from error
        for unlisted in list_unlisted(facts):
            self._warn(unlisted)
        sender, recipient = read_member(record, "sender"), read_member(record, "recipient")
        return Request(record, message, facts, read_day(record), sender, recipient)

    def _warn(self, unlisted: tuple[str, str]) -> None:
        if unlisted not in self._warned:
            self._warned.add(unlisted)
            name, value = unlisted
            typer.echo(f"warning: {name} {value!r} is not a listed value; it is taken as it is", err=True)

    def judge(self, requests: Sequence[Request]) -> Iterator["Decision"]:
        """Yield the decision on each request."""
        return self.judge_scanned(requests, scan_requests(requests))

    def judge_scanned(self, requests: Sequence[Request], scans: "Sequence[Scan]") -> Iterator["Decision"]:
        """Yield the decision on each request, whose messages are scanned already."""
        from habeas.domain.decisions import decide as decide_message
        from habeas.policy.restraints import restrain

        for request, found in zip(requests, scans, strict=True):
            yield decide_message(
                policy=self.policy,
                scan=found,
                facts=request.facts,
                texts=request.message.parts,
                at=request.day,
                restraints=restrain(self.policy, sender=request.sender, recipient=request.recipient, on=request.day),
            )

    def answer(self, requests: Sequence[Request]) -> Iterator["Json"]:
        """Yield the decision on each request as JSON."""
        from habeas.detection.findings_json import dismissal_as_json, finding_as_json
        from habeas.domain.decisions import decision_as_json
        from habeas.files.engine_identity import identify_engine

        engine = identify_engine()
        judge = {"version": engine.version, "digest": engine.digest}
        for request, decision in zip(requests, self.judge(requests), strict=True):
            yield {
                "id": request.identity,
                **decision_as_json(decision, language=request.message.language),
                "engine": judge,
                "findings": [finding_as_json(finding) for finding in decision.scan.findings],
                "dismissals": [dismissal_as_json(dismissal) for dismissal in decision.scan.dismissals],
            }


def scan_requests(requests: Sequence[Request]) -> "list[Scan]":
    """Return what the message of each request holds."""
    from habeas.files.engines import scan

    return scan([request.message for request in requests])
