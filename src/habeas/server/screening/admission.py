"""Says of one event whether it is taken in, and whether its words may be read: the channel register decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from habeas.domain.effects import Delivery
from habeas.domain.journal.reading import read_money_event
from habeas.money import MoneyRefused
from habeas.policy.timeline.events import Event as Told
from habeas.policy.timeline.events import WrongEvent
from habeas.policy.timeline.history import history_of
from habeas.server.events.incoming import IncomingEvent, Json
from habeas.server.events.kinds import ACKNOWLEDGEMENTS, is_writing, list_parties
from habeas.server.events.names import renamed
from habeas.server.events.operations import Kept, digest_of
from habeas.server.events.problems import problem
from habeas.server.events.queries import told
from habeas.server.policies.models import ReadingMode
from habeas.server.policies.rulebook import RegisteredChannel, Rulebook
from habeas.server.screening.submissions import BadSubmission, Submission, read_submission


class NotAdmitted(ValueError):
    """An event that is refused, with its problem."""

    def __init__(self, found: Json) -> None:
        super().__init__(found)
        self.problem = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """An event that is taken in: what is kept of it, and the message in it where that is to be judged."""

    kept: Kept
    submission: Submission | None = None

    @property
    def parties(self) -> frozenset[str]:
        """Return all members and organizations that it names."""
        return list_parties(self.kept.body) | ({self.kept.actor} if self.kept.actor else frozenset())

    def naming(self, names: Mapping[str, str]) -> "Admission":
        """Return the same event with other names in the place of members' ids."""
        kept = replace(self.kept, actor=renamed(self.kept.actor, names), body=renamed(self.kept.body, names))
        if self.submission is None:
            return replace(self, kept=kept)
        recipients = tuple(names.get(one, one) for one in self.submission.recipients)
        sender = names.get(self.submission.sender, self.submission.sender)
        return Admission(kept=kept, submission=replace(self.submission, sender=sender, recipients=recipients))

    def waiting(self) -> "Admission":
        """Return the same as a message that the host still waits with."""
        if self.submission is None:
            return self
        return replace(self, submission=replace(self.submission, delivery=Delivery.PENDING))

    @property
    def is_fact(self) -> bool:
        """Return whether it can change what was true when a message was sent."""
        return not is_writing(self.kept.event.type) and self.kept.event.type not in ACKNOWLEDGEMENTS


def admit(event: IncomingEvent, *, rulebook: Rulebook, facts_only: bool = False) -> Admission:
    """Return what is done with an event. Raises NotAdmitted.

    With `facts_only` (history at onboarding) nothing is read or judged.
    """
    if is_writing(event.type):
        return _admit_writing(event, rulebook, facts_only=facts_only)
    try:
        history_of([as_told(event, event.data)], declarations=rulebook.policy.declarations)
    except WrongEvent as error:
        detail = f"{error.field} wants {error.wanted}"
        raise NotAdmitted(problem("event-malformed", detail=detail, field=_pointer(error.field))) from error
    try:
        read_money_event(event=event.id, kind=event.type, occurred_at=event.occurred_at, content=event.data)
    except MoneyRefused as error:
        raise NotAdmitted(problem("event-malformed", detail=str(error), field=error.field)) from error
    # What one member says of another is sealed with the report; who said it is a fact.
    return Admission(kept=Kept(event, _subject(event.data), _but_words(event), digest_of(event, event.data)))


def _but_words(event: IncomingEvent) -> Json:
    words = _WORDS.get(event.type)
    return event.data if words is None else {name: said for name, said in event.data.items() if name not in words}


_WORDS: Final = {"member.reported": frozenset({"reason", "names"})}
"""Fields of facts that hold members' words: they are kept sealed elsewhere or nowhere."""


def _admit_writing(event: IncomingEvent, rulebook: Rulebook, *, facts_only: bool) -> Admission:
    submission, channel = _read_on_channel(event, rulebook)
    is_judged = (
        not facts_only
        and channel.mode is ReadingMode.CONTENT
        and rulebook.judges(event.platform, occurred_at=event.occurred_at)
    )
    body = submission.body
    kept = Kept(event, submission.sender, body, digest_of(event, body))
    return Admission(kept=kept, submission=submission if is_judged else None)


def admit_draft(draft: IncomingEvent, *, rulebook: Rulebook) -> Submission | None:
    """Return a draft that may be read, None where its channel is off. Raises NotAdmitted."""
    submission, channel = _read_on_channel(draft, rulebook)
    return None if channel.mode is ReadingMode.OFF else submission


def _read_on_channel(event: IncomingEvent, rulebook: Rulebook) -> tuple[Submission, RegisteredChannel]:
    try:
        submission = read_submission(event, declarations=rulebook.policy.declarations)
    except BadSubmission as error:
        raise NotAdmitted(problem("event-malformed", detail=error.message, field=error.field)) from error
    channel = rulebook.channels.get(submission.channel)
    if channel is None:
        known = ", ".join(sorted(rulebook.channels)) or "none"
        detail = (
            f"Nobody has registered the channel {submission.channel!r} with a legal basis, so it may not be read; "
            f"registered are: {known}. Register it with `habeas channels register`."
        )
        raise NotAdmitted(problem("channel-unregistered", detail=detail, field="/data/surface"))
    return submission, channel


def as_told(event: IncomingEvent, content: Json) -> Told:
    """Return an incoming event as the timeline takes it."""
    return told(id=event.id, type=event.type, occurred_at=event.occurred_at, platform=event.platform, content=content)


def _subject(data: Json) -> str:
    member = data.get("member")
    return member if isinstance(member, str) else ""


def _pointer(field: str) -> str:
    return "/data/" + field.replace(".", "/")
