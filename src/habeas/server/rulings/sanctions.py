"""Sanctions between their rows and the core, which alone moves them."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import part_in_sanction
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.lengths import Length, Unit
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions import sanction as core
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.measures import Capability, Measure, Restriction
from habeas.domain.sanctions.moves import Move
from habeas.domain.sanctions.termination import Exemption, ExemptionCode
from habeas.policy.actions import ACTIONS
from habeas.server.deadlines.clocks import keep_clock, meet_clocks
from habeas.server.deadlines.queries import has_running
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.independence.operations import note_part
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import seal_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.telling import tell_moved

Json = Mapping[str, Any]

_MOMENTS: Final = (
    "announced_at",
    "answered_at",
    "replied_at",
    "stated_at",
    "notified_at",
    "effective_at",
    "reviewed_at",
    "ended_at",
    "reversed_at",
)

ENDS_BY_ITSELF: Final = frozenset(
    {ClockId.SUSPENSION_INTERIM, ClockId.SUSPENSION_LONGEST, ClockId.IMMINENT_HARM_APPROVAL}
)
"""The clocks by which a sanction in effect ends."""

_WAITS: Final = frozenset({ClockId.ANSWER_REPLIED, ClockId.SECOND_APPROVAL, ClockId.MEMBER_REACHED})
"""The clocks of what people owe a decision."""

_OVER: Final = frozenset({core.State.ENDED, core.State.REVERSED})


LAW: Final = "law:"
"""How the digest of a law begins in what shows an exemption: the database asks for one, and reads no words."""


class NoSuchSanction(LookupError):
    """A sanction that is not there."""


def new_id() -> str:
    """Return the id of a decision of a person, made at random."""
    return f"san_{secrets.token_hex(13)}"


def lock_sanction(sanction_id: str, *, is_test: bool) -> Sanction:
    """Return a sanction, locked till the transaction ends. Raises NoSuchSanction."""
    row = Sanction.objects.select_for_update().filter(id=sanction_id, is_test=is_test).first()
    if row is None:
        raise NoSuchSanction(sanction_id)
    return row


def standing_of(row: Sanction, content: Json) -> core.Sanction:
    """Return a sanction as the core moves it; `content` is what is sealed of it."""
    approval = None
    if row.approved_by_id is not None and row.approved_at is not None:
        approval = core.Approval(actor_of(row.approved_by_id), row.approved_at, content.get("approval", ""))
    renewal = None
    if row.renewed_by_id is not None and row.renewed_at is not None:
        renewal = core.Renewal(actor_of(row.renewed_by_id), row.renewed_at, content.get("renewal", ""))
    return core.Sanction(
        id=row.id,
        decision=row.id,
        member=row.member_id,
        action=ACTIONS[row.action],
        measures=measures_of(row, content),
        zone=ZoneInfo(row.zone),
        urgency=core.Urgency(row.urgency),
        urgent_because=content.get("urgent_because", ""),
        announcement=_length(row.announcement_hours, Unit.HOURS),
        notice=_length(row.notice_days, Unit.DAYS),
        needs_approval=row.needs_approval,
        state=core.State(row.state),
        moved_at=row.moved_at,
        decided_by=actor_of(row.decided_by_id),
        decided_at=row.decided_at,
        approval=approval,
        renewal=renewal,
        ended_because=core.EndedBecause(row.ended_because) if row.ended_because else None,
        resting=frozenset(one["id"] for one in row.measures if one.get("rests")),
        **{name: getattr(row, name) for name in _MOMENTS},
    )


def _length(count: int | None, unit: Unit) -> Length | None:
    return None if count is None else Length(count, unit)


def make_row(sanction: core.Sanction, **columns: Any) -> Sanction:  # noqa: ANN401  # columns of the row
    """Return the row of a sanction that a person has just decided, not yet written."""
    row = Sanction(
        id=sanction.id,
        member_id=sanction.member,
        action=sanction.action.word,
        zone=str(sanction.zone),
        urgency=sanction.urgency,
        announcement_hours=None if sanction.announcement is None else sanction.announcement.count,
        notice_days=None if sanction.notice is None else sanction.notice.count,
        exemption="" if sanction.exemption is None else sanction.exemption.code,
        proof=[] if sanction.exemption is None else _proof(sanction.id, sanction.exemption),
        needs_approval=sanction.needs_approval,
        **columns,
    )
    _take_over(row, sanction)
    return row


def _proof(sanction: str, exemption: Exemption) -> list[str]:
    """Return what shows an exemption: decisions by id; words of evidence may name somebody, so a digest of each."""
    if exemption.code is ExemptionCode.REPEATED_INFRINGEMENT:
        return sorted(exemption.evidence)
    shown = [sha256(f"{sanction}\n{one}".encode()).hexdigest() for one in exemption.shown_by]
    return shown if exemption.law is None else [LAW + shown[0], *shown[1:]]


def move(row: Sanction, content: Json, what: Move) -> core.Sanction:
    """Move a sanction and write it; return it as it stands then. Once it is over, so are its clocks.

    Raises what `advance` refuses.
    """
    moved = advance(standing_of(row, content), move=what)
    _take_over(row, moved)
    row.save()
    note_move(row, what)
    tell_moved(row, what)
    if moved.state in _OVER:
        meet_clocks(row.id, is_test=row.is_test, now=moved.moved_at or row.decided_at, only=ENDS_BY_ITSELF | _WAITS)
    return moved


def wait_for(row: Sanction, clock: ClockId, *, now: datetime) -> None:
    """Let the clock run by which people reply, say a word or reach the member; one that runs goes on."""
    if not has_running(clock, subject=row.id, is_test=row.is_test):
        runs = start(CLOCKS[clock], subject=row.id, started_at=now, zone=UTC)
        keep_clock(runs, member=row.member_id, is_test=row.is_test, now=now)


def note_move(row: Sanction, what: Move) -> None:
    """Keep who took part in a sanction by a move: with its case, in which whatever else is decided is decided."""
    taken = part_in_sanction(what)
    if taken is not None:
        by, part = taken
        note_part(row.case_id, part, by=by, now=what.at)


def earliest_effect(
    standing: core.Sanction, *, told_at: datetime, announced_at: datetime | None = None, but_notice: bool = False
) -> datetime:
    """Return when a sanction could take effect if its statement were handed over at an instant.

    `announced_at` counts where it was not announced yet; without its notice it is when the member had time to answer.
    """
    told = replace(
        standing,
        notified_at=told_at,
        announced_at=standing.announced_at or announced_at,
        notice=None if but_notice else standing.notice,
    )
    return told.may_take_effect_at or told_at


def _take_over(row: Sanction, moved: core.Sanction) -> None:
    row.state = moved.state
    row.measures = [measure_as_json(one) | {"rests": one.id in moved.resting} for one in moved.measures]
    row.moved_at, row.decided_at = _sure(moved.moved_at), _sure(moved.decided_at)
    row.decided_by_id = staff_id(_sure(moved.decided_by))
    if moved.approval is not None:
        row.approved_by_id, row.approved_at = staff_id(moved.approval.by), moved.approval.at
    if moved.renewal is not None:
        row.renewed_by_id, row.renewed_at = staff_id(moved.renewal.by), moved.renewal.at
    row.ended_because = moved.ended_because or ""
    for name in _MOMENTS:
        setattr(row, name, getattr(moved, name))


def _sure(value: Any) -> Any:  # noqa: ANN401  # a moment or a person
    if value is None:
        raise ValueError("only what a person decided is written")
    return value


def keep_content(row: Sanction, content: Json, *, keys: Keyring) -> None:
    """Write what is sealed of a sanction."""
    row.sealed = seal_content(row.member_id, content, keys=keys)
    row.save(update_fields=["sealed"])


def measures_of(row: Sanction, content: Json) -> tuple[Measure, ...]:
    """Return the measures of a sanction, with the words about them that are sealed."""
    words = content.get("measure_words", {})
    return tuple(measure_from_json(kept, words=words.get(kept["id"], {})) for kept in row.measures)


def measure_as_json(measure: Measure) -> dict[str, Any]:
    """Return a measure as it is kept; lengths in seconds, without words of anybody."""
    return {
        "id": measure.id,
        "restriction": measure.restriction,
        "capabilities": sorted(measure.capabilities),
        "roles": sorted(measure.roles),
        "territory": list(measure.territory),
        "lasts": _seconds(measure.lasts),
        "reviewed_within": _seconds(measure.reviewed_within),
    }


def words_about(measures: Iterable[Measure]) -> dict[str, dict[str, str]]:
    """Return what a person wrote about measures, by measure: it may tell of a member, so it is sealed."""
    return {one.id: {name: getattr(one, name) for name in _WORDS} for one in measures}


_WORDS: Final = ("indefinite_because", "harm_in_contracts", "protects_others")


def measure_from_json(kept: Json, *, words: Json) -> Measure:
    """Return a measure that was kept, with the words about it that were kept elsewhere."""
    return Measure(
        id=kept["id"],
        restriction=Restriction(kept["restriction"]),
        capabilities=frozenset(Capability(one) for one in kept["capabilities"]),
        roles=frozenset(kept["roles"]),
        territory=tuple(kept.get("territory", ())),
        lasts=_duration(kept["lasts"]),
        reviewed_within=_duration(kept["reviewed_within"]),
        **words,
    )


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else int(duration.total_seconds())


def _duration(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def took_part(row: Sanction) -> list[Actor]:
    """Return who took part in a decision: none of them hears an appeal against it (invariant 5)."""
    return [actor_of(one) for one in (row.decided_by_id, row.approved_by_id, row.renewed_by_id) if one is not None]


def as_json(row: Sanction) -> dict[str, Any]:
    """Return a sanction as interfaces show it: no words of anybody."""
    moments = {name: _written(getattr(row, name)) for name in ("decided_at", "approved_at", "renewed_at", *_MOMENTS)}
    return {
        "id": row.id,
        "case": row.case_id,
        "member": row.member_id,
        "action": row.action,
        "clause": row.clause or None,
        "state": row.state,
        "urgency": row.urgency,
        "measures": row.measures,
        "needs_approval": row.needs_approval,
        "exemption": row.exemption or None,
        "decided_by": actor_of(row.decided_by_id).id,
        "approved_by": None if row.approved_by_id is None else actor_of(row.approved_by_id).id,
        "renewed_by": None if row.renewed_by_id is None else actor_of(row.renewed_by_id).id,
        **moments,
        "ended_because": row.ended_because or None,
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
