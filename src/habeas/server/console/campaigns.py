"""Campaigns: begun by a criterion, followed from their sample to what became of each member."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from habeas.domain.campaigns.campaign import ALONE, CampaignState, TargetState
from habeas.domain.refusals import Refused
from habeas.server.campaigns.queries import get_beside, get_campaign, get_target, list_campaigns, list_targets
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.evidence import speaking_for, words_of
from habeas.server.console.fields import Long, Moment, One, Short, choices_of
from habeas.server.console.refusals import tell
from habeas.server.decisions.exhibits import list_exhibits_of
from habeas.server.decisions.standing import get_standing
from habeas.server.identity.roles import APPROVALS, CASES
from habeas.server.identity.staff import list_names
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.preview_campaign import Selection, preview_campaign

_MOST: Final = 100
_LOOKED_BACK: Final = timedelta(days=7)
"""How far back a campaign looks where nobody says otherwise."""

Json = Mapping[str, Any]


class Criterion(forms.Form):
    """How members are selected."""

    criterion = Short("campaign.criterion", longest=500)
    condition = Long("campaign.condition", longest=4000, rows=3)
    since = Moment("campaign.since")
    until = Moment("campaign.until")


class Because(forms.Form):
    """Why."""

    because = Long("campaign.because", longest=2000)


class Agreement(forms.Form):
    """The second person's word."""

    agrees = One("approve.agrees", choices=lambda: choices_of("campaign_agrees", ["yes", "no"]))
    reasons = Long("approve.reasons")


class Review(forms.Form):
    """What a second look found."""

    keeps = One("campaign.keeps", choices=lambda: choices_of("campaign_keeps", ["yes", "no"]))
    reasons = Long("campaign.review_reasons")


@require_safe
@for_staff(CASES)
def campaigns(request: HttpRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001  # as views are called
    """List campaigns, the newest first."""
    names = list_names()
    rows = [{**one, "begun_by": names.get(one["previewed_by"])} for one in list_campaigns(is_test=IS_TEST, most=_MOST)]
    return render(request, "console/campaigns.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(CASES)
def begin(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a criterion and show whom it selects; nothing happens to anybody by that."""
    usual = {"since": visit.now - _LOOKED_BACK, "until": visit.now}
    form = Criterion(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            made = preview_campaign(
                selection=Selection(**form.cleaned_data), by=visit.actor, is_test=IS_TEST, now=visit.now
            )
        except Refused as refused:
            form.add_error("condition" if refused.code == "criterion-unreadable" else None, tell(refused))
        else:
            return redirect("console:campaign", campaign_id=made)
    return render(request, "console/begin_campaign.html", {"form": form})


@require_safe
@for_staff(CASES)
def campaign(request: HttpRequest, visit: Visit, campaign_id: str) -> HttpResponse:
    """Show a campaign: its criterion, its sample, how many members stand where, and what comes next."""
    return show_campaign(request, visit, campaign_id, {})


def find_campaign(campaign_id: str) -> Json:
    """Return a campaign. Raises Http404."""
    found = get_campaign(campaign_id, is_test=IS_TEST)
    if found is None:
        raise Http404
    return found


def find_target(campaign_id: str, member: str) -> Json:
    """Return one member of a campaign. Raises Http404."""
    find_campaign(campaign_id)
    found = get_target(campaign_id, member)
    if found is None:
        raise Http404
    return found


def show_campaign(request: HttpRequest, visit: Visit, campaign_id: str, sent: Mapping[str, forms.Form]) -> HttpResponse:
    """Show a campaign, with the form that was sent where it was not done, by whatever it came too late."""
    found, names = find_campaign(campaign_id), list_names()
    opened = {one["member"] for one in found["opened"] if one["by"] == visit.actor.id}
    unopened = [one for one in found["sample"] if one not in opened]
    is_before = found["state"] in {CampaignState.PREVIEWED, CampaignState.AWAITING_APPROVAL}
    is_waiting = found["state"] == CampaignState.AWAITING_APPROVAL
    is_second = is_waiting and found["decided_by"] != visit.actor.id
    is_open = found["state"] == CampaignState.PREVIEWED
    beside = get_beside(campaign_id, by=visit.actor, now=visit.now) if is_open else 0
    named = {
        "one": found,
        "form": next(iter(sent.values()), None),
        "names": {name: names.get(found[f"{name}_by"] or "") for name in ("previewed", "decided", "approved")},
        "sample": [{"member": one, "is_open": one in opened} for one in found["sample"]],
        "unopened": len(unopened),
        "next": unopened[0] if unopened else None,
        "counts": found["members"].items(),
        "targets": list_targets(campaign_id, most=_MOST),
        "flagged": list_targets(campaign_id, most=_MOST, state=TargetState.FLAGGED),
        "beside": beside,
        "needs_second": found["size"] + beside > ALONE,
        "can_decide": is_open and not unopened,
        "is_own": is_waiting and not is_second,
        "agreement": sent.get("agreement") or (Agreement() if is_second and visit.roles & APPROVALS else None),
        "dropping": sent.get("dropping") or (Because() if is_before else None),
    }
    return render(request, "console/campaign.html", named)


@require_safe
@for_staff(CASES)
def member(request: HttpRequest, visit: Visit, campaign_id: str, member_id: str) -> HttpResponse:
    """Show what a campaign holds of one member, once this person opened it."""
    return show_member(request, visit, campaign_id, member_id, {})


def show_member(
    request: HttpRequest, visit: Visit, campaign_id: str, member_id: str, sent: Mapping[str, forms.Form]
) -> HttpResponse:
    """Show one member of a campaign, with the form that was sent where it was not done, or came too late."""
    target, found = find_target(campaign_id, member_id), find_campaign(campaign_id)
    looks = [one for one in found["opened"] if one["member"] == member_id and one["by"] == visit.actor.id]
    exhibits = list_exhibits_of(target["evidence"], keys=read_keys([member_id])) if looks else ()
    strikes = get_standing(member_id, is_test=IS_TEST, now=visit.now).counting
    speaks, unknown = speaking_for(member_id, exhibits, strikes=strikes, visit=visit) if looks else ((), ())
    took_part = visit.actor.id in {found["decided_by"], found["approved_by"]}
    is_flagged = target["state"] == TargetState.FLAGGED
    can_leave = target["state"] == TargetState.SELECTED and found["state"] in {
        CampaignState.PREVIEWED,
        CampaignState.AWAITING_APPROVAL,
    }
    named = {
        "campaign": found,
        "one": target,
        "form": next(iter(sent.values()), None),
        "is_open": bool(looks),
        "speaks": speaks,
        "unknown": unknown,
        "shown": [words_of(one, visit.words) for one in exhibits],
        "leaving": sent.get("leaving") or (Because() if can_leave and looks else None),
        "review": sent.get("review") or (Review() if is_flagged and looks and not took_part else None),
        "took_part": is_flagged and took_part,
    }
    return render(request, "console/campaign_member.html", named)


def said_no(form: forms.Form, refused: Refused) -> forms.Form:
    """Return a form that says why what was sent was not done; nothing typed is lost."""
    form.add_error(None, tell(refused))
    return form


def done(request: HttpRequest, visit: Visit, key: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, visit.words.say(key))
