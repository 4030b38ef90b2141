"""One way to write a value, and a clear word about what cannot be written."""

import math
from datetime import date
from typing import Any

import pytest

from habeas.domain.audit.canonical import LARGEST_INTEGER, NotCanonical, canonical_bytes, read_canonical


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


class TestCanonicalBytes:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
            ({"n": 1.0, "m": 1e21, "k": 0.002}, '{"k":0.002,"m":1e+21,"n":1}'),
            ('naïve \n \x0f " €', '"naïve \\n \\u000f \\" €"'),
            # The order of keys is that of UTF-16, in which a smiley comes before a ligature (RFC 8785, 3.2.3).
            ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'),
            ((1, 2), "[1,2]"),
            ([LARGEST_INTEGER, -LARGEST_INTEGER], "[9007199254740991,-9007199254740991]"),
        ],
    )
    def test_are_those_of_the_standard(self, value: object, written: str) -> None:
        assert canonical_bytes(value) == written.encode()

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            ({"money": {"amount": 2**53}}, "value.money.amount: 9007199254740992 is beyond 2^53 - 1; write it as text"),
            ([1, -(2**53)], "value[1]: -9007199254740992 is beyond 2^53 - 1; write it as text"),
            ({"a": math.nan}, "value.a: nan is no number of JSON"),
            ({"a": [{}, {"b": "\ud800"}]}, "value.a[1].b: holds half of a surrogate pair"),
            ({"\ud800": 1}, "value: the key '\\ud800' holds half of a surrogate pair"),
            ({1: 2}, "value: the key 1 is no text"),
            ({"fine": [None, True, 1, 1.5, "x"], "on": date(2026, 1, 1)}, "value.on: a date is no value of JSON"),
        ],
    )
    def test_say_where_a_value_has_none(self, value: object, says: str) -> None:
        with pytest.raises(NotCanonical) as refused:
            canonical_bytes(value)

        assert str(refused.value) == says

    def test_are_not_made_of_what_is_nested_without_end(self) -> None:
        with pytest.raises(NotCanonical, match="value: nested too deep"):
            canonical_bytes(nested(100_000))


class TestReadCanonical:
    def test_reads_a_large_number_as_what_wrote_it(self) -> None:
        assert read_canonical(canonical_bytes(1e16)) == 1e16

    def test_gives_back_what_was_written(self) -> None:
        assert read_canonical(b'{"a":[1,"x"]}') == {"a": [1, "x"]}

    @pytest.mark.parametrize(
        ("written", "says"),
        [
            (b'{"a": 1}', "not in the canonical form of RFC 8785"),
            (b'{"a":1,"a":2}', "not in the canonical form of RFC 8785"),
            (b'{"b":1,"a":2}', "not in the canonical form of RFC 8785"),
            (b'{"a":1', "not JSON, or cut off"),
            (b"\xff", "not JSON, or cut off"),
            (b"9007199254740993", "not in the canonical form of RFC 8785"),
        ],
    )
    def test_refuses_anything_else(self, written: bytes, says: str) -> None:
        with pytest.raises(NotCanonical) as refused:
            read_canonical(written)

        assert str(refused.value) == says
