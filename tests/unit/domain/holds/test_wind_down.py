"""A plan answers for every amount and every contract, or is refused with all that it lacks."""

from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest

from habeas.domain.holds.answers import (
    Answer,
    Ended,
    GoesOn,
    HandedOver,
    HoldAgainst,
    OpenAmount,
    Part,
    Paused,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.claims import close_claim
from habeas.domain.holds.telling import (
    Fate,
    MilestoneNews,
    MoneyFate,
    counterpart_notices,
    money_lines,
    open_contracts,
)
from habeas.domain.holds.wind_down import RunningContract, WindDown, WindDownIncomplete
from habeas.domain.statements.content import MoneyState
from habeas.money import Money
from tests.factories.claims import a_claim
from tests.factories.money import DAY, NOW, usd

SIXTEENTH = NOW + 14 * DAY
BALANCE = OpenAmount(id="balance USD", money=usd(50_000))
DUE = OpenAmount(id="k1 m1", money=usd(50_000), due_at=SIXTEENTH, milestone="m1", contract="k1")
SITE = RunningContract(id="k1", title="A website", counterpart="cleo")
LOGO = RunningContract(id="k2", title="A logo", counterpart="carl")


def part(answer: Answer, amount: int = 50_000, *, because: str = "as agreed") -> Part:
    return Part(money=usd(amount), answer=answer, because=because)


PAID = {BALANCE.id: [part(PayNow(), because="")], DUE.id: [part(PayOn(SIXTEENTH))]}


def plan(**changes: object) -> WindDown:
    usual: dict[str, Any] = {
        "decision": "dec1",
        "member": "fred",
        "provider": "Paywell",
        "made_at": NOW,
        "amounts": (BALANCE, DUE),
        "answers": PAID,
        "contracts": (SITE, LOGO),
        "fates": {},
        "claims": (a_claim(),),
    }
    usual.update(changes)
    return WindDown(**usual)


def held(amount: int, *, claim: str = "c1", decision: str = "dec3", days: int = 14, because: str = "a dispute") -> Part:
    return part(HoldAgainst(claim, decision, NOW + days * DAY), amount, because=because)


class TestWindDown:
    def test_lets_contracts_go_on_and_pays_what_is_due_on_its_date(self) -> None:
        """FUND-10."""
        lines = money_lines(plan(), told_at=NOW, at=NOW, zone=UTC)

        assert [(one.amount, one.state, one.until) for one in lines] == [
            (50_000, MoneyState.AVAILABLE, date(2026, 3, 2)),
            (50_000, MoneyState.HELD, date(2026, 3, 16)),
        ]
        assert [one.goes_on for one in open_contracts(plan())] == [True, True]

    def test_says_that_a_milestone_on_another_date_than_its_own_waits_for_its_work(self) -> None:
        """FUND-10."""
        early = {**PAID, DUE.id: [part(PayOn(SIXTEENTH - DAY))]}
        then = money_lines(plan(answers=early), told_at=NOW, at=NOW, zone=UTC)
        agreed = money_lines(plan(), told_at=NOW, at=NOW, zone=UTC)
        over = money_lines(plan(answers=early), told_at=NOW, at=SIXTEENTH, zone=UTC)
        cleo, _ = counterpart_notices(plan(answers=early), at=NOW, zone=UTC)

        assert [one[1].becomes for one in (then, agreed, over)] == ["paid_on_work", "paid_on", "paid_on"]
        assert [one.fate for one in cleo.milestones] == [MoneyFate.RELEASED_ON_WORK]

    def test_says_to_who_paid_it_in_that_the_other_side_is_paid(self) -> None:
        """FUND-9."""
        mine = replace(DUE, is_paid_in=True)
        ways = (PayNow(), PayOn(SIXTEENTH), PayOn(SIXTEENTH - DAY), RefundClient())
        lines = [
            money_lines(
                plan(amounts=(BALANCE, mine), answers={**PAID, DUE.id: [part(way)]}), told_at=NOW, at=NOW, zone=UTC
            )[1]
            for way in ways
        ]

        assert [one.becomes for one in lines] == ["passed_now", "passed_on", "passed_on_work", "refunded"]

    def test_says_of_each_amount_whom_it_waits_for(self) -> None:
        split = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        waiting, paid, _ = money_lines(plan(answers=split), told_at=NOW, at=NOW, zone=UTC)

        assert (waiting.amount, waiting.state, waiting.until) == (300, MoneyState.HELD, date(2026, 3, 16))
        assert (waiting.because, waiting.provider, waiting.decision) == ("a dispute", "Paywell", "dec3")
        assert (paid.amount, paid.state) == (49_700, MoneyState.AVAILABLE)

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({DUE.id: PAID[DUE.id]}, r"answers.balance USD \(say what becomes of 500.00 USD\)"),
            ({**PAID, "k9": [part(PayNow())]}, "answers.k9 .answer only for what there is"),
            ({**PAID, BALANCE.id: [part(PayNow(), 49_999)]}, "answer for 500.00 USD in parts above nothing"),
            ({**PAID, BALANCE.id: [part(PayNow(), 50_001), part(PayNow(), -1)]}, "in parts above nothing"),
            ({**PAID, BALANCE.id: [Part(money=Money(5, "EUR"), answer=PayNow())]}, "wants USD, got EUR"),
            ({**PAID, BALANCE.id: [part(PayOn(NOW))]}, "pay now, or on a date after"),
            ({**PAID, BALANCE.id: [part(PayOn(NOW + 15 * DAY))]}, "only a claim lets money wait"),
            ({**PAID, BALANCE.id: [part(PayOn(NOW + DAY), because="")]}, "say why it is paid on that date"),
            ({**PAID, DUE.id: [part(PayOn(SIXTEENTH + DAY))]}, "pay no later than 2026-03-16"),
            ({**PAID, DUE.id: [part(RefundClient(), because="")]}, "say why the client is refunded"),
            ({**PAID, BALANCE.id: [part(RefundClient())]}, "what a member has earned goes to nobody else"),
            ({**PAID, BALANCE.id: [held(50_000)]}, "hold no more than the 3.00 USD that it claims"),
            ({**PAID, BALANCE.id: [held(50_000, claim="c9")]}, "there is none of the id 'c9'"),
            ({**PAID, BALANCE.id: [held(300, days=91), part(PayNow(), 49_700)]}, "end within 14 days"),
            ({**PAID, BALANCE.id: [held(300, days=0), part(PayNow(), 49_700)]}, "end within 14 days"),
            ({**PAID, BALANCE.id: [held(300, decision=""), part(PayNow(), 49_700)]}, "its own decision, and reasons"),
            ({**PAID, BALANCE.id: [held(300, because=""), part(PayNow(), 49_700)]}, "its own decision, and reasons"),
            ({**PAID, DUE.id: [held(300), part(PayOn(SIXTEENTH), 49_700)]}, "a milestone is its client's"),
        ],
    )
    def test_refuses_what_leaves_money_without_an_answer(self, answers: object, words: str) -> None:
        with pytest.raises(WindDownIncomplete, match=words):
            plan(answers=answers)

    def test_gives_back_what_was_handed_in_for_a_claim_alone(self) -> None:
        """FUND-5: nobody's earned money is a hostage of words."""
        back = {**PAID, DUE.id: [part(RefundClient())]}
        handed_in = replace(DUE, handed_in_at=NOW - DAY)
        with pytest.raises(WindDownIncomplete, match="handed in on 2026-03-01; pay it, or refund it once the client"):
            plan(amounts=(BALANCE, handed_in), answers=back)

        contested = replace(handed_in, is_contested=True)
        assert plan(amounts=(BALANCE, contested), answers=back).answers == back

    @pytest.mark.parametrize(
        ("fates", "words"),
        [
            ({"k9": Ended("both agreed")}, "answer only for contracts that run"),
            ({"k1": Ended(" ")}, "say why it does not simply go on"),
            ({"k1": Paused("fraud there", NOW)}, "an end that is still to come"),
            ({"k1": HandedOver("both agreed", "fred")}, "say who goes on with it"),
            ({"k1": HandedOver("both agreed", "")}, "say who goes on with it"),
            ({"k1": GoesOn(), "k2": Ended("")}, "say why it does not simply go on"),
        ],
    )
    def test_refuses_what_leaves_a_contract_without_one(self, fates: object, words: str) -> None:
        """Invariant 11."""
        with pytest.raises(WindDownIncomplete, match=words):
            plan(fates=fates)

    def test_lets_nothing_wait_for_a_claim_that_is_decided_or_anothers(self) -> None:
        answers = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        for claim in (close_claim(a_claim(), upheld=True, now=NOW), a_claim(member="gil")):
            with pytest.raises(WindDownIncomplete, match="name an open claim against fred"):
                plan(answers=answers, claims=(claim,))

    def test_lets_nothing_wait_for_longer_than_the_provider_may_keep_it(self) -> None:
        """FUND-6."""
        answers = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        assert plan(answers=answers, kept_until={"USD": NOW + 14 * DAY, "EUR": NOW}).answers == answers

        with pytest.raises(WindDownIncomplete, match=r"Paywell may keep .* holding 3\.00 USD until .*FUND-6") as caught:
            plan(answers=answers, kept_until={"USD": NOW + 13 * DAY})
        assert [(one.field, one.rule) for one in caught.value.lacking] == [("answers.balance USD", "FUND-6")]

    def test_lets_a_milestone_without_date_and_a_balance_be_paid_soon(self) -> None:
        open_end = OpenAmount(id="k2 m1", money=usd(5), milestone="m1", contract="k2")
        answers = {**PAID, BALANCE.id: [part(PayOn(NOW + 14 * DAY))], "k2 m1": [part(PayOn(NOW + 90 * DAY), 5)]}

        assert plan(amounts=(BALANCE, DUE, open_end), answers=answers).fate_of("k2") == GoesOn()
        answers["k2 m1"] = [part(PayOn(NOW + 91 * DAY), 5)]
        with pytest.raises(
            WindDownIncomplete, match=r"pay no later than 2026-05-31.* only a claim lets money wait longer"
        ):
            plan(amounts=(BALANCE, DUE, open_end), answers=answers)

    def test_names_everything_at_once(self) -> None:
        with pytest.raises(WindDownIncomplete) as caught:
            plan(answers={}, fates={"k9": Ended("x")})

        assert [one.field for one in caught.value.lacking] == ["answers.balance USD", "answers.k1 m1", "fates.k9"]


