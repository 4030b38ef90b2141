"""What people do in a campaign: open, leave out, decide, agree, give up, look again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from habeas.domain.campaigns.campaign import MOST, TargetState
from habeas.domain.refusals import Refused
from habeas.server.campaigns.queries import list_targets
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.campaigns import (
    Agreement,
    Because,
    Json,
    Review,
    done,
    find_campaign,
    find_target,
    said_no,
    show_campaign,
    show_member,
)
from habeas.server.console.deciding import CHECK, CONFIRM, sent_again
from habeas.server.console.decision_form import Sheet, read_sheet
from habeas.server.console.effects import tell_effect
from habeas.server.console.reading import begin_with_each, quote_clauses
from habeas.server.holds.at_hand import Open
from habeas.server.holds.plans import Said
from habeas.server.identity.roles import APPROVALS, CASES
from habeas.server.policies.rulebook import get_policy
from habeas.server.sanctions.ruling import Ruling
from habeas.server.usecases.approve_campaign import approve_campaign, decline_campaign
from habeas.server.usecases.decide_campaign import decide_campaign
from habeas.server.usecases.drop_campaign import drop_campaign
from habeas.server.usecases.foresee_campaign import foresee_campaign
from habeas.server.usecases.leave_out_of_campaign import leave_out_of_campaign
from habeas.server.usecases.open_campaign_member import open_campaign_member
from habeas.server.usecases.review_campaign import SecondLook, review_campaign


@require_POST
@for_staff(CASES)
def open_member(request: HttpRequest, visit: Visit, campaign_id: str, member_id: str) -> HttpResponse:  # noqa: ARG001
    """Open what a campaign holds of one member; that it was opened is kept."""
    find_target(campaign_id, member_id)
    open_campaign_member(campaign=campaign_id, member=member_id, by=visit.actor, is_test=IS_TEST, now=visit.now)
    return redirect("console:campaign_member", campaign_id=campaign_id, member_id=member_id)


@require_POST
@for_staff(CASES)
def leave_out(request: HttpRequest, visit: Visit, campaign_id: str, member_id: str) -> HttpResponse:
    """Leave a member out who does not belong in the campaign."""
    find_target(campaign_id, member_id)
    form = Because(request.POST)
    if not form.is_valid():
        return show_member(request, visit, campaign_id, member_id, {"leaving": form})
    said = {"campaign": campaign_id, "member": member_id, "because": form.cleaned_data["because"]}
    try:
        leave_out_of_campaign(**said, by=visit.actor, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return show_member(request, visit, campaign_id, member_id, {"leaving": said_no(form, refused)})
    done(request, visit, "campaign.left_out")
    return redirect("console:campaign", campaign_id=campaign_id)


@require_POST
@for_staff(CASES)
def review(request: HttpRequest, visit: Visit, campaign_id: str, member_id: str) -> HttpResponse:
    """Keep the decision about a member, or take it back, after another one was overturned."""
    find_target(campaign_id, member_id)
    form = Review(request.POST)
    if not form.is_valid():
        return show_member(request, visit, campaign_id, member_id, {"review": form})
    look = SecondLook(keeps=form.cleaned_data["keeps"] == "yes", reasons=form.cleaned_data["reasons"])
    said: dict[str, Any] = {"campaign": campaign_id, "member": member_id, "look": look}
    try:
        review_campaign(**said, by=visit.actor, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return show_member(request, visit, campaign_id, member_id, {"review": said_no(form, refused)})
    done(request, visit, f"campaign_reviewed.{form.cleaned_data['keeps']}")
    return redirect("console:campaign", campaign_id=campaign_id)


@require_POST
@for_staff(APPROVALS)
def approve(request: HttpRequest, visit: Visit, campaign_id: str) -> HttpResponse:
    """Agree as the second person, or disagree: then nothing is decided about anybody."""
    find_campaign(campaign_id)
    form = Agreement(request.POST)
    if not form.is_valid():
        return show_campaign(request, visit, campaign_id, {"agreement": form})
    act = approve_campaign if form.cleaned_data["agrees"] == "yes" else decline_campaign
    said = {"campaign": campaign_id, "reasons": form.cleaned_data["reasons"]}
    try:
        act(**said, by=visit.actor, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return show_campaign(request, visit, campaign_id, {"agreement": said_no(form, refused)})
    done(request, visit, f"campaign_agreed.{form.cleaned_data['agrees']}")
    return redirect("console:campaign", campaign_id=campaign_id)


@require_POST
@for_staff(CASES)
def drop(request: HttpRequest, visit: Visit, campaign_id: str) -> HttpResponse:
    """Give a campaign up before it is decided."""
    find_campaign(campaign_id)
    form = Because(request.POST)
    if not form.is_valid():
        return show_campaign(request, visit, campaign_id, {"dropping": form})
    said = {"campaign": campaign_id, "because": form.cleaned_data["because"]}
    try:
        drop_campaign(**said, by=visit.actor, is_test=IS_TEST, now=visit.now)
    except Refused as refused:
        return show_campaign(request, visit, campaign_id, {"dropping": said_no(form, refused)})
    done(request, visit, "campaign.dropped")
    return redirect("console:campaign", campaign_id=campaign_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def decide(request: HttpRequest, visit: Visit, campaign_id: str) -> HttpResponse:
    """Take a ruling down, show what one of the members would read, and decide about all."""
    found = find_campaign(campaign_id)
    sheet = _read(request.POST if request.method == "POST" else None, found, now=visit.now)
    step = request.POST.get("step", "")
    if step in {CHECK, CONFIRM} and sheet.is_valid():
        try:
            return _go_on(request, visit, found, _ruling(sheet), step)
        except Refused as refused:
            sheet.refuse(refused)
    clauses = quote_clauses(get_policy(found["policy"]))
    named = {"one": found, "sheet": sheet, "form": sheet.form, "problems": sheet.problems, "clauses": clauses}
    return render(request, "console/decide_campaign.html", named)


def _read(sent: QueryDict | None, found: Json, *, now: datetime) -> Sheet:
    """Return the form of a decision without what is each member's own: evidence, money, contracts."""
    nothing = Open(as_of=now, amounts=(), contracts=(), claims=())
    sheet = read_sheet(sent, exhibits=(), policy=get_policy(found["policy"]), there=nothing)
    del sheet.form.fields["relied_on"]
    begin_with_each(sheet.form)
    return sheet


