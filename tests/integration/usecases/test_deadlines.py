from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db.models import F

from habeas.server.adapters.webhooks import Answer, RememberingSender
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline
from habeas.server.deadlines.queries import get_deadlines_backlog, list_open
from habeas.server.decisions.models import Decision
from habeas.server.leases import MOST_ATTEMPTS, Lease
from habeas.server.notices.models import Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.queries import list_overdue
from habeas.server.usecases.check_acknowledged import check_acknowledged
from habeas.server.usecases.deliver_messages import deliver_messages
from habeas.server.usecases.end_measure import end_measure
from habeas.server.usecases.meet_deadlines import Due, Met, meet_deadlines
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.replay_messages import replay_messages
from habeas.server.usecases.send_notice import send_notice
from habeas.server.worker.acts import ACTS
from tests.factories.holds import HOLD, hold, warn
from tests.factories.market import NOW, PHONE, event, open_market, send, started

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SETTLED = NOW + settings.HABEAS.settling
URL = "https://host.example"

pytestmark = pytest.mark.django_db


def entries(kind: str) -> list[str]:
    """Return the actions that the audit log has about one kind of record."""
    written = [get_entry(index) for index in range(get_size())]
    return [entry.action for entry in written if entry.subject.startswith(f"{kind}:")]


def told(kind: WebhookType) -> list[Message]:
    return list(Message.objects.filter(type=kind))


def listen() -> None:
    register_endpoint(url=URL, types=WebhookType.values, by="Kim", now=NOW)


class TestEndMeasure:
    def test_lets_a_held_message_go_tells_the_host_and_records_it(self) -> None:
        open_market()
        listen()
        measure = hold()

        assert end_measure(measure=measure.id, now=NOW + HOLD)

        measure.refresh_from_db()
        [message] = told(WebhookType.MEASURE_ENDED)
        assert (measure.ended_at, measure.ended_because) == (NOW + HOLD, "time_over")
        assert message.payload["ended_because"] == "time_over"
        assert entries("measure") == ["measure.ended"]

    def test_does_it_once(self) -> None:
        open_market()
        listen()
        measure = hold()
        end_measure(measure=measure.id, now=NOW + HOLD)

        assert not end_measure(measure=measure.id, now=NOW + 2 * HOLD)
        assert len(told(WebhookType.MEASURE_ENDED)) == 1
        assert entries("measure") == ["measure.ended"]

    def test_does_not_before_its_time(self) -> None:
        open_market()
        measure = hold()

        assert not end_measure(measure=measure.id, now=NOW + HOLD - MINUTE)

    def test_knows_what_is_overdue_although_no_deadline_is_left(self) -> None:
        open_market()
        measure = hold()
        Deadline.objects.all().delete()

        assert list_overdue(before=NOW + HOLD, most=9) == []
        assert list_overdue(before=NOW + HOLD + MINUTE, most=9) == [measure.id]


class TestCheckAcknowledged:
    def test_warns_after_five_minutes_and_sets_the_clock_of_the_alarm(self) -> None:
        open_market()
        listen()
        measure = hold()

        check_acknowledged(measure=measure.id, now=NOW + 5 * MINUTE)
        check_acknowledged(measure=measure.id, now=NOW + 6 * MINUTE)

        measure.refresh_from_db()
        [warned] = told(WebhookType.DEADLINE_WARNED)
        assert (measure.warned_at, measure.alarmed_at) == (NOW + 5 * MINUTE, None)
        assert warned.payload["measure"]["id"] == measure.id
        assert (NOW + HOUR, "measure_unacknowledged") in [
            (one.due_at, one.rule) for one in list_open(subject=measure.id)
        ]
        assert entries("measure") == ["deadline.warned"]

    def test_alarms_after_an_hour_and_shows_it_in_the_measure(self) -> None:
        open_market()
        listen()
        measure = hold()
        check_acknowledged(measure=measure.id, now=NOW + 5 * MINUTE)

        check_acknowledged(measure=measure.id, now=NOW + HOUR)
        check_acknowledged(measure=measure.id, now=NOW + 2 * HOUR)

        [alarm] = told(WebhookType.DEADLINE_BREACHED)
        assert alarm.payload["measure"]["alarmed_at"] == (NOW + HOUR).isoformat()
        assert entries("measure") == ["deadline.warned", "deadline.breached"]

    def test_alarms_about_a_hold_that_ended_unacknowledged(self) -> None:
        open_market()
        listen()
        measure = hold()
        Measure.objects.update(ended_at=NOW + HOUR, ended_because="time_over")

        check_acknowledged(measure=measure.id, now=NOW + HOUR)

        assert len(told(WebhookType.DEADLINE_BREACHED)) == 1

    @pytest.mark.parametrize("kind", ["measure.applied", "measure.failed"])
    def test_is_quiet_when_the_host_answered(self, kind: str) -> None:
        open_market()
        listen()
        measure = hold()
        send(event(kind, at=NOW + MINUTE, measure=measure.id), now=NOW + MINUTE)

        check_acknowledged(measure=measure.id, now=NOW + 5 * MINUTE)

        assert told(WebhookType.DEADLINE_WARNED) == []

    def test_is_quiet_about_what_was_reversed(self) -> None:
        open_market()
        listen()
        measure = hold()
        Measure.objects.update(ended_at=NOW, ended_because="reversed")

        check_acknowledged(measure=measure.id, now=NOW + HOUR)

        assert told(WebhookType.DEADLINE_BREACHED) == []


