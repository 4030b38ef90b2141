"""Reads and writes the short memory for split messages (invariant 14): five texts, a day, sealed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from django.db import connection

from habeas.server.events.incoming import IncomingEvent
from habeas.server.events.models import Event
from habeas.server.parties.keys import Keyring
from habeas.server.screening.models import Postponed, Window
from habeas.server.screening.submissions import Submission

MOST_TEXTS: Final = 5
KEPT_FOR: Final = timedelta(hours=24)

_AT_PLACES: Final = (
    f"SELECT sender_id, conversation, sealed FROM {Window._meta.db_table} "  # noqa: S608  # names nothing from outside
    "WHERE is_test = %s AND expires_at > %s AND (sender_id, conversation) IN (VALUES {places})"
)
"""Written out: every draft asks this, and putting it together took ten times as long as running it."""

Place = tuple[str, str]
"""A sender and a conversation."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that was sent before, by the same sender in the same conversation."""

    sent_at: datetime
    text: str


Windows = dict[Place, list[EarlierText]]


Sealed = Mapping[Place, bytes]
"""What is remembered at some places, closed."""


def find_windows(places: Collection[Place], *, is_test: bool, now: datetime) -> Sealed:
    """Return what is remembered at these places; nothing of those where nothing is."""
    if not places:
        return {}
    query = _AT_PLACES.format(places=", ".join(["(%s, %s)"] * len(places)))
    expired = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(query, [is_test, expired, *chain.from_iterable(places)])
        return {(sender, where): bytes(sealed) for sender, where, sealed in cursor.fetchall()}


def read_windows(places: Collection[Place], *, keys: Keyring, is_test: bool, now: datetime) -> Windows:
    """Return the texts remembered at each of these places, the oldest first; an empty list where there are none."""
    opened = open_windows(find_windows(places, is_test=is_test, now=now), keys=keys)
    return {place: opened.get(place, []) for place in places}


def open_windows(sealed: Sealed, *, keys: Keyring) -> Windows:
    """Return the texts, the oldest first, of those senders whose keys are there."""
    return {
        (sender, where): _unpacked(keys.open(sender, window))
        for (sender, where), window in sealed.items()
        if keys.has(sender)
    }


def texts_before(window: Sequence[EarlierText], *, at: datetime) -> tuple[str, ...]:
    """Return the last texts sent before an instant and no more than a day before it, the oldest first."""
    texts = [earlier.text for earlier in window if at - KEPT_FOR < earlier.sent_at < at]
    return tuple(texts[-(MOST_TEXTS - 1) :])


def with_texts(windows: Windows, submissions: Sequence[Submission]) -> Windows:
    """Return the windows with what these messages say, so that each finds those of its own batch before it."""
    added = {place: list(window) for place, window in windows.items()}
    for one in submissions:
        added[one.place].append(EarlierText(one.event.occurred_at, "\n".join(one.texts)))
    return {place: sorted(window, key=_sent_at) for place, window in added.items()}


def remember(windows: Windows, *, keys: Keyring, is_test: bool, now: datetime) -> None:
    """Keep the last texts at each place in place of what was kept there."""
    Window.objects.bulk_create(
        [
            Window(
                sender_id=sender,
                conversation=conversation,
                is_test=is_test,
                sealed=keys.seal(sender, _packed(window[-MOST_TEXTS:])),
                expires_at=now + KEPT_FOR,
            )
            for (sender, conversation), window in windows.items()
        ],
        update_conflicts=True,
        unique_fields=["sender", "conversation", "is_test"],
        update_fields=["sealed", "expires_at"],
    )


def _sent_at(earlier: EarlierText) -> datetime:
    return earlier.sent_at


def _packed(window: Sequence[EarlierText]) -> bytes:
    return json.dumps([[one.sent_at.isoformat(), one.text] for one in window], separators=(",", ":")).encode()


def _unpacked(packed: bytes) -> list[EarlierText]:
    return [EarlierText(datetime.fromisoformat(sent_at), text) for sent_at, text in json.loads(packed)]


def postpone(submissions: Sequence[Submission], *, rows: Mapping[str, Event], keys: Keyring) -> None:
    """Keep messages, sealed, that were let through unread, until they are judged."""
    Postponed.objects.bulk_create(
        [
            Postponed(event=rows[one.event.id], sender_id=one.sender, sealed=keys.seal(one.sender, _whole(one.event)))
            for one in submissions
        ]
    )


def _whole(event: IncomingEvent) -> bytes:
    return json.dumps(dict(event.data), separators=(",", ":")).encode()


def read_postponed(row: Event, *, keys: Keyring) -> IncomingEvent | None:
    """Return a message that waits to be judged; None where it was judged, or its sender erased."""
    postponed = Postponed.objects.filter(event=row).first()
    if postponed is None or not keys.has(postponed.sender_id):
        return None
    data = json.loads(keys.open(postponed.sender_id, bytes(postponed.sealed)))
    return IncomingEvent(id=row.id, type=row.type, occurred_at=row.occurred_at, platform=row.platform, data=data)


def forget_postponed(row: Event) -> None:
    """Delete what was kept of a message for judging it later."""
    Postponed.objects.filter(event=row).delete()
