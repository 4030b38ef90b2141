"""Campaigns: many members selected by a stated criterion, looked at, decided about at once, each by themselves."""

from collections.abc import Callable
from typing import Annotated, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.case_shapes import EvidenceShape, PreviewShape
from habeas.server.api.contents import read_content, request_body
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, Instant, PageParameters, Parameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply, reply_tagged
from habeas.server.api.rulings import RulingContent
from habeas.server.api.shapes import PageShape
from habeas.server.api.staff import Act, Words
from habeas.server.campaigns.queries import get_campaign, get_target, list_campaigns, list_targets
from habeas.server.identity.roles import APPROVALS, CASES
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.approve_campaign import approve_campaign, decline_campaign
from habeas.server.usecases.decide_campaign import decide_campaign
from habeas.server.usecases.drop_campaign import drop_campaign
from habeas.server.usecases.foresee_campaign import foresee_campaign
from habeas.server.usecases.leave_out_of_campaign import leave_out_of_campaign
from habeas.server.usecases.open_campaign_member import open_campaign_member
from habeas.server.usecases.preview_campaign import Selection, preview_campaign
from habeas.server.usecases.review_campaign import SecondLook, review_campaign

router = Router(tags=["campaigns"])

_CREATED: Final = 201
_FORBID: Final = ConfigDict(extra="forbid")

CampaignId = Path[Id]
MemberId = Path[Id]


class CampaignShape(BaseModel):
    """A campaign and how it stands. It names none of its members but the sample that is to be opened."""

    model_config = ConfigDict(extra="allow")

    id: str
    state: str
    criterion: str
    condition: str
    size: int
    sample_size: int
    decided_by: str | None
    approved_by: str | None


class TargetShape(BaseModel):
    """One member of a campaign."""

    model_config = ConfigDict(extra="allow")

    member: str
    state: str
    is_sampled: bool
    evidence: list[str]
    sanction: str | None


class TargetPageShape(BaseModel):
    """A page of members, and behind whom the next one starts."""

    items: list[TargetShape]
    next: str | None


class TargetParameters(Parameters):
    """Which members are asked for."""

    state: Literal["selected", "left_out", "decided", "overturned", "flagged", "reviewed"] | None = None
    after: Id | None = Field(None, description="the last member of the page before")
    limit: int = Field(50, ge=1, le=200, description="Members of a page")


class CampaignContent(Act):
    """Whom a campaign is about. `condition` is one of the policy's language over facts and one finding."""

    criterion: Annotated[str, Field(min_length=1, max_length=500, examples=["they sent the same link to strangers"])]
    condition: Annotated[str, Field(min_length=1, max_length=4000, examples=["finding.normalized.contains('t.me/x')"])]
    since: Instant
    until: Instant


class LeftOut(Act):
    """Why a member does not belong in a campaign."""

    because: Words


class Agreement(Act):
    """A second person's word on a campaign, with reasons of their own."""

    agrees: bool
    reasons: Words


class Dropping(Act):
    """Why a campaign is given up."""

    because: Words


class Review(Act):
    """What a second look at one member found; the member reads the reasons where the decision is taken back."""

    keeps: bool
    reasons: Words


@router.get("/campaigns", auth=Requires(Scope.READ), response=PageShape[CampaignShape])
def get_campaigns(request: HttpRequest, asked: Query[PageParameters]) -> HttpResponse:
    """List campaigns, the newest first."""
    refuse_unknown(request, PageParameters)
    after = read_cursor(asked.cursor)
    rows = list_campaigns(is_test=caller_of(request).is_test, most=asked.limit + 1, after=after)
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="previewed_at"))


@router.post(
    "/campaigns",
    auth=Requires(Scope.ACT),
    response={201: CampaignShape},
    openapi_extra=request_body(CampaignContent),
)
def post_campaign(request: HttpRequest) -> HttpResponse:
    """Select members by a criterion and draw the sample that a person has to open. Nothing happens to anybody."""
    said, is_test = read_content(request, CampaignContent), caller_of(request).is_test
    selection = Selection(criterion=said.criterion, condition=said.condition, since=said.since, until=said.until)
    made = preview_campaign(selection=selection, by=said.acting(CASES), is_test=is_test, now=timezone.now())
    return reply(get_campaign(made, is_test=is_test), status=_CREATED)


@router.get("/campaigns/{campaign_id}", auth=Requires(Scope.READ), response=CampaignShape)
def get_one_campaign(request: HttpRequest, campaign_id: CampaignId) -> HttpResponse:
    """Return a campaign: its criterion, its sample, who opened what, how many members stand where."""
    return reply_tagged(request, _campaign(request, campaign_id))


@router.get("/campaigns/{campaign_id}/members", auth=Requires(Scope.READ), response=TargetPageShape)
def get_campaign_members(request: HttpRequest, campaign_id: CampaignId, asked: Query[TargetParameters]) -> HttpResponse:
    """List the members of a campaign by their ids, with the evidence about each and the decision that came of it."""
    refuse_unknown(request, TargetParameters)
    _campaign(request, campaign_id)
    rows = list_targets(campaign_id, most=asked.limit + 1, state=asked.state, after=asked.after)
    items = list(rows[: asked.limit])
    more = items[-1]["member"] if len(rows) > asked.limit else None
    return reply_tagged(request, {"items": items, "next": more})


