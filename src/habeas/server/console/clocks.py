"""Clocks that are near their end, or past it: what people are warned of, and what waits for whoever leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.queries import get_appeal
from habeas.server.appeals.remedies import get_remedy
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.money import due_words
from habeas.server.console.sanctions import find_sanction
from habeas.server.deadlines.queries import list_urgent
from habeas.server.identity.roles import APPEALS, CASES, CLOCKS, MONEY, REMEDIES, SANCTIONS, Role
from habeas.server.usecases.give_remedy import give_remedy

_MOST: Final = 200

_CASE: Final = (CASES, "console:case")
_APPEAL: Final = (APPEALS, "console:appeal")
_SANCTION: Final = (SANCTIONS, "console:sanction")
_HOLD: Final = (MONEY, "console:hold")
LEADS_TO: Final[Mapping[str, tuple[frozenset[Role], str]]] = {
    ClockId.CASE_REVIEWED: _CASE,
    ClockId.PROMISE: _CASE,
    ClockId.APPEAL_ACKNOWLEDGED: _APPEAL,
    ClockId.APPEAL_TIMELY: _APPEAL,
    ClockId.APPEAL_LIMIT: _APPEAL,
    ClockId.ANSWER_REPLIED: _SANCTION,
    ClockId.SECOND_APPROVAL: _SANCTION,
    ClockId.MEMBER_REACHED: _SANCTION,
    ClockId.REINSTATE: _SANCTION,
    ClockId.SUSPENSION_INTERIM: _SANCTION,
    ClockId.SUSPENSION_LONGEST: _SANCTION,
    ClockId.IMMINENT_HARM_APPROVAL: _SANCTION,
    ClockId.HOLD_MAX: _HOLD,
    ClockId.HOLD_LONGEST: _HOLD,
}
"""Who is shown a clock, and the page of what it runs for."""

Json = Mapping[str, Any]


@require_safe
@for_staff(CLOCKS)
def clocks(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what is late, or soon, of what this person can look at."""
    rows = [_led(one, visit) for one in list_urgent(is_test=IS_TEST, now=visit.now, most=_MOST) if _is_for(one, visit)]
    return render(request, "console/clocks.html", {"rows": rows})


@require_POST
@for_staff(REMEDIES)
def give_unasked(request: HttpRequest, visit: Visit, sanction_id: str, remedy_id: str) -> HttpResponse:
    """Note that what is owed for a decision that was undone was given."""
    find_sanction(sanction_id)
    owed = get_remedy(remedy_id, is_test=IS_TEST)
    if owed is None or owed["decision"] != sanction_id:
        raise Http404
    give_remedy(remedy=remedy_id, by=visit.actor, is_test=IS_TEST, now=visit.now)
    messages.success(request, visit.words.say("explained.give"))
    return redirect("console:sanction", sanction_id=sanction_id)


def _is_for(one: Json, visit: Visit) -> bool:
    """Tell whether a person may look at what a clock runs for; who comes from outside, at the appeals they hear."""
    roles, page = LEADS_TO[one["clock"]]
    if visit.admitted_to is None:
        return bool(visit.roles & roles)
    found = get_appeal(one["subject"], is_test=IS_TEST) if page == _APPEAL[1] else None
    return found is not None and visit.may_hear(found["decision"])


def _led(one: Json, visit: Visit) -> dict[str, Any]:
    """Return a clock with how far it is, and its page: of what is owed, that of its appeal, or of its decision."""
    name, subject = LEADS_TO[one["clock"]][1], one["subject"]
    owed = get_remedy(subject, is_test=IS_TEST) if one["clock"] == ClockId.REINSTATE else None
    if owed is not None:
        name, subject = ("console:appeal", owed["appeal"]) if owed["appeal"] else (name, owed["decision"])
    due = due_words(datetime.fromisoformat(one["due_at"]), visit.now, visit.words)
    return {**one, "url": reverse(name, args=[subject]), "due": due}
