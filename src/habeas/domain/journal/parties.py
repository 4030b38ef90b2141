"""Who pays whom under a contract, and from when: whoever takes one over is a party from then on, and not before."""

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.domain.journal.facts import STARTED, Fact, FactKind


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a contract in turn, as facts that name both sides: never none, each from its time on.

    Only a start makes anybody a party. What happened before the first is the first's, for events come late.
    """

    turns: tuple[Fact, ...]

    @property
    def payees(self) -> frozenset[str]:
        """Return everybody who was ever to be paid."""
        return frozenset(turn.payee for turn in self.turns)

    @property
    def payers(self) -> frozenset[str]:
        """Return everybody who ever was to pay."""
        return frozenset(turn.payer for turn in self.turns)

    @property
    def now(self) -> Fact:
        """Return whose turn it is after all that was told."""
        return self.turns[-1]

    def at(self, fact: Fact) -> Fact:
        """Return whose turn it is when something happens: at the instant of a handing over, whoever takes over."""
        begun = [turn for turn in self.turns if turn.occurred_at <= fact.occurred_at]
        return begun[-1] if begun else self.turns[0]

    def of(self, member: str) -> Fact | None:
        """Return the last turn in which somebody was a party, None where they never were."""
        return next((turn for turn in reversed(self.turns) if member in {turn.payer, turn.payee}), None)


def read_parties(facts: Iterable[Fact]) -> Parties | None:
    """Return who the parties of a contract were, None where nobody told of both sides.

    An offer, a pause or an end names parties and makes none, unless no start was told: then whoever was named first is.
    """
    named = sorted((fact for fact in facts if fact.kind is FactKind.SIDES), key=lambda fact: fact.place)
    started = [fact for fact in named if fact.outcome == STARTED] or named[:1]
    turns: list[Fact] = []
    for fact in started:
        if not turns or (fact.payer, fact.payee) != (turns[-1].payer, turns[-1].payee):
            turns.append(fact)
    return Parties(tuple(turns)) if turns else None
