"""Whom a member lets act for them in appeals: given here, and ended here at any time."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from habeas.domain.appeals.standing import NotYourMandate
from habeas.domain.refusals import Refused
from habeas.server.appeals.people import list_mandates_of
from habeas.server.links.queries import list_last_visits
from habeas.server.notices.queries import list_told
from habeas.server.portal.problems import Problem, problem_of
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.revoke_mandate import NoSuchMandate, revoke_mandate

_BAD: Final = 400
_LONGEST: Final = 200


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def representatives(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show whom a member lets act for them, and let one more: in everything, or in one decision."""
    asked = (request.POST if request.method == "POST" else request.GET).get("decision", "")
    if asked and not list_told(visit.member, decisions=[asked]):
        return not_found(request)
    if request.method != "POST":
        return _page(request, visit, decision=asked)
    typed = request.POST.get("representative", "").strip()
    if not typed or len(typed) > _LONGEST or "\0" in typed:
        return _page(
            request, visit, typed=typed, decision=asked, problem=visit.words.say("problem.representative-missing")
        )
    try:
        give_mandate(member=visit.member, representative=typed, now=visit.now, decision=asked)
    except Refused as error:
        problem = problem_of(error, visit.words, field="representative").text
        return _page(request, visit, typed=typed, decision=asked, problem=problem)
    return redirect("portal:representatives")


@require_POST
@for_member
def revoke(request: HttpRequest, visit: Visit, mandate_id: str) -> HttpResponse:
    """End a mandate; somebody else's is not there."""
    try:
        revoke_mandate(mandate=mandate_id, member=visit.member, now=visit.now)
    except (NoSuchMandate, NotYourMandate):
        return not_found(request)
    return redirect("portal:representatives")


def _page(
    request: HttpRequest, visit: Visit, *, typed: str = "", decision: str = "", problem: str = ""
) -> HttpResponse:
    came = list_last_visits(visit.member)
    named = {
        "words": visit.words,
        "member": visit.member,
        "now": visit.now,
        "here": "appeals",
        "mandates": [{**one, "came_at": came.get(one["id"])} for one in list_mandates_of(visit.member)],
        "typed": typed,
        "decision": decision,
        "problems": [Problem("representative", problem)] if problem else [],
    }
    return render(request, "portal/representatives.html", named, status=_BAD if problem else 200)
