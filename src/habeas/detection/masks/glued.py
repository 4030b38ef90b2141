"""Numbers glued to letters or signs: links, hashes, file names, codes with letters, units.

A chunk is a run of printable ASCII without spaces around a digit. Knows nothing of the words
beside it.
"""

import re

from habeas.detection.findings import Explanation
from habeas.detection.masks.mask import Mask

_RIGHT = re.compile(r"[!-~]{1,2048}")
_LEFT = re.compile(r"[!-~]*")
_LONGEST_LEFT = 512
_OPENING, _CLOSING = "([{<\"'`,;:*", ")]}>\"'`,;:.!?*"

_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\d?\.)[^\s]{4,}"
    r"|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,13}(?::\d{1,5})?[/?#][^\s]{0,}"
    r"|(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|co|dev|app|me|info|biz|uk|de|fr|es|it|pl|ru|in|us|th|br)(?::\d{1,5})?"
)
_CONTACT_LINK = re.compile(
    r"wa\.me|whatsapp|^(?:tel|sms|callto|facetime|viber|skype):|t\.me/\+|phone=|viber|signal\.me|zalo\.me|line\.me"
)
_CERTIFICATE_LINK = re.compile(r"certif|credential|credly|badge|accomplishment|verify|licen[cs]e|diploma|accredible")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile(r"(?:0x)?[0-9a-f]{64}|[0-9a-f]{128}|[0-9a-f]{32}|[0-9a-f]{96}|[0-9a-f]{56}")
_SHORT_HASH = re.compile(r"(?=[0-9a-f]*?[a-f])(?=[0-9a-f]*?\d[0-9a-f]*?\d)(?:[0-9a-f]{12,31}|[0-9a-f]{40})")
_DIGEST = re.compile(r"[a-z0-9./_@-]*(?:sha\d{1,3}|md5):[0-9a-f]{8,128}")
_IPV6 = re.compile(r"\[?(?=[0-9a-f:.]*:[0-9a-f:.]*:)(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3})\]?(?:/\d{1,3})?")
_MAC = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dt\d\d(?::?\d\d){1,2}(?:[.,]\d{1,9})?(?:z|[+-]\d\d:?\d\d)?")
_EXTENSIONS = (
    "jpe?g|png|gif|webp|bmp|tiff?|svg|heic|psd|ai|eps|pdf|docx?|xlsx?|pptx?|csv|tsv|txt|rtf|odt|ods|md|json|xml|ya?ml|html?|css|js|ts|jsx"
    "|tsx|py|rb|php|java|kt|go|rs|cpp|sql|sh|log|zip|rar|7z|tar|gz|tgz|mp3|wav|flac|m4a|ogg|mp4|mov|avi|mkv|webm|dwg|dxf|stl|obj|fbx"
    "|apk|ipa|exe|dmg|iso|bak|db|sqlite|parquet|ttf|otf|woff2?|srt|vtt|sdlxliff|indd|fig|sketch|blend|epub|mobi|key|numbers|pages"
)
_FILE = re.compile(rf"[!-~]*\.(?:{_EXTENSIONS})")
_CAMERA = re.compile(
    r"(?:img|vid|pxl|dsc[fn]?|dji|gopr|mvi|mov|scan|screenshot|screen_?shot|screencast|capture|attachment|image|photo|wa|recording|rec|export|report"
    r"|backup|invoice|untitled|video|audio|file|doc|signal|whatsapp)[-_ ]?\d[\w.()-]*"
)
_PICTURE = re.compile(r"\d{6,}(?:_\d{6,}){1,4}(?:_[a-z])?")
_STAMP = re.compile(r"(?:19|20)\d\d[-_]?(?:0\d|1[0-2])[-_]?(?:[0-2]\d|3[01])[-_t]?\d\d[-_.]?\d\d(?:[-_.]?\d\d)?(?:[-_.]\d{1,6})?[\w.-]*")
_VEHICLE = re.compile(r"(?=[a-z0-9]*\d{4})(?=[a-z0-9]*[a-hj-npr-z])[a-hj-npr-z0-9]{17}")
_DOCKET = re.compile(r"\d{1,2}:\d\d-[a-z]{2,4}-\d{3,6}(?:-[a-z]{2,4})*|[a-z]{1,6}(?:/[a-z]{1,4}){1,4}/\d{1,6}/\d{2,4}")
_DOI = re.compile(r"(?:doi:)?10\.\d{4,9}/[!-~]+|arxiv:\d{4}\.\d{4,5}(?:v\d)?|(?:cve|cwe|ghsa|nct|pmid|pmc|iso|rfc|din|en|us)-?:?\d{4,}(?:-\d{4,})*")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dx]")
_PACKAGE = re.compile(r"@?[a-z0-9._-]{1,60}(?:/[a-z0-9._-]{1,60})?@[~^]?v?\d{1,3}(?:\.\d{1,4}){1,3}(?:-[a-z0-9.]+)?")
_CODE = re.compile(r"[a-z_][\w.:]*(?:\(|\[|==?|!=|->|=>|::)[!-~]*|[{<\[][!-~]*[}>\]]|[a-z_]+_[a-z_]*\d[\w]*|arn:[!-~]+")
_EMAIL = re.compile(r"[!-~]*[a-z0-9._+-]@[a-z0-9-]+[!-~]*")
_LEET_OR_WORD = re.compile(r"[oilszbgqetax]+")
_GLUED_ID = re.compile(r"([a-z]{1,6})-?(\d{4,}[a-z0-9]*(?:[-/][a-z0-9]+){0,6})|(\d+[-/]?[a-z]{1,5}[-/]?\d{2,}[a-z0-9-]*)|(\d{4,})-?([a-z]{1,4})")
_PHONE_PREFIXES = frozenset(
    "t p m h f c w o tel ph mob cel cell tlf tlfn wa fax call txt text sms ring hp hlp help no nr num nu on at to b tm gsm dial phone fon fone "
    "mobile mob tg viber cc from or and now line is my me stop only for in p2 a bt ft u".split()
)
_LETTER = re.compile(r"[a-z]")
_FOUR_DIGITS = re.compile(r"(?:[^0-9]*+[0-9]){4}")

