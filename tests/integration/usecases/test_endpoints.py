from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from habeas.server.adapters.destinations import DestinationRefused
from habeas.server.adapters.webhooks import Answer, RememberingSender
from habeas.server.leases import MOST_ATTEMPTS, Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.outbox.operations import NewMessage, write_message, write_messages
from habeas.server.outbox.queries import get_outbox_backlog, list_endpoints, list_messages, list_parked
from habeas.server.outbox.signing import open_secrets
from habeas.server.usecases.deliver_messages import LONGEST_REST, Deliveries, deliver_messages
from habeas.server.usecases.disable_endpoint import disable_endpoint
from habeas.server.usecases.register_endpoint import Registered, TypeUnknown, register_endpoint
from habeas.server.usecases.replay_messages import NothingChosen, replay_messages
from habeas.server.usecases.rotate_endpoint_secret import NoSuchEndpoint, rotate_endpoint_secret
from habeas.server.wrapping import SealBroken

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def register(url: str = "https://host.example/hooks", types: list[str] | None = None) -> Registered:
    return register_endpoint(url=url, types=types or [WebhookType.DECISION_MADE], by="Kim", now=NOW)


def tell(key: str = "dec_1", *, is_test: bool = False, now: datetime = NOW) -> int:
    return write_message(type=WebhookType.DECISION_MADE, payload={"decision": key}, key=key, is_test=is_test, now=now)


def deliver(
    sender: RememberingSender, *, now: datetime = NOW, took: timedelta = timedelta(), most: int = 20
) -> Deliveries:
    return deliver_messages(
        sender=sender, lease=Lease("one", now + MINUTE), now=now, clock=lambda: now + took, most=most
    )


class TestRegisterEndpoint:
    def test_keeps_the_secret_sealed(self) -> None:
        made = register()

        [endpoint] = list_endpoints()
        assert made.secret.startswith("whsec_")
        assert made.secret.encode() not in bytes(endpoint.sealed_secret)
        assert open_secrets(endpoint, now=NOW) == (made.secret,)
        assert (str(endpoint), endpoint.created_by, endpoint.types) == (
            "https://host.example/hooks",
            "Kim",
            ["decision.made"],
        )

    def test_refuses_what_no_webhook_tells(self) -> None:
        with pytest.raises(TypeUnknown, match=r"no webhook has the type decision\.maid; there are decision\.made, "):
            register(types=["decision.maid", "decision.made"])
        with pytest.raises(TypeUnknown, match="no type is named"):
            register_endpoint(url="https://host.example", types=[], by="Kim", now=NOW)

    def test_refuses_an_address_of_our_own_network(self) -> None:
        with pytest.raises(DestinationRefused):
            register(url="https://169.254.169.254/latest")

    def test_gives_each_endpoint_a_secret_that_opens_for_it_alone(self) -> None:
        one, other = register(), register()
        Endpoint.objects.filter(id=one.id).update(sealed_secret=Endpoint.objects.get(id=other.id).sealed_secret)

        with pytest.raises(SealBroken):
            open_secrets(Endpoint.objects.get(id=one.id), now=NOW)


class TestRotateEndpointSecret:
    def test_signs_with_both_until_the_overlap_ends(self) -> None:
        made = register()
        secret = rotate_endpoint_secret(endpoint=made.id, now=NOW, overlap=HOUR)

        endpoint = Endpoint.objects.get()
        assert secret != made.secret
        assert open_secrets(endpoint, now=NOW) == (secret, made.secret)
        assert open_secrets(endpoint, now=NOW + HOUR) == (secret,)

    def test_gives_a_secret_that_leaked_no_time(self) -> None:
        made = register()
        secret = rotate_endpoint_secret(endpoint=made.id, now=NOW, overlap=timedelta())

        assert open_secrets(Endpoint.objects.get(), now=NOW) == (secret,)

    def test_refuses_what_is_not_there_or_disabled(self) -> None:
        made = register()
        disable_endpoint(endpoint=made.id, by="Kim", now=NOW)

        for endpoint in (made.id, "end_none"):
            with pytest.raises(NoSuchEndpoint):
                rotate_endpoint_secret(endpoint=endpoint, now=NOW)


