"""Where a member stands: the strikes that count and until when, the nudges that are remembered (S14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from habeas.policy.timeline.strikes import PastDecision, Standing, StrikeEntry, list_strikes
from habeas.server.decisions.histories import read_history
from habeas.server.policies.rulebook import read_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A nudge and until when it is remembered. It is no strike."""

    decision: str
    clause: str | None
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberStanding:
    """All of it as of one instant. `strikes` holds those that count and those that no longer do, with why."""

    at: datetime
    strikes: tuple[StrikeEntry, ...]
    nudges: tuple[Remembered, ...]

    @property
    def counting(self) -> int:
        """Return the running count of strikes."""
        return sum(strike.standing is Standing.COUNTS for strike in self.strikes)


def get_standing(member: str, *, is_test: bool, now: datetime) -> MemberStanding:
    """Return where a member stands; one never heard of has nothing. Raises NoPolicyActive."""
    rulebook = read_rulebook()
    history = read_history([member], rulebook=rulebook, is_test=is_test, now=now)
    made = history.decisions.get(member, ())
    policy = rulebook.policy
    return MemberStanding(
        at=now,
        strikes=list_strikes(made, at=now, expires_after=policy.strikes_expire_after),
        nudges=tuple(
            _remembered(one, policy.nudges_expire_after)
            for one in made
            if one.is_nudge(now, remembered=policy.nudges_expire_after)
        ),
    )


def _remembered(decision: PastDecision, remembered: timedelta) -> Remembered:
    return Remembered(
        decision=decision.id, clause=decision.clause, made_at=decision.made_at, until=decision.made_at + remembered
    )
