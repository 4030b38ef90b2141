"""Freezes of changed payout details while money waits, in the caller's transaction, each told to the host."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Max, QuerySet

from habeas.server.holds.models import DetailsFreeze, Hold
from habeas.server.journal.models import Owner
from habeas.server.journal.operations import find_owners
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message

CHANGED: Final = "payout_details.changed"
"""The event by which a host tells that a member's payout details changed."""

_TICK: Final = timedelta(microseconds=1)


def freeze_details(*, member: str, event: str, changed_at: datetime, is_test: bool, now: datetime) -> None:
    """Freeze details that changed while money waited, each change once; do nothing where none still waits."""
    running = _running(member, changed_at, is_test=is_test)
    ends_at = _last_end(running) if running.filter(placed_at__lte=changed_at).exists() else None
    if ends_at is None or DetailsFreeze.objects.filter(event=event).exists():
        return
    owner = find_owners([member], is_test=is_test)[member]
    row = DetailsFreeze.objects.create(
        event=event, owner=owner, is_test=is_test, changed_at=changed_at, ends_at=ends_at
    )
    tell_of_details(row, WebhookType.DETAILS_FROZEN, now=now)


def follow_holds(owner: Owner, *, now: datetime) -> None:
    """Let details of an owner stay frozen till the last hold ends that runs: a new one prolongs a freeze, too.

    Called after a hold was placed, freed or prolonged. Where none of them runs any more the details are free at once.
    The host is told of each change.
    """
    frozen = DetailsFreeze.objects.select_for_update(of=("self",)).select_related("owner")
    for row in frozen.filter(owner=owner, recovered_at=None, ends_at__gt=now).order_by("changed_at", "event"):
        last = _last_end(_running(owner.party, now, is_test=row.is_test))
        ends_at = max(now, row.changed_at + _TICK) if last is None else last
        if ends_at != row.ends_at:
            row.ends_at = ends_at
            row.save(update_fields=["ends_at"])
            tell_of_details(row, WebhookType.DETAILS_FREED if last is None else WebhookType.DETAILS_FROZEN, now=now)


def foresee_details(owner: Owner, *, hold: str, ends_at: datetime, now: datetime) -> datetime | None:
    """Return until when frozen details stay so once a hold ends at an instant, or has ended; None where that is as now.

    They are free where that is not after `now`. Nothing is written.
    """
    frozen = DetailsFreeze.objects.filter(owner=owner, recovered_at=None, ends_at__gt=now)
    known: datetime | None = frozen.aggregate(last=Max("ends_at"))["last"]
    if known is None:
        return None
    others = _last_end(_running(owner.party, now, is_test=owner.is_test).exclude(id=hold))
    last = max(ends_at, others or now)
    return None if last == known else last


def _running(member: str, since: datetime, *, is_test: bool) -> QuerySet[Hold]:
    """Return the holds that nobody released and that end after an instant."""
    return Hold.objects.filter(owner__party=member, is_test=is_test, released_at=None, release_at__gt=since)


def _last_end(holds: QuerySet[Hold]) -> datetime | None:
    last: datetime | None = holds.aggregate(last=Max("release_at"))["last"]
    return last


def details_as_json(row: DetailsFreeze) -> dict[str, Any]:
    """Return a freeze of payout details; its row was read with its owner."""
    return {
        "member": row.owner.party,
        "changed_at": row.changed_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "recovered_at": None if row.recovered_at is None else row.recovered_at.isoformat(),
    }


def tell_of_details(row: DetailsFreeze, what: WebhookType, *, now: datetime) -> None:
    """Tell the host to which details money goes, and till when: again each time that this changed."""
    key = f"{row.event}:{row.ends_at.isoformat()}:{now.isoformat()}"
    write_message(type=what, payload=details_as_json(row), key=key, is_test=row.is_test, now=now)


def get_details_before(member: str, *, is_test: bool, now: datetime) -> datetime | None:
    """Return the instant of the first frozen change, before which the details stand that money goes to."""
    frozen = DetailsFreeze.objects.filter(owner__party=member, is_test=is_test, recovered_at=None, ends_at__gt=now)
    return frozen.order_by("changed_at").values_list("changed_at", flat=True).first()
