"""What a member is told of a safeguard at once: what it does, why, who placed it, how it ends, how to appeal it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.domain.statements.automation import Automation
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import Contact, Redress
from habeas.domain.statements.rendering import Document, Paragraph, Section, outside_ways, whom_to_ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """A safeguard as its member reads of it. `recover_url` is where the account's owner ends it in one step.

    `appeal_until` is the last day to appeal it, in force or over.
    """

    id: str
    kind: SafeguardKind
    because: str
    ends_at: datetime
    appeal_until: date
    automation: Automation
    recover_url: str
    contact: Contact
    redress: Redress


class ProtectionEndedBy(StrEnum):
    """What ended a safeguard, as its member is told; what an appeal ended its outcome tells."""

    OWNER = "owner"
    CLOCK = "clock"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionOver:
    """That a safeguard is over: told to the owner whoever ended it, for somebody else may have, in their name."""

    id: str
    ended_at: datetime
    ended_by: ProtectionEndedBy
    contact: Contact


def render_protection_over(over: ProtectionOver, *, catalogue: Catalogue) -> Document:
    """Return it in the words of a catalogue."""
    title, at = catalogue.say("safeguard.over.title"), over.ended_at.astimezone(UTC)
    said = catalogue.say(f"safeguard.over.{over.ended_by}", date=catalogue.day(at.date()), time=f"{at:%H:%M}")
    number = Paragraph(catalogue.say("sequel.reference", decision=over.id))
    told = Section("decided", title, (Paragraph(said),))
    asked = Section("reference", catalogue.say("heading.reference"), (number, whom_to_ask(over.contact, catalogue)))
    return Document(catalogue.language, title, (told, asked))


def render_protection(protection: Protection, *, catalogue: Catalogue) -> Document:
    """Return it in the words of a catalogue."""
    found = Paragraph(catalogue.say(f"found.{protection.automation.decision}"))
    number = Paragraph(catalogue.say("sequel.reference", decision=protection.id))
    parts = {
        "decided": tuple(_decided(protection, catalogue)),
        "can": (Paragraph(catalogue.say("can.kept")),),
        "found": (found,),
        "now": tuple(_open_ways(protection, catalogue)),
        "who": (Paragraph(catalogue.say("who.looks")),),
        "outside": tuple(outside_ways(protection.redress, catalogue)),
        "reference": (number, whom_to_ask(protection.contact, catalogue)),
    }
    sections = tuple(Section(name, catalogue.say(f"heading.{name}"), told) for name, told in parts.items())
    return Document(catalogue.language, catalogue.say("safeguard.title"), sections)


def _decided(protection: Protection, words: Catalogue) -> Iterator[Paragraph]:
    yield Paragraph(words.say(f"safeguard.{protection.kind}"))
    yield Paragraph(words.say("safeguard.why", because=protection.because))
    ends_at = protection.ends_at.astimezone(UTC)
    yield Paragraph(words.say("safeguard.until", date=words.day(ends_at.date()), time=f"{ends_at:%H:%M}"))
    yield Paragraph(words.say("safeguard.no_sanction"))


def _open_ways(protection: Protection, words: Catalogue) -> Iterator[Paragraph]:
    """Say how its owner ends it, and how to appeal: whoever holds the account ends nothing by that alone."""
    yield Paragraph(words.say("safeguard.recover", url=protection.recover_url))
    until, url = words.day(protection.appeal_until), protection.redress.appeal_url
    yield Paragraph(words.say("now.appeal", date=until, url=url))
    yield Paragraph(words.say("safeguard.appeal"))
