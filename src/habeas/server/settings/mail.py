"""Where mail goes out, read from one address such as `smtp://user:password@mail.example:587?tls=starttls`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

PATIENCE: Final = 20
"""Seconds for a mail server to answer: fewer than a worker's lease lasts."""

_PORTS: Final = {"": 25, "starttls": 587, "tls": 465}
_FORM: Final = "an address such as smtp://user:password@mail.example:587?tls=starttls is needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Who takes mail from us, and whom it comes from. `tls` is `starttls`, `tls`, or empty for neither."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str


class BadMailServer(ValueError):
    """An address of a mail server that is wrong, or a sender that is missing."""


def read_mail_server(url: str, *, sender: str) -> MailServer | None:
    """Return the mail server; None where none is named, and nothing is mailed. Raises BadMailServer."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadMailServer(_FORM) from error
    tls = dict(parse_qsl(parts.query)).get("tls", "")
    if parts.scheme != "smtp" or not parts.hostname or tls not in _PORTS:
        raise BadMailServer(_FORM)
    if "@" not in sender or "\n" in sender:
        raise BadMailServer("needs HABEAS_MAIL_FROM, such as Market <notices@market.example>")
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        sender=sender,
    )


def as_django(server: MailServer | None) -> Mapping[str, Any]:
    """Return what Django's settings call it."""
    if server is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_TLS": server.tls == "starttls",
        "EMAIL_USE_SSL": server.tls == "tls",
        "EMAIL_TIMEOUT": PATIENCE,
        "DEFAULT_FROM_EMAIL": server.sender,
    }
