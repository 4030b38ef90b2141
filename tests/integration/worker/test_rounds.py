import json
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
import time_machine

from habeas.server.adapters.mail import RememberingMailer
from habeas.server.adapters.webhooks import Answer, Parcel, RememberingSender, Sender
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline
from habeas.server.notices.models import Notice
from habeas.server.observability.metrics import GRACE
from habeas.server.outbox.kinds import WebhookType
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.give_instructions import BY_WEBHOOK
from habeas.server.usecases.meet_deadlines import Act, Due
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.worker.acts import ACTS
from habeas.server.worker.rounds import SWEEP_EVERY, Clock, Round, Worker, name_of_worker, now_in_utc
from tests.factories.holds import HOLD, hold, warn
from tests.factories.market import NOW, open_market

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def worker(
    *, clock: Clock = now_in_utc, sender: Sender | None = None, acts: Mapping[Kind, Act] = ACTS, name: str = "one"
) -> Worker:
    return Worker(
        name=name,
        sender=sender or RememberingSender(),
        mailer=RememberingMailer(),
        payments=BY_WEBHOOK,
        acts=acts,
        clock=clock,
        stop=threading.Event(),
    )


class BrokenSender:
    """Fails as no sender should."""

    def send(self, parcels: Sequence[Parcel]) -> Sequence[Answer]:
        if parcels:
            raise RuntimeError("everything else is broken")
        return []


def fail(_: Due) -> None:
    raise RuntimeError("everything else is broken")


@pytest.mark.django_db
class TestTimePassing:
    def test_releases_every_held_message_at_its_time_though_nobody_does_anything(self) -> None:
        open_market()
        started_at = {f"member {number}": NOW + number * 35 * MINUTE for number in range(6)}
        for member, at in started_at.items():
            hold(at=at, member=member)

        with time_machine.travel(NOW, tick=False) as time:
            one = worker()
            while now_in_utc() < NOW + 2 * HOLD:
                one.round()
                time.shift(5 * MINUTE)

        assert dict(Measure.objects.values_list("member_id", "ended_at")) == {
            member: at + HOLD for member, at in started_at.items()
        }

    @pytest.mark.parametrize("lost", ["parked", "deleted", "failing"])
    def test_releases_them_although_their_deadlines_are_lost(self, lost: str) -> None:
        open_market()
        hold()
        acts = {**ACTS, Kind.END_MEASURE: fail} if lost == "failing" else ACTS
        if lost == "parked":
            Deadline.objects.update(parked_at=NOW)
        if lost == "deleted":
            Deadline.objects.all().delete()

        with time_machine.travel(NOW, tick=False) as time:
            one = worker(acts=acts)
            time.shift(HOLD - MINUTE)
            for _ in range(5):
                one.round()
                time.shift(MINUTE)

        ended_at = Measure.objects.get().ended_at
        assert ended_at is not None
        assert NOW + HOLD + GRACE < ended_at <= NOW + HOLD + GRACE + 2 * SWEEP_EVERY

    def test_tells_members_and_host_when_it_is_time(self) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        hold()
        warn(member="eve")
        sender = RememberingSender()

        with time_machine.travel(NOW, tick=False) as time:
            one = worker(sender=sender)
            for minute in (0, 1, 4, 5, 59, 60, 239, 240, 300):
                time.move_to(NOW + minute * MINUTE)
                one.round()

        told = [(parcel.sent_at - NOW, json.loads(parcel.body)) for parcel in sender.sent]
        about_cases = {"decision.made", "case.opened"}
        assert [
            (at, one["type"]) for at, one in told if one["type"] not in about_cases and not one["data"].get("case")
        ] == [
            (timedelta(), "measure.requested"),
            (MINUTE, "notice.delivered"),
            (5 * MINUTE, "deadline.warned"),
            (HOUR, "deadline.breached"),
            (HOLD, "measure.ended"),
            (HOLD, "notice.delivered"),
        ]
        assert Notice.objects.get(member="eve").delivered_at == NOW + MINUTE

    def test_does_nothing_twice_when_the_clock_steps_back_an_hour(self) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        hold()
        sender = RememberingSender()

        with time_machine.travel(NOW + HOLD, tick=False) as time:
            one = worker(sender=sender)
            one.round()
            time.shift(-HOUR)
            for _ in range(20):
                one.round()
                time.shift(5 * MINUTE)

        ids = [parcel.id for parcel in sender.sent]
        assert len(ids) == len(set(ids))
        assert Measure.objects.get().ended_at == NOW + HOLD
        assert not Deadline.objects.filter(done_at=None).exclude(kind=Kind.TICK_CLOCK).exists()


@pytest.mark.django_db
class TestRound:
    def test_says_what_it_did(self) -> None:
        open_market()
        hold()

        assert worker(clock=lambda: NOW + HOLD).round() == Round(did=4, failed=0)
        assert worker(clock=lambda: NOW + HOLD).round() == Round(did=0, failed=0)


@pytest.mark.usefixtures("shared_database")
class TestRun:
    def test_ends_measures_although_everything_else_is_broken(self) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        hold()
        warn(member="eve")
        only_ends = dict.fromkeys(Kind, fail) | {Kind.END_MEASURE: ACTS[Kind.END_MEASURE]}

        with time_machine.travel(NOW, tick=False) as time:
            one = worker(sender=BrokenSender(), acts=only_ends)
            time.shift(HOLD)
            done = one.round()

        assert done.failed == 1
        assert Measure.objects.get().ended_at == NOW + HOLD

    def test_goes_on_with_what_works(self) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        hold()

        assert worker(clock=lambda: NOW + HOLD, sender=BrokenSender()).round() == Round(did=4, failed=1)

    def test_ends_after_the_round_in_which_it_is_told_to_stop(self) -> None:
        open_market()
        hold()
        one = worker(clock=lambda: NOW + HOLD)

        def stop(due: Due) -> None:
            ACTS[Kind.END_MEASURE](due)
            one.stop.set()

        one.acts = {**ACTS, Kind.END_MEASURE: stop}
        one.run()

        assert not Deadline.objects.filter(done_at=None, due_at__lte=NOW + HOLD).exists()

    def test_goes_on_after_failures(self) -> None:
        open_market()
        hold()
        failures = [OSError("gone"), OSError("gone")]

        def clock() -> object:
            if failures:
                raise failures.pop()
            return NOW + HOLD

        one = worker(clock=clock)  # type: ignore[arg-type]

        def stop(due: Due) -> None:
            ACTS[Kind.END_MEASURE](due)
            one.stop.set()

        one.acts = {**ACTS, Kind.END_MEASURE: stop}
        one.run()

        assert Measure.objects.get().ended_at == NOW + HOLD


class TestNameOfWorker:
    def test_is_never_the_same(self) -> None:
        assert name_of_worker() != name_of_worker()
