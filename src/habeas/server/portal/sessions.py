"""Opening a link, the session that follows, and leaving it. A session is a signed cookie: nothing of it is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.parties.links import NotAdmitted, Pass, Purpose, read_pass, sign
from habeas.server.policies.rulebook import NoPolicyActive
from habeas.server.portal.refusals import not_ready, refuse
from habeas.server.portal.words import choose_words

COOKIE: Final = "habeas_portal"

LASTS: Final = timedelta(hours=24)
"""More than the 20 hours from which on no warning of the end is asked for (WCAG 2.2, 2.2.1)."""

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Visit:
    """A member who reads, when, and in which words."""

    member: str
    now: datetime
    words: Catalogue


def for_member(view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that is shown to a member with a session, and to nobody else. No cache keeps it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        if COOKIE not in request.COOKIES:
            return refuse(request, "no_session")
        try:
            admitted = read_pass(request.COOKIES[COOKIE], purpose=Purpose.SESSION, now=now)
            response = view(request, Visit(admitted.member, now, choose_words(request)), *args, **kwargs)
        except NotAdmitted as refused:
            return refuse(request, refused.because.value)
        except NoPolicyActive:
            return not_ready(request)
        response["Cache-Control"] = "private, no-store"
        return response

    return shown


@require_safe
def open_link(request: HttpRequest, text: str) -> HttpResponse:
    """Begin a session for the member of a link, in place of any other, and leave the link's address at once."""
    now = timezone.now()
    try:
        admitted = read_pass(text, purpose=Purpose.LINK, now=now)
    except NotAdmitted as refused:
        return refuse(request, refused.because.value)
    return begin_session(admitted, to=reverse("portal:account"), now=now)


def begin_session(admitted: Pass, *, to: str, now: datetime) -> HttpResponse:
    """Return what begins a session in place of any other, and leads on."""
    session = sign(Pass(admitted.member, now + LASTS, admitted.round), purpose=Purpose.SESSION)
    response = HttpResponseRedirect(to)
    response.set_cookie(
        COOKIE,
        session,
        max_age=LASTS,
        path=reverse("portal:account"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # every view is given the request
    """End the session in this browser."""
    response = redirect("portal:left")
    response.delete_cookie(COOKIE, path=reverse("portal:account"), samesite="Lax")
    return response


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "portal/left.html", {"words": choose_words(request)})
