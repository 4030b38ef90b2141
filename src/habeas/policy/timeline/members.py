"""What events say about one member: organizations, tenure, contracts completed, stated facts."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from habeas.policy.declarations import Declarations, UndeclaredFact, WrongFactValue
from habeas.policy.facts import Fact
from habeas.policy.records import read_fact
from habeas.policy.timeline.contracts import Sides
from habeas.policy.timeline.events import Event, WrongEvent


class Organizations:
    """Who belonged to which organization when."""

    __slots__ = ("_changes",)

    def __init__(self, events: Iterable[Event]) -> None:
        self._changes: dict[str, list[tuple[datetime, bool, str, str]]] = {}
        for event in events:
            if event.type in {"org.member_added", "org.member_removed"}:
                is_removed = event.type == "org.member_removed"
                change = (event.occurred_at, is_removed, event.said.require("org"), event.id)
                self._changes.setdefault(event.said.require("member"), []).append(change)
        for changes in self._changes.values():
            changes.sort()

    def names_of(self, member: str, at: datetime) -> frozenset[str]:
        """Return the ids under which a member acts: their own and their organizations' (F6)."""
        orgs: set[str] = set()
        for changed_at, is_removed, org, _ in self._changes.get(member, ()):
            if changed_at > at:
                break
            (orgs.discard if is_removed else orgs.add)(org)
        return frozenset({member, *orgs})

    def sides_of(self, event: Event) -> Sides:
        """Return the ids on each side of what an event is about.

        Who signs for nobody else named signs for the organizations they belong to then.
        """
        return tuple(
            party.names if party.member is None or party.org else self.names_of(party.member, event.occurred_at)
            for party in event.said.parties
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """What a platform stated of a member or an organization at one instant."""

    at: datetime
    tenure_days: int | None
    completed_contracts: int | None
    messages_365d: int | None
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """All that events say about one member or organization, in order of time."""

    joined_at: datetime | None = None
    stated: tuple[Stated, ...] = ()
    completed_at: tuple[datetime, ...] = ()
    sent_at: tuple[datetime, ...] = field(default=())

    def tenure_days(self, at: datetime) -> int | None:
        """Return days since joining, by the earliest beginning that anything says."""
        begun = [said.at - timedelta(days=said.tenure_days) for said in self._until(at) if said.tenure_days is not None]
        if self.joined_at is not None and self.joined_at <= at:
            begun.append(self.joined_at)
        return (at - min(begun)).days if begun else None

    def completed_contracts(self, at: datetime) -> tuple[int, bool]:
        """Return contracts completed, and whether a statement vouches that none is missing."""
        stated = [said for said in self._until(at) if said.completed_contracts is not None]
        if not stated:
            return _count(self.completed_at, until=at), False
        last = stated[-1]
        later = _count(self.completed_at, until=at) - _count(self.completed_at, until=last.at)
        return (last.completed_contracts or 0) + later, True

    def messages(self, at: datetime, *, window: timedelta) -> int:
        """Return the messages sent in the time before an instant."""
        return _count(self.sent_at, until=at) - _count(self.sent_at, until=at - window)

    def stated_messages(self, at: datetime, *, window: timedelta) -> int | None:
        """Return the number of messages last stated, unless that is long ago."""
        stated = [said for said in self._until(at) if said.messages_365d is not None and said.at > at - window]
        return stated[-1].messages_365d if stated else None

    def stated_facts(self, at: datetime) -> dict[str, Fact]:
        """Return the facts stated till an instant, the latest of each name."""
        found: dict[str, Fact] = {}
        for said in self._until(at):
            found.update(said.facts)
        return found

    def _until(self, at: datetime) -> list[Stated]:
        return [said for said in self.stated if said.at <= at]


def _count(instants: tuple[datetime, ...], *, until: datetime) -> int:
    return bisect_right(instants, until)


def stated_of(event: Event, *, declarations: Declarations, derived: Iterable[str]) -> Stated:
    """Return what a `member.record` event states. Raises WrongEvent for a fact that events derive."""
    facts = {}
    for name, stated in event.said.table("facts").items():
        if name in derived:
            raise WrongEvent(event=event.id, field=f"facts.{name}", wanted="a fact that no event derives", got=stated)
        try:
            facts[name] = read_fact(name, stated, declarations=declarations)
        except (WrongFactValue, UndeclaredFact) as error:
            wanted = error.wanted if isinstance(error, WrongFactValue) else "a declared fact"
            raise WrongEvent(event=event.id, field=f"facts.{name}", wanted=wanted, got=stated) from error
    return Stated(
        event.occurred_at,
        event.said.count("tenure_days"),
        event.said.count("completed_contracts"),
        event.said.count("messages_365d"),
        facts,
    )
