"""Money in the database over any history: told late and twice, held, planned for, overturned, erased, cut off anywhere.

Cleo pays Fred, and Fred pays Gus, in three currencies, with fees; people suspend them and answer for what there is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from habeas.domain.audit.verification import verify_log
from habeas.domain.holds.hold import LONGEST, ReleasedBecause
from habeas.domain.holds.told import name_claim
from habeas.domain.journal.booking import book
from habeas.domain.refusals import Refused
from habeas.money import Money, MoneyRefused
from habeas.server.api.rulings import RulingContent
from habeas.server.audit.queries import list_recorded
from habeas.server.cases.models import Case
from habeas.server.deadlines.models import Deadline
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.at_hand import list_open
from habeas.server.holds.models import Claim, ContractStop, Deduction, Hold, Instruction, Loss, Payment
from habeas.server.holds.standing import get_money
from habeas.server.journal.models import Fact, Matter, Owner, Posting
from habeas.server.journal.operations import as_told
from habeas.server.journal.queries import get_milestone, list_balances, list_contract_money, list_unbalanced
from habeas.server.leases import Lease
from habeas.server.notices.queries import list_sent
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.renew_hold import renew_hold
from habeas.server.usecases.reverse_holds import reverse_holds
from habeas.server.worker.acts import ACTS
from tests.factories.casework import a_ruling, be_proposed, deliver, hire, listen, own_reasons, own_verdict
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said
from tests.factories.plans import any_answers
from tests.fakes.providers import BadLine
from tests.integration.holds.test_crashes import PowerCut, cut_at

STATES = ("available", "held", "in_transit", "paid", "deducted")
CONTRACTS: Final = {"k1": ("cleo", "fred"), "k2": ("cleo", "fred"), "k3": ("fred", "gus")}
"""Who pays whom: Fred earns, and is a client himself."""

amounts = st.integers(1, 40)
picks = st.integers(0, 10**6)
currencies = st.sampled_from(["USD", "USD", "EUR", "JPY"])
contracts = st.sampled_from(sorted(CONTRACTS))
members = st.sampled_from(["fred", "fred", "cleo"])
urgent = st.sampled_from([True, True, False])
cuts = st.one_of(st.none(), st.integers(0, 250))


class Marketplace(RuleBasedStateMachine):
    """What happens is told as the network brings it, and people decide in between."""

    @initialize(seed=picks, is_urgent=urgent)
    def open(self, seed: int, is_urgent: bool) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        open_market()
        listen()
        self.now: datetime = NOW
        self.on_the_way: list[IncomingEvent] = []
        self.line = BadLine(seed=seed)
        self.heard_of: set[str] = set()
        self.erased: set[str] = set()
        self.to_tell: dict[str, tuple[str, Counter[tuple[str, str]]]] = {}
        self.told = 0
        self.staff = {name: hire(name, hears_appeals=name == "caro") for name in ("ana", "caro")}
        self.start("k1")
        for move in ("funded", "released"):
            self.tell(f"milestone.{move}", contract="k1", milestone="m0", amount=said(100))
        self.tell("milestone.funded", contract="k1", milestone="m1", amount=said(50))
        for dispute in ("d0", "d1"):
            self.tell("dispute.opened", contract="k1", dispute=dispute, amount=said(30))
        self.hear(*self.on_the_way)
        self.on_the_way.clear()
        self.hold(0, 20)
        assert Hold.objects.exists()
        self.suspend("fred", seed, is_urgent, None)

    def tell(self, kind: str, **content: Any) -> None:  # noqa: ANN401  # an event's own
        self.on_the_way.append(event(kind, at=self.now, **content))

    def hear(self, *events: IncomingEvent) -> None:
        send(*events, now=self.now)

    # What the host tells.

    @rule(contract=contracts)
    def start(self, contract: str) -> None:
        client, freelancer = CONTRACTS[contract]
        self.tell("contract.started", contract=contract, client=client, freelancer=freelancer)

    @rule(contract=contracts)
    def hand_over(self, contract: str) -> None:
        self.tell("contract.started", contract=contract, client=CONTRACTS[contract][0], freelancer="hal")

    @rule(
        contract=contracts,
        milestone=st.sampled_from(["m1", "m2"]),
        move=st.sampled_from(["funded", "funded", "released", "refunded"]),
        amount=amounts,
        currency=currencies,
        fee=st.integers(0, 5),
    )
    def move_milestone(self, contract: str, milestone: str, move: str, amount: int, currency: str, fee: int) -> None:
        more: dict[str, Any] = {"fee": said(min(fee, amount), currency)} if move == "released" and fee else {}
        if move == "refunded" and fee:
            more["member"] = CONTRACTS[contract][1]
        about: dict[str, Any] = {"contract": contract, "milestone": milestone, **more}
        self.tell(f"milestone.{move}", amount=said(amount, currency), **about)

    @rule(contract=contracts, milestone=st.sampled_from(["m1", "m2"]), days=st.integers(-3, 30))
    def expect_or_hand_in(self, contract: str, milestone: str, days: int) -> None:
        about: dict[str, Any] = {"contract": contract, "milestone": milestone}
        if days < 0:
            self.tell("milestone.submitted", **about)
        else:
            self.tell("milestone.due", due_at=(self.now + days * DAY).isoformat(), **about)

    @rule(
        payout=st.sampled_from(["p1", "p2"]),
        move=st.sampled_from(["scheduled", "paid", "returned"]),
        amount=amounts,
        currency=currencies,
    )
    def pay_out(self, payout: str, move: str, amount: int, currency: str) -> None:
        self.tell(f"payout.{move}", payout=payout, member="fred", amount=said(amount, currency))

    @rule(
        what=st.sampled_from(["dispute", "dispute", "refund", "chargeback"]),
        contract=contracts,
        amount=amounts,
        currency=currencies,
        outcome=st.sampled_from(["", "", "won", "lost"]),
    )
    def claim(self, what: str, contract: str, amount: int, currency: str, outcome: str) -> None:
        self.told += 1
        about: dict[str, Any] = {"contract": contract, what: f"{what}{self.told}"}
        opened = {"refund": "refund.requested"}.get(what, f"{what}.opened")
        self.tell(opened, amount=said(amount, currency), **about)
        if outcome and what == "chargeback":
            self.tell("chargeback.closed", outcome=outcome, **about)
        elif outcome and what == "dispute":
            self.tell("dispute.resolved", outcome="upheld" if outcome == "lost" else "rejected", **about)

    @rule(pick=picks, again=st.booleans(), most=st.integers(1, 4))
    def arrive(self, pick: int, again: bool, most: int) -> None:
        for _ in range(min(most, len(self.on_the_way))):
            told = self.on_the_way[pick % len(self.on_the_way)]
            if not again:
                self.on_the_way.remove(told)
            self.hear(told)

    # What people decide.

    @rule(pick=picks, amount=amounts)
    def hold(self, pick: int, amount: int) -> None:
        claim = self.picked(Claim, pick)
        with suppress(Refused, MoneyRefused, KeyDestroyed):
            money = Money(amount, claim.currency)
            placed(claim=claim.id, amount=money, because=f"Of {claim.id} we still wait for papers.", now=self.now)

    @rule(pick=picks, days=st.integers(1, 100))
    def renew(self, pick: int, days: int) -> None:
        hold, until = self.picked(Hold, pick), self.now + days * DAY
        with suppress(Refused, KeyDestroyed):
            renew_hold(
                hold=hold.id,
                until=until,
                by=BEN,
                because=f"What {hold.claim_id} is about is still undecided.",
                is_test=False,
                now=self.now,
            )

    @rule(pick=picks, upheld=st.booleans())
    def decide_claim(self, pick: int, upheld: bool) -> None:
        with suppress(Refused):
            decide_claim(claim=self.picked(Claim, pick).id, upheld=upheld, by="ben", is_test=False, now=self.now)

    @rule(pick=picks, amount=amounts)
    def take(self, pick: int, amount: int) -> None:
        """Uphold the claim of a hold, and deduct what it was proven to: the rest is free at once."""
        hold = self.picked(Hold, pick)
        words = f"What {hold.claim_id} is about was never delivered."
        item = replace(an_item(), amount=Money(amount, hold.currency), words=words)
        with suppress(Refused):
            decide_claim(claim=hold.claim_id, upheld=True, by="ben", is_test=False, now=self.now)
        with suppress(Refused, MoneyRefused, KeyDestroyed):
            deduct_from_hold(hold=hold.id, items=[item], by=ANA, approved_by=BEN, is_test=False, now=self.now)
            assert hold.claim.upheld is not False
            hold.refresh_from_db()
            assert hold.released_because == ReleasedBecause.DEDUCTED

    @rule(pick=picks, statement=st.integers(0, 25))
    def release(self, pick: int, statement: int) -> None:
        """Free a hold while the power is cut at some statement: all of it is done, or nothing."""
        hold = self.picked(Hold, pick).id
        self.cut_off(statement, lambda: release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=self.now))

    @rule(pick=picks, statement=st.integers(0, 40))
    def overturn(self, pick: int, statement: int) -> None:
        """Overturn a hold's decision: cut off once, then done, and asked for again in vain."""
        usual: dict[str, Any] = {"yearly_rate": 800, "by": "ben", "is_test": False, "now": self.now}
        usual["decision"] = self.picked(Hold, pick).decision
        self.cut_off(statement, lambda: reverse_holds(**usual))
        reverse_holds(**usual)
        done = self.rows()
        assert list(reverse_holds(**usual)) == []
        assert self.rows() == done

    @rule(member=members, seed=picks, is_urgent=urgent, cut=cuts)
    def suspend(self, member: str, seed: int, is_urgent: bool, cut: int | None) -> None:
        """Suspend a member with an answer for each amount, at once or after three days, and be cut off meanwhile."""
        self.now += timedelta(seconds=1)
        if member in self.erased or Sanction.objects.filter(member=member, effective_at=None).exists():
            return
        be_proposed(now=self.now, member=member)
        case = Case.objects.filter(member=member, closed_at=None).order_by("opened_at").first()
        if case is None:
            return
        there = list_open(member, is_test=False, now=self.now)
        money = any_answers(there, chance=Random(seed), now=self.now)  # noqa: S311  # no secret
        urgency = {"urgency": "urgent", "urgent_because": "others are asked right now"} if is_urgent else {}
        ruling = RulingContent.model_validate(a_ruling(money=money, reasons=own_reasons(seed), **urgency)).ruling
        usual: dict[str, Any] = {"case": case.id, "by": self.staff["ana"], "is_test": False, "now": self.now}
        with suppress(Refused):
            claim_case(**usual)
            open_evidence(**usual)
            wanted = open_money(member)
            self.to_tell[decide_case(ruling=ruling, **usual)] = member, wanted
        self.work(cut)

    @rule(pick=picks, cut=cuts)
    def overturn_suspension(self, pick: int, cut: int | None) -> None:
        """Let somebody else find for a suspended member; whoever undoes it is cut off once."""
        rows = list(Sanction.objects.exclude(notified_at=None).filter(reversed_at=None).order_by("decided_at"))
        row = rows[pick % len(rows)] if rows else None
        if row is None or row.member_id in self.erased:
            return
        usual: dict[str, Any] = {"is_test": False, "now": self.now}
        with suppress(Refused):
            paper = Paper(arguments=["We met elsewhere.", "I pay rent."])
            appeal = file_appeal(decision=row.id, member=row.member_id, paper=paper, **usual)
            assign_appeal(appeal=appeal, reviewer=self.staff["caro"], **usual)
            decide_appeal(appeal=appeal, verdict=own_verdict(appeal), by=self.staff["caro"], **usual)
            self.work(cut)
            self.check_that_nothing_is_left_of(row.id)

    def check_that_nothing_is_left_of(self, sanction: str) -> None:
        """Invariant 6, FUND-8."""
        assert not Hold.objects.filter(decision=sanction, released_at=None).exists()
        assert not ContractStop.objects.filter(decision=sanction, over_at=None).exists()
        waiting = Payment.objects.filter(decision=sanction, asked_at=None, dropped_at=None)
        assert not waiting.filter(is_agreed=False).exists()

    @rule(member=st.sampled_from(["cleo", "fred"]))
    def erase(self, member: str) -> None:
        if member not in self.erased:
            self.erased.add(member)
            erase_member(member=member, by="operator", now=self.now)

    @rule(hours=st.integers(1, 24 * 40), cut=cuts)
    def jump(self, hours: int, cut: int | None) -> None:
        """Time passes, and workers alone do what is due; the first of them is cut off."""
        self.now += timedelta(hours=hours)
        self.work(cut)
        self.host_tells()

    def work(self, cut: int | None) -> None:
        if cut is not None:
            self.cut_off(cut, lambda: meet_deadlines(acts=ACTS, lease=self.lease(), now=self.now, most=50))
        for _ in range(3):
            while meet_deadlines(acts=ACTS, lease=self.lease(), now=self.now, most=50):
                pass
            deliver(now=self.now)
        give_instructions(provider=self.line, lease=self.lease(), now=self.now, most=50)

    def lease(self) -> Lease:
        return Lease(worker="w", until=self.now + HOUR)

    def host_tells(self) -> None:
        """Let the host tell, when the network likes, what its provider moved."""
        for key, asked in self.line.provider.done.items():
            if asked.keeps or key in self.heard_of:
                continue
            self.heard_of.add(key)
            money = said(asked.amount.amount, asked.amount.currency)
            if asked.milestone:
                move = "released" if asked.action == "pay" else "refunded"
                self.tell(f"milestone.{move}", contract=asked.contract, milestone=asked.milestone, amount=money)
            else:
                for move in ("scheduled", "paid"):
                    self.tell(f"payout.{move}", payout=key, member=asked.member, amount=money)

    def cut_off(self, statement: int, act: Callable[[], object]) -> None:
        """Do something while the power is cut at some statement: all of it is done, or nothing."""
        before = self.rows()
        try:
            with transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
                act()
        except PowerCut:
            assert self.rows() == before

    # What is always true.

    @invariant()
    def nothing_is_lost(self) -> None:
        """Invariant 7."""
        assert list_unbalanced() == []
        sums = Posting.objects.values("owner", "currency").annotate(left=Sum("amount"))
        assert all(row["left"] == 0 for row in sums)

    @invariant()
    def no_money_waits_without_claim_cap_and_date_and_none_is_late(self) -> None:
        """Invariant 7, FUND-4."""
        holds = Hold.objects.all()
        assert not holds.filter(amount__gt=F("claim__amount")).exists()
        running = holds.filter(released_at=None, amount__gt=F("lessened") + F("claim__amount") - F("claim__lessened"))
        assert not running.exists()
        assert not holds.filter(released_at=None, claim__moved_at__isnull=False).exists()
        assert not holds.exclude(currency=F("claim__currency")).exists()
        assert not holds.filter(release_at__gt=F("placed_at") + LONGEST).exists()
        assert not holds.filter(released_at=None, release_at__lte=self.now).exists()

    @invariant()
    def nothing_planned_is_late(self) -> None:
        """Invariant 12, FUND-10: what waits past its date waits for work that was not handed in."""
        assert not ContractStop.objects.filter(over_at=None, until__lte=self.now).exists()
        for row in unasked().filter(due_at__lte=self.now):
            milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=False)
            assert row.needs_work
            assert milestone is not None
            assert (milestone.submitted_at, milestone.held > 0) == (None, True)
        assert not Deadline.objects.exclude(last_error="").exists()

    @invariant()
    def nothing_is_asked_of_the_provider_twice(self) -> None:
        for place, asked in sums_of(Payment.objects.exclude(asked=None).exclude(milestone=""), "asked").items():
            contract, milestone, currency = place
            funded = Fact.objects.filter(
                matter__key=f"contract:{contract}", part=f"milestone:{milestone}", kind="funded", currency=currency
            )
            assert asked <= (funded.aggregate(Sum("amount"))["amount__sum"] or 0)

    @invariant()
    def nothing_is_taken_but_for_claims_that_were_upheld(self) -> None:
        """FUND-5."""
        standing = Deduction.objects.filter(restored_at=None)
        assert not standing.filter(amount__gt=F("hold__amount")).exists()
        assert not standing.exclude(hold__claim__upheld=True).exists()
        taken = Counter[str]()
        for currency, amount in standing.values_list("hold__currency", "amount"):
            taken[currency] += amount
        booked = Posting.objects.filter(state="deducted", entry__matter__key__startswith="hold:")
        for currency, amount in booked.values_list("currency").annotate(Sum("amount")):
            assert amount == taken[currency]

    @invariant()
    def a_resolved_claim_is_closed_and_a_rejected_one_keeps_nothing(self) -> None:
        """FUND-4, FUND-5: whatever was given back before it was decided."""
        closings = Fact.objects.filter(kind__in=["claim_closed", "chargeback_closed"])
        names = {name_claim(*one) for one in closings.values_list("matter__key", "part")}
        assert not Claim.objects.filter(name__in=names, closed_at=None).exists()
        assert not Hold.objects.filter(claim__upheld=False, released_at=None).exists()
        assert not Deduction.objects.filter(hold__claim__upheld=False, restored_at=None).exists()

    @invariant()
    def each_member_is_told_what_the_journal_has(self) -> None:
        """FUND-9."""
        for member in Owner.objects.values_list("party", flat=True):
            told = get_money(member, is_test=False, now=self.now)
            assert all(one["why"] != "earlier" and one["since"] for one in told["amounts"])
            for balance in told["balances"]:
                assert balance["credited"] == sum(balance[state] for state in STATES)
                for state in STATES:
                    assert sum_of(told, state, balance["currency"]) == balance[state]
            waiting = Hold.objects.filter(owner__party=member, released_at=None)
            assert {one["id"] for one in told["holds"]} == set(waiting.values_list("id", flat=True))

    @invariant()
    def each_statement_says_what_the_journal_had(self) -> None:
        """FUND-9, invariant 7: line by line, as of the decision; and of each hold its own amount, claim and end."""
        for decision, (member, wanted) in list(self.to_tell.items()):
            for sent in list_sent(member, decisions=[decision]):
                if sent.kind == "statement":
                    assert told_money(sent.statement["statement"]["money"]) == wanted
                    del self.to_tell[decision]
        for hold in Hold.objects.select_related("owner", "claim"):
            ends = {"statement": hold.renewed_from or hold.release_at, "renewed": hold.release_at}
            for told in told_of(hold, decision=hold.id, kinds=ends):
                assert told["amount"] == said(hold.amount, hold.currency)
                assert datetime.fromisoformat(told["until"]) == ends[told["kind"]]

    @invariant()
    def each_statement_of_a_deduction_says_what_the_journal_took(self) -> None:
        """FUND-5, FUND-9: the amount and its items are what was booked, of the claim of its hold."""
        for row in Deduction.objects.select_related("hold__owner", "hold__claim"):
            entry = Posting.objects.filter(entry__matter__key=f"hold:{row.hold_id}", entry__cause__endswith=":deducted")
            taken = entry.filter(state="deducted").aggregate(Sum("amount"))["amount__sum"]
            for told in told_of(row.hold, decision=row.id, kinds=["statement"]):
                assert told["amount"] == said(taken, row.currency)
                assert sum(item["amount"]["amount"] for item in told["items"]) == taken

    def teardown(self) -> None:
        """With nobody doing anything more, what is on its way arrives, holds end, the provider keeps nothing."""
        try:
            for _ in range(30):
                self.hear(*self.on_the_way)
                self.on_the_way.clear()
                self.jump(24 * 4, None)
            assert not Hold.objects.filter(released_at=None).exists()
            assert not Instruction.objects.filter(done_at=None).exists()
            assert self.line.provider.kept == {}
            moved = {one.about: one.amount for one in self.line.provider.done.values() if not one.keeps}
            asked = Payment.objects.exclude(asked=None)
            assert moved == {row.id: Money(row.asked or 0, row.currency) for row in asked}
            self.nothing_is_lost()
            self.nothing_planned_is_late()
            self.the_journal_says_what_the_facts_say()
            assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def the_journal_says_what_the_facts_say(self) -> None:
        for matter in Matter.objects.all():
            rows = Fact.objects.filter(matter=matter).select_related("matter", "member", "payer", "payee")
            posted = Posting.objects.filter(entry__matter=matter).values_list("owner__party", "state", "currency")
            wanted = {
                (one.member, one.state.value, one.currency): n
                for one, n in book(list(map(as_told, rows))).amounts.items()
            }
            found = {(party, state, currency): n for party, state, currency, n in posted.annotate(Sum("amount")) if n}
            assert found == wanted

    def rows(self) -> tuple[int, ...]:
        counts = [model.objects.count() for model in (Posting, Loss, Payment, Instruction, ContractStop)]
        return *counts, Hold.objects.filter(released_at=None).count(), unasked().count()

    def picked(self, model: Any, pick: int) -> Any:  # noqa: ANN401  # one of its rows
        """Return one of the rows; there is always one."""
        rows = list(model.objects.order_by("pk"))
        return rows[pick % len(rows)]


