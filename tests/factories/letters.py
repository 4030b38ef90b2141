"""A service that mails: a mail server in its settings, members with addresses, letters on their way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django.fixtures import Settings

from habeas.server.adapters.mail import Mail, RememberingMailer, Taken
from habeas.server.leases import Lease
from habeas.server.settings.mail import read_mail_server
from habeas.server.usecases.deliver_letters import deliver_letters
from habeas.server.usecases.keep_address import keep_address
from tests.factories.casework import work
from tests.factories.market import NOW, message, send

ADDRESS = "Ana.Ruiz@mail.example"


def let_it_mail(settings: Settings) -> None:
    """Name a mail server in the settings."""
    mail = read_mail_server("smtp://mail.example", sender="Market <notices@market.example>")
    settings.HABEAS = replace(settings.HABEAS, mail=mail)


def with_address(member: str = "ana", *, now: datetime = NOW - timedelta(days=1)) -> None:
    """Let a member be heard of who has an address."""
    send(message("The first page is ready.", at=now, member=member), now=now)
    keep_address(member=member, email=ADDRESS, by="host", now=now)


def post(mailer: RememberingMailer, *, now: datetime) -> list[Mail]:
    """Do what a worker does at an instant, mail included; return the mails of it."""
    before = len(mailer.sent)
    for _ in range(2):
        lease = Lease("one", now + timedelta(minutes=2))
        deliver_letters(mailer=mailer, lease=lease, now=now, clock=lambda: now, most=50)
        work(now=now, rounds=2)
    return mailer.sent[before:]


REFUSED = Taken("the mail server refuses the address", is_final=True)
BUSY = Taken("the mail server answered 451")


class Unreachable(BaseEmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # noqa: ARG002  # as Django calls it
        raise ConnectionRefusedError
