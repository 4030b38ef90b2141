"""Deducting from a hold: itemized by one person, read as the member will read it, agreed to by a second."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from habeas.domain.holds.deductions import Item
from habeas.domain.refusals import Refused
from habeas.domain.statements.catalogues import money_words
from habeas.money import Money
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.checking import Foreseen, is_confirmed, is_to_be_shown, show_foreseen
from habeas.server.console.fields import Amount, Long, Short
from habeas.server.console.money import due_words
from habeas.server.console.refusals import place_refusal, refuse_late
from habeas.server.console.words import read_words
from habeas.server.holds.overview import read_hold
from habeas.server.holds.proposing import Proposal, get_proposal
from habeas.server.identity.roles import MONEY
from habeas.server.identity.staff import list_names
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.usecases.deduct_from_hold import (
    agree_to_deduction,
    drop_deduction,
    preview_deduction,
    propose_deduction,
)

Json = Mapping[str, Any]

MORE: Final = "more"
"""What the button says that asks for one more item."""

MOST_ITEMS: Final = 100
"""Items of one deduction, as over the API."""

_LONGEST: Final = 200
"""Signs of a clause or of a reference, as everywhere."""


class Shown(Long):
    """What shows something: references, one a line or separated by commas."""

    def clean(self, value: Any) -> tuple[str, ...]:  # noqa: ANN401  # as Django hands it over
        """Return the references, each once. Raises ValidationError: none, too many, too long."""
        lines = str(super().clean(value)).replace(",", "\n").splitlines()
        found = tuple(dict.fromkeys(one.strip() for one in lines if one.strip()))
        if not found:
            raise forms.ValidationError(self.error_messages["required"])
        if len(found) > MOST_ITEMS or max(map(len, found)) > _LONGEST:
            said = read_words().say("item.evidence.long", count=MOST_ITEMS, longest=_LONGEST)
            raise forms.ValidationError(said)
        return found


class ItemForm(forms.Form):
    """One item: how much, for what, by which clause, shown by what. One after the first may stay empty."""

    clause = Short("item.clause", longest=_LONGEST)
    evidence = Shown("item.evidence", rows=2, longest=20_000)
    words = Long("item.words", longest=2000, rows=3)

    field_order = ("amount", "words", "clause", "evidence")

    def __init__(
        self, sent: QueryDict | None, *, number: int, currency: str, typed: dict[str, str] | None = None
    ) -> None:
        """Take amounts in the currency of the hold. What is `typed` stands there, and nothing is said of it yet."""
        super().__init__(
            sent, prefix=f"i{number}", initial=typed, empty_permitted=number > 1, use_required_attribute=False
        )
        self.number = number
        self.fields["amount"] = Amount("item.amount", currency=currency)
        self.order_fields(self.field_order)

    @property
    def item(self) -> Item:
        """Return it as the core takes it."""
        said = self.cleaned_data
        return Item(amount=said["amount"], clause=said["clause"], evidence=said["evidence"], words=said["words"])


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """All the items of one page, and what is wrong with none of them alone."""

    forms: tuple[ItemForm, ...]
    amiss: list[str]

    def is_valid(self) -> bool:
        """Tell whether all can be read."""
        return all(one.is_valid() for one in self.forms)

    @property
    def given(self) -> list[ItemForm]:
        """Return the items that something is typed into: the first in any case."""
        return [one for one in self.forms if one.has_changed() or not one.empty_permitted]

    @property
    def items(self) -> list[Item]:
        """Return the items as the core takes them."""
        return [one.item for one in self.given]

    @property
    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong, for the summary."""
        words = read_words()
        return [{"field": "", "says": said} for said in self.amiss] + [
            {
                "field": f"{form.prefix}-{name}",
                "says": f"{words.say('item.heading', number=form.number)}: {said}",
            }
            for form in self.forms
            for name, texts in form.errors.items()
            for said in texts
        ]

    def refuse(self, refused: Exception) -> None:
        """Say at the item that it is about why the core refuses what was written."""
        places = {f"items/{place}/words": one for place, one in enumerate(self.given)}
        field, said = place_refusal(refused, places, called={})
        if field is None:
            self.amiss.append(read_words().say("item.all", said=said.removeprefix("items: ")))
        else:
            places[field].add_error("words", said)


def read_items(request: HttpRequest, *, currency: str) -> ItemSheet:
    """Return the items as they were sent, with one more where that was asked for; one empty where nothing was sent."""
    asked = request.POST.get("items", "")
    count = min(int(asked), MOST_ITEMS) if asked.isascii() and asked.isdecimal() and int(asked) else 1
    numbers = range(1, count + 1)
    if not _asks_for_more(request):
        sent = request.POST if request.method == "POST" else None
        return ItemSheet(tuple(ItemForm(sent, number=one, currency=currency) for one in numbers), [])
    shown = [ItemForm(None, number=one, currency=currency, typed=_typed(request, one)) for one in numbers]
    if count < MOST_ITEMS:
        shown.append(ItemForm(None, number=count + 1, currency=currency))
    shown[-1].fields["amount"].widget.attrs["autofocus"] = True
    return ItemSheet(tuple(shown), [])


