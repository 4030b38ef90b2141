"""The way back from what came of a report: its author contests that, and overturning lets somebody else look anew."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.cases.case import CaseMove
from habeas.domain.sanctions.measures import Measure
from habeas.server.audit.operations import Happening
from habeas.server.cases.answering import CORRECTED, report_as_json, take_answer_back
from habeas.server.cases.languages import language_of_report
from habeas.server.cases.models import CaseEntry, Report
from habeas.server.cases.operations import lock_case, move
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.identity.staff import actor_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import open_content, seal_content
from habeas.server.recourse.recourse import Contested


class ReportRecourse:
    """Answers to reports. They take nothing from their author, so that there is nothing to narrow or to rest."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:  # noqa: ARG002  # as all
        """Return the answer to a report as it stands."""
        row = Report.objects.select_for_update().filter(id=decision, is_test=is_test).first()
        if row is None:
            return None
        return Contested(
            matter=Matter.REPORT,
            id=row.id,
            member=row.reporter,
            within=row.case_id or "",
            is_test=row.is_test,
            decided_at=row.answered_at or row.received_at,
            informed_at=row.informed_at,
            can_be_known=row.answered_at is not None,
            zone=UTC,
            language=language_of_report(row),
            took_part=_people_of(row),
            effects=(DecisionEffect(f"{row.id}:answer", row.id, EffectKind.REPORT_ANSWER),),
        )

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: an answer takes nothing."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: an answer has no parts."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """Take the answer back, and let its case wait for a person once more."""
        row = Report.objects.get(id=decision)
        if row.answered_at is None:
            return []
        take_answer_back(row)
        if row.case_id is not None:
            case = lock_case(row.case_id, is_test=row.is_test)
            if case.closed_at is not None:
                move(case, CaseMove.REOPEN, by=MACHINE, now=now, because="what came of a report was overturned")
        return [Happening(at=now, action="report.reopened", actor="worker", subject=f"report:{decision}")]

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:  # noqa: ARG002  # as all
        """Do nothing: nothing is in force."""
        return []

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the author is told with the report."""
        row = Report.objects.get(id=decision)
        content = open_content(row.reporter, row.sealed, keys=keys)
        appeals = [*content.get("appeals", ()), {**words, "told_at": now.isoformat()}]
        row.sealed = seal_content(row.reporter, {**content, "appeals": appeals}, keys=keys)
        row.save(update_fields=["sealed"])
        key = f"{row.id}:appeal_{number or 1}"
        return NewMessage(type=WebhookType.REPORT_ANSWERED, payload=report_as_json(row), key=key, is_test=row.is_test)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:  # noqa: ARG002  # as all
        """Return nothing: a report is no message that a policy judges."""
        return ()


def _people_of(row: Report) -> tuple[Actor, ...]:
    """Return who was done with the case that answered the report, who agreed, and who undid it: the last one first."""
    done = (CaseMove.DECIDE, CaseMove.ASK_APPROVAL, CaseMove.TAKE_NO_ACTION, CORRECTED)
    by = CaseEntry.objects.filter(case=row.case_id, what__in=done, by__isnull=False).order_by("-at", "-id")
    return tuple(actor_of(number) for number in dict.fromkeys(by.values_list("by", flat=True)))
