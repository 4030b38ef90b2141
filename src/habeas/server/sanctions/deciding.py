"""Makes the sanction that a person decides about one member, with all that its statement needs; writes nothing.

Whatever is refused is refused here by name: a clause not in force, reasons that meet nothing, a statement with a part
missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.actors import Actor
from habeas.domain.cases.evidence import Shown, check_opened
from habeas.domain.cases.favour import MemberRecord, in_favour
from habeas.domain.cases.reasoning import check_clause, check_reasons
from habeas.domain.reports import ReportKind
from habeas.domain.sanctions import sanction as core
from habeas.domain.sanctions.drafting import Proposed, draft_sanction
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.moves import Decide
from habeas.domain.sanctions.termination import Exemption, ExemptionCode
from habeas.domain.statements.content import SourceType, Together
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import choose_offered, list_offered
from habeas.policy.rules import NO_FINDING, Policy
from habeas.policy.timeline.strikes import Standing, StrikeEntry
from habeas.server.cases.languages import get_reads
from habeas.server.cases.models import Case, EvidenceKind
from habeas.server.cases.queries import list_opened
from habeas.server.decisions.exhibits import MESSAGE, Exhibit, list_exhibits
from habeas.server.decisions.records import record_of
from habeas.server.decisions.standing import get_standing
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import seal_content
from habeas.server.policies.rulebook import get_policy
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.queries import list_earlier_decisions, list_earlier_reasons, list_suspended_on
from habeas.server.rulings.sanctions import make_row, new_id, words_about
from habeas.server.sanctions.leaving_out import check_left_out, left_out_as_json
from habeas.server.sanctions.ruling import (
    OneGround,
    Ruling,
    UnknownClause,
    UnknownProof,
    choose_evidence,
    law_as_json,
    law_quoted,
    list_proof,
)
from habeas.server.sanctions.settling import plan_money
from habeas.server.sanctions.stating import build_statement, favour_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sanction as it would be written, and the statement as it would read if it took effect at once.

    `relied_on` is the evidence by id.
    """

    sanction: Sanction
    statement: Statement
    relied_on: tuple[str, ...]


def draft_alone(row: Case, *, ruling: Ruling, by: Actor, keys: Keyring, now: datetime) -> Draft:
    """Return what a person's ruling makes of the case that they looked at: to be shown, or to be written.

    Raises NoEvidence, UnknownEvidence, EvidenceNotOpened, FavourNotOpened, and as `draft`.
    """
    exhibits = choose_evidence(list_exhibits(row.id, keys=keys), ruling=ruling, case=row.id)
    check_opened(relied_on=[one.id for one in exhibits], by=by, opened=list_opened(row.id))
    earlier = list_earlier_reasons(by, but_in=row.id, is_test=row.is_test)
    return draft(row, ruling=ruling, exhibits=exhibits, earlier=earlier, by=by, keys=keys, now=now)


def draft(
    row: Case,
    *,
    ruling: Ruling,
    exhibits: Sequence[Exhibit],
    earlier: Mapping[str, str],
    by: Actor,
    keys: Keyring,
    now: datetime,
    together: Together | None = None,
    needs_second: bool = False,
) -> Draft:
    """Return the sanction that a ruling makes of a case, decided and not yet written.

    `exhibits` are what is relied on, `earlier` the last reasons of this person and of the others by decision. Of how
    many members the same is decided is in `together`; `needs_second` asks for a second person where the ladder does
    not. Raises every Refused of the core by name.
    """
    ruling = _in_language(ruling, row)
    policy = _check_ruling(ruling, exhibits, earlier=earlier, now=now)
    strikes = _counting_strikes(row, now=now)
    proposed = _proposed(row, ruling, exhibits, tuple(one.decision for one in strikes), keys=keys, now=now)
    drafted = draft_sanction(proposed, ladder=policy.ladder.values())
    made = advance(_asking(drafted, ruling, needs_second=needs_second), move=Decide(by=by, at=now))
    content = _content(row, ruling, exhibits, strikes, together=together, by=by, now=now)
    content |= plan_money(made, ruling=ruling, facts=content["facts"], is_test=row.is_test, keys=keys, now=now)
    sanction = make_row(
        made,
        case=row,
        is_test=row.is_test,
        clause=ruling.clause,
        finding=exhibits[-1].finding or _class_of(policy, ruling.clause),
        policy_id=policy.identity.digest,
        language=choose_offered(ruling.language),
        conduct_at=exhibits[-1].at,
        sealed=seal_content(row.member_id, content, keys=keys),
    )
    # Whatever is missing is named before anything is decided; it is issued when it can be sent.
    statement = build_statement(sanction, content, issued_at=now, effective_at=now)
    return Draft(sanction=sanction, statement=statement, relied_on=tuple(one.id for one in exhibits))


