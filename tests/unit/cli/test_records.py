import re

import pytest

from habeas.cli.records import LONGEST_LINE_BYTES, BadLine, read_record


class TestReadRecord:
    @pytest.mark.parametrize(
        ("line", "identity"),
        [
            (b'{"id": "a"}', "a"),
            (b'{"id": 7}', 7),
            (b'{"id": ""}', ""),
            (b'  {"id": "a"}\r', "a"),
            ('{"id": "né 😀"}'.encode(), "né 😀"),
            (b'{"id": "\\ud83d\\ude00"}', "😀"),
        ],
    )
    def test_returns_the_object_of_a_good_line(self, line: bytes, identity: object) -> None:
        assert read_record(line)["id"] == identity

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            (b'{"id": "\xff"}', "not UTF-8: byte 0xff at position 9"),
            (b'{"id": "\xed\xa0\x80"}', "not UTF-8: byte 0xed at position 9"),
            (b"", "not JSON: expecting value at column 1"),
            (b'{"id": "a"', "not JSON: expecting ',' delimiter at column 11"),
            (b'{"id": "a"} x', "not JSON: extra data at column 13"),
            (b"{'id': 'a'}", "not JSON: expecting property name enclosed in double quotes at column 2"),
            (b'{"id": NaN}', "not JSON: NaN is not a number"),
            (b'{"id": -Infinity}', "not JSON: -Infinity is not a number"),
            (b"[" * 100_000, "not read: nested too deeply"),
            (b"[]", "not an object but a list"),
            (b'"id"', "not an object but a string"),
            (b"1.5", "not an object but a number"),
            (b"null", "not an object but null"),
            (b"{}", "`id` is missing"),
            (b'{"id": null}', "`id` must be a string or a whole number, not null"),
            (b'{"id": true}', "`id` must be a string or a whole number, not true or false"),
            (b'{"id": 1.0}', "`id` must be a string or a whole number, not a number"),
            (b'{"id": ["a"]}', "`id` must be a string or a whole number, not a list"),
            (b'{"id": "a\\ud800"}', "`id` holds a lone surrogate (\\ud800) at character 2"),
        ],
    )
    def test_names_the_cause_of_a_bad_line(self, line: bytes, cause: str) -> None:
        with pytest.raises(BadLine, match=f"^{re.escape(cause)}$"):
            read_record(line)

    def test_refuses_a_number_that_would_take_for_ever(self) -> None:
        with pytest.raises(BadLine, match=r"^not read: a number of more than 4,300 digits$"):
            read_record(b'{"id": ' + b"9" * 100_000 + b"}")

    def test_refuses_a_line_that_would_fill_the_memory(self) -> None:
        with pytest.raises(BadLine, match="longer than 64 MiB"):
            read_record(b" " * (LONGEST_LINE_BYTES + 1))
