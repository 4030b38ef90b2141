"""What words around a number say: who announces a phone, who shows an example, who tells how to read."""

import pytest

from habeas.detection.normalize import fold
from habeas.detection.phone_context import (
    Strength,
    find_announcement,
    has_announcement,
    is_emergency,
    is_example,
    read_instructions,
)

MARK = "#"


def place(text: str) -> tuple[str, int, int]:
    folded = fold(text)[0]
    at = folded.index(MARK)
    return folded, at, at + 1


DIRECT = [
    "call me at #",
    "my cell: #",
    "# is my mobile",
    "# (office)",
    "# fax",
    "in case, reach me # please",
    "llámame al #",
    "me liga no #",
    "appelez-moi au #",
    "ruf an: #",
    "chiamami al #",
    "звоните #",
    "дзвоніть #",
    "zadzwoń pod #",
    "bel me op #",
    "sună-mă la #",
    "beni ara #",
    "мой вотсап #",
    "电话：#",
    "携帯は#です",
    "# 로 전화 주세요",
    "โทร #",
    "फोन #",
    "اتصل #",
    "gọi cho em #",
    "WA #",
]
INDIRECT = ["the number #", "contact # now", "número #", "номер #", "رقم #", "号码 #"]
SILENT = [
    "the weather is # today",
    "recall the meeting #",
    "ring-fenced budgets are many, and long after all these words comes #",
    "#, and you may call +1 212 555 0184",
    "# calls",
    "# / +1 212 555 0184",
    "en la recámara #",
]


class TestFindAnnouncement:
    @pytest.mark.parametrize("text", DIRECT)
    def test_hears_a_direct_announcement(self, text: str) -> None:
        assert find_announcement(*place(text)).strength is Strength.DIRECT

    @pytest.mark.parametrize("text", INDIRECT)
    def test_hears_an_indirect_one(self, text: str) -> None:
        assert find_announcement(*place(text)).strength is Strength.INDIRECT

    @pytest.mark.parametrize("text", SILENT)
    def test_hears_nothing_in_other_words(self, text: str) -> None:
        assert find_announcement(*place(text)).strength is Strength.NONE

    def test_names_the_word(self) -> None:
        assert find_announcement(*place("please text: #")).word == "text"


class TestHasAnnouncement:
    def test_looks_anywhere_in_a_short_text(self) -> None:
        assert has_announcement("ok\nmy cell\nsee you")
        assert has_announcement("ok then, reach me there")
        assert not has_announcement("ok\nsee you")


class TestIsExample:
    @pytest.mark.parametrize(
        "text",
        ["for example #", "e.g. #", "# is a placeholder", "z. B. #", "por ejemplo #", "например #", "比如#", "fake: #"],
    )
    def test_sees_an_example(self, text: str) -> None:
        assert is_example(*place(text))

    @pytest.mark.parametrize("text", ["call me for an example: #", "here is #", "exemplary work, #"])
    def test_sees_none_in_an_offer(self, text: str) -> None:
        assert not is_example(*place(text))


class TestIsEmergency:
    def test_hears_of_emergencies_before_the_number(self) -> None:
        assert is_emergency("gas leak? emergency line: #", 26)
        assert not is_emergency("my line: #", 9)


class TestReadInstructions:
    def test_hears_how_to_undo_a_disguise(self) -> None:
        assert read_instructions(*place("#, replace letters with numbers")).given
        assert read_instructions(*place("put a plus in front of #")).plus
        assert read_instructions(*place("read it backwards: #")).backwards

    def test_hears_nothing_in_other_words(self) -> None:
        instructions = read_instructions(*place("# is the remover, a plus for us"))

        assert not instructions.given
        assert not instructions.plus
        assert not instructions.backwards
