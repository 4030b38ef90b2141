"""Facts that are heard late, twice and in any order: a machine acts on them in the member's favour alone, and on proof.

Messages are judged as they are heard; people decide on some of them. What a machine may then do by itself, it does.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from habeas.domain.decisions import Decision, decide
from habeas.domain.hindsight import Hindsight, ToldMessage, grounds_of, writing_of
from habeas.domain.screenings import screen_for
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.late import Response
from habeas.policy.unknown import UNKNOWN
from tests.factories.hindsights import POLICY, TEXTS, harshness, proven, told_at, told_message

START = datetime(2026, 3, 1, tzinfo=UTC)
MEMBERS = ("ana", "bob", "cy")
MOVES = ("offered", "started", "started", "ended", "withdrawn")

members = st.sampled_from(MEMBERS)
pairs = st.sampled_from([["ana", "bob"], ["ana", "bob"], ["bob", "ana"], ["ana", "cy"]])
days = st.integers(-3, 3)
picks = st.integers(0, 10**6)


class LateFacts(RuleBasedStateMachine):
    """Three members who write to each other; the network brings what the host tells of them as it likes."""

    @initialize(day=days)
    def open(self, day: int) -> None:
        self.hindsight = Hindsight(POLICY)
        self.number = 0
        self.on_the_way: list[Event] = []
        self.messages: dict[str, ToldMessage] = {}
        self.by_people: set[str] = set()
        self.write(["ana", "bob"], day)

    def bring(self, event: Event, *, is_late: bool) -> None:
        """Let an event be heard at once, or be on its way."""
        if is_late:
            self.on_the_way.append(event)
        else:
            self.hindsight.hear(event)

    def told(self, kind: str, day: int, **content: Any) -> Event:  # noqa: ANN401  # an event's own
        self.number += 1
        return told_at(START + timedelta(days=day, seconds=self.number), kind, self.number, content)

    @rule(pair=pairs, day=days)
    def write(self, pair: list[str], day: int) -> None:
        """Let a message be judged as soon as it is heard."""
        event = self.told("message.sent", day, sender=pair[0], recipients=pair[1:])
        self.messages[event.id] = told_message(event)
        self.hindsight.hear(event, message=self.messages[event.id])

    @rule(
        pair=pairs,
        move=st.sampled_from(MOVES),
        contract=st.sampled_from(["c1", "c1", "c2"]),
        day=days,
        late=st.booleans(),
    )
    def move_contract(self, pair: list[str], move: str, contract: str, day: int, late: bool) -> None:
        self.bring(self.told(f"contract.{move}", day, contract=contract, parties=pair), is_late=late)

    @rule(pair=pairs)
    def hear_too_late_that_a_contract_had_ended(self, pair: list[str]) -> None:
        """Let a message be allowed by a contract that was over by then: what is known now would be harsher."""
        contract = {"contract": f"k{self.number}", "parties": pair}
        self.bring(self.told("contract.started", -3, **contract), is_late=False)
        self.write(pair, 2)
        self.bring(self.told("contract.ended", 1, **contract), is_late=False)

    @rule(
        pair=pairs,
        kind=st.sampled_from(["relation.declared", "relation.declared", "conversion_fee.paid"]),
        source=st.sampled_from(["platform", "both", "member", "member"]),
        day=days,
        late=st.booleans(),
    )
    def relate(self, pair: list[str], kind: str, source: str, day: int, late: bool) -> None:
        by = {"both": pair, "member": pair[:1], "platform": []}[source]
        self.bring(self.told(kind, day, parties=pair, declared_by=by, source=source), is_late=late)

    @rule(who=members, tenure=st.integers(0, 900), done=st.integers(0, 9), day=days)
    def keep_record(self, who: str, tenure: int, done: int, day: int) -> None:
        record = {"member": who, "tenure_days": tenure, "completed_contracts": done}
        self.bring(self.told("member.record", day, **record), is_late=True)

    @precondition(lambda self: self.on_the_way)
    @rule(pick=picks, again=st.booleans())
    def arrive(self, pick: int, again: bool) -> None:
        """Let one of what is on its way be heard, and perhaps again later."""
        event = self.on_the_way[pick % len(self.on_the_way)]
        if not again:
            self.on_the_way.remove(event)
        self.hindsight.hear(event)

    @rule(pick=picks)
    def let_a_person_decide(self, pick: int) -> None:
        name = list(self.messages)[pick % len(self.messages)]
        self.by_people.add(name)
        content = {"decision": f"d-{name}", "member": "ana", "message": name, "action": "none", "by_human": True}
        self.hindsight.hear(self.told("decision.made", 4, **content))

    @rule(pick=picks)
    def hear_a_message_again(self, pick: int) -> None:
        message = list(self.messages.values())[pick % len(self.messages)]
        before = self.hindsight.judged
        self.hindsight.hear(message.event, message=message)
        assert self.hindsight.judged == before

    @invariant()
    def a_machine_acts_alone_only_in_the_members_favour_and_on_proof(self) -> None:
        """Invariant 9, F4."""
        for late in self.hindsight.late_messages():
            change, name = late.change, late.change.decision
            if change.after.harshness > change.before.harshness:
                assert change.response is Response.OPEN_CASE
            elif name in self.by_people:
                assert change.response is Response.STAY_AND_ASK
            elif change.response is Response.REVERSE:
                assert change.after.harshness < change.before.harshness
                assert harshness(self.messages[name], proven(self.hindsight.heard)) < change.before.harshness

    @invariant()
    def the_end_is_the_same_in_any_order_and_however_often_each_was_heard(self) -> None:
        """Invariant 10, F1."""
        heard = [*self.hindsight.heard, *self.hindsight.heard[::2]]
        Random(self.number).shuffle(heard)  # noqa: S311  # so that it repeats
        for message in self.messages.values():
            assert harshness(message, heard) == harshness(message, self.hindsight.heard)

    @invariant()
    def what_is_not_known_makes_no_message_worse(self) -> None:
        """Invariant 1."""
        for message in self.messages.values():
            writing = writing_of(message.event, texts=message.texts, declarations=POLICY.declarations)
            grounds = grounds_of(POLICY, history=self.hindsight.history(), platform="market")
            known = screen_for(writing.recipients[0], writing, scan=message.scan, grounds=grounds).decision
            for fact in ("contract.state", "pair.known_before", "sender.tenure_days", "sender.strikes"):
                assert judged_without(fact, known) <= known.verdict.harshness


def judged_without(fact: str, known: Decision) -> tuple[bool, Any, Any]:
    """Return how the same message comes out where one fact is unknown."""
    facts = known.facts.replacing({fact: UNKNOWN})
    return decide(policy=POLICY, scan=known.scan, facts=facts, texts=TEXTS).verdict.harshness


TestLateFacts = LateFacts.TestCase
TestLateFacts.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
