"""Every page of the console as a browser draws it: at a desk and on a phone, by day and by night, by keyboard alone."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from habeas.server import console
from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case
from habeas.server.console import sign_in_urls, urls
from habeas.server.console.explain import EXPLAINED
from habeas.server.decisions.models import Decision
from habeas.server.holds.models import Claim, DeductionProposal
from habeas.server.identity.roles import Role
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.answer_sanction import answer_sanction
from habeas.server.usecases.ask_colleague import ask_colleague
from habeas.server.usecases.claim_case import claim_case
from tests.factories.browsers import HOST, browse
from tests.factories.campaigns import previewed
from tests.factories.casework import DAY, HOUR, appealed, be_proposed, hire, listen, sanction_in_force, work
from tests.factories.decisions import a_decision, an_outcome
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.gallery import Gallery, find_faults
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import said
from tests.factories.staff import PASSWORD, Desk, code_shown, employ

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # pages look the same on the other database

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
ROLES = tuple(Role)
LONG = "a-reference-that-goes-on-and-on-without-any-space-as-those-of-some-banks-do"
OWN_REASONS = "In [f1] a stranger is asked to send the whole price to an account that no client can see into."
OTHER_REASONS = "What you wrote in [f1] asks for a payment that nobody here could ever give back to your client."
LASTING = ("lift", "withdraw", "review", "renew")
THE_END: dict[str, Any] = {
    "action": "terminate",
    "egregious_because": "the member did it after a warning, to many",
    "why_not_suspend_pending_review": "there is nothing left to look into",
    "m1-days": "",
    "m1-reviewed_within_days": "180",
    "m1-indefinite_because": "the account ends",
    "reasons": "In [f1] you offer what you were warned of before, to people who never had a contract with you.",
}

LEAD_ON = {
    "agree_to_deduction": "leads back to the hold",
    "file": "is a download",
    "give": "leads back to the appeal",
    "give_unasked": "leads back to the decision",
    "move claim": "leads back to the case",
    "move evidence": "leads back to the case",
    "move prolong": "leads back to the case",
    "move proposal": "leads back to the case",
    "move release": "leads back to the case",
    "open_campaign_member": "leads back to the member",
    "start": "leads to the first page of somebody's roles",
    "take_next": "leads to a case",
    "take_next_appeal": "leads to an appeal",
}
"""The addresses at which no page stands, and what does."""


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    cache.clear()
    open_market()
    listen()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    """Return the desk of somebody who is there for everything, with a case that they look at."""
    desk = Desk("cleo", *ROLES)
    be_proposed(now=NOW + 2 * HOUR)
    case = Case.objects.get(member="ana", closed_at=None)
    desk.send(f"cases/{case.id}/claim")
    desk.send(f"cases/{case.id}/evidence")
    desk.send(f"cases/{case.id}/proposal")
    return desk


@pytest.fixture
def gallery() -> Gallery:
    """Return every page with something on it where there can be, and as it is when a form was wrong."""
    gallery = Gallery()
    appealed(sanction_in_force(now=NOW), now=NOW + HOUR)
    desk = Desk("cleo", *ROLES)
    keep(gallery, desk, "questions", "approvals", "campaigns", "decisions?over=yes", "appeals?over=yes", label="empty")
    look_at_cases(gallery, desk)
    look_at_decisions(gallery, desk)
    look_at_appeals(gallery, desk)
    look_at_campaigns(gallery, desk)
    look_at_money(gallery, desk)
    be_refused(gallery, desk)
    sign_in(gallery)
    return gallery


def keep(gallery: Gallery, desk: Desk, *paths: str, label: str = "") -> None:
    """Keep what somebody reads at some addresses."""
    for path in paths:
        gallery.keep(f"/console/{path}" + (f"?{label}" if label and "?" not in path else ""), desk.get(path))


def send_wrong(gallery: Gallery, desk: Desk, *paths: str, fields: Mapping[str, Any] | None = None) -> None:
    """Keep what is said where a form lacks something."""
    for path in paths:
        gallery.keep(f"/console/{path}?wrong", desk.send(path, fields, status=200))


def look_at_cases(gallery: Gallery, desk: Desk) -> None:
    """Keep the queue, a case before and after it was claimed, all that is done about it, and what a colleague asks."""
    keep(gallery, desk, "cases", "clocks", label="empty")
    be_proposed(now=NOW + 2 * HOUR)
    be_proposed(now=NOW + 2 * HOUR, member=LONG[:40])
    case = f"cases/{Case.objects.get(member='ana', closed_at=None).id}"
    keep(gallery, desk, "cases", case, label="waiting")
    for step in ("claim", "evidence", "proposal"):
        desk.send(f"{case}/{step}")
    keep(gallery, desk, "cases?state=claimed", case, f"{case}/decide", *(f"{case}/{name}" for name in EXPLAINED))
    send_wrong(gallery, desk, f"{case}/decide", fields={"step": "check"})
    send_wrong(gallery, desk, f"{case}/close")
    evidence = [
        str(one) for one in Decision.objects.filter(case=case.removeprefix("cases/")).values_list("id", flat=True)
    ]
    said = a_decision(evidence, reasons=OWN_REASONS)
    gallery.keep(f"/console/{case}/decide?check", desk.send(f"{case}/decide", said, status=200))
    lea, other = hire("lea"), Case.objects.get(member=LONG[:40], closed_at=None).id
    claim_case(case=other, by=lea, is_test=False, now=NOW + 2 * HOUR)
    asked = ask_colleague(case=other, by=lea, to=desk.actor, question=LONG, is_test=False, now=NOW + 2 * HOUR)
    keep(gallery, desk, "questions", "clocks")
    send_wrong(gallery, desk, f"questions/{asked}")


def look_at_decisions(gallery: Gallery, desk: Desk) -> None:
    """Keep a decision in effect with all that changes it, one that waits for a second person, one that was answered."""
    made, now = Sanction.objects.get().id, NOW + 2 * HOUR
    keep(gallery, desk, f"decisions/{made}", *(f"decisions/{made}/{name}" for name in LASTING))
    send_wrong(gallery, desk, f"decisions/{made}/lift")
    ada = Desk("ada", Role.REVIEWER)
    waiting = decided_by(ada, about="gus", **THE_END)
    keep(gallery, desk, "approvals", f"decisions/{waiting}")
    send_wrong(gallery, desk, f"decisions/{waiting}/approve")
    keep(gallery, ada, f"decisions/{waiting}", label="own")
    announced = decided_by(ada, about="hal", reasons=OTHER_REASONS)
    work(now=now)
    answer_sanction(sanction=announced, words=LONG, is_test=False, now=now)
    keep(gallery, ada, f"decisions/{announced}", "decisions")
    send_wrong(gallery, ada, f"decisions/{announced}/reply")


def decided_by(desk: Desk, *, about: str, **changes: Any) -> str:  # noqa: ANN401  # of any field
    """Let somebody decide a case about a member; return the decision's id."""
    be_proposed(now=NOW + 2 * HOUR, member=about)
    case = Case.objects.get(member=about, closed_at=None)
    for step in ("claim", "evidence"):
        desk.send(f"cases/{case.id}/{step}")
    evidence = [str(one) for one in Decision.objects.filter(case=case).values_list("id", flat=True)]
    desk.send(f"cases/{case.id}/decide", a_decision(evidence, step="confirm", **changes))
    return str(Sanction.objects.get(member=about).id)


