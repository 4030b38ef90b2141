"""What a member is told after the statement of a decision: it is prolonged, kept, ended early, taken back, over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.domain.sanctions.sanction import EndedBecause
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.rendering import Document, Paragraph, Section


class SequelKind(StrEnum):
    """What became of a decision."""

    RENEWED = "renewed"
    REVIEWED = "reviewed"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    OVER = "over"
    NOT_REVIEWED = "not_reviewed"
    NOT_APPROVED = "not_approved"


OVER_BECAUSE = {
    EndedBecause.TIME: SequelKind.OVER,
    EndedBecause.NOT_REVIEWED: SequelKind.NOT_REVIEWED,
    EndedBecause.NOT_APPROVED: SequelKind.NOT_APPROVED,
}
"""What is told of a sanction that ended by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel:
    """What became of which decision, and on what day, or until when. `reasons` are a person's own, where one acted.

    `appeal_until` is the last day to appeal the decision; None where nothing is left to appeal.
    """

    decision: str
    kind: SequelKind
    on: date
    reasons: str = ""
    appeal_until: date | None = None
    appeal_url: str = ""


def render_sequel(sequel: Sequel, *, catalogue: Catalogue) -> Document:
    """Return the sequel in the words of a catalogue."""
    sections = [Section("decided", catalogue.say("heading.decided"), tuple(_decided(sequel, catalogue)))]
    if sequel.appeal_until is not None:
        day = catalogue.day(sequel.appeal_until)
        said = Paragraph(catalogue.say("now.appeal", date=day, url=sequel.appeal_url))
        sections.append(Section("now", catalogue.say("heading.now"), (said,)))
    title = catalogue.say("sequel.title", decision=sequel.decision)
    return Document(catalogue.language, title, tuple(sections))


def _decided(sequel: Sequel, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say(f"sequel.{sequel.kind}", date=words.day(sequel.on)))
    if sequel.reasons:
        yield Paragraph(words.say("sequel.why", reasons=sequel.reasons))
