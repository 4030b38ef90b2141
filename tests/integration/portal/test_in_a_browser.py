"""Every page of the portal as a browser draws it: on a phone and at a desk, by day and by night, for whoever comes by keyboard.

The pages are made first and handed to the browser by its own interception: no port is opened.
"""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import sync_playwright
from pytest_django.fixtures import Settings

from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server import portal
from habeas.server.adapters.mail import RememberingMailer
from habeas.server.appeals.models import Appeal
from habeas.server.decisions.models import Decision
from habeas.server.portal.urls import urlpatterns
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.keep_address import keep_address
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from habeas.server.usecases.revoke_links import revoke_links
from tests.factories.browsers import HOST
from tests.factories.casework import (
    answer_a_report,
    ask_about_a_case,
    hire,
    listen,
    overturn_a_suspension,
    sanction_in_force,
    withdraw_from_a_warning,
)
from tests.factories.enforcement import placed
from tests.factories.gallery import Gallery, find_faults, open_kept
from tests.factories.letters import let_it_mail, post, with_address
from tests.factories.market import NOW, event, message, open_market, send
from tests.factories.money import DAY, said
from tests.factories.visitors import Visitor, link_by, link_of

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # pages look the same on the other database

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
LONG = "Write-to-a.name.that.goes.on.and.on.without.any.space@a-subdomain-that-is-just-as-long.example.com"
OWN_REASONS = "What you wrote in [f1] asks for a payment that nobody here could ever give back to your client."

LEAD_ON = {
    "begin_appeal": "leads to the form",
    "confirm_details": "leads back to the money",
    "discard_appeal": "leads back to the decision",
    "file": "is a download",
    "leave": "leads to the page of who left",
    "log_entry": "is a download",
    "money_file": "is a download",
    "recover": "leads back to the account",
    "revoke_mandate": "leads back to the representatives",
}
"""The addresses at which no page stands, and what does."""


@pytest.fixture
def gallery(settings: Settings) -> Gallery:
    """Return every page: of members with much to read, of one with nothing, and of those who are refused."""
    let_it_mail(settings)
    open_market()
    listen()
    for number in range(6):
        at = NOW - timedelta(days=5 - number)
        send(message(LONG, at=at, delivery="pending"), now=at)
    held = Decision.objects.get(action="hold_message").id
    have_money(LONG)
    gallery = Gallery()
    with time_machine.travel(NOW, tick=False):
        ana = Visitor("ana")
        for path in ("", "decisions", f"decisions/{held}", f"decisions/{held}/hold_message.html", "data"):
            keep(gallery, ana, path)
        gallery.keep("/portal/data.html", ana.post("/portal/data.html"))
        keep(gallery, Visitor("ivy"), "", "money", label="rich")
        write_an_appeal(gallery, ana, held)
        keep(gallery, Visitor("bob"), "", "appeals", "money", "decisions", "reports", label="empty")
        keep(gallery, Visitor(), "rules", "left")
        write_and_be_asked(gallery)
        come_by_link(gallery)
        act_for_another(gallery, held)
    be_late(gallery)
    be_announced(gallery)
    be_suspended(gallery)
    be_refused(gallery)
    come_by_letter(gallery)
    return gallery


def keep(gallery: Gallery, visitor: Visitor, *paths: str, label: str = "", status: int = 200) -> None:
    """Keep what a visitor reads at some addresses."""
    for path in paths:
        known = f"/portal/{path}" + (f"?{label}" if label else "")
        gallery.keep(known, visitor.get(f"/portal/{path}"), status=status)


def write_an_appeal(gallery: Gallery, ana: Visitor, held: str) -> None:
    """Keep an appeal with long words and a long file: written, wrong, checked, received, asked about, withdrawn."""
    form = f"/portal/decisions/{held}/appeal"
    typed: dict[str, Any] = {
        "argument": [LONG, "The number is that of my certificate. " * 20],
        "file": [(f"{LONG[-90:]}.pdf", PDF)],
    }
    gallery.keep(form, ana.get(form))
    wrong = ana.post(form, typed | {"file": [*typed["file"], ("x.exe", b"MZ" + bytes(60))]})
    gallery.keep(f"{form}?wrong", wrong, status=400)
    gallery.keep(f"{form}/check", ana.get(f"{form}/check"))
    received = ana.post(f"{form}/check")["Location"]
    gallery.keep(received, ana.get(received))
    appeal = received.split("/")[-2]
    cleo = hire("cleo", hears_appeals=True)
    assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=NOW)
    ask_appellant(appeal=appeal, by=cleo, words=LONG, is_test=False, now=NOW)
    keep(gallery, ana, f"appeals/{appeal}", f"appeals/{appeal}/withdraw", "appeals", "representatives")
    keep(gallery, ana, f"decisions/{held}/question_1.html")
    unsaid = ana.post("/portal/representatives", {"representative": ""})
    gallery.keep("/portal/representatives?wrong", unsaid, status=400)
    add = f"/portal/appeals/{appeal}/add"
    gallery.keep(add, ana.post(add, {"words": "", "file": [("x.exe", b"MZ" + bytes(60))]}), status=400)


