"""Moves an appeal: acknowledged, heard by somebody who took no part, asked about, decided or withdrawn."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from types import MappingProxyType
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Appeal, AppealState, Argument, Outcome, Override, Ruling
from habeas.domain.appeals.assigning import Giving, check_giving
from habeas.domain.appeals.overrides import check_override
from habeas.domain.cases.formulas import is_formula
from habeas.domain.cases.reasoning import repeats
from habeas.domain.refusals import Refused
from habeas.domain.wording import says_why, words_of

SHORTEST_ANSWER: Final = 20
"""Letters that an answer to an argument has at least: `no` is no answer."""

BEGINNING: Final = 40
"""Characters of an argument by which a refusal names it."""

ASSIGNABLE: Final = frozenset({AppealState.ACKNOWLEDGED, AppealState.ASSIGNED, AppealState.MORE_ASKED})
"""Where an appeal stands while somebody can be given it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Somebody who may hear appeals: their qualification, and for outsiders until when and which case only."""

    actor: Actor
    qualification: str
    access_ends_at: datetime | None = None
    only_decision: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody was answered: the reasons of a ruling, and its answers to arguments."""

    reasons: str
    answers: tuple[str, ...]


class AppealMoveNotAllowed(Refused):
    """A move that an appeal cannot make from where it stands."""

    rule = "design 6"
    says = "the appeal {appeal} is {state}: it cannot be {move}"


class ReviewerTookPart(Refused):
    """A reviewer who took part in the decision, in any way that `independence` knows, before it or since."""

    rule = "DSA20-6"
    says = "{reviewer} took part in the decision {decision}; choose somebody else, or have an override logged"


class ReviewerNotQualified(Refused):
    """A reviewer without a recorded qualification, who is no person, or whose access is over or for another case."""

    rule = "DSA20-6"
    says = "{reviewer} may not hear the appeal against {decision}: {why}"


class NotYourAppeal(Refused):
    """Somebody other than the assigned reviewer decides, or other than who filed it withdraws."""

    rule = "DSA20-6"
    says = "{by} may not: the appeal {appeal} is {whose}'s"


class ArgumentUnanswered(Refused):
    """A ruling that leaves arguments without an answer."""

    rule = "DSA20-5"
    says = "no answer yet to {arguments}; answer each in at least {shortest} letters"


class AnswersAlike(Refused):
    """A ruling that gives the same answer to different arguments."""

    rule = "P2B11-2"
    says = "{arguments} get the same answer; answer what each of them says"


class RulingWithoutReasons(Refused):
    """A ruling without the reviewer's own reasons."""

    rule = "DSA20-5"
    says = "say in your own words why the decision {decision} is {outcome}"


class RulingIsBoilerplate(Refused):
    """A ruling for the reasons of another one, or with no answer of its own."""

    rule = "P2B11-2"
    says = "the {part} were given in the appeal {appeal} of another member; say what is so in this one"


class VariedToNothing(Refused):
    """A varied decision that keeps all of its measures, or none, or others."""

    rule = "design 6"
    says = "a varied decision keeps some of its measures, not all and none besides; overturn to keep none"


def acknowledge(appeal: Appeal, *, now: datetime) -> Appeal:
    """Return the appeal with its receipt confirmed."""
    _check(appeal, {AppealState.RECEIVED}, "acknowledged")
    return replace(appeal, state=AppealState.ACKNOWLEDGED, acknowledged_at=now)


def check_reviewer(reviewer: Reviewer, *, decision: str, took_part: Iterable[Actor], now: datetime) -> None:
    """Refuse who may not hear an appeal. Raises ReviewerNotQualified, ReviewerTookPart."""
    reasons = (
        (not reviewer.actor.is_human, "it is no person"),
        (not reviewer.qualification, "no qualification is recorded"),
        (reviewer.access_ends_at is not None and now >= reviewer.access_ends_at, "the access is over"),
        (reviewer.only_decision not in {None, decision}, "the access is for another case"),
    )
    for applies, why in reasons:
        if applies:
            raise ReviewerNotQualified(reviewer=reviewer.actor.id, decision=decision, why=why)
    _check_part(reviewer.actor, decision=decision, took_part=took_part)


def _check_part(actor: Actor, *, decision: str, took_part: Iterable[Actor]) -> None:
    if actor.id in {other.id for other in took_part}:
        raise ReviewerTookPart(reviewer=actor.id, decision=decision)


