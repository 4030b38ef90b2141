"""Judges decisions of the past again when a fact arrives late (invariant 9, F4)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from habeas.domain.screenings import Grounds, Screening, Writing, facts_for, judge_for, keep_what_was_told
from habeas.policy.facts import Facts
from habeas.policy.timeline.history import History
from habeas.policy.timeline.late import Judgement, LateChange, reconcile, weigh_late_facts
from habeas.policy.verdicts import Verdict
from habeas.server.decisions.contents import Json, facts_of, facts_said, read_content, scan_of
from habeas.server.decisions.histories import grounds_on
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring
from habeas.server.policies.rulebook import Rulebook, get_policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A decision that comes out otherwise on what is known now, and how it comes out."""

    decision: Decision
    change: LateChange
    writing: Writing
    screening: Screening
    language: str | None


def list_standing(members: Collection[str], *, since: datetime, is_test: bool, but: Collection[str]) -> list[Decision]:
    """Return what was decided before on these members' messages since a time and still stands."""
    return list(
        Decision.objects.filter(
            member__in=members, is_test=is_test, occurred_at__gte=since, reversed_at=None, replaced_by=None
        )
        .exclude(id__in=but)
        .select_related("event")
    )


def list_changed(
    decisions: Iterable[Decision], *, rulebook: Rulebook, history: History, keys: Keyring
) -> Iterator[Changed]:
    """Yield those decisions that would come out otherwise now, each under the policy it was made by."""
    for decision in decisions:
        if keys.has(decision.member_id):
            changed = _judge_again(decision, rulebook, history, keys)
            if changed is not None:
                yield changed


def _judge_again(decision: Decision, rulebook: Rulebook, history: History, keys: Keyring) -> Changed | None:
    content = read_content(keys.open(decision.member_id, bytes(decision.sealed)))
    own_rulebook = replace(rulebook, policy=get_policy(decision.policy_id), cases_only=frozenset())
    grounds = grounds_on(decision.event.platform, rulebook=own_rulebook, history=history)
    known = facts_of(content, declarations=grounds.policy.declarations)
    writing, scan = _writing_of(decision, content, grounds), scan_of(content)

    decide = judge_for(content["concerns"], writing, scan=scan, grounds=grounds)

    def judge(facts: Facts) -> Verdict:
        return decide(facts).verdict

    facts = facts_for(content["concerns"], writing, grounds=grounds)
    if writing.context:
        facts = reconcile(writing.context, facts, judge=judge).facts
    now_known = keep_what_was_told(facts, told_then=known)
    change = weigh_late_facts(Judgement(decision=decision.id, facts=known, judge=judge), now_known=now_known)
    if change is None:
        return None
    screening = Screening(decision=decide(now_known), concerns=content["concerns"])
    return Changed(decision=decision, change=change, writing=writing, screening=screening, language=content["language"])


def _writing_of(decision: Decision, content: Json, grounds: Grounds) -> Writing:
    body, declarations = decision.event.body, grounds.policy.declarations
    return Writing(
        at=decision.occurred_at,
        sender=decision.member_id,
        recipients=tuple(decision.recipients),
        texts=tuple(content["texts"]),
        contract=body.get("contract"),
        conversation=body.get("conversation") or None,
        stated=facts_said(content["stated"], declarations=declarations),
        context=facts_said(content["context"], declarations=declarations),
    )
