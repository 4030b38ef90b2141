"""Writes the table of due process: each rule by id, with the test files that cite it, and what it waits for.

Run it as `python docs/write_due_process_coverage.py` after a test cites another rule; a test holds the page to it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[1]
RULES: Final = ROOT / "docs" / "reference" / "due-process-rules.yaml"
PAGE: Final = ROOT / "docs" / "reference" / "due-process-coverage.md"
TESTS: Final = ROOT / "tests"
_CITED: Final = re.compile(
    r"(?<![\w-])(?:(?:DSA|P2B|PWD|FUND|GDPR|SEA|UKOSA|EPRIV|IR|NYC|SCP|IN|BR|AIA|US)(?:\d|-)[\w/-]*\b"
    r"|[Ii]nvariants? \d+)"
)
_HEAD: Final = """# Due process: which tests hold which rule

Written by `docs/write_due_process_coverage.py` from `due-process-rules.yaml` and from what tests cite in docstrings.
What a rule still waits for is said beside it. This is engineering input, not legal advice: a lawyer must confirm before
anybody claims compliance.
"""


def read_rules() -> dict[str, dict[str, Any]]:
    """Return every rule and invariant by its id."""
    content = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    invariants = {f"invariant {number}": row for number, row in content["invariants"].items()}
    rules: dict[str, dict[str, Any]] = content["rules"]
    return rules | invariants


def cited_by_test() -> dict[str, frozenset[str]]:
    """Return the ids that each test cites, by the test's name."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, said in _said(ast.parse(path.read_text(encoding="utf-8")), ""):
            cited = {one.replace("Invariant", "invariant") for one in _CITED.findall(said)}
            if cited:
                found[f"{path.relative_to(ROOT)}::{name}"] |= cited
    return {name: frozenset(cited) for name, cited in found.items()}


def _said(node: ast.AST, inside: str) -> Iterator[tuple[str, str]]:
    """Yield each class and function with what its docstring says."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            name = f"{inside}{child.name}"
            yield name, ast.get_docstring(child) or ""
            yield from _said(child, f"{name}.")


def citing_tests(rules: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the tests that cite each rule; `DSA17-3` cites no part of it, `P2B4-4c` cites `P2B4-4`."""
    by_rule: dict[str, list[str]] = {rule: [] for rule in rules}
    for test, cited in cited_by_test().items():
        for rule in {known for one in cited if (known := rule_of(one, rules)) is not None}:
            by_rule[rule].append(test)
    return by_rule


def rule_of(cited: str, rules: Mapping[str, Any]) -> str | None:
    """Return the rule that a citation means: itself, or the longest one that it says more of."""
    if cited in rules:
        return cited
    longer = [rule for rule in rules if cited.startswith(rule) and cited[len(rule) :].isalpha()]
    return max(longer, key=len, default=None)


def write_page() -> str:
    """Return the page."""
    rules = read_rules()
    by_rule = citing_tests(rules)
    tables = [
        ("Rules", [rule for rule in rules if not rule.startswith("invariant")]),
        ("Invariants", [rule for rule in rules if rule.startswith("invariant")]),
    ]
    return "\n".join([_HEAD, *(line for title, names in tables for line in _table(title, names, rules, by_rule))])


def _table(title: str, names: list[str], rules: Mapping[str, Any], by_rule: Mapping[str, list[str]]) -> Iterator[str]:
    tested = sum(bool(by_rule[name]) for name in names)
    yield from (f"## {title}", "", f"{tested} of {len(names)} are cited by a test.", "")
    yield from ("| id | in a few words | tests |", "|---|---|---|")
    for name in names:
        waits = rules[name].get("waits")
        files = dict.fromkeys(test.split("::")[0].removeprefix("tests/") for test in by_rule[name])
        cells = [f"`{file}`" for file in files]
        cells += [f"waits for: {waits}"] if waits else []
        yield f"| {name} | {rules[name]['says']} | {'<br>'.join(cells)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
