"""Recordings of decisions: what is written is read again, and what is damaged is named."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from habeas.files.recordings import (
    NAME_IN_FOLDER,
    BadRecording,
    Heading,
    Recorded,
    heading_line,
    place_of,
    read_decisions,
    read_heading,
    recorded_line,
)

HEADING = Heading(
    engine={"version": "1", "digest": "aa"},
    parts={"unicode": "15"},
    policy={"id": "small", "version": "1", "digest": "bb"},
    texts={"policy.yaml": "policy: small\n"},
)
WRITTEN: dict[str, Any] = json.loads(heading_line(HEADING))


def stream_of(*lines: str) -> BytesIO:
    return BytesIO("".join(lines).encode())


class TestHeading:
    def test_is_read_as_it_was_written(self) -> None:
        assert read_heading(stream_of(heading_line(HEADING))) == HEADING

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            ("", "line 1: not JSON, or cut off"),
            ('{"recording": 1, "eng', "line 1: not JSON, or cut off"),
            ("[" * 100_000, "line 1: not JSON, or cut off"),
            ("[1]", "line 1: not an object"),
            ('{"id": "a", "text": "hello"}', "line 1: no recording of decisions"),
            ('{"recording": 2}', "line 1: a recording of format 2, not 1"),
            ('{"recording": 1}', "line 1: the heading is damaged"),
            (json.dumps({**WRITTEN, "engine": 5}), "line 1: the heading is damaged"),
            (json.dumps({**WRITTEN, "policy": {"files": []}}), "line 1: the heading is damaged"),
            (json.dumps({**WRITTEN, "engine": {"parts": "x"}}), "line 1: the heading is damaged"),
        ],
    )
    def test_is_refused_where_it_is_damaged(self, line: str, cause: str) -> None:
        with pytest.raises(BadRecording, match=f"^{cause}$"):
            read_heading(stream_of(line))


class TestDecisions:
    def test_are_read_as_they_were_written(self) -> None:
        request, answer = {"id": "ä", "text": "\ud800"}, {"id": "ä", "allowed": True}

        assert list(read_decisions(stream_of(recorded_line(request, answer)))) == [Recorded(2, request, answer)]

    @pytest.mark.parametrize("line", ['{"request": {}}', '{"answer": {}}', '{"request": [], "answer": {}}'])
    def test_are_refused_where_a_half_is_missing(self, line: str) -> None:
        with pytest.raises(BadRecording, match=r"^line 3: no decision$"):
            list(read_decisions(stream_of(recorded_line({}, {}), line)))

    def test_are_refused_where_they_are_cut_off(self) -> None:
        with pytest.raises(BadRecording, match=r"^line 2: not JSON, or cut off$"):
            list(read_decisions(stream_of('{"request": {"id"')))


class TestPlaceOf:
    def test_is_the_file_itself_or_one_in_the_folder(self, tmp_path: Path) -> None:
        assert place_of(tmp_path) == tmp_path / NAME_IN_FOLDER
        assert place_of(tmp_path / "a.jsonl") == tmp_path / "a.jsonl"
