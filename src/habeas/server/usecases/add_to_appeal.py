"""What a member adds to an open appeal, asked or not: more arguments, more files. Each argument gets an answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from habeas.domain.appeals.appeal import Argument
from habeas.domain.appeals.filing import check_added
from habeas.domain.appeals.hearing import add_arguments
from habeas.server.appeals.acting import acted, acts_for_another, check_acting
from habeas.server.appeals.operations import as_message, close_question, lock_appeal, standing_of, take_over
from habeas.server.attachments.operations import file_with, find_waiting
from habeas.server.attachments.queries import list_received
from habeas.server.audit.operations import append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested


@transaction.atomic
def add_to_appeal(*, appeal: str, by: str, words: str, files: Sequence[str] = (), is_test: bool, now: datetime) -> None:
    """Add to an appeal; what was asked is answered by it, and the clock goes on.

    Raises NoSuchAppeal, NotYourAppeal, AppealMoveNotAllowed, FileNotThere and what the form does not take.
    """
    row = lock_appeal(appeal, is_test=is_test)
    lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    check_acting(row, by=by, now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    standing = standing_of(row, content)
    argument = Argument(f"a{len(standing.arguments) + 1}", words)
    moved = add_arguments(standing, arguments=[argument])
    sent = find_waiting(files, member=row.member_id, is_test=is_test)
    check_added(moved, files=[*list_received(appeal), *sent])
    number = close_question(row, at=now, answered=True)
    said = {"id": argument.id, "text": words, "at": now.isoformat()}
    if acts_for_another(row, by=by):
        said["by"] = by
    content["arguments"].append(said if number is None else {**said, "question": number})
    file_with(files, about=appeal, now=now)
    take_over(row, moved, content, keys=keys)
    told, key = as_message(row) | {"argument": argument.id}, f"{appeal}:{argument.id}"
    write_message(type=WebhookType.APPEAL_ADDED, payload=told, key=key, is_test=is_test, now=now)
    action = "appeal.added" if number is None else "appeal.replied"
    append([acted(row, action, by=by, now=now)], seal=keys.seal)
