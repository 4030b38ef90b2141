"""What can happen to a sanction, each as a value with who did it and when; and what is refused by name."""

from dataclasses import dataclass
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.resting import Rest, Resume
from habeas.policy.actions import AUTOMATION_CEILING, Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """Somebody decides. `ceiling` is what a machine may do under the profile in force."""

    by: Actor
    at: datetime
    ceiling: Action = AUTOMATION_CEILING


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """A second person agrees."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """A second person does not agree: it is a draft again."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """The member is told what is intended and asked to answer."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The member answers what was announced."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A person replies to the member's answer."""

    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """The statement of reasons was handed over: in the reply to the sender, or readable and accepted by mail.

    `readable_at` is since when it can be read in the portal, `accepted_at` when the mail server took it.
    """

    at: datetime
    in_reply: bool = False
    readable_at: datetime | None = None
    accepted_at: datetime | None = None
    bounced: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether the member has it (invariant 3)."""
        reached = self.readable_at is not None and self.accepted_at is not None and not self.bounced
        return self.in_reply or reached


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEffect:
    """The host applies the measures."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew:
    """A second person prolongs a suspension pending review, once."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person looks at a measure without end again and keeps it."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOut:
    """A clock has run out: its time is over, nobody reviewed it, or nobody approved it."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """A person ends it early."""

    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """A person takes it back before it took effect."""

    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """An appeal varied it: only these measures stay. What is left runs as it did."""

    at: datetime
    keeps: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """It was wrong from the start: an appeal overturned it, or facts heard late."""

    at: datetime


Move = (
    Decide
    | Approve
    | Decline
    | Announce
    | Answer
    | Reply
    | Notify
    | TakeEffect
    | Renew
    | Review
    | RunOut
    | Lift
    | Withdraw
    | Narrow
    | Rest
    | Resume
    | Reverse
)


class MoveNotAllowed(Refused):
    """A move that does not exist from where the sanction stands."""

    rule = "design 6"
    says = "the sanction {sanction} is {state}: it cannot {move}"


class MoveBackInTime(Refused):
    """A move dated before the one before it."""

    rule = "due-process 1.1"
    says = "the sanction {sanction} last moved at {moved_at}; {at} is before that"


class MachineDecided(Refused):
    """Something that is no person decided more than a machine may."""

    rule = "PWD10-5"
    says = "{actor} is no person and may at most {ceiling}, not {action}: open a case for a named human"


class ApprovalMissing(Refused):
    """A sanction that takes two people has one."""

    rule = "invariant 5"
    says = "the sanction {sanction} awaits a second person; have it approved first"


class ApproverIsDecider(Refused):
    """The second person is the first."""

    rule = "invariant 5"
    says = "{actor} decided the sanction {sanction}; somebody else has to agree"


class OwnReasonsMissing(Refused):
    """A person who agreed, prolonged or kept something gave no reasons."""

    rule = "GDPR22-b"
    says = "{actor} gives no reasons of their own; say in a sentence what was looked at and why"


class SanctionBeforeStatement(Refused):
    """A sanction that would take effect before its statement of reasons was handed over."""

    rule = "DSA17-2"
    says = "the sanction {sanction} cannot take effect at {at}: its statement was handed over {notified_at}"


class StatementNotDelivered(Refused):
    """A statement that has not reached the member."""

    rule = "DSA17-2"
    says = "the statement of {sanction} is not handed over: make it readable in the portal and have the mail accepted"


class NoticeTooShort(Refused):
    """A sanction that would take effect before the member had the time that rules give."""

    rule = "P2B4-2"
    says = "the sanction {sanction} may take effect from {earliest} on, not at {at}"


class NotAnnounced(Refused):
    """A suspension that can wait was not announced."""

    rule = "DSA14-4"
    says = "the sanction {sanction} is not urgent: announce it, so that the member can answer in {announcement}"


class AnnouncementNotNeeded(Refused):
    """An announcement of what is urgent or too mild to need one."""

    rule = "DSA14-4"
    says = "the sanction {sanction} needs no announcement: hand over its statement"


class AnswerWithoutReply(Refused):
    """A member's answer to an announcement that nobody replied to."""

    rule = "P2B4-3"
    says = "the member answered the announcement of {sanction}; reply to it first"


class RenewerIsDecider(Refused):
    """A suspension prolonged by who decided it."""

    rule = "PWD10-5"
    says = "{actor} decided the sanction {sanction}; somebody else has to prolong it"


class NotRenewable(Refused):
    """A measure that is no suspension pending review, or was prolonged already."""

    rule = "DSA14-4"
    says = "the sanction {sanction} cannot be prolonged: a suspension pending review can be, once"


class NothingToReview(Refused):
    """A review of what ends by itself, or of a warning."""

    rule = "DSA14-4"
    says = "the sanction {sanction} takes nothing without an end: there is nothing to keep by a review"


class AlreadyOver(Refused):
    """A measure whose time is over, whoever has not noted it yet."""

    rule = "invariant 12"
    says = "the sanction {sanction} ended at {ended_at}: decide anew, on new facts"


class NotYetOver(Refused):
    """A clock that has not run out."""

    rule = "invariant 12"
    says = "the sanction {sanction} does not end at {at}; it ends {ends_at}"


class NarrowsNothing(Refused):
    """A varied sanction that would keep all of its measures, none, or others."""

    rule = "design 6"
    says = "the sanction {sanction} keeps some of {measures}, not {keeps}; reverse it to keep none"


class PersonNeeded(Refused):
    """Something only a person may do to a sanction."""

    rule = "PWD10-5"
    says = "{actor} is no person; a person has to {move} the sanction {sanction}"
