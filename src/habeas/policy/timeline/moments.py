"""One moment to judge: who wrote to whom, when, about which contract; and the facts as they stood then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from habeas.policy.coverage import Absence
from habeas.policy.facts import Fact, Facts, gather
from habeas.policy.shipped_facts import NUDGE_WINDOW, YEAR
from habeas.policy.timeline.contracts import Contract, best_state
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.history import History
from habeas.policy.timeline.members import MemberHistory
from habeas.policy.timeline.pairs import FEE_PAID, KNOWN_BEFORE, settle
from habeas.policy.timeline.spans import is_open
from habeas.policy.timeline.strikes import EXCEPTION_WINDOW, PastDecision, Standing
from habeas.policy.unknown import Value

_NO_HISTORY: Final = MemberHistory()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A message to judge. `recipient` None: it was written for everybody, as a profile is."""

    at: datetime
    sender: str
    recipient: str | None = None
    contract: str | None = None
    conversation: str | None = None
    context: Mapping[str, Fact] = field(default_factory=dict)


class CountedWindow(Protocol):
    """A count that a rule declares: events of one type by one member, pair or conversation in a window."""

    @property
    def name(self) -> str:
        """Return the fact that holds the count."""

    @property
    def event(self) -> str:
        """Return the type of event that is counted."""

    @property
    def by(self) -> str:
        """Return whose events: `sender`, `pair` or `conversation`."""

    @property
    def window(self) -> timedelta:
        """Return how far back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How long a policy remembers: its counters, and when strikes and nudges stop counting (S14)."""

    strikes: timedelta = YEAR
    nudges: timedelta = NUDGE_WINDOW
    counters: tuple[CountedWindow, ...] = ()


def facts_at(moment: Moment, *, history: History, absence: Absence, memory: Memory) -> Facts:
    """Return the facts as they stood at a moment, from all that is known of it now."""
    view = _View(moment, history, absence, memory)
    declared = absence.declarations
    found = dict(moment.context)
    for name, fact in (*view.stated().items(), *view.derived().items()):
        # One member's claim never hides what the caller, who is the platform, says.
        if name in declared and (name not in found or fact.source in declared[name].proven_by):
            found[name] = fact
    return gather(
        found,
        declarations=declared,
        absent=absence.values(on=moment.at.date()),
        by_clause=view.nudges_by_clause(),
    )


