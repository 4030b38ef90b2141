"""Opening a link: nothing is shown, and nobody is let in, before whoever opened it confirmed that it is them.

By a code that is mailed to the address on record; or, where the host confirmed the address, in the first browser alone.
No address, code or link of anybody is kept in the page's address, in caches, or by other sites.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from habeas.domain.confirmations import CodesSpent
from habeas.domain.refusals import Refused
from habeas.server.adapters.mail import DjangoMailer
from habeas.server.links.queries import Door, get_door
from habeas.server.parties.links import NotAdmitted
from habeas.server.portal.browsers import browser_of, keep_browser
from habeas.server.portal.codes import write_code
from habeas.server.portal.problems import Problem, problem_of
from habeas.server.portal.refusals import refuse
from habeas.server.portal.sessions import begin_session
from habeas.server.portal.words import choose_words
from habeas.server.usecases.open_link import open_link
from habeas.server.usecases.send_link_code import send_link_code

_WRONG: Final = 422
_LONGEST: Final = 40


@require_http_methods(["GET", "HEAD", "POST"])
def open_by_link(request: HttpRequest, text: str) -> HttpResponse:
    """Ask who opened a link to confirm that it is them, and let them in."""
    browser = browser_of(request)
    try:
        door = get_door(text, browser=browser, now=timezone.now())
        if request.method != "POST":
            return _page(request, text, door, browser)
        if request.POST.get("do") == "send":
            return _send(request, text, door, browser)
        return _open(request, text, browser)
    except NotAdmitted as refused:
        return refuse(request, refused.because.value)
    except CodesSpent:
        return refuse(request, "codes_spent")


def _send(request: HttpRequest, text: str, door: Door, browser: str) -> HttpResponse:
    """Mail a code, and come back to the page that asks for it."""
    words = choose_words(request)
    try:
        issued = send_link_code(text=text, browser=browser, now=timezone.now())
    except CodesSpent:
        raise
    except Refused as error:
        return _page(request, text, door, browser, problems=[problem_of(error, words, field="send")])
    taken = DjangoMailer().send(write_code(issued, words))
    if not taken.is_accepted:
        return _page(request, text, door, browser, problems=[Problem("send", words.say("open.not_mailed"))])
    return keep_browser(redirect("portal:open", text=text), browser)


def _open(request: HttpRequest, text: str, browser: str) -> HttpResponse:
    """Let in who confirmed that it is them; a wrong code stays in its field, with what to do."""
    typed, now = request.POST.get("code", "")[:_LONGEST], timezone.now()
    code = "".join(typed.split()).replace("-", "")
    try:
        admitted = open_link(text=text, browser=browser, code=code, now=now)
    except Refused as error:
        again = get_door(text, browser=browser, now=now)
        problem = problem_of(error, choose_words(request), field="code" if again.is_waiting else "send")
        return _page(request, text, again, browser, typed=typed, problems=[problem])
    to = reverse("portal:account") if not admitted.about else reverse("portal:decisions")
    return keep_browser(begin_session(admitted, to=to, now=now), browser)


def _page(
    request: HttpRequest,
    text: str,
    door: Door,
    browser: str,
    *,
    typed: str = "",
    problems: list[Problem] | None = None,
) -> HttpResponse:
    named = {
        "words": choose_words(request),
        "text": text,
        "door": door,
        "typed": typed,
        "problems": problems or [],
        "at_fault": {one.field: one.text for one in problems or []},
    }
    return keep_browser(render(request, "portal/open.html", named, status=_WRONG if problems else 200), browser)
