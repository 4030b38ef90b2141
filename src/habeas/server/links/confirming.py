"""Links between their rows and the core, which says what a code opens; and where codes are mailed."""

import secrets
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare, salted_hmac

from habeas.domain.confirmations import DIGITS, Confirmation
from habeas.server.links.models import Link
from habeas.server.parties.addresses import read_address
from habeas.server.parties.keys import read_keys

_SALT: Final = "habeas link codes, version 1"


def new_id() -> str:
    """Return the id of a link, made at random."""
    return f"lnk_{secrets.token_hex(13)}"


def new_code() -> str:
    """Return digits that nobody can know before."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def digest_of(secret: str, *, link: str) -> str:
    """Return what is kept of a code, or of what a browser keeps: without the service's secret nobody guesses it."""
    return salted_hmac(_SALT, f"{link}:{secret}", algorithm="sha256").hexdigest()


def is_same(kept: str, secret: str, *, link: str) -> bool:
    """Tell whether this is what was kept; nothing is the same as nothing."""
    return bool(kept) and bool(secret) and constant_time_compare(kept, digest_of(secret, link=link))


def standing_of(row: Link) -> Confirmation:
    """Return how far a link was confirmed."""
    return Confirmation(
        codes=row.codes,
        sent_at=row.code_sent_at,
        until=row.code_until,
        tries=row.tries,
        is_waiting=bool(row.code),
    )


def take_over(row: Link, moved: Confirmation) -> None:
    """Write how far it is confirmed now."""
    row.codes, row.code_sent_at, row.code_until, row.tries = moved.codes, moved.sent_at, moved.until, moved.tries
    if not moved.is_waiting:
        row.code = ""
    row.save(update_fields=["codes", "code_sent_at", "code_until", "tries", "code", "browser", "opened_at"])


def mailed_to(*, member: str, representative: str | None) -> str | None:
    """Return where whom a link is for can be mailed a code; None where Habeas sends no mail, or knows no address.

    A representative is known by their e-mail address, or is a member with one.
    """
    if settings.HABEAS.mail is None:
        return None
    if representative is None:
        return read_address(member, keys=read_keys([member]))
    try:
        validate_email(representative)
    except ValidationError:
        return read_address(representative, keys=read_keys([representative]))
    return representative