class _View:
    """The history as seen from one moment."""

    def __init__(self, moment: Moment, history: History, absence: Absence, memory: Memory) -> None:
        self._at: Final = moment.at
        self._moment: Final = moment
        self._history: Final = history
        self._absence: Final = absence
        self._memory: Final = memory
        self._sender: Final = history.organizations.names_of(moment.sender, moment.at)
        self._recipient: Final = (
            frozenset[str]()
            if moment.recipient is None
            else history.organizations.names_of(moment.recipient, moment.at)
        )
        self._record: Final = history.members.get(moment.sender, _NO_HISTORY)
        self._decisions: Final = self._made_by(moment.sender)

    def derived(self) -> dict[str, Fact]:
        """Return the facts that events prove or that somebody claims."""
        proven = {
            "contract.state": self._contract_state(),
            "contract.in_dispute": self._is_in_dispute(),
            "pair.asked_first": self._asked_first(),
            "pair.days_known": self._days_known(),
            "sender.strikes": len(self._standing(Standing.COUNTS)),
            # On a clause that `nudges_by_clause` does not name.
            NUDGES: 0,
            "sender.messages_365d": self._messages(),
            "sender.tenure_days": self._record.tenure_days(self._at),
            "sender.completed_contracts": self._completed_contracts(),
            **self._uses(),
            **self._counts(),
        }
        facts = {name: Fact(value) for name, value in proven.items() if value is not None}
        return {**facts, **dict(self._statements())}

    def stated(self) -> dict[str, Fact]:
        """Return the facts that a platform stated of the members; a plan counts on either side."""
        found: dict[str, Fact] = {}
        for name, fact in self._stated_of_both():
            if name not in found or fact.value is True:
                found[name] = fact
        return found

    def nudges_by_clause(self) -> dict[str, dict[str, Value]]:
        """Return the nudges remembered on each clause (S14)."""
        remembered = self._memory.nudges
        clauses = [
            decision.clause
            for decision in self._decisions
            if decision.clause is not None and decision.is_nudge(self._at, remembered=remembered)
        ]
        return {clause: {NUDGES: clauses.count(clause)} for clause in clauses}

    def _made_by(self, member: str | None) -> tuple[PastDecision, ...]:
        """Return earlier decisions on a member: the answer to this very message is none of them."""
        made = self._history.decisions.get(member or "", ())
        return tuple(decision for decision in made if decision.made_at < self._at)

    def _standing(self, standing: Standing) -> list[PastDecision]:
        expires_after = self._memory.strikes
        return [one for one in self._decisions if one.standing(self._at, expires_after=expires_after) is standing]

    def _stated_of_both(self) -> Iterator[tuple[str, Fact]]:
        for name in sorted(self._sender):
            yield from self._history.members.get(name, _NO_HISTORY).stated_facts(self._at).items()
        for name in sorted(self._recipient):
            for fact, said in self._history.members.get(name, _NO_HISTORY).stated_facts(self._at).items():
                if self._absence.declarations[fact].family == "plan":
                    yield fact, said

    def _contracts(self) -> list[Contract]:
        """Return the contract that the message names, where it is one between the two; else all of them."""
        between = [
            contract
            for turns in self._history.contracts.values()
            for contract in turns
            if contract.is_between(self._sender, self._recipient)
        ]
        return [contract for contract in between if contract.id == self._moment.contract] or between

    def _contract_state(self) -> str | None:
        states = [contract.state(self._at) for contract in self._contracts()]
        return best_state(state for state in states if state is not None)

    def _is_in_dispute(self) -> bool | None:
        spans = [contract.disputes for contract in self._contracts()]
        heard = any(opened <= self._at for disputes in spans for opened, _ in disputes)
        return any(is_open(disputes, self._at) for disputes in spans) if heard else None

    def _statements(self) -> Iterator[tuple[str, Fact]]:
        told = [statement for statement in self._history.statements if statement.at <= self._at]
        for name in (KNOWN_BEFORE, FEE_PAID):
            fact = settle(
                (statement for statement in told if statement.name == name),
                first=self._sender,
                second=self._recipient,
            )
            if fact is not None:
                yield name, fact

    def _asked_first(self) -> str | None:
        asked = [(decision.made_at, "sender") for decision in self._decisions if _asks(decision, self._recipient)]
        asked += [
            (decision.made_at, "recipient")
            for decision in self._made_by(self._moment.recipient)
            if _asks(decision, self._sender)
        ]
        return min(asked, default=(None, None))[1]

    def _days_known(self) -> int | None:
        if not self._absence.is_complete("pair", on=self._at.date()):
            return None
        met = [moved_at for contract in self._contracts() for moved_at, _ in contract.moves]
        met += self._written(self._moment.sender, self._recipient)
        met += self._written(self._moment.recipient, self._sender)
        first = min((instant for instant in met if instant <= self._at), default=self._at)
        return (self._at - first).days

    def _written(self, member: str | None, others: frozenset[str]) -> list[datetime]:
        acts = self._history.actors.get(member or "", ())
        return [act.occurred_at for act in acts if others.intersection(act.said.texts("recipients"))]

    def _messages(self) -> int | None:
        """Return the messages of 365 days, where the platform feeds all of them or states their number."""
        joined_at, day = self._record.joined_at, self._at.date()
        is_complete = self._absence.is_complete("traffic", on=day, window=YEAR) or (
            joined_at is not None and self._absence.is_complete("traffic", on=joined_at.date())
        )
        if is_complete:
            return self._record.messages(self._at, window=YEAR)
        return self._record.stated_messages(self._at, window=YEAR)

    def _completed_contracts(self) -> int | None:
        completed, is_vouched_for = self._record.completed_contracts(self._at)
        is_known = is_vouched_for or self._absence.is_complete("record", on=self._at.date())
        return completed if is_known else None

    def _uses(self) -> dict[str, int]:
        """Return how often each exception with a limit was used, with this recipient and in 30 days (S6)."""
        used = [decision for decision in self._decisions if decision.exceptions and not decision.is_reversed]
        recent = [decision for decision in used if decision.made_at > self._at - EXCEPTION_WINDOW]
        with_pair = [decision for decision in used if decision.others & self._recipient]
        counted = {"per_pair": with_pair, "per_30_days": recent}
        return {
            name: sum(exception in _fact_names(decision) for decision in counted[window])
            for name in self._absence.declarations
            if name.startswith("uses.")
            for _, exception, window in [name.split(".")]
        }

    def _counts(self) -> dict[str, int]:
        """Return the counts that rules declare, where the platform feeds what is counted (F2)."""
        declarations, day = self._absence.declarations, self._at.date()
        return {
            counter.name: self._count(counter)
            for counter in self._memory.counters
            if self._absence.is_complete(declarations[counter.name].family, on=day, window=counter.window)
        }

    def _count(self, counter: CountedWindow) -> int:
        return sum(
            event.type == counter.event and self._at - counter.window < event.occurred_at <= self._at
            for event in self._counted(counter.by)
        )

    def _counted(self, by: str) -> Iterable[Event]:
        if by == "conversation":
            wanted = self._moment.conversation
            return [event for event in self._history.events if event.said.text("conversation") == wanted]
        acts = self._history.actors.get(self._moment.sender, ())
        if by == "sender":
            return acts
        return [act for act in acts if self._recipient.intersection(act.said.texts("recipients"))]


NUDGES: Final = "sender.nudges"


def _asks(decision: PastDecision, others: frozenset[str]) -> bool:
    return decision.finding not in {None, "none"} and bool(decision.others & others)


def _fact_names(decision: PastDecision) -> set[str]:
    return {exception.replace("-", "_") for exception in decision.exceptions}
