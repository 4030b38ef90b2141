"""Decisions and the statements that their members got."""

from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.paging import page_of, read_cursor
from habeas.server.api.parameters import Id, Instant, PageParameters, Parameters, Word, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply_file, reply_tagged
from habeas.server.api.shapes import DecisionShape, PageShape, StatementShape
from habeas.server.decisions.queries import Wanted, get_decision, list_decisions
from habeas.server.identity.scopes import Scope
from habeas.server.notices.forms import MEDIA_TYPES, content_as
from habeas.server.notices.queries import Handed, get_statement, list_kinds_sent

router = Router(tags=["decisions"])


class DecisionParameters(PageParameters):
    """Which decisions are asked for."""

    event_id: Id | None = Field(None, description="Of the event that was decided")
    member: Id | None = Field(None, description="Of the member that the decision is about")
    finding: Word | None = Field(None, description="`contact_details`, `intent_off_platform` ...")
    action: Word | None = Field(None, description="What is done: `none`, `nudge`, `warn`, `hold_message`")
    mode: Literal["shadow", "active"] | None = Field(None, description="Whether the decision acts")
    since: Instant | None = Field(None, description="Decided at this time or later")
    until: Instant | None = Field(None, description="Decided before this time")


class StatementParameters(Parameters):
    """Which statement of a decision is asked for."""

    kind: Word | None = Field(
        None,
        description="`announcement`, `statement` ...; without it the one that gives the reasons, else the last",
    )


_FILES: Final = {
    "responses": {
        200: {
            "description": "The file, with its digest as its tag",
            "content": {one: {"schema": {"type": "string", "format": "binary"}} for one in MEDIA_TYPES.values()},
        }
    }
}


@router.get("/decisions", auth=Requires(Scope.READ), response=PageShape[DecisionShape])
def get_decisions(request: HttpRequest, asked: Query[DecisionParameters]) -> HttpResponse:
    """List decisions, the newest first."""
    refuse_unknown(request, DecisionParameters)
    wanted = Wanted(**asked.model_dump(exclude={"cursor", "limit"}))
    after = read_cursor(asked.cursor)
    rows = list_decisions(wanted, is_test=caller_of(request).is_test, after=after, most=asked.limit + 1)
    return reply_tagged(request, page_of(rows, limit=asked.limit, by="decided_at"))


@router.get("/decisions/{decision_id}", auth=Requires(Scope.READ), response=DecisionShape)
def get_one_decision(request: HttpRequest, decision_id: Path[Id]) -> HttpResponse:
    """Return one decision with all that it rests on."""
    found = get_decision(decision_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no decision of this id.")
    return reply_tagged(request, found)


@router.get("/statements/{decision_id}", auth=Requires(Scope.READ), response=StatementShape)
def get_statement_of(request: HttpRequest, decision_id: Path[Id], asked: Query[StatementParameters]) -> HttpResponse:
    """Return the statement of reasons of a decision, as its member reads it, and how it reached them.

    There is none before it was sent: until then facts that race with it may undo its decision.
    """
    handed = _handed(request, decision_id, asked)
    told = list_kinds_sent(decision_id, is_test=caller_of(request).is_test)
    return reply_tagged(request, _statement(decision_id, handed) | {"sent": list(told)})


@router.get("/statements/{decision_id}/{form}", auth=Requires(Scope.READ), openapi_extra=_FILES)
def get_statement_file(
    request: HttpRequest,
    decision_id: Path[Id],
    form: Path[Literal["json", "html", "pdf"]],
    asked: Query[StatementParameters],
) -> HttpResponse:
    """Return a statement as a file, exactly as it was kept when it was sent."""
    handed = _handed(request, decision_id, asked)
    content = content_as(handed, form)
    if content is None:
        raise Refusal(Kind.NOT_FOUND, "This statement has no such form: it is kept as JSON alone.")
    response = reply_file(request, content, media_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="statement-{handed.kind}.{form}"'
    return response


def _handed(request: HttpRequest, decision_id: str, asked: StatementParameters) -> Handed:
    refuse_unknown(request, StatementParameters)
    handed = get_statement(decision_id, is_test=caller_of(request).is_test, kind=asked.kind)
    if handed is None:
        raise Refusal(
            Kind.NOT_FOUND, "There is no statement of this decision: nothing was done, or it is not sent yet."
        )
    if handed.content is None:
        raise Refusal(Kind.GONE, "The member was erased, and the words of the statement with them.")
    return handed


def _statement(decision_id: str, handed: Handed) -> dict[str, Any]:
    times = {name: getattr(handed, name) for name in ("due_at", "sent_at", "delivered_at", "failed_at", "withdrawn_at")}
    return {
        **(handed.statement or {}),
        "decision_id": decision_id,
        "digest": handed.digest,
        "pdf_digest": handed.pdf_digest or None,
        "log_entry": handed.log_entry,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }
