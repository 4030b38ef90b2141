"""The house's own rules: budgets, names, and what may not stand in the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def budget_of(path: Path) -> int:
    return 10_000 if "lexicon" in path.parts else LONGEST_MODULE


def definitions(path: Path) -> Iterator[Function | ast.ClassDef]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, Function | ast.ClassDef):
            yield node


def tracked_texts() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] != ".ci" and path.name != ".pre-commit-config.yaml"
        if path.is_file() and not hidden and not UNTRACKED.intersection(parts) and path.suffix in TEXT_SUFFIXES:
            yield path


class TestModules:
    """Each rule is one test that names all who break it: a test a module would cost more than it says."""

    def test_stay_within_the_budget_of_lines(self) -> None:
        lengths = {path: len(read(path).splitlines()) for path in MODULES if path not in WRITTEN_BY_PROGRAMS}

        assert {name_of(path): length for path, length in lengths.items() if length > budget_of(path)} == {}

    def test_keep_functions_within_the_budget_of_lines(self) -> None:
        too_long = [
            f"{name_of(path)}: {node.name}: {node.end_lineno - node.lineno + 1} lines"
            for path in MODULES
            for node in definitions(path)
            if isinstance(node, Function) and node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
        ]

        assert too_long == []

    def test_say_what_they_are_for(self) -> None:
        trees = ((path, ast.parse(read(path))) for path in MODULES)

        assert [name_of(path) for path, tree in trees if tree.body and not ast.get_docstring(tree)] == []

    def test_are_named_with_words_that_mean_something(self) -> None:
        empty = [
            f"{name_of(path)}: {name}"
            for path in MODULES
            for name in (path.stem, *(node.name for node in definitions(path)))
            if EMPTY_WORDS.intersection(words_of(name))
        ]

        assert empty == []

    def test_of_the_core_read_no_clock(self) -> None:
        clocks = [
            f"{name_of(path)}, line {node.lineno}: .{node.func.attr}()"
            for path in CORE
            for node in ast.walk(ast.parse(read(path)))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"now", "utcnow", "today", "monotonic", "perf_counter"}
        ]

        assert clocks == []


class TestTree:
    def test_names_no_place_that_only_one_machine_has(self) -> None:
        # Written in halves, so that this file does not name what it looks for.
        absolute = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w")
        places = [name_of(path) for path in tracked_texts() if absolute.search(read(path))]

        assert places == []

    def test_names_no_package_registry(self) -> None:
        hosts = re.compile("py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)")
        places = [name_of(path) for path in tracked_texts() if hosts.search(read(path))]

        assert places == []

    def test_reads_no_labelled_messages_in_a_test(self) -> None:
        assert [name_of(path) for path in TESTS if "shared" + "/data" in read(path)] == []


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
