"""An operator lets a new version of a policy judge, and puts what appeals taught into its tests."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from habeas.cli import app
from habeas.server.appeals.precedents import list_precedents
from tests.factories.casework import DAY, overturn_a_warning
from tests.factories.market import NOW, another_version, open_market


@pytest.fixture(autouse=True)
def market(reachable: None) -> None:
    assert reachable is None
    open_market()
    overturn_a_warning(now=NOW + DAY)


class TestPrecedents:
    def test_become_tests_of_the_policy(self, tmp_path: Path) -> None:
        """PWD11-3: what was put right for one is corrected for all, and waits in sight until it is."""
        folder = policy_folder(tmp_path, lenient=True)

        first = CliRunner().invoke(app, ["policy", "precedents", str(folder)])
        again = CliRunner().invoke(app, ["policy", "precedents", str(folder)])
        tested = CliRunner().invoke(app, ["policy", "test", str(folder)])

        [appeal] = list_precedents()
        assert first.stdout == f"{folder}/tests/precedent-{appeal}.yaml\n"
        assert again.stdout == ""
        assert f"appeal {appeal}:\n" in again.stderr
        assert "    allowed: expected true, got false\n" in again.stderr
        assert (tested.exit_code, tested.stdout.splitlines()[-1]) == (0, "1 passed, 0 failed")


def policy_folder(parent: Path, *, lenient: bool) -> Path:
    folder = parent / "policy"
    folder.mkdir()
    for name, text in another_version(lenient=lenient).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class TestActivateCommand:
    def test_lets_a_version_judge(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(
            app, ["policy", "activate", str(policy_folder(tmp_path, lenient=True)), "--by", "Kim"]
        )

        assert (done.exit_code, done.stderr.split(";")[0]) == (0, "freelance 2.0.0 judges from now on")

    def test_names_the_appeal_that_comes_out_otherwise(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(
            app, ["policy", "activate", str(policy_folder(tmp_path, lenient=False)), "--by", "Kim"]
        )

        [appeal] = list_precedents()
        assert done.exit_code == 1
        assert f"appeal {appeal}:\n    " in done.stderr
        assert "say why with --reason" in done.stderr

    def test_refuses_a_version_whose_own_tests_fail(self, tmp_path: Path) -> None:
        folder = policy_folder(tmp_path, lenient=True)
        (folder / "tests").mkdir()
        case = "cases:\n  - { id: paid-outside, text: Pay me on PayPal instead, expect: { allowed: false } }\n"
        (folder / "tests" / "own.yaml").write_text(case, encoding="utf-8")

        done = CliRunner().invoke(app, ["policy", "activate", str(folder), "--by", "Kim"])

        assert done.exit_code == 1
        assert "1 of its tests fail, paid-outside first" in done.stderr

    def test_refuses_without_a_person(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(app, ["policy", "activate", str(policy_folder(tmp_path, lenient=True)), "--by", " "])

        assert (done.exit_code, "say whose word it is" in done.stderr) == (1, True)
