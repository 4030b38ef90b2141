"""E-mail addresses, names on messengers and accounts, and the ways in which evaders write them."""

import base64
from collections.abc import Callable, Mapping
from hashlib import sha256
from random import Random
from types import MappingProxyType

NAMES = ("maria", "joao", "olga", "amit", "chen", "fatima", "lars", "nina", "pavel", "sofia", "tomas", "yuki")
TRADES = ("design", "studio", "code", "writes", "media", "labs", "films", "repairs")
PROVIDERS = ("gmail", "outlook", "yahoo", "hotmail")
ENDINGS = ("com", "net", "org", "io", "co.uk", "de")

Writer = Callable[[Random, str], str]


def address(random: Random) -> str:
    """Return an e-mail address at a large provider or at a domain of one's own."""
    name = random.choice(NAMES) + random.choice(("", ".", "_")) + random.choice(TRADES) + str(random.randint(1, 99))
    if random.random() < 0.5:  # noqa: PLR2004  every other one
        return f"{name}@{random.choice(PROVIDERS)}.com"
    return f"{name}@{random.choice(NAMES)}-{random.choice(TRADES)}.{random.choice(ENDINGS)}"


def screen_name(random: Random) -> str:
    """Return a name as members of messengers choose them."""
    return f"{random.choice(NAMES)}{random.choice('_.')}{random.choice(TRADES)}{random.randint(10, 999)}"


def with_words(at: str, dot: str) -> Writer:
    """Return a writer that says the signs of an address."""
    return lambda _random, plain: plain.replace("@", at).replace(".", dot)


def letter_by_letter(_random: Random, plain: str) -> str:
    """Return the address with a space after each character."""
    return " ".join(plain)


def backwards(_random: Random, plain: str) -> str:
    """Return the address from right to left, and say so."""
    return f"{plain[::-1]} (read it from right to left)"


def full_width(_random: Random, plain: str) -> str:
    """Return the address in characters of double width."""
    return "".join(chr(ord(c) + 0xFEE0) for c in plain)


def invisible(random: Random, plain: str) -> str:
    """Return the address with a character that nobody sees on each side of its sign."""
    unseen = random.choice(("\u200b", "\u2060", "\u034f"))
    return plain.replace("@", f"{unseen}@{unseen}")


def look_alikes(_random: Random, plain: str) -> str:
    """Return the address with the Cyrillic letters that look like a, e and o."""
    return plain.translate(str.maketrans("aeo", "аео"))


EMAIL_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "plain": lambda _random, plain: plain,
        "words": with_words(" at ", " dot "),
        "brackets": with_words(" (at) ", " (dot) "),
        "square brackets": with_words("[at]", "[dot]"),
        "braces": with_words(" {at} ", " {dot} "),
        "gaps": with_words(" @ ", " . "),
        "leet words": with_words(" a t ", " d0t "),
        "Spanish words": with_words(" arroba ", " punto "),
        "Portuguese words": with_words(" arroba ", " ponto "),
        "French words": with_words(" arobase ", " point "),
        "German words": with_words(" ät ", " punkt "),
        "Italian words": with_words(" chiocciola ", " punto "),
        "Russian words": with_words(" собака ", " точка "),
        "Polish words": with_words(" małpa ", " kropka "),
        "Indian English words": with_words(" at the rate ", " dot "),
        "letter by letter": letter_by_letter,
        "backwards": backwards,
        "full width": full_width,
        "invisible": invisible,
        "look-alikes": look_alikes,
    }
)
"""Every way to write an address, by name."""

MESSENGER_OPENINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("my Telegram is @{}", "Discord: {}", "add me on Snapchat, {}", "find me on Insta: @{}"),
        "es": ("mi Telegram es @{}", "búscame en Instagram: @{}"),
        "pt": ("meu Telegram é @{}", "me chama no insta @{}"),
        "fr": ("mon Telegram : @{}", "ajoute-moi sur Snap : {}"),
        "de": ("mein Telegram ist @{}", "Insta: @{}"),
        "it": ("il mio Telegram è @{}", "mi trovi su Instagram: @{}"),
        "ru": ("мой телеграм @{}", "пишите в телегу, ник {}"),
    }
)


def iban(random: Random) -> str:
    """Return a German account number with its right check digits."""
    account = f"{random.randint(10**7, 10**8 - 1)}{random.randint(0, 10**10 - 1):010}"
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02}{account}"


def bitcoin(random: Random) -> str:
    """Return a Bitcoin address (base58) with its right checksum."""
    payload = b"\x00" + random.randbytes(20)
    return _base58(payload + sha256(sha256(payload).digest()).digest()[:4])


def _base58(payload: bytes) -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, written = int.from_bytes(payload), ""
    while number:
        number, place = divmod(number, 58)
        written = alphabet[place] + written
    return "1" * (len(payload) - len(payload.lstrip(b"\x00"))) + written


def pix_key(random: Random) -> str:
    """Return a random Pix key, as Brazilian banks give them out."""
    digits = base64.b16encode(random.randbytes(16)).decode().lower()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


PAYMENTS: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        "IBAN": lambda r: f"transfer it to {iban(r)}",
        "IBAN in groups": lambda r: "my account: " + " ".join(_quads(iban(r))),
        "Bitcoin": lambda r: f"send BTC to {bitcoin(r)}",
        "PayPal.me": lambda r: f"pay here: paypal.me/{r.choice(NAMES)}{r.choice(TRADES)}",
        "PayPal.me in words": lambda r: f"paypal dot me slash {r.choice(NAMES)}{r.choice(TRADES)}",
        "cashtag": lambda r: f"Cash App ${r.choice(NAMES)}{r.choice(TRADES)}",
        "UPI": lambda r: f"my UPI is {r.choice(NAMES)}.{r.choice(TRADES)}@{r.choice(('okaxis', 'ybl', 'paytm'))}",
        "Pix": lambda r: f"minha chave pix: {pix_key(r)}",
    }
)
"""Accounts to be paid at outside, by kind."""


def _quads(digits: str) -> list[str]:
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]
