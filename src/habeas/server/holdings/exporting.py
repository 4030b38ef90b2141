"""Gathers all that is held about one member (GDPR15), opened, with other members' ids masked (GDPR15-4)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.audit.entries import entry_as_json
from habeas.domain.retention import RETENTION, RecordClass
from habeas.server.appeals.models import Appeal, Remedy
from habeas.server.appeals.operations import as_message
from habeas.server.appeals.remedies import list_remedies, remedy_as_json
from habeas.server.audit.proving import NotSigned, prove_entry
from habeas.server.audit.queries import Opened, list_opened
from habeas.server.campaigns.models import Target
from habeas.server.campaigns.queries import target_as_json
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.events.kinds import list_parties
from habeas.server.events.models import Event
from habeas.server.events.names import renamed
from habeas.server.holdings.appeals import export_drafts, export_files, export_limits, export_links, export_mandates
from habeas.server.holdings.casework import (
    export_clocks,
    export_evidence,
    export_inquiries,
    export_reports,
    export_safeguards,
)
from habeas.server.holdings.listing import events_about
from habeas.server.journal.queries import list_movements
from habeas.server.notices.models import Notice
from habeas.server.parties.addresses import read_address
from habeas.server.parties.keys import Keyring
from habeas.server.parties.models import Member
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import as_json
from habeas.server.sanctions.models import Measure
from habeas.server.screening.models import Postponed, Window

FORMAT: Final = 1

MOST_REMEDIES: Final = 100
"""Far more than one decision ever owes."""

Json = dict[str, Any]


def gather(member: Member, *, keys: Keyring, now: datetime) -> Json:
    """Return everything that is held about a member, as plain JSON."""
    events = list(events_about(member.id).order_by("occurred_at", "position"))
    records: Mapping[RecordClass, list[Json]] = {
        RecordClass.EVENT: [_event(one, body=_body(one, member.id)) for one in events],
        RecordClass.RECENT_TEXT: list(_texts(member.id, keys)),
        RecordClass.DECISION: list(_decisions(member.id, keys)),
        RecordClass.NOTICE: list(_notices(member.id, keys)),
        RecordClass.MEASURE: list(_measures(member.id)),
        RecordClass.CASE: list(_cases(member.id, keys)),
        RecordClass.EVIDENCE: list(export_evidence(member.id, is_sampled=False, keys=keys)),
        RecordClass.SAMPLE: list(export_evidence(member.id, is_sampled=True, keys=keys)),
        RecordClass.INQUIRY: list(export_inquiries(member.id, keys=keys)),
        RecordClass.SAFEGUARD: list(export_safeguards(member.id, keys=keys)),
        RecordClass.REPORT: list(export_reports(member.id, keys=keys)),
        RecordClass.SANCTION: list(_sanctions(member.id, keys)),
        RecordClass.APPEAL: list(_appeals(member.id, keys)),
        RecordClass.CAMPAIGN: list(_campaigns(member.id)),
        RecordClass.ATTACHMENT: list(export_files(member.id, keys)),
        RecordClass.APPEAL_DRAFT: list(export_drafts(member.id, keys)),
        RecordClass.MANDATE: list(export_mandates(member.id)),
        RecordClass.LINK: list(export_links(member.id)),
        RecordClass.APPEAL_LIMIT: list(export_limits(member.id, keys)),
    }
    masks = _masks(member.id, events, records[RecordClass.DECISION])
    return {
        "format": FORMAT,
        "member": member.id,
        "first_heard_at": _time(member.first_heard_at),
        "email": read_address(member.id, keys=keys),
        "exported_at": _time(now),
        "records": {str(name): renamed(rows, masks) for name, rows in records.items()},
        "money": list(list_movements(member.id)),
        "audit_log": [opened_as_json(one) for one in list_opened(member.id, open_sealed=keys.open)],
        "retention": {str(name): _kept(name) for name in RecordClass},
    }


def _masks(member: str, events: Iterable[Event], decisions: Iterable[Json]) -> dict[str, str]:
    """Return a number for every other member who is named, in the order of appearance."""
    named: dict[str, None] = {}
    for event in events:
        named |= dict.fromkeys([event.actor, *sorted(list_parties(_body(event, member)))])
    for decision in decisions:
        named |= dict.fromkeys(decision["recipients"])
    others = [name for name in named if name not in {"", member}]
    return {name: f"another member ({number})" for number, name in enumerate(others, start=1)}


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _body(event: Event, member: str) -> Json:
    """Return what an event says as a member may read it: never who reported them (P2B4-5, GDPR15-4)."""
    body: Json = event.body
    if event.type != "member.reported" or body.get("by") == member:
        return body
    return {key: value for key, value in body.items() if key != "by"}


def _event(event: Event, *, body: Json) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "platform": event.platform,
        "by": event.actor,
        "occurred_at": _time(event.occurred_at),
        "received_at": _time(event.received_at),
        "body": body,
    }


def _texts(member: str, keys: Keyring) -> Iterator[Json]:
    for window in Window.objects.filter(sender=member).order_by("conversation"):
        content = json.loads(keys.open(member, bytes(window.sealed)))
        texts = [{"sent_at": sent_at, "text": text} for sent_at, text in content]
        yield {"conversation": window.conversation, "gone_at": _time(window.expires_at), "texts": texts}
    for waiting in Postponed.objects.filter(sender=member).select_related("event"):
        content = json.loads(keys.open(member, bytes(waiting.sealed)))
        yield {"sent_at": _time(waiting.event.occurred_at), "waits_to_be_judged": True, "message": content}


def _decisions(member: str, keys: Keyring) -> Iterator[Json]:
    rows = Decision.objects.filter(member=member).select_related("event", "policy").order_by("decided_at", "id")
    for row in rows.iterator(chunk_size=500):
        yield {
            "id": row.id,
            "event": row.event.id,
            "recipients": row.recipients,
            "mode": row.mode,
            "decided_at": _time(row.decided_at),
            "action": row.action,
            "policy": {"id": row.policy.policy, "version": row.policy.version, "digest": row.policy_id},
            "engine": {"version": row.engine_version, "digest": row.engine_digest},
            "replaces": row.replaces_id,
            "reversed_at": _time(row.reversed_at),
            "rests_on": json.loads(keys.open(member, bytes(row.sealed))),
        }


def _notices(member: str, keys: Keyring) -> Iterator[Json]:
    for row in Notice.objects.filter(member=member).order_by("due_at", "id"):
        yield {
            "id": row.id,
            "decision": row.decision_id or row.sanction_id or row.subject,
            "kind": row.kind,
            "sent_at": _time(row.sent_at),
            "delivered_at": _time(row.delivered_at),
            "withdrawn_at": _time(row.withdrawn_at),
            "statement": json.loads(keys.open(member, bytes(row.sealed))),
        }


def _measures(member: str) -> Iterator[Json]:
    for row in Measure.objects.filter(member=member).order_by("requested_at", "id"):
        yield {
            "id": row.id,
            "decision": row.decision_id or row.sanction_id,
            "kind": row.kind,
            "starts_at": _time(row.starts_at),
            "ends_at": _time(row.ends_at),
            "ended_at": _time(row.ended_at),
            "ended_because": row.ended_because,
        }


def _sanctions(member: str, keys: Keyring) -> Iterator[Json]:
    for row in Sanction.objects.filter(member=member).order_by("decided_at", "id"):
        yield {
            **as_json(row),
            "rests_on": open_content(member, row.sealed, keys=keys),
            "owed": list_remedies(is_test=row.is_test, most=MOST_REMEDIES, decision=row.id),
        }


def _appeals(member: str, keys: Keyring) -> Iterator[Json]:
    for row in Appeal.objects.filter(member=member).order_by("filed_at", "id"):
        owed = Remedy.objects.filter(appeal=row).first()
        yield {
            **as_message(row),
            "content": open_content(member, row.sealed, keys=keys),
            "owed": None if owed is None else remedy_as_json(owed),
        }


def _campaigns(member: str) -> Iterator[Json]:
    rows = Target.objects.filter(member=member).select_related("campaign").order_by("campaign__previewed_at", "pk")
    for row in rows:
        yield {
            **target_as_json(row),
            "campaign": row.campaign_id,
            "selected_at": _time(row.campaign.previewed_at),
            "criterion": row.campaign.criterion,
            "condition": row.campaign.condition,
        }


def _cases(member: str, keys: Keyring) -> Iterator[Json]:
    for row in Case.objects.filter(member=member).order_by("opened_at", "id"):
        yield {
            "id": row.id,
            "why": row.get_reason_display(),
            "state": row.state,
            "opened_at": _time(row.opened_at),
            "closed_at": _time(row.closed_at),
            "clocks": list(export_clocks(row, keys=keys)),
        }


def opened_as_json(opened: Opened) -> Json:
    """Return an entry of the log with what it commits to, and the proof that it stands there where one is signed."""
    try:
        proof = str(prove_entry(opened.entry.index))
    except NotSigned:
        proof = None
    return {
        "entry": entry_as_json(opened.entry),
        "payload": opened.opening.payload,
        "salt": opened.opening.salt.hex(),
        "proof": proof,
    }


def _kept(record_class: RecordClass) -> Json:
    retention = RETENTION[record_class]
    return {
        "days": None if retention.lasts is None else retention.lasts.days,
        "since": retention.since,
        "rule": retention.rule,
        "because": retention.because,
        "after_erasure": retention.outlives_erasure,
    }
