"""The short statement of an automated decision: what, why, which rule, how found, until when, and the way to contest.

In the composer's reply for a message that waits, else sent when racing events have settled. What is kept and sent is
the whole one, which holds this (`notices.automated`). Statements are in offered languages only: those whose catalogue a
named speaker signed, and the source (DSA17-4).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.decisions import Decision
from habeas.domain.statements.record import content_as_json
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import Action
from habeas.policy.rules import Clause
from habeas.policy.texts import write_notice, write_nudge
from habeas.policy.verdicts import RuleOutcome
from habeas.server.cases.redress import contact_of, redress_of

Json = Mapping[str, Any]


def statement_of(
    decision: str, judged: Decision, *, action: Action, language: str, held_until: datetime | None, now: datetime
) -> dict[str, Any]:
    """Return the short statement of what a machine did, in an offered language, with the ways to contest it.

    It names the last day to appeal, as if it were read now; whoever reads it later has longer (DSA20-2).
    """
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
        "appeal_until": _appeal_until(now).isoformat(),
        "redress": content_as_json(redress_of(decision)),
        "contact": content_as_json(contact_of()),
    }


def _appeal_until(now: datetime) -> date:
    return last_day_to_appeal(appeal_window("", informed_at=now, zone=UTC), zone=UTC)


def reversal_of(*, reversed_id: str, sent_at: datetime, judged: Decision, language: str) -> dict[str, Any]:
    """Return the statement that takes a decision back, with the reasons of what stands in its place."""
    words = read_catalogues()[language]
    text = words.say("machine.reversed", date=words.day(sent_at.date()))
    reasons = judged.verdict.reasons(language=language)
    return _taking_back(reversed_id, text, reasons, language=language, is_by_machine=True)


def correction_of(*, reversed_id: str, sent_at: datetime, because: str, language: str) -> dict[str, Any]:
    """Return the statement by which a person takes back what a machine decided, with their own reasons."""
    words = read_catalogues()[language]
    text = words.say("machine.corrected", date=words.day(sent_at.date()))
    return _taking_back(reversed_id, text, [because], language=language, is_by_machine=False)


def _taking_back(
    reversed_id: str, text: str, reasons: Sequence[str], *, language: str, is_by_machine: bool
) -> dict[str, Any]:
    return {
        "kind": "reversed",
        "language": language,
        "text": text,
        "reverses": reversed_id,
        "reasons": list(reasons),
        "automated": {"detection": True, "decision": is_by_machine},
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