class TestWriteMessages:
    def test_writes_one_row_for_each_endpoint_that_wants_the_type(self) -> None:
        wanting = [register().id, register(types=["decision.made", "measure.ended"]).id]
        register(types=["measure.ended"])

        assert tell() == 2

        messages = list_messages(most=9)
        assert sorted(message.endpoint_id for message in messages) == sorted(wanting)
        assert len({message.message_id for message in messages}) == 1
        assert [message.endpoint_id for message in list_messages(most=9, endpoint=wanting[0])] == [wanting[0]]

    def test_writes_the_same_happening_once(self) -> None:
        register()
        tell()
        tell()

        assert len(list_messages(most=9)) == 1

    def test_sends_nothing_of_a_test(self) -> None:
        register()

        assert tell(is_test=True) == 0
        assert list_messages(most=9) == []

    def test_writes_nothing_to_a_disabled_endpoint(self) -> None:
        endpoint = register().id

        assert disable_endpoint(endpoint=endpoint, by="Kim", now=NOW)
        assert not disable_endpoint(endpoint=endpoint, by="Lou", now=NOW)
        assert tell() == 0

    def test_asks_once_for_a_batch_and_writes_it_at_once(self) -> None:
        register()
        batch = [
            NewMessage(type=WebhookType.DECISION_MADE, payload={"n": number}, key=str(number)) for number in range(100)
        ]

        with CaptureQueriesContext(connection) as asked:
            assert write_messages(batch, now=NOW) == 100

        verbs = [query["sql"].split()[0] for query in asked if "outbox" in query["sql"]]
        assert verbs.count("SELECT") == 1
        assert verbs.count("INSERT") < 5

    def test_goes_with_the_transaction_that_it_tells_of(self) -> None:
        register()

        with transaction.atomic():
            tell()
            transaction.set_rollback(True)

        assert list_messages(most=9) == []


