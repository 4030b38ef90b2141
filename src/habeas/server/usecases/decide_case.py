"""Decides a case by a named person: the clause in force at the time, measures with ends, reasons of their own (DSA17).

Refused before anything is written: a look that was not taken, reasons that meet nothing, a statement with a part
missing. What the member is told, and when it takes effect, follows by itself (`advance_sanction`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.cases.evidence import Shown, check_opened
from habeas.domain.cases.favour import in_favour
from habeas.domain.cases.reasoning import Reasons, check_clause, check_reasons
from habeas.domain.refusals import Refused
from habeas.domain.sanctions import sanction as core
from habeas.domain.sanctions.drafting import Proposed, draft_sanction
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.moves import Decide
from habeas.domain.sanctions.sanction import Urgency
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE, offered_languages
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import Action
from habeas.policy.rules import Policy
from habeas.policy.timeline.strikes import Standing
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.models import Case
from habeas.server.cases.operations import lock_case, move
from habeas.server.cases.queries import list_opened
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.decisions.exhibits import Exhibit, list_exhibits, record_of
from habeas.server.decisions.histories import running_contracts
from habeas.server.decisions.standing import MemberStanding, get_standing
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.policies.rulebook import get_policy
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.queries import list_earlier_reasons, list_suspended_on
from habeas.server.rulings.sanctions import make_row, new_id, seal_content
from habeas.server.sanctions.stating import build_statement, favour_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decides about a case, as they write it. `note` is for colleagues alone.

    `lesser` are the milder steps that were weighed, each with why not; `relied_on` the evidence by id, all where none
    is named.
    """

    action: Action
    clause: str
    measures: tuple[Measure, ...]
    reasons: Reasons
    gravity: str
    intent: str
    lesser: tuple[tuple[str, str], ...]
    why_not_enough: str
    allowed_would_be: tuple[str, ...]
    how_to_fix: str
    note: str = ""
    relied_on: tuple[str, ...] = ()
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: str = ""
    egregious_because: str = ""
    language: str = SOURCE_LANGUAGE
    zone: str = "UTC"


class NoEvidence(Refused):
    """A sanction in a case that rests on nothing."""

    rule = "DSA17-3b"
    says = "the case {case} holds no evidence that can still be read; close it"


class UnknownClause(Refused):
    """A clause that the policy in force at the conduct does not have."""

    rule = "DSA17-3e"
    says = "the policy in force at the conduct has no clause '{clause}'; it has {clauses}"


class UnknownEvidence(Refused):
    """Evidence that the case does not hold."""

    rule = "DSA17-3b"
    says = "the case holds no evidence {items}; it holds {known}"


