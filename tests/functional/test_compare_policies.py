"""A policy editor asks what a change would change, before anybody is judged by it."""

import json
import shutil
from pathlib import Path

import pytest

from habeas.files.policies import shipped_folder
from tests.functional.conftest import Habeas

NUMBER = "Call me on +44 20 7946 0958"


def lines(*events: dict[str, object]) -> str:
    return "".join(json.dumps({"id": place, "text": NUMBER, **event}) + "\n" for place, event in enumerate(events))


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    policy = Path(shutil.copytree(shipped_folder("freelance"), tmp_path / "changed"))
    contact = policy / "contact.yaml"
    contact.write_text(
        contact.read_text("utf-8").replace("contract.state in ['none', 'offered']", "contract.state == 'active'"),
        "utf-8",
    )
    return policy


class TestDiff:
    def test_says_what_differs_as_written(self, habeas: Habeas, changed: Path) -> None:
        outcome = habeas("policy", "diff", "freelance", str(changed))

        assert outcome.status == 0
        assert (
            "changed condition before-contract, if: "
            "contract.state in ['none', 'offered'] -> contract.state == 'active'" in outcome.out
        )

    def test_says_where_nothing_differs(self, habeas: Habeas) -> None:
        assert "no part differs" in habeas("policy", "diff", "rental", "rental").out

    def test_counts_decisions_that_become_harsher_or_milder_by_rule(self, habeas: Habeas, changed: Path) -> None:
        feed = lines(
            {"contract_state": "none"},
            {"contract_state": "active"},
            {"contract_state": "active"},
            {"text": "Hello"},
        )

        outcome = habeas("policy", "diff", "freelance", str(changed), "--on", "-", feed=feed)

        assert "4 decisions: 1 as before, 2 harsher, 1 milder, 0 otherwise\n" in outcome.out
        assert "    contact-before-contract: 2 harsher, 1 milder\n" in outcome.out
        assert "        milder 0: not allowed, nudge -> allowed, none on “+44 20 7946 0958”\n" in outcome.out
        assert "(assumed: no line says when it was sent; set it with --days)" in outcome.out

    @pytest.mark.parametrize(("options", "days"), [((), 4), (("--days", "2"), 2)])
    def test_states_what_cases_would_cost(
        self, habeas: Habeas, tmp_path: Path, options: tuple[str, ...], days: float
    ) -> None:
        feed = tmp_path / "feed.jsonl"
        feed.write_text(
            lines(
                {
                    "contract_state": "none",
                    "occurred_at": "2026-11-16T10:00:00Z",
                    "history": {"prior_violations": 9, "messages_365d": 20},
                },
                {"contract_state": "none", "occurred_at": "2026-11-19T01:00:00+02:00"},
                {"contract_state": "none", "occurred_at": "2026-11-19T10:00:00"},
            ),
            "utf-8",
        )
        cost = ("--minutes-per-case", "30", "--json")

        report = json.loads(habeas("policy", "diff", "freelance", "rental", "--on", str(feed), *cost, *options).out)

        cases = report["cases"]
        assert (cases["days"], cases["days_assumed"], cases["minutes_per_case"]) == (days, False, 30)
        assert cases["count"]["before"] == 1
        assert cases["per_day"]["before"] == 1 / days
        assert cases["reviewer_hours_per_week"]["before"] == pytest.approx(7 / days * 0.5)

    def test_tells_a_program_all_of_it(self, habeas: Habeas, changed: Path) -> None:
        feed = lines({"contract_state": "none"})

        report = json.loads(habeas("policy", "diff", "freelance", str(changed), "--on", "-", "--json", feed=feed).out)

        [rule] = report["decisions"]["rules"]
        assert (report["decisions"]["milder"], rule["rule"], rule["milder"]) == (1, "contact-before-contract", 1)
        assert rule["examples"][0]["before"]["action"] == "nudge"
        assert [one["id"] for one in report["differences"]] == ["before-contract"]

    def test_reads_facts_that_one_policy_alone_declares(self, habeas: Habeas) -> None:
        feed = lines({"facts": {"listing.charges_on_the_spot": True, "contract.state": "none"}})

        outcome = habeas("policy", "diff", "freelance", "rental", "--on", "-", feed=feed)

        assert (outcome.status, outcome.err) == (0, "")
        assert "1 decisions: " in outcome.out

    def test_reports_what_it_could_read_beside_bad_lines(self, habeas: Habeas) -> None:
        feed = lines({"facts": {"no.such": 1}}, {"contract_state": "none"})

        outcome = habeas("policy", "diff", "freelance", "rental", "--on", "-", feed=feed)

        assert outcome.status == 1
        assert outcome.err == "line 1: no fact is called 'no.such' (event 0)\n"
        assert "\n1 decisions: " in outcome.out

    def test_names_a_policy_that_is_not_there(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "diff", "freelance", "nowhere")

        assert outcome.status == 1
        assert "shipped policies: freelance, rental, resale" in outcome.err


class TestLint:
    @pytest.mark.parametrize("name", ["rental", "resale"])
    def test_has_nothing_to_say_of_the_small_shipped_policies(self, habeas: Habeas, name: str) -> None:
        outcome = habeas("policy", "lint", "--strict", name)

        assert (outcome.status, outcome.out) == (0, "0 hints\n")

    def test_names_what_no_case_tests(self, habeas: Habeas, tmp_path: Path) -> None:
        policy = Path(shutil.copytree(shipped_folder("rental"), tmp_path / "mine"))
        shutil.rmtree(policy / "tests")

        outcome = habeas("policy", "lint", "--strict", str(policy))
        report = json.loads(habeas("policy", "lint", "--json", str(policy)).out)

        assert outcome.status == 1
        assert "booking-outside: no case fires this rule (untested)\n" in outcome.out
        assert "known-before: no case uses this exception (untested)\n" in outcome.out
        assert {hint["kind"] for hint in report["hints"]} == {"untested"}
        assert report["hints"][0]["place"]["file"] == "policy.yaml"


class TestSchema:
    @pytest.mark.parametrize(("options", "title"), [((), "Habeas policy"), (("--tests",), "Tests of a Habeas policy")])
    def test_is_written_for_editors(self, habeas: Habeas, options: tuple[str, ...], title: str) -> None:
        assert json.loads(habeas("policy", "schema", *options).out)["title"] == title


class TestExplainCase:
    CASE = ("--policy", "rental", "--case", "a tourist tax is paid on the spot")

    def test_tells_all_readers(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", *self.CASE, "--for", "all")

        parts = [
            "for the member:",
            "What follows: a hint.",
            "for the reviewer:",
            "weighed: gravity grave",
            "for a machine:",
        ]
        places = [outcome.out.find(part) for part in parts]
        assert places == sorted(places)
        assert min(places) >= 0
        assert json.loads(outcome.out.splitlines()[-1])["proportionality"]["gravity"] == "grave"

    def test_tells_a_member_in_spanish(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", *self.CASE, "--for", "member", "--language", "es")

        assert "el anuncio indica cargos" in outcome.out
        assert "Consecuencia: " in outcome.out

    def test_tells_a_machine(self, habeas: Habeas) -> None:
        report = json.loads(habeas("policy", "explain", *self.CASE, "--for", "machine").out)

        assert report["id"] == self.CASE[-1]

    def test_names_the_nearest_case(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", "--policy", "rental", "--case", "a tourist tax is paid on spot")

        assert outcome.status == 2
        assert "did you mean" in " ".join(outcome.err.replace("│", " ").split())
