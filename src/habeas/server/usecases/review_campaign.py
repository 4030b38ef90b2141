"""A second look at one member of a campaign of which another decision was overturned: it is kept, or taken back whole.

Who looks took no part in the campaign and opened what it holds of the member (invariant 5, GDPR22-b).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.campaigns.second_looks import check_review, review_flagged, take_back_flagged
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.sanctions.moves import Withdraw
from habeas.domain.sanctions.sanction import State
from habeas.domain.statements.sequels import SequelKind
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.models import Campaign, Target
from habeas.server.campaigns.selecting import WAITING
from habeas.server.campaigns.standing import NoSuchCampaign, list_opened_by, lock_campaign, standing_of, take_over
from habeas.server.cases.answering import correct_answer
from habeas.server.cases.models import Case
from habeas.server.cases.operations import Basis, move
from habeas.server.identity.staff import staff_id
from habeas.server.independence.operations import note_part
from habeas.server.notices.operations import send_to_member
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, lock_contested
from habeas.server.recourse.remedies import owe_remedy
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.sequels import sequel_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """What a person finds who looks again, in words of their own: the member reads them where it is taken back."""

    keeps: bool
    reasons: str


@transaction.atomic
def review_campaign(*, campaign: str, member: str, look: SecondLook, by: Actor, is_test: bool, now: datetime) -> None:
    """Keep or take back one decision of a campaign. Raises NoSuchCampaign, and as `check_review`."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    if member not in targets:
        raise NoSuchCampaign(member)
    standing, opened = standing_of(row, targets), list_opened_by(by, targets)
    check_review(standing, member=member, by=by, opened=opened, reasons=look.reasons)
    moved = (
        review_flagged(standing, member=member, by=by, opened=opened, reasons=look.reasons)
        if look.keeps
        else take_back_flagged(standing, member=member)
    )
    target = targets[member]
    keys = lock_members([member], now=now)
    happenings = [] if look.keeps else _take_back(target, look.reasons, by=by, keys=keys, now=now)
    if target.case_id is not None:
        note_part(target.case_id, Part.REVIEWED, by=by, now=now)
    _close(target, by=by, because=look.reasons, now=now)
    target.reviewed_by_id, target.reviewed_at, target.because = staff_id(by), now, look.reasons
    take_over(row, targets, moved)
    append([_happening(row, by, now), *happenings], seal=keys.seal)


def _happening(row: Campaign, by: Actor, now: datetime) -> Happening:
    return Happening(at=now, action="campaign.member_reviewed", actor=by.id, subject=f"campaign:{row.id}")


def _take_back(target: Target, reasons: str, *, by: Actor, keys: Keyring, now: datetime) -> list[Happening]:
    """Undo a sanction whole, note what is owed, and tell the member, all in one transaction."""
    row = sanctions.lock_sanction(str(target.sanction_id), is_test=target.campaign.is_test)
    taken_back = Happening(at=now, action="sanction.taken_back", actor=by.id, subject=f"sanction:{row.id}")
    contested = lock_contested(row.id, is_test=row.is_test, now=now)
    if row.state in {State.AWAITING_APPROVAL, State.DECIDED}:
        content = open_content(row.member_id, row.sealed, keys=keys)
        sanctions.move(row, content, Withdraw(by=by, at=now))
        return [taken_back, *_correct(contested, by=by, now=now)]
    recourse = RECOURSES[contested.matter]
    undone = [one for effect in contested.effects for one in recourse.undo(row.id, effect, keys=keys, now=now)]
    remedy = owe_remedy(contested, now=now)
    words = {**sequel_words(row, SequelKind.TAKEN_BACK, at=now, reasons=reasons), "remedy": remedy}
    write_messages([send_to_member(row, words, keys=keys, now=now)], now=now)
    return [*undone, taken_back, *_owed(remedy, row, now), *_correct(contested, by=by, now=now)]


def _owed(remedy: Mapping[str, Any] | None, row: Sanction, now: datetime) -> list[Happening]:
    if remedy is None:
        return []
    said = {"days_lost": remedy["days_lost"]}
    about = f"sanction:{row.id}"
    return [Happening(at=now, action="remedy.owed", actor="worker", subject=about, payload=said, member=row.member_id)]


def _correct(contested: Contested, *, by: Actor, now: datetime) -> list[Happening]:
    """Answer anew who reported the member and was told that something was done."""
    corrected = [one for one in contested.reports if correct_answer(one, by=staff_id(by), now=now)]
    return [Happening(at=now, action="report.corrected", actor=by.id, subject=f"report:{one}") for one in corrected]


def _close(target: Target, *, by: Actor, because: str, now: datetime) -> None:
    """Let the case that waited for this look, or for a second person, wait no more."""
    case = Case.objects.select_for_update().filter(pk=target.case_id).first()
    if case is None:
        return
    if case.state == CaseState.AWAITING_APPROVAL and target.sanction is not None and target.sanction.ended_at:
        move(case, CaseMove.DECLINE, by=by, now=now, because=because)
    if case.state in WAITING:
        move(case, CaseMove.CLAIM, by=by, now=now)
        looked_at = Basis(frozenset(), frozenset(target.evidence))
        move(case, CaseMove.TAKE_NO_ACTION, by=by, now=now, because=because, basis=looked_at)
