"""Freezes money by law, and looks at it again: with basis, document, officer and date; never from a case (FUND-11)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.holds import freezes as core
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.refusals import Refused
from habeas.server.audit.operations import append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline, set_deadline
from habeas.server.holds.freezing import freeze_as_json, freeze_as_placed, log_freeze, pay_what_waited
from habeas.server.holds.models import LegalFreeze
from habeas.server.journal.operations import lock_owner
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.money import FREEZE, document_of_freeze, tell_of_changes, tell_of_freeze
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_message, write_messages
from habeas.server.parties.keys import NOBODY, Keyring, lock_members, read_keys, was_heard_of

REVIEW = "freeze_review"
"""The clock by which somebody looks at a freeze again."""

UNKNOWN: Final = "***"
"""Stands in a preview for the id that a freeze will have."""


class NoSuchFreeze(LookupError):
    """A freeze that is not known."""


class FreezeOfNobody(Refused):
    """A freeze of somebody of whom nothing was ever heard."""

    rule = "FUND-11"
    says = "member: nothing was ever told of {member}; look up the id, or send an event about the member first"


class FreezeRunsBefore(Refused):
    """A second freeze on the same document, while the first runs."""

    rule = "FUND-11"
    says = "reference: the freeze {freeze} rests on {reference} already; review that one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an authority orders, or a law commands."""

    member: str
    basis: LegalBasis
    reference: str
    review_at: datetime
    is_silent: bool


@transaction.atomic
def freeze_by_law(*, order: Order, officer: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Freeze a member's money and return it.

    Raises FreezeOfNobody, FreezeWithoutOrder, FreezeReviewTooLate, FreezeRunsBefore, KeyDestroyed.
    """
    placed = _place(order, freeze=f"frz_{secrets.token_hex(12)}", officer=officer, now=now)
    keys = lock_members([order.member], now=now)
    owner = lock_owner(order.member, is_test=is_test)
    _refuse_second(placed, is_test=is_test)
    row = LegalFreeze.objects.create(
        id=placed.id,
        owner=owner,
        is_test=is_test,
        basis=placed.basis.value,
        reference=placed.reference,
        officer=officer.id,
        placed_at=now,
        review_at=placed.review_at,
        is_silent=placed.is_silent,
    )
    _wait(row, now)
    _tell(row, WebhookType.FREEZE_ORDERED, keys, now)
    append([log_freeze(row, "freeze.ordered", now=now)], seal=NOBODY.seal)
    return freeze_as_json(row)


def preview_freeze(*, order: Order, officer: Actor, is_test: bool, now: datetime) -> Mapping[str, Any] | None:
    """Return what the member would read of a freeze, None where that is nothing. Refused as the freeze would be."""
    placed = _place(order, freeze=UNKNOWN, officer=officer, now=now)
    _refuse_second(placed, is_test=is_test)
    return _read(placed)


def preview_lifting(*, freeze: str, is_test: bool, now: datetime) -> Mapping[str, Any] | None:
    """Return what the member would read of a freeze that is lifted, None where that is nothing. Raises NoSuchFreeze."""
    row = LegalFreeze.objects.select_related("owner").filter(id=freeze, is_test=is_test).first()
    if row is None:
        raise NoSuchFreeze(freeze)
    return _read(core.review_freeze(freeze_as_placed(row), still_binds=False, review_at=now, now=now))


@transaction.atomic
def review_freeze(
    *, freeze: str, still_binds: bool, review_at: datetime, by: Actor, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Look at a freeze: it is lifted, and what waited is paid, or it binds till the next look.

    Raises NoSuchFreeze, FreezeReviewTooLate.
    """
    row, keys = _lock(freeze, is_test=is_test, now=now)
    if row.lifted_at is not None:
        return freeze_as_json(row)
    reviewed = core.review_freeze(freeze_as_placed(row), still_binds=still_binds, review_at=review_at, now=now)
    row.review_at, row.lifted_at = reviewed.review_at, reviewed.lifted_at
    row.lifted_by = "" if still_binds else by.id
    row.save(update_fields=["review_at", "lifted_at", "lifted_by"])
    cancel_deadline(kind=Kind.REVIEW_FREEZE, subject=row.id, is_test=is_test, now=now)
    if still_binds:
        _wait(row, now)
        append([log_freeze(row, "freeze.reviewed", now=now)], seal=NOBODY.seal)
        return freeze_as_json(row)
    _tell(row, WebhookType.FREEZE_LIFTED, keys, now)
    asked = pay_what_waited(row, now=now)
    write_messages(tell_of_changes(asked.changes, now=now), now=now)
    append([log_freeze(row, "freeze.lifted", now=now), *asked.happenings], seal=NOBODY.seal)
    return freeze_as_json(row)


@transaction.atomic
def escalate_freeze(*, freeze: str, now: datetime) -> None:
    """Say that nobody looked at a freeze in time. It frees nothing: only the law does."""
    row = LegalFreeze.objects.select_related("owner").get(id=freeze)
    if not freeze_as_placed(row).is_overdue(now):
        return
    payload = clock_payload(REVIEW, freeze=freeze_as_json(row))
    key = f"{row.id}:{row.review_at.isoformat()}"
    write_message(type=WebhookType.DEADLINE_BREACHED, payload=payload, key=key, is_test=row.is_test, now=now)
    append([log_freeze(row, "deadline.breached", now=now)], seal=NOBODY.seal)


def _place(order: Order, *, freeze: str, officer: Actor, now: datetime) -> core.LegalFreeze:
    if not was_heard_of(order.member):
        raise FreezeOfNobody(member=order.member)
    return core.freeze_by_law(
        freeze=freeze,
        member=order.member,
        basis=order.basis,
        reference=order.reference,
        officer=officer,
        review_at=order.review_at,
        is_silent=order.is_silent,
        now=now,
    )


def _refuse_second(placed: core.LegalFreeze, *, is_test: bool) -> None:
    same = {"basis": placed.basis.value, "reference": placed.reference, "lifted_at": None, "is_test": is_test}
    earlier = LegalFreeze.objects.filter(owner__party=placed.member, **same).first()
    if earlier is not None:
        raise FreezeRunsBefore(freeze=earlier.id, reference=placed.reference)


def _read(freeze: core.LegalFreeze) -> Mapping[str, Any] | None:
    document = document_of_freeze(freeze, keys=read_keys([freeze.member]))
    return None if document is None else words_of_document(FREEZE, document)


def _lock(freeze: str, *, is_test: bool, now: datetime) -> tuple[LegalFreeze, Keyring]:
    """Return a freeze and its member's key, both locked, the member first."""
    found = LegalFreeze.objects.select_related("owner").filter(id=freeze, is_test=is_test)
    known = found.first()
    if known is None:
        raise NoSuchFreeze(freeze)
    keys = lock_members([known.owner.party], now=now)
    return found.select_for_update(of=("self",)).get(), keys


def _wait(row: LegalFreeze, now: datetime) -> None:
    rule = f"{REVIEW}:{row.review_at:%Y%m%dT%H%M%S}"
    set_deadline(kind=Kind.REVIEW_FREEZE, subject=row.id, rule=rule, due_at=row.review_at, is_test=row.is_test, now=now)


def _tell(row: LegalFreeze, what: WebhookType, keys: Keyring, now: datetime) -> None:
    """Tell the host, and the member unless the law forbids it."""
    message = NewMessage(type=what, payload=freeze_as_json(row), key=row.id, is_test=row.is_test)
    notices = tell_of_freeze(freeze_as_placed(row), is_test=row.is_test, keys=keys, now=now)
    write_messages([message, *notices], now=now)
