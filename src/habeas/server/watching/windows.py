"""The time to appeal a decision: begun when its member is told, announced before it ends (DSA20-1, DSA20-2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.domain.appeals.appeal import AppealState
from habeas.domain.appeals.reversal import EffectKind
from habeas.domain.appeals.windows import last_day_to_appeal
from habeas.domain.clocks.table import ClockId
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind
from habeas.server.appeals.models import Appeal
from habeas.server.cases.redress import redress_of
from habeas.server.deadlines.clocks import keep_clock, standing_of
from habeas.server.deadlines.models import Clock
from habeas.server.deadlines.queries import has_running
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, NoSuchDecision, lock_contested
from habeas.server.watching.notices import words_of
from habeas.server.watching.watched import Json, Quiet

_NEVER_HEARD: Final = (AppealState.WITHDRAWN, AppealState.OUT_OF_TIME)


def begin_window(decision: str, *, is_test: bool, now: datetime) -> None:
    """Let the time run in which a decision can be appealed, once its member knows of it.

    Nothing runs for what cannot be appealed any more, or was already; nor for a hint, which takes nothing: it can be
    appealed for as long, and nobody is reminded of it.
    """
    contested = _find(decision, is_test=is_test, now=now)
    window = None if contested is None else contested.contestable.window(contested.member)
    if contested is None or window is None or window.due_at <= now:
        return
    if not has_running(ClockId.APPEAL_WINDOW, subject=decision, is_test=is_test):
        keep_clock(window, member=contested.member, is_test=is_test, now=now)


def _find(decision: str, *, is_test: bool, now: datetime) -> Contested | None:
    """Return a decision that its member may still want to appeal; None where there is none."""
    try:
        contested = lock_contested(decision, is_test=is_test, now=now)
    except NoSuchDecision:
        return None
    heard = Appeal.objects.filter(decision=decision, member=contested.member).exclude(state__in=_NEVER_HEARD)
    takes = any(effect.kind is not EffectKind.HINT for effect in contested.effects)
    return contested if takes and not contested.is_undone and not heard.exists() else None


@dataclass(frozen=True, slots=True)
class WatchedWindow(Quiet):
    """A decision that can be appealed for a few days more."""

    clock: Clock
    contested: Contested
    keys: Keyring

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        return f"decision:{self.contested.id}"

    @property
    def about(self) -> Json:
        """Return which decision about whom can be appealed until when."""
        one = self.contested
        until = last_day_to_appeal(standing_of(self.clock), zone=one.zone)
        return {
            "decision": {
                "id": one.id,
                "matter": one.matter.value,
                "member": one.member,
                "appeal_until": until.isoformat(),
            }
        }

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Say until when they can appeal, and where."""
        one = self.contested
        until = last_day_to_appeal(standing_of(self.clock), zone=one.zone)
        url = redress_of(one.id).appeal_url
        closes = ClockNotice(kind=ClockNoticeKind.WINDOW_CLOSES, about=one.id, on=until, url=url)
        words = words_of(closes, language=one.language)
        return [RECOURSES[one.matter].tell(one.id, words, number=None, keys=self.keys, now=now)]


class WindowWatch:
    """Finds the decision of a window."""

    def find(self, row: Clock, *, now: datetime) -> WatchedWindow | None:
        """Return the decision; None where it was undone or appealed meanwhile, or its member was erased."""
        contested = _find(row.subject, is_test=row.is_test, now=now)
        if contested is None:
            return None
        keys = lock_members([contested.member], now=now)
        return WatchedWindow(row, contested, keys) if keys.has(contested.member) else None
