"""Words that people write for the signs of an address: at, dot, slash, underscore, hyphen.

By language, written naturally, divided by "|"; they are folded when the module is read. A connector is `sure` when
it hardly means anything else ("arroba" beside a domain), and loose when it is an everyday word
("at", "chez"), which needs more evidence around it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from habeas.detection.normalize import fold


class Sign(StrEnum):
    """What a connector stands for."""

    AT = "@"
    DOT = "."
    SLASH = "/"
    UNDERSCORE = "_"
    HYPHEN = "-"


AT_SURE: Mapping[str, str] = {
    "en": "at sign|at symbol|at the rate|at the rate of|at the rate sign|at d rate|attherate|atrate|at mark|curly a|circled a|a in circle|a in a circle|a in the circle|a with a circle|a with the circle|a inside a circle|round a|ampersat",
    "es": "arroba|arrova|aroba|signo arroba|símbolo arroba",
    "pt": "arroba|arrouba",
    "fr": "arobase|arrobase|arobas|arrobas|arobaz|a commercial|a enroulé",
    "de": "klammeraffe|at zeichen|atzeichen|klammeraffen|affenschwanz|a im kreis|a mit kringel",
    "it": "chiocciola|chiocciolina|kiocciola",
    "nl": "apenstaartje|apestaartje|apenstaart|at teken",
    "pl": "małpa|małpka|małpą|malpiszon",
    "cs": "zavináč|zavinac",
    "hu": "kukac",
    "ro": "arond|a rond|arong|coadă de maimuță|aron",
    "sv": "snabel a|krøllalfa|alfakrøll|kanelbulle",
    "fi": "miukumauku|ät merkki",
    "el": "παπάκι|παπακι",
    "ru": "собака|собачка|собаку|сбк|собак|гав|sobaka|sobachka",
    "uk": "равлик|песик|собачка|равлика|ravlyk",
    "bg": "кльомба|маймунка",
    "tr": "kuyruklu a|et işareti|at işareti|güzel a|kuyruklu et",
    "ar": "آت|أت|ات ساين|علامة آت|آت ساين|أت ساين",
    "fa": "ات ساین|اتساین",
    "he": "שטרודל|כרוכית",
    "hi": "एट द रेट|एट दी रेट|ऐट द रेट|एट|ऐट|अट|ऍट",
    "bn": "অ্যাট দ্য রেট|এট দা রেট|এট দ্য রেট|অ্যাট|এট|এ্যাট",
    "ur": "ایٹ دی ریٹ|ایٹ",
    "zh": "艾特|爱特|圈a|a圈|小老鼠|花a|老鼠符号",
    "ja": "アットマーク|あっとまーく|アット|あっと",
    "ko": "골뱅이|앳|엣|에트",
    "vi": "a còng|a móc|a vòng|acòng|a khoanh",
    "id": "a keong|tanda at|a bulat|keong",
    "th": "แอทไซน์|แอท|แอ็ท|แอต|แอดไซน์",
}

AT_LOOSE: Mapping[str, str] = {
    "en": "at|where|att|aat",
    "fr": "chez",
    "de": "bei|ät|ett",
    "it": "presso",
    "nl": "bij",
    "id": "alias|et",
    "ru": "эт|ет",
}

DOT_SURE: Mapping[str, str] = {
    "en": "dot|d0t|dott|dawt",
    "es": "punto|pto",
    "pt": "ponto",
    "fr": "point|pwin",
    "de": "punkt|pkt",
    "nl": "punt",
    "pl": "kropka",
    "cs": "tečka|bodka",
    "hu": "pont",
    "ro": "punct",
    "sv": "punktum|prick",
    "fi": "piste",
    "el": "τελεία",
    "ru": "точка|тчк|точк|дот|tochka|tchk",
    "uk": "крапка|крпк|krapka",
    "tr": "nokta",
    "ar": "نقطة|دوت|نقطه|دات",
    "fa": "نقطه",
    "he": "נקודה|דוט",
    "hi": "डॉट|डाट|बिंदु|डोट",
    "bn": "ডট",
    "ur": "ڈاٹ",
    "zh": "点|點|句号|小数点",
    "ja": "ドット|どっと|てん",
    "ko": "점|닷|쩜",
    "vi": "chấm|dấu chấm",
    "id": "titik",
    "ms": "noktah",
    "th": "ดอท|จุด|ด็อท|ดอต",
    "tl": "tuldok",
}

PLAIN_DOTS = frozenset(("dot", "d0t", "dott", "dawt", "dt"))
"""Words that mean the sign even before an ending that is a word itself ("dot in", but not "point in")."""

DOT_LOOSE: Mapping[str, str] = {
    "en": "dt|dom|period|doot",
}

SLASH_WORDS: Mapping[str, str] = {
    "en": "slash|forward slash|forwardslash|fwd slash|stroke",
    "es": "barra|barra inclinada|diagonal",
    "pt": "barra",
    "fr": "barre oblique|slache",
    "de": "schrägstrich|querstrich",
    "it": "sbarra|barra obliqua",
    "nl": "schuine streep",
    "pl": "ukośnik|łamane",
    "ro": "bară oblică",
    "ru": "слэш|слеш|косая черта|дробь|slesh",
    "uk": "слеш|коса риска",
    "tr": "eğik çizgi|bölü|taksim",
    "ar": "سلاش|شرطة مائلة",
    "hi": "स्लैश|स्लेश",
    "bn": "স্ল্যাশ",
    "zh": "斜杠|斜線|斜线",
    "ja": "スラッシュ|すらっしゅ",
    "ko": "슬래시|슬래쉬|슬러시",
    "vi": "gạch chéo|dấu gạch chéo|xuyệt|xẹt",
    "id": "garis miring",
    "th": "สแลช|ทับ|เครื่องหมายทับ",
}

UNDERSCORE_WORDS: Mapping[str, str] = {
    "en": "underscore|under score|underline|underscor",
    "es": "guion bajo|guión bajo|barra baja|raya abajo|subguion",
    "pt": "underline|sublinhado|traço inferior|traço baixo",
    "fr": "tiret bas|tiret du bas|tiret du 8|souligné",
    "de": "unterstrich",
    "it": "trattino basso",
    "nl": "laag streepje|liggend streepje",
    "pl": "podkreślnik|podkreślenie|podłoga",
    "ro": "linie jos|liniuță jos|underscore",
    "ru": "нижнее подчеркивание|нижнее подчёркивание|подчеркивание|андерскор|нижний пробел",
    "uk": "нижнє підкреслення|підкреслення",
    "tr": "alt çizgi|alt tire",
    "ar": "شرطة سفلية|أندرسكور|اندر سكور",
    "hi": "अंडरस्कोर|अंडर स्कोर",
    "bn": "আন্ডারস্কোর|আন্ডার স্কোর",
    "zh": "下划线|下劃線|底線|底线",
    "ja": "アンダーバー|アンダースコア|あんだーばー",
    "ko": "언더바|언더스코어|밑줄",
    "vi": "gạch dưới|gạch chân|dấu gạch dưới",
    "id": "garis bawah|underskor",
    "th": "ขีดล่าง|อันเดอร์สกอร์|ขีดเส้นใต้",
}

HYPHEN_WORDS: Mapping[str, str] = {
    "en": "hyphen|dash|minus",
    "es": "guion|guión|raya",
    "pt": "hífen|traço|tracinho",
    "fr": "tiret|trait d'union|moins",
    "de": "bindestrich|minus|strich",
    "it": "trattino|meno|lineetta",
    "nl": "streepje|koppelteken|koppelstreepje",
    "pl": "myślnik|łącznik|minus|kreska",
    "ro": "cratimă|liniuță",
    "ru": "дефис|тире|минус|черточка",
    "uk": "дефіс|мінус|риска",
    "tr": "tire|kısa çizgi|eksi",
    "ar": "شرطة|داش",
    "hi": "डैश|हाइफन",
    "bn": "হাইফেন|ড্যাশ",
    "zh": "横杠|橫槓|减号|中划线|连字符",
    "ja": "ハイフン|はいふん",
    "ko": "하이픈|대시",
    "vi": "gạch ngang|gạch nối",
    "id": "tanda hubung|strip|setrip",
    "th": "ขีดกลาง|ขีด",
}

_TOP_LEVEL_SPELLINGS: Mapping[str, str] = {
    "com": "c0m|kom|calm|comm|cum|c o m|ком|こむ|コム|컴|कॉम|कोम|কম|كوم|קום|คอม|康|coom|c om",
    "net": "n3t|нет|नेट|নেট|نت|ねっと|ネット|넷|เน็ต",
    "org": "0rg|орг|ओआरजी",
    "edu": "3du",
    "in": "इन",
    "ru": "ру",
    "ua": "юа",
    "br": "be erre",
    "mx": "eme equis",
}

TOP_LEVEL_SPELLINGS: Mapping[str, str] = {
    spelling: ending for ending, spellings in _TOP_LEVEL_SPELLINGS.items() for spelling in fold(spellings)[0].split("|")
}
"""Top-level domains as they are pronounced or written in other letters, read so only after a dot."""


@dataclass(frozen=True, slots=True)
class Connector:
    """A word or phrase for a sign, and whether it is sure."""

    sign: Sign
    sure: bool


def _folded(words: Mapping[str, str]) -> frozenset[str]:
    return frozenset(fold("|".join(words.values()))[0].split("|"))


def _connectors() -> dict[str, Connector]:
    groups = (
        (AT_LOOSE, Connector(Sign.AT, sure=False)),
        (DOT_LOOSE, Connector(Sign.DOT, sure=False)),
        (HYPHEN_WORDS, Connector(Sign.HYPHEN, sure=True)),
        (UNDERSCORE_WORDS, Connector(Sign.UNDERSCORE, sure=True)),
        (SLASH_WORDS, Connector(Sign.SLASH, sure=True)),
        (DOT_SURE, Connector(Sign.DOT, sure=True)),
        (AT_SURE, Connector(Sign.AT, sure=True)),
    )
    return {word: connector for words, connector in groups for word in _folded(words)}


CONNECTORS: Mapping[str, Connector] = _connectors()
"""Every connector by its folded words."""
