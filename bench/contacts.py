"""Write contacts as evaders do and identifiers as honest people do, each with what it is, from a seed.

Numbers and domains are those set aside for fiction and documentation.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

DIGIT_WORDS = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "es": ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    "pt": ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
}
NAMES = ("maria", "joao", "olga", "amit", "chen", "fatima", "lars", "nina", "pavel", "sofia", "tom", "yuki")
TRADES = ("design", "studio", "code", "writes", "media", "labs", "web", "films")
DOMAINS = ("example.com", "example.org", "example.net", "mail.example.com")
APPS = ("WhatsApp", "Telegram", "Signal", "Viber")


class Planted(NamedTuple):
    """A piece of text and what stands in it: a kind of finding, or None for an innocent identifier."""

    text: str
    kind: str | None


def write_contact(random: Random) -> Planted:
    """Return a contact, plain or disguised."""
    return random.choice(CONTACTS)(random)


def write_identifier(random: Random) -> Planted:
    """Return a number or address that is nobody's contact."""
    return Planted(random.choice(IDENTIFIERS)(random), None)


def digits(random: Random, count: int) -> str:
    """Return `count` digits, the first of them not zero."""
    return str(random.randint(10 ** (count - 1), 10**count - 1))


def fictional_number(random: Random) -> str:
    """Return a British mobile number from the range kept for drama, with its country."""
    return f"+447700900{random.randint(0, 999):03}"


def address(random: Random) -> tuple[str, str]:
    """Return the two halves of an e-mail address."""
    return f"{random.choice(NAMES)}.{random.choice(TRADES)}{random.randint(1, 99)}", random.choice(DOMAINS)


def plain_phone(random: Random) -> Planted:
    """Return a phone number as most people write it."""
    number = fictional_number(random)
    written = f"{number[:3]} {number[3:7]} {number[7:]}"
    return Planted(
        random.choice(("call me on {}", "my number is {}", "phone: {}", "text me at {}")).format(written), "phone"
    )


def gapped_phone(random: Random) -> Planted:
    """Return a phone number with something between its digits."""
    gap = random.choice((" ", ".", "-", " - ", "_", "/"))
    return Planted(f"call me on {gap.join(fictional_number(random)[1:])}", "phone")


def spelled_phone(random: Random) -> Planted:
    """Return a phone number in words of one language, or in words and digits."""
    words = DIGIT_WORDS[random.choice(list(DIGIT_WORDS))]
    said = [random.choice((digit, words[int(digit)], words[int(digit)])) for digit in fictional_number(random)[1:]]
    return Planted(f"WhatsApp: {' '.join(said)}", "phone")


def wide_phone(random: Random) -> Planted:
    """Return a phone number in digits that only look like ours."""
    base = random.choice((0xFF10, 0x0660, 0x0966, 0x1D7CE))
    return Planted("my phone: +" + "".join(chr(base + int(d)) for d in fictional_number(random)[1:]), "phone")


def plain_email(random: Random) -> Planted:
    """Return an e-mail address as such."""
    return Planted("write to {}@{}".format(*address(random)), "email")


def spelled_email(random: Random) -> Planted:
    """Return an e-mail address with its signs in words."""
    name, domain = address(random)
    at = random.choice((" at ", " (at) ", " [at] ", "(@)", " {at} "))
    dot = random.choice((" dot ", " (dot) ", "[.]", " . "))
    return Planted(f"my email is {name}{at}{domain.replace('.', dot)}", "email")


def messenger_handle(random: Random) -> Planted:
    """Return a name on a messenger."""
    name = f"{random.choice(NAMES)}_{random.choice(TRADES)}{random.randint(1, 99)}"
    return Planted(f"{random.choice(APPS)} me, I'm @{name}", "handle")


def invite_link(random: Random) -> Planted:
    """Return a link that opens a chat."""
    name = f"{random.choice(NAMES)}{digits(random, 4)}"
    return Planted(random.choice(("https://t.me/{}", "wa.me/447700900{}", "join discord.gg/{}")).format(name), "link")


def payment_link(random: Random) -> Planted:
    """Return a page that takes money elsewhere."""
    return Planted(f"paypal.me/{random.choice(NAMES)}{random.choice(TRADES)}", "payment")


CONTACTS: tuple[Callable[[Random], Planted], ...] = (
    plain_phone,
    gapped_phone,
    spelled_phone,
    wide_phone,
    plain_email,
    spelled_email,
    messenger_handle,
    invite_link,
    payment_link,
)


def isbn(random: Random) -> str:
    """Return a book number with its right check digit."""
    stem = f"978{digits(random, 9)}"
    check = -sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(stem)) % 10
    return f"ISBN {stem}{check}"


IDENTIFIERS: tuple[Callable[[Random], str], ...] = (
    lambda r: f"order #{digits(r, 10)}",
    lambda r: f"ticket {digits(r, 8)}",
    lambda r: f"invoice INV-{r.randint(2019, 2026)}-{digits(r, 6)}",
    lambda r: f"tracking 1Z{digits(r, 8)}{digits(r, 8)}",
    lambda r: f"certificate https://www.example.com/achievements/{digits(r, 10)}/en/1",
    lambda r: f"it was ${r.randint(1, 40)},{r.randint(100, 999)}.{r.randint(10, 99)} in total",
    lambda r: f"between {r.randint(1, 9)},000 and {r.randint(10, 90)},000 EUR",
    lambda r: f"on {r.randint(2019, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
    lambda r: f"from {r.randint(8, 11):02}:00-{r.randint(13, 18)}:30, {r.randint(1, 28)}/{r.randint(1, 12)}/2026",
    lambda r: f"on server 192.0.2.{r.randint(1, 254)}:{r.randint(1024, 9999)}",
    lambda r: f"version {r.randint(1, 20)}.{r.randint(0, 30)}.{r.randint(0, 4000)}",
    lambda r: f"commit {r.getrandbits(160):040x}",
    lambda r: f"at unix time {r.randint(1_500_000_000, 1_800_000_000)}",
    lambda r: f"near {r.uniform(-80, 80):.6f}, {r.uniform(-170, 170):.6f}",
    lambda r: f"a {r.randint(8, 40)}00 x {r.randint(6, 30)}00 px picture",
    lambda r: f"IMG_20{r.randint(19, 26)}{r.randint(1, 12):02}{r.randint(1, 28):02}_{digits(r, 6)}.jpg",
    lambda r: f"portal id {digits(r, 8)}",
    isbn,
)
