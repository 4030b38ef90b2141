"""Phone numbers set aside for fiction, and the ways in which evaders write them.

Each way is a function of a random source and the national digits. None of them knows a detector.
"""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

DIGIT_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        "es": ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
        "pt": ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
        "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
        "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
        "it": ("zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"),
        "ru": ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
        "hi-Latn": ("shunya", "ek", "do", "teen", "char", "paanch", "chhe", "saat", "aath", "nau"),
        "hi": ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"),
        "ar": ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"),
        "zh": ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九"),
    }
)

_LEET = ("oO", "lI", "zZ", "E", "A", "sS", "bG", "T", "B", "g")
_CYRILLIC = {"0": "О", "3": "З", "1": "І", "6": "б"}
_INVISIBLE = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u034f")
_BETWEEN = (" ", ".", "-", "_", "/", "*", ",", " - ", " . ", "..", "~", "|")
_FILLERS = ("then", "and", "and then", "next", "followed by")

NATIONAL: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        "US": lambda r: f"{r.choice(('202', '212', '303', '312', '415', '503', '646'))}55501{r.randint(0, 99):02}",
        "GB": lambda r: f"07700900{r.randint(0, 999):03}",
        "FR": lambda r: f"063998{r.randint(0, 9999):04}",
        "AU": lambda r: f"04915{r.choice(('70006', '70156', '70157', '70158', '70159', '70110'))}",
        "DE": lambda r: f"01713920{r.randint(0, 999):03}",
        "SE": lambda r: f"07017406{r.randint(5, 99):02}",
    }
)
"""By country, numbers that its regulator keeps for film and print (of Germany: kept by an operator)."""

_CALLING_CODE = {"US": "1", "GB": "44", "FR": "33", "AU": "61", "DE": "49", "SE": "46"}

Writer = Callable[[Random, str], str]


def international(national: str, country: str) -> str:
    """Return the number with plus and calling code."""
    return f"+{_CALLING_CODE[country]}{national.removeprefix('0')}"


def grouped(random: Random, digits: str) -> str:
    """Return the digits in groups of two to four with one separator."""
    separator = random.choice((" ", "-", ".", " - "))
    groups, rest = [], digits
    while len(rest) > 4:  # noqa: PLR2004  nobody writes groups of more than four
        size = random.randint(2, min(4, len(rest) - 2))
        groups.append(rest[:size])
        rest = rest[size:]
    return separator.join([*groups, rest])


def spread(random: Random, digits: str) -> str:
    """Return the digits one by one with the same separator between them."""
    return random.choice(_BETWEEN).join(digits)


def spelled(language: str) -> Writer:
    """Return a writer that says each digit in words of one language."""
    words = DIGIT_WORDS[language]
    return lambda _random, digits: ("" if language == "zh" else " ").join(words[int(d)] for d in digits)


def mixed(language: str) -> Writer:
    """Return a writer that says some digits in words and writes the others."""
    words = DIGIT_WORDS[language]

    def write(random: Random, digits: str) -> str:
        said = [random.random() < 0.5 for _ in digits]  # noqa: PLR2004  every other digit
        said[random.randrange(len(digits))] = True
        return " ".join(words[int(d)] if aloud else d for d, aloud in zip(digits, said, strict=True))

    return write


def doubled(_random: Random, digits: str) -> str:
    """Return the digits in English words, with "double" and "triple" for runs."""
    words, said, place = DIGIT_WORDS["en"], [], 0
    while place < len(digits):
        run = 1
        while run < 3 and place + run < len(digits) and digits[place + run] == digits[place]:  # noqa: PLR2004
            run += 1
        said.append(("", "double ", "triple ")[run - 1] + ("oh" if digits[place] == "0" else words[int(digits[place])]))
        place += run
    return " ".join(said)


def leet(random: Random, digits: str) -> str:
    """Return grouped digits of which up to three are letters that look like them."""
    places = set(random.sample(range(len(digits)), 3))
    letters = [random.choice(_LEET[int(d)]) if place in places else d for place, d in enumerate(digits)]
    return f"{''.join(letters[:3])} {''.join(letters[3:6])} {''.join(letters[6:])}"


def cyrillic(_random: Random, digits: str) -> str:
    """Return digits of which those with a Cyrillic look-alike are replaced by it."""
    return "-".join(
        "".join(_CYRILLIC.get(d, d) for d in digits[start : start + 3]) for start in range(0, len(digits), 3)
    )


def in_digits_from(zero: int) -> Writer:
    """Return a writer in the ten digits that start at a code point."""
    return lambda _random, digits: "".join(chr(zero + int(d)) for d in digits)


def keycaps(_random: Random, digits: str) -> str:
    """Return the digits as keycap emoji."""
    return "".join(f"{d}\ufe0f\u20e3" for d in digits)


def circled(_random: Random, digits: str) -> str:
    """Return the digits in circles."""
    return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(d)] for d in digits)


def invisible(random: Random, digits: str) -> str:
    """Return the digits with characters between them that nobody sees."""
    return "".join(d + random.choice(_INVISIBLE) for d in digits)


def in_lines(_random: Random, digits: str) -> str:
    """Return the digits over three lines."""
    return f"{digits[:3]}\n{digits[3:6]}\n{digits[6:]}"


def among_words(random: Random, digits: str) -> str:
    """Return the digits in three groups with words between them."""
    return f"{digits[:3]} {random.choice(_FILLERS)} {digits[3:6]} {random.choice(_FILLERS)} {digits[6:]}"


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "grouped": grouped,
        "spread": spread,
        **{f"spelled in {language}": spelled(language) for language in DIGIT_WORDS},
        **{f"mixed with {language}": mixed(language) for language in DIGIT_WORDS if language != "zh"},
        "doubled": doubled,
        "leet": leet,
        "Cyrillic": cyrillic,
        "full width": in_digits_from(0xFF10),
        "Arabic-Indic": in_digits_from(0x0660),
        "Devanagari": in_digits_from(0x0966),
        "bold": in_digits_from(0x1D7CE),
        "keycaps": keycaps,
        "circled": circled,
        "invisible": invisible,
        "lines": in_lines,
        "among words": among_words,
    }
)
"""Every way to write a number, by name."""