class TestDeliverMessages:
    def test_sends_the_type_the_time_and_what_is_told_in_the_same_bytes_each_time(self) -> None:
        made = register()
        tell()
        sender = RememberingSender({"https://host.example/hooks": Answer("answered 500")})

        deliver(sender)
        deliver(sender, now=NOW + HOUR)

        first, second = sender.sent
        assert first.body == (
            '{"data":{"decision":"dec_1"},"timestamp":"2027-03-01T09:00:00+00:00","type":"decision.made"}'
        )
        assert (first.id, first.body, first.secrets) == (second.id, second.body, second.secrets)
        assert (first.secrets, second.sent_at) == ((made.secret,), NOW + HOUR)

    def test_delivers_once(self) -> None:
        register()
        tell()
        sender = RememberingSender()

        assert deliver(sender) == Deliveries(tried=1, accepted=1)
        assert deliver(sender, now=NOW + HOUR) == Deliveries(tried=0, accepted=0)
        assert get_outbox_backlog(now=NOW).due == 0

    def test_tries_again_later_what_was_refused(self) -> None:
        register()
        tell()
        deliver(RememberingSender({"https://host.example/hooks": Answer("answered 503")}))

        [message] = list_messages(most=9)
        assert (message.last_error, message.done_at, message.due_at > NOW) == ("answered 503", None, True)
        assert deliver(RememberingSender()) == Deliveries(tried=0, accepted=0)
        assert deliver(RememberingSender(), now=NOW + MINUTE) == Deliveries(tried=1, accepted=1)

    def test_parks_what_is_refused_for_good_where_a_person_sees_it(self) -> None:
        register()
        tell()
        sender = RememberingSender({"https://host.example/hooks": Answer("answered 400")})

        for attempt in range(MOST_ATTEMPTS):
            deliver(sender, now=NOW + attempt * 5 * HOUR)

        assert [(one.last_error, one.attempts) for one in list_parked(most=9)] == [("answered 400", MOST_ATTEMPTS)]
        assert get_outbox_backlog(now=NOW).parked == 1

    def test_sends_again_when_the_answer_came_after_the_lease(self) -> None:
        register()
        tell()
        sender = RememberingSender()

        deliver(sender, took=2 * MINUTE)
        deliver(sender, now=NOW + 3 * MINUTE)

        assert [parcel.id for parcel in sender.sent] == [sender.sent[0].id] * 2
        assert get_outbox_backlog(now=NOW + HOUR).due == 0

    def test_lets_a_failing_endpoint_rest_while_others_go_on(self) -> None:
        register("https://dead.example")
        register("https://good.example")
        for number in range(3):
            tell(f"dec_{number}")
        sender = RememberingSender({"https://dead.example": Answer("answered 500")})
        deliver(sender, most=4)

        tell("dec_later", now=NOW + timedelta(seconds=1))
        deliver(sender, now=NOW + timedelta(seconds=2))

        later = [parcel.url for parcel in sender.sent[4:]]
        assert "https://dead.example" not in later
        assert len(later) == 2

    def test_lets_no_endpoint_with_much_to_catch_up_on_keep_another_waiting(self) -> None:
        register("https://behind.example")
        for number in range(30):
            tell(f"dec_{number}")
        register("https://new.example")
        tell("dec_new")
        sender = RememberingSender()

        deliver(sender, most=10)

        assert [parcel.url for parcel in sender.sent].count("https://new.example") == 1
        assert len(sender.sent) == 6

    def test_lets_an_endpoint_rest_longer_each_time_to_a_limit_and_wakes_it_when_it_is_well(self) -> None:
        endpoint = register().id
        rests: list[timedelta] = []
        for number in range(9):
            now = NOW + number * HOUR
            tell(f"dec_{number}", now=now)
            deliver(RememberingSender({"https://host.example/hooks": Answer("answered 500")}), now=now, most=1)
            until = Endpoint.objects.get(id=endpoint).rests_until
            assert until is not None
            rests.append(until - now)

        deliver(RememberingSender(), now=NOW + 20 * HOUR)

        assert rests[1] == 2 * rests[0]
        assert rests[-1] == LONGEST_REST
        assert Endpoint.objects.values_list("failures", "rests_until").get() == (0, None)

    def test_holds_up_nobody_for_a_secret_that_cannot_be_opened(self) -> None:
        broken = register("https://broken.example").id
        register("https://good.example")
        Endpoint.objects.filter(id=broken).update(sealed_secret=bytes(40))
        tell()

        assert deliver(RememberingSender()) == Deliveries(tried=2, accepted=1)
        assert "rotate it" in Message.objects.get(endpoint=broken).last_error

    def test_leaves_what_waits_for_a_disabled_endpoint(self) -> None:
        endpoint = register().id
        tell()
        disable_endpoint(endpoint=endpoint, by="Kim", now=NOW)

        assert deliver(RememberingSender()) == Deliveries(tried=0, accepted=0)
        assert get_outbox_backlog(now=NOW).due == 0
        assert [str(message).partition(" ")[0] for message in list_messages(most=9)] == ["decision.made"]


class TestReplayMessages:
    def test_sends_again_by_time_under_the_same_ids(self) -> None:
        register()
        for number in range(3):
            tell(f"dec_{number}", now=NOW + number * HOUR)
        sender = RememberingSender()
        deliver(sender, now=NOW + 3 * HOUR)

        assert replay_messages(now=NOW + 4 * HOUR, since=NOW + HOUR, until=NOW + 2 * HOUR) == 1
        deliver(sender, now=NOW + 4 * HOUR)

        assert [parcel.id for parcel in sender.sent[3:]] == [sender.sent[1].id]

    def test_sends_again_by_id_to_one_endpoint(self) -> None:
        register()
        second = register("https://second.example").id
        tell()
        sender = RememberingSender()
        deliver(sender)

        assert replay_messages(now=NOW, ids=[sender.sent[0].id], endpoint=second) == 1
        deliver(sender)

        assert sender.sent[-1].url == "https://second.example"

    def test_sends_parked_ones_alone_when_asked(self) -> None:
        register()
        tell("dec_1")
        tell("dec_2")
        Message.objects.filter(payload={"decision": "dec_2"}).update(parked_at=NOW, attempts=MOST_ATTEMPTS)
        sender = RememberingSender()
        deliver(sender)

        assert replay_messages(now=NOW, since=NOW, until=NOW + HOUR, only_parked=True) == 1
        deliver(sender)

        assert ['"dec_1"' in sender.sent[0].body, '"dec_2"' in sender.sent[1].body] == [True, True]

    def test_refuses_to_send_everything_again_by_mistake(self) -> None:
        with pytest.raises(NothingChosen):
            replay_messages(now=NOW, since=NOW)
