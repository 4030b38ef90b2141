"""Find mail addresses, plain and disguised, and dismiss those that are examples, code or the platform's own."""

from collections.abc import Iterator

from habeas.detection.detector import Triggers
from habeas.detection.disguises import DisguisedMailbox, read_disguised
from habeas.detection.domains import is_at
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.lexicon.address_cues import (
    CONTACT_CUES,
    EXAMPLE_CUES,
    EXAMPLE_DOMAINS,
    MAIL_CUES,
    PLACEHOLDER_NAMES,
    PROSE_BEFORE_AT,
)
from habeas.detection.lexicon.address_triggers import ADDRESS_PATTERNS, ADDRESS_WORDS, FOREIGN_PATTERNS
from habeas.detection.lexicon.providers import MAIL_DOMAINS
from habeas.detection.lexicon.sites import BRANDS, MARKETPLACES, PLATFORM_ROLES, ROLE_NAMES
from habeas.detection.lexicon.suffixes import RESERVED, STRONG
from habeas.detection.locating import dismissal, finding
from habeas.detection.mailboxes import Dots, Join, Mailbox, read_mailboxes
from habeas.detection.readings import Reading
from habeas.detection.respelling import Respelling

_REPOSITORIES = frozenset(("git", "hg", "svn"))
_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "ssh.dev.azure.com", "codeberg.org", "gitee.com")
_CREDENTIALS = regex(r"[a-z][a-z0-9+]{1,12}://[^\s/?@]{0,80}$")
_STAND_IN_DOMAIN = regex(
    r"(?:your|my|tu|su|tuo|nome|nombre|votre|ihre?|deine?|mein|company|business|firma?|hotel|azienda|empresa|jouw|twoja)"
    r"[_\-]?(?:name|company|domain|site|website|business|hotel|mail|email|shop|brand|nome|dominio|sito|empresa|azienda|firma"
    r"|domaine|domein|bedrijf|domena|organization|org)\."
)
_OTHER_OPTION = regex(r"\([b2]\)")
_TIME_OR_MEASURE = regex(r"\d+(?:[:.]\d+)?(?:am|pm|h|k|m|st|nd|rd|th|%)?")
_NEW_SENTENCE = regex(r"\w\. ")
_SENTENCE_END = regex(r"[.!?]\s|\n\n")
_WORD_BEFORE = regex(r"[^\W\d_]{3,30}")
_NO_COMPANIES = frozenset(("localhost", "server", "host", "domain", "example", "company", "test", "local"))
_INITIALS = 2  # letters that any word may begin with
_BEFORE, _AFTER = 90, 60  # characters around an address whose words count

_BASE = {Join.PLAIN: 0.98, Join.NEAR: 0.95, Join.BRACKETED: 0.95, Join.WORD: 0.93, Join.APART: 0.9, Join.LOOSE: 0.88}
_BECAUSE = {
    Join.PLAIN: "an address as a mail program takes it",
    Join.NEAR: "an address with a gap at the sign",
    Join.BRACKETED: "“at” in brackets joins a name to a domain",
    Join.WORD: "a word for the sign joins a name to a domain",
    Join.APART: "the sign joins a name to a domain, with gaps",
    Join.LOOSE: "“at” joins a name to a domain",
}
_CODE = "the address of a repository or a connection, not of a mailbox"
_OWN = "the marketplace's own address"
_EXAMPLE = "an address that stands for any address"


