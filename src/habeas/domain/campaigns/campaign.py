"""Campaigns: one decision about many members, by a stated criterion. Each still gets facts, statement, appeal and undo.

A random sample is opened before, and two people agree above a size. How members are selected is read in `criteria`;
what follows when one decision was wrong is in `second_looks`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused
from habeas.domain.wording import says_why

SAMPLE: Final = 20
"""How many members are opened before anything is decided, all of them where there are fewer."""

ALONE: Final = 25
"""Up to so many members one person decides; above, a second one agrees."""

COUNTED_FOR: Final = timedelta(days=30)
"""For how long what one person decided of many alone counts with more of the same: parts of it are no smaller."""

MOST: Final = 200
"""Members of one campaign: more are decided in several, each with a sample of its own."""


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PREVIEWED = "previewed"
    AWAITING_APPROVAL = "awaiting_approval"
    DECIDED = "decided"
    DROPPED = "dropped"


class TargetState(StrEnum):
    """Where one member of a campaign stands."""

    SELECTED = "selected"
    LEFT_OUT = "left_out"
    DECIDED = "decided"
    OVERTURNED = "overturned"
    FLAGGED = "flagged"
    REVIEWED = "reviewed"


_BEFORE: Final = frozenset({CampaignState.PREVIEWED, CampaignState.AWAITING_APPROVAL})
"""The states in which nothing is decided about anybody."""


class CriterionMissing(Refused):
    """A campaign that does not say how its members were selected."""

    rule = "DSA14-4"
    says = "the campaign {campaign} states no criterion; say in a few words how its members were selected: they read it"


class NobodySelected(Refused):
    """A campaign without members."""

    rule = "DSA14-4"
    says = "the criterion of {campaign} selects nobody"


class TooManySelected(Refused):
    """A campaign about more members than anybody can answer for at once."""

    rule = "DSA14-4"
    says = "the criterion of {campaign} selects {selected} members, at most {most} are decided at once; narrow it"


class FactsMissing(Refused):
    """A member of a campaign without facts of their own."""

    rule = "DSA17-3b"
    says = "no fact of their own is given for {members}; a criterion is no fact about a person"


class SampleNotOpened(Refused):
    """A campaign that would be decided before its sample was opened."""

    rule = "GDPR22-b"
    says = "{actor} has opened {opened} of the {needed} members to be opened; open {missing} first"


class CampaignNeedsPerson(Refused):
    """Something that is no person would decide or approve a campaign."""

    rule = "PWD10-5"
    says = "{actor} is no person; a campaign is decided by a named human"


class CampaignApproverIsDecider(Refused):
    """The second person of a campaign is the first."""

    rule = "invariant 5"
    says = "{actor} proposed the campaign {campaign}; above {alone} members somebody else has to agree"


class CampaignReasonsMissing(Refused):
    """Somebody agrees, disagrees or looks again without a word of their own."""

    rule = "GDPR22-b"
    says = "{actor} gives no reasons; write your own, what others wrote does not count"


class CampaignMoveNotAllowed(Refused):
    """A move that a campaign cannot make from where it stands."""

    rule = "design 6"
    says = "the campaign {campaign} is {state}: it cannot be {move}"


class NotInCampaign(Refused):
    """A member who is not part of a campaign, or not in the state for this."""

    rule = "design 6"
    says = "{member} is {state} in the campaign {campaign}: this cannot be {move}"


@dataclass(frozen=True, slots=True)
class Target:
    """One member with the facts of their own that the decision relies on."""

    member: str
    facts: tuple[str, ...]
    state: TargetState = TargetState.SELECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign with everybody it concerns.

    `beside` is of how many more the same person decided the same alone lately, by other campaigns.
    """

    id: str
    criterion: str
    targets: Mapping[str, Target]
    previewed_at: datetime
    sample: tuple[str, ...]
    state: CampaignState = CampaignState.PREVIEWED
    decided_by: Actor | None = None
    approved_by: Actor | None = None
    decided_at: datetime | None = None
    beside: int = 0

    @property
    def needs_approval(self) -> bool:
        """Tell whether a second person has to agree."""
        return len(self.targets) + self.beside > ALONE

    def standing_at(self, state: TargetState) -> tuple[str, ...]:
        """Return the members in a state."""
        return tuple(name for name, target in self.targets.items() if target.state is state)


def preview(*, campaign: str, criterion: str, targets: Iterable[Target], seed: str, now: datetime) -> Campaign:
    """Return the campaign with the sample to be opened, drawn by a seed that whoever selects cannot choose.

    Raises CriterionMissing, NobodySelected, TooManySelected, FactsMissing.
    """
    if not says_why(criterion):
        raise CriterionMissing(campaign=campaign)
    selected = {target.member: target for target in targets}
    if not selected:
        raise NobodySelected(campaign=campaign)
    if len(selected) > MOST:
        raise TooManySelected(campaign=campaign, selected=len(selected), most=MOST)
    bare = sorted(name for name, target in selected.items() if not target.facts)
    if bare:
        raise FactsMissing(members=", ".join(bare))
    drawn = draw_sample(selected, seed=seed)
    return Campaign(id=campaign, criterion=criterion, targets=selected, previewed_at=now, sample=drawn)


def draw_sample(members: Iterable[str], *, seed: str) -> tuple[str, ...]:
    """Return the members to be opened. The same seed draws the same; where one is erased, the next takes the place."""
    return tuple(sorted(members, key=lambda name: sha256(f"{seed}\0{name}".encode()).digest())[:SAMPLE])


