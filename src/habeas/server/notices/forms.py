"""The forms in which a statement is kept: for programs, for screens, for paper."""

from typing import Final

from habeas.server.adapters.printing import print_page
from habeas.server.notices.queries import Handed, Sent

MEDIA_TYPES: Final = {"json": "application/json", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


def content_as(kept: Handed | Sent, form: str) -> bytes | None:
    """Return the bytes of a form as it was sent; None where it is not kept in that form.

    What was handed over in a reply is printed from its page till the worker has: the same page gives the same bytes.
    """
    page = (kept.statement or {}).get("html")
    if form == "json":
        return kept.content
    if form == "pdf" and (kept.pdf is not None or page is None):
        return kept.pdf
    if page is None:
        return None
    return str(page).encode() if form == "html" else print_page(page)
