"""The exception to independence: another person lets somebody who took part hear an appeal, and says why."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Override
from habeas.domain.appeals.hearing import ASSIGNABLE
from habeas.domain.appeals.standing import Matter
from habeas.domain.refusals import Refused
from habeas.server.appeals.queries import took_part
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.appeals import find_appeal
from habeas.server.console.fields import Long, StaffChoice
from habeas.server.console.refusals import refuse_late, tell
from habeas.server.identity.roles import APPEALS, OVERSIGHT
from habeas.server.identity.staff import KnownStaff, actor_of, list_staff, staff_id
from habeas.server.usecases.assign_appeal import HandOver, assign_appeal

_AT_THE_REASON: Final = frozenset({"override-says-nothing", "override-is-boilerplate"})


class OverrideForm(forms.Form):
    """Who hears it though they took part, and why nobody else can."""

    reviewer = StaffChoice("override.reviewer")
    reason = Long("override.reason", longest=2000)
    instead_of = forms.CharField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(OVERSIGHT)
def override(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Ask who hears an appeal though they took part in its decision, and why; the member reads it."""
    found = find_appeal(appeal_id, visit)
    involved, free = who_could(appeal_id)
    form = OverrideForm(request.POST if request.method == "POST" else None, initial={"instead_of": found["reviewer"]})
    choices = [(str(staff_id(one.actor)), one.name) for one in involved if one.actor != visit.actor]
    form.fields["reviewer"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _allow(form, visit, appeal_id):
        messages.success(request, visit.words.say("override.done"))
        return redirect(way_back(found, visit))
    is_over, has_part = found["state"] not in ASSIGNABLE, took_part(appeal_id, visit.actor)
    if request.method == "POST":
        if is_over or has_part or not choices:
            return refuse_late(request)
        form.data = seen_anew(request, found)
    named = {
        "form": form,
        "appeal": found,
        "back": way_back(found, visit),
        "is_over": is_over,
        "took_part": has_part,
        "has_choice": bool(choices),
        "free": [one.name for one in free],
    }
    return render(request, "console/override.html", named)


def seen_anew(request: HttpRequest, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent, with who hears the appeal by now: after a refusal, the page shows them."""
    return request.POST.dict() | {"instead_of": found["reviewer"] or ""}


def who_could(appeal_id: str) -> tuple[list[KnownStaff], list[KnownStaff]]:
    """Return who hears appeals and took part in the decision of this one, and who took none."""
    hearing = [one for one in list_staff() if one.is_active and one.roles & APPEALS]
    parts = {one.actor: took_part(appeal_id, one.actor) for one in hearing}
    return [one for one in hearing if parts[one.actor]], [one for one in hearing if not parts[one.actor]]


def _allow(form: OverrideForm, visit: Visit, appeal_id: str) -> bool:
    """Let them hear it; say in the form why not, and tell that it was not done."""
    said = form.cleaned_data
    reviewer, allowed = actor_of(int(said["reviewer"])), Override(said["reason"], visit.actor)
    seen = Actor(said["instead_of"]) if said["instead_of"] else None
    given = HandOver(by=visit.actor, instead_of=seen, because=said["reason"])
    try:
        assign_appeal(
            appeal=appeal_id, reviewer=reviewer, is_test=IS_TEST, now=visit.now, given=given, override=allowed
        )
    except Refused as refused:
        form.add_error("reason" if refused.code in _AT_THE_REASON else None, tell(refused))
        return False
    return True


def way_back(found: Mapping[str, Any], visit: Visit) -> str:
    """Return the page from which somebody came: who hears no appeals reads none, and came from the decision."""
    if visit.roles & APPEALS:
        return reverse("console:appeal", args=[found["id"]])
    if found["matter"] == Matter.SANCTION:
        return reverse("console:sanction", args=[found["decision"]])
    return reverse("console:start")
