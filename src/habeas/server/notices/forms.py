"""The forms in which a statement is kept: for programs, for screens, for paper."""

from typing import Final

from habeas.server.notices.queries import Handed, Sent

MEDIA_TYPES: Final = {"json": "application/json", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


def content_as(kept: Handed | Sent, form: str) -> bytes | None:
    """Return the bytes of a form as it was sent; None where it is not kept in that form."""
    if form == "json":
        return kept.content
    if form == "pdf":
        return kept.pdf
    page = (kept.statement or {}).get("html")
    return None if page is None else str(page).encode()
