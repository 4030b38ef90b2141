"""Find where a text names a messenger or social app, plainly, by nickname or in disguise."""

from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.lexicon.apps import BY_SUBSTRING, BY_WORD, DISGUISED_APP, LEET_APP, App
from habeas.detection.phrasebook import Phrasebook

LETTER_BY_LETTER = r"[ ._*|'/-][a-zа-я][ ._*|'/-]{1,2}[a-zа-я0-9][ ._*|'/-]{1,2}[a-zа-я0-9][ ._*|'/-]"
LETTER_MASKED = r"[*$!][a-z]{2}"
"""What a disguised name holds at the least; in the syntax of triggers."""

_LETTERS_APART, _MASK = regex(LETTER_BY_LETTER), regex(LETTER_MASKED)

_APPS = Phrasebook(
    {word: (*meaning, False) for word, meaning in (BY_WORD | BY_SUBSTRING).items()}
    | {word: (app, False, True) for word, app in LEET_APP.items()}
)
_SPACED_OUT = regex(r"(?<![^\W_])[a-zа-я0-9]{1,3}(?:[ ._*|'/-]{1,2}[a-zа-я0-9]{1,3}){3,40}(?![^\W_])")
_MASKED = regex(r"(?<![^\W_])[a-z]{1,8}[*$!][a-z*$!]{2,9}(?![^\W_])")
_LETTER_MEANT = str.maketrans("013457$!9", "oleastsig")


@dataclass(frozen=True, slots=True)
class AppMention:
    """Folded characters `start` to `end` name `app`; `ordinary` when the word also means something else."""

    start: int
    end: int
    app: App
    ordinary: bool
    disguised: bool = False


def find_apps(text: str) -> tuple[AppMention, ...]:
    """Return the apps that a folded text names, in order of place."""
    plain = (AppMention(spotted.start, spotted.end, *spotted.meaning) for spotted in _APPS.find(text))
    mentions = [*plain, *_spaced_out(text), *_masked(text)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return tuple(_without_overlaps(mentions))


def _spaced_out(text: str) -> Iterator[AppMention]:
    """Find names written letter by letter: `w h a t s app`."""
    for match in _SPACED_OUT.finditer(text) if _LETTERS_APART.search(text) else ():
        if not _LETTERS_APART.search(text, max(0, match.start() - 1), match.end() + 1):
            continue
        places = [place for place in range(match.start(), match.end()) if text[place].isalnum()]
        letters = "".join(text[place] for place in places).translate(_LETTER_MEANT)
        for name, app in DISGUISED_APP.items():
            found = letters.find(name)
            if found >= 0:
                yield AppMention(places[found], places[found + len(name) - 1] + 1, app, ordinary=False, disguised=True)


def _masked(text: str) -> Iterator[AppMention]:
    """Find names with letters masked: `wh*tsapp`, `in$tagram`."""
    for match in _MASKED.finditer(text) if _MASK.search(text) else ():
        if not _MASK.search(match.group()):
            continue
        meant = match.group().translate(_LETTER_MEANT)
        for name, app in DISGUISED_APP.items():
            if len(name) == len(meant) and all(one in {letter, "*"} for one, letter in zip(meant, name, strict=True)):
                yield AppMention(match.start(), match.end(), app, ordinary=False, disguised=True)


def _without_overlaps(mentions: list[AppMention]) -> Iterator[AppMention]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end


TRIGGER_WORDS, TRIGGER_PAIRS = _APPS.triggers
"""Words and pairs of words of which a text that names an app plainly holds at least one."""
