"""Says of a draft what would be said of the message, with a hint for its writer. Keeps nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from habeas.domain.effects import Circumstances, Delivery, outcome_of
from habeas.domain.screenings import screen
from habeas.files.engine_identity import identify_engine
from habeas.policy.actions import Action
from habeas.policy.phrases import PURPOSES
from habeas.server.decisions.answers import clean_answer
from habeas.server.decisions.contents import answer_of, nudge_of
from habeas.server.decisions.histories import grounds_on, read_history
from habeas.server.decisions.judging import Reading, members_of, mode_of, read_all, spoken
from habeas.server.decisions.models import Mode
from habeas.server.events.incoming import IncomingEvent
from habeas.server.parties.keys import read_keys
from habeas.server.policies.rulebook import Rulebook, read_rulebook
from habeas.server.sanctions.queries import count_held
from habeas.server.screening.admission import admit_draft
from habeas.server.screening.submissions import Submission
from habeas.server.screening.windows import find_windows, open_windows, texts_before

Json = Mapping[str, Any]

NO_HINT: Final[Json] = {"nudge": None, "purposes": []}


def check_draft(*, draft: IncomingEvent, is_test: bool, now: datetime) -> Json:
    """Return the decision that a message like this would get, the hint, and the purposes to choose from.

    On a channel in shadow `action` is `none` and the hint is there for whoever tries it out. Raises
    NotAdmitted, NoPolicyActive.
    """
    rulebook = read_rulebook()
    submission = admit_draft(draft, rulebook=rulebook)
    if submission is None:
        return {"finding": None, "allowed": True, "action": Action.NONE.word, "read": False, **NO_HINT}
    reading = _read(submission, is_test=is_test, now=now)
    if not reading.own.findings:
        return {**clean_answer(reading.own, policy=rulebook.policy), **NO_HINT}
    return _judge(reading, rulebook, is_test=is_test, now=now)


def _read(submission: Submission, *, is_test: bool, now: datetime) -> Reading:
    """Read a draft with what its writer sent just before."""
    remembers = submission.conversation and not submission.is_window
    earlier = _texts_before(submission, is_test=is_test, now=now) if remembers else ()
    return read_all([(submission, earlier)])[0]


def _texts_before(submission: Submission, *, is_test: bool, now: datetime) -> tuple[str, ...]:
    sealed = find_windows([submission.place], is_test=is_test, now=now)
    if not sealed:
        return ()
    windows = open_windows(sealed, keys=read_keys([submission.sender]))
    return texts_before(windows.get(submission.place, []), at=submission.event.occurred_at)


def _judge(reading: Reading, rulebook: Rulebook, *, is_test: bool, now: datetime) -> Json:
    submission, policy = reading.submission, rulebook.policy
    history = read_history(members_of([reading]), rulebook=rulebook, is_test=is_test, now=now)
    grounds = grounds_on(submission.event.platform, rulebook=rulebook, history=history)
    judged = screen(reading.writing, scan=reading.found, grounds=grounds).decision
    holds = judged.verdict.action is Action.HOLD_MESSAGE
    held = count_held({submission.sender}, is_test=is_test, now=now).get(submission.sender, 0) if holds else 0
    circumstances = Circumstances(now=now, delivery=Delivery.PENDING, held_in_a_day=held)
    outcome = outcome_of(judged.verdict, policy=policy, circumstances=circumstances)
    language = spoken(policy, submission.language)
    mode = mode_of(submission.channel, rulebook, now)
    answer = answer_of(judged, engine=identify_engine(), language=language)
    return {
        **answer,
        "mode": mode.value,
        "action": outcome.action.word if mode is Mode.ACTIVE else Action.NONE.word,
        "nudge": nudge_of(judged, language=language) if judged.verdict.action > Action.NONE else None,
        "purposes": [{"code": code, "says": says} for code, says in PURPOSES.get(language, PURPOSES["en"]).items()],
    }
