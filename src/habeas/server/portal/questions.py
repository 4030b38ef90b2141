"""What a person asks a member about a case that waits for them, and the way back from a safeguard in one step."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from habeas.domain.refusals import Refused
from habeas.server.cases.queries import get_inquiry, list_inquiries
from habeas.server.portal.problems import problem_of
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member
from habeas.server.portal.typing import read_typed, too_long
from habeas.server.safeguards.queries import get_safeguard
from habeas.server.usecases.answer_inquiry import answer_as_member
from habeas.server.usecases.end_safeguard import recover_account

_BAD: Final = 400


@require_safe
@for_member
def questions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what a member was asked: first what waits, then what was answered."""
    asked = list_inquiries(is_test=False, member=visit.member)
    waiting = [one for one in asked if one["answered_at"] is None and one["lapsed_at"] is None]
    named = {"waiting": waiting, "over": [one for one in reversed(asked) if one not in waiting]}
    return _page(request, visit, "questions", named)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def question(request: HttpRequest, visit: Visit, inquiry_id: str) -> HttpResponse:
    """Show one question and take its answer; what was typed stays where it could not be taken."""
    found = get_inquiry(inquiry_id, is_test=False)
    if found is None or found["to"] != "member" or found["member"] != visit.member:
        return not_found(request)
    if request.method != "POST":
        return _page(request, visit, "question", {"asked": found, "typed": "", "problems": []})
    typed = read_typed(request, "words")
    problems = too_long(typed, visit.words, field="words")
    if not problems:
        try:
            answer_as_member(inquiry=inquiry_id, member=visit.member, words=typed, is_test=False, now=visit.now)
        except Refused as error:
            problems.append(problem_of(error, visit.words, field="words"))
    if problems:
        named = {"asked": found, "typed": typed, "problems": problems}
        return _page(request, visit, "question", named, status=_BAD)
    return redirect("portal:question", inquiry_id=inquiry_id)


@require_POST
@for_member
def recover(request: HttpRequest, visit: Visit, safeguard_id: str) -> HttpResponse:
    """Let the owner end a safeguard of their account, in one step."""
    found = get_safeguard(safeguard_id, is_test=False)
    if found is None or found["member"] != visit.member:
        return not_found(request)
    recover_account(safeguard=safeguard_id, member=visit.member, is_test=False, now=visit.now)
    return redirect("portal:account")


def _page(request: HttpRequest, visit: Visit, name: str, named: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = {"words": visit.words, "member": visit.member, "now": visit.now, "here": "questions", **named}
    return render(request, f"portal/{name}.html", shown, status=status)
