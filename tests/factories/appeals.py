"""Appeals for tests: one decision about Mia, and an appeal of hers as far along as a test needs it."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal, Argument, Outcome, Ruling
from habeas.domain.appeals.filing import Filing, file_appeal
from habeas.domain.appeals.hearing import Reviewer, acknowledge, assign, rule
from habeas.domain.appeals.standing import Contestable

TOLD: Final = datetime(2026, 8, 31, 12, tzinfo=UTC)
DAY: Final = timedelta(days=1)
NOW: Final = TOLD + DAY
MIA: Final = Actor("mia")
ANA: Final = Actor("ana")
CARO: Final = Reviewer(actor=Actor("caro"), qualification="appeals, level 2")
DECISION: Final = Contestable(
    id="d1",
    member="mia",
    informed_at=TOLD,
    zone=UTC,
    measures=frozenset({"m1", "m2"}),
    reporters=(("leo", TOLD + 9 * DAY),),
)
WORDS: Final = (Argument("a1", "The number is that of a certificate."), Argument("a2", "We had a contract already."))
ANSWERS: Final = {
    "a1": "It is: the registry lists it, and nobody can be called by it.",
    "a2": "The contract began on the day after, so this does not help.",
}


def filed(**changes: object) -> Appeal:
    """Return what comes of Mia's filing an appeal a day after she was told."""
    sent: dict[str, Any] = {"appeal": "p1", "by": MIA, "arguments": WORDS}
    around: dict[str, Any] = {"decision": DECISION, "now": NOW}
    for name, value in changes.items():
        (sent if name in Filing.__slots__ else around)[name] = value
    return file_appeal(Filing(**sent), **around)


def heard() -> Appeal:
    """Return Mia's appeal assigned to Caro, who took no part."""
    return assign(acknowledge(filed(), now=NOW), reviewer=CARO, took_part=[ANA], now=NOW)


def a_ruling(outcome: Outcome = Outcome.OVERTURNED, /, **changes: object) -> Ruling:
    """Return a ruling by Caro."""
    usual: dict[str, Any] = {
        "outcome": outcome,
        "by": CARO.actor,
        "at": NOW + DAY,
        "reasons": "I looked the certificate up in its registry; the number is its own.",
        "answers": ANSWERS,
    }
    usual.update(changes)
    return Ruling(**usual)


def answered() -> Appeal:
    """Return an appeal that was decided."""
    return rule(heard(), ruling=a_ruling(), measures=DECISION.measures, took_part=[ANA])