def _ruling(sheet: Sheet) -> Ruling:
    """Return what was written. Money goes on its usual dates: answers by name are each member's own."""
    return replace(sheet.ruling(), money=Said(is_usual=True))


def _go_on(request: HttpRequest, visit: Visit, found: Json, ruling: Ruling, step: str) -> HttpResponse:
    """Decide where the preview was confirmed, else show it. Raises what the decision is refused for."""
    said: dict[str, Any] = {"campaign": found["id"], "ruling": ruling, "by": visit.actor}
    if step == CONFIRM:
        decide_campaign(**said, is_test=IS_TEST, now=visit.now)
        done(request, visit, "campaign.is_decided")
        return redirect("console:campaign", campaign_id=found["id"])
    member = _shown_for(found)
    foreseen = foresee_campaign(**said, member=member, is_test=IS_TEST, now=visit.now)
    named = {
        "case": {"id": found["id"], "member": member},
        "reads": foreseen["reads"],
        "effects": [tell_effect(one, visit.words) for one in foreseen["effects"]],
        "appeal_until": foreseen["appeal_until"],
        "note": ruling.note,
        "sent": sent_again(request),
    }
    return render(request, "console/check_decision.html", named)


def _shown_for(found: Json) -> str:
    """Return of whom one sees what they would read: the first of the sample who was not left out, else of all."""
    selected = [one["member"] for one in list_targets(found["id"], most=MOST, state=TargetState.SELECTED)]
    sample = [one for one in found["sample"] if one in selected]
    return str(next(iter([*sample, *selected, *found["sample"]])))
