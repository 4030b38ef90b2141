"""What would follow from a decision that was drafted: what the member reads, and every effect with its time.

As far as is known now: a second person may disagree, a member may answer, a receiver may be slow.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from habeas.domain.sanctions.sanction import APPROVED_WITHIN, Sanction, Urgency
from habeas.server.notices.documents import words_of_statement
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction as Row
from habeas.server.rulings.sanctions import earliest_effect, standing_of
from habeas.server.sanctions.operations import prepare_measures
from habeas.server.sanctions.settling import foresee_money
from habeas.server.sanctions.stating import build_statement

Json = dict[str, Any]


def foresee(row: Row, *, keys: Keyring, now: datetime) -> Json:
    """Return the words and effects of a drafted sanction, as if each step were taken as soon as it may be."""
    content = open_content(row.member_id, row.sealed, keys=keys)
    standing = standing_of(row, content)
    told_at = _told_at(standing, now)
    effective_at = earliest_effect(standing, told_at=told_at, announced_at=now)
    statement = build_statement(row, content, issued_at=told_at, effective_at=effective_at)
    announced = None
    if standing.announcement is not None:
        intended = build_statement(row, content, issued_at=now, effective_at=told_at, answer_until=told_at)
        announced = words_of_statement("announcement", intended)
    effects = [*_effects(row, standing, told_at=told_at, effective_at=effective_at, now=now)]
    effects += _answers(row, content["relied_on"])
    return {
        "announced": announced,
        "reads": words_of_statement("statement", statement),
        "effects": [*effects, *foresee_money(statement)],
        "appeal_until": statement.appeal_until.isoformat(),
    }


def foresee_waiting(sanction_id: str, *, now: datetime) -> Json:
    """Return the same of a sanction of which nobody was told yet; nothing where its member was erased."""
    row = Row.objects.get(id=sanction_id)
    keys = read_keys([row.member_id])
    return foresee(row, keys=keys, now=now) if keys.has(row.member_id) else {}


def _told_at(standing: Sanction, now: datetime) -> datetime:
    """Return when the statement would be handed over: after the time to answer where it is announced first."""
    if standing.announcement is None:
        return now
    return earliest_effect(standing, told_at=now, announced_at=now, but_notice=True)


def _answers(row: Row, relied_on: Collection[str]) -> Iterator[Json]:
    """Yield what who reported it is told, by whether the decision relies on their report."""
    waiting = set(row.case.reports.filter(answered_at=None).values_list("evidence", flat=True))
    for what, reports in (("reports_acted", waiting & {*relied_on}), ("reports_not_acted", waiting - {*relied_on})):
        if reports:
            yield {"what": what, "at": None, "count": len(reports)}


def _effects(
    row: Row, standing: Sanction, *, told_at: datetime, effective_at: datetime, now: datetime
) -> Iterator[Json]:
    if standing.needs_approval:
        yield {"what": "second_person_agrees", "at": None}
    if standing.announcement is not None:
        yield {"what": "announced", "at": now.isoformat(), "answer_until": told_at.isoformat()}
    yield {"what": "statement_sent", "at": told_at.isoformat()}
    yield {"what": "takes_effect", "at": effective_at.isoformat(), "counts_as_strike": True}
    if standing.urgency is Urgency.IMMINENT_HARM and standing.approval is None:
        agreed = replace(standing, effective_at=effective_at, urgency=Urgency.URGENT)
        ends = [agreed.runs_until(one).isoformat() for one in agreed.measures]
        yield {
            "what": "confirmed",
            "at": (effective_at + APPROVED_WITHIN).isoformat(),
            "lasts_until": max(ends, default=None),
        }
    for measure in prepare_measures(row, replace(standing, effective_at=effective_at), now=effective_at):
        yield {
            "what": "measure",
            "kind": measure.kind,
            "capabilities": measure.capabilities,
            "roles": measure.roles,
            "territory": measure.territory,
            "at": effective_at.isoformat(),
            "ends_at": measure.ends_at.isoformat(),
        }
