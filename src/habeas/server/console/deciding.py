"""Deciding a case: written, shown as the member will read it with every effect, and only then done."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.refusals import Refused
from habeas.policy.rules import Policy
from habeas.server.cases.languages import get_reads
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.decision_form import Sheet, read_sheet
from habeas.server.console.effects import tell_effect
from habeas.server.console.evidence import CaseFile, find_case, read_file
from habeas.server.console.reading import begin_with, quote_clauses
from habeas.server.console.refusals import refuse_late
from habeas.server.holds.at_hand import list_open
from habeas.server.identity.roles import CASES
from habeas.server.policies.rulebook import get_policy
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.preview_decision import preview_decision

CHECK: Final = "check"
CHANGE: Final = "change"
CONFIRM: Final = "confirm"
"""What the button says with which the form was sent."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def decide(request: HttpRequest, visit: Visit, case_id: str) -> HttpResponse:
    """Take a decision down, show what it would bring about, and decide."""
    case = find_case(case_id, visit.now)
    file = read_file(case, visit)
    is_sent = request.method == "POST"
    if is_sent and not file.words:
        return refuse_late(request)
    if not file.words or not (file.is_open or is_sent):
        messages.warning(request, visit.words.say("decide.open_first"))
        return redirect("console:case", case_id=case_id)
    if file.unopened:  # What was written stays: it is about what was opened, and nothing else is decided.
        messages.warning(request, visit.words.say("decide.more_came"))
    exhibits = [one.exhibit for one in file.words]
    policy = get_policy(exhibits[-1].policy)
    there = list_open(case["member"], is_test=IS_TEST, now=visit.now)
    sent = request.POST if is_sent else None
    sheet = read_sheet(sent, exhibits=exhibits, policy=policy, there=there)
    begin_with(sheet.form, get_reads(case["member"], is_test=IS_TEST))
    step = request.POST.get("step", "")
    if step in {CHECK, CONFIRM} and sheet.is_valid():
        try:
            return _go_on(request, visit, case, sheet, step)
        except Refused as refused:
            sheet.refuse(refused)
    return _show_form(request, case, file, policy, sheet)


def _go_on(request: HttpRequest, visit: Visit, case: Mapping[str, Any], sheet: Sheet, step: str) -> HttpResponse:
    """Decide where the preview was confirmed, else show it. Raises what the decision is refused for."""
    said = {"case": case["id"], "ruling": sheet.ruling(), "by": visit.actor, "is_test": IS_TEST, "now": visit.now}
    if step == CONFIRM:
        made = decide_case(**said)
        messages.success(request, visit.words.say("decide.done"))
        return redirect("console:sanction", sanction_id=made)
    foreseen = preview_decision(**said)
    named = {
        "case": case,
        "announced": foreseen["announced"],
        "reads": foreseen["reads"],
        "effects": [tell_effect(one, visit.words) for one in foreseen["effects"]],
        "appeal_until": foreseen["appeal_until"],
        "note": sheet.form.cleaned_data["note"],
        "sent": sent_again(request),
    }
    return render(request, "console/check_decision.html", named)


def sent_again(request: HttpRequest) -> Sequence[tuple[str, str]]:
    """Return all that was sent, to be sent again with the next step."""
    own = {"csrfmiddlewaretoken", "step"}
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in own]


def _show_form(
    request: HttpRequest, case: Mapping[str, Any], file: CaseFile, policy: Policy, sheet: Sheet
) -> HttpResponse:
    named = {"case": case, "file": file, "sheet": sheet, "form": sheet.form, "problems": sheet.problems}
    return render(request, "console/decide.html", named | {"clauses": quote_clauses(policy)})