def leave_out(campaign: Campaign, *, member: str) -> Campaign:
    """Return the campaign without a member whom a look showed not to belong, before anything is decided.

    Raises CampaignMoveNotAllowed, NotInCampaign.
    """
    if campaign.state not in _BEFORE:
        raise CampaignMoveNotAllowed(campaign=campaign.id, state=campaign.state, move="changed")
    return moved(campaign, member, TargetState.SELECTED, TargetState.LEFT_OUT, "left out")


def check_undecided(campaign: Campaign, *, member: str) -> None:
    """Refuse to show what would be decided about a member where nothing is any more, or where they were left out.

    Raises CampaignMoveNotAllowed, NotInCampaign.
    """
    if campaign.state not in _BEFORE:
        raise CampaignMoveNotAllowed(campaign=campaign.id, state=campaign.state, move="decided")
    target = campaign.targets.get(member)
    if target is None or target.state is not TargetState.SELECTED:
        raise not_in(campaign, member, "decided")


def decide_campaign(campaign: Campaign, *, by: Actor, opened: Iterable[str], now: datetime) -> Campaign:
    """Return the campaign as one person decides it, above 25 members, with those beside it, to be approved.

    `opened` are the members whose evidence this person opened. Raises CampaignNeedsPerson, SampleNotOpened.
    """
    if campaign.state is not CampaignState.PREVIEWED:
        raise CampaignMoveNotAllowed(campaign=campaign.id, state=campaign.state, move="decided")
    check_person(by)
    if not campaign.standing_at(TargetState.SELECTED):
        raise NobodySelected(campaign=campaign.id)
    _check_sample(campaign, by, opened)
    named = replace(campaign, decided_by=by)
    return replace(named, state=CampaignState.AWAITING_APPROVAL) if campaign.needs_approval else _decided(named, now)


def approve_campaign(campaign: Campaign, *, by: Actor, opened: Iterable[str], reasons: str, now: datetime) -> Campaign:
    """Return the campaign with the word of a second person, who opened the sample, too.

    Raises CampaignMoveNotAllowed, CampaignNeedsPerson, CampaignApproverIsDecider, CampaignReasonsMissing,
    SampleNotOpened.
    """
    _check_second(campaign, by, reasons, "approved")
    _check_sample(campaign, by, opened)
    return _decided(replace(campaign, approved_by=by), now)


def decline_campaign(campaign: Campaign, *, by: Actor, reasons: str) -> Campaign:
    """Return the campaign dropped by a second person: nothing is decided about anybody. Raises as approving."""
    _check_second(campaign, by, reasons, "declined")
    return replace(campaign, state=CampaignState.DROPPED)


def drop_campaign(campaign: Campaign, *, by: Actor) -> Campaign:
    """Return the campaign given up before it was decided. Raises CampaignMoveNotAllowed, CampaignNeedsPerson."""
    if campaign.state not in _BEFORE:
        raise CampaignMoveNotAllowed(campaign=campaign.id, state=campaign.state, move="dropped")
    check_person(by)
    return replace(campaign, state=CampaignState.DROPPED)


def _check_second(campaign: Campaign, by: Actor, reasons: str, move: str) -> None:
    if campaign.state is not CampaignState.AWAITING_APPROVAL:
        raise CampaignMoveNotAllowed(campaign=campaign.id, state=campaign.state, move=move)
    check_person(by)
    if campaign.decided_by is not None and campaign.decided_by.id == by.id:
        raise CampaignApproverIsDecider(actor=by.id, campaign=campaign.id, alone=ALONE)
    check_words(by, reasons)


def _check_sample(campaign: Campaign, by: Actor, opened: Iterable[str]) -> None:
    seen = set(opened)
    missing = [name for name in campaign.sample if name not in seen]
    if missing:
        needed = len(campaign.sample)
        raise SampleNotOpened(actor=by.id, opened=needed - len(missing), needed=needed, missing=", ".join(missing))


def check_person(by: Actor) -> None:
    """Refuse what is no person. Raises CampaignNeedsPerson."""
    if not by.is_human:
        raise CampaignNeedsPerson(actor=by.id)


def check_words(by: Actor, reasons: str) -> None:
    """Refuse words that give no reason. Raises CampaignReasonsMissing."""
    if not says_why(reasons):
        raise CampaignReasonsMissing(actor=by.id)


def _decided(campaign: Campaign, now: datetime) -> Campaign:
    targets = {
        name: replace(target, state=TargetState.DECIDED) if target.state is TargetState.SELECTED else target
        for name, target in campaign.targets.items()
    }
    return replace(campaign, state=CampaignState.DECIDED, decided_at=now, targets=targets)


def moved(campaign: Campaign, member: str, came: TargetState, goes: TargetState, move: str) -> Campaign:
    """Return the campaign with one member moved. Raises NotInCampaign where they are not where they came from."""
    target = campaign.targets.get(member)
    if target is None or target.state is not came:
        raise not_in(campaign, member, move)
    return replace(campaign, targets={**campaign.targets, member: replace(target, state=goes)})


def not_in(campaign: Campaign, member: str, move: str) -> NotInCampaign:
    """Return what is said of a member with whom this cannot be done."""
    target = campaign.targets.get(member)
    state = "nobody" if target is None else target.state
    return NotInCampaign(member=member, state=state, campaign=campaign.id, move=move)
