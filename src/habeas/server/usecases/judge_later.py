"""Judges a message that was let through unread because its caller's patience had run out."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from habeas.domain.effects import Delivery
from habeas.files.engine_identity import identify_engine
from habeas.server.audit.operations import append
from habeas.server.decisions.judging import judge, read_all
from habeas.server.decisions.operations import Sitting
from habeas.server.decisions.sampling import sample_clean, sample_judged
from habeas.server.events.queries import get_row
from habeas.server.parties.keys import lock_members
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.sanctions.queries import count_held
from habeas.server.screening.admission import admit
from habeas.server.screening.windows import forget_postponed, read_postponed, read_windows, texts_before
from habeas.server.usecases.apply_effects import apply_effects

DELIVERED: Final = {"delivery": Delivery.DELIVERED.value}
"""By now others have read it: it can be warned about, and not held."""


@transaction.atomic
def judge_later(*, event_id: str, is_test: bool, now: datetime) -> None:
    """Judge a postponed message once, as one that was delivered; what was judged already or erased stays as it is."""
    row = get_row(event_id, is_test=is_test)
    if row is None:
        return
    rulebook = read_rulebook()
    keys = lock_members([row.actor, *row.body["recipients"]], now=now)
    postponed = read_postponed(row, keys=keys)
    if postponed is None:
        return
    admission = admit(postponed.saying(DELIVERED), rulebook=rulebook)
    forget_postponed(row)
    submission = admission.submission
    if submission is None:
        return
    windows = read_windows({submission.place}, keys=keys, is_test=is_test, now=now)
    window = [] if submission.is_window else windows[submission.place]
    readings = read_all([(submission, texts_before(window, at=row.occurred_at))])
    held = count_held({submission.sender}, is_test=is_test, now=now)
    sitting = Sitting(engine=identify_engine(), keys=keys, now=now, settling=settings.HABEAS.settling)
    holding = [one for one in readings if one.own.findings]
    results = list(judge(holding, rows={row.id: row}, rulebook=rulebook, held=held, sitting=sitting))
    sample_clean(readings, rulebook=rulebook, keys=keys, is_test=is_test, now=now)
    happenings = apply_effects(results, keys=keys, is_test=is_test, now=now)
    sample_judged(results, is_test=is_test, now=now)
    append(happenings, seal=keys.seal)
