"""Bars as SVG, written here: no script, no style of their own in a page, readable on a phone. A table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_ROW: Final = 52
_EMPTY: Final = 30
_LABEL: Final = 18
_BAR: Final = 26
_HEIGHT: Final = 16
_TEXT: Final = 16
"""Units of the text that all these are told for, as browsers draw it before anybody makes it larger."""

STYLE: Final = (
    "text{font:15px system-ui,sans-serif;fill:#14202b}.part-0{fill:#5b7fa6}.part-1{fill:#9a3412}"
    ".part-2{fill:#12283c}.part-3{fill:#8694a1}.part-4{fill:#c3cbd3}.part-5{fill:#5c2e7e}"
)
"""What a plot looks like that stands in a file of its own; in a page the style sheet says it."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn, and what it is called, for who sees it to read beside it."""

    title: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is said above it, and its parts, each as long as its amount."""

    says: str
    parts: Sequence[int]


def draw_bars(bars: Sequence[Bar], *, title: str, name: str, is_file: bool = False) -> Plot:
    """Return bars, the longest across the whole width. `name` sets the plot apart from others on its page.

    In a page they grow with the text, so that no line runs into the next for who reads with large letters.
    """
    longest = max((sum(bar.parts) for bar in bars), default=0) or 1
    tops = list(accumulate((_height(bar) for bar in bars), initial=0))
    rows = "".join(_draw(bar, top, longest, is_file=is_file) for bar, top in zip(bars, tops, strict=False))
    space = ' xmlns="http://www.w3.org/2000/svg"' if is_file else ""
    style = f"<style>{STYLE}</style>" if is_file else ""
    named, tall = quoteattr(name), _length(tops[-1], is_file=is_file)
    opened = f'<svg{space} class="plot" width="100%" height="{tall}" role="img" aria-labelledby={named}>'
    return Plot(title, f"{opened}<title id={named}>{escape(title)}</title>{style}{rows}</svg>")


def _height(bar: Bar) -> int:
    return _ROW if any(bar.parts) else _EMPTY


def _length(units: int, *, is_file: bool) -> str:
    return str(units) if is_file else f"{units / _TEXT:g}rem"


def _draw(bar: Bar, top: int, longest: int, *, is_file: bool) -> str:
    left, drawn = 0.0, []
    over, below, tall = (_length(one, is_file=is_file) for one in (top + _LABEL, top + _BAR, _HEIGHT))
    for number, part in enumerate(bar.parts):
        width = 100 * part / longest
        if part:
            where = f'x="{left:.2f}%" y="{below}" width="{width:.2f}%" height="{tall}"'
            drawn.append(f'<rect class="part-{number}" {where}/>')
        left += width
    return f'<text x="0" y="{over}">{escape(bar.says)}</text>{"".join(drawn)}'
