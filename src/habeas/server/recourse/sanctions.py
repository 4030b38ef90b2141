"""The way back from what a person decided about an account."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.appeals.reversal import DecisionEffect, EffectKind, effects_of
from habeas.domain.appeals.standing import Matter
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.moves import Narrow, Reverse
from habeas.domain.sanctions.resting import Rest
from habeas.domain.sanctions.sanction import State
from habeas.server.audit.operations import Happening
from habeas.server.cases.answering import list_acted_on
from habeas.server.decisions.exhibits import MESSAGE, Exhibit, list_exhibits
from habeas.server.notices.operations import send_to_member
from habeas.server.notices.queries import get_handed_over
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.money import MONEY, money_effects, pay_what_is_due, undo_money
from habeas.server.recourse.recourse import Contested
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.worklists import STATEMENT
from habeas.server.sanctions.models import Measure as Requested
from habeas.server.sanctions.operations import end_measures, measure_of

OVERDUE = "appeal_overdue"
"""Why a measure ends whose appeal nobody decided in time. It does not begin again, whatever is decided later."""

NOT_REACHED = "not_reached"
"""Why a measure ends whose member could not be told of it in time. It does not begin again either."""

_OVER = (State.ENDED, State.REVERSED)


class SanctionRecourse:
    """Sanctions: each measure can be contested by itself, and stays or goes by itself."""

    def lock(self, decision: str, *, is_test: bool, now: datetime) -> Contested | None:  # noqa: ARG002  # as all
        """Return a sanction as it stands."""
        row = Sanction.objects.select_for_update().filter(id=decision, is_test=is_test).first()
        if row is None:
            return None
        keys = read_keys([row.member_id])
        content = open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}
        standing = sanctions.standing_of(row, content)
        return Contested(
            matter=Matter.SANCTION,
            id=row.id,
            member=row.member_id,
            within=row.case_id or "",
            is_test=row.is_test,
            decided_at=row.decided_at,
            informed_at=None if row.notified_at is None else get_handed_over(row.id, STATEMENT)[1],
            zone=ZoneInfo(row.zone),
            language=row.language,
            measures=frozenset(one["id"] for one in row.measures),
            took_part=tuple(sanctions.took_part(row)),
            effects=(*effects_of(standing), *money_effects(row.id)),
            since=row.effective_at,
            until=row.ended_at,
            protects=frozenset(one.id for one in standing.measures if one.protects_others),
            reports=_reports_of(row),
            is_undone=row.reversed_at is not None,
            action=row.action,
            clause=row.clause,
            # What told them came back: it may bind them already, so that they are heard whenever they write.
            can_be_known=row.notified_at is not None,
        )

    def list_outstanding(self, decision: str, *, keys: Keyring, now: datetime) -> Sequence[Measure]:
        """Return the measures that bind at an instant, or will once it takes effect."""
        row = Sanction.objects.get(id=decision)
        return sanctions.standing_of(row, open_content(row.member_id, row.sealed, keys=keys)).outstanding(now)

    def narrow(self, decision: str, *, keeps: frozenset[str], keys: Keyring, now: datetime) -> None:
        """Keep from now on only some of its measures; one that is over keeps what it was."""
        row = Sanction.objects.get(id=decision)
        content = open_content(row.member_id, row.sealed, keys=keys)
        if row.state != State.ENDED:
            sanctions.move(row, content, Narrow(at=now, keeps=keeps))

    def undo(self, decision: str, effect: DecisionEffect, *, keys: Keyring, now: datetime) -> list[Happening]:
        """Undo one effect; the strike goes last, and with it whatever began meanwhile."""
        mine = Requested.objects.filter(sanction=decision)
        if effect.kind in MONEY:
            return undo_money(decision, effect.kind, keys=keys, now=now)
        if effect.kind is not EffectKind.STRIKE:
            measure = measure_of(decision, effect.id.rpartition(":")[2])
            return end_measures(mine.filter(id=measure), because="reversed", now=now)
        ended = end_measures(mine, because="reversed", now=now)
        row = Sanction.objects.get(id=decision)
        if row.state != State.REVERSED:
            sanctions.move(row, open_content(row.member_id, row.sealed, keys=keys), Reverse(at=now))
        late = [happening for kind in MONEY for happening in undo_money(decision, kind, keys=keys, now=now)]
        undone = Happening(at=now, action="sanction.reversed", actor="worker", subject=f"sanction:{decision}")
        return [*ended, *late, undone]

    def rest(self, decision: str, *, keeps: frozenset[str], now: datetime) -> list[Happening]:
        """End all measures but some, and let none but those begin; what is due is paid, and contracts go on."""
        return let_rest(decision, keeps=keeps, because=OVERDUE, now=now)

    def tell(
        self, decision: str, words: Mapping[str, Any], *, number: int | None, keys: Keyring, now: datetime
    ) -> NewMessage:
        """Keep what the member is told."""
        return send_to_member(Sanction.objects.get(id=decision), words, keys=keys, now=now, number=number)

    def list_exhibits(self, decision: str, *, keys: Keyring) -> Sequence[Exhibit]:
        """Return the words that the decision names as its facts."""
        return [each for each in list_relied_on(decision, keys=keys) if each.kind == MESSAGE]


def list_relied_on(sanction: str, *, keys: Keyring) -> Sequence[Exhibit]:
    """Return all the evidence that a sanction names as its facts, what its member was not shown as well."""
    row = Sanction.objects.get(id=sanction)
    relied_on = open_content(row.member_id, row.sealed, keys=keys)["facts"]
    events = {event for fact in relied_on for event in fact["evidence"]}
    return [each for each in list_exhibits(row.case_id, keys=keys) if each.event in events]


def let_rest(decision: str, *, keeps: frozenset[str], because: str, now: datetime) -> list[Happening]:
    """End all measures of a sanction but some, and let none but those begin; what is due is paid."""
    row = Sanction.objects.get(id=decision)
    keys = read_keys([row.member_id])
    if row.state not in _OVER and keys.has(row.member_id):
        sanctions.move(row, open_content(row.member_id, row.sealed, keys=keys), Rest(at=now, keeps=keeps))
    stay = {measure_of(decision, one) for one in keeps}
    resting = Requested.objects.filter(sanction=decision).exclude(id__in=stay)
    return [*end_measures(resting, because=because, now=now), *pay_what_is_due(decision, now=now)]


def _reports_of(row: Sanction) -> tuple[str, ...]:
    """Return the reports that were acted on by this sanction: none where another one of its case stands."""
    others = Sanction.objects.filter(case=row.case_id, reversed_at=None).exclude(id=row.id)
    return () if others.exclude(ended_because="withdrawn").exists() else tuple(list_acted_on(row.case_id))
