import re

import pytest

from habeas.cli.messages import read_message
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
