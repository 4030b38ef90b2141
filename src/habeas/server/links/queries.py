"""Reads of links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from habeas.domain.confirmations import masked
from habeas.server.links.admitting import find_link
from habeas.server.links.confirming import is_same, mailed_to
from habeas.server.links.models import Link
from habeas.server.parties.links import Because, NotAdmitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A link as its page asks about it: where a code goes, so masked that only its owner knows it; None for no code.

    `is_waiting`: a code was sent for this browser, which opens until `code_until`. `acts_for` is the member for whom
    whoever comes by it acts; None where it is the member.
    """

    mailed_to: str | None
    is_waiting: bool
    code_until: datetime | None
    acts_for: str | None


def get_door(text: str, *, browser: str, now: datetime) -> Door:
    """Return what the page of a link asks. Raises NotAdmitted."""
    row = find_link(text, now=now)
    representative = None if row.mandate is None else row.mandate.representative
    to = None if row.is_vouched else mailed_to(member=row.member_id, representative=representative)
    if to is None and not row.is_vouched:
        raise NotAdmitted(Because.NO_ADDRESS)
    is_waiting = bool(row.code) and is_same(row.browser, browser, link=row.id)
    return Door(
        mailed_to=None if to is None else masked(to),
        is_waiting=is_waiting,
        code_until=row.code_until if is_waiting else None,
        acts_for=None if representative is None else row.member_id,
    )


def list_last_visits(member: str) -> Mapping[str, datetime]:
    """Return when whoever acts for a member last opened a link, by their mandate."""
    opened = Link.objects.filter(member=member, mandate__isnull=False, opened_at__isnull=False)
    return dict(opened.values_list("mandate").annotate(last=Max("opened_at")))
