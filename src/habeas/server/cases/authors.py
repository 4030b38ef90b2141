"""What authors of reports read of them: their own words, what came of it, and until when they can contest that."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.statements.record import content_as_json
from habeas.server.cases.answering import report_as_json
from habeas.server.cases.models import Report
from habeas.server.cases.redress import contact_of, redress_of
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content


def list_reports(
    *, is_test: bool, reporter: str | None = None, report: str | None = None, most: int = 100
) -> Sequence[Mapping[str, Any]]:
    """Return reports with their words, the newest first: what their authors may read."""
    rows = Report.objects.filter(is_test=is_test)
    rows = rows if reporter is None else rows.filter(reporter=reporter)
    rows = rows if report is None else rows.filter(id=report)
    found = list(rows.order_by("-received_at", "-id")[:most])
    keys = read_keys({row.reporter for row in found})
    return [_for_author(row, keys) for row in found]


def _for_author(row: Report, keys: Keyring) -> dict[str, Any]:
    content = open_content(row.reporter, row.sealed, keys=keys) if keys.has(row.reporter) else {}
    return {
        **report_as_json(row),
        "about": row.accused,
        "message": row.message or None,
        "content": content.get("content", ""),
        "answer": content.get("answer") or None,
        "appeal_until": None if row.informed_at is None else appeal_until(row.informed_at),
        "redress": None if row.answered_at is None else content_as_json(redress_of(row.id)),
        "contact": content_as_json(contact_of()),
    }


def appeal_until(informed_at: datetime) -> str:
    """Return the last day on which the author of a report can appeal what came of it (DSA20-1, DSA20-2)."""
    return last_day_to_appeal(appeal_window("", informed_at=informed_at, zone=UTC), zone=UTC).isoformat()