class TestSendNotice:
    def test_makes_it_readable_and_tells_the_host_without_its_words(self) -> None:
        open_market()
        listen()
        notice = warn()

        assert send_notice(notice=notice.id, now=SETTLED)

        notice.refresh_from_db()
        [message] = told(WebhookType.NOTICE_DELIVERED)
        assert (notice.sent_at, notice.delivered_at) == (SETTLED, None)
        assert message.payload == {
            "notice": notice.id,
            "decision": notice.decision_id,
            "member": "ana",
            "kind": "warn",
            "language": "en",
            "digest": notice.digest,
        }
        assert entries("notice") == ["notice.sent"]

    def test_sends_it_once(self) -> None:
        open_market()
        listen()
        notice = warn()
        send_notice(notice=notice.id, now=SETTLED)

        assert not send_notice(notice=notice.id, now=SETTLED + HOUR)
        assert len(told(WebhookType.NOTICE_DELIVERED)) == 1

    def test_tells_nobody_of_a_decision_that_was_undone_before(self) -> None:
        open_market()
        listen()
        notice = warn()
        Notice.objects.filter(id=notice.id).update(withdrawn_at=None)
        Decision.objects.filter(id=notice.decision_id).update(reversed_at=F("decided_at"))

        assert not send_notice(notice=notice.id, now=SETTLED)

        assert Notice.objects.filter(id=notice.id, sent_at=None, withdrawn_at=SETTLED).exists()
        assert told(WebhookType.NOTICE_DELIVERED) == []
        assert entries("notice") == ["notice.withdrawn"]

    def test_tells_nothing_of_a_member_who_was_erased_meanwhile(self) -> None:
        open_market()
        listen()
        notice = warn()
        Notice.objects.all().delete()

        assert not send_notice(notice=notice.id, now=SETTLED)
        assert told(WebhookType.NOTICE_DELIVERED) == []

    def test_leaves_one_withdrawn_that_a_late_fact_withdrew(self) -> None:
        open_market()
        listen()
        notice = warn(text=PHONE)
        send(started(), now=NOW + MINUTE / 2)

        assert not send_notice(notice=notice.id, now=SETTLED)
        assert told(WebhookType.NOTICE_DELIVERED) == []


class TestHandingOver:
    def deliver(self, problem: str = "", *, now: datetime = SETTLED) -> None:
        sender = RememberingSender({URL: Answer(problem)})
        deliver_messages(sender=sender, lease=Lease("one", now + MINUTE), now=now, clock=lambda: now, most=50)

    def test_is_done_when_a_receiver_accepts_the_webhook(self) -> None:
        open_market()
        listen()
        notice = warn()
        send_notice(notice=notice.id, now=SETTLED)

        self.deliver()

        notice.refresh_from_db()
        assert notice.delivered_at == SETTLED
        assert entries("notice") == ["notice.sent", "notice.delivered"]

    def test_is_not_done_while_every_receiver_refuses(self) -> None:
        open_market()
        listen()
        notice = warn()
        send_notice(notice=notice.id, now=SETTLED)

        self.deliver("answered 500")

        notice.refresh_from_db()
        assert notice.delivered_at is None

    def test_failed_when_the_last_receiver_is_given_up_and_is_done_after_all_by_a_replay(self) -> None:
        open_market()
        listen()
        notice = warn()
        send_notice(notice=notice.id, now=SETTLED)
        Message.objects.update(attempts=MOST_ATTEMPTS - 1)

        self.deliver("answered 500")

        notice.refresh_from_db()
        assert notice.failed_at == SETTLED
        assert len(told(WebhookType.NOTICE_FAILED)) == 1
        assert entries("notice") == ["notice.sent", "notice.failed"]

        Endpoint.objects.update(rests_until=None)
        replay_messages(now=SETTLED + HOUR, since=NOW, until=SETTLED + HOUR, only_parked=True)
        self.deliver(now=SETTLED + HOUR)

        assert Notice.objects.filter(id=notice.id, failed_at=None, delivered_at=SETTLED + HOUR).exists()

    def test_is_not_given_up_while_another_receiver_may_accept(self) -> None:
        open_market()
        listen()
        register_endpoint(url="https://other.example", types=["notice.delivered"], by="Kim", now=NOW)
        notice = warn()
        send_notice(notice=notice.id, now=SETTLED)
        Message.objects.filter(endpoint__url=URL).update(attempts=MOST_ATTEMPTS - 1)
        Message.objects.filter(endpoint__url="https://other.example").update(due_at=SETTLED + HOUR)

        self.deliver("answered 500")

        notice.refresh_from_db()
        assert notice.failed_at is None