@router.post(
    "/campaigns/{campaign_id}/members/{member_id}/evidence",
    auth=Requires(Scope.ACT),
    response=EvidenceShape,
    openapi_extra=request_body(Act),
)
def post_campaign_look(request: HttpRequest, campaign_id: CampaignId, member_id: MemberId) -> HttpResponse:
    """Read what a campaign holds of one member and what speaks for them. That it was read is kept."""
    return _of_member(
        request, campaign_id, member_id, open_campaign_member, by=read_content(request, Act).acting(CASES)
    )


@router.post(
    "/campaigns/{campaign_id}/members/{member_id}/preview",
    auth=Requires(Scope.ACT),
    response=PreviewShape,
    openapi_extra=request_body(RulingContent),
)
def post_campaign_preview(request: HttpRequest, campaign_id: CampaignId, member_id: MemberId) -> HttpResponse:
    """Show what one member would read and every effect of a ruling, refused as it would be. Nothing is stored."""
    said = read_content(request, RulingContent)
    return _of_member(request, campaign_id, member_id, foresee_campaign, ruling=said.ruling, by=said.acting(CASES))


@router.post(
    "/campaigns/{campaign_id}/members/{member_id}/leave-out",
    auth=Requires(Scope.ACT),
    response=TargetShape,
    openapi_extra=request_body(LeftOut),
)
def post_left_out(request: HttpRequest, campaign_id: CampaignId, member_id: MemberId) -> HttpResponse:
    """Leave a member out whom a look showed not to belong, before anything is decided."""
    said = read_content(request, LeftOut)
    _of_member(request, campaign_id, member_id, leave_out_of_campaign, because=said.because, by=said.acting(CASES))
    return reply(get_target(campaign_id, member_id))


@router.post(
    "/campaigns/{campaign_id}/members/{member_id}/review",
    auth=Requires(Scope.ACT),
    response=TargetShape,
    openapi_extra=request_body(Review),
)
def post_campaign_review(request: HttpRequest, campaign_id: CampaignId, member_id: MemberId) -> HttpResponse:
    """Keep or take back the decision about one member after another one was overturned."""
    said = read_content(request, Review)
    look = SecondLook(keeps=said.keeps, reasons=said.reasons)
    _of_member(request, campaign_id, member_id, review_campaign, look=look, by=said.acting(CASES))
    return reply(get_target(campaign_id, member_id))


@router.post(
    "/campaigns/{campaign_id}/decide",
    auth=Requires(Scope.ACT),
    response=CampaignShape,
    openapi_extra=request_body(RulingContent),
)
def post_campaign_decision(request: HttpRequest, campaign_id: CampaignId) -> HttpResponse:
    """Decide a campaign after its sample was opened. Each member gets facts, statement and appeal of their own."""
    said = read_content(request, RulingContent)
    return _act(request, campaign_id, decide_campaign, ruling=said.ruling, by=said.acting(CASES))


@router.post(
    "/campaigns/{campaign_id}/approve",
    auth=Requires(Scope.ACT),
    response=CampaignShape,
    openapi_extra=request_body(Agreement),
)
def post_campaign_approval(request: HttpRequest, campaign_id: CampaignId) -> HttpResponse:
    """Agree as the second person, who is needed above 25 members, or disagree: then nothing is decided."""
    said = read_content(request, Agreement)
    act = approve_campaign if said.agrees else decline_campaign
    return _act(request, campaign_id, act, by=said.acting(APPROVALS), reasons=said.reasons)


@router.post(
    "/campaigns/{campaign_id}/drop",
    auth=Requires(Scope.ACT),
    response=CampaignShape,
    openapi_extra=request_body(Dropping),
)
def post_campaign_drop(request: HttpRequest, campaign_id: CampaignId) -> HttpResponse:
    """Give a campaign up before it is decided."""
    said = read_content(request, Dropping)
    return _act(request, campaign_id, drop_campaign, because=said.because, by=said.acting(CASES))


def _act(request: HttpRequest, campaign_id: str, act: Callable[..., None], **named: object) -> HttpResponse:
    _campaign(request, campaign_id)
    act(campaign=campaign_id, is_test=caller_of(request).is_test, now=timezone.now(), **named)
    return reply(_campaign(request, campaign_id))


def _of_member(
    request: HttpRequest, campaign_id: str, member_id: str, act: Callable[..., object], **named: object
) -> HttpResponse:
    _campaign(request, campaign_id)
    if get_target(campaign_id, member_id) is None:
        raise Refusal(Kind.NOT_FOUND, "The campaign did not select this member.")
    is_test = caller_of(request).is_test
    return reply(act(campaign=campaign_id, member=member_id, is_test=is_test, now=timezone.now(), **named))


def _campaign(request: HttpRequest, campaign_id: str) -> object:
    found = get_campaign(campaign_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no campaign of this id.")
    return found
