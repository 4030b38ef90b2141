"""Erases what is held about one member, but what a legal exception keeps: that is sealed anew under a key of its own.

What is another member's record too stays theirs, with a name made up at random in the place of the erased one's id.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from habeas.domain.erasures import ErasurePlan
from habeas.domain.retention import RecordClass
from habeas.server.appeals.models import Appeal, AppealDraft, AppealLimit, Mandate, Remedy
from habeas.server.attachments.models import Attachment
from habeas.server.audit.operations import delete_payloads
from habeas.server.campaigns.models import Target
from habeas.server.cases.models import Case, CaseEntry, Evidence, Inquiry, Report
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.models import Decision
from habeas.server.events.kinds import is_writing, list_parties
from habeas.server.events.models import Event, Involvement
from habeas.server.events.names import make_up_name, renamed
from habeas.server.holdings.listing import events_about
from habeas.server.journal.operations import rename_owner
from habeas.server.links.models import Link
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards.models import Safeguard
from habeas.server.sanctions.models import Measure
from habeas.server.screening.models import Postponed, Window

BATCH: Final = 500
"""Rows that are written at once."""

ERASED: Final = "erased"
"""Stands for what people wrote about a case of an erased member."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Erasing:
    """Whose records go, what stays, the key that still opens what stays, and the one that it is sealed with anew."""

    member: str
    plan: ErasurePlan
    old: Keyring
    retained: Keyring

    def stays(self, record_class: RecordClass) -> list[str]:
        """Return the ids of the records of one class that stay."""
        return [name for one, name in self.plan.stays if one is record_class]


def erase_records(erasing: Erasing) -> None:
    """Delete what goes and seal anew what stays; in the order in which rows point to each other."""
    member = erasing.member
    Window.objects.filter(sender=member).delete()
    Postponed.objects.filter(sender=member).delete()
    delete_payloads(member)
    over = Message.objects.exclude(done_at=None, parked_at=None)
    over.filter(pk__in=_naming(over, "payload", member)).delete()
    notices = Notice.objects.filter(member=member)
    notices.exclude(pk__in=erasing.stays(RecordClass.NOTICE)).delete()
    Measure.objects.filter(member=member).exclude(pk__in=erasing.stays(RecordClass.MEASURE)).delete()
    selected = Target.objects.filter(member=member)
    selected.exclude(pk__in=erasing.stays(RecordClass.CAMPAIGN)).delete()
    selected.update(because="")
    appeals = Appeal.objects.filter(member=member)
    appeals.exclude(pk__in=erasing.stays(RecordClass.APPEAL)).delete()
    _erase_around_appeals(erasing)
    sanctions = Sanction.objects.filter(member=member)
    sanctions.exclude(pk__in=erasing.stays(RecordClass.SANCTION)).delete()
    decisions = Decision.objects.filter(member=member)
    going = decisions.exclude(pk__in=erasing.stays(RecordClass.DECISION))
    going.update(replaces=None)
    going.delete()
    evidence = Evidence.objects.filter(member=member)
    evidence.exclude(pk__in=erasing.stays(RecordClass.EVIDENCE)).delete()
    inquiries = Inquiry.objects.filter(member=member)
    inquiries.exclude(pk__in=erasing.stays(RecordClass.INQUIRY)).delete()
    for rows in (notices, appeals, sanctions, decisions, evidence, inquiries):
        _seal_anew(rows, erasing)
    # What stays of a notice is its JSON, which holds the page as well.
    notices.update(pdf=None)
    CaseEntry.objects.filter(case__member=member).exclude(because="").update(because=ERASED)
    _forget_clocks(member)
    Safeguard.objects.filter(member=member).delete()
    Report.objects.filter(reporter=member).delete()
    Report.objects.filter(accused=member).update(accused=make_up_name())
    Case.objects.filter(member=member, decisions=None, sanctions=None, evidence=None, inquiries=None).exclude(
        pk__in=erasing.stays(RecordClass.CASE)
    ).delete()
    _take_out_of_events(erasing)


def _forget_clocks(member: str) -> None:
    """Let clocks and what was owed stay as numbers of nobody."""
    Clock.objects.filter(member=member).update(sealed=None, member=make_up_name())
    Remedy.objects.filter(member=member).update(member=make_up_name())


def _erase_around_appeals(erasing: Erasing) -> None:
    """Delete what was only begun, and seal anew files and limits that a claim may be about."""
    member = erasing.member
    AppealDraft.objects.filter(member=member).delete()
    Link.objects.filter(member=member).delete()
    Mandate.objects.filter(member=member).delete()
    files, limits = Attachment.objects.filter(member=member), AppealLimit.objects.filter(member=member)
    files.exclude(pk__in=erasing.stays(RecordClass.ATTACHMENT)).delete()
    limits.exclude(pk__in=erasing.stays(RecordClass.APPEAL_LIMIT)).delete()
    _seal_anew(files, erasing, fields=("sealed_name", "sealed"), at_once=1)
    _seal_anew(limits, erasing)


def _seal_anew(
    rows: Any,  # noqa: ANN401  # rows that hold such fields
    erasing: Erasing,
    *,
    fields: Sequence[str] = ("sealed",),
    at_once: int = BATCH,
) -> None:
    for batch in _batches(rows.iterator(chunk_size=at_once), at_once):
        for row in batch:
            for field in fields:
                content = erasing.old.open(erasing.member, bytes(getattr(row, field)))
                setattr(row, field, erasing.retained.seal(erasing.member, content))
        rows.model.objects.bulk_update(batch, list(fields))


def _batches(rows: Iterable[Row], most: int = BATCH) -> Iterable[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_out_of_events(erasing: Erasing) -> None:
    """Delete the member's own events, and put another name in those that others took part in."""
    member, name = erasing.member, make_up_name()
    staying = erasing.stays(RecordClass.EVENT)
    for batch in _batches(events_about(member).exclude(pk__in=staying).iterator(chunk_size=BATCH)):
        own = [event.pk for event in batch if is_writing(event.type) or list_parties(event.body) <= {member}]
        Event.objects.filter(pk__in=own).delete()
    Involvement.objects.filter(party=member).exclude(event__in=staying).update(party=name)
    for rows, field in (
        (Event.objects.exclude(pk__in=staying), "body"),
        (Decision.objects.exclude(member=member), "recipients"),
    ):
        _rename(rows, field, member, name)
    Event.objects.filter(actor=member).exclude(pk__in=staying).update(actor=name)
    rename_owner(member, name=name)


def _rename(rows: Any, field: str, member: str, name: str) -> None:  # noqa: ANN401  # events or decisions
    for batch in _batches(rows.filter(pk__in=_naming(rows, field, member)).iterator(chunk_size=BATCH)):
        for row in batch:
            setattr(row, field, renamed(getattr(row, field), {member: name}))
        rows.model.objects.bulk_update(batch, [field])


def _naming(rows: Any, field: str, member: str) -> Any:  # noqa: ANN401  # rows of any table
    """Return the keys of rows whose JSON holds the id as a text of its own: one reading of the whole table."""
    written = rows.annotate(written=Cast(field, TextField()))
    # SQLite keeps JSON as Python wrote it, PostgreSQL writes it without escapes.
    is_named = Q(written__contains=json.dumps(member)) | Q(written__contains=json.dumps(member, ensure_ascii=False))
    return written.filter(is_named).values("pk")
