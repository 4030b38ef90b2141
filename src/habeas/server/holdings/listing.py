"""Lists what is held about one member, as the rules of erasure look at it."""

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from habeas.domain.erasures import Holding
from habeas.domain.retention import RecordClass
from habeas.server.appeals.models import Appeal, AppealDraft, AppealLimit, Mandate
from habeas.server.attachments.models import Attachment
from habeas.server.audit.queries import list_payload_times
from habeas.server.campaigns.models import Target
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.holdings.casework import list_casework
from habeas.server.links.models import Link
from habeas.server.notices.counterparts import CONTRACT_NEWS
from habeas.server.notices.models import Notice
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.screening.models import Postponed, Window

HARMLESS = ("none", "nudge")
"""Actions that restrict nobody and never count against anybody."""


def list_holdings(member: str) -> Sequence[Holding]:
    """Return every record about a member, those of one event with the restriction that any decision on it was."""
    restricting = set(restricting_events(member))
    return [
        *_texts(member),
        *_decided(member, restricting),
        *_ruled(member),
        *_of_appeals(member),
        *_cases(member),
        *list_casework(member),
        *_selected(member),
        *_events(member, restricting),
        *_payloads(member),
    ]


def restricting_events(member: str) -> QuerySet[Decision, int]:
    """Return the events on which a decision restricted the member."""
    decided = Decision.objects.filter(~Q(action__in=HARMLESS) | Q(measures__isnull=False), member=member)
    return decided.values_list("event_id", flat=True).distinct()


def events_about(member: str) -> QuerySet[Event]:
    """Return the events that a member wrote or that are about them."""
    return Event.objects.filter(Q(actor=member) | Q(involvements__party=member)).distinct()


def _texts(member: str) -> Iterator[Holding]:
    for pk in Window.objects.filter(sender=member).values_list("pk", flat=True):
        yield Holding(record_class=RecordClass.RECENT_TEXT, id=f"window {pk}", since=None, restricts=False)
    for pk, heard_at in Postponed.objects.filter(sender=member).values_list("pk", "event__received_at"):
        yield Holding(record_class=RecordClass.RECENT_TEXT, id=f"postponed {pk}", since=heard_at, restricts=False)


def _decided(member: str, restricting: set[int]) -> Iterator[Holding]:
    decisions = Decision.objects.filter(member=member).values_list("pk", "decided_at", "event_id")
    made_at = Coalesce("decision__decided_at", "sanction__decided_at")
    told_at = Coalesce(made_at, "due_at")
    statements = Notice.objects.filter(member=member).exclude(kind__startswith=CONTRACT_NEWS)
    notices = statements.values_list("pk", told_at, "decision__event_id")
    measures = Measure.objects.filter(member=member).values_list("pk", made_at, "decision__event_id")
    for record_class, rows in (
        (RecordClass.DECISION, decisions),
        (RecordClass.NOTICE, notices),
        (RecordClass.MEASURE, measures),
    ):
        for pk, decided_at, event in rows:
            # What a person decided has no event of its own, and always restricts.
            restricts = event is None or event in restricting
            yield Holding(record_class=record_class, id=pk, since=decided_at, restricts=restricts)
    news = Notice.objects.filter(member=member, kind__startswith=CONTRACT_NEWS)
    for pk, due_at in news.values_list("pk", "due_at"):
        yield Holding(record_class=RecordClass.NOTICE, id=pk, since=due_at, restricts=False)


def _ruled(member: str) -> Iterator[Holding]:
    sanctions = Sanction.objects.filter(member=member).values_list("pk", "decided_at")
    appeals = Appeal.objects.filter(member=member).values_list("pk", "decided_at")
    for record_class, rows in ((RecordClass.SANCTION, sanctions), (RecordClass.APPEAL, appeals)):
        for pk, decided_at in rows:
            yield Holding(record_class=record_class, id=pk, since=decided_at, restricts=True)


def _of_appeals(member: str) -> Iterator[Holding]:
    """List what belongs to appeals: what was filed stays with its appeal, what was not goes."""
    decided_at = dict(Appeal.objects.filter(member=member).values_list("pk", "decided_at"))
    files = Attachment.objects.filter(member=member).values_list("pk", "about", "received_at")
    for pk, about, received_at in files:
        since = decided_at.get(about, received_at)
        yield Holding(record_class=RecordClass.ATTACHMENT, id=pk, since=since, restricts=bool(about))
    for number, saved_at in AppealDraft.objects.filter(member=member).values_list("pk", "saved_at"):
        yield Holding(record_class=RecordClass.APPEAL_DRAFT, id=str(number), since=saved_at, restricts=False)
    for pk, *ends in Mandate.objects.filter(member=member).values_list("pk", "revoked_at", "ends_at"):
        over_at = min((at for at in ends if at is not None), default=None)
        yield Holding(record_class=RecordClass.MANDATE, id=pk, since=over_at, restricts=False)
    for name, until in Link.objects.filter(member=member).values_list("pk", "until"):
        yield Holding(record_class=RecordClass.LINK, id=name, since=until, restricts=False)
    limits = AppealLimit.objects.filter(member=member).values_list("pk", Coalesce("limited_at", "warned_at"))
    for pk, made_at in limits:
        yield Holding(record_class=RecordClass.APPEAL_LIMIT, id=pk, since=made_at, restricts=True)


def _cases(member: str) -> Iterator[Holding]:
    for pk, closed_at in Case.objects.filter(member=member).values_list("pk", "closed_at"):
        yield Holding(record_class=RecordClass.CASE, id=pk, since=closed_at, restricts=True)


def _selected(member: str) -> Iterator[Holding]:
    selected = Target.objects.filter(member=member).values_list("pk", "campaign__previewed_at", "sanction")
    for pk, previewed_at, sanction in selected:
        restricts = sanction is not None
        yield Holding(record_class=RecordClass.CAMPAIGN, id=str(pk), since=previewed_at, restricts=restricts)


def _events(member: str, restricting: set[int]) -> Iterator[Holding]:
    for pk, received_at in events_about(member).values_list("pk", "received_at"):
        yield Holding(record_class=RecordClass.EVENT, id=str(pk), since=received_at, restricts=pk in restricting)


def _payloads(member: str) -> Iterator[Holding]:
    for index, at in list_payload_times(member):
        yield Holding(record_class=RecordClass.AUDIT_PAYLOAD, id=str(index), since=at, restricts=False)
