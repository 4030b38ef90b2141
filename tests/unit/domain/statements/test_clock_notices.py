"""What a member is told because a clock is near its end or has run out."""

from datetime import date

import pytest

from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind, FreedBy, render_clock_notice
from habeas.files.catalogues import read_catalogues
from habeas.money import Money

CATALOGUES = read_catalogues()


class TestRenderClockNotice:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("kind", ClockNoticeKind)
    def test_says_in_every_language_what_it_is_and_on_which_day(self, kind: ClockNoticeKind, language: str) -> None:
        """Invariant 12: a clock that runs out tells the member."""
        notice = ClockNotice(kind=kind, about="san_1", on=date(2026, 3, 9))

        document = render_clock_notice(notice, catalogue=CATALOGUES[language])

        told, reference = document.sections
        assert document.title == told.heading
        assert "2026" in told.paragraphs[0].text
        assert "san_1" in reference.paragraphs[0].text

    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("freed_by", FreedBy)
    def test_says_of_money_that_a_law_freezes_when_it_can_be_withdrawn(self, freed_by: FreedBy, language: str) -> None:
        """FUND-11."""
        told = [
            [part.text for part in render_clock_notice(free, catalogue=CATALOGUES[language]).sections[0].paragraphs]
            for is_frozen in (True, False)
            for free in [
                ClockNotice(
                    kind=ClockNoticeKind.MONEY_FREE,
                    about="hld_1",
                    on=date(2026, 3, 9),
                    money=Money(12_50, "USD"),
                    freed_by=freed_by,
                    is_frozen=is_frozen,
                )
            ]
        ]

        (first, frozen), (again, yours) = told
        assert first == again
        assert "12.50 USD" in first
        assert frozen != yours

    def test_says_how_much_is_free_and_where_something_can_be_done(self) -> None:
        words = CATALOGUES["en"]
        free = ClockNotice(
            kind=ClockNoticeKind.MONEY_FREE, about="hld_1", on=date(2026, 3, 9), money=Money(12_50, "USD")
        )
        closes = ClockNotice(
            kind=ClockNoticeKind.WINDOW_CLOSES, about="san_1", on=date(2026, 9, 2), url="https://market.example/a"
        )

        assert "12.50 USD" in render_clock_notice(free, catalogue=words).sections[0].paragraphs[0].text
        last = render_clock_notice(closes, catalogue=words).sections[0].paragraphs[-1]
        assert last.text == "You can appeal here: https://market.example/a"
