"""Appeals on the page: heard by somebody who took no part, answered argument by argument, undone after a look."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.utils.html import escape
from pytest_django.fixtures import Settings

from habeas.domain.cases.casework import read_casework
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.appeals.models import Appeal
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from habeas.server.notices.queries import get_statement
from habeas.server.rulings.models import Sanction
from habeas.server.safeguards.models import Safeguard
from habeas.server.usecases.add_to_appeal import add_to_appeal
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.keep_file import keep_file
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from tests.factories.casework import DAY, HOUR, be_proposed, listen, sanction_in_force, work
from tests.factories.decisions import an_outcome
from tests.factories.market import NOW, open_market
from tests.factories.staff import Desk, employ
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

ARGUMENTS = ["We met elsewhere.", "I lost two days of work."]


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW + HOUR, tick=False):
        yield


def appealed() -> str:
    """Return the id of an appeal against a suspension that Ana of the staff decided."""
    made = sanction_in_force(now=NOW)
    paper = Paper(arguments=ARGUMENTS)
    return file_appeal(decision=made, member="ana", paper=paper, is_test=False, now=NOW + HOUR)


class TestList:
    def test_says_when_an_answer_is_due_and_what_is_late(self) -> None:
        appeal, desk = appealed(), Desk("cleo", Role.APPEALS_REVIEWER)

        assert "waits for a reviewer" in desk.read("appeals")
        assert ">Late<" not in desk.read("appeals")
        with time_machine.travel(NOW + 30 * DAY, tick=False):
            late = Desk("cleo", Role.APPEALS_REVIEWER).read("appeals")
        assert appeal in late
        assert ">Late<" in late
        assert "No appeals here." in desk.read("appeals?over=yes")


class TestQueues:
    DECLARED = """
calendars: { office: { zone: UTC, hours: { monday: ["08:00-12:00"] } } }
queues:
  - { queue: warnings, takes: appeals, matters: [screening] }
  - { queue: all-else }
