import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import Q

from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline
from habeas.server.deadlines.operations import NewDeadline, cancel_deadline, set_deadline, set_deadlines
from habeas.server.deadlines.queries import get_deadlines_backlog, list_open, list_parked
from habeas.server.leases import MOST_ATTEMPTS, Lease, claim, complete, pause_after, postpone, revive

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

NUMBERS = count()


def lease(worker: str = "one", *, at: datetime = NOW) -> Lease:
    return Lease(worker=worker, until=at + MINUTE)


def add(due_at: datetime = NOW) -> Deadline:
    return Deadline.objects.create(
        kind=Kind.END_MEASURE, subject=f"measure-{next(NUMBERS)}", rule="message_hold", due_at=due_at, created_at=NOW
    )


def take(worker: str = "one", *, at: datetime = NOW, most: int = 10) -> list[Deadline]:
    return list(claim(Deadline, lease=lease(worker, at=at), now=at, most=most))


@pytest.mark.django_db
class TestClaim:
    def test_takes_the_longest_due_first_and_no_more_than_asked(self) -> None:
        later, sooner, _ = add(NOW - MINUTE), add(NOW - HOUR), add(NOW)

        assert take(most=2) == [sooner, later]

    def test_leaves_what_is_not_due_done_or_parked(self) -> None:
        add(NOW + MINUTE)
        Deadline.objects.filter(pk=add().pk).update(done_at=NOW)
        Deadline.objects.filter(pk=add().pk).update(parked_at=NOW)

        assert take() == []

    def test_leaves_what_another_worker_holds(self) -> None:
        add()

        assert len(take("one")) == 1
        assert take("two") == []

    def test_takes_what_another_worker_held_too_long(self) -> None:
        row = add()
        take("one")

        assert take("two", at=NOW + MINUTE) == [row]

    def test_leaves_what_is_not_among_those_asked_for(self) -> None:
        wanted = add()
        add()

        taken = claim(Deadline, lease=lease(), now=NOW, most=10, among=Q(subject=wanted.subject))

        assert list(taken) == [wanted]

    def test_counts_each_attempt_in_the_row_and_in_the_value(self) -> None:
        row = add()
        take()

        [taken] = take("two", at=NOW + MINUTE)

        row.refresh_from_db()
        assert (taken.attempts, row.attempts, row.leased_by) == (2, 2, "two")

    def test_gives_out_alone_what_outlived_its_worker(self) -> None:
        rows = [add(), add(), add()]
        take("one", most=2)

        again = [take("two", at=NOW + MINUTE) for _ in rows]

        assert again == [[rows[0]], [rows[1]], [rows[2]]]

    def test_parks_a_row_that_ended_every_worker_and_no_other(self) -> None:
        poison, *good = add(), add(), add()
        workers_ended = 0
        for minute in range(3 * MOST_ATTEMPTS):
            at = NOW + minute * 2 * MINUTE
            while taken := take(at=at):
                if poison in taken:
                    workers_ended += 1
                    break
                for row in taken:
                    complete(row, lease=lease(at=at), now=at)

        assert workers_ended == MOST_ATTEMPTS
        assert {row.pk for row in Deadline.objects.filter(done_at__isnull=False)} == {row.pk for row in good}
        assert [(row.pk, row.last_error) for row in list_parked(most=9)] == [
            (poison.pk, "each worker that tried it ended before it could say how it went")
        ]


@pytest.mark.django_db
class TestComplete:
    def test_is_said_once(self) -> None:
        add()
        [row] = take()

        assert complete(row, lease=lease(), now=NOW)
        assert not complete(row, lease=lease(), now=NOW)

    def test_is_refused_when_the_lease_ran_out(self) -> None:
        add()
        [row] = take()

        assert not complete(row, lease=lease(), now=NOW + MINUTE)
        assert take("two", at=NOW + MINUTE) == [row]

    def test_is_refused_when_another_worker_has_the_row_now(self) -> None:
        add()
        [late] = take("one")
        [row] = take("two", at=NOW + MINUTE)

        assert not complete(late, lease=lease("one"), now=NOW)
        assert complete(row, lease=lease("two", at=NOW + MINUTE), now=NOW + MINUTE)

    def test_is_refused_when_a_worker_of_the_same_name_took_it_again(self) -> None:
        add()
        [late] = take("one")
        take("one", at=NOW + MINUTE)

        assert not complete(late, lease=lease("one"), now=NOW)

    def test_is_refused_when_the_deadline_was_cancelled_meanwhile(self) -> None:
        add()
        [row] = take()
        cancel_deadline(kind=Kind.END_MEASURE, subject=row.subject, is_test=False, now=NOW)

        assert not complete(row, lease=lease(), now=NOW)


@pytest.mark.django_db
class TestPostpone:
    def test_gives_the_row_back_for_later_and_says_why(self) -> None:
        add()
        [row] = take()

        assert postpone(row, lease=lease(), now=NOW, error="the disk is full")

        row.refresh_from_db()
        assert (row.due_at, row.last_error, row.leased_by) == (NOW + pause_after(1), "the disk is full", "")

    def test_parks_after_the_last_attempt(self) -> None:
        row = add()
        Deadline.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS - 1)
        [row] = take()

        postpone(row, lease=lease(), now=NOW, error="still no answer")

        assert [(one.pk, one.last_error) for one in list_parked(most=9)] == [(row.pk, "still no answer")]
        assert get_deadlines_backlog(now=NOW).parked == 1

    def test_is_refused_when_the_lease_was_lost(self) -> None:
        add()
        [late] = take("one")
        take("two", at=NOW + MINUTE)

        assert not postpone(late, lease=lease("one"), now=NOW + MINUTE, error="too late")

    def test_waits_twice_as_long_each_time_up_to_a_limit_and_about_a_day_in_all(self) -> None:
        pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]

        assert pauses[1] == 2 * pauses[0]
        assert max(pauses) == pause_after(10_000) == 4 * HOUR
        assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(days=1.5)


