"""Postal addresses: offered as a place to come or send to, or asked for; a street alone is nothing."""

import pytest

from habeas.detection.detectors.postal_address import PostalAddressDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.readings import Reading
from habeas.detection.scan import Scanner

SCANNER = Scanner(detectors=[PostalAddressDetector()])


def detect(text: str) -> list[Finding | Dismissal]:
    return list(PostalAddressDetector().detect(Reading(read_document(Message((text,))))))


OFFERED = [
    ("Come to Via Garibaldi 12-3 before noon.", "Via Garibaldi 12-3"),
    ("Come to 12 Elm Street, Springfield, and ring twice.", "12 Elm Street"),
    ("My shop is at 48 Victoria Road, you can see the table there.", "48 Victoria Road"),
    ("Send it to 7 Mill Lane, Harbury CV33 9HA.", "7 Mill Lane"),
    ("Meine Adresse ist Gartenweg 22, 50667 Köln.", "Gartenweg 22, 50667"),
    ("Kommen Sie in die Lindenstraße 14, dort steht das Rad.", "Lindenstraße 14"),
    ("Venez au 14 rue des Lilas.", "14 rue des Lilas"),
    ("Ven a la calle Mayor 25 y te lo enseño.", "calle Mayor 25"),
    ("Moro na rua das Flores, 120, apto 4.", "rua das Flores, 120"),
    ("Ci vediamo in via Garibaldi 18.", "via Garibaldi 18"),
    ("Приходите на ул. Садовая 12, второй подъезд.", "ул. Садовая 12"),
    ("Zapraszam na ul. Polna 7, odbiór po 17.", "ul. Polna 7"),
    ("Ik woon in de Kerkstraat 45, kom maar langs.", "Kerkstraat 45"),
    ("Adresim Gül Sokak No 5, gelin.", "Gül Sokak No 5"),
    ("我的地址：南京路12号", "南京路12号"),
]

ASKED = [
    "For the contract I need your full name and postal address.",
    "Please send me your street address for the NDA.",
    "¿Me puedes dar tu dirección postal?",
    "Ich brauche noch Ihre Anschrift für die Rechnung.",
    "住所を教えてください",
]

INNOCENT = [
    "We meet at the trade fair every spring, and the new catalogue shows the farmhouse where Thomas Elmstreet painted over 12 doors, long before the family moved to 7 Mill Lane.",
    "Зустрічаємось на сайті, а до нас зараз приходить дуже багато різних звернень, десь близько 1 800 звернень на місяць.",
    "The flat is at 12 Elm Street, third floor, two rooms.",
    "Geocode 4,000 rows such as 12 Elm Street, Springfield.",
    "The concert takes place at 20 King Street on Friday.",
    "Measure the roof at Lindenstraße 14 from the drone photos.",
    "Translate the lease for the flat in via Roma 10.",
    "Which town are you in, so that I can quote the postage?",
    "I need 12 photos of the street and 3 of the road.",
    "The form has fields for name, street address and zip code.",
    "Come to lesson 12, Street Photography, on Monday.",
    "In 1920 the family moved to 7 Mill Lane.",
    "L'appartement est au 14 rue des Lilas.",
    "El piso está en la calle Mayor 25, con ascensor.",
    "Die Wohnung liegt in der Lindenstraße 14.",
    "Квартира на ул. Садовая 12, третий этаж.",
    "I live 12 minutes from the beach, on a quiet way.",
    "Meet me at 10 and we go the long way round.",
    "Send it to 12 people in a row.",
    "Tell me the town and the country for the quote.",
    "Never share your postal address before a contract.",
    "I don't need your postal address.",
]


class TestPostalAddressDetector:
    @pytest.mark.parametrize(("text", "address"), OFFERED)
    def test_finds_an_address_that_is_offered(self, text: str, address: str) -> None:
        (found,) = detect(text)

        assert isinstance(found, Finding)
        assert (found.kind, found.contact, found.asks) == (FindingKind.POSTAL_ADDRESS, True, False)
        assert found.text.startswith(address)

    @pytest.mark.parametrize("text", ASKED)
    def test_finds_an_address_that_is_asked_for(self, text: str) -> None:
        (found,) = detect(text)

        assert isinstance(found, Finding)
        assert (found.kind, found.contact, found.asks) == (FindingKind.POSTAL_ADDRESS, False, True)

    @pytest.mark.parametrize("text", INNOCENT)
    def test_leaves_other_streets_and_numbers_alone(self, text: str) -> None:
        assert not [one for one in detect(text) if isinstance(one, Finding)]

    @pytest.mark.parametrize("text", [text for text, _ in OFFERED] + ASKED)
    def test_wakes_for_all_that_it_finds(self, text: str) -> None:
        (answer,) = SCANNER.scan([text])

        assert answer.findings == tuple(one for one in detect(text) if isinstance(one, Finding))

    def test_is_surer_with_a_postcode(self) -> None:
        (bare,) = detect("Come to 7 Mill Lane, it is the red door.")
        (coded,) = detect("Come to 7 Mill Lane, Harbury CV33 9HA.")

        assert isinstance(bare, Finding)
        assert isinstance(coded, Finding)
        assert coded.confidence >= bare.confidence

    def test_dismisses_an_address_that_is_an_example(self) -> None:
        (dismissed,) = detect("For example, the sample row may read: send it to 7 Mill Lane.")

        assert isinstance(dismissed, Dismissal)
        assert dismissed.explanation is Explanation.SUBJECT_OF_WORK
