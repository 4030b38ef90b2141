"""Words that say a phone number is near, in many languages.

Data; it knows nothing of texts. Words are folded when the module is imported, so they may be
written naturally. Words of scripts written without spaces, or with endings glued on, are looked for
anywhere; others as whole words. Phrases hold single spaces.
"""

import re

from habeas.detection.expressions import regex
from habeas.detection.lexicon.apps import APPS
from habeas.detection.normalize import fold

DIRECT = """
calling callme phone phones phonecall telephone tel telf telephones mobile mob cellphone cellular cel fax faxes txt txts txting texts texting
sms mms imessage facetime buzz dial landline hotline helpline hlp freephone callfreefone freefone tollfree custcare ansphone answering voicemail
callback phno mobno handphone digicell msisdn whatsappme callus ringing
call text ring cell handy
"""
"""English."""

DIRECT_ABROAD = """
llamame llámame llamar llamarme llamanos llámanos llámenos llame llamen llámeme teléfono telefono teléfonos móvil movil celular celu cel fono márcame marcame timbra textea escríbeme escribeme mensajea escríbenos
ligar ligue telefone celular telemóvel telemovel fone chama chame chamar ramal discar disque
appelle appelez appeler téléphone telephone téléphonez mobile joignable joindre gsm tél sonne texto textez bigophone phoner rappeler
ruf rufen anrufen anruf anrufe rufnummer telefon telefonnummer handynummer mobil mobilnummer festnetz durchwahl telefonisch klingel klingeln simsen handynr telefonnr telnr mobiltelefon
chiama chiamami chiami chiamare chiamate chiamatemi telefona telefonami telefonare telefono cellulare squillo
звони звоните позвони позвоните звонить набери наберите набирай звонок телефон телефона телефону тел моб мобильный мобила сотовый сот труба трубка смс звякни маякни тлф
дзвони дзвоніть подзвони подзвоніть зателефонуй зателефонуйте телефонуй телефонуйте телефон тел моб мобільний набери наберіть смс дзвінок
dzwoń dzwońcie zadzwoń zadzwońcie dzwonić telefon tel telefonu telefonicznie komórka komórkę komórki dzwonek oddzwoń sms smsa
bellen telefoon telefoonnummer tel mobiel mobieltje gsm sms smsen telefonisch bereikbaar
sună sunați sunati apelați apelează telefon telefonul tel mobil sms
arayın arayin arayabilirsiniz arayabilirsin arasın aramak telefon telefonu telefonum tel cebim gsm sms çaldır
कॉल फोन फ़ोन मोबाइल मोबाईल टेलीफोन phone mobail kolkaro
কল ফোন মোবাইল টেলিফোন
اتصل اتصلوا اتصلي كلمني كلميني كلمنا هاتف هاتفي موبايل موبايلي جوال جوالي محمول تلفون تليفون للتواصل للاتصال رن رنلي دق دقلي تماس بزنگید زنگ موبایل تلفن فون نمبر
gọi điện thoại đt sđt sdt hotline nhắn alo
telepon telpon telp tlpn hubungi handphone sms telefon telefonkan phonekan
tawag tawagan tawagin itext itxt textan celfone selpon
piga simu nipigie
ringa ringer telefon telefonnummer mobil mobilen
τηλέφωνο τηλ κινητό κάλεσε κλήση
zavolej zavolejte volejte volat telefon mobil
hívj hívjon telefon telefonszám mobil
"""
"""Other languages written with spaces."""

DIRECT_UNSPACED = """
电话 電話 手机 手機 打给我 打給我 致电 致電 座机 固话 拨打 撥打 联系电话 聯絡電話 来电 來電 呼叫 打我 短信 簡訊 电联 電聯 热线 手机号
携帯 ケータイ けいたい でんわ デンワ テル 連絡先 ショートメール
전화 핸드폰 휴대폰 폰번호 연락처 문자 연락 콜 폰
โทร เบอร์ มือถือ โทรศัพท์ ติดต่อ สายด่วน แฟกซ์ โทรสาร
कॉल फोन फ़ोन मोबाइल ফোন মোবাইল কল
טלפון נייד תתקשר תתקשרו התקשר חייג וואטסאפ ווצאפ
"""
"""Languages without spaces, or with endings glued on."""