"""

    @pytest.fixture(autouse=True)
    def _declared(self, settings: Settings) -> None:
        settings.HABEAS = replace(settings.HABEAS, casework=read_casework(self.DECLARED, file="casework.yaml"))

    def test_show_how_they_stand_and_give_the_next_to_who_took_no_part(self) -> None:
        """Invariant 5, invariant 12, DSA20-6."""
        against_ana = appealed()
        be_proposed(now=NOW, member="eva")
        warned = Decision.objects.get(member="eva", action="warn").id
        against_machine = file_appeal(
            decision=warned, member="eva", paper=Paper(arguments=["No."]), is_test=False, now=NOW + HOUR
        )
        employ("ana", Role.APPEALS_REVIEWER)
        ana, cleo = Desk("ana", Role.APPEALS_REVIEWER), Desk("cleo", Role.APPEALS_REVIEWER, Role.REVIEWER)

        every, narrowed = ana.read("appeals"), ana.read("appeals?queue=warnings")
        taken = [ana.send("appeals/next"), ana.send("appeals/next"), cleo.send("appeals/next", {"queue": "all-else"})]

        assert every.index(against_ana) < every.index(against_machine)
        assert "You took part in its decision, so you do not hear it." in every
        assert "1 wait, 0 are looked at, the oldest since" in every
        assert (against_machine in narrowed, against_ana in narrowed) == (True, False)
        ways = [f"/console/appeals/{against_machine}", "/console/appeals", f"/console/appeals/{against_ana}"]
        assert [one["Location"] for one in taken] == ways
        assert "No appeal waits that you could hear." in ana.read("appeals")
        assert "queue warnings, for appeals; appeals against: screening" in ana.read(f"appeals/{against_machine}")
        assert "queue all-else, for what no other queue takes" in cleo.read(f"appeals/{against_ana}")
        assert "No appeals here in the queue gone." in cleo.read("appeals?queue=gone")
        listed = cleo.read("cases")
        assert '<a href="/console/appeals?queue=warnings">appeals: 1</a>' in listed
        assert "0 wait, 1 are looked at" in cleo.read("appeals")


class TestTake:
    def test_is_not_offered_to_who_took_part_and_refused_to_them(self) -> None:
        """DSA20-6, invariant 5."""
        appeal = appealed()
        employ("ana", Role.APPEALS_REVIEWER)
        desk = Desk("ana", Role.APPEALS_REVIEWER)

        page = desk.read(f"appeals/{appeal}")

        assert "You took part in this decision." in page
        assert "Hear this appeal" not in page
        refused = desk.send(f"appeals/{appeal}/take", status=409).content.decode()
        assert "choose somebody else" in refused

    def test_shows_who_hears_it_what_the_decision_rested_on(self) -> None:
        appeal, desk = appealed(), Desk("cleo", Role.APPEALS_REVIEWER)
        before = desk.read(f"appeals/{appeal}")

        desk.send(f"appeals/{appeal}/take")
        after = desk.read(f"appeals/{appeal}")

        assert "You took no part in this decision." in before
        assert "<mark>ana@example.com</mark>" not in before
        assert "<mark>ana@example.com</mark>" in after
        assert Appeal.objects.get().reviewer_id == desk.staff.pk


class TestGive:
    WHY = "Cleo is ill from tomorrow on."

    def test_hands_an_appeal_over_with_a_reason_and_not_by_the_way(self) -> None:
        """DSA20-6, invariant 5."""
        appeal, cleo, dan = appealed(), Desk("cleo", Role.APPEALS_REVIEWER), Desk("dan", Role.APPEALS_REVIEWER)
        lead = Desk("eve", Role.SENIOR_REVIEWER)
        seen = {"reviewer": str(dan.staff.pk), "because": self.WHY, "instead_of": cleo.actor.id}
        cleo.send(f"appeals/{appeal}/take")

        taken = dan.send(f"appeals/{appeal}/take", status=409).content.decode()
        assert "cleo hears the appeal" in taken
        assert "Hear this appeal" not in dan.read(f"appeals/{appeal}")
        assert "Hand it over to somebody else" in cleo.read(f"appeals/{appeal}")
        theirs = dan.send(f"appeals/{appeal}/give", seen, status=200).content.decode()
        assert "2026-03-17T" not in theirs
        assert "17 March 2026" in theirs
        assert "ask them, or a senior reviewer, to hand it over" in theirs
        assert self.WHY in theirs
        silent = lead.send(f"appeals/{appeal}/give", seen | {"because": ""}, status=200).content.decode()
        assert "Say why somebody else hears it" in silent
        lead.send(f"appeals/{appeal}/give", seen)
        late = cleo.send(f"appeals/{appeal}/give", seen | {"reviewer": str(cleo.staff.pk)}, status=200)
        assert "dan hears the appeal" in late.content.decode()
        page = dan.read(f"appeals/{appeal}")
        assert "eve handed it over on 2 March 2026" in page
        assert self.WHY in page
        assert Appeal.objects.get().reviewer_id == dan.staff.pk

    def test_is_no_choice_of_who_decided(self) -> None:
        """DSA20-6: nor may they allow it to another who took part."""
        appeal, cleo = appealed(), Desk("cleo", Role.APPEALS_REVIEWER)
        employ("ana", Role.SENIOR_REVIEWER)
        decider = Desk("ana", Role.SENIOR_REVIEWER)

        page = decider.read(f"appeals/{appeal}/give")
        refused = decider.send(f"appeals/{appeal}/give", {"reviewer": str(cleo.staff.pk)}, status=200)

        assert "somebody else chooses who hears the appeal against it" in page
        assert "somebody else chooses who hears the appeal against it" in refused.content.decode()
        assert Appeal.objects.get().reviewer is None
        Desk("eve", Role.SENIOR_REVIEWER).send(f"appeals/{appeal}/give", {"reviewer": str(cleo.staff.pk)})
        assert Appeal.objects.get().reviewer_id == cleo.staff.pk


class TestSafeguard:
    def test_is_undone_once_it_is_said_how_its_owner_was_recognized(self) -> None:
        """Design 5, DSA20-6: whoever holds the account can write an appeal in its owner's name."""
        lock = place_safeguard(
            wanted=Wanted(member="ana", kind=SafeguardKind.SESSION_LOCK, because="a sign-in from far away"),
            by=None,
            is_test=False,
            now=NOW,
        )
        paper = Paper(arguments=ARGUMENTS)
        appeal = file_appeal(decision=lock, member="ana", paper=paper, is_test=False, now=NOW + HOUR)
        desk = Desk("cleo", Role.APPEALS_REVIEWER)
        desk.send(f"appeals/{appeal}/take")
        assert "against a safeguard of an account" in desk.read("appeals")

        typed = an_outcome(recognized_by=" ")
        refused = desk.send(f"appeals/{appeal}/decide", typed, status=200).content.decode()
        assert "by something that is not in the account" in refused
        typed = an_outcome(recognized_by="She called from the number that we knew.")
        checked = desk.send(f"appeals/{appeal}/decide", typed, status=200).content.decode()
        assert "The safeguard ends, and counts as never placed." in checked
        desk.send(f"appeals/{appeal}/decide", typed | {"step": "confirm"})
        work(now=NOW + 2 * HOUR)

        assert Safeguard.objects.get().ended_by == "appeal"


