"""Lets a sanction last: a second person prolongs a suspension once, a person looks again at what has no end.

Both need reasons of their own. A suspension lasts longer only once its member was told (invariant 3).
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.sanctions.moves import Renew, Review
from habeas.domain.statements.sequels import SequelKind
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.notices.operations import send_to_member
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.rulings import sanctions
from habeas.server.sanctions.operations import prolong_measures
from habeas.server.sanctions.sequels import sequel_words

RENEWED: Final = "renewed"
REVIEWED: Final = "reviewed"
"""Why a sanction is looked at again by the clock."""


@transaction.atomic
def renew_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Prolong a suspension pending review. Raises NoSuchSanction, NotRenewable, RenewerIsDecider, AlreadyOver."""
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    moved = sanctions.move(row, content, Renew(by=by, at=now, reasons=reasons))
    sanctions.keep_content(row, content | {"renewal": reasons}, keys=keys)
    ends_at = max(moved.runs_until(one) for one in moved.measures)
    words = sequel_words(row, SequelKind.RENEWED, at=ends_at, reasons=reasons)
    write_messages([send_to_member(row, words, keys=keys, now=now)], now=now)
    set_deadline(kind=Kind.ADVANCE_SANCTION, subject=row.id, rule=RENEWED, due_at=now, is_test=row.is_test, now=now)
    append([_happening("sanction.renewed", row.id, by, now)], seal=keys.seal)


@transaction.atomic
def review_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Keep what has no end for another while.

    Raises NoSuchSanction, NothingToReview, OwnReasonsMissing, AlreadyOver.
    """
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    moved = sanctions.move(row, content, Review(by=by, at=now, reasons=reasons))
    number = len(content.get("reviews", ())) + 1
    said = {"at": now.isoformat(), "by": by.id, "reasons": reasons}
    sanctions.keep_content(row, content | {"reviews": [*content.get("reviews", ()), said]}, keys=keys)
    ends_at = max(moved.runs_until(one) for one in moved.measures)
    words = sequel_words(row, SequelKind.REVIEWED, at=ends_at, reasons=reasons)
    write_messages([send_to_member(row, words, keys=keys, now=now, number=number)], now=now)
    rule = f"{REVIEWED}:{number}"
    set_deadline(kind=Kind.ADVANCE_SANCTION, subject=row.id, rule=rule, due_at=ends_at, is_test=row.is_test, now=now)
    prolonged = prolong_measures(row, moved, rule=rule, now=now)
    append([*prolonged, _happening("sanction.reviewed", row.id, by, now)], seal=keys.seal)


def _happening(action: str, sanction: str, by: Actor, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=by.id, subject=f"sanction:{sanction}")
