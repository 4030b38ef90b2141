"""What becomes of a member's money and contracts where their account is suspended or ended: an answer for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.http import QueryDict

from habeas.domain.holds.answers import (
    Answer,
    ContractAnswer,
    Ended,
    GoesOn,
    HandedOver,
    Harm,
    HarmKind,
    OpenAmount,
    Part,
    Paused,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.wind_down import PlannedContract, WindDownIncomplete
from habeas.money import Money
from habeas.policy.actions import Action
from habeas.server.console.fields import Long, Moment, One, OneOfMany, Several, Short, choices_of
from habeas.server.console.words import read_words
from habeas.server.holds.asked import map_rooms
from habeas.server.holds.at_hand import Open
from habeas.server.holds.plans import NOTHING_SAID, Said, Wait

ANSWERED_FOR: Final = frozenset({Action.SUSPEND_PENDING_REVIEW.word, Action.TERMINATE.word})
"""What owes an answer for every amount and contract (FUND-10)."""


class AmountForm(forms.Form):
    """What becomes of one amount. Nothing is chosen beforehand: somebody has to think of it."""

    answer = One("amount.answer")
    at = Moment("amount.at", required=False)
    claim = OneOfMany("amount.claim", required=False)
    because = Short("amount.because", required=False, longest=2000)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        prefix: str,
        amount: OpenAmount,
        claims: Sequence[tuple[str, Money]],
        at: datetime,
    ) -> None:
        """Offer the answers that there are for this amount at an instant."""
        super().__init__(sent, prefix=prefix)
        self.amount, self.claims = amount, dict(claims)
        answers = list(_offered(amount, can_wait=bool(claims), at=at))
        self.is_to_come = "pay_now" not in answers
        self.fields["answer"].choices = choices_of("amount", answers)  # type: ignore[attr-defined]
        if "hold" in answers:
            named = [(name, f"{name}: {money}") for name, money in claims]
            self.fields["claim"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["claim"]
        if not amount.has_date:
            del self.fields["at"]
        elif amount.due_at is not None:
            self.initial["at"] = amount.due_at

    def clean(self) -> None:
        """Ask for the date or the claim that an answer needs, and for its reasons."""
        for needs in self._needed():
            if not self.cleaned_data.get(needs) and needs not in self.errors:
                self.add_error(needs, self.fields[needs].error_messages["required"])

    def _needed(self) -> Iterator[str]:
        """Yield what an answer needs: no reasons where an amount is paid now, or when it is due anyway."""
        answer = self.cleaned_data.get("answer")
        if answer == "pay_on":
            yield "at"
        if answer == "hold":
            yield "claim"
        is_usual = answer == "pay_on" and self.cleaned_data.get("at") and self._date() == self.amount.due_at
        if answer in {"pay_on", "hold", "refund"} and not is_usual:
            yield "because"

    @property
    def called(self) -> str:
        """Return the amount in words, with where it is."""
        one = self.amount
        if not one.milestone:
            return read_words().say("amount.balance", money=one.money)
        return read_words().say("amount.milestone", money=one.money, contract=one.contract, milestone=one.milestone)

    @property
    def parts(self) -> list[Part]:
        """Return what is paid or refunded: all of it, or what no claim makes wait."""
        paid = self.amount.money - self.held if self.is_held else self.amount.money
        if paid.amount <= 0:
            return []
        return [Part(money=paid, answer=self._answer(), because=self.cleaned_data["because"])]

    @property
    def is_held(self) -> bool:
        """Tell whether some of it waits for a claim."""
        return bool(self.cleaned_data["answer"] == "hold")

    @property
    def held(self) -> Money:
        """Return what waits: no more than may wait for the claim, and no more than there is."""
        claimed = self.claims[self.cleaned_data["claim"]]
        return min(self.amount.money, claimed, key=lambda money: money.amount)

    @property
    def waits(self) -> list[Wait]:
        """Return what waits for a claim."""
        if not self.is_held:
            return []
        said = self.cleaned_data
        return [Wait(amount=self.amount.id, claim=said["claim"], money=self.held, because=said["because"])]

    def _answer(self) -> Answer:
        answers: dict[str, Answer] = {"refund": RefundClient()}
        if self.cleaned_data["answer"] == "pay_on":
            return PayOn(self._date())
        return answers.get(self.cleaned_data["answer"], PayNow())

    def _date(self) -> datetime:
        """Return the date that was typed: the amount's own where it is that to the minute, as the page shows it."""
        typed: datetime = self.cleaned_data["at"]
        due = self.amount.due_at
        return due if due is not None and due.replace(second=0, microsecond=0) == typed else typed


def _offered(amount: OpenAmount, *, can_wait: bool, at: datetime) -> Iterator[str]:
    """Yield the answers that there are for an amount. `can_wait`: there is a claim that it could wait for."""
    if amount.is_owed(at):
        yield "pay_now"
    if amount.has_date:
        yield "pay_on"
    if amount.is_refundable:
        yield "refund"
    elif can_wait and not amount.milestone:
        yield "hold"


_NEEDED: Final = {"paused": ("until", "harm", "shown_by"), "handed_over": ("to",), "ended": ("harm", "shown_by")}
"""What a fate of a contract needs beside its reasons: one that stops it stands on harm in it (invariant 11)."""


