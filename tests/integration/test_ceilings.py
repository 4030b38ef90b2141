"""What no row may be, whoever writes it: each ceiling on a sanction, tried by SQL and rows that pass every use case by."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.cases.case import CaseMove
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal
from habeas.server.campaigns import triggers as of_campaigns
from habeas.server.cases import triggers as of_cases
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.cases.operations import move
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import staff_id
from habeas.server.notices import triggers as of_notices
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards import triggers as of_safeguards
from habeas.server.safeguards.models import Safeguard
from habeas.server.sanctions import triggers as of_sanctions
from habeas.server.sanctions.models import Measure
from habeas.server.triggers import Trigger
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.open_evidence import open_evidence
from tests.factories.casework import (
    DAY,
    HOUR,
    a_ruling,
    a_verdict,
    agree,
    appealed,
    be_proposed,
    hire,
    listen,
    own_reasons,
    sanction_in_force,
    work,
)
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

IMMINENT = {"urgency": "imminent_harm", "urgent_because": "members are asked for their bank details right now"}
RESTRICTED: dict[str, Any] = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose"], "days": 30}],
}
SHOWN = ["law:5f1e", "9a0c"]
ENDED: dict[str, Any] = {
    "action": "terminate",
    "urgency": "ordinary",
    "needs_approval": True,
    "state": "awaiting_approval",
    "notified_at": None,
    "effective_at": None,
    "approved_by_id": None,
    "approved_at": None,
    "notice_days": 30,
}
"""An account that is to end, as one person decided it."""


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def refuses(row: Any, **changes: object) -> bool:  # noqa: ANN401  # a row of any table
    """Tell whether the database refuses another row like this one, but for what is changed."""
    another = copy(row)
    for name, value in {"pk": f"{row.pk}_x", **changes}.items():
        setattr(another, name, value)
    try:
        with transaction.atomic():
            another.save(force_insert=True)
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def refuses_sql(statement: str, *values: str | int | datetime) -> bool:
    """Tell whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


class TestAutomation:
    def test_goes_no_further_than_a_held_message_and_needs_a_person_beyond(self) -> None:
        """Invariant 2, PWD10-5."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))

        assert refuses(sanction, decided_by_id=None)
        assert refuses(sanction, action="hold_message")
        assert refuses(sanction, action="ban")
        for harsher in ("restrict", "suspend_pending_review", "terminate"):
            assert refuses_sql("UPDATE decisions_decision SET action = %s", harsher)
        assert not refuses_sql("UPDATE decisions_decision SET action = %s", "nudge")
        held = Measure(
            id="mea_of_a_machine",
            decision=Decision.objects.first(),
            member_id="ana",
            kind="hold_message",
            requested_at=NOW,
            starts_at=NOW,
            ends_at=NOW + 4 * HOUR,
        )
        assert not refuses(held)
        assert refuses(held, ends_at=NOW + 5 * HOUR)
        assert refuses(held, kind="suspend_pending_review")

    def test_places_one_safeguard_in_thirty_days_for_a_day(self) -> None:
        """PWD10-5: clocks safeguard_max and safeguard_again."""
        safeguard = Safeguard(
            id="saf_1",
            member_id=Case.objects.get(id=Sanction.objects.get(id=sanction_in_force(now=NOW)).case_id).member_id,
            kind="session_lock",
            placed_at=NOW,
            ends_at=NOW + DAY,
            ended_at=NOW + DAY,
            ended_by="clock",
            sealed=b"",
        )
        assert refuses(safeguard, ends_at=NOW + DAY + HOUR)
        safeguard.save(force_insert=True)

        soon = NOW + 29 * DAY
        later = {"placed_at": soon, "ends_at": soon + DAY, "ended_at": soon + DAY}
        assert refuses(safeguard, **later)
        assert not refuses(safeguard, **later, placed_by_id=Staff.objects.get().pk)
        assert not refuses(safeguard, **{name: at + DAY for name, at in later.items()})

    def test_is_not_what_people_place_of_a_kind_without_an_end(self) -> None:
        """PWD10-5: what lasts longer is a sanction, with its appeal; and what was placed stays of its time and kind."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))
        for day in (0, 1, 2):
            at = NOW + day * DAY
            locked = Safeguard(
                id=f"saf_{day}",
                member_id=sanction.member_id,
                kind="session_lock",
                placed_by_id=sanction.decided_by_id,
                placed_at=at,
                ends_at=at + DAY,
                ended_at=at + DAY,
                ended_by="clock",
                sealed=b"",
            )
            locked.save(force_insert=True)

        def again(after: timedelta, **changes: object) -> bool:
            at = NOW + after
            return refuses(locked, placed_at=at, ends_at=at + DAY, ended_at=at + DAY, **changes)

        assert again(3 * DAY)
        assert again(3 * DAY, placed_by_id=staff_id(hire("ben")))
        assert not again(3 * DAY, kind="rate_limit")
        assert again(30 * DAY - HOUR)
        assert not again(30 * DAY)
        for column in ("placed_at", "kind", "placed_by_id"):
            assert refuses_sql(f"UPDATE safeguards_safeguard SET {column} = NULL"), column  # noqa: S608  # ours
        assert refuses_sql("UPDATE safeguards_safeguard SET kind = 'rate_limit'")