def look_at_appeals(gallery: Gallery, desk: Desk) -> None:
    """Keep an appeal as it is heard, what can be done about it, and what its outcome would undo."""
    appeal = f"appeals/{Appeal.objects.get().id}"
    keep(gallery, desk, "appeals", appeal, f"{appeal}/decide", f"{appeal}/ask", f"{appeal}/admit")
    send_wrong(gallery, desk, f"{appeal}/decide", fields={"step": "check"})
    decider = Desk("ana", Role.APPEALS_REVIEWER)
    keep(gallery, decider, "appeals", appeal, label="took-part")
    keep(gallery, desk, f"{appeal}/give", f"{appeal}/override")
    keep(gallery, decider, f"{appeal}/give", label="took-part")
    keep(gallery, decider, f"{appeal}/override", label="nobody")
    send_wrong(gallery, desk, f"{appeal}/give", f"{appeal}/override")
    gallery.keep(f"/console/{appeal}/take", decider.send(f"{appeal}/take", status=409), status=409)
    gallery.keep(f"/console/{appeal}/decide?check", desk.send(f"{appeal}/decide", an_outcome(), status=200))
    desk.send(f"{appeal}/decide", an_outcome(step="confirm"))
    work(now=NOW + 2 * HOUR)
    keep(gallery, desk, appeal, label="decided")
    work(now=NOW + 2 * DAY)
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        keep(gallery, Desk("cleo", *ROLES), "clocks", appeal, label="soon")