class ContractForm(forms.Form):
    """What becomes of one contract; it goes on where nobody says otherwise."""

    fate = One("contract.fate", choices=lambda: choices_of("contract", ["goes_on", "paused", "handed_over", "ended"]))
    until = Moment("contract.until", required=False)
    to = Short("contract.to", required=False, longest=200)
    harm = OneOfMany("contract.harm", choices=lambda: [("", "–"), *choices_of("harm", list(HarmKind))], required=False)
    shown_by = Several("contract.shown_by")
    because = Long("contract.because", required=False, longest=2000, rows=2)

    def __init__(
        self, sent: QueryDict | None, *, prefix: str, contract: PlannedContract, facts: Sequence[tuple[str, str]]
    ) -> None:
        """Begin with what is usual. `facts` are those that can show harm, by their ids, each with its words."""
        super().__init__(sent, prefix=prefix, initial={"fate": "goes_on"})
        self.contract = contract
        self.fields["shown_by"].choices = facts  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Ask for the date, the person or the harm that a fate needs."""
        for needs in _NEEDED.get(self.cleaned_data.get("fate", ""), ()):
            if not self.cleaned_data.get(needs):
                self.add_error(needs, self.fields[needs].error_messages["required"])

    @property
    def called(self) -> str:
        """Return the contract's title, with who is on its other side."""
        return read_words().say("contract.title", contract=self.contract.title, other=self.contract.counterpart)

    @property
    def answer(self) -> ContractAnswer:
        """Return what becomes of it."""
        said = self.cleaned_data
        if said["fate"] == "paused":
            until: datetime = said["until"]
            return Paused(said["because"], until, self._harm())
        if said["fate"] == "ended":
            return Ended(said["because"], self._harm())
        return HandedOver(said["because"], said["to"]) if said["fate"] == "handed_over" else GoesOn()

    def _harm(self) -> Harm:
        said = self.cleaned_data
        return Harm(kind=HarmKind(said["harm"]), shown_by=tuple(said["shown_by"]))


@dataclass(frozen=True, slots=True)
class MoneySheet:
    """All the answers of one page. `shown` names what each number of a form's fields stands for, as it was first shown.

    `gone` is what was typed about an amount or a contract that is not open any more: the field's name and the text.
    """

    amounts: tuple[AmountForm, ...]
    contracts: tuple[ContractForm, ...]
    shown: Sequence[tuple[str, str]] = ()
    gone: Sequence[tuple[str, str]] = ()

    @property
    def forms(self) -> tuple[AmountForm | ContractForm, ...]:
        """Return every form."""
        return (*self.amounts, *self.contracts)

    def is_valid(self) -> bool:
        """Tell whether all can be read."""
        return all(one.is_valid() for one in self.forms)

    def said(self, action: str) -> Said:
        """Return the answers; none where nothing owes them."""
        if action not in ANSWERED_FOR:
            return NOTHING_SAID
        return Said(
            answers={one.amount.id: one.parts for one in self.amounts},
            waits=[wait for one in self.amounts for wait in one.waits],
            fates={one.contract.id: one.answer for one in self.contracts},
        )

    def refuse(self, refused: WindDownIncomplete) -> None:
        """Say at each amount and contract what its answer lacks."""
        by_place = {f"answers.{one.amount.id}": (one, "answer") for one in self.amounts} | {
            f"fates.{one.contract.id}": (one, "fate") for one in self.contracts
        }
        for lacking in refused.lacking:
            form, field = by_place.get(lacking.field, (None, ""))
            if form is not None:
                name, _, what = lacking.what_to_do.partition(": ")
                form.add_error(*((name, what) if name in form.fields else (field, lacking.what_to_do)))


def read_money(sent: QueryDict | None, there: Open, *, facts: Sequence[tuple[str, str]]) -> MoneySheet:
    """Return the answers as they were sent; empty ones where nothing was. `facts` can show harm in a contract."""
    claims = [(name, room) for name, room in map_rooms(there.claims).items() if room.amount > 0]
    running = [one for one in there.contracts if not one.is_over]
    money = _number(sent, _AMOUNT, [one.id for one in there.amounts])
    work = _number(sent, _CONTRACT, [one.id for one in running])
    amounts = tuple(
        AmountForm(
            sent,
            prefix=f"a{money[one.id]}",
            amount=one,
            claims=[(name, room) for name, room in claims if room.currency == one.money.currency],
            at=there.as_of,
        )
        for one in there.amounts
    )
    contracts = tuple(ContractForm(sent, prefix=f"c{work[one.id]}", contract=one, facts=facts) for one in running)
    known = {form.prefix for form in (*amounts, *contracts)}
    prefixes = [*(f"a{number}" for number in money.values()), *(f"c{number}" for number in work.values())]
    return MoneySheet(
        amounts,
        contracts,
        shown=[*((_AMOUNT, one) for one in money), *((_CONTRACT, one) for one in work)],
        gone=list(_gone(sent, [prefix for prefix in prefixes if prefix not in known])),
    )


_AMOUNT: Final = "shown_amount"
_CONTRACT: Final = "shown_contract"
"""The fields that name what was shown, in its order: meanwhile an amount may be paid, and another be there."""


def _number(sent: QueryDict | None, field: str, there: Sequence[str]) -> Mapping[str, int]:
    """Return by which number each is called in the form that was sent; what came since has the numbers behind."""
    shown = [] if sent is None else sent.getlist(field)
    return {one: number for number, one in enumerate(dict.fromkeys([*shown, *there]), start=1)}


def _gone(sent: QueryDict | None, prefixes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what was written about what is not open any more."""
    for prefix in prefixes:
        name = f"{prefix}-because"
        text = "" if sent is None else str(sent.get(name, ""))
        if text.strip():
            yield name, text