class TestOverride:
    REASON = "Cleo is ill till May, and nobody else here reads Ana's language."

    def heard(self) -> tuple[str, str, Desk]:
        """Return an appeal, the number of Ana of the staff, who decided and hears appeals, and Eve, who oversees."""
        appeal = appealed()
        decider = employ("ana", Role.APPEALS_REVIEWER)
        return appeal, str(decider.pk), Desk("eve", Role.SENIOR_REVIEWER)

    def test_is_given_by_another_person_logged_and_read_by_the_member(self) -> None:
        """DSA20-6, invariant 5."""
        appeal, ana, eve = self.heard()
        assert f"/console/appeals/{appeal}/override" in eve.read(f"decisions/{Sanction.objects.get().id}")
        assert "Who took no part" not in eve.read(f"appeals/{appeal}/override")

        made = eve.send(f"appeals/{appeal}/override", {"reviewer": ana, "reason": self.REASON})

        assert made.headers["Location"] == f"/console/decisions/{Sanction.objects.get().id}"
        entries = {entry.action: entry.actor for entry in map(get_entry, range(get_size()))}
        assert entries["appeal.overridden"] == eve.actor.id
        page = Desk("ana", Role.APPEALS_REVIEWER).read(f"appeals/{appeal}")
        assert "eve allowed that:" in page
        assert self.REASON.replace("'", "&#x27;") in page
        member = Visitor("ana")
        assert "Somebody who took part in the decision looks at it" in member.read("/portal/appeals")
        assert self.REASON.replace("'", "&#x27;") in member.read(f"/portal/appeals/{appeal}")

        Desk("ana", Role.APPEALS_REVIEWER).send(f"appeals/{appeal}/decide", an_outcome(step="confirm"))
        work(now=NOW + 2 * HOUR)

        answer = get_statement(Sanction.objects.get().id, is_test=False, kind="appeal_decided")
        assert answer is not None
        assert answer.statement is not None
        assert answer.statement["override"] == self.REASON
        assert "Who answers took part in the decision." in answer.statement["html"]
        assert "took no part" not in answer.statement["html"]
        assert "This appeal is over." in eve.read(f"appeals/{appeal}/override")

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ({"reason": "She is free."}, "12 letters, at least 20"),
            ({"reason": "   "}, "Say why nobody else can hear it."),
            ({"reviewer": ""}, "Say who hears it."),
        ],
    )
    def test_says_at_the_field_what_is_missing_and_keeps_what_was_typed(
        self, said: dict[str, str], answer: str
    ) -> None:
        appeal, ana, eve = self.heard()

        page = eve.send(f"appeals/{appeal}/override", {"reviewer": ana, "reason": "Because."} | said, status=200)

        assert answer in page.content.decode()
        assert said.get("reason", "Because.").strip() in page.content.decode()
        assert Appeal.objects.get().reviewer is None

    def test_names_who_took_no_part_and_is_refused_to_others(self) -> None:
        """Invariant 5: nobody allows themselves, and no role but those that oversee."""
        appeal, ana, eve = self.heard()
        cleo = Desk("cleo", Role.APPEALS_REVIEWER)
        own = Desk("ana", Role.APPEALS_REVIEWER).read(f"appeals/{appeal}/override")

        assert "Who took no part and could hear it:" in eve.read(f"appeals/{appeal}/override")
        wrong = {"reviewer": str(cleo.staff.pk), "reason": self.REASON}
        assert "Select a valid choice" in eve.send(f"appeals/{appeal}/override", wrong, status=200).content.decode()
        assert "You took part in this decision, so somebody else chooses" in own
        late = Desk("ana", Role.APPEALS_REVIEWER).send(f"appeals/{appeal}/override", wrong, status=409)
        assert escape(self.REASON) in late.content.decode()
        refused = Desk("rob", Role.REVIEWER).send(
            f"appeals/{appeal}/override", {"reviewer": ana, "reason": self.REASON}, status=403
        )
        assert "This page is not for your role" in refused.content.decode()


