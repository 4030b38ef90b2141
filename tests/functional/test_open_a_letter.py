"""A member who cannot log in comes by the link of a letter, which first asks whether it is them."""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from habeas.server.adapters.mail import RememberingMailer
from habeas.server.usecases.revoke_links import revoke_links
from tests.factories.casework import DAY, sanction_in_force
from tests.factories.letters import ADDRESS, let_it_mail, post, with_address
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanction(settings: Settings) -> str:
    open_market()
    let_it_mail(settings)
    with_address()
    return sanction_in_force(now=NOW)


@pytest.fixture
def link(sanction: str) -> str:
    sent = post(RememberingMailer(), now=NOW)
    [mail] = [one for one in sent if sanction in one.text]
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/portal/letter/\S+)", mail.text)
    return str(path)


class TestOpenALetter:
    def test_shows_nothing_before_the_address_is_confirmed(self, link: str, sanction: str) -> None:
        """DSA20-1, DSA17-2: a suspended member reads the statement, whoever else found the link does not."""
        browser = Client()
        with time_machine.travel(NOW, tick=False):
            page = browser.get(link).content.decode()
            assert "Is it you?" in page
            assert not re.search(r"ana|suspend", page, re.IGNORECASE)
            assert browser.get("/portal/").status_code == 403

            entered = browser.post(link, {"email": f" {ADDRESS.lower()} "})
            assert entered["Location"] == f"/portal/decisions/{sanction}"
            shown = browser.get(entered["Location"]).content.decode()

        assert "We suspend your account for a time" in shown

    def test_keeps_what_was_typed_and_opens_no_more_after_five_wrong_addresses(self, link: str) -> None:
        browser = Client()
        with time_machine.travel(NOW, tick=False):
            for left in (4, 3, 2, 1):
                wrong = browser.post(link, {"email": "eve@mail.example"})
                assert wrong.status_code == 422
                assert f"{left} more times" in wrong.content.decode() or left == 1
                assert 'value="eve@mail.example"' in wrong.content.decode()
            assert "This link opens no more" in browser.post(link, {"email": "eve@mail.example"}).content.decode()

            right = browser.post(link, {"email": ADDRESS})

        assert right.status_code == 403
        assert "This link opens no more" in right.content.decode()

    def test_opens_in_the_first_browser_where_the_address_was_confirmed_and_says_so_elsewhere(
        self, link: str, sanction: str
    ) -> None:
        first, found, another = Client(), Client(), Client()
        with time_machine.travel(NOW, tick=False):
            assert found.post(link, {"email": "eve@mail.example"}).status_code == 422
            for _ in range(2):
                assert "Is it you?" in first.get(link).content.decode()
                assert first.post(link, {"email": ADDRESS})["Location"] == f"/portal/decisions/{sanction}"
            refused = [another.get(link), another.post(link, {"email": ADDRESS}), found.get(link)]

        for answer in refused:
            assert answer.status_code == 403
            assert "This link was opened in another browser" in answer.content.decode()
            assert "ask the marketplace’s support for a new link" in answer.content.decode()
        assert another.get("/portal/").status_code == 403

    @pytest.mark.parametrize("days", [31, 400])
    def test_says_what_to_do_past_its_time(self, link: str, days: int) -> None:
        with time_machine.travel(NOW + days * DAY, tick=False):
            answer = Client().get(link)

        assert answer.status_code == 403
        assert "This link has expired" in answer.content.decode()

    def test_opens_no_more_once_links_are_taken_back_and_never_as_a_plain_link(self, link: str) -> None:
        with time_machine.travel(NOW, tick=False):
            assert Client().get(link.replace("/letter/", "/open/")).status_code == 403
            revoke_links(member="ana", by="host", now=NOW)

            answer = Client().post(link, {"email": ADDRESS})

        assert "It was taken back" in answer.content.decode()
