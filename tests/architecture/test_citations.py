"""Each rule of what a verdict is has a test that cites it, so that nobody changes one without meeting it.

F1-F6 say what facts are, S1-S16 how findings and facts become a verdict, CEL how conditions are run.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__)
TESTS = HERE.parents[1]
RULES = (*(f"F{number}" for number in range(1, 7)), *(f"S{number}" for number in range(1, 17)), "CEL")
CITED = re.compile(r"(?<![a-z0-9])(?:([fs])(\d{1,2})|(cel))(?![a-z0-9])", re.IGNORECASE)


@cache
def citations() -> frozenset[str]:
    """Return each rule that a test names."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob("test_*.py") if path != HERE)
    return frozenset(rule for tree in trees for node in ast.walk(tree) for rule in cited_in(node))


def cited_in(node: ast.AST) -> Iterator[str]:
    """Yield the rules that a test function, or the class of one, cites by its name and first words."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith("test"):
        said = node.name.replace("_", " ") + " " + (ast.get_docstring(node) or "")
        for letter, number, language in CITED.findall(said):
            yield language.upper() or f"{letter.upper()}{number}"


class TestCitations:
    @pytest.mark.parametrize("rule", RULES)
    def test_name_every_rule_of_a_verdict(self, rule: str) -> None:
        assert rule in citations()
