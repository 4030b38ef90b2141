"""The rules in force: the active policy, the channels that may be read, what platforms promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.db import connection

from habeas.policy.coverage import Absence, absence_on
from habeas.policy.load import load_policy
from habeas.policy.rules import Coverage, Policy
from habeas.server.policies.models import Activation, Channel, Edition, Platform, PolicyVersion, ReadingMode, Restraint

_EDITION: Final = f"SELECT token FROM {Edition._meta.db_table}"  # noqa: S608  # names nothing from outside
"""Written out: every message asks this, and putting it together took nine times as long as running it."""


class NoPolicyActive(LookupError):
    """Nobody has activated a policy yet: `habeas init` does, and asks who says so."""


@dataclass(frozen=True, slots=True)
class RegisteredChannel:
    """A channel as the register has it: how far it may be read, and since when its answers act."""

    name: str
    mode: ReadingMode
    activated_at: datetime | None

    def acts(self, at: datetime) -> bool:
        """Return whether what is judged on it is done; before a named person says so it is shadow."""
        return self.activated_at is not None and self.activated_at <= at


@dataclass(frozen=True, slots=True)
class Promise:
    """What a platform promised: from when its messages are judged, which families it feeds since when (F2)."""

    judge_from: datetime | None
    feeds: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All that is the same for every message of a batch. `cases_only` are rules that spent their error budget."""

    policy: Policy
    channels: Mapping[str, RegisteredChannel]
    platforms: Mapping[str, Promise]
    cases_only: frozenset[str]

    def absence(self, platform: str) -> Absence:
        """Return what absence means on a platform; one that promised nothing is as the one without a name."""
        named = platform if platform in self.platforms else ""
        promised = self.platforms[named].feeds if named in self.platforms else ()
        fed: Sequence[Coverage] = [*self.policy.coverage, *promised]
        mine = [entry for entry in fed if entry.platform in {platform, named}]
        return absence_on(named, declarations=self.policy.declarations, fed=[_under(entry, named) for entry in mine])

    def judges(self, platform: str, *, occurred_at: datetime) -> bool:
        """Return whether a message of this time is judged on the platform."""
        promise = self.platforms.get(platform) or self.platforms.get("")
        return promise is None or promise.judge_from is None or occurred_at >= promise.judge_from


def _under(entry: Coverage, platform: str) -> Coverage:
    return Coverage(platform=platform, family=entry.family, since=entry.since)


def read_rulebook() -> Rulebook:
    """Return the rules in force, read once for each edition. Raises NoPolicyActive."""
    with connection.cursor() as cursor:
        cursor.execute(_EDITION)
        edition = cursor.fetchone()
    if edition is None:
        raise NoPolicyActive
    return _read_edition(*edition)


@lru_cache(maxsize=8)
def _read_edition(_token: str) -> Rulebook:
    active = Activation.objects.order_by("-activated_at", "-id").values_list("version_id", flat=True).first()
    if active is None:
        raise NoPolicyActive
    policy = get_policy(active)
    restrained = Restraint.objects.filter(policy=policy.identity.id, restored_at=None)
    return Rulebook(
        policy=policy,
        channels={
            channel.name: RegisteredChannel(channel.name, ReadingMode(channel.mode), channel.activated_at)
            for channel in Channel.objects.all()
        },
        platforms={platform.name: _promise(platform) for platform in Platform.objects.all()},
        cases_only=frozenset(restrained.values_list("rule", flat=True)),
    )


def _promise(platform: Platform) -> Promise:
    feeds = tuple(
        Coverage(platform=platform.name, family=family, since=date.fromisoformat(since))
        for family, since in sorted(platform.feeds.items())
    )
    return Promise(platform.judge_from, feeds)


@lru_cache(maxsize=32)
def get_policy(digest: str) -> Policy:
    """Return a version by its digest, loaded once: a version never changes."""
    return load_policy(PolicyVersion.objects.get(digest=digest).texts)
