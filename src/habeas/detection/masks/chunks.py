"""Numbers glued to letters or signs: links, hashes, file names, code, codes with letters.

A chunk is a run of printable ASCII without spaces around a digit. Knows nothing of the words
beside it.
"""

import re
from collections.abc import Iterable

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers_files import CAMERA_NAMES, EXTENSIONS
from habeas.detection.lexicon.identifiers_glued import PHONE_PREFIXES
from habeas.detection.masks.mask import Mask

_RIGHT = regex(r"[!-~]{1,2048}")
_LEFT = regex(r"[!-~]*")
_LONGEST_LEFT = 512
_LONGEST_BUT_LINKS = 160
_OPENING, _CLOSING = "([{<\"'`,;:*", ")]}>\"'`,;:.!?*"
_LETTER = regex(r"[a-z]")
_FOUR_DIGITS = regex(r"(?:[^0-9]*+[0-9]){4}")

_LINK = regex(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\d?\.)[!-~]{4,}"
    r"|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,13}(?::\d{1,5})?[/?#][!-~]*"
    r"|(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|co|dev|app|me|info|biz|uk|de|fr|es|it|pl|ru|in|us|th|br)(?::\d{1,5})?"
)
_CONTACT_LINK = regex(
    r"wa\.me|whatsapp|^(?:tel|sms|callto|facetime|viber|skype):|t\.me/\+|phone=|viber|signal\.me|zalo\.me|line\.me"
)
_CERTIFICATE_LINK = regex(r"certif|credential|credly|badge|accomplishment|verify|licen[cs]e|diploma|accredible")
_EMAIL = regex(r"[!-~]*[a-z0-9._+-]@[a-z0-9-]+[!-~]*")

_RULES: dict[str, tuple[Explanation, str, bool]] = {
    "uuid": (Explanation.UUID, "it is part of a universally unique identifier", True),
    "hash": (Explanation.HASH, "it is part of a hash", True),
    "digest": (Explanation.HASH, "it is part of a digest", True),
    "mac": (Explanation.IP_ADDRESS, "it is the hardware address of a machine", True),
    "ipv6": (Explanation.IP_ADDRESS, "it is the address of a machine on a network", True),
    "instant": (Explanation.TIMESTAMP, "it is written as a date with its time", True),
    "stamp": (Explanation.FILE_NAME, "it holds a date and a time, as file names do", True),
    "publication": (Explanation.LEGAL_REFERENCE, "it is a reference to a publication or a standard", True),
    "researcher": (Explanation.IDENTIFIER, "it is written as the identifier of a researcher", True),
    "package": (Explanation.VERSION, "it is a package with its version", True),
    "picture": (Explanation.FILE_NAME, "it is written as the name of a picture", True),
    "docket": (Explanation.LEGAL_REFERENCE, "it is written as the number of a case in court", True),
    "vehicle": (Explanation.VEHICLE_NUMBER, "it has the form of a vehicle's number", True),
    "camera": (Explanation.FILE_NAME, "it is written as the name of a picture or a recording", False),
    "file": (Explanation.FILE_NAME, "it is part of the name of a file", False),
    "hexadecimal": (Explanation.CODE, "it is a number in hexadecimal", False),
    "path": (Explanation.URL_PART, "it is part of a path", False),
    "code": (Explanation.CODE, "it is part of a line of code", False),
}
_ALTERNATIVES = {
    "uuid": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "hash": (
        r"(?:0x)?[0-9a-f]{64}|[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{56}|[0-9a-f]{32}"
        r"|(?=[0-9]*[a-f])(?=[a-f]*[0-9]+[a-f]+[0-9a-f]*[0-9])(?:[0-9a-f]{12,31}|[0-9a-f]{40})"
    ),
    "digest": r"[a-z0-9./_@-]*(?:sha\d{1,3}|md5):[0-9a-f]{8,128}",
    "mac": r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}",
    "ipv6": r"\[?(?:[0-9a-f]{1,4}(?::(?=:)|:)){1,7}:?(?:[0-9a-f]{1,4}:?){0,6}\]?(?:/\d{1,3})?",
    "instant": r"\d{4}-\d\d-\d\dt\d\d(?::?\d\d){1,2}(?:[.,]\d{1,9})?(?:z|[+-]\d\d:?\d\d)?",
    "stamp": (
        r"(?:19|20)\d\d[-_]?(?:0\d|1[0-2])[-_]?(?:[0-2]\d|3[01])"
        r"[-_t]?\d\d[-_.]?\d\d(?:[-_.]?\d\d)?(?:[-_.]\d{1,6})?[\w.-]*"
    ),
    "publication": (
        r"(?:doi:)?10\.\d{4,9}/[!-~]+|arxiv:\d{4}\.\d{4,5}(?:v\d)?"
        r"|(?:cve|cwe|nct|pmid|pmc|iso|rfc|din|en|ep|wo|us)[-:]{0,2}\d{4,}(?:[-/]\d{4,})*[a-z]?\d?"
    ),
    "researcher": r"\d{4}-\d{4}-\d{4}-\d{3}[\dx]",
    "package": r"@?[a-z0-9._-]{1,60}(?:/[a-z0-9._-]{1,60})?@[~^]?v?\d{1,3}(?:\.\d{1,4}){1,3}(?:-[a-z0-9.]+)?",
    "picture": r"\d{6,}(?:_\d{6,}){1,4}(?:_[a-z])?",
    "docket": (
        r"\d{1,2}:\d\d-[a-z]{2,4}-\d{3,6}(?:-[a-z]{2,4})*"
        r"|[a-z]{1,6}(?:/[a-z]{1,4}){1,4}/\d{1,6}/\d{2,4}|[a-z]\d{1,2}/\d{1,6}/\d{4}"
    ),
    "vehicle": r"(?=[a-z0-9]*\d{4})(?=[0-9]*[a-z])[a-hj-npr-z0-9]{17}",
    "camera": rf"(?:{CAMERA_NAMES})[-_ ]?\d[\w.()-]*",
    "file": rf"[!-~]*\.(?:{EXTENSIONS})",
    "hexadecimal": r"0x(?=[0-9a-f]*[a-f])[0-9a-f]{4,16}",
    "path": r"(?=[a-z0-9._%/-]*[a-z][a-z0-9._%-]{11})[a-z0-9._%-]+(?:/[a-z0-9._%-]+){2,12}+/?",
    "code": r"""[a-z_][a-z0-9.:]*(?:_[a-z0-9.:]*)*+(?:\(|\[|==|!=|->|=>|=["'])[!-~]*|[{<\[][!-~]*[}>\]]|arn:[!-~]+""",
}
_WITHOUT_SIGNS = "uuid hash mac instant stamp publication researcher picture vehicle camera hexadecimal"
"""The rules that a chunk of letters, digits, dashes and underscores may meet."""


