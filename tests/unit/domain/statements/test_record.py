"""A statement's record holds all of it, and its hash changes with any word."""

from habeas.domain.statements.record import statement_as_json, statement_digest
from tests.factories.statements import a_statement

PARTS = {
    "id",
    "decision",
    "member",
    "language",
    "issued_at",
    "effective_at",
    "measures",
    "money",
    "contracts",
    "ground",
    "facts",
    "explanation",
    "source",
    "automation",
    "weighing",
    "favour",
    "decided_by",
    "contact",
    "redress",
    "withheld",
    "how_to_fix",
    "appeal_until",
}


class TestStatementAsJson:
    def test_holds_the_union_of_what_the_rules_ask_for(self) -> None:
        """DSA17-3, P2B4-1, PWD11-1b (section 5)."""
        written = statement_as_json(a_statement())

        assert written.keys() >= PARTS
        assert written["action"] == "restrict"
        assert written["zone"] == "Europe/Madrid"
        assert written["issued_at"] == "2026-08-31T12:00:00+00:00"
        assert written["measures"][0]["capabilities"] == ["message", "propose"]
        assert written["automation"]["decision"] == "partially"


class TestStatementDigest:
    def test_is_stable_and_changes_with_any_word(self) -> None:
        """P2B4-1: document hash stable."""
        assert statement_digest(a_statement()) == statement_digest(a_statement())
        assert statement_digest(a_statement()) != statement_digest(a_statement(how_to_fix="Nothing."))
