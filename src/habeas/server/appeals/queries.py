"""Reads of appeals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.policy.timeline.events import Event as Told
from habeas.policy.timeline.events import Fields
from habeas.server.appeals.models import Appeal, Question, Remedy
from habeas.server.appeals.operations import as_json
from habeas.server.appeals.remedies import remedy_as_json
from habeas.server.attachments.queries import list_attachments
from habeas.server.identity.staff import staff_id
from habeas.server.independence.queries import list_parts_of, list_who_took_part
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content

Json = Mapping[str, Any]


def list_appeals(
    *,
    is_test: bool,
    most: int,
    is_open: bool | None = None,
    member: str | None = None,
    decision: str | None = None,
    queue: str | None = None,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Json]:
    """Return appeals as interfaces show them, the oldest first, from behind a place in that order."""
    chosen = Q() if is_open is None else Q(ended_at__isnull=is_open)
    chosen &= Q() if member is None else Q(member=member)
    chosen &= Q() if decision is None else Q(decision=decision)
    chosen &= Q() if queue is None else Q(queue=queue)
    chosen &= Q() if after is None else Q(filed_at__gt=after[0]) | Q(filed_at=after[0], id__gt=after[1])
    rows = Appeal.objects.filter(chosen, is_test=is_test).order_by("filed_at", "id")[:most]
    return [as_json(row) for row in rows]


def list_over(
    *, is_test: bool, most: int, queue: str | None = None, decisions: Collection[str] | None = None
) -> Sequence[Json]:
    """Return appeals that are over, the newest first: those of a queue, or against some decisions only."""
    chosen = Q() if queue is None else Q(queue=queue)
    chosen &= Q() if decisions is None else Q(decision__in=decisions)
    rows = Appeal.objects.filter(chosen, is_test=is_test, ended_at__isnull=False).order_by("-ended_at", "-id")[:most]
    return [as_json(row) for row in rows]


def is_rested(decision: str) -> bool:
    """Tell whether an appeal against a decision is open that is past its limit (invariant 12)."""
    return Appeal.objects.filter(decision=decision, ended_at=None, stayed_at__isnull=False).exists()


def is_overturned(decision: str) -> bool:
    """Tell whether an appeal overturned a decision, be it undone already or not."""
    return Appeal.objects.filter(decision=decision, outcome=Outcome.OVERTURNED).exists()


def get_appeal(appeal_id: str, *, is_test: bool, member: str | None = None) -> Json | None:
    """Return an appeal with its words; None where there is none of this id, or it is not this member's.

    An erased member's has no words left.
    """
    row = Appeal.objects.filter(id=appeal_id, is_test=is_test).first()
    if row is None or member not in {None, row.member_id}:
        return None
    keys = read_keys([row.member_id])
    content = open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}
    done = row.steps.order_by("place").values_list("kind", "subject", "effect", "done_at")
    steps = [
        {"kind": kind, "subject": one, "effect": effect or None, "done_at": None if at is None else at.isoformat()}
        for kind, one, effect, at in done
    ]
    questions = {one["number"]: one["text"] for one in content.pop("questions", ())}
    remedy = Remedy.objects.filter(appeal=row).first()
    return {
        **as_json(row),
        **content,
        "questions": [_question(one, questions.get(one.number)) for one in row.questions.order_by("number")],
        "files": list_attachments(member=row.member_id, is_test=is_test, about=row.id),
        "remedy": None if remedy is None else remedy_as_json(remedy),
        "steps": steps,
    }


def _question(one: Question, text: str | None) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": text,
        "asked_at": one.asked_at.isoformat(),
        "answer_by": one.answer_by.isoformat(),
        "answered_at": None if one.answered_at is None else one.answered_at.isoformat(),
        "closed_at": None if one.closed_at is None else one.closed_at.isoformat(),
    }


def list_contests(members: Collection[str], *, is_test: bool) -> list[Told]:
    """Return when these members' appeals began and ended, as the timeline counts them: meanwhile nothing is a strike.

    One that came too late contests nothing. One against what was done about another's report is not about a decision
    that counts against its member.
    """
    rows = Appeal.objects.filter(member__in=members, is_test=is_test).exclude(state="out_of_time").defer("sealed")
    return [event for row in rows for event in _contests(row)]


def _contests(row: Appeal) -> list[Told]:
    about = {"decision": row.decision, "appeal": row.id}
    events = [_tell("appeal.received", row.id, row.filed_at, about)]
    if row.ended_at is not None:
        ended = "appeal.decided" if row.outcome else "appeal.withdrawn"
        outcome = {"outcome": "overturned"} if row.outcome == "overturned" else {}
        events.append(_tell(ended, row.id, row.ended_at, about | outcome))
    return events


def _tell(kind: str, subject: str, at: datetime, content: Mapping[str, object]) -> Told:
    name = f"{kind}:{subject}"
    return Told(id=name, type=kind, occurred_at=at, platform=None, said=Fields(name, content))


def list_barred(actor: Actor, *, is_test: bool) -> frozenset[str]:
    """Return the open appeals that a person may not hear, for they took part in what these contest (invariant 5)."""
    number = staff_id(actor)
    rows = list(Appeal.objects.filter(is_test=is_test, ended_at=None).defer("sealed"))
    parts = list_parts_of(actor, among={one for row in rows for one in (row.decision, row.within)})
    heard = Appeal.objects.filter(reviewer=number, decision__in={row.decision for row in rows})
    before = set(heard.values_list("decision", "id"))
    return frozenset(
        row.id
        for row in rows
        if number in {row.against_id, row.against_second_id}
        or parts & {row.decision, row.within}
        or any(decision == row.decision and other != row.id for decision, other in before)
    )


def took_part(appeal: str, actor: Actor) -> bool:
    """Tell whether a person took part in what an appeal contests, or heard another one against it (invariant 5)."""
    row = Appeal.objects.get(id=appeal)
    number = staff_id(actor)
    heard = Appeal.objects.filter(decision=row.decision, reviewer=number).exclude(id=appeal)
    is_known = number in {row.against_id, row.against_second_id} or heard.exists()
    return is_known or actor in list_who_took_part([row.decision, row.within])
