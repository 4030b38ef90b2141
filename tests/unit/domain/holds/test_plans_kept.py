"""A plan comes back as it was kept; where nobody answers, each amount is paid on its date; the other side is told theirs."""

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from habeas.domain.holds.answers import (
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
from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.defaults import UsualReasons, default_answers
from habeas.domain.holds.freezes import LegalBasis, freeze_by_law, review_freeze
from habeas.domain.holds.notices import (
    Missed,
    Resumption,
    counterpart_document,
    freeze_document,
    missed_document,
    restored_document,
    resumption_document,
    revision_document,
)
from habeas.domain.holds.record import plan_as_json, plan_from_json
from habeas.domain.holds.telling import Fate, MilestoneNews, MoneyFate, counterpart_notices
from habeas.domain.holds.wind_down import Before, PlannedContract, WindDown, WindDownIncomplete
from habeas.domain.statements.content import Contact, Redress
from habeas.files.catalogues import read_catalogues
from tests.factories.claims import ANA, a_claim
from tests.factories.money import DAY, NOW, usd

BALANCE = OpenAmount(id="balance:USD", money=usd(500))
DUE = OpenAmount(id="k1/m1", money=usd(500), due_at=NOW + 9 * DAY, milestone="m1", contract="k1")
UNDATED = OpenAmount(
    id="k2/m1", money=usd(40), milestone="m1", contract="k2", handed_in_at=NOW - DAY, is_contested=True
)
LATE = OpenAmount(id="k2/m2", money=usd(7), due_at=NOW - DAY, milestone="m2", contract="k2")
CONTRACTS = tuple(
    PlannedContract(id=f"k{number}", title=f"Job {number}", counterpart=f"c{number}") for number in range(1, 5)
)


def plan() -> WindDown:
    held = HoldAgainst("c1", "hld_1", NOW + 14 * DAY)
    order = a_claim(id="c2", kind=ClaimKind.AUTHORITY_ORDER, transaction=None)
    return WindDown(
        decision="san_1",
        member="fred",
        provider="Paywell",
        made_at=NOW,
        amounts=(BALANCE, DUE, UNDATED),
        answers={
            BALANCE.id: (
                Part(money=usd(200), answer=held, because="disputed: a page is missing"),
                Part(money=usd(300), answer=PayNow()),
            ),
            DUE.id: (Part(money=usd(500), answer=PayOn(NOW + 9 * DAY), because="that day was agreed on first"),),
            UNDATED.id: (Part(money=usd(40), answer=RefundClient(), because="the client disputes what came"),),
        },
        contracts=CONTRACTS,
        fates={
            "k1": GoesOn(),
            "k2": Ended("the address of its client was sold", Harm(kind=HarmKind.PRIVACY, shown_by=("f1", "f2"))),
            "k3": Paused("its room is looked at", NOW + 5 * DAY, Harm(kind=HarmKind.ABUSE, shown_by=("f1",))),
            "k4": HandedOver("both sides agreed to it", "gil"),
        },
        claims=(a_claim(), order),
        kept_until={"USD": NOW + 70 * DAY},
        before=Before(facts=frozenset({"f1", "f2"})),
    )


class TestRecord:
    def test_gives_back_the_plan_that_was_kept(self) -> None:
        assert plan_from_json(json.loads(json.dumps(plan_as_json(plan())))) == plan()

    def test_gives_back_a_plan_from_before_the_limit_of_the_provider_was_kept(self) -> None:
        kept = plan_as_json(plan())
        del kept["kept_until"]

        assert plan_from_json(kept) == replace(plan(), kept_until={}, is_kept=True)

    def test_gives_back_a_plan_from_before_it_was_kept_whether_work_was_handed_in(self) -> None:
        kept = plan_as_json(plan())
        for one in kept["amounts"]:
            del one["handed_in_at"], one["is_contested"]
        undated = replace(UNDATED, handed_in_at=None, is_contested=False)

        assert plan_from_json(kept) == replace(plan(), amounts=(BALANCE, DUE, undated), is_kept=True)

    def test_gives_back_a_plan_as_it_was_kept_though_none_may_be_made_so_now(self) -> None:
        """Invariant 7: a balance has no date, and reasons say something; plans from before are read as they are."""
        kept = plan_as_json(plan())
        kept["answers"][BALANCE.id][1]["answer"] = {"choice": "pay_on", "at": (NOW + 9 * DAY).isoformat()}
        kept["fates"]["k2"] = {"choice": "ended", "because": "agreed"}
        read = plan_from_json(json.loads(json.dumps(kept)))
        kept["fates"]["k2"]["harm"] = None

        assert read.answers[BALANCE.id][1].answer == PayOn(NOW + 9 * DAY)
        assert plan_as_json(read) == kept
        with pytest.raises(WindDownIncomplete):
            replace(read)


class TestDefaultAnswers:
    def test_pay_each_amount_on_its_date_and_at_once_where_that_has_come(self) -> None:
        """FUND-10."""
        earned = OpenAmount(id="k2/m3", money=usd(8), milestone="m3", contract="k2", handed_in_at=NOW - DAY)
        over = replace(UNDATED, id="k3/m1", contract="k3", handed_in_at=None, is_over=True)
        worked = replace(over, id="k3/m2", handed_in_at=NOW - DAY, is_contested=False)
        reasons = UsualReasons(its_date="its date", no_work="it is over")
        found = default_answers([BALANCE, DUE, UNDATED, LATE, earned, over, worked], now=NOW, reasons=reasons)

        assert {name: part.answer for name, (part,) in found.items()} == {
            BALANCE.id: PayNow(),
            DUE.id: PayOn(NOW + 9 * DAY),
            UNDATED.id: PayOn(NOW + 90 * DAY),
            LATE.id: PayNow(),
            earned.id: PayNow(),
            over.id: RefundClient(),
            worked.id: PayNow(),
        }
        assert [part.because for (part,) in found.values()] == ["", "its date", "its date", "", "", "it is over", ""]


class TestCounterpartDocument:
    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_what_becomes_of_the_contract_and_of_nobody_else(self, language: str) -> None:
        """FUND-10."""
        catalogue = read_catalogues()[language]
        documents = [
            counterpart_document(one, catalogue=catalogue) for one in counterpart_notices(plan(), at=NOW, zone=UTC)
        ]

        texts = [" ".join(part.text for part in one.sections[0].paragraphs) for one in documents]
        assert all(f"Job {number}" in text for number, text in enumerate(texts, start=1))
        assert ["5.00 USD" in text for text in texts] == [True, False, False, False]
        assert "0.40 USD" in texts[1]
        assert "gil" in texts[3]
        private = ("fred", "disputed", *(catalogue.say(f"harm.{kind}") for kind in HarmKind))
        assert not any(word in text for text in texts for word in private)

    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_what_becomes_of_money_in_a_contract_that_is_over(self, language: str) -> None:
        """FUND-10."""
        over = replace(plan(), contracts=(replace(CONTRACTS[0], is_over=True),), fates={}, is_kept=True)
        [told] = counterpart_notices(over, at=NOW, zone=UTC)
        document = counterpart_document(told, catalogue=read_catalogues()[language])

        text = " ".join(part.text for part in document.sections[0].paragraphs)
        assert ("Job 1" in text, "5.00 USD" in text) == (True, True)

    @pytest.mark.parametrize(
        ("changes", "begins"),
        [
            ({}, "Your contract “Job 3” goes on: what we told you before no longer applies."),
            ({"is_undone": False}, "Your contract “Job 3” goes on again from now on. What we told you about its money"),
            (
                {"is_over": True},
                "The decision that stopped your contract “Job 3” counts no more. But the contract ended",
            ),
            (
                {"still": Fate.PAUSED, "until": NOW},
                "Your contract “Job 3” does not go on yet: one reason why it rests is gone, another one lasts until 2 M",
            ),
            (
                {"still": Fate.ENDED},
                "One reason why your contract “Job 3” stopped is gone. It stays ended all the same",
            ),
            ({"still": Fate.HANDED_OVER}, "One reason why your contract “Job 3” stopped is gone. It stays handed over"),
        ],
    )
    def test_says_whether_a_contract_goes_on_after_all_and_what_stays_of_its_money(
        self, changes: dict[str, Any], begins: str
    ) -> None:
        """Invariant 6: nothing is called undone that is not."""
        news = [MilestoneNews(milestone="m1", money=usd(50), fate=fate, on=NOW.date()) for fate in MoneyFate]
        stopped = Resumption(**{"contract": "k3", "title": "Job 3", "stands": (news[0], news[2]), **changes})
        said = resumption_document(stopped, zone=UTC, catalogue=read_catalogues()["en"]).sections[0].paragraphs

        assert said[0].text.startswith(begins)
        assert [one.text for one in said[1:]] == [
            "0.50 USD of the milestone “m1” was released on 2 March 2026. That stays so.",
            (
                "0.50 USD of the milestone “m1” went back to who paid it in, on 2 March 2026. That stays so; if the two"
                " of you go on with it, it can be paid in again."
            ),
        ]


class TestRevisionDocument:
    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_each_amount_and_date_that_no_longer_applies_and_nothing_of_why(self, language: str) -> None:
        """FUND-10."""
        undone = [
            PlanChange(
                decision="san_1",
                member="fred",
                change=change,
                because=ChangedBecause.DECISION_FELL,
                told=usd(amount),
                left=usd(0),
                told_at=told_at,
                contract="k3",
                milestone="m1",
            )
            for change, amount, told_at in (
                (Change.PAYMENT_DROPPED, 500, NOW),
                (Change.REFUND_DROPPED, 40, NOW),
                (Change.PAYMENT_DROPPED, 7, None),
            )
        ]
        catalogue = read_catalogues()[language]
        document = revision_document("Job 3", changes=undone, zone=UTC, catalogue=catalogue)

        first, released, refunded, dateless, why = (part.text for part in document.sections[0].paragraphs)
        assert "Job 3" in first
        assert ("5.00 USD" in released, "0.40 USD" in refunded, "0.07 USD" in dateless) == (True, True, True)
        assert all(catalogue.day(NOW.date()) in text for text in (released, refunded))
        assert why == catalogue.say("counterpart.why")
        assert not any("fred" in text or "san_1" in text for text in (first, released, refunded, dateless))

    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_that_no_money_goes_for_work_that_cannot_come(self, language: str) -> None:
        """FUND-10."""
        dropped = PlanChange(
            decision="san_1",
            member="fred",
            change=Change.PAYMENT_DROPPED,
            because=ChangedBecause.CONTRACT_ENDED,
            told=usd(500),
            left=usd(0),
            told_at=NOW,
            contract="k3",
            milestone="m1",
        )
        catalogue = read_catalogues()[language]
        document = revision_document("Job 3", changes=[dropped], zone=UTC, catalogue=catalogue)

        first, *_ = (part.text for part in document.sections[0].paragraphs)
        assert first == catalogue.say("counterpart.no_work", contract="Job 3")
        handed_over = replace(dropped, because=ChangedBecause.HANDED_OVER)
        document = revision_document("Job 3", changes=[handed_over], zone=UTC, catalogue=catalogue)
        assert document.sections[0].paragraphs[0].text == catalogue.say("counterpart.taken_over", contract="Job 3")
        mixed = revision_document("Job 3", changes=[dropped, handed_over], zone=UTC, catalogue=catalogue)
        assert mixed.sections[0].paragraphs[0].text == catalogue.say("counterpart.changed", contract="Job 3")
        sooner = replace(dropped, change=Change.PAYMENT_REDATED, because=ChangedBecause.OWN_DATE, left=usd(500))
        document = revision_document("Job 3", changes=[sooner], zone=UTC, catalogue=catalogue)
        why, what, *_ = document.sections[0].paragraphs
        assert (catalogue.say("counterpart.redated", contract="Job 3"), "5.00 USD" in what.text) == (why.text, True)
        again = replace(dropped, change=Change.PAYMENT_TAKEN_UP, because=ChangedBecause.WORK_IN_TIME, left=usd(500))
        document = revision_document("Job 3", changes=[again], zone=UTC, catalogue=catalogue)
        first, released, _ = (part.text for part in document.sections[0].paragraphs)
        assert first == catalogue.say("counterpart.taken_up", contract="Job 3")
        assert ("5.00 USD" in released, catalogue.day(NOW.date()) in released) == (True, True)

    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_how_much_is_left_where_some_of_it_moved_before(self, language: str) -> None:
        """FUND-10."""
        less = PlanChange(
            decision="san_1",
            member="fred",
            change=Change.PAYMENT_OF_LESS,
            because=ChangedBecause.LESS_THERE,
            told=usd(500),
            left=usd(30),
            told_at=NOW,
            contract="k3",
            milestone="m1",
        )
        back = replace(less, change=Change.REFUND_OF_LESS)
        catalogue = read_catalogues()[language]
        document = revision_document("Job 3", changes=[less, back], zone=UTC, catalogue=catalogue)

        first, released, refunded, _ = (part.text for part in document.sections[0].paragraphs)
        assert first == catalogue.say("counterpart.less", contract="Job 3")
        assert all("5.00 USD" in text and "0.30 USD" in text for text in (released, refunded))
        assert released != refunded

    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_what_went_back_before_and_stays_so(self, language: str) -> None:
        """Invariant 6."""
        stands = PlanChange(
            decision="san_1",
            member="fred",
            change=Change.REFUND_STANDS,
            because=ChangedBecause.DONE_BEFORE,
            told=usd(500),
            left=usd(500),
            told_at=NOW,
            contract="k3",
            milestone="m1",
            owed=usd(2),
        )
        catalogue = read_catalogues()[language]
        document = revision_document("Job 3", changes=[stands], zone=UTC, catalogue=catalogue)

        first, back, _ = (part.text for part in document.sections[0].paragraphs)
        assert first == catalogue.say("counterpart.stands", contract="Job 3")
        assert ("5.00 USD" in back, "m1" in back, catalogue.day(NOW.date()) in back) == (True, True, True)


class TestMissedDocument:
    @pytest.mark.parametrize("language", sorted(read_catalogues()))
    def test_says_what_was_missing_and_what_is_owed_and_nothing_of_the_other_side(self, language: str) -> None:
        """FUND-8."""
        words = read_catalogues()[language]
        one = Missed(milestone="m1", amount=usd(300), since=NOW.date(), until=(NOW + DAY).date(), owed=usd(4))
        missed, owed, why = missed_document("Job 3", [one], catalogue=words).sections[0].paragraphs
        assert all(said in missed.text for said in ("3.00 USD", "m1", "Job 3", words.day(one.until)))
        assert ("0.04 USD" in owed.text, why.text) == (True, words.say("counterpart.why"))
        without = missed_document("Job 3", [replace(one, owed=usd(0))], catalogue=words)
        assert len(without.sections[0].paragraphs) == 2


class TestRestoredDocument:
    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_what_comes_back_and_what_is_owed_where_something_is(self, language: str) -> None:
        """FUND-5."""
        words = read_catalogues()[language]
        back, owed = restored_document("ded_1", amount=usd(300), owed=usd(4), catalogue=words).sections[0].paragraphs
        assert ("3.00 USD" in back.text, "0.04 USD" in owed.text) == (True, True)
        assert (
            len(restored_document("ded_1", amount=usd(300), owed=usd(0), catalogue=words).sections[0].paragraphs) == 1
        )


class TestFreezeDocument:
    @pytest.mark.parametrize("basis", list(LegalBasis))
    def test_says_what_binds_until_when_somebody_looks_and_that_it_binds_no_more(self, basis: LegalBasis) -> None:
        """FUND-11."""
        freeze = freeze_by_law(
            freeze="f1", member="fred", basis=basis, reference="1234/26", officer=ANA, review_at=NOW + DAY, now=NOW
        )
        words = read_catalogues()["en"]
        ways: Any = {
            "contact": Contact("the desk", "https://market.example/ask"),
            "redress": Redress(appeal_url="x", court="the court of Lisbon", ods_bodies_url="https://bodies.example"),
        }
        money, now, outside, reference = freeze_document(freeze, catalogue=words, **ways).sections
        bound, review, *_ = money.paragraphs
        assert "1234/26" in bound.text
        assert "the court or the authority that it comes from" in now.paragraphs[0].text
        assert [one.text for one in outside.paragraphs] == ["You can go to court at any time: the court of Lisbon"]
        assert "https://market.example/ask" in reference.paragraphs[1].text
        assert "3 March 2026" in review.text
        lifted = review_freeze(freeze, still_binds=False, review_at=NOW + DAY, now=NOW)
        told, _ = freeze_document(lifted, catalogue=words, **ways).sections
        assert told.paragraphs[0].text.startswith("This freeze is over")
