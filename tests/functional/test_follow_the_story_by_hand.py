"""The story at a browser, from a complaint to an overturned suspension, as whoever follows it by hand clicks it."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import FilePayload, Page

from habeas.cli.by_hand import MEMBER, happened_before
from habeas.cli.story import SCENES, Happening
from habeas.domain.policy_cases import load_cases
from habeas.policy.actions import Action
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.queries import get_appeal
from habeas.server.console.words import read_words
from habeas.server.events.incoming import IncomingEvent
from habeas.server.identity.roles import Role
from habeas.server.journal.queries import list_unbalanced
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.portal.words import list_offered
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from tests.factories.browsers import HOST, browse
from tests.factories.casework import DAY, HOUR, listen, work
from tests.factories.market import NOW, event, open_market, send
from tests.factories.staff import PASSWORD, employ
from tests.factories.visitors import link_of

README = Path(__file__).parents[2] / "README.md"

pytestmark = pytest.mark.django_db

REASONS = (
    "You asked for an email address before there was a contract, as [f1] says. That takes the talk away from the "
    "place where both sides are protected."
)
ELEMENT = "Before a contract"


FILES = [
    FilePayload(name="invitation.txt", mimeType="text/plain", buffer=b"Viewer access for dora, portal of k1."),
    FilePayload(name="contracts.txt", mimeType="text/plain", buffer=b"170 contracts since 2019."),
]


def tell(now: datetime) -> None:
    """Let the marketplace tell what had happened."""
    for scene in SCENES:
        before = [told_as(f"{scene.id}-{number}", one, now) for number, one in enumerate(scene.before)]
        send(*before, told_as(scene.id, scene.message, now), now=now)
    send(*(told_as(f"e{number}", one, now) for number, one in enumerate(happened_before(now))), now=now)


def told_as(name: str, one: Happening, now: datetime) -> IncomingEvent:
    return event(one.type, at=now - one.ago, event_id=name, **one.told)


class Person:
    """Somebody of the staff who signs in at a browser."""

    def __init__(self, name: str, *roles: Role) -> None:
        employ(name, *roles)
        self.name, self.client = name, Client()

    def goes(self, act: Callable[[Page], None]) -> None:
        """Sign in, and act."""

        def there(page: Page) -> None:
            self.sign_in(page)
            act(page)

        browse(there, client=self.client)

    def sign_in(self, page: Page) -> None:
        page.goto(f"{HOST}/console/")
        page.get_by_label("Email").fill(f"{self.name}@market.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text(f"You are signed in as {self.name}.").wait_for()


def suspend(page: Page) -> None:
    """Take the case, look at it, and decide a suspension that does not wait."""
    page.get_by_role("button", name="Look at the next one").click()
    page.get_by_role("button", name="Open the evidence").click()
    page.get_by_text("Before any contract she asked me").first.wait_for()
    page.get_by_role("link", name="Decide").click()
    page.get_by_role("heading", name="Decide", exact=True).wait_for()
    page.get_by_role("radio", name="A suspension until it is reviewed").check()
    restriction = page.get_by_role("group", name="Restriction 1", exact=True)
    for one in ("send proposals", "accept new contracts", "appear in search"):
        restriction.get_by_label(one).check()
    restriction.get_by_label("For how many days?").fill("7")
    page.get_by_label("Which clause?").select_option("contact-information")
    page.get_by_label("Which words of the clause, or of the law, are met?").fill(ELEMENT)
    page.get_by_label("Your reasons, to the member").fill(REASONS)
    page.get_by_label("How grave is it?").fill("an address was asked for once")
    page.get_by_label("What shows intent, or that nothing does?").fill("nothing shows any")
    page.get_by_label("Not a warning, because").fill("others might be asked meanwhile")
    page.get_by_label("Why was what speaks for the member not enough?").fill("the request was made all the same")
    page.get_by_label("What would have been allowed?").fill("Giving access through the contract's room.")
    page.get_by_label("What can the member do now?").fill("Tell us what the address was for.")
    page.get_by_role("button", name="Check it").click()
    missing = page.get_by_role("alert").get_by_role(
        "link", name="500.00 USD in the milestone m1 of k2: Say what becomes"
    )
    missing.wait_for()
    for amount in page.get_by_role("group", name="500.00 USD").all():
        amount.get_by_role("radio", name="It is paid on the date below").check()
        amount.get_by_label("On which date, in UTC?").fill(f"{NOW + 14 * DAY:%Y-%m-%dT00:00}")
        amount.get_by_label("Why, to the member").fill("the work goes on until then")
    page.get_by_role("radio", name="No, somebody will be harmed.").check()
    page.get_by_label("If not, which harm would the wait let happen?").fill("others are asked for addresses")
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="Check your decision").wait_for()
    assert page.get_by_text("The contract k1 goes on.").is_visible()
    assert page.get_by_text("500.00 USD in the milestone m1 of k2 is paid to the member on 16 March 2026").is_visible()
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Decided. What follows is below.").wait_for()


def agree(page: Page) -> None:
    """Look at a colleague's decision as the second person, and agree."""
    page.get_by_role("link", name="Second person", exact=True).click()
    page.get_by_role("link", name="A suspension until it is reviewed").click()
    page.get_by_role("link", name="Open what it rests on").click()
    page.get_by_role("button", name="Open the evidence").click()
    page.get_by_text("Before any contract she asked me").first.wait_for()
    page.get_by_role("link", name="A suspension until it is reviewed").first.click()
    page.get_by_role("radio", name="Yes. It goes on.").check()
    page.get_by_label("Your own reasons").fill("The words are there.")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("You agreed. It goes on.").wait_for()


