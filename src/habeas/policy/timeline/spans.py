"""Stretches of time that one event opens and another closes, such as a dispute or an appeal."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from habeas.policy.timeline.events import Event

Span = tuple[datetime, datetime | None]
"""Opened at, closed at; None: still open."""


def spans_of(events: Iterable[Event], *, opening: Mapping[str, str], closing: Mapping[str, str]) -> tuple[Span, ...]:
    """Return the stretches that the events open and close, in order.

    `opening` and `closing` give for each type of event the field that names what is opened.
    """
    told = tuple(events)
    closed: dict[tuple[str, str | None], datetime] = {}
    for event in told:
        if event.type in closing:
            key = _key(event, closing)
            closed[key] = min(event.occurred_at, closed.get(key, event.occurred_at))
    opened = ((event.occurred_at, closed.get(_key(event, opening))) for event in told if event.type in opening)
    return tuple(sorted(opened, key=lambda span: (span[0], span[1] is None, span[1] or span[0])))


def _key(event: Event, fields: Mapping[str, str]) -> tuple[str, str | None]:
    return fields[event.type], event.said.text(fields[event.type])


def is_open(spans: Iterable[Span], at: datetime) -> bool:
    """Tell whether one of the stretches is open at an instant."""
    return any(opened <= at and (closed is None or at < closed) for opened, closed in spans)
