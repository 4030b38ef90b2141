"""Find names by which a member can be reached in a messenger or social app, and plain @names."""

from collections.abc import Iterable, Iterator

from habeas.detection.detector import Triggers
from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.handles.announcements import Announcement, find_announcements
from habeas.detection.handles.app_mentions import (
    LETTER_BY_LETTER,
    LETTER_MASKED,
    TRIGGER_PAIRS,
    TRIGGER_WORDS,
    find_apps,
)
from habeas.detection.handles.names import Shape
from habeas.detection.handles.scattered import find_scattered
from habeas.detection.handles.tags import TAG, Tag, TagKind, find_tags
from habeas.detection.locating import dismissal, finding
from habeas.detection.places import Places
from habeas.detection.readings import Reading

_IS_CODE = "a decorator, a package or an at-rule of code"
_CALLS_ALL = "calls everybody in the conversation"
_ELSEWHERE = "a name on a server of its own"
_NO_APP = "an @name, with no app named beside it"
_DISMISSED_TAGS = {
    TagKind.CODE: (Explanation.CODE, _IS_CODE),
    TagKind.ROOM: (Explanation.MEMBER_MENTION, _CALLS_ALL),
}


_SURE_OF_FULL_NAME = 0.6
_MISSING_SPACE = regex(r"[a-z]\.[A-Z][a-z]")


class HandleDetector:
    """Finds handles: contact where an app is named with them, a member's mention otherwise."""

    name = "handle"
    triggers = Triggers(
        words=TRIGGER_WORDS,
        pairs=TRIGGER_PAIRS,
        patterns=(TAG, LETTER_BY_LETTER, LETTER_MASKED),
    )

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the handles of a text, and what only looks like one."""
        document = reading.document
        announced = _announced(document)
        yield from (_told(document, announcement) for announcement in announced)
        taken = Places()
        for one in announced:
            taken.take(one.name.start, one.name.end)
        for one in announced:
            if taken.is_free(one.mention.start, one.mention.end):
                taken.take(one.mention.start, one.mention.end)
        for tag in find_tags(reading.text):
            if taken.is_free(tag.start, tag.end):
                yield _tagged(document, tag)


def _announced(document: Document) -> list[Announcement]:
    text = document.text
    mentions = find_apps(text)
    found = list(find_announcements(text, mentions))
    if len(document.part_starts) > 1:
        found.extend(find_scattered(text, document.part_starts, mentions))
    return _without_rivals(one for one in found if _is_written_as_a_name(document, one))


def _is_written_as_a_name(document: Document, announcement: Announcement) -> bool:
    """Whether a name that may as well be ordinary words has the capitals of a name."""
    name = announcement.name
    written = document.slice_original(name.start, name.end)
    if name.shape is Shape.FULL and announcement.confidence < _SURE_OF_FULL_NAME:
        return all(word[0].isupper() or not word[0].isalpha() for word in written.split())
    return name.shape is not Shape.SHAPED or not _MISSING_SPACE.search(written)


def _without_rivals(announcements: Iterable[Announcement]) -> list[Announcement]:
    """Return the surest announcement of each name, in order of place."""
    kept: list[Announcement] = []
    for one in sorted(announcements, key=lambda one: (one.name.start, -one.confidence)):
        if kept and one.name.start < kept[-1].name.end:
            if one.confidence > kept[-1].confidence:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _told(document: Document, announcement: Announcement) -> Finding | Dismissal:
    name, mention = announcement.name, announcement.mention
    if announcement.subject_of_work:
        return dismissal(
            document,
            name.start,
            name.end,
            looked_like=FindingKind.HANDLE,
            explanation=Explanation.SUBJECT_OF_WORK,
            because=f"the account on {mention.app.name} is what the work is about",
        )
    return finding(
        document,
        name.start,
        name.end,
        kind=FindingKind.HANDLE,
        normalized=f"{mention.app.name}: {name.value}",
        confidence=announcement.confidence,
        contact=True,
        obfuscated=mention.disguised or name.shape is Shape.SPELLED,
        because=(announcement.because,),
    )


def _tagged(document: Document, tag: Tag) -> Finding | Dismissal:
    if tag.kind in _DISMISSED_TAGS:
        explanation, because = _DISMISSED_TAGS[tag.kind]
        return dismissal(
            document, tag.start, tag.end, looked_like=FindingKind.HANDLE, explanation=explanation, because=because
        )
    elsewhere = tag.kind is TagKind.ELSEWHERE
    return finding(
        document,
        tag.start,
        tag.end,
        kind=FindingKind.HANDLE,
        normalized=f"@{tag.value}",
        confidence=0.85 if elsewhere else 0.9,
        contact=elsewhere,
        because=(_ELSEWHERE if elsewhere else _NO_APP,),
    )
