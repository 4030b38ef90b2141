"""How an appeal is filed: free, at any time within its window, with words and files within limits that are told.

What comes too late is kept as out of time, with every way that is still open. A second look needs new facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal, AppealState, Argument
from habeas.domain.appeals.misuse import Throttle
from habeas.domain.appeals.standing import Contestable, Mandate, Standing, UnknownMeasure, out_of_time, standing_of
from habeas.domain.attachments import LIMITS as FILE_LIMITS
from habeas.domain.attachments import FileLimits, ReceivedFile, check_files
from habeas.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingLimits:
    """How much an appeal may hold; the form states it (DSA20-3). Lengths in letters."""

    arguments: int = 20
    argument_length: int = 10_000
    files: FileLimits = FILE_LIMITS


LIMITS: Final = FilingLimits()
"""The limits unless an operator widens them."""


class ArgumentMissing(Refused):
    """An appeal that says nothing."""

    rule = "DSA20-3"
    says = "say in a few words why the decision {decision} is wrong; files can go with it"


class TooManyArguments(Refused):
    """More arguments than the form takes."""

    rule = "DSA20-3"
    says = "an appeal takes {most} arguments, here are {found}; put what belongs together into one"


class ArgumentTooLong(Refused):
    """An argument longer than the form takes."""

    rule = "DSA20-3"
    says = "argument {number} has {length} letters, it takes {most}; put the rest into a file"


class AppealAlreadyOpen(Refused):
    """A second appeal while the first is not answered."""

    rule = "DSA20-4"
    says = "the appeal {appeal} against {decision} is not answered yet; add what you have to say to it"


class NoNewFacts(Refused):
    """A second look at a decision that an appeal has answered, without anything new."""

    rule = "DSA20-4"
    says = "the appeal {appeal} against {decision} was answered; a second look needs a fact that is not in it yet"


class AlreadyUndone(Refused):
    """An appeal against what was taken back."""

    rule = "DSA20-4"
    says = "the decision {decision} was taken back: it counts for nothing, and nothing of it is left to appeal"


class AppealsThrottled(Refused):
    """An appeal by somebody who, after a warning, a person has limited; courts and bodies stay open (DSA23-2)."""

    rule = "DSA23-2"
    says = "your appeals are limited until {until} ({decision}); a court and the out-of-court bodies stay open to you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What somebody sends. `new_facts` are the ids of facts that earlier appeals did not hold."""

    appeal: str
    by: Actor
    arguments: tuple[Argument, ...]
    files: tuple[ReceivedFile, ...] = ()
    measures: frozenset[str] = frozenset()
    new_facts: frozenset[str] = frozenset()


def file_appeal(
    filing: Filing,
    *,
    decision: Contestable,
    now: datetime,
    mandates: Iterable[Mandate] = (),
    earlier: Iterable[Appeal] = (),
    throttle: Throttle | None = None,
    limits: FilingLimits = LIMITS,
) -> Appeal:
    """Return the appeal as received, or as out of time with what is still open. Raises a Refused by name.

    `earlier` are the appeals against the same decision. Something that was not known before is looked at however late.
    """
    standing = standing_of(decision, by=filing.by, mandates=mandates, now=now)
    if decision.is_undone:
        raise AlreadyUndone(decision=decision.id)
    _check_measures(filing, decision)
    if throttle is not None and throttle.is_in_force(now):
        raise AppealsThrottled(until=throttle.until.isoformat(), decision=throttle.decision)
    _check_arguments(decision, filing.arguments, limits)
    check_files(filing.files, limits=limits.files)
    is_second = _check_earlier(decision, standing, earlier, filing.new_facts)
    person = filing.by.id if standing is Standing.REPORTER else decision.member
    late = None if is_second or filing.new_facts else out_of_time(decision.window(person), zone=decision.zone, now=now)
    return Appeal(
        id=filing.appeal,
        decision=decision.id,
        standing=standing,
        by=filing.by,
        filed_at=now,
        arguments=filing.arguments,
        files=filing.files,
        measures=filing.measures,
        state=AppealState.RECEIVED if late is None else AppealState.OUT_OF_TIME,
        out_of_time=late,
        new_facts=filing.new_facts,
    )


def check_added(appeal: Appeal, *, files: Iterable[ReceivedFile], limits: FilingLimits = LIMITS) -> None:
    """Refuse an appeal that has grown beyond what the form takes; `files` are all of them. Raises a Refused by name."""
    last = appeal.arguments[-1]
    if not last.text.strip():
        raise ArgumentMissing(decision=appeal.decision)
    _check_lengths(appeal.arguments, limits)
    check_files(files, limits=limits.files)


def _check_measures(filing: Filing, decision: Contestable) -> None:
    unknown = filing.measures - decision.measures
    if unknown:
        known = ", ".join(sorted(decision.measures))
        raise UnknownMeasure(decision=decision.id, measures=", ".join(sorted(unknown)), known=known)


def _check_arguments(decision: Contestable, arguments: tuple[Argument, ...], limits: FilingLimits) -> None:
    if not any(argument.text.strip() for argument in arguments):
        raise ArgumentMissing(decision=decision.id)
    _check_lengths(arguments, limits)


def _check_lengths(arguments: tuple[Argument, ...], limits: FilingLimits) -> None:
    if len(arguments) > limits.arguments:
        raise TooManyArguments(most=limits.arguments, found=len(arguments))
    for number, argument in enumerate(arguments, start=1):
        if len(argument.text) > limits.argument_length:
            raise ArgumentTooLong(number=number, length=len(argument.text), most=limits.argument_length)


def _check_earlier(
    decision: Contestable, standing: Standing, earlier: Iterable[Appeal], new_facts: frozenset[str]
) -> bool:
    """Tell whether this is a second look; refuse a second one that is open, or answered and without anything new."""
    is_reporter = standing is Standing.REPORTER
    same = [appeal for appeal in earlier if (appeal.standing is Standing.REPORTER) == is_reporter]
    for appeal in same:
        if appeal.is_open:
            raise AppealAlreadyOpen(appeal=appeal.id, decision=decision.id)
    answered = [appeal for appeal in same if appeal.state is AppealState.DECIDED]
    known = frozenset().union(*(appeal.new_facts for appeal in answered))
    if answered and not new_facts - known:
        raise NoNewFacts(appeal=answered[-1].id, decision=decision.id)
    return bool(answered)
