"""The statement of reasons of a sanction, built by the core from what was sealed when it was decided."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.actors import Actor
from habeas.domain.cases.favour import Favour, InFavour, Speaks
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.sanction import APPROVED_WITHIN, Urgency
from habeas.domain.sanctions.termination import ExemptionCode
from habeas.domain.statements.automation import CaseEvent, Decided, Detected, ProposalShown, automation_of
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import (
    Answered,
    ClauseGround,
    Decider,
    Departures,
    LegalGround,
    LesserStep,
    PriorDecision,
    Profile,
    SourceType,
    StatedExemption,
    StatedFact,
    StatedMeasure,
    StatementSource,
    Together,
    Unmasked,
    Weighing,
    Withheld,
)
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import ACTIONS
from habeas.server.cases.redress import contact_of, pseudonym, redress_of
from habeas.server.decisions.stating import ground_of, plainly
from habeas.server.policies.rulebook import get_policy
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import measures_of
from habeas.server.sanctions.ruling import law_from_json
from habeas.server.sanctions.settling import list_contracts, list_money

Json = Mapping[str, Any]


def build_statement(
    row: Sanction, content: Json, *, issued_at: datetime, effective_at: datetime, answer_until: datetime | None = None
) -> Statement:
    """Return the statement as it would be issued at an instant. Raises StatementIncomplete, which names each part.

    With `answer_until` it announces what is intended.
    """
    words = read_catalogues()[row.language]
    return Statement(
        id=row.id,
        decision=row.id,
        member=row.member_id,
        language=row.language,
        zone=ZoneInfo(row.zone),
        profiles=frozenset({Profile.ONLINE_PLATFORM}),
        action=ACTIONS[row.action],
        issued_at=issued_at,
        effective_at=effective_at,
        answer_until=answer_until,
        measures=tuple(_measure(one, effective_at) for one in measures_of(row, content)),
        money=list_money(content, told_at=issued_at, at=effective_at, zone=ZoneInfo(row.zone), is_test=row.is_test),
        contracts=list_contracts(content, zone=ZoneInfo(row.zone)),
        ground=_ground(row, content),
        facts=tuple(_fact(one, content, words) for one in content["facts"]),
        explanation=content["reasons"],
        element=content["element"],
        source=_source(content, _approver(row, words)),
        automation=automation_of(_events(row, content, words)),
        weighing=_weighing(content),
        favour=_answered(content["favour"]),
        decided_by=Decider(words.say("role.reviewer"), pseudonym(str(row.decided_by_id)), is_human=True),
        contact=contact_of(),
        redress=redress_of(row.id),
        allowed_would_be=tuple(content["allowed_would_be"]),
        how_to_fix=content["how_to_fix"],
        counts_until=_counts_until(row, effective_at),
        withheld=tuple(_withheld(one, _approver(row, words)) for one in content.get("left_out", ())),
        confirm_by=_confirm_by(row, effective_at),
        departures=_departures(row, content),
    )


def _approver(row: Sanction, words: Catalogue) -> str:
    """Return who agreed as the second person, or that it is one as long as nobody has."""
    return words.say("role.second_person") if row.approved_by_id is None else pseudonym(str(row.approved_by_id))


def _departures(row: Sanction, content: Json) -> Departures:
    """Return what was set aside of the usual protection, and why, as it was decided."""
    is_urgent = row.urgency != Urgency.ORDINARY
    return Departures(
        is_urgent=is_urgent,
        urgent_because=content["urgent_because"] if is_urgent else "",
        egregious_because=content["egregious_because"],
        exemption=_exemption(row, content) if row.exemption else None,
    )


def _exemption(row: Sanction, content: Json) -> StatedExemption:
    """Return why there is no notice. Earlier decisions are those that were looked up; else the words that show it."""
    code = ExemptionCode(row.exemption)
    is_repeated = code is ExemptionCode.REPEATED_INFRINGEMENT
    return StatedExemption(code, tuple(row.proof if is_repeated else content["exemption"]["evidence"]))


def _confirm_by(row: Sanction, effective_at: datetime) -> datetime | None:
    """Return until when a second person must agree to what was decided because of imminent harm (invariant 5)."""
    waits = row.urgency == Urgency.IMMINENT_HARM and row.approved_at is None
    return effective_at + APPROVED_WITHIN if waits else None


def _source(content: Json, approver: str) -> StatementSource:
    """Return how the platform came to look, and what of it names whom."""
    return StatementSource(
        type=SourceType(content["source"]["type"]),
        notice_content=content["source"]["notice_content"],
        unmasked=_unmasked(content, approver),
        together=_together(content["together"]),
    )


def _weighing(content: Json) -> Weighing:
    kept = content["weighing"]
    return Weighing(
        number=kept.get("number", len(content["facts"])),
        messages=kept["messages"],
        gravity=kept["gravity"],
        intent=kept["intent"],
        prior_decisions=tuple(_prior(one) for one in kept.get("prior", ())),
        lesser=tuple(LesserStep(**one) for one in kept["lesser"]),
    )


def favour_as_json(found: InFavour, *, why_not_enough: str) -> dict[str, Any]:
    """Return what speaks for a member as it is kept."""
    return {
        "speaks": [{"favour": one.favour, "values": dict(one.values)} for one in found.speaks],
        "unknown": list(found.unknown),
        "why_not_enough": why_not_enough,
    }


def _answered(kept: Json) -> Answered:
    """Return what speaks for the member, and why it was not enough."""
    speaks = tuple(Speaks(Favour(one["favour"]), tuple(sorted(one["values"].items()))) for one in kept["speaks"])
    return Answered(InFavour(speaks, tuple(kept["unknown"])), kept["why_not_enough"])


def _measure(measure: Measure, effective_at: datetime) -> StatedMeasure:
    within = measure.reviewed_within
    return StatedMeasure(
        id=measure.id,
        restriction=measure.restriction,
        capabilities=measure.capabilities,
        roles=measure.roles,
        territory=measure.territory,
        starts_at=effective_at,
        ends_at=None if measure.lasts is None else effective_at + measure.lasts,
        review_at=None if within is None else effective_at + within,
        indefinite_because=measure.indefinite_because,
        harm_in_contracts=measure.harm_in_contracts,
    )


def _counts_until(row: Sanction, effective_at: datetime) -> date:
    """Return until when it counts as a strike, which it does from its effect on (S14)."""
    expires_at = effective_at + get_policy(row.policy_id).strikes_expire_after
    return expires_at.astimezone(ZoneInfo(row.zone)).date()


def _ground(row: Sanction, content: Json) -> ClauseGround | LegalGround:
    law = law_from_json(content.get("law"))
    if law is not None:
        return law
    policy = get_policy(row.policy_id)
    return ground_of(policy.clauses[row.clause], version=policy.identity.version, language=row.language)


def _prior(kept: Json) -> PriorDecision:
    return PriorDecision(kept["decision"], date.fromisoformat(kept["told_on"]))


def _unmasked(content: Json, approver: str) -> Unmasked | None:
    kept = content.get("named")
    return None if kept is None else Unmasked(kept["name"], kept["because"], approver)


def _withheld(kept: Json, approver: str) -> Withheld:
    recheck_on = date.fromisoformat(kept["recheck_on"])
    return Withheld(what=kept["what"], basis=kept["basis"], approver=approver, recheck_on=recheck_on)


def _together(kept: Json | None) -> Together | None:
    return None if kept is None else Together(kept["members"], kept["criterion"])


def _fact(kept: Json, content: Json, words: Catalogue) -> StatedFact:
    left_out = next((one["what"] for one in content.get("left_out", ()) if kept["id"] in one["facts"]), None)
    return StatedFact(
        id=kept["id"],
        text=kept["text"] if left_out is None else words.say("happened.left_out", what=left_out),
        at=datetime.fromisoformat(kept["at"]),
        evidence=tuple(kept["evidence"]),
        language=kept["language"] if left_out is None else None,
    )


def _events(row: Sanction, content: Json, words: Catalogue) -> list[CaseEvent]:
    detected = [
        Detected(one["detector"], one["version"], plainly(one["signalled"], words)) for one in content["detected"]
    ]
    shown = [ProposalShown()] if content["proposal_shown"] else []
    return [*detected, *shown, Decided(Actor(f"staff:{row.decided_by_id}"))]
