"""What databases refuse of who holds a case: who decided in it before, and who escalated it."""

from typing import Final

from habeas.domain.appeals.independence import DECIDING
from habeas.domain.cases.case import ANEW, CaseMove, CaseState
from habeas.server.identity.roles import ROLE_OF, Role
from habeas.server.triggers import Trigger, one_of

_OF_A_CASE: Final = "SELECT {column} FROM cases_caseentry e WHERE e.case_id = {case} AND e.what = '{what}'"


def decided_before(*, case: str, staff: str) -> str:
    """Return the condition that a person brought about what was decided in a case before it was last reopened."""
    reopened = _OF_A_CASE.format(column="e.at", case=case, what=CaseMove.REOPEN)
    return (
        "EXISTS (SELECT 1 FROM independence_participation p"  # noqa: S608  # names of our own
        f" WHERE p.subject = {case} AND p.staff_id = {staff} AND p.part IN {one_of(DECIDING)}"
        f" AND p.at <= ({reopened} ORDER BY e.id DESC LIMIT 1))"
    )


def _held_anew(verb: str) -> Trigger:
    """Return that nobody holds a case again who decided it before (DSA20-6)."""
    asked = "NEW.holder_id IS NOT NULL"
    if verb == "UPDATE":
        asked += " AND NEW.holder_id {differs} OLD.holder_id"
    refuses = f"{asked} AND {decided_before(case='NEW.id', staff='NEW.holder_id')}"
    words = "who decided in a case before it was opened again does not take it; another person does"
    return Trigger(f"case_is_held_anew_{verb.lower()}", "cases_case", verb, refuses, words)


def _moved_anew() -> Trigger:
    """Return that nobody moves a case on who decided it before; to give it away says nothing of who takes it."""
    moves = one_of(ANEW - {CaseMove.HAND_OVER})
    refuses = f"NEW.what IN {moves} AND {decided_before(case='NEW.case_id', staff='NEW.by_id')}"
    words = "who decided in a case before it was opened again does not decide it; another person does"
    return Trigger("case_is_moved_anew", "cases_caseentry", "INSERT", refuses, words)


def _taken_above() -> Trigger:
    """Return that what a person escalated is taken by a senior; where nobody keeps roles, by anybody else."""
    seniors = f"({_grouped(one_of([Role.SENIOR_REVIEWER.group]))} AND g.staff_id = NEW.holder_id)"
    reopened = _OF_A_CASE.format(column="MAX(e.id)", case="NEW.id", what=CaseMove.REOPEN)
    escalated = (
        _OF_A_CASE.format(column="e.by_id", case="NEW.id", what=CaseMove.ESCALATE)
        + f" AND e.by_id IS NOT NULL AND e.id > COALESCE(({reopened}), 0) ORDER BY e.id DESC LIMIT 1"
    )
    above = (
        f"(EXISTS {seniors} OR NOT EXISTS ({_grouped(one_of(ROLE_OF))} AND s.is_active)"
        f" AND NEW.holder_id <> ({escalated}))"
    )
    refuses = (
        f"OLD.state = '{CaseState.ESCALATED}' AND NEW.state = '{CaseState.CLAIMED}'"
        f" AND ({escalated}) IS NOT NULL AND NOT {above}"
    )
    words = "a case that was escalated is taken by somebody with more to say"
    return Trigger("escalated_case_is_taken_above", "cases_case", "UPDATE", refuses, words)


def _grouped(groups: str) -> str:
    """Return who of the staff is in any of these groups, as a query that goes on."""
    return (
        "SELECT 1 FROM identity_staff_groups g JOIN auth_group r ON r.id = g.group_id"  # noqa: S608  # names of our own
        f" JOIN identity_staff s ON s.id = g.staff_id WHERE r.name IN {groups}"
    )


def triggers_of(_vendor: str) -> tuple[Trigger, ...]:
    """Return all of them; both databases write them alike."""
    return (_held_anew("INSERT"), _held_anew("UPDATE"), _moved_anew(), _taken_above())
