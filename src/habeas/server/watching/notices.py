"""What members are sent because of a clock, in a language that is offered."""

from typing import Any

from habeas.domain.statements.clock_notices import ClockNotice, render_clock_notice
from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.server.notices.documents import words_of_document


def words_of(notice: ClockNotice, *, language: str) -> dict[str, Any]:
    """Return what the member is sent."""
    document = render_clock_notice(notice, catalogue=read_catalogues()[choose_offered(language)])
    return words_of_document(notice.kind, document)
