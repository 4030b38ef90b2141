"""The link in a letter: it asks for the address that the letter was mailed to before it shows anything of anybody."""

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from habeas.server.parties.links import NotAdmitted
from habeas.server.portal.browsers import NAMES_NO_PATH, browser_of, keep_browser
from habeas.server.portal.refusals import refuse
from habeas.server.portal.sessions import begin_session
from habeas.server.portal.words import choose_words
from habeas.server.usecases.open_letter import WrongAddress, check_letter, open_letter

_WRONG: Final = 422
_LONGEST: Final = 254


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, text: str) -> HttpResponse:
    """Ask for the address; let in who knows it, and show the decision that the letter tells of."""
    now, browser = timezone.now(), browser_of(request)
    typed = request.POST.get("email", "")[:_LONGEST]
    try:
        if request.method != "POST":
            check_letter(text=text, browser=browser, now=now)
            return keep_browser(_ask(request, text), browser)
        admitted, decision = open_letter(text=text, address=typed, browser=browser, now=now)
    except NotAdmitted as refused:
        return refuse(request, refused.because.value)
    except WrongAddress as wrong:
        return refuse(request, "tried") if wrong.left <= 0 else _ask(request, text, typed=typed, left=wrong.left)
    entered = begin_session(replace(admitted, about=""), to=reverse("portal:decision", args=[decision]), now=now)
    return keep_browser(entered, browser)


def _ask(request: HttpRequest, text: str, *, typed: str = "", left: int | None = None) -> HttpResponse:
    named = {"words": choose_words(request), "text": text, "typed": typed, "left": left}
    response = render(request, "portal/letter.html", named, status=200 if left is None else _WRONG)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = NAMES_NO_PATH
    return response
