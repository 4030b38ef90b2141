"""What is kept no longer goes, and nothing else."""

from datetime import timedelta

import pytest

from habeas.domain.retention import APPEAL_WINDOW, CLAIMS, RecordClass
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.outbox.models import Message
from habeas.server.screening.models import Window
from habeas.server.usecases.purge_expired import purge_expired
from tests.factories.market import CLEAN, NOW, message, open_market, send, started

pytestmark = pytest.mark.django_db

DONE = NOW + APPEAL_WINDOW + CLAIMS


class TestPurgeExpired:
    """GDPR5, SEA-2."""

    def test_takes_nothing_before_its_time(self) -> None:
        open_market()
        send(message(), started())

        assert purge_expired(now=NOW + timedelta(hours=23)) == {}
        assert Window.objects.count() == 1

    def test_takes_texts_after_a_day(self) -> None:
        open_market()
        send(message(CLEAN))

        assert purge_expired(now=NOW + timedelta(hours=24)) == {RecordClass.RECENT_TEXT: 1}
        assert not Window.objects.exists()
        assert Event.objects.exists()

    def test_takes_decisions_after_the_appeal_window_and_three_years(self) -> None:
        open_market()
        send(message())

        purge_expired(now=DONE - timedelta(seconds=1))
        assert Decision.objects.exists()
        gone = purge_expired(now=DONE)

        assert gone[RecordClass.DECISION] == 1
        assert gone[RecordClass.EVENT] == 1
        assert gone[RecordClass.AUDIT_PAYLOAD] >= 1
        assert not Event.objects.exists()

    def test_takes_all_decisions_on_one_event_together(self) -> None:
        open_market()
        send(message())
        send(started(at=NOW - timedelta(hours=1)), now=NOW + timedelta(days=1))
        assert Decision.objects.count() == 2

        assert RecordClass.DECISION not in purge_expired(now=DONE)
        assert purge_expired(now=DONE + timedelta(days=1))[RecordClass.DECISION] == 2

    def test_keeps_what_an_open_case_rests_on(self) -> None:
        open_market()
        send(message())
        case = Case.objects.create(id="case_1", member_id="ana", reason="signal", opened_at=NOW)
        Decision.objects.update(case=case)

        assert RecordClass.DECISION not in purge_expired(now=DONE)
        Case.objects.update(state="closed", closed_at=NOW)

        gone = purge_expired(now=DONE)
        assert (gone[RecordClass.DECISION], gone[RecordClass.CASE]) == (1, 1)

    def test_takes_a_bite_at_a_time(self) -> None:
        open_market()
        send(*(message(CLEAN) for _ in range(5)))

        bites = [purge_expired(now=DONE, most=2).get(RecordClass.EVENT, 0) for _ in range(4)]

        assert bites == [2, 2, 1, 0]

    def test_takes_delivered_webhooks_after_a_month(self) -> None:
        open_market()
        send(message())
        Message.objects.update(done_at=NOW)
        number = Message.objects.count()

        gone = purge_expired(now=NOW + timedelta(days=30))

        assert gone.get(RecordClass.WEBHOOK, 0) == number

    def test_is_logged_where_something_went(self) -> None:
        open_market()
        send(message(CLEAN))
        size = get_size()

        purge_expired(now=NOW)
        purge_expired(now=NOW + timedelta(days=2))

        assert get_size() == size + 1
        assert get_entry(size).action == "records.purged"
