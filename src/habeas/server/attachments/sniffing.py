"""What a file is by its own bytes, whatever its name or its sender says."""

from typing import Final

import puremagic

TEXT: Final = "text/plain"

UNKNOWN: Final = "application/octet-stream"
"""Bytes that nobody knows."""

_ACTIVE: Final = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"})
"""Texts that a browser would run or draw: they are no plain text, whatever else they hold."""

_MAIL: Final = "message/rfc822"
_CONTROLS: Final = frozenset(range(0x20)) - frozenset(b"\t\n\r\f")


def sniff(content: bytes) -> str:
    """Return the media type of a file's content."""
    known = _known(content)
    if not _is_text(content):
        return known
    return known if known in _ACTIVE | {_MAIL} or known == "application/pdf" else TEXT


def _known(content: bytes) -> str:
    try:
        matches = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return next((one.mime_type for one in matches if one.mime_type), UNKNOWN)


def _is_text(content: bytes) -> bool:
    """Tell whether bytes are a text that people read: UTF-8 without control characters."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return not _CONTROLS & set(content)
