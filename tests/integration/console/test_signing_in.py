"""Who comes into the console: accounts that an operator made, by a password and, where somebody wants one, a code."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from habeas.server.identity.roles import Role
from habeas.server.usecases.change_staff import dismiss_staff, reset_password
from habeas.server.usecases.rewrap_keys import rewrap_keys
from habeas.server.worker.housekeeping import Housekeeping
from tests.factories.staff import PASSWORD, Desk, code_shown, employ

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
SIGN_IN = "/console/sign-in"


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def sign_in(client: Client, *, password: str = PASSWORD, then: str = "") -> HttpResponse:
    fields = {"login": "ana@market.example", "password": password, "next": then}
    return client.post(SIGN_IN, fields)  # type: ignore[return-value]


def secret_shown(client: Client) -> str:
    """Return the secret for a device, which is shown to who says the password once more."""
    device = "/console/second-factor/device"
    asked = client.get(device).headers["Location"]
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == device
    [secret] = re.findall(r"<code>([A-Z2-7]+)</code>", client.get(device).content.decode())
    return str(secret)


class TestSignIn:
    def test_leads_where_somebody_wanted_to_go(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()

        asked = client.get("/console/cases?state=claimed")

        assert asked.headers["Location"] == "/console/sign-in?next=%2Fconsole%2Fcases%3Fstate%3Dclaimed"
        answer = sign_in(client, then="/console/cases?state=claimed")
        assert answer.headers["Location"] == "/console/cases?state=claimed"
        assert client.get("/console/cases").status_code == 200

    def test_leads_nowhere_else(self) -> None:
        employ("ana", Role.REVIEWER)

        answer = sign_in(Client(), then="https://elsewhere.example/")

        assert answer.headers["Location"] == "/console/"

    def test_keeps_its_cookie_from_scripts_and_other_pages(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()
        sign_in(client)

        cookie = client.cookies["habeas_staff"]

        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/console/")

    def test_says_in_a_summary_that_the_password_is_wrong_and_keeps_the_e_mail(self) -> None:
        employ("ana", Role.REVIEWER)

        page = sign_in(Client(), password="wrong").content.decode()

        assert 'role="alert"' in page
        assert "<title>Error: Sign in" in page
        assert 'value="ana@market.example"' in page
        assert "wrong" not in re.findall(r'<input type="password"[^>]*>', page)[0]

    def test_is_not_guessed_by_many_tries(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()
        for _ in range(6):
            sign_in(client, password="wrong")

        assert sign_in(client).status_code == 200
        assert client.get("/console/cases").status_code == 302

    @pytest.mark.parametrize("path", ["signup", "sign-up", "password/reset", "accounts/signup/"])
    def test_has_no_way_to_make_an_account(self, path: str) -> None:
        assert Client().get(f"/console/{path}").status_code == 404

    def test_is_over_for_who_was_dismissed(self) -> None:
        desk = Desk("ana", Role.REVIEWER)

        dismiss_staff(email="ana@market.example", now=NOW)

        assert desk.get("cases").status_code == 302
        again = Client()
        sign_in(again)
        assert again.get("/console/cases").status_code == 302

    def test_is_over_everywhere_once_the_password_was_reset(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()
        sign_in(client)

        password = reset_password(email="ana@market.example", now=NOW)

        assert client.get("/console/cases").status_code == 302
        assert sign_in(Client()).status_code == 200
        assert sign_in(Client(), password=password).status_code == 302

    def test_is_forgotten_by_the_worker_once_its_day_is_over(self) -> None:
        employ("ana", Role.REVIEWER)
        sign_in(Client())

        with time_machine.travel(NOW + timedelta(days=2), tick=False):
            Housekeeping().keep(now=NOW + timedelta(days=2))

        assert not Session.objects.exists()

    def test_ends_by_signing_out(self) -> None:
        client = Client()
        employ("ana", Role.REVIEWER)
        sign_in(client)

        client.post("/console/sign-out")

        assert client.get("/console/cases").status_code == 302


class TestSecondFactor:
    def test_is_asked_for_once_a_device_was_added(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()
        sign_in(client)
        secret = secret_shown(client)

        added = client.post("/console/second-factor/device", {"code": code_shown(secret, at=NOW)})

        assert added.headers["Location"] == "/console/second-factor/paper"
        papers = re.findall(r"<code>(\d+)</code>", client.get("/console/second-factor/paper").content.decode())
        assert len(papers) == 10
        other = Client()
        assert sign_in(other).headers["Location"] == "/console/second-factor/code"
        assert other.get("/console/cases").status_code == 302
        assert other.post("/console/second-factor/code", {"code": "000000"}).status_code == 200
        assert other.post("/console/second-factor/code", {"code": papers[0]}).status_code == 302
        assert other.get("/console/cases").status_code == 200

    def test_is_kept_wrapped_and_wrapped_anew_with_all_other_keys(self) -> None:
        employ("ana", Role.REVIEWER)
        client = Client()
        sign_in(client)
        secret = secret_shown(client)
        client.post("/console/second-factor/device", {"code": code_shown(secret, at=NOW)})
        kept = Authenticator.objects.get(type="totp").data["secret"]

        rewrap_keys(by="operator", now=NOW)

        row = Authenticator.objects.get(type="totp")
        assert secret not in str(kept)
        assert row.data["secret"] != kept
        assert row.wrap().validate_code(code_shown(secret, at=NOW))
