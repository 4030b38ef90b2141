"""The operations under /v1, gathered; whatever goes wrong in one is answered by a problem."""

from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from habeas.domain.holds.wind_down import WindDownIncomplete
from habeas.domain.refusals import Refused
from habeas.domain.statements.statement import StatementIncomplete
from habeas.server.api import (
    appeals,
    audit,
    campaigns,
    cases,
    channels,
    checks,
    clocks,
    decisions,
    deductions,
    events,
    files,
    freezes,
    hearings,
    hold_previews,
    inquiries,
    mandates,
    measures,
    members,
    money,
    policy,
    remedies,
    reports,
    rules,
    safeguards,
    sanctions,
    schemas,
    webhooks,
)
from habeas.server.api.money_answers import money_field
from habeas.server.api.problems import Kind, Refusal, kind_of, problem_response
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.policies.rulebook import NoPolicyActive
from habeas.server.sanctions.ruling import field_of_part

VERSION: Final = "1.0.0"
"""Of the interface. Within one major version answers gain fields and lose none."""

DESCRIPTION: Final = (
    "Events in, decisions out. Every refusal is `application/problem+json` (RFC 9457). "
    "Lists answer a page at a time: give `next` back as `cursor`. "
    "A test key (`hbt_...`) sees only what test keys brought in; none of it is sent to anybody or counts."
)


class Interface(NinjaAPI):
    """The operations under /v1, each known by the name of its function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name under which generated clients know an operation."""
        return str(operation.view_func.__name__)


api = Interface(
    title="Habeas", version=VERSION, description=DESCRIPTION, openapi_url=None, docs_url=None, urls_namespace="v1"
)
for part in (
    events,
    freezes,
    checks,
    decisions,
    deductions,
    hold_previews,
    cases,
    inquiries,
    campaigns,
    reports,
    safeguards,
    sanctions,
    clocks,
    appeals,
    hearings,
    remedies,
    files,
    mandates,
    members,
    measures,
    money,
    policy,
    rules,
    channels,
    webhooks,
    audit,
    schemas,
):
    api.add_router("", part.router)


@api.exception_handler(Refusal)
def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:  # noqa: ARG001  # ninja gives the request
    """Answer what an operation refused."""
    return problem_response(refusal.kind, refusal.detail, errors=refusal.errors, headers=refusal.headers)


@api.exception_handler(Refused)
def on_broken_rule(request: HttpRequest, error: Refused) -> HttpResponse:  # noqa: ARG001  # ninja gives the request
    """Answer an act that a rule of due process does not allow: which one, and what to do instead."""
    errors = [{"field": "", "message": str(error), "code": error.code, "rule": error.rule}]
    return problem_response(Kind.RULE_BROKEN, str(error), errors=errors)


@api.exception_handler(StatementIncomplete)
def on_missing_part(request: HttpRequest, error: StatementIncomplete) -> HttpResponse:  # noqa: ARG001
    """Answer that the statement would lack parts: each with the field that it comes from, and what to write there."""
    errors = [
        {"field": f"/{field_of_part(one.part)}", "message": one.what_to_do, "code": error.code, "rule": one.rule}
        for one in error.missing
    ]
    return problem_response(Kind.RULE_BROKEN, str(error), errors=errors)


@api.exception_handler(WindDownIncomplete)
def on_open_money(request: HttpRequest, error: WindDownIncomplete) -> HttpResponse:  # noqa: ARG001
    """Answer that money or contracts have no answer that may be given, each by its name and with what to do."""
    errors = [
        {"field": money_field(one.field), "message": one.what_to_do, "code": error.code, "rule": one.rule}
        for one in error.lacking
    ]
    return problem_response(Kind.RULE_BROKEN, str(error), errors=errors)


@api.exception_handler(KeyDestroyed)
def on_erased(request: HttpRequest, error: KeyDestroyed) -> HttpResponse:  # noqa: ARG001
    """Answer that the member was erased: nothing more is decided about them."""
    return problem_response(Kind.GONE, "The member was erased, and what was said with them.")


@api.exception_handler(ValidationError)
def on_bad_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    """Answer parameters of the wrong form."""
    errors = [_wrong_parameter(one) for one in error.errors]
    detail = "; ".join(f"{one['field']}: {one['message']}" for one in errors)
    return problem_response(Kind.BAD_PARAMETER, detail, errors=errors)


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    """Answer what the framework refused."""
    return problem_response(kind_of(error.status_code), error.message)


@api.exception_handler(Http404)
def on_nothing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    """Answer that nothing is there."""
    return problem_response(Kind.NOT_FOUND, "Nothing is here.")


@api.exception_handler(NoPolicyActive)
def on_no_policy(request: HttpRequest, error: NoPolicyActive) -> HttpResponse:  # noqa: ARG001
    """Answer that nobody has said yet which policy judges."""
    return problem_response(Kind.NOT_READY, "No policy is active: run `habeas init`.")


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def on_database_gone(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer that the database does not answer: the same request is worth another try."""
    detail = "The database does not answer now; nothing was stored. Send the same again."
    return problem_response(Kind.NOT_READY, detail, headers={"Retry-After": "1"})


def _wrong_parameter(error: dict[str, Any]) -> dict[str, str]:
    return {"field": str(error["loc"][-1]), "message": error["msg"]}