class TestMeetDeadlines:
    def meet(self, *, now: datetime, worker: str = "one") -> list[Met]:
        return list(meet_deadlines(acts=ACTS, lease=Lease(worker, now + MINUTE), now=now, most=50))

    def test_does_each_kind(self) -> None:
        assert set(ACTS) == set(Kind)

    def test_does_what_is_due_and_nothing_else(self) -> None:
        open_market()
        hold()
        warn(member="eve")

        assert self.meet(now=NOW + 4 * MINUTE) == 3 * [Met(Kind.SEND_NOTICE, is_done=True)]
        assert self.meet(now=NOW + 10 * MINUTE) == [Met(Kind.CHECK_ACKNOWLEDGED, is_done=True)]
        assert sorted(one.kind for one in self.meet(now=NOW + HOLD)) == ["check_acknowledged", "end_measure"]
        assert self.meet(now=NOW + 9 * HOLD) == 2 * [Met(Kind.TICK_CLOCK, is_done=True)]  # their cases' clocks warn

    def test_does_nothing_of_what_fails_and_tries_it_again(self) -> None:
        open_market()
        measure = hold()

        def fail_late(due: Due) -> None:
            ACTS[Kind.END_MEASURE](due)
            raise OSError("no space left on device")

        lease = Lease("one", NOW + HOLD + MINUTE)
        broken = {**ACTS, Kind.END_MEASURE: fail_late}
        met = meet_deadlines(acts=broken, lease=lease, now=NOW + HOLD, most=50)

        measure.refresh_from_db()
        assert Met(Kind.END_MEASURE, is_done=False) in met
        assert measure.ended_at is None
        assert [one.last_error for one in list_open(subject=measure.id) if one.kind == Kind.END_MEASURE] == [
            "OSError: no space left on device"
        ]
        self.meet(now=NOW + HOLD + MINUTE)
        measure.refresh_from_db()
        assert measure.ended_at == NOW + HOLD + MINUTE

    def test_parks_what_fails_for_good_where_a_person_sees_it(self) -> None:
        open_market()
        Deadline.objects.create(kind=Kind.JUDGE_LATER, subject="an event", rule="x", due_at=NOW, created_at=NOW)

        def fail(_: Due) -> None:
            raise OSError("never comes right")

        for attempt in range(MOST_ATTEMPTS):
            now = NOW + attempt * 5 * HOUR
            list(
                meet_deadlines(
                    acts={**ACTS, Kind.JUDGE_LATER: fail}, lease=Lease("one", now + MINUTE), now=now, most=50
                )
            )

        assert get_deadlines_backlog(now=NOW).parked == 1

    def test_does_nothing_where_the_lease_was_lost(self) -> None:
        open_market()
        measure = hold()
        taken: list[Met] = []

        def lose(due: Due) -> None:
            ACTS[Kind.END_MEASURE](due)

        def be_slow(_: Due) -> None:
            taken.extend(self.meet(now=NOW + HOLD + 2 * MINUTE, worker="two"))

        Deadline.objects.filter(kind=Kind.CHECK_ACKNOWLEDGED).update(due_at=NOW + HOLD - MINUTE)
        slow = {**ACTS, Kind.CHECK_ACKNOWLEDGED: be_slow, Kind.END_MEASURE: lose}
        met = meet_deadlines(acts=slow, lease=Lease("one", NOW + HOLD + MINUTE), now=NOW + HOLD, most=50)

        assert Met(Kind.END_MEASURE, is_done=False) in met
        assert Met(Kind.END_MEASURE, is_done=True) in taken
        assert entries("measure").count("measure.ended") == 1
        measure.refresh_from_db()
        assert measure.ended_at == NOW + HOLD + 2 * MINUTE
