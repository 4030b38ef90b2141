"""What a member is told after a statement."""

from datetime import date

import pytest

from habeas.domain.sanctions.sanction import EndedBecause
from habeas.domain.statements.content import Contact
from habeas.domain.statements.sequels import (
    OVER_BECAUSE,
    Sequel,
    SequelKind,
    TakenBack,
    render_reply,
    render_sequel,
    render_taken_back,
)
from habeas.files.catalogues import read_catalogues

CATALOGUES = read_catalogues()


class TestRenderSequel:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("kind", SequelKind)
    def test_says_in_every_language_what_became_of_the_decision(self, kind: SequelKind, language: str) -> None:
        """DSA17-4."""
        document = render_sequel(Sequel(decision="s1", kind=kind, on=date(2026, 3, 9)), catalogue=CATALOGUES[language])

        assert [one.id for one in document.sections] == ["decided", "reference"]
        assert "s1" in document.sections[-1].paragraphs[0].text
        assert "2026" in document.sections[0].paragraphs[0].text

    def test_gives_a_persons_reasons_and_the_last_day_to_appeal(self) -> None:
        """DSA17-3f."""
        sequel = Sequel(
            decision="s1",
            kind=SequelKind.RENEWED,
            on=date(2026, 3, 16),
            reasons="The papers have not come yet.",
            appeal_until=date(2026, 9, 2),
            appeal_url="https://market.example/appeal?decision=s1",
        )

        decided, now, _ = render_sequel(sequel, catalogue=CATALOGUES["en"]).sections

        assert decided.paragraphs[1].text == "Why: The papers have not come yet."
        assert "2 September 2026" in now.paragraphs[0].text

    def test_gives_a_persons_reply_as_they_wrote_it(self) -> None:
        reply, reference = render_reply("s1", "We looked at the room again.", catalogue=CATALOGUES["en"]).sections

        assert reply.paragraphs[0].text == "We looked at the room again."
        assert reference.paragraphs[0].text == "Reference: s1."

    def test_has_words_for_each_way_in_which_a_sanction_ends_by_itself(self) -> None:
        by_people = {EndedBecause.LIFTED, EndedBecause.WITHDRAWN}

        assert set(OVER_BECAUSE) == set(EndedBecause) - by_people


class TestRenderTakenBack:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("is_by_machine", [True, False])
    def test_says_why_who_took_it_back_and_whom_to_ask(self, language: str, is_by_machine: bool) -> None:
        """DSA17-3c, DSA20-4, PWD11-1a."""
        taken = TakenBack(
            decision="d1",
            text="We were wrong.",
            reasons=("the contract had begun",),
            is_by_machine=is_by_machine,
            contact=Contact("the appeals desk", "https://market.example/ask"),
        )
        words = CATALOGUES[language]

        decided, found, now, reference = render_taken_back(taken, catalogue=words).sections

        assert decided.paragraphs[0].text == "We were wrong."
        assert "the contract had begun" in decided.paragraphs[1].text
        assert found.paragraphs[0].text == words.texts["found.fully" if is_by_machine else "found.not_automated"]
        assert "https://market.example/ask" in now.paragraphs[0].text
        assert "d1" in reference.paragraphs[0].text
