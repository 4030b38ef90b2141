"""A statement as a document for its reader, in the order of plain language (design, section 6).

A structure of sections and paragraphs; the shell makes HTML and PDF of it. It adds nothing to the statement.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from habeas.domain.cases.favour import Speaks
from habeas.domain.sanctions.measures import Capability
from habeas.domain.statements.amounts import say_money
from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.content import ClauseGround, Contact, Departures, Redress, StatedMeasure
from habeas.domain.statements.statement import Statement

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `language` is set where it quotes words in another one, `is_quote` where it quotes."""

    text: str
    language: str | None = None
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `id` is the anchor."""

    id: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole statement for a reader."""

    language: str
    title: str
    sections: tuple[Section, ...]


def render(statement: Statement, *, catalogue: Catalogue) -> Document:
    """Return the statement in the words of a catalogue, each section with at least one paragraph."""
    headings = {name: f"heading.{name}" for name in _SECTIONS}
    title = "title"
    if statement.answer_until is not None:
        title, headings["decided"] = "announced.title", "announced.heading"
    sections = tuple(
        Section(name, catalogue.say(headings[name]), tuple(_numbered(write(statement, catalogue), statement)))
        for name, write in _SECTIONS.items()
    )
    issued_on = catalogue.day(statement.day(statement.issued_at))
    return Document(catalogue.language, catalogue.say(title, date=issued_on), sections)


def _decided(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say(f"decided.{statement.action.word}"))
    if statement.answer_until is not None:
        yield from _announced(statement, statement.answer_until, words)
    elif statement.counts_until is None:
        yield Paragraph(words.say("decided.no_strike"))
    else:
        yield Paragraph(words.say("decided.effective", date=words.day(statement.day(statement.effective_at))))
        yield Paragraph(words.say("decided.counts", date=words.day(statement.counts_until)))
    yield from _at_once(statement.departures, words)
    if statement.notice:
        yield Paragraph(statement.notice)


def _at_once(departures: Departures, words: Catalogue) -> Iterator[Paragraph]:
    """Say why nothing was waited for: neither an answer (DSA14-4) nor the days of notice (P2B4-4)."""
    if departures.is_urgent:
        yield Paragraph(words.say("decided.urgent", because=departures.urgent_because))
    if departures.exemption is not None:
        shown_by = ", ".join(departures.exemption.shown_by)
        yield Paragraph(words.say(f"decided.exemption.{departures.exemption.code}", shown_by=shown_by))


def _announced(statement: Statement, answer_until: datetime, words: Catalogue) -> Iterator[Paragraph]:
    """Say of what is only intended that nothing of it is true yet, and until when it can be answered (DSA14-4)."""
    yield Paragraph(_at(answer_until, "announced.until", statement, words))
    yield Paragraph(words.say("announced.effective", date=words.day(statement.day(statement.effective_at))))
    if statement.counts_until is not None:
        yield Paragraph(words.say("announced.counts", date=words.day(statement.counts_until)))


