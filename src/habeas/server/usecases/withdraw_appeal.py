"""Takes an appeal back, for no reason but that its member wants it. Another can be filed while there is time."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.hearing import withdraw
from habeas.server.appeals.acting import acted, check_acting
from habeas.server.appeals.operations import (
    as_message,
    close_question,
    let_go_on,
    lock_appeal,
    standing_of,
    stop_clocks,
    take_over,
)
from habeas.server.audit.operations import append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested
from habeas.server.watching.windows import begin_window


@transaction.atomic
def withdraw_appeal(*, appeal: str, by: str, is_test: bool, now: datetime) -> None:
    """Take an appeal back. Raises NoSuchAppeal, NotYourAppeal, AppealMoveNotAllowed."""
    row = lock_appeal(appeal, is_test=is_test)
    lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    check_acting(row, by=by, now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    moved = withdraw(standing_of(row, content), by=Actor(by), member=row.member_id, now=now)
    close_question(row, at=now, answered=False)
    take_over(row, moved, content, keys=keys)
    stop_clocks(row, now=now)
    let_go_on(row, now=now)
    begin_window(row.decision, is_test=is_test, now=now)
    write_message(type=WebhookType.APPEAL_WITHDRAWN, payload=as_message(row), key=row.id, is_test=is_test, now=now)
    append([acted(row, "appeal.withdrawn", by=by, now=now)], seal=keys.seal)