def unasked() -> QuerySet[Payment]:
    """Return what plans say is to be paid, and was neither asked for nor dropped."""
    return Payment.objects.filter(asked_at=None, dropped_at=None)


def sums_of(rows: QuerySet[Payment], field: str) -> Counter[tuple[str, str, str]]:
    """Return sums by contract, milestone and currency."""
    sums = Counter[tuple[str, str, str]]()
    for contract, milestone, currency, amount in rows.values_list("contract", "milestone", "currency", field):
        sums[contract, milestone, currency] += amount
    return sums


def told_of(hold: Hold, *, decision: str, kinds: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """Yield what a hold's owner was told of a decision about it, by the kind of notice; each names the hold's claim."""
    for sent in list_sent(hold.owner.party, decisions=[decision]):
        if sent.kind in kinds:
            told = sent.statement["statement"]
            assert (told["claim"], told["reference"]) == (hold.claim.kind, hold.claim.reference)
            yield {**told, "kind": sent.kind}


def open_money(member: str) -> Counter[tuple[str, str]]:
    """Return what the journal has of a member's open money: their own, on its way, and in each milestone."""
    found = Counter[tuple[str, str]]()
    for currency, balances in list_balances(member, is_test=False).items():
        found["own", currency] += max(0, balances.available.amount)
        found["in_transit", currency] += balances.in_transit.amount
    for hold in Hold.objects.filter(owner__party=member, released_at=None):
        found["own", hold.currency] += hold.amount
    for contract in list_contract_money(member, is_test=False):
        for one in contract.milestones:
            found[f"{contract.contract}/{one.id}", one.currency] += one.held
    return +found


def told_money(lines: list[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    """Return what a statement says of the same."""
    told = Counter[tuple[str, str]]()
    for line in lines:
        own = "in_transit" if line["state"] == "in_transit" else "own"
        place = f"{line['contract']}/{line['milestone']}" if line["milestone"] else own
        told[place, line["currency"]] += line["amount"]
    return +told


def sum_of(told: Mapping[str, Any], state: str, currency: str) -> int:
    """Return the sum of a page's lines."""
    return sum(one["amount"] for one in told["amounts"] if (one["state"], one["currency"]) == (state, currency))


class TestAnyHistory:
    @pytest.mark.django_db
    @pytest.mark.parametrize(("histories", "steps"), [(6, 14), pytest.param(120, 40, marks=pytest.mark.long)])
    def test_loses_no_cent_and_keeps_nothing_too_long(self, histories: int, steps: int) -> None:
        """FUND-4, FUND-5, FUND-8, FUND-9, FUND-10; invariant 6, invariant 7, invariant 8, invariant 10, invariant 12."""
        run_state_machine_as_test(
            Marketplace,
            settings=settings(
                max_examples=histories,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