class TestHear:
    def hearing(self) -> tuple[str, Desk]:
        appeal, desk = appealed(), Desk("cleo", Role.APPEALS_REVIEWER)
        desk.send(f"appeals/{appeal}/take")
        return appeal, desk

    def test_shows_what_is_undone_before_it_is(self) -> None:
        appeal, desk = self.hearing()

        page = desk.send(f"appeals/{appeal}/decide", an_outcome(), status=200).content.decode()

        assert "A restriction ends." in page
        assert "The strike counts no more." in page
        assert "The case is offered as a test of the policy." in page
        assert Appeal.objects.get().state == "assigned"

    def test_undoes_all_of_it_once_confirmed_and_offers_the_precedent(self) -> None:
        """DSA20-4, invariant 6."""
        appeal, desk = self.hearing()

        desk.send(f"appeals/{appeal}/decide", an_outcome(step="confirm"))
        work(now=NOW + DAY)

        assert Sanction.objects.get().state == "reversed"
        page = desk.read(f"appeals/{appeal}")
        assert "They met elsewhere, as the first message of the room shows." in page
        assert "Days lost: " in page
        assert "expect:" in page
        assert "overturned" in desk.read("appeals?over=yes")

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"answer_a1": ""}, "Answer this argument"),
            ({"answer_a1": "no"}, "answer each in at least 20 letters"),
            (
                {"answer_a1": "The same answer for both of them.", "answer_a2": "The same answer for both of them."},
                "argument 1 (“We met elsewhere.”), argument 2 (“I lost two days of work.”) get the same answer",
            ),
            ({"outcome": "varied"}, "a varied decision keeps some of"),
            ({"outcome": ""}, "Choose an outcome"),
            ({"reasons": ""}, "Say why, in your own words"),
        ],
    )
    def test_says_at_the_field_what_is_refused_and_loses_nothing(self, changes: dict[str, str], says: str) -> None:
        """DSA20-5, P2B11-2."""
        appeal, desk = self.hearing()

        page = desk.send(f"appeals/{appeal}/decide", an_outcome(**changes), status=200).content.decode()

        assert 'role="alert"' in page
        assert says in page
        assert changes.get("answer_a2", "The days on which you could not work") in page
        assert Appeal.objects.get().state == "assigned"

    def test_is_refused_to_who_does_not_hear_it(self) -> None:
        appeal, _ = self.hearing()
        other = Desk("dora", Role.APPEALS_REVIEWER)

        page = other.send(f"appeals/{appeal}/decide", an_outcome(step="confirm"), status=200).content.decode()

        assert "may not: the appeal" in page

    def test_gives_back_what_was_typed_to_be_changed(self) -> None:
        appeal, desk = self.hearing()

        page = desk.send(f"appeals/{appeal}/decide", an_outcome(step="change", reasons="Not quite."), status=200)

        assert "Not quite." in page.content.decode()

    def test_says_that_the_words_of_an_erased_member_are_gone(self) -> None:
        appeal, desk = self.hearing()
        desk.send(f"appeals/{appeal}/decide", an_outcome(step="confirm"))
        work(now=NOW + DAY)
        erase_member(member="ana", by="operator", now=NOW + 2 * DAY)

        row = Appeal.objects.get()
        page = desk.read(f"appeals/{row.id}")

        assert "the member was erased" in page
        assert Staff.objects.filter(name="cleo").exists()