class TestCounterpartNotices:
    def test_tell_each_of_their_contract_and_their_money_alone(self) -> None:
        fates = {"k1": Paused("private words", NOW + 5 * DAY), "k2": HandedOver("private words", "gil")}
        made = plan(fates=fates, answers={**PAID, DUE.id: [part(RefundClient(), 20_000), part(PayNow(), 30_000)]})
        cleo, carl = counterpart_notices(made, at=NOW, zone=UTC)

        assert (cleo.counterpart, cleo.fate, cleo.until) == ("cleo", Fate.PAUSED, date(2026, 3, 7))
        assert cleo.milestones == (
            MilestoneNews(milestone="m1", money=usd(20_000), fate=MoneyFate.REFUNDED, on=date(2026, 3, 2)),
            MilestoneNews(milestone="m1", money=usd(30_000), fate=MoneyFate.RELEASED, on=date(2026, 3, 2)),
        )
        assert (carl.counterpart, carl.fate, carl.handed_to, carl.milestones) == ("carl", Fate.HANDED_OVER, "gil", ())
        assert "private words" not in repr((cleo, carl))
        assert "fred" not in repr((cleo, carl))

    def test_tell_that_one_goes_on_or_ended(self) -> None:
        goes_on, ended = counterpart_notices(plan(fates={"k2": Ended("both agreed")}), at=NOW, zone=UTC)

        assert (goes_on.fate, ended.fate) == (Fate.GOES_ON, Fate.ENDED)
        assert [one.plan for one in open_contracts(plan(fates={"k2": Ended("both agreed")}))] == ["", "both agreed"]
