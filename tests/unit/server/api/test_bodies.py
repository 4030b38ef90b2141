import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.server.api.bodies import parse
from habeas.server.api.problems import Kind, Refusal

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
pieces = st.sampled_from(
    [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b'"a"',
        b"1",
        b"-",
        b"e9",
        b"null",
        b"NaN",
        b"\\ud800",
        b"\xff",
        b" ",
        b"0" * 5000,
    ]
)


def refusal(body: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse(body)
    return caught.value


class TestParse:
    @given(value=plain)
    def test_reads_what_was_written(self, value: object) -> None:
        assert parse(json.dumps(value).encode()) == value

    @given(body=st.binary(max_size=200) | st.lists(pieces, max_size=30).map(b"".join))
    def test_answers_any_bytes_with_a_value_or_with_a_refusal(self, body: bytes) -> None:
        try:
            parse(body)
        except Refusal as error:
            kind = error.kind
        else:
            kind = Kind.NOT_JSON

        assert kind is Kind.NOT_JSON

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (b'{"a": {"b": 1, "c": 2, "b": 3}}', "the name 'b' twice"),
            (b'{"\xc3\xa9": 1, "\\u00e9": 2}', "the name '\\xe9' twice"),
            (b"[Infinity]", "Infinity"),
            (b"[-Infinity]", "-Infinity"),
            (b'"\xed\xa0\x80"', "not UTF-8 at byte 1"),
            (b"\xef\xbb\xbf{}", "not JSON"),
            (b"[1] [2]", "not JSON at line 1, column 5"),
            (b'{"a": ' * 50_000, "nested too deeply"),
            (b"1" * 5000, "too many digits"),
        ],
    )
    def test_says_what_is_wrong_where(self, body: bytes, said: str) -> None:
        assert said in refusal(body).detail
