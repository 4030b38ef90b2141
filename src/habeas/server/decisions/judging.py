"""Judges submissions one after another: scanned together, each on the history that the ones before it left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from habeas.detection.documents import Message
from habeas.detection.findings import Scan
from habeas.domain.effects import Circumstances, Outcome, outcome_of
from habeas.domain.screenings import Screening, Writing, own_part, screen
from habeas.files.catalogues import choose_offered
from habeas.files.engines import scan
from habeas.policy.rules import Policy
from habeas.server.decisions.histories import grounds_on, read_history, with_decision
from habeas.server.decisions.models import Decision, Mode
from habeas.server.decisions.operations import Making, Sitting, make
from habeas.server.events.models import Event
from habeas.server.policies.rulebook import Rulebook
from habeas.server.screening.submissions import Submission


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission with the texts before it; `found` is what stands in all of them."""

    submission: Submission
    earlier: tuple[str, ...]
    found: Scan

    @property
    def own(self) -> Scan:
        """Return what stands in, or reaches into, the message itself."""
        return own_part(self.found, own_from=len(self.earlier))

    @property
    def writing(self) -> Writing:
        """Return the message as the core judges it."""
        submission = self.submission
        contract = submission.event.data.get("contract")
        return Writing(
            at=submission.event.occurred_at,
            sender=submission.sender,
            recipients=submission.recipients,
            texts=(*self.earlier, *submission.texts),
            own_from=len(self.earlier),
            contract=contract if isinstance(contract, str) else None,
            conversation=submission.conversation or None,
            stated=submission.stated,
            context=submission.context,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A decision not yet written, its answer and what follows from it.

    `language` is what was said of the message's, `texts` are those that its sender wrote in it.
    """

    row: Decision
    outcome: Outcome
    answer: Mapping[str, Any]
    language: str | None
    texts: tuple[str, ...] = field(repr=False)


def read_all(submissions: Sequence[tuple[Submission, tuple[str, ...]]]) -> list[Reading]:
    """Return what each message holds, read together with the texts before it."""
    found = scan(
        [
            Message((*earlier, *submission.texts), country=submission.country, language=submission.language)
            for submission, earlier in submissions
        ]
    )
    return [Reading(submission, earlier, one) for (submission, earlier), one in zip(submissions, found, strict=True)]


def judge(
    readings: Sequence[Reading],
    *,
    rows: Mapping[str, Event],
    rulebook: Rulebook,
    held: Mapping[str, int],
    sitting: Sitting,
) -> Iterator[Result]:
    """Yield the decision on each message that holds something, in the order of sending.

    `rows` are the events by id, `held` says how many messages of each sender were held within a day.
    """
    if not readings:
        return
    held_by = dict(held)
    is_test = next(iter(rows.values())).is_test
    history = read_history(members_of(readings), rulebook=rulebook, is_test=is_test, now=sitting.now)
    for reading in sorted(readings, key=lambda one: (one.submission.event.occurred_at, one.submission.event.id)):
        grounds = grounds_on(reading.submission.event.platform, rulebook=rulebook, history=history)
        screening = screen(reading.writing, scan=reading.found, grounds=grounds)
        circumstances = Circumstances(
            now=sitting.now,
            delivery=reading.submission.delivery,
            held_in_a_day=held_by.get(reading.submission.sender, 0),
            settling=sitting.settling,
        )
        result = _result(reading, rows[reading.submission.event.id], screening, rulebook, circumstances, sitting)
        if result.row.mode == Mode.ACTIVE:
            history = with_decision(history, result.row)
            if result.row.action == "hold_message":
                held_by[result.row.member_id] = circumstances.held_in_a_day + 1
        yield result


def members_of(readings: Sequence[Reading]) -> set[str]:
    """Return who wrote and to whom."""
    return {one.submission.sender for one in readings}.union(*(one.submission.recipients for one in readings))


def _result(
    reading: Reading,
    row: Event,
    screening: Screening,
    rulebook: Rulebook,
    circumstances: Circumstances,
    sitting: Sitting,
) -> Result:
    outcome = outcome_of(screening.decision.verdict, policy=rulebook.policy, circumstances=circumstances)
    making = Making(
        event=row,
        writing=reading.writing,
        screening=screening,
        outcome=outcome,
        mode=mode_of(reading.submission.channel, rulebook, circumstances.now),
        language=spoken(rulebook.policy, reading.submission.language),
    )
    decision, answer = make(making, sitting=sitting)
    said = reading.submission
    return Result(row=decision, outcome=outcome, answer=answer, language=said.language, texts=said.texts)


def mode_of(channel: str, rulebook: Rulebook, now: datetime) -> Mode:
    """Return whether an answer on this channel acts: not before a named person has activated it."""
    return Mode.ACTIVE if rulebook.channels[channel].acts(now) else Mode.SHADOW


def spoken(policy: Policy, language: str | None) -> str:
    """Return the language of all that a member may read of a machine's decision: in the composer, in the statement.

    It is the member's where the policy speaks it, else the policy's first; in either case an offered one (DSA17-4).
    """
    own = [language] if language in policy.languages else []
    return choose_offered(*own, *policy.languages)
