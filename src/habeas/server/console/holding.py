"""A claim, and letting money wait for it; a hold, letting it run on by a second person, and letting it go.

Each is shown before it is done: what the member reads, and what follows.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from habeas.domain.holds.hold import Provider, ReleasedBecause
from habeas.domain.refusals import Refused
from habeas.server.cases.languages import get_reads
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.checking import is_confirmed, is_to_be_shown
from habeas.server.console.fields import Amount, Days, Long, One, OneOfMany, choices_of
from habeas.server.console.foreseen_holds import show_hold_foreseen
from habeas.server.console.money import due_words
from habeas.server.console.reading import begin_with, list_languages, list_zones
from habeas.server.console.refusals import place_refusal, refuse_late
from habeas.server.holds.overview import read_claim, read_hold
from habeas.server.holds.proposing import get_proposal
from habeas.server.holds.stating import Reader
from habeas.server.identity.roles import MONEY
from habeas.server.identity.staff import list_names
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.usecases.decide_claim import decide_claim, preview_claim_decision
from habeas.server.usecases.place_hold import Wanted, place_hold, preview_hold
from habeas.server.usecases.release_hold import preview_release, release_hold
from habeas.server.usecases.renew_hold import preview_renewal, renew_hold

Json = Mapping[str, Any]

_MOST_DAYS: Final = 76
"""What is left of the longest hold once its first 14 days are over."""

_FIELDS: Final[Mapping[str, str]] = {"until": "days"}
"""Fields that are called otherwise here than in a refusal."""


class NewHold(forms.Form):
    """How much waits, and why."""

    because = Long("hold.because", longest=2000)
    language = OneOfMany("decide.language", choices=list_languages)
    zone = OneOfMany("decide.zone", choices=list_zones)

    field_order = ("amount", "because", "language", "zone")

    def __init__(self, sent: Any, *, claim: Json) -> None:  # noqa: ANN401  # as Django hands it over
        """Take amounts in the currency of the claim, and start in the language of its member."""
        super().__init__(sent, initial={"zone": "UTC"})
        self.fields["amount"] = Amount("hold.amount", currency=claim["amount"]["currency"])
        begin_with(self, get_reads(claim["member"], is_test=IS_TEST))
        self.order_fields(self.field_order)


class ClaimOutcome(forms.Form):
    """How a claim was decided."""

    outcome = One("claim.outcome", choices=lambda: choices_of("claim_outcome", ["rejected", "upheld"]))


class Renewal(forms.Form):
    """How much longer money waits, and why."""

    days = Days("renew.days", longest=_MOST_DAYS, required=True)
    because = Long("renew.because", longest=2000)


class Release(forms.Form):
    """Why money is let go."""

    because = One("release.because", choices=lambda: choices_of("release", ["lifted", "claim_withdrawn"]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(MONEY)
def claim(request: HttpRequest, visit: Visit, claim_id: str) -> HttpResponse:
    """Show a claim, and let money wait for it once it was read what that brings about."""
    found, late = _find(read_claim(claim_id, is_test=IS_TEST)), None
    form = NewHold(request.POST if request.method == "POST" else None, claim=found)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {
            "wanted": _wanted(found, form.cleaned_data, visit),
            "is_test": IS_TEST,
            "now": visit.now,
        }
        try:
            if is_confirmed(request):
                placed = place_hold(**said)
                messages.success(request, visit.words.say("hold.placed"))
                return redirect("console:hold", hold_id=placed["id"])
            if is_to_be_shown(request):
                shown = {"member": found["member"], "provider": settings.HABEAS.terms.provider}
                title = {"title": "hold.check", "act": "hold.act"}
                return show_hold_foreseen(request, preview_hold(**said), **shown, **title)
        except (Refused, KeyDestroyed) as refused:
            form.add_error(*place_refusal(refused, form.fields, called=_FIELDS))
            late = refused
    if request.method == "POST" and (found["closed_at"] or found["hold"]):
        return refuse_late(request, late)
    return _show_claim(request, found, {"form": form})


def _wanted(claim: Json, said: Mapping[str, Any], visit: Visit) -> Wanted:
    terms = settings.HABEAS.terms
    return Wanted(
        claim=claim["id"],
        amount=said["amount"],
        provider=Provider(name=terms.provider, longest=terms.longest),
        by=visit.actor,
        because=said["because"],
        reader=Reader(said["language"], ZoneInfo(said["zone"])),
    )


@require_POST
@for_staff(MONEY)
def decide(request: HttpRequest, visit: Visit, claim_id: str) -> HttpResponse:
    """Note how a claim was decided, once it was read what follows; what waited for one that fell is free at once."""
    found = _find(read_claim(claim_id, is_test=IS_TEST))
    form = ClaimOutcome(request.POST)
    if not form.is_valid() or not (is_confirmed(request) or is_to_be_shown(request)):
        return _show_claim(request, found, {"outcome": form})
    said: dict[str, Any] = {"claim": claim_id, "upheld": form.cleaned_data["outcome"] == "upheld"}
    said |= {"is_test": IS_TEST, "now": visit.now}
    try:
        if is_to_be_shown(request):
            shown = {"member": found["member"], "provider": settings.HABEAS.terms.provider}
            title = {"title": "claim.check", "act": "claim.decide", "unread": "claim.unread"}
            return show_hold_foreseen(request, preview_claim_decision(**said), **shown, **title)
        decide_claim(by=visit.actor.id, **said)
    except Refused as refused:
        form.add_error(*place_refusal(refused, form.fields, called=_FIELDS))
        return _show_claim(request, found, {"outcome": form})
    messages.success(request, visit.words.say("claim.decided"))
    return redirect("console:claim", claim_id=claim_id)


def _show_claim(request: HttpRequest, found: Json, forms: Mapping[str, forms.Form]) -> HttpResponse:
    wrong = next((form for form in forms.values() if form.errors), None)
    shown = {"outcome": ClaimOutcome(), "hold_form": NewHold(None, claim=found)}
    shown |= {"hold_form" if name == "form" else name: form for name, form in forms.items()}
    return render(request, "console/claim.html", {"one": found, "form": wrong, **shown})


@require_safe
@for_staff(MONEY)
def hold(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Show a hold, what the member reads of it, and what can be done about it."""
    return _show_hold(request, visit, _find(read_hold(hold_id, is_test=IS_TEST, now=visit.now)), {})


