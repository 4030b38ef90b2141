"""Answers the reports of a case when a person is done with it: what came of them, which their authors can appeal."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from habeas.domain.appeals.independence import Part
from habeas.domain.clocks.table import ClockId
from habeas.domain.reports import ReportOutcome
from habeas.server.cases.languages import language_of_report
from habeas.server.cases.models import Case, CaseEntry, Report
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.identity.staff import actor_of
from habeas.server.independence.operations import note_part
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages

CORRECTED: Final = "correct_answer"
"""What a case keeps when the answer to one of its reports is not true any more: by whom what was done was undone."""


def answer_reports(case: Case, *, acted_on: Collection[str], now: datetime) -> None:
    """Answer the reports of a case that are not answered yet, and tell the host of each.

    `acted_on` is the evidence that something was decided on; the authors of all else are told that nothing was.
    """
    waiting = list(case.reports.select_for_update().filter(answered_at=None).order_by("received_at", "id"))
    helped = bool(waiting) and _was_helped(case)
    for report in waiting:
        outcome = ReportOutcome.ACTED if report.evidence_id in acted_on else ReportOutcome.NOT_ACTED
        report.outcome, report.used_automation, report.answered_at = outcome, helped, now
        report.save(update_fields=["outcome", "used_automation", "answered_at"])
    write_messages([told_of(one, WebhookType.REPORT_ANSWERED) for one in waiting], now=now)


def took_answer(told: Mapping[str, Any], *, now: datetime) -> None:
    """Note that a receiver took what tells of an answer; one that does not stand any more informs of nothing."""
    if told["answered_at"] is not None:
        answered_at = datetime.fromisoformat(told["answered_at"])
        _inform(Report.objects.filter(id=told["report"], answered_at=answered_at), now=now)


def open_answer(report: str, *, reporter: str, now: datetime) -> None:
    """Note that the author of a report opened what came of it; nothing where it waits, or they knew of it."""
    _inform(Report.objects.filter(id=report, reporter=reporter, is_test=False, answered_at__isnull=False), now=now)


def _inform(answered: QuerySet[Report], *, now: datetime) -> None:
    """Let the time run in which an author can appeal what came of their report, once they know it (DSA20-2)."""
    for row in answered.select_for_update().filter(informed_at=None):
        row.informed_at = now
        row.save(update_fields=["informed_at"])
        starting = NewDeadline(
            kind=Kind.START_WINDOW,
            subject=row.id,
            # Answered anew, it can be appealed anew.
            rule=f"{ClockId.APPEAL_WINDOW}:{now.isoformat()}",
            due_at=now,
            is_test=row.is_test,
        )
        set_deadlines([starting], now=now)


def list_acted_on(case: str) -> Sequence[str]:
    """Return the ids of the reports of a case whose authors were told that it was acted on."""
    acted = Report.objects.filter(case=case, outcome=ReportOutcome.ACTED)
    return list(acted.order_by("received_at", "id").values_list("id", flat=True))


def correct_answer(report: str, *, by: int | None, now: datetime) -> bool:
    """Answer a report anew, what was done for it being undone; return whether this call did it.

    Its author can contest that, too. Whom it is about, and why, is not told. `by` is who undid it, of the staff.
    """
    row = Report.objects.select_for_update().filter(id=report, outcome=ReportOutcome.ACTED).first()
    if row is None:
        return False
    row.outcome, row.answered_at, row.informed_at = ReportOutcome.TAKEN_BACK, now, None
    row.save(update_fields=["outcome", "answered_at", "informed_at"])
    if row.case_id is not None:
        CaseEntry.objects.create(case_id=row.case_id, at=now, what=CORRECTED, by_id=by, item=row.id)
    if by is not None:
        note_part(row.id, Part.CORRECTED, by=actor_of(by), now=now)
    write_messages([told_of(row, WebhookType.REPORT_ANSWERED)], now=now)
    return True


def take_answer_back(report: Report) -> None:
    """Let a report wait for its answer again, which another person gives."""
    report.outcome, report.used_automation, report.answered_at, report.informed_at = "", False, None, None
    report.save(update_fields=["outcome", "used_automation", "answered_at", "informed_at"])


def _was_helped(case: Case) -> bool:
    """Tell whether a program had a part in it: who decided saw its proposal, or it found something (DSA16-1)."""
    shown = CaseEntry.objects.filter(case=case, what="opened_proposal").exists()
    return shown or case.evidence.filter(kind="signal").exists()


def told_of(report: Report, kind: WebhookType) -> NewMessage:
    """Return the webhook about a report for its author: no words, and nobody but who wrote it."""
    key = report.id if report.answered_at is None else f"{report.id}:{report.answered_at.isoformat()}"
    return NewMessage(type=kind, payload=report_as_json(report), key=key, is_test=report.is_test)


def report_as_json(report: Report) -> dict[str, Any]:
    """Return a report as interfaces show it to its author's host, without words."""
    return {
        "report": report.id,
        "kind": report.kind,
        "reporter": report.reporter,
        "language": language_of_report(report),
        "received_at": report.received_at.isoformat(),
        "outcome": report.outcome or None,
        "used_automation": report.used_automation,
        "answered_at": None if report.answered_at is None else report.answered_at.isoformat(),
    }
