"""Every class of record has its clock, and the table answers what is due."""

from datetime import UTC, datetime, timedelta

import pytest

from habeas.domain.retention import APPEAL_WINDOW, CLAIMS, RETENTION, RecordClass, due_before, kept_until

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class TestRetention:
    @pytest.mark.parametrize("record_class", RecordClass)
    def test_is_stated_with_its_rule_and_reason(self, record_class: RecordClass) -> None:
        retention = RETENTION[record_class]

        assert retention.rule
        assert retention.because
        assert retention.since

    def test_of_what_lasts_for_ever_holds_no_personal_data_or_is_the_proof_of_an_erasure(self) -> None:
        endless = {name for name, retention in RETENTION.items() if retention.lasts is None}

        assert endless == {RecordClass.AUDIT_ENTRY, RecordClass.ERASED_MEMBER}

    def test_of_decisions_outlasts_the_appeal_window_by_three_years(self) -> None:
        """SEA-2, GDPR5."""
        assert kept_until(RecordClass.DECISION, since=NOW) == NOW + APPEAL_WINDOW + CLAIMS


class TestDueBefore:
    def test_and_kept_until_are_two_sides_of_one_clock(self) -> None:
        sent_at = due_before(RecordClass.RECENT_TEXT, now=NOW)

        assert sent_at == NOW - timedelta(hours=24)
        assert kept_until(RecordClass.RECENT_TEXT, since=sent_at) == NOW

    def test_is_never_for_what_stays(self) -> None:
        assert due_before(RecordClass.AUDIT_ENTRY, now=NOW) is None
        assert kept_until(RecordClass.AUDIT_ENTRY, since=NOW) is None
