"""Reads of endpoints and messages, for the API, the worker and whoever looks after parked ones."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from habeas.server.leases import Backlog, get_backlog
from habeas.server.outbox.models import Endpoint, Message


def list_endpoints() -> Sequence[Endpoint]:
    """Return every endpoint, the oldest first, disabled ones included."""
    return list(Endpoint.objects.order_by("created_at", "id"))


def list_messages(*, most: int, after: int = 0, endpoint: str | None = None) -> Sequence[Message]:
    """Return messages in the order in which they were written, from behind a row on."""
    only = Q() if endpoint is None else Q(endpoint=endpoint)
    return list(Message.objects.filter(only, pk__gt=after).select_related("endpoint").order_by("pk")[:most])


def list_parked(*, most: int) -> Sequence[Message]:
    """Return messages that were given up and wait for a person, the longest parked first."""
    parked = Message.objects.filter(parked_at__isnull=False, done_at=None)
    return list(parked.select_related("endpoint").order_by("parked_at", "pk")[:most])


def get_outbox_backlog(*, now: datetime) -> Backlog:
    """Return how many messages wait; those to disabled endpoints wait for nothing."""
    return get_backlog(Message, now=now, among=Q(endpoint__disabled_at=None))
