"""Make a version of a policy the one that judges, by a named person's word. Its texts are kept for ever."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from habeas.domain.clocks.policy_clocks import clocks_under
from habeas.policy.load import load_policy
from habeas.policy.rules import Policy
from habeas.server.appeals.precedents import Unmet, list_unmet
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import NOBODY
from habeas.server.policies.models import Activation, PolicyVersion


class PersonNotNamed(ValueError):
    """Nobody answers for this: a person's name is needed."""


class PrecedentsUnmet(ValueError):
    """The policy would decide again as people have overturned; whoever activates it says why."""

    def __init__(self, unmet: Sequence[Unmet]) -> None:
        super().__init__(f"{len(unmet)} precedents come out otherwise")
        self.unmet = unmet


def activate_policy(*, texts: Mapping[str, str], by: str, now: datetime, reason: str = "") -> bool:
    """Install a policy's texts and let them judge from now on; return False where they do already.

    A version that does not meet a precedent needs a reason. Raises PolicyError for texts that make no policy,
    UnknownClock, ClockNotWhole, ClockLoosened, PersonNotNamed, PrecedentsUnmet.
    """
    if not by.strip():
        raise PersonNotNamed("a policy is activated by a person: say whose word it is")
    policy = load_policy(dict(texts))
    clocks_under(policy.clocks)  # refused here, before a case runs by them
    unmet = list_unmet(policy)
    if unmet and not reason.strip():
        raise PrecedentsUnmet(unmet)
    with transaction.atomic():
        version = _install(policy, texts, now=now)
        last = Activation.objects.order_by("-activated_at", "-id").first()
        if last is not None and last.version_id == version.digest:
            return False
        Activation.objects.create(version=version, activated_at=now, activated_by=by.strip(), reason=reason)
        append([_activated(policy, unmet, now=now)], seal=NOBODY.seal)
    return True


def _install(policy: Policy, texts: Mapping[str, str], *, now: datetime) -> PolicyVersion:
    version, _ = PolicyVersion.objects.get_or_create(
        digest=policy.identity.digest,
        defaults={
            "policy": policy.identity.id,
            "version": policy.identity.version,
            "texts": dict(texts),
            "installed_at": now,
        },
    )
    return version


def _activated(policy: Policy, unmet: Sequence[Unmet], *, now: datetime) -> Happening:
    identity = policy.identity
    return Happening(
        at=now,
        action="policy.activated",
        actor="operator",
        subject=f"policy:{identity.digest}",
        payload={
            "policy": identity.id,
            "version": identity.version,
            "unmet_precedents": [one.appeal for one in unmet],
        },
    )
