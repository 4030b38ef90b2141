"""Habeas never holds money, and says nowhere that it does."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = sorted(
    path
    for folder in ("docs/explanation", "docs/how-to", "docs/tutorial", "src/habeas/server", "src/habeas/domain")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".md", ".py", ".html", ".j2", ".yaml", ".json", ".txt"}
)
WORDS = re.compile(r"\bescrow\w*|\bwe (?:hold|keep) your (?:money|funds)|\bour account\b", re.IGNORECASE)
"""Words of a licensed business (FUND-2): what is held is held by the provider."""


class TestWording:
    @pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
    def test_says_nowhere_that_money_is_ours_to_keep(self, path: Path) -> None:
        """FUND-2."""
        assert WORDS.findall(path.read_text(encoding="utf-8")) == []
