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
from habeas.domain.holds.claims import ClaimKind, close_claim
from habeas.domain.holds.telling import (
    Fate,
    MilestoneNews,
    MoneyFate,
    counterpart_notices,
    money_lines,
    open_contracts,
)
from habeas.domain.holds.wind_down import Before, PlannedContract, WindDown, WindDownIncomplete
from habeas.domain.statements.content import MoneyState
from habeas.money import Money
from tests.factories.claims import a_claim
from tests.factories.money import DAY, NOW, usd

SIXTEENTH = NOW + 14 * DAY
BALANCE = OpenAmount(id="balance USD", money=usd(50_000))
DUE = OpenAmount(id="k1 m1", money=usd(50_000), due_at=SIXTEENTH, milestone="m1", contract="k1")
SITE = PlannedContract(id="k1", title="A website", counterpart="cleo")
LOGO = PlannedContract(id="k2", title="A logo", counterpart="carl")


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


def held(
    amount: int,
    *,
    claim: str = "c1",
    decision: str = "dec3",
    days: int = 14,
    because: str = "a page is missing, says Cleo",
) -> Part:
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
        assert (waiting.because, waiting.provider, waiting.decision) == (
            "a page is missing, says Cleo",
            "Paywell",
            "dec3",
        )
        assert (paid.amount, paid.state) == (49_700, MoneyState.AVAILABLE)

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({DUE.id: PAID[DUE.id]}, r"answers.balance USD \(say what becomes of 500.00 USD\)"),
            ({**PAID, "k9": [part(PayNow())]}, "answers.k9 .answer only for what there is"),
            ({**PAID, BALANCE.id: [part(PayNow(), 49_999)]}, "answer for 500.00 USD in parts above nothing"),
            ({**PAID, BALANCE.id: [part(PayNow(), 50_001), part(PayNow(), -1)]}, "in parts above nothing"),
            ({**PAID, BALANCE.id: [Part(money=Money(5, "EUR"), answer=PayNow())]}, "wants USD, got EUR"),
            ({**PAID, DUE.id: [part(PayOn(NOW))]}, "pay now, or on a date after"),
            (
                {**PAID, BALANCE.id: [part(PayOn(NOW + DAY))]},
                "it has no date of its own, and only a hold for a claim lets",
            ),
            ({**PAID, DUE.id: [part(PayOn(NOW + DAY), because="")]}, "say why it is paid on that date"),
            ({**PAID, DUE.id: [part(PayOn(SIXTEENTH + DAY))]}, "pay no later than 2026-03-16"),
            ({**PAID, DUE.id: [part(RefundClient(), because="")]}, "say why the client is refunded"),
            ({**PAID, BALANCE.id: [part(RefundClient())]}, "what a member has earned goes to nobody else"),
            ({**PAID, BALANCE.id: [held(50_000)]}, "hold no more than the 3.00 USD that it claims"),
            ({**PAID, BALANCE.id: [held(50_000, claim="c9")]}, "there is none of the id 'c9'"),
            ({**PAID, BALANCE.id: [held(300, days=91), part(PayNow(), 49_700)]}, "end within 14 days"),
            ({**PAID, BALANCE.id: [held(300, days=0), part(PayNow(), 49_700)]}, "end within 14 days"),
            ({**PAID, BALANCE.id: [held(300, decision=""), part(PayNow(), 49_700)]}, "its own decision, and reasons"),
            ({**PAID, BALANCE.id: [held(300, because=""), part(PayNow(), 49_700)]}, "its own decision, and reasons"),
            (
                {**PAID, BALANCE.id: [held(300, because="x"), part(PayNow(), 49_700)]},
                "because: the reasons have 1 letters",
            ),
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
            ({"k9": Ended("both sides agreed to it")}, "answer only for contracts that run"),
            ({"k1": Ended(" ")}, "contracts go on unless harm in them is the ground"),
            ({"k1": Ended("it is better so")}, "because: the reasons have 15 letters, at least 20"),
            ({"k1": Paused("somebody was hurt there", NOW)}, "an end that is still to come"),
            ({"k1": HandedOver("both sides agreed to it", "fred")}, "say who goes on with it"),
            ({"k1": HandedOver("both sides agreed to it", "")}, "say who goes on with it"),
            ({"k1": GoesOn(), "k2": Ended("")}, "contracts go on unless harm in them is the ground"),
        ],
    )
    def test_refuses_what_leaves_a_contract_without_one(self, fates: object, words: str) -> None:
        """Invariant 11."""
        with pytest.raises(WindDownIncomplete, match=words):
            plan(fates=fates)

    def test_lets_no_pause_outlive_the_decision_that_it_goes_with(self) -> None:
        """Invariant 11."""
        rests, ends = {"k1": Paused("somebody was hurt there", NOW + 7 * DAY)}, NOW + 7 * DAY
        assert plan(fates=rests, before=Before(ends_at=ends)).fates == rests
        with pytest.raises(WindDownIncomplete, match=r"let the pause end by 2026-03-08.*nothing outlives it"):
            plan(fates=rests, before=Before(ends_at=ends - DAY))

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

    def test_lets_a_milestone_without_date_be_paid_on_one_while_its_work_or_a_claim_is_waited_for(self) -> None:
        """Invariant 7."""
        undated = OpenAmount(id="k2 m1", money=usd(5), milestone="m1", contract="k2")
        answers = {**PAID, undated.id: [part(PayOn(NOW + 90 * DAY), 5)]}
        contested = replace(undated, handed_in_at=NOW - DAY, is_contested=True)
        for waits in (undated, contested):
            assert plan(amounts=(BALANCE, DUE, waits), answers=answers).fate_of("k2") == GoesOn()

        with pytest.raises(WindDownIncomplete, match="it has no date of its own, and only a hold"):
            plan(amounts=(BALANCE, DUE, replace(contested, is_contested=False)), answers=answers)
        answers[undated.id] = [part(PayOn(NOW + 91 * DAY), 5)]
        with pytest.raises(
            WindDownIncomplete, match=r"pay no later than 2026-05-31.* only a claim lets money wait longer"
        ):
            plan(amounts=(BALANCE, DUE, undated), answers=answers)

    def test_lets_nothing_wait_for_work_that_cannot_come(self) -> None:
        """FUND-10."""
        ends: dict[str, Any] = {"fates": {"k1": Ended("both sides agreed to it")}}
        over: dict[str, Any] = {"contracts": (replace(SITE, is_over=True), LOGO)}
        undated, worked = replace(DUE, due_at=None), replace(DUE, handed_in_at=NOW - DAY, is_over=True)
        early = {**PAID, DUE.id: [part(PayOn(SIXTEENTH - DAY))]}
        for amount, changes in ((undated, ends), (replace(undated, is_over=True), over)):
            assert amount.has_date is not amount.is_over
            with pytest.raises(
                WindDownIncomplete, match=r"answers.k1 m1 \(refund it to its client: k1 is over or ends"
            ):
                plan(amounts=(BALANCE, amount), **changes)
            assert plan(amounts=(BALANCE, amount), answers={**PAID, DUE.id: [part(RefundClient())]}, **changes).decision
        with pytest.raises(WindDownIncomplete, match="refund it to its client, or pay it when it is due: k1 is over"):
            plan(answers=early, **ends)

        assert plan(**ends).decision
        assert plan(amounts=(BALANCE, worked), answers=early, **over).decision

    def test_lets_no_more_wait_of_one_contract_than_it_paid(self) -> None:
        """FUND-4."""
        claims = [a_claim(id=f"c{number}", amount=usd(300), transaction=usd(500), contract="k1") for number in (1, 2)]
        parts = [held(300, claim="c1"), held(200, claim="c2"), part(PayNow(), 49_500)]
        order = a_claim(id="c3", kind=ClaimKind.AUTHORITY_ORDER, transaction=None)
        of_all = [*parts[:2], held(300, claim="c3"), part(PayNow(), 49_200)]
        assert plan(answers={**PAID, BALANCE.id: parts}, claims=claims).decision
        assert plan(answers={**PAID, BALANCE.id: of_all}, claims=[*claims, order]).decision

        parts[1:] = [held(201, claim="c2"), part(PayNow(), 49_499)]
        said = r"hold no more than 2\.00 USD for c2: k1 paid 5\.00 USD, and the rest of it waits for other claims"
        with pytest.raises(WindDownIncomplete, match=said) as caught:
            plan(answers={**PAID, BALANCE.id: parts}, claims=claims)
        assert [(one.field, one.rule) for one in caught.value.lacking] == [("answers.balance USD", "FUND-4")]
        alone = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        with pytest.raises(WindDownIncomplete, match=r"hold no more than 0\.40 USD for c1"):
            plan(answers=alone, claims=claims, before=Before(held_of={"c1": 460}))

    def test_lets_nothing_wait_for_an_order_that_only_who_decides_has_read(self) -> None:
        """FUND-7."""
        order = a_claim(kind=ClaimKind.AUTHORITY_ORDER, transaction=None, recorded_by="ana")
        answers = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        assert plan(answers=answers, claims=[order], before=Before(by="ben")).decision
        assert plan(answers=answers, claims=[replace(order, recorded_by="")], before=Before()).decision
        assert plan(answers=answers, claims=[a_claim(recorded_by="ana")], before=Before(by="ana")).decision

        with pytest.raises(WindDownIncomplete, match="ana wrote the order c1 down: let a second person") as caught:
            plan(answers=answers, claims=[order], before=Before(by="ana"))
        assert [(one.field, one.rule) for one in caught.value.lacking] == [("answers.balance USD", "FUND-7")]

    def test_refuses_reasons_that_many_others_were_given(self) -> None:
        """P2B11-2."""
        told = ["a page is missing, says Cleo"] * 3
        answers = {**PAID, BALANCE.id: [held(300), part(PayNow(), 49_700)]}
        fates = {"k1": Ended("both sides agreed to it")}
        before = Before(of_waits=told, of_contracts=["both sides agreed to it"] * 2)
        assert plan(answers=answers, fates=fates, before=replace(before, of_waits=told[:2])).decision

        many = Before(of_waits=told, of_contracts=["both sides agreed to it"] * 3)
        with pytest.raises(WindDownIncomplete, match="you gave the same reasons to 3 other members") as caught:
            plan(answers=answers, fates=fates, before=many)
        assert [(one.field, one.rule) for one in caught.value.lacking] == [
            ("answers.balance USD", "P2B11-2"),
            ("fates.k1", "P2B11-2"),
        ]

    def test_names_everything_at_once(self) -> None:
        with pytest.raises(WindDownIncomplete) as caught:
            plan(answers={}, fates={"k9": Ended("x")})

        assert [one.field for one in caught.value.lacking] == ["answers.balance USD", "answers.k1 m1", "fates.k9"]


