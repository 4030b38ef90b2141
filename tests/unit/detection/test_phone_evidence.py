"""Evidence for phones: what weighs how much, from a clear announcement down to digits that could be anything."""

from collections.abc import Sequence

import pytest

from habeas.detection.documents import Message
from habeas.detection.findings import Finding
from tests.phones import detect_phones


def finding_in(text: str | Sequence[str], country: str | None) -> Finding | None:
    parts = (text,) if isinstance(text, str) else tuple(text)
    results = detect_phones(Message(parts, country))
    return next((result for result in results if isinstance(result, Finding)), None)


SURE, FAIR, WEAK = (0.9, 1.0), (0.75, 0.89), (0.5, 0.74)

WEIGHED = [
    ("text me: 212-555-0184", "US", SURE),
    ("text me: two one two five five five zero one eight four", "US", SURE),
    ("the contact is 212 555 0184", "US", SURE),
    ("contact 0612304050 if late", "FR", SURE),
    ("text me: 123-456-7890", "US", FAIR),
    ("call +41 (0)96 471 07 95", "US", FAIR),
    ("I am so glad, 212-555-0184 is where I live", "US", FAIR),
    ("so glad, +12125550184 it was, I believe it", "US", FAIR),
    ("so glad, 0612304050 it was, I believe it", "FR", FAIR),
    ("so glad, 13812045078 it was, I believe it", "CN", FAIR),
    ("so glad, (890) 555-0142 it was, I believe it", "US", FAIR),
    ("so glad, two one two five five five oh one eight four", "US", FAIR),
    ("so glad, two one two five five five oh one eight four", None, FAIR),
    ("contact: 890-555-0142 perhaps, if it is not too late", "US", FAIR),
    (("my cell", "it starts with 212 I think", "then comes 555 of course", "and 0184 it is"), "US", FAIR),
    (("my cell", "it starts with 890 I think", "then comes 555 of course", "and 0142 it is"), "US", FAIR),
    ("call me: 467 3395", "US", WEAK),
    ("so glad, 890-555-0142 it was, I believe it", "US", WEAK),
    ("so glad, +999 12 34 56 78 it was, I believe it", "US", WEAK),
    ("so glad, +447700900461 it was, I believe it", "US", WEAK),
    ("so glad, (044) 1204-5678 it was, I believe it", "MX", WEAK),
    ("contact +999 12 34 56 78 by all means if you like", "US", WEAK),
    ("2125550184", "US", WEAK),
    ("hello 023 1204 0506", "US", WEAK),
    ("so glad, first 212 then 555 then 0184 I believe", "US", WEAK),
    ("so glad, zero șapte doi, apoi unu doi trei, apoi patru cinci șase zero", "RO", WEAK),
]
TOO_LIGHT = [
    ("so glad, 2125550184 it was, I believe it", "US"),
    ("so glad, 612304050 it was, I believe it", "ES"),
    ("so glad, 2 1 2 5 5 5 0 1 8 4 it was, I believe it", "US"),
    ("so glad, $212 $555 $0184 it was, I believe it", "US"),
    ("so glad, 212-555-0184 it was, I believe it", None),
    ("so glad, 99 88 77 66 it was, I believe it", "US"),
    ("call me at 4000 1234 5678 9010 2", None),
    ("call me, it is one, 12 and 345, 67, 89", "US"),
    ("the number is 61230405 or so", "US"),
    ("so glad, first 2 then 125550 then 184 I believe", "US"),
    ("so glad, first 0184 then 555 and 8905550", "US"),
    ("text abc2125550184def please", None),
    ("so glad, $415 555 0184 it was, I believe it", "US"),
    (("it starts with 890 I think", "then comes 555 of course", "and 0142 it is"), "US"),
]


class TestWeigh:
    @pytest.mark.parametrize(("text", "country", "bounds"), WEIGHED)
    def test_gives_each_kind_its_confidence(
        self, text: str | tuple[str, ...], country: str | None, bounds: tuple[float, float]
    ) -> None:
        finding = finding_in(text, country)

        assert finding is not None
        assert bounds[0] <= finding.confidence <= bounds[1]

    @pytest.mark.parametrize(("text", "country"), TOO_LIGHT)
    def test_finds_too_little_in_digits_that_could_be_anything(
        self, text: str | tuple[str, ...], country: str | None
    ) -> None:
        assert finding_in(text, country) is None
