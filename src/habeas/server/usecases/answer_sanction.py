"""What a member answers to an announced sanction, and the reply that it is owed before anything else happens."""

from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.clocks.table import ClockId
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.moves import Answer, Reply
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.notices.operations import send_to_member
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.rulings import sanctions
from habeas.server.sanctions.sequels import reply_words

HOST: Final = "host"
MEMBER: Final = "member"


class AnswerSaysNothing(Refused):
    """An answer without words."""

    rule = "DSA14-4"
    says = "the answer is empty; write what we should know before we decide"


@transaction.atomic
def answer_sanction(*, sanction: str, words: str, is_test: bool, now: datetime, by: str = HOST) -> None:
    """Keep the member's answer: nothing takes effect before it is replied to.

    `by` is who brings it: the host, or the member's own browser. Raises NoSuchSanction, AnswerSaysNothing,
    MoveNotAllowed.
    """
    if not words.strip():
        raise AnswerSaysNothing
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    sanctions.move(row, content, Answer(at=now))
    content["answers"] = [*content.get("answers", []), {"at": now.isoformat(), "text": words}]
    sanctions.keep_content(row, content, keys=keys)
    sanctions.wait_for(row, ClockId.ANSWER_REPLIED, now=now)
    append([Happening(at=now, action="sanction.answered", actor=by, subject=f"sanction:{row.id}")], seal=keys.seal)


@transaction.atomic
def reply_to_answer(*, sanction: str, by: Actor, words: str, is_test: bool, now: datetime) -> None:
    """Reply to what the member answered; the member is sent it. Raises NoSuchSanction, MoveNotAllowed."""
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    sanctions.move(row, content, Reply(by=by, at=now))
    meet_clocks(row.id, is_test=is_test, now=now, only=[ClockId.ANSWER_REPLIED])
    number = len(content["answers"])
    write_messages([send_to_member(row, reply_words(row, words), keys=keys, now=now, number=number)], now=now)
    rule = f"replied:{number}"
    set_deadline(kind=Kind.ADVANCE_SANCTION, subject=row.id, rule=rule, due_at=now, is_test=is_test, now=now)
    append([Happening(at=now, action="sanction.replied", actor=by.id, subject=f"sanction:{row.id}")], seal=keys.seal)