def be_late(gallery: Gallery) -> None:
    """Keep what somebody reads whose time to appeal is over: before they write, and after."""
    warning = Decision.objects.filter(action="warn").earliest("occurred_at").id
    with time_machine.travel(NOW + 190 * DAY, tick=False):
        late, form = Visitor("ana"), f"/portal/decisions/{warning}/appeal"
        gallery.keep(f"{form}?late", late.get(form))
        late.post(form, {"argument": [LONG]})
        received = late.post(f"{form}/check")["Location"]
        gallery.keep(received, late.get(received))
        keep(gallery, late, received.removeprefix("/portal/").removesuffix("/received"))


def be_suspended(gallery: Gallery) -> None:
    """Keep what a member reads whom a person suspends, who is heard and has it all back; and who takes an appeal back."""
    appeal, at = overturn_a_suspension(now=NOW), NOW + 2 * DAY
    due = {
        "amount": said(50_000),
        "answer": "pay_on",
        "at": (at + 9 * DAY).isoformat(),
        "because": "its work is looked for by then",
    }
    send(
        event("contract.started", at=NOW, contract="k9", client="carl", freelancer="mia"),
        event("milestone.funded", at=NOW, contract="k9", milestone="m1", amount=said(50_000)),
    )
    money = {"amounts": [{"id": "k9/m1", "parts": [due]}]}
    suspended = sanction_in_force(now=at, member="mia", reviewer="ada", money=money)
    withdrawn = withdraw_from_a_warning(now=at)
    with time_machine.travel(at, tick=False):
        contested = Appeal.objects.get(id=appeal).decision
        keep(gallery, Visitor("ana"), f"appeals/{appeal}", "decisions", f"decisions/{contested}", label="heard")
        mia, told = Visitor("mia"), f"decisions/{suspended}"
        keep(gallery, mia, "", "money", told, f"{told}/appeal", label="suspended")
        keep(gallery, Visitor("noa"), f"appeals/{withdrawn}")


def be_announced(gallery: Gallery) -> None:
    """Keep what a member reads of a decision that is only intended, and what is wrong with an empty answer."""
    reasons = "The words of [f1] name a service of payments and the fee of this place, which nobody would owe there."
    ordinary: dict[str, Any] = {"urgency": "ordinary", "urgent_because": "", "reasons": reasons}
    path = f"decisions/{sanction_in_force(now=NOW, member='jon', reviewer='ada', **ordinary)}"
    with time_machine.travel(NOW, tick=False):
        jon = Visitor("jon")
        keep(gallery, jon, "", path, label="announced")
        gallery.keep(f"/portal/{path}/answer", jon.post(f"/portal/{path}/answer", {"words": " "}), status=400)


def write_and_be_asked(gallery: Gallery) -> None:
    """Keep the pages on which Bob reports somebody, and Eve is asked something while her account is locked."""
    report, asked = answer_a_report(now=NOW), ask_about_a_case(now=NOW)
    wanted = Wanted(member="eve", kind=SafeguardKind.SESSION_LOCK, because=f"signed in as {LONG}")
    place_safeguard(wanted=wanted, by=None, is_test=False, now=NOW)
    bob, eve = Visitor("bob"), Visitor("eve")
    keep(gallery, bob, "reports", "reports/new", f"reports/{report}")
    gallery.keep(f"/portal/reports/{report}?new", bob.get(f"/portal/reports/{report}?new"))
    wrong = bob.post("/portal/reports/new", {"about": LONG, "content": "short"})
    gallery.keep("/portal/reports/new?wrong", wrong, status=400)
    keep(gallery, eve, "", label="asked")
    keep(gallery, eve, "questions", f"questions/{asked}")
    silent = eve.post(f"/portal/questions/{asked}", {"words": " "})
    gallery.keep(f"/portal/questions/{asked}?wrong", silent, status=400)
    eve.post(f"/portal/questions/{asked}", {"words": LONG})
    keep(gallery, eve, "questions", f"questions/{asked}", label="answered")


def be_refused(gallery: Gallery) -> None:
    """Keep what is said to who has no session or no good link, and to who was erased; what they typed stands there."""
    typed = {"words": LONG, "file": [(f"{LONG[-90:]}.pdf", PDF)]}
    gallery.keep("/portal/appeals/x/add?signed-out", Visitor().post("/portal/appeals/x/add", typed), status=403)
    keep(gallery, Visitor(), "", label="no-session", status=403)
    keep(gallery, Visitor(), "open/x", status=403)
    with time_machine.travel(NOW, tick=False):
        expired, taken_back, ivy = link_of("bob", lasts=timedelta(seconds=1)), link_of("ivy"), Visitor("ivy")
        keep(gallery, ivy, "decisions/x", "x", status=404)
        revoke_links(member="ivy", by="operator", now=NOW + DAY)
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        for refused in (expired, taken_back):
            gallery.keep(refused, Visitor().get(refused), status=403)
        noa = Visitor("noa")
        erase_member(member="noa", by="operator", now=NOW + 2 * DAY)
        keep(gallery, noa, "", label="erased", status=403)


