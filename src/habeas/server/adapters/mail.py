"""Mail: what is sent, how a mail server answered, and two that send: one that remembers, and Django's backend."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.core.mail import EmailMultiAlternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person, as text and as a page. `id` is the same in every attempt: a second one is known."""

    id: str
    to: str
    subject: str
    text: str
    page: str
    language: str
    attachments: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """How a mail server answered. `problem` is empty where it took the mail; `is_final`: no other attempt helps."""

    problem: str = ""
    is_final: bool = False

    @property
    def is_accepted(self) -> bool:
        """Tell whether it took the mail."""
        return not self.problem


class Mailer(Protocol):
    """Hands mail to whoever delivers it."""

    def send(self, mail: Mail) -> Taken:
        """Return how it was taken. Never raises for what a mail server does."""
        ...


@dataclass(slots=True)
class RememberingMailer:
    """Sends nothing: keeps what it was given, and answers as told for each address."""

    answers: dict[str, Taken] = field(default_factory=dict)
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> Taken:
        """Return the answer that was set, else that it was taken."""
        self.sent.append(mail)
        return self.answers.get(mail.to, Taken())


_PERMANENT = range(500, 600)
"""Answers of SMTP that no other attempt changes."""


class DjangoMailer:
    """Sends through the backend that the settings name."""

    def send(self, mail: Mail) -> Taken:
        """Return how the mail server took it."""
        try:
            _message(mail).send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            return Taken("the mail server refuses the address", is_final=all(code in _PERMANENT for code in codes))
        except smtplib.SMTPResponseException as error:
            return Taken(f"the mail server answered {error.smtp_code}", is_final=error.smtp_code in _PERMANENT)
        except (smtplib.SMTPException, OSError) as error:
            return Taken(f"no answer from the mail server: {type(error).__name__}")
        return Taken()


def _message(mail: Mail) -> EmailMultiAlternatives:
    # No list header: nobody unsubscribes from decisions about their own account.
    headers = {
        "Message-ID": f"<{mail.id}@habeas>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    message = EmailMultiAlternatives(subject=mail.subject, body=mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.page, "text/html")
    for name, content in mail.attachments.items():
        message.attach(name, content, "application/pdf")
    return message
