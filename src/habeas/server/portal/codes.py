"""The mail that brings a code: the code, what it is for, and what to do for whoever did not ask for it."""

from django.template.loader import render_to_string

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.adapters.mail import Mail
from habeas.server.usecases.send_link_code import Issued


def write_code(issued: Issued, words: Catalogue) -> Mail:
    """Return the mail of a code. Its subject names no member and no code: it shows on locked screens."""
    at = words.moment(issued.until)
    subject, unasked = words.say("code.mail.subject"), words.say("code.mail.unasked")
    code = words.say("code.mail.code", code=f"{issued.code[:3]} {issued.code[3:]}")
    said = "\n\n".join([code, words.say("code.mail.what", at=at)])
    named = {"words": {"title": subject, "text": said}, "open_it": unasked, "language": words.language}
    return Mail(
        id=issued.id,
        to=issued.to,
        subject=subject,
        text=f"{said}\n\n{unasked}\n",
        page=render_to_string("notices/letter.html", named),
        language=words.language,
        attachments={},
    )