def look_at_campaigns(gallery: Gallery, desk: Desk) -> None:
    """Keep a campaign from its criterion to what one member would read."""
    members = ("eve", LONG[2:40])
    campaign = f"campaigns/{previewed(members, by=desk.actor, now=NOW + 2 * HOUR)}"
    member = f"{campaign}/members/eve"
    keep(gallery, desk, "campaigns", "campaigns/new", campaign, member, label="previewed")
    for name in members:
        desk.send(f"{campaign}/members/{name}/open")
    keep(gallery, desk, campaign, member, f"{campaign}/decide")
    send_wrong(gallery, desk, "campaigns/new", f"{campaign}/approve", f"{campaign}/drop")
    send_wrong(gallery, desk, f"{member}/leave-out", f"{member}/review")


def look_at_money(gallery: Gallery, desk: Desk) -> None:
    """Keep what waits, a claim with and without a hold, a hold, and what is wrong with each form."""
    keep(gallery, desk, "money", label="empty")
    send(*paid(), disputed())
    placed()
    send(
        event("chargeback.opened", contract="k1", chargeback=LONG, amount=said(700)),
        event("balance.reported", member="fred", available=said(49_000)),
    )
    leave_unanswered(LONG)
    held, other = Claim.objects.exclude(hold=None).get(), Claim.objects.get(hold=None).id
    hold = f"money/holds/{held.hold.id}"
    keep(
        gallery,
        desk,
        "money",
        "money/report",
        "money/claims/new",
        f"money/claims/{held.id}",
        f"money/claims/{other}",
        hold,
    )
    send_wrong(
        gallery, desk, f"money/claims/{other}", f"money/claims/{other}/decide", f"{hold}/renew", f"{hold}/release"
    )
    look_at_checks(gallery, f"money/claims/{other}", hold)
    send_wrong(gallery, desk, "money/claims/new")
    look_at_deductions(gallery, desk, hold)
    look_at_freezes(gallery, desk)


def leave_unanswered(contract: str) -> None:
    """Let a contract end before the work came for which a suspension dated what its milestone holds."""
    at = NOW + HOUR
    told: dict[str, Any] = {"contract": contract, "milestone": f"m1-{LONG}", "amount": said(50_000)}
    send(
        event("contract.started", at=NOW, contract=contract, client=f"carl-{LONG}", freelancer="mia"),
        event("milestone.funded", at=NOW, **told),
    )
    due = {
        "amount": said(50_000),
        "answer": "pay_on",
        "at": (at + 9 * DAY).isoformat(),
        "because": "its work is looked for by then",
    }
    money = {"amounts": [{"id": f"{contract}/{told['milestone']}", "parts": [due]}]}
    sanction_in_force(now=at, member="mia", reviewer="ada", money=money)
    send(event("contract.ended", at=at + HOUR, contract=contract), now=at + HOUR)


