"""Statements of holds and deductions, handed to their members."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from habeas.domain.holds.changes import PlanChange, changes_document
from habeas.domain.holds.freezes import LegalFreeze
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.notices import freeze_document, restored_document
from habeas.domain.holds.statement import MoneyStatement, render_money
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind, FreedBy, render_clock_notice
from habeas.domain.statements.rendering import Document
from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.money import Money
from habeas.server.cases.redress import contact_of, redress_of
from habeas.server.holds.freezing import list_told_freezes
from habeas.server.holds.models import Deduction, Hold
from habeas.server.holds.operations import Freed, digest_of
from habeas.server.notices.counterparts import tell_of_changed
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_language
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.rulings.models import Sanction

STATEMENT: Final = "statement"
"""The kind of notice that informs a member of a decision about money."""

FREEZE: Final = "legal_freeze"
FREEZE_LIFTED: Final = "legal_freeze_lifted"
"""The kinds of notices that the law froze a member's money, and that it lets go."""

RESTORED: Final = "deduction_restored"
"""The kind of notice that what was deducted is given back, because its claim was rejected after all."""

CHANGED: Final = "money_changed"
"""The kind of notices, which are numbered, that a plan for a member's money comes out otherwise than they were told."""

_FREED_BY: Final[Mapping[ReleasedBecause, FreedBy]] = {
    ReleasedBecause.TIME: FreedBy.TIME,
    ReleasedBecause.CLAIM_REJECTED: FreedBy.CLAIM,
    ReleasedBecause.CLAIM_WITHDRAWN: FreedBy.CLAIM,
    ReleasedBecause.LIFTED: FreedBy.PERSON,
}
"""What a member reads of why money waits no more; what an undoing or a deduction frees is told otherwise."""

RENEWED: Final = "renewed"
"""The kind of notice that a hold runs on."""


def tell_of_money(
    statement: MoneyStatement, *, kind: str = STATEMENT, is_test: bool, keys: Keyring, now: datetime
) -> NewMessage:
    """Keep the statement of a hold or a deduction, readable from now on; return the webhook that hands it over."""
    document = render_money(statement, catalogue=read_catalogues()[statement.language])
    content = statement.as_json()
    words = {
        **words_of_document(kind, document),
        "statement": content,
        "statement_digest": digest_of(statement),
        "appeal_until": content["appeal_until"],
    }
    return send_about(statement.decision, words, member=statement.member, is_test=is_test, keys=keys, now=now)


def read_of_money(statement: MoneyStatement, *, kind: str = STATEMENT) -> dict[str, Any]:
    """Return what a member reads of a hold or a deduction, as a page shows it."""
    return words_of_document(kind, render_money(statement, catalogue=read_catalogues()[statement.language]))


def tell_of_restored(rows: Sequence[Deduction], *, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep what members are told of deductions that fell with their claims; nothing of those who were erased."""
    return [_tell_of_restored(row, keys=keys, now=now) for row in rows if keys.has(row.hold.owner.party)]


def _tell_of_restored(row: Deduction, *, keys: Keyring, now: datetime) -> NewMessage:
    amount, owed = Money(row.amount, row.currency), Money(row.owed or 0, row.currency)
    catalogue = read_catalogues()[choose_offered(row.hold.language)]
    document = restored_document(row.id, amount=amount, owed=owed, catalogue=catalogue)
    words = words_of_document(RESTORED, document)
    return send_about(row.id, words, member=row.hold.owner.party, is_test=row.is_test, keys=keys, now=now)


def tell_of_free(row: Hold, left: Money, *, is_part: bool = False, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep that money is free, whatever ended its wait; nothing for who was erased. The row has its owner.

    `is_part`: the rest waits on, for the rest of the claim. No law of which they may not know is named, and nothing is
    said to be theirs to withdraw that a law forbids.
    """
    because = None if is_part else ReleasedBecause(row.released_because)
    words = read_of_free(row, left, because=because, keys=keys, now=now)
    if words is None:
        return []
    before = Notice.objects.filter(subject=row.id, kind__startswith=words["kind"], is_test=row.is_test).count()
    number = before + 1 if before else None
    return [send_about(row.id, words, member=row.owner.party, is_test=row.is_test, keys=keys, now=now, number=number)]


def read_of_free(
    row: Hold, left: Money, *, because: ReleasedBecause | None, keys: Keyring, now: datetime
) -> dict[str, Any] | None:
    """Return what a member reads as their money is free, as a page shows it; None where that is nothing.

    `because` is None for a part of it: the rest waits on, for the rest of the claim.
    """
    member = row.owner.party
    if not (left.amount and keys.has(member)):
        return None
    free = ClockNotice(
        kind=ClockNoticeKind.MONEY_FREE,
        about=row.id,
        on=now.astimezone(ZoneInfo(row.zone)).date(),
        money=left,
        freed_by=FreedBy.PART if because is None else _FREED_BY[because],
        is_frozen=bool(list_told_freezes(member, is_test=row.is_test)),
    )
    document = render_clock_notice(free, catalogue=read_catalogues()[choose_offered(row.language)])
    return words_of_document(free.kind, document)


def tell_of_rejected(freed: Sequence[Freed], *, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep that money is free because its claims fell, or of part of it; nothing for who was erased."""
    return [
        message for one in freed for message in tell_of_free(one.row, one.left, is_part=one.is_part, keys=keys, now=now)
    ]


def tell_of_freeze(freeze: LegalFreeze, *, is_test: bool, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep what a member is told of a freeze by law; nothing where it is silent, or its member was erased."""
    document = document_of_freeze(freeze, keys=keys)
    if document is None:
        return []
    words = words_of_document(FREEZE if freeze.lifted_at is None else FREEZE_LIFTED, document)
    return [send_about(freeze.id, words, member=freeze.member, is_test=is_test, keys=keys, now=now)]


def document_of_freeze(freeze: LegalFreeze, *, keys: Keyring) -> Document | None:
    """Return what a member reads of a freeze by law; None where it is silent, or they were erased."""
    if freeze.is_silent or not keys.has(freeze.member):
        return None
    catalogue = read_catalogues()[get_language(freeze.member)]
    return freeze_document(freeze, contact=contact_of(), redress=redress_of(freeze.id), catalogue=catalogue)


def tell_of_changes(changes: Sequence[PlanChange], *, but: Collection[str] = (), now: datetime) -> list[NewMessage]:
    """Keep what is told of plans that come out otherwise: a notice a decision to its member, nothing of the erased.

    The other side of each contract whose money it changes is told, too, but of those that `but` names.
    """
    if not changes:
        return []
    rows = Sanction.objects.filter(id__in={one.decision for one in changes}).order_by("id")
    keys = read_keys({row.member_id for row in rows})
    mine = [
        _tell_of_changes(row, [one for one in changes if one.decision == row.id], keys=keys, now=now)
        for row in rows
        if keys.has(row.member_id)
    ]
    return [*mine, *tell_of_changed(changes, but=but, now=now)]


def _tell_of_changes(row: Sanction, changes: Sequence[PlanChange], *, keys: Keyring, now: datetime) -> NewMessage:
    catalogue = read_catalogues()[choose_offered(row.language)]
    document = changes_document(changes, now=now, zone=ZoneInfo(row.zone), catalogue=catalogue)
    words = words_of_document(CHANGED, document)
    before = Notice.objects.filter(subject=row.id, kind__startswith=CHANGED, is_test=row.is_test).count()
    return send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now, number=before + 1)
