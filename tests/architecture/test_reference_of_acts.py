"""The page on acts names each of them once, with the webhooks that it sends or why it sends none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from habeas.domain.sanctions.moves import Move
from habeas.server.outbox.kinds import WebhookType
from habeas.server.rulings.telling import MOVES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "acts.md"


def acts() -> Iterator[str]:
    """Yield what the use cases offer: every public function that they define."""
    for path in (ROOT / "src" / "habeas" / "server" / "usecases").glob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        yield from (one.name for one in body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"))


def rows() -> Iterator[tuple[list[str], str]]:
    """Yield the rows of the page: acts, and what is said of them."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            named, said = line.strip("| ").split(" | ")
            yield re.findall(r"`(\w+)`", named), said


class TestReferenceOfActs:
    def test_names_each_act_once(self) -> None:
        """Whoever adds an act says here what the host hears of it."""
        named = [act for acted, _ in rows() for act in acted]
        # These serve others and are no acts of their own.
        inner = {"decision_payload"}

        assert sorted(named) == sorted(set(acts()) - inner)

    def test_names_every_webhook_and_no_other(self) -> None:
        told = {kind for _, said in rows() for kind in re.findall(r"`([\w.]+\.[\w.]+)`", said)}

        assert told == set(WebhookType.values)


class TestMoves:
    def test_are_each_told_under_a_name_of_their_own(self) -> None:
        assert set(MOVES) == set(Move.__args__)
        assert len(set(MOVES.values())) == len(MOVES)
