"""What is mailed to a member: the text of a notice, its page, its PDF, and a link that opens for them alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.server.adapters.mail import Mail
from habeas.server.notices.models import Letter, Notice
from habeas.server.parties.links import Pass, Purpose, sign

OPENS_FOR: Final = timedelta(days=30)
"""How long the link in a letter opens; a new one is made for whoever asks."""

MOST_TRIES: Final = 5
"""Wrong addresses after which a letter's link opens no more, whoever has it."""

_SUBJECTS: Final = frozenset({"announcement", "statement"})
"""What has a subject of its own. No subject tells anything about a member."""

Json = Mapping[str, Any]


def write_letter(letter: Letter, *, to: str, words: Json, pdf: bytes | None, round_: int, now: datetime) -> Mail:
    """Return the mail of a notice: nothing about its member stands in the subject."""
    notice = letter.notice
    said = read_catalogues()[choose_offered(notice.language)]
    until = now + OPENS_FOR
    opens = Pass(notice.member_id, until.replace(microsecond=0), round_, about=str(letter.pk))
    url = f"{settings.HABEAS.public_url}{reverse('portal:letter', args=[sign(opens, purpose=Purpose.LETTER)])}"
    open_it = said.say("mail.open", date=said.day(until.date()), url=url)
    named = {"words": words, "open_it": open_it, "language": said.language}
    return Mail(
        id=notice.id,
        to=to,
        subject=said.say(f"mail.subject.{notice.kind if notice.kind in _SUBJECTS else 'other'}"),
        text="\n\n".join([*_lines(words), open_it]) + "\n",
        page=render_to_string("notices/letter.html", named),
        language=said.language,
        attachments={} if pdf is None else {_file_name(notice): pdf},
    )


def _lines(words: Json) -> Iterator[str]:
    if "title" in words:
        yield words["title"]
    if "text" in words:
        yield words["text"]
    sections: Sequence[Json] = words.get("sections", ())
    for section in sections:
        yield section["heading"].upper()
        for one in section["paragraphs"]:
            yield "\n".join(f"> {line}" for line in one["text"].splitlines()) if one["quote"] else one["text"]


def _file_name(notice: Notice) -> str:
    return f"{notice.kind}.pdf"
