"""Find the names that a text announces beside an app: after it, before it, or by saying that it is the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.handles.app_mentions import AppMention
from habeas.detection.handles.names import Name, Shape, read_name, read_number
from habeas.detection.lexicon.handle_words import (
    ANNOUNCERS,
    FIND_BY_NAME,
    INVITATIONS,
    LINKING_WORDS,
    LOOKED_UP_AS,
    MAYBE_BY_NAME,
    NAMED_AS_EXAMPLE,
    OTHERS_POSSESSIVES,
    OWN_WORDS,
    PREPOSITIONS,
    SAME_NAME,
    SOFTWARE_WORDS,
    WORK_ON_A_BRAND,
    one_of,
)
from habeas.detection.lexicon.plain_words import NOT_NAMES
from habeas.detection.phrasebook import without_addresses

_ANNOUNCER = re.compile(one_of(ANNOUNCERS))
_INVITATION = re.compile(one_of(INVITATIONS))
_OWN = re.compile(one_of(OWN_WORDS))
_SAME_NAME = re.compile(one_of(SAME_NAME))
_SOFTWARE = re.compile(one_of(SOFTWARE_WORDS))
_WORK = re.compile(one_of(WORK_ON_A_BRAND))
_EXAMPLE = re.compile(one_of(NAMED_AS_EXAMPLE))
_POSSESSIVE = re.compile(one_of(OTHERS_POSSESSIVES))
_BETWEEN = re.compile(
    rf"(?:[^\w@#$%+{{}}<\\]|{one_of((*ANNOUNCERS, *LINKING_WORDS, *INVITATIONS))}(?![._\-][a-z0-9])){{0,40}}"
)
_ANNOUNCED_LAST = re.compile(rf"{one_of(ANNOUNCERS)}\s*(?P<is>[:=]|is|es|ist|est|e|jest)?\s*[\"']?$")
_POINTER = re.compile(r"[:=>→➡👉☞⇒➜▶⬇👇]|->|\s[\-~]\s|\b(?:under|unter|sous|pod|под|під)\s")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")
_TOWARDS_APP = re.compile(rf"\s*[(\[\-/|]?\s*(?:{one_of(PREPOSITIONS)}\s*){{0,3}}[(\[]?\s*")
_NAME_START = re.compile(r"(?<![\w@.#/:\-])(?:@ ?)?[a-z0-9_]")
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[,.;:)\]|/\n!?&+(\"']|-\s|(?:and|or|if|for|pls|please|so|but|y|o|u|e|ou|et|und|oder|ed|en|of|i|lub|и|или|та|або|ve|veya|dan|atau|thanks|thx)\b|[^\x00-\x7f])"
)
_LAST_WORD = re.compile(r"[a-z0-9]+\s*$")
_WORD_AND_DIGIT = re.compile(r"[a-z]+-?\d")
_LOOKED_UP = r"[^\W\d_][\w'.&\-]{0,30}(?:[ ][^\W_][\w'.&\-]{0,30}){0,4}"
_FULL_NAME_BEFORE = re.compile(
    rf"{one_of(FIND_BY_NAME)}\s*[:\"'(]?\s*(?P<name>{_LOOKED_UP}?)[\"')]?\s*(?:{one_of(PREPOSITIONS)}\s*){{1,3}}$"
)
_MAYBE_FULL_NAME_BEFORE = re.compile(_FULL_NAME_BEFORE.pattern.replace(one_of(FIND_BY_NAME), one_of(MAYBE_BY_NAME)))
_FULL_NAME_AFTER = re.compile(rf"[\s,.?!]{{0,4}}{one_of(LOOKED_UP_AS)}\s*[:\"']?\s*(?P<name>{_LOOKED_UP})")
_OWN_REACH = 30
_WINDOW = 80
"""Folded characters around an app in which what is said belongs to it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A name and the app it was announced for, how sure that is, and why in plain words."""

    name: Name
    mention: AppMention
    confidence: float
    because: str
    subject_of_work: bool = False


def find_announcements(text: str, mentions: tuple[AppMention, ...]) -> Iterator[Announcement]:
    """Yield the names announced for the apps named in a folded text."""
    for mention in mentions:
        if _is_address(text, mention):
            continue
        named = [one for read in (_after, _before, _full_name) if (one := read(text, mention)) is not None]
        yield from named or _same_name(text, mention)


def _is_address(text: str, mention: AppMention) -> bool:
    """Whether the app stands in a host name, an address or a longer name."""
    before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 2]
    return before in {"@", ".", "/", "_", "#"} or (after[:1] in {".", "_", "@"} and after[1:].isalnum())


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the part of the sentence, at most a window wide, that holds these characters."""
    before = _SENTENCE_END.split(text[max(0, start - _WINDOW) : start])[-1]
    after = text[end : end + _WINDOW]
    stop = _SENTENCE_END.search(after)
    return before + text[start:end] + (after[: stop.start()] if stop else after)


