"""Find a name that stands alone in one message while the others say which app it is for."""

from collections.abc import Iterator

from habeas.detection.handles.announcements import Announcement, invites
from habeas.detection.handles.app_mentions import AppMention
from habeas.detection.handles.names import Name, Shape, read_name

_LONGEST_NAME_LINE = 40
_CONFIDENCE = 0.75


def find_scattered(text: str, part_starts: tuple[int, ...], mentions: tuple[AppMention, ...]) -> Iterator[Announcement]:
    """Yield names that are whole messages of their own beside a message that invites to an app."""
    ends = (*(start - 1 for start in part_starts[1:]), len(text))
    parts = list(zip(part_starts, ends, strict=True))
    for index, (start, end) in enumerate(parts):
        name = _whole_line(text, start, end)
        if name is None:
            continue
        near = parts[max(0, index - 1) : index + 2]
        mention = next((m for m in mentions if any(s <= m.start < e for s, e in near) and invites(text, m)), None)
        if mention is not None:
            yield Announcement(name, mention, _CONFIDENCE, f"a name alone in a message, for {mention.app.name}")


def _whole_line(text: str, start: int, end: int) -> Name | None:
    line = text[start:end].strip(" .,;:!\"'")
    if not 0 < len(line) <= _LONGEST_NAME_LINE:
        return None
    name = read_name(text, start + text[start:end].index(line))
    if name is None or name.end - name.start < len(line):
        return None
    return name if name.shape in {Shape.SPELLED, Shape.SHAPED} else None
