"""Sessions of members, and of who acts for them by a mandate. Each is a signed cookie: nothing of it is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from habeas.server.links.admitting import mandate_of
from habeas.server.parties.links import NotAdmitted, Pass, Purpose, read_pass, sign
from habeas.server.policies.rulebook import NoPolicyActive
from habeas.server.portal.refusals import not_ready, refuse
from habeas.server.portal.words import choose_words

COOKIE: Final = "habeas_portal"

LASTS: Final = timedelta(hours=24)
"""More than the 20 hours from which on no warning of the end is asked for (WCAG 2.2, 2.2.1)."""

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts for a member: by which mandate, under which name, about which decision; None for all."""

    mandate: str
    representative: str
    decision: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A member who reads, or who acts for them; when, and in which words."""

    member: str
    now: datetime
    words: Catalogue
    acting: Acting | None = None

    @property
    def by(self) -> str:
        """Return who acts, in their own name."""
        return self.member if self.acting is None else self.acting.representative

    @property
    def mandate(self) -> str:
        """Return the mandate by which somebody acts for the member; empty for the member."""
        return "" if self.acting is None else self.acting.mandate

    @property
    def called(self) -> str:
        """Return what the log calls who acts."""
        return "member" if self.acting is None else "representative"

    def covers(self, decision: str) -> bool:
        """Tell whether a decision is one that may be seen: a member's own all are, another's as the mandate says."""
        return self.acting is None or self.acting.decision in {None, decision}


View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def for_member(view: View[P]) -> Callable[..., HttpResponse]:
    """Return a view that is shown to a member with a session, and to nobody else. No cache keeps it."""
    return _shown_to(view, others=False)


def for_whoever_acts(view: View[P]) -> Callable[..., HttpResponse]:
    """Return a view that is shown to a member, and to who acts for them: it asks the visit what a mandate covers."""
    return _shown_to(view, others=True)


def _shown_to(view: View[P], *, others: bool) -> Callable[..., HttpResponse]:
    @wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if COOKIE not in request.COOKIES:
            return refuse(request, "no_session")
        try:
            visit = _visit(request)
            if visit.acting is not None and not others:
                return refuse(request, "not_covered")
            response = view(request, visit, *args, **kwargs)
        except NotAdmitted as refused:
            return refuse(request, refused.because.value)
        except NoPolicyActive:
            return not_ready(request)
        response["Cache-Control"] = "private, no-store"
        return response

    return shown


def _visit(request: HttpRequest) -> Visit:
    """Return who visits. A mandate is asked for each time, so that it ends at once. Raises NotAdmitted."""
    now = timezone.now()
    admitted = read_pass(request.COOKIES[COOKIE], purpose=Purpose.SESSION, now=now)
    given = mandate_of(admitted, now=now)
    acting = None if given is None else Acting(given.id, given.representative, given.decision)
    return Visit(admitted.member, now, choose_words(request), acting)


def begin_session(admitted: Pass, *, to: str, now: datetime) -> HttpResponse:
    """Return what begins a session in place of any other, and leads on."""
    session = sign(replace(admitted, until=now + LASTS), purpose=Purpose.SESSION)
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
