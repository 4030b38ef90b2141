"""Judges one written message: for each of its recipients, on what was known as of its sending.

Pure: the texts, what was found, the history and the policy come in, the decision goes out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import inf
from typing import Final

from habeas.detection.findings import Dismissal, Finding, Scan
from habeas.domain.decisions import Decision, decide
from habeas.policy.coverage import Absence
from habeas.policy.facts import Fact, Facts
from habeas.policy.restraints import UNRESTRAINED, Restraints, restrain
from habeas.policy.rules import Policy
from habeas.policy.timeline.history import History
from habeas.policy.timeline.late import Disagreement, reconcile
from habeas.policy.timeline.moments import Memory, Moment, facts_at
from habeas.policy.unknown import Value

OUR_OWN: Final = ("sender.strikes", "sender.nudges")
"""Counts of what the service itself told a member: only what had been told by then can count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A message as it was sent. `context` is what the caller says of the moment of sending (F4).

    `texts` holds earlier texts of the same sender first; the message's own begin at `own_from`.
    """

    at: datetime
    sender: str
    recipients: tuple[str, ...]
    texts: tuple[str, ...]
    own_from: int = 0
    contract: str | None = None
    conversation: str | None = None
    stated: Mapping[str, Fact] = field(default_factory=dict)
    context: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Return the texts of this message, without those that came before it."""
        return self.texts[self.own_from :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a message is judged on: the policy, all that is known of the members, what absence means."""

    policy: Policy
    history: History
    absence: Absence
    restraints: Restraints = UNRESTRAINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The decision on a message, the recipient it concerns, and where caller and timeline disagree."""

    decision: Decision
    concerns: str | None = None
    disagreements: tuple[Disagreement, ...] = ()


def screen(writing: Writing, *, scan: Scan, grounds: Grounds) -> Screening:
    """Return the harshest of the decisions for each recipient; each is judged by itself (F6)."""
    found = own_part(scan, own_from=writing.own_from)
    screened = [
        screen_for(recipient, writing, scan=found, grounds=grounds) for recipient in writing.recipients or (None,)
    ]
    return max(screened, key=lambda one: one.decision.verdict.harshness)


def screen_for(recipient: str | None, writing: Writing, *, scan: Scan, grounds: Grounds) -> Screening:
    """Return the decision on a message for one of its recipients, None for everybody."""
    judge = judge_for(recipient, writing, scan=scan, grounds=grounds)
    facts = facts_for(recipient, writing, grounds=grounds)
    if not writing.context:
        return Screening(decision=judge(facts), concerns=recipient)
    reconciled = reconcile(writing.context, facts, judge=lambda account: judge(account).verdict)
    return Screening(decision=judge(reconciled.facts), concerns=recipient, disagreements=reconciled.disagreements)


def judge_for(recipient: str | None, writing: Writing, *, scan: Scan, grounds: Grounds) -> Callable[[Facts], Decision]:
    """Return what decides on a message to one recipient, on any facts; the policy's own snoozes are minded."""
    day = writing.at.date()
    restraints = restrain(grounds.policy, sender=writing.sender, recipient=recipient, on=day, beside=grounds.restraints)

    def judge(facts: Facts) -> Decision:
        return decide(policy=grounds.policy, scan=scan, facts=facts, texts=writing.texts, at=day, restraints=restraints)

    return judge


def facts_for(recipient: str | None, writing: Writing, *, grounds: Grounds) -> Facts:
    """Return the facts of a message to one recipient as the history has them for the moment of its sending."""
    moment = Moment(
        at=writing.at,
        sender=writing.sender,
        recipient=recipient,
        contract=writing.contract,
        conversation=writing.conversation,
        context=writing.stated,
    )
    return facts_at(moment, history=grounds.history, absence=grounds.absence, memory=memory_of(grounds.policy))


def memory_of(policy: Policy) -> Memory:
    """Return how long the policy remembers."""
    return Memory(strikes=policy.strikes_expire_after, nudges=policy.nudges_expire_after, counters=policy.counters)


def own_part(scan: Scan, *, own_from: int) -> Scan:
    """Return what stands in or reaches into the message itself, its own parts counted from 0.

    What stands in earlier messages alone was judged with them; their parts count backwards from -1.
    """
    if own_from == 0:
        return scan
    return Scan(tuple(_own_findings(scan, own_from)), tuple(_own_dismissals(scan, own_from)))


def _own_findings(scan: Scan, own_from: int) -> Iterator[Finding]:
    for finding in scan.findings:
        if max([finding.part, *(span.part for span in finding.continued)]) >= own_from:
            continued = tuple(replace(span, part=span.part - own_from) for span in finding.continued)
            yield replace(finding, part=finding.part - own_from, continued=continued)


def _own_dismissals(scan: Scan, own_from: int) -> Iterator[Dismissal]:
    for dismissal in scan.dismissals:
        if dismissal.part >= own_from:
            yield replace(dismissal, part=dismissal.part - own_from)


def keep_what_was_told(known_now: Facts, *, told_then: Facts) -> Facts:
    """Return the facts known now, with no more strikes and nudges than counted when the message was judged.

    A warning that a member got afterwards, or about a message that was sent before but heard of later, was no
    warning then. Fewer count where one was reversed since.
    """
    then = told_then.values
    values = {**known_now.values, **{name: min(known_now.values[name], then[name], key=_count) for name in OUR_OWN}}
    by_clause = {
        clause: {name: min(value, _told(told_then, clause, name), key=_count) for name, value in counts.items()}
        for clause, counts in known_now.by_clause.items()
    }
    return Facts(known_now.declarations, values, known_now.said, known_now.claims, by_clause)


def _told(facts: Facts, clause: str, name: str) -> Value:
    told = facts.by_clause.get(clause, facts.values).get(name)
    return told if isinstance(told, int) else 0


def _count(value: object) -> float:
    return value if isinstance(value, int) else inf
