"""What anybody may read of the rules: the clauses, what can follow and how long, by when everything has to be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from habeas.server.api.parameters import Parameters, Word, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import KeptClocksShape, RulesShape
from habeas.server.deadlines.queries import count_kept
from habeas.server.policies.publishing import NoSuchPolicy, publish_rules
from habeas.server.policies.rulebook import NoPolicyActive

router = Router(tags=["policy"])


class RulesParameters(Parameters):
    """Which version of the rules is asked for."""

    version: Word | None = Field(None, description="Of the policy; without it the one that judges now")
    language: Word | None = Field(None, description="Of the clauses; where they have none of it, the policy's first")


@router.get("/rules", auth=None, response=RulesShape)
def get_rules(request: HttpRequest, asked: Query[RulesParameters]) -> HttpResponse:
    """Return the clauses of a policy, its ladder as the engine uses it, and the clocks. Needs no key."""
    refuse_unknown(request, RulesParameters)
    return reply_tagged(request, _published(asked))


@router.get("/rules/kept", auth=None, response=KeptClocksShape)
def get_kept(request: HttpRequest) -> HttpResponse:
    """Return how often the clocks that are counted publicly ran, and how often they ran out. Needs no key."""
    refuse_unknown(request, Parameters)
    return reply_tagged(request, {"clocks": count_kept()})


def _published(asked: RulesParameters) -> dict[str, Any]:
    try:
        return publish_rules(version=asked.version, language=asked.language)
    except NoPolicyActive:
        raise Refusal(Kind.NOT_READY, "No policy is active: run `habeas init`.") from None
    except NoSuchPolicy as error:
        raise Refusal(Kind.NOT_FOUND, str(error)) from None
