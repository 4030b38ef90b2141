"""An appeal is heard: files and questions, representatives and outsiders, misuse, what is owed after it."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.assigning import GiverTookPart
from habeas.domain.appeals.filing import AppealsThrottled, NoNewFacts
from habeas.domain.appeals.hearing import AppealMoveNotAllowed, NotYourAppeal, ReviewerNotQualified
from habeas.domain.appeals.misuse import ThrottleWithoutWarning, UnfoundedButNotUpheld, WarningTooEarly
from habeas.domain.appeals.standing import NotYourMandate, NotYoursToAppeal
from habeas.domain.clocks.deadlines import PauseSpent
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.appeals.access import list_accesses
from habeas.server.appeals.models import Appeal, AppealDraft, AppealLimit, Mandate, Question, Remedy, ReviewerAccess
from habeas.server.appeals.queries import get_appeal
from habeas.server.appeals.remedies import list_remedies
from habeas.server.attachments.models import Attachment
from habeas.server.attachments.operations import FileNotThere
from habeas.server.attachments.queries import get_download
from habeas.server.deadlines.models import Deadline
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.erasure import read_retained_keys
from habeas.server.recourse.misuse import count_unfounded
from habeas.server.safeguards.models import Safeguard
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.add_to_appeal import add_to_appeal
from habeas.server.usecases.admit_reviewer import AccessByReviewer, AccessTooLong, admit_reviewer
from habeas.server.usecases.ask_appellant import QuestionMissing, ask_appellant
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.give_mandate import MandateOver, OwnRepresentative, give_mandate
from habeas.server.usecases.give_remedy import GivenByDecider, give_remedy
from habeas.server.usecases.keep_file import keep_file
from habeas.server.usecases.limit_appeals import WarnedAlready, limit_appeals, warn_of_misuse
from habeas.server.usecases.purge_expired import purge_expired
from habeas.server.usecases.revoke_mandate import NoSuchMandate, revoke_mandate
from habeas.server.usecases.save_draft import save_draft
from habeas.server.usecases.withdraw_appeal import withdraw_appeal
from tests.factories.casework import DAY, HOUR, a_verdict, appealed, hire, listen, sanction_in_force, work
from tests.factories.market import NOW, event, open_market, send

pytestmark = pytest.mark.django_db

RESTRICTION = {"restriction": "service", "capabilities": ["propose"], "days": 30}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


@pytest.fixture
def sanction() -> str:
    return sanction_in_force(now=NOW, action="restrict", measures=[RESTRICTION])


def staff(name: str) -> Actor:
    return actor_of(Staff.objects.get(name=name).pk)


def filed(decision: str, *, at: datetime = NOW, **changes: object) -> str:
    given: dict[str, Any] = {"arguments": ["We met elsewhere."], **changes}
    paper = Paper(**given)
    return file_appeal(decision=decision, member="ana", paper=paper, is_test=False, now=at)


def sent(name: str = "receipt.pdf", content: bytes = PDF, *, member: str = "ana") -> str:
    return keep_file(member=member, name=name, content=content, scanner=None, is_test=False, now=NOW)


def decide(appeal: str, outcome: Outcome, *, at: datetime, by: str = "cleo", **changes: object) -> None:
    found = get_appeal(appeal, is_test=False)
    assert found is not None
    answers = {one["id"]: f"To {one['id']} we say what the room says: {one['text']}" for one in found["arguments"]}
    verdict = a_verdict(outcome, answers=answers, **changes)
    decide_appeal(appeal=appeal, verdict=verdict, by=staff(by), is_test=False, now=at)


class TestFiles:
    def test_go_with_the_appeal_and_can_be_read_by_who_hears_it(self, sanction: str) -> None:
        """DSA20-3."""
        files = [sent(), sent("photo of the room.PNG", b"\x89PNG\r\n\x1a\n" + bytes(20))]

        appeal = filed(sanction, files=files)

        found = get_appeal(appeal, is_test=False)
        assert found is not None
        assert {one["name"] for one in found["files"]} == {"receipt.pdf", "photo-of-the-room.png"}
        download = get_download(files[0], is_test=False)
        assert download is not None
        assert download.content == PDF

    @pytest.mark.parametrize("whose", ["another's", "filed before", "unknown"])
    def test_are_the_members_own_and_go_once(self, sanction: str, whose: str) -> None:
        mine = sent()
        named = {"another's": sent(member="bob"), "filed before": mine, "unknown": "fil_none"}[whose]
        if whose == "filed before":
            filed(sanction, files=[mine])
            withdraw_appeal(appeal=Appeal.objects.get().id, by="ana", is_test=False, now=NOW)

        with pytest.raises(FileNotThere):
            filed(sanction, files=[named])

    def test_are_not_read_by_another_member(self) -> None:
        assert get_download(sent(), is_test=False, member="bob") is None


def clocks_told() -> list[tuple[str, str]]:
    """Return what the host was told of clocks of appeals."""
    told = Message.objects.filter(type__startswith="deadline.").order_by("id")
    return [(one.type, one.payload["deadline"]) for one in told if one.payload["appeal"] is not None]


class TestQuestion:
    def test_stops_the_clock_of_service_till_it_is_answered(self, sanction: str) -> None:
        """DSA20-4, invariant 12."""
        appeal = appealed(sanction, now=NOW)
        until = ask_appellant(
            appeal=appeal, by=staff("cleo"), words="Where did you meet?", is_test=False, now=NOW + DAY
        )
        assert until == NOW + 8 * DAY
        work(now=NOW + DAY)
        assert Notice.objects.get(kind="question_1").delivered_at == NOW + DAY
        assert Appeal.objects.get().state == "more_asked"

        add_to_appeal(
            appeal=appeal, by="ana", words="At a fair, in May.", files=[sent()], is_test=False, now=NOW + 4 * DAY
        )

        assert Appeal.objects.get().state == "assigned"
        work(now=NOW + 8 * DAY)
        assert clocks_told() == []
        work(now=NOW + 9 * DAY)
        work(now=NOW + 9 * DAY)
        assert clocks_told() == [("deadline.warned", "appeal_timely")]
        work(now=NOW + 11 * DAY)
        assert clocks_told()[1:] == [("deadline.breached", "appeal_timely")]
        found = get_appeal(appeal, is_test=False)
        assert found is not None
        assert found["arguments"][-1] == {
            "id": "a3",
            "text": "At a fair, in May.",
            "at": (NOW + 4 * DAY).isoformat(),
            "question": 1,
        }

    @pytest.mark.parametrize("ends", [True, False])
    def test_warns_of_no_clock_that_is_over_or_stands_still(self, sanction: str, ends: bool) -> None:
        """Invariant 12: nobody is hurried while the member is waited for."""
        appeal = appealed(sanction, now=NOW)
        if ends:
            withdraw_appeal(appeal=appeal, by="ana", is_test=False, now=NOW + DAY)
        else:
            ask_appellant(appeal=appeal, by=staff("cleo"), words="Where did you meet?", is_test=False, now=NOW + DAY)
        Deadline.objects.filter(kind="tick_clock").update(cancelled_at=None, done_at=None)

        work(now=NOW + 6 * DAY)

        assert clocks_told() == []

    def test_waits_no_longer_than_its_cap_and_the_limit_waits_for_nobody(self, sanction: str) -> None:
        """Invariant 12."""
        appeal = appealed(sanction, now=NOW)
        ask_appellant(appeal=appeal, by=staff("cleo"), words="Where did you meet?", is_test=False, now=NOW)

        work(now=NOW + 7 * DAY)
        assert Appeal.objects.get().state == "assigned"
        assert Question.objects.get().closed_at == NOW + 7 * DAY
        with pytest.raises(PauseSpent):
            ask_appellant(appeal=appeal, by=staff("cleo"), words="And when?", is_test=False, now=NOW + 7 * DAY)

        work(now=NOW + 15 * DAY)
        assert Measure.objects.get(sanction=sanction).ended_because == "appeal_overdue"

    def test_is_one_at_a_time_by_who_hears_it_in_words(self, sanction: str) -> None:
        appeal = appealed(sanction, now=NOW)

        with pytest.raises(QuestionMissing):
            ask_appellant(appeal=appeal, by=staff("cleo"), words=" ", is_test=False, now=NOW)
        with pytest.raises(NotYourAppeal):
            ask_appellant(appeal=appeal, by=staff("ana"), words="Where?", is_test=False, now=NOW)
        ask_appellant(appeal=appeal, by=staff("cleo"), words="Where did you meet?", is_test=False, now=NOW)
        with pytest.raises(AppealMoveNotAllowed):
            ask_appellant(appeal=appeal, by=staff("cleo"), words="And when?", is_test=False, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.create(appeal_id=appeal, number=2, asked_at=NOW, answer_by=NOW + DAY)


class TestWithdraw:
    def test_ends_the_appeal_and_leaves_the_way_open(self, sanction: str) -> None:
        appeal = filed(sanction)
        with pytest.raises(NotYourAppeal):
            withdraw_appeal(appeal=appeal, by="bob", is_test=False, now=NOW)

        withdraw_appeal(appeal=appeal, by="ana", is_test=False, now=NOW + HOUR)

        assert Appeal.objects.get().state == "withdrawn"
        assert not Deadline.objects.filter(subject=appeal, done_at=None).exists()
        assert Message.objects.filter(type="appeal.withdrawn").count() == 1
        assert filed(sanction, at=NOW + DAY)


class TestSecondLook:
    def test_needs_a_fact_that_was_not_there_before(self, sanction: str) -> None:
        """DSA20-4."""
        first = appealed(sanction, now=NOW)
        decide(first, Outcome.UPHELD, at=NOW + DAY)
        work(now=NOW + DAY)

        with pytest.raises(NoNewFacts):
            filed(sanction, at=NOW + 2 * DAY)
        second = filed(sanction, at=NOW + 2 * DAY, new_facts=["The fair's list of visitors names us both."])
        assign_appeal(appeal=second, reviewer=hire("dan", hears_appeals=True), is_test=False, now=NOW + 2 * DAY)
        decide(second, Outcome.OVERTURNED, at=NOW + 3 * DAY, by="dan")
        work(now=NOW + 3 * DAY)

        told = Notice.objects.filter(kind__startswith="appeal_decided").order_by("kind").values_list("kind", flat=True)
        assert list(told) == ["appeal_decided", "appeal_decided_2"]
        with pytest.raises(ReviewerNotQualified):
            assign_appeal(appeal=filed_again(sanction), reviewer=hire("eli"), is_test=False, now=NOW + 4 * DAY)


def filed_again(sanction: str) -> str:
    """Return the last appeal against it, open again as if it had not been decided."""
    row = Appeal.objects.filter(decision=sanction).order_by("-filed_at")[0]
    Appeal.objects.filter(id=row.id).update(state="acknowledged", outcome="", ended_at=None, reviewer=None)
    return row.id


class TestMandate:
    def test_lets_somebody_act_till_it_is_revoked(self, sanction: str) -> None:
        """DSA20-3."""
        with pytest.raises(NotYoursToAppeal):
            filed(sanction, by="union")
        mandate = give_mandate(member="ana", representative="union", now=NOW)
        assert give_mandate(member="ana", representative="union", ends_at=NOW + 30 * DAY, now=NOW) == mandate

        appeal = filed(sanction, by="union")
        assert (Appeal.objects.get().standing, Appeal.objects.get().filed_by) == ("representative", "union")
        add_to_appeal(appeal=appeal, by="union", words="See the list.", is_test=False, now=NOW)

        with pytest.raises(NotYourMandate):
            revoke_mandate(mandate=mandate, member="bob", now=NOW + HOUR)
        revoke_mandate(mandate=mandate, member="ana", now=NOW + HOUR)
        revoke_mandate(mandate=mandate, member="ana", now=NOW + DAY)
        assert Mandate.objects.get().revoked_at == NOW + HOUR
        with pytest.raises(NotYourAppeal):
            add_to_appeal(appeal=appeal, by="union", words="And more.", is_test=False, now=NOW + DAY)
        withdraw_appeal(appeal=appeal, by="ana", is_test=False, now=NOW + DAY)
        short = give_mandate(member="ana", representative="union", ends_at=NOW + 2 * DAY, now=NOW + DAY)
        assert give_mandate(member="ana", representative="union", now=NOW + 9 * DAY) not in {mandate, short}
        assert Mandate.objects.get(id=short).revoked_at == NOW + 2 * DAY

    def test_is_refused_where_it_means_nothing(self) -> None:
        with pytest.raises(OwnRepresentative):
            give_mandate(member="ana", representative="ana", now=NOW)
        with pytest.raises(MandateOver):
            give_mandate(member="ana", representative="union", ends_at=NOW, now=NOW)
        with pytest.raises(NoSuchMandate):
            revoke_mandate(mandate="man_none", member="ana", now=NOW)


class TestOutsider:
    def admit(self, sanction: str, *, by: str = "eve", ends_at: datetime = NOW + 2 * DAY) -> None:
        admit_reviewer(
            reviewer=staff("vera"),
            decision=sanction,
            qualification="mediator",
            by=hire(by),
            ends_at=ends_at,
            is_test=False,
            now=NOW,
        )

    def test_hears_one_case_till_the_access_ends(self, sanction: str) -> None:
        """DSA20-6, invariant 5."""
        vera = hire("vera")
        assert list_accesses(vera, now=NOW) is None
        self.admit(sanction)
        assert list_accesses(vera, now=NOW) == [{"decision": sanction, "ends_at": NOW + 2 * DAY}]
        appeal = filed(sanction)

        assign_appeal(appeal=appeal, reviewer=vera, is_test=False, now=NOW + DAY)
        with pytest.raises(ReviewerNotQualified, match="access is over"):
            decide(appeal, Outcome.UPHELD, at=NOW + 3 * DAY, by="vera")
        assert list_accesses(vera, now=NOW + 3 * DAY) == []
        self.admit(sanction, ends_at=NOW + 9 * DAY)
        decide(appeal, Outcome.UPHELD, at=NOW + 3 * DAY, by="vera")

    def test_is_admitted_by_another_and_not_for_ever(self, sanction: str) -> None:
        hire("vera")

        with pytest.raises(AccessByReviewer):
            self.admit(sanction, by="vera")
        with pytest.raises(GiverTookPart):
            self.admit(sanction, by="ana")
        with pytest.raises(AccessTooLong):
            self.admit(sanction, ends_at=NOW + 31 * DAY)
        self.admit(sanction)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewerAccess.objects.update(given_by=Staff.objects.get(name="vera"))
        with pytest.raises(IntegrityError, match="admits nobody from outside"), transaction.atomic():
            ReviewerAccess.objects.update(given_by=Staff.objects.get(name="ana"))


@contextmanager
def taken_over(*, since: datetime) -> Iterator[None]:
    """Let Ana's account not have been hers for a day from then on."""
    row = Safeguard.objects.create(
        id="saf_1",
        member_id="ana",
        kind=SafeguardKind.SESSION_LOCK,
        placed_at=since,
        ends_at=since + DAY,
        taken_over_since=since,
        sealed=b"",
    )
    yield
    row.delete()


