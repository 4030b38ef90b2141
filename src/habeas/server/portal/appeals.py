"""Appeals as their members follow them: what was said, sent and asked, and how it was answered; files; taking back."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from habeas.domain.appeals.standing import Matter
from habeas.domain.refusals import Refused
from habeas.server.appeals.queries import get_appeal, list_appeals
from habeas.server.attachments.queries import get_download
from habeas.server.attachments.serving import download_response
from habeas.server.portal.appealing import keep_uploads
from habeas.server.portal.naming import name_decisions
from habeas.server.portal.problems import Problem, problem_of
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_whoever_acts
from habeas.server.portal.typing import read_typed
from habeas.server.rulings.queries import get_sanction
from habeas.server.usecases.add_to_appeal import add_to_appeal
from habeas.server.usecases.withdraw_appeal import withdraw_appeal

_BAD: Final = 400
_MOST: Final = 200
"""Appeals on the page of all: a member has few."""


@require_safe
@for_whoever_acts
def appeals(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List a member's appeals, the newest first."""
    found = list_appeals(is_test=False, most=_MOST, member=visit.member)
    filed = [one for one in found if visit.covers(one["decision"])]
    called = name_decisions(visit.member, [one["decision"] for one in filed])
    return _page(
        request, visit, "appeals", {"appeals": [(one, called.get(one["decision"])) for one in reversed(filed)]}
    )


@require_safe
@for_whoever_acts
def appeal(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Show an appeal with all that was said in it; somebody else's is not there."""
    found = _find(appeal_id, visit)
    return not_found(request) if found is None else _appeal(request, visit, found)


@require_safe
@for_whoever_acts
def received(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Confirm an appeal: its reference, and by when it is answered; of one that is too late, what is still open."""
    found = _find(appeal_id, visit)
    return not_found(request) if found is None else _page(request, visit, "appeal_received", {"appeal": found})


@require_POST
@for_whoever_acts
def add(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Add words and files, which answer what was asked. What is refused stays in the form."""
    found = _find(appeal_id, visit)
    if found is None:
        return not_found(request)
    typed, waiting = read_typed(request, "words"), request.POST.getlist("waiting")
    files, problems = keep_uploads(request, visit)
    if not typed.strip():
        problems.append(Problem("words", visit.words.say("problem.words-missing")))
    if not problems:
        try:
            add_to_appeal(
                appeal=appeal_id,
                by=visit.by,
                words=typed.strip(),
                files=[*waiting, *files],
                is_test=False,
                now=visit.now,
            )
        except Refused as error:
            problems.append(problem_of(error, visit.words, field="words"))
    if problems:
        named = {"typed": typed, "waiting": [*waiting, *files], "problems": problems}
        return _appeal(request, visit, found, named, status=_BAD)
    return redirect("portal:appeal", appeal_id=appeal_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_acts
def withdraw(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Ask whether an appeal is taken back, and take it back."""
    found = _find(appeal_id, visit)
    if found is None or not may_withdraw(found, visit):
        return not_found(request)
    if request.method == "POST" and found["ended_at"] is None:
        withdraw_appeal(appeal=appeal_id, by=visit.by, is_test=False, now=visit.now)
    if request.method == "POST" or found["ended_at"] is not None:
        return redirect("portal:appeal", appeal_id=appeal_id)
    return _page(request, visit, "withdraw_appeal", {"appeal": found})


@require_safe
@for_whoever_acts
def file(request: HttpRequest, visit: Visit, file_id: str) -> HttpResponse:
    """Hand out a file of the member's own, as a download only; to who acts for them, what was sent with an appeal."""
    found = get_download(file_id, is_test=False, member=visit.member)
    if found is None or (visit.acting is not None and _find(found.about, visit) is None):
        return not_found(request)
    return download_response(found)


def may_withdraw(found: Mapping[str, Any], visit: Visit) -> bool:
    """Tell whether whoever visits may take an appeal back: its member, and who filed it."""
    return visit.acting is None or found["filed_by"] == visit.by


def _find(appeal_id: str, visit: Visit) -> Mapping[str, Any] | None:
    """Return an appeal of a member that whoever visits may see; None for any other."""
    found = get_appeal(appeal_id, is_test=False, member=visit.member)
    return found if found is not None and visit.covers(found["decision"]) else None


def _appeal(
    request: HttpRequest,
    visit: Visit,
    found: Mapping[str, Any],
    named: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    questions = {one["number"]: one for one in found["questions"]}
    said = [
        {
            **one,
            "answers": questions.get(one.get("question")),
            "answer": found.get("answers", {}).get(one["id"]),
        }
        for one in found.get("arguments", ())
    ]
    shown = {
        "appeal": found,
        "said": said,
        "has_begun": _has_begun(found),
        "asked": next((one for one in found["questions"] if one["closed_at"] is None), None),
        "problems": [],
        "may_withdraw": may_withdraw(found, visit),
        **(named or {}),
    }
    return _page(request, visit, "appeal", shown, status=status)


def _has_begun(found: Mapping[str, Any]) -> bool:
    """Tell whether what an appeal contests took effect: a sanction may be told of long before."""
    if found["matter"] != Matter.SANCTION:
        return True
    sanction = get_sanction(found["decision"], is_test=False)
    return sanction is None or sanction["effective_at"] is not None


def _page(
    request: HttpRequest, visit: Visit, name: str, named: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    shown = {"words": visit.words, "member": visit.member, "visit": visit, "now": visit.now, "here": "appeals", **named}
    return render(request, f"portal/{name}.html", shown, status=status)
