"""A plan answers for every amount and every contract, or is refused with all that it lacks."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from habeas.domain.holds.answers import (
    Answer,
    Ended,
    GoesOn,
    HandedOver,
    Harm,
    HarmKind,
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


HURT = Harm(kind=HarmKind.SAFETY, shown_by=("f1",))
RELIED = Before(facts=frozenset({"f1", "f2"}))


def part(answer: Answer, amount: int = 50_000, *, because: str = "both sides agreed to it on Monday") -> Part:
    return Part(money=usd(amount), answer=answer, because=because)


def ended(because: str = "somebody was hurt there") -> Ended:
    return Ended(because, HURT)


def rests(until: datetime = NOW + 7 * DAY, because: str = "somebody was hurt there") -> Paused:
    return Paused(because, until, HURT)


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
        "before": RELIED,
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
        assert [one.goes_on for one in open_contracts(plan(), zone=UTC)] == [True, True]

    def test_says_that_a_milestone_on_another_date_than_its_own_waits_for_its_work(self) -> None:
        """FUND-10."""
        early = {**PAID, DUE.id: [part(PayOn(SIXTEENTH - DAY))]}
        then = money_lines(plan(answers=early), told_at=NOW, at=NOW, zone=UTC)
        agreed = money_lines(plan(), told_at=NOW, at=NOW, zone=UTC)
        over = money_lines(plan(answers=early), told_at=NOW, at=SIXTEENTH, zone=UTC)
        done = (BALANCE, replace(DUE, handed_in_at=NOW - DAY))
        worked = money_lines(plan(answers=early, amounts=done), told_at=NOW, at=NOW, zone=UTC)
        cleo, _ = counterpart_notices(plan(answers=early), at=NOW, zone=UTC)

        told = [(one[1].becomes, one[1].until) for one in (then, agreed, over, worked)]
        fifteenth, sixteenth = date(2026, 3, 15), date(2026, 3, 16)
        assert told == [
            ("paid_on_work", fifteenth),
            ("paid_on", sixteenth),
            ("paid_on_work", sixteenth),
            ("paid_on", fifteenth),
        ]
        assert [one.fate for one in cleo.milestones] == [MoneyFate.RELEASED_ON_WORK]

    def test_says_to_who_paid_it_in_that_the_other_side_is_paid(self) -> None:
        """FUND-9."""
        mine = replace(DUE, is_paid_in=True)
        worked = replace(mine, handed_in_at=NOW - DAY)
        ways = ((worked, PayNow()), (mine, PayOn(SIXTEENTH)), (mine, PayOn(SIXTEENTH - DAY)), (mine, RefundClient()))
        fates = {"k1": HandedOver("both sides agreed to it", "gil")}
        plans = [plan(amounts=(BALANCE, one), answers={**PAID, DUE.id: [part(way)]}, fates=fates) for one, way in ways]
        lines = [money_lines(one, told_at=NOW, at=NOW, zone=UTC)[1] for one in plans]

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
            ({**PAID, DUE.id: [part(PayOn(NOW + DAY), because="")]}, "because: the reasons have 0 letters"),
            ({**PAID, DUE.id: [part(PayOn(SIXTEENTH), because="then")]}, "because: the reasons have 4 letters"),
            ({**PAID, DUE.id: [part(PayOn(SIXTEENTH + DAY))]}, "pay no later than 2026-03-16"),
            (
                {**PAID, DUE.id: [part(PayNow())]},
                "let it be paid once its work is handed in, .*pay it when it is due, on",
            ),
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

    def test_pays_for_no_work_before_it_is_handed_in(self) -> None:
        """FUND-10: who paid it in would have nothing for it, and the money would be gone."""
        now: dict[str, Any] = {"answers": {**PAID, DUE.id: [part(PayNow(), because="")]}}
        undated = replace(DUE, due_at=None)
        said = (
            r"answers.k1 m1 \(let it be paid once its work is handed in, on a date by which you look for that; or ref"
        )
        with pytest.raises(WindDownIncomplete, match=said):
            plan(amounts=(BALANCE, undated), **now)
        with pytest.raises(
            WindDownIncomplete, match=r"answers.k1 m1 \(refund it to its client: its work is not handed"
        ):
            plan(amounts=(BALANCE, undated), fates={"k1": ended()}, **now)

        for owed in (replace(undated, handed_in_at=NOW - DAY), replace(DUE, due_at=NOW)):
            assert plan(amounts=(BALANCE, owed), **now).decision

    def test_gives_nothing_back_of_a_contract_that_goes_on(self) -> None:
        """FUND-10: its two sides would read in one notice that it goes on, and that its money goes back."""
        back: dict[str, Any] = {"answers": {**PAID, DUE.id: [part(RefundClient())]}}
        for mine in (DUE, replace(DUE, is_paid_in=True)):
            with pytest.raises(
                WindDownIncomplete, match=r"answers.k1 m1 \(end k1, let it rest or hand it over, or give"
            ):
                plan(amounts=(BALANCE, mine), **back)
            for fate in (rests(), ended(), HandedOver("both sides agreed to it", "gil")):
                assert plan(amounts=(BALANCE, mine), fates={"k1": fate}, **back).decision

        for other in (replace(DUE, is_over=True), replace(DUE, is_contested=True)):
            assert plan(amounts=(BALANCE, other), **back).decision
        with pytest.raises(WindDownIncomplete, match="because: the reasons have 2 letters"):
            plan(answers={**PAID, DUE.id: [part(RefundClient(), because="so")]}, fates={"k1": ended()})

    @pytest.mark.parametrize(
        ("fates", "words"),
        [
            ({"k9": ended()}, "answer only for contracts that run"),
            ({"k1": ended(" ")}, "because: the reasons have 0 letters"),
            ({"k1": ended("it is better so")}, "because: the reasons have 15 letters, at least 20"),
            ({"k1": Ended("somebody was hurt there")}, "contracts go on unless harm in them is the ground: say which"),
            ({"k1": Paused("somebody was hurt there", NOW + DAY)}, "contracts go on unless harm in them is the ground"),
            ({"k1": Ended("somebody was hurt there", replace(HURT, shown_by=()))}, r"\(f1, f2\): none is named"),
            ({"k1": Ended("somebody was hurt there", replace(HURT, shown_by=("f1", "f7")))}, "f7 is none of them"),
            ({"k1": rests(NOW)}, "an end that is still to come"),
            ({"k1": HandedOver("both sides agreed to it", "fred")}, "say who goes on with it"),
            ({"k1": HandedOver("both sides agreed to it", " ")}, "say who goes on with it"),
            ({"k1": HandedOver("both sides agreed to it", "cleo")}, "somebody who is no side of it yet"),
            ({"k1": GoesOn(), "k2": ended("")}, "because: the reasons have 0 letters"),
        ],
    )
    def test_refuses_what_leaves_a_contract_without_one(self, fates: object, words: str) -> None:
        """Invariant 11."""
        with pytest.raises(WindDownIncomplete, match=words):
            plan(fates=fates)

    def test_says_which_harm_there_was_to_its_member_alone(self) -> None:
        """Invariant 11."""
        made = plan(fates={"k1": rests(), "k2": HandedOver("both sides agreed to it", "gil")})
        site, logo = open_contracts(made, zone=UTC)

        assert (site.becomes, site.until, site.plan) == ("paused", date(2026, 3, 9), "somebody was hurt there")
        assert (site.harm, site.shown_by) == ("safety", ("f1",))
        assert (logo.becomes, logo.handed_to, logo.harm, logo.shown_by) == ("handed_over", "gil", "", ())
        assert "safety" not in repr(counterpart_notices(made, at=NOW, zone=UTC))

    def test_lets_no_pause_outlive_the_decision_that_it_goes_with(self) -> None:
        """Invariant 11."""
        fates, ends = {"k1": rests()}, NOW + 7 * DAY
        assert plan(fates=fates, before=replace(RELIED, ends_at=ends)).fates == fates
        with pytest.raises(WindDownIncomplete, match=r"let the pause end by 2026-03-08.*nothing outlives it"):
            plan(fates=fates, before=replace(RELIED, ends_at=ends - DAY))

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
        ends: dict[str, Any] = {"fates": {"k1": ended()}}
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
            plan(answers=alone, claims=claims, before=replace(RELIED, held_of={"c1": 460}))

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
        fates = {"k1": ended()}
        before = replace(RELIED, of_waits=told, of_contracts=["somebody was hurt there"] * 2)
        assert plan(answers=answers, fates=fates, before=replace(before, of_waits=told[:2])).decision

        many = replace(before, of_contracts=["somebody was hurt there"] * 3)
        with pytest.raises(WindDownIncomplete, match="you gave the same reasons to 3 other members") as caught:
            plan(answers=answers, fates=fates, before=many)
        assert [(one.field, one.rule) for one in caught.value.lacking] == [
            ("answers.balance USD", "P2B11-2"),
            ("fates.k1", "P2B11-2"),
        ]

    def test_asks_for_own_reasons_for_another_date_and_for_what_goes_back(self) -> None:
        """P2B11-2, DSA17-3e: but for what is paid when it is due anyway, or is everybody's usual answer."""
        told = ["both sides agreed to it on Monday"] * 3
        undated = replace(DUE, due_at=None)
        for way, before in ((PayOn(SIXTEENTH), Before(of_dates=told)), (RefundClient(), Before(of_refunds=told))):
            answers = {**PAID, DUE.id: [part(way)]}
            fates = {"k1": HandedOver("the two of them agreed so", "gil")}
            with pytest.raises(WindDownIncomplete, match="you gave the same reasons to 3 other members"):
                plan(amounts=(BALANCE, undated), answers=answers, fates=fates, before=before)
            usual = {**PAID, DUE.id: [replace(part(way), is_usual=True)]}
            assert plan(amounts=(BALANCE, undated), answers=usual, fates=fates, before=before).decision

    def test_names_everything_at_once(self) -> None:
        with pytest.raises(WindDownIncomplete) as caught:
            plan(answers={}, fates={"k9": ended("x")})

        assert [one.field for one in caught.value.lacking] == ["answers.balance USD", "answers.k1 m1", "fates.k9"]


