"""The ladder as it is published, made from the steps that the engine uses: equal digests show it (DSA23-4)."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from habeas.domain.audit.canonical import canonical_bytes
from habeas.policy.actions import Action
from habeas.policy.rules import Policy, Step


def published_ladder(policy: Policy) -> list[dict[str, Any]]:
    """Return the steps, mild to harsh, as they are published: durations in seconds."""
    return [_step_as_json(policy.ladder[action]) for action in sorted(policy.ladder)]


def ladder_digest(published: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of a published ladder, which stands beside it and is compared with the engine's."""
    return sha256(canonical_bytes(published)).hexdigest()


def is_published(published: list[dict[str, Any]], *, ladder: Mapping[Action, Step]) -> bool:
    """Tell whether what is published is what the engine uses."""
    used = [_step_as_json(ladder[action]) for action in sorted(ladder)]
    return ladder_digest(published) == ladder_digest(used)


def _step_as_json(step: Step) -> dict[str, Any]:
    return {
        "action": step.action.word,
        "lasts": _seconds(step.lasts),
        "lasts_in_contract": _seconds(step.lasts_in_contract),
        "renewals": step.renewals,
        "longest": _seconds(step.longest),
        "notice": _seconds(step.notice),
        "second_person": step.second_person,
        "on_overdue": step.on_overdue,
    }


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else int(duration.total_seconds())
