"""What a member answers to something that is intended and announced, before it is in effect."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from habeas.domain.refusals import Refused
from habeas.server.portal.pages import find_announced, show_decision
from habeas.server.portal.problems import problem_of
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member
from habeas.server.portal.typing import read_typed, too_long
from habeas.server.usecases.answer_sanction import MEMBER, answer_sanction

_BAD = 400


@require_POST
@for_member
def answer(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """Take an answer; what was typed stays where it could not be taken."""
    if find_announced(decision_id, visit) is None:
        return not_found(request)
    typed = read_typed(request, "words")
    problems = too_long(typed, visit.words, field="words")
    if not problems:
        try:
            answer_sanction(sanction=decision_id, words=typed, is_test=False, now=visit.now, by=MEMBER)
        except Refused as error:
            problems.append(problem_of(error, visit.words, field="words"))
    if problems:
        return show_decision(request, visit, decision_id, {"typed": typed, "problems": problems}, status=_BAD)
    return redirect("portal:decision", decision_id=decision_id)
