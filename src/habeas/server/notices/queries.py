"""Reads of notices."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from habeas.domain.statements.clock_notices import ClockNoticeKind
from habeas.files.catalogues import choose_offered
from habeas.server.audit.queries import find_entry
from habeas.server.cases.languages import find_language
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import Keyring, read_keys

_REASONS: Final = ("statement", "safeguard")
"""The kinds of notices that give the reasons, whatever is told of the same later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A statement, and how it reached its member. `content` is None where the member was erased.

    Each form is what was kept when it was sent: `content` the bytes of its JSON, `pdf` its page for paper, where it has
    one. `log_entry` is the number of the entry of the audit log that commits to `digest`, None where none does yet.
    """

    kind: str
    content: bytes | None
    digest: str
    pdf: bytes | None
    pdf_digest: str
    log_entry: int | None
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def statement(self) -> Mapping[str, Any] | None:
        """Return what it says."""
        read: Mapping[str, Any] | None = None if self.content is None else json.loads(self.content)
        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A statement that its member can read. `content` are the bytes that were sent, of which `digest` is the SHA-256.

    `pdf` is its page for paper where it has one, `taken_back_at` since when its decision counts for nothing.
    `log_entry` is as of `Handed`, where it was asked for.
    """

    decision: str
    kind: str
    pdf: bytes | None
    content: bytes
    digest: str
    occurred_at: datetime
    sent_at: datetime
    taken_back_at: datetime | None
    log_entry: int | None = None

    @property
    def statement(self) -> Mapping[str, Any]:
        """Return what it says."""
        read: Mapping[str, Any] = json.loads(self.content)
        return read


def list_sent(
    member: str,
    *,
    most: int | None = None,
    skipped: int = 0,
    decisions: Collection[str] | None = None,
    with_entries: bool = False,
) -> Sequence[Sent]:
    """Return the statements that a member was sent, the newest first; none of an erased member.

    `with_entries` looks for what the log holds of each, which opens what its entries commit to: for a few.
    """
    chosen = (
        Q() if decisions is None else Q(decision__in=decisions) | Q(sanction__in=decisions) | Q(subject__in=decisions)
    )
    rows = Notice.objects.filter(chosen, member=member, is_test=False, sent_at__isnull=False)
    keys = read_keys([member])
    if not keys.has(member):
        return []
    end = None if most is None else skipped + most
    chosen_rows = rows.select_related("decision", "sanction").order_by("-sent_at", "-id")[skipped:end]
    return [_sent(row, keys, _find_entry(row, keys) if with_entries else None) for row in chosen_rows]


def list_told(member: str, *, decisions: Collection[str]) -> frozenset[str]:
    """Return of which decisions a member was sent something."""
    about = Q(decision__in=decisions) | Q(sanction__in=decisions) | Q(subject__in=decisions)
    rows = Notice.objects.filter(about, member=member, is_test=False, sent_at__isnull=False)
    named = rows.values_list("decision", "sanction", "subject")
    return frozenset(name for row in named for name in row if name)


def _sent(row: Notice, keys: Keyring, log_entry: int | None) -> Sent:
    about, occurred_at, taken_back_at = _about(row)
    return Sent(
        decision=about,
        kind=row.kind,
        pdf=None if row.pdf is None else keys.open(row.member_id, bytes(row.pdf)),
        content=keys.open(row.member_id, bytes(row.sealed)),
        digest=row.digest,
        occurred_at=occurred_at,
        sent_at=row.sent_at or row.due_at,
        taken_back_at=taken_back_at,
        log_entry=log_entry,
    )


def _about(row: Notice) -> tuple[str, datetime, datetime | None]:
    """Return which decision a notice is about, when that happened which was decided on, and since when it is undone."""
    if row.decision is not None:
        return row.decision.id, row.decision.occurred_at, row.decision.reversed_at
    if row.sanction is not None:
        return row.sanction.id, row.sanction.conduct_at, row.sanction.reversed_at
    return row.subject, row.due_at, row.withdrawn_at


