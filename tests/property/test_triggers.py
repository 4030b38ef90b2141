"""Triggers: what is asked only where figures enough stand matches nowhere else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from habeas.detection.detector import FIGURES_ENOUGH
from habeas.detection.scan import trigger_table

ASCII = st.characters(max_codepoint=0x7F, exclude_categories=["Lu"])
AROUND = st.sampled_from(["", " ", ".", "_", "o", "1", "1 "])


@given(draw=st.data(), pattern=st.sampled_from(list(trigger_table().figures)))
def test_a_pattern_of_figures_matches_only_where_figures_enough_stand(draw: st.DataObject, pattern: str) -> None:
    matching = draw.draw(st.from_regex(pattern, fullmatch=True, alphabet=ASCII))
    text = f" {draw.draw(AROUND)}{matching}{draw.draw(AROUND)} "

    assert any(re.search(enough, text) for enough in FIGURES_ENOUGH) or not re.search(pattern, text)
