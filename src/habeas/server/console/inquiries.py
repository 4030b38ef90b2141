"""Questions of colleagues: what somebody was asked about cases, and their answers."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.refusals import Refused
from habeas.server.cases.queries import get_inquiry, list_inquiries
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.fields import Long
from habeas.server.console.refusals import refuse_late, tell
from habeas.server.identity.roles import ANYBODY
from habeas.server.identity.staff import list_names, staff_id
from habeas.server.usecases.answer_inquiry import answer_as_colleague


class Answer(forms.Form):
    """What is answered."""

    words = Long("inquiry.words")


@require_safe
@for_staff(ANYBODY)
def inquiries(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what this person was asked and has not answered yet."""
    return _show(request, visit)


@require_POST
@for_staff(ANYBODY)
def answer(request: HttpRequest, visit: Visit, inquiry_id: str) -> HttpResponse:
    """Answer a colleague."""
    found = get_inquiry(inquiry_id, is_test=IS_TEST)
    if found is None or found["to"] != visit.actor.id:
        raise Http404
    form = Answer(request.POST, prefix=inquiry_id)
    if not form.is_valid():
        return _show(request, visit, form)
    words = form.cleaned_data["words"]
    try:
        answer_as_colleague(inquiry=inquiry_id, by=visit.actor, words=words, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        form.add_error(None, tell(refused))
        return _show(request, visit, form, refused)
    messages.success(request, visit.words.say("inquiry.sent"))
    return redirect("console:inquiries")


def _show(
    request: HttpRequest, visit: Visit, sent: Answer | None = None, refused: Refused | None = None
) -> HttpResponse:
    """Show what waits, each with its form; the form that was sent where it was not done, or that it came too late."""
    names = list_names()
    waiting = list_inquiries(is_test=IS_TEST, to=staff_id(visit.actor), is_open=True)
    if sent is not None and all(sent.prefix != one["id"] for one in waiting):
        return refuse_late(request, refused)
    rows = [
        {
            **one,
            "asked_by": names.get(one["asked_by"]),
            "form": sent if sent is not None and sent.prefix == one["id"] else Answer(prefix=one["id"]),
        }
        for one in waiting
    ]
    return render(request, "console/inquiries.html", {"rows": rows, "form": sent})
