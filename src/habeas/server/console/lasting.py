"""How long a decision lasts: lifted, taken back, looked at again, prolonged once by a second person."""

from collections.abc import Callable, Mapping
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.refusals import Refused
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.fields import Long
from habeas.server.console.refusals import tell
from habeas.server.console.sanctions import find_sanction
from habeas.server.identity.roles import APPROVALS, CASES
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction
from habeas.server.usecases.renew_sanction import renew_sanction, review_sanction

_CHANGES: Final[Mapping[str, Callable[..., None]]] = {
    "lift": lift_sanction,
    "withdraw": withdraw_sanction,
    "review": review_sanction,
    "renew": renew_sanction,
}


class Because(forms.Form):
    """Reasons of the person's own; the member reads them."""

    reasons = Long("lasting.reasons")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def change(request: HttpRequest, visit: Visit, sanction_id: str, name: str) -> HttpResponse:
    """End a decision early, take it back before it takes effect, or keep for another while what has no end."""
    return _change(request, visit, sanction_id, name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(APPROVALS)
def renew(request: HttpRequest, visit: Visit, sanction_id: str) -> HttpResponse:
    """Prolong a suspension pending review as a second person, once."""
    return _change(request, visit, sanction_id, "renew")


def _change(request: HttpRequest, visit: Visit, sanction_id: str, name: str) -> HttpResponse:
    find_sanction(sanction_id)
    form = Because(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reasons = form.cleaned_data["reasons"]
        try:
            _CHANGES[name](sanction=sanction_id, by=visit.actor, reasons=reasons, is_test=IS_TEST, now=visit.now)
        except Refused as refused:
            form.add_error(None, tell(refused))
        else:
            messages.success(request, visit.words.say(f"lasting.done.{name}"))
            return redirect("console:sanction", sanction_id=sanction_id)
    return render(request, "console/lasting.html", {"form": form, "act": name, "sanction": sanction_id})
