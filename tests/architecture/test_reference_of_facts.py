"""The reference of facts names what the code declares, and says the same of it."""

from pathlib import Path

from habeas.policy.declarations import FactDeclaration
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "facts.md"


def _row(fact: FactDeclaration) -> str:
    absent = "unknown" if fact.absent is UNKNOWN else str(fact.absent).lower()
    return f"| `{fact.name}` | {fact.type} | {fact.family} | {absent} | {fact.means} | {fact.changeable or ''} |"


class TestReferenceOfFacts:
    def test_has_a_row_for_each_shipped_fact(self) -> None:
        written = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]

        assert [row for row in map(_row, SHIPPED.values()) if row not in written] == []