INDIRECT = """
portable number numbr numba nmbr digits numéro номер номерок номером numer numeru nr nummer numara numaram numarası număr numărul рақам رقم رقمي رقمنا شماره شمارم नंबर नम्बर নাম্বার নম্বর nambar nambr nomor nomer nombor
číslo szám 号码 號碼 番号 번호 หมายเลข νούμερο nambari संपर्क যোগাযোগ contacto kontak fijo fixo fixe fisso cep mesaj mensagem recapito
contact contacts contacting reach reachable message messages numbers
contacto contactar contáctame contactame número numero contactarme localízame ubícame escribe escríbeme
contato contatar número numero escreve mensagem
contact contacter numéro numero contactez écris écrivez
kontakt kontaktieren erreichbar erreichen erreichst erreichen nummer nr schreib schreiben schreibt
contattami contattare contatto numero scrivimi scrivi
пиши пишите напиши напишите связь свяжись контакт стучи стучите
пиши пишіть напиши напишіть зв'язок контакт стукай
napisz napiszcie pisz kontakt numer nr pisać
contact bericht bereik appje nummer stuur
contact contactați scrie scrieți numărul
iletişim ulaş ulaşın yaz yazın numara
संपर्क मैसेज likho bhejo sampark
যোগাযোগ মেসেজ
تواصل راسلني راسل للتواصل ابعت
nhắn
hubungi kontak nomor
连络 联系 聯繫 聯絡 联络 加我 連絡 연락
"""
"""Weaker: they speak of reaching someone, perhaps otherwise than by phone."""

PHRASES = """
call me|text me|i'm on|ring me|phone me|whatsapp me|buzz me|hit me up|give me a call|give me a ring|give me a bell|give me a shout|reach me|flash me|my number|my num|my digits|my cell|contact me|get hold of me
you can reach|you've got me|customer service|customer services|customer care|service representative|live operator|claims line|hot line|opt out|forwarded from
answering at|answer at|reply at|answer me at|receiving messages to|message on my registered|call us|reach us|my no|mi numero|mi número|te paso|meu numero|meu número|mon numero|mon 06|mon 07|meine nummer|il mio numero|il mio
мой номер|мій номер|mój numer|mijn nummer|mijn 06|numărul meu|benim numaram|mera number|mera nambar|number hai|nomor saya|no hp|no. hp|nomor hp|số của|so dien thoai|số điện thoại|điện thoại|di động
gọi cho|gọi em|gọi anh|my line|direct line|phone no|mobile no|tel no|contact no|phone number|mobile number|cell number|contact number|whatsapp number|speak to me|speak with me|talk to me|chat now|drop me a line on
put a plus|plus in front|add a plus|with a plus before|in letters for the robot|numero en lettres|replace letters|remove the dashes|remove the spaces|take the x|take out the|name of the file|file name|without the stars|sin espacios|togli tutti
escríbeme por|escribeme por|mándame un|mandame un|pasame tu|fala comigo|me chama|me liga|chama no|chama aqui|appelez le|appelez-moi|joignable au|au numéro|ruf mich|rufen sie|erreichst mich|erreichbar unter|melde dich unter|unter der nummer
mi trovi al|al numero|chiamami al|piszcie na|dzwoń pod|pod numer|pod nr|numer to|na nr|bel me|app me|appen naar|bereikbaar op|sună la|la numărul|sunați la|beni ara|ara beni|numaram
"""
"""Phrases, separated by bars or line ends."""

_NUMBERED_APPS = frozenset({"WhatsApp", "Signal", "Viber", "Zalo", "Telegram", "WeChat", "KakaoTalk", "Skype"})
"""Messengers whose members are found by their phone number, and a few that people use the same way."""

_NICKNAMES = frozenset("wa whats zap wsp watts wats вотс ватс".split())
"""Short names that mean nothing else beside a number; others ("line", "tele") do."""

_APART = regex(r"[\u0590-\u05ff\u0900-\u1cff\u3040-\uffff]")


def _fold(word: str) -> str:
    return fold(word)[0]


def _words(rows: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in rows.split())


_app_names = frozenset(
    name
    for app in APPS
    if app.name in _NUMBERED_APPS
    for name in app.spellings | {name for name in app.ordinary if name in _NICKNAMES or " " in name}
)
_phrases = frozenset(
    _fold(phrase.strip()) for line in PHRASES.splitlines() for phrase in line.split("|") if phrase.strip()
)

DIRECT_WORDS: frozenset[str] = frozenset(
    word for word in _words(DIRECT) | _words(DIRECT_ABROAD) | _app_names if " " not in word and not _APART.search(word)
)
"""Whole words that announce a phone number."""