class TestCounterpartNotices:
    def test_tell_each_of_their_contract_and_their_money_alone(self) -> None:
        fates = {
            "k1": rests(NOW + 5 * DAY, "private words of Ana's"),
            "k2": HandedOver("private words of Ana's", "gil"),
        }
        split = {**PAID, DUE.id: [part(RefundClient(), 20_000), part(PayOn(SIXTEENTH), 30_000)]}
        made = plan(fates=fates, answers=split)
        cleo, carl = counterpart_notices(made, at=NOW, zone=UTC)

        assert (cleo.counterpart, cleo.fate, cleo.until) == ("cleo", Fate.PAUSED, date(2026, 3, 7))
        assert cleo.milestones == (
            MilestoneNews(milestone="m1", money=usd(20_000), fate=MoneyFate.REFUNDED, on=date(2026, 3, 2)),
            MilestoneNews(milestone="m1", money=usd(30_000), fate=MoneyFate.RELEASED, on=date(2026, 3, 16)),
        )
        assert (carl.counterpart, carl.fate, carl.handed_to, carl.milestones) == ("carl", Fate.HANDED_OVER, "gil", ())
        assert "private words" not in repr((cleo, carl))
        assert "fred" not in repr((cleo, carl))

    def test_tell_that_one_goes_on_or_ended(self) -> None:
        made = plan(fates={"k2": ended()})
        goes_on, ends = counterpart_notices(made, at=NOW, zone=UTC)

        assert (goes_on.fate, ends.fate) == (Fate.GOES_ON, Fate.ENDED)
        assert [one.plan for one in open_contracts(made, zone=UTC)] == ["", "somebody was hurt there"]

    def test_tell_of_money_in_a_contract_that_is_over_and_of_none_that_holds_nothing(self) -> None:
        """FUND-10."""
        over = plan(contracts=(replace(SITE, is_over=True), replace(LOGO, is_over=True)))
        [told] = counterpart_notices(over, at=NOW, zone=UTC)

        assert (told.contract, told.fate, len(told.milestones)) == ("k1", Fate.OVER, 1)
        assert counterpart_notices(over, at=NOW, zone=UTC, but={("k1", "m1")}) == ()
        assert open_contracts(over, zone=UTC) == ()
        with pytest.raises(WindDownIncomplete, match="answer only for contracts that run"):
            plan(contracts=(replace(SITE, is_over=True),), fates={"k1": ended()})
