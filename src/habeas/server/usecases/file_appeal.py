"""Files a member's appeal: free, for six calendar months, acknowledged at once with the date of its answer (DSA20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal as Filed
from habeas.domain.appeals.appeal import AppealState, Argument
from habeas.domain.appeals.filing import Filing
from habeas.domain.appeals.filing import file_appeal as receive
from habeas.domain.appeals.hearing import acknowledge
from habeas.domain.appeals.standing import Matter
from habeas.domain.attachments import ReceivedFile
from habeas.domain.clocks.deadlines import meet, start
from habeas.domain.clocks.policy_clocks import clocks_under
from habeas.domain.clocks.table import ClockId
from habeas.domain.refusals import Refused
from habeas.server.appeals.acting import acted, discard_what_was_begun
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, list_mandates, list_standing, new_id
from habeas.server.attachments.operations import file_with, find_waiting
from habeas.server.audit.operations import append
from habeas.server.deadlines.clocks import keep_clocks, meet_clocks
from habeas.server.identity.staff import staff_id
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import seal_content
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.recourse.limits import get_throttle
from habeas.server.recourse.queueing import put_in_queue
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import lock_contested

_CLOCKS: Final = (ClockId.APPEAL_ACKNOWLEDGED, ClockId.APPEAL_TIMELY, ClockId.APPEAL_LIMIT)
"""What runs from the moment in which an appeal is filed; the last says till when it has to be decided."""


class NotToldYet(Refused):
    """An appeal against what its member was not told of yet."""

    rule = "DSA20-2"
    says = "the decision {decision} was not handed over yet: the time to appeal begins when it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is filed. `measures` are those that it contests, none for all; `new_facts` are for a second look.

    `files` are the ids of files that wait. `language` is the one of its words, where somebody said it. `by` is who
    writes it: the member where nobody is named, else whoever they gave a mandate.
    """

    arguments: Sequence[str]
    measures: frozenset[str] = frozenset()
    new_facts: Sequence[str] = ()
    files: Sequence[str] = ()
    language: str = ""
    by: str | None = None


@transaction.atomic
def file_appeal(*, decision: str, member: str, paper: Paper, is_test: bool, now: datetime) -> str:
    """Keep an appeal and return its id; one that comes too late is kept, too, and says what is still open.

    Raises NoSuchDecision, NotToldYet and what `domain.appeals.filing` refuses by name.
    """
    contested = lock_contested(decision, is_test=is_test, now=now)
    if contested.informed_at is None and not (contested.is_undone or contested.can_be_known):
        raise NotToldYet(decision=decision)
    keys = lock_members([contested.member], now=now)
    files = find_waiting(paper.files, member=contested.member, is_test=is_test)
    filing, content = _filing(paper, member, files)
    earlier = list_standing(decision, member=contested.member, keys=keys)
    filed = receive(
        filing,
        decision=contested.contestable,
        now=now,
        mandates=list_mandates(contested.member),
        earlier=earlier,
        throttle=None if contested.matter is Matter.APPEAL_LIMIT else get_throttle(contested.member, is_test=is_test),
    )
    if filed.state is AppealState.RECEIVED:
        filed = acknowledge(filed, now=now)
    if filed.out_of_time is not None:
        late = filed.out_of_time
        content["out_of_time"] = {"closed_on": late.closed_on.isoformat(), "still_open": list(late.still_open)}
    row = _row(filed, contested, now)
    row.sealed = seal_content(contested.member, content, keys=keys)
    if filed.is_open:
        put_in_queue(row, contested, language=paper.language, texts=[*paper.arguments, *paper.new_facts])
        _start_clocks(row, contested, now)
    row.save(force_insert=True)
    file_with(paper.files, about=row.id, now=now)
    discard_what_was_begun(row)
    write_message(type=WebhookType.APPEAL_RECEIVED, payload=as_message(row), key=row.id, is_test=is_test, now=now)
    append([acted(row, "appeal.received", by=row.filed_by, now=now)], seal=keys.seal)
    return row.id


def _filing(said: Paper, member: str, files: Sequence[ReceivedFile]) -> tuple[Filing, dict[str, Any]]:
    """Return what the core takes, and what is kept of it."""
    arguments = tuple(Argument(f"a{number}", text) for number, text in enumerate(said.arguments, start=1))
    facts = {_fact_id(text): text for text in said.new_facts}
    filing = Filing(
        appeal=new_id(),
        by=Actor(said.by or member),
        arguments=arguments,
        files=tuple(files),
        measures=said.measures,
        new_facts=frozenset(facts),
    )
    content = {
        "arguments": [{"id": one.id, "text": one.text} for one in arguments],
        "new_facts": [{"id": name, "text": text} for name, text in facts.items()],
    }
    return filing, content


def _fact_id(text: str) -> str:
    """Return the same id for the same words, however they are spaced: what was said before is no new fact."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:16]


def _row(filed: Filed, contested: Contested, now: datetime) -> Appeal:
    against = [staff_id(actor) for actor in contested.took_part[:2]]
    return Appeal(
        id=filed.id,
        matter=contested.matter,
        decision=contested.id,
        within=contested.within,
        decided_at=contested.decided_at,
        member_id=contested.member,
        standing=filed.standing,
        filed_by=filed.by.id,
        is_test=contested.is_test,
        measures=sorted(filed.measures),
        state=filed.state,
        filed_at=now,
        acknowledged_at=filed.acknowledged_at,
        ended_at=None if filed.is_open else now,
        against_id=against[0] if against else None,
        against_second_id=against[1] if len(against) > 1 else None,
    )


def _start_clocks(row: Appeal, contested: Contested, now: datetime) -> None:
    """Set when the appeal should be answered, and past when the decision rests; each warns before (invariant 12)."""
    table = clocks_under(read_rulebook().policy.clocks)
    clocks = [start(table[clock], subject=row.id, started_at=now, zone=contested.zone) for clock in _CLOCKS]
    row.due_at = clocks[-1].due_at
    acknowledged = [meet(one, now=now) if one.clock is ClockId.APPEAL_ACKNOWLEDGED else one for one in clocks]
    # Who appeals knows of it, whatever came back (decision 0020).
    told = (ClockId.APPEAL_WINDOW, ClockId.MEMBER_REACHED)
    meet_clocks(contested.id, is_test=row.is_test, now=now, only=told)
    keep_clocks([(one, row.member_id) for one in acknowledged], is_test=row.is_test, now=now)