class TestCounterpartNotices:
    def test_tell_each_of_their_contract_and_their_money_alone(self) -> None:
        fates = {
            "k1": Paused("private words of Ana's", NOW + 5 * DAY),
            "k2": HandedOver("private words of Ana's", "gil"),
        }
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
        goes_on, ended = counterpart_notices(plan(fates={"k2": Ended("both sides agreed to it")}), at=NOW, zone=UTC)

        assert (goes_on.fate, ended.fate) == (Fate.GOES_ON, Fate.ENDED)
        assert [one.plan for one in open_contracts(plan(fates={"k2": Ended("both sides agreed to it")}))] == [
            "",
            "both sides agreed to it",
        ]

    def test_tell_of_money_in_a_contract_that_is_over_and_of_none_that_holds_nothing(self) -> None:
        """FUND-10."""
        over = plan(contracts=(replace(SITE, is_over=True), replace(LOGO, is_over=True)))
        [told] = counterpart_notices(over, at=NOW, zone=UTC)

        assert (told.contract, told.fate, len(told.milestones)) == ("k1", Fate.OVER, 1)
        assert counterpart_notices(over, at=NOW, zone=UTC, but={("k1", "m1")}) == ()
        assert open_contracts(over) == ()
        with pytest.raises(WindDownIncomplete, match="answer only for contracts that run"):
            plan(contracts=(replace(SITE, is_over=True),), fates={"k1": Ended("both sides agreed to it")})
