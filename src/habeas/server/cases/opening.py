"""Opens cases: one for each member, which whatever comes of them joins; samples and campaigns have their own."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings

from habeas.domain.actors import MACHINE
from habeas.domain.cases.case import CaseMove, CaseState, Topic, move_case, topic_of
from habeas.domain.cases.reasons import Reason
from habeas.domain.cases.routing import Routed, RoutingRule
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.policy_clocks import clocks_under
from habeas.domain.clocks.table import ClockId
from habeas.domain.reports import ReportKind
from habeas.server.cases.languages import Known, find_language
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.cases.routing import get_held, move_sooner, rule_for
from habeas.server.cases.standing import standing_of
from habeas.server.deadlines.clocks import keep_clocks, resume_clocks
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.policies.rulebook import read_rulebook

_OF_WHAT_JOINS: Final = (
    "reasons",
    "queue",
    "routed_by",
    "language",
    "language_source",
    "alleges_illegality",
    "by_trusted_flagger",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about: a member, why, and the decision or evidence that asked first.

    `language`, `clause` and `platform` say where it is routed to, empty where nobody knows. `texts` are what the member
    wrote themselves, from which a language that nobody stated may be read.
    """

    member: str
    reason: Reason
    source: str
    language: str = ""
    clause: str = ""
    platform: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    alleges_illegality: bool = False
    by_trusted_flagger: bool = False


def open_cases(
    questions: Iterable[Question], *, is_test: bool, now: datetime
) -> tuple[Mapping[tuple[str, Reason], Case], frozenset[str]]:
    """Return the open case for each member and reason, and the ids of those that were opened now.

    All that is about a member is in one case, whatever it is. Each waits in the queue that takes it, and its clock runs
    from now on by when people work there.
    """
    asked = list(questions)
    first: dict[tuple[str, Topic], Question] = {}
    for question in asked:
        first.setdefault(_subject(question), question)
    open_now = Case.objects.filter(closed_at=None, is_test=is_test, member__in={member for member, _ in first})
    found = {(case.member_id, Topic(case.topic)): case for case in open_now.exclude(topic=Topic.APART)}
    opened = [new_case(question, is_test=is_test, now=now) for key, question in first.items() if key not in found]
    joined = [one for one in asked if _subject(one) in found or one is not first[_subject(one)]]
    begin_cases(opened, now=now)
    found |= {(case.member_id, Topic(case.topic)): case for case in opened}
    _join(joined, found, now)
    of_each = {(one.member, one.reason): found[_subject(one)] for one in asked}
    return of_each, frozenset(case.id for case in opened)


def _subject(question: Question) -> tuple[str, Topic]:
    return question.member, topic_of(question.reason)


def new_case(question: Question, *, is_test: bool, now: datetime) -> Case:
    """Return a case about a question, not yet written, in the queue that takes it."""
    language, source = _language_of(question, is_test=is_test)
    rule = _rule_of(question, language=language, is_test=is_test)
    return Case(
        id=_case_id(question),
        member_id=question.member,
        reason=question.reason,
        reasons=[question.reason],
        topic=topic_of(question.reason),
        is_test=is_test,
        opened_at=now,
        queue=rule.queue,
        routed_by=rule.bounds,
        language=language,
        language_source=source,
        clause=question.clause,
        platform=question.platform,
        alleges_illegality=question.alleges_illegality,
        by_trusted_flagger=question.by_trusted_flagger,
    )


def _language_of(question: Question, *, is_test: bool) -> Known:
    return find_language(question.member, stated=question.language, texts=question.texts, is_test=is_test)


def _rule_of(question: Question, *, language: str, is_test: bool, case: Case | None = None) -> RoutingRule:
    """Return the rule that takes a question, with what is at stake in the case that it joins."""
    routed = Routed(
        reasons=frozenset({question.reason.value}),
        language=language,
        clause=question.clause or None,
        platform=question.platform or None,
        is_notice_of_illegality=question.alleges_illegality,
        held=get_held(question.member, is_test=is_test),
        is_hardship=case is not None and case.is_sole_income,
        harms_others=case is not None and case.harms_others,
    )
    return rule_for(routed)


def begin_cases(cases: Sequence[Case], *, now: datetime) -> None:
    """Write cases that are new: they wait from now on, and their clocks run."""
    Case.objects.bulk_create(cases)
    CaseEntry.objects.bulk_create([CaseEntry(case=case, at=now, what=CaseMove.QUEUE) for case in cases])
    start_clocks(cases, now=now)
    write_messages([told_of_case(WebhookType.CASE_OPENED, case) for case in cases], now=now)


