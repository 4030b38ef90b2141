"""What a member is told of their appeals is whole in every language."""

from dataclasses import replace
from datetime import date

import pytest

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.statements.content import Contact, Decider, Redress
from habeas.domain.statements.outcomes import AppealAnswer, AppealsLimited, render_answer, render_limit
from habeas.files.catalogues import read_catalogues

CATALOGUES = read_catalogues()
CONTACT = Contact("the appeals desk", "https://market.example/ask")
REDRESS = Redress(
    appeal_url="https://market.example/appeal?decision=s1",
    court="the courts of your country",
    ods_bodies_url="https://bodies.example",
)
ANSWER = AppealAnswer(
    decision="s1",
    outcome=Outcome.UPHELD,
    reasons="The message names another way to pay.",
    answers=(("We met elsewhere.", "The room shows that you met here."),),
    decided_by=Decider("reviewer", "R-7", is_human=True),
    contact=CONTACT,
    redress=REDRESS,
)
WARNING = AppealsLimited(
    decision="l1",
    reasons="Five appeals named no fact.",
    decided_by=Decider("reviewer", "R-7", is_human=True),
    contact=CONTACT,
    redress=REDRESS,
)


class TestRenderAnswer:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("outcome", Outcome)
    def test_answers_each_argument_and_names_every_way_that_is_open(self, outcome: Outcome, language: str) -> None:
        """DSA20-5, P2B11-2, DSA20-6."""
        lost = replace(ANSWER, outcome=outcome, days_lost=3, owed_until=date(2026, 3, 16))

        document = render_answer(lost, catalogue=CATALOGUES[language])

        said = {section.id: "\n".join(one.text for one in section.paragraphs) for section in document.sections}
        assert ANSWER.reasons in said["decided"]
        assert "We met elsewhere." in said["answers"]
        assert "The room shows that you met here." in said["answers"]
        assert "3" in said["owed"]
        assert "R-7" in said["found"]
        assert ("now" in said) == (outcome is not Outcome.OVERTURNED)
        assert "https://bodies.example" in said["outside"]
        assert "the courts of your country" in said["outside"]
        assert "https://market.example/ask" in said["reference"]
        assert all("{" not in text for text in said.values())

    @pytest.mark.parametrize("language", CATALOGUES)
    def test_says_whether_who_answers_took_part_and_why_that_was_allowed(self, language: str) -> None:
        """DSA20-6, invariant 5."""
        words = CATALOGUES[language]
        overridden = replace(ANSWER, override="Nobody else reads Thai.")

        plain, told = (render_answer(one, catalogue=words) for one in (ANSWER, overridden))

        independent = words.say("outcome.independent")
        assert independent in [one.text for section in plain.sections for one in section.paragraphs]
        said = [one.text for section in told.sections for one in section.paragraphs]
        assert independent not in said
        assert any("Nobody else reads Thai." in one for one in said)

    def test_owes_nothing_where_nothing_was_lost(self) -> None:
        document = render_answer(ANSWER, catalogue=CATALOGUES["en"])

        assert [one.id for one in document.sections] == ["decided", "answers", "found", "now", "outside", "reference"]


class TestRenderLimit:
    @pytest.mark.parametrize("language", CATALOGUES)
    def test_says_until_when_why_and_how_to_contest_it(self, language: str) -> None:
        """DSA23-2: whoever is limited still learns of court and out-of-court bodies."""
        limit = replace(WARNING, until=date(2026, 5, 1), appeal_until=date(2026, 9, 2))

        document = render_limit(limit, catalogue=CATALOGUES[language])

        said = {section.id: "\n".join(one.text for one in section.paragraphs) for section in document.sections}
        assert CATALOGUES[language].day(date(2026, 5, 1)) in said["decided"]
        assert WARNING.reasons in said["decided"]
        assert CATALOGUES[language].day(date(2026, 9, 2)) in said["now"]
        assert "the courts of your country" in said["outside"]

    def test_warns_without_taking_anything(self) -> None:
        document = render_limit(WARNING, catalogue=CATALOGUES["en"])

        assert "Nothing is taken from you now." in document.sections[0].paragraphs[0].text
        assert [one.id for one in document.sections] == ["decided", "found", "outside", "reference"]