def appeal(page: Page, link: str) -> None:
    """Read why, and appeal with two reasons and two files."""
    page.goto(f"{HOST}{link}")
    page.get_by_role("button", name="Open my pages").click()
    page.get_by_text("What is not possible until then: accepting new contracts, appearing in search").wait_for()
    page.get_by_role("link", name="Read why").first.click()
    page.get_by_role("link", name="Appeal this decision", exact=True).first.click()
    page.get_by_label("Why is the decision wrong?").fill("The address was to open a view of the portal for her quote.")
    page.get_by_role("button", name="Add another reason").click()
    page.get_by_label("Reason 2").fill("In seven years and 170 contracts there was never a complaint.")
    page.get_by_label("Choose files").set_input_files(FILES)
    page.get_by_role("button", name="Check before you send it").click()
    page.get_by_role("heading", name="Check your appeal").wait_for()
    assert page.get_by_text("invitation.txt").is_visible()
    page.get_by_role("button", name="Send the appeal").click()
    page.get_by_role("heading", name="We have received your appeal").wait_for()


def overturn(page: Page) -> None:
    """Hear the appeal, answer each argument, and undo all of it."""
    page.get_by_role("link", name="Appeals").click()
    page.get_by_role("link", name="Appeal of").click()
    page.get_by_text("You took no part in this decision.").wait_for()
    page.get_by_role("button", name="Hear this appeal").click()
    page.get_by_role("link", name="invitation.txt").wait_for()
    assert page.get_by_role("article").get_by_text("Before any contract she asked me").is_visible()
    page.get_by_role("link", name="Decide the appeal").click()
    answers = page.get_by_label("Your answer")
    answers.nth(0).fill("The invitation shows that the address was for a view of the portal, which is allowed.")
    answers.nth(1).fill("Your record is as you say, and it should have been looked at first.")
    page.get_by_role("radio", name="Overturned.").check()
    page.get_by_label("If it is overturned, what should the policy have said?").select_option("A hint")
    page.get_by_label("Your reasons, to the member").fill("What you asked for is allowed before a contract.")
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="Check your answer").wait_for()
    assert page.get_by_text("The strike counts no more.").is_visible()
    page.get_by_role("button", name="Decide the appeal").click()
    page.get_by_text("Decided. All of it is being undone, and the member is told.").wait_for()


class TestStory:
    def test_ends_well_for_somebody_who_was_wrongly_suspended(self) -> None:
        """DSA17-2, DSA20-1, DSA20-4, DSA20-5, DSA20-6, FUND-10, invariant 3, invariant 5, invariant 6, invariant 11."""
        open_market()
        listen()
        tell(NOW)
        ada, ben = Person("ada", Role.REVIEWER), Person("ben", Role.SENIOR_REVIEWER)
        cleo = Person("cleo", Role.APPEALS_REVIEWER)

        with time_machine.travel(NOW, tick=False):
            ada.goes(suspend)
            work(now=NOW)
            made = Sanction.objects.get()
            assert (made.state, made.effective_at) == ("effective", NOW)
            ben.goes(agree)
        with time_machine.travel(NOW + HOUR, tick=False):
            link = link_of(MEMBER)
            member = Client()
            browse(lambda page: appeal(page, link), client=member, width=390)
            cleo.goes(overturn)
        work(now=NOW + DAY)

        self.check_restored(made)

    def test_is_told_in_the_readme_in_the_words_of_the_pages(self) -> None:
        _, _, told = README.read_text(encoding="utf-8").partition("## Follow the story by hand")
        section = told.partition("\n## ")[0]

        named = re.findall(r"\*\*(.+?)\*\*", section)

        said = {text.rstrip(".?:") for text in [*read_words().texts.values(), *list_offered()["en"].texts.values()]}
        assert len(named) >= 10
        assert [one for one in named if one.rstrip(".?:") not in said] == []

    def check_restored(self, made: Sanction) -> None:
        made.refresh_from_db()
        assert made.state == "reversed"
        assert not Measure.objects.filter(sanction=made, ended_at=None).exists()
        heard = Appeal.objects.get()
        assert (heard.outcome, heard.reviewer_id in {made.decided_by_id, made.approved_by_id}) == ("overturned", False)
        assert list_unbalanced() == []
        found = get_appeal(heard.id, is_test=False)
        assert found is not None
        [precedent] = load_cases({"precedent.yaml": found["precedent"]}, policy=read_rulebook().policy)
        assert precedent.expected == {"action": Action.NUDGE}
