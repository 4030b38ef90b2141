"""The pages as a browser draws them: on a phone and on a desk, by day and by night, for people who use them by other means.

They are made first and handed to the browser by its own interception: no port is opened.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Literal

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.decisions.models import Decision
from habeas.server.portal import STATIC
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from tests.factories.casework import answer_a_report, ask_about_a_case, hire
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, message, open_market, send
from tests.factories.money import DAY, said
from tests.factories.visitors import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # pages look the same on the other database

Scheme = Literal["light", "dark"]

HOST = "http://portal.example"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
LONG = "Write-to-a.name.that.goes.on.and.on.without.any.space@a-subdomain-that-is-just-as-long.example.com"


@pytest.fixture
def pages() -> Mapping[str, str]:
    """Return every page by its path: of a member with much to read, of one with nothing, and of one who is refused."""
    open_market()
    for number in range(6):
        at = NOW - timedelta(days=5 - number)
        send(message(LONG, at=at, delivery="pending"), now=at)
    held = Decision.objects.get(action="hold_message").id
    have_money(LONG)
    with time_machine.travel(NOW, tick=False):
        ana, bob = Visitor("ana"), Visitor("bob")
        paths = ("/portal/", "/portal/decisions", f"/portal/decisions/{held}", "/portal/money", "/portal/data")
        return {
            **{path: ana.read(path) for path in paths},
            f"/portal/decisions/{held}/hold_message.html": ana.read(f"/portal/decisions/{held}/hold_message.html"),
            **appeal_pages(ana, held),
            "/portal/?empty": bob.read("/portal/"),
            "/portal/appeals?empty": bob.read("/portal/appeals"),
            "/portal/money?empty": bob.read("/portal/money"),
            **what_is_written(),
            "/portal/rules": Visitor().read("/portal/rules"),
            "/portal/open/x": Visitor().read("/portal/open/x", status=403),
            "/portal/appeals/x/add": refused_with_words(),
        }


def refused_with_words() -> str:
    """Return the page that a form gets whose session is over."""
    sent = {"words": LONG, "file": [(f"{LONG[-90:]}.pdf", PDF)]}
    return Visitor().post("/portal/appeals/x/add", sent).content.decode()


def appeal_pages(ana: Visitor, held: str) -> Mapping[str, str]:
    """Return the pages of an appeal with long words and a long file: written, wrong, checked, received, asked, late."""
    form = f"/portal/decisions/{held}/appeal"
    said: dict[str, Any] = {
        "argument": [LONG, "The number is that of my certificate. " * 20],
        "file": [(f"{LONG[-90:]}.pdf", PDF)],
    }
    pages = {form: ana.read(form)}
    pages[f"{form}?wrong"] = ana.post(
        form, {**said, "file": [*said["file"], ("x.exe", b"MZ" + bytes(60))]}
    ).content.decode()
    pages[f"{form}/check"] = ana.read(f"{form}/check")
    received = ana.post(f"{form}/check")["Location"]
    pages[received] = ana.read(received)
    appeal = received.removesuffix("/received")
    cleo = hire("cleo", hears_appeals=True)
    assign_appeal(appeal=appeal.rpartition("/")[2], reviewer=cleo, is_test=False, now=NOW)
    ask_appellant(appeal=appeal.rpartition("/")[2], by=cleo, words=LONG, is_test=False, now=NOW)
    pages |= {
        path: ana.read(path) for path in (appeal, f"{appeal}/withdraw", "/portal/appeals", "/portal/representatives")
    }
    pages["/portal/representatives?wrong"] = ana.post(
        "/portal/representatives", {"representative": ""}
    ).content.decode()
    pages[f"{appeal}/add"] = ana.post(f"{appeal}/add", {"words": ""}).content.decode()
    warning = Decision.objects.filter(action="warn").earliest("occurred_at").id
    with time_machine.travel(NOW + 190 * DAY, tick=False):
        late, over = Visitor("ana"), f"/portal/decisions/{warning}/appeal"
        pages[over] = late.read(over)
        late.post(over, {"argument": [LONG]})
        path = late.post(f"{over}/check")["Location"]
        pages[path] = late.read(path)
    return pages


def what_is_written() -> Mapping[str, str]:
    """Return the pages on which Bob reports somebody, and Eve is asked something while her account is locked."""
    report, asked = answer_a_report(now=NOW), ask_about_a_case(now=NOW)
    wanted = Wanted(member="eve", kind=SafeguardKind.SESSION_LOCK, because=f"signed in as {LONG}")
    place_safeguard(wanted=wanted, by=None, is_test=False, now=NOW)
    bob, eve = Visitor("bob"), Visitor("eve")
    wrong = bob.client.post("/portal/reports/new", {"about": LONG, "content": "short"})
    paths = ("/portal/reports", "/portal/reports/new", f"/portal/reports/{report}?new")
    return {
        **{path: bob.read(path) for path in paths},
        "/portal/reports/new?wrong": wrong.content.decode(),
        "/portal/?asked": eve.read("/portal/"),
        **{path: eve.read(path) for path in ("/portal/questions", f"/portal/questions/{asked}")},
    }


def have_money(name: str) -> None:
    """Let Ana have money in each state, under contracts and with people of long names."""
    usual: dict[str, Any] = {"contract": name, "milestone": "m1", "amount": said(50_000)}
    send(
        event("contract.started", at=NOW - DAY, contract=name, client=f"{name}.org", freelancer="ana"),
        event("milestone.funded", at=NOW - DAY, **usual),
        event("milestone.released", at=NOW - DAY, **usual),
        event("milestone.funded", **usual | {"milestone": name, "amount": said(9_000_000_000_000)}),
        event("payout.scheduled", payout=name, member="ana", amount=said(20_000)),
        event("dispute.opened", dispute=name, contract=name, amount=said(30_000)),
        event("balance.reported", member="ana", available=said(1)),
        event("milestone.released", **usual | {"milestone": "m9"}),
    )
    placed(amount=30_000)
    send(event("payout_details.changed", member="ana"))


@pytest.fixture
def browser(pages: Mapping[str, str]) -> Iterator[Browser]:  # noqa: ARG001  # the pages are made first
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is needed (Debian package: chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(browser: Browser, pages: Mapping[str, str], *, width: int, scheme: Scheme = "light") -> Page:
    """Return a page of a browser in which the addresses of the portal answer."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.endswith(".css"):
            route.fulfill(body=(STATIC / "portal" / "portal.css").read_text(encoding="utf-8"), content_type="text/css")
        else:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")

    page.route(re.compile(".*"), answer)
    return page


class TestPages:
    """WCAG 2.2 AA."""

    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (360, "dark")])
    def test_have_nothing_that_axe_finds(
        self, pages: Mapping[str, str], browser: Browser, width: int, scheme: Scheme
    ) -> None:
        page = open_page(browser, pages, width=width, scheme=scheme)

        for path in pages:
            page.goto(HOST + path)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"

    def test_fit_a_narrow_phone_and_can_be_hit_by_a_thumb(self, pages: Mapping[str, str], browser: Browser) -> None:
        page = open_page(browser, pages, width=320)

        for path in pages:
            page.goto(HOST + path)
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path
            buttons = page.locator("button, nav a").all()
            heights = [box["height"] for one in buttons if (box := one.bounding_box()) is not None]
            assert all(height >= 40 for height in heights), path

    def test_let_a_keyboard_skip_to_what_matters(self, pages: Mapping[str, str], browser: Browser) -> None:
        page = open_page(browser, pages, width=360)
        page.goto(f"{HOST}/portal/")

        page.keyboard.press("Tab")
        skip = page.locator(":focus")

        assert skip.inner_text() == "Skip to main content"
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
