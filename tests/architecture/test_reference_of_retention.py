"""The page on the audit log states the clocks of retention that run."""

from pathlib import Path

from habeas.domain.retention import RETENTION, RecordClass

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "audit-log.md"
ROWS = {
    RecordClass.RECENT_TEXT: "texts that are remembered for split messages",
    RecordClass.DECISION: "decisions, statements, measures",
    RecordClass.NOTICE: "decisions, statements, measures",
    RecordClass.MEASURE: "decisions, statements, measures",
    RecordClass.CASE: "cases, and what they rest on",
    RecordClass.EVIDENCE: "cases, and what they rest on",
    RecordClass.SAMPLE: "messages of the random sample",
    RecordClass.INQUIRY: "questions about cases, with the answers",
    RecordClass.REPORT: "reports",
    RecordClass.SAFEGUARD: "safeguards",
    RecordClass.SANCTION: "decisions of people, appeals against them",
    RecordClass.APPEAL: "decisions of people, appeals against them",
    RecordClass.CAMPAIGN: "campaigns and whom they selected",
    RecordClass.SANCTION: "decisions of people, appeals against them, files that went with these",
    RecordClass.APPEAL: "decisions of people, appeals against them, files that went with these",
    RecordClass.ATTACHMENT: "decisions of people, appeals against them, files that went with these",
    RecordClass.APPEAL_DRAFT: "appeals and files that were begun and never filed",
    RecordClass.LINK: "links to members' own pages",
    RecordClass.MANDATE: "mandates; limits on appeals",
    RecordClass.APPEAL_LIMIT: "mandates; limits on appeals",
    RecordClass.EVENT: "events",
    RecordClass.WEBHOOK: "webhooks",
    RecordClass.AUDIT_PAYLOAD: "what entries of the log commit to",
    RecordClass.AUDIT_ENTRY: "entries of the log; ids of erased members with the date",
    RecordClass.ERASED_MEMBER: "entries of the log; ids of erased members with the date",
}
LASTS = {1: "24 hours", 30: "30 days", 184 + 1096: "appeal window (184 days) and three years", None: "for ever"}


class TestReferenceOfRetention:
    def test_has_the_duration_of_each_class(self) -> None:
        lines = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
        stated = {line[0]: line[1] for line in lines if len(line) == len(("records", "kept for", "since"))}
        long = stated["decisions, statements, measures"]

        found = {name: long if stated[row] == "the same" else stated[row] for name, row in ROWS.items()}

        lasts = {name: None if one.lasts is None else one.lasts.days for name, one in RETENTION.items()}
        assert found == {name: LASTS[days] for name, days in lasts.items()}
