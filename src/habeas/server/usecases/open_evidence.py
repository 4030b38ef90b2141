"""Shows a person what a case rests on, and keeps that it was shown: evidence before the machine's opinion (GDPR22-b).

A score on which somebody draws strongly is itself the decision.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.evidence import Shown, has_opened, open_proposal
from habeas.domain.cases.looking import check_may_look
from habeas.domain.cases.reasons import Reason
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.operations import lock_case, note_opened
from habeas.server.cases.patterns import list_patterns
from habeas.server.cases.queries import list_opened
from habeas.server.cases.standing import standing_of
from habeas.server.decisions.exhibits import list_exhibits, unmarked
from habeas.server.decisions.records import look_as_json
from habeas.server.decisions.standing import get_standing
from habeas.server.parties.keys import NOBODY, read_keys


@transaction.atomic
def open_evidence(*, case: str, by: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return the evidence and what speaks for the member, and keep that this person saw both.

    What the random sample holds is read before anything says what a machine found in it: it asks what that missed.
    Raises NoSuchCase, NotTheHolder.
    """
    row = lock_case(case, is_test=is_test)
    check_may_look(standing_of(row), by=by, now=now)
    exhibits = list_exhibits(case, keys=read_keys([row.member_id]))
    if row.reason == Reason.SAMPLE and not has_opened(Shown.PROPOSAL, by=by, opened=list_opened(case)):
        exhibits = [unmarked(one) for one in exhibits]
    note_opened(row, Shown.EVIDENCE, by=by, now=now, items=[one.id for one in exhibits])
    note_opened(row, Shown.IN_FAVOUR, by=by, now=now)
    _record("case.opened", case, by, now)
    strikes = get_standing(row.member_id, is_test=is_test, now=now).counting
    return {
        **look_as_json(row.member_id, exhibits, strikes=strikes, is_test=is_test, now=now),
        "reports": list_patterns(case),
    }


@transaction.atomic
def open_machine_proposal(*, case: str, by: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return what the machine proposes and how sure it is, and keep that it was shown.

    Raises NoSuchCase, NotTheHolder, ProposalBeforeEvidence.
    """
    row = lock_case(case, is_test=is_test)
    check_may_look(standing_of(row), by=by, now=now)
    exhibits = list_exhibits(case, keys=read_keys([row.member_id]))
    open_proposal(evidence=[one.id for one in exhibits], by=by, opened=list_opened(case), now=now)
    note_opened(row, Shown.PROPOSAL, by=by, now=now)
    _record("case.proposal_shown", case, by, now)
    thought = ({"finding": one.finding or None, "clause": one.clause or None, **one.proposal} for one in exhibits)
    return {"proposals": [{"evidence": one.id, **said} for one, said in zip(exhibits, thought, strict=True)]}


def _record(action: str, case: str, by: Actor, now: datetime) -> None:
    append([Happening(at=now, action=action, actor=by.id, subject=f"case:{case}")], seal=NOBODY.seal)
