"""An erasure takes everything but what a claim may need, and says what that is, why, and until when."""

from datetime import UTC, datetime, timedelta

from habeas.domain.erasures import ErasurePlan, Holding, plan_as_json, plan_erasure
from habeas.domain.retention import APPEAL_WINDOW, CLAIMS, RecordClass

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
KEPT_FOR = APPEAL_WINDOW + CLAIMS


def holding(record_class: RecordClass, name: str, *, since: datetime | None = NOW, restricts: bool = False) -> Holding:
    return Holding(record_class=record_class, id=name, since=since, restricts=restricts)


class TestPlanErasure:
    def test_of_nothing_keeps_nothing(self) -> None:
        assert plan_erasure([], now=NOW) == ErasurePlan(erased={}, kept=(), stays=frozenset(), until=None)

    def test_takes_what_restricted_nobody(self) -> None:
        plan = plan_erasure(
            [holding(RecordClass.DECISION, "d1"), holding(RecordClass.DECISION, "d2"), holding(RecordClass.EVENT, "1")],
            now=NOW,
        )

        assert plan.erased == {RecordClass.DECISION: 2, RecordClass.EVENT: 1}
        assert plan.kept == ()

    def test_keeps_what_a_claim_may_need_until_it_cannot_be_brought(self) -> None:
        """GDPR17."""
        earlier = NOW - timedelta(days=100)

        plan = plan_erasure(
            [
                holding(RecordClass.DECISION, "d1", restricts=True),
                holding(RecordClass.DECISION, "d2", since=earlier, restricts=True),
                holding(RecordClass.DECISION, "d3"),
                holding(RecordClass.NOTICE, "n1", restricts=True),
            ],
            now=NOW,
        )

        assert plan.stays == {(RecordClass.DECISION, "d1"), (RecordClass.DECISION, "d2"), (RecordClass.NOTICE, "n1")}
        assert [(one.record_class, one.number, one.until) for one in plan.kept] == [
            (RecordClass.DECISION, 2, NOW + KEPT_FOR),
            (RecordClass.NOTICE, 1, NOW + KEPT_FOR),
        ]
        assert plan.until == NOW + KEPT_FOR
        assert plan.erased == {RecordClass.DECISION: 1}

    def test_takes_what_no_claim_can_be_brought_about_any_more(self) -> None:
        plan = plan_erasure([holding(RecordClass.DECISION, "d1", since=NOW - KEPT_FOR, restricts=True)], now=NOW)

        assert plan.stays == frozenset()

    def test_takes_texts_whatever_they_led_to(self) -> None:
        plan = plan_erasure([holding(RecordClass.RECENT_TEXT, "t1", restricts=True)], now=NOW)

        assert plan.erased == {RecordClass.RECENT_TEXT: 1}

    def test_has_no_end_while_a_case_is_open(self) -> None:
        plan = plan_erasure(
            [
                holding(RecordClass.CASE, "c1", since=None, restricts=True),
                holding(RecordClass.DECISION, "d1", restricts=True),
            ],
            now=NOW,
        )

        assert plan.until is None
        assert [one.until for one in plan.kept] == [None, NOW + KEPT_FOR]


class TestPlanAsJson:
    def test_names_the_ground_and_the_end_and_no_record(self) -> None:
        plan = plan_erasure(
            [
                holding(RecordClass.DECISION, "d1", restricts=True),
                holding(RecordClass.CASE, "c1", since=None, restricts=True),
                holding(RecordClass.EVENT, "1"),
            ],
            now=NOW,
        )

        written = plan_as_json(plan)

        assert written["erased"] == {"event": 1}
        assert [(one["records"], one["number"], one["rule"], one["until"]) for one in written["kept"]] == [
            ("case", 1, "record_retention", None),
            ("decision", 1, "record_retention", "2029-09-01T12:00:00+00:00"),
        ]
        assert all("Art. 17(3)(e)" in one["ground"] for one in written["kept"])
        assert "d1" not in str(written)
