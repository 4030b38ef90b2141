"""An appeal as it stands: its arguments and files, who hears it, what was asked, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.standing import OutOfTime, Standing
from habeas.domain.attachments import ReceivedFile


class AppealState(StrEnum):
    """Where an appeal stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    MORE_ASKED = "more_asked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    OUT_OF_TIME = "out_of_time"


OPEN: Final = frozenset({AppealState.RECEIVED, AppealState.ACKNOWLEDGED, AppealState.ASSIGNED, AppealState.MORE_ASKED})
"""The states in which an appeal still has to be answered, and its decision is contested."""


class Outcome(StrEnum):
    """What an appeal does to its decision."""

    UPHELD = "upheld"
    VARIED = "varied"
    OVERTURNED = "overturned"


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that the member says against the decision; each gets an answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Override:
    """Why a reviewer who took part hears an appeal all the same, and who allowed it; it is logged (invariant 5)."""

    reason: str
    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """How an appeal was decided: outcome, reasons of the reviewer's own, and an answer to each argument.

    `measures` are those that stay, for a varied decision.
    """

    outcome: Outcome
    by: Actor
    at: datetime
    reasons: str
    answers: Mapping[str, str]
    measures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal against one decision, or some of its measures (none named: all of it)."""

    id: str
    decision: str
    standing: Standing
    by: Actor
    filed_at: datetime
    arguments: tuple[Argument, ...]
    files: tuple[ReceivedFile, ...] = ()
    measures: frozenset[str] = frozenset()
    state: AppealState = AppealState.RECEIVED
    out_of_time: OutOfTime | None = None
    acknowledged_at: datetime | None = None
    reviewer: Actor | None = None
    given_by: Actor | None = None
    override: Override | None = None
    new_facts: frozenset[str] = frozenset()
    ruling: Ruling | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be answered."""
        return self.state in OPEN