@transaction.atomic
def decide_case(*, case: str, ruling: Ruling, by: Actor, is_test: bool, now: datetime) -> str:
    """Decide a case and return the id of the sanction, which goes on by itself or waits for a second person.

    Raises NoSuchCase and every Refused of the core by name.
    """
    row = lock_case(case, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    exhibits = _relied_on(row, ruling, list_exhibits(case, keys=keys))
    check_opened(relied_on=[one.id for one in exhibits], by=by, opened=list_opened(case))
    policy = _check_ruling(ruling, exhibits, by=by)
    standing = get_standing(row.member_id, is_test=is_test, now=now)
    sanction = _write(row, ruling, exhibits, policy, standing, by=by, keys=keys, now=now)
    move(row, CaseMove.ASK_APPROVAL if sanction.needs_approval else CaseMove.DECIDE, by=by, now=now)
    if not sanction.needs_approval:
        set_deadline(
            kind=Kind.ADVANCE_SANCTION, subject=sanction.id, rule="decided", due_at=now, is_test=is_test, now=now
        )
    append([_happening(sanction, by, now)], seal=keys.seal)
    return sanction.id


def _relied_on(row: Case, ruling: Ruling, exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    known = {one.id for one in exhibits}
    if unknown := sorted(set(ruling.relied_on) - known):
        raise UnknownEvidence(items=", ".join(unknown), known=", ".join(sorted(known)))
    chosen = [one for one in exhibits if not ruling.relied_on or one.id in ruling.relied_on]
    if not chosen:
        raise NoEvidence(case=row.id)
    return chosen


def _check_ruling(ruling: Ruling, exhibits: Sequence[Exhibit], *, by: Actor) -> Policy:
    """Return the policy under which the conduct is judged. Raises what the clause and the reasons are refused for."""
    policy = get_policy(exhibits[-1].policy)
    clause = policy.clauses.get(ruling.clause)
    if clause is None:
        raise UnknownClause(clause=ruling.clause, clauses=", ".join(sorted(policy.clauses)))
    first_on = min(one.at for one in exhibits).date()
    ladder = [step.word for step in sorted(policy.ladder)]
    check_clause(clause, conduct_on=first_on, action=ruling.action.word, listed=ladder)
    check_reasons(
        ruling.reasons,
        clause=clause.id,
        clause_text=clause.text.text(ruling.language),
        facts=[one.fact for one in exhibits],
        earlier=list_earlier_reasons(by),
    )
    return policy


def _write(
    row: Case,
    ruling: Ruling,
    exhibits: Sequence[Exhibit],
    policy: Policy,
    standing: MemberStanding,
    *,
    by: Actor,
    keys: Keyring,
    now: datetime,
) -> Sanction:
    strikes = tuple(one.decision for one in standing.strikes if one.standing is Standing.COUNTS)
    decided = _decided(row, ruling, exhibits, strikes, policy, by=by, keys=keys, now=now)
    content = _content(row, ruling, exhibits, strikes, by=by, now=now)
    sanction = make_row(
        decided,
        case=row,
        is_test=row.is_test,
        clause=ruling.clause,
        finding=exhibits[-1].finding,
        policy_id=policy.identity.digest,
        language=_spoken(ruling.language),
        conduct_at=exhibits[-1].at,
        sealed=seal_content(row.member_id, content, keys=keys),
    )
    # Whatever is missing is named before anything is decided; it is issued when it can be sent.
    build_statement(sanction, content, issued_at=now, effective_at=now)
    sanction.save(force_insert=True)
    return sanction


def _decided(
    row: Case,
    ruling: Ruling,
    exhibits: Sequence[Exhibit],
    strikes: tuple[str, ...],
    policy: Policy,
    *,
    by: Actor,
    keys: Keyring,
    now: datetime,
) -> core.Sanction:
    """Return the sanction as the core has it, decided. Raises what a draft is refused for."""
    made = new_id()
    proposed = Proposed(
        sanction=made,
        decision=made,
        member=row.member_id,
        action=ruling.action,
        measures=ruling.measures,
        zone=ZoneInfo(ruling.zone),
        urgency=ruling.urgency,
        urgent_because=ruling.urgent_because,
        strikes=strikes,
        egregious_because=ruling.egregious_because,
        facts=frozenset(one.event for one in exhibits),
        suspended_on=list_suspended_on(row.member_id, is_test=row.is_test, keys=keys),
    )
    return advance(draft_sanction(proposed, ladder=policy.ladder.values()), move=Decide(by=by, at=now))


def _spoken(language: str) -> str:
    offered = offered_languages(read_catalogues().values(), signatures=())
    return language if language in offered else SOURCE_LANGUAGE


def _content(
    row: Case, ruling: Ruling, exhibits: Sequence[Exhibit], strikes: Sequence[str], *, by: Actor, now: datetime
) -> dict[str, Any]:
    """Return all that the statement is made of, as it stands now: it is never gathered a second time."""
    record = record_of(exhibits, strikes=len(strikes))
    shown = any(one.by == by and one.what is Shown.PROPOSAL for one in list_opened(row.id))
    return {
        "reasons": ruling.reasons.text,
        "element": ruling.reasons.element,
        "note": ruling.note,
        "urgent_because": ruling.urgent_because,
        "egregious_because": ruling.egregious_because,
        "facts": [_fact(one) for one in exhibits],
        "detected": [
            {"detector": signal, "version": one.engine, "signalled": signal.replace("_", " ")}
            for one in exhibits
            for signal in one.signals
        ],
        "proposal_shown": shown,
        "weighing": {
            "messages": record.messages if isinstance(record.messages, int) else None,
            "gravity": ruling.gravity,
            "intent": ruling.intent,
            "prior_decisions": list(strikes),
            "lesser": [{"action": action, "why_not": why_not} for action, why_not in ruling.lesser],
        },
        "favour": favour_as_json(in_favour(record), why_not_enough=ruling.why_not_enough),
        "contracts": running_contracts(row.member_id, is_test=row.is_test, now=now),
        "allowed_would_be": list(ruling.allowed_would_be),
        "how_to_fix": ruling.how_to_fix,
    }


def _fact(exhibit: Exhibit) -> Mapping[str, Any]:
    return {
        "id": exhibit.fact,
        "text": exhibit.text,
        "at": exhibit.at.isoformat(),
        "evidence": [exhibit.event],
        "language": exhibit.language,
    }


def _happening(row: Sanction, by: Actor, now: datetime) -> Happening:
    """Return the audit entry of a decision: a commitment to its words, which are sealed elsewhere."""
    return Happening(
        at=now,
        action="sanction.decided",
        actor=by.id,
        subject=f"sanction:{row.id}",
        payload={"action": row.action, "clause": row.clause, "sealed": sha256(bytes(row.sealed)).hexdigest()},
        member=row.member_id,
    )
