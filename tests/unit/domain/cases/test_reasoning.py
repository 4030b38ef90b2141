"""Reasons tie a fact of this case to words of a clause that was in force, in words of their own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from habeas.domain.cases import reasoning
from habeas.domain.cases.reasoning import Reasons, check_clause, check_reasons
from habeas.domain.refusals import Refused
from habeas.policy.rules import Clause
from habeas.policy.words import Words

CLAUSE_TEXT = (
    "Before a contract between you has started, members do not give or ask for ways to reach each other outside."
)
CLAUSE = Clause(
    id="contact",
    title=Words({"en": "Contact"}),
    text=Words({"en": CLAUSE_TEXT}),
    url="https://market.example/terms",
    in_force_from=date(2026, 1, 1),
    announced_at=date(2026, 1, 1),
    notice_days=15,
)
GOOD = Reasons(
    text="On Monday you wrote a phone number [f1] to somebody you had no contract with [f2], which gave a way to call you.",
    element="ways to reach each other  outside",
)


def check(reasons: Reasons = GOOD, **changes: object) -> None:
    usual: dict[str, Any] = {"clause": "contact", "clause_text": CLAUSE_TEXT, "facts": ["f1", "f2"], "earlier": {}}
    usual.update(changes)
    check_reasons(reasons, **usual)


class TestCheckClause:
    def test_takes_one_that_was_in_force_when_it_happened(self) -> None:
        check_clause(CLAUSE, conduct_on=date(2026, 1, 16), action="warn", listed=["warn", "restrict"])

    def test_refuses_one_inside_its_notice_period(self) -> None:
        """P2B3-2, DSA14-2, due-process 1.7."""
        with pytest.raises(reasoning.ClauseNotInForce, match="from 2026-01-16 on"):
            check_clause(CLAUSE, conduct_on=date(2026, 1, 15), action="warn", listed=["warn"])

    def test_refuses_a_measure_that_the_terms_do_not_list(self) -> None:
        """P2B3-1c."""
        with pytest.raises(reasoning.MeasureNotListed, match="list warn for the clause contact"):
            check_clause(CLAUSE, conduct_on=date(2026, 2, 1), action="terminate", listed=["warn"])


class TestCheckReasons:
    def test_takes_own_words_about_a_fact_and_an_element(self) -> None:
        """DSA17-3e."""
        check()

    @pytest.mark.parametrize(
        ("reasons", "refusal"),
        [
            (replace(GOOD, text="See [f1]."), reasoning.ReasonsTooShort),
            (replace(GOOD, text="So [f1] " * 600), reasoning.ReasonsTooLong),
            (replace(GOOD, text=GOOD.text.replace("[", "").replace("]", "")), reasoning.ReasonsNameNoFact),
            (replace(GOOD, text=GOOD.text + " [f9]"), reasoning.ReasonsNameUnknownFact),
            (replace(GOOD, element="never be rude"), reasoning.ElementNotOfClause),
            (replace(GOOD, element=" "), reasoning.ElementNotOfClause),
            (replace(GOOD, text=f"[f1] {CLAUSE_TEXT}"), reasoning.ReasonsCopyClause),
        ],
    )
    def test_refuses_what_explains_nothing(self, reasons: Reasons, refusal: type[Refused]) -> None:
        """DSA17-3e, DSA17-3b, DSA17-4."""
        with pytest.raises(refusal):
            check(reasons)

    def test_refuses_what_was_said_of_other_cases(self) -> None:
        """P2B11-2: template-only answers are refused."""
        other = GOOD.text.replace("Monday", "Friday").replace("[f1]", "[f7]")

        with pytest.raises(reasoning.ReasonsAreBoilerplate, match="those of the decision d7"):
            check(earlier={"d6": "Something else entirely was said in that decision, about a payment.", "d7": other})

    def test_refuses_a_template_that_words_were_added_to(self) -> None:
        """P2B11-2: what was said before stays what was said before, however much is put around it."""
        padded = f"Dear member, please note this well: {GOOD.text} Thank you for reading, and have a good day."

        with pytest.raises(reasoning.ReasonsAreBoilerplate):
            check(replace(GOOD, text=padded), earlier={"d7": GOOD.text})
        with pytest.raises(reasoning.ReasonsAreBoilerplate):
            check(earlier={"d7": padded})

    def test_takes_the_like_that_was_done_by_another(self) -> None:
        """Cases of the same kind are told in like words, but by what was done in each."""
        other = (
            "On Friday you sent your address [f1] to a client before a contract, and asked them to come to your shop."
        )

        check(earlier={"d7": other})

    @pytest.mark.parametrize(
        "text",
        [
            f"[f1] {CLAUSE_TEXT} You broke this rule, so we act.",
            "[f1] breaks our rules. You have violated our terms of service repeatedly and this is final.",
            "Lo que escribiste en [f1] incumple nuestras normas, y por eso hemos tomado esta decisión sobre tu cuenta.",
        ],
    )
    def test_refuses_what_could_be_said_of_any_case(self, text: str) -> None:
        """DSA17-3e: reasons say what was done, beside that a rule was broken."""
        with pytest.raises(reasoning.ReasonsSayNothing, match="say in your own words what was done"):
            check(replace(GOOD, text=text))

    @pytest.mark.parametrize(
        "text",
        [
            "You gave your phone number in [f1] before there was a contract.",
            "In [f1] you write: call me on my mobile, we settle the rest.",
            "En [f1] diste tu número de teléfono antes de que hubiera un contrato.",
            "Du hast in [f1] deine Telefonnummer vor einem Vertrag genannt.",
            "你在 [f1] 中把自己的电话号码发给了一个还没有与你签订合同的客户并且要求对方直接打电话给你商量价格。",
        ],
    )
    def test_takes_few_words_about_what_was_done(self, text: str) -> None:
        check(replace(GOOD, text=text))

    @pytest.mark.parametrize(
        ("element", "refusal"),
        [
            ("a", reasoning.ElementTooShort),
            (".", reasoning.ElementNotOfClause),
            ("ct between you has star", reasoning.ElementNotOfClause),
            ("do not", reasoning.ElementTooShort),
        ],
    )
    def test_refuses_an_element_that_is_no_words_of_the_clause(self, element: str, refusal: type[Refused]) -> None:
        """DSA17-3e: letters of a clause are no element of it, and two words stand in any."""
        with pytest.raises(refusal):
            check(replace(GOOD, element=element))

    def test_takes_a_clause_of_two_words_as_a_whole(self) -> None:
        check(replace(GOOD, element="Stay inside"), clause_text="Stay inside.")
