"""Files a member's appeal: free, for six calendar months, acknowledged at once with the date of its answer (DSA20)."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import AppealState, Argument
from habeas.domain.appeals.filing import Filing
from habeas.domain.appeals.filing import file_appeal as receive
from habeas.domain.appeals.hearing import acknowledge
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.refusals import Refused
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.rulings.appeals import as_message, contestable, list_standing, new_id
from habeas.server.rulings.models import Appeal, Sanction
from habeas.server.rulings.sanctions import lock_sanction, seal_content


class NotToldYet(Refused):
    """An appeal against what its member was not told of yet."""

    rule = "DSA20-2"
    says = "the decision {decision} was not handed over yet: the time to appeal begins when it is"


@transaction.atomic
def file_appeal(*, decision: str, member: str, arguments: Sequence[str], is_test: bool, now: datetime) -> str:
    """Keep an appeal and return its id; one that comes too late is kept, too, and says what is still open.

    Raises NoSuchSanction, NotToldYet and what `domain.appeals.filing` refuses by name.
    """
    sanction = lock_sanction(decision, is_test=is_test)
    if sanction.notified_at is None:
        raise NotToldYet(decision=decision)
    keys = lock_members([sanction.member_id], now=now)
    said = tuple(Argument(f"a{number}", text) for number, text in enumerate(arguments, start=1))
    filing = Filing(appeal=new_id(), by=Actor(member), arguments=said)
    earlier = list_standing(sanction, keys=keys)
    filed = receive(filing, decision=contestable(sanction), now=now, earlier=earlier)
    if filed.state is AppealState.RECEIVED:
        filed = acknowledge(filed, now=now)
    content = {"arguments": [{"id": one.id, "text": one.text} for one in said]}
    row = Appeal(
        id=filed.id,
        sanction=sanction,
        member_id=sanction.member_id,
        is_test=is_test,
        state=filed.state,
        filed_at=now,
        acknowledged_at=filed.acknowledged_at,
        ended_at=now if filed.state is AppealState.OUT_OF_TIME else None,
        against_id=sanction.decided_by_id,
        against_second_id=sanction.approved_by_id,
        sealed=seal_content(sanction.member_id, content, keys=keys),
    )
    if filed.is_open:
        _start_clocks(row, sanction, now)
    row.save(force_insert=True)
    write_message(type=WebhookType.APPEAL_RECEIVED, payload=as_message(row), key=row.id, is_test=is_test, now=now)
    append([Happening(at=now, action="appeal.received", actor="host", subject=f"appeal:{row.id}")], seal=keys.seal)
    return row.id


def _start_clocks(row: Appeal, sanction: Sanction, now: datetime) -> None:
    """Set when the appeal should be answered, and past when the sanction rests (invariant 12)."""
    clocks = [
        start(CLOCKS[clock], subject=row.id, started_at=now, zone=ZoneInfo(sanction.zone))
        for clock in (ClockId.APPEAL_TIMELY, ClockId.APPEAL_LIMIT)
    ]
    row.due_at = clocks[-1].due_at
    set_deadlines(
        [
            NewDeadline(kind=Kind.CHECK_APPEAL, subject=row.id, rule=one.clock, due_at=one.due_at, is_test=row.is_test)
            for one in clocks
        ],
        now=now,
    )