def _typed(request: HttpRequest, number: int) -> dict[str, str]:
    return {name: request.POST.get(f"i{number}-{name}", "") for name in ItemForm.field_order}


def _asks_for_more(request: HttpRequest) -> bool:
    return request.POST.get("step") == MORE


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(MONEY)
def deduct(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Itemize a deduction, show what it would bring about, and propose it; or look at what a colleague proposed."""
    found = _find(hold_id, visit)
    proposal = get_proposal(hold_id, is_test=IS_TEST)
    if proposal is not None and request.method != "POST":
        return _show_proposal(request, visit, proposal)
    sheet, late = read_items(request, currency=found["amount"]["currency"]), None
    if (is_confirmed(request) or (is_to_be_shown(request) and not _asks_for_more(request))) and sheet.is_valid():
        said: dict[str, Any] = {"hold": hold_id, "items": sheet.items, "by": visit.actor}
        said |= {"is_test": IS_TEST, "now": visit.now}
        try:
            if is_confirmed(request):
                propose_deduction(**said)
                messages.success(request, visit.words.say("deduct.proposed"))
                return redirect("console:hold", hold_id=hold_id)
            return _show_check(request, visit, found, preview_deduction(**said))
        except (Refused, KeyDestroyed) as refused:
            sheet.refuse(refused)
            late = refused
    if request.method == "POST" and (found["released_at"] or not found["upheld"]):
        return refuse_late(request, late)
    named = {"one": found, "sheet": sheet, "problems": sheet.problems, "may_be_more": len(sheet.forms) < MOST_ITEMS}
    return render(request, "console/deduct.html", named)


def _show_check(request: HttpRequest, visit: Visit, found: Json, foreseen: Json) -> HttpResponse:
    words = visit.words
    shown = Foreseen(
        title=words.say("deduct.check"),
        member=found["member"],
        reads=foreseen["reads"],
        unread="",
        effects=[words.say("deduct.effect.second"), *_effects(foreseen, found["member"])],
        act=words.say("deduct.act"),
    )
    return show_foreseen(request, shown)


def _effects(foreseen: Json, member: str) -> list[str]:
    words, amount, left = read_words(), _written(foreseen["amount"]), foreseen["left"]
    free = [words.say("deduct.effect.free", amount=_written(left))] if left.amount else []
    return [words.say("deduct.effect.taken", amount=amount, member=member), *free, words.say("deduct.effect.appeal")]


def _written(money: Money) -> str:
    return money_words(money.amount, money.currency)


def _show_proposal(request: HttpRequest, visit: Visit, proposal: Proposal) -> HttpResponse:
    is_own = proposal.by == visit.actor
    named: dict[str, Any] = {
        "one": proposal,
        "proposer": list_names().get(proposal.by.id, proposal.by.id),
        "due": due_words(proposal.release_at, visit.now, visit.words),
        "is_own": is_own,
    }
    try:
        foreseen = preview_deduction(
            hold=proposal.hold,
            items=proposal.items,
            by=proposal.by,
            approved_by=None if is_own else visit.actor,
            is_test=IS_TEST,
            now=visit.now,
        )
    except Refused as refused:  # as where the claim was rejected after all: nobody can agree any more
        named["problems"] = [{"field": "", "says": place_refusal(refused, ())[1]}]
    else:
        named |= {"reads": foreseen["reads"], "effects": _effects(foreseen, proposal.member)}
    return render(request, "console/proposal.html", named)


@require_POST
@for_staff(MONEY)
def agree(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Agree to what somebody else proposed: it is deducted."""
    _find(hold_id, visit)
    agree_to_deduction(proposal=_named(request), by=visit.actor, is_test=IS_TEST, now=visit.now)
    messages.success(request, visit.words.say("deduct.done"))
    return redirect("console:hold", hold_id=hold_id)


@require_POST
@for_staff(MONEY)
def drop(request: HttpRequest, visit: Visit, hold_id: str) -> HttpResponse:
    """Take a proposal away; the hold runs on."""
    _find(hold_id, visit)
    drop_deduction(proposal=_named(request), by=visit.actor, is_test=IS_TEST, now=visit.now)
    messages.success(request, visit.words.say("deduct.dropped"))
    return redirect("console:hold", hold_id=hold_id)


def _named(request: HttpRequest) -> str:
    return request.POST.get("proposal", "")[:_LONGEST]


def _find(hold: str, visit: Visit) -> Json:
    found = read_hold(hold, is_test=IS_TEST, now=visit.now)
    if found is None:
        raise Http404
    return found
