"""Members are mailed what they have to be told, and nothing takes effect before the mail server took it."""

import json
import smtplib
from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from pytest_django.fixtures import Settings

from habeas.domain.clocks.table import ClockId
from habeas.server.adapters.mail import DjangoMailer, Mail, RememberingMailer
from habeas.server.deadlines.queries import has_running
from habeas.server.notices.models import Letter, Notice
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.parties.keys import read_keys
from habeas.server.parties.models import Member
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.keep_address import keep_address
from tests.factories.casework import HOUR, be_proposed, listen, sanction_in_force, work
from tests.factories.holds import warn
from tests.factories.letters import ADDRESS, BUSY, REFUSED, let_it_mail, post, with_address
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market(settings: Settings) -> None:
    open_market()
    let_it_mail(settings)


class TestDeliverLetters:
    def test_lets_nothing_take_effect_before_the_mail_was_taken(self) -> None:
        """Invariant 3, DSA17-2."""
        listen()
        with_address()
        mailer = RememberingMailer({ADDRESS: BUSY})
        sanction_in_force(now=NOW)
        assert post(mailer, now=NOW + HOUR)
        assert Sanction.objects.get().state == "decided"
        assert Notice.objects.get(kind="statement").delivered_at is None

        mailer.answers.clear()
        post(mailer, now=NOW + 2 * HOUR)

        row = Sanction.objects.get()
        assert (row.state, row.notified_at) == ("effective", NOW + 2 * HOUR)

    def test_mails_the_whole_statement_and_tells_nothing_in_its_subject(self) -> None:
        """P2B4-1: text, page and PDF of one record, under one id in every attempt."""
        with_address()
        sanction = sanction_in_force(now=NOW)
        mailer = RememberingMailer()

        mails = post(mailer, now=NOW)

        kept = Notice.objects.get(kind="statement")
        [mail] = [one for one in mails if one.id == kept.id]
        assert (mail.to, mail.subject, mail.id) == (ADDRESS, "A decision about your account", kept.id)
        assert "WHAT WE DECIDED" in mail.text
        assert "> (1) 2 March 2026:" in mail.text
        assert sanction in mail.text
        assert "http://127.0.0.1:8000/portal/letter/" in mail.text
        assert "<script" not in mail.page
        assert list(mail.attachments) == ["statement.pdf"]
        assert Sanction.objects.get().state == "effective"

    def test_speaks_no_language_that_nobody_signed(self) -> None:
        """DSA17-4: such as of a notice about what was written in another language."""
        with_address()
        sanction_in_force(now=NOW)
        Notice.objects.update(language="es")

        mails = post(RememberingMailer(), now=NOW)

        assert ("A decision about your account", "en") in {(one.subject, one.language) for one in mails}
        assert {one.language for one in mails} == {"en"}

    def test_falls_back_on_the_host_where_the_mail_server_refuses_for_good(self) -> None:
        listen()
        with_address()
        sanction_in_force(now=NOW)

        post(RememberingMailer({ADDRESS: REFUSED}), now=NOW)

        assert Letter.objects.get(notice__kind="statement").parked_at == NOW
        assert Sanction.objects.get().state == "effective"

    def test_says_that_nobody_could_be_told_where_there_is_no_other_way(self) -> None:
        listen()
        Endpoint.objects.update(types=["notice.failed"])
        with_address()
        sanction_in_force(now=NOW)

        post(RememberingMailer({ADDRESS: REFUSED}), now=NOW)

        assert Notice.objects.get(kind="statement").failed_at == NOW
        assert Message.objects.get(type="notice.failed").payload["kind"] == "statement"
        assert Sanction.objects.get().state == "decided"
        # Somebody is asked to reach them (decision 0020): with another address they are mailed again.
        assert has_running(ClockId.MEMBER_REACHED, subject=Sanction.objects.get().id, is_test=False)
        keep_address(member="ana", email="ana@new.example", by="host", now=NOW + HOUR)
        assert {one.to for one in post(RememberingMailer(), now=NOW + HOUR)} == {"ana@new.example"}
        assert Sanction.objects.get().state == "effective"
        assert not has_running(ClockId.MEMBER_REACHED, subject=Sanction.objects.get().id, is_test=False)

    def test_mails_nobody_who_has_no_address_or_was_erased(self) -> None:
        listen()
        sanction_in_force(now=NOW)
        assert not Letter.objects.exists()
        with_address("eve")
        sanction_in_force(now=NOW + HOUR, member="eve", reasons=UNALIKE)
        erase_member(member="eve", by="host", now=NOW + HOUR)

        assert post(RememberingMailer(), now=NOW + 2 * HOUR) == []
        assert Member.objects.get(id="eve").sealed_email is None

    def test_mails_nothing_where_no_mail_server_is_named(self, settings: Settings) -> None:
        settings.HABEAS = replace(settings.HABEAS, mail=None)
        listen()
        with_address()

        sanction_in_force(now=NOW)

        assert not Letter.objects.exists()
        assert Sanction.objects.get().state == "effective"

    def test_mails_what_a_machine_decided_when_its_notice_is_sent(self) -> None:
        """DSA17-2: it counts as handed over once the mail server took the mail, not by the webhook alone."""
        listen()
        with_address()
        notice = warn()
        mailer = RememberingMailer({ADDRESS: BUSY})
        assert not Letter.objects.exists()
        post(mailer, now=NOW + HOUR)
        post(mailer, now=NOW + HOUR)
        notice.refresh_from_db()
        assert (notice.sent_at, notice.delivered_at) == (NOW + HOUR, None)

        mailer.answers.clear()
        [mail] = post(mailer, now=NOW + 2 * HOUR)

        notice.refresh_from_db()
        assert notice.delivered_at == NOW + 2 * HOUR
        assert (mail.to, mail.id, list(mail.attachments)) == (ADDRESS, notice.id, ["warn.pdf"])
        words = json.loads(read_keys(["ana"]).open("ana", bytes(notice.sealed)))
        assert words["text"] in mail.text
        assert "http://127.0.0.1:8000/portal/letter/" in mail.text

    def test_mails_nothing_of_a_test_key(self) -> None:
        listen()
        with_address()

        be_proposed(now=NOW, is_test=True)
        work(now=NOW + HOUR)

        assert Notice.objects.filter(is_test=True, sent_at__isnull=False).exists()
        assert not Letter.objects.exists()


