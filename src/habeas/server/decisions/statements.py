"""The short statement of an automated decision: what, why, which rule, how found, until when (DSA17-3).

In the composer's reply for a message that waits, else sent when racing events have settled.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.decisions import Decision
from habeas.policy.actions import Action
from habeas.policy.rules import Clause
from habeas.policy.texts import write_notice, write_nudge
from habeas.policy.verdicts import RuleOutcome

Json = Mapping[str, Any]


def statement_of(judged: Decision, *, action: Action, language: str, held_until: datetime | None) -> dict[str, Any]:
    """Return the statement of what a machine did, in a language that the policy speaks."""
    verdict = judged.verdict
    return {
        "kind": action.word,
        "language": language,
        "text": _words(verdict.reported, action, language),
        "reasons": list(verdict.reasons(language=language)),
        "clause": None if verdict.clause is None else quote_clause(verdict.clause, language=language),
        "policy": {"id": verdict.policy.id, "version": verdict.policy.version},
        "found": [{"kind": finding.kind.value, "text": finding.text} for finding in judged.scan.findings],
        "held_until": None if held_until is None else held_until.isoformat(),
        "automated": {"detection": True, "decision": True},
        "counts_as_strike": action >= Action.WARN and not verdict.allowed,
    }


REVERSED: Final = {
    "en": "We looked again at what we decided about your message of {day}: a fact reached us late. "
    "That decision is withdrawn and counts for nothing.",
    "es": "Hemos vuelto a mirar lo que decidimos sobre su mensaje del {day}: un hecho nos llegó tarde. "
    "Aquella decisión queda retirada y no cuenta para nada.",
}
"""What a member is told whose decision a machine takes back (invariant 6: all who were told are told)."""


def reversal_of(*, reversed_id: str, sent_at: datetime, judged: Decision, language: str) -> dict[str, Any]:
    """Return the statement that takes a decision back, with the reasons of what stands in its place."""
    return {
        "kind": "reversed",
        "language": language,
        "text": REVERSED.get(language, REVERSED["en"]).format(day=sent_at.date().isoformat()),
        "reverses": reversed_id,
        "reasons": list(judged.verdict.reasons(language=language)),
        "automated": {"detection": True, "decision": True},
        "counts_as_strike": False,
    }


def _words(reported: RuleOutcome | None, action: Action, language: str) -> str:
    if reported is None:
        return ""
    nudge, notice = write_nudge(reported, language=language), write_notice(reported, language=language)
    first, second = (nudge, notice) if action is Action.NUDGE else (notice, nudge)
    return first or second or ""


def quote_clause(clause: Clause, *, language: str) -> dict[str, str]:
    """Return a clause as decisions and the interface quote it: in one language, with the day from which it holds."""
    return {
        "id": clause.id,
        "title": clause.title.text(language),
        "text": clause.text.text(language),
        "url": clause.url,
        "in_force_from": clause.in_force_from.isoformat(),
    }