def _after(text: str, mention: AppMention) -> Announcement | None:
    between = _BETWEEN.match(text, mention.end, mention.end + _WINDOW)
    position = between.end() if between else mention.end
    said = text[mention.end : position]
    announced = _ANNOUNCER.search(said) is not None
    name = _spelled_from_last_word(text, mention.end, said) or read_name(text, position, after_announcer=announced)
    if name is None and mention.app.numbered:
        name = read_number(text, position)
    if name is None:
        return None
    link = _Link(text=text, mention=mention, name=name, said=said)
    return _announcement(text, mention, name, link.confidence())


def _spelled_from_last_word(text: str, start: int, said: str) -> Name | None:
    """Return a spelled-out name whose first word was taken for a linking word: `the dot clay dot oven`."""
    last = _LAST_WORD.search(said)
    name = last and read_name(text, start + last.start())
    return name if name and name.shape is Shape.SPELLED else None


@dataclass(frozen=True, slots=True)
class _Link:
    """What stands between an app and the name after it, and what that is worth."""

    text: str
    mention: AppMention
    name: Name
    said: str

    def confidence(self) -> float:
        """Return how sure it is that the name belongs to the app; 0 when it does not."""
        if self.is_broken and not (self.is_invited or _OWN.search(self.said)):
            return 0.0
        if self.name.shape is Shape.SHAPED:
            return self._shaped()
        if self.name.shape is Shape.PLAIN:
            return self._plain()
        return self._unmistakable()

    def _unmistakable(self) -> float:
        if self.name.shape is Shape.MARKED:
            return 0.93
        told = self.is_announced or self.is_pointed_at
        if self.name.shape is Shape.NUMBER:
            return 0.85 if told or not self.mention.ordinary else 0.0
        return 0.85 if told or self.is_invited else 0.6

    def _shaped(self) -> float:
        if self.is_announced:
            return 0.92
        if self.is_invited:
            return 0.85
        if self.mention.ordinary:
            return 0.75 if self.is_called_own else 0.0
        if self.is_pointed_at:
            return 0.88
        return 0.7 if self._is_beside() else 0.0

    def _is_beside(self) -> bool:
        """Whether a name right beside the app is one, and no part of software or an ordinary word."""
        if "#" in self.name.value or self.name.value.startswith("live:"):
            return True
        if _WORD_AND_DIGIT.fullmatch(self.name.value) or _SOFTWARE.search(self._sentence):
            return False
        return self.is_own or not self.text[: self.mention.start].rstrip(" ")[-1:].isalnum()

    def _plain(self) -> float:
        if not _STANDS_ALONE.match(self.text, self.name.end):
            return 0.0
        if self.is_announced and (self.is_pointed_at or self.is_invited or self.is_own):
            return 0.85
        if self.mention.ordinary:
            return 0.0
        if self.is_pointed_at:
            return 0.7
        return 0.65 if (self.is_invited or self.is_own) and re.search(r"[\w,]", self.said) else 0.0

    @property
    def is_announced(self) -> bool:
        return _ANNOUNCER.search(self.said) is not None

    @property
    def is_called_own(self) -> bool:
        """Whether the words right before the app say that what follows is the author's."""
        return _OWN.search(self.text, max(0, self.mention.start - _OWN_REACH), self.mention.start) is not None

    @property
    def is_pointed_at(self) -> bool:
        return _POINTER.search(self.said) is not None

    @property
    def is_broken(self) -> bool:
        """Whether a sentence ends between the two, with nothing that points on."""
        end = _SENTENCE_END.search(self.said)
        return end is not None and _POINTER.search(self.said, 0, end.end()) is None

    @property
    def is_invited(self) -> bool:
        return _INVITATION.search(self._sentence) is not None

    @property
    def is_own(self) -> bool:
        return _OWN.search(self._sentence) is not None

    @property
    def _sentence(self) -> str:
        return sentence_around(self.text, self.mention.start, self.name.start)


