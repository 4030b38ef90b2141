"""Masks: which numbers of a message have a meaning of their own, and which may be phones."""

import pytest

from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Explanation as Is
from habeas.detection.masks import Mask, find_masks


def masks_of(*parts: str) -> list[tuple[str, Is]]:
    document = read_document(Message(parts))
    return [(document.slice_original(mask.start, mask.end), mask.explanation) for mask in find_masks(document)]


def only_mask_of(text: str) -> Mask:
    (mask,) = find_masks(read_document(Message((text,))))
    return mask


LABELLED = [
    ("Order no. 302-4567891-2345678 was refunded", "302-4567891-2345678", Is.ORDER_NUMBER),
    ("My order number is 4155550123, any news?", "4155550123", Is.ORDER_NUMBER),
    ("order_id=4155550123 in the export", "4155550123", Is.ORDER_NUMBER),
    ("Número de pedido: 612 345 678", "612 345 678", Is.ORDER_NUMBER),
    ("o pedido nº 91234-5678 já saiu", "91234-5678", Is.ORDER_NUMBER),
    ("votre commande n° 0612345678 est partie", "0612345678", Is.ORDER_NUMBER),
    ("Bestellnummer 0151 23456789 ist storniert", "0151 23456789", Is.ORDER_NUMBER),
    ("Bestell-Nr.: 0151 23456789", "0151 23456789", Is.ORDER_NUMBER),
    ("il suo ordine n. 3471234567 è in viaggio", "3471234567", Is.ORDER_NUMBER),
    ("номер заказа 89161234567", "89161234567", Is.ORDER_NUMBER),
    ("замовлення № 0501234567 вже їде", "0501234567", Is.ORDER_NUMBER),
    ("numer zamówienia to 501234567", "501234567", Is.ORDER_NUMBER),
    ("ordernummer 0612345678 staat klaar", "0612345678", Is.ORDER_NUMBER),
    ("comanda nr. 0721234567 a plecat", "0721234567", Is.ORDER_NUMBER),
    ("sipariş no 05321234567 kargoda", "05321234567", Is.ORDER_NUMBER),
    ("मेरा ऑर्डर नंबर 9812345670 है", "9812345670", Is.ORDER_NUMBER),
    ("অর্ডার নম্বর 01712345678", "01712345678", Is.ORDER_NUMBER),
    ("رقم الطلب ٠١٠١٢٣٤٥٦٧٨", "٠١٠١٢٣٤٥٦٧٨", Is.ORDER_NUMBER),
    ("我的订单号是13812345678，请查一下", "13812345678", Is.ORDER_NUMBER),
    ("注文番号は090-1234-5678です", "090-1234-5678", Is.ORDER_NUMBER),
    ("주문번호 010-1234-5678 확인 부탁드려요", "010-1234-5678", Is.ORDER_NUMBER),
    ("mã đơn hàng 0912345678 của em", "0912345678", Is.ORDER_NUMBER),
    ("nomor pesanan 081234567890 sudah dikirim", "081234567890", Is.ORDER_NUMBER),
    ("หมายเลขคำสั่งซื้อ 0812345678", "0812345678", Is.ORDER_NUMBER),
    ("Our ticket #2125550123 is still open", "2125550123", Is.TICKET),
    ("case 24-0082-5550, reported on Monday", "24-0082-5550", Is.TICKET),
    ("протокол обращения № 4955550123", "4955550123", Is.TICKET),
    ("Rechnung Nr. 2024-0017-555", "2024-0017-555", Is.INVOICE),
    ("factura núm. 0001-00012345", "0001-00012345", Is.INVOICE),
    ("発票 isn't needed, 请求 invoice no. 20240017", "20240017", Is.INVOICE),
    ("tracking: 1Z999AA10123456784", "1Z999AA10123456784", Is.TRACKING_NUMBER),
    ("AWB 1ONB24389728000 left today", "1ONB24389728000", Is.TRACKING_NUMBER),
    ("快递单号 773012345678901", "773012345678901", Is.TRACKING_NUMBER),
    ("número de seguimiento 5536067800", "5536067800", Is.TRACKING_NUMBER),
    ("certificate number 4155550123, see my profile", "4155550123", Is.CERTIFICATE),
    ("my licence no. is 0415550123", "0415550123", Is.CERTIFICATE),
    ("сертификат № 4955550123", "4955550123", Is.CERTIFICATE),
    ("VAT number 123 4567 89", "123 4567 89", Is.TAX_OR_COMPANY_NUMBER),
    ("ИНН 7701234567, КПП 770101001", "7701234567", Is.TAX_OR_COMPANY_NUMBER),
    ("NIF 249 241 000 na fatura", "249 241 000", Is.TAX_OR_COMPANY_NUMBER),
    ("Steuernummer 21/815/08150", "21/815/08150", Is.TAX_OR_COMPANY_NUMBER),
    ("事業者 登録番号 1234567890123", "1234567890123", Is.CERTIFICATE),
    ("사업자등록번호 123-45-67890", "123-45-67890", Is.TAX_OR_COMPANY_NUMBER),
    ("transaction id 416312550142", "416312550142", Is.BANK_REFERENCE),
    ("IMPS ref 416312550142 for Friday", "416312550142", Is.BANK_REFERENCE),
    ("номер платежа 4155550123", "4155550123", Is.BANK_REFERENCE),
    ("part no. 0221 471042", "0221 471042", Is.PRODUCT_CODE),
    ("EAN 4006381333931 under the barcode", "4006381333931", Is.PRODUCT_CODE),
    ("Seriennr. 20178845 am Boden", "20178845", Is.PRODUCT_CODE),
    ("артикул 4955550123", "4955550123", Is.PRODUCT_CODE),
    ("IMEI 35 209900 176148 1", "35 209900 176148 1", Is.DEVICE_NUMBER),
    ("chassis no. 4155550123", "4155550123", Is.VEHICLE_NUMBER),
    ("policy number 0892-14-77350", "0892-14-77350", Is.LEGAL_REFERENCE),
    ("Parcel APN 415-055-0142, zoned R-1", "415-055-0142", Is.LEGAL_REFERENCE),
    ("договор № 8-916-123-45-67", "8-916-123-45-67", Is.LEGAL_REFERENCE),
    ("poliçe no 48210937 hâlâ geçerli", "48210937", Is.LEGAL_REFERENCE),
    ("candidate number 4250815142, year of the exam", "4250815142", Is.IDENTIFIER),
    ("project number 3493140700", "3493140700", Is.IDENTIFIER),
    ("RTBA no. 15704263", "15704263", Is.IDENTIFIER),
    ("ref: 0491570737-R", "0491570737-R", Is.IDENTIFIER),
    ("order number hai 4155550123", "4155550123", Is.ORDER_NUMBER),
    ("numer zamówienia to 501 234 567", "501 234 567", Is.ORDER_NUMBER),
    ("ISBN-13: 978-0-000-00000-2", "978-0-000-00000-2", Is.BOOK_NUMBER),
    ("código EAN (por ejemplo 8433659750000)", "8433659750000", Is.PRODUCT_CODE),
    ("BSN (9 cijfers, zoals 306798013) nodig", "306798013", Is.TAX_OR_COMPANY_NUMBER),
    ("mã đúng là 0912345678", "0912345678", Is.IDENTIFIER),
    ("mã số thuế 0912345678", "0912345678", Is.TAX_OR_COMPANY_NUMBER),
    ("بالطلب رقم 01012345678", "01012345678", Is.ORDER_NUMBER),
    ("orders are in, tickets 712-2093 and 712-2095", "712-2095", Is.TICKET),
    ("part no. 0221 471042 replaces 0221 471055", "0221 471055", Is.PRODUCT_CODE),
    ("invoices no. 41200017, 41200018", "41200018", Is.INVOICE),
    ("case 2: invoice no. 41200017 - 41200018", "41200018", Is.INVOICE),
    ("the EGN: 8032056031", "8032056031", Is.TAX_OR_COMPANY_NUMBER),
    ("the BCDF: 80320560", "80320560", Is.IDENTIFIER),
    ("firmware version 4.15.2026", "4.15.2026", Is.VERSION),
    ("OE part A4150 941 005 55", "A4150 941 005 55", Is.PRODUCT_CODE),
    ("Paketnr 0151 2345678", "0151 2345678", Is.TRACKING_NUMBER),
    ("orderid 4155550123", "4155550123", Is.ORDER_NUMBER),
    ("05321234567 numaralı sipariş", "05321234567", Is.ORDER_NUMBER),
    ("4155550123 is my order number", "4155550123", Is.ORDER_NUMBER),
    ("My tax number is verified here (4928 1735 0000)", "4928 1735 0000", Is.TAX_OR_COMPANY_NUMBER),
]