def _counting_strikes(row: Case, *, now: datetime) -> tuple[StrikeEntry, ...]:
    """Return the strikes of a case's member that count now."""
    standing = get_standing(row.member_id, is_test=row.is_test, now=now)
    return tuple(one for one in standing.strikes if one.standing is Standing.COUNTS)


def _in_language(ruling: Ruling, row: Case) -> Ruling:
    """Return a ruling with the language of its statement: where none is named, the one that the member reads."""
    return ruling if ruling.language else replace(ruling, language=get_reads(row.member_id, is_test=row.is_test).told)


def _asking(drafted: core.Sanction, ruling: Ruling, *, needs_second: bool) -> core.Sanction:
    """Return a draft that asks for a second person where it, its statement, or whoever drafts it needs one."""
    told = bool(ruling.left_out) or ruling.named is not None
    return replace(drafted, needs_approval=drafted.needs_approval or needs_second or told)


def _check_ruling(ruling: Ruling, exhibits: Sequence[Exhibit], *, earlier: Mapping[str, str], now: datetime) -> Policy:
    """Return the policy under which the conduct is judged. Raises what its ground and its words are refused for."""
    policy = get_policy(exhibits[-1].policy)
    if bool(ruling.clause) == (ruling.law is not None):
        raise OneGround
    named, text = _clause(ruling, policy, exhibits) if ruling.law is None else (ruling.law.reference, ruling.law.text)
    facts = [one.fact for one in exhibits]
    check_reasons(ruling.reasons, clause=named, clause_text=text, facts=facts, earlier=earlier)
    zone = ZoneInfo(ruling.zone)
    check_left_out(ruling.left_out, ruling.named, exhibits=exhibits, urgency=ruling.urgency, zone=zone, now=now)
    return policy


def _clause(ruling: Ruling, policy: Policy, exhibits: Sequence[Exhibit]) -> tuple[str, str]:
    """Return the clause and its text, in whichever language it is quoted: one ruling may be read in several.

    Raises UnknownClause, ClauseNotInForce, MeasureNotListed.
    """
    clause = policy.clauses.get(ruling.clause)
    if clause is None:
        raise UnknownClause(clause=ruling.clause, clauses=", ".join(sorted(policy.clauses)))
    first_on = min(one.at for one in exhibits).date()
    ladder = [step.word for step in sorted(policy.ladder)]
    check_clause(clause, conduct_on=first_on, action=ruling.action.word, listed=ladder)
    languages = (choose_offered(ruling.language), *list_offered())
    return clause.id, "\n".join(dict.fromkeys(clause.text.text(one) for one in languages))


def _proposed(
    row: Case, ruling: Ruling, exhibits: Sequence[Exhibit], strikes: tuple[str, ...], *, keys: Keyring, now: datetime
) -> Proposed:
    """Return what the core drafts a sanction from."""
    made = new_id()
    return Proposed(
        sanction=made,
        decision=made,
        member=row.member_id,
        action=ruling.action,
        measures=ruling.measures,
        zone=ZoneInfo(ruling.zone),
        urgency=ruling.urgency,
        urgent_because=ruling.urgent_because,
        exemption=_exemption(ruling, row, exhibits, now=now),
        strikes=strikes,
        egregious_because=ruling.egregious_because,
        facts=frozenset(one.event for one in exhibits),
        suspended_on=list_suspended_on(row.member_id, is_test=row.is_test, keys=keys),
    )


def _exemption(ruling: Ruling, row: Case, exhibits: Sequence[Exhibit], *, now: datetime) -> Exemption | None:
    """Return why an account ends without 30 days' notice. Earlier decisions are looked up, never claimed (P2B4-4c).

    Raises UnknownProof.
    """
    if ruling.exemption is None:
        return None
    facts = [one.fact for one in exhibits]
    if unknown := sorted(set(ruling.exemption_evidence).difference(facts)):
        raise UnknownProof(items=", ".join(unknown), facts=", ".join(facts))
    if ruling.exemption is not ExemptionCode.REPEATED_INFRINGEMENT:
        return Exemption(code=ruling.exemption, evidence=ruling.exemption_evidence, law=law_quoted(ruling))
    earlier = list_earlier_decisions(row.member_id, is_test=row.is_test)
    return Exemption(
        code=ruling.exemption, evidence=tuple(one.id for one in earlier if one.is_final(now)), earlier=earlier
    )


