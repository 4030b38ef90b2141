"""Money over any history, in several currencies: all that moves it and the undoing of each, erasures, crashes, clock jumps.

Contracts, hand-overs, fees, payouts, refunds, disputes, chargebacks, holds, deductions, suspensions: told late, twice,
in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from habeas.domain.holds.answers import (
    Answer,
    Ended,
    Harm,
    HarmKind,
    HoldAgainst,
    OpenAmount,
    Part,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.claims import Claim, close_claim
from habeas.domain.holds.contracts import OtherHolds
from habeas.domain.holds.deductions import Deduction, deduct
from habeas.domain.holds.hold import (
    LONGEST,
    Hold,
    Provider,
    ReleasedBecause,
    place_hold,
    release_hold,
    renew_hold,
)
from habeas.domain.holds.hold import is_due as hold_is_due
from habeas.domain.holds.rests import cap_hold, list_rests
from habeas.domain.holds.reversal import Loss, reverse_money
from habeas.domain.holds.telling import money_lines
from habeas.domain.holds.told import Outcome, list_claims, list_outcomes, part_of
from habeas.domain.holds.wind_down import Before, PlannedContract, WindDown
from habeas.domain.journal.booking import Booked, book
from habeas.domain.journal.entries import (
    INSIDE,
    Account,
    Amounts,
    Balances,
    Entry,
    State,
    balances_of,
    entries_between,
    sum_of,
)
from habeas.domain.journal.facts import Fact, FactKind
from habeas.domain.journal.lines import Why, complete_lines, list_lines
from habeas.domain.journal.milestones import Milestone
from habeas.domain.refusals import Refused
from habeas.money import Money, MoneyRefused
from tests.factories.claims import ANA, BEN, a_claim, an_item
from tests.factories.money import DAY, NOW, fact, said

CONTRACTS = ("k1", "k2")
CURRENCIES = ("USD", "EUR", "JPY")
HARM = Harm(kind=HarmKind.SAFETY, shown_by=("f1",))
OUTCOMES = {"dispute": ("upheld", "rejected"), "chargeback": ("lost", "won")}
amounts = st.integers(1, 40)
contracts = st.sampled_from(CONTRACTS)
currencies = st.sampled_from(CURRENCIES)
claims = st.sampled_from(sorted(OUTCOMES))
picks = st.integers(0, 10**6)


def _by_currency(moneys: Iterable[Money]) -> Counter[str]:
    """Return sums by currency, without those of nothing."""
    sums = Counter[str]()
    for money in moneys:
        sums[money.currency] += money.amount
    return +sums


class Marketplace(RuleBasedStateMachine):
    """What happens is told late, twice and in any order; the journal hears it as it comes."""

    @initialize()
    def open(self) -> None:
        self.now: datetime = NOW
        self.numbers = 0
        self.on_the_way: list[Fact] = []
        self.heard: dict[str, dict[str, Fact]] = defaultdict(dict)
        self.entries: list[Entry] = []
        self.posted: Amounts = {}
        self.booked: dict[str, Booked] = {}
        self.claims: dict[str, Claim] = {}
        self.holds: dict[str, Hold] = {}
        self.deductions: dict[str, Deduction] = {}
        self.losses: dict[str, Loss] = {}
        self.reversed: set[str] = set()
        self.contested: list[tuple[str, str, str]] = []
        self.moved: set[str] = set()
        self.names = {"cleo": "cleo"}
        self._tell("contract.started", contract="k1", client=self.names["cleo"], freelancer="fred")
        for currency in CURRENCIES:
            usual = {"contract": "k1", "milestone": f"m-{currency}", "amount": said(100, currency)}
            self._tell("milestone.funded", **usual)
            self._tell("milestone.released", **usual, fee=said(10, currency))
        while self.on_the_way:
            self._post(self.on_the_way.pop())
        self.hold(20, 5, 5, "USD")

    # What the host tells.

    @rule(contract=contracts, freelancer=st.sampled_from(["fred", "fred", "gil"]))
    def start_or_hand_over(self, contract: str, freelancer: str) -> None:
        self._tell("contract.started", contract=contract, client=self.names["cleo"], freelancer=freelancer)

    @rule(
        contract=contracts,
        milestone=st.sampled_from(["m1", "m2", "m3"]),
        move=st.sampled_from(
            ["funded", "funded", "submitted", "released", "refunded", "fred gives back", "gil gives back"]
        ),
        amount=amounts,
        fee=st.integers(0, 8),
        currency=currencies,
    )
    def move_milestone(self, contract: str, milestone: str, move: str, amount: int, fee: int, currency: str) -> None:
        """Tell of a milestone. A release may cost a fee, and a refund give one back: how much is the host's word."""
        kept = {"fee": said(min(fee, amount), currency)} if fee and move in {"released", "refunded"} else {}
        told = {"contract": contract, "milestone": milestone, "amount": said(amount, currency)}
        if move.endswith("gives back"):
            move, told = "refunded", told | {"member": move.partition(" ")[0]}
        self._tell(f"milestone.{move}", **told, **kept)

    @rule(
        payout=st.sampled_from(["p1", "p2"]),
        move=st.sampled_from(["scheduled", "paid", "returned"]),
        amount=amounts,
        currency=currencies,
    )
    def pay_out(self, payout: str, move: str, amount: int, currency: str) -> None:
        self._tell(f"payout.{move}", payout=payout, member="fred", amount=said(amount, currency))

    @rule(kind=claims, contract=contracts, amount=amounts, currency=currencies)
    def contest(self, kind: str, contract: str, amount: int, currency: str) -> None:
        name = self._name("b")
        self._tell(f"{kind}.opened", contract=contract, **{kind: name}, amount=said(amount, currency))
        self.contested.append((kind, contract, name))

    @rule(pick=picks, outcome=st.integers(0, 1))
    def settle(self, pick: int, outcome: int) -> None:
        """Tell how a dispute or a chargeback ended; told again, the last word undoes the one before."""
        if self.contested:
            kind, contract, name = self.contested[pick % len(self.contested)]
            self._settle(kind, contract, name, OUTCOMES[kind][outcome])

    @rule(pick=picks, amount=amounts)
    def claim_less(self, pick: int, amount: int) -> None:
        """Tell of a dispute again, or that a part of it is upheld: it is for no more than that."""
        if self.contested:
            kind, contract, name = self.contested[pick % len(self.contested)]
            money = {"amount": said(amount, CURRENCIES[pick % len(CURRENCIES)])}
            if pick % 2:
                self._tell(f"{kind}.opened", contract=contract, **{kind: name}, **money)
            else:
                self._settle(kind, contract, name, OUTCOMES[kind][0], **money)

    @rule(picked=st.lists(st.tuples(picks, st.booleans()), min_size=1, max_size=6))
    def arrive(self, picked: list[tuple[int, bool]]) -> None:
        for pick, again in picked[: len(self.on_the_way)]:
            told = self.on_the_way[pick % len(self.on_the_way)]
            if not again:
                self.on_the_way.remove(told)
            self._post(told)
            if not self.on_the_way:
                return

    # What people decide.

    @rule(amount=amounts, more=st.integers(-1, 9), most=st.integers(-1, 9), currency=currencies)
    def hold(self, amount: int, more: int, most: int, currency: str) -> None:
        claimed, transaction = max(1, amount + more), max(1, amount + more + most)
        claim_name, name = self._name("c"), self._name("h")
        try:
            claim = a_claim(id=claim_name, amount=Money(claimed, currency), transaction=Money(transaction, currency))
        except Refused:
            assert claimed > transaction
            return
        self.claims[claim_name] = claim
        available = self._balances("fred", currency).available.amount
        try:
            self._place(name, claim, amount)
        except Refused:
            assert amount > min(claimed, available), "a hold that fits was refused"

    @rule(pick=picks, amount=amounts)
    def hold_for_what_was_told(self, pick: int, amount: int) -> None:
        """Let money wait for a dispute or a chargeback that an event told of."""
        told = [claim for claim in self.claims.values() if claim.contract]
        if not told:
            return
        claim = told[pick % len(told)]
        if all(hold.claim != claim.id for hold in self.holds.values()):
            with suppress(Refused):
                self._place(self._name("h"), claim, amount)

    @rule(pick=picks, days=st.integers(1, 120))
    def renew(self, pick: int, days: int) -> None:
        if not self.holds:
            return
        hold = self._picked(self.holds, pick)
        try:
            until = self.now + days * DAY
            self.holds[hold.id] = renew_hold(
                hold, claim=self.claims[hold.claim], until=until, by=BEN, because="still open", now=self.now
            )
        except Refused:
            pass

    @rule(pick=picks, upheld=st.booleans())
    def decide_claim(self, pick: int, upheld: bool) -> None:
        if not self.claims:
            return
        claim = self._picked(self.claims, pick)
        if not claim.is_open:
            return
        self._close(close_claim(claim, upheld=upheld, now=self.now))

    @rule(pick=picks, amount=st.integers(1, 20), is_proven=st.booleans())
    def take(self, pick: int, amount: int, is_proven: bool) -> None:
        if not self.holds:
            return
        hold = self._picked(self.holds, pick)
        claim = self.claims[hold.claim]
        if is_proven and claim.is_open:
            self.claims[claim.id] = close_claim(claim, upheld=True, now=self.now)
        with suppress(Refused):
            self._take(hold, amount)

    @rule(pick=picks, times=st.integers(1, 3))
    def overturn(self, pick: int, times: int) -> None:
        """Ask for the reversal again, as after a crash: it happens once."""
        if not self.holds:
            return
        decision = self._picked(self.holds, pick).decision
        for _ in range(times):
            self._undo(decision)
        self.reversed.add(decision)

    @rule(hours=st.integers(1, 24 * 40))
    def jump(self, hours: int) -> None:
        """Time passes, and the clock alone does what is due."""
        self._pass(timedelta(hours=hours))

    @rule(contract=contracts, amount=amounts, fee=st.integers(0, 8), currency=currencies)
    def go_there_and_back(self, contract: str, amount: int, fee: int, currency: str) -> None:
        """Whatever is undone, by who did it, leaves everybody's money in every currency as it was."""
        money, kept = said(amount, currency), said(min(fee, amount), currency)
        milestone = {"contract": contract, "milestone": self._name("m"), "amount": money}
        payout = {"payout": self._name("p"), "member": "fred", "amount": money}
        name = self._name("b")
        back = {"contract": contract, "chargeback": name}
        ways: tuple[tuple[tuple[str, Any], ...], ...] = (
            (
                ("milestone.funded", milestone),
                ("milestone.released", milestone | {"fee": kept}),
                ("milestone.refunded", milestone | {"fee": kept, "member": self._payee(contract)}),
            ),
            (("payout.scheduled", payout), ("payout.paid", payout), ("payout.returned", payout)),
            (
                ("chargeback.opened", back | {"amount": money}),
                ("chargeback.closed", back | {"outcome": "lost"}),
                ("chargeback.closed", back | {"outcome": "won"}),
            ),
        )
        for way in ways:
            self._pass(timedelta(seconds=1))
            before = self._everybodys()
            for kind, content in way:
                self._post(fact(kind, at=self.now, event=self._name("e"), **content))
                self.nothing_is_lost()
                self._pass(timedelta(seconds=1), is_due=False)
            assert self._everybodys() == before
        self._pass(timedelta(0))

    @rule(contract=contracts, amount=amounts, currency=currencies)
    def give_back_what_was_taken(self, contract: str, amount: int, currency: str) -> None:
        """Take for a dispute that is upheld, and give all of it back when it is rejected after all."""
        self._pass(timedelta(seconds=1))
        name, kind = self._name("b"), "dispute"
        opened = {"contract": contract, kind: name, "amount": said(amount, currency)}
        self._post(fact("dispute.opened", at=self.now, event=self._name("e"), **opened))
        claim = self.claims.get(f"{contract}/dispute:{name}")
        if claim is None:
            return
        before = self._balances(claim.member, currency)
        try:
            self._place(held := self._name("h"), claim, amount)
        except Refused:
            return
        for outcome, taken in (("upheld", amount), ("rejected", 0)):
            self._pass(timedelta(seconds=1), is_due=False)
            told = {"contract": contract, kind: name, "outcome": outcome}
            self._post(fact("dispute.resolved", at=self.now, event=self._name("e"), **told))
            if outcome == "upheld":
                self._take(self.holds[held], amount)
            assert self._balances(claim.member, currency).deducted - before.deducted == Money(taken, currency)
        assert self._balances(claim.member, currency) == before
        self._pass(timedelta(0))

    @rule(claimed=st.integers(0, 30), share=st.integers(0, 4), refunds=st.booleans(), currency=currencies)
    def suspend(self, claimed: int, share: int, refunds: bool, currency: str) -> None:
        """Answer for each amount of Fred's; a part of the balance may wait for a claim."""
        there, claim = list(self._open_amounts()), None
        name, answers = self._name("s"), {}
        if claimed:
            whole = Money(claimed, currency)
            claim = self.claims[f"c-{name}"] = a_claim(id=f"c-{name}", amount=whole, transaction=whole)
        for amount in there:
            may_wait = claim is not None and not amount.milestone and amount.money.currency == currency
            most = min(amount.money.amount * share // 4, claim.amount.amount) if claim and may_wait else 0
            held, rest = (Money(one, amount.money.currency) for one in (most, amount.money.amount - most))
            waits = (
                [Part(money=held, answer=self._wait(claim, name), because=f"a page of {name} is missing")]
                if claim and most
                else []
            )
            flows = [Part(money=rest, answer=self._flow(amount, refunds), because=f"{name} is suspended now")]
            flows = flows if rest.amount else []
            answers[amount.id] = waits + flows
        plan = WindDown(
            decision=f"dec-{name}",
            member="fred",
            provider="Paywell",
            made_at=self.now,
            amounts=tuple(there),
            answers=answers,
            contracts=tuple(PlannedContract(id=one, title=one, counterpart=self.names["cleo"]) for one in CONTRACTS),
            fates=dict.fromkeys(CONTRACTS, Ended("somebody was hurt in it", HARM)) if refunds else {},
            claims=tuple(self.claims.values()),
            before=Before(facts=HARM.shown_by),
        )
        self._check_statement(plan)
        for part in (one for parts in answers.values() for one in parts):
            if isinstance(part.answer, HoldAgainst):
                self._place(name, self.claims[part.answer.claim], part.money.amount)

    @rule()
    def erase(self) -> None:
        """Cleo is erased: another name stands wherever hers stood, and whatever is told of her later."""
        before, name = self._all_balances(self.names["cleo"]), self._name("erased-")
        old, self.names["cleo"] = self.names["cleo"], name
        for facts in self.heard.values():
            facts.update({key: self._named(one) for key, one in facts.items()})
        self.entries = [
            replace(
                one,
                amounts={
                    replace(account, member=name) if account.member == old else account: amount
                    for account, amount in one.amounts.items()
                },
            )
            for one in self.entries
        ]
        self.posted = sum_of(one.amounts for one in self.entries)
        self.booked = {matter: book(facts.values()) for matter, facts in self.heard.items()}
        assert self._all_balances(name) == before
        assert all(one.credited.amount == 0 for one in self._all_balances(old).values())

    @rule(order=st.randoms(use_true_random=False))
    def crash(self, order: Random) -> None:
        """Whoever books is gone after any write and begins again: all is told once more, in another order."""
        again = [fact for facts in self.heard.values() for fact in facts.values()]
        order.shuffle(again)
        before = len(self.entries)
        for told in again:
            self._post(told)
        assert len(self.entries) == before

    # What is always true.

    @invariant()
    def nothing_is_lost(self) -> None:
        for member in self._members():
            for money in self._all_balances(member).values():
                inside = money.available + money.held + money.in_transit + money.paid + money.deducted
                assert inside == money.credited

    @invariant()
    def nothing_but_what_is_available_is_ever_below_nothing(self) -> None:
        for member in self._members():
            for money in self._all_balances(member).values():
                assert (
                    min(money.held, money.in_transit, money.paid, money.deducted, key=lambda one: one.amount).amount
                    >= 0
                )

    @invariant()
    def the_journal_says_what_the_facts_say(self) -> None:
        assert sum_of(one.amounts for one in self.entries) == self.posted
        assert self.posted == sum_of(book(facts.values()).amounts for facts in self.heard.values())

    @invariant()
    def no_money_waits_without_claim_cap_and_date(self) -> None:
        for hold in self.holds.values():
            claim = self.claims[hold.claim]
            assert hold.amount <= claim.amount
            assert hold.member == claim.member
            assert not hold.in_force(self.now) or hold.left <= claim.rest
            assert hold.placed_at < hold.release_at <= hold.placed_at + LONGEST
            assert hold.released_at is not None or self.now < hold.release_at

    @invariant()
    def every_amount_is_told_and_they_sum_to_the_journal(self) -> None:
        for member in self._members():
            have = self._all_balances(member)
            lines = [line for facts in self.heard.values() for line in list_lines(facts.values(), member=member)]
            told = complete_lines(lines, have)
            assert all(line.why is not Why.EARLIER for line in told)
            sums = Counter[tuple[State, str]]()
            for line in told:
                sums[line.state, line.money.currency] += line.money.amount
            for currency, state in product(CURRENCIES, INSIDE):
                assert sums[state, currency] == getattr(have[currency], state.value).amount

    @invariant()
    def what_was_deducted_is_fees_and_proven_items(self) -> None:
        taken = Counter[str]()
        for booked in self.booked.values():
            for milestone in booked.milestones:
                taken[milestone.currency] += milestone.fees
        for one in self._standing():
            taken[one.amount.currency] += one.amount.amount
        for currency in CURRENCIES:
            deducted = sum(self._balances(member, currency).deducted.amount for member in ("fred", "gil"))
            assert deducted == taken[currency]

    @invariant()
    def what_waits_is_what_is_booked(self) -> None:
        running = [one.left for one in self.holds.values() if one.in_force(self.now)]
        assert self._of_holds(State.HELD) == _by_currency(running)

    @invariant()
    def nothing_is_taken_but_for_proven_claims(self) -> None:
        assert all(self.claims[one.claim].upheld for one in self._standing())
        assert self._of_holds(State.DEDUCTED) == _by_currency(one.amount for one in self._standing())

    @invariant()
    def what_was_overturned_holds_nothing(self) -> None:
        for hold in self.holds.values():
            if hold.decision in self.reversed:
                assert not hold.in_force(self.now)
                assert self.booked[f"hold:{hold.id}"].amounts == {}

    def teardown(self) -> None:
        """With nobody doing anything more, what is on its way arrives and every hold ends."""
        for told in self.on_the_way:
            self._post(told)
        self.jump(hours=24 * 91)
        assert self._of_holds(State.HELD) == {}
        self.nothing_is_lost()
        self.the_journal_says_what_the_facts_say()

    def _place(self, name: str, claim: Claim, amount: int) -> None:
        made = place_hold(
            hold=name,
            decision=f"dec-{name}",
            claim=claim,
            member=claim.member,
            amount=Money(amount, claim.amount.currency),
            available=self._balances(claim.member, claim.amount.currency).available,
            provider=Provider(name="Paywell", longest=365 * DAY),
            funds_since=self.now,
            by=ANA,
            because="a dispute",
            now=self.now,
            others=OtherHolds(taken=self._held_of(claim)),
        )
        self.holds[name] = made
        self._note(made, FactKind.HELD, made.amount, "placed")

    def _wait(self, claim: Claim, name: str) -> HoldAgainst:
        return HoldAgainst(claim.id, decision=f"dec-{name}", until=self.now + 14 * DAY)

    def _flow(self, amount: OpenAmount, refunds: bool) -> Answer:
        """Return what becomes of what does not wait: it is paid, once there is work for it, or it goes back."""
        if refunds and amount.is_refundable:
            return RefundClient()
        return PayNow() if amount.is_owed(self.now) else PayOn(self.now + 30 * DAY)

    def _open_amounts(self) -> Iterator[OpenAmount]:
        """Yield what somebody answers for at a suspension: Fred's balance, and what milestones hold for him."""
        for currency, balances in self._all_balances("fred").items():
            if balances.available.amount > 0:
                yield OpenAmount(id=f"balance/{currency}", money=balances.available)
        for matter, booked in self.booked.items():
            for one in self._of_fred(booked):
                if one.held:
                    contract = matter.removeprefix("contract:")
                    money = Money(one.held, one.currency)
                    yield OpenAmount(
                        id=f"{contract}/{one.id}",
                        money=money,
                        milestone=one.id,
                        contract=contract,
                        handed_in_at=one.submitted_at,
                    )

    def _check_statement(self, plan: WindDown) -> None:
        """Compare what the statement tells, amount by amount, with what the journal has."""
        lines = money_lines(plan, told_at=self.now, at=self.now, zone=UTC)
        booked = Counter({name: max(one.available.amount, 0) for name, one in self._all_balances("fred").items()})
        for matter in self.booked.values():
            for one in self._of_fred(matter):
                booked[one.currency] += one.held
        assert _by_currency(Money(line.amount, line.currency) for line in lines) == +booked
        assert all(line.until is not None for line in lines)

    def _of_fred(self, booked: Booked) -> list[Milestone]:
        return [one for milestone in booked.milestones if (one := milestone.seen_by("fred")) is not None]

    def _payee(self, contract: str) -> str:
        """Return who is paid under a contract now."""
        booked = self.booked.get(f"contract:{contract}")
        return "fred" if booked is None or booked.parties is None else booked.parties.now.payee

    def _members(self) -> set[str]:
        return {self.names["cleo"], "fred", "gil"}

    def _named(self, told: Fact) -> Fact:
        payer = self.names["cleo"] if told.payer.startswith(("cleo", "erased")) else told.payer
        return replace(told, payer=payer)

    def _of_holds(self, state: State) -> Counter[str]:
        books = [booked.amounts for matter, booked in self.booked.items() if matter.startswith("hold:")]
        found = sum_of(books)
        of_each = (
            (currency, Account(member, state, currency)) for currency, member in product(CURRENCIES, ("fred", "gil"))
        )
        sums = Counter[str]()
        for currency, account in of_each:
            sums[currency] += found.get(account, 0)
        return +sums

    def _held_of(self, claim: Claim) -> int:
        """Return what waits for other claims about the same contract, in the currency of a claim."""
        others = [one for one in self.holds.values() if one.claim != claim.id and one.in_force(self.now)]
        same = [
            one
            for one in others
            if claim.contract and self.claims[one.claim].contract == claim.contract and one.member == claim.member
        ]
        return sum(one.left.amount for one in same if one.amount.currency == claim.amount.currency)

    def _standing(self) -> list[Deduction]:
        return [one for one in self.deductions.values() if one.restored_at is None]

    def _take(self, hold: Hold, amount: int) -> None:
        name = self._name("x")
        made = deduct(
            hold,
            deduction=name,
            decision=f"dec-{name}",
            claim=self.claims[hold.claim],
            items=[replace(an_item(), amount=Money(amount, hold.amount.currency))],
            by=ANA,
            approved_by=BEN,
            now=self.now,
        )
        assert hold.in_force(self.now)
        self.holds[hold.id], self.deductions[name] = made.hold, made.deduction
        self._note(hold, FactKind.DEDUCTED, made.deduction.amount, name)

    def _close(self, claim: Claim) -> None:
        """Note how a claim ended. What waits for one that falls is free, and what was taken for it is given back."""
        self.claims[claim.id] = claim
        if not claim.upheld:
            for hold in list(self.holds.values()):
                if hold.claim == claim.id and hold.in_force(self.now):
                    self._free(hold, ReleasedBecause.CLAIM_REJECTED)
            for one in self._standing():
                if one.claim == claim.id:
                    self._undo(one.decision)

    def _undo(self, decision: str) -> None:
        undone = reverse_money(
            decision=decision,
            holds=self.holds.values(),
            deductions=self.deductions.values(),
            recorded=self.losses.keys(),
            yearly_rate=800,
            now=self.now,
        )
        for hold in undone.released:
            self.holds[hold.id] = hold
            self._note(hold, FactKind.LET_GO, None, "released")
        for taken in undone.restored:
            self.deductions[taken.id] = taken
            self._note(self.holds[taken.hold], FactKind.RESTORED, taken.amount, f"{taken.id}-restored")
        for loss in undone.losses:
            assert loss.about not in self.losses
            self.losses[loss.about] = loss

    def _pass(self, time: timedelta, *, is_due: bool = True) -> None:
        """Let time pass; nobody has to be there for what is due."""
        self.now += time
        for hold in list(self.holds.values()):
            if is_due and hold_is_due(hold, now=self.now):
                self._free(hold, ReleasedBecause.TIME)

    def _settle(self, kind: str, contract: str, name: str, outcome: str, **money: object) -> None:
        closed = "resolved" if kind == "dispute" else "closed"
        self._tell(f"{kind}.{closed}", contract=contract, **{kind: name}, outcome=outcome, **money)

    def _tell(self, kind: str, **content: Any) -> None:  # noqa: ANN401  # an event's own
        try:
            self.on_the_way.append(fact(kind, at=self.now, event=self._name("e"), **content))
        except MoneyRefused as error:
            raise AssertionError from error

    def _note(self, hold: Hold, kind: FactKind, money: Money | None, what: str) -> None:
        told = Fact(
            id=f"{hold.id}-{what}",
            kind=kind,
            matter=f"hold:{hold.id}",
            occurred_at=self.now,
            member=hold.member,
            money=money,
        )
        self._post(told)

    def _free(self, hold: Hold, because: ReleasedBecause) -> None:
        self.holds[hold.id] = release_hold(hold, because=because, now=self.now)
        self._note(hold, FactKind.LET_GO, None, "released")

    def _post(self, told: Fact) -> None:
        facts, told = self.heard[told.matter], self._named(told)
        facts[told.id] = told
        self.booked[told.matter] = booked = book(facts.values())
        posted = sum_of(one.amounts for one in self.entries if one.matter == told.matter)
        new = entries_between(posted, booked.amounts, matter=told.matter, cause=told.id, occurred_at=told.occurred_at)
        self.entries += new
        self.posted = sum_of([self.posted, *(one.amounts for one in new)])
        if told.matter.startswith("contract:"):
            self._hear_claims(told.matter)

    def _hear_claims(self, matter: str) -> None:
        """Keep what is claimed, each once against whom it is about; of several outcomes the last one counts."""
        facts, booked = sorted(self.heard[matter].values(), key=lambda one: one.place), self.booked[matter]
        told = {one.id: one for one in list_claims(facts, booked) if isinstance(one, Claim)}
        if booked.parties is not None and len(booked.parties.payees) > 1:
            self._move_claims(matter, told)
        for name, one in told.items():
            same = [key for key in self._named_alike(name) if self.claims[key].member == one.member]
            key = name if name not in self.claims else f"{name}@{one.member}"
            if not same:
                self.claims[key] = replace(one, id=key)
        for outcome in list_outcomes(facts):
            if isinstance(outcome, Outcome):
                for key in [one for one in self._named_alike(outcome.claim) if one not in self.moved]:
                    self._hear_outcome(self.claims[key], outcome)
        self._lessen(matter, facts, booked)

    def _named_alike(self, name: str) -> list[str]:
        return [key for key in self.claims if key.partition("@")[0] == name]

    def _move_claims(self, matter: str, told: dict[str, Claim]) -> None:
        """Let a claim fall that turns out to be about what another was paid."""
        mine = [one for one in self.claims.values() if one.contract and f"contract:{one.contract}" == matter]
        for one in mine:
            against = told.get(one.id.partition("@")[0])
            is_theirs = against is not None and against.member == one.member
            if is_theirs and one.id in self.moved:
                self.moved.remove(one.id)
                self.claims[one.id] = replace(one, closed_at=None, upheld=None)
            elif not is_theirs and one.id not in self.moved:
                self.moved.add(one.id)
                self._close(replace(one, closed_at=one.closed_at or self.now, upheld=False))

    def _hear_outcome(self, known: Claim, outcome: Outcome) -> None:
        is_later = known.closed_at is not None and known.closed_at < outcome.closed_at
        gives_way = is_later and not known.upheld if outcome.upheld else known.upheld
        if known.closed_at is None or gives_way:
            self._close(replace(known, closed_at=outcome.closed_at, upheld=outcome.upheld))

    def _lessen(self, matter: str, facts: list[Fact], booked: Booked) -> None:
        """Note what is left of claims, and free what waits for more than that."""
        mine = {
            part_of(one.kind, one.reference): one
            for one in self.claims.values()
            if one.contract and f"contract:{one.contract}" == matter and one.id not in self.moved
        }
        whole = {part: replace(one, lessened=None) for part, one in mine.items()}
        for part, rest in list_rests(whole, facts, booked).items():
            claim = mine[part]
            left = min(rest.amount, claim.rest.amount)
            after = replace(claim, lessened=Money(claim.amount.amount - left, rest.currency))
            self.claims[claim.id] = after
            for hold in [one for one in self.holds.values() if one.claim == claim.id]:
                self._cap(hold, after)

    def _cap(self, hold: Hold, claim: Claim) -> None:
        if not hold.in_force(self.now) or hold.left <= claim.rest:
            return
        if not claim.rest.amount:
            self._free(hold, ReleasedBecause.CLAIM_WITHDRAWN)
            return
        capped = cap_hold(hold, claim=claim, now=self.now)
        self.holds[hold.id] = capped
        self._note(hold, FactKind.LESSENED, hold.left - capped.left, f"lessened-{capped.left.amount}")

    def _balances(self, member: str, currency: str) -> Balances:
        return balances_of(self.posted, member=member, currency=currency)

    def _all_balances(self, member: str) -> dict[str, Balances]:
        return {currency: self._balances(member, currency) for currency in CURRENCIES}

    def _everybodys(self) -> dict[str, dict[str, Balances]]:
        return {member: self._all_balances(member) for member in self._members()}

    def _name(self, kind: str) -> str:
        self.numbers += 1
        return f"{kind}{self.numbers}"

    def _picked(self, among: dict[str, Any], pick: int) -> Any:  # noqa: ANN401  # what is in it
        return list(among.values())[pick % len(among)]


TestMarketplace = Marketplace.TestCase
TestMarketplace.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
