"""Links for members who cannot log in: whom they let in, until when, and what the others are told."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from habeas.files.catalogues import read_folder
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.identity.scopes import Scope
from habeas.server.links.models import Link
from habeas.server.parties.links import Because, NotAdmitted, Pass, Purpose, read_pass, sign
from habeas.server.portal.sessions import COOKIE
from habeas.server.portal.words import TEXTS
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.keep_address import keep_address
from habeas.server.usecases.make_link import make_link
from habeas.server.usecases.revoke_links import revoke_links
from tests.factories.api import Caller, new_key, read
from tests.factories.letters import ADDRESS, let_it_mail
from tests.factories.market import NOW, message, open_market, send
from tests.factories.visitors import Visitor, link_of

pytestmark = pytest.mark.django_db

CONFIRMED: Final = {"address_confirmed": True}


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    send(message())
    with time_machine.travel(NOW, tick=False):
        yield


CODE: Final = re.compile(r"(\d{3}) (\d{3})")


def code_of(sent: mail.EmailMessage) -> str:
    found = CODE.search(str(sent.body))
    assert found is not None
    return "".join(found.groups())


def because(text: str, *, purpose: Purpose = Purpose.LINK, now: datetime = NOW) -> Because:
    with pytest.raises(NotAdmitted) as refused:
        read_pass(text, purpose=purpose, now=now)
    return refused.value.because


class TestPostLink:
    def test_answers_with_an_address_that_opens_the_account(self) -> None:
        answer = read(Caller(new_key(Scope.ACT)).post("/v1/members/ana/link", CONFIRMED | {"lasts_hours": 2}))

        assert answer["member"] == "ana"
        assert datetime.fromisoformat(answer["expires_at"]) == NOW + timedelta(hours=2)
        path = answer["url"].removeprefix("http://127.0.0.1:8000")
        visitor = Visitor()
        assert "Open my pages" in visitor.read(path)
        assert visitor.open(path)["Location"] == "/portal/"
        assert "the account ana" in visitor.read("/portal/")

    def test_lasts_a_week_where_nobody_says_otherwise(self) -> None:
        answer = read(Caller(new_key(Scope.ACT)).post("/v1/members/ana/link", CONFIRMED))

        assert datetime.fromisoformat(answer["expires_at"]) == NOW + timedelta(days=7)

    @pytest.mark.parametrize("hours", [0, 24 * 30 + 1, "long"])
    def test_refuses_a_time_that_is_none_or_too_long(self, hours: object) -> None:
        response = Caller(new_key(Scope.ACT)).post("/v1/members/ana/link", {"lasts_hours": hours})

        assert response.status_code == 422
        assert read(response)["errors"][0]["field"] == "/lasts_hours"

    def test_and_a_mandate_take_a_name_with_a_slash_and_know_nobody_who_was_never_heard_of(self) -> None:
        send(message(member="firm/5", conversation="room of a firm"))
        caller, given = Caller(new_key()), {"representative": "lawyer@law.example"}

        assert caller.post("/v1/members/firm%2F5/link", CONFIRMED).status_code == 201
        mandate = read(caller.post("/v1/members/firm%2F5/mandates", given))
        assert read(caller.get("/v1/members/firm%2F5/mandates"))["items"] == [mandate]
        assert read(Caller(new_key(is_test=True)).get("/v1/members/firm%2F5/mandates"))["items"] == []
        refused = caller.post("/v1/members/nobody/mandates", given)
        assert (refused.status_code, "member.joined" in read(refused)["detail"]) == (404, True)

    @pytest.mark.parametrize("method", ["POST", "DELETE"])
    def test_knows_no_member_of_whom_nothing_was_heard(self, method: str) -> None:
        response = Caller(new_key(Scope.ACT)).send(method, "/v1/members/nobody/link", CONFIRMED)

        assert response.status_code == 404
        assert "member.joined" in read(response)["detail"]

    @pytest.mark.parametrize("method", ["POST", "DELETE"])
    def test_says_that_an_erased_member_is_gone(self, method: str) -> None:
        erase_member(member="ana", by="operator", now=NOW)

        assert Caller(new_key(Scope.ACT)).send(method, "/v1/members/ana/link", CONFIRMED).status_code == 410

    def test_is_logged(self) -> None:
        link_of("ana")

        assert get_entry(get_size() - 1).action == "link.made"

    def test_asks_the_host_to_confirm_the_address_where_no_code_can_be_mailed_and_keeps_that_it_did(self) -> None:
        """The log names who said so."""
        key = Caller(new_key(Scope.ACT))

        refused = key.post("/v1/members/ana/link", {})

        assert refused.status_code == 422
        assert read(refused)["errors"][0]["field"] == "/address_confirmed"
        assert "address_confirmed: true" in read(refused)["detail"]
        assert read(key.post("/v1/members/ana/link", CONFIRMED))["confirmed_by"] == "host"
        said = json.dumps(export_member(member="ana", by="operator", now=NOW)["audit_log"])
        assert '"address_confirmed": true' in said
        assert '"confirmed_by": "host"' in said


class TestCode:
    """A link where Habeas mails: it opens nothing before its code was typed in the browser that asked for it."""

    @pytest.fixture(autouse=True)
    def _mailing(self, settings: Settings) -> None:
        let_it_mail(settings)
        keep_address(member="ana", email=ADDRESS, by="host", now=NOW)

    def link(self, mandate: str | None = None) -> str:
        where = "/v1/members/ana/link" if mandate is None else f"/v1/mandates/{mandate}/link"
        answer = read(Caller(new_key(Scope.ACT)).post(where, {}))
        assert answer["confirmed_by"] == "code"
        return str(answer["url"].partition(":8000")[2])

    def test_is_mailed_to_the_address_on_record_and_opens_this_browser_once(self) -> None:
        """Signed, expiring, one person, e-mail confirmed."""
        path, visitor, other = self.link(), Visitor(), Visitor()
        asked = visitor.read(path)
        assert "A***@mail.example" in asked
        assert ADDRESS not in asked
        assert not mail.outbox

        assert visitor.post(path, {"do": "send"})["Location"] == path

        [sent] = mail.outbox
        assert sent.to == [ADDRESS]
        assert CODE.search(str(sent.subject)) is None
        assert "until 2 March 2026, 12:15" in visitor.read(path)
        typed = {"do": "open", "code": code_of(sent)}
        assert "No code waits in this browser" in other.post(path, typed).content.decode()
        opened = visitor.post(path, typed)
        assert (opened["Location"], opened["Referrer-Policy"]) == ("/portal/", "strict-origin")
        assert "the account ana" in visitor.read("/portal/")
        again = visitor.post(path, typed)
        assert again.status_code == 422
        assert "It was used already" in again.content.decode()
        assert {"link.code_sent", "link.opened"} <= {get_entry(index).action for index in range(get_size())}

    def test_that_is_wrong_stays_in_its_field_and_counts(self) -> None:
        path, visitor = self.link(), Visitor()
        visitor.post(path, {"do": "send"})
        right = code_of(mail.outbox[0])
        wrong = f"{(int(right) + 1) % 1_000_000:06}"

        said = visitor.post(path, {"do": "open", "code": wrong}).content.decode()

        assert "You can try 4 more times" in said
        assert f'value="{wrong}"' in said
        for _ in range(4):
            said = visitor.post(path, {"do": "open", "code": wrong}).content.decode()
        assert "Send me a code" in said
        assert visitor.post(path, {"do": "open", "code": right}).status_code == 422
        assert visitor.get("/portal/").status_code == 403

    def test_comes_slowly_expires_and_comes_no_more_than_ten_times(self) -> None:
        path, visitor = self.link(), Visitor()
        visitor.post(path, {"do": "send"})
        soon = visitor.post(path, {"do": "send"}).content.decode()
        assert "in 60 seconds" in soon
        with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
            late = visitor.post(path, {"do": "open", "code": code_of(mail.outbox[0])}).content.decode()
        assert "This code has expired" in late
        assert "Send me a code" in late
        for number in range(1, 10):
            with time_machine.travel(NOW + timedelta(hours=number), tick=False):
                visitor.post(path, {"do": "send"})
        assert len(mail.outbox) == 10
        with time_machine.travel(NOW + timedelta(hours=10), tick=False):
            assert "This link sends no more codes" in visitor.post(path, {"do": "send"}).content.decode()

    def test_that_no_mail_server_takes_says_what_to_do(self, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "tests.factories.letters.Unreachable"

        page = Visitor().post(self.link(), {"do": "send"}).content.decode()

        assert "could not be mailed just now" in page

    def test_cannot_be_sent_once_no_address_is_known(self) -> None:
        path = self.link()
        keep_address(member="ana", email=None, by="host", now=NOW)

        assert "We do not know where to send your code" in Visitor().read(path, status=403)

    def test_opens_nothing_once_the_member_has_another_address(self) -> None:
        path, visitor = self.link(), Visitor()
        visitor.post(path, {"do": "send"})
        keep_address(member="ana", email="ana@elsewhere.example", by="host", now=NOW)

        refused = visitor.post(path, {"do": "open", "code": code_of(mail.outbox[0])})

        assert (refused.status_code, "No code waits in this browser" in refused.content.decode()) == (422, True)

    def test_goes_to_who_acts_for_a_member_at_their_own_address(self) -> None:
        """DSA20-3."""
        given = give_mandate(member="ana", representative="lawyer@law.example", now=NOW)
        path, lawyer = self.link(given), Visitor()
        assert "you act for ana" in lawyer.read(path)

        lawyer.post(path, {"do": "send"})
        lawyer.post(path, {"do": "open", "code": code_of(mail.outbox[0])})

        assert mail.outbox[0].to == ["lawyer@law.example"]
        assert "You are lawyer@law.example, and act for ana" in lawyer.read("/portal/decisions")


class TestDeleteLink:
    def test_takes_back_every_link_and_what_it_opened(self) -> None:
        path, visitor, other = link_of("ana"), Visitor("ana"), Visitor("bob")

        assert Caller(new_key(Scope.ACT)).send("DELETE", "/v1/members/ana/link").status_code == 204

        assert "This link no longer opens" in Visitor().read(path, status=403)
        assert "This link no longer opens" in visitor.read("/portal/", status=403)
        assert other.get("/portal/").status_code == 200
        assert Visitor("ana").get("/portal/").status_code == 200
        assert "link.revoked" in {get_entry(index).action for index in range(get_size())}


class TestLink:
    def test_that_the_host_vouched_for_opens_in_the_first_browser_alone(self) -> None:
        path, visitor = link_of("ana"), Visitor()
        assert Visitor().get(path).status_code == 200, "who only looks, such as a scanner of mail, takes it from nobody"
        assert visitor.open(path).status_code == 302

        elsewhere = Visitor().open(path)

        assert elsewhere.status_code == 403
        assert "This link was opened in another browser" in elsewhere.content.decode()
        assert visitor.open(path).status_code == 302

    def test_opens_nothing_once_its_time_is_over(self) -> None:
        path = link_of("ana", lasts=timedelta(hours=1))

        with time_machine.travel(NOW + timedelta(hours=1)):
            page = Visitor().read(path, status=403)

        assert "This link has expired" in page
        assert "Ask the marketplace’s support for a new one" in page

    @pytest.mark.parametrize("change", ["x", "\u0661", ":" * 2001])
    def test_opens_nothing_when_it_was_changed(self, change: str) -> None:
        page = Visitor().read(link_of("ana") + change, status=403)

        assert "This link is not complete" in page

    def test_of_another_member_takes_the_place_of_the_session(self) -> None:
        visitor = Visitor("ana")

        visitor.open(link_of("bob"))

        assert "the account bob" in visitor.read("/portal/")

    def test_of_an_erased_member_opens_nothing(self) -> None:
        path = link_of("ana")
        erase_member(member="ana", by="operator", now=NOW)

        assert "There is nothing to read any more" in Visitor().read(path, status=403)

    def test_is_signed_for_its_purpose_alone(self) -> None:
        made = make_link(member="ana", by="operator", now=NOW, vouched=True)

        link = Link.objects.get().id
        assert read_pass(made.text, purpose=Purpose.LINK, now=NOW) == Pass("ana", made.until, 0, about=link)
        assert because(made.text, purpose=Purpose.SESSION) is Because.BROKEN

    def test_of_somebody_nobody_heard_of_opens_nothing(self) -> None:
        text = sign(Pass("nobody", datetime(2030, 1, 1, tzinfo=UTC), 0), purpose=Purpose.LINK)

        assert because(text) is Because.TAKEN_BACK

    def test_leaves_no_trace_in_addresses_or_caches(self) -> None:
        response = Visitor().open(link_of("ana"))

        assert response["Location"] == "/portal/"
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]


class TestSession:
    def test_is_asked_for_on_every_page(self) -> None:
        for path in ("/portal/", "/portal/decisions", "/portal/decisions/dec_1", "/portal/data"):
            assert "Open your link first" in Visitor().read(path, status=403)

    def test_ends_after_a_day(self) -> None:
        visitor = Visitor("ana")

        with time_machine.travel(NOW + timedelta(hours=24)):
            assert "This link has expired" in visitor.read("/portal/", status=403)

    def test_ends_when_the_member_leaves(self) -> None:
        visitor = Visitor("ana")

        assert visitor.post("/portal/leave")["Location"] == "/portal/left"

        assert "You have left" in visitor.read("/portal/left")
        assert visitor.get("/portal/").status_code == 403

    def test_ends_when_links_are_taken_back(self) -> None:
        visitor = Visitor("ana")
        revoke_links(member="ana", by="operator", now=NOW)

        assert visitor.get("/portal/").status_code == 403

    def test_is_no_link_that_was_put_into_the_cookie(self) -> None:
        visitor = Visitor()
        visitor.client.cookies[COOKIE] = link_of("ana").rpartition("/")[2]

        assert "This link is not complete" in visitor.read("/portal/", status=403)

    def test_cannot_be_read_by_scripts_or_sent_by_other_sites(self) -> None:
        cookie = Visitor().open(link_of("ana")).cookies[COOKIE]

        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["path"]) == ("Lax", "/portal/")

    def test_does_nothing_for_a_form_of_another_site(self) -> None:
        visitor = Visitor("ana")
        visitor.client.handler.enforce_csrf_checks = True

        response = visitor.post("/portal/data.json")

        assert response.status_code == 403
        assert "Nothing was done" in response.content.decode()


class TestWhatWasTyped:
    """Bad input of every form: what is refused says what to do, and nothing typed is lost."""

    FORM = "/portal/decisions/dec_x/appeal"
    SENT: Final = {
        "argument": ["That is the number of my <b>certificate</b>.", "I had asked first."],
        "do": "check",
        "measure": ["ms_1"],
        "csrfmiddlewaretoken": "t0ken",
        "file": [("certificate.pdf", b"%PDF-1.7")],
    }

    def check(self, response: HttpResponse) -> None:
        page = response.content.decode()
        assert "That is the number of my &lt;b&gt;certificate&lt;/b&gt;.</textarea>" in page
        assert "I had asked first.</textarea>" in page
        assert "nothing you typed is lost" in page
        assert "ask the marketplace’s support for a new one" in page
        assert '<li dir="auto">certificate.pdf</li>' in page
        assert "t0ken" not in page
        assert "ms_1" not in page
        assert "no-store" in response["Cache-Control"]

    def test_stands_on_the_page_that_asks_for_a_link(self) -> None:
        response = Visitor().post(self.FORM, self.SENT)

        assert response.status_code == 403
        self.check(response)

    def test_stands_on_the_page_that_says_that_the_session_is_over(self) -> None:
        visitor = Visitor("ana")

        with time_machine.travel(NOW + timedelta(hours=24), tick=False):
            response = visitor.post(self.FORM, self.SENT)

        assert "This link has expired" in response.content.decode()
        self.check(response)

    def test_stands_on_the_page_that_another_member_gets(self) -> None:
        response = Visitor("bob").post(self.FORM, self.SENT)

        assert response.status_code == 404
        self.check(response)

    def test_stands_on_the_page_that_refuses_a_form_of_before_the_session(self) -> None:
        visitor = Visitor("ana")
        visitor.client.handler.enforce_csrf_checks = True

        response = visitor.post(self.FORM, self.SENT)

        assert "Nothing was done" in response.content.decode()
        self.check(response)

    def test_is_kept_of_fields_that_no_label_names_and_not_spoken_of_where_nothing_was_typed(self) -> None:
        assert (
            "Another word.</textarea>" in Visitor().post("/portal/nothing", {"later": "Another word."}).content.decode()
        )
        assert "<textarea" not in Visitor().post(self.FORM, {"argument": " ", "do": "check"}).content.decode()

    def test_is_spoken_of_in_the_language_of_the_reader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.server.portal.words.list_offered", lambda: read_folder(TEXTS))

        page = Visitor(accept_language="es").post(self.FORM, self.SENT).content.decode()

        assert "no se ha perdido nada de lo que escribió" in page
        assert "I had asked first.</textarea>" in page
