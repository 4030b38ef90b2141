"""Decides an appeal with an answer to each argument, and plans what its outcome undoes: every effect and no other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.appeal import Ruling as CoreRuling
from habeas.domain.appeals.beside import choose_taken_back
from habeas.domain.appeals.hearing import check_reviewer, rule
from habeas.domain.appeals.misuse import check_unfounded
from habeas.domain.appeals.ownership import check_owner
from habeas.domain.appeals.reversal import ReversalPlan, plan_reversal
from habeas.domain.appeals.standing import Matter
from habeas.server.appeals.access import reviewer_of
from habeas.server.appeals.answers import list_answered
from habeas.server.appeals.models import Appeal, ReversalStep
from habeas.server.appeals.operations import (
    MEMBER,
    as_message,
    close_question,
    let_go_on,
    list_earlier_reviewers,
    lock_appeal,
    standing_of,
    stop_clocks,
    take_over,
)
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.decisions.error_budgets import watch_rule
from habeas.server.decisions.models import Decision
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.beside import list_beside
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, lock_contested
from habeas.server.recourse.screenings import take_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a reviewer decides an appeal, as they write it. `kept` are the measures that stay, for a varied decision.

    `expect` is what the policy should have said: it goes into the precedent of an overturned decision.
    `wrong` are decisions of a machine about the same words that go with an overturned one; None: all that are harsher
    than what the policy should have said. `is_unfounded`: the appeal was manifestly unfounded; that alone, often
    enough, lets a person warn about misuse. `recognized_by` says how it was made sure that the owner of the account
    wrote it, before a safeguard is undone.
    """

    outcome: Outcome
    reasons: str
    answers: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    expect: Mapping[str, Any]
    wrong: Collection[str] | None = None
    is_unfounded: bool = False
    recognized_by: str = ""

    @property
    def words(self) -> dict[str, Any]:
        """Return what is kept of it under the member's key."""
        written = {"reasons": self.reasons, "answers": dict(self.answers), "expect": dict(self.expect)}
        return written | ({"recognized_by": self.recognized_by} if self.recognized_by else {})

    def ruling(self, *, by: Actor, at: datetime) -> CoreRuling:
        """Return it as the core looks at rulings."""
        return CoreRuling(
            outcome=self.outcome, by=by, at=at, reasons=self.reasons, answers=self.answers, measures=self.kept
        )


@transaction.atomic
def decide_appeal(*, appeal: str, verdict: Verdict, by: Actor, is_test: bool, now: datetime) -> None:
    """Decide an appeal; what follows is done step by step (`carry_out_appeal`).

    Raises NoSuchAppeal, UnfoundedButNotUpheld, OwnerNotRecognized, and what `domain.appeals.beside` and `.hearing`
    refuse by name.
    """
    row = lock_appeal(appeal, is_test=is_test)
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    _check(contested, verdict)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    check_reviewer(reviewer_of(by, decision=row.decision), decision=row.decision, took_part=(), now=now)
    earlier = list_answered(but_to=row.member_id, is_test=is_test)
    took_part = [*contested.took_part, *list_earlier_reviewers(row)]
    ruling = verdict.ruling(by=by, at=now)
    stands = standing_of(row, content)
    moved = rule(stands, ruling=ruling, measures=contested.measures, took_part=took_part, earlier=earlier)
    beside = _taken_back(contested, verdict, keys=keys)
    content |= {**verdict.words, "taken_back": [one.id for one in beside]}
    row.is_unfounded, row.within = verdict.is_unfounded, contested.within
    close_question(row, at=now, answered=False)
    take_over(row, moved, content, keys=keys)
    if verdict.outcome is Outcome.VARIED:
        RECOURSES[contested.matter].narrow(contested.id, keeps=verdict.kept, keys=keys, now=now)
    _store(_plan(contested, verdict), row)
    stop_clocks(row, now=now)
    let_go_on(row, now=now)
    set_deadline(kind=Kind.CARRY_OUT_APPEAL, subject=appeal, rule="reinstate", due_at=now, is_test=is_test, now=now)
    write_message(type=WebhookType.APPEAL_DECIDED, payload=as_message(row), key=row.id, is_test=is_test, now=now)
    decided = Happening(
        at=now,
        action="appeal.decided",
        actor=by.id,
        subject=f"appeal:{appeal}",
        payload={"outcome": verdict.outcome},
        member=row.member_id,
    )
    watched = watch_rule(decision=contested.id, now=now) if contested.matter is Matter.SCREENING else []
    undone = [made for one in beside for made in take_back(one, by=by, because=verdict.reasons, keys=keys, now=now)]
    append([decided, *watched, *undone], seal=keys.seal)


def _check(contested: Contested, verdict: Verdict) -> None:
    check_unfounded(verdict.outcome, is_unfounded=verdict.is_unfounded)
    check_owner(contested.matter, verdict.outcome, decision=contested.id, recognized_by=verdict.recognized_by)


def _taken_back(contested: Contested, verdict: Verdict, *, keys: Keyring) -> list[Decision]:
    """Return what a machine decided about the same words and goes with the decision."""
    standing = {one.id: one for one in list_beside(contested.id, matter=contested.matter, keys=keys)}
    did = {name: one.action for name, one in standing.items()}
    chosen = choose_taken_back(verdict.wrong, outcome=verdict.outcome, expect=verdict.expect, standing=did)
    return [standing[one] for one in chosen]


def _plan(contested: Contested, verdict: Verdict) -> ReversalPlan:
    """Return what the outcome undoes."""
    return plan_reversal(
        decision=contested.id,
        outcome=verdict.outcome,
        effects=contested.effects,
        told=contested.told(verdict.outcome),
        measures_kept=verdict.kept,
    )


def _store(plan: ReversalPlan, row: Appeal) -> None:
    """Keep the steps, so that each is done once whatever happens in between."""
    ReversalStep.objects.bulk_create(
        [
            ReversalStep(
                # Who is told is the member, whom the appeal names already; no key holds a member's id.
                key=f"{row.id}:{place}",
                appeal=row,
                place=place,
                kind=step.kind,
                subject=MEMBER if step.subject == row.member_id else step.subject,
                effect=step.effect or "",
            )
            for place, step in enumerate(plan.steps, start=1)
        ]
    )
