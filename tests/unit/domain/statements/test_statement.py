"""A statement is complete, or it is refused with every missing part by name."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.actors import MACHINE
from habeas.domain.sanctions.termination import ExemptionCode
from habeas.domain.statements.automation import Decided, automation_of
from habeas.domain.statements.content import (
    Answered,
    Contact,
    Decider,
    Departures,
    LegalGround,
    LesserStep,
    MoneyLine,
    MoneyState,
    OpenContract,
    PriorDecision,
    Profile,
    SourceType,
    StatedExemption,
    StatementSource,
    Unmasked,
    Weighing,
    Withheld,
)
from habeas.domain.statements.statement import StatementIncomplete
from habeas.policy.actions import Action
from tests.factories.statements import CLAUSE, DETECTED, FACT, HELD, MEASURE, NOW, SPEAKS, a_statement

REPORT = StatementSource(type=SourceType.MEMBER_REPORT, notice_content="he sent a number")
WITHHELD = Withheld(what="a name", basis="an order", approver="lead", recheck_on=date(2026, 12, 1))
REDRESS = a_statement().redress
BY_MACHINE = {
    "action": Action.HOLD_MESSAGE,
    "automation": automation_of([DETECTED, Decided(MACHINE)]),
    "decided_by": Decider("program", "the filter", is_human=False),
}


class TestStatement:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            BY_MACHINE,
            {"source": REPORT},
            {"source": replace(REPORT, notice_content=""), "withheld": (WITHHELD,)},
            {"ground": LegalGround(reference="Penal Code, section 1", text="Threats are forbidden.")},
            {
                "contracts": (
                    OpenContract(id="c1", title="A", goes_on=False, becomes="ended", plan="somebody was hurt"),
                )
            },
            {
                "profiles": frozenset(Profile),
                "redress": replace(REDRESS, mediators=("A", "B"), contract_claim="You may sue."),
            },
            {"measures": (replace(MEASURE, ends_at=None, review_at=NOW, indefinite_because="it may go on"),)},
            {"action": Action.NUDGE, "measures": (), "weighing": replace(a_statement().weighing, lesser=())},
            {"departures": Departures(is_urgent=True, urgent_because="money leaves"), "confirm_by": NOW},
            {"action": Action.TERMINATE, "departures": Departures(egregious_because="all were robbed")},
            {
                "action": Action.TERMINATE,
                "weighing": replace(a_statement().weighing, prior_decisions=(PriorDecision("d0", NOW.date()),)),
                "departures": Departures(exemption=StatedExemption(ExemptionCode.LEGAL_DUTY, ("order 12",))),
            },
        ],
    )
    def test_is_built_where_nothing_is_missing(self, changes: dict[str, Any]) -> None:
        assert a_statement(**changes).id == "S-1"

    @pytest.mark.parametrize(
        ("changes", "part", "rule"),
        [
            ({"effective_at": NOW - timedelta(seconds=1)}, "effective_at", "P2B4-1"),
            ({"measures": ()}, "measures", "DSA17-3a"),
            ({"measures": (replace(MEASURE, ends_at=None),)}, "measures.m1", "DSA17-3a"),
            ({"measures": (replace(MEASURE, ends_at=None, review_at=NOW),)}, "measures.m1", "DSA17-3a"),
            ({"facts": (replace(FACT, evidence=()),)}, "facts.f1", "DSA17-3b"),
            ({"facts": (replace(FACT, text=""),)}, "facts.f1", "DSA17-3b"),
            ({"explanation": "You broke the rule."}, "explanation", "DSA17-3e"),
            ({"element": " "}, "element", "DSA17-3e"),
            ({"source": replace(REPORT, notice_content="")}, "source.notice_content", "P2B4-5"),
            ({"source": replace(REPORT, unmasked=Unmasked("Leo", "", "lead"))}, "source.unmasked", "DSA17-3b"),
            ({"ground": replace(CLAUSE, version="")}, "ground", "DSA17-3e"),
            ({"ground": LegalGround(reference="", text="Threats are forbidden.")}, "ground", "DSA17-3d"),
            ({"ground": LegalGround(reference="Penal Code, section 1", text=" ")}, "ground", "DSA17-3d"),
            ({"decided_by": Decider("", "r", is_human=True)}, "decided_by", "PWD10-5"),
            ({"decided_by": Decider("program", "p", is_human=False)}, "decided_by", "DSA17-3c"),
            (BY_MACHINE | {"action": Action.RESTRICT}, "decided_by", "PWD10-5"),
            ({"contact": Contact("", "mail")}, "contact", "PWD11-1a"),
            ({"money": (replace(HELD, until=None),)}, "money", "FUND-4"),
            ({"money": (MoneyLine(amount=1, currency="USD", state=MoneyState.DEDUCTED),)}, "money", "FUND-5"),
            (
                {"contracts": (OpenContract(id="c1", title="A", goes_on=False, becomes="ended"),)},
                "contracts.c1",
                "FUND-10",
            ),
            ({"redress": replace(REDRESS, appeal_url="")}, "redress.appeal_url", "DSA17-3f"),
            ({"redress": replace(REDRESS, court="")}, "redress.court", "DSA17-3f"),
            ({"redress": replace(REDRESS, ods_bodies_url="")}, "redress.ods_bodies_url", "DSA21-1"),
            (
                {"profiles": frozenset({Profile.BUSINESS_USER}), "redress": replace(REDRESS, mediators=("A", "A"))},
                "redress.mediators",
                "P2B12-1",
            ),
            ({"profiles": frozenset({Profile.UK})}, "redress.contract_claim", "UKOSA-1"),
            ({"weighing": Weighing(number=1, messages=None, gravity="", intent="")}, "weighing", "DSA23-3"),
            ({"weighing": replace(a_statement().weighing, lesser=())}, "weighing.lesser", "DSA14-4"),
            ({"favour": Answered(SPEAKS, "")}, "favour", "DSA14-4"),
            ({"allowed_would_be": ()}, "allowed_would_be", "DSA17-4"),
            ({"how_to_fix": ""}, "how_to_fix", "DSA17-4"),
            ({"how_to_fix": "."}, "how_to_fix", "DSA17-4"),
            ({"allowed_would_be": (" ",)}, "allowed_would_be", "DSA17-4"),
            ({"weighing": replace(a_statement().weighing, intent=" ")}, "weighing", "DSA23-3"),
            (
                {"weighing": replace(a_statement().weighing, lesser=(LesserStep("warn", "-"),))},
                "weighing.lesser",
                "DSA14-4",
            ),
            ({"withheld": (replace(WITHHELD, recheck_on=None),)}, "withheld", "DSA17-5"),
            ({"departures": Departures(is_urgent=True)}, "departures.urgent_because", "DSA14-4"),
            ({"confirm_by": NOW}, "departures.urgent_because", "DSA14-4"),
            ({"action": Action.TERMINATE}, "departures.egregious_because", "DSA23-1"),
            (
                {"departures": Departures(exemption=StatedExemption(ExemptionCode.LEGAL_DUTY, ()))},
                "departures.exemption",
                "P2B4-4",
            ),
        ],
    )
    def test_is_refused_with_the_part_that_is_missing(self, changes: dict[str, Any], part: str, rule: str) -> None:
        """DSA17-1, DSA17-3a, DSA17-3b, DSA17-3d, DSA17-3e, DSA17-3f, DSA17-5: every part is asked for.

        P2B4-4, P2B4-5, P2B12-1, PWD11-1a, FUND-10, UKOSA-1, DSA14-4, DSA23-1.
        """
        with pytest.raises(StatementIncomplete) as refused:
            a_statement(**changes)

        assert (part, rule) in {(one.part, one.rule) for one in refused.value.missing}
        assert all(one.what_to_do for one in refused.value.missing)

    def test_names_all_that_is_missing_at_once(self) -> None:
        with pytest.raises(StatementIncomplete, match=r"lacks facts .*; explanation .*; how_to_fix"):
            a_statement(facts=(), how_to_fix="")

    def test_never_shows_a_notifier_unless_unmasked_with_reason_and_approver(self) -> None:
        """DSA17-3b."""
        unmasked = Unmasked("Leo", "the claim is about his own photograph", "lead")

        assert a_statement(source=replace(REPORT, unmasked=unmasked)).source.unmasked == unmasked


class TestAppealUntil:
    def test_is_the_last_calendar_day_where_the_member_lives(self) -> None:
        """DSA17-3f, DSA20-1: equal to the clock, month ends included."""
        assert a_statement().appeal_until == date(2027, 2, 28)
        late = a_statement(issued_at=NOW + timedelta(hours=11), zone=ZoneInfo("Asia/Tokyo"))
        assert late.appeal_until == date(2027, 3, 1)
