"""Number words of the languages that are written with spaces between words.

Data for `habeas.detection.numerals`; it knows nothing of texts. Words are written as people write
them and folded when the module is imported. In a row of words, a slash parts spellings of one value.
Codes that are not digits: `x10` and `x100` multiply the digit before them, `+10` ... `+90` add to
it ("dua belas", "خمسة وثلاثين"), `*2` ... `*4` repeat the digit after them ("double seven").
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from habeas.detection.normalize import fold


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language.

    `ones` are the words for 0 to 9, `teens` for 10 to 19, `tens` for 20 to 90, `hundreds` for 100
    to 900; `others` maps further words to digits or codes. `joiners` stand between tens and ones
    ("treinta y nueve"), `times` between a count and the digit it repeats ("dos veces 8").
    `common` words mean something else in everyday text, there or in a language near by: they count
    only in the company of other number words of the same language.
    """

    ones: str
    teens: str = ""
    tens: str = ""
    hundreds: str = ""
    others: dict[str, str] = field(default_factory=dict)
    joiners: str = ""
    times: str = ""
    common: str = ""
    ones_after_hundreds: bool = True


SPOKEN: dict[str, Numerals] = {
    "en": Numerals(
        ones="zero/oh/ohh/nought/naught/nil/zeroe one two three/thre four/fower five/fife six seven eight nine/niner",
        teens="ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        tens="twenty thirty forty/fourty fifty sixty seventy eighty ninety/ninty",
        others={
            "hundred": "x100",
            "double": "*2",
            "dubble": "*2",
            "dbl": "*2",
            "triple": "*3",
            "treble": "*3",
            "thrice": "*3",
            "quadruple": "*4",
            "quad": "*4",
        },
        times="times times-the times-a",
        common="oh one nil ten",
        ones_after_hundreds=False,
    ),
    "es": Numerals(
        ones="cero uno/un/una dos tres cuatro/quatro cinco seis siete ocho nueve",
        teens="diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
        tens="veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        hundreds="cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos"
        " novecientos",
        others={
            **{
                word: str(value)
                for value, word in enumerate(
                    "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho"
                    " veintinueve".split(),
                    start=21,
                )
            },
            "doble": "*2",
            "triple": "*3",
        },
        joiners="y",
        times="veces veces-el vez",
        common="un una dos once",
    ),
    "pt": Numerals(
        ones="zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove",
        teens="dez onze doze treze quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito"
        " dezenove/dezanove",
        tens="vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa",
        hundreds="cem/cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
        others={"duplo": "*2", "dobro": "*2", "triplo": "*3"},
        joiners="e",
        times="vezes vezes-o",
        common="um uma meia duas",
    ),
    "fr": Numerals(
        ones="zero un/une deux trois quatre cinq six sept huit neuf",
        teens="dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
        tens="vingt trente quarante cinquante soixante septante huitante/octante nonante",
        others={"cent": "x100", "cents": "x100", "vingts": "x20", "double": "*2", "triple": "*3"},
        joiners="et",
        times="fois fois-le",
        common="un une six dix double triple",
    ),
    "de": Numerals(
        ones="null eins/ein/eine zwei/zwo drei vier fünf sechs sieben acht neun",
        teens="zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        tens="zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        hundreds="hundert/einhundert zweihundert dreihundert vierhundert fünfhundert sechshundert siebenhundert"
        " achthundert neunhundert",
        others={"doppel": "*2", "zweimal": "*2", "dreimal": "*3", "viermal": "*4"},
        times="mal mal-die",
        common="ein eine elf acht null zweimal dreimal",
    ),
    "it": Numerals(
        ones="zero uno/un/una due tre quattro cinque sei sette otto nove",
        teens="dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
        tens="venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        hundreds="cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
        others={"doppio": "*2", "triplo": "*3"},
        times="volte volte-il",
        common="un una sei",
    ),
    "ro": Numerals(
        ones="zero unu/una/un doi/două trei patru cinci șase șapte opt nouă",
        teens="zece unsprezece/unșpe/unspe doisprezece/doișpe/doispe treisprezece/treișpe/treispe"
        " paisprezece/paișpe/paispe cincisprezece/cinșpe/cinspe șaisprezece/șaișpe/saispe"
        " șaptesprezece/șaptișpe/șapteșpe/saptispe optsprezece/optișpe/optșpe/optispe nouăsprezece/nouășpe/nouaspe",
        tens="douăzeci/douășcinci treizeci/treișcinci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
        others={"dublu": "*2", "triplu": "*3"},
        joiners="și si ș s",
        times="ori",
        common="un una opt doi",
    ),
    "nl": Numerals(
        ones="nul een/één twee drie vier vijf zes zeven acht negen",
        teens="tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
        tens="twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        others={"honderd": "x100", "dubbel": "*2", "dubbele": "*2", "driedubbel": "*3"},
        times="keer maal keer-de",
        common="een acht elf",
    ),
    "ru": Numerals(
        ones="ноль/нуль один/одна/одно/раз два/две три четыре пять шесть семь восемь девять",
        teens="десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать"
        " девятнадцать",
        tens="двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        hundreds="сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
        others={"дважды": "*2", "двойной": "*2", "двойная": "*2", "трижды": "*3", "тройной": "*3"},
        times="раза раз",
        common="раз сто три один",
    ),
    "uk": Numerals(
        ones="нуль/ноль один/одна два/дві три чотири п'ять шість сім вісім дев'ять",
        teens="десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять"
        " дев'ятнадцять",
        tens="двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
        hundreds="сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
        others={"двічі": "*2", "тричі": "*3"},
        times="рази раз",
        common="сто три один",
    ),
    "pl": Numerals(
        ones="zero jeden/jedna/jedynka dwa/dwie/dwójka trzy/trójka cztery/czwórka pięć/piątka sześć/szóstka siedem/siódemka"
        " osiem/ósemka dziewięć/dziewiątka",
        teens="dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
        " dziewiętnaście",
        tens="dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt"
        " dziewięćdziesiąt",
        hundreds="sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
        others={"podwójne": "*2", "podwójna": "*2", "podwójny": "*2", "potrójne": "*3", "potrójna": "*3"},
        times="razy",
        common="sto",
    ),
    "tr": Numerals(
        ones="sıfır bir iki üç dört beş altı yedi sekiz dokuz",
        teens="on onbir oniki onüç ondört onbeş onaltı onyedi onsekiz ondokuz",
        tens="yirmi otuz kırk elli altmış yetmiş seksen doksan",
        others={"yüz": "x100", "çift": "*2", "üçlü": "*3"},
        times="tane kere kez defa",
        common="bir on elli alti uc",
    ),
    "hi": Numerals(
        ones="शून्य/ज़ीरो/जीरो/सिफर/zero/jiro/shunya/sunya/shoonya एक/ek दो/do तीन/teen/tin चार/char/chaar पाँच/पांच/पाच/paanch/panch"
        "/paach छह/छः/छे/छ/छै/chhah/chhe/cheh/chah/che/chai सात/saat/sat आठ/aath/ath नौ/nau/no/nao",
        teens="दस/das/dus ग्यारह/gyarah/gyara बारह/barah/bara तेरह/terah चौदह/chaudah पंद्रह/पन्द्रह/pandrah सोलह/solah"
        " सत्रह/satrah अठारह/atharah उन्नीस/unnis",
        tens="बीस/bees/bis तीस/tees/tis चालीस/chalis/chaalis पचास/pachas/pachaas साठ/saath सत्तर/sattar अस्सी/assi"
        " नब्बे/nabbe",
        others={
            **{
                word: str(value)
                for value, words in (
                    (21, "इक्कीस/ikkis"),
                    (22, "बाईस/bais"),
                    (23, "तेईस/teis"),
                    (24, "चौबीस/chaubis"),
                    (25, "पच्चीस/pachchis/pachis"),
                    (26, "छब्बीस/chhabbis"),
                    (27, "सत्ताईस/sattais"),
                    (28, "अट्ठाईस/अठाईस/atthais"),
                    (29, "उनतीस/untis"),
                    (31, "इकतीस/ikattis"),
                    (32, "बत्तीस/battis"),
                    (33, "तैंतीस/taintis"),
                    (34, "चौंतीस/chauntis"),
                    (35, "पैंतीस/paintis"),
                    (36, "छत्तीस/chhattis"),
                    (37, "सैंतीस/saintis"),
                    (38, "अड़तीस/adtis"),
                    (39, "उनतालीस/untalis"),
                    (41, "इकतालीस/iktalis"),
                    (42, "बयालीस/bayalis"),
                    (43, "तैंतालीस/taintalis"),
                    (44, "चौवालीस/चवालीस/chauvalis"),
                    (45, "पैंतालीस/paintalis"),
                    (46, "छियालीस/chhiyalis"),
                    (47, "सैंतालीस/saintalis"),
                    (48, "अड़तालीस/adtalis"),
                    (49, "उनचास/unchas"),
                    (51, "इक्यावन/ikyavan"),
                    (52, "बावन/bavan"),
                    (53, "तिरपन/tirpan"),
                    (54, "चौवन/chauvan"),
                    (55, "पचपन/pachpan"),
                    (56, "छप्पन/chhappan"),
                    (57, "सत्तावन/sattavan"),
                    (58, "अट्ठावन/अठावन/atthavan"),
                    (59, "उनसठ/unsath"),
                    (61, "इकसठ/iksath"),
                    (62, "बासठ/basath"),
                    (63, "तिरसठ/tirsath"),
                    (64, "चौंसठ/chaunsath"),
                    (65, "पैंसठ/painsath"),
                    (66, "छियासठ/chhiyasath"),
                    (67, "सड़सठ/sadsath"),
                    (68, "अड़सठ/adsath"),
                    (69, "उनहत्तर/unhattar"),
                    (71, "इकहत्तर/ikhattar"),
                    (72, "बहत्तर/bahattar"),
                    (73, "तिहत्तर/tihattar"),
                    (74, "चौहत्तर/chauhattar"),
                    (75, "पचहत्तर/pachhattar"),
                    (76, "छिहत्तर/chhihattar"),
                    (77, "सतहत्तर/satahattar"),
                    (78, "अठहत्तर/athhattar"),
                    (79, "उनासी/unasi"),
                    (81, "इक्यासी/ikyasi"),
                    (82, "बयासी/bayasi"),
                    (83, "तिरासी/tirasi"),
                    (84, "चौरासी/chaurasi"),
                    (85, "पचासी/pachasi"),
                    (86, "छियासी/chhiyasi"),
                    (87, "सत्तासी/sattasi"),
                    (88, "अट्ठासी/अठासी/atthasi"),
                    (89, "नवासी/navasi"),
                    (91, "इक्यानवे/ikyanve"),
                    (92, "बानवे/banve"),
                    (93, "तिरानवे/tiranve"),
                    (94, "चौरानवे/chauranve"),
                    (95, "पचानवे/pachanve"),
                    (96, "छियानवे/chhiyanve"),
                    (97, "सत्तानवे/sattanve"),
                    (98, "अट्ठानवे/अठानवे/atthanve"),
                    (99, "निन्यानवे/ninyanve"),
                )
                for word in words.split("/")
            },
            "डबल": "*2",
            "ट्रिपल": "*3",
            "double": "*2",
            "dabal": "*2",
            "triple": "*3",
        },
        times="बार baar bar",
        common="do no char chai che sat das bis tis tin teen ath tees saath bara dus",
    ),
    "bn": Numerals(
        ones="শূন্য/জিরো/shunno এক/ek দুই/dui তিন/tin চার/char পাঁচ/pach/panch ছয়/ছয়/choy/chhoy সাত/shat/sat আট/aat নয়/নয়/noy",
        teens="দশ/dosh এগারো/এগার/egaro বারো/বার তেরো/তের চৌদ্দ/চোদ্দ পনেরো/পনের ষোলো/ষোল সতেরো/সতের আঠারো/আঠার উনিশ",
        tens="বিশ/কুড়ি ত্রিশ চল্লিশ পঞ্চাশ ষাট সত্তর আশি নব্বই",
        others={"ডাবল": "*2", "ট্রিপল": "*3", "double": "*2", "triple": "*3"},
        times="বার",
        common="tin char sat বার",
    ),
    "ar": Numerals(
        ones="صفر/زيرو/sifr واحد/واحدة/wahed اثنين/اثنان/إثنين/اتنين/تنين ثلاثة/ثلاث/تلاتة/تلاته/ثلاثه أربعة/اربعة/أربعه/اربعه/أربع/اربع"
        " خمسة/خمسه/خمس ستة/سته/ست سبعة/سبعه/سبع ثمانية/ثمانيه/تمانية/تمنية/تمانيه/ثمان تسعة/تسعه/تسع",
        teens="عشرة/عشره/عشر احدعشر/أحدعشر/حداشر اثناعشر/اتناشر/اطنعش ثلاثةعشر/تلتاشر أربعةعشر/اربعتاشر خمسةعشر/خمستاشر"
        " ستةعشر/ستاشر سبعةعشر/سبعتاشر ثمانيةعشر/تمنتاشر تسعةعشر/تسعتاشر",
        tens="عشرين/عشرون ثلاثين/ثلاثون/تلاتين أربعين/اربعين/أربعون خمسين/خمسون ستين/ستون سبعين/سبعون ثمانين/تمانين/ثمانون"
        " تسعين/تسعون",
        others={
            **{
                word: f"+{value}"
                for value, words in (
                    (20, "وعشرين/وعشرون"),
                    (30, "وثلاثين/وثلاثون/وتلاتين"),
                    (40, "وأربعين/واربعين/وأربعون"),
                    (50, "وخمسين/وخمسون"),
                    (60, "وستين/وستون"),
                    (70, "وسبعين/وسبعون"),
                    (80, "وثمانين/وتمانين/وثمانون"),
                    (90, "وتسعين/وتسعون"),
                )
                for word in words.split("/")
            },
            "دبل": "*2",
            "مرتين": "*2",
        },
        times="مرات",
        common="ست عشر",
    ),
    "fa": Numerals(
        ones="صفر یک دو سه چهار پنج شش/شیش هفت هشت نه",
        teens="ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
        tens="بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
        common="نه سی ده دو",
    ),
    "ur": Numerals(ones="صفر/زیرو ایک دو تین چار پانچ چھ/چھے سات آٹھ نو", common="دو نو"),
    "id": Numerals(
        ones="nol/kosong/sifar satu dua tiga empat lima enam tujuh delapan/lapan sembilan",
        teens="sepuluh sebelas",
        others={"belas": "+10", "puluh": "x10", "ratus": "x100", "seratus": "100", "dobel": "*2", "ganda": "*2"},
        times="kali",
        common="kosong",
    ),
    "vi": Numerals(
        ones="không/hông một/mốt hai ba bốn/tư năm/lăm sáu bảy/bẩy tám chín",
        others={"mười": "x10", "mươi": "x10", "trăm": "x100", "đôi": "*2"},
        times="lần",
        common="không hông một mốt hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi trăm đôi",
    ),
    "tl": Numerals(
        ones="sero/siro isa dalawa tatlo apat lima anim pito walo siyam",
        common="isa",
    ),
    "sw": Numerals(ones="sifuri moja mbili tatu nne tano sita saba nane tisa", common="sita"),
    "sv": Numerals(
        ones="noll ett/en två tre fyra fem sex sju åtta nio",
        teens="tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
        tens="tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        common="en ett sex tre elva",
    ),
    "da": Numerals(
        ones="nul en/et to tre fire fem seks syv/sju otte/åtte ni",
        common="en et to tre fire ni",
    ),
    "el": Numerals(
        ones="μηδέν ένα/ένας δύο/δυο τρία/τρεις τέσσερα/τέσσερις πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά",
        teens="δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ δεκαεννέα",
        tens="είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα",
        common="ένα",
    ),
    "cs": Numerals(
        ones="nula jedna/jeden dva/dvě tři čtyři pět šest sedm osm devět",
        teens="deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct",
        tens="dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
        common="pet",
    ),
    "hu": Numerals(
        ones="nulla egy kettő/két három négy öt hat hét nyolc kilenc",
        teens="tíz",
        tens="húsz harminc negyven ötven hatvan hetven nyolcvan kilencven",
        common="egy hat het ot",
    ),
}
"""By language; all of them know the English digits too, for people mix them."""


