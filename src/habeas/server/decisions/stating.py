"""What every statement says alike, whoever decided: the clause, the ways to contest, whom to ask, what programs saw."""

from hashlib import sha256
from typing import Final

from django.conf import settings

from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import ClauseGround, Contact, Redress
from habeas.policy.rules import Clause

_STAFF: Final = "staff:"


def ground_of(clause: Clause, *, version: str, language: str) -> ClauseGround:
    """Return a clause as a statement cites it, with the hash of its text (P2B3-1c)."""
    text = clause.text.text(language)
    return ClauseGround(
        clause=clause.id,
        version=version,
        title=clause.title.text(language),
        text=text,
        text_digest=sha256(text.encode()).hexdigest(),
        url=clause.url or f"{settings.HABEAS.public_url}/portal/rules",
    )


def redress_of(decision: str) -> Redress:
    """Return the ways to contest a decision, as the operator declares them."""
    said = settings.HABEAS.redress
    url = f"{said.appeal_url}?decision={decision}"
    return Redress(
        appeal_url=url,
        court=said.court,
        ods_bodies_url=said.bodies_url,
        mediators=said.mediators,
        regulator=said.regulator,
    )


def contact_of() -> Contact:
    """Return who can discuss facts and reasons with a member (PWD11-1a)."""
    return Contact(settings.HABEAS.redress.contact, settings.HABEAS.redress.contact_url)


def pseudonym(by: str) -> str:
    """Return the name under which a person decides, which hides theirs."""
    return f"R-{by.removeprefix(_STAFF)}"


def plainly(signalled: str, words: Catalogue) -> str:
    """Return what a detector of ours signalled in words of the language; what one from outside calls it, as it does."""
    key = f"signal.{signalled}"
    return words.say(key) if key in words.texts else signalled.replace("_", " ")
