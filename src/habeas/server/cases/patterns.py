"""What a report can look like an answer to, gathered from what was heard. A pattern is shown and decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import Q

from habeas.domain.reports import RETALIATION_WINDOW, Cause, CauseEvent, RetaliationPattern, retaliation_pattern
from habeas.server.cases.models import Report
from habeas.server.cases.reports import received_of
from habeas.server.events.kinds import contract_of, list_parties
from habeas.server.events.models import Event

_CAUSES: Final[Mapping[str, Cause]] = {
    "dispute.opened": Cause.DISPUTE,
    "review.posted": Cause.BAD_REVIEW,
    "contract.ended": Cause.CONTRACT_ENDED,
    "refund.requested": Cause.REFUND_ASKED,
}
_DOER: Final = ("by", "sender", "member")
"""Where an event says who did it, the surest first."""


def pattern_around(row: Report) -> RetaliationPattern:
    """Return the pattern around a report: what the accused did to its author before, and how earlier reports ended."""
    causes = [*_told(row), *_reported(row)]
    earlier = Report.objects.filter(reporter=row.reporter, is_test=row.is_test, received_at__lt=row.received_at)
    return retaliation_pattern(received_of(row), causes=causes, earlier=[received_of(one) for one in earlier])


def pattern_as_json(pattern: RetaliationPattern) -> dict[str, Any]:
    """Return a pattern as a reviewer sees it."""
    return {
        "causes": [{"kind": one.kind.value, "at": one.at.isoformat()} for one in pattern.causes],
        "earlier_reports": pattern.earlier_reports,
        "earlier_acted": pattern.earlier_acted,
        "is_visible": pattern.is_visible,
    }


def list_patterns(case_id: str) -> Sequence[Mapping[str, Any]]:
    """Return what a reviewer sees of a case's reports beside their words: whether one looks like an answer."""
    return [
        {
            "report": row.id,
            "evidence": row.evidence_id,
            "kind": row.kind,
            "received_at": row.received_at.isoformat(),
            "message": row.message or None,
            "by_trusted_flagger": row.by_trusted_flagger,
            "retaliation": pattern_as_json(pattern_around(row)),
        }
        for row in Report.objects.filter(case=case_id).order_by("received_at", "id")
    ]


def _told(row: Report) -> Iterator[CauseEvent]:
    since = row.received_at - RETALIATION_WINDOW
    by_accused = Q(actor=row.accused) | Q(involvements__party=row.accused)
    events = Event.objects.filter(by_accused, type__in=_CAUSES, is_test=row.is_test, occurred_at__gte=since)
    shared = _shared_contracts(row)
    for event in events.distinct().order_by("occurred_at", "position"):
        doer = next((event.body[name] for name in _DOER if isinstance(event.body.get(name), str)), event.actor)
        against = {*list_parties(event.body), event.body.get("against")}
        if doer == row.accused and (row.reporter in against or contract_of(event.body) in shared):
            yield CauseEvent(_CAUSES[event.type], row.accused, row.reporter, event.occurred_at)


def _shared_contracts(row: Report) -> frozenset[str]:
    """Return the contracts in which both have a part."""
    mine, theirs = (
        Event.objects.filter(involvements__party=party, is_test=row.is_test).exclude(contract="")
        for party in (row.reporter, row.accused)
    )
    return frozenset(mine.values_list("contract", flat=True)) & frozenset(theirs.values_list("contract", flat=True))


def _reported(row: Report) -> Iterator[CauseEvent]:
    mutual = Report.objects.filter(reporter=row.accused, accused=row.reporter, is_test=row.is_test)
    for one in mutual:
        yield CauseEvent(Cause.REPORTED_BY_ACCUSED, row.accused, row.reporter, one.received_at)
