"""Policies on disk: their texts are handed over whole, or the reader is told what cannot be read."""

from pathlib import Path

import pytest

from habeas.domain.policy_cases import load_cases, measure_coverage, run_case
from habeas.files.policies import (
    SHIPPED,
    PolicyFolderUnreadable,
    read_cases,
    read_policy,
    read_shipped_policy,
    read_texts,
    shipped_folder,
)
from habeas.policy.checks import check_policy
from tests.factories.policies import a_rule, policy_text

NAMES = sorted(path.name for path in Path(str(SHIPPED)).iterdir() if (path / "policy.yaml").is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policy.yaml").write_text(policy_text(a_rule()), encoding="utf-8")
    (tmp_path / "README.md").write_text("not read", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "a.yaml").write_text("cases: []", encoding="utf-8")
    return tmp_path


class TestReadPolicy:
    def test_reads_the_files_of_its_folder(self, folder: Path) -> None:
        assert read_policy(folder).identity.id == "small"
        assert list(read_texts(folder)) == ["policy.yaml"]
        assert read_cases(folder) == {"tests/a.yaml": "cases: []"}

    def test_refuses_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(PolicyFolderUnreadable, match="no policy folder"):
            read_policy(tmp_path / "nowhere")

    def test_refuses_a_file_that_is_not_utf_8(self, folder: Path) -> None:
        (folder / "more.yaml").write_bytes(b"title: \xff")

        with pytest.raises(PolicyFolderUnreadable, match=r"more\.yaml is not UTF-8 at byte 7"):
            read_policy(folder)

    def test_refuses_a_file_that_cannot_be_opened(self, folder: Path) -> None:
        (folder / "gone.yaml").symlink_to(folder / "nowhere")

        with pytest.raises(PolicyFolderUnreadable, match=r"gone\.yaml: No such file or directory"):
            read_policy(folder)


class TestShippedPolicy:
    def test_is_read_once(self) -> None:
        assert read_shipped_policy() is read_shipped_policy()

    @pytest.mark.parametrize("name", NAMES)
    def test_passes_every_case_beside_it(self, name: str) -> None:
        policy = read_shipped_policy(name)
        cases = load_cases(read_cases(shipped_folder(name)), policy=policy)

        failed = [
            (outcome.case.id, outcome.differences)
            for case in cases
            if (outcome := run_case(case, policy=policy)).differences
        ]

        assert failed == []
        assert len({case.id for case in cases}) == len(cases) > 0

    @pytest.mark.parametrize("name", NAMES)
    def test_has_a_case_for_every_rule_and_exception(self, name: str) -> None:
        policy = read_shipped_policy(name)
        cases = load_cases(read_cases(shipped_folder(name)), policy=policy)

        coverage = measure_coverage([run_case(case, policy=policy) for case in cases], policy=policy)

        assert (coverage.rules_never_fired, coverage.exceptions_never_used) == ((), ())

    @pytest.mark.parametrize("name", NAMES)
    def test_gives_its_author_nothing_to_look_at(self, name: str) -> None:
        assert check_policy(read_shipped_policy(name)) == ()

    @pytest.mark.parametrize("name", NAMES)
    def test_speaks_to_members_in_english_and_spanish(self, name: str) -> None:
        assert read_shipped_policy(name).languages == ("en", "es")
