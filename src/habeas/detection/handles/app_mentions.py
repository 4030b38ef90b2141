"""Find where a text names a messenger or social app, plainly, by nickname or in disguise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.lexicon.apps import BY_SUBSTRING, BY_WORD, DISGUISED_APP, App

LETTER_BY_LETTER = r"\b[a-zа-я][ ._*|'/-]{1,2}[a-zа-я][ ._*|'/-]{1,2}[a-z0-9а-я][ ._*|'/-]"
LETTERS_REPLACED = r"[a-z][0134579$!*][a-z]"
GLUED_TO_UNSPACED = (r"[\u0e00-\uffff][a-z]", r"[a-z][\u0e00-\uffff]")
"""What a disguised name holds at the least, and a name among letters written without spaces; in the syntax of triggers."""

_WORD = re.compile(r"[a-z0-9]+|[^\W0-9a-z_]+")
_UNSPACED = re.compile("[\u0900-\U0010ffff]")
_SUBSTRING = re.compile("|".join(re.escape(word) for word in sorted(BY_SUBSTRING, key=len, reverse=True)))
_PHRASE_STARTS = frozenset(phrase.split()[0] for phrase in BY_WORD if " " in phrase)
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in BY_WORD)
_GAP = re.compile(r"[ '\-_.&@]{1,2}")

_SPACED_OUT = re.compile(r"(?<![^\W_])[a-zа-я0-9]{1,3}(?:[ ._*|'/-]{1,2}[a-zа-я0-9]{1,3}){3,40}(?![^\W_])")
_REPLACED = re.compile(r"(?<![^\W_])[a-z][a-z0134579$!*]{4,11}(?![^\W_])")
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
    mentions = [*_plain(text), *_spaced_out(text), *_replaced(text)]
    if _UNSPACED.search(text):
        mentions.extend(_unspaced(text))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return tuple(_without_overlaps(mentions))


def _plain(text: str) -> Iterator[AppMention]:
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    index = 0
    while index < len(words):
        mention, used = _longest_phrase(text, words, index)
        if mention is not None:
            yield mention
        index += used


def _longest_phrase(text: str, words: list[tuple[str, int, int]], index: int) -> tuple[AppMention | None, int]:
    phrase, start, end = words[index]
    best, used = _mention(phrase, start, end), 1
    if phrase not in _PHRASE_STARTS:
        return best, used
    for count in range(1, min(_LONGEST_PHRASE, len(words) - index)):
        word, word_start, word_end = words[index + count]
        if not _GAP.fullmatch(text, end, word_start):
            break
        phrase, end = f"{phrase} {word}", word_end
        longer = _mention(phrase, start, end)
        if longer is not None:
            best, used = longer, count + 1
    return best, used


def _mention(phrase: str, start: int, end: int) -> AppMention | None:
    meaning = BY_WORD.get(phrase)
    return meaning and AppMention(start, end, *meaning)


def _spaced_out(text: str) -> Iterator[AppMention]:
    """Find names written letter by letter: `w h a t s app`."""
    for match in _SPACED_OUT.finditer(text):
        places = [place for place in range(match.start(), match.end()) if text[place].isalnum()]
        letters = "".join(text[place] for place in places).translate(_LETTER_MEANT)
        for name, app in DISGUISED_APP.items():
            found = letters.find(name)
            if found >= 0:
                yield AppMention(places[found], places[found + len(name) - 1] + 1, app, ordinary=False, disguised=True)


def _replaced(text: str) -> Iterator[AppMention]:
    """Find names with letters replaced or masked: `t3legram`, `wh*tsapp`."""
    for match in _REPLACED.finditer(text):
        word = match.group()
        meant = word.translate(_LETTER_MEANT)
        if meant == word and "*" not in word:
            continue
        for name, app in DISGUISED_APP.items():
            if len(name) == len(meant) and all(one in {letter, "*"} for one, letter in zip(meant, name, strict=True)):
                yield AppMention(match.start(), match.end(), app, ordinary=False, disguised=True)


def _unspaced(text: str) -> Iterator[AppMention]:
    for match in _SUBSTRING.finditer(text):
        app, ordinary = BY_SUBSTRING[match.group()]
        yield AppMention(match.start(), match.end(), app, ordinary=ordinary)


def _without_overlaps(mentions: list[AppMention]) -> Iterator[AppMention]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end
