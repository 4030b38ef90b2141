"""In which queue an appeal waits: by the rules that cases have, which see of it what its decision did, and to whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from habeas.detection.spoken import language_of
from habeas.domain.appeals.standing import Matter
from habeas.domain.cases.priority import Stakes, priority_of
from habeas.domain.cases.routing import Kind, Routed
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_json
from habeas.server.cases.languages import Known, find_language
from habeas.server.cases.models import Case, LanguageSource
from habeas.server.cases.queries import count_queues, priority_as_json
from habeas.server.cases.routing import get_held, rule_for
from habeas.server.holds.queries import map_held
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import lock_contested
from habeas.server.sanctions.queries import list_restrained

Json = Mapping[str, Any]

NOTHING_WAITS: Final[Json] = {"open": 0, "waiting": 0, "held": 0, "oldest_at": None, "overdue": 0}
"""How a queue stands of which nothing is there."""


def put_in_queue(row: Appeal, contested: Contested, *, language: str, texts: Sequence[str]) -> None:
    """Let an appeal wait in the queue that takes it. `language` is what was said of its words, `texts` are these."""
    row.language, row.language_source = _language_of(row, language, texts)
    _route(row, contested)


def _language_of(row: Appeal, stated: str, texts: Sequence[str]) -> Known:
    """Return in which language an appeal is written: its own words say it before anything that is known of its member.

    Whoever hears it has to read them.
    """
    if stated:
        return stated, LanguageSource.WORDS
    if read := language_of(texts):
        return read, LanguageSource.READ
    return find_language(row.member_id, stated="", texts=(), is_test=row.is_test)


def reroute_appeals(case: Case, *, now: datetime) -> None:
    """Let the open appeals against what was decided in a case wait where what is at stake in it belongs now."""
    for row in Appeal.objects.select_for_update().filter(within=case.id, is_test=case.is_test, ended_at=None):
        _route(row, lock_contested(row.decision, is_test=row.is_test, now=now))
        row.save(update_fields=["queue", "routed_by"])


def _route(row: Appeal, contested: Contested) -> None:
    case = Case.objects.filter(id=contested.within).first()
    rule = rule_for(_routed(row, contested, case))
    row.queue, row.routed_by = rule.queue, rule.bounds


def _routed(row: Appeal, contested: Contested, case: Case | None) -> Routed:
    """Return what rules see. The case of a report is about somebody else, whose living is not at stake here."""
    held = get_held(row.member_id, is_test=row.is_test)
    return Routed(
        kind=Kind.APPEAL,
        reasons=frozenset(() if case is None else case.reasons),
        language=row.language,
        clause=contested.clause or (case.clause if case else "") or None,
        platform=contested.platform or (case.platform if case else "") or None,
        is_notice_of_illegality=case is not None and case.alleges_illegality,
        matter=row.matter,
        action=contested.action or None,
        held=max(contested.held, held),
        is_hardship=_is_hardship(row, case),
        harms_others=bool(contested.protects) or (case is not None and case.harms_others),
    )


def _is_hardship(row: Appeal, case: Case | None) -> bool:
    return case is not None and case.member_id == row.member_id and case.is_sole_income


def list_waiting(*, is_test: bool, now: datetime) -> Sequence[Json]:
    """Return the open appeals in the order in which they are looked at: what is late, then what presses most.

    Each has its priority with what adds to it, as cases have, and says whether it `is_late`.
    """
    rows = list(Appeal.objects.filter(is_test=is_test, ended_at=None).defer("sealed"))
    members = {row.member_id for row in rows}
    cases = {case.id: case for case in Case.objects.filter(id__in={row.within for row in rows})}
    restrained = list_restrained(members, is_test=is_test, now=now)
    held = map_held(members, is_test=is_test, now=now)
    found = [
        {
            **as_json(row),
            "priority": priority_as_json(priority_of(_stakes(row, cases.get(row.within), restrained, held), now=now)),
            "is_late": row.due_at is not None and row.due_at <= now,
        }
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one["is_late"], -one["priority"]["points"], one["filed_at"], one["id"]))


def _stakes(row: Appeal, case: Case | None, restrained: frozenset[str], held: Mapping[str, int]) -> Stakes:
    return Stakes(
        opened_at=row.filed_at,
        due_at=row.due_at,
        harms_others=case is not None and case.harms_others,
        alleges_illegality=case is not None and case.alleges_illegality,
        by_trusted_flagger=case is not None and case.by_trusted_flagger,
        is_restrained=row.matter == Matter.SANCTION and row.member_id in restrained,
        is_sole_income=_is_hardship(row, case),
        held=held.get(row.member_id, 0),
    )


def list_queues(*, is_test: bool, now: datetime) -> Sequence[Json]:
    """Return the queues in which anything waits: how the cases of each stand, and under `appeals` its appeals."""
    cases = count_queues(is_test=is_test, now=now)
    appeals = count_waiting(list_waiting(is_test=is_test, now=now))
    return [
        {"queue": queue, **cases.get(queue, NOTHING_WAITS), "appeals": appeals.get(queue, NOTHING_WAITS)}
        for queue in sorted({*cases, *appeals})
    ]


def list_names(*, is_test: bool) -> Sequence[str]:
    """Return every queue that is declared, and those of before in which something is."""
    used = {
        name for kind in (Case, Appeal) for name in kind.objects.filter(is_test=is_test).values_list("queue", flat=True)
    }
    declared = [rule.queue for rule in settings.HABEAS.casework.rules]
    return list(dict.fromkeys([*declared, *sorted(used)]))


def count_waiting(waiting: Iterable[Json]) -> Mapping[str, Json]:
    """Return of each queue how many appeals are open in it, how many nobody hears, since when, how many are late."""
    by_queue: dict[str, list[Json]] = {}
    for one in waiting:
        by_queue.setdefault(one["queue"], []).append(one)
    return {queue: _counted(mine) for queue, mine in sorted(by_queue.items())}


def _counted(mine: Sequence[Json]) -> Json:
    heard = sum(one["reviewer"] is not None for one in mine)
    return {
        "open": len(mine),
        "waiting": len(mine) - heard,
        "held": heard,
        "oldest_at": min(one["filed_at"] for one in mine),
        "overdue": sum(one["is_late"] for one in mine),
    }
