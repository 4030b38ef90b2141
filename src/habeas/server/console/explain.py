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
from habeas.server.cases.languages import get_reads
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.effects import tell_machine_decision
from habeas.server.console.evidence import find_case
from habeas.server.console.fields import Long, Moment, OneOfMany, Several, StaffChoice, choices_of, list_colleagues
from habeas.server.console.reading import begin_with, list_languages
from habeas.server.console.refusals import tell
from habeas.server.console.words import read_words
from habeas.server.decisions.queries import list_in_force
from habeas.server.identity.roles import ANYBODY, CASES
from habeas.server.identity.staff import actor_of
from habeas.server.usecases.ask_colleague import ask_colleague
from habeas.server.usecases.ask_member import ask_member
from habeas.server.usecases.claim_case import escalate_case, hand_over_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.make_promise import make_promise
from habeas.server.usecases.note_stakes import note_stakes

STAKES: Final = ("harms_others", "is_sole_income")
"""What orders a queue and only a person can know."""


class Because(forms.Form):
    """Why."""

    because = Long("explain.because", longest=2000)


class HandOver(Because):
    """Who takes over, and why."""

    to = StaffChoice("explain.to")
    field_order = ("to", "because")


class QuestionToMember(forms.Form):
    """What the member is asked, in which language."""

    question = Long("explain.question_member")
    language = OneOfMany("explain.language", choices=list_languages)


class QuestionToColleague(forms.Form):
    """What a colleague is asked."""

    to = StaffChoice("explain.asked")
    question = Long("explain.question")


class Stakes(forms.Form):
    """What is at stake, and how that is known."""

    at_stake = Several("explain.at_stake", choices=lambda: choices_of("stakes", STAKES))
    because = Long("explain.known_from", longest=2000)


class Promise(forms.Form):
    """What the member is promised, and by when."""

    words = Long("explain.promise", longest=2000)
    until = Moment("explain.until")


class Closing(Because):
    """Why nothing is done, and which decisions of a machine were wrong."""

    wrong = Several("explain.wrong")
    field_order = ("wrong", "because")


@dataclass(frozen=True, slots=True)
class Explained:
    """A move with the form that asks for its words, and what is done with them."""

    form: type[forms.Form]
    act: Callable[..., object]


EXPLAINED: Final[Mapping[str, Explained]] = {
    "hand_over": Explained(HandOver, hand_over_case),
    "ask_colleague": Explained(QuestionToColleague, ask_colleague),
    "ask_member": Explained(QuestionToMember, ask_member),
    "escalate": Explained(Because, escalate_case),
    "note_stakes": Explained(Stakes, note_stakes),
    "make_promise": Explained(Promise, make_promise),
    "close": Explained(Closing, close_case),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def explain(request: HttpRequest, visit: Visit, case_id: str, name: str) -> HttpResponse:
    """Ask for what a move needs, and do it."""
    if name not in EXPLAINED:
        raise Http404
    found, move = find_case(case_id, visit.now), EXPLAINED[name]
    form = move.form(request.POST if request.method == "POST" else None)
    if "to" in form.fields:
        asked = CASES if name == "hand_over" else ANYBODY
        form.fields["to"].choices = list_colleagues(visit.actor, asked)  # type: ignore[attr-defined]
    if "language" in form.fields:
        begin_with(form, get_reads(found["member"], is_test=IS_TEST))
    if "wrong" in form.fields:
        form.fields["wrong"].choices = _list_standing(case_id)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _do(form, move, visit, case_id):
        messages.success(request, read_words().say(f"explained.{name}"))
        return redirect("console:case", case_id=case_id)
    return render(request, "console/explain.html", {"form": form, "act": name, "case": found})


def _list_standing(case_id: str) -> list[tuple[str, str]]:
    """Return what a machine did about the messages of a case and what still stands, with its words."""
    words = read_words()
    return [(one.id, tell_machine_decision(one.action, one.occurred_at, words)) for one in list_in_force(case_id)]


def _do(form: forms.Form, move: Explained, visit: Visit, case_id: str) -> bool:
    """Do what was asked; say in the form why not, and tell that it was not done."""
    said: dict[str, Any] = dict(form.cleaned_data)
    if "to" in said:
        said["to"] = actor_of(int(said["to"]))
    if "at_stake" in said:
        noted = said.pop("at_stake")
        said |= {one: one in noted for one in STAKES}
    try:
        move.act(case=case_id, by=visit.actor, is_test=IS_TEST, now=visit.now, **said)
    except Refused as refused:
        form.add_error(None, tell(refused))
        return False
    return True