SHAPED = [
    ("shot 2020-07-10 154320 at home", "154320", Is.TIME),
    ("3, 2, 1, 2, 3, 4, 5, 6, 5, 4", "3, 2, 1, 2, 3, 4, 5, 6, 5, 4", Is.COUNTING),
    ("for 2026, 2027, 2030", "2026, 2027, 2030", Is.COUNTING),
    ("aging at 30, 60, 90, 120", "30, 60, 90, 120", Is.COUNTING),
    ("4 3 5 2 1 5 5 4 2", "4 3 5 2 1 5 5 4 2", Is.COUNTING),
    ("return [4155550123]", "4155550123", Is.CODE),
    ("at 0x7ffde4155550", "0x7ffde4155550", Is.CODE),
    ("see it/em/long-enough-name/24009645", "it/em/long-enough-name/24009645", Is.URL_PART),
    ("file 2019-001234-56", "2019-001234-56", Is.IDENTIFIER),
    ("land #415555 sold", "415555", Is.IDENTIFIER),
    ("id 12345678901234567", "12345678901234567", Is.IDENTIFIER),
    ("12345678901234567 is on it", "12345678901234567", Is.IDENTIFIER),
    ("880320-0016 is on it", "880320-0016", Is.TAX_OR_COMPANY_NUMBER),
    ("1234567890 as filler", "1234567890", Is.TEST_NUMBER),
    ("J40/12345/2020 in the books", "J40/12345/2020", Is.LEGAL_REFERENCE),
    ("KD4155550123 on the box", "KD4155550123", Is.IDENTIFIER),
    ("1,234-2,345 rows in all", "1,234-2,345", Is.QUANTITY),
    ("Sprint ends 05/26/2024.", "05/26/2024", Is.DATE),
    ("am 26.05.2024 fertig", "26.05.2024", Is.DATE),
    ("since 2024-05-26", "2024-05-26", Is.DATE),
    ("until 31/10/04", "31/10/04", Is.DATE),
    ("the season 2025/26", "2025/26", Is.DATE),
    ("in office 1994-1998", "1994-1998", Is.DATE),
    ("valid 06/2027", "06/2027", Is.DATE),
    ("hijri 15/08/1446", "15/08/1446", Is.DATE),
    ("on 12 December 2024", "12", Is.DATE),
    ("26 мая приступим", "26", Is.DATE),
    ("at 09:00-17:30 daily", "09:00-17:30", Is.TIME),
    ("cut 00:12:34:05 please", "00:12:34:05", Is.TIME),
    ("open 21.00-00.00", "21.00-00.00", Is.TIME),
    ("shifts are 0800 - 1400", "0800 - 1400", Is.TIME),
    ("call at 15 GMT", "15", Is.TIME),
    ("logged 2024-05-26T10:00:00Z", "2024-05-26T10:00:00Z", Is.TIMESTAMP),
    ("timestamp 1712345678", "1712345678", Is.TIMESTAMP),
    ("1712345678901 in the export", "1712345678901", Is.TIMESTAMP),
    ("budget $4,155.55 fixed", "4,155.55", Is.PRICE),
    ("Total 12.500,00 EUR", "12.500,00", Is.PRICE),
    ("Rs 1,25,000 in all", "1,25,000", Is.PRICE),
    ("Rp18.750.000 untuk semua", "18.750.000", Is.PRICE),
    ("18 500 ₽ за всё", "18 500", Is.PRICE),
    ("8,000 元", "8,000", Is.PRICE),
    ("R$ 2.480 por mês", "2.480", Is.PRICE),
    ("CHF 1'680.- pro Monat", "1'680", Is.PRICE),
    ("N2,500 per page", "2,500", Is.PRICE),
    ("1 900 zł netto", "1 900", Is.PRICE),
    ("$ 1 000 000 marathon", "1 000 000", Is.PRICE),
    ("4155 500 ₽", "500", Is.PRICE),
    ("3000-9000 บาท", "3000-9000", Is.PRICE),
    ("£1.50/min", "1.50", Is.PRICE),
    ("95% done", "95", Is.QUANTITY),
    ("on 233/2 of it", "233/2", Is.QUANTITY),
    ("12,300 words in six days", "12,300", Is.QUANTITY),
    ("115200 bps on the port", "115200", Is.QUANTITY),
    ("200-300 words each", "200-300", Is.QUANTITY),
    ("over 500,000 of them", "500,000", Is.QUANTITY),
    ("between 2500-3000 per day", "2500-3000", Is.QUANTITY),
    ("see pp. 318-328", "318-328", Is.QUANTITY),
    ("resize to 1920x1080", "1920x1080", Is.DIMENSIONS),
    ("the box is 415 x 555 x 267 mm", "415 x 555 x 267", Is.DIMENSIONS),
    ("upgrade from 26.71.0", "26.71.0", Is.VERSION),
    ("api-version 2025.550.142", "2025.550.142", Is.VERSION),
    ("pin left-pad@1.13.0-beta", "left-pad@1.13.0-beta", Is.VERSION),
    ("host 192.168.10.24 answers", "192.168.10.24", Is.IP_ADDRESS),
    ("10.0.3.115:8443 is down", "10.0.3.115:8443", Is.IP_ADDRESS),
    ("2001:db8:85a3::8a2e:370:7334 is up", "2001:db8:85a3::8a2e:370:7334", Is.IP_ADDRESS),
    ("GPS 37.774929, north", "37.774929", Is.COORDINATES),
    ("41555526-7100-4123-8456-789012345678", "41555526-7100-4123-8456-789012345678", Is.UUID),
    ("91987654-3210-4aaf-8f1e-2b0c9d1e7f55", "91987654-3210-4aaf-8f1e-2b0c9d1e7f55", Is.UUID),
    ("commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", Is.HASH),
    ("node@sha256:9f2c1ab3e07700900461", "node@sha256:9f2c1ab3e07700900461", Is.HASH),
    (
        "https://certs.example.org/verify?id=4155550123",
        "https://certs.example.org/verify?id=4155550123",
        Is.CERTIFICATE,
    ),
    ("https://shop.example/p/4155550123", "https://shop.example/p/4155550123", Is.URL_PART),
    ("www.example.com/4155550123.", "www.example.com/4155550123", Is.URL_PART),
    ("sho.rt/306e5vL has it", "sho.rt/306e5vL", Is.URL_PART),
    ("IMG_20200724_145559_677", "IMG_20200724_145559_677", Is.FILE_NAME),
    ("see report_4155550123.pdf", "report_4155550123.pdf", Is.FILE_NAME),
    ("18986426_266100240526175_156111330_o", "18986426_266100240526175_156111330_o", Is.FILE_NAME),
    ('RoleArn="arn:x:iam::229005972149:role/a"', 'RoleArn="arn:x:iam::229005972149:role/a', Is.CODE),
    ("doi:10.1093/nar/gkw1099", "doi:10.1093/nar/gkw1099", Is.LEGAL_REFERENCE),
    ("CVE-2021-44228 is patched", "CVE-2021-44228", Is.LEGAL_REFERENCE),
    ("Docket 1:21-cv-05550-LAK", "1:21-cv-05550-LAK", Is.LEGAL_REFERENCE),
    ("ORCID 0000-0002-1825-0097", "0000-0002-1825-0097", Is.BOOK_NUMBER),
    ("978-3-16-148410-0 is out of print", "978-3-16-148410-0", Is.BOOK_NUMBER),
    ("1HGBH41JXMN109186 is the car", "1HGBH41JXMN109186", Is.VEHICLE_NUMBER),
    ("card 4242 4242 4242 4242 in the sandbox", "4242 4242 4242 4242", Is.TEST_NUMBER),
    ("Tel. 02 0000000 as filler", "02 0000000", Is.TEST_NUMBER),
    ("answers: 3 4 5 2 1 4 5 3 2 4", "3 4 5 2 1 4 5 3 2 4", Is.COUNTING),
    ("lotto 04 15 23 31 42 48", "04 15 23 31 42 48", Is.COUNTING),
    ("In an emergency: gas 0800 111 999", "0800 111 999", Is.EMERGENCY_LINE),
    ("Stanford, CA 94305-9515", "94305-9515", Is.IDENTIFIER),
    ("contract PO302000-11", "PO302000-11", Is.LEGAL_REFERENCE),
]