def _rule(names: Iterable[str]) -> re.Pattern[str]:
    return regex("|".join(f"(?P<{name}>{_ALTERNATIVES[name]})" for name in names))


_RULE = _rule(_ALTERNATIVES)
_PLAIN_RULE = _rule(_WITHOUT_SIGNS.split())
_PLAIN = regex(r"[a-z0-9_-]+")

_LINKED_CERTIFICATE = "it is part of a link to a certificate"
_LINKED = "it is part of a link"
_GLUED = "letters are glued to it, as in a code"

_LEET = regex(r"[oilszbgqetax]+")
_CODE_WITH_LETTERS = regex(
    r"[a-z]{1,6}-?\d{4,}[a-z0-9]*(?:[-/][a-z0-9]+){0,6}|\d+[-/]?[a-z]{1,5}[-/]?\d{2,}[a-z0-9-]*|\d{4,}-?[a-z]{1,4}"
)


def chunk_around(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Return the run of printable ASCII around the characters `start` to `end`, without outer punctuation."""
    left = _LEFT.match(text[max(reach, start - _LONGEST_LEFT) : start][::-1])
    right = _RIGHT.match(text, end)
    first, last = start - (left.end() if left else 0), right.end() if right else end
    while first < start and text[first] in _OPENING:
        first += 1
    while last > end and text[last - 1] in _CLOSING:
        last -= 1
    return first, last


def may_mean_something(chunk: str) -> bool:
    """Whether a chunk has letters and enough digits to be more than a word with a digit."""
    return _LETTER.search(chunk) is not None and _FOUR_DIGITS.match(chunk) is not None


def read_chunk(first: int, last: int, chunk: str) -> Mask | None:
    """Return the mask of a chunk whose form says what it is."""
    link = _read_link(first, last, chunk)
    if link is not None or len(chunk) > _LONGEST_BUT_LINKS:
        return link
    rule = _PLAIN_RULE if _PLAIN.fullmatch(chunk) else _RULE
    match = rule.fullmatch(chunk)
    if match is None or match.lastgroup is None:
        return None
    explanation, because, strong = _RULES[match.lastgroup]
    return Mask(first, last, explanation, because, strong)


def _read_link(first: int, last: int, chunk: str) -> Mask | None:
    if not _LINK.fullmatch(chunk) or ("//" not in chunk and _EMAIL.fullmatch(chunk)):
        return None
    if _CONTACT_LINK.search(chunk):
        return None
    if _CERTIFICATE_LINK.search(chunk):
        return Mask(first, last, Explanation.CERTIFICATE, _LINKED_CERTIFICATE)
    return Mask(first, last, Explanation.URL_PART, _LINKED)


def read_code(first: int, last: int, chunk: str) -> Mask | None:
    """Return the mask of digits with letters glued to them that are no disguise of digits."""
    if not _CODE_WITH_LETTERS.fullmatch(chunk):
        return None
    letters = "".join(filter(str.isalpha, chunk))
    if letters in PHONE_PREFIXES or _LEET.fullmatch(letters):
        return None
    return Mask(first, last, Explanation.IDENTIFIER, _GLUED, strong=False)
