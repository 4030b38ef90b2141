"""The cues of every language: one module a language, and names that are universal. Read by `make tables` alone."""

from habeas.detection.lexicon.apps import BY_SUBSTRING, BY_WORD
from habeas.detection.lexicon.intents import (
    arabic,
    bengali,
    chinese,
    dutch,
    english,
    french,
    german,
    hindi,
    indonesian,
    italian,
    japanese,
    korean,
    polish,
    portuguese,
    romanian,
    russian,
    spanish,
    thai,
    turkish,
    ukrainian,
    universal,
    vietnamese,
)
from habeas.detection.lexicon.intents.cues import Cue

_ORDINARY = frozenset(word for names in (BY_WORD, BY_SUBSTRING) for word, (_, ordinary) in names.items() if ordinary)
_TOO_COMMON = frozenset({"da lo", "gia lo", "what s app", "what's app"})
"""Nicknames whose words would wake the detectors in every second text."""

_APP_NAMES = ",".join(
    word for names in (BY_WORD, BY_SUBSTRING) for word in names if word.strip() not in _ORDINARY | _TOO_COMMON
)

UNIVERSAL: dict[Cue, str] = universal.CUES | {Cue.APP: universal.CUES[Cue.APP] + "," + _APP_NAMES}
"""Cues that are the same in every language."""

LANGUAGES: dict[str, dict[Cue, str]] = {
    "en": english.CUES,
    "es": spanish.CUES,
    "pt": portuguese.CUES,
    "fr": french.CUES,
    "de": german.CUES,
    "it": italian.CUES,
    "ru": russian.CUES,
    "hi": hindi.CUES,
    "ar": arabic.CUES,
    "zh": chinese.CUES,
    "pl": polish.CUES,
    "nl": dutch.CUES,
    "ro": romanian.CUES,
    "tr": turkish.CUES,
    "uk": ukrainian.CUES,
    "bn": bengali.CUES,
    "ja": japanese.CUES,
    "ko": korean.CUES,
    "vi": vietnamese.CUES,
    "id": indonesian.CUES,
    "th": thai.CUES,
}
"""Cues by the language's ISO 639 code."""
