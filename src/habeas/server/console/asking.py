"""What else is done about an appeal: asking the member, admitting somebody from outside, giving what is owed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from habeas.domain.refusals import Refused
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.appeals import find_appeal
from habeas.server.console.fields import Long, Moment, Short, StaffChoice, list_everybody
from habeas.server.console.refusals import tell
from habeas.server.identity.roles import APPEALS, REMEDIES
from habeas.server.identity.staff import actor_of
from habeas.server.usecases.admit_reviewer import admit_reviewer
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.give_remedy import give_remedy


class Question(forms.Form):
    """What the member is asked."""

    words = Long("explain.question_member")


class Admission(forms.Form):
    """Who from outside may hear the appeals against a decision, why they can, until when."""

    reviewer = StaffChoice("admit.reviewer")
    qualification = Short("admit.qualification", longest=200)
    ends_at = Moment("admit.ends_at")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(APPEALS)
def ask(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Ask the member something about their appeal."""
    find_appeal(appeal_id, visit)
    form = Question(request.POST if request.method == "POST" else None)
    return _do(request, visit, appeal_id, "ask", form, lambda said: _ask(appeal_id, visit, said))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(APPEALS)
def admit(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Let somebody from outside hear the appeals against one decision, and see nothing else."""
    found = find_appeal(appeal_id, visit)
    if visit.admitted_to is not None:
        raise Http404
    form = Admission(request.POST if request.method == "POST" else None)
    form.fields["reviewer"].choices = list_everybody(visit.actor)  # type: ignore[attr-defined]
    return _do(request, visit, appeal_id, "admit", form, lambda said: _admit(found["decision"], visit, said))


@require_POST
@for_staff(REMEDIES)
def give(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Note that what was owed after an appeal was given."""
    owed = find_appeal(appeal_id, visit)["remedy"]
    if owed is None:
        raise Http404
    give_remedy(remedy=owed["id"], by=visit.actor, is_test=IS_TEST, now=visit.now)
    messages.success(request, visit.words.say("explained.give"))
    return redirect("console:appeal", appeal_id=appeal_id)


def _ask(appeal: str, visit: Visit, said: dict[str, Any]) -> None:
    ask_appellant(appeal=appeal, by=visit.actor, words=said["words"], is_test=IS_TEST, now=visit.now)


def _admit(decision: str, visit: Visit, said: dict[str, Any]) -> None:
    admit_reviewer(
        reviewer=actor_of(int(said["reviewer"])),
        decision=decision,
        qualification=said["qualification"],
        by=visit.actor,
        ends_at=said["ends_at"],
        is_test=IS_TEST,
        now=visit.now,
    )


def _do(
    request: HttpRequest,
    visit: Visit,
    appeal_id: str,
    name: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    """Do what the form asks for, or show it with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, tell(refused))
        else:
            messages.success(request, visit.words.say(f"explained.{name}"))
            return redirect("console:appeal", appeal_id=appeal_id)
    return render(request, "console/asking.html", {"form": form, "act": name, "appeal": appeal_id})
