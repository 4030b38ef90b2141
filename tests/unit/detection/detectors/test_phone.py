"""Phones: what a reader could dial is found however it is written; what only looks so is not."""

from collections.abc import Sequence
from itertools import chain

import pytest

from habeas.detection.documents import Message
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from tests.phones import detect_phones

SHOWN = 0.5


def detect(
    text: str | Sequence[str], country: str | None = "US", language: str | None = None
) -> list[Finding | Dismissal]:
    parts = (text,) if isinstance(text, str) else tuple(text)
    return detect_phones(Message(parts, country, language))


def found(text: str | Sequence[str], country: str | None = "US", language: str | None = None) -> list[Finding]:
    return [result for result in detect(text, country, language) if isinstance(result, Finding)]


def only_finding(text: str | Sequence[str], country: str | None = "US", language: str | None = None) -> Finding:
    (finding,) = found(text, country, language)
    return finding


PLAIN = [
    ("US", "12/31/2024 (212) 555-0184", "(212) 555-0184", "+12125550184"),
    ("US", "8am 12/31/2024, 212-555-0184", "212-555-0184", "+12125550184"),
    ("ZA", "To order 082 555 0142", "082 555 0142", None),
    ("NG", "Bookings 0803 555 0118", "0803 555 0118", None),
    ("GB", "please call 07911 123456 to rebook. Ref:9280155", "07911 123456", "+447911123456"),
    ("US", "My cell is 212.555.0184, evenings are best", "212.555.0184", "+12125550184"),
    ("US", "(646) 555-0139 if the doorbell does not work", "(646) 555-0139", "+16465550139"),
    ("US", "shoot a text to 2125550163 :)", "2125550163", "+12125550163"),
    ("US", "tel:+1-617-555-0170", "+1-617-555-0170", "+16175550170"),
    ("US", "617-555-0170 ext. 12", "617-555-0170", "+16175550170"),
    ("US", "1-800-555-0199 is our line", "1-800-555-0199", "+18005550199"),
    ("US", "(212) 555-0144 (646) 555-0139", "(212) 555-0144", "+12125550144"),
    ("GB", "ring us on 020 7946 0123", "020 7946 0123", "+442079460123"),
    ("GB", "I'm on 07700 900 461", "07700 900 461", "07700900461"),
    ("GB", "07700900461 - Dave", "07700900461", "07700900461"),
    ("GB", "call now 0845757575710p/min", "08457575757", "+448457575757"),
    ("AU", "0491 570 156 anytime", "0491 570 156", "+61491570156"),
    ("NZ", "call me on 0064 21 234 567", "0064 21 234 567", "+6421234567"),
    ("IN", "call 98765 40210", "98765 40210", "+919876540210"),
    ("ES", "mi móvil es 612 30 40 50", "612 30 40 50", "+34612304050"),
    ("MX", "mándame un whats al 55 1204 5078", "55 1204 5078", "+525512045078"),
    ("BR", "meu número: (21) 91204-5078", "(21) 91204-5078", "+5521912045078"),
    ("FR", "appelez le 06 39 98 12 34 après 18 h", "06 39 98 12 34", None),
    ("BE", "gsm 0470 12 04 56", "0470 12 04 56", "+32470120456"),
    ("DE", "meine Nummer ist 0151-2304 5078", "0151-2304 5078", "+4915123045078"),
    ("AT", "erreichst mich unter 0664 1230467", "0664 1230467", "+436641230467"),
    ("IT", "il mio numero: 347 12 04 567", "347 12 04 567", "+393471204567"),
    ("NL", "app me 06-1204 5078", "06-1204 5078", "+31612045078"),
    ("PL", "zadzwoń 601 204 506", "601 204 506", "+48601204506"),
    ("RO", "sună la 0721 204 506", "0721 204 506", "+40721204506"),
    ("RU", "звоните 8 (912) 304-50-78", "8 (912) 304-50-78", "+79123045078"),
    ("UA", "тел.0501204567", "0501204567", "+380501204567"),
    ("TR", "cep 0532 120 45 67", "0532 120 45 67", "+905321204567"),
    ("SA", "واتساب ٠٥٥ ١٢٠ ٤٥٦٧", "٠٥٥ ١٢٠ ٤٥٦٧", "+966551204567"),
    ("ID", "hubungi 0812-3056-7090", "0812-3056-7090", "+6281230567090"),
    ("PH", "itext mo ako sa 0917-120-4567", "0917-120-4567", "+639171204567"),
    ("VN", "zalo 0912.304.567 nhé", "0912.304.567", "+84912304567"),
    ("CN", "手机号 13812045078，随时", "13812045078", "+8613812045078"),
    ("JP", "電話は090-1204-5078です", "090-1204-5078", "+819012045078"),
    ("KR", "폰 010.1204.5078", "010.1204.5078", "+821012045078"),
    ("TH", "โทร ๐๘๑-๒๐๔-๕๖๗๘", "๐๘๑-๒๐๔-๕๖๗๘", "+66812045678"),
    (None, "text me at 617-555-0188", "617-555-0188", "6175550188"),
    (None, "call 0049 151 23045078", "0049 151 23045078", "+4915123045078"),
    (None, "my whatsapp is 919876540210", "919876540210", "+919876540210"),
    (None, "+1 646 555 0173", "+1 646 555 0173", "+16465550173"),
]

