"""Judges messages that events tell of, with what had been heard by then and with what is known now.

Pure: the events come in the order in which they were heard, the scans from detection.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from habeas.detection.findings import Scan
from habeas.domain.decisions import Decision, decide, judge_with
from habeas.policy.coverage import Absence, absence_on
from habeas.policy.declarations import Declarations, Source
from habeas.policy.facts import Fact, Facts
from habeas.policy.records import facts_from_record
from habeas.policy.restraints import restrain
from habeas.policy.rules import Policy
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.history import History, history_of
from habeas.policy.timeline.late import Judge, Judgement, LateChange, Reconciled, list_late_changes, reconcile
from habeas.policy.timeline.moments import Memory, Moment, facts_at, moments_of

MESSAGE: Final = "message.sent"
SAID_WITH_IT: Final = ("surface", "actor_role", "declared_purpose")
"""What a message's event says beside its text, under the names that lines of `habeas decide` have."""


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """A message that an event tells of: its texts, and what detection read in them."""

    event: Event
    texts: tuple[str, ...]
    scan: Scan


@dataclass(frozen=True, slots=True)
class LateMessage:
    """A message to one recipient whose decision late facts change."""

    moment: Moment
    change: LateChange


def moments_in(event: Event, *, declarations: Declarations) -> tuple[Moment, ...]:
    """Return the moments of a message's event, with what its sender and the caller said then.

    `context` holds facts as of sending, as a line of `habeas decide` does. Raises WrongFactValue, UndeclaredFact.
    """
    return moments_of(event, context=_context_of(event, declarations))


def _context_of(event: Event, declarations: Declarations) -> dict[str, Fact]:
    content = event.said.content
    said = {name: content[name] for name in SAID_WITH_IT if name in content}
    platform = {} if event.platform is None else {"platform": event.platform}
    facts = facts_from_record({**event.said.table("context"), **said, **platform}, declarations=declarations)
    claimed = {name: Fact(value, Source.MEMBER) for name, value in facts.claims.items()}
    return claimed | {name: Fact(facts.values[name], source) for name, source in facts.said.items()}


def facts_known(moment: Moment, *, history: History, policy: Policy, platform: str | None) -> Facts:
    """Return the facts as they stood at a moment, as far as this history tells."""
    memory = Memory(strikes=policy.strikes_expire_after, nudges=policy.nudges_expire_after, counters=policy.counters)
    return facts_at(moment, history=history, absence=_absence(policy, platform), memory=memory)


def _absence(policy: Policy, platform: str | None) -> Absence:
    return absence_on(platform, declarations=policy.declarations, fed=policy.coverage)


def weigh_accounts(moment: Moment, message: ToldMessage, *, history: History, policy: Policy) -> Reconciled:
    """Return the milder verdict on what the caller and what the events say of a message, with what they differ in."""
    known = facts_known(moment, history=history, policy=policy, platform=message.event.platform)
    return reconcile(moment.context, known, judge=_judge(moment, message, policy))


def decide_told(message: ToldMessage, *, history: History, policy: Policy) -> Iterator[tuple[Moment, Decision]]:
    """Yield the decision on a message for each recipient, on the facts as all of this history tells them."""
    for moment in moments_in(message.event, declarations=policy.declarations):
        weighed = weigh_accounts(moment, message, history=history, policy=policy)
        day = moment.at.date()
        restraints = restrain(policy, sender=moment.sender, recipient=moment.recipient, on=day)
        decision = decide(
            policy=policy, scan=message.scan, facts=weighed.facts, texts=message.texts, at=day, restraints=restraints
        )
        yield moment, decision


def _judge(moment: Moment, message: ToldMessage, policy: Policy) -> Judge:
    day = moment.at.date()
    restraints = restrain(policy, sender=moment.sender, recipient=moment.recipient, on=day)
    return judge_with(policy=policy, scan=message.scan, texts=message.texts, at=day, restraints=restraints)


@dataclass(slots=True)
class Hindsight:
    """Events as they were heard one after the other; what was judged meanwhile is looked at again at the end."""

    policy: Policy
    heard: list[Event] = field(default_factory=list)
    _judged: dict[str, tuple[ToldMessage, tuple[tuple[Moment, Facts], ...]]] = field(default_factory=dict)

    def hear(self, event: Event, *, message: ToldMessage | None = None) -> None:
        """Add an event. A message that holds something is judged with what has been heard till now."""
        self.heard.append(event)
        if message is None or not message.scan.findings or event.id in self._judged:
            return
        then = self.history()
        moments = moments_in(event, declarations=self.policy.declarations)
        accounts = (weigh_accounts(moment, message, history=then, policy=self.policy).facts for moment in moments)
        self._judged[event.id] = message, tuple(zip(moments, accounts, strict=True))

    def history(self) -> History:
        """Return what all that was heard tells. Raises WrongEvent."""
        return history_of(self.heard, declarations=self.policy.declarations)

    @property
    def judged(self) -> int:
        """Return how many messages were judged, each recipient of one counted."""
        return sum(len(moments) for _, moments in self._judged.values())

    def late_messages(self) -> tuple[LateMessage, ...]:
        """Return the messages that come out otherwise on what is known now, in the order they were heard in."""
        now = self.history()
        by_person = frozenset(_decided_by_people(self.heard))
        return tuple(
            LateMessage(moment, change)
            for message, moments in self._judged.values()
            for moment, then in moments
            for change in self._changes(moment, message, then, now, by_person)
        )

    def _changes(
        self, moment: Moment, message: ToldMessage, then: Facts, now: History, by_person: frozenset[str]
    ) -> Sequence[LateChange]:
        name = message.event.id
        judgement = Judgement(
            decision=name, facts=then, judge=_judge(moment, message, self.policy), by_human=name in by_person
        )
        known = weigh_accounts(moment, message, history=now, policy=self.policy)
        return list_late_changes([(judgement, known.facts)])


def _decided_by_people(events: Iterable[Event]) -> Iterator[str]:
    """Yield the messages that a person has decided on."""
    for event in events:
        if event.type == "decision.made" and event.said.truth("by_human", otherwise=False):
            message = event.said.text("message")
            if message is not None:
                yield message


def values_of(facts: Facts, names: Iterable[str]) -> Mapping[str, object]:
    """Return what these facts say, claims where nothing is proven."""
    return {name: facts.claims.get(name, facts.value(name)) for name in names}
