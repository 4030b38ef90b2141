"""The house's own rules: budgets, names, and what may not stand in the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "habeas"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
CORE = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in {"detection", "policy", "domain", "money.py"}]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

WRITTEN_BY_PROGRAMS = {PACKAGE / "detection/lexicon/cue_table.py"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
EMPTY_WORDS = {"manager", "helper", "handler", "processor", "util", "utils", "data", "info", "flag"}
TEXT_SUFFIXES = {
    ".cfg",
    ".html",
    ".j2",
    ".json",
    ".jsonl",
    ".lock",
    ".md",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
}
UNTRACKED = {"__pycache__", "build", "dist"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def definitions(path: Path) -> Iterator[Function | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function | ast.ClassDef):
            yield node


def tracked_texts() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] != ".ci" and path.name != ".pre-commit-config.yaml"
        if path.is_file() and not hidden and not UNTRACKED.intersection(parts) and path.suffix in TEXT_SUFFIXES:
            yield path


class TestModules:
    @pytest.mark.parametrize("path", sorted(set(MODULES) - WRITTEN_BY_PROGRAMS), ids=name_of)
    def test_stay_within_the_budget_of_lines(self, path: Path) -> None:
        budget = 10_000 if "lexicon" in path.parts else LONGEST_MODULE

        assert len(path.read_text(encoding="utf-8").splitlines()) <= budget

    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_keep_functions_within_the_budget_of_lines(self, path: Path) -> None:
        too_long = [
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in definitions(path)
            if isinstance(node, Function) and node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
        ]

        assert too_long == []

    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_say_what_they_are_for(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))

        assert not tree.body or ast.get_docstring(tree)

    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_are_named_with_words_that_mean_something(self, path: Path) -> None:
        names = [path.stem, *(node.name for node in definitions(path))]
        empty = [name for name in names if EMPTY_WORDS.intersection(words_of(name))]

        assert empty == []

    @pytest.mark.parametrize("path", CORE, ids=name_of)
    def test_of_the_core_read_no_clock(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        clocks = [
            f"line {node.lineno}: .{node.func.attr}()"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"now", "utcnow", "today", "monotonic", "perf_counter"}
        ]

        assert clocks == []


class TestTree:
    def test_names_no_place_that_only_one_machine_has(self) -> None:
        # Written in halves, so that this file does not name what it looks for.
        absolute = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w")
        places = [name_of(path) for path in tracked_texts() if absolute.search(path.read_text(encoding="utf-8"))]

        assert places == []

    def test_names_no_package_registry(self) -> None:
        hosts = re.compile("py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)")
        places = [name_of(path) for path in tracked_texts() if hosts.search(path.read_text(encoding="utf-8"))]

        assert places == []

    @pytest.mark.parametrize("path", TESTS, ids=name_of)
    def test_reads_no_labelled_messages_in_a_test(self, path: Path) -> None:
        assert "shared" + "/data" not in path.read_text(encoding="utf-8")


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
