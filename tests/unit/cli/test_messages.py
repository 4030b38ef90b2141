import re
from datetime import date

import pytest

from habeas.cli.messages import read_day, read_member, read_message
from habeas.cli.records import BadLine
from habeas.detection.documents import Message


class TestReadMessage:
    @pytest.mark.parametrize(
        ("record", "message"),
        [
            ({"text": ""}, Message(("",))),
            ({"text": "Hello"}, Message(("Hello",))),
            ({"text": ["one", "two"]}, Message(("one", "two"))),
            ({"text": "Olá", "country": "br", "language": "PT"}, Message(("Olá",), "BR", "pt")),
            ({"text": "Hello", "country": None, "language": None}, Message(("Hello",))),
            ({"text": "Hello", "surface": "proposal", "unheard_of": {}}, Message(("Hello",))),
        ],
    )
    def test_takes_text_country_and_language(self, record: dict[str, object], message: Message) -> None:
        assert read_message(record) == message

    @pytest.mark.parametrize(
        ("record", "cause"),
        [
            ({}, "`text` is missing"),
            ({"text": None}, "`text` must be a string or a list of strings, not null"),
            ({"text": 5}, "`text` must be a string or a list of strings, not a number"),
            ({"text": {"en": "Hello"}}, "`text` must be a string or a list of strings, not an object"),
            ({"text": []}, "`text` is an empty list"),
            ({"text": ["one", None]}, "`text` must hold strings, but its item 2 is null"),
            ({"text": "cut \udc00 off"}, "`text` holds a lone surrogate (\\udc00) at character 5"),
            ({"text": ["one", "\ud800"]}, "`text[1]` holds a lone surrogate (\\ud800) at character 1"),
            ({"text": "Hello", "country": 1}, "`country` must be a string, not a number"),
            ({"text": "Hello", "language": ["en"]}, "`language` must be a string, not a list"),
        ],
    )
    def test_names_the_cause_of_a_wrong_field(self, record: dict[str, object], cause: str) -> None:
        with pytest.raises(BadLine, match=f"^{re.escape(cause)}$"):
            read_message(record)


class TestReadDay:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (None, None),
            ("2026-11-20", date(2026, 11, 20)),
            ("2026-11-20T23:30:00Z", date(2026, 11, 20)),
            ("2026-11-20T23:30:00-02:00", date(2026, 11, 21)),
            ("2026-11-20T01:30:00+02:00", date(2026, 11, 19)),
            ("2026-11-20T23:30:00", date(2026, 11, 20)),
        ],
    )
    def test_is_the_day_at_greenwich(self, written: str | None, expected: date | None) -> None:
        assert read_day({"id": 1, "occurred_at": written}) == expected

    def test_is_none_where_the_line_does_not_say(self) -> None:
        assert read_day({"id": 1}) is None

    @pytest.mark.parametrize("written", [5, True, [], "yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"])
    def test_is_refused_where_it_is_no_time(self, written: object) -> None:
        with pytest.raises(BadLine, match="`occurred_at` must be a time"):
            read_day({"id": 1, "occurred_at": written})


class TestReadMember:
    @pytest.mark.parametrize(("named", "expected"), [(None, None), ("m-1", "m-1"), (17, "17")])
    def test_is_an_id(self, named: object, expected: str | None) -> None:
        assert read_member({"id": 1, "sender": named}, "sender") == expected

    @pytest.mark.parametrize("named", [True, 1.5, ["m-1"], {}])
    def test_is_refused_where_it_is_no_id(self, named: object) -> None:
        with pytest.raises(BadLine, match="`recipient` must be a string or a whole number, not "):
            read_member({"id": 1, "recipient": named}, "recipient")
