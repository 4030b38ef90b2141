"""A member appeals on the pages: on a phone, without scripts, and nothing typed is lost."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from pytest_django.fixtures import Settings

from habeas.domain.appeals.appeal import Outcome
from habeas.server.appeals.models import Appeal, AppealDraft, Mandate
from habeas.server.attachments.models import Attachment
from habeas.server.audit.models import Entry
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.make_link import MandateNotInForce
from tests.factories.casework import DAY, HOUR, a_verdict, hire, listen, sanction_in_force, work
from tests.factories.holds import be_held
from tests.factories.market import CLEAN, NOW, message, open_market, send
from tests.factories.visitors import Visitor, link_by, link_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
WHY = "The number is that of my certificate, <b>not</b> a phone."


@pytest.fixture(autouse=True)
def market() -> Iterator[None]:
    open_market()
    listen()
    be_held(at=NOW, member="ana")
    with time_machine.travel(NOW + HOUR, tick=False):
        yield


@pytest.fixture
def ana() -> Visitor:
    return Visitor("ana")


def the_warning() -> str:
    return Decision.objects.filter(member="ana", action="warn").earliest("occurred_at").id


def form() -> str:
    return f"/portal/decisions/{the_warning()}/appeal"


class TestAppealOnThePages:
    def test_goes_from_the_decision_to_a_confirmation_with_reference_and_date(self, ana: Visitor) -> None:
        """DSA20-1, DSA20-3, DSA25."""
        decision = ana.read(f"/portal/decisions/{the_warning()}")
        assert decision.index(f'href="{form()}"') < decision.index("<h2>")  # As easy to find as the decision itself.
        assert "until 2 September 2026" in ana.read(form())
        assert not re.search(r"<input[^>]* (?:checked|required)", ana.read(form()))

        sent = {"argument": [WHY, "I lost a day."], "file": [("my receipt.pdf", PDF), ("room.png", PNG)], "do": "check"}
        answered = ana.post(form(), sent)
        assert answered["Location"] == f"{form()}/check"
        shown = ana.read(f"{form()}/check")
        assert "&lt;b&gt;not&lt;/b&gt;" in shown
        assert {"I lost a day.", "my-receipt.pdf", "room.png"} <= set(
            re.findall(r"I lost a day\.|my-receipt\.pdf|room\.png", shown)
        )

        confirmed = ana.read(ana.post(f"{form()}/check")["Location"])
        appeal = Appeal.objects.get()
        assert appeal.id in confirmed
        assert "16 March 2026" in confirmed
        assert not AppealDraft.objects.exists()
        assert ana.post(f"{form()}/check")["Location"] == f"/portal/appeals/{appeal.id}"
        assert "Follow your appeal" in ana.read(f"/portal/decisions/{the_warning()}")

    def test_is_reached_from_the_address_that_statements_name(self, ana: Visitor) -> None:
        """DSA17-3f: links live."""
        assert ana.get(f"/portal/appeal?decision={the_warning()}")["Location"] == form()
        assert ana.get("/portal/appeal")["Location"] == "/portal/appeals"

    def test_keeps_what_was_typed_when_something_is_wrong(self, ana: Visitor) -> None:
        """DSA20-3."""
        sent = {"argument": [WHY], "file": [("virus.pdf", b"MZ\x90\x00" + bytes(60)), ("good.pdf", PDF)], "do": "check"}
        refused = ana.post(form(), sent)

        assert refused.status_code == 400
        page = refused.content.decode()
        assert "virus.pdf is of a type that we cannot take" in page
        assert "That is the number" not in page
        assert "The number is that of my certificate" in page
        assert "good.pdf" in page
        assert "The number is that of my certificate" in Visitor("ana").read(form())
        ana.post(f"{form()}/check")
        late = ana.post(form(), {"argument": ["I lost a day, too."], "do": "check"})
        assert late.status_code == 409
        assert "I lost a day, too." in late.content.decode()

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("scan.png", PDF, "is not what its name says"),
            ("page.html", b"<html><script>alert(1)</script></html>", "is of a type that we cannot take"),
            ("empty.pdf", b"", "is empty"),
            ("large.pdf", PDF + bytes(10 * 1024 * 1024), "10.0 MB fit"),
        ],
    )
    def test_says_what_is_wrong_with_a_file(self, ana: Visitor, name: str, content: bytes, says: str) -> None:
        page = ana.post(form(), {"argument": [WHY], "file": [(name, content)], "do": "attach"}).content.decode()

        assert says in page
        assert not Attachment.objects.exists()

    def test_says_which_reason_is_too_long_before_it_is_checked_and_keeps_it(self, ana: Visitor) -> None:
        long = "y" * 10_000 + " and the last word"

        page = ana.post(form(), {"argument": [WHY, long], "do": "check"}).content.decode()

        assert '<a href="#argument-2">This reason has 10018 letters; 10000 fit. Put the rest into a file.</a>' in page
        assert long in page

    def test_asks_for_words_before_it_is_sent(self, ana: Visitor) -> None:
        assert "Say in a few words why" in ana.post(form(), {"argument": [" "], "do": "check"}).content.decode()
        assert ana.post(f"{form()}/check").status_code == 400
        assert not Appeal.objects.exists()

    def test_lets_files_and_the_whole_draft_go(self, ana: Visitor) -> None:
        ana.post(form(), {"argument": [WHY], "file": [("a.pdf", PDF), ("b.pdf", PDF)], "do": "attach"})
        first = Attachment.objects.first()
        assert first is not None
        ana.post(form(), {"argument": [WHY], "do": f"remove:{first.id}"})
        assert Attachment.objects.count() == 1

        assert ana.post(f"{form()}/discard").status_code == 302
        assert not Attachment.objects.exists()
        assert not AppealDraft.objects.exists()

    def test_offers_room_for_more_reasons(self, ana: Visitor) -> None:
        page = ana.post(form(), {"argument": [WHY], "do": "more"}).content.decode()

        assert page.count("<textarea") == 2

    def test_says_when_files_cannot_be_looked_into(self, ana: Visitor, settings: Settings) -> None:
        with override_settings(HABEAS=replace(settings.HABEAS, clamd="unix:/nowhere/clamd.sock")):
            page = ana.post(form(), {"argument": [WHY], "file": [("a.pdf", PDF)], "do": "check"}).content.decode()

        assert "could not be checked now" in page
        assert "The number is that" in page


class TestRepresentatives:
    def test_are_let_act_and_stopped_by_the_member_alone(self, ana: Visitor) -> None:
        """DSA20-3."""
        path = "/portal/representatives"
        assert "Nobody acts for you" in ana.read(path)
        assert "somebody else" in ana.post(path, {"representative": "ana"}).content.decode()
        assert ana.post(path, {"representative": " "}).status_code == 400
        here = f"{path}?decision={the_warning()}"
        assert f'href="{here}"' in ana.read(f"/portal/decisions/{the_warning()}")
        assert ana.get(f"{path}?decision=dec_of_another").status_code == 404
        wrong = ana.post(path, {"representative": " ", "decision": the_warning()}).content.decode()
        assert f'name="decision" value="{the_warning()}" checked' in wrong
        ana.post(path, {"representative": "friend@example.org", "decision": the_warning()})
        assert Mandate.objects.get().decision == the_warning()
        assert "About one decision" in ana.read(path)
        Mandate.objects.all().delete()
        ana.post(path, {"representative": "<b>union</b>@example.org"})
        assert "&lt;b&gt;union" in ana.read(path)

        mandate = Mandate.objects.get()
        send(message(CLEAN, member="bob", to="ana"), now=NOW)
        assert Visitor("bob").post(f"{path}/{mandate.id}/revoke").status_code == 404
        ana.post(f"{path}/{mandate.id}/revoke")
        assert "You ended it on 2 March 2026" in ana.read(path)


class TestRepresentative:
    """Somebody whom Ana lets appeal for her, at their own browser."""

    NAME = "lawyer@law.example"

    def come(self, decision: str = "") -> tuple[Visitor, str]:
        given = give_mandate(member="ana", representative=self.NAME, decision=decision, now=NOW)
        lawyer = Visitor()
        assert lawyer.open(link_by(given, member="ana"))["Location"] == "/portal/decisions"
        return lawyer, given

    def test_appeals_in_their_own_name_and_the_member_sees_it(self, ana: Visitor) -> None:
        """DSA20-3."""
        ana.post(form(), {"argument": ["A thought that I keep to myself."], "do": "save"})
        lawyer, _ = self.come(the_warning())
        assert "keep to myself" not in lawyer.read(form())
        lawyer.post(form(), {"argument": [WHY], "file": [("a.pdf", PDF)], "do": "check"})
        lawyer.post(f"{form()}/check")

        filed = Appeal.objects.get()
        assert (filed.filed_by, filed.standing, filed.member_id) == (self.NAME, "representative", "ana")
        assert f"by {self.NAME}" in ana.read(f"/portal/appeals/{filed.id}")
        assert f"{self.NAME} said" in ana.read(f"/portal/appeals/{filed.id}")
        assert "Last came in on 2 March 2026" in ana.read("/portal/representatives")
        assert AppealDraft.objects.get().mandate == "", "what the member wrote stays with the member"
        assert lawyer.get(f"/portal/files/{Attachment.objects.get().id}").content == PDF
        logged = {one.action: one.actor for one in Entry.objects.filter(actor="representative")}
        assert {"appeal.received", "file.kept", "link.opened"} <= set(logged)

    def test_adds_to_the_members_appeal_and_cannot_take_it_back(self, ana: Visitor) -> None:
        ana.post(form(), {"argument": [WHY], "do": "check"})
        ana.post(f"{form()}/check")
        appeal = Appeal.objects.get().id
        lawyer, _ = self.come()

        lawyer.post(f"/portal/appeals/{appeal}/add", {"words": "The clause was not in force yet."})

        assert f"{self.NAME} said" in ana.read(f"/portal/appeals/{appeal}")
        assert "/withdraw" not in lawyer.read(f"/portal/appeals/{appeal}")
        assert lawyer.post(f"/portal/appeals/{appeal}/withdraw").status_code == 404
        assert Appeal.objects.get().ended_at is None

    def test_sees_what_the_mandate_covers_and_nothing_else(self) -> None:
        """GDPR15-4."""
        sanction = sanction_in_force(now=NOW)
        lawyer, _ = self.come(sanction)

        shown = lawyer.read("/portal/decisions")

        assert sanction in shown
        assert the_warning() not in shown
        assert "in one decision and its appeal" in shown
        for path in (f"/portal/decisions/{the_warning()}", form(), f"/portal/decisions/{the_warning()}/statement.json"):
            assert lawyer.get(path).status_code == 404
        for path in ("", "money", "money.json", "reports", "questions", "data", "representatives"):
            assert "This is not yours to see" in lawyer.read(f"/portal/{path}", status=403)
        assert lawyer.post("/portal/data.json").status_code == 403
        assert lawyer.post("/portal/representatives", {"representative": "me"}).status_code == 403

    def test_is_out_at_once_when_the_member_ends_it_and_loses_no_words(self, ana: Visitor) -> None:
        """DSA20-3."""
        lawyer, given = self.come()
        link = link_by(given, member="ana")

        ana.post(f"/portal/representatives/{given}/revoke")

        refused = lawyer.post(form(), {"argument": [WHY], "do": "check"})
        assert refused.status_code == 403
        assert "You no longer act for this member" in refused.content.decode()
        assert "nothing you typed is lost" in refused.content.decode()
        assert "The number is that of my certificate" in refused.content.decode()
        assert lawyer.get(link).status_code == 403
        with pytest.raises(MandateNotInForce):
            link_by(given, member="ana")


class TestSomebodyElse:
    def test_finds_nothing_of_it(self, ana: Visitor) -> None:
        """GDPR15-4."""
        ana.post(form(), {"argument": [WHY], "file": [("a.pdf", PDF)], "do": "check"})
        ana.post(f"{form()}/check")
        appeal, file = Appeal.objects.get().id, Attachment.objects.get().id
        send(message(CLEAN, member="bob", to="ana"), now=NOW)
        bob = Visitor("bob")

        for path in (form(), f"{form()}/check", f"/portal/appeals/{appeal}", f"/portal/files/{file}"):
            assert bob.get(path).status_code == 404
        for path in (form(), f"{form()}/check", f"/portal/appeals/{appeal}/add", f"/portal/appeals/{appeal}/withdraw"):
            assert bob.post(path, {"argument": ["x"], "words": "x"}).status_code == 404
        assert Visitor().get(form()).status_code == 403

    def test_opens_nothing_by_a_link_past_its_time(self) -> None:
        link = link_of("ana", lasts=timedelta(hours=1))
        with time_machine.travel(NOW + DAY, tick=False):
            assert Visitor().get(link).status_code == 403


class TestFollowAnAppeal:
    def file_it(self, ana: Visitor) -> str:
        ana.post(form(), {"argument": [WHY], "file": [("a.pdf", PDF)], "do": "check"})
        ana.post(f"{form()}/check")
        return Appeal.objects.get().id

    def hear(self, appeal: str) -> None:
        cleo = hire("cleo", hears_appeals=True)
        assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW + HOUR)
        ask_appellant(appeal=appeal, by=cleo, words="Which certificate?", is_test=False, now=NOW + HOUR)

    def test_hands_files_out_as_downloads_that_run_nothing(self, ana: Visitor) -> None:
        """DSA20-3."""
        self.file_it(ana)

        answer = ana.get(f"/portal/files/{Attachment.objects.get().id}")

        assert answer.content == PDF
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"] == "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")

    def test_answers_what_is_asked_and_keeps_what_was_typed_when_it_cannot_be_sent(self, ana: Visitor) -> None:
        appeal = self.file_it(ana)
        self.hear(appeal)
        page = ana.read(f"/portal/appeals/{appeal}")
        assert "Which certificate?" in page
        assert "9 March 2026" in page

        path = f"/portal/appeals/{appeal}/add"
        wrong = ana.post(
            path, {"words": "That of 2019.", "file": [("x.exe", b"MZ\x90\x00" + bytes(60)), ("c.pdf", PDF)]}
        )
        assert wrong.status_code == 400
        assert "That of 2019." in wrong.content.decode()
        [waiting] = re.findall(r'name="waiting" value="(fil_\w+)"', wrong.content.decode())
        assert ana.post(path, {"words": " "}).status_code == 400
        assert ana.post(path, {"words": "That of 2019.", "waiting": [waiting]}).status_code == 302

        assert Appeal.objects.get().state == "assigned"
        assert Attachment.objects.filter(about=appeal).count() == 2
        assert "We asked:" in ana.read(f"/portal/appeals/{appeal}")

    def test_reads_the_answer_to_each_reason(self, ana: Visitor) -> None:
        """DSA20-5."""
        appeal = self.file_it(ana)
        cleo = hire("cleo", hears_appeals=True)
        assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW + HOUR)
        verdict = a_verdict(Outcome.OVERTURNED, answers={"a1": "It is: the register has it under your name."})
        decide_appeal(appeal=appeal, verdict=verdict, by=cleo, is_test=False, now=NOW + HOUR)
        work(now=NOW + HOUR)

        page = ana.read(f"/portal/appeals/{appeal}")
        assert "the register has it under your name" in page
        assert "The decision was wrong and is taken back" in page
        assert "We took this decision back" in ana.read(f"/portal/decisions/{the_warning()}")
        assert "is taken back" in ana.read("/portal/appeals")
        assert ana.post(f"/portal/appeals/{appeal}/add", {"words": "Thanks"}).status_code == 400

    def test_is_taken_back_after_a_question(self, ana: Visitor) -> None:
        appeal = self.file_it(ana)
        path = f"/portal/appeals/{appeal}/withdraw"

        assert "Take your appeal back?" in ana.read(path)
        ana.post(path)
        ana.post(path)

        assert "You took it back" in ana.read(f"/portal/appeals/{appeal}")
        assert f'href="{form()}"' in ana.read(f"/portal/decisions/{the_warning()}")

    def test_that_comes_too_late_is_kept_and_says_what_is_still_open(self) -> None:
        """DSA20-1, DSA23-2."""
        with time_machine.travel(NOW + 190 * DAY, tick=False):
            ana = Visitor("ana")
            assert "You can still tell us something new" in ana.read(form())
            ana.post(form(), {"argument": [WHY], "do": "check"})
            page = ana.read(ana.post(f"{form()}/check")["Location"])

        assert "came too late" in page
        assert "A court." in page
        assert f'<a href="{form()}">Tell us what is new</a>' in page
        assert Appeal.objects.get().state == "out_of_time"

    def test_that_comes_late_with_something_new_is_heard(self) -> None:
        """DSA20-1: the second look that is said to be open is."""
        with time_machine.travel(NOW + 190 * DAY, tick=False):
            ana = Visitor("ana")
            assert "however late it is" in ana.read(form())
            ana.post(form(), {"argument": [WHY], "new_fact": ["The register was renumbered."], "do": "check"})
            received = ana.post(f"{form()}/check")["Location"]
            assert "We have received your appeal" in ana.read(received)
            page = ana.read(received.removesuffix("/received"))

        assert "The register was renumbered." in page
        assert Appeal.objects.get().state == "acknowledged"

    def test_is_listed_by_the_rule_that_it_is_about_with_the_day_of_its_answer(self, ana: Visitor) -> None:
        self.file_it(ana)

        page = ana.read("/portal/appeals")

        assert "Contact information before a contract" in page or "Payment through the marketplace" in page
        assert "We answer by" in page

    def test_chooses_among_the_measures_of_a_person_s_decision(self) -> None:
        """DSA20-1."""
        one = {"restriction": "service", "capabilities": ["propose"], "days": 9}
        sanction = sanction_in_force(
            now=NOW + HOUR, action="restrict", measures=[one, {**one, "capabilities": ["message"]}]
        )
        ana, path = Visitor("ana"), f"/portal/decisions/{sanction}/appeal"
        assert "sending proposals" in ana.read(path)

        ana.post(path, {"argument": [WHY], "measure": ["m2"], "do": "check"})
        assert "writing messages" in ana.read(f"{path}/check")
        ana.post(f"{path}/check")

        assert Appeal.objects.get().measures == ["m2"]

    def test_has_a_second_look_where_something_is_new(self, ana: Visitor) -> None:
        """DSA20-4."""
        appeal = self.file_it(ana)
        cleo = hire("cleo", hears_appeals=True)
        assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW + HOUR)
        verdict = a_verdict(Outcome.UPHELD, answers={"a1": "The register does not have this number."})
        decide_appeal(
            appeal=appeal, verdict=verdict, by=actor_of(Staff.objects.get().pk), is_test=False, now=NOW + HOUR
        )
        work(now=NOW + HOUR)
        assert "Ask for a second look" in ana.read(f"/portal/decisions/{the_warning()}")

        ana.post(form(), {"argument": [WHY], "do": "check"})
        assert "Say what is new" in ana.post(f"{form()}/check").content.decode()
        ana.post(form(), {"argument": [WHY], "new_fact": ["The register was renumbered."], "do": "check"})
        assert "The register was renumbered." in ana.read(f"{form()}/check")
        assert "received" in ana.post(f"{form()}/check")["Location"]
