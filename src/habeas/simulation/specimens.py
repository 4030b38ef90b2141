"""Specimens: a sentence with one thing planted in it, and what that thing is. The same seed, the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from habeas.detection.documents import Message
from habeas.detection.findings import FindingKind
from habeas.simulation.addresses import EMAIL_WRITERS, MESSENGER_OPENINGS, PAYMENTS, address, screen_name
from habeas.simulation.identifiers import IDENTIFIERS
from habeas.simulation.numbers import NATIONAL, WRITERS, international

_BEFORE = ("Thank you for the quick reply. ", "I read your post with interest. ", "Sounds good, Monday is fine. ", "")
_AFTER = (" Let me know what you think.", " The draft is ready then.", "", " Thanks!")
_ASKING = ("call me on {}", "text me at {}", "my WhatsApp: {}", "you can reach me on {}", "my number is {}")
_WRITING = ("write to {}", "my email is {}", "send the files to {}")
_MENTIONING = ("See {}.", "It is about {}.", "Please check {} again.", "I noted {} in the sheet.")


@dataclass(frozen=True, slots=True)
class Specimen:
    """A message and the kind of contact planted in it; None for an innocent identifier.

    `form` names the way in which it is written.
    """

    message: Message
    kind: FindingKind | None
    form: str


def phones(seed: int) -> Iterator[Specimen]:
    """Yield phone numbers, each way of writing in turn, plain and international ones among them."""
    random = Random(seed)
    while True:
        for form, write in WRITERS.items():
            country = random.choice(tuple(NATIONAL))
            yield _specimen(random, _ASKING, write(random, NATIONAL[country](random)), country, FindingKind.PHONE, form)
        country = random.choice(tuple(NATIONAL))
        number = international(NATIONAL[country](random), country)
        yield _specimen(random, _ASKING, number, None, FindingKind.PHONE, "international")


def split_phones(seed: int) -> Iterator[Specimen]:
    """Yield phone numbers that are split over several messages."""
    random = Random(seed)
    while True:
        country = random.choice(("US", "GB", "AU"))
        digits = NATIONAL[country](random)
        cut, again = random.randint(2, 4), random.randint(5, 7)
        parts = ("ok then", "my cell", digits[:cut], digits[cut:again], digits[again:])
        yield Specimen(Message(parts, country), FindingKind.PHONE, "several messages")


def emails(seed: int) -> Iterator[Specimen]:
    """Yield e-mail addresses, each way of writing in turn."""
    random = Random(seed)
    while True:
        for form, write in EMAIL_WRITERS.items():
            yield _specimen(random, _WRITING, write(random, address(random)), None, FindingKind.EMAIL, form)


def handles(seed: int) -> Iterator[Specimen]:
    """Yield names on messengers, announced in several languages."""
    random = Random(seed)
    while True:
        for language, openings in MESSENGER_OPENINGS.items():
            yield _specimen(random, openings, screen_name(random), None, FindingKind.HANDLE, language)


def payments(seed: int) -> Iterator[Specimen]:
    """Yield accounts to be paid at."""
    random = Random(seed)
    while True:
        for form, write in PAYMENTS.items():
            yield _specimen(random, ("{}",), write(random), None, FindingKind.PAYMENT, form)


def innocents(seed: int) -> Iterator[Specimen]:
    """Yield identifiers, dates, prices and the like."""
    random = Random(seed)
    while True:
        for form, write in IDENTIFIERS.items():
            yield _specimen(random, _MENTIONING, write(random), "US", None, form)


def _specimen(
    random: Random, openings: tuple[str, ...], planted: str, country: str | None, kind: FindingKind | None, form: str
) -> Specimen:
    text = random.choice(_BEFORE) + random.choice(openings).format(planted) + random.choice(_AFTER)
    return Specimen(Message((text,), country), kind, form)