DISGUISED = [
    ("SE", "reach me on 0 sept zéro 1 7 4 zéro six 6 cinq", "701740665"),
    ("US", "206*623*0143", "2066230143"),
    ("US", "2-0-6-6-2-3-0-1-4-3", "2066230143"),
    ("US", "2..0..6..6..2..3..0..1..4..3", "2066230143"),
    ("US", "read it backwards: 3410326602", "2066230143"),
    ("US", "text two one two, five five five, oh one double eight", "2125550188"),
    ("US", "it's 2 1 2 - 5 5 5 - 0 1 7 3, text me", "2125550173"),
    ("US", "dial 2*1*2*5*5*5*0*1*4*4", "2125550144"),
    ("US", "my digits: 3,0,5,5,5,5,0,1,6,4", "3055550164"),
    ("US", "six1seven five55 0one2three, ring me", "6175550123"),
    ("US", "sixonesevenfivefivefive 0123, call", "6175550123"),
    ("US", "ring me: 617 🍎 555 🍎 0123", "6175550123"),
    ("US", "6️⃣1️⃣7️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣4️⃣2️⃣", "6175550142"),
    ("US", "call six-one-seven dot five-five-five dot zero-one-six-six", "6175550166"),
    ("US", "S 1 X 1 S E V E N 5 5 5 - 0 1 4 2, call me", "6175550142"),
    ("US", "whatsapp six one seven triple five oh one four two", "6175550142"),
    ("US", "my num 6l7 5S5 O142", "6175550142"),
    ("US", "begin with 617, then 555, and then 0148", "6175550148"),
    ("US", "read it backwards: 3710 555 212, then text me", "2125550173"),
    ("US", "WhatsApp: $212 $555 $0144 (ignore the dollars)", "2125550144"),
    ("US", "version 44.7700.900.461 here, put a plus in front and text", "447700900461"),
    ("GB", "oh seven seven double-oh, nine hundred, four six one", "07700900461"),
    ("GB", "O77OO 9OO 461 whats me", "07700900461"),
    ("GB", "take the w out: 0w7w7w0w0 w9w0w0 w4w6w1", "07700900461"),
    ("GB", "----- --... --... ----- ----- ----. ----- ----- ....- -.... .----", "07700900461"),
    ("IN", "mera number nau aath saat chhe paanch char zero do ek zero", "9876540210"),
    ("IN", "मेरा नंबर नौ आठ सात छह पाँच चार शून्य दो एक शून्य है", "9876540210"),
    ("BD", "ফোন করুন শূন্য এক সাত এক দুই শূন্য চার পাঁচ ছয় সাত আট", "1712045678"),
    ("PK", "میرا نمبر صفر تین صفر صفر ایک دو صفر چار پانچ چھ سات", "3001204567"),
    ("EG", "كلمني على صفر واحد صفر واحد اثنين صفر أربعة خمسة ستة سبعة ثمانية", "1012045678"),
    ("ES", "llámame al seis uno dos, treinta y cuatro, cincuenta y seis, setenta y ocho", "612345678"),
    ("CO", "escríbeme: tres cero cero, uno dos cero, cuatro cinco seis siete", "3001204567"),
    ("BR", "onze nove um dois zero quatro cinco meia sete oito dois, me liga", "11912045678"),
    ("FR", "au zéro six douze quatre-vingt-quatre cinquante-six soixante-dix-huit", "612845678"),
    ("DE", "ruf an: null eins fünf eins, zwölf, vierunddreißig, sechsundfünfzig, achtundsiebzig", "15112345678"),
    ("IT", "chiamami al tre quattro sette, uno due zero, quarantacinque, sessantasette", "3471204567"),
    ("NL", "bel me op nul zes, twaalf vierendertig zesenvijftig achtenzeventig", "612345678"),
    ("PL", "sześćset dwanaście, trzysta czterdzieści pięć, sześćset siedemdziesiąt osiem", "612345678"),
    ("PL", "mój nr to 5o1 z34 506", "501234506"),
    ("RO", "sună-mă la zero șapte doi unu, doișpe, treizeci și patru, cincizeci", "721123450"),
    ("RU", "звони: восемь девятьсот двенадцать, триста сорок пять, шестьдесят семь, девяносто", "9123456790"),
    ("RU", "мой номер 8-9I2-З45-б7-89", "9123456789"),
    ("UA", "дзвоніть нуль п'ятдесят, сто двадцять три, сорок п'ять, шістдесят сім", "501234567"),
    ("TR", "ara beni: sıfır beş yüz otuz iki, yüz yirmi üç, kırk beş, altmış yedi", "5321234567"),
    ("ID", "WA saya kosong delapan satu dua, tiga nol lima enam, tujuh delapan", "812305678"),
    ("VN", "gọi em số không chín một hai ba không năm sáu bảy tám", "912305678"),
    ("CN", "电话一三八一二〇四五六七八", "13812045678"),
    ("CN", "加我 壹叁捌 壹贰零肆 伍陆柒捌", "13812045678"),
    ("JP", "ゼロきゅうゼロ、いちにゼロよん、ごろくななはち", "9012045678"),
    ("KR", "공일공 일이영사 오육칠팔로 전화 주세요", "1012045678"),
    ("TH", "ติดต่อ ศูนย์ แปด หนึ่ง สอง ศูนย์ สี่ ห้า หก เจ็ด แปด", "812045678"),
]

