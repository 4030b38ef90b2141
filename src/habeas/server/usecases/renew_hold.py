"""Prolongs a hold, once, by a second person, while its claim is undecided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.hold import renew_hold as renew
from habeas.domain.holds.reasons import check_money_reasons
from habeas.domain.holds.statement import MoneyStatement
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.details import follow_holds
from habeas.server.holds.earlier import list_renewal_reasons
from habeas.server.holds.foreseeing import Foreseen, foresee_renewal
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import PERSON, hold_as_placed, wait_for_release
from habeas.server.holds.stating import Reader, state_hold
from habeas.server.holds.views import hold_as_json
from habeas.server.independence.operations import note_part
from habeas.server.notices.money import RENEWED, read_of_money, tell_of_money
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import KeyDestroyed, Keyring, lock_members


class NoSuchHold(LookupError):
    """A hold that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renewal:
    """A hold that is renewed, not yet written: its locked row, its member's key, and what they are told."""

    row: Hold
    keys: Keyring
    renewed: HoldPlaced
    statement: MoneyStatement


@transaction.atomic
def renew_hold(
    *, hold: str, until: datetime, by: Actor, because: str, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Let a hold run on until a date and return it. Raises NoSuchHold, KeyDestroyed, and what the core refuses."""
    made = _make(hold, until=until, by=by, because=because, is_test=is_test, now=now)
    row, renewed, keys = made.row, made.renewed, made.keys
    row.renewed_from, row.release_at = row.release_at, renewed.release_at
    row.renewed_at, row.renewed_by = now, by.id
    row.sealed_renewed_because = keys.seal(renewed.member, because.encode())
    row.save(update_fields=["renewed_from", "release_at", "renewed_at", "renewed_by", "sealed_renewed_because"])
    note_part(row.id, Part.RENEWED, by=by, now=now)
    follow_holds(row.owner, now=now)
    wait_for_release(row, clock=ClockId.HOLD_LONGEST, now=now)
    shown = hold_as_json(row)
    told = NewMessage(type=WebhookType.HOLD_RENEWED, payload=shown, key=row.id, is_test=is_test)
    write_messages([told, tell_of_money(made.statement, kind=RENEWED, is_test=is_test, keys=keys, now=now)], now=now)
    renewal = Happening(
        at=now, action="hold.renewed", actor=PERSON, subject=f"hold:{row.id}", payload=shown, member=renewed.member
    )
    append([renewal], seal=keys.seal)
    return shown


@transaction.atomic
def preview_renewal(*, hold: str, until: datetime, by: Actor, because: str, is_test: bool, now: datetime) -> Foreseen:
    """Return what the member would read of a renewal, and all that would follow; nothing is written.

    Refused as the renewal would be.
    """
    made = _make(hold, until=until, by=by, because=because, is_test=is_test, now=now)
    reads = read_of_money(made.statement, kind=RENEWED)
    return foresee_renewal(made.renewed, made.statement, reads, owner=made.row.owner, now=now)


def _make(hold: str, *, until: datetime, by: Actor, because: str, is_test: bool, now: datetime) -> _Renewal:
    found = Hold.objects.select_related("owner")
    known = found.filter(id=hold, is_test=is_test).first()
    if known is None:
        raise NoSuchHold(hold)
    keys = lock_members([known.owner.party], now=now)  # before the hold, as events lock them
    if not keys.has(known.owner.party):
        raise KeyDestroyed(known.owner.party)
    row = found.select_for_update(of=("self",)).get(id=hold)
    claim = claim_as_told(Claim.objects.select_related("owner", "claimant").get(id=row.claim_id))
    renewed = renew(hold_as_placed(row), claim=claim, until=until, by=by, because=because, now=now)
    to_others = list_renewal_reasons(by, but_to=renewed.member, is_test=is_test)
    check_money_reasons(because, field="because", to_others=to_others)
    told, reader = replace(renewed, by=by, because=because), Reader(row.language, ZoneInfo(row.zone))
    return _Renewal(
        row=row, keys=keys, renewed=renewed, statement=state_hold(told, claim=claim, reader=reader, now=now)
    )
