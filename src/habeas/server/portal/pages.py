"""The pages: where a member stands, what was decided, one decision with its reasons, their data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from habeas.policy.timeline.strikes import Standing, StrikeEntry
from habeas.server.appeals.remedies import list_remedies
from habeas.server.audit.signing import get_verifier_key
from habeas.server.cases.authors import list_reports
from habeas.server.cases.queries import list_inquiries, list_promises
from habeas.server.decisions.standing import Remembered, get_standing
from habeas.server.notices.queries import list_sent
from habeas.server.portal.measures import tell_taken
from habeas.server.portal.naming import Called, name_sent
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member, for_whoever_acts
from habeas.server.recourse.ways import get_way_back
from habeas.server.rulings.worklists import list_announced
from habeas.server.safeguards.queries import list_safeguards
from habeas.server.sanctions.queries import list_measures
from habeas.server.usecases.note_read import note_read

ON_A_PAGE: Final = 25
"""Decisions on one page of their list."""

_MOST_MEASURES: Final = 100


@dataclass(frozen=True, slots=True)
class Titled:
    """Something that counts or is remembered: which decision, what that is called, and how it stands."""

    decision: str
    called: Called
    entry: StrikeEntry | Remembered
    is_counting: bool


@require_safe
@for_member
def account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what a member can and cannot do and until when, the strikes, and the hints, which are none."""
    standing = get_standing(visit.member, is_test=False, now=visit.now)
    called = name_sent(list_sent(visit.member))
    measures = list_measures(is_test=False, now=visit.now, most=_MOST_MEASURES, in_force=True, member=visit.member)
    strikes = [one for one in reversed(standing.strikes) if one.decision in called]
    nudges: list[Remembered] = [one for one in reversed(standing.nudges) if one.decision in called]
    named: dict[str, Any] = {
        "questions": list_inquiries(is_test=False, member=visit.member, is_open=True),
        "safeguards": list_safeguards(is_test=False, now=visit.now, member=visit.member, in_force=True),
        "announced": list_announced(visit.member, is_test=False),
        "promises": list_promises(visit.member, now=visit.now),
        "measures": [
            {**one, "is_told": one["decision"] in called, "taken": tell_taken(one, visit.words)} for one in measures
        ],
        "counting": sum(one.standing is Standing.COUNTS for one in strikes),
        "strikes": [
            Titled(one.decision, called[one.decision], one, one.standing is Standing.COUNTS) for one in strikes
        ],
        "hints": [Titled(one.decision, called[one.decision], one, is_counting=False) for one in nudges],
    }
    return _page(request, visit, "account", named)


@require_safe
@for_whoever_acts
def decisions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what a member was told, the newest first."""
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000000") else 1
    page = max(page, 1)
    only = None if visit.acting is None or visit.acting.decision is None else [visit.acting.decision]
    sent = list_sent(visit.member, most=ON_A_PAGE + 1, skipped=(page - 1) * ON_A_PAGE, decisions=only)
    named = {
        "sent": sent[:ON_A_PAGE],
        "newer": page - 1 or None,
        "older": page + 1 if len(sent) > ON_A_PAGE else None,
    }
    return _page(request, visit, "decisions", named)


@require_safe
@for_whoever_acts
def decision(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """Show the statements of a decision as they were sent, the last first; somebody else's decision is not there.

    What came of a member's own report is a decision, too, with a page of its own.
    """
    return show_decision(request, visit, decision_id, {})


def show_decision(
    request: HttpRequest, visit: Visit, decision_id: str, typed: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page of a decision, with what was typed in its form and what is wrong there."""
    covered = visit.covers(decision_id)
    sent = list_sent(visit.member, decisions=[decision_id], with_entries=True) if covered else []
    if (
        not sent
        and visit.acting is None
        and any(one["reporter"] == visit.member for one in list_reports(is_test=False, report=decision_id))
    ):
        return redirect("portal:report", report_id=decision_id)
    if not sent:
        return not_found(request)
    if visit.acting is None:
        note_read(decision=decision_id, member=visit.member, now=visit.now)
    named = {
        "sent": sent,
        "first": sent[0],
        "log_key": get_verifier_key(),
        "remedies": list_remedies(is_test=False, most=ON_A_PAGE, member=visit.member, decision=decision_id),
        "way": get_way_back(decision_id, member=visit.member, is_test=False, now=visit.now),
        "announced": find_announced(decision_id, visit),
        **typed,
    }
    return _page(request, visit, "decision", named, status=status)


def find_announced(decision_id: str, visit: Visit) -> Mapping[str, Any] | None:
    """Return what is intended under an id about the member who visits; None where it is decided or taken back."""
    announced = list_announced(visit.member, is_test=False) if visit.acting is None else ()
    return next((one for one in announced if one["id"] == decision_id), None)


@require_safe
@for_member
def own_records(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offer everything that is held about a member."""
    return _page(request, visit, "own_records", {})


def _page(request: HttpRequest, visit: Visit, name: str, named: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = {"words": visit.words, "member": visit.member, "visit": visit, "now": visit.now, "here": name, **named}
    return render(request, f"portal/{name}.html", shown, status=status)