_Rule = tuple[re.Pattern[str], Explanation, str, bool]

_RULES: tuple[_Rule, ...] = (
    (_UUID, Explanation.UUID, "it is part of a universally unique identifier", True),
    (_HASH, Explanation.HASH, "it is part of a hash", True),
    (_SHORT_HASH, Explanation.HASH, "it is part of a hash", True),
    (_DIGEST, Explanation.HASH, "it is part of a digest", True),
    (_MAC, Explanation.IP_ADDRESS, "it is the hardware address of a machine", True),
    (_IPV6, Explanation.IP_ADDRESS, "it is the address of a machine on a network", True),
    (_INSTANT, Explanation.TIMESTAMP, "it is written as a date with its time", True),
    (_STAMP, Explanation.FILE_NAME, "it holds a date and a time, as file names do", True),
    (_DOI, Explanation.LEGAL_REFERENCE, "it is a reference to a publication or a standard", True),
    (_ORCID, Explanation.IDENTIFIER, "it is written as the identifier of a researcher", True),
    (_PACKAGE, Explanation.VERSION, "it is a package with its version", True),
    (_PICTURE, Explanation.FILE_NAME, "it is written as the name of a picture", True),
    (_CAMERA, Explanation.FILE_NAME, "it is written as the name of a picture or a recording", False),
    (_FILE, Explanation.FILE_NAME, "it is part of the name of a file", False),
    (_DOCKET, Explanation.LEGAL_REFERENCE, "it is written as the number of a case in court", True),
    (_VEHICLE, Explanation.VEHICLE_NUMBER, "it has the form of a vehicle's number", True),
    (_CODE, Explanation.CODE, "it is part of a line of code", False),
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
    return _read_link(first, last, chunk) or _read_rules(first, last, chunk)


def _read_link(first: int, last: int, chunk: str) -> Mask | None:
    if not _LINK.fullmatch(chunk) or _EMAIL.fullmatch(chunk) and "//" not in chunk:
        return None
    if _CONTACT_LINK.search(chunk):
        return None
    if _CERTIFICATE_LINK.search(chunk):
        return Mask(first, last, Explanation.CERTIFICATE, "it is part of a link to a certificate")
    return Mask(first, last, Explanation.URL_PART, "it is part of a link")


def _read_rules(first: int, last: int, chunk: str) -> Mask | None:
    for pattern, explanation, because, strong in _RULES:
        if pattern.fullmatch(chunk):
            return Mask(first, last, explanation, because, strong=strong)
    return None


def read_code(first: int, last: int, chunk: str) -> Mask | None:
    """Return the mask of digits with letters glued to them that are no disguise of digits."""
    match = _GLUED_ID.fullmatch(chunk)
    if match is None:
        return None
    letters = "".join(c for c in chunk if c.isalpha())
    if letters in _PHONE_PREFIXES or _LEET_OR_WORD.fullmatch(letters):
        return None
    return Mask(first, last, Explanation.IDENTIFIER, "letters are glued to it, as in a code", strong=False)
