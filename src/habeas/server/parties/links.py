"""Signed links for members who cannot log in, and the sessions that they open: of one member, for a time.

Each purpose signs by a key of its own, so that nothing signed for one opens as another. What is signed names the
member's round at the time: raising it takes everything back that was signed before.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from django.core import signing

from habeas.server.parties.models import Member


class Purpose(StrEnum):
    """What a signature is for; from it and the service's secret the signing key is derived."""

    LINK = "habeas member links, version 1"
    LETTER = "habeas member letters, version 1"
    SESSION = "habeas member sessions, version 1"


class Because(StrEnum):
    """Why a signed text opens nothing."""

    BROKEN = "broken"
    OVER = "over"
    TAKEN_BACK = "taken_back"
    ERASED = "erased"
    TRIED = "tried"
    ELSEWHERE = "elsewhere"
    NO_ADDRESS = "no_address"
    REVOKED = "revoked"


class NotAdmitted(PermissionError):
    """A link or session that opens nothing, and why."""

    def __init__(self, because: Because) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, slots=True)
class Pass:
    """Who is let in, until when; `round` is the member's when it was made, `about` what it was made for."""

    member: str
    until: datetime
    round: int
    about: str = ""


def sign(admitted: Pass, *, purpose: Purpose) -> str:
    """Return a pass as a text for an address or a cookie."""
    content = {"member": admitted.member, "until": int(admitted.until.timestamp()), "round": admitted.round}
    content |= {"about": admitted.about} if admitted.about else {}
    return signing.Signer(salt=purpose).sign_object(content, compress=True)


def read_pass(text: str, *, purpose: Purpose, now: datetime) -> Pass:
    """Return the pass of a text that was signed for this purpose. Raises NotAdmitted."""
    if len(text) > _LONGEST:
        raise NotAdmitted(Because.BROKEN)
    try:
        content = signing.Signer(salt=purpose).unsign_object(text)
    except signing.BadSignature:
        raise NotAdmitted(Because.BROKEN) from None
    admitted = Pass(
        content["member"], datetime.fromtimestamp(content["until"], tz=UTC), content["round"], content.get("about", "")
    )
    _check(admitted, now=now)
    return admitted


_LONGEST: Final = 2000
"""Characters of a signed text; a member's id has 200 at most."""


def _check(admitted: Pass, *, now: datetime) -> None:
    row = Member.objects.filter(id=admitted.member).first()
    if row is not None and row.erased_at is not None:
        raise NotAdmitted(Because.ERASED)
    if row is None or row.link_round != admitted.round:
        raise NotAdmitted(Because.TAKEN_BACK)
    if admitted.until <= now:
        raise NotAdmitted(Because.OVER)
