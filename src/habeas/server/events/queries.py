"""Reads of events, given as the timeline of the core takes them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from habeas.policy.timeline.events import Event as Told
from habeas.policy.timeline.events import Fields
from habeas.server.events.kinds import CHANNEL_OF
from habeas.server.events.models import Event, Involvement

REMEMBERED: Final = timedelta(days=366)
"""How far back written messages are counted: no count of the core looks back further than a year."""

STATES_LANGUAGE: Final = ("member.joined", "member.record")
"""What tells in which language a member writes, where the marketplace knows it."""

WRITTEN: Final = tuple(CHANNEL_OF)


def map_known(ids: Collection[str], *, is_test: bool) -> Mapping[str, str]:
    """Return the digests of those events that were heard before, by id."""
    return dict(Event.objects.filter(id__in=ids, is_test=is_test).values_list("id", "digest"))


def get_row(event_id: str, *, is_test: bool) -> Event | None:
    """Return an event by its id, None where it was erased."""
    return Event.objects.filter(id=event_id, is_test=is_test).first()


def get_joined_at(member: str, *, is_test: bool) -> datetime | None:
    """Return when a member joined the marketplace; None where it never said."""
    joined = Event.objects.filter(type="member.joined", actor=member, is_test=is_test)
    return joined.order_by("occurred_at").values_list("occurred_at", flat=True).first()


def get_stated_language(member: str, *, is_test: bool) -> str:
    """Return the language in which the marketplace last said that a member writes; empty where it never did."""
    said = Event.objects.filter(is_test=is_test, type__in=STATES_LANGUAGE, involvements__party=member)
    last = said.filter(body__member=member, body__language__isnull=False).order_by("-occurred_at", "-position").first()
    return "" if last is None else str(last.body["language"] or "")


def list_told(parties: Collection[str], *, is_test: bool, now: datetime) -> list[Told]:
    """Return all facts about these members, their organizations and contracts, and what these members wrote of late."""
    mine = Event.objects.filter(is_test=is_test)
    facts = {row.position: row for row in mine.filter(involvements__party__in=parties).exclude(type__in=WRITTEN)}
    orgs = {row.body.get("org") for row in facts.values() if row.type == "org.member_added"} - {None}
    contracts = {row.contract for row in facts.values()} - {""}
    if orgs or contracts:
        related = mine.filter(Q(contract__in=contracts) | Q(involvements__party__in=orgs)).exclude(type__in=WRITTEN)
        facts |= {row.position: row for row in related}
    written = mine.filter(type__in=WRITTEN, actor__in=parties, occurred_at__gt=now - REMEMBERED)
    return [*map(as_told, facts.values()), *map(as_told, written)]


def list_told_of_contracts(contracts: Collection[str], *, is_test: bool) -> list[tuple[str, Told]]:
    """Return what was told of how some contracts went, each with its contract."""
    moves = Event.objects.filter(contract__in=contracts, is_test=is_test, type__startswith="contract.")
    return [(row.contract, as_told(row)) for row in moves]


def list_concerned(parties: Collection[str], *, contracts: Collection[str], is_test: bool) -> frozenset[str]:
    """Return whom facts concern: who is named, who is on the contracts named, the members of organizations (F6)."""
    named = set(parties) | parties_to(contracts, is_test=is_test)
    added = Event.objects.filter(is_test=is_test, type="org.member_added", involvements__party__in=named)
    members = [body.get("member") for body in added.values_list("body", flat=True) if body.get("org") in named]
    return frozenset(named).union(member for member in members if isinstance(member, str))


def parties_to(contracts: Collection[str], *, is_test: bool) -> frozenset[str]:
    """Return all who are named in the facts about these contracts."""
    if not contracts:
        return frozenset()
    named = Involvement.objects.filter(event__contract__in=contracts, event__is_test=is_test)
    return frozenset(named.values_list("party", flat=True))


def as_told(event: Event) -> Told:
    """Return an event as the timeline takes it."""
    return told(
        id=event.id, type=event.type, occurred_at=event.occurred_at, platform=event.platform, content=event.body
    )


def told(*, id: str, type: str, occurred_at: datetime, platform: str, content: Mapping[str, object]) -> Told:  # noqa: A002  # the timeline's own names
    """Return an event of the timeline; whatever was written counts as a message sent."""
    kind = "message.sent" if type in CHANNEL_OF else type
    return Told(id=id, type=kind, occurred_at=occurred_at, platform=platform or None, said=Fields(id, content))