def come_by_letter(gallery: Gallery) -> None:
    """Keep what somebody is asked who opens a letter's link, and what is said to a wrong address."""
    with_address("gus")
    sanction_in_force(now=NOW, member="gus", reviewer="ada", reasons=OWN_REASONS)
    *_, path = re.findall(r"(/portal/letter/\S+)", " ".join(mail.text for mail in post(RememberingMailer(), now=NOW)))
    with time_machine.travel(NOW, tick=False):
        gallery.keep(path, Visitor().get(path))
        for left in (4, 3, 2, 1):
            gallery.keep(f"{path}?{left}", Visitor().post(path, {"email": "eve@mail.example"}), status=422)
        gallery.keep(f"{path}?tried", Visitor().post(path, {"email": "eve@mail.example"}), status=403)


def come_by_link(gallery: Gallery) -> None:
    """Keep what asks who opened a link: to go on, for a code, for the one that was sent, for a better one."""
    vouched = link_of("bob")
    gallery.keep(vouched, Visitor().get(vouched))
    Visitor().open(vouched)
    gallery.keep(f"{vouched}?elsewhere", Visitor().open(vouched), status=403)
    with_address("lea")
    path, lea = link_of("lea"), Visitor()
    gallery.keep(path, lea.get(path))
    lea.post(path, {"do": "send"})
    gallery.keep(f"{path}?sent", lea.get(path))
    gallery.keep(f"{path}?soon", lea.post(path, {"do": "send"}), status=422)
    gallery.keep(f"{path}?wrong", lea.post(path, {"do": "open", "code": "12 34"}), status=422)
    gallery.keep(f"{path}?nowhere", Visitor().post(path, {"do": "open", "code": "123456"}), status=422)
    keep_address(member="lea", email=None, by="host", now=NOW)
    gallery.keep(f"{path}?no-address", lea.get(path), status=403)


def act_for_another(gallery: Gallery, held: str) -> None:
    """Keep what somebody with a long name sees who acts for Ana in one decision, and what Ana sees of them."""
    given = give_mandate(member="ana", representative=LONG.replace("@", "-"), decision=held, now=NOW)
    lawyer = Visitor()
    lawyer.open(link_by(given, member="ana"))
    keep(gallery, lawyer, "decisions", "appeals", f"decisions/{held}", label="acting")
    keep(gallery, lawyer, "money", label="acting", status=403)
    keep(gallery, Visitor("ana"), "representatives", label="one-acts")
    gallery.keep("/portal/representatives?one-decision", Visitor("ana").get(f"/portal/representatives?decision={held}"))


def have_money(name: str) -> None:
    """Let Ivy have money in each state, under contracts and with people of long names."""
    usual: dict[str, Any] = {"contract": name, "milestone": "m1", "amount": said(50_000)}
    send(
        event("contract.started", at=NOW - DAY, contract=name, client=f"{name}.org", freelancer="ivy"),
        event("milestone.funded", at=NOW - DAY, **usual),
        event("milestone.released", at=NOW - DAY, **usual),
        event("milestone.funded", **usual | {"milestone": name, "amount": said(9_000_000_000_000)}),
        event("payout.scheduled", payout=name, member="ivy", amount=said(20_000)),
        event("dispute.opened", dispute=name, contract=name, amount=said(30_000)),
        event("balance.reported", member="ivy", available=said(1)),
        event("milestone.released", **usual | {"milestone": "m9"}),
    )
    placed(amount=30_000)
    send(event("payout_details.changed", member="ivy"))


class TestPages:
    """WCAG 2.2 AA, at a desk and on a phone."""

    def test_are_all_looked_at_and_nothing_is_wrong_with_any(self, gallery: Gallery) -> None:
        """DSA20-3: every address of the portal and every template; a new page without a visit fails here."""
        assert gallery.unvisited(urlpatterns) == set(LEAD_ON)
        assert gallery.unmade(Path(portal.__file__).parent / "templates") == set()

        assert find_faults(gallery) == []

    def test_let_a_keyboard_skip_to_what_matters(self) -> None:
        open_market()
        send(message("The first page is ready.", at=NOW, member="bob"))
        kept = Gallery()
        with time_machine.travel(NOW, tick=False):
            keep(kept, Visitor("bob"), "")
        chromium = shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = open_kept(browser, kept, width=360)
            page.goto(f"{HOST}/portal/")

            page.keyboard.press("Tab")
            skip = page.locator(":focus")

            assert skip.inner_text() == "Skip to main content"
            box = skip.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main"
            browser.close()
