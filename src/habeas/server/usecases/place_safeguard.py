"""Places a safeguard for hours, tells its member at once, and lets a person look where a machine placed it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.safeguards import LONGEST, SafeguardKind
from habeas.domain.sanctions.safeguards import Safeguard as Placed
from habeas.domain.sanctions.safeguards import place_safeguard as place
from habeas.server.appeals.mandates import revoke_since
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.evidence import Brought, bring_evidence
from habeas.server.cases.models import Case, EvidenceKind
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.identity.staff import staff_id
from habeas.server.independence.operations import note_part
from habeas.server.links.operations import take_back_links
from habeas.server.notices.safeguards import tell_of_end, tell_of_safeguard
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import KeyDestroyed, Keyring, lock_members
from habeas.server.parties.sealed import seal_content
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.standing import CLOCK, HOST, end, standing_of, told_of


class NoReason(Refused):
    """A safeguard that nobody could explain to its member."""

    rule = "design 5"
    says = "say why, in words that the member reads"


class AlreadySafe(Refused):
    """A second safeguard of a kind that runs already."""

    rule = "design 5"
    says = "{kind} protects {member} until {until} already"


class TakenOverLater(Refused):
    """A takeover that would begin after it was seen."""

    rule = "design 5"
    says = "the account was taken over at {since}, which is after now; say since when at the latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. `taken_over_since` is from when on somebody else acted through the account."""

    member: str
    kind: SafeguardKind
    because: str
    taken_over_since: datetime | None = None
    lasts: timedelta = LONGEST


@transaction.atomic
def place_safeguard(*, wanted: Wanted, by: Actor | None, is_test: bool, now: datetime) -> str:
    """Place a safeguard and return its id; by a machine of the host's where nobody is named.

    Raises NoReason, AlreadySafe, TakenOverLater, SafeguardTooSoon, SafeguardTooLong, KeyDestroyed.
    """
    _check(wanted, now)
    keys = lock_members([wanted.member], now=now)
    if not keys.has(wanted.member):
        raise KeyDestroyed(wanted.member)
    placed = _place(wanted, by, keys, is_test=is_test, now=now)
    row = Safeguard.objects.create(
        id=placed.id,
        member_id=wanted.member,
        is_test=is_test,
        kind=placed.kind,
        case=_ask_a_person(wanted, placed.id, keys, is_test=is_test, now=now) if by is None else None,
        placed_by_id=None if by is None else staff_id(by),
        placed_at=now,
        ends_at=placed.ends_at,
        taken_over_since=wanted.taken_over_since,
        sealed=seal_content(wanted.member, {"because": wanted.because}, keys=keys),
    )
    set_deadline(
        kind=Kind.END_SAFEGUARD, subject=row.id, rule="safeguard_max", due_at=row.ends_at, is_test=is_test, now=now
    )
    placer = HOST if by is None else by
    note_part(row.id, Part.DECIDED, by=placer, now=now)
    told = tell_of_safeguard(row, because=wanted.because, by=placer, keys=keys, now=now)
    write_messages([told_of(row, WebhookType.SAFEGUARD_PLACED), told], now=now)
    placed_now = Happening(at=now, action="safeguard.placed", actor=placer.id, subject=f"safeguard:{row.id}")
    append([placed_now, *_lock_out(row, now=now)], seal=keys.seal)
    return row.id


def _lock_out(row: Safeguard, *, now: datetime) -> list[Happening]:
    """Let whoever took an account over act for its owner no more: not in their pages, and not as who they named.

    Test keys have no links and no mandates of their own.
    """
    if row.taken_over_since is None or row.is_test:
        return []
    take_back_links(row.member_id)
    taken_back = Happening(at=now, action="link.revoked", actor="safeguard", subject="link")
    return [taken_back, *revoke_since(row.member_id, since=row.taken_over_since, now=now)]


def _place(wanted: Wanted, by: Actor | None, keys: Keyring, *, is_test: bool, now: datetime) -> Placed:
    """Return the safeguard as the core places it beside the member's others."""
    earlier = list(Safeguard.objects.filter(member=wanted.member, is_test=is_test))
    _check_alone(wanted, earlier, now)
    # What is over and was not noted yet makes room.
    over = [one for one in earlier if one.ended_at is None and one.ends_at <= now]
    for one in over:
        write_messages([end(one, by=CLOCK, at=now), tell_of_end(one, keys=keys, now=now)], now=now)
    return place(
        safeguard=f"saf_{secrets.token_hex(13)}",
        member=wanted.member,
        kind=wanted.kind,
        by=HOST if by is None else by,
        because=wanted.because,
        earlier=[standing_of(one) for one in earlier],
        now=now,
        lasts=wanted.lasts,
    )


def _check(wanted: Wanted, now: datetime) -> None:
    if not wanted.because.strip():
        raise NoReason
    if wanted.taken_over_since is not None and wanted.taken_over_since > now:
        raise TakenOverLater(since=wanted.taken_over_since.isoformat())


def _check_alone(wanted: Wanted, earlier: list[Safeguard], now: datetime) -> None:
    for one in earlier:
        if one.kind == wanted.kind and one.ended_at is None and now < one.ends_at:
            raise AlreadySafe(kind=one.kind, member=wanted.member, until=one.ends_at.isoformat())


def _ask_a_person(wanted: Wanted, safeguard: str, keys: Keyring, *, is_test: bool, now: datetime) -> Case:
    """Let a person look whether a machine was right: till then it places no other for 30 days."""
    brought = Brought(
        id=f"evi_{safeguard.removeprefix('saf_')}",
        member=wanted.member,
        kind=EvidenceKind.SAFEGUARD,
        event="",
        at=now,
        says={"text": wanted.because},
        policy=read_rulebook().policy.identity.digest,
    )
    return bring_evidence([brought], keys=keys, is_test=is_test, now=now)[brought.id]
