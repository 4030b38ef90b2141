import json

import pytest
from django.http import HttpResponse

from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.identity.scopes import Scope
from tests.factories.api import Caller, new_key, read
from tests.factories.market import PHONE, open_market

pytestmark = pytest.mark.django_db

AT = "2026-03-02T12:00:00Z"


def message(event_id: str = "m-1", text: str = PHONE, **changes: object) -> dict[str, object]:
    said = {"member": "ana", "to": "bob", "conversation": "room", "text": text}
    return {"id": event_id, "type": "message.sent", "occurred_at": AT, "data": said, **changes}


@pytest.fixture
def caller() -> Caller:
    open_market()
    return Caller(new_key(Scope.INGEST))


def results(response: HttpResponse) -> list[dict[str, object]]:
    assert response.status_code == 200, response.content
    listed: list[dict[str, object]] = read(response)["results"]
    return listed


class TestPostEvents:
    def test_answers_one_event_with_its_decision(self, caller: Caller) -> None:
        [result] = results(caller.post("/v1/events", message()))

        assert (result["id"], result["status"]) == ("m-1", "accepted")
        assert result["decision_id"] == Decision.objects.get().id
        assert result["decision"]["finding"] == "contact_details"  # type: ignore[index]

    def test_answers_a_clean_message_without_the_id_of_a_decision(self, caller: Caller) -> None:
        [result] = results(caller.post("/v1/events", message(text="The draft is ready.")))

        assert "decision_id" not in result
        assert result["decision"]["finding"] == "none"  # type: ignore[index]

    def test_answers_an_event_sent_again_as_a_duplicate_with_the_same_decision(self, caller: Caller) -> None:
        [first] = results(caller.post("/v1/events", message()))

        [again] = results(caller.post("/v1/events", {"events": [message()]}))

        assert again == {**first, "status": "duplicate"}

    def test_keeps_the_rest_of_a_batch_and_says_what_became_of_each_in_order(self, caller: Caller) -> None:
        response = caller.post(
            "/v1/events", {"events": [message("m-1"), message("m-2", type="mesage.sent"), message("m-3")]}
        )

        assert [(one["id"], one["status"]) for one in results(response)] == [
            ("m-1", "accepted"),
            ("m-2", "rejected"),
            ("m-3", "accepted"),
        ]
        assert read(response)["partial"] is True
        problem = results(response)[1]["problem"]
        assert problem["errors"][0]["field"] == "/type"  # type: ignore[index]
        assert Event.objects.count() == 2

    @pytest.mark.parametrize("broken", ["\ud800", "\0", 2**60, float("inf")])
    def test_rejects_in_a_batch_what_no_database_keeps(self, caller: Caller, broken: object) -> None:
        body = json.dumps({"events": [message("m-1", more=broken), message("m-2")]}).replace("Infinity", "1e999")

        rejected, accepted = results(caller.post("/v1/events", body.encode()))

        assert (rejected["status"], accepted["status"]) == ("rejected", "accepted")
        assert rejected["problem"]["errors"][0]["field"] == "/more"  # type: ignore[index]

    def test_says_that_nothing_is_partial_when_all_are_rejected(self, caller: Caller) -> None:
        response = caller.post("/v1/events", {"events": [{}, 5]})

        assert [one["status"] for one in results(response)] == ["rejected", "rejected"]
        assert read(response)["partial"] is False

    def test_takes_a_cloud_event_and_a_batch_of_them(self, caller: Caller) -> None:
        cloud = {"specversion": "1.0", "source": "/market", "time": AT, **message()}
        del cloud["occurred_at"]

        [one] = results(caller.post("/v1/events", cloud, media_type="application/cloudevents+json"))
        [again] = results(caller.post("/v1/events", [cloud], media_type="application/cloudevents-batch+json"))

        assert (one["status"], again["status"]) == ("accepted", "duplicate")

    @pytest.mark.parametrize(
        ("body", "status", "said"),
        [
            (b" ", 400, "not JSON at line 1, column 2"),
            (b"{", 400, "not JSON at line 1"),
            (b"\xff\xfe", 400, "not UTF-8 at byte 0"),
            (b'{"id": "\\ud800"}', 400, "/id wants a text of Unicode characters"),
            (b'{"id": 1, "id": 2}', 400, "the name 'id' twice"),
            (b"[" * 100_000, 400, "nested too deeply"),
            (b"9" * 10_000_000, 400, "too many digits"),
            (b'{"id": NaN}', 400, "NaN"),
            (b"[]", 422, "wants one event"),
            (b"7", 422, "wants one event"),
            (b"null", 422, "wants one event"),
            (b'{"events": []}', 422, "a list of 1 to 1000 events"),
            (b'{"events": {}}', 422, "a list of 1 to 1000 events"),
            (json.dumps({"events": [{}] * 1001}).encode(), 422, "a list of 1 to 1000 events"),
            (b" " * (16 * 1024 * 1024 + 1), 413, "At most 16777216 bytes"),
        ],
        ids=range(15),
    )
    def test_refuses_a_body_that_is_no_batch_and_says_why(
        self, caller: Caller, body: bytes, status: int, said: str
    ) -> None:
        response = caller.post("/v1/events", body)

        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert said in read(response)["detail"]
        assert not Event.objects.exists()

    @pytest.mark.parametrize(
        ("media_type", "headers"),
        [
            ("text/plain", {}),
            ("application/x-www-form-urlencoded", {}),
            ("application/json; charset=latin-1", {}),
            ("application/json", {"content-encoding": "gzip"}),
        ],
    )
    def test_refuses_other_media_types(self, caller: Caller, media_type: str, headers: dict[str, str]) -> None:
        response = caller.post("/v1/events", message(), media_type=media_type, **headers)

        assert response.status_code == 415
        assert read(response)["type"] == "urn:habeas:problem:unsupported-media-type"

    def test_says_what_to_do_where_no_policy_is_active(self) -> None:
        response = Caller(new_key(Scope.INGEST)).post("/v1/events", message())

        assert response.status_code == 503
        assert "habeas init" in read(response)["detail"]

    def test_keeps_what_a_test_key_brings_in_apart(self, caller: Caller) -> None:
        tester = Caller(new_key(Scope.INGEST, is_test=True))

        [tested] = results(tester.post("/v1/events", message()))
        [real] = results(caller.post("/v1/events", message()))

        assert (tested["status"], real["status"]) == ("accepted", "accepted")
        assert set(Event.objects.values_list("is_test", flat=True)) == {True, False}
