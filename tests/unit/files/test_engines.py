import sys
from pathlib import Path

import pytest

from habeas.detection.detector import Triggers
from habeas.detection.prefilter import TriggerTable
from habeas.detection.scan import Scanner, trigger_table
from habeas.files.engines import PatientScanner, compile_and_keep, load_kept, open_native, scan

TABLE = TriggerTable.of([Triggers(words=frozenset({"call"})), Triggers(patterns=("[0-9]{3}",))])
TEXTS = ["please call 123", "recall", "1234"]
WOKEN = [0b11, 0b00, 0b10]


class TestCompileAndKeep:
    def test_keeps_the_patterns_for_the_next_start(self, tmp_path: Path) -> None:
        compiled = compile_and_keep(TABLE, folder=tmp_path / "cache")

        kept = load_kept(TABLE, folder=tmp_path / "cache")
        assert compiled
        assert kept
        assert compiled.ask(TEXTS) == kept.ask(TEXTS) == WOKEN

    def test_forgets_what_many_versions_left(self, tmp_path: Path) -> None:
        for number in range(9):
            compile_and_keep(TriggerTable.of([Triggers(words=frozenset({f"word{number}"}))]), folder=tmp_path)

        assert len(list(tmp_path.iterdir())) == 4

    def test_works_without_a_place_to_keep_them(self, tmp_path: Path) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("no folder")

        engine = compile_and_keep(TABLE, folder=blocked / "cache")

        assert engine
        assert engine.ask(TEXTS) == WOKEN

    def test_leaves_what_the_engine_refuses_to_the_standard_library(self, tmp_path: Path) -> None:
        refused = TriggerTable.of([Triggers(patterns=("(?<=a)b",))])

        assert compile_and_keep(refused, folder=tmp_path) is None

    def test_makes_do_without_hyperscan(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "hyperscan", None)

        assert compile_and_keep(TABLE, folder=tmp_path) is None
        assert list(tmp_path.iterdir()) == []


class TestLoadKept:
    def test_finds_nothing_where_nothing_was_kept(self, tmp_path: Path) -> None:
        assert load_kept(TABLE, folder=tmp_path) is None

    def test_takes_no_damaged_patterns(self, tmp_path: Path) -> None:
        compile_and_keep(TABLE, folder=tmp_path)
        [kept] = tmp_path.iterdir()
        kept.write_bytes(b"damaged")

        assert load_kept(TABLE, folder=tmp_path) is None

    def test_makes_do_without_hyperscan(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        compile_and_keep(TABLE, folder=tmp_path)
        monkeypatch.setitem(sys.modules, "hyperscan", None)

        assert load_kept(TABLE, folder=tmp_path) is None


class TestOpenNative:
    def test_takes_no_library_of_another_kind(self, tmp_path: Path) -> None:
        damaged = tmp_path / "libhabeas.so"
        damaged.write_text("damaged")

        assert open_native(damaged) is None
        assert open_native(tmp_path / "missing.so") is None


class TestPatientScanner:
    def test_opens_the_native_engine_once_enough_messages_came(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[Path] = []

        def open_another(path: Path) -> Scanner:
            opened.append(path)
            return Scanner()

        monkeypatch.setattr("habeas.files.engines.open_native", open_another)
        scanner = PatientScanner(folder=tmp_path, library=tmp_path, worth_opening=2, worth_compiling=4)

        scanner.scan(["Hello"])
        scanner.scan(["Good day"])
        assert opened == []
        found = [scanner.scan(["Call me on +44 20 7946 0958"]) for _ in range(4)]

        assert opened == [tmp_path]
        assert all(scans[0].findings for scans in found)
        assert list(tmp_path.iterdir()) == []

    def test_compiles_once_enough_messages_came(self, tmp_path: Path) -> None:
        missing = tmp_path / "missing.so"
        scanner = PatientScanner(folder=tmp_path, library=missing, worth_opening=1, worth_compiling=2)

        scanner.scan(["Hello"])
        scanner.scan(["Good day"])
        assert list(tmp_path.iterdir()) == []
        found = scanner.scan(["Call me on +44 20 7946 0958"])

        assert load_kept(trigger_table(), folder=tmp_path)
        assert found == PatientScanner(folder=tmp_path).scan(["Call me on +44 20 7946 0958"])
        assert found[0].findings


class TestScan:
    def test_answers_each_text(self) -> None:
        assert len(scan(["Hello", "Good day"])) == 2
