"""Anybody reads the rules that decide, without a key or a link, and they are those that decide."""

import pytest
from django.test import Client

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.sanctions.ladder import is_published
from habeas.server.policies.models import PolicyVersion
from habeas.server.policies.rulebook import read_rulebook
from tests.factories.api import Caller, read
from tests.factories.casework import listen, sanction_in_force
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


class TestReadTheRules:
    def test_shows_the_ladder_that_the_engine_uses(self) -> None:
        """DSA23-4, US-0."""
        open_market()

        published = read(Caller().get("/v1/rules"))

        assert is_published(published["ladder"], ladder=read_rulebook().policy.ladder)
        assert published["ladder_digest"] in Client().get("/portal/rules").content.decode()

    def test_resolves_each_clause_that_a_statement_cites(self) -> None:
        """DSA14-1."""
        open_market()
        listen()
        sanction_in_force(now=NOW)

        published = read(Caller().get("/v1/rules"))
        page = Client().get("/portal/rules").content.decode()

        assert "payment-inside" in {one["id"] for one in published["clauses"]}
        assert 'id="payment-inside"' in page
        assert "Payment through the marketplace" in page
        assert "prolonged once by a second person, at most 14 days in all" in page
        assert "two people have to agree" in page

    def test_names_every_clock_with_the_rule_that_makes_it(self) -> None:
        """Invariant 12."""
        open_market()

        clocks = {one["id"]: one for one in read(Caller().get("/v1/rules"))["clocks"]}

        assert set(clocks) == {one.value for one in CLOCKS}
        assert clocks["appeal_window"] == {
            **clocks["appeal_window"],
            "length": "6 months",
            "counting": "to_end_of_day",
            "rules": ["DSA20-1", "DSA20-2"],
        }
        assert all(one["rules"] for one in clocks.values())

    def test_keeps_versions_that_judged_before_and_shows_no_other(self) -> None:
        """DSA14-1."""
        open_market()
        version = PolicyVersion.objects.get()

        assert read(Caller().get(f"/v1/rules?version={version.version}"))["digest"] == version.digest
        missing = Caller().get("/v1/rules?version=9.9.9")
        assert (missing.status_code, "9.9.9" in read(missing)["detail"]) == (404, True)
        assert Caller().get("/v1/rules?langage=es").status_code == 400

    def test_says_that_there_are_none_before_the_first(self) -> None:
        assert Caller().get("/v1/rules").status_code == 503
        assert Client().get("/portal/rules").status_code == 503
