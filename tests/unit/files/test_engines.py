import sys
from pathlib import Path

import pytest

from habeas.detection.prefilter.fast import FastPrefilter
from habeas.detection.scan import trigger_table
from habeas.files import engines


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    engines.load_scanner.cache_clear()
    return tmp_path / "habeas"


class TestLoadScanner:
    def test_keeps_the_compiled_patterns_for_the_next_start(self, cache: Path) -> None:
        engines.load_scanner()

        [kept] = cache.iterdir()
        assert FastPrefilter(trigger_table(), compiled=kept.read_bytes()).ask(["hello"])

    def test_takes_them_from_there(self, cache: Path) -> None:
        engines.load_scanner()
        [kept] = cache.iterdir()
        written_at = kept.stat().st_mtime_ns
        engines.load_scanner.cache_clear()

        engines.load_scanner()

        assert [path.stat().st_mtime_ns for path in cache.iterdir()] == [written_at]

    def test_compiles_again_what_was_damaged(self, cache: Path) -> None:
        engines.load_scanner()
        [kept] = cache.iterdir()
        kept.write_bytes(b"damaged")
        engines.load_scanner.cache_clear()

        engines.load_scanner()

        assert kept.read_bytes() != b"damaged"

    def test_works_without_a_place_to_keep_them(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("no folder")
        monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
        engines.load_scanner.cache_clear()

        assert len(engines.scan(["Hello"])) == 1

    def test_makes_do_with_the_standard_library(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "hyperscan", None)

        assert len(engines.scan(["Hello", "Good day"])) == 2
        assert not cache.exists()