@pytest.mark.django_db
class TestRevive:
    def test_makes_parked_and_done_rows_due_as_if_never_tried(self) -> None:
        add()
        [row] = take()
        complete(row, lease=lease(), now=NOW)

        assert revive(Deadline, among=Q(pk=row.pk), now=NOW + HOUR) == 1

        [again] = take("two", at=NOW + HOUR)
        assert (again.pk, again.attempts) == (row.pk, 1)

    def test_leaves_a_row_to_the_worker_that_has_it(self) -> None:
        add()
        [row] = take()

        assert revive(Deadline, among=Q(pk=row.pk), now=NOW) == 0


@pytest.mark.django_db
class TestClockSteppedBackAnHour:
    def test_doubles_nothing_that_is_being_done(self) -> None:
        add()
        take("one")

        assert take("two", at=NOW - HOUR) == []

    def test_still_lets_its_holder_complete(self) -> None:
        add()
        [row] = take("one")

        assert complete(row, lease=lease("one"), now=NOW - HOUR)

    def test_loses_nothing(self) -> None:
        row = add()
        take("one")

        assert take("two", at=NOW + MINUTE) == [row]
        assert get_deadlines_backlog(now=NOW - HOUR).later == 1


@pytest.mark.django_db
class TestDeadlines:
    def test_are_set_once(self) -> None:
        new = NewDeadline(kind=Kind.END_MEASURE, subject="m", rule="message_hold", due_at=NOW)
        set_deadlines([new], now=NOW)
        set_deadline(kind=Kind.END_MEASURE, subject="m", rule="message_hold", due_at=NOW + HOUR, is_test=False, now=NOW)

        assert [(row.due_at, row.done_at) for row in list_open(subject="m")] == [(NOW, None)]

    def test_are_cancelled_with_the_time_since_when_nobody_waits(self) -> None:
        set_deadline(kind=Kind.END_MEASURE, subject="m", rule="message_hold", due_at=NOW, is_test=False, now=NOW)

        assert cancel_deadline(kind=Kind.END_MEASURE, subject="m", is_test=False, now=NOW + MINUTE) == 1
        assert cancel_deadline(kind=Kind.END_MEASURE, subject="m", is_test=False, now=NOW + HOUR) == 0
        assert Deadline.objects.get(subject="m").cancelled_at == NOW + MINUTE
        assert take(at=NOW + HOUR) == []

    def test_say_how_far_they_are_behind(self) -> None:
        add(NOW - HOUR)
        add(NOW + HOUR)

        backlog = get_deadlines_backlog(now=NOW)

        assert (backlog.due, backlog.later, backlog.parked, backlog.age(NOW)) == (1, 1, 0, HOUR)
        assert get_deadlines_backlog(now=NOW - 2 * HOUR).age(NOW) == timedelta()

    def test_that_are_cancelled_are_done_for_the_database_too(self) -> None:
        row = add()

        with pytest.raises(IntegrityError), transaction.atomic():
            Deadline.objects.filter(pk=row.pk).update(cancelled_at=NOW)


@pytest.mark.usefixtures("shared_database")
class TestWorkersSideBySide:
    def test_share_the_rows_without_taking_any_twice(self) -> None:
        rows = {add().pk for _ in range(60)}
        taken: list[int] = []

        def work(worker: str) -> None:
            while claimed := take(worker, most=7):
                taken.extend(row.pk for row in claimed)

        side_by_side([partial(work, name) for name in "abcd"])

        assert len(taken) == 60
        assert set(taken) == rows

    def test_with_the_same_lease_complete_a_row_once(self) -> None:
        for _ in range(20):
            add()
        claimed = take(most=20)
        completed: list[int] = []

        def work() -> None:
            completed.extend(row.pk for row in claimed if complete(row, lease=lease(), now=NOW))

        side_by_side([work] * 4)

        assert sorted(completed) == sorted(row.pk for row in claimed)

    def test_pass_over_a_row_that_another_transaction_is_at(self) -> None:
        """On SQLite, which has one writer, the second waits and finds the row taken."""
        busy, free = add(), add()
        found: list[Deadline] = []
        locked = threading.Event()

        def hold() -> None:
            with transaction.atomic():
                Deadline.objects.select_for_update().get(pk=busy.pk)
                locked.set()
                if connection.features.has_select_for_update:
                    passed_over.wait(20)
                take("one", most=1)

        def pass_over() -> None:
            locked.wait(20)
            found.extend(take("two"))
            passed_over.set()

        passed_over = threading.Event()
        side_by_side([hold, pass_over])

        assert found == [free]


def side_by_side(tasks: list[Callable[[], None]]) -> None:
    """Run tasks in threads of their own, each with a connection of its own; raise what one of them raised."""
    raised: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001  # told below
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
