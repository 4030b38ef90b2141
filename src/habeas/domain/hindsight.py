"""Judges messages that events tell of, with what had been heard by then and with what is known now.

Pure: the events come in the order in which they were heard, the scans from detection.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from habeas.detection.findings import Scan
from habeas.domain.decisions import Decision
from habeas.domain.screenings import Grounds, Writing, judge_for, screen_for
from habeas.policy.coverage import absence_on
from habeas.policy.declarations import Declarations, Source
from habeas.policy.facts import Fact, Facts
from habeas.policy.records import facts_from_record
from habeas.policy.rules import Policy
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.history import History, history_of
from habeas.policy.timeline.late import Judgement, LateChange, weigh_late_facts
from habeas.policy.verdicts import Verdict

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
    """A message to one recipient whose decision late facts change; `recipient` None: to everybody."""

    writing: Writing
    recipient: str | None
    change: LateChange


def writing_of(event: Event, *, texts: tuple[str, ...] = (), declarations: Declarations) -> Writing:
    """Return the message of an event, with what its sender and the caller said of it then.

    `context` holds facts as of sending, as a line of `habeas decide` does. Raises WrongEvent, WrongFactValue,
    UndeclaredFact.
    """
    said = event.said
    beside = {name: said.content[name] for name in SAID_WITH_IT if name in said.content}
    platform = {} if event.platform is None else {"platform": event.platform}
    context = facts_from_record(said.table("context"), declarations=declarations)
    return Writing(
        at=event.occurred_at,
        sender=said.require("sender"),
        recipients=said.texts("recipients"),
        texts=texts,
        contract=said.text("contract"),
        conversation=said.text("conversation"),
        stated=_claims(context) | _said(facts_from_record({**beside, **platform}, declarations=declarations)),
        context=_said(context),
    )


def _said(facts: Facts) -> dict[str, Fact]:
    return {name: Fact(facts.values[name], source) for name, source in facts.said.items()}


def _claims(facts: Facts) -> dict[str, Fact]:
    return {name: Fact(value, Source.MEMBER) for name, value in facts.claims.items()}


def grounds_of(policy: Policy, *, history: History, platform: str | None) -> Grounds:
    """Return what messages on a platform are judged on."""
    absence = absence_on(platform, declarations=policy.declarations, fed=policy.coverage)
    return Grounds(policy=policy, history=history, absence=absence)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A message as it was judged when it was heard of: for each recipient, the facts as they were known."""

    message: ToldMessage
    writing: Writing
    known: Mapping[str | None, Facts]


@dataclass(slots=True)
class Hindsight:
    """Events as they were heard one after the other; what was judged meanwhile is looked at again at the end."""

    policy: Policy
    heard: list[Event] = field(default_factory=list)
    _judged: dict[str, _Judged] = field(default_factory=dict)

    def hear(self, event: Event, *, message: ToldMessage | None = None) -> None:
        """Add an event. A message that holds something is judged with what has been heard till now."""
        self.heard.append(event)
        if message is None or not message.scan.findings or event.id in self._judged:
            return
        writing = writing_of(event, texts=message.texts, declarations=self.policy.declarations)
        self._judged[event.id] = _Judged(message, writing, dict(self._accounts(message, writing, self.history())))

    def history(self) -> History:
        """Return what all that was heard tells. Raises WrongEvent."""
        return history_of(self.heard, declarations=self.policy.declarations)

    @property
    def judged(self) -> int:
        """Return how many messages were judged, each recipient of one counted."""
        return sum(len(judged.known) for judged in self._judged.values())

    def late_messages(self) -> tuple[LateMessage, ...]:
        """Return the messages that come out otherwise on what is known now, in the order they were heard in."""
        now = self.history()
        by_person = frozenset(_decided_by_people(self.heard))
        return tuple(late for judged in self._judged.values() for late in self._weigh(judged, now, by_person))

    def _weigh(self, judged: _Judged, now: History, by_person: frozenset[str]) -> Iterator[LateMessage]:
        message, writing, name = judged.message, judged.writing, judged.message.event.id
        grounds = grounds_of(self.policy, history=now, platform=message.event.platform)
        for recipient, known_now in self._accounts(message, writing, now):
            judge = judge_for(recipient, writing, scan=message.scan, grounds=grounds)
            judgement = Judgement(
                decision=name,
                facts=judged.known[recipient],
                judge=partial(_verdict, judge),
                by_human=name in by_person,
            )
            change = weigh_late_facts(judgement, now_known=known_now)
            if change is not None:
                yield LateMessage(writing, recipient, change)

    def _accounts(self, message: ToldMessage, writing: Writing, history: History) -> Iterator[tuple[str | None, Facts]]:
        """Yield for each recipient the facts that the milder account of the message rests on."""
        grounds = grounds_of(self.policy, history=history, platform=message.event.platform)
        for recipient in writing.recipients or (None,):
            screened = screen_for(recipient, writing, scan=message.scan, grounds=grounds)
            yield recipient, screened.decision.facts


def _verdict(decide: Callable[[Facts], Decision], facts: Facts) -> Verdict:
    return decide(facts).verdict


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
