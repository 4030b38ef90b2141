"""Money in the database over any history: told late and twice, held, overturned, erased, cut off at any statement."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from habeas.domain.holds.hold import LONGEST, ReleasedBecause
from habeas.domain.journal.booking import book
from habeas.domain.refusals import Refused
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.models import Claim, Deduction, Hold, Instruction, Loss
from habeas.server.holds.standing import get_money
from habeas.server.journal.models import Fact, Matter, Owner, Posting
from habeas.server.journal.operations import as_told
from habeas.server.journal.queries import list_unbalanced
from habeas.server.leases import Lease
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.renew_hold import renew_hold
from habeas.server.usecases.reverse_holds import reverse_holds
from habeas.server.worker.acts import ACTS
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said
from tests.fakes.providers import BadLine
from tests.integration.holds.test_crashes import PowerCut, cut_at

STATES = ("available", "held", "in_transit", "paid", "deducted")
amounts = st.integers(1, 40)
picks = st.integers(0, 10**6)


class Marketplace(RuleBasedStateMachine):
    """Cleo pays Fred; what happens is told as the network brings it, and people decide in between."""

    @initialize(seed=picks)
    def open(self, seed: int) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        open_market()
        self.now: datetime = NOW
        self.on_the_way: list[IncomingEvent] = []
        self.line = BadLine(seed=seed)
        self.erased: set[str] = set()
        self.tell("contract.started", client="cleo", freelancer="fred")
        for move in ("funded", "released"):
            self.tell(f"milestone.{move}", milestone="m0", amount=said(100))
        self.tell("dispute.opened", dispute="d0", amount=said(30))
        self.hear(*self.on_the_way)
        self.on_the_way.clear()
        self.hold(0, 20)

    def tell(self, kind: str, **content: object) -> None:
        about: dict[str, Any] = {**content} if kind.startswith("payout") else {"contract": "k1", **content}
        self.on_the_way.append(event(kind, at=self.now, **about))

    def hear(self, *events: IncomingEvent) -> None:
        send(*events, now=self.now)

    @rule(
        milestone=st.sampled_from(["m1", "m2"]),
        move=st.sampled_from(["funded", "funded", "released", "refunded"]),
        amount=amounts,
    )
    def move_milestone(self, milestone: str, move: str, amount: int) -> None:
        self.tell(f"milestone.{move}", milestone=milestone, amount=said(amount))

    @rule(payout=st.sampled_from(["p1", "p2"]), move=st.sampled_from(["scheduled", "paid", "returned"]), amount=amounts)
    def pay_out(self, payout: str, move: str, amount: int) -> None:
        self.tell(f"payout.{move}", payout=payout, member="fred", amount=said(amount))

    @rule(name=st.sampled_from(["d1", "d2"]), amount=amounts, outcome=st.sampled_from(["", "upheld", "rejected"]))
    def dispute(self, name: str, amount: int, outcome: str) -> None:
        self.tell("dispute.opened", dispute=name, amount=said(amount))
        if outcome:
            self.tell("dispute.resolved", dispute=name, outcome=outcome)

    @rule(pick=picks, again=st.booleans(), most=st.integers(1, 3))
    def arrive(self, pick: int, again: bool, most: int) -> None:
        for _ in range(min(most, len(self.on_the_way))):
            told = self.on_the_way[pick % len(self.on_the_way)]
            if not again:
                self.on_the_way.remove(told)
            self.hear(told)

    @rule(pick=picks, amount=amounts)
    def hold(self, pick: int, amount: int) -> None:
        claim = self.picked(Claim, pick)
        with suppress(Refused, KeyDestroyed):
            placed(claim=claim.id, amount=amount, decision=f"dec-{claim.name}", now=self.now)

    @rule(pick=picks, days=st.integers(1, 100))
    def renew(self, pick: int, days: int) -> None:
        hold, until = self.picked(Hold, pick), self.now + days * DAY
        with suppress(Refused, KeyDestroyed):
            renew_hold(hold=hold.id, until=until, by=BEN, because="still open", is_test=False, now=self.now)

    @rule(pick=picks, upheld=st.booleans())
    def decide_claim(self, pick: int, upheld: bool) -> None:
        with suppress(Refused):
            decide_claim(claim=self.picked(Claim, pick).id, upheld=upheld, by="ben", is_test=False, now=self.now)

    @rule(pick=picks, amount=amounts)
    def take(self, pick: int, amount: int) -> None:
        """Uphold the claim of a hold, and deduct what it was proven to: the rest is free at once."""
        hold = self.picked(Hold, pick)
        with suppress(Refused):
            decide_claim(claim=hold.claim_id, upheld=True, by="ben", is_test=False, now=self.now)
        with suppress(Refused, KeyDestroyed):
            deduct_from_hold(
                hold=hold.id, items=[an_item(amount)], by=ANA, approved_by=BEN, is_test=False, now=self.now
            )
            assert hold.claim.upheld is not False
            hold.refresh_from_db()
            assert hold.released_because == ReleasedBecause.DEDUCTED

    @rule(pick=picks, statement=st.integers(0, 25))
    def release(self, pick: int, statement: int) -> None:
        """Free a hold while the power is cut at some statement: all of it is done, or nothing."""
        hold = self.picked(Hold, pick).id
        before = self.rows()
        try:
            with transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
                release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=self.now)
        except PowerCut:
            assert self.rows() == before

    @rule(pick=picks, statement=st.integers(0, 40))
    def overturn(self, pick: int, statement: int) -> None:
        """Overturn a decision: cut off once, then done, and asked for again in vain."""
        usual: dict[str, Any] = {"yearly_rate": 800, "by": "ben", "is_test": False, "now": self.now}
        usual["decision"] = self.picked(Hold, pick).decision
        with suppress(PowerCut), transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
            reverse_holds(**usual)
        reverse_holds(**usual)
        done = self.rows()
        assert list(reverse_holds(**usual)) == []
        assert self.rows() == done

    @rule(member=st.sampled_from(["cleo", "fred"]))
    def erase(self, member: str) -> None:
        if member not in self.erased:
            self.erased.add(member)
            erase_member(member=member, by="operator", now=self.now)

    @rule(hours=st.integers(1, 24 * 40))
    def jump(self, hours: int) -> None:
        """Time passes, and the worker alone does what is due."""
        self.now += timedelta(hours=hours)
        while meet_deadlines(acts=ACTS, lease=Lease(worker="w", until=self.now + HOUR), now=self.now, most=50):
            pass
        give_instructions(provider=self.line, lease=Lease(worker="w", until=self.now + HOUR), now=self.now, most=50)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert list_unbalanced() == []
        sums = Posting.objects.values("owner", "currency").annotate(left=Sum("amount"))
        assert all(row["left"] == 0 for row in sums)

    @invariant()
    def no_money_waits_without_claim_cap_and_date_and_none_is_late(self) -> None:
        holds = Hold.objects.all()
        assert not holds.filter(amount__gt=F("claim__amount")).exists()
        assert not holds.filter(release_at__gt=F("placed_at") + LONGEST).exists()
        assert not holds.filter(released_at=None, release_at__lte=self.now).exists()

    @invariant()
    def nothing_is_taken_but_for_claims_that_were_upheld(self) -> None:
        standing = Deduction.objects.filter(restored_at=None)
        assert not standing.filter(amount__gt=F("hold__amount")).exists()
        assert not standing.exclude(hold__claim__upheld=True).exists()
        taken = standing.aggregate(Sum("amount"))["amount__sum"] or 0
        booked = Posting.objects.filter(state="deducted").aggregate(Sum("amount"))["amount__sum"] or 0
        assert booked == taken

    @invariant()
    def each_member_is_told_what_the_journal_has(self) -> None:
        for member in Owner.objects.values_list("party", flat=True):
            told = get_money(member, is_test=False, now=self.now)
            assert all(one["why"] != "earlier" and one["since"] for one in told["amounts"])
            for balance in told["balances"]:
                assert balance["credited"] == sum(balance[state] for state in STATES)
                for state in STATES:
                    assert sum_of(told, state) == balance[state]
            waiting = Hold.objects.filter(owner__party=member, released_at=None)
            assert {one["id"] for one in told["holds"]} == set(waiting.values_list("id", flat=True))

    def teardown(self) -> None:
        """With nobody doing anything more, what is on its way arrives, holds end, the provider keeps nothing."""
        try:
            self.hear(*self.on_the_way)
            for _ in range(30):
                self.jump(24 * 4)
            assert not Hold.objects.filter(released_at=None).exists()
            assert not Instruction.objects.filter(done_at=None).exists()
            assert self.line.provider.kept == {}
            self.nothing_is_lost()
            self.the_journal_says_what_the_facts_say()
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
        return Posting.objects.count(), Loss.objects.count(), Hold.objects.filter(released_at=None).count()

    def picked(self, model: Any, pick: int) -> Any:  # noqa: ANN401  # one of its rows
        """Return one of the rows; there is always one."""
        rows = list(model.objects.order_by("pk"))
        return rows[pick % len(rows)]


def sum_of(told: Mapping[str, Any], state: str) -> int:
    return sum(one["amount"] for one in told["amounts"] if one["state"] == state)


class TestAnyHistory:
    @pytest.mark.django_db
    @pytest.mark.parametrize(("histories", "steps"), [(8, 18), pytest.param(120, 40, marks=pytest.mark.long)])
    def test_loses_no_cent_and_keeps_nothing_too_long(self, histories: int, steps: int) -> None:
        """FUND-9; invariant 7."""
        run_state_machine_as_test(
            Marketplace,
            settings=settings(
                max_examples=histories,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
