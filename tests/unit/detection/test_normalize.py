"""Folding: what people disguise reads as what they mean, and each character knows its origin."""

from time import process_time

import pytest

from habeas.detection.normalize import fold


class TestFold:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Plain ASCII, 24/7", "plain ascii, 24/7"),
            ("ＷＩＤＥ ０９", "wide 09"),
            ("3️⃣0️⃣", "30"),
            ("①⑨⓪ ❷", "190 2"),
            ("٣٤ ۵۶ ७८ ๙", "34 56 78 9"),
            ("𝟘𝟙 𝐛𝐨𝐥𝐝 ⓒⓐⓛⓛ", "01 bold call"),
            ("Größe, señor, façade, Łódź, øre", "grosse, senor, facade, lodz, ore"),
            ("ça‑va – “oui”…", 'ca-va - "oui"...'),
            ("ma\u200bil\u00ad me", "mail me"),
            ("İstanbul ılık", "istanbul ilik"),
            ("إيميل أنا", "ايميل انا"),
            ("مُحَمَّد", "محمد"),
            ("हिन्दी ไทย 한글 がぎ", "हिन्दी ไทย 한글 がぎ"),
            ("ｶﾅ", "カナ"),
            ("½ m²", "1/2 m2"),
            ("a\u2028b", "a\nb"),
            ("Studio™", "studio "),
            ("🅰🅱", "ab"),
        ],
    )
    def test_reads_what_is_meant(self, written: str, read: str) -> None:
        assert fold(written)[0] == fold(read)[0] == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("gmаil", "gmail"),  # the Cyrillic letter for a
            ("телеграm", "телеграм"),  # the Latin letter for m
            ("сallме", "callme"),
            ("веб-сайт на wordpress", "веб-саит на wordpress"),
            ("wordpressный", "wordpressныи"),  # a Latin word with a Russian ending stays as it is
            ("только кириллица", "только кириллица"),
        ],
    )
    def test_settles_words_that_mix_alphabets(self, written: str, read: str) -> None:
        assert fold(written)[0] == read

    def test_reads_one_long_word_no_slower_for_each_of_its_letters(self) -> None:
        began = process_time()

        fold("aб " + "б" * 60_000)

        assert process_time() - began < 2  # a quadratic reading takes a minute

    def test_keeps_no_map_where_nothing_moved(self) -> None:
        assert fold("Plain")[1] is None
        assert fold("señor ４１")[1] is None

    def test_maps_each_folded_character_to_its_origin(self) -> None:
        folded, offsets = fold("ß1️⃣x\u200by")

        assert folded == "ss1xy"
        assert offsets == [0, 0, 1, 4, 6, 7]

    def test_maps_texts_with_many_different_characters(self) -> None:
        written = "Ünï çödé, ñ ß — ö ä å é è ê ë î ô û ù ÿ …!"

        folded, offsets = fold(written)

        assert folded == "uni code, n ss - o a a e e e e i o u u y ...!"
        assert offsets is not None
        assert len(offsets) == len(folded) + 1
        assert offsets[-1] == len(written)