def get_statement(decision_id: str, *, is_test: bool, kind: str | None = None) -> Handed | None:
    """Return a statement of a decision that was sent: of a kind, else the one that gives the reasons, else the last.

    What only a clock says comes after all these. None where it has none, or none as yet. What has not settled is
    nobody's to read: facts that race with it may still undo its decision.
    """
    about = Q(decision=decision_id) | Q(sanction=decision_id) | Q(subject=decision_id)
    sent = Notice.objects.filter(about, is_test=is_test, sent_at__isnull=False).order_by("-sent_at", "-id")
    decided = sent.exclude(kind__in=list(ClockNoticeKind))
    wanted = [sent.filter(kind__in=_REASONS), decided, sent] if kind is None else [sent.filter(kind=kind)]
    row = next((found for rows in wanted if (found := rows.first()) is not None), None)
    return None if row is None else _handed(row)


def _handed(row: Notice) -> Handed:
    keys = read_keys([row.member_id])
    is_there = keys.has(row.member_id)
    return Handed(
        kind=row.kind,
        content=keys.open(row.member_id, bytes(row.sealed)) if is_there else None,
        digest=row.digest,
        pdf=keys.open(row.member_id, bytes(row.pdf)) if is_there and row.pdf is not None else None,
        pdf_digest=row.pdf_digest,
        log_entry=_find_entry(row, keys) if is_there else None,
        due_at=row.due_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        failed_at=row.failed_at,
        withdrawn_at=row.withdrawn_at,
    )


def _find_entry(row: Notice, keys: Keyring) -> int | None:
    """Return the entry that commits to the words of a notice: its own, or that of the decision it was sent with."""
    subjects = [f"notice:{row.id}", *([f"sanction:{row.sanction_id}"] if row.sanction_id else [])]
    return find_entry(subjects, member=row.member_id, digest=row.digest, open_sealed=keys.open)


def get_told_about(about: str, *, kind: str) -> datetime | None:
    """Return when the notice of this kind about something was handed over, None where it was not yet."""
    row = Notice.objects.filter(subject=about, kind=kind).first()
    return None if row is None else row.delivered_at


def list_kinds_sent(decision_id: str, *, is_test: bool) -> Sequence[str]:
    """Return the kinds of what was sent about a decision, in that order."""
    about = Q(decision=decision_id) | Q(sanction=decision_id) | Q(subject=decision_id)
    sent = Notice.objects.filter(about, is_test=is_test, sent_at__isnull=False).order_by("sent_at", "id")
    return list(sent.values_list("kind", flat=True))


def get_handed_over(decision_id: str, kind: str) -> tuple[datetime | None, datetime | None]:
    """Return since when the notice of this kind could be read, and when it was handed over; None each where not yet."""
    row = Notice.objects.filter(sanction=decision_id, kind=kind).first()
    return (None, None) if row is None else (row.sent_at, row.delivered_at)


def get_language(member: str) -> str:
    """Return what a member reads, else the language of what they were told last; if offered, else the source."""
    language, _ = find_language(member, stated="", texts=(), is_test=False)
    last = Notice.objects.filter(member=member, sent_at__isnull=False).order_by("-sent_at", "-id").first()
    return choose_offered(language, language.partition("-")[0], *([] if last is None else [last.language]))


def list_unread(decision: str, *, member: str) -> Sequence[str]:
    """Return the notices about a decision that a member was sent and has not opened yet."""
    about = Q(decision=decision) | Q(sanction=decision) | Q(subject=decision)
    sent = Notice.objects.filter(about, member=member, is_test=False, sent_at__isnull=False)
    unread = sent.filter(opened_at=None, withdrawn_at=None).order_by("sent_at", "id")
    return list(unread.values_list("id", flat=True))


def was_told(sanction_id: str) -> bool:
    """Tell whether the member of a sanction could read anything about it."""
    return Notice.objects.filter(sanction=sanction_id, sent_at__isnull=False).exists()


def get_informed_at(subject: str) -> datetime | None:
    """Return when the statement of a hold or a deduction was handed over; None where it was not yet."""
    told = Notice.objects.filter(subject=subject, appeal_until__isnull=False).order_by("due_at").first()
    return None if told is None else told.delivered_at


def came_back(subject: str) -> bool:
    """Tell whether the statement of a hold or a deduction was sent and came back: who has heard of it is heard."""
    return Notice.objects.filter(subject=subject, appeal_until__isnull=False, bounced_at__isnull=False).exists()