def _can(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    for measure in statement.measures:
        yield Paragraph(_limit(measure, statement, words))
        if measure.roles:
            yield Paragraph(words.say("can.roles", roles=", ".join(sorted(measure.roles))))
        if measure.territory:
            yield Paragraph(words.say("can.territory", territory=", ".join(measure.territory)))
        if measure.harm_in_contracts:
            yield Paragraph(words.say("can.contracts", harm=measure.harm_in_contracts))
        if Capability.THIS_MESSAGE in measure.capabilities:
            yield Paragraph(words.say("can.delivered"))
    if statement.confirm_by is not None:
        yield Paragraph(_at(statement.confirm_by, "can.confirmed", statement, words))
    yield Paragraph(words.say("can.kept"))


def _limit(measure: StatedMeasure, statement: Statement, words: Catalogue) -> str:
    taken = ", ".join(words.say(f"capability.{one}") for one in sorted(measure.capabilities))
    if measure.ends_at is not None:
        return _until(measure.ends_at, taken, statement, words)
    reviewed = measure.review_at or statement.effective_at
    return words.say(
        "can.review",
        capabilities=taken,
        because=measure.indefinite_because,
        date=words.day(statement.day(reviewed)),
    )


def _until(ends_at: datetime, taken: str, statement: Statement, words: Catalogue) -> str:
    """Return until when something is taken; what is over within hours ends at a time of the day."""
    day = words.day(statement.day(ends_at))
    if ends_at - statement.effective_at >= _A_DAY:
        return words.say("can.until", date=day, capabilities=taken)
    return _at(ends_at, "can.until_time", statement, words, capabilities=taken)


def _at(moment: datetime, key: str, statement: Statement, words: Catalogue, **more: str) -> str:
    """Return a text that names a day and a time of it, where the member is."""
    local = moment.astimezone(statement.zone)
    return words.say(key, date=words.day(local.date()), time=f"{local:%H:%M}", zone=statement.zone, **more)


def _money(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in say_money(statement, words))


def _happened(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    for number, fact in enumerate(statement.facts, start=1):
        day = words.day(statement.day(fact.at))
        text = words.say("happened.fact", number=number, date=day, text=fact.text)
        yield Paragraph(text, language=fact.language, is_quote=True)
    source = statement.source
    if source.notice_content and source.unmasked is not None:
        named = source.unmasked
        yield Paragraph(words.say("happened.notifier", name=named.name, content=source.notice_content))
        yield Paragraph(words.say("happened.unmasked", because=named.because, approver=named.approver))
    elif source.notice_content:
        yield Paragraph(words.say("happened.notice", content=source.notice_content))


def _rule(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    ground = statement.ground
    if isinstance(ground, ClauseGround):
        named = words.say(
            "rule.clause", title=ground.title, clause=ground.clause, version=ground.version, url=ground.url
        )
        yield Paragraph(named)
    else:
        named = words.say("rule.law", reference=ground.reference)
        yield Paragraph(f"{named} {ground.url}" if ground.url else named)
    yield Paragraph(ground.text, is_quote=True)
    if statement.element:
        yield Paragraph(words.say("rule.element", element=statement.element))
    yield Paragraph(words.say("rule.why", explanation=statement.explanation))
    yield from _weighed(statement, words)


def _weighed(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    weighing = statement.weighing
    key = "rule.number" if weighing.messages is None else "rule.share"
    yield Paragraph(words.say(key, number=weighing.number, messages=weighing.messages))
    yield Paragraph(words.say("rule.gravity", gravity=weighing.gravity, intent=weighing.intent))
    prior = [
        words.say("rule.prior.one", decision=one.decision, date=words.day(one.told_on))
        for one in weighing.prior_decisions
    ]
    yield Paragraph(words.say("rule.prior", decisions=", ".join(prior)) if prior else words.say("rule.no_prior"))
    if statement.departures.egregious_because:
        yield Paragraph(words.say("rule.egregious", because=statement.departures.egregious_because))
    for step in weighing.lesser:
        action = words.say(f"action.{step.action}")
        yield Paragraph(words.say("rule.lesser", action=action, why=step.why_not))


def _numbered(paragraphs: Iterator[Paragraph], statement: Statement) -> Iterator[Paragraph]:
    """Yield paragraphs with the numbers that the facts have in this document in place of their ids; quotes as said."""
    for one in paragraphs:
        text = one.text
        for number, fact in enumerate(statement.facts, start=1):
            text = text.replace(f"[{fact.id}]", f"({number})")
        yield one if one.is_quote else replace(one, text=text)


def _found(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    automation = statement.automation
    yield Paragraph(words.say(f"found.{statement.source.type}"))
    together = statement.source.together
    if together is not None:
        yield Paragraph(words.say("found.together", members=together.members, criterion=together.criterion))
    for system in automation.systems:
        told = words.say("found.system", detector=system.detector, version=system.version, signalled=system.signalled)
        yield Paragraph(told)
    if not automation.systems:
        yield Paragraph(words.say("found.no_system"))
    yield Paragraph(words.say(f"found.{automation.decision}"))
    decider = statement.decided_by
    yield Paragraph(words.say("found.decider", pseudonym=decider.pseudonym, role=decider.role))


def _favour(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    found = statement.favour.in_favour
    for speaks in found.speaks:
        yield Paragraph(_speaks(speaks, words))
    if not found.speaks:
        yield Paragraph(words.say("favour.none"))
    if found.unknown:
        yield Paragraph(words.say("favour.unknown"))
    if statement.favour.why_not_enough:
        yield Paragraph(words.say("favour.why_not", why=statement.favour.why_not_enough))


def _speaks(speaks: Speaks, words: Catalogue) -> str:
    values = dict(speaks.values)
    if "currency" in values:
        values["amount"] = money_words(int(values["amount"]), str(values["currency"]))
    return words.say(f"favour.{speaks.favour}", **values)


def _allowed(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    return (Paragraph(words.say("allowed.one", text=text)) for text in statement.allowed_would_be)


def _now(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say("now.fix", text=statement.how_to_fix))
    if statement.answer_until is not None:
        yield Paragraph(words.say("announced.answer", url=statement.redress.appeal_url))
        yield Paragraph(words.say("announced.appeal"))
        return
    until = words.day(statement.appeal_until)
    yield Paragraph(words.say("now.appeal", date=until, url=statement.redress.appeal_url))


def _who(_statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    return (Paragraph(words.say(key)) for key in ("who.looks", "who.by"))


def _outside(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    return outside_ways(statement.redress, words)


def outside_ways(redress: Redress, words: Catalogue) -> Iterator[Paragraph]:
    """Yield the ways to contest something outside of the platform (DSA17-3f, DSA20-5, P2B12-1)."""
    if redress.ods_bodies_url:
        yield Paragraph(words.say("outside.ods", url=redress.ods_bodies_url))
    for mediator in redress.mediators:
        yield Paragraph(words.say("outside.mediator", mediator=mediator))
    yield Paragraph(words.say("outside.court", court=redress.court))
    if redress.regulator:
        yield Paragraph(words.say("outside.regulator", regulator=redress.regulator))
    if redress.contract_claim:
        yield Paragraph(words.say("outside.contract_claim", text=redress.contract_claim))


def whom_to_ask(contact: Contact, words: Catalogue) -> Paragraph:
    """Return who can discuss facts and reasons (PWD11-1a)."""
    return Paragraph(words.say("reference.contact", name=contact.name_or_role, channel=contact.channel))


def _reference(statement: Statement, words: Catalogue) -> Iterator[Paragraph]:
    if statement.id == statement.decision:
        yield Paragraph(words.say("sequel.reference", decision=statement.decision))
    else:
        yield Paragraph(words.say("reference.number", statement=statement.id, decision=statement.decision))
    yield whom_to_ask(statement.contact, words)
    for one in statement.withheld:
        day = "" if one.recheck_on is None else words.day(one.recheck_on)
        told = {"what": one.what, "basis": one.basis, "approver": one.approver, "date": day}
        yield Paragraph(words.say("reference.withheld", **told))


_SECTIONS: Final[dict[str, Callable[[Statement, Catalogue], Iterator[Paragraph]]]] = {
    "decided": _decided,
    "can": _can,
    "money": _money,
    "happened": _happened,
    "rule": _rule,
    "found": _found,
    "favour": _favour,
    "allowed": _allowed,
    "now": _now,
    "who": _who,
    "outside": _outside,
    "reference": _reference,
}
"""The sections in the order in which a reader needs them."""