IN_PIECES = [
    ("US", ("call me", "617", "555", "0170"), "6175550170"),
    ("US", ("six", "one seven", "five five five", "0 1 7 1"), "6175550171"),
    ("US", ("6", "1", "7", "5", "5", "5", "0", "1", "4", "2"), "6175550142"),
    ("GB", ("it starts 07700", "and goes on 900", "the end is 173, text me"), "07700900173"),
    ("PL", ("pięć zero siedem", "dwa razy 8", "i 16 czterdzieści, Ola od ciast"), "507881640"),
    (None, ("mi cel", "55 41", "55 01", "42", "escríbeme"), "5541550142"),
]

INNOCENT = [
    ("US", "12/31/2024 10:30 555 items"),
    ("US", "from 01/15/2024 05/26/2024 on"),
    ("FR", "le 12/03/2024 14 h 30"),
    ("SG", "call when you reach, the buses are 9,14,65,71,86,390"),
    ("GB", "We called twice, please rebook. Ref:9280155"),
    ("US", "RMA 212-555-0184 was approved"),
    ("US", "the control number 2125550184 is on the label"),
    ("PK", "challan no 03005550184, fee 4,500"),
    ("JP", "受付番号：09012045078、控え三枚"),
    ("PH", "Order 0917-555-0148 refunded last week"),
    ("ZA", "Order 082 555 0142 was delivered late"),
    ("AU", "Booking ref 0412 345 178, gate 12"),
    ("TH", "พัสดุหมายเลข 6226265185488 จัดส่งแล้ว"),
    ("TH", "ยอด 533 รหัสลูกค้า 22950654"),
    ("US", "Resize 640*480 and 1280*720"),
    ("US", "Answers: 2 1 2 5 5 5 0 1 8 4"),
    ("US", "Invoice 2125550184 is overdue"),
    ("US", "Ticket #6465550139 is closed"),
    ("US", "the id is 2125550184, see the log"),
    ("US", "commit 2125550184ab"),
    ("US", "SKU 212-555-0184-XL in blue"),
    ("US", "SKU-2125550184 is sold out, call it a day"),
    ("US", "We shipped 1,250 units in 2023, 1,480 in 2024 and 2,125 so far"),
    ("US", "Open 9:00-17:00, Sat 10:00-14:30, closed 24.12.2024"),
    ("US", "one two three four, the mic works, five six seven eight"),
    ("US", "ten nine eight seven six five four three two one zero, lift off"),
    ("US", "the odds are one in two, three to one, five to four and six to five"),
    ("US", "rated five, five, four, five, three, five, four by seven of nine users"),
    ("US", "2 chapters, 5 scenes, 5 songs, 5 actors, 0 budget, 1 stage, 7 nights, 3 crews"),
    ("US", "I need 10, 20, 30, 40, 50 and 60 second cuts"),
    ("US", "pixels 1080 1920 2160 3840, fps 24 25 30 50 60"),
    ("US", "192.168.0.1 and 10.0.0.254 are the gateways"),
    ("US", "lat 40.712776 lon -74.005974"),
    ("US", "the hash is 5d41402abc4b2a76b9719d911017c592"),
    ("US", "Tracking 1Z2125550184"),
    ("US", "Version 2.12.555.0184 crashes"),
    ("US", "port 8080, 8443 and 9090 are open, 5432 is not"),
    ("US", "I scored 212 out of 555, then 146 of 200"),
    ("US", "budget $2,125.55 to $5,018.40"),
    ("US", "between 100 and 200 and 300 words each"),
    ("US", "from 2019 then 2020 and 2021"),
    ("US", "1985-2012 100"),
    ("US", "dummy data: 000-000-0000"),
    ("US", "in an emergency dial 911"),
    ("US", "the text is 2125 words long and 184 lines"),
    ("US", "text size 16 px, cell padding 4 8 12 16 px"),
    ("US", "bits 0101 1100 1010 0011"),
    ("US", "O O O O O I I I I I noughts and ones"),
    ("US", "lol oil illo I lol 0 l"),
    ("US", "Selling iPhone 5s 16gb, iPhone 6s 64gb, galaxy s8"),
    ("US", "thanks @oli5550142 and @bob1616!"),
    ("US", "zip 10001 or 94105-1420"),
    ("US", "on page 212, 555 and 184"),
    ("US", "a row of digits without end 21255501842125550184"),
    ("US", "2 1 2 5 5 5 0 1 8 4 " * 20),
    ("GB", "room 0207, floor 9, desk 46"),
    ("GB", "the score was 3-1, 2-2, 4-0, 1-1 and 5-3"),
    ("GB", "Order 07700900461 was refunded"),
    ("GB", "add 100 200 300 400 grams step by step"),
    ("ES", "entre una y dos horas, tres o cuatro días, cinco como máximo"),
    ("ES", "tengo uno, dos, tres, cuatro, cinco, seis, siete perros"),
    ("ES", "son 12 o 15 euros, 20 o 25 con IVA, 30 o 40 con envío"),
    ("BR", "um ou dois dias, três ou quatro no máximo, meia hora por dia"),
    ("FR", "un deux trois nous irons au bois, quatre cinq six cueillir des cerises"),
    ("FR", "il y a dix ans, vingt personnes, trente idées et cent projets"),
    ("DE", "ein oder zwei Tage, drei bis vier Wochen, fünf sechs Seiten"),
    ("DE", "Kundennummer 0151 2304 5078"),
    ("IT", "uno due tre prova, quattro cinque sei"),
    ("NL", "een twee drie vier vijf zes zeven, allemaal klaar"),
    ("PL", "raz dwa trzy cztery pięć sześć siedem, próba mikrofonu"),
    ("PL", "NIP 123-456-32-18, REGON 123456785"),
    ("RU", "раз два три четыре пять, вышел зайчик погулять"),
    ("RU", "от двух до трёх дней, четыре пять правок, шесть семь страниц"),
    ("UA", "один два три чотири п'ять, перевірка"),
    ("TR", "bir iki üç dört beş altı yedi, deneme"),
    ("ID", "satu dua tiga empat lima enam tujuh, tes suara"),
    ("VN", "một hai ba bốn năm sáu bảy, thử giọng"),
    ("CN", "一二三四五六七八九十，数一遍"),
    ("CN", "二〇二四年一月二十三日，第一百二十三页"),
    ("CN", "订单号13812045678已发货"),
    ("JP", "いち、に、さん、し、ご、ろく、しち"),
    ("KR", "이 일은 사실 오늘 구 일까지 이 사람이 합니다"),
    ("TH", "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด"),
    ("IN", "ek do teen char paanch chhe saat, mic test"),
    ("IN", "1,25,000 rupees now and 75,000 later"),
    ("IN", "customers' mobiles look like 98XXXXXX12 in the sheet"),
    ("EG", "واحد اثنين ثلاثة أربعة خمسة ستة سبعة"),
    (None, "2125550184"),
    (None, "the value is 0612304078"),
    (None, "St.-Nr.: 02/815/08156"),
    ("US", ("3 logos", "2 banners", "500 USD", "14 days", "10 rounds")),
    ("US", ("v 2.1", "2 bugs", "555 lines", "0144 commits")),
    ("GB", ("size 10", "waist 32", "leg 34, coat 44")),
    ("AT", ("die Bestellung hab ich", "0664 steht vorn, das ist die Filiale", "dann 1230467 und Position 405")),
    ("BR", "o CEP é 01310-100, prédio azul"),
    ("US", "+++010/8068/17183+++"),
    ("US", "12.1 - 23.71 - 23.45"),
    ("US", "the room codes look like KX-7208-9934 and the buttons are call, raise and fold"),
    ("US", "Your code calls the endpoint 212.5550.144 twice"),
]

