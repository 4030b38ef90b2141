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
from habeas.policy.timeline.events import Event, read_event
from habeas.policy.timeline.history import history_of
from habeas.policy.timeline.late import Response
from habeas.policy.unknown import UNKNOWN
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan

START = datetime(2026, 3, 1, tzinfo=UTC)
POLICY = a_policy(
    a_rule(
        when=[{"if": "contract.state != 'active'", "says": "no contract ran"}],
        unless=["known", "paid", "long"],
        answer=[
            {"strikes": 0, "nudges": 0, "action": "nudge"},
            {"strikes": 1, "action": "warn"},
            {"action": "restrict"},
        ],
    ),
    exceptions=[
        {"id": "known", "if": "pair.known_before", "accepts": "member_word"},
        {"id": "paid", "if": "pair.conversion_fee_paid"},
        {"id": "long", "if": "sender.tenure_days > 300 && sender.completed_contracts > 1"},
    ],
    coverage=[
        {"platform": "market", "since": "2025-01-01", "family": family} for family in ("contract", "record", "pair")
    ],
)
TEXTS = ("Write to me at ana@example.com",)
MEMBERS = ("ana", "bob", "cy")
MOVES = ("offered", "started", "started", "ended", "withdrawn")

BOTH_SIDES = 2

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
        at = START + timedelta(days=day, seconds=self.number)
        return read_event(
            {
                "id": f"e{self.number}",
                "type": kind,
                "platform": "market",
                "occurred_at": at.isoformat(),
                "data": content,
            }
        )

    @rule(pair=pairs, day=days)
    def write(self, pair: list[str], day: int) -> None:
        """Let a message be judged as soon as it is heard."""
        event = self.told("message.sent", day, sender=pair[0], recipients=pair[1:])
        self.messages[event.id] = ToldMessage(event, TEXTS, a_scan(a_finding()))
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
                assert self.harshness_without_single_words(name) < change.before.harshness

    def harshness_without_single_words(self, name: str) -> tuple[bool, Any, Any]:
        """Return how a message comes out in a world in which nobody's word alone was ever heard."""
        proven = [event for event in self.hindsight.heard if not self.is_one_word(event)]
        return self.harshness(name, proven)

    def is_one_word(self, event: Event) -> bool:
        """Tell whether only one of two sides ever said it."""
        if event.said.text("source") != "member":
            return False
        alike = [
            one
            for one in self.hindsight.heard
            if one.type == event.type and set(one.said.texts("parties")) == set(event.said.texts("parties"))
        ]
        return len({by for one in alike for by in one.said.texts("declared_by")}) < BOTH_SIDES

    def harshness(self, name: str, events: list[Event]) -> tuple[bool, Any, Any]:
        history = history_of(events, declarations=POLICY.declarations)
        message = self.messages[name]
        writing = writing_of(message.event, texts=message.texts, declarations=POLICY.declarations)
        grounds = grounds_of(POLICY, history=history, platform="market")
        return screen_for(writing.recipients[0], writing, scan=message.scan, grounds=grounds).decision.verdict.harshness

    @invariant()
    def the_end_is_the_same_in_any_order_and_however_often_each_was_heard(self) -> None:
        """Invariant 10, F1."""
        heard = [*self.hindsight.heard, *self.hindsight.heard[::2]]
        Random(self.number).shuffle(heard)  # noqa: S311  # so that it repeats
        for name in self.messages:
            assert self.harshness(name, heard) == self.harshness(name, self.hindsight.heard)

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
