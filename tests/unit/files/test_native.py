"""The native engine opens, refuses what is not its own, and reads what Python reads."""

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from enum import IntEnum, StrEnum
from pathlib import Path
from unittest.mock import Mock

import pytest

from habeas.detection.documents import Message
from habeas.detection.expressions import regex
from habeas.detection.findings import CLEAN
from habeas.detection.scan import Scanner
from habeas.files import native as native_module
from habeas.files.detection_digest import digest_detection
from habeas.files.native import LIBRARY, NativeScanner
from habeas.files.native_tables import plain, table

PHONE = "Call me on +44 20 7946 0958"
DIGITS = "The order number is 4470219938, it arrives on Monday."


@pytest.fixture(scope="module")
def scanner() -> NativeScanner:
    if not LIBRARY.exists():
        pytest.skip("`make native` builds the native engine")
    return NativeScanner()


class TestNativeScanner:
    def test_finds_and_dismisses_as_python_does(self, scanner: NativeScanner) -> None:
        texts = [PHONE, "Hello", DIGITS, f"{PHONE}. {DIGITS}"]

        scans = scanner.scan(texts)

        assert scans == Scanner().scan(texts)
        assert scans[0].findings
        assert scans[1] is CLEAN
        assert scans[2].dismissals

    def test_reads_texts_of_every_form_in_one_batch(self, scanner: NativeScanner) -> None:
        texts: list[str | Sequence[str] | Message] = [
            "Позвони мне",
            ["call me on 020 7946", "0958"],
            Message(("020 7946 0958 is mine",), "GB", "en"),
            "½\ud800 ⓓ",
            "",
        ]

        assert scanner.scan(texts) == Scanner().scan(texts)

    def test_reads_nothing_from_nothing(self, scanner: NativeScanner) -> None:
        assert scanner.scan([]) == []
        assert scanner.scan(iter([PHONE])) == Scanner().scan([PHONE])

    def test_serves_several_threads(self, scanner: NativeScanner) -> None:
        texts = [PHONE, DIGITS, "नमस्ते ९८७६५४३२१०"] * 50

        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(scanner.scan, [texts] * 12))

        assert all(answer == answers[0] for answer in answers)

    def test_takes_ten_megabytes_of_figures(self, scanner: NativeScanner) -> None:
        (scan,) = scanner.scan(["1" * 10_000_000])

        assert scan == CLEAN

    @pytest.mark.parametrize(
        ("rare", "raised", "fails"),
        [
            ("\U00012345", LookupError(), pytest.raises(RuntimeError, match="failed: Python does not answer")),
            ("\U00013345", MemoryError(), pytest.raises(MemoryError)),
            ("\U00014345", KeyboardInterrupt(), pytest.raises(KeyboardInterrupt)),
        ],
    )
    def test_raises_where_python_does_not_answer_it(
        self,
        scanner: NativeScanner,
        monkeypatch: pytest.MonkeyPatch,
        rare: str,
        raised: BaseException,
        fails: AbstractContextManager[object],
    ) -> None:
        text = f"{PHONE} {rare}"

        with monkeypatch.context() as patch, fails:
            patch.setattr(native_module, "_ANSWERS", {"normalize.foldings": Mock(side_effect=raised)})
            scanner.scan([text])
        assert scanner.scan([text]) == Scanner().scan([text])

    def test_refuses_a_probe_that_it_does_not_have(self, scanner: NativeScanner) -> None:
        with pytest.raises(ValueError, match="no probe is called fortune"):
            scanner.probe("fortune", None)

    @pytest.mark.usefixtures("scanner")
    def test_refuses_tables_that_are_not_what_it_wants(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = shutil.copy(LIBRARY, tmp_path)
        monkeypatch.setattr(native_module, "table", lambda _: "no table")

        with pytest.raises(ValueError, match=r"the native library refuses its tables: [a-z]"):
            NativeScanner(path=Path(other))
        with pytest.raises(ValueError, match="they were refused before"):
            NativeScanner(path=Path(other))

    @pytest.mark.usefixtures("scanner")
    def test_refuses_a_library_that_was_made_for_other_sources(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = shutil.copy(LIBRARY, tmp_path)
        monkeypatch.setattr(native_module, "digest_detection", lambda: "another digest")

        with pytest.raises(ValueError, match="made for other sources of detection: `make native` makes it anew"):
            NativeScanner(path=Path(other))

    @pytest.mark.usefixtures("scanner")
    def test_is_opened_once_by_several_threads_and_names(self, tmp_path: Path) -> None:
        first = Path(shutil.copy(LIBRARY, tmp_path))
        second = tmp_path / "second.so"
        second.symlink_to(first)

        with ThreadPoolExecutor(4) as threads:
            scanners = list(threads.map(lambda path: NativeScanner(path=path), [first, second, first, second]))

        assert len({id(vars(scanner)["_opened"]) for scanner in scanners}) == 1

    def test_refuses_a_file_that_is_no_library(self, tmp_path: Path) -> None:
        path = tmp_path / "libhabeas.so"
        path.write_text("no library")

        with pytest.raises(OSError, match="libhabeas"):
            NativeScanner(path=path)


class TestDigestDetection:
    def test_changes_with_a_word_of_any_module(self, tmp_path: Path) -> None:
        (tmp_path / "lexicon").mkdir()
        module = tmp_path / "lexicon" / "words.py"
        module.write_text("WORDS = 'one'")
        before = digest_detection(tmp_path)

        module.write_text("WORDS = 'two'")

        assert digest_detection(tmp_path) != before


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


class TestPlain:
    @pytest.mark.parametrize(
        ("value", "form"),
        [
            (None, None),
            (True, True),
            (2.5, 2.5),
            ("word", "word"),
            (Colour.RED, "red"),
            (Size.LARGE, 3),
            (frozenset({"b", "a"}), ["a", "b"]),
            (("b", "a"), ["b", "a"]),
            ({"one": 1}, {"one": 1}),
            ({1: "one"}, [[1, "one"]]),
            (regex("a+"), {"pattern": "a+", "flags": 0}),
            (Message(("text",)), {"parts": ["text"], "country": None, "language": None}),
            (lambda: "made", "made"),
        ],
    )
    def test_writes_what_tables_hold_as_json(self, value: object, form: object) -> None:
        assert plain(value) == form

    def test_refuses_what_has_no_form(self) -> None:
        with pytest.raises(TypeError, match="an object of object has no form in JSON"):
            plain(object())


class TestTable:
    def test_finds_a_table_by_its_name(self) -> None:
        assert "whatsapp" in table("lexicon.apps.BY_WORD.keys")

    @pytest.mark.parametrize("name", ["masks.no_module._TOKEN", "masks.search._NOTHING"])
    def test_names_what_is_wanted_and_not_there(self, name: str) -> None:
        with pytest.raises(LookupError, match=f"the native library wants {name}"):
            table(name)