PHONES = [
    "Rs 415 555 0123",
    "$50 415-555-0123",
    "order 12, 0803 555 0118",
    "order 12 and 0803 555 0118",
    "room 12 07700 900123",
    "Suite 100 (415) 555-0123",
    "Booking: (415) 555-0123",
    "To book a room 0803 555 0118",
    "send the invoice to 07700 900123",
    "send the order number to 07700 900123",
    "envía la factura a 612 345 678",
    "заказ на 89161234567",
    "This is my order. 0803 555 0118",
    "Sent the invoice\nthanks\n0803 555 0118",
    "90 orders 0803 555 0118",
    "CALL US AND ASK FOR THE FREE SAMPLE NOW: 0803 555 0118",
    "JOHN: 0803 555 0118",
    "payment 0803 555 0118",
    "my company 0803 555 0118",
    "0803 555 0118 is my phone number",
    "0803 555 0118 is my. order number",
    "0803 555 0118 is free for the order",
    "0803 555 0118, is my order number there",
    "reach me (0803 555 0118)",
    "the order is late. Me (0803 555 0118)",
    "order me by phone (0803 555 0118)",
    "firmware version 44.7700.900.123",
    "978-3-16-148410-1",
    "999.555.123-45",
    "t4155550123",
    "ol4155550",
    "4-1-5-5-5-5-0-1-2-3",
    "Büronummer 0151 23456789",
    "send the code to 07700 900123",
    "the order of the is of the is of the is of the is of it is 0803 555 0118",
    "the order is is is is is is is is is is is 0803 555 0118",
    "send an invoice mobile order 0803 555 0118",
    "mobile order no. 0803 555 0118",
    "0803 555 0118 is the of my",
    "0803 555 0118 is",
    "meine telefonnr 0151 23456789",
    "rufnr 0151 23456789",
    "415.555.0.300",
    "7700-900-123",
    "03 3316005 #3456",
    "9876-5432",
    "9876/5432",
    "1234567/890123",
    "Call 08718720201 now",
    "text me on 415.555.0123 when ready",
    "(415) 555-0123",
    "+1 415 555 0123",
    "1-800-555-0199",
    "my number is 07700 900123",
    "Mon portable: +33 6 12 34 56 78",
    "appelez le 06.12.34.56.78",
    "612 34 56 78",
    "0532 555 01 42",
    "089 12345678 bis 18 Uhr",
    "order number: call me 415 555 0123",
    "for orders call 0803 555 0118",
    "Bookings: 0803 555 0118",
    "to order 0803 555 0118",
    "in case 415 555 0123",
    "order phone 415 555 0123",
    "order contact no. 415 555 0123",
    "WhatsApp no. 0803 555 0118",
    "mobile number 0803 555 0118",
    "Telefonnummer 0151 23456789",
    "telefoonnummer 0612345678",
    "número de teléfono 612 345 678",
    "номер телефона 89161234567",
    "رقم الهاتف 01012345678",
    "电话号码是13812345678",
    "微信号13812345678",
    "電話番号は090-1234-5678",
    "전화번호 010-1234-5678",
    "số điện thoại 0912345678",
    "gọi cho 0912345678",
    "nomor WA 081234567890",
    "เบอร์โทร 0812345678",
    "मोबाइल नंबर 9812345670",
    "telegram id 4155550123",
    "my area code 415 555 0123",
    "so 415 555 0123",
    "ma 351 555 2207",
    "P:(650)555-0147",
    "Phone: (650) 555-0133 Fax: (650) 555-0144",
    "on June 2 at (415) 555-0123",
    "my 4l5 5S5 O123",
    "8.9O4.38I.55.2O",
    "4.0.4.Five.Five,Five.6.4.0.8",
    "https://wa.me/14155550123",
    "tel:+14155550123",
    "call123-456-0123now",
    "Hlp 08712317606",
    "CC: 08718720201",
    "800 234 1 111x1111",
    "*251*10#",
    "order +44 7700 900123",
    "07700 900123 in the morning",
    "07700 900123 hours 9 to 5",
    "900150009@okaxis",
]


