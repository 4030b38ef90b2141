"""An account that was taken over: protected for hours, given back in one step, and nothing of it counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.sanctions.safeguards import NotTheOwner, SafeguardKind, SafeguardTooLong, SafeguardTooSoon
from habeas.server.appeals.people import list_mandates_of
from habeas.server.cases.models import Case
from habeas.server.deadlines.models import Deadline
from habeas.server.decisions.standing import get_standing
from habeas.server.notices.forms import content_as
from habeas.server.notices.queries import get_statement
from habeas.server.outbox.models import Message
from habeas.server.parties.links import NotAdmitted, Pass, Purpose, read_pass, sign
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.queries import list_safeguards
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.end_safeguard import lift_safeguard, recover_account
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.place_safeguard import AlreadySafe, NoReason, TakenOverLater, Wanted, place_safeguard
from tests.factories.casework import DAY, HOUR, hire, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.market import NOW, message, open_market, send
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def placed(*, by: Any = None, now: Any = NOW, **changes: Any) -> str:  # noqa: ANN401
    asked: dict[str, Any] = {
        "member": "ana",
        "kind": SafeguardKind.SESSION_LOCK,
        "because": "somebody signed in from a country where you never were",
    }
    return place_safeguard(wanted=Wanted(**asked | changes), by=by, is_test=False, now=now)


def in_force(now: Any = NOW) -> int:  # noqa: ANN401
    return len(list_safeguards(is_test=False, now=now, member="ana", in_force=True))


class TestTakeover:
    def test_is_ended_by_the_owner_in_one_step_and_leaves_no_strike(self) -> None:
        """PWD10-5, invariant 15: account takeover with safeguard and recovery."""
        send(message(PAYMENT, at=NOW - 10 * MINUTE, delivery="pending"), now=NOW - 10 * MINUTE)
        assert get_standing("ana", is_test=False, now=NOW).counting == 1

        kept = give_mandate(member="ana", representative="union", now=NOW - 2 * HOUR)
        theirs = give_mandate(member="ana", representative="thief", now=NOW - 10 * MINUTE)
        session = sign(Pass("ana", NOW + DAY, 0), purpose=Purpose.SESSION)

        safeguard = placed(taken_over_since=NOW - HOUR)

        with pytest.raises(NotAdmitted, match="taken_back"):
            read_pass(session, purpose=Purpose.SESSION, now=NOW)
        assert {one["id"]: one["revoked_at"] for one in list_mandates_of("ana")} == {
            kept: None,
            theirs: NOW.isoformat(),
        }
        assert in_force() == 1
        [asked] = Message.objects.filter(type="safeguard.placed").values_list("payload", flat=True)
        assert (asked["kind"], asked["ends_at"]) == ("session_lock", (NOW + DAY).isoformat())
        assert "country" not in str(asked)
        with pytest.raises(NotTheOwner):
            recover_account(safeguard=safeguard, member="bob", is_test=False, now=NOW)
        assert recover_account(safeguard=safeguard, member="ana", is_test=False, now=NOW + HOUR)

        assert in_force(NOW + HOUR) == 0
        assert not recover_account(safeguard=safeguard, member="ana", is_test=False, now=NOW + HOUR)
        assert Message.objects.filter(type="safeguard.ended").count() == 1
        after = get_standing("ana", is_test=False, now=NOW + 2 * HOUR)
        assert after.counting == 0
        assert not Sanction.objects.exists()

    @pytest.mark.parametrize(("by_a_person", "says"), [(False, "by a program"), (True, "by a person")])
    def test_is_told_to_the_member_in_the_same_transaction_with_all_that_they_can_do(
        self, by_a_person: bool, says: str
    ) -> None:
        """Invariant 3, DSA17-3c, DSA17-3f: kept as sent, and readable in the portal."""
        made = placed(by=hire("lea") if by_a_person else None)

        told = get_statement(made, is_test=False)
        assert told is not None
        page = (content_as(told, "html") or b"").decode()
        assert "somebody signed in from a country where you never were" in page
        assert "It ends by itself on 3 March 2026, 12:00 (UTC)." in page
        assert f"The decision was taken {says}" in page
        assert "If it is you, end it in one step" in page
        assert "You can go to court at any time" in page
        assert (content_as(told, "pdf") or b"")[:5] == b"%PDF-"
        assert "Your account is protected" in Visitor("ana").read("/portal/decisions")

    def test_leaves_what_the_owner_did_before_as_it_was(self) -> None:
        send(message(PAYMENT, at=NOW - 2 * HOUR, delivery="pending"), now=NOW - 2 * HOUR)
        placed(taken_over_since=NOW - HOUR)

        assert get_standing("ana", is_test=False, now=NOW).counting == 1

    def test_cannot_begin_after_it_was_seen(self) -> None:
        with pytest.raises(TakenOverLater):
            placed(taken_over_since=NOW + HOUR)
        placed()
        with pytest.raises(IntegrityError), transaction.atomic():
            Safeguard.objects.update(taken_over_since=NOW + HOUR)


class TestClock:
    def test_ends_it_by_itself_after_a_day_whatever_anybody_forgets(self) -> None:
        """PWD10-5: clock safeguard_max."""
        placed()
        work(now=NOW + DAY - MINUTE)
        assert in_force(NOW + DAY - MINUTE) == 1

        work(now=NOW + DAY)

        row = Safeguard.objects.get()
        assert (row.ended_at, row.ended_by) == (NOW + DAY, "clock")

    def test_is_held_by_the_database_too(self) -> None:
        with pytest.raises(SafeguardTooLong):
            placed(lasts=2 * DAY)
        placed()
        for wrong in ({"ends_at": NOW + 2 * DAY}, {"ended_at": NOW}, {"ended_at": NOW + 2 * DAY, "ended_by": "clock"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Safeguard.objects.update(**wrong)


class TestMachine:
    def test_places_one_in_thirty_days_and_a_person_looks_at_it(self) -> None:
        """PWD10-5: clock safeguard_again."""
        safeguard = placed()
        recover_account(safeguard=safeguard, member="ana", is_test=False, now=NOW + HOUR)

        with pytest.raises(SafeguardTooSoon, match="only a person may place another"):
            placed(now=NOW + 29 * DAY)
        placed(now=NOW + 2 * HOUR, by=hire("ana"))

        case = Case.objects.get(reason="safeguard")
        ben = hire("ben")
        claim_case(case=case.id, by=ben, is_test=False, now=NOW)
        shown = open_evidence(case=case.id, by=ben, is_test=False, now=NOW)
        assert shown["evidence"][0]["text"].startswith("somebody signed in")
        close_case(case=case.id, by=ben, because="it was the owner on a journey", is_test=False, now=NOW)
        placed(now=NOW + 31 * DAY)

    def test_is_told_why_and_once_for_each_kind(self) -> None:
        placed()

        with pytest.raises(AlreadySafe):
            placed(by=hire("ana"))
        with pytest.raises(NoReason):
            placed(member="bob", because=" ")
        assert in_force() == 1


class TestPerson:
    def test_may_lift_it(self) -> None:
        safeguard, ana = placed(), hire("ana")

        assert lift_safeguard(safeguard=safeguard, by=ana, is_test=False, now=NOW + HOUR)

        assert Safeguard.objects.get().ended_by == ana.id
        reasons = get_statement(safeguard, is_test=False)
        assert reasons is not None
        assert reasons.kind == "safeguard"
        told = Visitor("ana").read(f"/portal/decisions/{safeguard}")
        assert "A person who works here ended it on 2 March 2026, 13:00 (UTC)." in told


class TestRecords:
    def test_are_exported_with_why_and_go_with_their_member(self) -> None:
        """GDPR17, GDPR15-h."""
        placed()

        [mine] = export_member(member="ana", by="operator", now=NOW)["records"]["safeguard"]
        assert mine["words"]["because"].startswith("somebody signed in")
        erase_member(member="ana", by="operator", now=NOW)

        assert not Safeguard.objects.exists()

    def test_leave_an_appeal_against_them_without_anything_to_wait_for(self) -> None:
        """GDPR17: what was appealed goes with its member, and no clock looks for it ever after."""
        safeguard = placed()
        paper = Paper(arguments=["It was me, on a journey."])
        file_appeal(decision=safeguard, member="ana", paper=paper, is_test=False, now=NOW + HOUR)
        erase_member(member="ana", by="operator", now=NOW + 2 * HOUR)

        work(now=NOW + 20 * DAY)
        work(now=NOW + 21 * DAY)

        assert not Deadline.objects.filter(done_at=None).exclude(last_error="").exists()
        assert not Deadline.objects.filter(parked_at__isnull=False).exists()
