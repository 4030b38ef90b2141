"""What a file is by its own bytes, whatever its name or its sender says.

Its name decides between two types alone that its bytes are both: a mail is a text, too.
"""

from codecs import BOM_UTF8
from email.parser import BytesHeaderParser
from typing import Final

import puremagic

TEXT: Final = "text/plain"
MAIL: Final = "message/rfc822"

UNKNOWN: Final = "application/octet-stream"
"""Bytes that nobody knows."""

_ACTIVE: Final = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"})
"""Texts that a browser would run or draw: they are no plain text, whatever else they hold."""

_CONTROLS: Final = frozenset(range(0x20)) - frozenset(b"\t\n\r\f")
_HEADERS: Final = 64 * 1024
"""Bytes within which the headers of a mail end."""

_OF_A_MAIL: Final = frozenset({"date", "delivered-to", "message-id", "received", "return-path", "subject", "to"})
"""Headers of which a mail has one at least, besides its author (RFC 5322); any may come first."""


def sniff(content: bytes, *, said: str | None = None) -> str:
    """Return the media type of a file's content. `said` is the type that its name says."""
    plain = content.removeprefix(BOM_UTF8)
    known = _known(plain)
    if known in _ACTIVE:
        return known
    if _is_mail(plain) and not (said == TEXT and _is_text(plain, "cp1252")):
        return MAIL
    if not _is_text(plain, "cp1252" if said == TEXT and known in {UNKNOWN, MAIL} else "utf-8"):
        return known
    return known if known == "application/pdf" else TEXT


def _known(content: bytes) -> str:
    try:
        matches = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return next((one.mime_type for one in matches if one.mime_type), UNKNOWN)


def _is_text(content: bytes, encoding: str) -> bool:
    """Tell whether bytes are a text that people read: without control characters; `cp1252` is what offices export."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not _CONTROLS & set(content)


def _is_mail(content: bytes) -> bool:
    """Tell whether bytes begin as a mail does: with headers, its author's among them."""
    if b"\0" in content:
        return False
    named = {name.lower() for name in BytesHeaderParser().parsebytes(content[:_HEADERS])}
    return "from" in named and bool(named & _OF_A_MAIL)
