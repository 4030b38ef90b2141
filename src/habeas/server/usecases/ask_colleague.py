"""Asks a colleague about a case without giving it up: the answer comes back to it."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.looking import check_may_look
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.inquiries import ask
from habeas.server.cases.operations import lock_case, note
from habeas.server.cases.standing import standing_of
from habeas.server.parties.keys import lock_members


@transaction.atomic
def ask_colleague(*, case: str, by: Actor, to: Actor, question: str, is_test: bool, now: datetime) -> str:
    """Ask a colleague and return the question's id. Raises NoSuchCase, NotTheHolder, AsksThemselves, NothingAsked."""
    row = lock_case(case, is_test=is_test)
    check_may_look(standing_of(row), by=by, now=now)
    keys = lock_members([row.member_id], now=now)
    asked = ask(row, question, by=by, to=to, until=None, language=SOURCE_LANGUAGE, keys=keys, now=now)
    note(row, "ask_colleague", by=by, now=now, item=asked.id)
    append([Happening(at=now, action="case.colleague_asked", actor=by.id, subject=f"case:{case}")], seal=keys.seal)
    return asked.id