def _before(text: str, mention: AppMention) -> Announcement | None:
    for start in _NAME_START.finditer(text, max(0, mention.start - _WINDOW), mention.start):
        name = read_name(text, start.start())
        if name is not None and _TOWARDS_APP.fullmatch(text, name.end, mention.start):
            return _announcement(text, mention, name, _confidence_before(text, mention, name))
    return None


def _confidence_before(text: str, mention: AppMention, name: Name) -> float:
    if name.shape is Shape.MARKED:
        return 0.9
    said = _SENTENCE_END.split(text[max(0, name.start - 30) : name.start])[-1]
    own = _INVITATION.search(said) or _OWN.search(said)
    announced = _ANNOUNCED_LAST.search(said)
    if name.shape in {Shape.SHAPED, Shape.SPELLED}:
        return 0.85 if announced or own else 0.0
    is_plain_name = name.shape is Shape.PLAIN and not mention.ordinary
    return 0.75 if is_plain_name and announced and (own or announced["is"]) else 0.0


def _full_name(text: str, mention: AppMention) -> Announcement | None:
    """Read a full name to be looked up, before or after the app."""
    window = max(0, mention.start - _WINDOW)
    for pattern, confidence in ((_FULL_NAME_BEFORE, 0.65), (_MAYBE_FULL_NAME_BEFORE, 0.55)):
        before = pattern.search(text[window : mention.start])
        looked_up = before and _looked_up(mention, window + before.start("name"), before["name"], confidence)
        if looked_up:
            return looked_up
    after = _FULL_NAME_AFTER.match(text, mention.end)
    if after is not None and _INVITATION.search(sentence_around(text, mention.start, mention.end)):
        return _looked_up(mention, after.start("name"), after["name"], 0.55)
    return None


def _looked_up(mention: AppMention, start: int, value: str, confidence: float) -> Announcement | None:
    value = value.rstrip(" .,-")
    if not value or any(word in NOT_NAMES for word in value.split()[:1]):
        return None
    name = Name(start, start + len(value), value, Shape.FULL)
    return Announcement(name, mention, confidence, f"a name to look up on {mention.app.name}")


def _same_name(text: str, mention: AppMention) -> Iterator[Announcement]:
    """Read `same name on insta`: the phrase is the announcement, in either order."""
    window = max(0, mention.start - 40)
    for match in _SAME_NAME.finditer(text, window, mention.end + 40):
        start, end = min(match.start(), mention.start), max(match.end(), mention.end)
        if not _SENTENCE_END.search(text, min(match.end(), mention.end), max(match.start(), mention.start)):
            name = Name(start, end, "the member's name here", Shape.PLAIN)
            yield Announcement(name, mention, 0.8, f"says that the name on {mention.app.name} is the same as here")
            return


def _announcement(text: str, mention: AppMention, name: Name, confidence: float) -> Announcement | None:
    if not confidence:
        return None
    sentence = sentence_around(text, min(mention.start, name.start), max(mention.end, name.end))
    sentence = without_addresses(sentence.replace(text[name.start : name.end], " "))
    return Announcement(
        name,
        mention,
        confidence,
        f"a name on {mention.app.name}",
        subject_of_work=not _INVITATION.search(sentence) and _is_subject_of_work(sentence),
    )


def invites(text: str, mention: AppMention) -> bool:
    """Whether the sentence around an app asks the reader to come there."""
    sentence = sentence_around(text, mention.start, mention.end)
    return _INVITATION.search(sentence) is not None or _OWN.search(sentence) is not None


def _is_subject_of_work(sentence: str) -> bool:
    if _EXAMPLE.search(sentence):
        return True
    return bool(_WORK.search(sentence) and _POSSESSIVE.search(sentence))
