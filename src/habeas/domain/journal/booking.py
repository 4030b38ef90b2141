"""What the facts about one matter come to: the same whatever their order, and however often each was heard.

A fact that does not fit (a release of more than is held) is set aside with its reason, and nothing of it is booked.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.domain.journal.entries import Account, Amounts, State, sum_of
from habeas.domain.journal.facts import FELL, Fact, FactKind
from habeas.domain.journal.milestones import Milestone, stand
from habeas.domain.journal.parties import Parties, read_parties
from habeas.domain.journal.set_aside import SetAside, beyond, past_most
from habeas.domain.journal.shares import Share
from habeas.money import MOST, Money


@dataclass(frozen=True, slots=True)
class Booked:
    """What a matter comes to. `milestones` are those of a contract, with what each still holds for whom.

    `charged_back` are the facts by which banks gave money back, each with the payer. `parties` are the contract's.
    """

    amounts: Amounts
    set_aside: tuple[SetAside, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    charged_back: tuple[tuple[Fact, str], ...] = ()
    parties: Parties | None = None

    @property
    def is_handed_over(self) -> bool:
        """Tell whether more than one are paid by the contract, one after another."""
        return self.parties is not None and len(self.parties.payees) > 1


def book(facts: Collection[Fact]) -> Booked:
    """Return what all facts about one matter come to."""
    once = sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.place)
    if not once:
        return Booked({})
    return _BOOKS[once[0].matter.partition(":")[0]](once)


def _contract(facts: Sequence[Fact]) -> Booked:
    parties = read_parties(facts)
    moving = [fact for fact in facts if fact.money is not None and fact.kind is not FactKind.CLAIMED]
    if parties is None:
        return Booked({}, tuple(SetAside(fact, "/data/contract", "who pays whom is not known yet") for fact in moving))
    facts, too_large = _within_most(facts)
    parts = sorted({fact.part for fact in facts if fact.part.startswith("milestone:")})
    stood = [stand([fact for fact in facts if fact.part == part], parties=parties) for part in parts]
    milestones = tuple(one for one, _ in stood if one is not None)
    amounts = sum_of(_share(share, one.currency) for one in milestones for share in one.shares)
    back, refused = _chargebacks(facts, amounts, parties=parties)
    aside = (*too_large, *(one for _, refusals in stood for one in refusals), *refused)
    taken = sum_of(_taken(fact, payer) for fact, payer in back)
    return Booked(sum_of([amounts, taken]), aside, milestones, tuple(back), parties)


def _within_most(facts: Sequence[Fact]) -> tuple[list[Fact], list[SetAside]]:
    """Return facts without the fundings that take what a contract was funded with past the most, and those.

    All else that a contract comes to is a part of it, so that no sum of one milestone or of several is larger.
    """
    funded = Counter[str]()
    within: list[Fact] = []
    aside: list[SetAside] = []
    for fact in facts:
        if fact.kind is FactKind.FUNDED:
            money = moved(fact)
            if funded[money.currency] + money.amount > MOST:
                aside.append(past_most(fact, currency=money.currency, whose="what the contract was funded with"))
                continue
            funded[money.currency] += money.amount
        within.append(fact)
    return within, aside


def _share(share: Share, currency: str) -> Amounts:
    """Return where the money of a share is: its payer's until it is released, then its payee's.

    What the payer got back of what was released is the payee's all the same.
    """
    paid = share.released - share.returned
    put_in = {State.OUTSIDE: -(share.held + paid), State.HELD: share.held, State.PAID: paid}
    got = {
        State.OUTSIDE: -share.released,
        State.AVAILABLE: share.released - share.fees,
        State.DEDUCTED: share.fees,
    }
    return sum_of([_lines(share.payer, currency, put_in), _lines(share.payee, currency, got)])


def _chargebacks(
    facts: Sequence[Fact], amounts: Amounts, *, parties: Parties
) -> tuple[list[tuple[Fact, str]], list[SetAside]]:
    """Return by which facts banks gave which payer money back, and which are for more than they paid.

    What a payee was paid stays theirs: only a decision takes it. Of several outcomes the last one counts.
    """
    outcomes = {fact.part: fact.outcome for fact in facts if fact.kind is FactKind.CHARGEBACK_CLOSED}
    opened: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind is FactKind.CHARGED_BACK and fact.money is not None and outcomes.get(fact.part) not in FELL:
            opened.setdefault(fact.part, fact)
    back: list[tuple[Fact, str]] = []
    refused: list[SetAside] = []
    left = amounts
    for fact in opened.values():
        money = moved(fact)
        paid = {one: left.get(Account(one, State.PAID, money.currency), 0) for one in _payers(fact, parties)}
        payer = next((one for one, amount in paid.items() if money.amount <= amount), None)
        if payer is None:
            refused.append(beyond(fact, Money(max(paid.values()), money.currency), "was paid under the contract"))
        else:
            back.append((fact, payer))
            left = sum_of([left, _taken(fact, payer)])
    return back, refused


def _payers(fact: Fact, parties: Parties) -> Sequence[str]:
    """Return whose bank may have taken a payment back: whom the event names, else who pays then, else who paid before.

    An event that names who is paid, or a stranger, names no payer.
    """
    if fact.member in parties.payers:
        return [fact.member]
    return list(dict.fromkeys([parties.at(fact).payer, *(turn.payer for turn in reversed(parties.turns))]))


def _taken(fact: Fact, payer: str) -> Amounts:
    money = moved(fact)
    return _lines(payer, money.currency, {State.PAID: -money.amount, State.OUTSIDE: money.amount})


def _payout(facts: Sequence[Fact]) -> Booked:
    """Return where a payout is: on its way once scheduled, there once paid, available again once it came back.

    The fee for it that was told last is a part of it, and comes back with it.
    """
    first = facts[0]
    fitting = [one for one in facts if (one.member, one.money) == (first.member, first.money)]
    aside = tuple(
        SetAside(one, "/data/amount", f"the payout was {moved(first)} to {first.member} before")
        for one in facts
        if one not in fitting
    )
    last_return = max((one.place for one in fitting if one.kind is FactKind.RETURNED), default=None)
    kinds = {one.kind for one in fitting if last_return is None or one.place > last_return}
    if FactKind.PAID in kinds:
        state = State.PAID
    elif FactKind.SCHEDULED in kinds:
        state = State.IN_TRANSIT
    else:
        return Booked({}, aside)
    money = moved(first)
    fee = next((one.fee.amount for one in reversed(fitting) if one.fee is not None), 0)
    lines = {State.AVAILABLE: -money.amount, state: money.amount - fee, State.DEDUCTED: fee}
    return Booked(_lines(first.member, money.currency, lines), aside)


def _hold(facts: Sequence[Fact]) -> Booked:
    """Return where held money is: held, deducted as decided, available again once let go, lessened or restored."""
    placed = next(one for one in facts if one.kind is FactKind.HELD)
    money = moved(placed)
    deducted = sum(moved(one).amount for one in facts if one.kind is FactKind.DEDUCTED)
    deducted -= sum(moved(one).amount for one in facts if one.kind is FactKind.RESTORED)
    lessened = sum(moved(one).amount for one in facts if one.kind is FactKind.LESSENED)
    is_over = any(one.kind is FactKind.LET_GO for one in facts)
    held = 0 if is_over else money.amount - deducted - lessened
    lines = {State.AVAILABLE: -(held + deducted), State.HELD: held, State.DEDUCTED: deducted}
    return Booked(_lines(placed.member, money.currency, lines))


_BOOKS: Final[dict[str, Callable[[Sequence[Fact]], Booked]]] = {
    "contract": _contract,
    "payout": _payout,
    "hold": _hold,
}


def _lines(member: str, currency: str, amounts: dict[State, int]) -> Amounts:
    return {Account(member, state, currency): amount for state, amount in amounts.items() if amount}


def moved(fact: Fact) -> Money:
    """Return the amount of a fact that has one. Raises ValueError."""
    if fact.money is None:
        raise ValueError(f"the fact {fact.id} of {fact.matter} names no amount")
    return fact.money


def list_new(set_aside: Iterable[SetAside], *, causes: Collection[str]) -> tuple[SetAside, ...]:
    """Return what was set aside of the facts heard just now."""
    return tuple(one for one in set_aside if one.fact.id in causes)
