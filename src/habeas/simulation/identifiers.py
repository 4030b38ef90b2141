"""Numbers and addresses that are nobody's contact, as honest people write them."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from uuid import UUID

Writer = Callable[[Random], str]


def digits(random: Random, count: int) -> str:
    """Return `count` digits, the first of them not zero."""
    return str(random.randint(10 ** (count - 1), 10**count - 1))


def isbn(random: Random) -> str:
    """Return a book number with its right check digit."""
    stem = f"978{digits(random, 9)}"
    return stem + str(-sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(stem)) % 10)


def imei(random: Random) -> str:
    """Return a device number with its right check digit."""
    stem = f"35{digits(random, 12)}"
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(stem))
    return stem + str(-sum(d // 10 + d % 10 for d in doubled) % 10)


def date(random: Random) -> str:
    """Return a date in one of the usual orders."""
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(2015, 2030)
    return random.choice(
        (f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"{month}/{day}/{year}", f"{day}-{month}-{year}")
    )


def time_range(random: Random) -> str:
    """Return a range of times."""
    return f"{random.randint(7, 11):02}:00-{random.randint(13, 19)}:30"


IDENTIFIERS: Mapping[str, Writer] = MappingProxyType(
    {
        "order": lambda r: f"order #{digits(r, 10)}",
        "Spanish order": lambda r: f"el pedido {digits(r, 10)}",
        "German order": lambda r: f"Bestellnummer 0{digits(r, 10)}",
        "French order": lambda r: f"la commande n° {digits(r, 9)}",
        "Russian order": lambda r: f"заказ № {digits(r, 10)}",
        "Vietnamese order": lambda r: f"mã đơn hàng 09{digits(r, 8)}",
        "Chinese order": lambda r: f"订单号 1{digits(r, 10)}",
        "ticket": lambda r: f"ticket {digits(r, 8)}",
        "invoice": lambda r: f"invoice INV-{r.randint(2019, 2026)}-{digits(r, 6)}",
        "tracking": lambda r: f"tracking number 1Z{digits(r, 16)}",
        "tax number": lambda r: f"VAT number DE{digits(r, 9)}",
        "certificate": lambda r: f"https://learn.example.com/achievements/{digits(r, 10)}/en/1",
        "portal": lambda r: f"portal id {digits(r, 8)}",
        "price": lambda r: f"${r.randint(1, 40)},{r.randint(100, 999)}.{r.randint(10, 99)} in total",
        "European price": lambda r: f"{r.randint(1, 40)}.{r.randint(100, 999)},{r.randint(10, 99)} EUR",
        "Indian price": lambda r: f"Rs {r.randint(1, 9)},{r.randint(10, 99)},000",
        "price range": lambda r: f"between {r.randint(1, 9)},000 and {r.randint(10, 90)},000 USD",
        "date": date,
        "time range": lambda r: f"open {time_range(r)}, {r.randint(1, 28)}/{r.randint(1, 12)}",
        "unix time": lambda r: f"timestamp {r.randint(1_500_000_000, 1_800_000_000)}",
        "IP address": lambda r: f"server 192.0.2.{r.randint(1, 254)}:{r.randint(1024, 9999)}",
        "version": lambda r: f"version {r.randint(1, 20)}.{r.randint(0, 30)}.{r.randint(0, 4000)}",
        "commit": lambda r: f"commit {r.getrandbits(160):040x}",
        "UUID": lambda r: f"id {UUID(int=r.getrandbits(128), version=4)}",
        "coordinates": lambda r: f"{r.uniform(-80, 80):.6f}, {r.uniform(-170, 170):.6f}",
        "picture size": lambda r: f"{r.randint(8, 40)}00 x {r.randint(6, 30)}00 px",
        "box size": lambda r: f"{r.randint(100, 999)} x {r.randint(100, 999)} x {r.randint(100, 999)} mm",
        "file name": lambda r: (
            f"IMG_20{r.randint(19, 26)}{r.randint(1, 12):02}{r.randint(1, 28):02}_{digits(r, 6)}.jpg"
        ),
        "ISBN": lambda r: f"ISBN {isbn(r)}",
        "IMEI": lambda r: f"IMEI {imei(r)}",
        "scope": lambda r: f"@acme/{r.choice(('core', 'forms', 'charts'))}@{r.randint(1, 17)}.{r.randint(0, 9)}.0",
        "test card": lambda _r: "the Stripe test card 4242 4242 4242 4242",
        "counting": lambda _r: "one two three four five six seven eight nine ten",
        "room codes": lambda r: f"room code KX-{digits(r, 4)}-{digits(r, 4)}",
    }
)
"""Every kind of innocent number, by name."""