class EmailDetector:
    """Finds addresses of mailboxes."""

    name = "email"
    triggers = Triggers(words=ADDRESS_WORDS, patterns=ADDRESS_PATTERNS, foreign=FOREIGN_PATTERNS)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the addresses of a text and those that only look like one."""
        respelling = reading.respelling
        disguised = list(read_disguised(respelling))
        for mailbox in read_mailboxes(respelling):
            if not any(found.start < mailbox.end and mailbox.start < found.end for found in disguised):
                yield from _judge(reading, respelling, mailbox)
        for found in disguised:
            yield _found_disguised(reading, respelling, found)


def _found_disguised(reading: Reading, respelling: Respelling, found: DisguisedMailbox) -> Finding:
    start, end = respelling.to_folded(found.start, found.end)
    return finding(
        reading.document,
        start,
        end,
        kind=FindingKind.EMAIL,
        normalized=found.address,
        confidence=found.confidence,
        contact=True,
        obfuscated=True,
        because=(found.because,),
    )


def _judge(reading: Reading, respelling: Respelling, mailbox: Mailbox) -> Iterator[Finding | Dismissal]:
    confidence = _confidence(respelling, mailbox)
    if confidence is None:
        return
    start, end = respelling.to_folded(mailbox.start, mailbox.end)
    rival = _rival(respelling.text, mailbox)
    if rival:
        explanation, because = rival
        yield dismissal(
            reading.document, start, end, looked_like=FindingKind.EMAIL, explanation=explanation, because=because
        )
        return
    disguised = mailbox.join < Join.PLAIN or mailbox.dots < Dots.PLAIN
    yield finding(
        reading.document,
        start,
        end,
        kind=FindingKind.EMAIL,
        normalized=mailbox.address,
        confidence=confidence,
        contact=True,
        obfuscated=disguised or respelling.is_rewritten(mailbox.start, mailbox.end),
        because=(_BECAUSE[mailbox.join],),
    )


def _confidence(respelling: Respelling, mailbox: Mailbox) -> float | None:
    """Return how sure it is that this is an address; None when it is everyday prose."""
    text = respelling.text
    if "." not in mailbox.domain:
        announced = MAIL_CUES.search(text, max(0, mailbox.start - 30), mailbox.start + 1)
        return 0.6 if announced and mailbox.name in ROLE_NAMES and mailbox.domain not in _NO_COMPANIES else None
    confidence = _BASE[mailbox.join] - (0.05 if mailbox.dots < Dots.SPACED else 0.0)
    if mailbox.join in (Join.PLAIN, Join.NEAR):
        return confidence
    if mailbox.join is Join.BRACKETED:
        lettered = text[mailbox.start : mailbox.end].count("\ue002") and _OTHER_OPTION.search(
            text, mailbox.end, mailbox.end + 200
        )
        return None if lettered else confidence
    if mailbox.name in PROSE_BEFORE_AT or _TIME_OR_MEASURE.fullmatch(mailbox.name) or _is_site(mailbox):
        return None
    if mailbox.join is Join.WORD:
        return confidence
    return _confidence_in_prose(respelling, mailbox, confidence)


def _confidence_in_prose(respelling: Respelling, mailbox: Mailbox, confidence: float) -> float | None:
    text, domain_start = respelling.text, mailbox.end - len(mailbox.domain)
    if mailbox.domain not in MAIL_DOMAINS and mailbox.domain in BRANDS:
        return None
    evidence = _evidence(text, mailbox)
    if _NEW_SENTENCE.search(text, mailbox.start, mailbox.end) and mailbox.domain not in MAIL_DOMAINS:
        return confidence if _is_announced(text, mailbox) else None  # "met Foster at MIT. Edu is fun"
    if mailbox.dots is Dots.MISSING:
        return confidence - 0.08 if evidence else None
    said = mailbox.dots is Dots.PLAIN and respelling.is_rewritten(domain_start, mailbox.end)
    if evidence or said:
        return confidence + 0.05 * bool(evidence)
    if mailbox.domain.endswith(".edu") or (
        mailbox.dots is Dots.PUNCTUATED and ";" in text[mailbox.start : mailbox.end]
    ):
        return confidence - 0.08
    return None


def _is_site(mailbox: Mailbox) -> bool:
    """Whether the name is a site itself: "test.com @test.com" names it twice."""
    return mailbox.join is Join.APART and mailbox.name.rpartition(".")[2] in STRONG


def _evidence(text: str, mailbox: Mailbox) -> bool:
    """Whether something beside the word "at" says that a mailbox is meant."""
    if mailbox.dots is not Dots.MISSING and mailbox.domain in MAIL_DOMAINS:
        return True
    if any(character in "._0123456789" for character in mailbox.name):
        return True
    if _is_announced(text, mailbox):
        return True
    line_start = text.rfind("\n", 0, mailbox.start) + 1
    alone = not text[line_start : mailbox.start].strip() and not text[mailbox.end : mailbox.end + 2].strip(" .\n")
    return alone or _is_named_before(text, mailbox)


def _is_announced(text: str, mailbox: Mailbox) -> bool:
    """Whether the same sentence speaks of mail before the address, or right after it."""
    sentence = max(0, mailbox.start - _BEFORE)
    for stop in _SENTENCE_END.finditer(text, sentence, mailbox.start):
        sentence = stop.end()
    cue = MAIL_CUES.search(text, sentence, mailbox.start) or MAIL_CUES.search(text, mailbox.end, mailbox.end + 20)
    return cue is not None


def _is_named_before(text: str, mailbox: Mailbox) -> bool:
    words = _WORD_BEFORE.findall(text, max(0, mailbox.start - 60), mailbox.start)
    return len(mailbox.name) > _INITIALS and any(
        word.startswith(mailbox.name) or mailbox.name.endswith(word) or mailbox.name.startswith(word) for word in words
    )


def _rival(text: str, mailbox: Mailbox) -> tuple[Explanation, str] | None:
    """Return what the address is instead of contact, in words."""
    if _is_code(text, mailbox):
        return Explanation.CODE, _CODE
    if mailbox.name in PLATFORM_ROLES and is_at(mailbox.domain, MARKETPLACES):
        return Explanation.PLATFORM_ADDRESS, _OWN
    if _is_example(text, mailbox):
        return Explanation.EXAMPLE, _EXAMPLE
    return None


def _is_code(text: str, mailbox: Mailbox) -> bool:
    following = text[mailbox.end : mailbox.end + 2]
    if mailbox.name in _REPOSITORIES and (mailbox.domain in _CODE_HOSTS or following[:1] in (":", "/")):
        return True
    if following[:1] == ":" and following[1:].isalnum():
        return True
    return bool(_CREDENTIALS.search(text, max(0, mailbox.start - 100), mailbox.start))


def _is_example(text: str, mailbox: Mailbox) -> bool:
    """Whether the address is presented as an example, and not offered as contact."""
    stands_in = (
        mailbox.domain in EXAMPLE_DOMAINS
        or mailbox.domain.rpartition(".")[2] in RESERVED
        or bool(_STAND_IN_DOMAIN.match(mailbox.domain))
    )
    nobody = mailbox.name in PLACEHOLDER_NAMES or (stands_in and mailbox.name in ROLE_NAMES)
    if not stands_in and not nobody:
        return False
    before = max(0, mailbox.start - _BEFORE)
    if CONTACT_CUES.search(text, before, mailbox.start + 1) or CONTACT_CUES.search(text, mailbox.end, mailbox.end + 25):
        return False
    if stands_in and nobody:
        return True
    presented = EXAMPLE_CUES.search(text, before, mailbox.start + 1) or EXAMPLE_CUES.search(
        text, mailbox.end, mailbox.end + _AFTER
    )
    return bool(presented)
