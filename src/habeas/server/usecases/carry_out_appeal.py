"""Does what an appeal's outcome brings about, each step once, whatever crashes in between (invariant 6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import yaml
from django.conf import settings
from django.db import transaction

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.precedents import precedent_of
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind, StepKind
from habeas.domain.clocks.lengths import last_day
from habeas.domain.statements.content import Decider
from habeas.domain.statements.outcomes import AppealAnswer, render_answer
from habeas.domain.statements.record import content_as_json
from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.files.engine_identity import identify_engine
from habeas.policy.timeline.late import Response
from habeas.server.appeals.models import Appeal, Remedy, ReversalStep
from habeas.server.appeals.operations import MEMBER, number_of
from habeas.server.appeals.remedies import remedy_as_json
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.questioning import question_the_rest
from habeas.server.cases.answering import correct_answer
from habeas.server.cases.redress import contact_of, pseudonym, redress_of
from habeas.server.decisions.contents import facts_of
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.decisions.histories import read_history
from habeas.server.decisions.models import Decision
from habeas.server.decisions.operations import Sitting
from habeas.server.decisions.rejudging import list_changed, list_standing
from habeas.server.notices.documents import words_of_document
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members, read_keys
from habeas.server.parties.sealed import open_content, seal_content
from habeas.server.policies.rulebook import get_policy, read_rulebook
from habeas.server.recourse.recourse import Contested, Recourse
from habeas.server.recourse.registry import RECOURSES, lock_contested
from habeas.server.recourse.remedies import owe_remedy
from habeas.server.usecases.apply_effects import apply_late_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undoing:
    """What one step needs. `content` is the appeal's, and is written back."""

    step: ReversalStep
    appeal: Appeal
    contested: Contested
    content: dict[str, Any]
    keys: Keyring
    now: datetime

    @property
    def recourse(self) -> Recourse:
        """Return how decisions of this kind are undone."""
        return RECOURSES[self.contested.matter]


def carry_out_appeal(*, appeal: str, is_test: bool, now: datetime) -> int:
    """Do every step that is not done, each in a transaction of its own; return how many were done by this call."""
    left = ReversalStep.objects.filter(appeal=appeal, appeal__is_test=is_test, done_at=None).order_by("place")
    return sum(do_step(key=key, now=now) for key in list(left.values_list("key", flat=True)))


@transaction.atomic
def do_step(*, key: str, now: datetime) -> bool:
    """Do one step, unless it is done; return whether this call did it. What was erased meanwhile needs no undoing."""
    step = ReversalStep.objects.select_for_update().get(key=key)
    if step.done_at is not None:
        return False
    appeal = Appeal.objects.select_for_update().get(id=step.appeal_id)
    step.done_at = now
    step.save(update_fields=["done_at"])
    # With an erased member may be gone what they appealed against.
    if not read_keys([appeal.member_id]).has(appeal.member_id):
        return True
    contested = lock_contested(appeal.decision, is_test=appeal.is_test, now=now)
    keys = lock_members([appeal.member_id], now=now)
    if not keys.has(appeal.member_id):
        return True
    content = open_content(appeal.member_id, appeal.sealed, keys=keys)
    undoing = _Undoing(step=step, appeal=appeal, contested=contested, content=content, keys=keys, now=now)
    happenings = _ACTS[StepKind(step.kind)](undoing)
    appeal.sealed = seal_content(appeal.member_id, content, keys=keys)
    appeal.save(update_fields=["sealed"])
    append(happenings, seal=keys.seal)
    return True


def _undo(one: _Undoing) -> list[Happening]:
    """Undo one effect; once the last is undone, others whom the same ruling concerned are looked at again."""
    effect = DecisionEffect(one.step.subject, one.contested.id, EffectKind(one.step.effect))
    undone = one.recourse.undo(one.contested.id, effect, keys=one.keys, now=one.now)
    if effect.kind not in {EffectKind.STRIKE, EffectKind.HINT}:
        return undone
    return [*undone, *_look_back(one), *question_the_rest(one.contested.id, now=one.now)]


def _look_back(one: _Undoing) -> list[Happening]:
    """Judge again what a machine decided later with this against the member: what would be milder now is so at once.

    A decision that was overturned is a fact heard late, in the member's favour (F4, invariant 9). The words that it
    rested on were judged by a person now: no machine judges them again.
    """
    contested = one.contested
    wrong = Decision.objects.filter(id__in=one.content.get("taken_back", ())).values_list("decided_at", flat=True)
    since = min(contested.decided_at, *wrong) if wrong else contested.decided_at
    judged = {contested.id, *(each.id for each in one.recourse.list_exhibits(contested.id, keys=one.keys))}
    later = list_standing([contested.member], since=since, is_test=contested.is_test, but=judged)
    if not later:
        return []
    rulebook = read_rulebook()
    members = {contested.member}.union(*(row.recipients for row in later))
    history = read_history(members, rulebook=rulebook, is_test=contested.is_test, now=one.now)
    changed = list_changed(later, rulebook=rulebook, history=history, keys=one.keys)
    milder = [each for each in changed if each.change.response is Response.REVERSE]
    sitting = Sitting(engine=identify_engine(), keys=one.keys, now=one.now, settling=settings.HABEAS.settling)
    return apply_late_changes(milder, sitting=sitting, is_test=contested.is_test)


