"""The policy that judges: public data, for members may know the rules that are applied to them."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from habeas.policy.rules import Policy, Step
from habeas.server.api.authorization import Requires
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import ActivePolicyShape
from habeas.server.decisions.statements import quote_clause
from habeas.server.identity.scopes import Scope
from habeas.server.policies.queries import ActiveVersion, get_active_version
from habeas.server.policies.rulebook import get_policy

router = Router(tags=["policy"])


@router.get("/policy", auth=Requires(Scope.READ), response=ActivePolicyShape)
def get_active_policy(request: HttpRequest) -> HttpResponse:
    """Return the version that judges, with its ladder and its clauses."""
    active = get_active_version()
    if active is None:
        raise Refusal(Kind.NOT_READY, "No policy is active: run `habeas init`.")
    return reply_tagged(request, _as_json(get_policy(active.digest), active))


def _as_json(policy: Policy, active: ActiveVersion) -> dict[str, Any]:
    language = policy.languages[0]
    return {
        "id": active.policy,
        "version": active.version,
        "digest": active.digest,
        "title": policy.title.text(language),
        "languages": list(policy.languages),
        "activated_at": active.activated_at.isoformat(),
        "activated_by": active.activated_by,
        "ceiling": policy.ceiling.word,
        "ladder": [_step(step) for _, step in sorted(policy.ladder.items())],
        "clauses": [quote_clause(clause, language=language) for clause in policy.clauses.values()],
    }


def _step(step: Step) -> dict[str, Any]:
    """Return a step, its lengths in seconds."""
    said = {field.name: getattr(step, field.name) for field in fields(step)} | {"action": step.action.word}
    return {name: value.total_seconds() if isinstance(value, timedelta) else value for name, value in said.items()}
