"""A member is handed all that is held about them, and nothing of others."""

import json
from datetime import timedelta

import pytest

from habeas.domain.audit.commitments import Opening, is_opened_by
from habeas.domain.retention import RecordClass
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.holdings.pages import render_page
from habeas.server.parties.erasure import AlreadyErased
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.market import NOW, PHONE, message, open_market, send, started

pytestmark = pytest.mark.django_db


def export() -> dict[str, object]:
    return export_member(member="ana", by="operator", now=NOW)


class TestExportMember:
    """GDPR15-h; others' ids are masked (GDPR15-4)."""

    def test_holds_what_was_said_decided_and_why(self) -> None:
        open_market()
        [answer, _] = send(message(), started(at=NOW + timedelta(hours=1)))

        written = json.loads(json.dumps(export()))

        records = written["records"]
        assert [one["type"] for one in records["event"]] == ["message.sent", "contract.started"]
        assert [one["text"] for one in records["recent_text"][0]["texts"]] == [PHONE]
        [decision] = records["decision"]
        assert decision["id"] == answer.decision_id
        assert decision["rests_on"]["texts"] == [PHONE]
        assert decision["rests_on"]["facts"]
        assert decision["rests_on"]["answer"]["reasons"]

    def test_holds_what_waits_what_was_done_and_what_a_person_looks_at(self) -> None:
        open_market()
        send(message())
        waiting = message(delivery="pending", deadline_ms=50)
        ingest_events(events=[waiting], is_test=False, now=NOW, elapsed=lambda: timedelta(seconds=1))
        [row] = Decision.objects.all()
        times = {"requested_at": NOW, "starts_at": NOW, "ends_at": NOW + timedelta(hours=4)}
        Measure.objects.create(id="msr_1", decision=row, member_id="ana", kind="hold_message", **times)
        Case.objects.create(id="case_1", member_id="ana", reason="signal", opened_at=NOW)

        records = json.loads(json.dumps(export()))["records"]

        assert records["recent_text"][-1]["message"]["text"] == PHONE
        assert [one["kind"] for one in records["measure"]] == ["hold_message"]
        assert [one["why"] for one in records["case"]] == ["an outside detector raised a signal"]

    def test_masks_other_members(self) -> None:
        open_market()
        send(message(), message(to="carl", conversation="other"), started())

        written = json.dumps(export())

        assert '"bob"' not in written
        assert '"carl"' not in written
        assert "another member (1)" in written
        assert "another member (2)" in written

    def test_holds_nothing_that_others_wrote(self) -> None:
        open_market()
        send(message(), message("A secret of Bob.", member="bob", to="ana"))

        assert "A secret of Bob." not in json.dumps(export())

    def test_opens_what_the_log_says_of_the_member_with_proofs(self) -> None:
        open_market()
        send(message())
        unsigned = json.loads(json.dumps(export()))["audit_log"]
        sign_checkpoint(origin="market.example", now=NOW)

        logged = json.loads(json.dumps(export()))["audit_log"]

        assert {one["proof"] for one in unsigned} == {None}
        assert logged[0]["proof"].startswith("c2sp.org/tlog-proof@v1\n")
        for one in logged:
            assert is_opened_by(one["entry"]["commitment"], Opening(one["payload"], bytes.fromhex(one["salt"])))

    def test_says_how_long_each_class_is_kept(self) -> None:
        open_market()
        send(message())

        retention = json.loads(json.dumps(export()))["retention"]

        assert set(retention) == set(RecordClass)

    def test_is_logged(self) -> None:
        open_market()
        send(message())

        export()

        assert get_entry(get_size() - 1).action == "member.exported"

    def test_is_refused_for_whom_it_erased(self) -> None:
        open_market()
        send(message())
        erase_member(member="ana", by="operator", now=NOW)

        with pytest.raises(AlreadyErased):
            export()


class TestRenderPage:
    def test_shows_the_same_and_escapes_it(self) -> None:
        open_market()
        send(message("Call +44 20 7946 0958 <script>alert(1)</script>"))

        page = render_page(export())

        assert "&lt;script&gt;" in page
        assert "<script>" not in page
        assert "Decisions, with all that they rest on (1)" in page
        assert page.startswith("<!doctype html>")
