"""A statement of reasons as a host and its member get it: one record in three forms, the same for ever."""

import json
from hashlib import sha256

import pytest
import time_machine

from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, listen, sanction_in_force, work
from tests.factories.market import NOW, PHONE, message, open_market, send
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    open_market()
    listen()
    return Caller(new_key(now=NOW - DAY))


class TestKeepAStatement:
    def test_hands_out_what_was_sent_in_three_forms_that_never_change(self, caller: Caller) -> None:
        """P2B4-1, DSA17-2: on a durable medium, also long after."""
        sanction = sanction_in_force(now=NOW)
        path = f"/v1/statements/{sanction}"
        with time_machine.travel(NOW, tick=False):
            shown = read(caller.get(path))
            files = {form: caller.get(f"{path}/{form}") for form in ("json", "html", "pdf")}
        work(now=NOW + 400 * DAY)

        kept = Notice.objects.get(sanction=sanction, kind="statement")
        assert sha256(files["json"].content).hexdigest() == kept.digest == shown["digest"]
        assert sha256(files["pdf"].content).hexdigest() == kept.pdf_digest == shown["pdf_digest"]
        assert files["html"].content.decode() == json.loads(files["json"].content)["html"]
        assert files["pdf"].content.startswith(b"%PDF-")
        assert shown["sent"] == ["statement"]
        for form, before in files.items():
            again = caller.get(f"{path}/{form}")
            assert (again.content, again["ETag"]) == (before.content, before["ETag"])
            assert again["Content-Disposition"] == f'attachment; filename="statement-statement.{form}"'
            assert caller.send("GET", f"{path}/{form}", **{"If-None-Match": before["ETag"]}).status_code == 304
        assert caller.get(f"{path}/pdf?kind=over").content != files["pdf"].content

    def test_answers_what_a_reader_asks(self, caller: Caller) -> None:
        """DSA17-4, DSA17-3c, PWD11-1a: what, why, which rule, how found, by whom, how long, how to appeal, whom to ask."""
        sanction = sanction_in_force(now=NOW)
        page = caller.get(f"/v1/statements/{sanction}/html").content.decode()

        for said in (
            "We suspend your account for a time",
            "Until 9 March 2026 you cannot",
            "In your message (1) you asked",
            "https://marketplace.example/terms#payment-inside",
            "It signalled: a wish to pay elsewhere",
            "The decision was taken by a person, who also saw what a program found",
            "You can appeal until the end of 2 September 2026",
            f"?decision={sanction}",
            "You can discuss this with",
        ):
            assert said in page

    @pytest.mark.usefixtures("caller")
    def test_is_there_for_its_member_too_whatever_ended(self) -> None:
        """P2B4-1."""
        sanction = sanction_in_force(now=NOW)
        work(now=NOW + 8 * DAY)
        visitor = Visitor("ana")

        printed = visitor.get(f"/portal/decisions/{sanction}/statement.pdf")

        kept = Notice.objects.get(sanction=sanction, kind="statement")
        assert printed.content == read_keys(["ana"]).open("ana", bytes(kept.pdf or b""))
        assert printed["Content-Type"] == "application/pdf"
        page = visitor.read(f"/portal/decisions/{sanction}")
        assert f"/portal/decisions/{sanction}/over.pdf" in page
        assert "The time of this measure is over" in page

    @pytest.mark.usefixtures("caller")
    def test_is_printed_for_what_a_machine_did_too(self) -> None:
        send(message(PHONE))
        decision = Decision.objects.get().id
        Notice.objects.update(sent_at=NOW)
        kind = Notice.objects.get().kind

        assert Visitor("ana").get(f"/portal/decisions/{decision}/{kind}.pdf").content.startswith(b"%PDF-")

    def test_is_nobodys_to_read_before_it_was_sent(self, caller: Caller) -> None:
        """Facts that race with it may still undo its decision."""
        send(message(PHONE))
        decision = Decision.objects.get().id
        assert Notice.objects.get().sent_at is None

        answer = caller.get(f"/v1/statements/{decision}")

        assert answer.status_code == 404
        assert "not sent yet" in read(answer)["detail"]
        work(now=NOW + DAY)
        assert read(caller.get(f"/v1/statements/{decision}"))["kind"] == Notice.objects.get().kind
        assert caller.get(f"/v1/statements/{decision}/pdf").content.startswith(b"%PDF-")
