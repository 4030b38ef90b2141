"""Events in, once each: decisions, effects, cases and audit entries in one transaction."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection

from habeas.domain.cases.reasons import Reason
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.deadlines.models import Deadline
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.policies.models import Activation, Channel, Platform
from habeas.server.policies.rulebook import NoPolicyActive
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.end_measure import end_measure
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.judge_later import judge_later
from tests.factories.market import CHANNELS, CLEAN, NOW, event, message, open_market, send, started, told

pytestmark = pytest.mark.django_db

HIDDEN = "add me on WhatsApp: four one five, five five five, two six seven one"
HOUR = timedelta(hours=1)


def actions() -> list[str]:
    return [get_entry(index).action for index in range(get_size())]


def everything_stored() -> str:
    """Return all that stands in the database, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the table names are the database's own
            rows += cursor.fetchall()
    return "\n".join(str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]) for row in rows)


class TestIngestEvents:
    def test_leaves_a_decision_for_a_message_with_a_finding(self) -> None:
        open_market()

        [answer] = send(message())

        assert answer.status == "accepted"
        assert (told(answer)["finding"], told(answer)["action"]) == ("contact_details", "nudge")
        assert Decision.objects.get().id == answer.decision_id
        assert actions() == ["events.received", "decision.made"]

    def test_leaves_no_decision_and_no_words_of_a_clean_message(self) -> None:
        """Invariant 14."""
        open_market()

        [answer] = send(message(CLEAN))

        assert (answer.decision_id, told(answer)["finding"]) == (None, "none")
        assert not Decision.objects.exists()
        assert "first draft" not in everything_stored()

    def test_keeps_what_was_found_only_under_the_members_key(self) -> None:
        open_market()

        send(message())

        stored = everything_stored()
        assert "7946 0958" not in stored
        assert "Call me" not in stored

    def test_refuses_to_judge_without_a_policy(self) -> None:
        with pytest.raises(NoPolicyActive):
            send(message())

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_comes_to_the_same_end_in_any_order_and_however_often_heard(self, order: tuple[int, ...]) -> None:
        """Invariant 10."""
        open_market()
        events = [
            started(at=NOW - 2 * HOUR, event_id="start"),
            message(at=NOW - HOUR, event_id="said"),
            event("contract.ended", at=NOW - timedelta(minutes=30), event_id="end", contract="k1"),
        ]

        for place in (*order, *order):
            send(events[place])

        last = Decision.objects.order_by("number").last()
        assert last is not None
        assert (last.allowed, last.action, last.reversed_at) == (True, "none", None)
        assert Event.objects.count() == 3

    def test_answers_an_event_heard_twice_as_the_first_time(self) -> None:
        open_market()
        once = message(event_id="m1")

        [first], [second] = send(once), send(once)

        assert (first.status, second.status) == ("accepted", "duplicate")
        assert second.decision_id == first.decision_id
        assert json.loads(json.dumps(told(first))) == told(second)
        assert Decision.objects.count() == 1

    def test_counts_an_event_twice_in_one_batch_once(self) -> None:
        open_market()
        once = message(event_id="m1")

        answers = send(once, once)

        assert [answer.status for answer in answers] == ["accepted", "duplicate"]
        assert answers[1].decision_id == answers[0].decision_id

    def test_says_that_an_id_came_before_with_another_content(self) -> None:
        open_market()
        send(message(event_id="m1", to="bob"))

        [answer] = send(message(event_id="m1", to="cleo"))

        assert answer.status == "duplicate"
        assert answer.problem is not None
        assert answer.problem["type"] == "urn:habeas:problem:event-id-reused"

    def test_refuses_a_bad_event_and_takes_the_rest_of_the_batch(self) -> None:
        open_market()

        answers = send(message(), message(context={"contract.stat": "active"}), message(surface="smoke"), started(to=5))

        assert [answer.status for answer in answers] == ["accepted", "rejected", "rejected", "accepted"]
        assert [answer.problem and answer.problem["errors"][0]["field"] for answer in answers[1:3]] == [
            "/data/context/contract.stat",
            "/data/surface",
        ]

    def test_takes_the_rest_where_one_event_cannot_be_written(self) -> None:
        open_market()
        too_long = message(event_id="x" * 300)
        poison = event("member.joined", member="\x00ana")

        answers = send(message(), poison, too_long, message(CLEAN))

        assert [answers[0].status, answers[3].status] == ["accepted", "accepted"]
        assert Decision.objects.count() >= 1

    def test_judges_each_recipient_in_a_room(self) -> None:
        open_market()

        *_, answer = send(started(), message(to=["bob", "cleo"]))

        assert told(answer)["allowed"] is False

    def test_reads_a_number_split_over_messages_with_the_earlier_ones(self) -> None:
        open_market()

        first, second = send(
            message("my number is +44 20", at=NOW - timedelta(minutes=2)),
            message("7946 0958", at=NOW - timedelta(minutes=1)),
        )

        assert told(first)["finding"] == "none"
        assert told(second)["finding"] == "contact_details"

    def test_does_not_read_what_others_wrote_before_as_the_senders(self) -> None:
        open_market()

        _, answer = send(
            message("my number is +44 20", at=NOW - timedelta(minutes=2)),
            message("7946 0958", member="bob", to="ana", at=NOW - timedelta(minutes=1)),
        )

        assert told(answer)["finding"] == "none"

    def test_keeps_what_test_keys_bring_apart(self) -> None:
        open_market()
        send(started(), is_test=True)

        [live] = send(message(event_id="m1"))
        [trial] = send(message(event_id="m1"), is_test=True)

        assert (told(live)["allowed"], told(trial)["allowed"]) == (False, True)

    def test_counts_nothing_that_members_wrote_before_a_warning_reached_them(self) -> None:
        open_market()
        for hours in (9, 8, 7, 6):
            send(message(at=NOW - hours * HOUR))

        assert list(Decision.objects.order_by("occurred_at").values_list("action", flat=True)) == ["nudge"] * 3 + [
            "warn"
        ]


