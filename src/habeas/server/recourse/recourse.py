"""What every kind of decision offers to an appeal: one value of how it stands, and the acts that an outcome needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.reversal import DecisionEffect
from habeas.domain.appeals.standing import Contestable, Matter
from habeas.domain.sanctions.measures import Measure
from habeas.server.audit.operations import Happening
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A decision as far as appeals are concerned, of whatever kind; its row is locked till the transaction ends.

    `member` is whom it is about and whose key seals the appeal. `within` is the case in which it was decided, or the
    hold; empty for none. `took_part` are all who took part in it, whenever: the first is the decider, then who agreed.
    `effects` are all that it did; `since` and `until` bound the time in which it took something from the member, None
    where it took nothing (yet). `protects` names the measures that it records as the least that protects identified
    others (invariant 12). `reports` are those whose authors were told that it was made. `can_be_known`: its member may
    know of it though nothing says that they were informed, and is heard at any time till then. `action` is the step of
    the ladder that it took, `clause` the ground and `platform` where that was, empty where it has none; `held` is the
    sum that it lets wait or took, in minor units.
    """

    matter: Matter
    id: str
    member: str
    within: str = ""
    is_test: bool
    decided_at: datetime
    informed_at: datetime | None
    zone: tzinfo
    language: str
    measures: frozenset[str] = frozenset()
    took_part: tuple[Actor, ...] = ()
    effects: tuple[DecisionEffect, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    protects: frozenset[str] = frozenset()
    reporters: tuple[tuple[str, datetime], ...] = ()
    reports: tuple[str, ...] = ()
    is_undone: bool = False
    can_be_known: bool = False
    action: str = ""
    clause: str = ""
    platform: str = ""
    held: int = 0

    def told(self, outcome: Outcome) -> tuple[str, ...]:
        """Return who hears of an outcome: the member, and by its report who was told of what is undone now."""
        return (self.member, *self.reports) if outcome is Outcome.OVERTURNED else (self.member,)

    @property
    def contestable(self) -> Contestable:
        """Return it as the core looks at who may appeal it, and until when."""
        return Contestable(
            id=self.id,
            member=self.member,
            informed_at=self.informed_at,
            zone=self.zone,
            measures=self.measures,
            reporters=self.reporters,
            is_undone=self.is_undone,
        )


class Recourse(Protocol):
    """What is done with decisions of one kind. Every act is one of the caller's transaction, and safe to repeat."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:
        """Return the decision of this id as it stands; None where there is none of this kind."""
        ...

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:
        """Return the measures that bind at an instant, or will once it takes effect."""
        ...

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Let it be from now on only what an appeal left of it."""
        ...

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:
        """Undo one effect, and return what the log says of it."""
        ...

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:
        """End all measures but some, because the appeal is past its limit; they do not begin again.

        What has not begun does not, till the appeal is over.
        """
        ...

    def tell(self, decision: str, words: Json, *, number: int | None, keys: Keyring, now: datetime) -> NewMessage:
        """Keep what the member is told, readable from now on, and return the webhook that hands it over."""
        ...

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:
        """Return the words that it rested on, each a case for the policy's tests; none where it rested on no words."""
        ...
