"""What part automation had in a decision: told from what happened in the case, never typed by anybody (DSA17-3c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused


class AutomatedDecision(StrEnum):
    """How far the decision itself was automated."""

    NOT = "not_automated"
    PARTIALLY = "partially"
    FULLY = "fully"


@dataclass(frozen=True, slots=True)
class Detected:
    """A detector pointed something out: which, in which version, what it signalled in plain words."""

    detector: str
    version: str
    signalled: str


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """The machine's proposal was shown to who decided."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody decided."""

    by: Actor


CaseEvent = Detected | ProposalShown | Decided


class NobodyDecided(Refused):
    """Events of a case in which nobody decided: there is nothing to state."""

    rule = "DSA17-3c"
    says = "the events of the case hold no decision; record who decided before its statement is written"


class DecidedByMachineAlone(Refused):
    """A machine that decided without having found anything."""

    rule = "DSA17-3c"
    says = "{actor} decided although no detector pointed anything out; the events of the case contradict each other"


@dataclass(frozen=True, slots=True)
class Automation:
    """Whether it was found and decided by programs, and which ones."""

    detection: bool
    decision: AutomatedDecision
    systems: tuple[Detected, ...]


def automation_of(events: Iterable[CaseEvent]) -> Automation:
    """Return the part that automation had. The last decision counts. Raises NobodyDecided, DecidedByMachineAlone."""
    told = list(events)
    deciders = [event.by for event in told if isinstance(event, Decided)]
    systems = tuple(dict.fromkeys(event for event in told if isinstance(event, Detected)))
    if not deciders:
        raise NobodyDecided
    if not deciders[-1].is_human:
        if not systems:
            raise DecidedByMachineAlone(actor=deciders[-1].id)
        return Automation(detection=True, decision=AutomatedDecision.FULLY, systems=systems)
    helped = bool(systems) or any(isinstance(event, ProposalShown) for event in told)
    decision = AutomatedDecision.PARTIALLY if helped else AutomatedDecision.NOT
    return Automation(detection=bool(systems), decision=decision, systems=systems)
