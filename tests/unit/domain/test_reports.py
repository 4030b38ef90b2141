"""A report is answered, its author stays unnamed, and revenge shows as a pattern that decides nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from habeas.domain.reports import (
    Cause,
    CauseEvent,
    Receipt,
    Report,
    ReportAnswered,
    ReportKind,
    ReportOnOneself,
    ReportOutcome,
    ReportSaysNothing,
    answer_report,
    content_for_accused,
    receive_report,
    retaliation_pattern,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = "Mia asked me, LEONARDO (leo), to pay her outside for a leopard."


def received(
    number: str = "r1",
    *,
    content: str = WORDS,
    reporter: str = "leo",
    at: datetime = NOW,
    names: Sequence[str] = ("Leonardo", ""),
) -> Report:
    report, receipt = receive_report(
        report=number,
        kind=ReportKind.TERMS_REPORT,
        reporter=reporter,
        accused="mia",
        content=content,
        now=at,
        names_words=names,
    )
    assert receipt == Receipt(number, at)
    return report


class TestReceiveReport:
    def test_keeps_a_breach_of_terms_apart_from_a_notice_of_illegality(self) -> None:
        """DSA16-1: a circumvention tip is stored as `terms_report`."""
        assert received().kind is ReportKind.TERMS_REPORT

    def test_refuses_what_nobody_could_look_into(self) -> None:
        with pytest.raises(ReportSaysNothing, match="at least 20 letters"):
            received(content="she is bad")
        with pytest.raises(ReportOnOneself, match="write to support"):
            received(reporter="mia")


class TestContentForAccused:
    def test_shows_what_was_said_and_not_who_said_it(self) -> None:
        """P2B4-5, DSA17-3b, GDPR15-4."""
        assert content_for_accused(received()) == "Mia asked me, […] ([…]), to pay her outside for a leopard."

    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ("Leo  Del\nMarka wrote, Leo-Del Marka, leo_del_marka.", "[…] wrote, […], […]."),
            (
                "Mr Marka, said MARKA, will mark a day. So del is no name, nor L.",
                "Mr […], said […], will mark a day. So del is no name, nor L.",
            ),
            (
                "Write to leo.del.marka+work@mail.example, not to mia@mail.example.",
                "Write to […], not to mia@mail.example.",
            ),
            ("I am Jose\u0301.", "I am […]."),
        ],
    )
    def test_knows_a_name_however_it_is_written_and_by_one_of_its_words(self, said: str, read: str) -> None:
        """GDPR15-4."""
        names = ["Leo del Marka", "Jos\u00e9", "L Marka"]
        assert (
            content_for_accused(received(content=said + " She asked me.", names=names, reporter=" "))
            == read + " She asked me."
        )


class TestAnswerReport:
    def test_tells_the_outcome_and_the_use_of_automation_once(self) -> None:
        """DSA16-1: notifier gets decision, redress and use of automation."""
        answered = answer_report(received(), outcome=ReportOutcome.NOT_ACTED, used_automation=True, now=NOW + DAY)

        assert (answered.outcome, answered.used_automation) == (ReportOutcome.NOT_ACTED, True)
        with pytest.raises(ReportAnswered, match="can appeal that"):
            answer_report(answered, outcome=ReportOutcome.ACTED, used_automation=False, now=NOW + DAY)


class TestRetaliationPattern:
    def test_shows_what_came_before_and_how_earlier_reports_ended(self) -> None:
        before = CauseEvent(Cause.DISPUTE, "mia", "leo", NOW - DAY)
        causes = [
            before,
            CauseEvent(Cause.BAD_REVIEW, "mia", "leo", NOW - 31 * DAY),
            CauseEvent(Cause.BAD_REVIEW, "mia", "leo", NOW + DAY),
            CauseEvent(Cause.BAD_REVIEW, "mia", "zoe", NOW - DAY),
            CauseEvent(Cause.BAD_REVIEW, "zoe", "leo", NOW - DAY),
        ]
        earlier = [
            answer_report(received("r0"), outcome=ReportOutcome.ACTED, used_automation=False, now=NOW),
            answer_report(received("r9"), outcome=ReportOutcome.NOT_ACTED, used_automation=False, now=NOW),
            received("r8"),
            received("r7", reporter="zoe"),
            received(),
        ]
        pattern = retaliation_pattern(received(), causes=causes, earlier=earlier)

        assert pattern.causes == (before,)
        assert (pattern.earlier_reports, pattern.earlier_acted) == (2, 1)
        assert pattern.is_visible

    def test_is_not_there_without_a_cause(self) -> None:
        assert not retaliation_pattern(received(), causes=[], earlier=[]).is_visible
