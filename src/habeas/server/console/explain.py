"""Moves of a case that others have to understand: each asks why, and loses nothing that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.refusals import Refused
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.evidence import find_case
from habeas.server.console.fields import Long, StaffChoice, list_colleagues
from habeas.server.console.navigation import CASES
from habeas.server.console.words import read_words
from habeas.server.identity.staff import actor_of
from habeas.server.usecases.claim_case import escalate_case, hand_over_case
from habeas.server.usecases.close_case import close_case


class Because(forms.Form):
    """Why."""

    because = Long("explain.because", longest=2000)


class HandOver(Because):
    """Who takes over, and why."""

    to = StaffChoice("explain.to")
    field_order = ("to", "because")


@dataclass(frozen=True, slots=True)
class Explained:
    """A move with the form that asks for its words, and what is done with them."""

    form: type[Because]
    act: Callable[..., object]


EXPLAINED: Final[Mapping[str, Explained]] = {
    "hand_over": Explained(HandOver, hand_over_case),
    "escalate": Explained(Because, escalate_case),
    "close": Explained(Because, close_case),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def explain(request: HttpRequest, visit: Visit, case_id: str, name: str) -> HttpResponse:
    """Ask for what a move needs, and do it."""
    if name not in EXPLAINED:
        raise Http404
    found, move = find_case(case_id), EXPLAINED[name]
    form = move.form(request.POST or None)
    if isinstance(form, HandOver):
        form.fields["to"].choices = list_colleagues(visit.actor, CASES)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _do(form, move, visit, case_id):
        messages.success(request, read_words().say(f"explained.{name}"))
        return redirect("console:case", case_id=case_id)
    return render(request, "console/explain.html", {"form": form, "act": name, "case": found})


def _do(form: Because, move: Explained, visit: Visit, case_id: str) -> bool:
    """Do what was asked; say in the form why not, and tell that it was not done."""
    said: dict[str, Any] = dict(form.cleaned_data)
    if "to" in said:
        said["to"] = actor_of(int(said["to"]))
    try:
        move.act(case=case_id, by=visit.actor, is_test=IS_TEST, now=visit.now, **said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
