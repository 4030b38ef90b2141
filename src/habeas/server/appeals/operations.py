"""Appeals between their rows and the core, which alone moves them."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.appeals import appeal as core
from habeas.domain.appeals.standing import Mandate, Matter, Standing
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.models import Mandate as MandateRow
from habeas.server.appeals.people import mandate_of_row
from habeas.server.deadlines.clocks import meet_clocks, resume_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline, set_deadline
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import open_content, seal_content

Json = Mapping[str, Any]

MEMBER: Final = "member"
"""Whom a step of a reversal tells, where it is the appeal's member: no step holds their id."""


class NoSuchAppeal(LookupError):
    """An appeal that is not there."""


def new_id() -> str:
    """Return the id of an appeal, made at random."""
    return f"apl_{secrets.token_hex(13)}"


def lock_appeal(appeal_id: str, *, is_test: bool) -> Appeal:
    """Return an appeal, locked till the transaction ends. Raises NoSuchAppeal."""
    row = Appeal.objects.select_for_update().filter(id=appeal_id, is_test=is_test).first()
    if row is None:
        raise NoSuchAppeal(appeal_id)
    return row


def standing_of(row: Appeal, content: Json) -> core.Appeal:
    """Return an appeal as the core moves it; `content` is what is sealed of it."""
    override = None
    if row.override_by_id is not None:
        override = core.Override(content["override"], actor_of(row.override_by_id))
    return core.Appeal(
        id=row.id,
        decision=row.decision,
        standing=Standing(row.standing),
        by=Actor(row.filed_by),
        filed_at=row.filed_at,
        arguments=tuple(core.Argument(one["id"], one["text"]) for one in content["arguments"]),
        measures=frozenset(row.measures),
        state=core.AppealState(row.state),
        acknowledged_at=row.acknowledged_at,
        reviewer=None if row.reviewer_id is None else actor_of(row.reviewer_id),
        given_by=None if row.given_by_id is None else actor_of(row.given_by_id),
        override=override,
        new_facts=frozenset(one["id"] for one in content.get("new_facts", ())),
        ended_at=row.ended_at,
    )


def list_standing(decision: str, *, member: str, keys: Keyring) -> list[core.Appeal]:
    """Return a member's appeals against a decision, the oldest first."""
    rows = Appeal.objects.filter(decision=decision, member=member).order_by("filed_at", "id")
    return [standing_of(row, open_content(row.member_id, row.sealed, keys=keys)) for row in rows]


def take_over(row: Appeal, moved: core.Appeal, content: Json, *, keys: Keyring) -> None:
    """Write how an appeal stands now, and its words."""
    row.state, row.acknowledged_at, row.ended_at = moved.state, moved.acknowledged_at, moved.ended_at
    row.reviewer_id = None if moved.reviewer is None else staff_id(moved.reviewer)
    row.given_by_id = None if moved.given_by is None else staff_id(moved.given_by)
    row.override_by_id = None if moved.override is None else staff_id(moved.override.by)
    row.outcome = "" if moved.ruling is None else moved.ruling.outcome
    row.sealed = seal_content(row.member_id, content, keys=keys)
    row.save()


def close_question(row: Appeal, *, at: datetime, answered: bool) -> int | None:
    """Let an appeal wait no longer, and its clocks run on; return which question it was, None where none is open."""
    question = row.questions.filter(closed_at=None).first()
    if question is None:
        return None
    question.closed_at, question.answered_at = at, at if answered else None
    question.save(update_fields=["closed_at", "answered_at"])
    resume_clocks(row.id, is_test=row.is_test, now=at)
    return question.number


def stop_clocks(row: Appeal, *, now: datetime) -> None:
    """Wait for nothing more in an appeal that is over."""
    meet_clocks(row.id, is_test=row.is_test, now=now)
    cancel_deadline(kind=Kind.CHECK_APPEAL, subject=row.id, is_test=row.is_test, now=now)


def let_go_on(row: Appeal, *, now: datetime) -> None:
    """Look at a sanction again whose effect waited for the answer to an appeal that came late."""
    if row.stayed_at is not None and row.matter == Matter.SANCTION and row.outcome != core.Outcome.OVERTURNED:
        rule = f"answered:{row.id}"
        kind = Kind.ADVANCE_SANCTION
        set_deadline(kind=kind, subject=row.decision, rule=rule, due_at=now, is_test=row.is_test, now=now)


def list_mandates(member: str) -> list[Mandate]:
    """Return whom a member has let act for them, as the core knows mandates."""
    rows = MandateRow.objects.filter(member=member).order_by("given_at", "id")
    return [mandate_of_row(row) for row in rows]


def number_of(row: Appeal) -> int | None:
    """Return which appeal against its decision it is, None for the first: its notices are told apart by it."""
    before = Appeal.objects.filter(decision=row.decision, member=row.member_id, filed_at__lt=row.filed_at)
    number = before.exclude(state=core.AppealState.OUT_OF_TIME).count()
    return number + 1 if number else None


def list_earlier_reviewers(row: Appeal) -> list[Actor]:
    """Return who heard other appeals against the same decision: none of them hears this one (invariant 5)."""
    earlier = Appeal.objects.filter(decision=row.decision).exclude(id=row.id).exclude(reviewer=None)
    return [actor_of(one) for one in earlier.values_list("reviewer", flat=True) if one]


def as_message(row: Appeal) -> dict[str, Any]:
    """Return what a webhook tells of an appeal: ids and outcomes, no words of anybody."""
    return {
        "appeal": row.id,
        "matter": row.matter,
        "decision": row.decision,
        "member": row.member_id,
        "state": row.state,
        "queue": row.queue or None,
        "outcome": row.outcome or None,
        "filed_at": row.filed_at.isoformat(),
        "due_at": _written(row.due_at),
        "ended_at": _written(row.ended_at),
    }


def as_json(row: Appeal) -> dict[str, Any]:
    """Return an appeal as interfaces show it: no words of anybody."""
    told = as_message(row)
    del told["appeal"]
    return {
        "id": row.id,
        **told,
        "routed_by": row.routed_by,
        "language": row.language or None,
        "language_source": row.language_source or None,
        "standing": row.standing,
        "filed_by": row.filed_by,
        "measures": row.measures,
        "acknowledged_at": _written(row.acknowledged_at),
        "stayed_at": _written(row.stayed_at),
        "reviewer": None if row.reviewer_id is None else actor_of(row.reviewer_id).id,
        "given_by": None if row.given_by_id is None else actor_of(row.given_by_id).id,
        "override_by": None if row.override_by_id is None else actor_of(row.override_by_id).id,
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
