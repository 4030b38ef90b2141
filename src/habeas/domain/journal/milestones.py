"""One milestone: what was put in, released, refunded, and what it still holds for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from habeas.domain.journal.facts import Fact, FactKind
from habeas.domain.journal.parties import Parties
from habeas.domain.journal.set_aside import SetAside, beyond
from habeas.domain.journal.shares import Share, Shares, give_back, refund, release, room_to_give_back, sum_shares
from habeas.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """That so much, in minor units, was released by a fact to a payee, or went back of that, by them or by nobody."""

    fact: Fact
    amount: int
    payee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone as it stands. `shares` are what its parties have in it; its sums are in minor units.

    `owed_to` is who gets what it holds once that is released; `submitted_at` is when they handed their work in.
    `moved_at` is when its money moved last, `releases` what was released to whom, `returns` what went back of that.
    """

    id: str
    currency: str
    moved_at: datetime
    owed_to: str
    shares: Shares = ()
    releases: tuple[Movement, ...] = ()
    returns: tuple[Movement, ...] = ()
    submitted_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def held(self) -> int:
        """Return what it still holds."""
        return sum(one.held for one in self.shares)

    @property
    def released(self) -> int:
        """Return what payees keep of it."""
        return sum(one.released for one in self.shares)

    @property
    def returned(self) -> int:
        """Return what payers got back of it although payees keep it."""
        return sum(one.returned for one in self.shares)

    @property
    def fees(self) -> int:
        """Return the host's part of what was released."""
        return sum(one.fees for one in self.shares)

    def most_released_to(self, payee: str) -> int:
        """Return the most that somebody ever had of it, fees included."""
        return sum(one.most_released for one in self.shares if one.payee == payee)

    def seen_by(self, member: str) -> "Milestone | None":
        """Return it with what is a party's own in it: put in by them, got by them, or held for them; None without."""
        mine = [seen for one in self.shares if (seen := self._seen(one, member)) is not None]
        return replace(self, shares=tuple(mine)) if mine else None

    def _seen(self, share: Share, member: str) -> Share | None:
        if share.payer == member:
            return share
        held = share.held if self.owed_to == member else 0
        if share.payee == member:
            return replace(share, held=held)
        return Share(payer=share.payer, payee=member, held=held) if held else None


def stand(facts: Sequence[Fact], *, parties: Parties) -> tuple[Milestone | None, tuple[SetAside, ...]]:
    """Return how a milestone stands and what does not fit. Facts come in the order in which they happened.

    What does not fit when it happens waits, and is tried again after each later funding: so a release that a host dates
    before its funding is booked, and what was funded again after a refund is not taken for what was released before.
    """
    moves = [fact for fact in facts if fact.kind in {FactKind.FUNDED, FactKind.RELEASED, FactKind.REFUNDED}]
    funded = [fact for fact in moves if fact.kind is FactKind.FUNDED and fact.money is not None]
    if not funded:
        return None, tuple(SetAside(fact, "/data/milestone", "the milestone is not funded yet") for fact in moves)
    work, first = _Work(facts, parties), funded[0]
    milestone = Milestone(
        id=first.part.removeprefix("milestone:"),
        currency=first.money.currency if first.money is not None else "",
        moved_at=first.occurred_at,
        owed_to=work.payee_by(None),
        submitted_at=work.submitted_by(None),
        due_at=next((fact.due_at for fact in reversed(facts) if fact.due_at is not None), None),
    )
    aside: tuple[SetAside, ...] = ()
    for fact in moves:
        # Nothing but a funding makes room: a release and a refund only lessen what others may move.
        waiting, left = (aside, ()) if fact.kind is FactKind.FUNDED else ((), aside)
        milestone, refused = _go_on(milestone, [fact, *(one.fact for one in waiting)], work)
        aside = (*left, *refused)
    return milestone, aside