@require_POST
@for_staff(MONEY)
def renew(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Let a hold run on, once, as the second person, who read before what that brings about."""
    found, late = _find(read_hold(hold_id, is_test=IS_TEST, now=visit.now)), None
    form = Renewal(request.POST)
    if form.is_valid():
        until = datetime.fromisoformat(found["release_at"]) + timedelta(days=form.cleaned_data["days"])
        said: dict[str, Any] = {"hold": hold_id, "until": until, "because": form.cleaned_data["because"]}
        said |= {"by": visit.actor, "is_test": IS_TEST, "now": visit.now}
        try:
            if is_confirmed(request):
                renew_hold(**said)
                messages.success(request, visit.words.say("renew.done"))
                return redirect("console:hold", hold_id=hold_id)
            if is_to_be_shown(request):
                shown = {"member": found["member"], "provider": found["provider"]}
                title = {"title": "renew.check", "act": "renew.act"}
                return show_hold_foreseen(request, preview_renewal(**said), **shown, **title)
        except (Refused, KeyDestroyed) as refused:
            form.add_error(*place_refusal(refused, form.fields, called=_FIELDS))
            late = refused
    if found["released_at"] or not found["is_renewable"] or found["placed_by"] == visit.actor.id:
        return refuse_late(request, late)
    return _show_hold(request, visit, found, {"renewal": form})


@require_POST
@for_staff(MONEY)
def release(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Let money go that waits, once it was read what follows; what is free already stays as it is."""
    found = _find(read_hold(hold_id, is_test=IS_TEST, now=visit.now))
    form = Release(request.POST)
    if not form.is_valid() or not (is_confirmed(request) or is_to_be_shown(request)):
        return _show_hold(request, visit, found, {"letting_go": form})
    because = ReleasedBecause(form.cleaned_data["because"])
    if is_to_be_shown(request) and found["released_at"] is None:
        foreseen = preview_release(hold=hold_id, because=because, now=visit.now)
        shown = {"member": found["member"], "provider": found["provider"]}
        return show_hold_foreseen(request, foreseen, **shown, title="release.check", act="release.act")
    is_new = release_hold(hold=hold_id, because=because, by=visit.actor.id, now=visit.now)
    messages.success(request, visit.words.say("release.done" if is_new else "release.before"))
    return redirect("console:hold", hold_id=hold_id)


def _show_hold(request: HttpRequest, visit: Visit, found: Json, sent: Mapping[str, forms.Form]) -> HttpResponse:
    names, proposal = list_names(), get_proposal(found["id"], is_test=IS_TEST)
    taken = found["deduction"] or {}
    named = {
        "one": found,
        "proposal": proposal,
        "proposer": "" if proposal is None else names.get(proposal.by.id, proposal.by.id),
        "deducters": [names.get(taken[one], taken[one]) for one in ("decided_by", "approved_by") if taken],
        "due": due_words(datetime.fromisoformat(found["release_at"]), visit.now, visit.words),
        "placer": names.get(found["placed_by"], found["placed_by"]),
        "renewer": names.get(found["renewed_by"] or "", found["renewed_by"]),
        "is_own": found["placed_by"] == visit.actor.id,
        "form": next((form for form in sent.values() if form.errors), None),
        "renewal": Renewal(),
        "letting_go": Release(),
        **sent,
    }
    return render(request, "console/hold.html", named)


def _find(found: Json | None) -> Json:
    if found is None:
        raise Http404
    return found