def _spellings(language: str, numerals: Numerals) -> dict[str, str]:
    words: dict[str, str] = {}
    for row, first, step in (
        (numerals.ones, 0, 1),
        (numerals.teens, 10, 1),
        (numerals.tens, 20, 10),
        (numerals.hundreds, 100, 100),
    ):
        for place, spellings in enumerate(row.split()):
            for word in spellings.split("/"):
                words[word] = str(first + place * step)
    words.update(numerals.others)
    words.update(_joined(language, numerals))
    return {plain_spelling(word): code for word, code in words.items()}


def _joined(language: str, numerals: Numerals) -> dict[str, str]:
    """Return 21 to 99 of the languages that write them as one word."""
    if language not in _ONE_WORD:
        return {}
    words = {}
    for ten, tens in enumerate(numerals.tens.split(), start=2):
        for one, spellings in enumerate(numerals.ones.split()[1:], start=1):
            for word in spellings.split("/"):
                words[_ONE_WORD[language](word, tens)] = f"{ten}{one}"
    return words


def _in_italian(one: str, tens: str) -> str:
    return (tens[:-1] if one[0] in "uo" else tens) + one


_ONE_WORD: dict[str, Callable[[str, str], str]] = {
    "de": lambda one, tens: f"{one}und{tens}",
    "nl": lambda one, tens: f"{one}en{tens}",
    "it": _in_italian,
    "sv": lambda one, tens: tens + one,
    "hu": lambda one, tens: tens + one,
}