class TestSecondApproval:
    def test_is_another_persons_and_comes_before_anything_follows(self) -> None:
        """Invariant 5."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))
        ben = staff_id(hire("ben"))

        assert not refuses(sanction, **ENDED)
        assert refuses(sanction, **ENDED | {"approved_by_id": sanction.decided_by_id, "approved_at": NOW})
        assert refuses(sanction, **ENDED | {"needs_approval": False})
        for state in ("decided", "announced", "notified", "effective", "reversed"):
            assert refuses(sanction, **ENDED | {"state": state, "reversed_at": NOW})
        for followed in ("announced_at", "notified_at"):
            assert refuses(sanction, **ENDED | {"state": "ended", followed: NOW})
        assert not refuses(sanction, **ENDED | {"state": "decided", "approved_by_id": ben, "approved_at": NOW})

    def test_of_what_could_not_wait_comes_within_a_day_or_its_measure_ends_then(self) -> None:
        """Invariant 5: nothing that one person suspended lasts longer than a day, whoever writes its measure."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW, **IMMINENT))
        measure = Measure.objects.get(sanction=sanction)
        longer = "UPDATE sanctions_measure SET ends_at = %s"

        assert measure.ends_at == NOW + DAY
        assert refuses_sql(longer, NOW + DAY + HOUR)
        assert refuses(measure, ends_at=NOW + 7 * DAY)
        assert refuses(measure, starts_at=NOW + HOUR, ends_at=NOW + DAY + HOUR)
        assert refuses_sql("UPDATE rulings_sanction SET urgency = 'urgent'")
        ben = staff_id(hire("ben"))
        assert refuses_sql("UPDATE rulings_sanction SET approved_by_id = %s, approved_at = %s", ben, NOW + 25 * HOUR)
        assert refuses_sql("UPDATE rulings_sanction SET effective_at = %s", NOW + HOUR)
        assert refuses_sql("UPDATE rulings_sanction SET renewed_by_id = %s, renewed_at = %s", ben, NOW + HOUR)

        agree(sanction.id, by=hire("ben"), reasons="I read all of it, and it is as Ana says.", now=NOW + 20 * HOUR)
        work(now=NOW + 20 * HOUR)

        assert Measure.objects.get(sanction=sanction).ends_at == NOW + 7 * DAY
        assert refuses_sql("UPDATE rulings_sanction SET approved_by_id = NULL, approved_at = NULL")
        assert refuses_sql(longer, NOW + 8 * DAY)


