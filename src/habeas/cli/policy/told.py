"""Read a file of events in the order in which they were heard: what `habeas policy facts` and `late` share."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from habeas.cli.records import BadLine, Record
from habeas.cli.streams import answer_lines

if TYPE_CHECKING:
    from habeas.detection.documents import Message
    from habeas.policy.rules import Policy
    from habeas.policy.timeline.events import Event
    from habeas.policy.timeline.moments import Moment

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


def read_line(record: Record, *, policy: "Policy") -> Line:
    """Return the event of a record; raise BadLine for one that has a field or a fact of the wrong kind."""
    from habeas.domain.hindsight import MESSAGE, moments_in
    from habeas.policy.facts import UndeclaredFact, WrongFactValue
    from habeas.policy.timeline.events import WrongEvent, read_event
    from habeas.policy.timeline.history import history_of

    try:
        event = read_event({**record, "id": str(record["id"])})
        # An event that nothing can be made of is refused by itself, or it would spoil the history of all.
        history_of([event], declarations=policy.declarations)
        if event.type == MESSAGE:
            moments_in(event, declarations=policy.declarations)
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


def name_moment(moment: "Moment") -> str:
    """Return who wrote to whom, and when."""
    return f"{moment.sender} to {moment.recipient or 'everybody'}, {_name_instant(moment.at)}"


def _name_instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
