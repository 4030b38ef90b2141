"""The client's requests and readings against the real interface: both say the same of the contract."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from django.utils import timezone

from habeas.client import Event, EventType, RequestRefused, Status, exchanges
from habeas.client.attempts import Send, Step
from habeas.client.circuit import Patience
from habeas.client.core import Core
from habeas.client.exchanges import Response
from habeas.server.decisions.models import Decision
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.api import Caller, new_key
from tests.factories.market import PHONE, open_market

pytestmark = pytest.mark.django_db

T = TypeVar("T")

HIDDEN = "add me on WhatsApp: four one five, five five five, two six seven one"


class Talk:
    """Drives the client's conversations, each request a call of the interface in this thread and transaction."""

    def __init__(self, caller: Caller) -> None:
        self.core = Core(patience=Patience(attempts=1), spool=None, clock=lambda: 0.0)
        self.caller = caller

    def __call__(self, conversation: Generator[Step, Any, T]) -> T:
        told: object = None
        while True:
            try:
                step = conversation.send(told)
            except StopIteration as end:
                answer: T = end.value
                return answer
            assert isinstance(step, Send)
            told = self._sent(step)

    def _sent(self, send: Send) -> Response:
        request = send.request
        if request.content is None:
            response = self.caller.get(request.path, dict(request.query))
        else:
            response = self.caller.post(request.path, request.content)
        headers = {name.lower(): value for name, value in response.items()}
        return Response(response.status_code, headers, response.content)


@pytest.fixture
def talk() -> Talk:
    open_market()
    return Talk(Caller(new_key()))


def a_message(name: str, text: str = PHONE, **changes: object) -> Event:
    said = {"member": "ana/1", "to": "bob", "conversation": "room", "text": text, **changes}
    at = timezone.now() - timedelta(seconds=5)
    return Event(id=name, type=EventType.MESSAGE_SENT, occurred_at=at, data=said)


class TestClient:
    def test_reads_what_became_of_each_event(self, talk: Talk) -> None:
        wrong = Event(id="m-3", type="mesage.sent", occurred_at=timezone.now(), data={})

        found, clean, rejected = talk(
            talk.core.courier.send([a_message("m-1"), a_message("m-2", "The draft is ready."), wrong])
        )

        assert (found.status, found.decision_id) == (Status.ACCEPTED, Decision.objects.get().id)
        assert found.decision is not None
        assert found.decision.finding == "contact_details"
        assert clean.decision is not None
        assert (clean.decision.finding, clean.decision_id) == ("none", None)
        assert rejected.status is Status.REJECTED
        assert rejected.problem is not None
        assert rejected.problem.is_final
        assert "type" in rejected.problem.errors[0].field

    def test_reads_a_duplicate(self, talk: Talk) -> None:
        talk(talk.core.courier.send([a_message("m-1")]))

        [again] = talk(talk.core.courier.send([a_message("m-1")]))

        assert again.status is Status.DUPLICATE

    def test_reads_a_message_that_waits(self, talk: Talk) -> None:
        [result] = talk(talk.core.courier.send([a_message("m-1", delivery="pending", deadline_ms=5000)]))

        assert result.allow == (result.decision is not None and result.decision.action != "hold_message")
        assert not result.judged_later

    def test_reads_a_check(self, talk: Talk) -> None:
        check = talk(talk.core.check(dict(a_message("m-1").data)))

        assert check.decision is not None
        assert check.decision.finding == "contact_details"
        assert check.because is None
        assert check.purposes[0].code

    def test_raises_what_is_wrong_with_a_draft(self, talk: Talk) -> None:
        with pytest.raises(RequestRefused) as refused:
            talk(talk.core.check({"member": "ana"}))

        assert refused.value.problem.errors

    def test_reads_decisions_page_by_page(self, talk: Talk) -> None:
        talk(talk.core.courier.send([a_message(f"m-{number}") for number in range(3)]))
        page = exchanges.list_decisions(member="ana/1", mode="active", until=timezone.now(), limit=2)

        first = talk(talk.core.ask(page(None)))
        second = talk(talk.core.ask(page(first.next)))

        assert sorted(str(one.event_id) for one in (*first.items, *second.items)) == ["m-0", "m-1", "m-2"]
        assert second.next is None
        assert talk(talk.core.ask(exchanges.get_decision(str(first.items[0].id)))).decided_at is not None

    def test_reads_where_a_member_stands(self, talk: Talk) -> None:
        talk(talk.core.courier.send([a_message("m-1")]))

        assert talk(talk.core.ask(exchanges.get_standing("ana/1"))).raw["strikes"]["count"] == 0

    def test_reads_measures(self, talk: Talk) -> None:
        joined = Event(
            id="j-1",
            type=EventType.MEMBER_JOINED,
            occurred_at=timezone.now() - timedelta(days=1),
            data={"member": "ana/1"},
        )
        hidden = a_message("m-1", HIDDEN, delivery="pending", deadline_ms=5000)
        results = talk(talk.core.courier.send([joined])) + talk(talk.core.courier.send([hidden]))

        measures = talk(talk.core.ask(exchanges.list_measures(in_force=True)(None))).items

        held = {str(result.decision_id) for result in results if not result.allow}
        assert {one.decision for one in measures} == held != set()
        assert all(one.kind == "hold_message" and one.ends_at > one.starts_at for one in measures)

    def test_reads_a_checkpoint(self, talk: Talk) -> None:
        note = sign_checkpoint(origin="market.example", now=timezone.now())

        checkpoint = talk(talk.core.ask(exchanges.get_checkpoint()))

        assert (checkpoint.origin, checkpoint.note) == ("market.example", note)
        assert checkpoint.size > 0

    def test_says_whether_the_service_is_there(self, talk: Talk) -> None:
        assert talk(talk.core.is_up("/healthz"))
        assert not talk(talk.core.is_up("/nothing"))
