"""Freezes of money by law: noted by the officer who answers for each, looked at again by a day, lifted by the law."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from habeas.domain.clocks.lengths import last_day
from habeas.domain.holds.freezes import REVIEWED_WITHIN, LegalBasis
from habeas.domain.refusals import Refused
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.checking import Foreseen, is_confirmed, is_to_be_shown, show_foreseen
from habeas.server.console.fields import Day, One, Short, Tick, choices_of
from habeas.server.console.money import due_words
from habeas.server.console.refusals import place_refusal
from habeas.server.console.words import read_words
from habeas.server.holds.freezing import get_freeze
from habeas.server.identity.roles import MONEY
from habeas.server.identity.staff import list_names
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, preview_freeze, preview_lifting, review_freeze

Json = Mapping[str, Any]

_LONGEST: Final = 200
"""Signs of an id or a reference, as everywhere."""

_DAY: Final = timedelta(days=1)

_FIELDS: Final[Mapping[str, str]] = {"review_at": "review_on"}
"""Fields that are called otherwise here than in a refusal."""


class ReviewDay(Day):
    """The day with whose end a review is late: from today on, and no later than a freeze may go unseen."""

    def __init__(self, now: datetime, *, required: bool = True) -> None:
        """Offer the days that there are, and name the last of them."""
        super().__init__("freeze.review_on", required=required)
        self.first, self.last = now.date(), (now + REVIEWED_WITHIN).date() - _DAY
        self.help_text = read_words().say("freeze.review_on.hint", day=read_words().day(self.last))
        self.widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    def clean(self, value: Any) -> date | None:  # noqa: ANN401  # as Django hands it over
        """Return the day, None where it is left empty and may be. Raises ValidationError: out of its range."""
        day: date | None = super().clean(value)
        if day is not None and not self.first <= day <= self.last:
            words = read_words()
            said = words.say("freeze.review_on.range", first=words.day(self.first), last=words.day(self.last))
            raise forms.ValidationError(said)
        return day


class NewFreeze(forms.Form):
    """Whose money is frozen, by what, where that is on paper, and when somebody asks whether it still binds."""

    member = Short("freeze.member", longest=_LONGEST)
    basis = One("freeze.basis", choices=lambda: choices_of("freeze_basis", LegalBasis))
    reference = Short("freeze.reference", longest=_LONGEST)
    is_silent = Tick("freeze.is_silent")

    field_order = ("member", "basis", "reference", "review_on", "is_silent")

    def __init__(self, sent: Any, *, now: datetime) -> None:  # noqa: ANN401  # as Django hands it over
        """Take a day that is soon enough."""
        super().__init__(sent)
        self.fields["review_on"] = ReviewDay(now)
        self.order_fields(self.field_order)

    @property
    def order(self) -> Order:
        """Return what was written as the use case takes it."""
        said = self.cleaned_data
        return Order(
            member=said["member"],
            basis=LegalBasis(said["basis"]),
            reference=said["reference"],
            review_at=_end_of(said["review_on"]),
            is_silent=said["is_silent"],
        )


class Review(forms.Form):
    """Whether a freeze still binds, and till when."""

    still_binds = One("freeze.still_binds", choices=lambda: choices_of("still_binds", ["yes", "no"]))

    def __init__(self, sent: Any, *, now: datetime) -> None:  # noqa: ANN401  # as Django hands it over
        """Take a day that is soon enough."""
        super().__init__(sent)
        self.fields["review_on"] = ReviewDay(now, required=False)

    def clean(self) -> None:
        """Ask for the day of the next look where there is one."""
        is_blank = "review_on" in self.cleaned_data and self.cleaned_data["review_on"] is None
        if self.cleaned_data.get("still_binds") == "yes" and is_blank:
            self.add_error("review_on", self.fields["review_on"].error_messages["required"])

    @property
    def binds(self) -> bool:
        """Tell whether it goes on."""
        return bool(self.cleaned_data["still_binds"] == "yes")

    @property
    def review_at(self) -> datetime | None:
        """Return when the next look is due, None where there is none."""
        return _end_of(self.cleaned_data["review_on"]) if self.binds else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(MONEY)
def new_freeze(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Note a freeze by law, show what the member would read of it, and only then freeze."""
    form = NewFreeze(request.POST if request.method == "POST" else None, now=visit.now)
    if form.is_bound and form.is_valid():
        said: dict[str, Any] = {"order": form.order, "officer": visit.actor, "is_test": IS_TEST, "now": visit.now}
        try:
            if is_confirmed(request):
                made = freeze_by_law(**said)
                messages.success(request, visit.words.say("freeze.done"))
                return redirect("console:freeze", freeze_id=made["id"])
            if is_to_be_shown(request):
                return _show_placing(request, visit, form.order, preview_freeze(**said))
        except (Refused, KeyDestroyed) as refused:
            form.add_error(*place_refusal(refused, form.fields, called=_FIELDS))
    return render(request, "console/new_freeze.html", {"form": form})


