"""Makes of one ruling a sanction for each member of a campaign: own facts, own statement, own appeal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.campaigns.campaign import Campaign as CoreCampaign
from habeas.domain.campaigns.campaign import TargetState, leave_out
from habeas.domain.cases.case import CaseMove
from habeas.domain.cases.reasons import Reason
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.moves import Approve
from habeas.domain.statements.content import Together
from habeas.server.audit.operations import Happening
from habeas.server.campaigns.models import Campaign, Target
from habeas.server.campaigns.selecting import WAITING, open_to_all
from habeas.server.campaigns.standing import standing_of
from habeas.server.cases.models import Case
from habeas.server.cases.opening import Question, begin_cases, new_case
from habeas.server.cases.operations import Basis, move
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.decisions.exhibits import Exhibit, list_exhibits_of
from habeas.server.decisions.models import Decision
from habeas.server.holds.plans import AS_USUAL
from habeas.server.identity.staff import actor_of
from habeas.server.independence.operations import note_part
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content, seal_content
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.queries import list_earlier_reasons
from habeas.server.rulings.telling import tell_decided
from habeas.server.sanctions.deciding import draft
from habeas.server.sanctions.entries import decided
from habeas.server.sanctions.ruling import Ruling

NOT_THEIRS_ANY_MORE = "what it rests on was taken back, or somebody looks at it meanwhile"
"""Why a member is left out whom the criterion selected."""


class NotTheirsAnyMore(Refused):
    """Somebody asks what would be decided about a member about whom this campaign decides nothing any more."""

    rule = "DSA17-3b"
    says = "nothing would be decided about {member} by {campaign}: {because}; look at another member of it"


class RulingDoesNotFit(Refused):
    """Words that are refused for one of the members: they have to hold for each."""

    rule = "DSA17-3b"
    says = "the ruling does not hold for {member}: {why}; change it, or leave {member} out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulers:
    """Who decides, and who agreed, in which words, where two have to."""

    decider: Actor
    needs_second: bool
    approver: Actor | None = None
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Docket:
    """One member to be decided about: the row, the case, which may be new, and what is relied on."""

    target: Target
    case: Case
    exhibits: Sequence[Exhibit]


def take_up(
    row: Campaign, targets: Mapping[str, Target], *, now: datetime
) -> tuple[CoreCampaign, Sequence[Docket], Keyring]:
    """Return a campaign about to be decided, with what each member is decided on; nothing but locks is taken.

    Left out is whose evidence is gone, or whose case somebody has in hand meanwhile. Cases are locked before members,
    as deciding one case does.
    """
    evidence = [one for target in targets.values() for one in target.evidence]
    held = Decision.objects.filter(pk__in=evidence).exclude(case=None).values("case")
    list(Case.objects.select_for_update().filter(pk__in=held).order_by("id"))
    keys = lock_members(targets, now=now)
    standing = standing_of(row, targets)
    selected = standing.standing_at(TargetState.SELECTED)
    dockets = list_dockets([targets[one] for one in selected], keys=keys, is_test=row.is_test, now=now)
    for member in selected:
        if member not in dockets:
            standing = leave_out(standing, member=member)
            targets[member].because = NOT_THEIRS_ANY_MORE
    return standing, list(dockets.values()), keys


def list_dockets(targets: Iterable[Target], *, keys: Keyring, is_test: bool, now: datetime) -> Mapping[str, Docket]:
    """Return the members that can still be decided about. Nothing is written.

    A member is missing whose evidence is gone, or whose case somebody has in hand meanwhile.
    """
    wanted = {target.member_id: target for target in targets}
    evidence = [one for target in wanted.values() for one in target.evidence]
    found: dict[str, list[Decision]] = {}
    chosen = open_to_all(Decision.objects.filter(pk__in=evidence)).select_related("case").order_by("occurred_at", "id")
    for row in chosen:
        found.setdefault(row.member_id, []).append(row)
    own = Case.objects.filter(member__in=found, reason=Reason.CAMPAIGN, is_test=is_test, closed_at=None)
    waiting = {case.member_id: case for case in own}
    made = [
        _docket(wanted[member], rows, waiting.get(member), keys=keys, is_test=is_test, now=now)
        for member, rows in sorted(found.items())
    ]
    return {one.target.member_id: one for one in made if one.exhibits and one.case.state in WAITING}


def _docket(
    target: Target, rows: Sequence[Decision], own: Case | None, *, keys: Keyring, is_test: bool, now: datetime
) -> Docket:
    """Return what is decided on: the case that waited longest, with what it holds and what no case holds."""
    cases = [row.case for row in rows if row.case is not None]
    case = min(cases, key=lambda one: (one.opened_at, one.id), default=own)
    if case is None:
        case = new_case(Question(target.member_id, Reason.CAMPAIGN, rows[-1].id), is_test=is_test, now=now)
    relied_on = [row.id for row in rows if row.case_id in {None, case.id}]
    return Docket(target, case, list_exhibits_of(relied_on, keys=keys))


def draft_all(
    dockets: Iterable[Docket],
    *,
    ruling: Ruling,
    rulers: Rulers,
    together: Together,
    keys: Keyring,
    now: datetime,
) -> Sequence[Sanction]:
    """Return a sanction for each, decided and not yet written. Raises RulingDoesNotFit, which names the member.

    Each one's money is answered for as usual, and their contracts go on.
    """
    members = list(dockets)
    earlier = list_earlier_reasons(rulers.decider, is_test=any(one.case.is_test for one in members))
    made = []
    for one in members:
        try:
            drafted = draft(
                one.case,
                ruling=replace(ruling, money=AS_USUAL),
                exhibits=one.exhibits,
                earlier=earlier,
                by=rulers.decider,
                keys=keys,
                now=now,
                together=together,
                needs_second=rulers.needs_second,
            )
        except Refused as why:
            raise RulingDoesNotFit(member=one.target.member_id, why=why) from why
        made.append(drafted.sanction)
    return made


def write_all(
    dockets: Sequence[Docket], drafted: Sequence[Sanction], *, rulers: Rulers, keys: Keyring, now: datetime
) -> list[Happening]:
    """Write what was drafted and let each go on by itself; return what the log says of each."""
    begin_cases([one.case for one in dockets if one.case._state.adding], now=now)  # noqa: SLF001  # new, or was there
    happenings = []
    for one, sanction in zip(dockets, drafted, strict=True):
        Decision.objects.filter(Q(pk__in=[each.id for each in one.exhibits]), case=None).update(case=one.case)
        sanction.save(force_insert=True)
        tell_decided(sanction, now=now)
        one.target.sanction, one.target.case = sanction, one.case
        drafter = actor_of(one.target.campaign.previewed_by_id)
        note_part(one.case.id, Part.DRAFTED, by=drafter, now=now)
        move(one.case, CaseMove.CLAIM, by=rulers.decider, now=now)
        _settle(one, sanction, rulers=rulers, keys=keys, now=now)
        happenings.append(decided(sanction, by=rulers.decider, now=now))
    return happenings


def _settle(docket: Docket, sanction: Sanction, *, rulers: Rulers, keys: Keyring, now: datetime) -> None:
    """Let a sanction go on, where a second person agreed or none is needed; else it waits for one."""
    case, looked_at = docket.case, frozenset(one.id for one in docket.exhibits)
    basis = Basis(looked_at, looked_at)
    if not sanction.needs_approval:
        move(case, CaseMove.DECIDE, by=rulers.decider, now=now, basis=basis)
    else:
        move(case, CaseMove.ASK_APPROVAL, by=rulers.decider, now=now)
        if rulers.approver is None:
            return
        _approve(sanction, rulers.approver, rulers.approval, keys=keys, now=now)
        move(case, CaseMove.DECIDE, by=rulers.approver, now=now, basis=basis)
    clock = NewDeadline(
        kind=Kind.ADVANCE_SANCTION, subject=sanction.id, rule="decided", due_at=now, is_test=sanction.is_test
    )
    set_deadlines([clock], now=now)


def _approve(sanction: Sanction, by: Actor, reasons: str, *, keys: Keyring, now: datetime) -> None:
    content = open_content(sanction.member_id, sanction.sealed, keys=keys)
    content["approval"] = reasons
    sanction.sealed = seal_content(sanction.member_id, content, keys=keys)
    sanctions.move(sanction, content, Approve(by=by, at=now, reasons=reasons))
