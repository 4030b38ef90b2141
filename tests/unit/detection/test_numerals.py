"""Numbers: the digits a reader would dial, however they are written, with each group at its place."""

import pytest

from habeas.detection.documents import Message, read_document
from habeas.detection.numerals import NumberRun, read_numbers


def runs_of(text: str, language: str | None = None) -> tuple[NumberRun, ...]:
    return read_numbers(read_document(Message((text,), None, language)))


def digits_of(text: str, language: str | None = None) -> list[str]:
    return [run.digits for run in runs_of(text, language)]


SPELLED = [
    ("four one five", "415"),
    ("Four, ONE. five", "415"),
    ("double seven triple oh four", "770004"),
    ("quadruple two", "2222"),
    ("two times four five", "445"),
    ("eight hundred five five five", "800555"),
    ("nineteen twenty-one ninety nine", "192199"),
    ("five dot five dash five", "555"),
    ("30five 72two", "305722"),
    ("fivefivefive zero", "5550"),
    ("f0ur 0ne fiv3", "415"),
    ("F 0 U R 1 F 1 V 3", "415"),
    ("t h r e e 5 5 s e v e n", "3557"),
    ("n i n e 55, o n e, 12 and f i v e 7 at 4", "95512574"),
    ("tres y dos veces 8", "388"),
    ("treinta y nueve seis cuatro", "3964"),
    ("seiscientos doce trescientos cuarenta y cinco", "612345"),
    ("meia dois três meia", "6236"),
    ("soixante-douze quatre-vingt-dix-huit quatre-vingt-trois", "729883"),
    ("trente et un dix-sept dix huit cent six", "311718106"),
    ("septante-cinq nonante", "7590"),
    ("siebenunddreißig null eins sechsundneunzig", "370196"),
    ("ZWEIHUNDERTDREI vier", "2034"),
    ("trentotto ventuno sette", "38217"),
    ("achtenzeventig tweeëntwintig nul", "78220"),
    ("doișpe treizeci și patru unu", "12341"),
    ("восемь девятьсот шестнадцать сто двадцать три", "8916123"),
    ("п'ять нуль дев'яносто вісім", "5098"),
    ("sto dwadzieścia trzy siedem", "1237"),
    ("dwa razy 8 i", "88"),
    ("beş yüz otuz iki altmış yedi", "53267"),
    ("dua belas tiga puluh lima nol", "12350"),
    ("seratus lima dua ratus satu", "105201"),
    ("không chín bảy hai một", "09721"),
    ("chín mươi ba tám", "938"),
    ("नौ आठ पचपन शून्य", "98550"),
    ("nau aath pachpan ek", "98551"),
    ("এক নয় শূন্য", "190"),
    ("خمسة وثلاثين سبعة", "357"),
    ("وعشرين خمسة", "205"),
    ("صفر تسعة", "09"),
    ("sıfır altmış", "060"),
    ("femtiosju noll ett", "5701"),
]
UNSPACED = [
    ("一三八零〇幺", "138001"),
    ("壹叁捌 贰", "1382"),
    ("三十七", "37"),
    ("二十 十五", "2015"),
    ("1三8", "138"),
    ("ゼロきゅうゼロ いちに", "09012"),
    ("공일공 일이삼사", "0101234"),
    ("공일공으로", "010"),
    ("하나 둘 셋", "123"),
    ("ศูนย์เก้าห้า สองแปด", "09528"),
    ("สามสิบสอง", "32"),
]
LOOK_ALIKES = [
    ("4l5 5S5 267l", "4155552671"),
    ("O7gII I23456", "07911123456"),
    ("О5О–74І–26–З9", "0507412639"),
    ("8.9O4.38I", "8904381"),
    ("5 O l 9", "5019"),
    ("5o1 z34", "501234"),
    ("0x1x6 x4x9x6", "016496"),
    ("0w1w6w1", "0161"),
    ("⑥①⑦ ②④⑧", "617248"),
    ("1️⃣2️⃣ 3️⃣", "123"),
    ("٠٥٥ १२ ４", "055124"),
    ("4\u200b1\u200b5", "415"),
    ("4*1_5~~2", "4152"),
    ("----- ...-- .---- --... ....- ..... -....", "0317456"),
    ("4......1.......5", "415"),
    ("----- ...-- .---- -.-.- ....- ..... -.... ---..", "0314568"),
    ("call0813", "0813"),
    ("0813p", "0813"),
]
UNREAD = [
    ("do not go on to be one", "one"),
    ("call me on the car", None),
    ("un poco de todo", None),
    ("der Hund und das Haus", None),
    ("the 2nd of the 3rd", None),
    ("16gb 5s b12 i7 4k", "16"),
    ("@bob1616 and @oli55", None),
    ("someone alone phoned the stone", None),
    ("the oil in the lobby", None),
    ("一般来说", "一"),
    ("사람이 오늘", None),
    ("tenacious seventh", None),
    ("f9c2a1be", None),
    ("2 o 3 días", "2"),
    ("....... -----", None),
]


