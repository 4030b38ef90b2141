"""The table of cues is the one that the lexicon makes."""

from pathlib import Path

from habeas.detection.cue_filing import Senses, file_cues, render
from habeas.detection.lexicon import cue_table
from habeas.detection.lexicon.intents.cues import SPEAK_FOR_INNOCENCE, Cue
from habeas.detection.lexicon.intents.patterns import PAY_OUTSIDE, TALK_ELSEWHERE
from habeas.detection.lexicon.intents.requests import POSTAL_REQUESTS, REQUESTS


class TestTable:
    def test_is_what_the_lexicon_makes(self) -> None:
        written = Path(cue_table.__file__).read_text(encoding="utf-8")
        # A comparison by pytest of a million characters would take minutes.
        is_fresh = render(file_cues()) == written
        assert is_fresh, "the lexicon has changed: run `make tables`"

    def test_holds_nothing_that_the_notation_cannot_tell_apart(self) -> None:
        filed = file_cues()
        tables = (filed.by_word, filed.by_beginning, filed.pairs)
        rests = [rest for table in tables for rests in table.values() for rest in rests]
        keys = [*filed.by_word, *filed.by_beginning, *filed.anywhere, *filed.words, *filed.pairs, *filed.opening]
        assert not [one for one in rests + keys if set(one) & set('|:=\t\n\\"')]

    def test_represents_no_phrase_by_nothing(self) -> None:
        assert all(file_cues().opening)

    def test_represents_every_cue_that_a_pattern_needs(self) -> None:
        patterns = (*TALK_ELSEWHERE, *PAY_OUTSIDE, *REQUESTS, *POSTAL_REQUESTS)
        assert not SPEAK_FOR_INNOCENCE & {cue for pattern in patterns for need in pattern.needs for cue in need}


class TestSenses:
    def test_say_a_cue_in_all_its_languages(self) -> None:
        senses = Senses()
        senses.add(Cue.APP, 1)
        senses.add(Cue.APP, 4)
        assert str(senses) == "APP=5"