DIRECT_PARTS: tuple[str, ...] = tuple(
    sorted(
        word for word in _words(DIRECT_UNSPACED) | _words(DIRECT_ABROAD) | _app_names | _phrases if _APART.search(word)
    )
)
"""Words and phrases of other scripts that announce a phone number wherever they stand."""

DIRECT_PHRASES: dict[str, list[tuple[str, ...]]] = {}
"""Phrases that announce a phone number, as words, by their first word."""

for _phrase in sorted(_phrases | {name for name in _app_names if " " in name}):
    _spoken = tuple(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", _phrase))
    if not _APART.search(_phrase):
        DIRECT_PHRASES.setdefault(_spoken[0], []).append(_spoken)

INDIRECT_WORDS: frozenset[str] = frozenset(word for word in _words(INDIRECT) if not _APART.search(word))
INDIRECT_PARTS: tuple[str, ...] = tuple(sorted(word for word in _words(INDIRECT) if _APART.search(word)))

BEHIND_WORDS: frozenset[str] = _words(
    """
    office fax mobile cell home desk tel phone whatsapp wa viber signal telegram sms handy mobil movil celular móvil portable
    cellulare cel mob landline voicemail ext extension
    """
)
"""Words that name a phone number when they stand right behind it."""

EXAMPLE_WORDS: frozenset[str] = _words(
    """
    example examples dummy placeholder placeholders mockup fake formatted fictional fictitious
    ejemplo ejemplos ficticio exemplo exemplos ficticio exemple exemples factice fictif modele
    beispiel beispiele beispielhaft platzhalter testaccount testkonto musternummer
    esempio esempi segnaposto finto пример примеры например образец приклад наприклад зразок
    przykład przykładowy przykładowo wzór voorbeeld voorbeelden zoals testaccount exemplu exemple
    örnek örneğin उदाहरण जैसे উদাহরণ مثال مثلا contoh misalnya ví-dụ
    """
)
EXAMPLE_PARTS: tuple[str, ...] = tuple(
    sorted(
        _fold(part)
        for part in "e.g.|e.g|z. b.|z.b.|bijv.|p. ex.|por ejemplo|por exemplo|par exemple|per esempio|np.|ví dụ|lorem|例如|比如|示例|占位|例えば|サンプル|예시|예를 들어|ตัวอย่าง|जैसे|placeholder|dummy data".split(
            "|"
        )
    )
)
"""Words that present a number as an example, not as somebody's."""

EMERGENCY_WORDS: tuple[str, ...] = tuple(
    sorted(
        _fold(word)
        for word in "emergency|emergencies|gas leak|gas smell|power cut|poison control|crisis line|suicide|samaritans|ambulance|urgencias|emergencias|emergência|urgence|urgences|notruf|emergenza|скорая|экстренн|екстрен|alarmowy|noodgeval|noodnummer|urgență|acil|आपातकाल|طوارئ|cấp cứu|darurat|kecemasan|急救|报警|緊急|응급|ฉุกเฉิน".split(
            "|"
        )
    )
)
"""Words that say a free number is an emergency line."""

INSTRUCTIONS: tuple[str, ...] = tuple(
    _fold(phrase)
    for phrase in "plus in front|put a plus|add a plus|with a plus|name of the file|file name|filename|replace letters|replace the letters|remove the|take the|take out the|without the|swap the|letters with numbers|letters are numbers|ignore the|delete the|quita los|quita las|sin los|sin las|tira os|enlève les|enlevez les|ohne die|lass die|togli|senza|убери|убрать|без|usuń|bez|haal de|zonder|scoate|fără|çıkar|去掉|删掉|竖是|取って|빼고".split(
        "|"
    )
)
"""What tells a reader how to undo a disguise: what stands there is not what it looks like."""

PLUS_INSTRUCTIONS: tuple[str, ...] = ("plus in front", "put a plus", "add a plus", "with a plus")
BACKWARDS: tuple[str, ...] = tuple(
    _fold(word)
    for word in "backwards|backward|reversed|in reverse|right to left|al revés|ao contrário|à l'envers|rückwärts|al contrario|наоборот|задом наперед|od tyłu|achterstevoren|倒过来|反过来".split(
        "|"
    )
)
"""What tells a reader to read from the end."""

PERSONAL_WORDS: frozenset[str] = _words(
    "me my mine us our moi mon mi mis mir mich mein meine mio mia мне мой моя meu minha mnie mój mij mijn eu meu bana benim मुझे मेरा saya em tôi"
)
"""What says that a number is the author's own."""