class TestReadNumbers:
    @pytest.mark.parametrize(("text", "digits"), SPELLED + UNSPACED)
    def test_reads_words_as_they_are_dialled(self, text: str, digits: str) -> None:
        assert "".join(digits_of(text)) == digits

    @pytest.mark.parametrize(("text", "digits"), LOOK_ALIKES)
    def test_reads_what_looks_like_digits(self, text: str, digits: str) -> None:
        assert "".join(digits_of(text)) == digits

    @pytest.mark.parametrize(("text", "first"), UNREAD)
    def test_leaves_ordinary_words_alone(self, text: str, first: str | None) -> None:
        runs = runs_of(text)

        assert all(len(run.digits) <= 5 for run in runs)
        assert (not runs) or first is not None

    def test_tells_where_each_group_stands(self) -> None:
        (run,) = runs_of("now: Five-55, zero")

        assert [(group.start, group.end, group.digits, group.style) for group in run.groups] == [
            (5, 9, "5", "spelled"),
            (10, 12, "55", "plain"),
            (14, 18, "0", "spelled"),
        ]
        assert (run.start, run.end) == (5, 18)

    @pytest.mark.parametrize(
        ("text", "plus"),
        [
            ("+44 20", True),
            ("++1 650", True),
            ("plus 44 20", True),
            ("(+44) 20", True),
            ("1+44 20", False),
            ("+++44", False),
        ],
    )
    def test_sees_a_plus_before_a_number(self, text: str, plus: bool) -> None:
        assert runs_of(text)[-1].plus is plus

    @pytest.mark.parametrize(
        ("text", "obfuscated"),
        [
            ("(415) 555-0123", False),
            ("415.555.0123", False),
            ("4155550123", False),
            ("415*555*0123", True),
            ("4 1 5 5", True),
            ("four 15", True),
            ("4l5", True),
        ],
    )
    def test_says_whether_a_number_is_disguised(self, text: str, obfuscated: bool) -> None:
        assert runs_of(text)[0].obfuscated is obfuscated

    @pytest.mark.parametrize("text", ["555 or 0123", "555 pieces, 0123", "555 @ 0123", "5 = 5", "50% 60"])
    def test_parts_numbers_at_words_and_strong_signs(self, text: str) -> None:
        assert len(runs_of(text)) > 1

    def test_goes_on_over_the_end_of_a_message(self) -> None:
        assert [run.digits for run in read_numbers(read_document(Message(("6", "1", "7"))))] == ["617"]

    def test_takes_common_words_for_numbers_in_the_language_of_the_text(self) -> None:
        assert digits_of("un dos", "es") == ["12"]
        assert digits_of("un dos") == []

    def test_takes_english_words_among_those_of_another_language(self) -> None:
        assert digits_of("nau aath seven nau") == ["9879"]

    def test_parts_a_run_where_a_word_is_no_number(self) -> None:
        assert digits_of("siete ocho un ten") == ["781"]

    def test_reads_a_repetition_of_nothing_as_nothing(self) -> None:
        assert digits_of("double") == []
        assert digits_of("double twenty") == ["20"]


class TestFiguresBesideWords:
    @pytest.mark.parametrize(
        ("text", "language", "digits"),
        [
            ("to $12,155.00", None, ["1215500"]),
            ("to 215 500", "da", ["2215500"]),
            ("on 215 500", "en", ["215500"]),
            ("five 215 500", None, ["5215500"]),
            ("@215 500 the", None, ["500"]),
        ],
    )
    def test_leaves_out_a_word_that_is_none_of_the_digits(
        self, text: str, language: str | None, digits: list[str]
    ) -> None:
        assert digits_of(text, language) == digits
