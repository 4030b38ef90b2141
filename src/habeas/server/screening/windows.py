"""Reads and writes the short memory for split messages (invariant 14): five texts, a day, sealed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from habeas.server.events.incoming import IncomingEvent
from habeas.server.events.models import Event
from habeas.server.parties.keys import Keyring
from habeas.server.screening.models import Postponed, RecentText
from habeas.server.screening.submissions import Submission

MOST_TEXTS: Final = 5
KEPT_FOR: Final = timedelta(hours=24)

Place = tuple[str, str]
"""A sender and a conversation."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that was sent before, by the same sender in the same conversation."""

    sent_at: datetime
    text: str


def earlier_of(submission: Submission) -> EarlierText:
    """Return a message as the next one of the same batch finds it."""
    return EarlierText(submission.event.occurred_at, "\n".join(submission.texts))


def read_windows(
    places: Iterable[Place], *, keys: Keyring, is_test: bool, now: datetime
) -> dict[Place, list[EarlierText]]:
    """Return the texts remembered at each place, the oldest first."""
    wanted = set(places)
    found: dict[Place, list[EarlierText]] = {}
    rows = RecentText.objects.filter(
        sender__in={sender for sender, _ in wanted},
        conversation__in={conversation for _, conversation in wanted},
        event__is_test=is_test,
        expires_at__gt=now,
    ).order_by("sent_at", "id")
    for row in rows:
        place = (row.sender_id, row.conversation)
        if place in wanted and keys.has(row.sender_id):
            texts = json.loads(keys.open(row.sender_id, bytes(row.sealed)))
            found.setdefault(place, []).append(EarlierText(row.sent_at, "\n".join(texts)))
    return found


def texts_before(window: Sequence[EarlierText], *, at: datetime) -> tuple[str, ...]:
    """Return the last texts sent before an instant and no more than a day before it, the oldest first."""
    ordered = sorted(window, key=lambda earlier: earlier.sent_at)
    texts = [earlier.text for earlier in ordered if at - KEPT_FOR < earlier.sent_at < at]
    return tuple(texts[-(MOST_TEXTS - 1) :])


def remember(submissions: Sequence[Submission], *, rows: Mapping[str, Event], keys: Keyring, now: datetime) -> None:
    """Keep the texts of messages, and forget what five newer ones have replaced."""
    RecentText.objects.bulk_create(
        [
            RecentText(
                event=rows[one.event.id],
                sender_id=one.sender,
                conversation=one.conversation,
                sent_at=one.event.occurred_at,
                expires_at=now + KEPT_FOR,
                sealed=keys.seal(one.sender, _packed(one.texts)),
            )
            for one in submissions
        ]
    )
    _forget_replaced({one.place for one in submissions})


def _packed(texts: Sequence[str]) -> bytes:
    return json.dumps(texts, separators=(",", ":")).encode()


def _forget_replaced(places: set[Place]) -> None:
    rows = RecentText.objects.filter(
        sender__in={sender for sender, _ in places}, conversation__in={conversation for _, conversation in places}
    )
    kept: dict[Place, int] = {}
    replaced: list[int] = []
    for pk, sender, conversation in rows.order_by("-sent_at", "-id").values_list("id", "sender_id", "conversation"):
        place = (sender, conversation)
        kept[place] = kept.get(place, 0) + 1
        if kept[place] > MOST_TEXTS:
            replaced.append(pk)
    if replaced:
        RecentText.objects.filter(id__in=replaced).delete()


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