@dataclass(frozen=True, slots=True)
class _Work:
    """Whose work a milestone pays for: all that was told of it, in order."""

    facts: Sequence[Fact]
    parties: Parties

    def payee_by(self, until: Fact | None) -> str:
        """Return who is paid by a release, or would be now: who handed the work in, else whose turn it is.

        Work that was handed in before another took the contract over stays its author's. What is put in after that is
        for the other's.
        """
        author = self._author(until)
        turn = self.parties.now if until is None else self.parties.at(until)
        return turn.payee if author is None else self.parties.at(author).payee

    def submitted_by(self, until: Fact | None) -> datetime | None:
        """Return when the work was handed in that is paid by a release, or would be now."""
        author = self._author(until)
        return None if author is None else author.occurred_at

    def _author(self, until: Fact | None) -> Fact | None:
        """Return by which fact the work was handed in that counts, None where none was."""
        told = [fact for fact in self.facts if until is None or fact.place < until.place]
        submitted = next((fact for fact in reversed(told) if fact.kind is FactKind.SUBMITTED), None)
        if submitted is None:
            return None
        payee = self.parties.at(submitted).payee
        later = [one for one in told if one.kind is FactKind.FUNDED and one.place > submitted.place]
        return submitted if all(self.parties.at(one).payee == payee for one in later) else None


def _go_on(milestone: Milestone, facts: Iterable[Fact], work: _Work) -> tuple[Milestone, tuple[SetAside, ...]]:
    """Return how a milestone stands after some facts, and which of them do not fit."""
    aside: list[SetAside] = []
    for fact in facts:
        moved = _move(milestone, fact, work)
        if isinstance(moved, SetAside):
            aside.append(moved)
        else:
            milestone = replace(moved, moved_at=max(milestone.moved_at, fact.occurred_at))
    return milestone, tuple(aside)


def _move(milestone: Milestone, fact: Fact, work: _Work) -> Milestone | SetAside:
    money = fact.money
    if money is None or money.currency != milestone.currency:
        return SetAside(fact, "/data/amount/currency", f"the milestone was funded in {milestone.currency}")
    if fact.kind is FactKind.FUNDED:
        sides = work.parties.at(fact)
        put_in = Share(payer=sides.payer, payee=sides.payee, held=money.amount)
        return replace(milestone, shares=sum_shares([*milestone.shares, put_in]))
    if fact.kind is FactKind.RELEASED:
        return _release(milestone, fact, money, work)
    if fact.member in work.parties.payees:
        return _give_back(milestone, fact, money, work)
    return _refund(milestone, fact, money)


def _release(milestone: Milestone, fact: Fact, money: Money, work: _Work) -> Milestone | SetAside:
    """Pay whom the host names, else whose work it is."""
    if fact.member and fact.member not in work.parties.payees:
        return SetAside(fact, "/data/member", f"{fact.member} is nobody who is paid under this contract yet")
    if money.amount > milestone.held:
        return beyond(fact, Money(milestone.held, money.currency), "the milestone still holds")
    payee = fact.member or work.payee_by(fact)
    return replace(
        milestone,
        shares=release(milestone.shares, money.amount, fee=_fee(fact), payee=payee),
        releases=(*milestone.releases, Movement(fact=fact, amount=money.amount, payee=payee)),
    )


def _refund(milestone: Milestone, fact: Fact, money: Money) -> Milestone | SetAside:
    """Give the payer back what is still held, then what was released: that stays the payee's, who decided nothing.

    From the payee takes only a deduction, with its claim, statement and appeal (FUND-5).
    """
    there = milestone.held + milestone.released - milestone.returned
    if money.amount > there:
        return beyond(fact, Money(there, money.currency), "is left of the milestone")
    beyond_held = max(0, money.amount - milestone.held)
    back = (Movement(fact=fact, amount=beyond_held),) if beyond_held else ()
    return replace(milestone, shares=refund(milestone.shares, money.amount), returns=(*milestone.returns, *back))


def _give_back(milestone: Milestone, fact: Fact, money: Money, work: _Work) -> Milestone | SetAside:
    """Give back what is still held for a payee, then what they were given, by their own will.

    A fee comes back when the host says so. What is held for another is not theirs to give back.
    """
    payee, fee = fact.member, _fee(fact)
    held = milestone.held if payee == work.payee_by(fact) else 0
    there = held + room_to_give_back(milestone.shares, payee=payee, fee=fee)
    if money.amount > there:
        return beyond(fact, Money(there, money.currency), "is left of the milestone")
    from_held = min(held, money.amount)
    left = money.amount - from_held
    shares = give_back(refund(milestone.shares, from_held), left, payee=payee, fee=fee)
    back = (Movement(fact=fact, amount=left, payee=payee),) if left else ()
    return replace(milestone, shares=shares, returns=(*milestone.returns, *back))


def _fee(fact: Fact) -> int:
    return 0 if fact.fee is None else fact.fee.amount
