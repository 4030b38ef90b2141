"""The console as a browser draws it: at a desk and on a phone, by day and by night, by keyboard alone."""

from collections.abc import Iterator

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from habeas.server.appeals.models import Appeal
from habeas.server.campaigns.models import Campaign
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.holds.models import Claim, Hold
from habeas.server.identity.roles import Role
from tests.factories.browsers import HOST, Scheme, browse
from tests.factories.campaigns import previewed
from tests.factories.casework import HOUR, appealed, be_proposed, listen, sanction_in_force
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import said
from tests.factories.staff import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # pages look the same on the other database

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
ROLES = tuple(Role)
LONG = "a-reference-that-goes-on-and-on-without-any-space-as-those-of-some-banks-do"


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    """Return the desk of somebody who is there for everything, with a case of each kind."""
    appealed(sanction_in_force(now=NOW), now=NOW + HOUR)
    desk = Desk("cleo", *ROLES)
    be_proposed(now=NOW + 2 * HOUR)
    case = Case.objects.get(member="ana", closed_at=None)
    desk.send(f"cases/{case.id}/claim")
    desk.send(f"cases/{case.id}/evidence")
    desk.send(f"cases/{case.id}/proposal")
    send(*paid(), disputed())
    placed()
    previewed(("eve", LONG[:40]), by=desk.actor, now=NOW + 2 * HOUR)
    send(
        event("chargeback.opened", contract="k1", chargeback=LONG, amount=said(700)),
        event("balance.reported", member="fred", available=said(49_000)),
    )
    return desk


def paths() -> list[str]:
    """Return a path of each page, with something on it where there can be."""
    decision = Decision.objects.filter(member="ana", case__closed_at=None).exclude(case=None).last()
    assert decision is not None
    appeal = Appeal.objects.get()
    return [
        "cases",
        "cases?state=claimed",
        f"cases/{decision.case_id}",
        f"cases/{decision.case_id}/decide",
        f"cases/{decision.case_id}/hand_over",
        "campaigns",
        "campaigns/new",
        f"campaigns/{Campaign.objects.get().id}",
        f"campaigns/{Campaign.objects.get().id}/decide",
        f"campaigns/{Campaign.objects.get().id}/members/eve",
        "approvals",
        "decisions",
        f"decisions/{appeal.decision}",
        "appeals",
        f"appeals/{appeal.id}",
        f"appeals/{appeal.id}/decide",
        "money",
        "money/report",
        f"money/claims/{Claim.objects.exclude(hold=None).get().id}",
        f"money/claims/{Claim.objects.get(hold=None).id}",
        f"money/holds/{Hold.objects.get().id}",
        "second-factor",
        "password",
        "cases/case_x",
    ]


class TestPages:
    """WCAG 2.2 AA."""

    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
    def test_have_nothing_that_axe_finds_and_fit(self, desk: Desk, width: int, scheme: Scheme) -> None:
        opened = paths()

        def act(page: Page) -> None:
            for path in opened:
                page.goto(f"{HOST}/console/{path}")
                found = Axe().run(page, options=RULES)
                assert found.violations_count == 0, f"{path}: {found.generate_report()}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                boxes = [one.bounding_box() for one in page.locator("button:visible, .button:visible, nav a").all()]
                assert all(box["height"] >= 40 for box in boxes if box is not None), path

        browse(act, client=desk.client, width=width, scheme=scheme)

    def test_say_what_is_wrong_where_the_focus_is_and_lead_to_the_field(self, desk: Desk) -> None:
        path = f"cases/{Case.objects.get(member='ana', closed_at=None).id}/decide"

        def act(page: Page) -> None:
            page.goto(f"{HOST}/console/{path}")
            page.get_by_role("button", name="Check it").click()
            page.get_by_role("alert").wait_for()
            assert page.title().startswith("Error: Decide")
            assert page.evaluate("document.activeElement.className") == "summary"
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            page.get_by_role("link", name="Your reasons, to the member").click()
            assert page.evaluate("document.activeElement.id") == "id_reasons"

        browse(act, client=desk.client)

    def test_let_a_keyboard_skip_to_what_matters_and_see_it(self, desk: Desk) -> None:
        path = f"cases/{Case.objects.get(member='ana', closed_at=None).id}"

        def act(page: Page) -> None:
            page.goto(f"{HOST}/console/{path}")
            page.keyboard.press("Tab")
            assert page.locator(":focus").inner_text() == "Skip to main content"
            page.keyboard.press("Tab")
            assert page.locator(":focus").inner_text() == "Skip to what you can do"
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.locator(":focus").inner_text().startswith("Decide")
            page.keyboard.press("Enter")
            page.wait_for_url("**/decide")

        browse(act, client=desk.client, width=390)

    @pytest.mark.parametrize("width", [390, 1280])
    def test_hide_nothing_that_has_the_focus_below_the_bar(self, desk: Desk, width: int) -> None:
        path = f"cases/{Case.objects.get(member='ana', closed_at=None).id}"
        hidden = """() => {
            const bar = document.querySelector(".sticky").getBoundingClientRect(), one = document.activeElement;
            const box = one.getBoundingClientRect();
            return !one.closest(".sticky") && box.top < bar.bottom && box.top >= bar.top && bar.bottom <= innerHeight + 1;
        }"""

        def act(page: Page) -> None:
            page.goto(f"{HOST}/console/{path}")
            for _ in range(45):
                page.keyboard.press("Tab")
                assert not page.evaluate(hidden), page.locator(":focus").evaluate("one => one.outerHTML")

        browse(act, client=desk.client, width=width)
