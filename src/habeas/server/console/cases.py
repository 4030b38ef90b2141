"""One case: how it stands, what it rests on, and the moves that need no words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.cases.case import CaseState, ClaimedByOther, DecidedBefore, EscalatedAbove
from habeas.domain.sanctions.sanction import State
from habeas.server.cases.queries import get_inquiry
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.evidence import find_case, read_file
from habeas.server.console.explain import EXPLAINED
from habeas.server.console.queue import STATES, WAITING, read_priority, read_queue, shown_case, tell_rule
from habeas.server.identity.roles import CASES
from habeas.server.identity.staff import list_names
from habeas.server.rulings.queries import list_sanctions_of
from habeas.server.rulings.worklists import list_sanctions
from habeas.server.sanctions.queries import list_measures
from habeas.server.usecases.claim_case import claim_case, prolong_claim, release_case
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal

_MOVES: Final[Mapping[str, tuple[Callable[..., object], str]]] = {
    "claim": (claim_case, ""),
    "prolong": (prolong_claim, ""),
    "release": (release_case, ""),
    "evidence": (open_evidence, "#evidence"),
    "proposal": (open_machine_proposal, "#proposal"),
}
"""What each button does, and which part of the case is shown after it."""

_LOOKED_AT: Final = frozenset({CaseState.AWAITING_APPROVAL, CaseState.DECIDED})
"""When a case is looked at by others than who holds it: who approves the decision or has to know of it."""

_MOST: Final = 20


@require_safe
@for_staff(CASES)
def case(request: HttpRequest, visit: Visit, case_id: str) -> HttpResponse:
    """Show a case: to who looks at it with what they opened of it, to others how it stands."""
    names = list_names()
    found = shown_case(find_case(case_id, visit.now), visit, names)
    is_held = found["is_mine"] and found["is_held"]
    member = found["member"]
    may_look = is_held or found["state"] in _LOOKED_AT
    named = {
        "case": found,
        "priority": read_priority(found, visit),
        "routing": tell_rule(found, visit.words),
        "is_held": is_held,
        "may_look": may_look,
        "file": read_file(found, visit) if may_look else None,
        "inquiries": [_inquiry(one["id"], names) for one in found["inquiries"]] if may_look else [],
        "decided": list_sanctions_of(case_id),
        "earlier": list_sanctions(is_test=IS_TEST, states=list(State), most=_MOST, members=[member]),
        "measures": list_measures(is_test=IS_TEST, now=visit.now, most=_MOST, in_force=True, member=member),
        "explained": list(EXPLAINED),
        "entries": [{**one, "name": names.get(one["by"] or "")} for one in found["entries"]],
    }
    return render(request, "console/case.html", named)


@require_POST
@for_staff(CASES)
def move(request: HttpRequest, visit: Visit, case_id: str, name: str) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Do what a button says, and show the case as it stands then."""
    find_case(case_id, visit.now)
    act, part = _MOVES[name]
    act(case=case_id, by=visit.actor, is_test=IS_TEST, now=visit.now)
    return redirect(f"{reverse('console:case', args=[case_id])}{part}")


@require_POST
@for_staff(CASES)
def take_next(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Claim the first case that waits, and show it; the next where somebody was quicker, or others have to look."""
    for one in read_queue(visit, STATES[WAITING], queue=request.POST.get("queue") or None):
        try:
            claim_case(case=one["id"], by=visit.actor, is_test=IS_TEST, now=visit.now)
        except (ClaimedByOther, DecidedBefore, EscalatedAbove):
            continue
        return redirect("console:case", case_id=one["id"])
    messages.info(request, visit.words.say("queue.none"))
    return redirect("console:queue")


def _inquiry(inquiry: str, names: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a question with its words and the names of who asked whom."""
    found = get_inquiry(inquiry, is_test=IS_TEST) or {}
    return {**found, "asked_by": names.get(found["asked_by"]), "to_name": names.get(found["to"])}
