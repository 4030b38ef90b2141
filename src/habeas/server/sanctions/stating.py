"""The statement of reasons of a sanction, built by the core from what was sealed when it was decided."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.cases.favour import Favour, InFavour, Speaks
from habeas.domain.sanctions.measures import Measure
from habeas.domain.statements.automation import CaseEvent, Decided, Detected, ProposalShown, automation_of
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import (
    Answered,
    ClauseGround,
    Contact,
    Decider,
    LesserStep,
    Profile,
    SourceType,
    StatedFact,
    StatedMeasure,
    StatementSource,
    Together,
    Weighing,
)
from habeas.domain.statements.record import statement_as_json, statement_digest
from habeas.domain.statements.rendering import render
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import ACTIONS
from habeas.policy.rules import Clause
from habeas.server.holds.stating import redress_of
from habeas.server.notices.documents import words_of_document
from habeas.server.policies.rulebook import get_policy
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import measures_of
from habeas.server.sanctions.settling import list_contracts, list_money

Json = Mapping[str, Any]


def build_statement(row: Sanction, content: Json, *, issued_at: datetime, effective_at: datetime) -> Statement:
    """Return the statement as it would be issued at an instant. Raises StatementIncomplete, which names each part."""
    policy = get_policy(row.policy_id)
    words = read_catalogues()[row.language]
    favour = content["favour"]
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
        measures=tuple(_measure(one, effective_at) for one in measures_of(row, content)),
        money=list_money(content, told_at=issued_at, at=effective_at, zone=ZoneInfo(row.zone)),
        contracts=list_contracts(content),
        ground=_ground(policy.clauses[row.clause], policy.identity.version, row.language),
        facts=tuple(_fact(one) for one in content["facts"]),
        explanation=content["reasons"],
        source=StatementSource(
            type=SourceType(content["source"]["type"]),
            notice_content=content["source"]["notice_content"],
            together=_together(content["together"]),
        ),
        automation=automation_of(_events(row, content, words)),
        weighing=_weighing(content),
        favour=Answered(_in_favour(favour), favour["why_not_enough"]),
        decided_by=Decider(words.say("role.reviewer"), f"R-{row.decided_by_id}", is_human=True),
        contact=Contact(settings.HABEAS.redress.contact, settings.HABEAS.redress.contact_url),
        redress=redress_of(row.id),
        allowed_would_be=tuple(content["allowed_would_be"]),
        how_to_fix=content["how_to_fix"],
    )


def _weighing(content: Json) -> Weighing:
    kept = content["weighing"]
    return Weighing(
        number=len(content["facts"]),
        messages=kept["messages"],
        gravity=kept["gravity"],
        intent=kept["intent"],
        prior_decisions=tuple(kept["prior_decisions"]),
        lesser=tuple(LesserStep(**one) for one in kept["lesser"]),
    )


def words_of(kind: str, statement: Statement) -> dict[str, Any]:
    """Return what the member is sent and what is kept: the JSON, its digest, and the page that says the same."""
    document = render(statement, catalogue=read_catalogues()[statement.language])
    return {
        **words_of_document(kind, document),
        "statement": statement_as_json(statement),
        "statement_digest": statement_digest(statement),
    }


def favour_as_json(found: InFavour, *, why_not_enough: str) -> dict[str, Any]:
    """Return what speaks for a member as it is kept."""
    return {
        "speaks": [{"favour": one.favour, "values": dict(one.values)} for one in found.speaks],
        "unknown": list(found.unknown),
        "why_not_enough": why_not_enough,
    }


def _in_favour(kept: Json) -> InFavour:
    speaks = tuple(Speaks(Favour(one["favour"]), tuple(sorted(one["values"].items()))) for one in kept["speaks"])
    return InFavour(speaks, tuple(kept["unknown"]))


def _measure(measure: Measure, effective_at: datetime) -> StatedMeasure:
    within = measure.reviewed_within
    return StatedMeasure(
        id=measure.id,
        restriction=measure.restriction,
        capabilities=measure.capabilities,
        roles=measure.roles,
        starts_at=effective_at,
        ends_at=None if measure.lasts is None else effective_at + measure.lasts,
        review_at=None if within is None else effective_at + within,
        indefinite_because=measure.indefinite_because,
        harm_in_contracts=measure.harm_in_contracts,
    )


def _ground(clause: Clause, version: str, language: str) -> ClauseGround:
    text = clause.text.text(language)
    return ClauseGround(
        clause=clause.id,
        version=version,
        title=clause.title.text(language),
        text=text,
        text_digest=sha256(text.encode()).hexdigest(),
        url=clause.url,
    )


def _together(kept: Json | None) -> Together | None:
    return None if kept is None else Together(kept["members"], kept["criterion"])


def _fact(kept: Json) -> StatedFact:
    return StatedFact(
        id=kept["id"],
        text=kept["text"],
        at=datetime.fromisoformat(kept["at"]),
        evidence=tuple(kept["evidence"]),
        language=kept["language"],
    )


def _plainly(signalled: str, words: Catalogue) -> str:
    """Return what a detector of ours signalled in words of the language; what one from outside calls it, as it does."""
    key = f"signal.{signalled}"
    return words.say(key) if key in words.texts else signalled.replace("_", " ")


def _events(row: Sanction, content: Json, words: Catalogue) -> list[CaseEvent]:
    detected = [
        Detected(one["detector"], one["version"], _plainly(one["signalled"], words)) for one in content["detected"]
    ]
    shown = [ProposalShown()] if content["proposal_shown"] else []
    return [*detected, *shown, Decided(Actor(f"staff:{row.decided_by_id}"))]
