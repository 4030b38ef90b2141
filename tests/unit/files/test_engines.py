import sys
from pathlib import Path

import pytest

from habeas.detection.detector import Triggers
from habeas.detection.prefilter import TriggerTable
from habeas.detection.prefilter.fast import FastPrefilter
from habeas.detection.scan import trigger_table
from habeas.files.engines import load_prefilter, load_scanner, scan

TABLE = TriggerTable.of([Triggers(words=frozenset({"call"})), Triggers(patterns=("[0-9]{3}",))])
TEXTS = ["please call 123", "recall", "1234"]
WOKEN = [0b11, 0b00, 0b10]


class TestLoadPrefilter:
    def test_keeps_the_compiled_patterns_for_the_next_start(self, tmp_path: Path) -> None:
        engine = load_prefilter(TABLE, folder=tmp_path / "cache")

        [kept] = (tmp_path / "cache").iterdir()
        assert engine
        assert engine.ask(TEXTS) == FastPrefilter(TABLE, compiled=kept.read_bytes()).ask(TEXTS) == WOKEN

    def test_takes_them_from_there(self, tmp_path: Path) -> None:
        load_prefilter(TABLE, folder=tmp_path)
        [kept] = tmp_path.iterdir()
        written_at = kept.stat().st_mtime_ns

        engine = load_prefilter(TABLE, folder=tmp_path)

        assert engine
        assert engine.ask(TEXTS) == WOKEN
        assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == [written_at]

    def test_compiles_again_what_was_damaged(self, tmp_path: Path) -> None:
        load_prefilter(TABLE, folder=tmp_path)
        [kept] = tmp_path.iterdir()
        kept.write_bytes(b"damaged")

        engine = load_prefilter(TABLE, folder=tmp_path)

        assert engine
        assert engine.ask(TEXTS) == WOKEN
        assert kept.read_bytes() != b"damaged"

    def test_forgets_what_many_versions_left(self, tmp_path: Path) -> None:
        for number in range(9):
            load_prefilter(TriggerTable.of([Triggers(words=frozenset({f"word{number}"}))]), folder=tmp_path)

        assert len(list(tmp_path.iterdir())) == 4

    def test_works_without_a_place_to_keep_them(self, tmp_path: Path) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("no folder")

        engine = load_prefilter(TABLE, folder=blocked / "cache")

        assert engine
        assert engine.ask(TEXTS) == WOKEN

    def test_leaves_what_the_engine_refuses_to_the_standard_library(self, tmp_path: Path) -> None:
        refused = TriggerTable.of([Triggers(patterns=("(?<=a)b",))])

        assert load_prefilter(refused, folder=tmp_path) is None

    def test_makes_do_without_the_native_engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "hyperscan", None)

        assert load_prefilter(TABLE, folder=tmp_path) is None
        assert list(tmp_path.iterdir()) == []

    def test_compiles_the_triggers_of_all_detectors(self, tmp_path: Path) -> None:
        assert load_prefilter(trigger_table(), folder=tmp_path)


class TestScan:
    def test_keeps_its_scanner_in_the_user_s_cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        load_scanner.cache_clear()

        assert len(scan(["Hello", "Good day"])) == 2
        assert (tmp_path / "habeas").is_dir()