class TestWhileItIsHeard:
    def hearing(self, **paper: object) -> tuple[str, Desk]:
        made = sanction_in_force(now=NOW)
        said = Paper(arguments=ARGUMENTS, **paper)  # type: ignore[arg-type]
        appeal = file_appeal(decision=made, member="ana", paper=said, is_test=False, now=NOW + HOUR)
        desk = Desk("cleo", Role.APPEALS_REVIEWER)
        desk.send(f"appeals/{appeal}/take")
        return appeal, desk

    def test_a_file_is_a_download_for_who_hears_it_and_for_nobody_else(self) -> None:
        kept = keep_file(
            member="ana", name="proof.txt", content=b"We met in 2019.", scanner=None, is_test=False, now=NOW
        )
        appeal, desk = self.hearing(files=(kept,))

        answer = desk.get(f"appeals/{appeal}/files/{kept}")

        assert answer.content == b"We met in 2019."
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "proof.txt" in desk.read(f"appeals/{appeal}")
        assert Desk("dora", Role.APPEALS_REVIEWER).get(f"appeals/{appeal}/files/{kept}").status_code == 404
        assert desk.get(f"appeals/{appeal}/files/fil_x").status_code == 404

    def test_the_member_is_asked_and_the_answer_comes_in(self) -> None:
        appeal, desk = self.hearing()
        empty = desk.send(f"appeals/{appeal}/ask", {"words": ""}, status=200).content.decode()

        desk.send(f"appeals/{appeal}/ask", {"words": "Where did you meet?"})
        add_to_appeal(appeal=appeal, by="ana", words="At a fair.", files=(), is_test=False, now=NOW + HOUR)

        page = desk.read(f"appeals/{appeal}")
        assert "Write what you ask the member" in empty
        assert "Where did you meet?" in page
        assert "At a fair." in page
        again = desk.read(f"appeals/{appeal}/decide")
        assert 'name="answer_a3"' in again

    def test_somebody_from_outside_sees_what_they_were_admitted_to_and_nothing_else(self) -> None:
        """Invariant 5."""
        appeal, desk = self.hearing()
        out = Desk("olga", Role.APPEALS_REVIEWER, Role.REVIEWER)
        fields = {"reviewer": str(out.staff.pk), "qualification": "a judge", "ends_at": "2026-03-20T00:00"}
        early = desk.send(f"appeals/{appeal}/admit", fields | {"ends_at": "2027-03-20T00:00"}, status=200)

        desk.send(f"appeals/{appeal}/admit", fields)

        assert "at most 30 days" in early.content.decode()
        assert out.get("").headers["Location"] == "/console/appeals"
        assert out.get("cases").status_code == 403
        assert out.get("decisions").status_code == 403
        assert appeal in out.read("appeals")
        assert out.get(f"appeals/{appeal}/admit").status_code == 404
        work(now=NOW + 7 * DAY)
        with time_machine.travel(NOW + 7 * DAY, tick=False):
            warned = Desk("olga", Role.APPEALS_REVIEWER, Role.REVIEWER).read("clocks")
            assert "An appeal is answered" in warned
            Clock.objects.filter(subject=appeal).update(subject="apl_of_others")
            assert "Nothing is late" in Desk("olga", Role.APPEALS_REVIEWER, Role.REVIEWER).read("clocks")
        with time_machine.travel(NOW + 20 * DAY, tick=False):
            late = Desk("olga", Role.APPEALS_REVIEWER)
            assert appeal not in late.read("appeals")
            assert late.get(f"appeals/{appeal}").status_code == 404

    def test_what_was_owed_is_noted_as_given(self) -> None:
        appeal, desk = self.hearing()
        assert desk.client.post(f"/console/appeals/{appeal}/remedy").status_code == 404
        desk.send(f"appeals/{appeal}/decide", an_outcome(step="confirm"))
        work(now=NOW + DAY)

        work(now=NOW + 2 * DAY)
        with time_machine.travel(NOW + 2 * DAY, tick=False):
            later = Desk("cleo", Role.APPEALS_REVIEWER)
            assert "Note that it was given" in later.read(f"appeals/{appeal}")
            assert "What is owed is given" in later.read("clocks")
            assert "past due" in later.read("clocks")
            assert "A restriction ended" in later.read(f"appeals/{appeal}")
            decision = Appeal.objects.get(id=appeal).decision
            assert "What is owed" in later.read(f"decisions/{decision}")
            assert later.client.post(f"/console/decisions/{decision}/remedies/rem_none").status_code == 404
            later.send(f"appeals/{appeal}/remedy")

            assert "Note that it was given" not in later.read(f"appeals/{appeal}")
