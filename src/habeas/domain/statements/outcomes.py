"""What a member is told of their appeals: an answer to each argument, with every way that is still open (DSA20-5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import Contact, Decider, Redress
from habeas.domain.statements.rendering import Document, Paragraph, Section, outside_ways, whom_to_ask


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAnswer:
    """How an appeal was decided, with an answer to each argument, in pairs.

    `override` says why it was heard by somebody who took part in the decision, None where they took none. `days_lost`
    are those on which the decision was in effect, `owed_until` by when what is owed is given; None where nothing was
    lost.
    """

    decision: str
    outcome: Outcome
    reasons: str
    answers: tuple[tuple[str, str], ...]
    decided_by: Decider
    contact: Contact
    redress: Redress
    override: str | None = None
    days_lost: int | None = None
    owed_until: date | None = None


def render_answer(answer: AppealAnswer, *, catalogue: Catalogue) -> Document:
    """Return the answer in the words of a catalogue."""
    parts = {
        "decided": _decided(answer, catalogue),
        "answers": _answers(answer, catalogue),
        "owed": _owed(answer, catalogue),
        "found": _found(answer, catalogue),
        "now": _now(answer, catalogue),
        "outside": outside_ways(answer.redress, catalogue),
        "reference": _reference(answer.decision, answer.contact, catalogue),
    }
    return _document("outcome.title", parts, catalogue)


def _decided(answer: AppealAnswer, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say(f"outcome.{answer.outcome}"))
    yield Paragraph(words.say("outcome.why", reasons=answer.reasons))


def _answers(answer: AppealAnswer, words: Catalogue) -> Iterator[Paragraph]:
    for number, (text, said) in enumerate(answer.answers, start=1):
        yield Paragraph(words.say("outcome.argument", number=number, text=text), is_quote=True)
        yield Paragraph(words.say("outcome.answer", number=number, answer=said))


def _owed(answer: AppealAnswer, words: Catalogue) -> Iterator[Paragraph]:
    if answer.days_lost is not None:
        yield Paragraph(words.say("outcome.days", count=answer.days_lost))
    if answer.owed_until is not None:
        yield Paragraph(words.say("outcome.owed_until", date=words.day(answer.owed_until)))


def _found(answer: AppealAnswer, words: Catalogue) -> Iterator[Paragraph]:
    by = answer.decided_by
    yield Paragraph(words.say("found.not_automated"))
    yield Paragraph(words.say("found.decider", pseudonym=by.pseudonym, role=by.role))
    if answer.override is None:
        yield Paragraph(words.say("outcome.independent"))
    else:
        yield Paragraph(words.say("outcome.overridden", reason=answer.override))


def _now(answer: AppealAnswer, words: Catalogue) -> Iterator[Paragraph]:
    if answer.outcome is not Outcome.OVERTURNED:
        yield Paragraph(words.say("outcome.again", url=answer.redress.appeal_url))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsLimited:
    """A warning about appeals, or where there is `until` a limit on them, which is a decision with its own appeal."""

    decision: str
    reasons: str
    decided_by: Decider
    contact: Contact
    redress: Redress
    until: date | None = None
    appeal_until: date | None = None


def render_limit(limit: AppealsLimited, *, catalogue: Catalogue) -> Document:
    """Return the warning, or the limit, in the words of a catalogue."""
    parts = {
        "decided": _limited(limit, catalogue),
        "found": _limited_by(limit, catalogue),
        "now": _contested(limit, catalogue),
        "outside": outside_ways(limit.redress, catalogue),
        "reference": _reference(limit.decision, limit.contact, catalogue),
    }
    return _document("limit.title", parts, catalogue)


def _limited(limit: AppealsLimited, words: Catalogue) -> Iterator[Paragraph]:
    if limit.until is None:
        yield Paragraph(words.say("limit.warned"))
    else:
        yield Paragraph(words.say("limit.limited", date=words.day(limit.until)))
    yield Paragraph(words.say("outcome.why", reasons=limit.reasons))


def _limited_by(limit: AppealsLimited, words: Catalogue) -> Iterator[Paragraph]:
    by = limit.decided_by
    yield Paragraph(words.say("found.not_automated"))
    yield Paragraph(words.say("found.decider", pseudonym=by.pseudonym, role=by.role))


def _contested(limit: AppealsLimited, words: Catalogue) -> Iterator[Paragraph]:
    if limit.appeal_until is not None:
        until = words.day(limit.appeal_until)
        yield Paragraph(words.say("limit.appeal", date=until, url=limit.redress.appeal_url))


def _reference(decision: str, contact: Contact, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say("sequel.reference", decision=decision))
    yield whom_to_ask(contact, words)


def _document(title: str, parts: dict[str, Iterator[Paragraph]], words: Catalogue) -> Document:
    """Return a document of the parts that say something."""
    written = ((name, tuple(paragraphs)) for name, paragraphs in parts.items())
    sections = tuple(Section(name, words.say(f"heading.{name}"), told) for name, told in written if told)
    return Document(words.language, words.say(title), sections)
