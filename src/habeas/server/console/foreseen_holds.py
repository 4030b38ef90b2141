"""What would follow for money that waits, in the words of the console, shown before it is done."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.server.console.checking import Foreseen as Shown
from habeas.server.console.checking import show_foreseen
from habeas.server.console.words import read_words
from habeas.server.holds.foreseeing import Follows, Foreseen

_UNREAD: Final = "hold.unread"


def show_hold_foreseen(
    request: HttpRequest, foreseen: Foreseen, *, member: str, provider: str, title: str, act: str, unread: str = _UNREAD
) -> HttpResponse:
    """Show what would follow, with the form to be sent again. `title`, `act` and `unread` are keys of words."""
    words = read_words()
    shown = Shown(
        title=words.say(title),
        member=member,
        reads=foreseen.reads,
        unread=words.say(unread, member=member),
        effects=[*(_says(one, member, provider, words) for one in foreseen.effects), *_told(foreseen, member, words)],
        act=words.say(act),
    )
    return show_foreseen(request, shown)


def _says(one: Follows, member: str, provider: str, words: Catalogue) -> str:
    amount = "" if one.money is None else money_words(one.money.amount, one.money.currency)
    at = "" if one.at is None else words.moment(one.at)
    return words.say(f"hold.effect.{one.effect}", amount=amount, at=at, member=member, provider=provider)


def _told(foreseen: Foreseen, member: str, words: Catalogue) -> list[str]:
    if foreseen.appeal_until is not None:
        return [words.say("hold.effect.appeal", member=member, day=words.day(foreseen.appeal_until))]
    return [] if foreseen.reads is None else [words.say("hold.effect.told", member=member)]