def assign(
    appeal: Appeal,
    *,
    reviewer: Reviewer,
    took_part: Iterable[Actor],
    now: datetime,
    giving: Giving | None = None,
    heard_until: datetime | None = None,
    override: Override | None = None,
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> Appeal:
    """Return the appeal with who hears it; a question that is open to the member stays open.

    `giving` is None where the reviewer takes what nobody hears; `heard_until`: as `check_giving` reads it. `took_part`:
    as `independence` knows, and reviewers of earlier appeals. `earlier` are reasons for overrides that the same person
    gave other members. Raises ReviewerNotQualified, ReviewerTookPart, and as `check_override` and `check_giving` do.
    """
    parts, actor = tuple(took_part), reviewer.actor
    _check(appeal, ASSIGNABLE, "assigned")
    check_reviewer(reviewer, decision=appeal.decision, took_part=() if override else parts, now=now)
    if override is not None:
        check_override(override, reviewer=actor, decision=appeal.decision, took_part=parts, earlier=earlier)
    given = giving or Giving(by=actor if override is None else override.by)
    check_giving(appeal, given, reviewer=actor, took_part=parts, heard_until=heard_until, now=now)
    state = AppealState.MORE_ASKED if appeal.state is AppealState.MORE_ASKED else AppealState.ASSIGNED
    return replace(appeal, state=state, reviewer=actor, given_by=given.by, override=override)


def ask_more(appeal: Appeal, *, by: Actor) -> Appeal:
    """Return the appeal waiting for what its reviewer asked the member."""
    _check(appeal, {AppealState.ASSIGNED}, "asked about")
    _check_reviewers(appeal, by)
    return replace(appeal, state=AppealState.MORE_ASKED)


def go_on(appeal: Appeal) -> Appeal:
    """Return the appeal no longer waiting for an answer that did not come in time."""
    _check(appeal, {AppealState.MORE_ASKED}, "gone on with")
    return replace(appeal, state=AppealState.ASSIGNED)


def add_arguments(appeal: Appeal, *, arguments: Iterable[Argument]) -> Appeal:
    """Return the appeal with what the member added, asked or not; each argument gets an answer."""
    if not appeal.is_open:
        raise AppealMoveNotAllowed(appeal=appeal.id, state=appeal.state, move="added to")
    state = AppealState.ASSIGNED if appeal.state is AppealState.MORE_ASKED else appeal.state
    return replace(appeal, state=state, arguments=(*appeal.arguments, *arguments))


def withdraw(appeal: Appeal, *, by: Actor, member: str, now: datetime) -> Appeal:
    """Return the appeal taken back by who filed it or by the member it is for."""
    if not appeal.is_open:
        raise AppealMoveNotAllowed(appeal=appeal.id, state=appeal.state, move="withdrawn")
    if by.id not in {appeal.by.id, member}:
        raise NotYourAppeal(by=by.id, appeal=appeal.id, whose=appeal.by.id)
    return replace(appeal, state=AppealState.WITHDRAWN, ended_at=now)


def rule(
    appeal: Appeal,
    *,
    ruling: Ruling,
    measures: frozenset[str],
    took_part: Iterable[Actor],
    earlier: Mapping[str, Answered] = MappingProxyType({}),
) -> Appeal:
    """Return the appeal decided by its reviewer. `measures` are those of the decision that it contests.

    Who took part is looked at again: a reviewer may have approved or prolonged it since. A decision is never made
    harsher by an appeal. `earlier` is what other members were answered lately, by appeal. Raises NotYourAppeal,
    ReviewerTookPart, RulingWithoutReasons, ArgumentUnanswered, AnswersAlike, RulingIsBoilerplate, VariedToNothing.
    """
    _check(appeal, {AppealState.ASSIGNED, AppealState.MORE_ASKED}, "decided")
    _check_reviewers(appeal, ruling.by)
    if appeal.override is None:
        _check_part(ruling.by, decision=appeal.decision, took_part=took_part)
    says_nothing = ruling.outcome is Outcome.UPHELD and is_formula(words_of(ruling.reasons))
    if says_nothing or not says_why(ruling.reasons):
        raise RulingWithoutReasons(decision=appeal.decision, outcome=ruling.outcome)
    _check_answers(appeal, ruling)
    _check_own(appeal, ruling, earlier)
    is_part = ruling.measures < measures and bool(ruling.measures)
    if ruling.outcome is Outcome.VARIED and not is_part:
        raise VariedToNothing
    return replace(appeal, state=AppealState.DECIDED, ruling=ruling, ended_at=ruling.at)


def _check_answers(appeal: Appeal, ruling: Ruling) -> None:
    answers = [ruling.answers.get(one.id, "").strip() for one in appeal.arguments]
    short = [at for at, answer in enumerate(answers) if len(answer) < SHORTEST_ANSWER]
    if short:
        first = appeal.arguments[short[0]].id
        raise ArgumentUnanswered(arguments=_called(appeal, short), shortest=SHORTEST_ANSWER, first=first)
    alike = [at for at, answer in enumerate(answers) if answers.count(answer) > 1]
    if alike:
        raise AnswersAlike(arguments=_called(appeal, alike))


def _called(appeal: Appeal, places: Iterable[int]) -> str:
    """Return arguments as whoever reads the appeal knows them: each with its number and how it begins."""
    return ", ".join(f"argument {at + 1} ({_beginning(appeal.arguments[at].text)})" for at in places)


def _beginning(text: str) -> str:
    said = " ".join(text.split())
    return f"“{shorten(said, BEGINNING, placeholder='')}…”" if len(said) > BEGINNING else f"“{said}”"


def _check_own(appeal: Appeal, ruling: Ruling, earlier: Mapping[str, Answered]) -> None:
    """Refuse reasons that another member was given, and a ruling of which every answer is one that others were given.

    One answer may be: the same argument, of the same weight, has the same answer.
    """
    for other, said in earlier.items():
        if repeats(ruling.reasons, said.reasons):
            raise RulingIsBoilerplate(part="reasons", appeal=other)
    given = [(other, answer) for other, said in earlier.items() for answer in said.answers]
    found = [
        next((other for other, answer in given if repeats(ruling.answers[one.id], answer)), None)
        for one in appeal.arguments
    ]
    if found and None not in found:
        raise RulingIsBoilerplate(part="answers", appeal=found[0])


def _check_reviewers(appeal: Appeal, by: Actor) -> None:
    reviewer = appeal.reviewer
    if reviewer is None or by != reviewer:
        raise NotYourAppeal(by=by.id, appeal=appeal.id, whose="nobody" if reviewer is None else reviewer.id)


def _check(appeal: Appeal, states: Collection[AppealState], move: str) -> None:
    if appeal.state not in states:
        raise AppealMoveNotAllowed(appeal=appeal.id, state=appeal.state, move=move)
