"""Messengers and social apps: what people call them, in the languages and nicknames people use.

`spellings` mean nothing but the app; `ordinary` are also ordinary words (line, signal, zap) or
nicknames that need company to count. Words are folded at import, so write them naturally.
Scripts written without spaces, or whose vowel signs are no letters, are matched anywhere; others
as whole words with the endings that their languages add.
"""

from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.normalize import fold

_PARTING = regex(r"[^\w\u0300-\U0010ffff]|_")


@dataclass(frozen=True, slots=True)
class App:
    """A messenger or social app. `numbered`: its members are known by a number of 5 to 11 digits."""

    name: str
    spellings: frozenset[str]
    ordinary: frozenset[str] = frozenset()
    numbered: bool = False


def _words(listed: str) -> frozenset[str]:
    return frozenset(_PARTING.sub(" ", fold(word.strip())[0]) for word in listed.split("|") if word.strip())


def _app(name: str, spellings: str, ordinary: str = "", *, numbered: bool = False) -> App:
    return App(name, _words(spellings), _words(ordinary), numbered)


APPS: tuple[App, ...] = (
    _app(
        "WhatsApp",
        "whatsapp|whatsap|whatapp|watsapp|watsap|whattsapp|whatssapp|whatsaap|whatsup app|wasap|wasapp|wassap|wazap|wazzap|guasap|guassap|guatsap|wattsapp"
        "|what's app|whats app|what s app|wpp|zapzap|zap zap|zapzinho|whatsappie|wappen|вацап|ватсап|вотсап|вотсапп|ватсапп|уатсап|уотсап|воцап|васап|вацапп|вайтсап|вотсап|ватцап|вотцап"
        "|واتساب|واتس|واتسب|وتساب|وتس|واتس اب|واتس آب|וואטסאפ|ווטסאפ|ואטסאפ|ווצאפ|וואצאפ|व्हाट्सएप|व्हाट्सऐप|व्हाट्सअप|वाट्सएप|वाट्सऐप|वॉट्सएप|वॉट्सऐप|व्हाट्सएप्प|हव्हाट्सप्प"
        "|হোয়াটসঅ্যাপ|হোয়াটসএপ|হোয়াটস অ্যাপ|วอทแอป|วอตแอป|วอทส์แอป|วอตส์แอป|วอทแซพ|왓츠앱|와츠앱|왓챕|ワッツアップ|瓦次普|瓦茨艾普|γουατσαπ|βατσαπ",
        "whats|zap|wa|wp|wsp|wapp|whapp|watts|wats|вотс|ватс|green app|the green one|green messenger|green chat app|green icon|app verde|aplicacion verde|aplicativo verde|verdinho|el verde|app vert|appli verte"
        "|application verte|messagerie verte|gruene app|grune app|grüner messenger|zielona apka|zielona aplikacja|зеленый мессенджер|зелёное приложение|зеленая приложуха|yesil uygulama|yeşil app|aplikasi hijau|app hijau|groene app|التطبيق الاخضر|الاخضر|हरा ऐप|हरे ऐप",
    ),
    _app(
        "Telegram",
        "tg|тг|tele gram|telegram|telegramm|telegran|telgram|telgraam|telegrm|tlgrm|tlgram|tgram|телеграм|телеграмм|телега|телеграмка|телеграмчик|телеги|تلغرام|تيليجرام|تلجرام|تليجرام|تيليغرام|تلكرام|טלגרם|टेलीग्राम|टेलिग्राम|টেলিগ্রাম"
        "|เทเลแกรม|텔레그램|텔레|テレグラム|电报|電報|小飞机|小飛機|纸飞机|紙飛機|飞机号|τελεγκραμ",
        "tele|теле|paper plane|paper airplane|blue plane|papierflieger|avion de papel|avião de papel|aviãozinho|aviaozinho|avion en papier|бумажный самолетик|самолетик|самолётик|blue bird app|kertas pesawat|kağıt uçak|samolocik|papirove letadlo",
    ),
    _app("Signal", "signal app|signal messenger|сигнал мессенджер|signal-app", "signal|сигнал"),
    _app(
        "Viber",
        "viber|vi ber|вайбер|вибер|вайбэр|فايبر|ভাইবার|ไวเบอร์|바이버|バイバー|purple app|lila app|фиолетовое приложение",
    ),
    _app("Skype", "skype|sky pe|skipe|scype|скайп|скаип|скайпик|سكايب|سكيب|סקייפ|स्काइप|স্কাইপ|สไกป์|스카이프|スカイプ"),
    _app(
        "Discord",
        "discord|dis cord|discrod|дискорд|ديسكورد|דיסקורד|डिस्कॉर्ड|ডিসকর্ড|ดิสคอร์ด|디스코드|디코|ディスコード",
        "disc|дс|diskord",
    ),
    _app("Slack", "", "slack|слак|слэк|スラック|슬랙"),
    _app(
        "WeChat",
        "wechat|wechet|weixin|wei xin|vchat|微信|薇信|威信|微芯|维信|卫星号|绿泡泡|綠泡泡|加薇|加威|加v信|vx|vx号|v信|위챗|ウィーチャット|วีแชท|вичат",
        "wx|we chat|weichat|微x",
    ),
    _app("QQ", "qq|扣扣|企鹅号", "", numbered=True),
    _app(
        "LINE",
        "lineid|line id|ไลน์|ไลน|แอดไลน์|ライン交換|ライン追加|賴id|加賴|加line|라인아이디",
        "line|ライン|라인|賴|лайн",
    ),
    _app(
        "KakaoTalk",
        "kakaotalk|kakao talk|kakao|katalk|katok|카카오톡|카톡|카카오|까톡|ㅋㅌ|ㅋㅋㅇㅌ|カカオトーク|カカオ|カカオトク|옐로우톡|노란톡",
        "yellow app|노란앱|ㅋㅊ",
    ),
    _app("Zalo", "zalo|da lô|gia lô|dalo|zalô"),
    _app("imo", "imo app|ইমো|ايمو", "imo"),
    _app(
        "Snapchat",
        "snapchat|snap chat|snapchad|snapch|سناب|سناب شات|سنابي|снапчат|स्नैपचैट|স্ন্যাপচ্যাট|スナチャ|スナップチャット",
        "snap|sc|ghost app|👻",
    ),
    _app(
        "Instagram",
        "ig|insta gram|instagram|instagran|instgram|intagram|instagr|insta|instaa|instta|insgram|инстаграм|инстаграмм|инста|انستا|انستغرام|انستقرام|انستجرام|إنستغرام|إنستا|אינסטגרם|אינסטה|इंस्टाग्राम|इंस्टा|इन्स्टा|ইনস্টাগ্রাম|ইনস্টা|ไอจี|อินสตาแกรม|อินสตา"
        "|인스타|인스타그램|インスタ|インスタグラム",
        "inst|инст",
    ),
    _app(
        "Facebook",
        "fb|фб|face book|facebook|facebok|facbook|fcbk|facebook messenger|fb messenger|фейсбук|فيسبوك|فيس بوك|ফেসবুক|फेसबुक|เฟสบุ๊ค|เฟซบุ๊ก|เฟสบุค|페이스북|페북|フェイスブック|脸书|臉書|פייסבוק|blue book app",
        "messenger|fbook|мессенджер|ماسنجر|مسنجر|মেসেঞ্জার|fesbuk|efbi|feisbuk",
    ),
    _app("LinkedIn", "linkedin|linked in|linkdin|линкедин|لينكد ان|لينكدإن|लिंक्डइन|领英|링크드인|リンクトイン"),
    _app("Twitter", "twitter|tweeter|твиттер|твитер|تويتر|ट्विटर|টুইটার|ทวิตเตอร์|트위터|ツイッター|推特|twttr", "bird app"),
    _app("TikTok", "tiktok|tik tok|тикток|тик ток|تيك توك|টিকটক|टिकटॉक|ติ๊กต๊อก|ติ๊กตอก|틱톡|ティックトック|抖音|douyin"),
    _app("VK", "vk|вк|vkontakte|вконтакте|вкшка"),
    _app("Odnoklassniki", "odnoklassniki|одноклассники|одноклассниках"),
    _app("MAX", "мессенджер max|мессенджер макс|max мессенджер", "в максе"),
    _app("Microsoft Teams", "ms teams|msteams"),
    _app("Zoom", "zoom id|zoom meeting id|zoom meeting", "zoom|зум|زوم", numbered=True),
    _app("Google Chat", "hangouts|google hangouts|gchat|gmeet|гугл мит"),
    _app("Threema", "threema|threema-id"),
    _app("Wickr", "wickr|wickrme|wickr me"),
    _app("Wire", "", "wire"),
    _app("Session", "session id"),
    _app("Kik", "kik|kikmessenger|kik messenger"),
    _app("Gadu-Gadu", "gadu-gadu|gadu gadu|gadugadu|nr gg|numer gg|gg nr", "gg|gadu", numbered=True),
    _app("ICQ", "icq|аська|асечка|айсикью", "ася", numbered=True),
    _app("Element", "matrix id|element messenger", "matrix"),
    _app("Jabber", "jabber|xmpp|жаба джаббер|джаббер"),
    _app("Mastodon", "mastodon|мастодон"),
    _app("Bluesky", "bluesky|bsky"),
    _app("Threads", "", "threads"),
    _app("Pinterest", "pinterest|пинтерест"),
    _app("Twitch", "twitch|твич"),
    _app("YouTube", "youtube|yutub|ютуб|ютьюб|يوتيوب|유튜브|ยูทูบ|ยูทูป", "yt"),
    _app("Behance", "behance|биханс"),
    _app("Steam", "", "steam|стим"),
    _app("Xbox", "xbox live|xbox|gamertag|gamer tag"),
    _app("PlayStation", "psn|psn id|playstation network"),
    _app("Nintendo", "wii u|nintendo switch friend code|switch friend code"),
    _app("Xiaohongshu", "小红书|小紅書|xiaohongshu|rednote"),
    _app("Weibo", "weibo|微博"),
    _app("BOTIM", "botim|بوتيم"),
    _app("Truecaller", "truecaller"),
    _app("Reddit", "reddit|реддит"),
    _app("Tumblr", "tumblr"),
    _app("GroupMe", "groupme"),
    _app("Band", "밴드 아이디|band app"),
    _app("Clubhouse", "clubhouse app"),
    _app("Tinder", "tinder|bumble|hinge app"),
    _app("OnlyFans", "onlyfans"),
    _app("SoundCloud", "soundcloud"),
    _app(
        "social media",
        "",
        "my socials|all socials|all my socials|socials|everywhere|redes sociales|redes sociais|соцсетях|réseaux sociaux",
    ),
)