def look_at_checks(gallery: Gallery, claim: str, hold: str) -> None:
    """Keep what is read before money waits, waits longer or is let go, and before the outcome of a claim is noted."""
    because = "The bank asks which of the three pages were delivered, and when."
    colleague = Desk("mo", *ROLES)
    keep(gallery, colleague, hold, label="second")
    for path, typed in (
        (claim, {"amount": "5.00", "because": because, "language": "en", "zone": "UTC"}),
        (f"{claim}/decide", {"outcome": "rejected"}),
        (f"{hold}/renew", {"days": "20", "because": because}),
        (f"{hold}/release", {"because": "lifted"}),
    ):
        gallery.keep(f"/console/{path}?check", colleague.send(path, typed, status=200))


def look_at_deductions(gallery: Gallery, desk: Desk, hold: str) -> None:
    """Keep a deduction before its claim is upheld, itemized, wrong, shown, proposed, and as a colleague finds it."""
    keep(gallery, desk, f"{hold}/deduct", label="undecided")
    send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld"))
    words = "The second page of the three was not delivered, as the chat of that week shows."
    item = {"i1-amount": "150.00", "i1-words": words, "i1-clause": f"refunds v2 {LONG}", "i1-evidence": LONG}
    send_wrong(gallery, desk, f"{hold}/deduct")
    gallery.keep(f"/console/{hold}/deduct?more", desk.send(f"{hold}/deduct", item | {"step": "more"}, status=200))
    gallery.keep(f"/console/{hold}/deduct?check", desk.send(f"{hold}/deduct", item, status=200))
    keep(gallery, desk, f"{hold}/deduct", hold, label="upheld")
    desk.send(f"{hold}/deduct", item | {"step": "confirm"})
    keep(gallery, desk, "money", hold, f"{hold}/deduct", label="proposed")
    colleague = Desk("mo", *ROLES)
    keep(gallery, colleague, f"{hold}/deduct", label="second")
    proposal = DeductionProposal.objects.get().id
    colleague.send(f"{hold}/deduct/agree", {"proposal": proposal})
    keep(gallery, desk, hold, f"{hold}/deduct", label="deducted")
    gone = desk.send(f"{hold}/deduct/drop", {"proposal": proposal}, status=409)
    gallery.keep(f"/console/{hold}/deduct/drop", gone, status=409)


def look_at_freezes(gallery: Gallery, desk: Desk) -> None:
    """Keep a freeze by law as it is noted, shown before it is done, looked at again and lifted."""
    order = {"member": "fred", "basis": "court_order", "reference": LONG, "review_on": "2026-03-20"}
    keep(gallery, desk, "money/freezes/new")
    send_wrong(gallery, desk, "money/freezes/new")
    gallery.keep("/console/money/freezes/new?check", desk.send("money/freezes/new", order, status=200))
    hidden = order | {"is_silent": "on"}
    gallery.keep("/console/money/freezes/new?silent", desk.send("money/freezes/new", hidden, status=200))
    made = desk.send("money/freezes/new", hidden | {"step": "confirm"}).headers["Location"].removeprefix("/console/")
    keep(gallery, desk, "money", made, label="frozen")
    send_wrong(gallery, desk, f"{made}/review")
    lifted = {"still_binds": "no"}
    gallery.keep(f"/console/{made}/review?check", desk.send(f"{made}/review", lifted, status=200))
    desk.send(f"{made}/review", lifted | {"step": "confirm"})
    keep(gallery, desk, made, label="lifted")


def be_refused(gallery: Gallery, desk: Desk) -> None:
    """Keep what is said where there is no page, where the role is another, and to who is signed in no more."""
    gallery.keep("/console/cases/case_x", desk.get("cases/case_x"), status=404)
    gallery.keep("/console/nowhere", desk.get("nowhere"), status=404)
    gallery.keep("/console/money?role", Desk("mia", Role.REVIEWER).get("money"), status=403)
    typed = Client().post("/console/cases/case_x/decide", {"reasons": LONG})
    gallery.keep("/console/cases/case_x/decide?signed-out", typed, status=403)


