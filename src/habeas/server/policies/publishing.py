"""The rules as anybody may read them, made from what the engine judges by (DSA14-1, DSA23-4)."""

from typing import Any

from habeas.domain.clocks.policy_clocks import clocks_under
from habeas.domain.clocks.publishing import published_clocks
from habeas.domain.sanctions.ladder import ladder_digest, published_ladder
from habeas.policy.rules import Clause, Policy
from habeas.server.policies.models import PolicyVersion
from habeas.server.policies.queries import get_active_version
from habeas.server.policies.rulebook import NoPolicyActive, get_policy


class NoSuchPolicy(LookupError):
    """A version of the policy that never judged here."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version

    def __str__(self) -> str:
        """Say which."""
        return f"no version {self.version!r} of the policy was ever in force here"


def publish_rules(*, version: str | None = None, language: str | None = None) -> dict[str, Any]:
    """Return a version that judges or judged: clauses, ladder and its digest, clocks.

    Raises NoPolicyActive, NoSuchPolicy.
    """
    policy = _policy(version)
    spoken = language if language in policy.languages else policy.languages[0]
    ladder = published_ladder(policy)
    return {
        "policy": policy.identity.id,
        "version": policy.identity.version,
        "digest": policy.identity.digest,
        "title": policy.title.text(spoken),
        "language": spoken,
        "languages": list(policy.languages),
        "clauses": [_clause(one, spoken) for one in policy.clauses.values()],
        "ladder": ladder,
        "ladder_digest": ladder_digest(ladder),
        "clocks": published_clocks(clocks_under(policy.clocks).values()),
    }


def _policy(version: str | None) -> Policy:
    active = get_active_version()
    if active is None:
        raise NoPolicyActive
    if version is None:
        return get_policy(active.digest)
    known = PolicyVersion.objects.filter(version=version, activations__isnull=False).order_by("-installed_at").first()
    if known is None:
        raise NoSuchPolicy(version)
    return get_policy(known.digest)


def _clause(clause: Clause, language: str) -> dict[str, Any]:
    return {
        "id": clause.id,
        "title": clause.title.text(language),
        "text": clause.text.text(language),
        "url": clause.url,
        "in_force_from": clause.in_force_from.isoformat(),
        "citable_from": clause.citable_from.isoformat(),
    }
