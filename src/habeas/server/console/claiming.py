"""A claim of a third party, or an order of an authority, that no event told of: written down by a money officer."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.refusals import Refused
from habeas.money import DIGITS, MoneyRefused
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.fields import Amount, One, OneOfMany, Short, choices_of
from habeas.server.console.refusals import place_refusal
from habeas.server.console.words import read_words
from habeas.server.identity.roles import MONEY
from habeas.server.parties.keys import KeyDestroyed, is_known
from habeas.server.usecases.record_claim import record_claim

_LONGEST: Final = 200
"""Signs of an id or a reference, as everywhere."""

_SOME_CURRENCY: Final = "EUR"
"""In which an amount is read where the form names no currency: the form is refused for that then."""


class NewClaim(forms.Form):
    """Who claims how much of whose money, for what, and where that is on paper."""

    kind = One("new_claim.kind", choices=lambda: choices_of("claim_kind", ClaimKind))
    member = Short("new_claim.member", longest=_LONGEST)
    claimant = Short("new_claim.claimant", longest=_LONGEST)
    reference = Short("new_claim.reference", longest=_LONGEST)
    contract = Short("new_claim.contract", longest=_LONGEST, required=False)
    currency = OneOfMany("new_claim.currency", choices=[("", ""), *((code, code) for code in sorted(DIGITS))])

    field_order = ("kind", "member", "claimant", "reference", "contract", "currency", "amount")

    def __init__(self, sent: Any = None) -> None:  # noqa: ANN401  # as Django hands it over
        """Take the amount in the currency that is chosen."""
        super().__init__(sent)
        chosen = "" if sent is None else sent.get("currency", "")
        currency = chosen if chosen in DIGITS else _SOME_CURRENCY
        self.fields["amount"] = Amount("new_claim.amount", currency=currency)
        self.order_fields(self.field_order)

    def clean_member(self) -> str:
        """Return the member. Raises ValidationError where nobody is known by that id: a slip would harm nobody else."""
        member = str(self.cleaned_data["member"])
        if not is_known(member):
            raise forms.ValidationError(read_words().say("new_claim.member.unknown", member=member))
        return member


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(MONEY)
def new_claim(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write down a claim or an order, once by its kind and reference, and lead on to it."""
    form = NewClaim(request.POST) if request.method == "POST" else NewClaim()
    if form.is_bound and form.is_valid():
        try:
            kept = _record(form.cleaned_data, visit)
        except (Refused, MoneyRefused, KeyDestroyed) as refused:
            form.add_error(*place_refusal(refused, form.fields))
        else:
            is_new = kept["recorded_at"] == visit.now.isoformat()
            messages.success(request, visit.words.say("new_claim.done" if is_new else "new_claim.before"))
            return redirect("console:claim", claim_id=kept["id"])
    return render(request, "console/new_claim.html", {"form": form})


def _record(said: Mapping[str, Any], visit: Visit) -> Mapping[str, Any]:
    return record_claim(
        kind=ClaimKind(said["kind"]),
        member=said["member"],
        claimant=said["claimant"],
        reference=said["reference"],
        amount=said["amount"],
        contract=said["contract"],
        by=visit.actor.id,
        is_test=IS_TEST,
        now=visit.now,
    )
