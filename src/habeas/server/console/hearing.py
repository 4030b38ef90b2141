"""Deciding an appeal: an answer to each argument, an outcome, what it undoes, and only then it is done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.beside import is_harsher
from habeas.domain.appeals.reversal import ReversalStep, StepKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.refusals import Refused
from habeas.domain.statements.catalogues import Catalogue
from habeas.policy.actions import AUTOMATION_CEILING, Action
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.appeals import find_appeal, look_at
from habeas.server.console.deciding import CHECK, CONFIRM, sent_again
from habeas.server.console.effects import tell_machine_decision
from habeas.server.console.fields import Long, One, OneOfMany, Several, Tick, choices_of
from habeas.server.console.refusals import tell
from habeas.server.console.words import read_words
from habeas.server.identity.roles import APPEALS
from habeas.server.usecases.decide_appeal import Verdict, decide_appeal
from habeas.server.usecases.preview_verdict import preview_verdict

Json = Mapping[str, Any]

_EXPECTED: Final = tuple(one.word for one in Action if one <= AUTOMATION_CEILING)
"""What a policy can say by itself; harsher it only proposes."""


class HearingForm(forms.Form):
    """How an appeal is decided. Each argument has a field of its own for its answer: `answer_` and the id."""

    outcome = One("hear.outcome", choices=lambda: choices_of("outcome_means", list(Outcome)))
    kept = Several("hear.kept")
    wrong = Several("hear.wrong")
    reasons = Long("hear.reasons")
    recognized_by = Long("hear.recognized", required=False, rows=3)
    is_unfounded = Tick("hear.unfounded")
    expected_action = OneOfMany("hear.expected", choices=lambda: choices_of("action", _EXPECTED))

    def __init__(
        self,
        sent: Any,  # noqa: ANN401
        *,
        arguments: Sequence[Json],
        measures: Sequence[Json],
        beside: Sequence[Json],
        matter: Matter,
    ) -> None:
        """Give each argument its field; name the measures that may stay, and what goes unless it is unticked.

        Of a safeguard alone it is asked how its owner was recognized.
        """
        super().__init__(sent, initial={"expected_action": Action.NONE.word, "wrong": [one["id"] for one in beside]})
        self.beside = beside
        for one in arguments:
            self.fields[f"answer_{one['id']}"] = Long("hear.answer", rows=3)
        self.fields["kept"].choices = [(one["id"], _measure(one)) for one in measures]  # type: ignore[attr-defined]
        self.fields["wrong"].choices = [(one["id"], _beside(one)) for one in beside]  # type: ignore[attr-defined]
        for name, offered in (("kept", measures), ("wrong", beside)):
            if not offered:
                del self.fields[name]
        if matter is not Matter.SAFEGUARD:
            del self.fields["recognized_by"]

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers by argument."""
        begins = "answer_"
        return {name.removeprefix(begins): said for name, said in self.cleaned_data.items() if name.startswith(begins)}

    @property
    def verdict(self) -> Verdict:
        """Return what was written as the use case takes it."""
        said = self.cleaned_data
        outcome = Outcome(said["outcome"])
        action = said["expected_action"]
        expect = {"action": action} | ({"allowed": True} if action == Action.NONE.word else {})
        wrong = (one["id"] for one in self.beside if is_harsher(one["action"], expect=expect))
        return Verdict(
            outcome=outcome,
            reasons=said["reasons"],
            answers=self.answers,
            kept=frozenset(said.get("kept", ())) if outcome is Outcome.VARIED else frozenset(),
            wrong=frozenset(said.get("wrong", ())).intersection(wrong)
            if outcome is Outcome.OVERTURNED
            else frozenset(),
            is_unfounded=said["is_unfounded"],
            recognized_by=said.get("recognized_by", ""),
            expect=expect,
        )


def _measure(one: Json) -> str:
    words = read_words()
    return ", ".join(words.say(f"takes.{capability}") for capability in one["capabilities"])


def _beside(one: Json) -> str:
    return tell_machine_decision(one["action"], datetime.fromisoformat(one["occurred_at"]), read_words())


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(APPEALS)
def hear(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Take the outcome down, show what it undoes, and decide."""
    found = find_appeal(appeal_id, visit)
    named = look_at(found, visit)
    measures = named["sanction"]["measures"] if named["sanction"] else ()
    sent = request.POST if request.method == "POST" else None
    form = HearingForm(
        sent,
        arguments=named["arguments"],
        measures=measures,
        beside=named["beside"],
        matter=Matter(found["matter"]),
    )
    step = request.POST.get("step", "")
    if step in {CHECK, CONFIRM} and form.is_valid():
        try:
            return _go_on(request, visit, named, form.verdict, step)
        except Refused as refused:
            form.add_error(_field_of(refused, form), tell(refused))
    asked = [{**one, "field": form[f"answer_{one['id']}"]} for one in named["arguments"]]
    return render(request, "console/hear.html", {**named, "form": form, "asked": asked})


def _go_on(request: HttpRequest, visit: Visit, named: Json, verdict: Verdict, step: str) -> HttpResponse:
    """Decide where the preview was confirmed, else show it. Raises what the outcome is refused for."""
    appeal = named["appeal"]["id"]
    if step == CONFIRM:
        decide_appeal(appeal=appeal, verdict=verdict, by=visit.actor, is_test=IS_TEST, now=visit.now)
        messages.success(request, visit.words.say(f"heard.{verdict.outcome}"))
        return redirect("console:appeal", appeal_id=appeal)
    steps = preview_verdict(
        appeal=appeal,
        ruling=verdict.ruling(by=visit.actor, at=visit.now),
        recognized_by=verdict.recognized_by,
        is_test=IS_TEST,
        now=visit.now,
    )
    shown = {
        **named,
        "verdict": verdict,
        "answered": [{**one, "answer": verdict.answers[one["id"]]} for one in named["arguments"]],
        "steps": [
            *_told(steps, visit.words, member=named["appeal"]["member"]),
            *(
                visit.words.say("undo.machine", what=_beside(one))
                for one in named["beside"]
                if one["id"] in (verdict.wrong or ())
            ),
        ],
        "sent": sent_again(request),
    }
    return render(request, "console/check_hearing.html", shown)


def _told(steps: Iterable[ReversalStep], words: Catalogue, *, member: str) -> Iterable[str]:
    for step in steps:
        key = f"undo.{step.effect}" if step.kind is StepKind.UNDO else f"step.{step.kind}"
        if step.kind is StepKind.TELL and step.subject != member:
            key = "step.tell_reporter"
        yield words.say(key if key in words.texts else "undo.other", subject=step.subject)


_FIELDS: Final = {
    "argument-unanswered": "answer_",
    "ruling-without-reasons": "reasons",
    "ruling-is-boilerplate": "reasons",
    "varied-to-nothing": "kept",
    "not-beside-the-decision": "wrong",
    "unfounded-but-not-upheld": "is_unfounded",
    "owner-not-recognized": "recognized_by",
}
"""At which field a refusal is said; an answer's by how its name begins."""


def _field_of(refused: Refused, form: HearingForm) -> str | None:
    """Return the field that a refusal is about; None where it is about more than one."""
    begins = _FIELDS.get(refused.code)
    if begins == "answer_":
        return f"answer_{refused.facts['first']}"
    return begins if begins in form.fields else None
