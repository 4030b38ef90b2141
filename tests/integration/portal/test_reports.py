"""What members write here: reports, answers to questions, the way back into their own account."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case, Inquiry, Report
from habeas.server.safeguards.models import Safeguard
from habeas.server.usecases.make_promise import make_promise
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from tests.factories.casework import answer_a_report, ask_about_a_case, be_proposed, hire
from tests.factories.market import NOW, event, open_market, send
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

SAID = {
    "about": "ana",
    "kind": "terms_report",
    "content": "She asked me, <b>Bob</b> Marley, to pay her by bank outside of here.",
    "names": "Bob, Marley",
}


@pytest.fixture(autouse=True)
def market() -> Iterator[None]:
    open_market()
    send(event("member.joined", member="ana"), event("member.joined", member="bob"))
    with time_machine.travel(NOW, tick=False):
        yield


class TestReport:
    def test_is_written_received_with_its_number_and_read_again(self) -> None:
        """DSA16-1."""
        bob = Visitor("bob")
        assert 'value="ana"' in bob.read("/portal/reports/new?about=ana&message=e5")

        sent = bob.client.post("/portal/reports/new", SAID)

        row = Report.objects.get()
        assert sent["Location"] == f"/portal/reports/{row.id}?new"
        receipt = bob.read(sent["Location"])
        assert "We have received your report" in receipt
        assert row.id in receipt
        assert "&lt;b&gt;Bob" in receipt
        assert "It waits for a person" in bob.read("/portal/reports")
        assert Case.objects.get(member="ana").reason == "report"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"about": " "}, "Say whom it is about."),
            ({"about": "nobody-here"}, "Nobody here is called nobody-here."),
            ({"about": "bob"}, "This is your own account."),
            ({"kind": "other"}, "Choose what it is."),
            ({"content": "she is bad"}, "in at least 20 letters"),
            ({"content": f"{'x' * 9990} and what matters most"}, "This has 10012 letters; 10000 fit. Leave out 12"),
            ({"about": "a" * 201}, "This has 201 letters; 200 fit."),
            ({"names": "Marley," * 51}, "At most 50 words fit"),
            ({"names": f"Marley, {'x' * 61}"}, "each with at most 60 letters"),
        ],
    )
    def test_that_is_wrong_says_so_and_loses_nothing(self, changes: dict[str, str], says: str) -> None:
        bob = Visitor("bob")
        typed = SAID | changes

        answer = bob.client.post("/portal/reports/new", typed)

        page = answer.content.decode()
        assert answer.status_code == 400
        assert "<title>Error:" in page
        assert page.count(says) == 2
        assert "Marley" in page
        assert not Report.objects.exists()

    def test_takes_a_line_break_as_one_letter_and_cuts_nothing(self) -> None:
        """What a browser counts is what counts here, though it sends a break as two letters."""
        bob, lines = Visitor("bob"), "\r\n".join(["She asked me."] * 700)
        assert len(lines) > 10_000 > len(lines.replace("\r\n", "\n"))

        sent = bob.client.post("/portal/reports/new", SAID | {"content": lines})

        assert bob.read(sent["Location"]).count("She asked me.") == 700
        assert "maxlength" not in bob.read("/portal/reports/new")

    def test_says_what_came_of_it_and_until_when_that_can_be_appealed(self) -> None:
        """DSA20-1."""
        made = answer_a_report(now=NOW)

        page = Visitor("bob").read(f"/portal/reports/{made}")

        assert "found nothing to act on" in page
        assert "2 September 2026" in page
        assert "No program had a part in it" in page

    def test_is_appealed_by_its_author_on_the_pages_of_appeals(self) -> None:
        """DSA20-1: also against a decision not to act."""
        made = answer_a_report(now=NOW)
        bob = Visitor("bob")
        form = f"/portal/decisions/{made}/appeal"
        assert form in bob.read(f"/portal/reports/{made}")

        bob.client.post(form, {"argument": "Nobody looked at the messages.", "do": "check"})
        sent = bob.client.post(f"{form}/check")

        assert "We have received your appeal" in bob.read(sent["Location"])
        assert Appeal.objects.get().matter == "report"
        assert bob.get(f"/portal/decisions/{made}")["Location"] == f"/portal/reports/{made}"
        assert Visitor("eve").get(f"/portal/decisions/{made}").status_code == 404

    def test_is_read_by_nobody_else(self) -> None:
        """P2B4-5."""
        made = answer_a_report(now=NOW)

        assert "There is no such page" in Visitor("eve").read(f"/portal/reports/{made}", status=404)
        assert "You have not reported anybody" in Visitor("eve").read("/portal/reports")


class TestQuestion:
    def test_is_shown_at_once_answered_and_read_again(self) -> None:
        asked = ask_about_a_case(now=NOW)
        eve = Visitor("eve")
        assert "We have a question to you." in eve.read("/portal/")
        assert "9 March 2026" in eve.read("/portal/questions")
        path = f"/portal/questions/{asked}"
        assert "Which one?" in eve.read(path)

        empty = eve.client.post(path, {"words": "  "})
        long = eve.client.post(path, {"words": "x" * 10_000 + " and the last line"})
        answered = eve.client.post(path, {"words": "The second one."})

        assert empty.status_code == 400
        assert "Write your answer first." in empty.content.decode()
        assert long.status_code == 400
        assert "This has 10018 letters; 10000 fit. Leave out 18" in long.content.decode()
        assert " and the last line</textarea>" in long.content.decode()
        assert answered.status_code == 302
        assert "The second one." in eve.read(path)
        assert "You answered" in eve.read("/portal/questions")
        assert "question to you" not in eve.read("/portal/")
        late = eve.client.post(path, {"words": "And the third."}).content.decode()
        assert "This question is over." in late
        assert "And the third." in late

    def test_of_somebody_else_is_not_there(self) -> None:
        asked = ask_about_a_case(now=NOW)

        for path in (f"/portal/questions/{asked}", "/portal/questions/inq_none"):
            assert "There is no such page" in Visitor("bob").read(path, status=404)
        assert "We have not asked you anything" in Visitor("bob").read("/portal/questions")

    def test_that_lapsed_says_that_silence_means_nothing(self) -> None:
        asked = ask_about_a_case(now=NOW)
        Inquiry.objects.update(lapsed_at=NOW)

        assert "neither for nor against you" in Visitor("eve").read(f"/portal/questions/{asked}")
        assert "Not answered" in Visitor("eve").read("/portal/questions")


class TestSafeguard:
    def test_is_told_with_why_and_ended_by_its_owner_with_one_button(self) -> None:
        """PWD10-5."""
        wanted = Wanted(member="ana", kind=SafeguardKind.SESSION_LOCK, because="signed in from elsewhere")
        safeguard = place_safeguard(wanted=wanted, by=None, is_test=False, now=NOW)
        ana = Visitor("ana")
        page = ana.read("/portal/")
        assert "signed in from elsewhere" in page
        assert "no sanction and no strike" in page
        path = f"/portal/safeguards/{safeguard}/recover"
        assert Visitor("bob").post(path).status_code == 404
        assert ana.get(path).status_code == 405

        assert ana.post(path).status_code == 302

        assert Safeguard.objects.get().ended_by == "owner"
        assert "signed in from elsewhere" not in ana.read("/portal/")


class TestPromise:
    def test_is_shown_and_said_to_be_late_when_it_is(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get()
        until = NOW + timedelta(hours=2)
        make_promise(case=case.id, by=hire("ana"), words="I write to you today.", until=until, is_test=False, now=NOW)
        ana = Visitor("ana")

        assert "By 2 March 2026, 14:00" in ana.read("/portal/")
        with time_machine.travel(until, tick=False):
            assert "Late since 2 March 2026, 14:00" in ana.read("/portal/")
