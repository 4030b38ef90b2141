"""Mails members what they have to be told, and notes how the mail server took it.

Nothing is kept open in the database while a mail server takes its time.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from habeas.server.adapters.mail import Mail, Mailer, Taken
from habeas.server.leases import MOST_ATTEMPTS, Lease, claim, complete, postpone
from habeas.server.notices.handing import give_up_mail, hand_over
from habeas.server.notices.letters import write_letter
from habeas.server.notices.models import Letter
from habeas.server.parties.addresses import read_address
from habeas.server.parties.keys import read_keys
from habeas.server.parties.models import Member

NOBODY_TO_MAIL = Taken("the member has no address any more", is_final=True)


def deliver_letters(
    *, mailer: Mailer, lease: Lease, now: datetime, clock: Callable[[], datetime], most: int
) -> tuple[int, int]:
    """Mail due letters, the longest due first; return how many were tried, and how many were taken."""
    letters = claim(Letter, lease=lease, now=now, most=most)
    answers = [_send(one, mailer, now=now) for one in letters]
    for letter, taken in zip(letters, answers, strict=True):
        _note(letter, taken, lease=lease, now=clock())
    return len(letters), sum(taken.is_accepted for taken in answers)


def _send(letter: Letter, mailer: Mailer, *, now: datetime) -> Taken:
    mail = _written(letter, now=now)
    return NOBODY_TO_MAIL if mail is None else mailer.send(mail)


def _written(letter: Letter, *, now: datetime) -> Mail | None:
    """Return the mail of a letter; None where its member was erased, or has no address any more."""
    notice = letter.notice
    keys = read_keys([notice.member_id])
    to = read_address(notice.member_id, keys=keys)
    if to is None:
        return None
    return write_letter(
        letter,
        to=to,
        words=json.loads(keys.open(notice.member_id, bytes(notice.sealed))),
        pdf=None if notice.pdf is None else keys.open(notice.member_id, bytes(notice.pdf)),
        round_=Member.objects.values_list("link_round", flat=True).get(id=notice.member_id),
        now=now,
    )


def _note(letter: Letter, taken: Taken, *, lease: Lease, now: datetime) -> None:
    """Note how one letter went; where the lease was lost, whoever has it now notes it."""
    with transaction.atomic():
        if taken.is_accepted:
            if complete(letter, lease=lease, now=now):
                hand_over(letter.notice_id, now=now)
            return
        if taken.is_final:
            letter.attempts = MOST_ATTEMPTS
        is_hopeless = letter.attempts >= MOST_ATTEMPTS
        if postpone(letter, lease=lease, now=now, error=taken.problem) and is_hopeless:
            give_up_mail(letter.notice_id, now=now)
