"""Ends the hold of a message that something overtook: it is out after all, got other words, or was taken back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q

from habeas.policy.actions import Action
from habeas.server.audit.operations import Happening
from habeas.server.events.incoming import IncomingEvent
from habeas.server.events.kinds import DELETED, EDITED
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import end_measures

_OVERTAKES: Final = {EDITED: "edited", DELETED: "deleted"}
"""What a member does with a message of theirs, and why its hold is over then: there is nothing left to deliver."""


def end_delivered(messages: Collection[str], *, is_test: bool, now: datetime) -> list[Happening]:
    """End the holds of messages that the host now says were delivered: its first answer was lost on the way."""
    if not messages:
        return []
    holds = Measure.objects.filter(decision__event__id__in=messages, is_test=is_test)
    return end_measures(holds, because="delivered", now=now)


def end_overtaken(events: Iterable[IncomingEvent], *, is_test: bool, now: datetime) -> list[Happening]:
    """End the holds of words that are no more. The new ones were judged for themselves."""
    changes = [one for one in events if one.type in _OVERTAKES]
    overtaken = map_overtaken(changes, is_test=is_test)
    return [
        happening
        for one in changes
        if one.id in overtaken
        for happening in end_measures(
            Measure.objects.filter(id__in=overtaken[one.id]), because=_OVERTAKES[one.type], now=now
        )
    ]


def map_overtaken(events: Iterable[IncomingEvent], *, is_test: bool) -> Mapping[str, Collection[str]]:
    """Return the running holds that members' changes to their messages end, by the event that tells of the change.

    Each names its message as it was sent first, however often it got other words. A change that is heard late ends
    nothing that came after it.
    """
    changes = [one for one in events if one.type in _OVERTAKES]
    messages = {one.data["message"] for one in changes if isinstance(one.data.get("message"), str)}
    if not messages:
        return {}
    held = Q(decision__event__id__in=messages) | Q(decision__event__body__message__in=messages)
    running = Measure.objects.filter(held, kind=Action.HOLD_MESSAGE.word, ended_at=None, is_test=is_test)
    holds = list(running.select_related("decision__event"))
    found = {one.id: list(_overtaken_by(one, holds)) for one in changes}
    return {event: ended for event, ended in found.items() if ended}


def _overtaken_by(change: IncomingEvent, holds: Iterable[Measure]) -> Iterator[str]:
    by = change.data.get("member") or change.data.get("sender")
    for hold in holds:
        if hold.decision is None or by not in {None, hold.member_id}:
            continue
        held = hold.decision.event
        is_before = held.id != change.id and held.occurred_at <= change.occurred_at
        if is_before and change.data["message"] in {held.id, held.body.get("message")}:
            yield hold.id