def plain_spelling(word: str) -> str:
    """Return the word folded and without apostrophes, as texts are looked up."""
    return fold(word)[0].replace("'", "")


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(plain_spelling, words.split()))


WORDS: dict[str, dict[str, str]] = {}
"""Folded word -> language -> digits or code."""

for _language, _numerals in SPOKEN.items():
    for _word, _code in _spellings(_language, _numerals).items():
        WORDS.setdefault(_word, {})[_language] = _code

_COMMON = {language: _folded(numerals.common) for language, numerals in SPOKEN.items()}
COMMON_IN: dict[str, frozenset[str]] = {
    word: frozenset(language for language in codes if word in _COMMON[language]) for word, codes in WORDS.items()
}
"""By word, the languages in which it is no number unless others stand beside it."""

JOINERS: dict[str, frozenset[str]] = {language: _folded(numerals.joiners) for language, numerals in SPOKEN.items()}
TIMES: frozenset[str] = frozenset(
    word.replace("-", " ") for numerals in SPOKEN.values() for word in _folded(numerals.times)
)

LETTERS_AS_DIGITS: dict[str, str] = {
    **dict.fromkeys("oоοø", "0"),
    **dict.fromkeys("liіӏı", "1"),
    **dict.fromkeys("z", "2"),
    **dict.fromkeys("eзэ", "3"),
    **dict.fromkeys("aч", "4"),
    **dict.fromkeys("s", "5"),
    **dict.fromkeys("б", "6"),
    **dict.fromkeys("t", "7"),
    **dict.fromkeys("bв", "8"),
    **dict.fromkeys("gq", "9"),
}
"""Letters, Latin, Cyrillic and Greek, that stand for a digit they look like."""

SURE_LETTERS = frozenset("oоοliіӏı")
"""Those that stand for a digit even alone between digits."""
