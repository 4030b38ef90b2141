"""Sends webhooks again, under the ids that they had: after a receiver lost some, or when what parked them is mended."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from habeas.server.leases import revive
from habeas.server.outbox.models import Message


class NothingChosen(ValueError):
    """Neither ids nor both ends of a time were given: everything would be sent again."""


def replay_messages(
    *,
    now: datetime,
    ids: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    endpoint: str | None = None,
    only_parked: bool = False,
) -> int:
    """Make messages due again, by their ids or by when they were written; return how many. Raises NothingChosen.

    What is being delivered at the moment is left alone.
    """
    if ids:
        chosen = Q(message_id__in=ids)
    elif since is not None and until is not None:
        chosen = Q(created_at__gte=since, created_at__lt=until)
    else:
        raise NothingChosen("name the messages' ids, or since when and until when they were written")
    if endpoint is not None:
        chosen &= Q(endpoint=endpoint)
    if only_parked:
        chosen &= Q(parked_at__isnull=False)
    return revive(Message, among=chosen & Q(endpoint__disabled_at=None), now=now)