_LATIN_ENDINGS = (
    "a",
    "u",
    "e",
    "y",
    "i",
    "s",
    "om",
    "em",
    "ie",
    "ach",
    "n",
    "on",
    "en",
    "ba",
    "ban",
    "ra",
    "re",
    "ta",
    "te",
    "da",
    "de",
    "dan",
    "den",
    "tan",
    "ten",
    "zie",
    "ze",
    "issa",
    "iin",
    "im",
    "ul",
    "uma",
)
_CYRILLIC_ENDINGS = ("а", "у", "е", "и", "ы", "і", "ом", "ем", "ам", "ою", "ой", "ю", "ові", "ові", "ах", "чик", "чике")
_ARABIC_PREFIXES = ("ال", "وال", "بال", "عال", "لل", "ب", "و", "ع", "عل", "على ال", "فال")
_HEBREW_PREFIXES = ("ב", "ל", "ה", "ו", "ש", "מ", "בה", "וב")
_SHORTEST_INFLECTED = 5
"""Shorter words with an ending are too often other words."""


def _script_of(word: str) -> str:
    first = next((c for c in word if not c.isascii()), "a")
    if first == "a":
        return "latin"
    if "\u0370" <= first <= "\u052f":
        return "cyrillic"
    if "\u0590" <= first <= "\u05ff":
        return "hebrew"
    return "arabic" if "\u0600" <= first <= "\u06ff" else "unspaced"


