"""An exported log is read back as it was, and damage stays visible."""

from pathlib import Path

import pytest

from habeas.domain.audit.verification import Recorded
from habeas.files.audit_exports import BadExport, read_entries, read_note_file, read_notes, write_export
from tests.factories.logs import KEY, chain, checkpoint, entry

LINES = chain([entry(index) for index in range(5)])
NOTES = [checkpoint(LINES, size=size) for size in (2, 5)]


class TestWriteExport:
    def test_is_read_back_as_it_was(self, tmp_path: Path) -> None:
        write_export(tmp_path / "log", recorded=LINES, notes=NOTES, key=KEY)

        assert list(read_entries(tmp_path / "log")) == LINES
        assert read_notes(tmp_path / "log") == NOTES
        assert (tmp_path / "log" / "key.txt").read_text() == f"{KEY}\n"

    def test_writes_no_key_where_nothing_was_signed(self, tmp_path: Path) -> None:
        write_export(tmp_path / "log", recorded=LINES, notes=[], key=None)

        assert not (tmp_path / "log" / "key.txt").exists()

    def test_writes_over_nothing(self, tmp_path: Path) -> None:
        write_export(tmp_path / "log", recorded=LINES, notes=[], key=None)

        with pytest.raises(FileExistsError):
            write_export(tmp_path / "log", recorded=LINES, notes=[], key=None)


class TestReadEntries:
    @pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"chained":"xx","entry":{}}', b'{"chained":1,"entry":{}}'])
    def test_hands_on_a_damaged_line_as_it_stands(self, tmp_path: Path, line: bytes) -> None:
        (tmp_path / "entries.jsonl").write_bytes(line + b"\n")

        assert list(read_entries(tmp_path)) == [Recorded(line + b"\n", None)]

    def test_refuses_a_folder_without_a_log(self, tmp_path: Path) -> None:
        with pytest.raises(BadExport, match=r"is no exported log: it holds no entries\.jsonl"):
            list(read_entries(tmp_path))


class TestReadNoteFile:
    def test_says_which_file_is_no_note(self, tmp_path: Path) -> None:
        place = tmp_path / "1.txt"
        place.write_text("hello")

        with pytest.raises(BadExport, match=r"1\.txt is no signed note: not text, an empty line"):
            read_note_file(place)
