"""Takes in events: each once, facts and decisions and all that follows in one transaction (invariants 9 and 10).

A batch shares one transaction, in which everything is read, judged and written together. Where something in
it fails, its events are taken in one by one, so that the rest of the batch goes on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from habeas.domain.effects import Delivery
from habeas.domain.journal.set_aside import SetAside
from habeas.files.engine_identity import identify_engine
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.decisions.answers import NOT_READ, Told, clean_answer, judged_later
from habeas.server.decisions.hearing import Heard, hear_matters
from habeas.server.decisions.histories import read_history
from habeas.server.decisions.judging import Reading, Result, judge, read_all
from habeas.server.decisions.operations import Sitting
from habeas.server.decisions.queries import map_told
from habeas.server.decisions.rejudging import list_changed, list_standing
from habeas.server.decisions.sampling import sample_clean, sample_judged
from habeas.server.events.incoming import Answer, IncomingEvent, Json, Status
from habeas.server.events.kinds import contract_of
from habeas.server.events.models import Event
from habeas.server.events.names import make_up_name
from habeas.server.events.operations import store
from habeas.server.events.problems import problem
from habeas.server.events.queries import list_concerned, map_known
from habeas.server.holds.hearing import Heard as HeardOfMoney
from habeas.server.holds.hearing import hear_money
from habeas.server.notices.handing import note_bounces
from habeas.server.notices.money import tell_of_changes, tell_of_rejected, tell_of_restored
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.policies.rulebook import Rulebook, read_rulebook
from habeas.server.sanctions.operations import acknowledge_all
from habeas.server.sanctions.overtaken import end_delivered, end_overtaken, map_overtaken
from habeas.server.sanctions.queries import count_held
from habeas.server.screening.admission import Admission, NotAdmitted, admit
from habeas.server.screening.submissions import Submission
from habeas.server.screening.windows import postpone, read_windows, remember, texts_before, with_texts
from habeas.server.usecases.apply_effects import apply_effects, apply_late_changes

log: Final = structlog.get_logger(__name__)

Elapsed = Callable[[], timedelta]
"""Says how long the caller has waited."""


def ingest_events(
    *,
    events: Sequence[IncomingEvent],
    is_test: bool,
    now: datetime,
    elapsed: Elapsed = timedelta,
    facts_only: bool = False,
) -> Sequence[Answer]:
    """Take in events and return what became of each, in their order.

    A message that waits (`pending`) is judged before its caller loses patience, or let through and judged
    later. Raises NoPolicyActive, and what the database raises when it is not there.
    """
    intake = _Intake(read_rulebook(), is_test=is_test, now=now, elapsed=elapsed, facts_only=facts_only)
    try:
        return intake.take(events)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one event costs the others nothing
        log.warning("batch taken apart", events=len(events), error=type(error).__name__)
    return [answer for event in events for answer in _take_alone(event, intake)]


def _take_alone(event: IncomingEvent, intake: "_Intake") -> Sequence[Answer]:
    try:
        return intake.take([event])
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("event failed", event_type=event.type)
        detail = "The event could not be processed and was not kept. The operator sees why; send it again later."
        refused = problem("event-failed", detail=detail, status=500)
        return [Answer(id=event.id, status=Status.REJECTED, problem=refused)]


class _Intake:
    """One request: its events are taken in together."""

    def __init__(self, rulebook: Rulebook, *, is_test: bool, now: datetime, elapsed: Elapsed, facts_only: bool) -> None:
        self._rulebook: Final = rulebook
        self._is_test: Final = is_test
        self._now: Final = now
        self._elapsed: Final = elapsed
        self._facts_only: Final = facts_only

    @transaction.atomic
    def take(self, events: Sequence[IncomingEvent]) -> Sequence[Answer]:
        """Take in events in one transaction."""
        admissions, refusals = self._admit(events)
        concerned = self._list_concerned([one for one in admissions.values() if one.is_fact])
        parties = concerned.union(*(one.parties for one in admissions.values()))
        keys = lock_members(parties, now=self._now)
        # Nothing is stored anew about a member who was erased; the event may be another's record, too.
        names = {party: make_up_name() for party in parties if not keys.has(party)}
        admissions = {event_id: one.naming(names) for event_id, one in admissions.items()} if names else admissions
        known = map_known(admissions, is_test=self._is_test)
        fresh = self._await_edited([one for event_id, one in admissions.items() if event_id not in known])
        rows = {row.id: row for row in store([one.kept for one in fresh], is_test=self._is_test, now=self._now)}
        happenings = [_receipt(fresh, self._now)] if fresh else []
        money = self._hear_money(fresh, names, keys)
        happenings += money.happenings
        matters = self._hear(fresh, keys)
        happenings += matters.happenings
        told: dict[str, Told] = {}
        results = self._judge(fresh, rows, keys, told)
        told.update({one.row.event.id: Told(one.row.id, one.answer) for one in results})
        happenings += apply_effects(results, keys=keys, is_test=self._is_test, now=self._now)
        sample_judged(results, is_test=self._is_test, now=self._now)
        happenings += end_overtaken([one.kept.event for one in fresh], is_test=self._is_test, now=self._now)
        acknowledge_all([one.kept.event for one in fresh], is_test=self._is_test)
        note_bounces([one.kept.event for one in fresh], is_test=self._is_test, now=self._now)
        happenings += self._deliver([one for event_id, one in admissions.items() if event_id in known])
        happenings += self._judge_again(fresh, results, concerned, keys)
        append(happenings, seal=keys.seal)
        told |= map_told(known, is_test=self._is_test, keys=keys)
        notes = {one: _not_booked(because) for one, because in money.set_aside.items()}
        notes |= {one: _not_opened(*because) for one, because in matters.aside.items()}
        return list(_answers(events, admissions, refusals, known=known, told=told, notes=notes))

    def _hear_money(self, fresh: Sequence[Admission], names: Mapping[str, str], keys: Keyring) -> HeardOfMoney:
        """Book what is told of money; tell members what claims that fell held or took of theirs, and what changed."""
        rate = settings.HABEAS.terms.yearly_rate
        heard = hear_money(fresh, names=names, yearly_rate=rate, is_test=self._is_test, now=self._now)
        restored = tell_of_restored(heard.restored, keys=keys, now=self._now)
        freed = tell_of_rejected(heard.freed, keys=keys, now=self._now)
        write_messages([*freed, *restored, *tell_of_changes(heard.changes, now=self._now)], now=self._now)
        return heard

    def _hear(self, fresh: Sequence[Admission], keys: Keyring) -> Heard:
        """Bring what is said of members to their cases; history that is imported opens none."""
        if self._facts_only:
            return Heard()
        return hear_matters(fresh, rulebook=self._rulebook, keys=keys, is_test=self._is_test, now=self._now)

    def _admit(self, events: Sequence[IncomingEvent]) -> tuple[dict[str, Admission], dict[int, Json]]:
        """Return what is taken in by event id, each once, and the problems of the rest by their place."""
        admissions: dict[str, Admission] = {}
        refusals: dict[int, Json] = {}
        for place, event in enumerate(events):
            if event.id in admissions:
                continue
            try:
                admissions[event.id] = admit(event, rulebook=self._rulebook, facts_only=self._facts_only)
            except NotAdmitted as error:
                refusals[place] = error.problem
        return admissions, refusals

    def _judge(
        self, fresh: Sequence[Admission], rows: Mapping[str, Event], keys: Keyring, told: dict[str, Told]
    ) -> Sequence[Result]:
        """Return the decisions on new messages that hold something; note in `told` what callers hear of the others."""
        submissions = [one.submission for one in fresh if one.submission and keys.has(one.submission.sender)]
        late = [one for one in submissions if self._is_late(one)]
        postpone(late, rows=rows, keys=keys)
        set_deadlines([self._judged_later(one) for one in late], now=self._now)
        told.update({one.event.id: Told(None, judged_later(self._rulebook.policy)) for one in late})
        readings = self._read([one for one in submissions if one not in late], keys)
        sample_clean(readings, rulebook=self._rulebook, keys=keys, is_test=self._is_test, now=self._now)
        holding = [one for one in readings if one.own.findings]
        told.update(
            {
                one.submission.event.id: Told(None, clean_answer(one.own, policy=self._rulebook.policy))
                for one in readings
                if not one.own.findings
            }
        )
        return self._decide(holding, rows, keys)

    def _is_late(self, submission: Submission) -> bool:
        return submission.delivery is Delivery.PENDING and self._elapsed() > submission.patience

    def _judged_later(self, submission: Submission) -> NewDeadline:
        return NewDeadline(
            kind=Kind.JUDGE_LATER,
            subject=submission.event.id,
            rule="deadline_ms",
            due_at=self._now,
            is_test=self._is_test,
        )

    def _read(self, submissions: Sequence[Submission], keys: Keyring) -> Sequence[Reading]:
        """Scan messages together with what their senders wrote just before, and remember their texts."""
        mine = [one for one in submissions if not one.is_window and one.conversation]
        kept = read_windows({one.place for one in mine}, keys=keys, is_test=self._is_test, now=self._now)
        windows = with_texts(kept, mine)
        remember(windows, keys=keys, is_test=self._is_test, now=self._now)
        earlier = {one.event.id: texts_before(windows[one.place], at=one.event.occurred_at) for one in mine}
        return read_all([(one, earlier.get(one.event.id, ())) for one in submissions])

    def _decide(self, readings: Sequence[Reading], rows: Mapping[str, Event], keys: Keyring) -> Sequence[Result]:
        held = count_held({one.submission.sender for one in readings}, is_test=self._is_test, now=self._now)
        found = judge(readings, rows=rows, rulebook=self._rulebook, held=held, sitting=self._sitting(keys))
        return list(found)

    def _sitting(self, keys: Keyring) -> Sitting:
        return Sitting(engine=identify_engine(), keys=keys, now=self._now, settling=settings.HABEAS.settling)

    def _deliver(self, repeated: Sequence[Admission]) -> Sequence[Happening]:
        told = [one for one in repeated if one.submission and one.submission.delivery is Delivery.DELIVERED]
        return end_delivered([one.kept.event.id for one in told], is_test=self._is_test, now=self._now)

    def _await_edited(self, fresh: Sequence[Admission]) -> list[Admission]:
        """Return the same with other words for a message that is held as waiting: nobody has read any of them."""
        held = map_overtaken([one.kept.event for one in fresh], is_test=self._is_test)
        return [one.waiting() if one.kept.event.id in held else one for one in fresh]

    def _list_concerned(self, facts: Sequence[Admission]) -> frozenset[str]:
        """Return whom facts concern, named in them or not: their decisions may be judged again."""
        if not facts:
            return frozenset()
        contracts = {contract_of(one.kept.body) for one in facts} - {""}
        named = frozenset().union(*(one.parties for one in facts))
        return list_concerned(named, contracts=contracts, is_test=self._is_test)

    def _judge_again(
        self, fresh: Sequence[Admission], results: Sequence[Result], concerned: frozenset[str], keys: Keyring
    ) -> Sequence[Happening]:
        """Judge decisions of the past again that a new fact could change: milder at once, harsher as a case."""
        judged = {one.row.event.id for one in results}
        facts = [one for one in fresh if one.is_fact or one.kept.event.id in judged]
        if not facts:
            return []
        about = concerned.union(*(one.parties for one in facts))
        since = min(one.kept.event.occurred_at for one in facts)
        standing = list_standing(about, since=since, is_test=self._is_test, but={one.row.id for one in results})
        if not standing:
            return []
        members = {one.member_id for one in standing}.union(*(one.recipients for one in standing))
        history = read_history(members, rulebook=self._rulebook, is_test=self._is_test, now=self._now)
        changed = list_changed(standing, rulebook=self._rulebook, history=history, keys=keys)
        return apply_late_changes(list(changed), sitting=self._sitting(keys), is_test=self._is_test)


def _receipt(fresh: Sequence[Admission], now: datetime) -> Happening:
    """Return the entry that says how many events came in; it names nobody."""
    return Happening(at=now, action="events.received", actor="host", subject="events", payload={"count": len(fresh)})


def _answers(
    events: Sequence[IncomingEvent],
    admissions: Mapping[str, Admission],
    refusals: Mapping[int, Json],
    *,
    known: Mapping[str, str],
    told: Mapping[str, Told],
    notes: Mapping[str, Json],
) -> Iterator[Answer]:
    heard: set[str] = set()
    for place, event in enumerate(events):
        if place in refusals:
            yield Answer(id=event.id, status=Status.REJECTED, problem=refusals[place])
            continue
        said = told.get(event.id, NOT_READ)
        is_again = event.id in known or event.id in heard
        heard.add(event.id)
        yield Answer(
            id=event.id,
            status=Status.DUPLICATE if is_again else Status.ACCEPTED,
            decision_id=said.decision_id,
            decision=said.decision,
            problem=_reused(admissions[event.id], known.get(event.id)) or notes.get(event.id),
        )


def _reused(admission: Admission, digest: str | None) -> Json | None:
    """Return a warning where an id came before with another content: the first one counts."""
    if digest is None or digest == admission.kept.digest:
        return None
    detail = "An event with this id was taken in before and says something else; the first one counts."
    return problem("event-id-reused", detail=detail, field="/id", status=409)


def _not_booked(aside: SetAside) -> Json:
    """Return a warning where an event moves money that is not there: it is kept, shown, and nothing of it is booked."""
    return problem("money-set-aside", detail=f"Not booked: {aside.because}.", field=aside.field, status=409)


def _not_opened(field: str, detail: str) -> Json:
    """Return a warning where what is said of a member opens no case: it is kept as a fact alone."""
    return problem("no-case-opened", detail=f"Kept, and no case was opened: {detail}.", field=field, status=409)
