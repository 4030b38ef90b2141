"""Lets go of records whose time is over (GDPR5), of each class by the clock of `domain.retention`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from habeas.domain.retention import RecordClass, due_before
from habeas.server.appeals.models import Appeal, AppealDraft, AppealLimit, Mandate, Remedy
from habeas.server.attachments.models import Attachment
from habeas.server.audit.operations import delete_payloads_before
from habeas.server.campaigns.models import Campaign
from habeas.server.cases.models import Case, Evidence, EvidenceKind, Inquiry, Report
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.independence.models import Participation
from habeas.server.links.models import Link
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.erasure import destroy_retained_keys
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards.models import Safeguard
from habeas.server.sanctions.models import Measure
from habeas.server.screening.models import Postponed, Window
from habeas.server.screening.windows import KEPT_FOR

CASES: Final = "case_"
"""What the ids of cases begin with."""


def purge_records(*, now: datetime, most: int) -> Mapping[RecordClass, int]:
    """Delete records that are due to go, at most so many of each class, and return how many of each went.

    What an open case or a measure in force rests on stays till they end.
    """
    gone = {}
    for record_class, purge in _PURGES.items():
        before = due_before(record_class, now=now)
        number = 0 if before is None else purge(before, most)
        if number:
            gone[record_class] = number
    _purge_clocks(most)
    destroy_retained_keys(
        in_use=[
            Decision.objects.values("member"),
            AppealLimit.objects.values("member"),
            Sanction.objects.values("member"),
        ]
    )
    return gone


def _purge_texts(before: datetime, most: int) -> int:
    texts = _delete(Window.objects.filter(expires_at__lte=before + KEPT_FOR), most)
    return texts + _delete(Postponed.objects.filter(event__received_at__lte=before), most)


def _purge_decisions(before: datetime, most: int) -> int:
    """Delete decisions with what hangs on them; all decisions on one event go together."""
    is_needed = (
        Q(decided_at__gt=before)
        | Q(case__isnull=False, case__closed_at=None)
        | Q(measures__isnull=False, measures__ended_at=None)
    )
    contested = Appeal.objects.filter(ended_at=None).values("decision")
    needed = Decision.objects.filter(is_needed | Q(pk__in=contested)).values("event")
    due = list(Decision.objects.exclude(event__in=needed).values_list("event", flat=True).distinct()[:most])
    Notice.objects.filter(decision__event__in=due).delete()
    Measure.objects.filter(decision__event__in=due).delete()
    decisions = Decision.objects.filter(event__in=due)
    decisions.update(replaces=None)
    return decisions.delete()[0]


def _purge_sanctions(before: datetime, most: int) -> int:
    """Delete what people decided with what hangs on it: notices and measures that are over."""
    in_force = Measure.objects.filter(ended_at=None, sanction__isnull=False).values("sanction")
    due = list(
        Sanction.objects.filter(decided_at__lte=before)
        .exclude(pk__in=in_force)
        .exclude(pk__in=Appeal.objects.filter(ended_at=None).values("decision"))
        .values_list("pk", flat=True)[:most]
    )
    Notice.objects.filter(sanction__in=due).delete()
    Notice.objects.exclude(subject="").filter(due_at__lte=before).delete()
    Measure.objects.filter(sanction__in=due).delete()
    Sanction.objects.filter(pk__in=due).delete()
    return len(due)


def _purge_appeals(before: datetime, most: int) -> int:
    """Delete appeals that are over with their decision's time, whatever it was that they contested.

    With them go what was owed unasked, and the clocks of all this.
    """
    gone = Appeal.objects.filter(decided_at__lte=before, ended_at__isnull=False)
    Attachment.objects.filter(about__in=gone.values("pk")).delete()
    _delete(Remedy.objects.filter(appeal=None, owed_at__lte=before), most)
    _delete(Clock.objects.filter(due_at__lte=before).exclude(subject__startswith=CASES), most)
    return _delete(gone, most)


def _purge_unfiled(before: datetime, most: int) -> int:
    """Delete what was begun and never filed: drafts, and the files that wait."""
    files = _delete(Attachment.objects.filter(about="", received_at__lte=before), most)
    return files + _delete(AppealDraft.objects.filter(saved_at__lte=before), most)


def _purge_mandates(before: datetime, most: int) -> int:
    return _delete(Mandate.objects.filter(Q(revoked_at__lte=before) | Q(ends_at__lte=before)), most)


def _purge_links(before: datetime, most: int) -> int:
    return _delete(Link.objects.filter(until__lte=before), most)


def _purge_limits(before: datetime, most: int) -> int:
    over = AppealLimit.objects.filter(Q(limited_at__lte=before) | Q(limited_at=None, warned_at__lte=before))
    due = over.exclude(pk__in=Appeal.objects.values("decision"))
    Notice.objects.filter(subject__in=due.values("pk")).delete()
    return _delete(due, most)


def _purge_campaigns(before: datetime, most: int) -> int:
    """Delete campaigns with whom they selected; what one decided about a member that still stays keeps it."""
    return _delete(Campaign.objects.filter(previewed_at__lte=before).exclude(targets__sanction__isnull=False), most)


def _purge_cases(before: datetime, most: int) -> int:
    empty = Case.objects.filter(closed_at__lte=before, decisions=None, sanctions=None, evidence=None, inquiries=None)
    return _delete(empty, most)


def _purge_evidence(before: datetime, most: int) -> int:
    """Delete evidence and questions of cases that are over and on which no sanction rests any more."""
    over = {"case__sanctions": None, "case__closed_at__lte": before}
    heard = Evidence.objects.filter(heard_at__lte=before, **over).exclude(kind=EvidenceKind.SAMPLE)
    return _delete(heard, most)


def _purge_inquiries(before: datetime, most: int) -> int:
    over = {"case__sanctions": None, "case__closed_at__lte": before}
    return _delete(Inquiry.objects.filter(asked_at__lte=before, **over), most)


def _purge_samples(before: datetime, most: int) -> int:
    """Delete messages of the sample, whether somebody has looked at them or not."""
    return _delete(Evidence.objects.filter(kind=EvidenceKind.SAMPLE, heard_at__lte=before), most)


def _purge_reports(before: datetime, most: int) -> int:
    return _delete(Report.objects.filter(answered_at__lte=before), most)


def _purge_safeguards(before: datetime, most: int) -> int:
    return _delete(Safeguard.objects.filter(placed_at__lte=before, ended_at__isnull=False), most)


def _purge_clocks(most: int) -> None:
    """Delete the clocks of cases that are gone, and who took part in them."""
    gone = Q(subject__startswith=CASES) & ~Q(subject__in=Case.objects.values("pk"))
    _delete(Clock.objects.filter(gone), most)
    _delete(Participation.objects.filter(gone), most)


def _purge_events(before: datetime, most: int) -> int:
    return _delete(Event.objects.filter(received_at__lte=before, decisions=None), most)


def _purge_webhooks(before: datetime, most: int) -> int:
    return _delete(Message.objects.filter(Q(done_at__lte=before) | Q(parked_at__lte=before)), most)


def _delete(rows: Any, most: int) -> int:  # noqa: ANN401  # rows of any table
    due = list(rows.values_list("pk", flat=True)[:most])
    rows.model.objects.filter(pk__in=due).delete()
    return len(due)


_PURGES: Final[Mapping[RecordClass, Callable[[datetime, int], int]]] = {
    RecordClass.RECENT_TEXT: _purge_texts,
    RecordClass.APPEAL: _purge_appeals,
    RecordClass.APPEAL_DRAFT: _purge_unfiled,
    RecordClass.MANDATE: _purge_mandates,
    RecordClass.LINK: _purge_links,
    RecordClass.APPEAL_LIMIT: _purge_limits,
    RecordClass.DECISION: _purge_decisions,
    RecordClass.SANCTION: _purge_sanctions,
    RecordClass.SAMPLE: _purge_samples,
    RecordClass.REPORT: _purge_reports,
    RecordClass.SAFEGUARD: _purge_safeguards,
    RecordClass.EVIDENCE: _purge_evidence,
    RecordClass.INQUIRY: _purge_inquiries,
    RecordClass.CAMPAIGN: _purge_campaigns,
    RecordClass.CASE: _purge_cases,
    RecordClass.EVENT: _purge_events,
    RecordClass.WEBHOOK: _purge_webhooks,
    RecordClass.AUDIT_PAYLOAD: delete_payloads_before,
}
"""In the order in which rows point to each other. Notices and measures go with their decisions."""
