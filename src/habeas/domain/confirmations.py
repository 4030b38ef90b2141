"""Confirms by a short code, sent to an e-mail address on record, that whoever opens a link reads mail there.

A link alone opens nothing: it may have been forwarded, or be found. Codes are few, short-lived, of one browser each.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from habeas.domain.refusals import Refused

DIGITS: Final = 6
"""As many as people read off another screen at one glance."""

LASTS: Final = timedelta(minutes=15)
"""How long a code opens: long enough for slow mail, too short for whoever reads the mailbox next week."""

MOST_TRIES: Final = 5
"""Codes that may be typed for one that was sent."""

MOST_CODES: Final = 10
"""Codes that are sent for one link: with five tries each, guessing one succeeds once in 20 000 links."""

BETWEEN: Final = timedelta(minutes=1)
"""What passes between two codes, so that nobody fills a mailbox with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """How far a link was confirmed: the codes sent so far, when the last was, for how long, how often one was typed.

    `is_waiting`: a code was sent that opened nothing yet.
    """

    codes: int = 0
    sent_at: datetime | None = None
    until: datetime | None = None
    tries: int = 0
    is_waiting: bool = False


class CodeTooSoon(Refused):
    """Another code right after one."""

    rule = "design 6"
    says = "a code was sent a moment ago; look for it, also among unwanted mail, and ask again in {seconds} seconds"


class CodesSpent(Refused):
    """More codes than one link sends."""

    rule = "design 6"
    says = "this link has sent as many codes as it may; ask the marketplace's support for a new link"


class NoCodeWaiting(Refused):
    """A code that was used, was tried too often, was sent for another browser, or never was."""

    rule = "design 6"
    says = "no code waits in this browser: it was used already, or asked for elsewhere; ask for a new one here"


class CodeOver(Refused):
    """A code past its time."""

    rule = "design 6"
    says = "the code has expired, for it opens for {minutes} minutes only; ask for a new one"


class CodeWrong(Refused):
    """Digits that were not sent."""

    rule = "design 6"
    says = "these are not the digits that were sent; look again at the latest mail, {left} more tries are left"


def send_code(confirmation: Confirmation, *, now: datetime) -> Confirmation:
    """Return it with another code on its way, in place of any before. Raises CodesSpent, CodeTooSoon."""
    if confirmation.codes >= MOST_CODES:
        raise CodesSpent
    again = None if confirmation.sent_at is None else confirmation.sent_at + BETWEEN
    if again is not None and now < again:
        raise CodeTooSoon(seconds=int((again - now).total_seconds()) or 1)
    return Confirmation(codes=confirmation.codes + 1, sent_at=now, until=now + LASTS, is_waiting=True)


def try_code(confirmation: Confirmation, *, is_right: bool, now: datetime) -> tuple[Confirmation, Refused | None]:
    """Return it after a code was typed, and why it opens nothing; None where it does. A right one is used up.

    Whoever keeps it writes the try down in any case.
    """
    if not confirmation.is_waiting or confirmation.until is None:
        return confirmation, NoCodeWaiting()
    if now >= confirmation.until:
        return replace(confirmation, is_waiting=False), CodeOver(minutes=int(LASTS.total_seconds()) // 60)
    if is_right:
        return replace(confirmation, is_waiting=False), None
    tries = confirmation.tries + 1
    left = MOST_TRIES - tries
    tried = replace(confirmation, tries=tries, is_waiting=left > 0)
    return tried, CodeWrong(left=left) if left > 0 else NoCodeWaiting()


def masked(email: str) -> str:
    """Return an address so that its owner knows which it is, and nobody else learns it: its ends, not its middle."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}***@{domain}"
