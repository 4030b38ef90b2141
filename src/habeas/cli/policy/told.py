"""Read a file of events in the order in which they were heard: what `habeas policy facts` and `late` share."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from habeas.cli.records import BadLine, Record
from habeas.cli.streams import answer_lines

if TYPE_CHECKING:
    from habeas.detection.documents import Message
    from habeas.detection.findings import Scan
    from habeas.domain.decisions import Decision
    from habeas.domain.hindsight import ToldMessage
    from habeas.domain.screenings import Writing
    from habeas.policy.rules import Policy
    from habeas.policy.timeline.events import Event

EventFile = Annotated[
    Path,
    typer.Argument(metavar="[EVENTS|-]", help="Events, one a line, in the order they were heard.", show_default=False),
]


class Line(NamedTuple):
    """One event, and its message where it tells of one with a text."""

    event: "Event"
    message: "Message | None"


def hear_all(
    source: Path, *, policy: "Policy", hear: Callable[[Sequence[Line]], None], conclude: Callable[[], str]
) -> None:
    """Hand the events over in batches, then write what is concluded; name the bad lines and exit with 1 for them."""

    def answer(lines: Sequence[Line]) -> Iterator[str]:
        hear(lines)
        yield from ()

    answer_lines(source, read=lambda record: read_line(record, policy=policy), answer=answer, conclude=conclude)


def is_event(record: Record) -> bool:
    """Tell whether a record is an event, and not a message as for `habeas decide`."""
    return "type" in record and "text" not in record


class Told:
    """Events as one policy reads them, and the decisions on their messages once all were heard."""

    def __init__(self, policy: "Policy") -> None:
        self.policy = policy
        self._events: list[Event] = []
        self._messages: dict[str, ToldMessage] = {}

    def hear(self, lines: Sequence[Line], scans: "Sequence[Scan]") -> None:
        """Add events; `scans` belong to those that tell of a text, in their order."""
        from habeas.domain.hindsight import ToldMessage

        found = iter(scans)
        for event, message in lines:
            self._events.append(event)
            if message is not None:
                self._messages.setdefault(event.id, ToldMessage(event, message.parts, next(found)))

    def decisions(self) -> "Iterator[tuple[str, Decision]]":
        """Yield the decision on each message for each of its recipients, named by both."""
        from habeas.domain.hindsight import grounds_of, writing_of
        from habeas.domain.screenings import screen_for
        from habeas.policy.timeline.history import history_of

        history = history_of(self._events, declarations=self.policy.declarations)
        for name, message in self._messages.items():
            writing = writing_of(message.event, texts=message.texts, declarations=self.policy.declarations)
            grounds = grounds_of(self.policy, history=history, platform=message.event.platform)
            for recipient in writing.recipients or (None,):
                screened = screen_for(recipient, writing, scan=message.scan, grounds=grounds)
                yield f"{name} to {recipient or 'everybody'}", screened.decision


def scan_lines(lines: Sequence[Line]) -> "list[Scan]":
    """Return what detection reads in the texts that these events tell of, in their order."""
    from habeas.files.engines import scan

    return scan([line.message for line in lines if line.message is not None])


def read_line(record: Record, *, policy: "Policy") -> Line:
    """Return the event of a record; raise BadLine for one that has a field or a fact of the wrong kind."""
    from habeas.domain.hindsight import MESSAGE, writing_of
    from habeas.policy.facts import UndeclaredFact, WrongFactValue
    from habeas.policy.timeline.events import WrongEvent, read_event
    from habeas.policy.timeline.history import history_of

    try:
        event = read_event({**record, "id": str(record["id"])})
        # An event that nothing can be made of is refused by itself, or it would spoil the history of all.
        history_of([event], declarations=policy.declarations)
        if event.type == MESSAGE:
            writing_of(event, declarations=policy.declarations)
    except WrongEvent as error:
        raise BadLine(str(error)) from error
    except (UndeclaredFact, WrongFactValue) as error:
        cause = f"event {record['id']}: {error}"
        raise BadLine(cause) from error
    return Line(event, _message(event) if event.type == MESSAGE else None)


def _message(event: "Event") -> "Message | None":
    from habeas.cli.messages import read_message

    content = event.said.content
    text = content.get("texts", content.get("text"))
    return None if text is None else read_message({**content, "text": text})


def name_moment(writing: "Writing", recipient: str | None) -> str:
    """Return who wrote to whom, and when."""
    return f"{writing.sender} to {recipient or 'everybody'}, {writing.at.isoformat(timespec='seconds')}"
