"""What a member is told after the statement of a decision: it is prolonged, kept, ended early, taken back, over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.domain.sanctions.sanction import EndedBecause
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import Contact
from habeas.domain.statements.rendering import Document, Paragraph, Section, whom_to_ask


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

    `appeal_until` is the last day to appeal the decision; None where nothing is left to appeal. `has_holds`: money that
    it let wait for claims waits on, by decisions of its own.
    """

    decision: str
    kind: SequelKind
    on: date
    reasons: str = ""
    appeal_until: date | None = None
    appeal_url: str = ""
    has_holds: bool = False


def render_sequel(sequel: Sequel, *, catalogue: Catalogue) -> Document:
    """Return the sequel in the words of a catalogue."""
    sections = [Section("decided", catalogue.say("heading.decided"), tuple(_decided(sequel, catalogue)))]
    if sequel.appeal_until is not None:
        day = catalogue.day(sequel.appeal_until)
        said = Paragraph(catalogue.say("now.appeal", date=day, url=sequel.appeal_url))
        sections.append(Section("now", catalogue.say("heading.now"), (said,)))
    return _document(sequel.decision, sections, catalogue)


def _document(decision: str, sections: Iterable[Section], words: Catalogue) -> Document:
    """Return a document that ends with the reference of the decision that it is about."""
    said = Paragraph(words.say("sequel.reference", decision=decision))
    reference = Section("reference", words.say("heading.reference"), (said,))
    return Document(words.language, words.say("sequel.title"), (*sections, reference))


def _decided(sequel: Sequel, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say(f"sequel.{sequel.kind}", date=words.day(sequel.on)))
    if sequel.reasons:
        yield Paragraph(words.say("sequel.why", reasons=sequel.reasons))
    if sequel.has_holds:
        yield Paragraph(words.say("sequel.holds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """That what a machine decided about a message counts for nothing any more: in which words, why, and by whom."""

    decision: str
    text: str
    reasons: tuple[str, ...]
    is_by_machine: bool
    contact: Contact


def render_taken_back(taken: TakenBack, *, catalogue: Catalogue) -> Document:
    """Return what a member reads of it, in the words of a catalogue."""
    why = [Paragraph(catalogue.say("sequel.why", reasons=reason)) for reason in taken.reasons]
    decided = Section("decided", catalogue.say("heading.decided"), (Paragraph(taken.text), *why))
    by = catalogue.say("found.fully" if taken.is_by_machine else "found.not_automated")
    found = Section("found", catalogue.say("heading.found"), (Paragraph(by),))
    asked = Section("now", catalogue.say("heading.now"), (whom_to_ask(taken.contact, catalogue),))
    return _document(taken.decision, [decided, found, asked], catalogue)


def render_reply(decision: str, text: str, *, catalogue: Catalogue) -> Document:
    """Return what a person replied to a member's answer, under the words of a catalogue."""
    said = Section("reply", catalogue.say("heading.reply"), (Paragraph(text),))
    return _document(decision, [said], catalogue)
