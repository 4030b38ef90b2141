"""A policy editor checks, tests and tries a policy."""

import json
import shutil
from pathlib import Path

import pytest

from habeas.files.policies import shipped_folder
from tests.functional.conftest import Habeas

EVENT = json.dumps({"id": "a", "text": "My email is anna@example.com", "contract_state": "none"}) + "\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("freelance"), tmp_path / "mine"))


class TestCheck:
    def test_counts_what_a_good_policy_holds(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "check")

        assert outcome.status == 0
        assert outcome.out.startswith("freelance ")

    def test_points_at_the_place_of_an_error(self, habeas: Habeas, policy: Path) -> None:
        contact = policy / "contact.yaml"
        contact.write_text(contact.read_text("utf-8").replace("contract.state in", "contract.stat in", 1), "utf-8")

        outcome = habeas("policy", "check", str(policy))

        assert outcome.status == 1
        assert "contact.yaml:" in outcome.err
        assert "contract.state" in outcome.err
        assert "^" in outcome.err

    def test_gives_a_program_the_place_of_an_error(self, habeas: Habeas, policy: Path) -> None:
        contact = policy / "contact.yaml"
        contact.write_text(contact.read_text("utf-8").replace("contract.state in", "contract.stat in", 1), "utf-8")

        outcome = habeas("policy", "check", str(policy), "--json")

        [problem, *_] = json.loads(outcome.out)["problems"]
        assert outcome.status == 1
        assert problem["file"] == "contact.yaml"
        assert problem["line"] > 1

    def test_gives_a_program_the_outline(self, habeas: Habeas) -> None:
        report = json.loads(habeas("policy", "check", "--json").out)

        assert report["problems"] == []
        assert report["policy"]["rules"] > 0

    def test_lists_rules_that_can_never_act_on_a_platform(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "check", "--platform", "a-platform-that-feeds-nothing")

        assert outcome.status == 0
        assert "contact-before-contract: can never act" in outcome.out

    @pytest.mark.parametrize("command", ["check", "test"])
    def test_says_which_folder_is_missing(self, habeas: Habeas, command: str, tmp_path: Path) -> None:
        outcome = habeas("policy", command, str(tmp_path / "nowhere"))

        assert outcome.status == 1
        assert "nowhere" in outcome.err
        assert "Traceback" not in outcome.err

    def test_gives_a_program_the_place_of_a_remark(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "check", "--json", "--platform", "a-platform-that-feeds-nothing")

        [remark, *_] = json.loads(outcome.out)["remarks"]
        assert remark["place"]["file"].endswith(".yaml")


class TestTest:
    def test_passes_the_cases_of_the_shipped_policy(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "test")

        assert outcome.out.splitlines()[-1].endswith(" passed, 0 failed")
        assert outcome.status == 0

    def test_fails_without_cases(self, habeas: Habeas, policy: Path) -> None:
        shutil.rmtree(policy / "tests", ignore_errors=True)

        outcome = habeas("policy", "test", str(policy))

        assert outcome.status == 1
        assert outcome.out.splitlines()[-1] == "0 passed, 0 failed"

    def test_says_what_came_out_otherwise(self, habeas: Habeas, policy: Path) -> None:
        shutil.rmtree(policy / "tests", ignore_errors=True)
        (policy / "tests").mkdir()
        (policy / "tests" / "wrong.yaml").write_text(
            "cases:\n"
            "  - id: a number before a contract\n"
            "    text: Call me on +44 20 7946 0958\n"
            "    facts: { contract.state: none }\n"
            "    expect: { allowed: true }\n",
            "utf-8",
        )

        outcome = habeas("policy", "test", str(policy))
        report = json.loads(habeas("policy", "test", str(policy), "--json").out)

        assert outcome.status == 1
        assert "a number before a contract:\n    allowed: expected true, got false\n" in outcome.out
        assert [case["passed"] for case in report["cases"]] == [False]
        assert report["rules_never_fired"]


class TestExplain:
    def test_tells_a_member_in_plain_words(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", "--for", "member", feed=EVENT)

        assert outcome.status == 0
        assert "anna@example.com" in outcome.out
        assert "contract.state" not in outcome.out

    def test_tells_a_reviewer_everything(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", feed=EVENT)

        assert "rule contact-before-contract" in outcome.out
        assert "contract.state in ['none', 'offered'] = true" in outcome.out

    def test_tells_a_machine_in_json(self, habeas: Habeas) -> None:
        report = json.loads(habeas("policy", "explain", "--json", feed=EVENT).out)

        assert report["id"] == "a"
        assert report["reported"]["rule"] == "contact-before-contract"

    @pytest.mark.parametrize("reader", ["machine", "all"])
    def test_tells_whoever_asks(self, habeas: Habeas, reader: str) -> None:
        outcome = habeas("policy", "explain", "--for", reader, feed=EVENT)

        assert outcome.status == 0
        assert '"rule": "contact-before-contract"' in outcome.out
        assert ("for the member:" in outcome.out) == (reader == "all")

    def test_explains_a_case_beside_the_policy(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", "--case", "asking counts like giving")

        assert outcome.status == 0
        assert "asking counts like giving:\n" in outcome.out

    def test_names_the_nearest_case_of_a_misspelt_one(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", "--case", "asking counts like givin")

        assert outcome.status == 2
        assert "asking counts like giving" in " ".join(outcome.err.replace("│", " ").split())


class TestLint:
    def test_says_what_could_be_better(self, habeas: Habeas, policy: Path) -> None:
        shutil.rmtree(policy / "tests")

        outcome = habeas("policy", "lint", str(policy))
        report = json.loads(habeas("policy", "lint", str(policy), "--json").out)

        assert outcome.status == 0
        assert outcome.out.splitlines()[-1] == f"{len(report['hints'])} hints"
        assert "contact-before-contract" in {hint["about"] for hint in report["hints"]}

    def test_can_be_told_to_fail(self, habeas: Habeas, policy: Path) -> None:
        shutil.rmtree(policy / "tests")

        assert habeas("policy", "lint", "--strict", str(policy)).status == 1


class TestSchema:
    @pytest.mark.parametrize(("options", "part"), [((), "rules"), (("--tests",), "cases")])
    def test_is_written_for_an_editor(self, habeas: Habeas, options: tuple[str, ...], part: str) -> None:
        schema = json.loads(habeas("policy", "schema", *options).out)

        assert part in schema["properties"]
