"""Writes of decisions. Their ids follow from the event and the number, so that nothing is decided twice."""

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from habeas.domain.decisions import Engine
from habeas.domain.effects import Outcome
from habeas.domain.screenings import Screening, Writing
from habeas.policy.actions import Action
from habeas.server.decisions.contents import answer_of, content_of
from habeas.server.decisions.models import Decision, Mode
from habeas.server.decisions.statements import statement_of
from habeas.server.events.models import Event
from habeas.server.parties.keys import Keyring

_ID_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What is the same for all decisions of one batch."""

    engine: Engine
    keys: Keyring
    now: datetime
    settling: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A decision to be written: the event and what was screened, what is done, whether it acts."""

    event: Event
    writing: Writing
    screening: Screening
    outcome: Outcome
    mode: Mode
    language: str
    replaces: Decision | None = None

    @property
    def number(self) -> int:
        """Return which decision on its event it is."""
        return 1 if self.replaces is None else self.replaces.number + 1


def decision_id(event_id: str, *, is_test: bool, number: int) -> str:
    """Return the id of the n-th decision on an event: the same wherever and whenever it is made."""
    digest = sha256(f"{is_test}\n{event_id}\n{number}".encode()).digest()[:_ID_BYTES]
    return f"dec_{b32encode(digest).decode().rstrip('=').lower()}"


def make(making: Making, *, sitting: Sitting) -> tuple[Decision, Mapping[str, Any]]:
    """Return the row of a decision, not yet written, and its answer on interfaces."""
    judged, event = making.screening.decision, making.event
    verdict = judged.verdict
    action = making.outcome.action if making.mode is Mode.ACTIVE else Action.NONE
    number = decision_id(event.id, is_test=event.is_test, number=making.number)
    answer = _as_done(
        answer_of(judged, engine=sitting.engine, language=making.language), action, making, number, now=sitting.now
    )
    content = content_of(making.screening, making.writing, answer=answer, language=making.language)
    row = Decision(
        id=number,
        event=event,
        number=making.number,
        member_id=making.writing.sender,
        recipients=list(making.writing.recipients),
        mode=making.mode,
        is_test=event.is_test,
        occurred_at=event.occurred_at,
        decided_at=sitting.now,
        finding=verdict.finding,
        allowed=verdict.allowed,
        action=action.word,
        judged_action=verdict.action.word,
        proposed="" if verdict.proposed is None else verdict.proposed.word,
        needs_human=verdict.needs_human,
        rule=verdict.rule.id if verdict.rule else "",
        clause=verdict.clause.id if verdict.clause else "",
        exceptions=[one.exception.id for one in verdict.exceptions if one.value is True],
        policy_id=verdict.policy.digest,
        engine_version=sitting.engine.version,
        engine_digest=sitting.engine.digest,
        sealed=sitting.keys.seal(making.writing.sender, content),
        replaces=making.replaces,
    )
    return row, answer


def _as_done(answer: dict[str, Any], action: Action, making: Making, decision: str, *, now: datetime) -> dict[str, Any]:
    """Return the answer as it is carried out: in shadow nothing is, and what would have been is told apart."""
    done = {**answer, "mode": making.mode.value, "action": action.word, "held_until": None, "statement": None}
    if making.mode is Mode.SHADOW:
        would = {name: answer[name] for name in ("rule", "allowed", "action", "proposed", "needs_human")}
        return {**done, "proposed": None, "needs_human": False, "shadow": [would, *answer["shadow"]]}
    if action is Action.NONE:
        return done
    until = making.outcome.held_until
    statement = statement_of(
        decision, making.screening.decision, action=action, language=making.language, held_until=until, now=now
    )
    return {**done, "held_until": None if until is None else until.isoformat(), "statement": statement}


def bring_to_case(case_id: str, *, event: str, by: str, to: str, is_test: bool) -> None:
    """Let a case rest on a judged message, too, that its author sent to whoever speaks of it; no other is looked at."""
    judged = Decision.objects.filter(event__id=event, member=by, is_test=is_test, case=None, mode=Mode.ACTIVE)
    mine = [row.id for row in judged if to in row.recipients]
    Decision.objects.filter(id__in=mine).update(case=case_id)
