"""What is held of the work on cases about a member: evidence, questions, clocks, and the reports that they made."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from habeas.domain.erasures import Holding
from habeas.domain.retention import RecordClass
from habeas.server.cases.models import Case, Evidence, EvidenceKind, Inquiry, Report
from habeas.server.deadlines.models import Clock
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards.models import Safeguard

Json = dict[str, Any]


def list_casework(member: str) -> Iterator[Holding]:
    """Yield the records; what a person decided on may be what a claim is about."""
    decided = set(Sanction.objects.filter(member=member).values_list("case", flat=True))
    for pk, kind, heard_at, case in Evidence.objects.filter(member=member).values_list(
        "pk", "kind", "heard_at", "case"
    ):
        name = RecordClass.SAMPLE if kind == EvidenceKind.SAMPLE else RecordClass.EVIDENCE
        yield Holding(record_class=name, id=pk, since=heard_at, restricts=case in decided)
    for pk, asked_at, case in Inquiry.objects.filter(member=member).values_list("pk", "asked_at", "case"):
        yield Holding(record_class=RecordClass.INQUIRY, id=pk, since=asked_at, restricts=case in decided)
    for pk, placed_at in Safeguard.objects.filter(member=member).values_list("pk", "placed_at"):
        yield Holding(record_class=RecordClass.SAFEGUARD, id=pk, since=placed_at, restricts=False)
    for pk, received_at in Report.objects.filter(reporter=member).values_list("pk", "received_at"):
        yield Holding(record_class=RecordClass.REPORT, id=pk, since=received_at, restricts=False)


def export_evidence(member: str, *, is_sampled: bool, keys: Keyring) -> Iterator[Json]:
    """Yield what cases about a member rest on beside messages, as the member may read it."""
    rows = Evidence.objects.filter(member=member).order_by("heard_at", "id")
    chosen = rows.filter(kind=EvidenceKind.SAMPLE) if is_sampled else rows.exclude(kind=EvidenceKind.SAMPLE)
    for row in chosen:
        yield {
            "id": row.id,
            "case": row.case_id,
            "kind": row.kind,
            "at": row.at.isoformat(),
            "heard_at": row.heard_at.isoformat(),
            "says": _opened(member, row.sealed, keys),
        }


def export_inquiries(member: str, *, keys: Keyring) -> Iterator[Json]:
    """Yield what was asked about a member's cases, of them and among the staff, with the answers."""
    for row in Inquiry.objects.filter(member=member).order_by("asked_at", "id"):
        yield {
            "id": row.id,
            "case": row.case_id,
            "asked_of": "you" if row.to_id is None else "a colleague",
            "asked_at": row.asked_at.isoformat(),
            "answered_at": _time(row.answered_at),
            "words": _opened(member, row.sealed, keys),
        }


def export_reports(member: str, *, keys: Keyring) -> Iterator[Json]:
    """Yield the reports that a member made, with what came of each."""
    for row in Report.objects.filter(reporter=member).order_by("received_at", "id"):
        yield {
            "id": row.id,
            "kind": row.kind,
            "about": row.accused,
            "message": row.message or None,
            "received_at": row.received_at.isoformat(),
            "answered_at": _time(row.answered_at),
            "informed_at": _time(row.informed_at),
            "outcome": row.outcome or None,
            "words": _opened(member, row.sealed, keys),
        }


def export_safeguards(member: str, *, keys: Keyring) -> Iterator[Json]:
    """Yield the safeguards of a member's account, with why and how each ended."""
    for row in Safeguard.objects.filter(member=member).order_by("placed_at", "id"):
        yield {
            "id": row.id,
            "kind": row.kind,
            "placed_at": row.placed_at.isoformat(),
            "taken_over_since": _time(row.taken_over_since),
            "ended_at": _time(row.ended_at),
            "ended_by": row.ended_by or None,
            "reversed_at": _time(row.reversed_at),
            "words": _opened(member, row.sealed, keys),
        }


def export_clocks(case: Case, *, keys: Keyring) -> Iterator[Json]:
    """Yield the clocks of a case, with what was promised."""
    for row in Clock.objects.filter(subject=case.id, is_test=case.is_test).order_by("started_at", "pk"):
        promised = None if row.sealed is None else keys.open(row.member, bytes(row.sealed)).decode()
        yield {
            "clock": row.clock,
            "due_at": row.due_at.isoformat(),
            "met_at": _time(row.met_at),
            "breached_at": _time(row.breached_at),
            "promised": promised,
        }


def _opened(member: str, sealed: bytes | memoryview, keys: Keyring) -> Any:  # noqa: ANN401  # any JSON
    return json.loads(keys.open(member, bytes(sealed)))


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
