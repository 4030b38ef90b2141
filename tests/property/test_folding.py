"""Properties of folding that hold for any text."""

from hypothesis import assume, given
from hypothesis import strategies as st

from habeas.detection.documents import Message, read_document
from habeas.detection.locating import locate
from habeas.detection.normalize import fold

LOOK_ALIKES = st.text(st.sampled_from("aeоcх01٢３é½ßĳ…️⃣\u200b \n@.иg"), max_size=40)
TEXTS = st.one_of(st.text(max_size=60), LOOK_ALIKES)


class TestFolding:
    @given(TEXTS)
    def test_folding_twice_is_folding_once(self, text: str) -> None:
        once = fold(text)[0]

        assert fold(once)[0] == once

    @given(TEXTS)
    def test_the_map_has_a_place_for_each_character_in_order(self, text: str) -> None:
        folded, offsets = fold(text)
        places = list(range(len(text) + 1)) if offsets is None else list(offsets)

        assert len(places) == len(folded) + 1
        assert places == sorted(places)
        assert places[-1] == len(text)

    @given(st.lists(TEXTS.filter(len), min_size=1, max_size=4), st.data())
    def test_spans_lie_within_their_messages(self, parts: list[str], data: st.DataObject) -> None:
        document = read_document(Message(tuple(parts)))
        assume(document.text)
        start = data.draw(st.integers(0, len(document.text) - 1))
        end = data.draw(st.integers(start + 1, len(document.text)))

        for span in locate(document, start, end):
            assert 0 <= span.start < span.end <= len(parts[span.part])
