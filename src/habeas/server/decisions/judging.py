"""Judges submissions one after another: scanned together, each on the history that the ones before it left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.detection.documents import Message
from habeas.detection.findings import Scan
from habeas.domain.effects import Circumstances, Outcome, outcome_of
from habeas.domain.screenings import Screening, Writing, own_part, screen
from habeas.files.engines import scan
from habeas.policy.rules import Policy
from habeas.policy.timeline.history import History
from habeas.server.decisions.histories import grounds_on, with_decision
from habeas.server.decisions.models import Decision, Mode
from habeas.server.decisions.operations import Making, Sitting, make
from habeas.server.events.models import Event
from habeas.server.policies.rulebook import Rulebook
from habeas.server.screening.submissions import Submission


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission with its row and with the texts before it; `found` is what stands in all of them."""

    submission: Submission
    row: Event
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
    """A decision not yet written, its answer and what follows from it."""

    row: Decision
    outcome: Outcome
    answer: Mapping[str, Any]


def read_all(submissions: Sequence[tuple[Submission, Event, tuple[str, ...]]]) -> list[Reading]:
    """Return what each message holds, read together with the texts before it."""
    found = scan(
        [
            Message((*earlier, *submission.texts), country=submission.country, language=submission.language)
            for submission, _, earlier in submissions
        ]
    )
    return [
        Reading(submission, row, earlier, one)
        for (submission, row, earlier), one in zip(submissions, found, strict=True)
    ]


def judge(
    readings: Sequence[Reading],
    *,
    rulebook: Rulebook,
    history: History,
    held: Mapping[str, int],
    sitting: Sitting,
) -> Iterator[Result]:
    """Yield the decision on each message that holds something, in the order of sending."""
    held_by = dict(held)
    for reading in sorted(readings, key=lambda one: (one.row.occurred_at, one.row.id)):
        grounds = grounds_on(reading.row.platform, rulebook=rulebook, history=history)
        screening = screen(reading.writing, scan=reading.found, grounds=grounds)
        circumstances = Circumstances(
            now=sitting.now,
            delivery=reading.submission.delivery,
            held_in_a_day=held_by.get(reading.submission.sender, 0),
            settling=sitting.settling,
        )
        result = _result(reading, screening, rulebook, circumstances, sitting)
        if result.row.mode == Mode.ACTIVE:
            history = with_decision(history, result.row)
            if result.row.action == "hold_message":
                held_by[result.row.member_id] = circumstances.held_in_a_day + 1
        yield result


def _result(
    reading: Reading, screening: Screening, rulebook: Rulebook, circumstances: Circumstances, sitting: Sitting
) -> Result:
    outcome = outcome_of(screening.decision.verdict, policy=rulebook.policy, circumstances=circumstances)
    making = Making(
        event=reading.row,
        writing=reading.writing,
        screening=screening,
        outcome=outcome,
        mode=mode_of(reading.submission.channel, rulebook, circumstances.now),
        language=spoken(rulebook.policy, reading.submission.language),
    )
    row, answer = make(making, sitting=sitting)
    return Result(row=row, outcome=outcome, answer=answer)


def mode_of(channel: str, rulebook: Rulebook, now: datetime) -> Mode:
    """Return whether an answer on this channel acts: not before a named person has activated it."""
    return Mode.ACTIVE if rulebook.channels[channel].acts(now) else Mode.SHADOW


def spoken(policy: Policy, language: str | None) -> str:
    """Return the member's language where the policy speaks it, else the policy's first."""
    return language if language in policy.languages else policy.languages[0]
