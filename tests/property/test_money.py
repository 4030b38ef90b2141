"""Money over any history: contracts, payouts, disputes, holds, suspensions, overturns, erasures, crashes, jumps of the clock.

Everything is told late, twice and in any order.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from habeas.domain.holds.answers import HoldAgainst, OpenAmount, Part, PayNow, RefundClient
from habeas.domain.holds.claims import Claim, close_claim
from habeas.domain.holds.deductions import Deduction, deduct
from habeas.domain.holds.hold import (
    LONGEST,
    Hold,
    Provider,
    ReleasedBecause,
    is_due,
    place_hold,
    release_hold,
    renew_hold,
)
from habeas.domain.holds.reversal import Loss, reverse_money
from habeas.domain.holds.telling import money_lines
from habeas.domain.holds.wind_down import WindDown
from habeas.domain.journal.booking import book
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
from habeas.domain.refusals import Refused
from habeas.money import Money, MoneyRefused
from tests.factories.claims import ANA, BEN, a_claim, an_item
from tests.factories.money import DAY, NOW, fact, said, usd

CONTRACTS = ("k1", "k2")
amounts = st.integers(1, 40)
picks = st.integers(0, 10**6)


class Marketplace(RuleBasedStateMachine):
    """What happens is told late, twice and in any order; the journal hears it as it comes."""

    @initialize()
    def open(self) -> None:
        self.now: datetime = NOW
        self.numbers = 0
        self.on_the_way: list[Fact] = []
        self.heard: dict[str, dict[str, Fact]] = defaultdict(dict)
        self.entries: list[Entry] = []
        self.claims: dict[str, Claim] = {}
        self.holds: dict[str, Hold] = {}
        self.deductions: dict[str, Deduction] = {}
        self.losses: dict[str, Loss] = {}
        self.reversed: set[str] = set()
        self.names = {"cleo": "cleo"}
        usual = {"contract": "k1", "milestone": "m0", "amount": said(100)}
        self._tell("contract.started", contract="k1", client=self.names["cleo"], freelancer="fred")
        self._tell("milestone.funded", **usual)
        self._tell("milestone.released", **usual)
        while self.on_the_way:
            self._post(self.on_the_way.pop())
        self.hold(20, 5, 5)

    # What the host tells.

    @rule(contract=st.sampled_from(CONTRACTS))
    def start(self, contract: str) -> None:
        self._tell("contract.started", contract=contract, client=self.names["cleo"], freelancer="fred")

    @rule(
        contract=st.sampled_from(CONTRACTS),
        milestone=st.sampled_from(["m1", "m2"]),
        move=st.sampled_from(["funded", "funded", "released", "refunded"]),
        amount=amounts,
    )
    def move_milestone(self, contract: str, milestone: str, move: str, amount: int) -> None:
        self._tell(f"milestone.{move}", contract=contract, milestone=milestone, amount=said(amount))

    @rule(payout=st.sampled_from(["p1", "p2"]), move=st.sampled_from(["scheduled", "paid", "returned"]), amount=amounts)
    def pay_out(self, payout: str, move: str, amount: int) -> None:
        self._tell(f"payout.{move}", payout=payout, member="fred", amount=said(amount))

    @rule(contract=st.sampled_from(CONTRACTS), amount=amounts, is_won=st.booleans())
    def charge_back(self, contract: str, amount: int, is_won: bool) -> None:
        name = self._name("b")
        self._tell("chargeback.opened", contract=contract, chargeback=name, amount=said(amount))
        if is_won:
            self._tell("chargeback.closed", contract=contract, chargeback=name, outcome="won")

    @rule(pick=picks, again=st.booleans())
    def arrive(self, pick: int, again: bool) -> None:
        if not self.on_the_way:
            return
        told = self.on_the_way[pick % len(self.on_the_way)]
        if not again:
            self.on_the_way.remove(told)
        self._post(told)

    # What people decide.

    @rule(amount=amounts, more=st.integers(-1, 9), most=st.integers(-1, 9))
    def hold(self, amount: int, more: int, most: int) -> None:
        claimed, transaction = max(1, amount + more), max(1, amount + more + most)
        claim_name, name = self._name("c"), self._name("h")
        try:
            claim = a_claim(id=claim_name, amount=usd(claimed), transaction=usd(transaction))
        except Refused:
            assert claimed > transaction
            return
        self.claims[claim_name] = claim
        available = self._balances("fred").available.amount
        try:
            self._place(name, claim, amount)
        except Refused:
            assert amount > min(claimed, available), "a hold that fits was refused"

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
        self.claims[claim.id] = close_claim(claim, upheld=upheld, now=self.now)
        for hold in list(self.holds.values()):
            if hold.claim == claim.id and not upheld and hold.in_force(self.now):
                self._free(hold, ReleasedBecause.CLAIM_REJECTED)

    @rule(pick=picks, amount=st.integers(1, 20), is_proven=st.booleans())
    def take(self, pick: int, amount: int, is_proven: bool) -> None:
        if not self.holds:
            return
        hold, name = self._picked(self.holds, pick), self._name("x")
        claim = self.claims[hold.claim]
        if is_proven and claim.is_open:
            self.claims[claim.id] = close_claim(claim, upheld=True, now=self.now)
        try:
            made = deduct(
                hold,
                deduction=name,
                decision=f"dec-{name}",
                claim=self.claims[hold.claim],
                items=[an_item(amount)],
                by=ANA,
                approved_by=BEN,
                now=self.now,
            )
        except Refused:
            return
        assert hold.in_force(self.now)
        self.holds[hold.id], self.deductions[name] = made.hold, made.deduction
        self._note(hold, FactKind.DEDUCTED, made.deduction.amount, name)

    @rule(pick=picks, times=st.integers(1, 3))
    def overturn(self, pick: int, times: int) -> None:
        """Ask for the reversal again, as after a crash: it happens once."""
        if not self.holds:
            return
        decision = self._picked(self.holds, pick).decision
        for _ in range(times):
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
        self.reversed.add(decision)

    @rule(hours=st.integers(1, 24 * 40))
    def jump(self, hours: int) -> None:
        """Time passes, and the clock alone does what is due."""
        self.now += timedelta(hours=hours)
        for hold in list(self.holds.values()):
            if is_due(hold, now=self.now):
                self._free(hold, ReleasedBecause.TIME)

    @rule(claimed=st.integers(0, 30), share=st.integers(0, 4), refunds=st.booleans())
    def suspend(self, claimed: int, share: int, refunds: bool) -> None:
        """Answer for each amount of Fred's; a part of the balance may wait for a claim."""
        there, claim = list(self._open_amounts()), None
        name, answers = self._name("s"), {}
        if claimed:
            claim = self.claims[f"c-{name}"] = a_claim(id=f"c-{name}", amount=usd(claimed), transaction=usd(claimed))
        for amount in there:
            most = min(amount.money.amount * share // 4, claim.amount.amount) if claim and not amount.milestone else 0
            waits = (
                [Part(money=usd(most), answer=self._wait(claim, name), because=f"a page of {name} is missing")]
                if claim and most
                else []
            )
            rest = amount.money.amount - most
            other = RefundClient() if refunds and amount.milestone else PayNow()
            flows = [Part(money=usd(rest), answer=other, because="the account is suspended")] if rest else []
            answers[amount.id] = waits + flows
        plan = WindDown(
            decision=f"dec-{name}",
            member="fred",
            provider="Paywell",
            made_at=self.now,
            amounts=tuple(there),
            answers=answers,
            contracts=(),
            fates={},
            claims=tuple(self.claims.values()),
        )
        self._check_statement(plan)
        for part in (one for parts in answers.values() for one in parts):
            if isinstance(part.answer, HoldAgainst):
                self._place(name, self.claims[part.answer.claim], part.money.amount)

    @rule()
    def erase(self) -> None:
        """Cleo is erased: another name stands wherever hers stood, and whatever is told of her later."""
        before, name = self._balances(self.names["cleo"]), self._name("erased-")
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
        assert self._balances(name) == before
        assert self._balances(old).credited == usd(0)

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
            money = self._balances(member)
            inside = money.available + money.held + money.in_transit + money.paid + money.deducted
            assert inside == money.credited

    @invariant()
    def the_journal_says_what_the_facts_say(self) -> None:
        assert self._posted() == sum_of(book(facts.values()).amounts for facts in self.heard.values())

    @invariant()
    def no_money_waits_without_claim_cap_and_date(self) -> None:
        for hold in self.holds.values():
            claim = self.claims[hold.claim]
            assert hold.amount <= claim.amount
            assert hold.placed_at < hold.release_at <= hold.placed_at + LONGEST
            assert hold.released_at is not None or self.now < hold.release_at

    @invariant()
    def every_amount_is_told_and_they_sum_to_the_journal(self) -> None:
        for member in self._members():
            have = self._balances(member)
            lines = [line for facts in self.heard.values() for line in list_lines(facts.values(), member=member)]
            told = complete_lines(lines, {"USD": have})
            assert all(line.why is not Why.EARLIER for line in told)
            for state in INSIDE:
                assert sum(one.money.amount for one in told if one.state is state) == getattr(have, state.value).amount

    @invariant()
    def what_waits_is_what_is_booked(self) -> None:
        booked = self._of_holds(State.HELD)
        assert booked == sum(one.left.amount for one in self.holds.values() if one.in_force(self.now))

    @invariant()
    def nothing_is_taken_but_for_proven_claims(self) -> None:
        standing = [one for one in self.deductions.values() if one.restored_at is None]
        assert all(self.claims[one.claim].upheld for one in standing)
        assert self._of_holds(State.DEDUCTED) == sum(one.amount.amount for one in standing)

    @invariant()
    def what_was_overturned_holds_nothing(self) -> None:
        for hold in self.holds.values():
            if hold.decision in self.reversed:
                assert not hold.in_force(self.now)
                held = book(self.heard[f"hold:{hold.id}"].values()).amounts
                assert held == {}

    def teardown(self) -> None:
        """With nobody doing anything more, what is on its way arrives and every hold ends."""
        for told in self.on_the_way:
            self._post(told)
        self.jump(hours=24 * 91)
        assert self._of_holds(State.HELD) == 0
        self.nothing_is_lost()
        self.the_journal_says_what_the_facts_say()

    def _place(self, name: str, claim: Claim, amount: int) -> None:
        made = place_hold(
            hold=name,
            decision=f"dec-{name}",
            claim=claim,
            member="fred",
            amount=usd(amount),
            available=self._balances("fred").available,
            provider=Provider(name="Paywell", longest=365 * DAY),
            funds_since=self.now,
            by=ANA,
            because="a dispute",
            now=self.now,
        )
        self.holds[name] = made
        self._note(made, FactKind.HELD, made.amount, "placed")

    def _wait(self, claim: Claim, name: str) -> HoldAgainst:
        return HoldAgainst(claim.id, decision=f"dec-{name}", until=self.now + 14 * DAY)

    def _open_amounts(self) -> Iterator[OpenAmount]:
        """Yield what somebody answers for at a suspension: Fred's balance, and what milestones hold for him."""
        available = self._balances("fred").available
        if available.amount > 0:
            yield OpenAmount(id="balance", money=available)
        for matter, facts in self.heard.items():
            for one in book(facts.values()).milestones:
                if one.held:
                    contract = matter.removeprefix("contract:")
                    yield OpenAmount(
                        id=f"{contract}/{one.id}", money=usd(one.held), milestone=one.id, contract=contract
                    )

    def _check_statement(self, plan: WindDown) -> None:
        """Compare what the statement tells, amount by amount, with what the journal has."""
        lines = money_lines(plan, told_at=self.now, at=self.now, zone=UTC)
        booked = max(self._balances("fred").available.amount, 0)
        booked += sum(one.held for facts in self.heard.values() for one in book(facts.values()).milestones)
        assert sum(line.amount for line in lines) == booked
        assert all(line.until is not None for line in lines)

    def _members(self) -> set[str]:
        return {self.names["cleo"], "fred"}

    def _named(self, told: Fact) -> Fact:
        payer = self.names["cleo"] if told.payer.startswith(("cleo", "erased")) else told.payer
        return replace(told, payer=payer)

    def _of_holds(self, state: State) -> int:
        books = [book(facts.values()).amounts for matter, facts in self.heard.items() if matter.startswith("hold:")]
        return sum_of(books).get(Account("fred", state, "USD"), 0)

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
        posted = sum_of(one.amounts for one in self.entries if one.matter == told.matter)
        self.entries += entries_between(
            posted, book(facts.values()).amounts, matter=told.matter, cause=told.id, occurred_at=told.occurred_at
        )

    def _posted(self) -> Amounts:
        return sum_of(one.amounts for one in self.entries)

    def _balances(self, member: str) -> Balances:
        return balances_of(self._posted(), member=member, currency="USD")

    def _name(self, kind: str) -> str:
        self.numbers += 1
        return f"{kind}{self.numbers}"

    def _picked(self, among: dict[str, Any], pick: int) -> Any:  # noqa: ANN401  # what is in it
        return list(among.values())[pick % len(among)]


TestMarketplace = Marketplace.TestCase
TestMarketplace.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
