"""What a member is told because a clock is near its end or has run out (invariant 12), or money waits no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.rendering import Document, Paragraph, Section
from habeas.money import Money


class ClockNoticeKind(StrEnum):
    """What the clock says."""

    WINDOW_CLOSES = "window_closes"
    REMEDY_LATE = "remedy_late"
    PROMISE_LATE = "promise_late"
    REPLY_LATE = "reply_late"
    NOT_REACHED = "not_reached"
    MONEY_FREE = "money_free"
    MESSAGE_DELIVERED = "message_delivered"


class FreedBy(StrEnum):
    """What ended the wait of money for a claim."""

    TIME = "time"
    CLAIM = "claim"
    PART = "part"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockNotice:
    """One such notice. `on` is the last day that there is, or the day on which it was over.

    `about` is what it is about, by its id. `url` is told where something can be done, `money` where some is free:
    `freed_by` then says what ended its wait, and `is_frozen` that a law that the member knows of keeps it all the same.
    """

    kind: ClockNoticeKind
    about: str
    on: date
    money: Money | None = None
    freed_by: FreedBy = FreedBy.TIME
    is_frozen: bool = False
    url: str = ""


def render_clock_notice(notice: ClockNotice, *, catalogue: Catalogue) -> Document:
    """Return the notice in the words of a catalogue."""
    title = catalogue.say(f"clock.{notice.kind}.title")
    told = Section("decided", title, tuple(_paragraphs(notice, catalogue)))
    said = Paragraph(catalogue.say("clock.reference", about=notice.about))
    reference = Section("reference", catalogue.say("heading.reference"), (said,))
    return Document(catalogue.language, title, (told, reference))


def _paragraphs(notice: ClockNotice, words: Catalogue) -> Iterator[Paragraph]:
    amount = "" if notice.money is None else money_words(notice.money.amount, notice.money.currency)
    key = f"{notice.kind}.{notice.freed_by}" if notice.kind is ClockNoticeKind.MONEY_FREE else notice.kind
    yield Paragraph(words.say(f"clock.{key}", date=words.day(notice.on), amount=amount))
    if notice.kind is ClockNoticeKind.MONEY_FREE:
        yield Paragraph(words.say("clock.money_free.frozen" if notice.is_frozen else "clock.money_free.yours"))
    if notice.url:
        yield Paragraph(words.say("clock.window_closes.how", url=notice.url))
