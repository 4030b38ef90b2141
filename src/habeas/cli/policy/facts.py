"""`habeas policy facts`: what was true between two members at an instant, as events tell it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import STDIN, AsJson, PolicyFolder
from habeas.cli.policies import load_policy
from habeas.cli.policy.told import EventFile, Line, hear_all, name_moment
from habeas.cli.streams import as_line

if TYPE_CHECKING:
    from habeas.cli.records import Json
    from habeas.domain.screenings import Writing
    from habeas.policy.facts import Facts
    from habeas.policy.rules import Policy
    from habeas.policy.timeline.events import Event


def facts(
    source: EventFile = STDIN,
    *,
    policy: PolicyFolder = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help="Only the moment of this message.")] = None,
    sender: Annotated[str | None, typer.Option(metavar="MEMBER", help="Who would write; with --at.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="MEMBER", help="To whom; left out: to everybody.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When, such as 2026-03-01T09:30:00Z; with --sender.")
    ] = None,
    platform: Annotated[str | None, typer.Option(help="The marketplace, for what its silence means.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the facts as they stood when each message was sent, or at any instant between two members.

    Reads events, {"id", "type", "occurred_at", "platform"?, "data"}, one a line, in any order and however often each
    was heard: facts are kept by when something happened. Each fact comes with who says it; what the caller said
    otherwise (`context`) is named beside it.
    """
    wanted = _read_instant(sender, recipient, at)
    view = _View(load_policy(policy), wanted=wanted, message=event, platform=platform, as_json=as_json)
    hear_all(source, policy=view.policy, hear=view.hear, conclude=view.tell)


def _read_instant(sender: str | None, recipient: str | None, at: str | None) -> "Writing | None":
    if sender is None and recipient is None and at is None:
        return None
    if sender is None or at is None:
        cause = "an instant needs both --sender and --at"
        raise typer.BadParameter(cause)
    from habeas.domain.screenings import Writing

    try:
        instant = datetime.fromisoformat(at)
    except ValueError as error:
        cause = f"--at wants a time such as 2026-03-01T09:30:00Z, not {at!r}"
        raise typer.BadParameter(cause) from error
    at_offset = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return Writing(at=at_offset, sender=sender, recipients=() if recipient is None else (recipient,), texts=())


class _View:
    """Gathers the events, then tells the facts of the moments asked for."""

    def __init__(
        self, policy: "Policy", *, wanted: "Writing | None", message: str | None, platform: str | None, as_json: bool
    ) -> None:
        self.policy = policy
        self._wanted = wanted
        self._message = message
        self._platform = platform
        self._as_json = as_json
        self._events: dict[str, Event] = {}

    def hear(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._events.setdefault(line.event.id, line.event)

    def tell(self) -> str:
        from habeas.domain.hindsight import grounds_of
        from habeas.domain.screenings import facts_for
        from habeas.policy.timeline.history import history_of
        from habeas.policy.timeline.late import complete

        history = history_of(self._events.values(), declarations=self.policy.declarations)
        told = []
        for name, writing, platform in self._moments():
            grounds = grounds_of(self.policy, history=history, platform=platform)
            for recipient in writing.recipients or (None,):
                known = complete(facts_for(recipient, writing, grounds=grounds), context=writing.context)
                told.append(self._tell_one(name, writing, recipient, known))
        return "".join(told)

    def _moments(self) -> "Iterator[tuple[str | None, Writing, str | None]]":
        from habeas.domain.hindsight import MESSAGE, writing_of

        if self._wanted is not None:
            yield None, self._wanted, self._platform
            return
        messages = [one for one in self._events.values() if one.type == MESSAGE]
        if self._message is not None:
            messages = [_find(self._message, self._events)]
        for message in messages:
            writing = writing_of(message, declarations=self.policy.declarations)
            yield message.id, writing, message.platform or self._platform

    def _tell_one(self, name: str | None, writing: "Writing", recipient: str | None, known: "Facts") -> str:
        if self._as_json:
            return as_line(_as_json(name, writing, recipient, known))
        moment = name_moment(writing, recipient)
        heading = moment if name is None else f"{name}, {moment}"
        return f"{heading}:\n" + "".join(f"    {line}\n" for line in _lines(writing, known))


def _find(name: str, events: "dict[str, Event]") -> "Event":
    from habeas.domain.hindsight import MESSAGE
    from habeas.policy.expressions import did_you_mean

    messages = {one.id: one for one in events.values() if one.type == MESSAGE}
    if name not in messages:
        typer.echo(f"no message is called '{name}'{did_you_mean(name, messages)}", err=True)
        raise typer.Exit(1)
    return messages[name]


def _lines(writing: "Writing", known: "Facts") -> Iterator[str]:
    from habeas.policy.timeline.late import list_disagreements
    from habeas.policy.unknown import UNKNOWN

    for name, value in known.values.items():
        if value is not UNKNOWN:
            origin = f"from {known.said[name]}" if name in known.said else "from absence"
            yield f"{name} = {value!r}, {origin}: {known.declarations[name].means}"
    for clause, counts in sorted(known.by_clause.items()):
        yield from (f"{name} = {value!r} on the clause {clause}" for name, value in sorted(counts.items()))
    yield from (f"{name} = {value!r} is a claim, by one member alone" for name, value in sorted(known.claims.items()))
    for one in list_disagreements(writing.context, known):
        yield f"the caller said {one.name} = {one.caller!r}, and not {one.timeline!r}: the milder verdict counts"
    unknown = [name for name, value in known.values.items() if value is UNKNOWN]
    if unknown:
        yield f"unknown: {', '.join(unknown)}"


def _as_json(name: str | None, writing: "Writing", recipient: str | None, known: "Facts") -> "Json":
    from habeas.policy.timeline.late import list_disagreements
    from habeas.policy.unknown import UNKNOWN

    return {
        "id": name,
        "sender": writing.sender,
        "recipient": recipient,
        "at": writing.at.isoformat(),
        "facts": {
            fact: {"value": "unknown" if value is UNKNOWN else value, "source": known.said.get(fact)}
            for fact, value in known.values.items()
        },
        "by_clause": {clause: dict(counts) for clause, counts in sorted(known.by_clause.items())},
        "claims": dict(known.claims),
        "disagreements": [
            {"fact": one.name, "caller": one.caller, "events": one.timeline}
            for one in list_disagreements(writing.context, known)
        ],
    }