def sign_in(gallery: Gallery) -> None:
    """Keep the way in: a wrong password, a device for codes, codes on paper, and too many tries."""
    employ("dora", Role.REVIEWER)
    dora, again = Client(), Client()
    into(gallery, dora, "sign-in", "dismissed")
    wrong = dora.post("/console/sign-in", {"login": "dora@market.example", "password": "wrong"})
    gallery.keep("/console/sign-in?wrong", wrong)
    dora.post("/console/sign-in", {"login": "dora@market.example", "password": PASSWORD})
    asked = dora.get("/console/second-factor/device").headers["Location"]
    gallery.keep(asked, dora.get(asked))
    dora.post(asked, {"password": PASSWORD})
    [secret] = re.findall(r"<code>([A-Z2-7]+)</code>", into(gallery, dora, "second-factor/device"))
    dora.post("/console/second-factor/device", {"code": code_shown(secret, at=NOW + 2 * HOUR)})
    into(gallery, dora, "second-factor", "second-factor/paper", "second-factor/paper/new")
    into(gallery, dora, "second-factor/device/remove", "second-factor/again", "password", "sign-out")
    again.post("/console/sign-in", {"login": "dora@market.example", "password": PASSWORD})
    into(gallery, again, "second-factor/code")
    for _ in range(11):
        dora.post("/console/again", {"password": "wrong"})
    gallery.keep("/console/again?too-many", dora.post("/console/again", {"password": "wrong"}), status=429)


def into(gallery: Gallery, client: Client, *paths: str) -> str:
    """Keep what somebody reads on their way in; return the last of it."""
    return [gallery.keep(f"/console/{path}", client.get(f"/console/{path}")) for path in paths][-1]


def press_with_alt(page: Page, letter: str) -> None:
    """Press the key of a letter with Alt, as a keyboard sends it; that of the browser's driver leaves the letter out."""
    key = {"modifiers": 1, "key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper())}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, "unmodifiedText": letter, **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    session.detach()


def fill(page: Page, typed: Mapping[str, Any]) -> None:
    """Type and choose what a form asks for, field by field; what is folded away stays as it is."""
    for name, value in typed.items():
        field = page.locator(f"main form [name='{name}']")
        if not field.first.is_visible():
            continue
        if field.first.get_attribute("type") in {"checkbox", "radio"}:
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"main form [name='{name}'][value='{one}']").check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


class TestPages:
    """WCAG 2.2 AA, at a desk and on a phone."""

    def test_are_all_looked_at_and_nothing_is_wrong_with_any(self, gallery: Gallery) -> None:
        """Every address of the console and every template: a new page without a visit fails here."""
        table = [*urls.urlpatterns, *sign_in_urls.urlpatterns]
        assert gallery.unvisited(table, variants=[f"explain {name}" for name in EXPLAINED]) == set(LEAD_ON)
        assert gallery.unmade(Path(console.__file__).parent / "templates") == set()

        assert find_faults(gallery) == []

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

    def test_lead_from_the_queue_to_the_decision_by_their_keys(self) -> None:
        """Alt and the letter that stands on each button, as browsers have it on Linux and Windows."""
        be_proposed(now=NOW + 2 * HOUR, member="zoe")
        case = Case.objects.get(member="zoe")
        evidence = [str(one) for one in Decision.objects.filter(case=case).values_list("id", flat=True)]
        typed = a_decision(evidence, reasons=OWN_REASONS)
        del typed["step"]

        def act(page: Page) -> None:
            page.goto(f"{HOST}/console/cases")
            press_with_alt(page, "n")
            page.wait_for_url(f"**/cases/{case.id}")
            press_with_alt(page, "e")
            page.locator("[accesskey=d]").wait_for()
            press_with_alt(page, "d")
            page.wait_for_url("**/decide")
            fill(page, typed)
            press_with_alt(page, "k")
            page.locator("button[value=confirm]").wait_for()
            press_with_alt(page, "d")
            page.wait_for_url("**/decisions/*")

        browse(act, client=Desk("cleo", *ROLES).client)

        assert Sanction.objects.get(member="zoe").state == "decided"

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