class TestShadow:
    def test_does_nothing_before_a_named_person_activates_the_channel(self) -> None:
        open_market(acting=())

        [answer] = send(message())

        assert (told(answer)["mode"], told(answer)["action"]) == ("shadow", "none")
        assert told(answer)["shadow"][0]["action"] == "nudge"
        assert Decision.objects.get().judged_action == "nudge"
        assert not Notice.objects.exists()

    def test_never_counts_against_anybody(self) -> None:
        """Invariant 15."""
        open_market(acting=["proposal"])
        for hours in (9, 8, 7, 6):
            send(message(at=NOW - hours * HOUR))

        [answer] = send(message(surface="proposal", at=NOW))

        assert told(answer)["action"] == "nudge"


class TestChannels:
    @pytest.mark.parametrize("mode", ["off", "coaching"])
    def test_judges_no_message_on_a_channel_that_may_not_be_read(self, mode: str) -> None:
        """EPRIV-1."""
        open_market()
        Channel.objects.filter(name="message").update(mode=mode)

        [answer] = send(message())

        assert (answer.status, answer.decision) == ("accepted", None)
        assert "7946 0958" not in everything_stored()

    def test_judges_nothing_from_before_the_platform_wants_it(self) -> None:
        open_market()
        Platform.objects.update(judge_from=NOW)

        before, after = send(message(at=NOW - HOUR), message(at=NOW))

        assert before.decision is None
        assert told(after)["action"] == "nudge"

    def test_takes_history_as_facts_alone(self) -> None:
        open_market()

        answers = ingest_events(events=[started(), message()], is_test=False, now=NOW, facts_only=True)

        assert [answer.decision for answer in answers] == [None, None]
        assert not Decision.objects.exists()


