"""The public vocabulary of detection: what was found, and what only looked like it.

Values alone: nothing here knows how a finding is made or what a policy does with it.
"""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a finding is (design, section 3)."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    PAYMENT = "payment"
    POSTAL_ADDRESS = "postal_address"
    INTENT_OFF_PLATFORM = "intent_off_platform"
    INTENT_PAY_OUTSIDE = "intent_pay_outside"


class LinkPurpose(StrEnum):
    """What a link is for. The first seven let a reader reach or pay the author (`is_contact`)."""

    MESSENGER_INVITE = "messenger_invite"
    SOCIAL_PROFILE = "social_profile"
    CALENDAR = "calendar"
    MEETING_ROOM = "meeting_room"
    PAYMENT_PAGE = "payment_page"
    FORM = "form"
    PERSONAL_SITE = "personal_site"
    PORTFOLIO = "portfolio"
    CODE = "code"
    DOCUMENT = "document"
    CERTIFICATE_REGISTRY = "certificate_registry"
    OTHER = "other"

    @property
    def is_contact(self) -> bool:
        """Whether such a link is a means of contact or payment by itself."""
        return self in _CONTACT_PURPOSES


_CONTACT_PURPOSES = frozenset(list(LinkPurpose)[:7])


class Explanation(StrEnum):
    """The rival explanation that won: why a span that looked like contact is not.

    The values are shown to reviewers and, through the texts beside each mask, to members.
    """

    CERTIFICATE = "certificate"
    ORDER_NUMBER = "order_number"
    TICKET = "ticket"
    INVOICE = "invoice"
    TRACKING_NUMBER = "tracking_number"
    IDENTIFIER = "identifier"
    TAX_OR_COMPANY_NUMBER = "tax_or_company_number"
    BANK_REFERENCE = "bank_reference"
    PRODUCT_CODE = "product_code"
    BOOK_NUMBER = "book_number"
    VEHICLE_NUMBER = "vehicle_number"
    DEVICE_NUMBER = "device_number"
    LEGAL_REFERENCE = "legal_reference"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    PRICE = "price"
    QUANTITY = "quantity"
    COUNTING = "counting"
    VERSION = "version"
    IP_ADDRESS = "ip_address"
    HASH = "hash"
    UUID = "uuid"
    COORDINATES = "coordinates"
    DIMENSIONS = "dimensions"
    COLOUR = "colour"
    CODE = "code"
    FILE_NAME = "file_name"
    URL_PART = "url_part"
    TEST_NUMBER = "test_number"
    EXAMPLE = "example"
    EMERGENCY_LINE = "emergency_line"
    PLATFORM_ADDRESS = "platform_address"
    MEMBER_MENTION = "member_mention"
    BRAND = "brand"
    SUBJECT_OF_WORK = "subject_of_work"
    QUOTED_POLICY = "quoted_policy"
    REFUSAL = "refusal"
    REPORTED_SPEECH = "reported_speech"
    NOT_ASSIGNABLE = "not_assignable"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of the original text of message `part`."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a message that lets, or asks a reader to, move contact or payment outside.

    `part`, `start` and `end` are offsets into the original text; `text` is exactly what stands
    there. What goes on in later messages stands in `continued`. `confidence` (0 to 1) is the
    measured share of findings like this one that are right. `contact` says that a reader could
    reach or pay the author outside with it; `asks` that the author asks for the reader's.
    `because` holds the reasons for the confidence in words that a member understands.
    """

    kind: FindingKind
    part: int
    start: int
    end: int
    text: str
    normalized: str
    confidence: float
    contact: bool
    asks: bool = False
    obfuscated: bool = False
    because: tuple[str, ...] = ()
    purpose: LinkPurpose | None = None
    continued: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A span that looked like contact and is not, with the explanation that won.

    Evidence for the member: it is kept and shown to reviewers.
    """

    looked_like: FindingKind
    part: int
    start: int
    end: int
    text: str
    explanation: Explanation
    because: str


@dataclass(frozen=True, slots=True)
class Scan:
    """All that detection says about one message: findings and dismissals, in order of place."""

    findings: tuple[Finding, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()


CLEAN = Scan()
"""The shared answer for a text that holds nothing."""
