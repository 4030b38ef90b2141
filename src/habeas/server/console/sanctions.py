"""Decisions of people on their way: lists, one with all that belongs to it, the second person's word, the reply."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from habeas.domain.cases.evidence import Shown
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.sanction import State
from habeas.policy.actions import Action
from habeas.server.appeals.queries import list_appeals
from habeas.server.appeals.remedies import list_remedies
from habeas.server.cases.queries import list_opened
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.effects import tell_effect
from habeas.server.console.fields import Long, One, choices_of
from habeas.server.console.refusals import refuse_late, tell
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.queries import list_clocks, list_open
from habeas.server.identity.roles import APPEALS, APPROVALS, CASES, OVERSIGHT, REMEDIES, SANCTIONS
from habeas.server.identity.staff import list_names
from habeas.server.notices.queries import get_statement
from habeas.server.rulings.queries import get_sanction
from habeas.server.rulings.worklists import Awaited, list_oldest, list_sanctions, read_ruling, waits_for_second
from habeas.server.sanctions.foreseeing import foresee_waiting
from habeas.server.usecases.answer_sanction import reply_to_answer
from habeas.server.usecases.approve_sanction import approve_sanction, decline_sanction
from habeas.server.usecases.lift_sanction import lift_sanction, withdraw_sanction

_MOST: Final = 100
_ON_THE_WAY: Final = (State.AWAITING_APPROVAL, State.DECIDED, State.ANNOUNCED, State.NOTIFIED, State.EFFECTIVE)
_MOMENTS: Final = (
    "decided_at",
    "approved_at",
    "announced_at",
    "answered_at",
    "replied_at",
    "notified_at",
    "effective_at",
    "ended_at",
    "reversed_at",
)

Json = Mapping[str, Any]


class Approval(forms.Form):
    """The second person's word, with reasons of their own."""

    agrees = One("approve.agrees", choices=lambda: choices_of("approve", ["yes", "no"]))
    reasons = Long("approve.reasons")


class Reply(forms.Form):
    """What is replied to the member."""

    words = Long("reply.words")


