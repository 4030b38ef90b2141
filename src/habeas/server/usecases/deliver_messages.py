"""Hands due webhooks to their receivers and notes how it went.

A notice counts as handed over when a receiver accepted the webhook that tells of it (DSA17-2, invariant 3), and what
came of a report as told to its author (DSA20-2).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from habeas.server.adapters.webhooks import Answer, Parcel, Sender
from habeas.server.cases.answering import took_answer
from habeas.server.leases import Lease, claim, complete, complete_all, postpone
from habeas.server.notices.handing import give_up_webhook, took_webhook
from habeas.server.outbox.bodies import body_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.outbox.signing import open_secrets
from habeas.server.wrapping import SealBroken

LONGEST_REST: Final = timedelta(minutes=5)
"""For an endpoint that fails again and again; when it is back, it is sent what waited soon enough."""

_FIRST_REST: Final = timedelta(seconds=5)
_MOST_DOUBLINGS: Final = 10
_INFORMING: Final = frozenset({WebhookType.NOTICE_DELIVERED, WebhookType.REPORT_ANSWERED})
"""What informs somebody once it is accepted."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How many webhooks were tried, and how many of them were accepted."""

    tried: int
    accepted: int


def deliver_messages(
    *, sender: Sender, lease: Lease, now: datetime, clock: Callable[[], datetime], most: int
) -> Deliveries:
    """Deliver due messages side by side, to each endpoint those that were due first; return how many.

    Each endpoint has its share, so that one with much to catch up on keeps no other waiting. Nothing is kept
    open in the database while receivers take their time. `clock` says when they had answered.
    """
    awake = Endpoint.objects.filter(Q(rests_until=None) | Q(rests_until__lte=now), disabled_at=None)
    endpoints = {endpoint.id: endpoint for endpoint in awake}
    share = -(-most // max(1, len(endpoints)))
    messages = [
        message
        for endpoint in endpoints
        for message in claim(Message, lease=lease, now=now, most=share, among=Q(endpoint=endpoint))
    ]
    answers = _send(messages, endpoints, sender=sender, now=now)
    answered_at = clock()
    _note_all(messages, answers, lease=lease, now=answered_at)
    _let_rest(messages, answers, now=answered_at)
    return Deliveries(len(messages), sum(answer.is_accepted for answer in answers.values()))


def _send(
    messages: Sequence[Message], endpoints: Mapping[str, Endpoint], *, sender: Sender, now: datetime
) -> Mapping[int, Answer]:
    """Return the answer to each message, by its row."""
    answers: dict[int, Answer] = {}
    parcels: dict[int, Parcel] = {}
    for message in messages:
        endpoint = endpoints[message.endpoint_id]
        try:
            secrets = open_secrets(endpoint, now=now)
        except SealBroken:
            answers[message.pk] = Answer("the service's secret keys do not open this endpoint's secret: rotate it")
            continue
        parcels[message.pk] = Parcel(
            id=message.message_id, url=endpoint.url, body=body_of(message), secrets=secrets, sent_at=now
        )
    return answers | dict(zip(parcels, sender.send(list(parcels.values())), strict=True))


def _note_all(messages: Sequence[Message], answers: Mapping[int, Answer], *, lease: Lease, now: datetime) -> None:
    """Note how deliveries went. What only has to be marked is marked at once: each transaction waits for the disk."""
    accepted = [one for one in messages if answers[one.pk].is_accepted and one.type not in _INFORMING]
    complete_all(accepted, lease=lease, now=now)
    for message in messages:
        if message not in accepted:
            _note(message, answers[message.pk], lease=lease, now=now)


def _note(message: Message, answer: Answer, *, lease: Lease, now: datetime) -> None:
    """Note how one delivery went; where the lease was lost, whoever has it now notes it."""
    with transaction.atomic():
        if answer.is_accepted:
            if complete(message, lease=lease, now=now):
                _inform(message, now=now)
        elif postpone(message, lease=lease, now=now, error=answer.problem):
            _give_up_notice(message, now=now)


def _inform(message: Message, *, now: datetime) -> None:
    if message.type == WebhookType.NOTICE_DELIVERED:
        took_webhook(message.payload["notice"], now=now)
    elif message.type == WebhookType.REPORT_ANSWERED:
        took_answer(message.payload, now=now)


def _give_up_notice(message: Message, *, now: datetime) -> None:
    if message.type == WebhookType.NOTICE_DELIVERED:
        give_up_webhook(message.message_id, message.payload["notice"], now=now)


def _let_rest(messages: Sequence[Message], answers: Mapping[int, Answer], *, now: datetime) -> None:
    """Wake endpoints that accepted anything, and let those rest that accepted nothing, longer each time."""
    tried = {message.endpoint_id for message in messages}
    well = {message.endpoint_id for message in messages if answers[message.pk].is_accepted}
    Endpoint.objects.filter(Q(failures__gt=0), id__in=well).update(failures=0, rests_until=None)
    for endpoint in Endpoint.objects.filter(id__in=tried - well):
        rest = min(_FIRST_REST * (1 << min(endpoint.failures, _MOST_DOUBLINGS)), LONGEST_REST)
        Endpoint.objects.filter(id=endpoint.id).update(failures=F("failures") + 1, rests_until=now + rest)
