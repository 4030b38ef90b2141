"""Every page of the console with every role, from the table of addresses: a new one without a rule fails here."""

from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from habeas.server.console.urls import urlpatterns
from habeas.server.identity.roles import Role
from tests.factories.market import open_market
from tests.factories.staff import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # the database has no part in who may do what

PAGES = urlpatterns
ARGUMENTS = {
    "case_id": "case_x",
    "sanction_id": "san_x",
    "appeal_id": "apl_x",
    "inquiry_id": "inq_x",
    "file_id": "fil_x",
    "claim_id": "clm_x",
    "hold_id": "hld_x",
    "freeze_id": "frz_x",
    "campaign_id": "cam_x",
    "member_id": "ana",
    "remedy_id": "rem_x",
}
NAMES = {"move": "claim", "change_decision": "lift", "explain": "escalate"}
OPEN_TO_ALL = {"start", "inquiries", "answer"}
BY_ROLE = {
    "queue": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "take_next": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "case": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "move": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "decide": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "explain": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "campaigns": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "begin_campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "campaign_member": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "open_campaign_member": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "leave_out_of_campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "review_campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "decide_campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "drop_campaign": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "approve_campaign": {Role.SENIOR_REVIEWER},
    "approvals": {Role.SENIOR_REVIEWER},
    "approve": {Role.SENIOR_REVIEWER},
    "clocks": set(Role),
    "give_unasked": {Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "sanctions": {Role.REVIEWER, Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "sanction": {Role.REVIEWER, Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "reply": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "change_decision": {Role.REVIEWER, Role.SENIOR_REVIEWER},
    "renew_decision": {Role.SENIOR_REVIEWER},
    "appeals": {Role.APPEALS_REVIEWER},
    "appeal": {Role.APPEALS_REVIEWER},
    "take": {Role.APPEALS_REVIEWER},
    "take_next_appeal": {Role.APPEALS_REVIEWER},
    "hear": {Role.APPEALS_REVIEWER},
    "ask": {Role.APPEALS_REVIEWER},
    "admit": {Role.APPEALS_REVIEWER},
    "override": {Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "give_appeal": {Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "give": {Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER},
    "file": {Role.APPEALS_REVIEWER},
    "money": {Role.MONEY_OFFICER},
    "money_report": {Role.MONEY_OFFICER},
    "new_claim": {Role.MONEY_OFFICER},
    "claim": {Role.MONEY_OFFICER},
    "decide_claim": {Role.MONEY_OFFICER},
    "hold": {Role.MONEY_OFFICER},
    "renew": {Role.MONEY_OFFICER},
    "release_hold": {Role.MONEY_OFFICER},
    "deduct": {Role.MONEY_OFFICER},
    "agree_to_deduction": {Role.MONEY_OFFICER},
    "drop_deduction": {Role.MONEY_OFFICER},
    "new_freeze": {Role.MONEY_OFFICER},
    "freeze": {Role.MONEY_OFFICER},
    "review_freeze": {Role.MONEY_OFFICER},
}
"""Who may open which page, as it was agreed."""


def name_of(value: object) -> str:
    return str(value.name) if isinstance(value, URLPattern) else str(value)


def path_of(page: URLPattern) -> str:
    given = {name: ARGUMENTS[name] for name in page.pattern.converters if name in ARGUMENTS}
    named = page.pattern.regex.groupindex if hasattr(page.pattern, "regex") else {}
    given |= {name: ARGUMENTS[name] for name in named if name in ARGUMENTS}
    if page.name in NAMES:
        given["name"] = NAMES[page.name]
    return reverse(f"console:{page.name}", kwargs=given).removeprefix("/console/")


class TestEveryPage:
    def test_says_who_may_open_it(self) -> None:
        said = {str(page.name): set(page.callback.allowed_roles) for page in PAGES}  # type: ignore[attr-defined]

        assert said == BY_ROLE | {name: set(Role) for name in OPEN_TO_ALL}

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_asks_who_is_not_signed_in_to_do_so_first(self, page: URLPattern) -> None:
        answer = Client().get(f"/console/{path_of(page)}")

        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer.headers["Location"].startswith("/console/sign-in?next=")
        assert Client().post(f"/console/{path_of(page)}").status_code in {403, 405}

    @pytest.mark.parametrize(("page", "role"), list(product(PAGES, [*Role, None])), ids=name_of)
    def test_is_shown_to_its_roles_and_no_other(self, page: URLPattern, role: Role | None) -> None:
        open_market()
        desk = Desk("ana", *([] if role is None else [role]))
        allowed = set(Role) if page.name in OPEN_TO_ALL else BY_ROLE[str(page.name)]

        statuses = {desk.get(path_of(page)).status_code, desk.client.post(f"/console/{path_of(page)}").status_code}

        if role in allowed:
            assert statuses <= {200, 302, 404, 405}
        else:
            assert statuses <= {403, 405}

    def test_is_kept_by_no_cache(self) -> None:
        open_market()
        answer = Desk("ana", Role.REVIEWER).get("cases")

        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "script-src 'self'; style-src 'self'" in answer.headers["Content-Security-Policy"]


class TestWhatWasTyped:
    def test_stands_on_the_page_that_says_that_the_session_is_over(self) -> None:
        answer = Client().post("/console/cases/case_x/decide", {"reasons": "Half an hour of thought."})

        assert answer.status_code == 403
        assert "Half an hour of thought." in answer.content.decode()

    def test_stands_on_the_page_that_refuses_a_form_of_before_the_sign_in(self) -> None:
        client = Client(enforce_csrf_checks=True)

        answer = client.post("/console/cases/case_x/decide", {"reasons": "Half an hour of thought."})

        assert answer.status_code == 403
        assert "Half an hour of thought." in answer.content.decode()
        assert "That form was no longer good" in answer.content.decode()