class TestLateFacts:
    def test_reverse_a_decision_that_would_be_milder(self) -> None:
        """Invariant 9."""
        open_market()
        [first] = send(message())

        send(started(at=NOW - HOUR), now=NOW + HOUR)

        old, new = Decision.objects.order_by("number")
        assert (old.id, old.reversed_at) == (first.decision_id, NOW + HOUR)
        assert (new.allowed, new.action, new.replaces_id) == (True, "none", old.id)
        assert actions()[-3:] == ["events.received", "decision.reversed", "decision.made"]

    def test_withdraw_a_notice_that_was_not_sent_yet(self) -> None:
        open_market()
        send(message())

        send(started(at=NOW - HOUR), now=NOW + timedelta(seconds=5))

        assert Notice.objects.get().withdrawn_at == NOW + timedelta(seconds=5)

    def test_tell_a_member_who_was_told(self) -> None:
        """Invariant 6."""
        open_market()
        send(message(delivery="pending"))

        send(started(at=NOW - HOUR), now=NOW + HOUR)

        first, second = Notice.objects.order_by("due_at")
        assert (first.kind, first.withdrawn_at) == ("nudge", None)
        assert (second.kind, second.due_at) == ("reversed", NOW + HOUR + timedelta(seconds=60))

    def test_tell_a_member_in_no_language_that_nobody_signed(self) -> None:
        """DSA17-4."""
        statement, reversal = self._told_in_spanish()

        assert statement["language"] == reversal["language"] == "en"
        assert reversal["text"].startswith("We looked again at what we decided about your message of 2 March 2026")

    def test_tell_a_member_in_their_language_once_somebody_signed_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """DSA17-4."""
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es"))

        statement, reversal = self._told_in_spanish()

        assert statement["language"] == reversal["language"] == "es"
        assert reversal["text"].startswith(
            "Hemos vuelto a mirar lo que decidimos sobre su mensaje del 2 de marzo de 2026"
        )

    def _told_in_spanish(self) -> list[dict[str, Any]]:
        """Return what somebody who writes Spanish is told of their message, and of its being taken back."""
        open_market()
        send(message(delivery="pending", language="es"))
        send(started(at=NOW - HOUR), now=NOW + HOUR)
        keys = read_keys(["ana"])
        return [open_content("ana", one.sealed, keys=keys) for one in Notice.objects.order_by("due_at")]

    def test_end_the_hold_of_a_message(self) -> None:
        open_market()
        send(event("member.joined", member="ana", at=NOW - timedelta(days=1)))
        send(message(HIDDEN, delivery="pending"))

        send(started(at=NOW - HOUR), now=NOW + timedelta(seconds=5))

        measure = Measure.objects.get()
        assert (measure.ended_at, measure.ended_because) == (NOW + timedelta(seconds=5), "reversed")

    def test_ask_a_person_where_the_answer_would_be_harsher(self) -> None:
        """Invariant 9."""
        open_market()
        offered = event("contract.offered", at=NOW - 4 * HOUR, contract="k1", client="bob", freelancer="ana")
        _, answer = send(offered, started(at=NOW - HOUR, contract="k1"), message(at=NOW - 2 * HOUR))[1:]
        assert told(answer)["action"] == "nudge"
        [later] = send(message(at=NOW))
        assert told(later)["action"] == "none"

        send(event("contract.ended", at=NOW - timedelta(minutes=1), contract="k1"))
        send(event("contract.withdrawn", at=NOW - timedelta(minutes=2), contract="k1"))

        assert not Decision.objects.exclude(reversed_at=None).exists()

    def test_know_whom_a_contract_binds_that_they_name_alone(self) -> None:
        open_market()
        send(event("contract.offered", at=NOW - 4 * HOUR, contract="k1", client="bob", freelancer="ana"))
        [first] = send(message(at=NOW - HOUR))
        assert told(first)["action"] == "nudge"

        send(event("contract.started", at=NOW - 2 * HOUR, contract="k1"))

        assert Decision.objects.get(id=first.decision_id).reversed_at == NOW
        [later] = send(message(at=NOW))
        assert told(later)["allowed"] is True

    def test_concern_the_members_of_an_organization(self) -> None:
        """F6."""
        open_market()
        send(event("org.member_added", at=NOW - 9 * HOUR, org="studio", member="ana"))
        [first] = send(message(at=NOW - HOUR))

        parties = [{"org": "studio", "role": "freelancer"}, {"member": "bob", "role": "client"}]
        send(event("contract.started", at=NOW - 2 * HOUR, contract="k9", parties=parties))

        assert Decision.objects.get(id=first.decision_id).reversed_at == NOW

    def test_change_nothing_by_one_members_word(self) -> None:
        """F4."""
        open_market()
        send(message())

        send(event("relation.declared", client="bob", freelancer="ana", declared_by="ana", at=NOW - HOUR))

        assert Decision.objects.get().reversed_at is None

    def test_leave_alone_what_was_sent_before_them(self) -> None:
        open_market()
        send(message(at=NOW - HOUR))

        send(started(at=NOW))

        assert Decision.objects.get().reversed_at is None


