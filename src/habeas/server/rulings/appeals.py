"""Appeals between their rows and the core, which alone moves them."""

import secrets
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.actors import Actor
from habeas.domain.appeals import appeal as core
from habeas.domain.appeals.standing import Contestable, Standing
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Appeal, Sanction
from habeas.server.rulings.sanctions import open_content, seal_content, took_part

Json = Mapping[str, Any]


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


def contestable(row: Sanction) -> Contestable:
    """Return a sanction as far as appeals are concerned: contested from when its statement was handed over."""
    return Contestable(
        id=row.id,
        member=row.member_id,
        informed_at=row.notified_at,
        zone=ZoneInfo(row.zone),
        measures=frozenset(one["id"] for one in row.measures),
    )


def standing_of(row: Appeal, content: Json) -> core.Appeal:
    """Return an appeal as the core moves it; `content` is what is sealed of it."""
    override = None
    if row.override_by_id is not None:
        override = core.Override(content["override"], actor_of(row.override_by_id))
    return core.Appeal(
        id=row.id,
        decision=row.sanction_id,
        standing=Standing.MEMBER,
        by=Actor(row.member_id),
        filed_at=row.filed_at,
        arguments=tuple(core.Argument(one["id"], one["text"]) for one in content["arguments"]),
        state=core.AppealState(row.state),
        acknowledged_at=row.acknowledged_at,
        reviewer=None if row.reviewer_id is None else actor_of(row.reviewer_id),
        override=override,
        ended_at=row.ended_at,
    )


def list_standing(sanction: Sanction, *, keys: Keyring) -> list[core.Appeal]:
    """Return the appeals against a sanction, the oldest first."""
    rows = Appeal.objects.filter(sanction=sanction).order_by("filed_at", "id")
    return [standing_of(row, open_content(row.member_id, row.sealed, keys=keys)) for row in rows]


def take_over(row: Appeal, moved: core.Appeal, content: Json, *, keys: Keyring) -> None:
    """Write how an appeal stands now, and its words."""
    row.state, row.acknowledged_at, row.ended_at = moved.state, moved.acknowledged_at, moved.ended_at
    row.reviewer_id = None if moved.reviewer is None else staff_id(moved.reviewer)
    row.override_by_id = None if moved.override is None else staff_id(moved.override.by)
    row.outcome = "" if moved.ruling is None else moved.ruling.outcome
    row.sealed = seal_content(row.member_id, content, keys=keys)
    row.save()


def list_involved(row: Appeal, sanction: Sanction) -> list[Actor]:
    """Return who may not hear an appeal: who decided, who agreed, who heard an earlier one (invariant 5)."""
    earlier = Appeal.objects.filter(sanction=sanction).exclude(id=row.id).exclude(reviewer=None)
    return took_part(sanction) + [actor_of(one) for one in earlier.values_list("reviewer", flat=True) if one]


def as_message(row: Appeal) -> dict[str, Any]:
    """Return what a webhook tells of an appeal: ids and outcomes, no words of anybody."""
    return {
        "appeal": row.id,
        "decision": row.sanction_id,
        "member": row.member_id,
        "state": row.state,
        "outcome": row.outcome or None,
        "filed_at": row.filed_at.isoformat(),
        "due_at": None if row.due_at is None else row.due_at.isoformat(),
        "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
    }
