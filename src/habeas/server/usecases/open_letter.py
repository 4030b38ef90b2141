"""Lets in who came by the link of a letter and knows the address that it was mailed to: nothing is shown before.

It opens in the first browser in which the address was confirmed, and there again: passed on, it opens for nobody else.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from habeas.server.audit.operations import Happening, append
from habeas.server.links import confirming
from habeas.server.notices.letters import MOST_TRIES
from habeas.server.notices.models import Letter
from habeas.server.parties.addresses import is_same, read_address
from habeas.server.parties.keys import read_keys
from habeas.server.parties.links import Because, NotAdmitted, Pass, Purpose, read_pass


class WrongAddress(PermissionError):
    """An address that the letter was not mailed to; `left` is how often another may be tried."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


def check_letter(*, text: str, browser: str, now: datetime) -> None:
    """Refuse a link that opens nothing in this browser, whoever has it. Raises NotAdmitted."""
    _find(read_pass(text, purpose=Purpose.LETTER, now=now), browser)


def open_letter(*, text: str, address: str, browser: str, now: datetime) -> tuple[Pass, str]:
    """Return the pass of a letter's member and the decision it tells of. Raises NotAdmitted, WrongAddress."""
    admitted = read_pass(text, purpose=Purpose.LETTER, now=now)
    with transaction.atomic():
        letter = _find(admitted, browser)
        keys = read_keys([admitted.member])
        known = read_address(admitted.member, keys=keys)
        if known is None:
            raise NotAdmitted(Because.TAKEN_BACK)
        if is_same(address, known):
            _bind(letter, browser)
            opened = Happening(
                at=now,
                action="letter.opened",
                actor="member",
                subject=f"notice:{letter.notice_id}",
                member=admitted.member,
            )
            append([opened], seal=keys.seal)
            return admitted, letter.notice.decision_id or letter.notice.sanction_id or letter.notice.subject
        Letter.objects.filter(pk=letter.pk).update(tries=F("tries") + 1)
    raise WrongAddress(MOST_TRIES - letter.tries - 1)


def _find(admitted: Pass, browser: str) -> Letter:
    """Return the letter of a link. Raises NotAdmitted where it was tried too often, or was opened elsewhere."""
    letter = Letter.objects.select_related("notice").filter(pk=int(admitted.about)).first()
    if letter is None or letter.tries >= MOST_TRIES:
        raise NotAdmitted(Because.TRIED)
    if letter.browser and not confirming.is_same(letter.browser, browser, link=_called(letter)):
        raise NotAdmitted(Because.ELSEWHERE)
    return letter


def _bind(letter: Letter, browser: str) -> None:
    """Let a letter open in this browser alone. Raises NotAdmitted where another one was faster."""
    kept = confirming.digest_of(browser, link=_called(letter))
    if not Letter.objects.filter(pk=letter.pk, browser__in=["", kept]).update(browser=kept):
        raise NotAdmitted(Because.ELSEWHERE)


def _called(letter: Letter) -> str:
    return f"letter:{letter.pk}"