NEAR_MISSES_OF_STRENGTH = [
    ("Order 4155550123 is late", False),
    ("Order: 4155550123", False),
    ("Order no. 4155550123", True),
    ("Order #4155550123", True),
    ("ISBN 4155550123", True),
    ("ref: 4155550123", False),
    ("ref no. 4155550123", True),
    ("Rs 75,000", True),
    ("EUR 4155550", False),
    ("41555501 rows", False),
]


class TestFindMasks:
    @pytest.mark.parametrize(("text", "number", "explanation"), LABELLED)
    def test_explain_a_number_by_the_words_beside_it(self, text: str, number: str, explanation: Is) -> None:
        assert (number, explanation) in masks_of(text)

    @pytest.mark.parametrize(("text", "number", "explanation"), SHAPED)
    def test_explain_a_number_by_its_shape_and_signs(self, text: str, number: str, explanation: Is) -> None:
        assert (number, explanation) in masks_of(text)

    @pytest.mark.parametrize("text", PHONES)
    def test_leave_a_phone_number_alone(self, text: str) -> None:
        numbers = [(number, kind) for number, kind in masks_of(text) if sum(map(str.isdigit, number)) > 2]

        assert numbers == []

    @pytest.mark.parametrize(("text", "strong"), NEAR_MISSES_OF_STRENGTH)
    def test_are_strong_only_where_nothing_else_can_be_meant(self, text: str, *, strong: bool) -> None:
        assert only_mask_of(text).strong is strong

    def test_say_why_in_words_that_a_member_wrote(self) -> None:
        because = only_mask_of("Mein Auftrag Nr. 4155550123 fehlt").because

        assert because == "it follows the words 'Auftrag Nr', so it is an order or booking number"

    def test_say_why_when_the_name_comes_after(self) -> None:
        because = only_mask_of("4155550123 is my order number").because

        assert because == "it stands before the words 'order', so it is an order or booking number"

    def test_say_which_number_a_sibling_is_like(self) -> None:
        _, sibling = find_masks(read_document(Message(("Teil Nr. 0221 471042 ersetzt durch 0221 471055",))))

        assert sibling.because == "it is written like '0221 471042', which is a product, part or serial number"

    def test_read_a_label_that_ends_the_message_before(self) -> None:
        assert masks_of("here is the order number", "4155550123") == [("4155550123", Is.ORDER_NUMBER)]

    def test_take_an_acronym_in_a_shouted_text_for_no_label(self) -> None:
        assert masks_of("PLEASE HAVE A LOOK AT ALL THIS BEFORE WE START, TNX: 80320560") == []