class TestMeasure:
    def test_is_of_a_sanction_that_is_in_effect_and_of_its_member_and_kind(self) -> None:
        """Invariant 3, DSA14-4: a suspension of seven days that nobody renewed is not longer in its measures."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))
        measure = Measure.objects.get(sanction=sanction)
        bob = Case.objects.get(
            id=Sanction.objects.get(id=sanction_in_force(now=NOW, member="bob", reviewer="cleo")).case_id
        ).member_id

        assert not refuses(measure)
        assert refuses(measure, starts_at=NOW - HOUR)
        assert refuses(measure, ends_at=NOW + 7 * DAY + HOUR)
        assert refuses(measure, member_id=bob)
        assert refuses(measure, kind="terminate")
        assert refuses(measure, is_test=True)
        told = copy(sanction)
        told.id, told.state, told.effective_at = "san_told", "notified", None
        told.save(force_insert=True)
        assert refuses(measure, sanction_id=told.id)


class TestTermination:
    def test_waits_thirty_days_but_for_an_exemption_that_is_shown(self) -> None:
        """P2B4-2, P2B4-4."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))
        at_once = {**ENDED, "notice_days": None}

        assert refuses(sanction, **ENDED | {"notice_days": 29})
        assert refuses(sanction, **at_once)
        assert refuses(sanction, **at_once | {"exemption": "because", "proof": SHOWN})
        for code in ("legal_duty", "imperative_reason"):
            assert refuses(sanction, **at_once | {"exemption": code, "proof": []})
            assert refuses(sanction, **at_once | {"exemption": code, "proof": SHOWN[1:]})
            assert not refuses(sanction, **at_once | {"exemption": code, "proof": SHOWN[:1]})
        assert refuses(sanction, exemption="legal_duty", proof=SHOWN)
        told = copy(sanction)
        agreed = {"approved_by_id": staff_id(hire("ben")), "approved_at": NOW, "state": "notified"}
        for name, value in {**ENDED, **agreed, "notified_at": NOW, "id": "san_told"}.items():
            setattr(told, name, value)
        told.save(force_insert=True)
        takes_effect = "UPDATE rulings_sanction SET state = 'effective', effective_at = %s WHERE id = 'san_told'"
        assert refuses_sql(takes_effect, NOW + 30 * DAY - HOUR)
        assert refuses_sql("UPDATE rulings_sanction SET exemption = 'legal_duty', proof = '[\"law:5f1e\"]'")
        assert not refuses_sql(takes_effect, NOW + 30 * DAY)

    def test_is_repetition_only_on_two_final_decisions_of_the_same_member(self) -> None:
        """P2B4-4c: told, not taken back, and their appeals answered, or too late to file."""
        told = Sanction.objects.get(id=sanction_in_force(now=NOW, **RESTRICTED))
        others = Sanction.objects.get(id=sanction_in_force(now=NOW, member="bob", reviewer="cleo", **RESTRICTED))
        twice = copy(told)
        twice.id = "san_twice"
        twice.save(force_insert=True)
        half_a_year = {"decided_at": NOW + 184 * DAY}

        def refuses_on(*earlier: str, **when: object) -> bool:
            proof = {"exemption": "repeated_infringement", "proof": list(earlier), "notice_days": None}
            return refuses(told, **ENDED | proof | when)

        assert refuses_on(told.id, **half_a_year)
        assert refuses_on(told.id, told.id, **half_a_year)
        assert refuses_on(told.id, others.id, **half_a_year)
        assert refuses_on(told.id, "san_of_nobody", **half_a_year)
        assert refuses_on(told.id, twice.id)
        assert not refuses_on(told.id, twice.id, **half_a_year)
        appeal = Appeal.objects.get(id=appealed(told.id, now=NOW))
        assert refuses_on(told.id, twice.id, **half_a_year)
        decide_appeal(
            appeal=appeal.id, verdict=a_verdict(Outcome.UPHELD), by=hire("cleo"), is_test=False, now=NOW + DAY
        )
        assert not refuses_on(told.id, twice.id, **half_a_year)
        assert refuses_on(told.id, twice.id)
        Sanction.objects.filter(id=twice.id).update(state="reversed", reversed_at=NOW)
        assert refuses_on(told.id, twice.id, **half_a_year)


class TestDecision:
    def test_stays_what_it_was_and_each_moment_of_it_stays(self) -> None:
        """Whoever wants another decision decides anew, with a statement: invariant 3."""
        sanction_in_force(now=NOW)
        ben = staff_id(hire("ben"))

        changed: Mapping[str, str | int | datetime] = {
            "action": "warn",
            "clause": "contact-information",
            "decided_by_id": ben,
            "decided_at": NOW - DAY,
            "notified_at": NOW - HOUR,
            "is_test": True,
        }
        for column, value in changed.items():
            assert refuses_sql(f"UPDATE rulings_sanction SET {column} = %s", value), column  # noqa: S608  # ours


