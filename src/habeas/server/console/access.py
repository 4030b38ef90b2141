"""Who may see a page: somebody of the staff who signed in, in one of the roles that it names. No cache keeps it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused
from habeas.domain.statements.catalogues import Catalogue
from habeas.server.console import refusals
from habeas.server.console.navigation import admitted, who_is
from habeas.server.console.words import read_words
from habeas.server.identity.roles import ANYBODY, APPEALS, Role
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.policies.rulebook import NoPolicyActive

IS_TEST: Final = False
"""What test keys bring in is looked at by whoever brought it in, over the API; people's time is for people."""

P = ParamSpec("P")
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visit:
    """A person of the staff who acts, when, and in which words."""

    actor: Actor
    name: str
    roles: frozenset[Role]
    now: datetime
    words: Catalogue
    admitted_to: frozenset[str] | None = None
    """The decisions about which somebody from outside may hear appeals; None for staff."""

    def may_hear(self, decision: str) -> bool:
        """Tell whether the person may see appeals against a decision."""
        return self.admitted_to is None or decision in self.admitted_to


def for_staff(
    roles: Collection[Role],
) -> Callable[[Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]], View]:
    """Return what makes a view that is shown to staff in one of these roles, and to nobody else."""
    allowed = frozenset(roles)

    def limit(view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = _show(request, allowed, lambda visit: view(request, visit, *args, **kwargs))
            response["Cache-Control"] = "private, no-store"
            return response

        shown.allowed_roles = allowed  # type: ignore[attr-defined]  # the test of who may what reads it
        return shown

    return limit


def _show(request: HttpRequest, allowed: frozenset[Role], show: Callable[[Visit], HttpResponse]) -> HttpResponse:
    staff = who_is(request)
    if staff is None:
        return _ask_to_sign_in(request)
    admitted_to = admitted(request, staff)
    # Somebody from outside hears the appeals that they were admitted to, and sees nothing else.
    may_see = bool(staff.roles & allowed) if admitted_to is None else allowed in {APPEALS, ANYBODY}
    if not may_see:
        return refusals.refuse(request, "role", status=403)
    visit = Visit(staff.actor, staff.name, staff.roles, timezone.now(), read_words(), admitted_to)
    try:
        return show(visit)
    except (Refused, KeyDestroyed) as refused:
        return refusals.refuse_late(request, refused)
    except Http404:
        return refusals.not_found(request)
    except NoPolicyActive:
        return refusals.refuse(request, "no_policy", status=503)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the way to the sign-in; what was typed meanwhile is shown, to be kept."""
    if request.method == "POST":
        return refusals.refuse(request, "signed_out", status=403)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