def _owe_remedy(one: _Undoing) -> list[Happening]:
    """Note what is owed, with its clock: as things were before, fees, and an estimate of what was not earned."""
    owed = owe_remedy(one.contested, appeal=one.appeal, now=one.now)
    return [] if owed is None else [_happening(one, "remedy.owed", payload={"days_lost": owed["days_lost"]})]


def _tell(one: _Undoing) -> list[Happening]:
    """Tell the member, or who reported them and read that something was done, which is undone now."""
    if one.step.subject == MEMBER:
        return _tell_member(one)
    report = one.step.subject
    if not correct_answer(report, by=one.appeal.reviewer_id, now=one.now):
        return []
    return [Happening(at=one.now, action="report.corrected", actor="worker", subject=f"report:{report}")]


def _tell_member(one: _Undoing) -> list[Happening]:
    content = one.content
    remedy = Remedy.objects.filter(appeal=one.appeal).first()
    language = choose_offered(one.contested.language)
    answers = [{**said, "answer": content["answers"][said["id"]]} for said in content["arguments"]]
    answer = _answer(one, remedy, answers, language)
    words = {
        **words_of_document("appeal_decided", render_answer(answer, catalogue=read_catalogues()[language])),
        "appeal": one.appeal.id,
        "outcome": one.appeal.outcome,
        "reasons": content["reasons"],
        "override": content.get("override"),
        "answers": answers,
        "remedy": None if remedy is None else remedy_as_json(remedy),
        "redress": content_as_json(answer.redress),
        "contact": content_as_json(answer.contact),
    }
    message = one.recourse.tell(one.contested.id, words, number=number_of(one.appeal), keys=one.keys, now=one.now)
    write_messages([message], now=one.now)
    return [_happening(one, "appeal.answered")]


def _answer(one: _Undoing, remedy: Remedy | None, answers: Sequence[Mapping[str, str]], language: str) -> AppealAnswer:
    """Return the answer with all that its reader needs (DSA20-5)."""
    role = read_catalogues()[language].say("role.reviewer")
    return AppealAnswer(
        decision=one.contested.id,
        outcome=Outcome(one.appeal.outcome),
        reasons=one.content["reasons"],
        answers=tuple((said["text"], said["answer"]) for said in answers),
        decided_by=Decider(role, pseudonym(str(one.appeal.reviewer_id)), is_human=True),
        contact=contact_of(),
        redress=redress_of(one.contested.id),
        override=one.content.get("override"),
        days_lost=None if remedy is None else remedy.days_lost,
        owed_until=None if remedy is None else last_day(remedy.due_at, zone=one.contested.zone),
    )


def _offer_precedent(one: _Undoing) -> list[Happening]:
    """Keep the case as a test of the policy: the next version meets it."""
    exhibits = one.recourse.list_exhibits(one.contested.id, keys=one.keys)
    if not exhibits:
        return []
    cases = [_precedent(one, exhibit, number) for number, exhibit in enumerate(exhibits, start=1)]
    one.content["precedent"] = yaml.safe_dump({"cases": cases}, allow_unicode=True, sort_keys=False)
    return [_happening(one, "precedent.offered")]


def _precedent(one: _Undoing, exhibit: Exhibit, number: int) -> dict[str, Any]:
    policy = get_policy(exhibit.policy)
    facts = facts_of(exhibit.content, declarations=policy.declarations)
    rule = next((rule for rule in policy.rules if rule.id == exhibit.proposal["rule"]), None)
    return precedent_of(
        appeal=f"{one.appeal.id}-{number}",
        texts=list(exhibit.content["texts"]),
        facts=facts,
        read=frozenset(facts.values) if rule is None else rule.reads_when_fired,
        on=exhibit.at.date(),
        expect=one.content["expect"],
    )


def _happening(one: _Undoing, action: str, *, payload: Mapping[str, Any] | None = None) -> Happening:
    return Happening(
        at=one.now,
        action=action,
        actor="worker",
        subject=f"appeal:{one.appeal.id}",
        payload=payload,
        member=None if payload is None else one.appeal.member_id,
    )


_ACTS: Final[Mapping[StepKind, Callable[[_Undoing], list[Happening]]]] = {
    StepKind.UNDO: _undo,
    StepKind.OWE_REMEDY: _owe_remedy,
    StepKind.TELL: _tell,
    StepKind.OFFER_PRECEDENT: _offer_precedent,
}
