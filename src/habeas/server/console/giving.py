"""Letting somebody hear an appeal: by who took no part; what another hears is handed over, and the log keeps why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.actors import Actor
from habeas.domain.appeals.hearing import ASSIGNABLE
from habeas.domain.refusals import Refused
from habeas.server.appeals.queries import took_part
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.appeals import find_appeal
from habeas.server.console.fields import Long, StaffChoice
from habeas.server.console.overriding import seen_anew, way_back, who_could
from habeas.server.console.refusals import refuse_late, tell
from habeas.server.identity.roles import OVERSIGHT
from habeas.server.identity.staff import actor_of, list_names, staff_id
from habeas.server.usecases.assign_appeal import HandOver, assign_appeal


class GivingForm(forms.Form):
    """Who hears it, and why another than now. Whom somebody saw there is sent along, for two may give it at once."""

    reviewer = StaffChoice("give.reviewer")
    because = Long("give.because", longest=2000)
    instead_of = forms.CharField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(OVERSIGHT)
def give(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Ask who hears an appeal; where somebody does already, why another shall."""
    found = find_appeal(appeal_id, visit)
    _, free = who_could(appeal_id)
    form = GivingForm(request.POST if request.method == "POST" else None, initial={"instead_of": found["reviewer"]})
    choices = [(str(staff_id(one.actor)), one.name) for one in free if one.actor.id != found["reviewer"]]
    form.fields["reviewer"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
    if found["reviewer"] is None:
        del form.fields["because"]
    if request.method == "POST" and form.is_valid() and _give(form, visit, appeal_id):
        messages.success(request, visit.words.say("give.done"))
        return redirect(way_back(found, visit))
    is_over, has_part = found["state"] not in ASSIGNABLE, took_part(appeal_id, visit.actor)
    if request.method == "POST":
        is_asked = "because" in form.fields and not is_over and not has_part and bool(choices)
        if request.POST.get("because", "").strip() and not is_asked:
            return refuse_late(request)
        form.data = seen_anew(request, found)
    named: dict[str, Any] = {
        "form": form,
        "appeal": found,
        "reviewer_name": list_names().get(found["reviewer"] or ""),
        "back": way_back(found, visit),
        "is_over": is_over,
        "took_part": has_part,
        "has_choice": bool(choices),
    }
    return render(request, "console/give_appeal.html", named)


def _give(form: GivingForm, visit: Visit, appeal_id: str) -> bool:
    """Let them hear it; say in the form why not, and tell that it was not done."""
    said = form.cleaned_data
    given = HandOver(
        by=visit.actor,
        instead_of=Actor(said["instead_of"]) if said["instead_of"] else None,
        because=said.get("because", ""),
    )
    try:
        reviewer = actor_of(int(said["reviewer"]))
        assign_appeal(appeal=appeal_id, reviewer=reviewer, is_test=IS_TEST, now=visit.now, given=given)
    except Refused as refused:
        form.add_error("because" if refused.code == "handed-over-without-reason" else None, tell(refused))
        return False
    return True