class TestMisuse:
    def decided(self, sanctions: Sequence[str], *, first: int = 0) -> None:
        """Let appeals be found manifestly unfounded, one a decision."""
        for number, sanction in enumerate(sanctions, start=first):
            at = NOW + (number + 1) * HOUR
            reviewer = hire(f"reviewer{number}", hears_appeals=True)
            appeal = filed(sanction, at=at, new_facts=[f"fact {number}"])
            assign_appeal(appeal=appeal, reviewer=reviewer, is_test=False, now=at)
            decide(appeal, Outcome.UPHELD, at=at, by=f"reviewer{number}", is_unfounded=True)

    def warn(self, *, at: datetime = NOW + 9 * HOUR) -> str:
        return warn_of_misuse(
            member="ana", reasons="Five times the same.", language="", by=staff("ana"), is_test=False, now=at
        )

    def limit(self, *, at: datetime = NOW + DAY) -> str:
        return limit_appeals(
            member="ana",
            reasons="It went on.",
            lasts=timedelta(days=30),
            by=staff("ana"),
            is_test=False,
            now=at,
        )

    def test_is_none_where_a_second_look_found_another_ground(self, sanction: str) -> None:
        """DSA23-2."""
        self.decided([sanction])
        assert count_unfounded("ana", is_test=False) == 1

        again = filed(sanction, at=NOW + DAY, new_facts=["The client confirms it by a letter."])
        assign_appeal(appeal=again, reviewer=hire("dora", hears_appeals=True), is_test=False, now=NOW + DAY)
        decide(again, Outcome.OVERTURNED, at=NOW + DAY, by="dora")

        assert count_unfounded("ana", is_test=False) == 0

    def test_is_limited_by_a_person_after_a_warning_and_can_be_contested(
        self, sanction: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """DSA23-2, DSA17-4: in the language that the member reads, where nobody names one."""
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es"))  # as once somebody signed it
        self.decided([sanction] * 4)
        with pytest.raises(WarningTooEarly):
            self.warn()
        self.decided([sanction], first=4)
        with taken_over(since=NOW + HOUR), pytest.raises(WarningTooEarly, match="0 appeals"):
            self.warn()
        with pytest.raises(ThrottleWithoutWarning):
            self.limit()
        send(event("member.joined", member="ana", language="es"), now=NOW + 9 * HOUR)
        self.warn()
        assert Notice.objects.get(kind="misuse_warning").language == "es"
        with pytest.raises(WarnedAlready):
            self.warn()
        with pytest.raises(ThrottleWithoutWarning):
            self.limit()
        work(now=NOW + 9 * HOUR)
        self.decided([sanction], first=9)
        limit = self.limit()
        before = filed(sanction, at=NOW + DAY, new_facts=["told of no limit yet"])
        withdraw_appeal(appeal=before, by="ana", is_test=False, now=NOW + DAY)
        work(now=NOW + DAY)

        with pytest.raises(AppealsThrottled, match="a court"):
            filed(sanction, at=NOW + DAY, new_facts=["another"])
        appeal = filed(limit, at=NOW + DAY)
        assign_appeal(appeal=appeal, reviewer=hire("cleo", hears_appeals=True), is_test=False, now=NOW + DAY)
        decide(appeal, Outcome.OVERTURNED, at=NOW + 2 * DAY)
        work(now=NOW + 2 * DAY)

        assert AppealLimit.objects.get().reversed_at == NOW + 2 * DAY
        assert filed(sanction, at=NOW + 2 * DAY, new_facts=["another"])
        assert set(Notice.objects.filter(subject=limit).values_list("kind", flat=True)) == {
            "misuse_warning",
            "limit_on_appeals",
            "appeal_decided",
        }

    def test_is_never_what_changed_the_decision(self, sanction: str) -> None:
        """DSA23-2."""
        appeal = appealed(sanction, now=NOW)

        with pytest.raises(UnfoundedButNotUpheld):
            decide(appeal, Outcome.OVERTURNED, at=NOW, is_unfounded=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(is_unfounded=True)


class TestRemedy:
    def test_is_owed_with_a_clock_and_noted_when_it_was_given(self, sanction: str) -> None:
        """PWD11-3, P2B4-3, DSA20-4."""
        appeal = appealed(sanction, now=NOW)
        decide(appeal, Outcome.OVERTURNED, at=NOW + DAY)
        work(now=NOW + DAY)

        [owed] = Message.objects.filter(type="remedy.owed")
        assert owed.payload["days_lost"] == 2
        assert [one["kind"] for one in owed.payload["owed"]] == ["badge", "ranking"]
        assert owed.payload["unknown"] == ["earned_before", "fees"]
        remedy = Remedy.objects.get()
        assert remedy.due_at == NOW + 2 * DAY

        with pytest.raises(GivenByDecider, match="let somebody else say"):
            give_remedy(remedy=remedy.id, by=staff("ana"), is_test=False, now=NOW + 2 * DAY - HOUR)
        give_remedy(remedy=remedy.id, by=staff("cleo"), is_test=False, now=NOW + 2 * DAY - HOUR)
        give_remedy(remedy=remedy.id, by=staff("cleo"), is_test=False, now=NOW + 2 * DAY)
        work(now=NOW + 3 * DAY)

        assert Remedy.objects.get().given_at == NOW + 2 * DAY - HOUR
        assert self.breaches() == 0

    def breaches(self) -> int:
        return Message.objects.filter(type="deadline.breached", payload__deadline="reinstate").count()

    def test_that_is_not_given_in_time_is_a_breach(self, sanction: str) -> None:
        """Invariant 12."""
        appeal = appealed(sanction, now=NOW)
        decide(appeal, Outcome.OVERTURNED, at=NOW + DAY)
        work(now=NOW + DAY)

        work(now=NOW + 3 * DAY)
        work(now=NOW + 4 * DAY)

        assert self.breaches() == 1
        [owed] = list_remedies(is_test=False, most=9)
        assert owed["breached_at"] == (NOW + 2 * DAY).isoformat()


class TestOverdue:
    def test_narrows_to_what_the_decision_records_as_the_least_that_protects_others(self) -> None:
        """Invariant 12."""
        shield = {"restriction": "service", "capabilities": ["message"], "days": 30}
        guarded = {**shield, "protects_others": "Bob, whom the messages [f1] threaten"}
        sanction = sanction_in_force(now=NOW, action="restrict", measures=[RESTRICTION, guarded])
        appealed(sanction, now=NOW)

        work(now=NOW + 15 * DAY)

        assert [one.id[-2:] for one in Measure.objects.filter(sanction=sanction, ended_at=None)] == ["m2"]

    def test_tells_the_member_that_it_is_late_and_that_the_decision_rests(self, sanction: str) -> None:
        """Invariant 12."""
        appealed(sanction, now=NOW)

        work(now=NOW + 8 * DAY)
        work(now=NOW + 15 * DAY)

        assert set(
            Notice.objects.filter(sanction=sanction, kind__in=["late", "overdue"]).values_list("kind", flat=True)
        ) == {
            "late",
            "overdue",
        }


class TestWhatIsHeld:
    def test_is_exported_with_every_file_and_everybody_who_acts(self, sanction: str) -> None:
        """GDPR15-h."""
        filed(sanction, files=[sent()])
        sent("unsent.pdf")
        save_draft(member="ana", decision="san_x", content={"arguments": ["Half a word"]}, now=NOW)
        give_mandate(member="ana", representative="union", now=NOW)

        records = export_member(member="ana", by="host", now=NOW)["records"]

        assert sorted(one["name"] for one in records["attachment"]) == ["receipt.pdf", "unsent.pdf"]
        assert {b64decode(one["content_base64"]) for one in records["attachment"]} == {PDF}
        assert records["appeal_draft"][0]["content"] == {"arguments": ["Half a word"]}
        assert records["mandate"][0]["representative"] == "union"

    def test_goes_at_an_erasure_but_what_a_claim_may_need(self, sanction: str) -> None:
        """GDPR17."""
        filed(sanction, files=[sent()])
        sent("unsent.pdf")
        save_draft(member="ana", decision="san_x", content={"arguments": ["Half a word"]}, now=NOW)
        give_mandate(member="ana", representative="union", now=NOW)

        erase_member(member="ana", by="host", now=NOW + DAY)

        [kept] = Attachment.objects.all()
        assert read_retained_keys("ana").open("ana", bytes(kept.sealed)) == PDF
        assert get_download(kept.id, is_test=False) is None
        assert not AppealDraft.objects.exists()
        assert not Mandate.objects.exists()

    def test_goes_when_its_time_is_over(self, sanction: str) -> None:
        """GDPR5."""
        appeal = filed(sanction, files=[sent()])
        sent("unsent.pdf")
        save_draft(member="ana", decision="san_x", content={"arguments": ["Half a word"]}, now=NOW)

        purge_expired(now=NOW + 31 * DAY, most=100)
        assert [one.about for one in Attachment.objects.all()] == [appeal]
        assert not AppealDraft.objects.exists()
        withdraw_appeal(appeal=appeal, by="ana", is_test=False, now=NOW + 31 * DAY)
        purge_expired(now=NOW + 5 * 365 * DAY, most=100)

        assert not Attachment.objects.exists()
        assert not Appeal.objects.exists()


class TestDatabase:
    """Whoever asks, and by whatever way."""

    def refuses(self, rows: Any, **broken: Any) -> None:  # noqa: ANN401  # of any table
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)

    def test_refuses_an_appeal_that_nobody_could_have_filed(self, sanction: str) -> None:
        """DSA20-6, invariant 5."""
        appealed(sanction, now=NOW)

        self.refuses(Appeal.objects, against=None)
        self.refuses(Appeal.objects, filed_by="bob")
        self.refuses(Appeal.objects, state="decided")
        self.refuses(Appeal.objects, ended_at=NOW)
        self.refuses(Appeal.objects, state="withdrawn")
        self.refuses(Appeal.objects, override_by=Staff.objects.get(name="cleo"))

    def test_refuses_a_file_that_is_not_taken(self) -> None:
        """DSA20-3."""
        sent()

        self.refuses(Attachment.objects, media_type="text/html")
        self.refuses(Attachment.objects, size=0)
        self.refuses(Attachment.objects, size=11 * 1024 * 1024)
        self.refuses(Attachment.objects, about="apl_x")

    def test_refuses_a_mandate_for_oneself_or_without_a_beginning(self) -> None:
        send(event("member.joined", member="ana"))
        give_mandate(member="ana", representative="union", now=NOW)

        self.refuses(Mandate.objects, representative="ana")
        self.refuses(Mandate.objects, ends_at=NOW - DAY)
        self.refuses(Mandate.objects, revoked_at=NOW - DAY)

    def test_refuses_an_access_without_end_and_an_answer_without_closing(self, sanction: str) -> None:
        hire("vera")
        TestOutsider().admit(sanction)
        appeal = appealed(sanction, now=NOW)
        ask_appellant(appeal=appeal, by=staff("cleo"), words="Where?", is_test=False, now=NOW)

        self.refuses(ReviewerAccess.objects, ends_at=NOW - DAY)
        self.refuses(ReviewerAccess.objects, qualification="")
        self.refuses(Question.objects, answered_at=NOW)
        self.refuses(Question.objects, answer_by=NOW)

    def test_refuses_a_limit_without_a_person_or_an_end(self, sanction: str) -> None:
        """DSA23-2."""
        assert sanction
        row = AppealLimit.objects.create(
            id="lim_1", member_id="ana", language="en", warned_at=NOW, warned_by=Staff.objects.get(), sealed=b""
        )

        self.refuses(AppealLimit.objects, limited_at=NOW + DAY)
        self.refuses(AppealLimit.objects, reversed_at=NOW)
        whole = {"limited_at": NOW + DAY, "limited_by": Staff.objects.get(), "until": NOW + 9 * DAY}
        self.refuses(AppealLimit.objects, **whole, days=91)
        self.refuses(AppealLimit.objects, **whole)
        self.refuses(AppealLimit.objects, **whole | {"until": None}, days=8)
        AppealLimit.objects.filter(id=row.id).update(**whole, days=8)

    def test_refuses_a_remedy_that_nobody_gave(self, sanction: str) -> None:
        """PWD11-3."""
        decide(appealed(sanction, now=NOW), Outcome.OVERTURNED, at=NOW + DAY)
        work(now=NOW + DAY)

        self.refuses(Remedy.objects, given_at=NOW + 2 * DAY)
        self.refuses(Remedy.objects, given_by=Staff.objects.get(name="ana"))
        self.refuses(Remedy.objects, due_at=NOW)
