"""Find the names that a text announces beside an app: after it, before it, or by saying that it is the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.handles.app_mentions import AppMention
from habeas.detection.handles.names import Name, Shape, read_name, read_number
from habeas.detection.handles.said_between import (
    ANNOUNCER,
    INVITATION,
    OWN,
    SENTENCE_END,
    SOFTWARE,
    WINDOW,
    Link,
    sentence_around,
)
from habeas.detection.lexicon.handle_words import (
    ADDING,
    ANNOUNCERS,
    FIND_BY_NAME,
    INVITATIONS,
    LINKING_WORDS,
    LOOKED_UP_AS,
    MAYBE_BY_NAME,
    NAMED_AS_EXAMPLE,
    NUMBERED_IDS,
    OTHERS_POSSESSIVES,
    PREPOSITIONS,
    SAME_NAME,
    WORK_ON_A_BRAND,
    first_in_ascii,
    last_in_ascii,
    one_of,
)
from habeas.detection.lexicon.plain_words import NOT_NAMES
from habeas.detection.phrasebook import without_addresses

_SAME_NAME = regex(one_of(SAME_NAME))
_NAME_HERE = "the member's name here"
_WORK = regex(one_of(WORK_ON_A_BRAND))
_EXAMPLE = regex(one_of(NAMED_AS_EXAMPLE))
_POSSESSIVE = regex(one_of(OTHERS_POSSESSIVES))
_OPENS_NAME = r"@#$%+{}<\\"
_BETWEEN_WORDS = (*ANNOUNCERS, *LINKING_WORDS, *INVITATIONS)
_BETWEEN_WORD = regex(rf"{one_of(_BETWEEN_WORDS)}(?![._\-][a-z0-9])")
_FIRST_BETWEEN = first_in_ascii(_BETWEEN_WORDS)
_MOST_BETWEEN = 40
_BETWEEN = regex(rf"(?:[^\w{_OPENS_NAME}]|{_BETWEEN_WORD.pattern}){{0,{_MOST_BETWEEN}}}")
_ANNOUNCED_LAST = regex(rf"{one_of(ANNOUNCERS)}\s*(?P<is>[:=]|is|es|ist|est|e|jest)?\s*[\"']?$")
_TAG_POINTS = regex(" ?[:=] ?[a-z0-9@]")
"""What follows an app written with an @ before it, "@LINE: lena77", when a name comes next."""

_NUMBERED_ID = regex(rf"id|{one_of(NUMBERED_IDS)}")
_ADDED_BY_NAME = regex(rf"{one_of(ADDING)}\s*$")
_TOWARDS_APP = regex(rf"\s*[(\[\-/|]?\s*(?:{one_of(PREPOSITIONS)}\s*){{0,3}}[(\[]?\s*")
_FIRST_TOWARDS_APP, _LAST_TOWARDS_APP = first_in_ascii(PREPOSITIONS), last_in_ascii(PREPOSITIONS)
"""What the words between a name and the app after it begin and end with, where they are in ASCII."""

_NAME_START = regex(r"(?<![\w@.#/:\-])(?:@ ?)?[a-z0-9_]")
_LAST_WORD = regex(r"[a-z0-9]+\s*$")
_LOOKED_UP = r"[^\W\d_][\w'.&\-]{0,30}(?:[ ][^\W_][\w'.&\-]{0,30}){0,4}"
_FULL_NAME_BEFORE = regex(
    rf"{one_of(FIND_BY_NAME)}\s*[:\"'(]?\s*(?P<name>{_LOOKED_UP}?)[\"')]?\s*(?:{one_of(PREPOSITIONS)}\s*){{1,3}}$"
)
_MAYBE_FULL_NAME_BEFORE = regex(_FULL_NAME_BEFORE.pattern.replace(one_of(FIND_BY_NAME), one_of(MAYBE_BY_NAME)))
_FULL_NAME_AFTER = regex(rf"[\s,.?!]{{0,4}}{one_of(LOOKED_UP_AS)}\s*[:\"']?\s*(?P<name>{_LOOKED_UP})")


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
    if before == "@" and _TAG_POINTS.match(text, mention.end):
        return False
    return before in {"@", ".", "/", "_", "#"} or (after[:1] in {".", "_", "@"} and after[1:].isalnum())


def _after(text: str, mention: AppMention) -> Announcement | None:
    between = _BETWEEN.match(text, mention.end, mention.end + WINDOW)
    position = between.end() if between else mention.end
    said = text[mention.end : position]
    announced = ANNOUNCER.search(said) is not None
    name = _spelled_from_last_word(text, mention.end, said) or read_name(text, position, after_announcer=announced)
    if name is None and (mention.app.numbered or _takes_numbers(text, mention, position)):
        name = read_number(text, position)
    if name is None:
        return None
    link = Link(text=text, mention=mention, name=name, said=said)
    return _announcement(text, mention, name, link.confidence())


def _takes_numbers(text: str, mention: AppMention, position: int) -> bool:
    """Whether an id was announced, of an app whose members may choose figures for one: `LINE ID: 852446`."""
    if mention.app.name != "LINE" or _NUMBERED_ID.search(text, mention.start, position) is None:
        return False
    return SOFTWARE.search(sentence_around(text, mention.start, position)) is None


def _spelled_from_last_word(text: str, start: int, said: str) -> Name | None:
    """Return a spelled-out name whose first word was taken for a linking word: `the dot clay dot oven`."""
    last = _LAST_WORD.search(said)
    name = last and read_name(text, start + last.start())
    return name if name and name.shape is Shape.SPELLED else None


def _before(text: str, mention: AppMention) -> Announcement | None:
    for start in _NAME_START.finditer(text, max(0, mention.start - WINDOW), mention.start):
        name = read_name(text, start.start())
        if name is not None and _TOWARDS_APP.fullmatch(text, name.end, mention.start):
            return _announcement(text, mention, name, _confidence_before(text, mention, name))
    return None


def _confidence_before(text: str, mention: AppMention, name: Name) -> float:
    if name.shape is Shape.MARKED:
        return 0.9
    said = SENTENCE_END.split(text[max(0, name.start - 30) : name.start])[-1]
    own = INVITATION.search(said) or OWN.search(said) or _is_added(text, mention, name, said)
    announced = _ANNOUNCED_LAST.search(said)
    if name.shape in {Shape.SHAPED, Shape.SPELLED}:
        return 0.85 if announced or own else 0.0
    is_plain_name = name.shape is Shape.PLAIN and not mention.ordinary
    return 0.75 if is_plain_name and announced and (own or announced["is"]) else 0.0


def _is_added(text: str, mention: AppMention, name: Name, said: str) -> bool:
    """Whether the reader is told to add a name that is no part of software: `add lena77 on snap`."""
    if _ADDED_BY_NAME.search(said) is None or not any(map(str.isdigit, name.value)):
        return False
    sentence = sentence_around(text, name.start, mention.end)
    return not (SOFTWARE.search(sentence) or _WORK.search(sentence))


def _full_name(text: str, mention: AppMention) -> Announcement | None:
    """Read a full name to be looked up, before or after the app."""
    window = max(0, mention.start - WINDOW)
    for pattern, confidence in ((_FULL_NAME_BEFORE, 0.65), (_MAYBE_FULL_NAME_BEFORE, 0.55)):
        before = pattern.search(text[window : mention.start])
        looked_up = before and _looked_up(mention, window + before.start("name"), before["name"], confidence)
        if looked_up:
            return looked_up
    after = _FULL_NAME_AFTER.match(text, mention.end)
    if after is not None and INVITATION.search(sentence_around(text, mention.start, mention.end)):
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
        if not SENTENCE_END.search(text, min(match.end(), mention.end), max(match.start(), mention.start)):
            name = Name(start, end, _NAME_HERE, Shape.PLAIN)
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
        subject_of_work=not INVITATION.search(sentence) and _is_subject_of_work(sentence),
    )


def invites(text: str, mention: AppMention) -> bool:
    """Whether the sentence around an app asks the reader to come there."""
    sentence = sentence_around(text, mention.start, mention.end)
    return INVITATION.search(sentence) is not None or OWN.search(sentence) is not None


def _is_subject_of_work(sentence: str) -> bool:
    if _EXAMPLE.search(sentence):
        return True
    return bool(_WORK.search(sentence) and _POSSESSIVE.search(sentence))