UNALIKE = "Nobody here takes [f1] for anything else than an invitation to settle the whole project somewhere else."


class TestKeepAddress:
    def test_is_exported_with_all_else_that_is_held(self) -> None:
        """GDPR15-h."""
        with_address()
        assert export_member(member="ana", by="host", now=NOW)["email"] == ADDRESS

        keep_address(member="ana", email=None, by="host", now=NOW)

        assert export_member(member="ana", by="host", now=NOW)["email"] is None


class TestDjangoMailer:
    MAIL = Mail(
        id="ntc_1",
        to="ana@mail.example",
        subject="A decision",
        text="Text.",
        page="<p>Page.</p>",
        language="en",
        attachments={"statement.pdf": b"%PDF-"},
    )

    def test_sends_text_page_and_file_and_names_itself_as_a_program(self) -> None:
        assert DjangoMailer().send(self.MAIL).is_accepted

        [sent] = outbox.outbox
        assert isinstance(sent, EmailMultiAlternatives)
        assert (sent.body, sent.alternatives[0][0]) == ("Text.", "<p>Page.</p>")
        assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
        assert "List-Unsubscribe" not in sent.extra_headers
        assert sent.attachments[0][0] == "statement.pdf"

    @pytest.mark.parametrize(
        ("error", "taken"),
        [
            (smtplib.SMTPRecipientsRefused({"ana@mail.example": (550, b"no")}), True),
            (smtplib.SMTPRecipientsRefused({"ana@mail.example": (450, b"later")}), False),
            (smtplib.SMTPDataError(554, b"spam"), True),
            (smtplib.SMTPServerDisconnected("gone"), False),
            (TimeoutError(), False),
        ],
    )
    def test_tells_what_no_other_attempt_changes(
        self, error: Exception, taken: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> Mapping[str, object]:
            raise error

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", fails)

        answer = DjangoMailer().send(self.MAIL)

        assert not answer.is_accepted
        assert answer.is_final is taken
        assert "ana@mail.example" not in answer.problem
