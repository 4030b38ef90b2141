"""Reads of what is configured: the policy in force, the channel register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.server.policies.models import Activation, Channel, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveVersion:
    """The version that judges now, since when and by whose word."""

    digest: str
    policy: str
    version: str
    activated_at: datetime
    activated_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEntry:
    """A channel as the register shows it."""

    name: str
    mode: str
    legal_basis: str
    assessment: str
    registered_at: datetime
    registered_by: str
    activated_at: datetime | None
    activated_by: str | None


def get_active_version() -> ActiveVersion | None:
    """Return the version that judges, None where nobody activated one."""
    last = Activation.objects.select_related("version").order_by("-activated_at", "-id").first()
    if last is None:
        return None
    return ActiveVersion(
        digest=last.version_id,
        policy=last.version.policy,
        version=last.version.version,
        activated_at=last.activated_at,
        activated_by=last.activated_by,
        reason=last.reason,
    )


def list_channels() -> Sequence[ChannelEntry]:
    """Return the register, by name."""
    return [
        ChannelEntry(
            name=channel.name,
            mode=channel.mode,
            legal_basis=channel.legal_basis,
            assessment=channel.assessment,
            registered_at=channel.registered_at,
            registered_by=channel.registered_by,
            activated_at=channel.activated_at,
            activated_by=channel.activated_by or None,
        )
        for channel in Channel.objects.order_by("name")
    ]


def list_declared() -> Sequence[Mapping[str, Any]]:
    """Return what is declared of each platform: its name, the families it feeds, from when its messages are judged."""
    return [
        {
            "name": one.name,
            "feeds": one.feeds,
            "judge_from": None if one.judge_from is None else one.judge_from.isoformat(),
        }
        for one in Platform.objects.order_by("name")
    ]
