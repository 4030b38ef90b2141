"""Reports by members, sealed for their author; the accused reads what is said, never by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.domain.reports import Report as Received
from habeas.domain.reports import ReportKind, ReportOutcome, content_for_accused, receive_report
from habeas.server.cases.answering import told_of
from habeas.server.cases.evidence import Brought, bring_evidence
from habeas.server.cases.models import EvidenceKind, Report
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.addresses import read_address
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import open_content, seal_content


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a member says of another. `names` are words in it that would give its author away.

    `language` is that of the words, empty where nobody said it.
    """

    kind: ReportKind
    reporter: str
    accused: str
    content: str
    language: str
    at: datetime
    message: str = ""
    platform: str = ""
    names: tuple[str, ...] = ()
    by_trusted_flagger: bool = False
    event: str = ""


def take_report(
    told: Told, *, evidence: str, policy: str, facts: Mapping[str, Any], keys: Keyring, is_test: bool, now: datetime
) -> Report:
    """Keep a report, bring what it says to the case of the accused, and send its receipt.

    `facts` are those of the accused as they stood. Raises ReportSaysNothing, ReportOnOneself.
    """
    address = read_address(told.reporter, keys=keys)
    received, _ = receive_report(
        report=f"rep_{evidence.removeprefix('evi_')}",
        kind=told.kind,
        reporter=told.reporter,
        accused=told.accused,
        content=told.content,
        now=now,
        names_words=told.names if address is None else (*told.names, address),
    )
    brought = _brought(told, received, evidence=evidence, policy=policy, facts=facts)
    case = bring_evidence([brought], keys=keys, is_test=is_test, now=now)[evidence]
    row = Report.objects.create(
        id=received.id,
        kind=told.kind,
        is_test=is_test,
        reporter=told.reporter,
        accused=told.accused,
        case=case,
        evidence_id=evidence,
        message=told.message,
        by_trusted_flagger=told.by_trusted_flagger,
        language=told.language,
        received_at=now,
        sealed=seal_content(told.reporter, {"content": told.content, "names": list(told.names)}, keys=keys),
    )
    write_messages([told_of(row, WebhookType.REPORT_RECEIVED)], now=now)
    return row


def _brought(told: Told, received: Received, *, evidence: str, policy: str, facts: Mapping[str, Any]) -> Brought:
    """Return what the accused may read of a report, as evidence."""
    says = {"text": content_for_accused(received), "language": told.language or None, "report": told.kind, **facts}
    return Brought(
        id=evidence,
        member=told.accused,
        kind=EvidenceKind.REPORT,
        event=told.event,
        at=told.at,
        says=says,
        policy=policy,
        language=told.language,
        platform=told.platform,
        alleges_illegality=told.kind is ReportKind.ART16_NOTICE,
        by_trusted_flagger=told.by_trusted_flagger,
    )


def received_of(row: Report, *, content: str = "") -> Received:
    """Return a report as the core has it."""
    return Received(
        id=row.id,
        kind=ReportKind(row.kind),
        reporter=row.reporter,
        accused=row.accused,
        content=content,
        received_at=row.received_at,
        outcome=ReportOutcome(row.outcome) if row.outcome else None,
        used_automation=row.used_automation,
        answered_at=row.answered_at,
    )


def note_for_reporters(reports: Iterable[Report], words: str, *, keys: Keyring) -> None:
    """Add what a person writes to the authors of reports, sealed for each."""
    for row in reports:
        if words and keys.has(row.reporter):
            content = open_content(row.reporter, row.sealed, keys=keys)
            row.sealed = seal_content(row.reporter, {**content, "answer": words}, keys=keys)
            row.save(update_fields=["sealed"])
