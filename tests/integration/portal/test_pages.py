"""What members read of themselves, and that they read of nobody else."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import Settings
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from habeas.cli import app
from habeas.domain.statements.catalogues import Signature, offered_languages
from habeas.files.catalogues import read_folder
from habeas.policy.timeline.strikes import Standing
from habeas.server.decisions.models import Decision
from habeas.server.identity.scopes import Scope
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from habeas.server.policies.models import Activation
from habeas.server.portal.words import TEXTS, list_offered
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import agree, hire, listen, sanction_in_force, work
from tests.factories.market import NOW, PHONE, message, open_market, send, started
from tests.factories.visitors import Visitor

HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    with time_machine.travel(NOW, tick=False):
        yield


def hint() -> Decision:
    send(message(delivery="pending"))
    return Decision.objects.get()


def hold() -> Decision:
    """Return a decision to hold a message, after hints and warnings on the days before."""
    for number in range(6):
        at = NOW - timedelta(days=5 - number)
        send(message(PHONE, at=at, delivery="pending"), now=at)
    return Decision.objects.get(action="hold_message")


def words_of(page: str) -> str:
    """Return what is read on a page, a line for each of its blocks, ids, digests and numbers of entries left out."""
    main = page[page.index("<main") : page.index("</main>")]
    text = unescape(re.sub(r"<[^>]+>", "", re.sub(r"\s*\n\s*", " ", main.replace("</", "\n</"))))
    text = re.sub(r"dec_[a-z0-9]+", "<decision>", re.sub(r"[0-9a-f]{64}", "<digest>", text))
    text = re.sub(r"\bentry \d+", "entry <number>", text)
    return "\n".join(line.strip() for line in re.split(r" {2,}|\n", text) if line.strip())


class TestAccount:
    def test_says_that_nothing_is_restricted(self, snapshot: SnapshotAssertion) -> None:
        send(message())

        assert words_of(Visitor("bob").read("/portal/")) == snapshot

    def test_says_what_counts_until_when_and_what_is_no_strike(self, snapshot: SnapshotAssertion) -> None:
        hold()

        assert words_of(Visitor("ana").read("/portal/")) == snapshot

    def test_says_where_the_marketplace_has_not_confirmed_a_measure(self) -> None:
        hold()
        Measure.objects.update(alarmed_at=NOW)

        assert "has not confirmed yet" in Visitor("ana").read("/portal/")

    def test_says_of_an_ended_account_when_a_person_looks_at_it_again(self) -> None:
        """DSA17-3a."""
        listen()
        ended = sanction_in_force(
            now=NOW,
            action="terminate",
            urgency="ordinary",
            egregious_because="a whole workshop was recruited away in one day",
            exemption="legal_duty",
            exemption_law={"reference": "order 12/26", "text": "The account is to be closed at once."},
            measures=[
                {
                    "restriction": "account",
                    "capabilities": ["propose"],
                    "reviewed_within_days": 365,
                    "indefinite_because": "an authority ordered it",
                }
            ],
        )
        agree(ended, by=hire("ben"), reasons="I read the order and the whole conversation.", now=NOW)
        work(now=NOW)

        assert "Your account is closed. A person looks at this again by 2 March 2027" in Visitor("ana").read("/portal/")

    def test_tells_of_nothing_whose_statement_is_not_sent(self) -> None:
        hold()
        unsent = list(Notice.objects.all())
        Notice.objects.all().delete()
        for one in unsent:
            one.sent_at = one.delivered_at = None
        Notice.objects.bulk_create(unsent)

        page = Visitor("ana").read("/portal/")

        assert "You have no strikes" in page
        assert "/portal/decisions/" not in page

    def test_says_of_a_suspension_until_when_and_names_its_rule(self) -> None:
        listen()
        sanction_in_force(now=NOW)

        page = words_of(Visitor("ana").read("/portal/"))

        assert "Your account is suspended until 9 March 2026" in page
        assert page.count("Payment through the marketplace") == 2
        assert "san_" not in page

    def test_waits_for_a_policy(self) -> None:
        send(message())
        Activation.objects.all().delete()

        assert "The service is not ready" in Visitor("ana").read("/portal/", status=503)

    def test_writes_the_member_as_text(self) -> None:
        send(message(member="<b>an'a</b>"))

        assert "the account &lt;b&gt;an&#x27;a&lt;/b&gt;" in Visitor("<b>an'a</b>").read("/portal/")


class TestDecisions:
    def test_lists_what_the_member_was_told(self, snapshot: SnapshotAssertion) -> None:
        hold()

        assert words_of(Visitor("ana").read("/portal/decisions")) == snapshot

    def test_says_that_there_are_none(self) -> None:
        send(message())

        assert "There are no decisions about you" in Visitor("bob").read("/portal/decisions")

    def test_turns_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.server.portal.pages.ON_A_PAGE", 4)
        hold()
        visitor = Visitor("ana")

        first, second = visitor.read("/portal/decisions"), visitor.read("/portal/decisions?page=2")

        assert [page.count("You were told") for page in (first, second)] == [4, 2]
        assert 'rel="next" href="?page=2"' in first
        assert 'rel="prev" href="?page=1"' in second

    @pytest.mark.parametrize("page", ["0", "x", "-1", "\u0661", "9999999", ""])
    def test_begin_where_no_page_is_asked_for(self, page: str) -> None:
        hint()

        assert "Hint" in Visitor("ana").read(f"/portal/decisions?page={page}")


class TestDecision:
    """DSA17-3 in the order of plain language; DSA17-4: in words that its reader understands."""

    def test_says_what_why_and_what_would_have_been_allowed(self, snapshot: SnapshotAssertion) -> None:
        decision = hold()

        assert words_of(Visitor("ana").read(f"/portal/decisions/{decision.id}")) == snapshot

    def test_of_a_hint_says_that_it_is_no_strike(self, snapshot: SnapshotAssertion) -> None:
        decision = hint()

        assert words_of(Visitor("ana").read(f"/portal/decisions/{decision.id}")) == snapshot

    def test_says_when_a_hold_is_over(self) -> None:
        decision = hold()

        with time_machine.travel(NOW + timedelta(hours=5)):
            page = Visitor("ana").read(f"/portal/decisions/{decision.id}")

        assert "Your message was held back until 2 March 2026, 16:00\u00a0UTC" in page

    def test_that_was_taken_back_says_so_first(self) -> None:
        decision = hint()
        later = NOW + timedelta(hours=1)
        send(started(at=NOW - timedelta(days=1)), now=later)
        Notice.objects.filter(sent_at=None).update(sent_at=later)

        visitor = Visitor("ana")
        page = words_of(visitor.read(f"/portal/decisions/{decision.id}"))

        assert page.index("Decision taken back") < page.index("We took this decision back on 2 March 2026, 13:00")
        assert "a fact reached us late" in page
        assert "Taken back" in visitor.read("/portal/decisions")

    def test_of_another_member_is_not_there(self) -> None:
        decision = hint()
        visitor = Visitor("bob")

        for path in (decision.id, f"{decision.id}/nudge.json", f"{decision.id}/nudge.html", "dec_none"):
            assert "There is no such page" in visitor.read(f"/portal/decisions/{path}", status=404)

    def test_of_a_test_is_not_there(self) -> None:
        send(message(), message(member="tia", delivery="pending"), is_test=True)
        decision = Decision.objects.get(member="tia")

        assert Visitor("tia").get(f"/portal/decisions/{decision.id}").status_code == 404

    def test_before_its_statement_is_sent_is_not_there(self) -> None:
        send(message())

        assert Visitor("ana").get(f"/portal/decisions/{Decision.objects.get().id}").status_code == 404

    def test_marks_the_language_of_what_it_quotes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es"))
        send(message("Escríbeme a ana@example.com por favor", language="es", delivery="pending"))

        page = Visitor("ana").read(f"/portal/decisions/{Decision.objects.get().id}")

        assert '<html lang="en">' in page
        assert '<blockquote lang="es">' in page
        assert "una dirección de correo (“ana@example.com”)" in page

    def test_writes_what_members_wrote_as_text(self) -> None:
        send(message("<script>alert(1)</script> write to a@example.com", delivery="pending"))

        assert "<script" not in Visitor("ana").read(f"/portal/decisions/{Decision.objects.get().id}")


class TestStatement:
    def test_as_json_is_byte_for_byte_what_was_sent(self) -> None:
        decision = hint()
        visitor = Visitor("ana")

        response = visitor.get(f"/portal/decisions/{decision.id}/nudge.json")

        notice = Notice.objects.get()
        assert response.content == read_keys(["ana"]).open("ana", bytes(notice.sealed))
        assert sha256(response.content).hexdigest() == notice.digest
        assert notice.digest in visitor.read(f"/portal/decisions/{decision.id}")
        assert response["Content-Disposition"].startswith("attachment")

    def test_is_checked_by_anybody_against_the_log(self, tmp_path: Path) -> None:
        """Invariant 8: the number, the entry that commits to it, and what a program says that knows only the key."""
        decision, visitor = hint(), Visitor("ana")
        assert "the entry is written when this is handed over" in visitor.read(f"/portal/decisions/{decision.id}")
        work(now=NOW + timedelta(hours=1))
        unsigned = visitor.read(f"/portal/decisions/{decision.id}")
        assert "The log is signed within the hour" in unsigned
        sign_checkpoint(origin="market.example", now=NOW + timedelta(hours=1))

        page = visitor.read(f"/portal/decisions/{decision.id}")
        [entry] = re.findall(r"Download entry (\d+) with its proof", page)
        [key] = re.findall(r"verify log-entry-\d+.json --key (\S+)</code>", page)
        file = tmp_path / f"log-entry-{entry}.json"
        file.write_bytes(visitor.get(f"/portal/decisions/{decision.id}/nudge/log-entry.json").content)
        [logged] = json.loads(file.read_bytes())["audit_log"]
        answer = CliRunner().invoke(app, ["audit", "verify", str(file), "--key", unescape(key)])

        assert logged["payload"]["digest"] == Notice.objects.get().digest
        assert "says what is shown, and stands in the log" in answer.stdout
        assert answer.exit_code == 0
        assert Visitor("bob").get(f"/portal/decisions/{decision.id}/nudge/log-entry.json").status_code == 404

    def test_as_a_page_needs_nothing_beside_it(self) -> None:
        decision = hint()

        page = Visitor("ana").read(f"/portal/decisions/{decision.id}/nudge.html")

        kept = json.loads(read_keys(["ana"]).open("ana", bytes(Notice.objects.get().sealed)))
        assert page == kept["html"]
        assert "@media print" in page
        assert not re.search(r"(src|href)=\"/|<link|<script|url\(", page)

    def test_of_another_kind_is_not_there(self) -> None:
        decision = hint()

        assert Visitor("ana").get(f"/portal/decisions/{decision.id}/warn.json").status_code == 404


class TestOwnData:
    """GDPR15-h."""

    def test_says_what_is_in_it(self, snapshot: SnapshotAssertion) -> None:
        send(message())

        assert words_of(Visitor("ana").read("/portal/data")) == snapshot

    def test_is_handed_out_for_programs(self) -> None:
        hint()

        response = Visitor("ana").post("/portal/data.json")

        assert json.loads(response.content)["member"] == "ana"
        assert response["Content-Disposition"] == 'attachment; filename="my-data-2026-03-02.json"'

    def test_is_handed_out_as_a_page(self) -> None:
        hint()

        assert "What is held about ana" in Visitor("ana").post("/portal/data.html").content.decode()

    def test_is_not_handed_out_by_following_a_link(self) -> None:
        send(message())

        assert Visitor("ana").get("/portal/data.json").status_code == 405

    def test_is_gone_with_the_member(self) -> None:
        hint()
        visitor = Visitor("ana")
        erase_member(member="ana", by="operator", now=NOW)

        assert visitor.post("/portal/data.json").status_code == 403


class TestEveryPage:
    def test_is_kept_by_no_cache_and_runs_no_script(self) -> None:
        send(message())
        visitor = Visitor("ana")

        for path in ("/portal/", "/portal/decisions", "/portal/money", "/portal/data"):
            response = visitor.get(path)
            assert response["Cache-Control"] == "private, no-store"
            assert "default-src 'none'" in response["Content-Security-Policy"]
            assert not re.search(r"<script|<style|\bstyle=|\bon[a-z]+=", response.content.decode())

    def test_that_there_is_not_says_so(self) -> None:
        assert "There is no such page" in Visitor().read("/portal/nothing", status=404)

    def test_is_drawn_by_a_file_that_is_served(self) -> None:
        [style] = re.findall(r'rel="stylesheet" href="([^"]+)"', Visitor().read("/portal/left"))

        response = Visitor().get(f"/{style.lstrip('/')}")

        assert response.status_code == 200
        assert b"--focus" in b"".join(response.streaming_content)  # type: ignore[attr-defined]

    def test_is_drawn_by_a_file_whose_name_holds_its_digest(self, settings: Settings, tmp_path: Path) -> None:
        settings.STATIC_ROOT = tmp_path
        settings.STORAGES = {"staticfiles": {"BACKEND": HASHED}}
        call_command("collectstatic", interactive=False, verbosity=0)

        [style] = re.findall(r'rel="stylesheet" href="([^"]+)"', Visitor().read("/portal/left"))

        assert re.fullmatch(r"/?static/portal/portal\.[0-9a-f]{12}\.css", style)
        response = Visitor().get(f"/{style.lstrip('/')}")
        assert "immutable" in response["Cache-Control"]
        response.close()


class TestWords:
    def test_are_offered_in_a_language_once_they_are_signed(self) -> None:
        known = read_folder(TEXTS)
        signed = Signature("es", known["es"].digest, "Lucía Prieto", date(2026, 3, 1))

        assert set(list_offered()) == {"en"}
        assert offered_languages(known.values(), signatures=[signed]) == ("en", "es")

    def test_are_those_that_the_browser_asks_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.server.portal.words.list_offered", lambda: read_folder(TEXTS))
        hint()

        page = Visitor("ana", accept_language="pt, es-MX;q=0.8, en;q=0.5").read("/portal/")

        assert '<html lang="es">' in page
        assert "Su cuenta" in page

    def test_are_the_source_where_no_language_that_is_asked_for_is_offered(self) -> None:
        assert "You have left" in Visitor(accept_language="es, xx").read("/portal/left")

    def test_name_every_standing(self) -> None:
        texts = list_offered()["en"].texts

        assert {f"standing.{one}" for one in Standing if one is not Standing.NO_STRIKE} <= set(texts)


class TestLinkThroughTheInterface:
    def test_shows_the_member_the_decision_that_was_made(self) -> None:
        decision = hint()
        url = read(Caller(new_key(Scope.ACT)).post("/v1/members/ana/link", {"address_confirmed": True}))["url"]
        visitor = Visitor()

        visitor.open(url.partition(":8000")[2])

        assert decision.id in visitor.read("/portal/decisions")
