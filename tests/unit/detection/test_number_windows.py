"""Windows: where figures stand, a number is read as far as it could go on, and no further."""

from itertools import pairwise

import pytest

from habeas.detection.number_windows import has_enough_figures, read_windows


class TestReadWindows:
    @pytest.mark.parametrize(
        ("text", "windows"),
        [
            ("the order 3601030205 is late", ["3601030205"]),
            ("call double 5 415 555 012 nine please", ["double 5 415 555 012 nine"]),
            ("on thirtyfive 4155550 four", ["on thirtyfive 4155550 four"]),
            ("id x3601030205y left", ["x3601030205y"]),
            ("4155550 dash 1 then 3601030205", ["4155550 dash 1", "3601030205"]),
            ("我的号码是4155550一二", ["我的号码是4155550一二"]),
            ("at 10:30 in room 12", []),
            ("", []),
        ],
    )
    def test_go_as_far_as_a_number_could(self, text: str, windows: list[str]) -> None:
        assert [text[start:end] for start, end in read_windows(text)] == windows

    def test_never_overlap(self) -> None:
        spans = list(read_windows("1234567 " * 40 + "and 7654321"))

        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


class TestHasEnoughFigures:
    def test_counts_figures_with_signs_between(self) -> None:
        assert has_enough_figures("(415) 555-0", 0, 11)
        assert not has_enough_figures("(415) 555 x 0", 0, 13)
