"""The part that automation had is told from events, and nobody can type another."""

import pytest

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.statements.automation import (
    AutomatedDecision,
    CaseEvent,
    Decided,
    DecidedByMachineAlone,
    Detected,
    NobodyDecided,
    ProposalShown,
    automation_of,
)

DETECTED = Detected("phone", "1.2", "a phone number")
BY_ANA = Decided(Actor("ana"))
BY_MACHINE = Decided(MACHINE)


class TestAutomationOf:
    @pytest.mark.parametrize(
        ("events", "detection", "decision"),
        [
            ([DETECTED, BY_MACHINE], True, AutomatedDecision.FULLY),
            ([DETECTED, BY_ANA], True, AutomatedDecision.PARTIALLY),
            ([DETECTED, BY_MACHINE, BY_ANA], True, AutomatedDecision.PARTIALLY),
            ([ProposalShown(), BY_ANA], False, AutomatedDecision.PARTIALLY),
            ([BY_ANA], False, AutomatedDecision.NOT),
        ],
    )
    def test_is_told_from_what_happened(
        self, events: list[CaseEvent], detection: bool, decision: AutomatedDecision
    ) -> None:
        """DSA17-3c: values derive from case events."""
        automation = automation_of(events)

        assert (automation.detection, automation.decision) == (detection, decision)

    def test_names_each_system_once(self) -> None:
        assert automation_of([DETECTED, DETECTED, BY_ANA]).systems == (DETECTED,)

    def test_refuses_events_that_contradict_each_other(self) -> None:
        """DSA17-3c: contradictory values are refused."""
        with pytest.raises(NobodyDecided, match="record who decided"):
            automation_of([DETECTED])
        with pytest.raises(DecidedByMachineAlone, match="no detector pointed"):
            automation_of([BY_MACHINE])