DISMISSED = [
    ("US", "The certificate https://example.org/verify/2125550184 is mine", Explanation.CERTIFICATE),
    ("US", "Your order number is 2125550184 and the parcel left", Explanation.ORDER_NUMBER),
    ("US", "one two three four five six seven eight nine ten, said slowly", Explanation.COUNTING),
    ("US", "Fill in (234) 567-8901 for the mock-up", Explanation.COUNTING),
    ("NL", "zet 06-00000000 in het testaccount", Explanation.TEST_NUMBER),
    ("ES", "el texto dice «Teléfono: 600 000 000»", Explanation.TEST_NUMBER),
    ("US", "a valid entry, for example: +1 212 555 0184", Explanation.EXAMPLE),
    ("GB", "gas emergency: ring 0800 111 999", Explanation.EMERGENCY_LINE),
    ("GB", "the crisis line is free: 0800 068 4141", Explanation.EMERGENCY_LINE),
]


def test_tables_hold_at_least_as_many_near_misses_as_disguised_numbers() -> None:
    assert len(INNOCENT) + len(DISMISSED) >= len(DISGUISED) + len(IN_PIECES) + len(PLAIN) // 2


class TestDetectPhones:
    @pytest.mark.parametrize(("country", "text", "span", "normalized"), PLAIN)
    def test_finds_plain_numbers_at_their_place(
        self, country: str | None, text: str, span: str, normalized: str | None
    ) -> None:
        finding = found(text, country)[0]

        assert finding.text == span
        assert text[finding.start : finding.end] == span
        assert normalized in (None, finding.normalized)
        assert finding.confidence > SHOWN

    @pytest.mark.parametrize(("country", "text", "digits"), DISGUISED)
    def test_reads_disguised_numbers(self, country: str, text: str, digits: str) -> None:
        finding = only_finding(text, country)

        assert finding.normalized.endswith(digits)
        assert finding.obfuscated
        assert finding.contact
        assert finding.confidence > SHOWN

    @pytest.mark.parametrize(("country", "parts", "digits"), IN_PIECES)
    def test_joins_the_pieces_of_several_messages(
        self, country: str | None, parts: tuple[str, ...], digits: str
    ) -> None:
        finding = only_finding(parts, country)

        assert finding.normalized.endswith(digits[-9:])
        assert finding.continued
        assert finding.obfuscated

    @pytest.mark.parametrize(("country", "text"), INNOCENT)
    def test_finds_nothing_in_innocent_numbers(self, country: str | None, text: str | tuple[str, ...]) -> None:
        assert [finding.text for finding in found(text, country)] == []

    @pytest.mark.parametrize(("country", "text", "explanation"), DISMISSED)
    def test_says_what_a_number_is_instead(self, country: str, text: str, explanation: Explanation) -> None:
        (dismissal,) = detect(text, country)

        assert isinstance(dismissal, Dismissal)
        assert dismissal.looked_like is FindingKind.PHONE
        assert dismissal.explanation is explanation
        assert dismissal.because

    def test_hears_an_announcement_in_another_message(self) -> None:
        chatter = "sorry, my boss is here and I have to look busy for a while, you know what that is like"

        assert only_finding(("my cell", chatter, "6175550142")).part == 2
        assert not found(("my file", chatter, "6175550142"))

    @pytest.mark.parametrize(
        "text", ["the folder 4156 7712 is on the shelf", "4156771 or so", "it reads 415677123456788 on the back"]
    )
    def test_says_nothing_of_a_short_or_long_number_that_nothing_announces(self, text: str) -> None:
        assert detect(text, None) == []

    @pytest.mark.parametrize("text", ["text me on 4156 7712", "+4970 1234", "call 04156771", ("my cell", "4156 7712")])
    def test_looks_at_a_short_number_that_something_announces(self, text: str | tuple[str, ...]) -> None:
        assert found(text, None)

    def test_finds_each_of_several_numbers(self) -> None:
        text = "617-555-0142 - 212-555-0143, or call 646-555-0144"

        assert [finding.text for finding in found(text)] == ["617-555-0142", "212-555-0143", "646-555-0144"]

    def test_leaves_out_an_extension(self) -> None:
        assert only_finding("call (617) 555-0142 ext 7246433").text == "(617) 555-0142"

    def test_is_surer_the_clearer_the_announcement(self) -> None:
        announced, hinted, alone = (
            only_finding(text).confidence
            for text in ("call me: 212-555-0184", "contact: 212 555 0184", "212-555-0184 is what I wrote down")
        )

        assert announced > hinted > alone

    def test_gives_reasons_in_words(self) -> None:
        because = only_finding("text me: six one seven, five five five, 0142").because

        assert "words or letters stand for digits" in because
        assert any("text" in reason for reason in because)

    def test_reads_a_national_number_only_in_its_country(self) -> None:
        text = "die Katze heißt 0664 1230467, kein Witz"

        assert found(text, "AT")
        assert not found(text, "US")

    def test_takes_a_weak_mask_for_nothing_beside_a_clear_announcement(self) -> None:
        assert found("call me on my number, no. 617-555-0142")

    def test_follows_what_the_text_says_about_a_file_name(self) -> None:
        text = "plan_ring_02079460123_late.pdf, have a look at the name of the file, ring me"

        assert only_finding(text, "GB").text == "02079460123"

    def test_reads_every_script_of_digits_alike(self) -> None:
        scripts = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９"]

        for digits in scripts:
            written = "".join(digits[int(digit)] for digit in "2125550184")
            assert only_finding(f"call {written}").normalized == "+12125550184"

    def test_is_as_quick_over_a_long_text_as_over_its_parts(self) -> None:
        line = "call 617-555-0142 or one two three four five, 12 34 56 78, order 5550142. "
        counted = [sum(1 for _ in chain(detect(line * times))) for times in (10, 100)]

        assert counted[1] == 10 * counted[0]
