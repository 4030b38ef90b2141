"""What is only intended: told as that, answered in the portal, replied to, and decided after."""

from collections.abc import Iterator

import pytest
import time_machine

from habeas.server.api.rulings import RulingContent
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.answer_sanction import reply_to_answer
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.preview_decision import preview_decision
from tests.factories.casework import HOUR, a_ruling, be_proposed, hire, listen, report_ana, work
from tests.factories.market import NOW, open_market
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

INTENDED = "This is announced, and nothing of it is in effect. You can answer until 5 March 2026, 12:00 (UTC)."


@pytest.fixture(autouse=True)
def market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW, tick=False):
        yield


def announced() -> str:
    ana = hire("ana")
    be_proposed(now=NOW)
    case = Case.objects.get(member="ana")
    claim_case(case=case.id, by=ana, is_test=False, now=NOW)
    open_evidence(case=case.id, by=ana, is_test=False, now=NOW)
    said = RulingContent.model_validate(a_ruling())
    made = decide_case(case=case.id, ruling=said.ruling, by=ana, is_test=False, now=NOW)
    work(now=NOW)
    return made


class TestAnnounced:
    def test_refuses_an_answer_that_does_not_fit_and_keeps_all_of_it(self) -> None:
        """DSA14-4."""
        sanction = announced()
        visitor, fits = Visitor("ana"), "One line.\r\n" * 950

        sent = visitor.post(f"/portal/decisions/{sanction}/answer", {"words": "x" * 10_000 + " what matters most"})

        assert sent.status_code == 400
        assert "This has 10018 letters; 10000 fit. Leave out 18" in sent.content.decode()
        assert " what matters most</textarea>" in sent.content.decode()
        assert len(fits) > 10_000
        assert visitor.post(f"/portal/decisions/{sanction}/answer", {"words": fits}).status_code == 302

    def test_says_that_nothing_is_in_effect_and_until_when_it_can_be_answered(self) -> None:
        """DSA14-4, invariant 3."""
        sanction = announced()

        visitor = Visitor("ana")
        page = visitor.read(f"/portal/decisions/{sanction}")

        assert "What we intend to decide</h2>" in page
        assert INTENDED in page
        assert "If we decide so, it takes effect on 5 March 2026 at the earliest." in page
        assert "Once it is decided you can appeal for six months" in page
        assert "It takes effect on" not in page
        assert "Nothing of it is in effect. You can answer until 5 March 2026" in visitor.read("/portal/")
        begun = visitor.client.get("/portal/appeal", {"decision": sanction}, follow=True)
        assert begun.redirect_chain[-1][0] == f"/portal/decisions/{sanction}#answer"

    def test_leads_to_the_answer_from_the_top_and_says_at_the_field_what_is_missing(self) -> None:
        sanction, visitor = announced(), Visitor("ana")

        page = visitor.read(f"/portal/decisions/{sanction}")
        wrong = visitor.post(f"/portal/decisions/{sanction}/answer", {"words": " "})

        assert '<a href="#answer">You can answer until 5 March 2026, ' in page
        assert 'id="words-fault">Write what we should know before we decide.</p>' in wrong.content.decode()
        assert 'aria-describedby="words-fault"' in wrong.content.decode()
        assert page.count("What you can do now</h2>") == 1

    def test_links_what_the_marketplace_wrote_and_no_address_of_a_members(self) -> None:
        sanction = announced()

        page = Visitor("ana").read(f"/portal/decisions/{sanction}")

        assert '<a href="https://marketplace.example/terms#payment-inside"' in page
        assert "ana@example.com" in page
        assert "mailto:" not in page

    def test_is_answered_in_the_portal_and_takes_effect_only_after_the_reply(self) -> None:
        """DSA14-4, P2B4-3."""
        sanction = announced()
        visitor = Visitor("ana")

        empty = visitor.client.post(f"/portal/decisions/{sanction}/answer", {"words": "  "})
        sent = visitor.client.post(f"/portal/decisions/{sanction}/answer", {"words": "We met at a fair in May."})

        assert (empty.status_code, sent.status_code) == (400, 302)
        assert "Write what we should know before we decide." in empty.content.decode()
        page = visitor.read(f"/portal/decisions/{sanction}")
        assert "We met at a fair in May." in page
        assert "A person reads what you wrote and replies to it." in page
        actors = [one.actor for one in map(get_entry, range(get_size())) if one.action == "sanction.answered"]
        assert actors == ["member"]
        work(now=NOW + 80 * HOUR)
        assert Sanction.objects.get().state == "announced"
        words = "A fair does not change where this project was found."
        reply_to_answer(sanction=sanction, by=hire("ana"), words=words, is_test=False, now=NOW + 80 * HOUR)
        told = visitor.read(f"/portal/decisions/{sanction}")
        assert (words in told, told.count('id="answer"')) == (True, 1)
        work(now=NOW + 80 * HOUR)
        assert Sanction.objects.get().state == "effective"
        after = visitor.read(f"/portal/decisions/{sanction}")
        assert f'action="/portal/decisions/{sanction}/answer"' not in after
        assert "It takes effect on 5 March 2026." in after
        assert visitor.client.post(f"/portal/decisions/{sanction}/answer", {"words": "more"}).status_code == 404

    def test_is_nobody_elses_to_answer(self) -> None:
        sanction = announced()

        answer = Visitor("bob").client.post(f"/portal/decisions/{sanction}/answer", {"words": "I know her."})

        assert answer.status_code == 404
        assert Sanction.objects.get().answered_at is None


class TestPreview:
    def test_shows_the_announcement_the_second_person_and_what_reporters_are_told(self) -> None:
        """DSA17-3, DSA16-1, invariant 5."""
        ana = hire("ana")
        be_proposed(now=NOW)
        report_ana(now=NOW)
        case = Case.objects.get(member="ana")
        claim_case(case=case.id, by=ana, is_test=False, now=NOW)
        open_evidence(case=case.id, by=ana, is_test=False, now=NOW)
        judged = list(case.decisions.values_list("id", flat=True))
        imminent = {"urgency": "imminent_harm", "urgent_because": "members are asked for bank details right now"}

        foreseen = {
            name: preview_decision(
                case=case.id, ruling=RulingContent.model_validate(said).ruling, by=ana, is_test=False, now=NOW
            )
            for name, said in {"intended": a_ruling(), "imminent": a_ruling(relied_on=judged, **imminent)}.items()
        }

        assert foreseen["intended"]["announced"]["title"].startswith("What we intend to decide")
        assert foreseen["imminent"]["announced"] is None
        told = {name: {one["what"]: one for one in seen["effects"]} for name, seen in foreseen.items()}
        assert told["intended"]["reports_acted"]["count"] == 1
        assert told["imminent"]["reports_not_acted"]["count"] == 1
        assert told["imminent"]["confirmed"]["at"] == "2026-03-03T12:00:00+00:00"
        assert told["imminent"]["confirmed"]["lasts_until"] == "2026-03-09T12:00:00+00:00"
        assert not Sanction.objects.exists()