def _content(
    row: Case,
    ruling: Ruling,
    exhibits: Sequence[Exhibit],
    strikes: Sequence[StrikeEntry],
    *,
    together: Together | None,
    by: Actor,
    now: datetime,
) -> dict[str, Any]:
    """Return all that the statement is made of, as it stands now: it is never gathered a second time."""
    record = record_of(row.member_id, exhibits, strikes=len(strikes), is_test=row.is_test, now=now)
    shown = any(one.by == by and one.what is Shown.PROPOSAL for one in list_opened(row.id))
    hidden = frozenset(item for one in ruling.left_out for item in one.evidence)
    return {
        "reasons": ruling.reasons.text,
        "element": ruling.reasons.element,
        "note": ruling.note,
        "urgent_because": ruling.urgent_because,
        "egregious_because": ruling.egregious_because,
        "exemption": {"code": ruling.exemption, "evidence": list_proof(ruling)},
        "measure_words": words_about(ruling.measures),
        "law": law_as_json(ruling.law),
        "left_out": left_out_as_json(ruling.left_out, exhibits),
        "named": None if ruling.named is None else {"name": ruling.named.name, "because": ruling.named.because},
        "facts": [_fact(one, hidden=hidden) for one in exhibits],
        "relied_on": [one.id for one in exhibits],
        "detected": _detected(exhibits),
        "proposal_shown": shown,
        "source": _source(row, exhibits, hidden=hidden),
        "weighing": _weighing(record, ruling, strikes, exhibits),
        "favour": favour_as_json(in_favour(record), why_not_enough=ruling.why_not_enough),
        "allowed_would_be": list(ruling.allowed_would_be),
        "how_to_fix": ruling.how_to_fix,
        "together": None if together is None else {"members": together.members, "criterion": together.criterion},
    }


def _weighing(
    record: MemberRecord, ruling: Ruling, strikes: Sequence[StrikeEntry], exhibits: Sequence[Exhibit]
) -> dict[str, Any]:
    """Return what was weighed as it is kept (DSA23-3). Of messages only messages are a share: a report is none."""
    written = sum(one.kind == MESSAGE for one in exhibits)
    return {
        "number": written or len(exhibits),
        "messages": record.messages if written and isinstance(record.messages, int) else None,
        "gravity": ruling.gravity,
        "intent": ruling.intent,
        "prior": [_prior(one, ZoneInfo(ruling.zone)) for one in strikes],
        "lesser": [{"action": action, "why_not": why_not} for action, why_not in ruling.lesser],
    }


def _detected(exhibits: Sequence[Exhibit]) -> list[dict[str, str]]:
    return [
        {"detector": signal, "version": one.engine, "signalled": signal} for one in exhibits for signal in one.signals
    ]


def _class_of(policy: Policy, clause: str) -> str:
    """Return what breaking a clause is a finding of, where the evidence is no finding of ours."""
    return next((rule.finding_class for rule in policy.rules if rule.clause.id == clause), NO_FINDING)


def _prior(strike: StrikeEntry, zone: ZoneInfo) -> dict[str, str]:
    """Return an earlier decision that counts as it is kept: a strike that counts was told at some time."""
    told_on = "" if strike.counts_from is None else strike.counts_from.astimezone(zone).date().isoformat()
    return {"decision": strike.decision, "told_on": told_on}


def _source(row: Case, exhibits: Sequence[Exhibit], *, hidden: frozenset[str]) -> dict[str, str]:
    """Return how the platform came to look: the report that is relied on, as the accused may read it (P2B4-5)."""
    reports = [one for one in exhibits if one.kind == EvidenceKind.REPORT]
    if not reports:
        return {"type": SourceType.OWN_INITIATIVE, "notice_content": ""}
    is_notice = any(one.content.get("report") == ReportKind.ART16_NOTICE for one in reports)
    told_as = SourceType.ART16_NOTICE if is_notice else SourceType.MEMBER_REPORT
    if is_notice and row.by_trusted_flagger:
        told_as = SourceType.TRUSTED_FLAGGER
    return {"type": told_as, "notice_content": "\n".join(one.text for one in reports if one.id not in hidden)}


def _fact(exhibit: Exhibit, *, hidden: frozenset[str]) -> Mapping[str, Any]:
    """Return a fact as it is kept: without the words of what is left out."""
    return {
        "id": exhibit.fact,
        "text": "" if exhibit.id in hidden else exhibit.text,
        "at": exhibit.at.isoformat(),
        "evidence": [exhibit.event],
        "language": exhibit.language,
    }