def _show_placing(request: HttpRequest, visit: Visit, order: Order, reads: Json | None) -> HttpResponse:
    words, silence = visit.words, "freeze.effect.silent" if order.is_silent else "freeze.effect.told"
    foreseen = Foreseen(
        title=words.say("freeze.check"),
        member=order.member,
        reads=reads,
        unread=words.say("freeze.unread.silent" if order.is_silent else "freeze.unread.erased"),
        effects=[
            words.say("freeze.effect.frozen", member=order.member),
            words.say(silence, member=order.member),
            words.say("freeze.effect.officer", name=visit.name),
            words.say("freeze.effect.review", day=words.day(last_day(order.review_at, zone=UTC))),
        ],
        act=words.say("freeze.act"),
    )
    return show_foreseen(request, foreseen)


@require_safe
@for_staff(MONEY)
def freeze(request: HttpRequest, visit: Visit, freeze_id: str) -> HttpResponse:
    """Show a freeze by law, and ask whether it still binds."""
    return _show(request, visit, _find(freeze_id), Review(None, now=visit.now))


@require_POST
@for_staff(MONEY)
def review(request: HttpRequest, visit: Visit, freeze_id: str) -> HttpResponse:
    """Say whether a freeze still binds; one that does not is lifted, and what waited for it is paid."""
    found, form = _find(freeze_id), Review(request.POST, now=visit.now)
    if found["lifted_at"] is not None:
        messages.success(request, visit.words.say("freeze.before"))
        return redirect("console:freeze", freeze_id=freeze_id)
    if not form.is_valid() or not (is_confirmed(request) or is_to_be_shown(request)):
        return _show(request, visit, found, form)
    if is_to_be_shown(request):
        return _show_review(request, visit, found, form)
    try:
        review_freeze(
            freeze=freeze_id,
            still_binds=form.binds,
            review_at=form.review_at or visit.now,
            by=visit.actor,
            is_test=IS_TEST,
            now=visit.now,
        )
    except (Refused, KeyDestroyed) as refused:
        form.add_error(*place_refusal(refused, form.fields, called=_FIELDS))
        return _show(request, visit, found, form)
    messages.success(request, visit.words.say("freeze.binds" if form.binds else "freeze.lifted"))
    return redirect("console:freeze", freeze_id=freeze_id)


def _show_review(request: HttpRequest, visit: Visit, found: Json, form: Review) -> HttpResponse:
    words, member = visit.words, found["member"]
    silent = words.say("freeze.unread.silent" if found["is_silent"] else "freeze.unread.erased")
    if form.review_at is not None:
        reads, unread = None, words.say("freeze.unread.binds")
        effects = [words.say("freeze.effect.review", day=words.day(last_day(form.review_at, zone=UTC)))]
    else:
        reads, unread = preview_lifting(freeze=found["id"], is_test=IS_TEST, now=visit.now), silent
        effects = [words.say("freeze.effect.lifted", member=member)]
    foreseen = Foreseen(
        title=words.say("freeze.check_review"),
        member=member,
        reads=reads,
        unread=unread,
        effects=effects,
        act=words.say("freeze.go_on" if form.binds else "freeze.lift"),
    )
    return show_foreseen(request, foreseen)


def _show(request: HttpRequest, visit: Visit, found: Json, form: Review) -> HttpResponse:
    review_at, names = datetime.fromisoformat(found["review_at"]), list_names()
    named = {
        "one": found,
        "form": form,
        "due": due_words(review_at, visit.now, visit.words),
        "is_past_due": review_at <= visit.now,
        "officer": names.get(found["officer"], found["officer"]),
        "lifter": names.get(found["lifted_by"] or "", found["lifted_by"]),
    }
    return render(request, "console/freeze.html", named)


def _find(freeze: str) -> Json:
    found = get_freeze(freeze, is_test=IS_TEST)
    if found is None:
        raise Http404
    return found


def _end_of(day: date) -> datetime:
    return datetime.combine(day + _DAY, time.min, tzinfo=UTC)
