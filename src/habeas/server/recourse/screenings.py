"""The way back from what a machine decided about a message: a hint, a warning, a message held back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.appeals.reversal import DecisionEffect, EffectKind, effects_of_screening
from habeas.domain.appeals.standing import Matter
from habeas.domain.sanctions.measures import Measure
from habeas.files.catalogues import choose_offered
from habeas.policy.actions import ACTIONS
from habeas.server.audit.operations import Happening
from habeas.server.cases.languages import get_reads
from habeas.server.decisions.exhibits import Exhibit, exhibit_of
from habeas.server.decisions.models import Decision
from habeas.server.decisions.statements import correction_of
from habeas.server.notices.automated import whole_words
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import send_about_decision
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_message, write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.sanctions import OVERDUE
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import took_part
from habeas.server.sanctions.models import Measure as Requested
from habeas.server.sanctions.operations import end_measures


class ScreeningRecourse:
    """Decisions of a machine. At most one measure follows from each, so that none is varied: it stays or goes."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:
        """Return a machine's decision as it stands. Its member is locked first, as by whoever takes events in."""
        known = Decision.objects.filter(id=decision, is_test=is_test).select_related("event").first()
        if known is None:
            return None
        lock_members([known.member_id], now=now)
        row = Decision.objects.select_for_update().get(id=decision)
        held = list(Requested.objects.filter(decision=row).order_by("id"))
        told = Notice.objects.filter(decision=row, appeal_until__isnull=False).order_by("due_at").first()
        informed_at = None if told is None else told.delivered_at
        return Contested(
            matter=Matter.SCREENING,
            id=row.id,
            member=row.member_id,
            within=row.case_id or "",
            is_test=row.is_test,
            decided_at=row.decided_at,
            informed_at=informed_at,
            zone=UTC,
            language=get_reads(known.member_id, is_test=is_test).told if told is None else told.language,
            measures=frozenset(one.id for one in held),
            took_part=_people_of(row),
            effects=effects_of_screening(
                decision=row.id, action=ACTIONS[row.action], measures=[one.id for one in held]
            ),
            since=held[0].starts_at if held else None,
            until=held[0].ended_at or held[0].ends_at if held else None,
            can_be_known=told is not None and told.bounced_at is not None,
            is_undone=row.reversed_at is not None or Decision.objects.filter(replaces=row).exists(),
            action=row.action,
            clause=row.clause,
            platform=known.event.platform,
        )

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:  # noqa: ARG002
        """Return nothing: a machine's hold is over within hours, long before any appeal is late."""
        return ()

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Do nothing: of one measure no part can stay, as the core says to whoever tries."""

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:  # noqa: ARG002
        """Undo one effect: let the message go, or take back what counts against its writer."""
        if effect.kind is EffectKind.MESSAGE_HOLD:
            return end_measures(Requested.objects.filter(id=effect.id), because="reversed", now=now)
        row = Decision.objects.select_related("event").get(id=decision)
        if row.reversed_at is not None:
            return []
        row.reversed_at = now
        row.save(update_fields=["reversed_at"])
        Notice.objects.filter(decision=row, sent_at=None, withdrawn_at=None).update(withdrawn_at=now)
        write_message(
            type=WebhookType.DECISION_REVERSED,
            payload={
                "decision": row.id,
                "event": row.event.id,
                "member": row.member_id,
                "action": row.action,
                "reversed_at": now.isoformat(),
            },
            key=row.id,
            is_test=row.is_test,
            now=now,
        )
        return [Happening(at=now, action="decision.reversed", actor="worker", subject=f"decision:{row.id}")]

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:
        """End what still holds a message back."""
        mine = Requested.objects.filter(decision=decision).exclude(id__in=keeps)
        return end_measures(mine, because=OVERDUE, now=now)

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the member is told."""
        row = Decision.objects.get(id=decision)
        return send_about_decision(row, words, keys=keys, now=now, number=number)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:
        """Return the message that was judged."""
        row = Decision.objects.select_related("event").get(id=decision)
        return [exhibit_of(row, "f1", keys)]


def take_back(row: Decision, *, by: Actor, because: str, keys: Keyring, now: datetime) -> list[Happening]:
    """Undo what a machine decided, for a person found it wrong unasked, and tell the member so (invariant 6).

    The log names that person for all of it.
    """
    recourse = ScreeningRecourse()
    contested = recourse.lock(row.id, is_test=row.is_test, now=now)
    undone = [recourse.undo(row.id, effect, keys=keys, now=now) for effect in contested.effects] if contested else []
    told = Notice.objects.filter(decision=row, sent_at__isnull=False, withdrawn_at=None).order_by("due_at").first()
    if told is not None and keys.has(row.member_id):
        language = choose_offered(told.language)
        words = correction_of(reversed_id=row.id, sent_at=row.occurred_at, because=because, language=language)
        whole = whole_words(row, words, keys=keys, now=now)
        write_messages([send_about_decision(row, whole, keys=keys, now=now)], now=now)
    return [replace(happening, actor=by.id) for happenings in undone for happening in happenings]


def _people_of(row: Decision) -> tuple[Actor, ...]:
    """Return who decided about the member on the ground of this decision: they found it right already."""
    if row.case_id is None:
        return ()
    return tuple(actor for one in Sanction.objects.filter(case=row.case_id).order_by("id") for actor in took_part(one))
