"""What every statement says alike, whoever decided: the clause that it cites, and what programs saw."""

from hashlib import sha256

from django.conf import settings

from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import ClauseGround
from habeas.policy.rules import Clause


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


def plainly(signalled: str, words: Catalogue) -> str:
    """Return what a detector of ours signalled in words of the language; what one from outside calls it, as it does."""
    key = f"signal.{signalled}"
    return words.say(key) if key in words.texts else signalled.replace("_", " ")
