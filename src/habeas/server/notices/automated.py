"""The statement of what a machine decided, as whole as a person's: built by the core from what was judged (DSA17-3).

The composer's reply holds the short one, which says the same in few fields; what is kept and sent holds both.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from habeas.domain.actors import MACHINE
from habeas.domain.cases.favour import MemberRecord, in_favour
from habeas.domain.sanctions.measures import Capability, Restriction
from habeas.domain.statements.automation import Decided, Detected, automation_of
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.content import (
    Answered,
    Decider,
    LesserStep,
    OpenContract,
    PriorDecision,
    Profile,
    SourceType,
    StatedFact,
    StatedMeasure,
    StatementSource,
    Weighing,
)
from habeas.domain.statements.sequels import TakenBack, render_taken_back
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import ACTIONS, Action
from habeas.policy.timeline.contracts import Contract
from habeas.policy.timeline.strikes import Standing, StrikeEntry, list_strikes
from habeas.policy.unknown import UNKNOWN
from habeas.server.cases.redress import contact_of, redress_of
from habeas.server.decisions.exhibits import Exhibit, exhibit_of
from habeas.server.decisions.histories import read_history, running_in
from habeas.server.decisions.models import Decision
from habeas.server.decisions.records import record_of
from habeas.server.decisions.stating import ground_of, plainly
from habeas.server.notices.documents import words_of_document, words_of_statement
from habeas.server.parties.keys import Keyring
from habeas.server.policies.rulebook import get_policy, read_rulebook

Json = Mapping[str, Any]

_FACT: Final = "f1"
_MILDER: Final = {Action.WARN: Action.NUDGE, Action.HOLD_MESSAGE: Action.WARN}
"""The next milder step to each that a machine takes."""


def whole_words(row: Decision, short: Json, *, keys: Keyring, now: datetime) -> dict[str, Any]:
    """Return all that a member is sent of a machine's decision, or of its being taken back, by the short statement."""
    if short["kind"] == "reversed":
        return {**short, **_taken_back(row, short)}
    statement = state_screening(row, short, keys=keys, now=now)
    until = statement.appeal_until.isoformat()
    return {**short, **words_of_statement(short["kind"], statement), "appeal_until": until}


def state_screening(row: Decision, short: Json, *, keys: Keyring, now: datetime) -> Statement:
    """Return the statement of a machine's decision, issued and in effect now. It has its member's zone from nobody."""
    words, policy = read_catalogues()[short["language"]], get_policy(row.policy_id)
    shown, action = exhibit_of(row, _FACT, keys), ACTIONS[row.action]
    record = record_of(row.member_id, [shown], strikes=_strikes(shown), is_test=row.is_test, now=now)
    history = read_history([row.member_id], rulebook=read_rulebook(), is_test=row.is_test, now=now)
    counting = list_strikes(history.decisions.get(row.member_id, ()), at=now, expires_after=policy.strikes_expire_after)
    favour = in_favour(record)
    return Statement(
        id=row.id,
        decision=row.id,
        member=row.member_id,
        language=words.language,
        zone=UTC,
        profiles=frozenset({Profile.ONLINE_PLATFORM}),
        action=action,
        issued_at=now,
        effective_at=now,
        measures=tuple(_measures(short, now)),
        money=(),
        contracts=tuple(_contracts(running_in(history, row.member_id, now=now))),
        ground=ground_of(policy.clauses[row.clause], version=policy.identity.version, language=words.language),
        facts=(_fact(shown, row),),
        explanation=_explanation(shown, short, words),
        source=StatementSource(type=SourceType.OWN_INITIATIVE),
        automation=automation_of([*_seen(shown, row, words), Decided(MACHINE)]),
        weighing=_weighing(row, record, counting, words),
        favour=Answered(favour, words.say("machine.not_enough") if favour.speaks else ""),
        decided_by=Decider(words.say("role.program"), f"Habeas {row.engine_version}", is_human=False),
        contact=contact_of(),
        redress=redress_of(row.id),
        allowed_would_be=tuple(_allowed(shown, words)),
        how_to_fix=words.say("machine.fix"),
        notice=short["text"],
        counts_until=(now + policy.strikes_expire_after).date() if short["counts_as_strike"] else None,
    )


def _measures(short: Json, now: datetime) -> Iterator[StatedMeasure]:
    """Yield the holding of the message, where it is held."""
    if short["held_until"] is not None:
        yield StatedMeasure(
            id="m1",
            restriction=Restriction.VISIBILITY,
            capabilities=frozenset({Capability.THIS_MESSAGE}),
            starts_at=now,
            ends_at=datetime.fromisoformat(short["held_until"]),
        )


def _contracts(running: Iterable[Contract]) -> Iterator[OpenContract]:
    return (OpenContract(id=one.id, title=one.id, goes_on=True) for one in running)


def _fact(shown: Exhibit, row: Decision) -> StatedFact:
    return StatedFact(id=_FACT, text=shown.text, at=shown.at, evidence=(row.event.id,), language=shown.language)


def _explanation(shown: Exhibit, short: Json, words: Catalogue) -> str:
    """Return which fact meets the rule, and which words of it, with each condition of the rule that it met."""
    found = [f"{plainly(one['kind'], words)} (“{one['text']}”)" for one in short["found"]]
    told = {"found": ", ".join(found) or _found(shown, words), "reasons": "; ".join(short["reasons"])}
    return words.say("machine.explanation", fact=f"[{_FACT}]", **told)


def _seen(shown: Exhibit, row: Decision, words: Catalogue) -> Iterator[Detected]:
    signals = shown.signals or (row.finding,)
    return (Detected(one, row.engine_version, plainly(one, words)) for one in signals)


def _found(shown: Exhibit, words: Catalogue) -> str:
    return ", ".join(plainly(one, words) for one in shown.signals or (shown.finding,))


def _allowed(shown: Exhibit, words: Catalogue) -> Iterator[str]:
    """Yield what would have been allowed: the message without what was found, and each case that the rule excepts."""
    yield words.say("machine.allowed", found=_found(shown, words))
    for case in shown.content["answer"]["counterfactual"]:
        if case["allowed"]:
            changes = "; ".join(change["says"] for change in case["changes"])
            yield words.say("machine.otherwise", changes=changes)


def _strikes(shown: Exhibit) -> int | Any:  # noqa: ANN401  # or unknown
    """Return how many decisions counted when it was judged."""
    counted = shown.content["facts"]["values"].get("sender.strikes", UNKNOWN)
    return counted if isinstance(counted, int) else UNKNOWN


def _weighing(row: Decision, record: MemberRecord, strikes: Iterable[StrikeEntry], words: Catalogue) -> Weighing:
    milder = _MILDER.get(ACTIONS[row.action])
    counting = [one for one in strikes if one.standing is Standing.COUNTS and one.decision != row.id]
    return Weighing(
        number=1,
        messages=record.messages if isinstance(record.messages, int) else None,
        gravity=words.say("machine.gravity"),
        intent=words.say("machine.intent"),
        prior_decisions=tuple(
            PriorDecision(one.decision, one.counts_from.date()) for one in counting if one.counts_from is not None
        ),
        lesser=() if milder is None else (LesserStep(milder.word, words.say("machine.lesser")),),
    )


def _taken_back(row: Decision, short: Json) -> dict[str, Any]:
    taken = TakenBack(
        decision=row.id,
        text=short["text"],
        reasons=tuple(short["reasons"]),
        is_by_machine=short["automated"]["decision"],
        contact=contact_of(),
    )
    return words_of_document("reversed", render_taken_back(taken, catalogue=read_catalogues()[short["language"]]))