@require_safe
@for_staff(APPROVALS)
def approvals(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the decisions that wait for a second person: their own are not this person's to approve."""
    found = list_oldest(is_test=IS_TEST, waits_for=Awaited.SECOND_PERSON, most=_MOST)
    return _list(request, [one for one in found if one["decided_by"] != visit.actor.id], "approvals")


@require_safe
@for_staff(SANCTIONS)
def sanctions(request: HttpRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001  # as views are called
    """List the decisions of people that run, or are over."""
    is_over = request.GET.get("over") == "yes"
    states = [State.ENDED, State.REVERSED] if is_over else _ON_THE_WAY
    return _list(request, list_sanctions(is_test=IS_TEST, states=states, most=_MOST), "sanctions", is_over=is_over)


def _list(request: HttpRequest, found: Sequence[Json], which: str, *, is_over: bool = False) -> HttpResponse:
    names = list_names()
    rows = [{**one, "decider": names.get(one["decided_by"])} for one in found]
    return render(request, "console/sanctions.html", {"rows": rows, "which": which, "is_over": is_over})


@require_safe
@for_staff(SANCTIONS)
def sanction(request: HttpRequest, visit: Visit, sanction_id: str) -> HttpResponse:
    """Show a decision: what the member reads, how far it has come, and what can be done about it."""
    return show_sanction(request, visit, sanction_id, {})


_DISAGREE: Final[Mapping[str, Callable[..., None]]] = {
    State.AWAITING_APPROVAL: decline_sanction,
    State.EFFECTIVE: lift_sanction,
}
"""What a second person's no does: to what waits for it, and to what could not wait. All else is taken back."""


@require_http_methods(["POST"])
@for_staff(APPROVALS)
def approve(request: HttpRequest, visit: Visit, sanction_id: str) -> HttpResponse:
    """Agree to a decision as the second person, or disagree: then its case waits again."""
    form = Approval(request.POST)
    found = find_sanction(sanction_id)
    if not form.is_valid():
        return _again(request, visit, sanction_id, {"approval": form})
    disagree = _DISAGREE.get(found["state"], withdraw_sanction)
    act = approve_sanction if form.cleaned_data["agrees"] == "yes" else disagree
    try:
        act(sanction=sanction_id, by=visit.actor, reasons=form.cleaned_data["reasons"], is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return _again(request, visit, sanction_id, {"approval": form}, refused)
    messages.success(request, visit.words.say(f"approved.{form.cleaned_data['agrees']}"))
    return redirect("console:sanction", sanction_id=sanction_id)


@require_http_methods(["POST"])
@for_staff(CASES)
def reply(request: HttpRequest, visit: Visit, sanction_id: str) -> HttpResponse:
    """Reply to what the member answered."""
    form = Reply(request.POST)
    find_sanction(sanction_id)
    if not form.is_valid():
        return _again(request, visit, sanction_id, {"reply": form})
    words = form.cleaned_data["words"]
    try:
        reply_to_answer(sanction=sanction_id, by=visit.actor, words=words, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return _again(request, visit, sanction_id, {"reply": form}, refused)
    messages.success(request, visit.words.say("replied"))
    return redirect("console:sanction", sanction_id=sanction_id)


def _again(
    request: HttpRequest,
    visit: Visit,
    sanction_id: str,
    sent: Mapping[str, forms.Form],
    refused: Refused | None = None,
) -> HttpResponse:
    """Show why it was not done, with what was typed: in its form, or beside the reason where none is offered now."""
    offered = _forms(find_sanction(sanction_id), visit, {})
    if not offered.keys() & sent.keys():
        return refuse_late(request, refused)
    for form in sent.values():
        form.add_error(None, [] if refused is None else tell(refused))
    return show_sanction(request, visit, sanction_id, sent)


def find_sanction(sanction_id: str) -> Json:
    """Return a decision of a person. Raises Http404."""
    found = get_sanction(sanction_id, is_test=IS_TEST)
    if found is None:
        raise Http404
    return found


def show_sanction(request: HttpRequest, visit: Visit, sanction_id: str, sent: Mapping[str, forms.Form]) -> HttpResponse:
    """Show a decision, with the form that was sent where it was not done."""
    found, names = find_sanction(sanction_id), list_names()
    is_ahead = found["state"] in {State.AWAITING_APPROVAL, State.DECIDED}
    foreseen = foresee_waiting(sanction_id, now=visit.now) if is_ahead else {}
    handed = None if is_ahead else get_statement(sanction_id, is_test=IS_TEST)
    named = {
        "one": found,
        "sanction_id": sanction_id,
        "form": next(iter(sent.values()), None),
        "written": read_ruling(sanction_id),
        "announced": foreseen.get("announced"),
        "reads": foreseen.get("reads") or (handed and handed.statement),
        "handed": handed,
        "effects": [tell_effect(one, visit.words) for one in foreseen.get("effects", ())],
        "moments": [(name, found[name]) for name in _MOMENTS if found[name]],
        "steps": [
            (step.rule.partition(":")[0], step.due_at)
            for step in list_open(subject=sanction_id)
            if step.kind != Kind.START_WINDOW
        ],
        "clocks": list_clocks(subject=sanction_id, is_test=IS_TEST, now=visit.now),
        "remedies": list_remedies(is_test=IS_TEST, most=_MOST, decision=sanction_id),
        "names": {"decided": names.get(found["decided_by"]), "approved": names.get(found["approved_by"] or "")},
        "may_give": bool(visit.roles & REMEDIES),
        "may_hear": bool(visit.roles & APPEALS),
        "may_override": bool(visit.roles & OVERSIGHT),
        "appeals": list_appeals(is_test=IS_TEST, most=_MOST, decision=sanction_id),
        "changes": list_changes(found, visit),
        **_forms(found, visit, sent),
    }
    return render(request, "console/sanction.html", named)


def _forms(found: Json, visit: Visit, sent: Mapping[str, forms.Form]) -> dict[str, forms.Form | bool]:
    """Return the forms for what this person can do about a decision now."""
    is_waiting = waits_for_second(found)
    is_second = bool(visit.roles & APPROVALS) and found["decided_by"] != visit.actor.id
    awaits_reply = bool(visit.roles & CASES) and _owes_reply(found)
    shown: dict[str, forms.Form | bool] = {"is_own": is_waiting and found["decided_by"] == visit.actor.id}
    if is_waiting and is_second:
        shown["approval"] = sent.get("approval") or Approval()
        shown["has_looked"] = _has_looked(found, visit)
    if awaits_reply:
        shown["reply"] = sent.get("reply") or Reply()
    return shown


def _owes_reply(found: Json) -> bool:
    """Tell whether the member wrote, for the first time or once more, and nobody has replied since."""
    answered, replied = (found[name] and datetime.fromisoformat(found[name]) for name in ("answered_at", "replied_at"))
    return answered is not None and (replied is None or replied < answered)


def _has_looked(found: Json, visit: Visit) -> bool:
    """Tell whether the second person opened what the decision relies on."""
    opened = {one.item for one in list_opened(found["case"]) if one.by == visit.actor and one.what is Shown.EVIDENCE}
    return opened >= set(read_ruling(found["id"]).get("relied_on", ()))


def list_changes(sanction: Mapping[str, Any], visit: Visit) -> list[str]:
    """Return what this person can do about how long a decision lasts, as it stands."""
    runs, is_decider = sanction["state"] == State.EFFECTIVE, sanction["decided_by"] == visit.actor.id
    is_suspension = sanction["action"] == Action.SUSPEND_PENDING_REVIEW.word
    has_no_end = any(one["lasts"] is None for one in sanction["measures"])
    can = {
        "lift": runs and bool(visit.roles & CASES),
        "withdraw": sanction["state"] in _AHEAD and bool(visit.roles & CASES),
        "review": runs and has_no_end and bool(visit.roles & CASES),
        "renew": runs and is_suspension and not is_decider and bool(visit.roles & APPROVALS),
    }
    return [name for name, is_so in can.items() if is_so]


_AHEAD: Final = frozenset({State.AWAITING_APPROVAL, State.DECIDED, State.ANNOUNCED, State.NOTIFIED})
"""The states in which nothing has taken effect yet."""
