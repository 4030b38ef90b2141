"""Whoever decides says in words of their own what was done: blanks, formulas and templates are refused, with what to do."""

from typing import Any

import pytest

from habeas.server.cases.models import Case
from habeas.server.rulings.models import Sanction
from tests.factories.casework import a_ruling, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, by, decided_by_ana
from tests.factories.market import NOW, open_market
from tests.functional.journeys.test_lose_an_account import AGREES, END

pytestmark = pytest.mark.django_db

ORDER = {"reference": "order 12/26 of the authority", "text": "The account of the member is to be closed at once."}


def looked_at(host: Host, *, name: str = "ana", member: str = "ana") -> str:
    """Let somebody of the staff take a case about a member and look at it; return the path to decide it."""
    hire(name)
    be_proposed(now=NOW, member=member)
    case = Case.objects.get(member=member, closed_at=None).id
    for step in ("claim", "evidence"):
        host.act(f"cases/{case}/{step}", by(name), at=NOW)
    return f"cases/{case}/decide"


class TestBeGivenReasons:
    def test_names_every_part_that_only_looks_as_if_it_said_something(self) -> None:
        """DSA17-3, DSA14-4: a blank is no part of a statement."""
        open_market()
        host = Host()
        path = looked_at(host)
        empty = {"gravity": ".", "intent": "-", "how_to_fix": "…", "allowed_would_be": ["."]}

        for blank in ({"gravity": " "}, {"how_to_fix": "\t"}, {"lesser": [{"action": "warn", "why_not": " "}]}):
            assert host.act(path, a_ruling(**blank), at=NOW, status=422)["errors"]
        said = a_ruling(**empty, lesser=[{"action": "warn", "why_not": "."}])
        lacks = host.act(path, said, at=NOW, status=409)["errors"]

        assert {one["code"] for one in lacks} == {"statement-incomplete"}
        fields = {one["field"] for one in lacks}
        assert fields >= {"/gravity", "/lesser", "/allowed_would_be", "/how_to_fix"}
        assert not Sanction.objects.exists()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"element": "for"}, "element-too-short"),
            ({"element": "."}, "element-not-of-clause"),
            ({"element": "count alike"}, "element-too-short"),
            (
                {"reasons": "[f1] breaks our rules. You have violated our terms of service, and this is final."},
                "reasons-say-nothing",
            ),
        ],
    )
    def test_refuses_what_could_be_said_of_any_case(self, said: dict[str, Any], code: str) -> None:
        """DSA17-3e."""
        open_market()
        host = Host()

        assert host.refused(looked_at(host), a_ruling(**said), at=NOW) == code

    def test_refuses_what_another_reviewer_said_of_another_member(self) -> None:
        """P2B11-2: a template is one whoever sends it."""
        open_market()
        host = Host()
        host.act(looked_at(host), a_ruling(), at=NOW, status=201)
        path = looked_at(host, name="bea", member="eve")
        padded = f"{a_ruling()['reasons']} Please take note of this and act on it."

        for reasons in (a_ruling()["reasons"], padded):
            assert host.refused(path, a_ruling(**by("bea"), reasons=reasons), at=NOW) == "reasons-are-boilerplate"
        own = "In [f1] you told Bob to send the money to your bank, because the site takes too much."
        host.act(path, a_ruling(**by("bea"), reasons=own), at=NOW, status=201)

    def test_quotes_the_clause_as_the_member_will_read_it(self) -> None:
        """DSA17-3e: with the words that are met. A language in which nothing is sent yet is none to quote a clause in."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        hire("ana")
        be_proposed(now=NOW)

        decision = decided_by_ana(host, at=NOW, language="es")
        work(now=NOW)

        read = ana.reads(f"decisions/{decision}", at=NOW)
        assert f"The words of it that apply here: “{a_ruling()['element']}”" in read

    def test_ends_an_account_at_once_only_by_a_law_in_its_words(self) -> None:
        """P2B4-4: an exception from 30 days is shown, and a second person says why they agree."""
        open_market()
        listen()
        hire("ben")
        host, ana = Host(), Person("ana")
        path = looked_at(host)
        duty = END | {"exemption": "legal_duty"}

        assert host.refused(path, a_ruling(**duty, exemption_evidence=["f1"]), at=NOW) == "exemption-without-proof"
        unknown = a_ruling(**duty, exemption_law=ORDER, exemption_evidence=["x"])
        assert host.refused(path, unknown, at=NOW) == "unknown-proof"
        unsaid = a_ruling(**duty, exemption_law=ORDER | {"text": "x."})
        assert host.refused(path, unsaid, at=NOW) == "exemption-without-proof"
        decision = host.act(path, a_ruling(**duty, exemption_law=ORDER), at=NOW, status=201)["id"]

        host.act(path.replace("decide", "evidence"), by("ben"), at=NOW)
        for empty in (".", "ok", "I agree"):
            said = by("ben") | AGREES | {"reasons": empty}
            assert host.refused(f"sanctions/{decision}/approve", said, at=NOW) == "own-reasons-missing"
        host.act(f"sanctions/{decision}/approve", by("ben") | AGREES, at=NOW)
        work(now=NOW)
        assert ORDER["text"] in ana.reads(f"decisions/{decision}", at=NOW)
