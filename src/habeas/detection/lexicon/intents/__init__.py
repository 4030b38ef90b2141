"""The cues of every language: one module a language, and names that are universal."""

from habeas.detection.lexicon.apps import BY_SUBSTRING, BY_WORD
from habeas.detection.lexicon.intents import english, universal
from habeas.detection.lexicon.intents.cues import Cue

_APP_NAMES = ",".join(
    word for names in (BY_WORD, BY_SUBSTRING) for word, (_, ordinary) in names.items() if not ordinary
)

UNIVERSAL: dict[Cue, str] = universal.CUES | {Cue.APP: universal.CUES[Cue.APP] + "," + _APP_NAMES}
"""Cues that are the same in every language."""

LANGUAGES: dict[str, dict[Cue, str]] = {
    "en": english.CUES,
}
"""Cues by the language's ISO 639 code."""