def _join(joined: Iterable[Question], cases: Mapping[tuple[str, Topic], Case], now: datetime) -> None:
    """Keep that more came: the case waits where the most urgent of it would, and for nobody's answer to less."""
    entries = []
    for question in joined:
        case = cases[_subject(question)]
        entries.append(CaseEntry(case=case, at=now, what="join", item=question.source, reason=question.reason))
        is_news = question.reason not in case.reasons or (question.alleges_illegality and not case.alleges_illegality)
        is_news |= question.by_trusted_flagger
        learns = _learn_language(case, question)
        if not is_news and not learns:
            continue
        case.reasons = list(dict.fromkeys([*case.reasons, question.reason]))
        language = question.language or case.language
        move_sooner(case, _rule_of(question, language=language, is_test=case.is_test, case=case))
        case.alleges_illegality |= question.alleges_illegality
        case.by_trusted_flagger |= question.alleges_illegality and question.by_trusted_flagger
        case.save(update_fields=_OF_WHAT_JOINS)
        entries += _wake(case, now) if is_news else []
    CaseEntry.objects.bulk_create(entries)


def _learn_language(case: Case, question: Question) -> bool:
    """Give a case of which nobody knew the language that of what joins it; tell whether it has one now."""
    if case.language:
        return False
    case.language, case.language_source = _language_of(question, is_test=case.is_test)
    return bool(case.language)


def _wake(case: Case, now: datetime) -> list[CaseEntry]:
    """Let what is new be looked at, whoever else is waited for: the member's answer can still come."""
    if case.state == CaseState.AWAITING_APPROVAL:
        start_clocks([case], now=now)
    if case.state != CaseState.WAITING_ON_MEMBER:
        return []
    resume_clocks(case.id, is_test=case.is_test, now=now)
    moved = move_case(standing_of(case), move=CaseMove.QUEUE, by=MACHINE, now=now)
    case.state, case.moved_at = moved.state, moved.moved_at
    case.save(update_fields=["state", "moved_at"])
    return [CaseEntry(case=case, at=now, what=CaseMove.QUEUE, because="more came than the member was asked about")]


def set_apart(row: Case, *, seen: Iterable[str], now: datetime) -> None:
    """Let what a case holds beside the evidence that its decision looked at wait in a case of its own.

    For a case that is over: what came after its evidence was opened is decided by nobody unseen (GDPR22-b).
    """
    evidence = row.evidence.exclude(pk__in=(known := list(seen)))
    judged = row.decisions.exclude(pk__in=known)
    items = [*evidence.order_by("at", "id").values_list("id", flat=True), *judged.values_list("id", flat=True)]
    if not items:
        return
    reasons = dict(CaseEntry.objects.filter(case=row, what="join", item__in=items).values_list("item", "reason"))
    why = [Reason(reasons.get(one) or row.reason) for one in items]
    reports = row.reports.filter(evidence__in=evidence)
    illegal = reports.filter(kind=ReportKind.ART16_NOTICE)
    question = Question(
        row.member_id,
        why[0],
        items[0],
        language=row.language,
        clause=row.clause,
        platform=row.platform,
        alleges_illegality=illegal.exists(),
        by_trusted_flagger=illegal.filter(by_trusted_flagger=True).exists(),
    )
    case = new_case(question, is_test=row.is_test, now=now)
    case.id, case.reasons = f"case_{secrets.token_hex(13)}", list(dict.fromkeys(why))
    case.language_source = row.language_source if row.language else case.language_source
    begin_cases([case], now=now)
    entries = [CaseEntry(case=case, at=now, what="join", item=one, reason=w) for one, w in zip(items, why, strict=True)]
    CaseEntry.objects.bulk_create([*entries, CaseEntry(case=row, at=now, what="set_apart", item=case.id)])
    for rows in (reports, evidence, judged):
        rows.update(case=case)


def start_clocks(cases: Sequence[Case], *, now: datetime) -> None:
    """Let the clocks of service run by which somebody looks at cases (invariant 12)."""
    if not cases:
        return
    clock, casework = clocks_under(read_rulebook().policy.clocks)[ClockId.CASE_REVIEWED], settings.HABEAS.casework
    started = [
        (
            start(clock, subject=one.id, started_at=now, zone=UTC, calendar=casework.calendar_of(one.queue)),
            one.member_id,
        )
        for one in cases
    ]
    keep_clocks(started, is_test=cases[0].is_test, now=now)


def told_of_case(kind: WebhookType, case: Case) -> NewMessage:
    """Return the webhook about a case: why it is there and how it stands, no words of anybody."""
    payload: dict[str, Any] = {
        "case": case.id,
        "member": case.member_id,
        "reason": case.reason,
        "reasons": case.reasons,
        "queue": case.queue,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": None if case.closed_at is None else case.closed_at.isoformat(),
    }
    key = case.id if case.closed_at is None else f"{case.id}:{case.closed_at.isoformat()}"
    return NewMessage(type=kind, payload=payload, key=key, is_test=case.is_test)


def _case_id(question: Question) -> str:
    source = question.source.removeprefix("dec_").removeprefix("evi_")
    return f"case_{source}_{question.reason.value[:4]}"
