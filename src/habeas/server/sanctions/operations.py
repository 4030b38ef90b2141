"""Writes of measures: what is asked of the host, each with its end."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from habeas.domain.sanctions.measures import Capability
from habeas.domain.sanctions.sanction import Sanction as Standing
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.decisions.models import Decision
from habeas.server.events.incoming import IncomingEvent
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure


def prepare_hold(decision: Decision, *, until: datetime, now: datetime) -> Measure:
    """Return the holding of the decision's message, not yet written. It starts at once and ends by itself."""
    return Measure(
        id=measure_id(decision.id, decision.action),
        decision=decision,
        member_id=decision.member_id,
        kind=decision.action,
        capabilities=[Capability.THIS_MESSAGE],
        is_test=decision.is_test,
        requested_at=now,
        starts_at=now,
        ends_at=until,
    )


def prepare_measures(row: Sanction, standing: Standing, *, now: datetime) -> list[Measure]:
    """Return what is asked of the host for a sanction that takes effect now, not yet written; each with its end."""
    return [
        Measure(
            id=measure_of(row.id, measure.id),
            sanction=row,
            member_id=row.member_id,
            kind=row.action,
            capabilities=sorted(measure.capabilities),
            roles=sorted(measure.roles),
            territory=list(measure.territory),
            is_test=row.is_test,
            requested_at=now,
            starts_at=now,
            ends_at=standing.runs_until(measure),
        )
        for measure in standing.binding(now)
    ]


def end_measures(measures: QuerySet[Measure], *, because: str, now: datetime) -> list[Happening]:
    """End those of the measures that still run, and tell the host; return what the audit log says of them."""
    ended = list(measures.select_for_update().filter(ended_at=None))
    for measure in ended:
        measure.ended_at, measure.ended_because = now, because
    Measure.objects.bulk_update(ended, ["ended_at", "ended_because"])
    write_messages(
        [
            NewMessage(type=WebhookType.MEASURE_ENDED, payload=as_json(one), key=one.id, is_test=one.is_test)
            for one in ended
        ],
        now=now,
    )
    return [Happening(at=now, action="measure.ended", actor="engine", subject=f"measure:{one.id}") for one in ended]


def prolong_measures(row: Sanction, standing: Standing, *, rule: str, now: datetime) -> list[Happening]:
    """Let measures of a sanction run as long as it says by now, and tell the host; none that is over begins again.

    `rule` is the clock by which they end from now on.
    """
    until = {measure_of(row.id, one.id): standing.runs_until(one) for one in standing.measures}
    running = Measure.objects.select_for_update().filter(sanction=row, ended_at=None, ends_at__gt=now)
    longer = [one for one in running if one.ends_at < until.get(one.id, one.ends_at)]
    for measure in longer:
        measure.ends_at = until[measure.id]
    Measure.objects.bulk_update(longer, ["ends_at"])
    set_deadlines([_end_of(one, rule) for one in longer], now=now)
    told = [
        NewMessage(
            type=WebhookType.MEASURE_PROLONGED,
            payload=as_json(one),
            key=f"{one.id}:{one.ends_at.isoformat()}",
            is_test=one.is_test,
        )
        for one in longer
    ]
    write_messages(told, now=now)
    return [
        Happening(at=now, action="measure.prolonged", actor="engine", subject=f"measure:{one.id}") for one in longer
    ]


def _end_of(measure: Measure, rule: str) -> NewDeadline:
    return NewDeadline(
        kind=Kind.END_MEASURE, subject=measure.id, rule=rule, due_at=measure.ends_at, is_test=measure.is_test
    )


def acknowledge_all(events: Iterable[IncomingEvent], *, is_test: bool) -> None:
    """Note what the host says became of measures; what it says of one that nobody knows changes nothing."""
    for event in events:
        field = _SAYS.get(event.type)
        measure = event.data.get("measure")
        if field is not None and isinstance(measure, str):
            unsaid = Measure.objects.filter(id=measure, is_test=is_test, **{field: None})
            unsaid.update(**{field: event.occurred_at})


_SAYS: Final = {
    "measure.applied": "acknowledged_at",
    "measure.failed": "failed_at",
    "measure.undone": "undone_at",
}
"""What each of the host's acknowledgements sets."""


def measure_of(sanction: str, measure: str) -> str:
    """Return under which id the host knows a measure of a sanction."""
    return f"mea_{sanction.removeprefix('san_')}_{measure}"


def measure_id(decision: str, kind: str) -> str:
    """Return the id of the measure of this kind in a decision."""
    return f"mea_{decision.removeprefix('dec_')}_{kind[:4]}"


def as_json(measure: Measure) -> dict[str, object]:
    """Return a measure as interfaces and webhooks show it."""
    return {
        "id": measure.id,
        "decision": measure.decision_id or measure.sanction_id,
        "event": None if measure.decision is None else measure.decision.event.id,
        "member": measure.member_id,
        "kind": measure.kind,
        "capabilities": measure.capabilities,
        "roles": measure.roles,
        "territory": measure.territory,
        "starts_at": measure.starts_at.isoformat(),
        "ends_at": measure.ends_at.isoformat(),
        "acknowledged_at": _written(measure.acknowledged_at),
        "failed_at": _written(measure.failed_at),
        "undone_at": _written(measure.undone_at),
        "warned_at": _written(measure.warned_at),
        "alarmed_at": _written(measure.alarmed_at),
        "ended_at": _written(measure.ended_at),
        "ended_because": measure.ended_because or None,
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
