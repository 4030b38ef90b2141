"""What waits: cases in the order in which they are looked at, each with why it stands there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from habeas.domain.cases.case import CaseState
from habeas.domain.statements.catalogues import Catalogue
from habeas.server.cases.queries import Order, get_priority, list_members, list_queue
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.navigation import list_places
from habeas.server.holds.queries import map_held
from habeas.server.identity.roles import ANYBODY, APPEALS, CASES
from habeas.server.identity.staff import list_names
from habeas.server.recourse.queueing import list_queues
from habeas.server.sanctions.queries import list_restrained

WAITING: Final = "waiting"
STATES: Final = {
    WAITING: (CaseState.QUEUED, CaseState.ESCALATED),
    CaseState.CLAIMED: (CaseState.CLAIMED,),
    CaseState.WAITING_ON_MEMBER: (CaseState.WAITING_ON_MEMBER,),
    CaseState.AWAITING_APPROVAL: (CaseState.AWAITING_APPROVAL,),
}
"""Which cases each list holds."""

_MOST: Final = 100


@require_safe
@for_staff(ANYBODY)
def start(request: HttpRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Lead to the first page that is for the person's roles."""
    return redirect(next((one.name for one in list_places(visit.roles, visit.admitted_to)), "mfa_index"))


@require_safe
@for_staff(CASES)
def cases(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List cases that wait, or that are looked at, or that wait for others."""
    asked = request.GET.get("state", WAITING)
    state = asked if asked in STATES else WAITING
    by = Order(request.GET["sort"]) if request.GET.get("sort") in set(Order) else Order.PRIORITY
    queue = request.GET.get("queue") or None
    found = read_queue(visit, STATES[state], queue=queue, by=by)
    names = list_names()
    named = {
        "cases": [shown_case(one, visit, names) for one in found[:_MOST]],
        "state": state,
        "states": list(STATES),
        "sort": by,
        "sorts": list(Order),
        "queue": queue,
        "queues": list_queues(is_test=IS_TEST, now=visit.now),
        "hears_appeals": bool(visit.roles & APPEALS),
    }
    return render(request, "console/queue.html", named)


def read_queue(
    visit: Visit, states: Collection[CaseState], *, queue: str | None = None, by: Order = Order.PRIORITY
) -> Sequence[Mapping[str, Any]]:
    """Return the cases in these states in the order in which they are looked at."""
    members = list_members(is_test=IS_TEST)
    return list_queue(
        is_test=IS_TEST,
        now=visit.now,
        restrained=list_restrained(members, is_test=IS_TEST, now=visit.now),
        held=map_held(members, is_test=IS_TEST, now=visit.now),
        states=states,
        queue=queue,
        by=by,
    )


def read_priority(case: Mapping[str, Any], visit: Visit) -> Mapping[str, Any] | None:
    """Return why a case stands where it does, as the list says it; None once it is over."""
    members = [case["member"]]
    return get_priority(
        case["id"],
        is_test=IS_TEST,
        now=visit.now,
        restrained=list_restrained(members, is_test=IS_TEST, now=visit.now),
        held=map_held(members, is_test=IS_TEST, now=visit.now),
    )


def tell_rule(waits: Mapping[str, Any], words: Catalogue) -> str:
    """Return in words where a case or an appeal waits, and what the rule asks for that put it there."""
    queue, asked = waits["queue"], waits["routed_by"]
    if asked is None:
        return words.say("routed.somehow", queue=queue)
    if not asked:
        return words.say("routed.last", queue=queue)
    return words.say("routed.by", queue=queue, bounds="; ".join(_bound(name, asked[name], words) for name in asked))


def _bound(name: str, asked: Any, words: Catalogue) -> str:  # noqa: ANN401  # as JSON holds it
    if isinstance(asked, bool):
        return words.say(f"rule.{name}.{'yes' if asked else 'no'}")
    return words.say(f"rule.{name}", values=", ".join(asked) if isinstance(asked, list) else asked)


def shown_case(case: Mapping[str, Any], visit: Visit, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a case with the name of who looks at it, whether that still holds, and the same of those beside it."""
    due_at = case["due_at"]
    return {
        **_shown_holder(case, visit, names),
        "related": [_shown_holder(one, visit, names) for one in case["related"]],
        "is_late": due_at is not None and datetime.fromisoformat(due_at) < visit.now,
    }


def _shown_holder(case: Mapping[str, Any], visit: Visit, names: Mapping[str, str]) -> dict[str, Any]:
    held_until = case["held_until"]
    return {
        **case,
        "holder_name": names.get(case["holder"] or ""),
        "is_mine": case["holder"] == visit.actor.id,
        "is_held": held_until is not None and datetime.fromisoformat(held_until) > visit.now,
    }