class TestStatement:
    def test_is_handed_over_before_anybody_counts_as_told_and_stays_as_it_was_sent(self) -> None:
        """Invariant 3, DSA17-1, DSA17-2, P2B4-1: no date stands in for a document, and no other document for one."""
        sanction_in_force(now=NOW, zone="Europe/Madrid")
        be_proposed(now=NOW, member="eve")
        case, lea = Case.objects.get(member="eve", closed_at=None), hire("lea")
        claim_case(case=case.id, by=lea, is_test=False, now=NOW)
        open_evidence(case=case.id, by=lea, is_test=False, now=NOW)
        said = RulingContent.model_validate(a_ruling(reasons=own_reasons(7)))
        untold = decide_case(case=case.id, ruling=said.ruling, by=lea, is_test=False, now=NOW)

        for moment in ("announced_at", "notified_at"):
            tells = f"UPDATE rulings_sanction SET {moment} = %s WHERE id = %s"  # noqa: S608  # ours
            assert refuses_sql(tells, NOW + DAY, untold)
        for column in ("digest", "kind", "sent_at"):
            assert refuses_sql(f"UPDATE notices_notice SET {column} = '2026-01-01 12:00:00'"), column  # noqa: S608
        assert not refuses_sql("UPDATE notices_notice SET opened_at = %s", NOW + DAY)
        for column, less in (("capabilities", '["propose"]'), ("roles", '["client"]'), ("territory", '["ES"]')):
            assert refuses_sql(f"UPDATE sanctions_measure SET {column} = %s", less), column  # noqa: S608  # ours


class TestAnotherLook:
    def test_is_of_others_than_who_decided_in_the_case_before(self) -> None:
        """DSA20-6, invariant 5: they do not hold it, move it on, decide in it or agree there."""
        sanction = Sanction.objects.get(id=sanction_in_force(now=NOW))
        case, ana, ben = sanction.case, sanction.decided_by_id, staff_id(hire("ben"))
        agreed = {**ENDED, "approved_at": NOW + DAY, "state": "decided"}
        held = "UPDATE cases_case SET state = 'claimed', holder_id = %s, held_until = %s, closed_at = NULL"
        assert not refuses_sql(held, ana, NOW + DAY)
        move(case, CaseMove.REOPEN, by=MACHINE, now=NOW + HOUR, because="another of these decisions was overturned")

        assert refuses_sql(held, ana, NOW + DAY)
        assert not refuses_sql(held, ben, NOW + DAY)
        for moved in ("claim", "ask_member", "decide", "take_no_action"):
            entry = CaseEntry(case=case, at=NOW + DAY, what=moved, because="nothing is left of it")
            assert refuses(entry, pk=None, by_id=ana), moved
            assert not refuses(entry, pk=None, by_id=ben), moved
        assert not refuses(CaseEntry(case=case, at=NOW + DAY, what="opened_evidence"), pk=None, by_id=ana)
        assert refuses(sanction)
        assert not refuses(sanction, decided_by_id=ben)
        awaits = copy(sanction)
        for name, value in {**ENDED, "id": "san_awaits", "decided_by_id": ben}.items():
            setattr(awaits, name, value)
        awaits.save(force_insert=True)
        agrees = "UPDATE rulings_sanction SET state = 'decided', approved_by_id = %s, approved_at = %s WHERE id = %s"
        assert refuses_sql(agrees, ana, NOW + DAY, awaits.id)
        assert not refuses_sql(agrees, staff_id(hire("cleo")), NOW + DAY, awaits.id)
        assert not refuses(sanction, **agreed | {"decided_by_id": ben, "approved_by_id": staff_id(hire("cleo"))})

    def test_of_what_was_escalated_is_a_seniors(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get()
        ana, ben = hire("ana"), hire("ben")
        move(case, CaseMove.CLAIM, by=ana, now=NOW)
        move(case, CaseMove.ESCALATE, by=ana, now=NOW, because="it is about a law that I do not know")
        held = "UPDATE cases_case SET state = 'claimed', holder_id = %s, held_until = %s"

        def refuses_to(who: Actor) -> bool:
            return refuses_sql(held, staff_id(who), NOW + DAY)

        assert not refuses_to(ben)
        Group.objects.get(name=Role.SENIOR_REVIEWER.group).user_set.remove(staff_id(ana), staff_id(ben))
        assert refuses_to(ben)
        assert not refuses_to(hire("cleo"))
        Group.objects.all().delete()
        assert not refuses_to(ben)
        assert refuses_to(ana)


class TestTriggers:
    def test_are_there_after_every_migration(self) -> None:
        names = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger",
        }
        with connection.cursor() as cursor:
            cursor.execute(names[connection.vendor])
            there = {row[0] for row in cursor.fetchall()}

        known: set[Trigger] = set()
        for app in (of_campaigns, of_cases, of_notices, of_safeguards, of_sanctions):
            known.update(app.triggers_of(connection.vendor))
        assert {one.name for one in known} <= there
