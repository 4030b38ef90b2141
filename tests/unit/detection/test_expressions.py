import re

import pytest

from habeas.detection.expressions import regex


class TestRegex:
    def test_does_what_the_compiled_expression_does(self) -> None:
        number = regex(r"([0-9])[0-9]*")
        assert [match.group() for match in number.finditer("1 22 a")] == ["1", "22"]
        assert number.sub("#", "1 22 a") == "# # a"
        assert number.groups == 1
        assert number.pattern == r"([0-9])[0-9]*"

    def test_heeds_flags(self) -> None:
        assert regex("a", re.IGNORECASE).fullmatch("A")

    def test_raises_at_the_first_use(self) -> None:
        broken = regex("(")
        with pytest.raises(re.error):
            broken.search("")