class TestHeldMessages:
    def send_hidden(self, minutes: int = 0) -> dict[str, object]:
        at = NOW + timedelta(minutes=minutes)
        [answer] = send(message(HIDDEN, delivery="pending", at=at), now=at)
        return told(answer)

    def open_for_a_newcomer(self) -> None:
        open_market()
        send(event("member.joined", member="ana", at=NOW - timedelta(days=1)))

    def test_are_told_to_their_writer_in_the_reply(self) -> None:
        """DSA17-2."""
        self.open_for_a_newcomer()

        answer = self.send_hidden()

        assert answer["action"] == "hold_message"
        assert answer["held_until"] == (NOW + 4 * HOUR).isoformat()
        assert Notice.objects.get().delivered_at == NOW

    def test_have_a_clock_that_ends_them(self) -> None:
        """Clock `message_hold`."""
        self.open_for_a_newcomer()

        self.send_hidden()

        measure = Measure.objects.get()
        assert measure.ends_at == NOW + 4 * HOUR
        assert Deadline.objects.get(kind="end_measure").due_at == measure.ends_at

    def test_stop_automation_after_three_in_a_day(self) -> None:
        self.open_for_a_newcomer()

        answers = [self.send_hidden(minutes) for minutes in range(4)]

        assert [answer["action"] for answer in answers] == ["hold_message"] * 3 + ["none"]
        assert any(Reason.HELD_OFTEN.value in reasons for reasons in Case.objects.values_list("reasons", flat=True))

    def test_end_where_the_host_says_that_it_delivered_them_after_all(self) -> None:
        self.open_for_a_newcomer()
        send(message(HIDDEN, delivery="pending", event_id="m1"))

        [again] = send(message(HIDDEN, delivery="delivered", event_id="m1"), now=NOW + HOUR)

        assert again.status == "duplicate"
        measure = Measure.objects.get()
        assert (measure.ended_at, measure.ended_because) == (NOW + HOUR, "delivered")

    def test_end_with_their_words_and_other_ones_wait_to_be_judged(self) -> None:
        """Design 5: of a message that was taken back nobody is told that it was delivered."""
        self.open_for_a_newcomer()
        send(message(HIDDEN, delivery="pending", event_id="m1"))

        for hour, words in enumerate((f"Well, {HIDDEN}", CLEAN), start=1):
            at = NOW + hour * HOUR
            send(event("message.edited", message="m1", member="ana", to="bob", text=words, at=at), now=at)
        send(message(HIDDEN, delivery="pending", event_id="m2", at=NOW + HOUR), now=NOW + HOUR)
        send(event("message.deleted", message="m2", member="ana", at=NOW), now=NOW + 3 * HOUR)
        send(event("message.deleted", message="m2", member="bob", at=NOW + 3 * HOUR), now=NOW + 3 * HOUR)
        assert Measure.objects.filter(ended_at=None).count() == 1
        send(event("message.deleted", message="m2", member="ana", at=NOW + 3 * HOUR), now=NOW + 3 * HOUR)

        ended = Measure.objects.order_by("ended_at").values_list("ended_at", "ended_because")
        assert list(ended) == [(NOW + HOUR, "edited"), (NOW + 2 * HOUR, "edited"), (NOW + 3 * HOUR, "deleted")]
        due = Deadline.objects.filter(kind="end_measure").values_list("subject", flat=True)
        assert not [one for one in due if end_measure(measure=one, now=NOW + 9 * HOUR)]

    def test_are_acknowledged_by_the_host(self) -> None:
        self.open_for_a_newcomer()
        self.send_hidden()
        measure = Measure.objects.get()

        send(event("measure.applied", measure=measure.id, at=NOW + HOUR))

        measure.refresh_from_db()
        assert measure.acknowledged_at == NOW + HOUR


class TestJudgeLater:
    def test_judges_once_what_its_caller_no_longer_waits_for(self) -> None:
        open_market()
        waiting = message(delivery="pending", deadline_ms=50, event_id="m1")

        [answer] = ingest_events(events=[waiting], is_test=False, now=NOW, elapsed=lambda: timedelta(milliseconds=60))
        judge_later(event_id="m1", is_test=False, now=NOW)
        judge_later(event_id="m1", is_test=False, now=NOW)

        assert (told(answer)["judged"], told(answer)["action"]) == ("later", "none")
        assert Decision.objects.get().action == "nudge"


class TestActivation:
    def test_needs_a_person(self) -> None:
        open_market()

        assert Activation.objects.get().activated_by == "Ana Ruiz"
        assert set(Channel.objects.values_list("name", flat=True)) == set(CHANNELS)
