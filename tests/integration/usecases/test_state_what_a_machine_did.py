"""The statement of what a machine decided is as whole as a person's: in the reply, in every form, by mail, in the portal."""

import json
from hashlib import sha256
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from habeas.files.catalogues import read_catalogues
from habeas.server.adapters.mail import RememberingMailer
from habeas.server.identity.scopes import Scope
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import get_statement
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import HOUR, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.letters import ADDRESS, let_it_mail, post, with_address
from tests.factories.market import NOW, message, open_market, send, told
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

PARTS = (
    "decided can money happened rule found favour allowed now who outside reference".split()  # noqa: SIM905  # as read
)
"""The sections of every statement, in the order of plain language."""


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def held(mailer: RememberingMailer | None = None, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # as an event says it
    """Let Ana offer twice to be paid outside; return the decision that held the second message."""
    send(message(PAYMENT, at=NOW - HOUR, **data), now=NOW - HOUR)
    work(now=NOW)
    if mailer is not None:
        post(mailer, now=NOW)
    [answer] = send(message(PAYMENT, delivery="pending", **data), now=NOW)
    return told(answer) | {"id": answer.decision_id, "event": answer.id}


def whole(decision: str) -> dict[str, Any]:
    handed = get_statement(decision, is_test=False)
    assert handed is not None
    assert handed.content is not None
    assert handed.digest == sha256(handed.content).hexdigest()
    return dict(json.loads(handed.content))


class TestHeldMessage:
    def test_names_in_the_reply_where_to_appeal_whom_to_ask_and_who_else_can_help(self) -> None:
        """DSA17-3f, PWD11-1a, invariant 3: with the effect, in the same answer."""
        made = held()

        statement = made["statement"]
        assert statement["kind"] == "hold_message"
        assert statement["redress"]["appeal_url"].endswith(f"/portal/appeal?decision={made['id']}")
        assert statement["redress"]["court"] == "the courts of the country where you live"
        assert statement["redress"]["ods_bodies_url"].startswith("https://")
        assert statement["contact"]["name_or_role"] == "the appeals desk"

    def test_is_stated_in_every_part_as_it_was_decided(self) -> None:
        """DSA17-3a to 3f, DSA17-4, DSA23-3: what is kept with the reply, at once."""
        made = held()

        said = whole(made["id"])
        assert [section["id"] for section in said["sections"]] == PARTS
        full = said["statement"]
        assert full["measures"][0]["capabilities"] == ["this_message"]
        assert full["measures"][0]["ends_at"] == made["held_until"]
        assert (full["facts"][0]["text"], full["facts"][0]["evidence"]) == (PAYMENT, [made["event"]])
        assert full["ground"]["clause"] == made["clause"]
        assert "[f1]" in full["explanation"]
        assert all(reason in full["explanation"] for reason in made["statement"]["reasons"])
        assert full["automation"]["decision"] == "fully"
        assert {one["detector"] for one in full["automation"]["systems"]} == {one["kind"] for one in made["findings"]}
        assert full["decided_by"]["is_human"] is False
        [warned] = full["weighing"]["prior_decisions"]
        assert warned["told_on"] == "2026-03-02"
        assert warned["decision"] in said["html"]
        assert full["redress"] == made["statement"]["redress"]
        assert "Until 2 March 2026, 16:00 (UTC), you cannot have this message delivered." in said["html"]
        assert "The decision was taken by a program. You can have a person look at it." in said["html"]

    def test_is_printed_kept_with_its_digest_and_mailed_once(self, settings: Settings) -> None:
        """P2B4-1, invariant 3."""
        let_it_mail(settings)
        with_address()
        mailer = RememberingMailer()
        made = held(mailer)
        post(mailer, now=NOW)
        post(mailer, now=NOW + HOUR)

        notice = Notice.objects.get(decision=made["id"], kind="hold_message")
        caller = Caller(new_key(Scope.READ))
        pdf = caller.get(f"/v1/statements/{made['id']}/pdf").content
        assert pdf[:5] == b"%PDF-"
        assert sha256(pdf).hexdigest() == notice.pdf_digest
        assert read(caller.get(f"/v1/statements/{made['id']}"))["pdf_digest"] == notice.pdf_digest
        [mail] = [one for one in mailer.sent if one.id == notice.id]
        assert (mail.to, list(mail.attachments)) == (ADDRESS, ["hold_message.pdf"])
        assert "You can turn to a certified out-of-court body of your choice" in mail.text

    def test_is_printed_on_the_spot_for_whoever_is_faster_than_the_worker(self) -> None:
        made = held()
        visitor = Visitor("ana")

        first = visitor.get(f"/portal/decisions/{made['id']}/hold_message.pdf").content
        work(now=NOW)

        assert first == visitor.get(f"/portal/decisions/{made['id']}/hold_message.pdf").content
        page = visitor.read(f"/portal/decisions/{made['id']}")
        assert "You can go to court at any time: the courts of the country where you live" in page

    def test_reads_in_spanish_where_that_is_signed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """DSA17-4: no part is left in the source language."""
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es"))

        said = whole(held(language="es")["id"])

        assert said["language"] == "es"
        spanish = read_catalogues()["es"]
        assert [one["heading"] for one in said["sections"]] == [spanish.texts[f"heading.{part}"] for part in PARTS]
        assert spanish.texts["can.delivered"] in said["html"]


class TestWarning:
    def test_becomes_whole_when_it_is_sent_and_is_printed_then(self) -> None:
        """DSA17-4, invariant 3."""
        [answer] = send(message(PAYMENT))
        assert get_statement(answer.decision_id or "", is_test=False) is None

        work(now=NOW + HOUR)

        said = whole(answer.decision_id or "")
        assert [section["id"] for section in said["sections"]] == PARTS
        assert said["statement"]["counts_until"] is not None
        assert "It counts as a strike until" in said["html"]
        notice = Notice.objects.get(decision=answer.decision_id)
        assert notice.pdf_digest
        assert notice.appeal_until is not None
        assert notice.appeal_until.isoformat() == said["statement"]["appeal_until"]
