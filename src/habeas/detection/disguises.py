"""Read mailboxes that are described rather than written.

A provider named beside a name, the letters reversed, a script that puts the address together, the
sign told in words. Each reading starts from a word or sign that is rare, and looks around it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.connector_hits import SURE_AT
from habeas.detection.expressions import regex
from habeas.detection.lexicon.address_cues import MAIL_CUES
from habeas.detection.lexicon.listing import listed
from habeas.detection.lexicon.providers import MAIL_DOMAINS, ONLY_MAIL, PROVIDERS, SPELLINGS
from habeas.detection.lexicon.suffixes import STRONG, TOP_LEVEL_DOMAINS
from habeas.detection.respelling import Respelling


@dataclass(frozen=True, slots=True)
class DisguisedMailbox:
    """Characters `start` to `end` of the respelled text, the address meant, and how sure that is."""

    start: int
    end: int
    address: str
    confidence: float
    because: str


_NAMED = "names a mail provider beside the name of an account"
_SOUNDED = "spells a mail provider as it sounds, after a name"
_TOLD = "tells the address in words"
_SCRIPTED = "a script puts the address together"
_REVERSED = "an address written backwards"
_SWAPPED_SIGN = "another sign stands for the one of an address"
_ROTATED = "an address with its letters rotated by thirteen"

_PROVIDER = regex(rf"(?<![a-z0-9.@_\-])({'|'.join(sorted(ONLY_MAIL, key=len, reverse=True))})(?![a-z0-9_@\-])")
_OWN = regex(
    r"(?<![a-z])(?:my|our|mi|meu|minha|mon|mein|meine|mio|mijn|moj|мои|моя|мое|benim)\s$|(?:我的|내|제|私の)\s?$"
)
_IS_NAME = regex(
    r"(?:\.com)?(?:'?im)?(?:\s(?:id|address|account|addy|name|user|username|handle|adresim|adresi|hesabim|адрес|adresse"
    r"|adres|adresa|konto|cuenta|conta|compte))?"
    r"(?:\s?[:=,-]\s?|\s?->?\s|\s(?:is|es|e|ist|est|это)\s|[;,.]?\s(?:the |my )?(?:name|user|id|login|nick) is\s|\s)"
    r"(?P<name>[a-z0-9][a-z0-9._\-]{2,40}[a-z0-9])(?![a-z0-9@])"
)
_MAIL_OF_WHOM = "qq|163|126|naver|daum|yandex|rambler|네이버|다음|яндекс|рамблер"
_MAIL = "mail|메일|邮箱|郵箱|信箱|почта|почте"
_MAIL_OF = regex(
    rf"(?P<provider>{_MAIL_OF_WHOM})[\s\-]?(?:{_MAIL})(?:\s?(?:是|为|:|은|는)\s?|\s)"
    r"(?P<name>[a-z][a-z0-9._\-]{3,40}|[0-9]{5,11})(?![a-z0-9@])"
)
_SYMBOL_BEFORE = regex(
    r"(?<![a-z0-9._@/\-])(?P<name>[a-z0-9][a-z0-9._\-]{2,40})\s?[(\[]?\s?"
    r"(?:[★☆■●▲◆※#*^~§¤]|[\u2600-\u27bf\U0001f300-\U0001faff])\s?[)\]]?\s?$"
)
_SWAP = regex(
    r"(?P<name>[a-z0-9][a-z0-9._\-]{2,40})(?P<symbol>[★☆■●▲◆※#*^~§¤$%&!])(?P<domain>(?:[a-z0-9\-]{2,40}\.){1,3}[a-z]{2,24})\b"
)
_SWAPPED = regex(
    r"(?:replac|swap|instead|put|chang|substitut|замен|вместо|ersetz|reempla|rempla|sostitu|cambi|troc|を|改成|换成|대신|바꿔)"
)
_NAME_BEFORE = regex(
    r"(?<![a-z0-9._@/\-])(?P<name>[a-z0-9][a-z0-9._\-]{2,40})"
    r"(?:\s?\(\s?|\s(?:on|in|en|su|auf|em|sur|no|na|w|в|на)\s|\s,?\s?|,\s?)$"
)
_SAID_BEFORE = regex(
    r"(?:^|[,.:;!?\n]\s?|\b(?:is|to|at|it's|ist|es|est)\s)"
    r"(?P<name>(?:[a-z0-9._\-]{1,30}\s){0,3}[a-z0-9._\-]{1,30}),\s{0,2}$"
)
_PLAIN_NAME_BEFORE = regex(r"(?<![a-z0-9._@/\-])(?P<name>[a-z][a-z0-9._\-]{3,40})\s$")
_NO_NAMES = listed("from with your using create google account accounts open login this that other into have uses")
_COM_AFTER = regex(r"[.,\s]{1,2}com\b")
_JOINED = (
    r"(?:all )?(?:in )?one word|joined|no spaces?|without spaces?|together|todo junto|tudo junto|en un (?:seul )?mot"
    r"|zusammen|tutto attaccato|aan elkaar|слитно|razem|bitisik"
)
_JOINED_WORDS = regex(
    rf"\s{{0,2}}(?P<words>[a-z0-9\-]{{1,30}}(?:\s[a-z0-9\-]{{1,30}}){{0,4}}?)[\s,(]{{1,3}}(?:{_JOINED})\b[\s,)]{{0,3}}"
    r"\.(?P<ending>[a-z]{2,24}(?:\.[a-z]{2})?)\b"
)
_TOLD_DOMAIN = regex(r"(?P<words>[^@\n.]{3,60})\.(?P<ending>[a-z]{2,24}(?:\.[a-z]{2})?)\b")
_TELLING = regex(r"\b(?:name|joined|together|letters?|words?|company|nombre|junto|nome|firma|nom|имя)\b")
_NAME_TO_SIGN = regex(r"([a-z0-9._+\-]{1,64})(?:\s(?:with|then|and|plus))?$")
_WITH = regex(r"(?<=[a-z0-9])\s(?:with|then|and|plus)$")
_IS_PROVIDER = regex(rf"\s?(?:is|es|ist|est|e|=|:|это)\s(?P<provider>{'|'.join(ONLY_MAIL)})\b")
_ACCOUNT_NAME = regex(r"[a-z0-9]{2,30}(?:[._\-][a-z0-9]{1,30}){1,3}|[a-z]{3,20}[0-9]{1,6}")
_LOOK_BACK = 160
_BACKWARDS = regex(r"(?<![a-z0-9.])[a-z]{2,6}(?:\.[a-z0-9\-]{1,40}){1,3}@[a-z0-9._\-]{2,40}(?![a-z0-9@])")
_CALL = regex(
    r"(?:obfus|mail|addr|cloak|spam|contact|crypt)[a-z_]{0,20}\(\s{0,3}"
    r"['\"](?P<one>[a-z0-9._+\-]{1,64})['\"]\s{0,3},\s{0,3}['\"](?P<two>[a-z0-9._+\-]{1,64})['\"]"
)
_TURNED = regex(r"(?<![a-z0-9._\-])[a-z0-9._\-]{2,40}@[a-z\-]{2,40}(?:\.[a-z]{2,6}){1,2}\b")
_TURNING = regex(r"rot[ \-]?13|thirteen|rotat|caesar|cesar")
_ROT13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_LEAST_LETTERS = 3


def read_disguised(respelling: Respelling) -> Iterator[DisguisedMailbox]:
    """Yield the mailboxes that are described in a text."""
    text = respelling.text
    for match in _PROVIDER.finditer(text):
        found = (
            _named_after(text, match)
            or _named_before(text, match)
            or _said_before(respelling, match)
            or _with_ending(text, match)
            or _behind_symbol(text, match)
        )
        if found:
            yield found
    for match in re.finditer(SURE_AT, text):
        found = _joined_words(text, match) or _told(text, match) or _at_provider(text, match)
        if found:
            yield found
    yield from _scripted(text)
    yield from _mail_of(text)
    yield from _swapped(text)
    if "@" in text:
        yield from _backwards(text)
        yield from _turned(text)


def _named_after(text: str, provider: re.Match[str]) -> DisguisedMailbox | None:
    """Read "my gmail is some.name"."""
    match = _IS_NAME.match(text, provider.end())
    if not match or not _is_account_name(match["name"]):
        return None
    own = _OWN.search(text, max(0, provider.start() - 12), provider.start())
    if not own and not _is_announced(text, provider.start()) and not _is_alone(text, provider.start(), match.end()):
        return None
    return DisguisedMailbox(provider.start(), match.end(), _address(match["name"], provider), 0.85, _NAMED)


def _named_before(text: str, provider: re.Match[str]) -> DisguisedMailbox | None:
    """Read "mail me: some.name on gmail"."""
    match = _NAME_BEFORE.search(text, max(0, provider.start() - 50), provider.start())
    if not match or not _is_account_name(match["name"]):
        return None
    if not _is_announced(text, match.start()) and not _is_alone(text, match.start(), _end(text, provider)):
        return None
    return DisguisedMailbox(match.start(), _end(text, provider), _address(match["name"], provider), 0.75, _NAMED)


def _said_before(respelling: Respelling, provider: re.Match[str]) -> DisguisedMailbox | None:
    """Read "some name films, gee mail, calm"."""
    text, end = respelling.text, _end(respelling.text, provider)
    match = _SAID_BEFORE.search(text, max(0, provider.start() - _LOOK_BACK), provider.start())
    if not match or not respelling.is_rewritten(provider.start(), end):
        return None
    name = match["name"].replace(" ", "")
    return DisguisedMailbox(match.start("name"), end, _address(name, provider), 0.75, _SOUNDED)


def _with_ending(text: str, provider: re.Match[str]) -> DisguisedMailbox | None:
    """Read "write to somename gmail com"."""
    match = _PLAIN_NAME_BEFORE.search(text, max(0, provider.start() - 50), provider.start())
    end = _end(text, provider)
    if not match or end == provider.end() or match["name"] in _NO_NAMES or not _is_announced(text, match.start()):
        return None
    return DisguisedMailbox(match.start(), end, _address(match["name"], provider), 0.7, _NAMED)


def _end(text: str, provider: re.Match[str]) -> int:
    ending = _COM_AFTER.match(text, provider.end())
    return ending.end() if ending else provider.end()


def _address(name: str, provider: re.Match[str]) -> str:
    return f"{name}@{PROVIDERS[provider.group()]}"


def _is_account_name(name: str) -> bool:
    """Whether nobody would write this but as the name of an account."""
    letters = sum(map(str.isalpha, name))
    return letters >= _LEAST_LETTERS and (any(c in "._" for c in name[1:-1]) or any(map(str.isdigit, name)))


def _is_announced(text: str, place: int) -> bool:
    return bool(MAIL_CUES.search(text, max(0, place - 40), place))


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and not text[end : end + 2].strip(" .)!\n")


def _behind_symbol(text: str, provider: re.Match[str]) -> DisguisedMailbox | None:
    """Read "somename 🐒 gmail.com"."""
    match = _SYMBOL_BEFORE.search(text, max(0, provider.start() - 50), provider.start())
    end = _end(text, provider)
    if not match or end == provider.end():
        return None
    return DisguisedMailbox(match.start(), end, _address(match["name"], provider), 0.85, _SWAPPED_SIGN)


def _swapped(text: str) -> Iterator[DisguisedMailbox]:
    """Read "name#domain.com, put @ for #"."""
    if "@" not in text or not _SWAPPED.search(text):
        return
    told_of = {symbol for symbol, times in Counter(text).items() if times > 1}
    for match in _SWAP.finditer(text):
        if _is_ending(match["domain"]) and match["symbol"] in told_of:
            yield DisguisedMailbox(
                match.start(), match.end(), f"{match['name']}@{match['domain']}", 0.85, _SWAPPED_SIGN
            )


def _mail_of(text: str) -> Iterator[DisguisedMailbox]:
    """Read "my QQ mail is 123456"."""
    for match in _MAIL_OF.finditer(text):
        provider = SPELLINGS.get(match["provider"], match["provider"])
        address = f"{match['name']}@{PROVIDERS[provider]}"
        if match["name"].isdigit() or _is_account_name(match["name"]):
            yield DisguisedMailbox(match.start(), match.end(), address, 0.8, _NAMED)


def _joined_words(text: str, sign: re.Match[str]) -> DisguisedMailbox | None:
    """Read "name at sign two words all one word dot com"."""
    match = _JOINED_WORDS.match(text, sign.end())
    name = _NAME_TO_SIGN.search(text, max(0, sign.start() - 80), sign.start())
    if not match or not name or not _is_ending(match["ending"]):
        return None
    domain = match["words"].replace(" ", "") + "." + match["ending"]
    return DisguisedMailbox(name.start(), match.end(), f"{name[1]}@{domain}", 0.9, _TOLD)


def _told(text: str, sign: re.Match[str]) -> DisguisedMailbox | None:
    """Read "info with the curly a, our company name joined, dot com"."""
    match = _TOLD_DOMAIN.match(text, sign.end())
    with_word = _WITH.search(text, max(0, sign.start() - 8), sign.start())
    before = with_word.start() if with_word else sign.start()
    name = _NAME_TO_SIGN.search(text, max(0, before - 64), before)
    if not match or not name or not _is_ending(match["ending"]) or not _TELLING.search(match["words"]):
        return None
    return DisguisedMailbox(name.start(), match.end(), f"{name[1]}@….{match['ending']}", 0.75, _TOLD)


def _at_provider(text: str, sign: re.Match[str]) -> DisguisedMailbox | None:
    """Read "some.name is my inbox, after the curly a it is gmail"."""
    match = _IS_PROVIDER.match(text, sign.end())
    if not match:
        return None
    names = list(_ACCOUNT_NAME.finditer(text, max(0, sign.start() - _LOOK_BACK), sign.start()))
    if not names:
        return None
    address = f"{names[-1].group()}@{PROVIDERS[match['provider']]}"
    return DisguisedMailbox(names[-1].start(), match.end(), address, 0.8, _TOLD)


def _is_ending(ending: str) -> bool:
    return ending.rpartition(".")[2] in TOP_LEVEL_DOMAINS


def _scripted(text: str) -> Iterator[DisguisedMailbox]:
    for match in _CALL.finditer(text):
        pair = (match["one"], match["two"])
        domain = next((part for part in pair if "." in part and _is_ending(part)), None)
        if domain:
            name = pair[0] if domain == pair[1] else pair[1]
            yield DisguisedMailbox(match.start("one"), match.end("two"), f"{name}@{domain}", 0.9, _SCRIPTED)


def _backwards(text: str) -> Iterator[DisguisedMailbox]:
    for match in _BACKWARDS.finditer(text):
        address = match.group()[::-1]
        domain = address.partition("@")[2]
        if domain in MAIL_DOMAINS or domain.rpartition(".")[2] in STRONG:
            yield DisguisedMailbox(match.start(), match.end(), address, 0.9, _REVERSED)


def _turned(text: str) -> Iterator[DisguisedMailbox]:
    if not _TURNING.search(text):
        return
    for match in _TURNED.finditer(text):
        address = match.group().translate(_ROT13)
        if _is_ending(address):
            yield DisguisedMailbox(match.start(), match.end(), address, 0.85, _ROTATED)