def _forms(word: str) -> frozenset[str]:
    """Return the word with the endings and prefixes that its language adds to it."""
    script, forms = _script_of(word), {word}
    if script == "latin" and len(word) >= _SHORTEST_INFLECTED and " " not in word:
        forms |= {word + ending for ending in _LATIN_ENDINGS}
    elif script == "cyrillic" and len(word) >= _SHORTEST_INFLECTED:
        stem = word[:-1] if word[-1] in "аяыи" else word
        forms |= {stem + ending for ending in _CYRILLIC_ENDINGS}
    elif script == "arabic":
        forms |= {prefix + word for prefix in _ARABIC_PREFIXES}
    elif script == "hebrew":
        forms |= {prefix + word for prefix in _HEBREW_PREFIXES}
    return frozenset(forms)


def _by_word() -> dict[str, tuple[App, bool]]:
    listed: dict[str, tuple[App, bool]] = {}
    for ordinary in (True, False):
        for app in APPS:
            for word in app.ordinary if ordinary else app.spellings:
                if _script_of(word) != "unspaced":
                    listed.update(dict.fromkeys(_forms(word), (app, ordinary)))
    return listed


BY_WORD: dict[str, tuple[App, bool]] = _by_word()
"""Whole words and phrases (folded, one space between words) -> the app, and whether the word is also ordinary."""

BY_SUBSTRING: dict[str, tuple[App, bool]] = {
    word: (app, ordinary)
    for ordinary in (True, False)
    for app in APPS
    for word in (app.ordinary if ordinary else app.spellings)
    if _script_of(word) == "unspaced"
}
"""Words of scripts without spaces, matched anywhere."""

DISGUISED: tuple[str, ...] = (
    "whatsapp", "telegram", "discord", "skype", "viber", "instagram", "facebook", "snapchat", "linkedin", "kakaotalk", "threema", "wickr",
    "ватсап", "вотсап", "телеграм", "вайбер", "скайп",
)  # fmt: skip
"""Names long enough to be told even letter by letter, with gaps, digits for letters or a masked letter."""

DISGUISED_APP: dict[str, App] = {name: BY_WORD[fold(name)[0]][0] for name in DISGUISED}
"""The app that each disguised name means."""

_LEET = {"a": "4", "e": "3", "i": "1", "l": "1", "o": "0", "s": "5", "t": "7", "g": "9", "b": "8"}
_MOST_REPLACED = 3


def _leet_forms(name: str) -> frozenset[str]:
    """Return the name with up to three of its letters written as the digits that look like them."""
    forms = {name}
    for _ in range(_MOST_REPLACED):
        forms |= {
            form[:place] + _LEET[form[place]] + form[place + 1 :]
            for form in forms
            for place in range(len(form))
            if form[place] in _LEET
        }
    return frozenset(forms - {name})


LEET_APP: dict[str, App] = {
    form: app
    for name, app in DISGUISED_APP.items()
    if name.isascii()
    for form in _leet_forms(name)
    if form not in BY_WORD
}
"""Names with digits for letters -> the app."""
